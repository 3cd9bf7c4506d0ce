"""How easily would one slip of typing make a calculation come out that was never meant?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.numbers.numerals import digits_of, read_numeral
from drafter.numbers.quantity import Mention
from drafter.relations.relation import Relation, factor_of, solve
from drafter.relations.slips import slips_of

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


def chance_of_rest(mentions: Sequence[Mention], relation: Relation) -> float:
    """Return how likely a list that leaves something out would look like one that a slip broke: from 0 to 1.

    What is left out is hardly ever a tiny part of the whole (taken as the root of its share: a tenth for a hundredth), and, being some
    number or other of its size, is seldom just what a slip of one of the numbers makes.
    """
    target = mentions[relation.target]
    rest = abs((relation.expected - target.value * (target.sign or 1)) * factor_of(target))
    if not rest or not target.amount:
        return 1.0
    numbers = [mentions[i] for i in (relation.target, *relation.terms)]
    # 22亿元 among amounts of one decimal is 22.0亿元: how finely the total and most of the others are told.
    steps = [one.step * abs(factor_of(one)) for one in numbers]
    step = max(steps[0], sorted(steps)[len(steps) // 2]) if len(steps) > 3 else max(steps)
    # 220.43亿元 of 190.43 and 38: what is off by just 8.00 is off by what a slip makes, however finely that is told.
    fine = min(steps)
    if (
        rest
        and rest % fine == 0
        and any(int(rest / fine) in {*_deltas(one, 2 * rest, fine)} for one in numbers)
    ):
        step = fine
    near = {delta for one in numbers for delta in _deltas(one, 2 * rest, step)}
    rare = min(len(near) * float(step / (2 * rest)), 1.0)
    return math.sqrt(min(float(rest / abs(target.amount)), 1.0)) * rare


def _deltas(mention: Mention, most: Decimal, step: Decimal) -> Iterator[int]:
    """By how many steps a slip moves the number, where that is no more than `most`."""
    factor = abs(factor_of(mention))
    for token in slips_of(mention.token):
        value = read_numeral(token)
        moved = abs((value or Decimal(0)) - abs(mention.value)) * factor
        if 0 < moved <= most:
            yield round(moved / step)
