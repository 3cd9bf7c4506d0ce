"""One sum of cells: whether it holds as precisely as its cells are written, and what one of them would have to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from drafter.kept import kept
from drafter.numbers.numerals import decimals_of, digits_of, step_of, write_number
from drafter.patterns import Regex
from drafter.relations.slips import is_digit_slip, is_slip
from drafter.tabular.cells import Cell

Signed = tuple[int, Cell]
_TEN_THOUSAND, _TELLING = 10_000, 3


@dataclass(frozen=True)  # no slots: who looks for rules and for the wrong cell asks each sum many times
class Sum:
    """`total` is the sum of the signed `parts`, because the form says so, the table does so elsewhere, or only a slip keeps it from it.

    In an `exact` one nothing was rounded; None where its cells tell.
    """

    total: Cell
    parts: tuple[Signed, ...]
    ground: Literal["form", "rule", "slip", "difference"] = "rule"
    exact: bool | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.total, *(cell for _, cell in self.parts))

    @property
    def added(self) -> Decimal:
        return self.off + self.total.value

    @kept
    def off(self) -> Decimal:
        """How much the parts make beyond the total."""
        parts = sum([cell.value if sign > 0 else -cell.value for sign, cell in self.parts], Decimal(0))
        return parts - self.total.value

    @kept
    def slack(self) -> Decimal:
        """What rounding may put between them: half a step each, of many much less since they go either way."""
        steps = [step_of(cell.token) for cell in self.cells]
        if self.counted if self.exact is None else self.exact:
            return min(steps)
        return min(sum(steps, Decimal(0)) / 2, max(steps) * _steps_of(len(self.parts)))

    @kept
    def holds(self) -> bool:
        off = self.off
        return not off or abs(off) < self.slack

    @property
    def counted(self) -> bool:
        """Whether all its cells count things: a table may have such columns beside its amounts."""
        return all(cell.counted for cell in self.cells)

    @property
    def weight(self) -> Decimal:
        """How many digits agree; half of them where the total only repeats its one part."""
        summands = sum(cell.value != 0 for _, cell in self.parts)
        return self.digits if summands > 1 else self.digits / 2

    @property
    def digits(self) -> Decimal:
        """How many digits of the total tell something."""
        return Decimal(len(digits_of(self.total.token).strip("0")))

    def meant(self, cell: Cell) -> Decimal:
        """What `cell` would have to be for the sum to hold."""
        if cell is self.total or cell == self.total:
            return self.added
        sign = next(sign for sign, one in self.parts if one == cell)
        return cell.value - sign * self.off


@lru_cache(256)
def _steps_of(parts: int) -> Decimal:
    """How many steps the roundings of so many parts may make together, as they go either way."""
    return Decimal("0.5") + Decimal(parts).sqrt()


def written(one: Sum, cell: Cell) -> str:
    """Return what `cell` would have to read, as it is written."""
    return write_number(one.meant(cell), decimals_of(cell.token), grouped="," in cell.token)


TOTAL = Regex(r".*(?:合|总|小)计(?:数|额)?(?:[（(]万?[元人名辆台个套件户][）)])?")
NAMED = 3
"""What the word 合计 is worth beside them."""
ENOUGH = 5
"""Digits of sums that hold, by which a pattern is taken for the rule of the table: five digits do not add up by chance."""


def confirmed(sums: Sequence[Sum]) -> list[Sum]:
    """Return the sums of one kind when enough of them hold, few do not, and the rest is no list of examples; else []."""
    held = [one for one in sums if one.holds and one.total.value]
    weight = sum((one.weight for one in held), Decimal(0))
    failed = sum(not one.holds for one in sums)
    return list(sums) if weight >= ENOUGH and failed <= max(len(held), 1) else []


def slipped(one: Sum, cell: Cell) -> str:
    """Return that where one slip of typing keeps the cell from it, or 元 in a table of 万元, else ""."""
    meant = written(one, cell)
    if is_slip(cell.token, meant) or is_digit_slip(cell.token, meant) or _ten_times(cell.token, meant):
        return meant
    return _point_slipped(one, cell) or _in_ten_thousands(one, cell)


def _ten_times(token: str, meant: str) -> bool:
    """Whether a nought too many or too few parts two whole numbers of two digits or more."""
    digits, other = digits_of(token).lstrip("0"), digits_of(meant).lstrip("0")
    longer, shorter = sorted((digits, other), key=len, reverse=True)
    return len(shorter) > 1 and longer == shorter + "0" and "." not in token + meant


def _point_slipped(one: Sum, cell: Cell) -> str:
    """857.19 where 8571.9 stands: all its digits, with as many places as the others print."""
    decimals = max(decimals_of(other.token) for other in one.cells)
    if decimals_of(cell.token) == decimals:
        return ""  # told by its own places
    meant = write_number(one.meant(cell), decimals, grouped="," in cell.token)
    digits = digits_of(cell.token).strip("0")
    same = len(digits) >= _TELLING and digits == digits_of(meant).strip("0")
    return meant if same and cell.value != one.meant(cell) else ""


def _in_ten_thousands(one: Sum, cell: Cell) -> str:
    value, meant = abs(cell.value), abs(one.meant(cell))
    small, large = sorted((value, meant))
    if not small or not 9000 < large / small < 11000 or abs(large - small * _TEN_THOUSAND) >= _TEN_THOUSAND:
        return ""
    decimals = max(decimals_of(other.token) for other in one.cells if other != cell)
    token = write_number(one.meant(cell), decimals, grouped="," in cell.token)
    close = abs(large - small * _TEN_THOUSAND) < (_TEN_THOUSAND if value == large else 1) * one.slack
    return token if close and len(digits_of(token).strip("0")) >= _TELLING else ""
