"""What PDFium knows of one page: its visible characters and the ruled lines drawn on it."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import addressof, byref, c_float, c_int, c_uint
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from drafter.reading.pdf.glyphs import Box, Place, box_of, direction_of, glyphs_of, upright
from drafter.reading.pdf.lines import Glyph, once

# A drawn line is thin; a thicker box is shading. Shorter strokes belong to pictures and letters.
_THICKEST, _SHORTEST = 3.0, 3.0
# A page with more strokes than this is a drawing; looking for tables in it would only take time.
_MOST_STROKES = 20_000
_DEEPEST = 4
_INVISIBLE = 3
_EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
_NOWHERE: Box = (1e9, 1e9, -1e9, -1e9)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along one axis: where it lies across it, and from where to where it runs along it."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """Coordinates are those of the page as shown, rotation included; `unseen` are characters printed where
    nobody sees them. `aside`: the text runs down or up the page, which is turned here so that it runs from left to right.
    """

    glyphs: tuple[Glyph, ...]
    horizontals: tuple[Rule, ...]
    verticals: tuple[Rule, ...]
    unseen: str = ""
    aside: bool = False


def read_page(page: Any) -> PageContent:
    content = _read(page, _turned(page.get_rotation(), *page.get_cropbox()))
    aside = direction_of(content.glyphs)
    if aside is None:
        return content
    turn = _turned(page.get_rotation(), *page.get_cropbox())
    return replace(_read(page, lambda x, y: aside(*turn(x, y))), aside=True)


def _read(page: Any, turn: Place) -> PageContent:
    left, bottom, right, top = page.get_cropbox()
    texts: list[tuple[Any, Place]] = []
    strokes: list[Box] = []
    _collect(page.raw, turn, strokes, texts)
    shown = box_of(turn, left, bottom, right, top)
    hidden = [one for one, _ in texts if raw.FPDFTextObj_GetTextRenderMode(one) == _INVISIBLE]
    # The invisible text behind a scanned page is what text recognition made of it.
    clips = {} if len(hidden) == len(texts) else {addressof(one.contents): _NOWHERE for one in hidden}
    glyphs, unseen = glyphs_of(page, turn, shown, clips)
    if unseen and not clips:
        # Excel prints a long cell once for each page it runs over, and clips away what belongs to the other.
        clips = {addressof(one.contents): _clip_that_cuts(one, place) for one, place in texts}
        glyphs, unseen = glyphs_of(page, turn, shown, clips)
    flat = [one for one in strokes if one[3] - one[1] <= _THICKEST and one[2] - one[0] >= _SHORTEST]
    tall = [one for one in strokes if one[2] - one[0] <= _THICKEST and one[3] - one[1] >= _SHORTEST]
    return PageContent(
        tuple(once(glyphs)),
        tuple(Rule((one[1] + one[3]) / 2, one[0], one[2]) for one in flat),
        tuple(Rule((one[0] + one[2]) / 2, one[1], one[3]) for one in tall),
        unseen,
    )


def _turned(degrees: int, left: float, bottom: float, right: float, top: float) -> Place:
    """PDFium gives places before the page is turned for showing."""
    if degrees == 90:
        return lambda x, y: (y - bottom, right - x)
    if degrees == 180:
        return lambda x, y: (right - x, top - y)
    if degrees == 270:
        return lambda x, y: (top - y, x - left)
    return upright


# ---- strokes and clips ----


def _collect(page: Any, place: Place, strokes: list[Box], texts: list[tuple[Any, Place]]) -> None:
    objects = (raw.FPDFPage_GetObject(page, at) for at in range(raw.FPDFPage_CountObjects(page)))
    for one in objects:
        _visit(one, place, strokes, texts, 0)


def _visit(one: Any, place: Place, strokes: list[Box], texts: list[tuple[Any, Place]], depth: int) -> None:
    kind = raw.FPDFPageObj_GetType(one)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        texts.append((one, place))
    elif kind == raw.FPDF_PAGEOBJ_PATH and len(strokes) < _MOST_STROKES:
        strokes.extend(_strokes(one, place))
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _moved(one, place)
        for at in range(raw.FPDFFormObj_CountObjects(one)):
            _visit(raw.FPDFFormObj_GetObject(one, at), inner, strokes, texts, depth + 1)


def _moved(one: Any, place: Place) -> Place:
    m = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(one, byref(m)):
        return place
    a, b, c, d, e, f = m.a, m.b, m.c, m.d, m.e, m.f
    return lambda x, y: place(a * x + c * y + e, b * x + d * y + f)


def _bounds(one: Any, place: Place) -> Box | None:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not raw.FPDFPageObj_GetBounds(one, byref(left), byref(bottom), byref(right), byref(top)):
        return None
    return box_of(place, left.value, bottom.value, right.value, top.value)


def _strokes(one: Any, place: Place) -> Iterator[Box]:
    """Yield the thin boxes of a path: its straight strokes, and filled boxes as thin as a line."""
    bounds = _bounds(one, place)
    if bounds is None:
        return
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(one, byref(fill), byref(stroke))
    inked = raw.FPDFPageObj_GetStrokeColor if stroke.value else raw.FPDFPageObj_GetFillColor
    if not (fill.value or stroke.value) or _is_white(inked, one):
        return
    if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= _THICKEST:
        yield bounds
        return
    count = raw.FPDFPath_CountSegments(one)
    if count > _MOST_STROKES:
        return
    for part in _parts(one, count, _moved(one, place)):
        if stroke.value:
            yield from (_span(a, b) for a, b in pairwise(part))
        else:
            xs, ys = [x for x, _ in part], [y for _, y in part]
            yield min(xs), min(ys), max(xs), max(ys)


def _is_white(color: Any, one: Any) -> bool:
    parts = [c_uint() for _ in range(4)]
    return bool(color(one, *map(byref, parts))) and all(part.value > 245 for part in parts[:3])


def _parts(one: Any, count: int, place: Place) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each closed or open piece of a path; curves count as their end points."""
    part: list[tuple[float, float]] = []
    x, y = c_float(), c_float()
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(one, at)
        if not raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            continue
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and part:
            yield part
            part = []
        part.append(place(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            part.append(part[0])
    if part:
        yield part


def _span(a: tuple[float, float], b: tuple[float, float]) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _clip_that_cuts(one: Any, place: Place) -> Box:
    """Return the clip of a text object, or everywhere when it cuts nothing off."""
    clip = raw.FPDFPageObj_GetClipPath(one)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    if count <= 0:
        return _EVERYWHERE
    cut = _EVERYWHERE
    x, y = c_float(), c_float()
    for path in range(min(count, 16)):
        corners = []
        for at in range(min(raw.FPDFClipPath_CountPathSegments(clip, path), 64)):
            segment = raw.FPDFClipPath_GetPathSegment(clip, path, at)
            if raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
                corners.append(place(x.value, y.value))
        if corners:
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            cut = max(cut[0], min(xs)), max(cut[1], min(ys)), min(cut[2], max(xs)), min(cut[3], max(ys))
    own = _bounds(one, place)
    inside = own and own[0] >= cut[0] and own[1] >= cut[1] and own[2] <= cut[2] and own[3] <= cut[3]
    return _EVERYWHERE if inside or own is None else cut
