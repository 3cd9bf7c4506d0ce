"""Quotients that are worked out of what the table prints: there even a last place that rounding would excuse is a slip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from math import log10

from drafter.numbers.quantity import Mention
from drafter.relations.relation import Relation, recomputed, solve
from drafter.relations.slips import scaled_inside, slips_inside

_FEWEST, _ENOUGH = (
    3,
    3.0,
)  # rows that come out, and the powers of ten by which they do so more closely than they need
_LEAST = 1.2
"""Half steps by which a row is off that its own rounding does not excuse."""


def held_exactly(relations: Sequence[Relation], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield the relations of one rule; where all others come out to half a step of what is printed, one that does not is broken."""
    off = [_off(one, mentions) if one.holds and one.right else None for one in relations]
    known = [one for one in off if one is not None]
    beyond = [one for one in known if one[0] > _LEAST]
    closely = sum(log10(room) for steps, room in known if steps <= 1.001 and room > 1)
    inside = sum(steps <= 1.001 for steps, _ in known)
    exact = inside >= _FEWEST and closely >= _ENOUGH and len(beyond) == 1 and inside == len(known) - 1
    for one, told in zip(relations, off, strict=True):
        yield replace(one, holds=False) if exact and told in beyond else one


def _off(one: Relation, mentions: Sequence[Mention]) -> tuple[float, float] | None:
    """By how many half steps the result is off, and how many the rounding of its terms would allow."""
    target = mentions[one.target]
    low, high = recomputed(mentions, one)
    half = target.step / 2
    if not low.is_finite() or not half:
        return None
    stated = target.value * (target.sign or 1)
    apart = abs(abs(one.expected) - abs(stated))
    return float(apart / half), float(Decimal(1) + (high - low) / 2 / half)


def one_slip(mentions: Sequence[Mention], broken: Relation) -> bool:
    """Whether one slip of typing in one of its numbers would mend it."""
    for index in broken.numbers:
        ends = recomputed(mentions, broken) if index == broken.target else solve(mentions, broken, index)
        if ends is None or not all(end.is_finite() for end in ends):
            continue
        mention = mentions[index]
        if slips_inside(mention.token, *ends) or scaled_inside(mention.value, *ends, half=mention.step / 2):
            return True
    return False
