"""What is sure of a form that a text holds as lines, where empty cells left no trace: the first amounts of its rows, and that rows add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafter.tabular.addition import Sum
from drafter.tabular.cells import Block, Cell, Line
from drafter.tabular.text_rows import Row, TextTable

_STAFF, _OF_STAFF, _OF_OFFICE = ("301", "303"), "人员经费合计", "公用经费合计"


@dataclass(frozen=True, slots=True)
class Placed:
    """A form as blocks, and the sums of rows of which only that they add up is known."""

    start: int
    end: int
    blocks: tuple[Block, ...]
    sums: tuple[Sum, ...]


def place_columns(table: TextTable) -> Placed:
    """Return a form with the amounts in columns of which that is beyond doubt; the others are in none."""
    block, sums = _paired(table) if table.paired else _place(table)
    return Placed(table.start, table.end, (block,), tuple(sums))


def _paired(table: TextTable) -> tuple[Block, Iterable[Sum]]:
    """经济分类 in two halves of the page: one column, the accounts of the right half below those of the left."""
    rows = sorted((row for row in table.rows if row.cells), key=lambda row: row.code or "9")
    lines = tuple(
        Line(row.code, row.name, {0: row.cells[0]})
        if len(row.cells) == 1
        else Line(row.code, row.name, {}, frozenset({0}))
        for row in rows
    )
    return Block((0,), {0: ("",)}, lines), _expenses(lines)


def _expenses(lines: Sequence[Line]) -> Iterator[Sum]:
    """人员经费 are 工资福利 and 对个人和家庭的补助, 公用经费 all else: so the form closes."""
    classes = [line for line in lines if len(line.code) == 3]
    for line in lines:
        staff = line.name == _OF_STAFF
        own = [one.cells[0] for one in classes if one.cells and (one.code in _STAFF) == staff]
        if own and line.cells and (staff or line.name == _OF_OFFICE):
            yield Sum(line.cells[0], tuple((1, cell) for cell in own), "form")


def _place(table: TextTable) -> tuple[Block, list[Sum]]:
    counts = Counter(len(row.cells) for row in table.rows if row.code and row.cells)
    width = max((count for count, times in counts.items() if times > 1), default=0)
    adds = _adds_up([row for row in table.rows if len(row.cells) == width > 1])
    lines, sums = [], list[Sum]()
    for row in table.rows:
        cells, unread = dict(enumerate(row.cells)), frozenset[int]()
        if len(cells) != width:
            sure = adds and 1 < len(cells) < width
            if sure:
                sums.append(_sum(row.cells))
            cells = {0: row.cells[0]} if sure else {}
            unread = frozenset(range(width)) - cells.keys()
        lines.append(Line(row.code, row.name, cells, unread))
    heads: dict[int, tuple[str, ...]] = {at: ("合计" if adds and not at else "",) for at in range(width)}
    return Block(tuple(range(width)), heads, tuple(lines)), sums


def _adds_up(rows: Sequence[Row]) -> bool:
    """Whether the first amount of a row is all others together, in nearly every row that has several."""
    several = [row for row in rows if sum(bool(cell.value) for cell in row.cells[1:]) > 1]
    held = sum(_sum(row.cells).holds for row in several)
    return held > 0 and held * 4 >= len(several) * 3


def _sum(cells: Sequence[Cell]) -> Sum:
    return Sum(cells[0], tuple((1, cell) for cell in cells[1:]))
