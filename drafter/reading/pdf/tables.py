"""A page's ruled tables → rows of cells, and what stands beside them left as lines."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from drafter.reading.pdf.grid import Grid, find_grids
from drafter.reading.pdf.lines import Glyph, Line, Row, lines_of
from drafter.reading.pdf.page import PageContent

# Text this near a cell's edge was set from that edge; what hangs over the other edge still belongs to the cell.
_INSET = 4.5
_THINNEST = 6.0


def lines_and_rows(content: PageContent, page: int) -> tuple[list[Line], Sequence[Glyph]]:
    """Return the page from top to bottom, ruled tables as one line a row; and the characters that are in no table."""
    grids = find_grids(content.horizontals, content.verticals)
    if not grids:
        return lines_of(content.glyphs, page), content.glyphs
    inside: list[list[Glyph]] = [[] for _ in grids]
    outside: list[Glyph] = []
    for glyph in content.glyphs:
        middle = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        holders = [at for at, grid in enumerate(grids) if grid.holds(*middle)]
        if holders:
            inside[min(holders, key=lambda at: grids[at].xs[-1] - grids[at].xs[0])].append(glyph)
        else:
            outside.append(glyph)
    lines = lines_of(outside, page)
    for number, (grid, glyphs) in enumerate(zip(grids, inside, strict=True)):
        lines += _rows(grid, glyphs, page, number)
    return sorted(lines, key=lambda line: -(line.bottom + line.top) / 2), outside


def _rows(grid: Grid, glyphs: Sequence[Glyph], page: int, number: int) -> list[Line]:
    """Return one line a row; a cell's text stands in the first row and column the cell covers."""
    texts = _texts(grid, glyphs, page)
    table = [[""] * grid.columns for _ in range(len(grid.ys) - 1)]
    for span, text in zip(grid.spans, texts, strict=True):
        table[span.top][span.left] = text
    # A column as thin as this and without text is the space between two lines drawn as one.
    kept = [
        at
        for at in range(grid.columns)
        if grid.xs[at + 1] - grid.xs[at] > _THINNEST or any(row[at] for row in table)
    ]
    edges = tuple(grid.xs[at] for at in kept)
    size = median([glyph.right - glyph.left for glyph in glyphs if glyph.char >= "\u2e80"] or [10.0])
    lines = []
    for at, cells in enumerate(table):
        own = tuple(cells[column] for column in kept)
        if any(own):
            place = grid.xs[0], grid.xs[-1], grid.ys[at + 1], grid.ys[at], size
            lines.append(Line("\t".join(own), page, *place, row=True, grid=Row(own, edges, number)))
    return lines


def _texts(grid: Grid, glyphs: Sequence[Glyph], page: int) -> list[str]:
    held: list[list[Glyph]] = [[] for _ in grid.spans]
    for run in _runs(grid, glyphs):
        at = _home(grid, run)
        if at is not None:
            held[at].extend(run)
    widths = [grid.xs[span.right] - grid.xs[span.left] for span in grid.spans]
    return [_joined(lines_of(own, page), width) for own, width in zip(held, widths, strict=True)]


def _runs(grid: Grid, glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the characters printed on end; a ruled line between two of them parts them, one through a
    character does not."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        width = max(glyph.right - glyph.left, 1.0)
        if (
            last
            and abs(last.base - glyph.base) < 0.4 * glyph.size
            and -0.5 * width < glyph.left - last.right < 0.8 * width
            and not _line_between(grid, last, glyph)
        ):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _line_between(grid: Grid, one: Glyph, two: Glyph) -> bool:
    space = two.left - one.right
    if space <= 0.12 * (two.right - two.left):
        return False
    height = (two.bottom + two.top) / 2
    left, right = (
        grid.span_at((one.left + one.right) / 2, height),
        grid.span_at((two.left + two.right) / 2, height),
    )
    return left != right and any(one.right - 1 <= x <= two.left + 1 for x in grid.xs)


def _home(grid: Grid, run: Sequence[Glyph]) -> int | None:
    """Return the cell a run belongs to: where it lies, or, when it hangs over an edge, where it was set from."""
    height = (run[0].bottom + run[0].top) / 2
    left, right = run[0].left, run[-1].right
    first = grid.span_at(max(left + 0.5, grid.xs[0]), height)
    last = grid.span_at(min(right - 0.5, grid.xs[-1] - 0.01), height)
    if first == last or last is None or first is None:
        return first if last is None else last
    if 0 <= left - grid.xs[grid.spans[first].left] <= _INSET:
        return first
    if 0 <= grid.xs[grid.spans[last].right] - right <= _INSET:
        return last
    return grid.span_at((left + right) / 2, height)


def _joined(lines: Sequence[Line], width: float) -> str:
    """Return a cell's text; Latin words and numbers keep apart when the line before had room for more."""
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        room = before is not None and width - (before.right - before.left) > 2.2 * before.size
        latin = text[-1:].isalnum() and text[-1:].isascii() and line.text[:1].isascii()
        text += (" " if room and latin else "") + line.text
    return text
