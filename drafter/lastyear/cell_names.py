"""Name the figures of a table whose columns have heads above heads: 公务接待费 over 预算数 and 决算数."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.numbers.labels.cells import NUMBERING, undated
from drafter.report import Report, Table
from drafter.tables import NUMBER, column_heads, head_rows
from drafter.tabular.cells import place_cells

_TOTALS = ("合计", "小计", "总计")


def cell_names(report: Report) -> dict[int, str]:
    """Return, by the place of the number, the name of each cell that its row and its nearest head do not tell from others.

    All heads over the column are told, but for one that stands over the whole table.
    """
    return {start: name for table in report.tables for start, name in _names(report.text, table)}


def _names(text: str, table: Table) -> Iterator[tuple[int, str]]:
    heads = [_short(path) for path in _own_heads(column_heads(table.cells))]
    places = [[cell.start for cell in row] for row in place_cells(text, table)]
    for row in range(head_rows(table.cells), len(table.cells)):
        cells = table.cells[row]
        numbers = [c for c, cell in enumerate(cells) if NUMBER.fullmatch(cell.strip()) and c < len(heads)]
        named_by = {c: _named_by(cells, c) for c in numbers}
        for column in numbers:
            path, key, place = heads[column], named_by[column], places[row][column]
            if place < 0 or not path:
                continue
            fellows = {heads[c] for c in numbers if named_by[c] == key and heads[c][-1:] == path[-1:]}
            if key is None:
                yield place, "".join(path)
            elif len(fellows) > 1:
                yield place, f"{NUMBERING.sub('', cells[key].strip())}（{''.join(path)}）"


def _own_heads(paths: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The heads of each column without blanks, years and those that stand over all columns."""
    told = ([undated("".join(head.split())) for head in path] for path in paths)
    plain = [tuple(head for head in dict.fromkeys(path) if head) for path in told]
    over_all = plain[0][:1] if len(plain) > 1 and len({path[:1] for path in plain}) == 1 else ()
    if not over_all or any(len(path) < 2 for path in plain):
        return plain
    return [path if path[1] in _TOTALS else path[1:] for path in plain]


def _short(path: tuple[str, ...]) -> tuple[str, ...]:
    """公务用车购置及运行维护费 over 公务用车购置费 need not be told, over 小计 it must."""
    return tuple(
        head for head, below in zip(path, (*path[1:], "")[: len(path)], strict=True) if head[:4] != below[:4]
    )


def _named_by(cells: Sequence[str], column: int) -> int | None:
    """The nearest cell of words to the left, None when there is none."""
    left = range(column - 1, -1, -1)
    return next((c for c in left if cells[c].strip() and not NUMBER.fullmatch(cells[c].strip())), None)
