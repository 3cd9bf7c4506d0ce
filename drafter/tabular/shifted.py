"""Forms whose amounts stand against other names than their own: shifted by a row, or set in another order than in the table before.

One number that is wrong is for the sums to tell. Where rows were shifted hardly any sum holds, and none of them tells who is wrong;
and where accounts of one 款 changed places, all of them hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from drafter.tabular.addition import Sum
from drafter.tabular.cells import Block, Cell, Line
from drafter.tabular.ties import NEAR, Column

_FEWEST, _BEYOND = 3, 2


@dataclass(frozen=True, slots=True)
class Shifted:
    """`cells` stand at accounts whose amounts are not what those below come to, `of` so many; `other` are their own in another table, where one prints them."""

    cells: tuple[Cell, ...]
    of: int = 0
    other: tuple[Cell, ...] = ()
    table: int = -1
    beside: int = -1

    @property
    def turned(self) -> Shifted:
        return replace(self, cells=self.other, other=self.cells, table=self.beside, beside=self.table)


def find_shifted(tables: Sequence[Sequence[Block]], columns: Sequence[Column]) -> Iterator[Shifted]:
    """Yield one for each block of accounts that does not add up, and else for the table that sets the amounts of another in other rows."""
    broken = [
        (at, found)
        for at, blocks in enumerate(tables)
        for block in blocks
        if (found := _unlike_its_codes(block)) is not None
    ]
    yield from (found for _, found in broken)
    known = {at for at, _ in broken}
    coded = [(one, own) for one in columns if one.table not in known and len(own := _by_code(one)) > _FEWEST]
    pairs = [
        pair
        for n, (right, theirs) in enumerate(coded)
        for left, ours in coded[:n]
        if 0 < right.table - left.table <= NEAR
        for pair in _in_another_order(left.table, ours, right.table, theirs)
    ]
    # The table that is at odds with most of the others; of two, the later one.
    against = Counter(at for pair in {(one.table, one.beside) for one in pairs} for at in pair)
    told: set[int] = set()
    for one in pairs:
        blamed = one if against[one.table] >= against[one.beside] else one.turned
        if blamed.table not in told:
            told.add(blamed.table)
            yield blamed


def _in_another_order(
    at: int, ours: Mapping[str, Cell], beside: int, theirs: Mapping[str, Cell]
) -> Iterator[Shifted]:
    differ = [code for code in theirs if code in ours and theirs[code].value != ours[code].value]
    mine, other = ([own[code] for code in differ] for own in (ours, theirs))
    if len({cell.value for cell in other}) < _FEWEST:
        return
    if Counter(cell.value for cell in mine) == Counter(cell.value for cell in other):
        yield Shifted(tuple(other), other=tuple(mine), table=beside, beside=at)


def _by_code(column: Column) -> dict[str, Cell]:
    return {name: cell for name, cell in column.amounts.items() if name.isdigit()}


def _unlike_its_codes(block: Block) -> Shifted | None:
    """Where most accounts are not the sum of those below them, and some are even less: a part is more than its whole."""
    families = list(_families(block))
    broken = [one for one in families if not one.holds]
    beyond = [one for one in broken if one.off > 0]
    if len(broken) < _FEWEST or len(beyond) < _BEYOND or len(broken) * 2 <= len(families):
        return None
    rest = [one for one in broken if one not in beyond]
    return Shifted(tuple(one.total for one in (*beyond, *rest)), of=len(families))


def _families(block: Block) -> Iterator[Sum]:
    """Each account with those right below it, in the first column that all of them fill."""
    lines = [line for line in block.lines if line.code]
    column = next((one for one in block.columns if all(one in line.cells for line in lines)), None)
    if column is None:
        return
    open_lines: list[tuple[Line, list[Cell]]] = []
    closed: list[tuple[Line, list[Cell]]] = []
    for line in lines:
        while open_lines and not line.code.startswith(open_lines[-1][0].code):
            closed.append(open_lines.pop())
        if open_lines and line.code != open_lines[-1][0].code:
            open_lines[-1][1].append(line.cells[column])
        open_lines.append((line, []))
    for line, below in (*closed, *open_lines):
        if below:
            yield Sum(line.cells[column], tuple((1, cell) for cell in below))
