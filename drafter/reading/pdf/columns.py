"""Pages set in columns → lines in reading order: down the left column, then down the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from drafter.reading.pdf.lines import Glyph, Line, lines_of

# So many lines must stand side by side, and such a share of them fill their column, before it is one and not a table.
_FEWEST = 4
_FILLED = 0.4
_FULL = 0.8
# A column of fewer characters than this is a column of cells.
_NARROWEST = 10


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands on one side of the space between columns: where its text begins and ends."""

    left: float
    right: float
    cells: int


def in_columns(pages: Sequence[tuple[list[Line], Sequence[Glyph]]]) -> list[list[Line]]:
    """Return each page's lines in reading order, those in columns with their column's number from 1.

    A page is given as its lines from top to bottom over the whole width, and the characters that are in no table.
    """
    gutters = [_gutter(lines) for lines, _ in pages]
    known = [gutter for gutter in gutters if gutter is not None]
    usual = median(known) if known else None
    return [
        _ordered(lines, glyphs, usual if gutter is None else gutter)
        for (lines, glyphs), gutter in zip(pages, gutters, strict=True)
    ]


def _ordered(lines: list[Line], glyphs: Sequence[Glyph], gutter: float | None) -> list[Line]:
    if gutter is None:
        return lines
    ordered: list[Line] = []
    for apart, band in _bands(lines, gutter):
        if not apart:
            ordered += band
            continue
        top, bottom = max(line.top for line in band), min(line.bottom for line in band)
        inside = [one for one in glyphs if bottom <= (one.bottom + one.top) / 2 <= top]
        for column, on_side in enumerate(_sides(gutter), 1):
            ordered += _column(band, inside, column, on_side)
    return ordered


def _column(
    band: Sequence[Line], glyphs: Sequence[Glyph], column: int, on_side: Callable[[float], bool]
) -> list[Line]:
    own = [one for one in glyphs if on_side((one.left + one.right) / 2)]
    rows = [line for line in band if line.grid and on_side((line.left + line.right) / 2)]
    lines = [*lines_of(own, band[0].page), *rows]
    return [
        replace(line, column=column) for line in sorted(lines, key=lambda one: -(one.bottom + one.top) / 2)
    ]


def _sides(gutter: float) -> tuple[Callable[[float], bool], Callable[[float], bool]]:
    return (lambda x: x < gutter), (lambda x: x >= gutter)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return the middle of the space between two columns of prose; None when the page has none."""
    spaces = [(one.right, two.left) for line in lines if not line.grid for one, two in pairwise(line.cells)]
    if len(spaces) < _FEWEST:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    edges = sorted({x for space in spaces for x in space})
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    inner = [x for x in middles if left + 0.2 * (right - left) < x < right - 0.2 * (right - left)]
    counts = Counter({x: sum(a < x < b for a, b in spaces) for x in inner})
    if not counts:
        return None
    most = max(counts.values())
    best = [x for x in inner if counts[x] == most]
    gutter = median(best)
    columns = [band for apart, band in _bands(lines, gutter) if apart]
    return gutter if any(_is_prose(band, gutter) for band in columns) else None


def _bands(lines: Sequence[Line], gutter: float) -> list[tuple[bool, list[Line]]]:
    """Part the page, from top to bottom, into what runs over the gutter and what keeps it free."""
    free = [not _crosses(line, gutter) for line in lines]
    return [
        (apart, [line for _, line in group])
        for apart, group in groupby(zip(free, lines, strict=True), key=lambda one: one[0])
    ]


def _crosses(line: Line, gutter: float) -> bool:
    if line.grid:
        return line.left < gutter < line.right
    return any(cell.left < gutter < cell.right for cell in line.cells)


def _is_prose(band: Sequence[Line], gutter: float) -> bool:
    """Tell columns of text from a table without rules: their lines are long, and most fill the column."""
    return all(
        _is_column([piece for line in band if not line.grid and (piece := _piece(line, on_side))], band)
        for on_side in _sides(gutter)
    )


def _is_column(pieces: Sequence[_Piece], band: Sequence[Line]) -> bool:
    if len(pieces) < _FEWEST:
        return False
    # A tenth may stand out to either side: heads and feet are often wider than the text.
    stray = len(pieces) // 10
    lefts, rights = sorted(piece.left for piece in pieces), sorted(piece.right for piece in pieces)
    width = rights[-1 - stray] - lefts[stray]
    size = median(line.size for line in band)
    full = sum(piece.right - piece.left >= _FULL * width for piece in pieces)
    whole = sum(piece.cells == 1 for piece in pieces)
    return width >= _NARROWEST * size and full >= _FILLED * len(pieces) and whole >= 0.8 * len(pieces)


def _piece(line: Line, on_side: Callable[[float], bool]) -> _Piece | None:
    own = [cell for cell in line.cells if on_side((cell.left + cell.right) / 2)]
    return _Piece(own[0].left, own[-1].right, len(own)) if own else None
