"""Table rows of all pages → tables: continued over page ends, and columns told by their alignment where none
are ruled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.reading.lines import columns
from drafter.reading.pdf.lines import Cell, Line, Row

_NUMBER = re.compile(r"[-+]?[\d,]*\d(?:\.\d+)?[%％]?")
# Columns of one table printed on two pages may be off by this much.
_OFF = 4.0


@dataclass(frozen=True, slots=True)
class Joined:
    """`repeated` are the column heads printed again on a later page, which are not kept."""

    lines: tuple[Line, ...]
    repeated: tuple[str, ...]


def join_tables(lines: Sequence[Line]) -> Joined:
    """Number the tables through the document; one that goes on after a page end stays one."""
    kept: list[Line] = []
    repeated: list[str] = []
    tables: list[list[Line]] = []
    for group in _groups(lines):
        if not group[0].grid:
            kept += group
            continue
        after = kept[-1] if kept else None
        if tables and after is tables[-1][-1] and _goes_on(tables[-1], group):
            heads = _common_heads(tables[-1], group)
            repeated += [line.text for line in group[:heads]]
            group = group[heads:]
            if len(group) > 1 and _breaks_off(kept[-1], group[0]):
                kept[-1] = tables[-1][-1] = _whole(kept[-1], group[0])
                group = group[1:]
        else:
            tables.append([])
        number = len(tables) - 1
        own = [replace(line, grid=replace(line.grid, table=number)) for line in group if line.grid]
        tables[-1] += own
        kept += own
    return Joined(tuple(kept), tuple(repeated))


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the rows of each table of a page together, other lines one by one."""
    group: list[Line] = []
    for line in lines:
        same = group and line.grid and group[-1].grid and line.grid.table == group[-1].grid.table
        if group and not (same and line.page == group[-1].page):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(table: Sequence[Line], group: Sequence[Line]) -> bool:
    one, two = table[-1].grid, group[0].grid
    if not one or not two or len(one.edges) != len(two.edges) or not _follows(table[-1], group[0]):
        return False
    shift = two.edges[0] - one.edges[0]
    return all(abs(b - a - shift) <= _OFF for a, b in zip(one.edges, two.edges, strict=True))


def _breaks_off(last: Line, first: Line) -> bool:
    """Tell whether the page ended inside a row: what stands on the next page goes on with cells that had no room left,
    and the others have nothing more."""
    one, two = last.grid, first.grid
    if not one or not two:
        return False
    more = [at for at, cell in enumerate(two.cells) if cell]
    ends = [*one.edges[1:], last.right]
    return 0 < len(more) < sum(map(bool, one.cells)) and all(
        _is_full(one.cells[at], ends[at] - one.edges[at], last.size) and not _NUMBER.fullmatch(two.cells[at])
        for at in more
    )


def _is_full(cell: str, width: float, size: float) -> bool:
    """Tell whether the cell's last line reaches its right edge, however often the text was broken before."""
    per_line = max(int(width / size), 1)
    over = columns(cell) / 2 % per_line
    return bool(cell) and (over == 0 or over >= per_line - 1)


def _whole(last: Line, first: Line) -> Line:
    if not last.grid or not first.grid:
        return last
    cells = tuple(map(str.__add__, last.grid.cells, first.grid.cells))
    return replace(last, text="\t".join(cells), grid=replace(last.grid, cells=cells))


def _follows(last: Line, first: Line) -> bool:
    """Tell whether a table may go on here: on the next page, or in the next column."""
    return first.page == last.page + 1 or (first.page == last.page and first.column == last.column + 1 > 1)


def _common_heads(table: Sequence[Line], group: Sequence[Line]) -> int:
    """Return how many rows at the top of `group` repeat the table's heads, that which numbers the columns 1, 2, 3 among them."""
    count = 0
    while count < min(len(table), len(group) - 1):
        one, two = table[count].grid, group[count].grid
        if not one or not two or one.cells != two.cells:
            break
        numbers = [cell for cell in one.cells if _NUMBER.fullmatch(cell)]
        if numbers and (not count or numbers != [str(n) for n in range(1, len(numbers) + 1)]):
            break
        count += 1
    return count


# ---- tables without rules ----


def align_columns(lines: Sequence[Line]) -> list[Line]:
    """Give rows that no rules part their columns, where three or more stand together and line up."""
    numbers = [line.grid.table for line in lines if line.grid]
    fresh = max(numbers, default=-1) + 1
    aligned: list[Line] = []
    for run in _runs(lines):
        columns = _columns(run) if len(run) >= 3 and run[0].row and not run[0].grid else ()
        if len(columns) >= 2 and _mostly_numbers(run):
            edges = tuple(left for left, _ in columns)
            aligned += [
                replace(line, row=True, scrap=False, grid=Row(_sorted_in(line, columns), edges, fresh))
                for line in run
            ]
            fresh += 1
        else:
            aligned += run
    return aligned


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in lines:
        loose = (line.row or line.scrap) and not line.grid
        if run and not (
            loose and (run[-1].row or run[-1].scrap) and not run[-1].grid and run[-1].page == line.page
        ):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _mostly_numbers(run: Sequence[Line]) -> bool:
    ending = sum(bool(line.cells) and _NUMBER.fullmatch(line.cells[-1].text) is not None for line in run)
    return 2 * ending >= len(run)


def _columns(run: Sequence[Line]) -> tuple[tuple[float, float], ...]:
    """Return the left and right edges of the columns: what the fullest rows' cells cover."""
    most = max(len(line.cells) for line in run)
    spans = sorted(
        (cell.left, cell.right)
        for line in run
        if len(line.cells) >= max(2, 0.7 * most)
        for cell in line.cells
    )
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left <= columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return tuple(columns)


def _sorted_in(line: Line, columns: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    texts = [""] * len(columns)
    for cell in line.cells:
        at = max(range(len(columns)), key=lambda one: _overlap(cell, columns[one]))
        texts[at] = f"{texts[at]} {cell.text}".strip()
    return tuple(texts)


def _overlap(cell: Cell, column: tuple[float, float]) -> float:
    """Negative is the distance of what does not overlap."""
    return min(cell.right, column[1]) - max(cell.left, column[0])
