"""Which one number is wrong, when calculations that share numbers do not hold?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.numerals import decimals_of, write_number
from drafter.quantity import Mention
from drafter.relations import Relation, solve
from drafter.relations.slips import scaled_inside, slip_inside


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A number that, written otherwise, would mend `mends` without breaking what holds."""

    index: int
    mends: tuple[int, ...]
    correction: str
    slip: bool
    targets: int
    backed: int


def blame(
    mentions: Sequence[Mention], relations: Sequence[Relation], broken: Sequence[Relation]
) -> Iterator[tuple[list[Relation], int, str]]:
    """Yield (relations it breaks, index of the wrong number, what it should read) until every broken relation is explained.

    A number is preferred that explains more broken relations, that no other relation confirms, and that a usual slip of
    typing (two digits swapped, one digit, a point or 万 misplaced) turns into the right one; else the stated result.
    """
    using: dict[int, list[Relation]] = defaultdict(list)
    for relation in relations:
        for index in {relation.target, *relation.terms}:
            using[index].append(relation)
    left = list(broken)
    while left:
        best = max(_suspects(mentions, using, left), key=_rank, default=None)
        if best is None:
            yield [left[0]], left[0].target, ""
            left = left[1:]
            continue
        yield [left[n] for n in best.mends], best.index, best.correction
        left = [one for n, one in enumerate(left) if n not in best.mends]


def _rank(one: _Suspect) -> tuple[int, bool, int, int]:
    return len(one.mends), one.slip, one.targets - one.backed, -one.index


def _suspects(mentions: Sequence[Mention], using: dict[int, list[Relation]], broken: Sequence[Relation]) -> Iterator[_Suspect]:
    where: dict[int, list[int]] = defaultdict(list)
    for n, relation in enumerate(broken):
        for index in dict.fromkeys((relation.target, *relation.terms)):
            where[index].append(n)
    for index, places in where.items():
        held = [one for one in using[index] if one.holds]
        interval = _meet([solve(mentions, one, index) for one in (*(broken[n] for n in places), *held)])
        if interval is None:
            # It may still explain some: the first of them alone.
            places = places[:1]
            interval = _meet([solve(mentions, one, index) for one in (broken[places[0]], *held)])
            if interval is None:
                continue
        correction, slip = _correction(mentions[index], *interval)
        targets = sum(broken[n].target == index for n in places)
        yield _Suspect(index, tuple(places), correction, slip, targets, len(held))


def _meet(intervals: Sequence[tuple[Decimal, Decimal] | None]) -> tuple[Decimal, Decimal] | None:
    known = [one for one in intervals if one is not None]
    if len(known) < len(intervals) or not known:
        return None
    low, high = max(one[0] for one in known), min(one[1] for one in known)
    width = max((one[1] - one[0] for one in known), default=Decimal(0))
    # Terms are rounded too: allow each end a step of slack.
    return (min(low, high), max(low, high)) if low <= high + width / 2 + Decimal("0.011") else None


def _correction(mention: Mention, low: Decimal, high: Decimal) -> tuple[str, bool]:
    token = mention.token
    if not token[:1].isdigit() or not low.is_finite() or not high.is_finite():
        return "", False
    slip = slip_inside(token, low, high)
    if slip:
        return slip, True
    power = scaled_inside(mention.value, low, high)
    value = mention.value * power if power is not None else (low + high) / 2
    return write_number(value, decimals_of(token)), power is not None
