"""The quantities of a goal and of its result in a 绩效自评表, and whether they can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from drafter.numbers.quantity import find_mentions
from drafter.patterns import Regex

_NUMBER = Regex(r"\d[\d,]*(?:\.\d+)?")
_RANGE = Regex(r"(\d[\d,]*(?:\.\d+)?)[%％]?\s?(?:[-－—~～至]{1,2})\s?(\d[\d,]*(?:\.\d+)?)([^\d\s]{0,4})")
_APART = 10  # times what the goal says, a bare number is in another unit
_YEARS, _CENTURY = 100, 20


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a cell tells: `value` as written, `amount` in the unit that `measure` names, which is "" for a bare number."""

    value: Decimal
    amount: Decimal
    measure: str


def compared(goal: Quantity, result: Quantity) -> tuple[Decimal, Decimal] | None:
    """The two in one unit; a bare number is meant in the unit of the other, unless it is far from it."""
    if goal.measure == result.measure:
        years = not goal.measure and {goal.value // _YEARS, result.value // _YEARS} == {_CENTURY}
        return None if years else (goal.amount, result.amount)
    bare = goal if not goal.measure else result
    if bare.measure or ("%" in (goal.measure, result.measure) and 0 < bare.value <= 1):
        return None  # a bare 0.965 may be 0.965 % or 96.5 %
    near = goal.value / _APART <= result.value <= goal.value * _APART or not result.value
    return (goal.value, result.value) if near else None


def goal_of(words: str) -> tuple[Quantity | None, Quantity | None]:
    """The quantity to be reached, and of a range the one not to be passed."""
    if found := _RANGE.fullmatch(words.strip()):
        return quantity_of(found[1] + found[3]), quantity_of(found[2] + found[3])
    return quantity_of(words), None


def quantity_of(words: str) -> Quantity | None:
    """The one quantity of a cell, None when there is none or more than one."""
    bare = re.sub(r"[≥≤＞＜><=＝]", "", words).replace("百分比", "%").strip()
    if _NUMBER.fullmatch(bare):
        value = Decimal(bare.replace(",", ""))
        return Quantity(value, value, "")
    found = [one for one in find_mentions(bare) if not one.structural]
    return Quantity(found[0].value, found[0].amount, found[0].measure) if len(found) == 1 else None
