"""Which cell is wrong, when sums that share cells do not hold?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.numbers.numerals import digits_of
from drafter.tabular.addition import Sum, slipped, written
from drafter.tabular.cells import Cell


@dataclass(frozen=True, slots=True)
class Wrong:
    """`cells` explain `sums` equally well, mostly one does; the first of them should read `meant`."""

    cells: tuple[Cell, ...]
    sums: tuple[Sum, ...]
    meant: str


@dataclass(frozen=True, slots=True)
class _Suspect:
    cell: Cell
    mends: tuple[int, ...]
    meant: str
    breaks: int
    echo: int
    total: bool

    @property
    def rank(self) -> tuple[int, int, int, bool]:
        """More sums explained than broken; fewer broken; what it should read stands elsewhere; a nought among the parts is seldom the slip."""
        return len(self.mends) - self.breaks, -self.breaks, self.echo, self.total or bool(self.cell.value)


def blame_cells(sums: Sequence[Sum], printed: Mapping[str, int]) -> Iterator[Wrong]:
    """Yield who is wrong until every sum that does not hold is explained, or nothing explains it.

    A cell explains a sum by a slip, or by being what two sums agree it should be; where none does, it is the total.
    `printed` counts the numerals of the text: what a cell should read often stands elsewhere.
    """
    holding: dict[int, list[Sum]] = defaultdict(list)
    for one in sums:
        if one.holds:
            for cell in one.cells:
                holding[cell.start].append(one)
    left = [one for one in sums if not one.holds]
    while left:
        suspects = [one for one in _suspects(left, holding, printed) if one.meant]
        if not suspects:
            yield from _unexplained(left, holding)
            return
        best = max(suspects, key=lambda one: (one.rank, one.total, -one.cell.start))
        equal = [
            one for one in suspects if one.rank == best.rank and one.mends == best.mends and one is not best
        ]
        yield Wrong((best.cell, *(one.cell for one in equal)), tuple(left[n] for n in best.mends), best.meant)
        left = [one for n, one in enumerate(left) if best.cell not in one.cells and n not in best.mends]


def _unexplained(left: Sequence[Sum], holding: Mapping[int, Sequence[Sum]]) -> Iterator[Wrong]:
    told: set[int] = set()
    for one in left:
        if one.ground != "slip" and len(one.parts) > 1 and not told & {cell.start for cell in one.cells}:
            told |= {cell.start for cell in one.cells}
            # A nought more or less is no sign of a slip in 40 and 4, unless it alone explains the sum.
            tenfold = [cell for cell in one.cells if not holding.get(cell.start) and _is_tenfold(one, cell)]
            wrong = tenfold[0] if len(tenfold) == 1 else one.total
            yield Wrong((wrong,), (one,), written(one, wrong))


def _is_tenfold(one: Sum, cell: Cell) -> bool:
    value, meant = cell.value, one.meant(cell)
    return value != meant and meant * value > 0 and (value == 10 * meant or meant == 10 * value)


def _suspects(
    broken: Sequence[Sum], holding: dict[int, list[Sum]], printed: Mapping[str, int]
) -> Iterator[_Suspect]:
    where: dict[int, list[int]] = defaultdict(list)
    cells: dict[int, Cell] = {}
    for n, one in enumerate(broken):
        for cell in one.cells:
            where[cell.start].append(n)
            cells[cell.start] = cell
    for start, places in where.items():
        cell = cells[start]
        for value, mends in _agreeing(broken, cell, places):
            first = broken[mends[0]]
            meant = slipped(first, cell) or (written(first, cell) if len(mends) > 1 else "")
            breaks = sum(abs(one.meant(cell) - value) >= one.slack for one in holding[start])
            total = any(broken[n].total == cell for n in mends)
            echo = _telling(meant) * bool(printed.get(meant)) - _telling(cell.token) * (
                printed.get(cell.token, 0) > 1
            )
            yield _Suspect(cell, mends, meant, breaks, echo, total)


def _agreeing(
    broken: Sequence[Sum], cell: Cell, places: Sequence[int]
) -> Iterator[tuple[Decimal, tuple[int, ...]]]:
    """The values that the sums ask of a cell, those first that most agree on, with the sums that do."""
    for n in places:
        value = broken[n].meant(cell)
        agreeing = tuple(
            other
            for other in places
            if abs(broken[other].meant(cell) - value) < max(broken[other].slack, broken[n].slack)
        )
        yield value, (n, *(other for other in agreeing if other != n))


def _telling(token: str) -> bool:
    """Whether the same numeral in two places is no coincidence."""
    return len(digits_of(token).strip("0")) >= 3
