"""A PDF page's characters: where each stands, what it is set in, and which way the text runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from ctypes import addressof, byref, c_double, c_int, create_string_buffer
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from drafter.reading.pdf.lines import Glyph

Box = tuple[float, float, float, float]
Place = Callable[[float, float], tuple[float, float]]
_SMALLEST, _HIGH = 2.0, 40.0
# What PDFium gives for a hyphen at the end of a line, which it takes for one that parts a word.
_LINE_END_HYPHEN = 2
_FILLED_AND_STROKED = 2
_DESCENT = 0.15
# Boxes of one font differ by less than this part of their height.
_UNEVEN = 0.15
# So many steps from character to character must run down or up, and so many times as many as along.
_FEWEST, _MORE = 20, 2


def upright(x: float, y: float) -> tuple[float, float]:
    return x, y


def box_of(place: Place, left: float, bottom: float, right: float, top: float) -> Box:
    (x0, y0), (x1, y1) = place(left, bottom), place(right, top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def glyphs_of(page: Any, place: Place, shown: Box, clips: dict[int, Box]) -> tuple[list[Glyph], str]:
    """Return the characters with their loose boxes, which are as high as the font and so even in a line, and those
    printed where nobody sees them; the first Chinese character of a line knows its face."""
    text = page.get_textpage()
    handle, turned = text.raw, place is not upright
    rect, x, y = raw.FS_RECTF(), c_double(), c_double()
    rect_at, x_at, y_at = byref(rect), byref(x), byref(y)
    char_at, box_at, origin_at = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_GetCharOrigin,
    )
    x0, y0, x1, y1 = shown[0] - 1, shown[1] - 1, shown[2] + 1, shown[3] + 1
    glyphs: list[Glyph] = []
    unseen: list[str] = []
    line, height, face, drawn, spaced, high = 0.0, 0.0, True, False, False, 0
    # This loop runs for every character of every page, so it calls as little as it can.
    for at in range(text.count_chars()):
        code = char_at(handle, at)
        if code <= 32:
            spaced = code == 32 and not raw.FPDFText_IsGenerated(handle, at)
            if code != _LINE_END_HYPHEN:
                continue
            code = 45
        elif 0xD800 <= code < 0xE000:
            high, low = (code, 0) if code < 0xDC00 else (high, code)
            if not (high and low):
                continue
            code, high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00), 0
        elif code in (0xFFFE, 0xFFFF):
            continue
        if not box_at(handle, at, rect_at):
            continue
        origin_at(handle, at, x_at, y_at)
        left, bottom, right, top, base = rect.left, rect.bottom, rect.right, rect.top, y.value
        if abs(top - bottom - height) > _UNEVEN * height:
            # Another height is another font, or one whose characters are drawings, each as high as its ink.
            height = top - bottom
            drawn = not _face(handle, at)
        if drawn:
            left, bottom, right, top = _set_box(handle, at, code, (left, bottom, right, top), x.value, base)
        elif height > _HIGH and right - left > _HIGH:
            left, bottom, right, top = _own_box(handle, at, (left, bottom, right, top))
        if turned:
            base = place(x.value, base)[1]
            left, bottom, right, top = box_of(place, left, bottom, right, top)
        across, up = (left + right) / 2, (bottom + top) / 2
        seen = top - bottom >= _SMALLEST and x0 <= across <= x1 and y0 <= up <= y1
        if not seen or (clips and _is_cut(handle, at, across, up, clips)):
            unseen.append(chr(code))
            continue
        face = face or abs(base - line) > 1
        line = base
        if spaced or (face and code >= 0x2E80):
            name = _face(handle, at) if face and code >= 0x2E80 else ""
            face = face and not name
            glyphs.append(Glyph(chr(code), left, right, bottom, top, base, top - bottom, name, spaced))
            spaced = False
        else:
            glyphs.append(Glyph(chr(code), left, right, bottom, top, base, top - bottom))
    text.close()
    return glyphs, "".join(unseen)


def direction_of(glyphs: Sequence[Glyph]) -> Place | None:
    """Return how to turn a page whose text runs down, as vertical writing does, or up; None when it runs along."""
    along = down = up = 0
    for one, two in pairwise(glyphs):
        size, across, rise = max(one.size, 1.0), two.left - one.left, two.base - one.base
        if abs(rise) < 0.4 * size:
            along += 0 < across < 3 * size
        elif abs(across) < 0.4 * size and abs(rise) < 3 * size:
            down, up = down + (rise < 0), up + (rise > 0)
    if max(down, up) < max(_FEWEST, _MORE * along):
        return None
    # The first line stands rightmost when the text runs down, leftmost when it runs up.
    return (lambda x, y: (-y, x)) if down > up else (lambda x, y: (y, -x))


def _face(text: Any, at: int) -> str:
    """Return the font's name, with + when it was made bold by drawing its outlines."""
    name, flags = create_string_buffer(96), c_int()
    raw.FPDFText_GetFontInfo(text, at, name, len(name), byref(flags))
    one = raw.FPDFText_GetTextObject(text, at)
    bold = one and raw.FPDFTextObj_GetTextRenderMode(one) == _FILLED_AND_STROKED
    plain = re.sub(r"^[A-Z]{6}\+|\s", "", name.value.decode("utf-8", "replace"))
    return plain + "+" * bool(bold)


def _set_box(text: Any, at: int, code: int, ink: Box, x: float, y: float) -> Box:
    """Return the box of a drawn character as it would be in a font: 一 is as high as 国."""
    m = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text, at, byref(m)) or abs(m.b) > abs(m.a):
        return ink
    size = raw.FPDFText_GetFontSize(text, at) * abs(m.d)
    wide = size if code >= 0x2E80 else max(ink[2] - x, 0.45 * size)
    return (x, y - _DESCENT * size, x + wide, y + (1 - _DESCENT) * size) if size > 0 else ink


def _own_box(text: Any, at: int, loose: Box) -> Box:
    """Return the loose box; that of a font set downwards may be many times its size, then the character's own."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    if raw.FPDFText_GetCharBox(text, at, byref(left), byref(right), byref(bottom), byref(top)):
        own = left.value, bottom.value, right.value, top.value
        if 2 * (own[3] - own[1]) < loose[3] - loose[1]:
            return own
    return loose


def _is_cut(text: Any, at: int, across: float, up: float, clips: dict[int, Box]) -> bool:
    one = raw.FPDFText_GetTextObject(text, at)
    clip = clips.get(addressof(one.contents)) if one else None
    return clip is not None and not (
        clip[0] - 1 <= across <= clip[2] + 1 and clip[1] - 1 <= up <= clip[3] + 1
    )
