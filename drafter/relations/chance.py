"""How easily would one slip of typing make a calculation come out that was never meant?"""

from __future__ import annotations

from collections.abc import Sequence

from drafter.numbers.numerals import digits_of
from drafter.numbers.quantity import Mention
from drafter.relations.relation import Relation, solve

# What one slip can make of a numeral of n digits: nine others in each place, and the swaps of slips.py.
_SLIPS_PER_DIGIT = 11


def chance(mentions: Sequence[Mention], relation: Relation) -> float:
    """Return how many slips of the numbers of `relation`, set anywhere near, would make it hold by accident.

    About 0.001 for a sum of amounts with two decimals, 0.2 for a rate with one decimal of two amounts, above 1 for small counts. Only
    what is unlikely to be mended by accident speaks for itself; for the rest the words must say what is of what.
    """
    total = 0.0
    for index in dict.fromkeys((relation.target, *relation.terms)):
        interval = solve(mentions, relation, index)
        value = abs(float(mentions[index].value))
        if interval is None or not value or not all(end.is_finite() for end in interval):
            continue
        width = float(interval[1] - interval[0]) + float(mentions[index].step)
        value = max(value, abs(float(interval[0])))  # where a unit slipped, the place is one among very many
        digits = len(digits_of(mentions[index].token).lstrip("0"))
        total += _SLIPS_PER_DIGIT * digits * min(width / value, 1.0)
    return total
