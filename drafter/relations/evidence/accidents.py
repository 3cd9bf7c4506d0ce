"""A result that comes out: is it meant, or did the numbers around it fit by accident?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from drafter.numbers.quantity import Mention
from drafter.relations.relation import Relation, factor_of

# What a number of one, two, … digits ending in no zero is worth: writers prefer round ones, so the first digit tells little.
_ROUND = 2.0


@dataclass(frozen=True, slots=True)
class Held:
    """A relation that comes out. `prior` is how likely it was meant before anybody calculated, `accident` how easily it comes out."""

    relation: Relation
    prior: float
    accident: float


def believed(
    held: Sequence[Held], none: float, told: Collection[frozenset[int]], *, sure: float
) -> Relation | None:
    """Return the relation that is meant, by Bayes' rule, unless a doubt of more than 1 − `sure` is left.

    `none` is how likely the result is of nothing that stands near; it then fits what was found only by accident. Formulas that
    did not come out have dropped out of the sum: how many were tried is in the priors, which share one between them. Two formulas
    over numbers of one calculation that was `told` already say the same: the share of 税收 in all, or in 税收 and 非税.
    """
    if not held:
        return None
    best = max(held, key=lambda one: one.prior / one.accident)
    meant = sum(one.prior for one in held if _same(one.relation, best.relation, told))
    others = sum(one.prior for one in held) - meant
    return best.relation if meant / (meant + others + none * best.accident) >= sure else None


def accident(target: Mention, terms: Sequence[Mention], slack: float, spread: float) -> float:
    """Return how likely any number of this kind, `spread` wide, falls within `slack` of what a formula makes of `terms`.

    Round numbers come out more often than their step tells (30 % of 10 and 3), unless they are made of numbers that are not round.
    """
    digits = max(one.telling for one in (target, *terms))
    ways = max(one.ways for one in (target, *terms))
    return min(1.0, ways * max(2 * slack / spread, _ROUND * 10.0**-digits))


def of_sum(mentions: Sequence[Mention], made: Relation) -> float:
    """Return how likely a number like the total is what parts like these happen to come to.

    Where they do not come out to the last place, what is coarser than the total may hide more: 9.86亿元 of 3.95, 5.6 and 0.3127.
    """
    target, parts = mentions[made.target], [mentions[i] for i in made.terms]
    off = float(abs(made.expected * factor_of(target) - target.amount))
    halves = [float(one.step * abs(factor_of(one))) / 2 for one in (target, *parts)]
    slack = off + halves[0] + (sum(half for half in halves[1:] if half > halves[0]) if off else 0.0)
    return accident(target, parts, slack, float(target.amount))


def _same(one: Relation, other: Relation, told: Collection[frozenset[int]]) -> bool:
    numbers = {*one.terms, *other.terms}
    return len(numbers) == len(one.terms) or any(numbers <= each for each in told)
