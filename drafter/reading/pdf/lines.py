"""Characters and where they stand on a PDF page → printed lines and their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

# A gap wider than this, in character widths, parts two cells; a smaller one is a space.
_CELL_GAP = 1.6
_SPACE_GAP = 0.33
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}")


class Glyph(NamedTuple):
    """A printed character, its box and its baseline; `size` is the height of the box. `face` is what the font is called, "" where it
    was not asked for; `spaced`: a space was typed before it."""

    char: str
    left: float
    right: float
    bottom: float
    top: float
    base: float
    size: float
    face: str = ""
    spaced: bool = False


class Cell(NamedTuple):
    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row; `edges` are the left edges of its columns, `table` counts the tables."""

    cells: tuple[str, ...]
    edges: tuple[float, ...]
    table: int


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; `cells` are its pieces parted by wide gaps.

    `grid` is set when the line is a row of a table whose columns are known. `column` counts from 1 where the page is
    set in columns; 0 is the whole width.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    cells: tuple[Cell, ...] = ()
    row: bool = False
    scrap: bool = False
    gap: float = 0.0
    grid: Row | None = None
    column: int = 0
    face: str = ""


def lines_of(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """Return the page's lines from top to bottom."""
    rows: list[list[Glyph]] = []
    # The tallest of each row stands for it.
    tall: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: (-(one.bottom + one.top) / 2, one.left)):
        # Characters of two narrow lines may come in turn, so the line before the last is asked too.
        if rows and _same_line(tall[-1], glyph):
            at = len(rows) - 1
        elif len(rows) > 1 and _same_line(tall[-2], glyph):
            at = len(rows) - 2
        else:
            rows.append([glyph])
            tall.append(glyph)
            continue
        rows[at].append(glyph)
        if glyph.size > tall[at].size:
            tall[at] = glyph
    lines = [_line(sorted(row, key=lambda one: one.left), page) for row in rows]
    above = [*lines[:1], *lines]
    return [
        replace(line, gap=max(0.0, before.bottom - line.top))
        for before, line in zip(above, lines, strict=False)
        if line.text
    ]


def once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the characters, those printed twice in one place only once."""
    # By character and height: two of one kind in one line are few, so all of them are compared.
    seen: dict[tuple[str, int], list[Glyph]] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        char, height = glyph.char, round(glyph.bottom)
        twin = None
        for near in (height, height - 1, height + 1):
            for one in seen.get((char, near), ()):
                if _overprints(one, glyph):
                    twin = one
        # —— and …… may be one glyph that stands for two signs: they follow each other and share one box.
        if twin is not None and not (kept[-1] is twin and char in "—…─"):
            continue
        seen.setdefault((char, height), []).append(glyph)
        kept.append(glyph)
    return kept


def _overprints(one: Glyph, two: Glyph) -> bool:
    """Bold made by printing twice shifts by a hair; a doubled letter stands a full width apart."""
    width = max(two.right - two.left, 1)
    return abs(one.left - two.left) < 0.3 * width and abs(one.bottom - two.bottom) < 1


def _same_line(tall: Glyph, glyph: Glyph) -> bool:
    """Digits set in another font sit on another baseline, so overlap decides, measured by the smaller of
    the two."""
    if tall.base == glyph.base and tall.size == glyph.size:
        return True
    overlap = min(tall.top, glyph.top) - max(tall.bottom, glyph.bottom)
    # Boxes are as high as the font; in narrow cells those of two lines overlap, but their baselines do not meet.
    if abs(tall.base - glyph.base) > 0.55 * min(tall.size, glyph.size):
        return False
    return overlap > 0.5 * min(tall.top - tall.bottom, glyph.top - glyph.bottom)


def _line(glyphs: list[Glyph], page: int) -> Line:
    size = median(glyph.size for glyph in glyphs)
    han = [glyph.right - glyph.left for glyph in glyphs if glyph.char >= "\u2e80"]
    width = median(han) if han else size * 0.9
    cells: list[Cell] = []
    right = glyphs[0].left
    for glyph in glyphs:
        space = glyph.left - right
        if not cells or space > _CELL_GAP * width:
            cells.append(Cell(glyph.left, glyph.right, glyph.char))
        else:
            last = cells[-1]
            gap = " " if space > _SPACE_GAP * width or _typed_space(last.text, glyph) else ""
            cells[-1] = Cell(last.left, max(last.right, glyph.right), last.text + gap + glyph.char)
        right = max(right, glyph.right)
    text = " ".join(cell.text for cell in cells).strip()
    bottom, top = min(glyph.bottom for glyph in glyphs), max(glyph.top for glyph in glyphs)
    face = next((glyph.face for glyph in glyphs if glyph.face), "")
    return Line(text, page, glyphs[0].left, right, bottom, top, width, tuple(cells), face=face)


def _typed_space(before: str, glyph: Glyph) -> bool:
    """Tell whether a space narrower than a gap was typed where it tells words or a number apart."""
    if not glyph.spaced:
        return False
    return (before[-1].isascii() and glyph.char.isascii()) or _NUMBERED.fullmatch(before) is not None
