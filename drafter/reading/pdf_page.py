"""What PDFium knows of one page: its visible characters and the ruled lines drawn on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import addressof, byref, c_double, c_float, c_int, c_uint
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from drafter.reading.pdf_lines import Glyph, once

Box = tuple[float, float, float, float]
_Place = Callable[[float, float], tuple[float, float]]
# A drawn line is thin; a thicker box is shading. Shorter strokes belong to pictures and letters.
_THICKEST, _SHORTEST = 3.0, 3.0
# A page with more strokes than this is a drawing; looking for tables in it would only take time.
_MOST_STROKES = 20_000
_DEEPEST = 4
_INVISIBLE = 3
# What PDFium gives for a hyphen at the end of a line, which it takes for one that parts a word.
_LINE_END_HYPHEN = 2
_EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
_NOWHERE: Box = (1e9, 1e9, -1e9, -1e9)
_SMALLEST, _HIGH = 2.0, 40.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along one axis: where it lies across it, and from where to where it runs along it."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """Coordinates are those of the page as shown, rotation included; `unseen` are characters printed where
    nobody sees them."""

    glyphs: tuple[Glyph, ...]
    horizontals: tuple[Rule, ...]
    verticals: tuple[Rule, ...]
    unseen: str = ""


def read_page(page: Any) -> PageContent:
    left, bottom, right, top = page.get_cropbox()
    turn = _turned(page.get_rotation(), left, bottom, right, top)
    texts: list[tuple[Any, _Place]] = []
    strokes: list[Box] = []
    _collect(page.raw, turn, strokes, texts)
    shown = _box(turn, left, bottom, right, top)
    hidden = [one for one, _ in texts if raw.FPDFTextObj_GetTextRenderMode(one) == _INVISIBLE]
    # The invisible text behind a scanned page is what text recognition made of it.
    clips = {} if len(hidden) == len(texts) else {addressof(one.contents): _NOWHERE for one in hidden}
    glyphs, unseen = _glyphs(page, turn, shown, clips)
    if unseen and not clips:
        # Excel prints a long cell once for each page it runs over, and clips away what belongs to the other.
        clips = {addressof(one.contents): _clip_that_cuts(one, place) for one, place in texts}
        glyphs, unseen = _glyphs(page, turn, shown, clips)
    flat = [one for one in strokes if one[3] - one[1] <= _THICKEST and one[2] - one[0] >= _SHORTEST]
    tall = [one for one in strokes if one[2] - one[0] <= _THICKEST and one[3] - one[1] >= _SHORTEST]
    return PageContent(
        tuple(once(glyphs)),
        tuple(Rule((one[1] + one[3]) / 2, one[0], one[2]) for one in flat),
        tuple(Rule((one[0] + one[2]) / 2, one[1], one[3]) for one in tall),
        unseen,
    )


def _turned(degrees: int, left: float, bottom: float, right: float, top: float) -> _Place:
    """PDFium gives places before the page is turned for showing."""
    if degrees == 90:
        return lambda x, y: (y - bottom, right - x)
    if degrees == 180:
        return lambda x, y: (right - x, top - y)
    if degrees == 270:
        return lambda x, y: (top - y, x - left)
    return _upright


def _upright(x: float, y: float) -> tuple[float, float]:
    return x, y


def _box(place: _Place, left: float, bottom: float, right: float, top: float) -> Box:
    (x0, y0), (x1, y1) = place(left, bottom), place(right, top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


# ---- strokes and clips ----


def _collect(page: Any, place: _Place, strokes: list[Box], texts: list[tuple[Any, _Place]]) -> None:
    objects = (raw.FPDFPage_GetObject(page, at) for at in range(raw.FPDFPage_CountObjects(page)))
    for one in objects:
        _visit(one, place, strokes, texts, 0)


def _visit(one: Any, place: _Place, strokes: list[Box], texts: list[tuple[Any, _Place]], depth: int) -> None:
    kind = raw.FPDFPageObj_GetType(one)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        texts.append((one, place))
    elif kind == raw.FPDF_PAGEOBJ_PATH and len(strokes) < _MOST_STROKES:
        strokes.extend(_strokes(one, place))
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _moved(one, place)
        for at in range(raw.FPDFFormObj_CountObjects(one)):
            _visit(raw.FPDFFormObj_GetObject(one, at), inner, strokes, texts, depth + 1)


def _moved(one: Any, place: _Place) -> _Place:
    m = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(one, byref(m)):
        return place
    a, b, c, d, e, f = m.a, m.b, m.c, m.d, m.e, m.f
    return lambda x, y: place(a * x + c * y + e, b * x + d * y + f)


def _bounds(one: Any, place: _Place) -> Box | None:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not raw.FPDFPageObj_GetBounds(one, byref(left), byref(bottom), byref(right), byref(top)):
        return None
    return _box(place, left.value, bottom.value, right.value, top.value)


def _strokes(one: Any, place: _Place) -> Iterator[Box]:
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


def _parts(one: Any, count: int, place: _Place) -> Iterator[list[tuple[float, float]]]:
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


def _clip_that_cuts(one: Any, place: _Place) -> Box:
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


# ---- characters ----


def _glyphs(page: Any, place: _Place, shown: Box, clips: dict[int, Box]) -> tuple[list[Glyph], str]:
    """Return the characters with their loose boxes, which are as high as the font and so even in a line."""
    text = page.get_textpage()
    rect, x, y = raw.FS_RECTF(), c_double(), c_double()
    glyphs, unseen = [], []
    handle = text.raw
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, at)
        if code == _LINE_END_HYPHEN:
            code = ord("-")
        if code <= 32 or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF):
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, at, byref(rect)):
            continue
        raw.FPDFText_GetCharOrigin(handle, at, byref(x), byref(y))
        left, bottom, right, top = _fitting(handle, at, rect)
        base = y.value
        if place is not _upright:
            base = place(x.value, base)[1]
            left, bottom, right, top = _box(place, left, bottom, right, top)
        middle = (left + right) / 2, (bottom + top) / 2
        tiny = top - bottom < _SMALLEST
        if tiny or not _within(middle, shown) or (clips and _is_cut(handle, at, middle, clips)):
            unseen.append(chr(code))
        else:
            glyphs.append(Glyph(chr(code), left, right, bottom, top, base, top - bottom))
    text.close()
    return glyphs, "".join(unseen)


def _fitting(text: Any, at: int, loose: Any) -> Box:
    """Return the loose box; that of a font set downwards may be many times its size, then the character's own."""
    box = loose.left, loose.bottom, loose.right, loose.top
    if box[3] - box[1] > _HIGH and box[2] - box[0] > _HIGH:
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        if raw.FPDFText_GetCharBox(text, at, byref(left), byref(right), byref(bottom), byref(top)):
            own = left.value, bottom.value, right.value, top.value
            if 2 * (own[3] - own[1]) < box[3] - box[1]:
                return own
    return box


def _is_cut(text: Any, at: int, middle: tuple[float, float], clips: dict[int, Box]) -> bool:
    one = raw.FPDFText_GetTextObject(text, at)
    clip = clips.get(addressof(one.contents)) if one else None
    return clip is not None and not _within(middle, clip)


def _within(point: tuple[float, float], box: Box) -> bool:
    return box[0] - 1 <= point[0] <= box[2] + 1 and box[1] - 1 <= point[1] <= box[3] + 1
