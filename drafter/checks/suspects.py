"""Which one number is wrong, when calculations that share numbers do not hold?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from drafter.numbers.numerals import decimals_of, read_numeral, write_number
from drafter.numbers.quantity import Mention
from drafter.relations import Relation, holds_with, solve
from drafter.relations.evidence.chance import chance
from drafter.relations.evidence.guesses import leaves_out_a_term, rounding
from drafter.relations.slips import scaled_inside, slips_inside

_BY_CHANCE = 0.1
_SHIFTED = 5
TOGETHER = 240
"""Characters a reader takes in at once: equal suspects within them are marked as one."""


@dataclass(frozen=True, slots=True)
class Blame:
    """`suspects` are the numbers that explain `relations` equally well, mostly one; `correction` is what the first should read."""

    relations: tuple[Relation, ...]
    suspects: tuple[int, ...]
    correction: str


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A number that, written otherwise, would mend `mends` without breaking what holds."""

    index: int
    mends: tuple[int, ...]
    correction: str
    slip: bool
    unit: bool
    echo: int
    backed: int
    target: bool
    small: bool  # a term of one digit, which any slip makes any other: no sign of one, yet it may be it

    @property
    def rank(self) -> tuple[bool, int, bool, bool, int, int]:
        """The one unit that differs; more relations explained; a value the text prints elsewhere; a slip of typing; not printed
        elsewhere itself; not confirmed by others."""
        return self.unit, len(self.mends), self.echo > 0, self.slip, self.echo, -self.backed


def blame(
    mentions: Sequence[Mention],
    using: Mapping[int, Sequence[Relation]],
    broken: Sequence[Relation],
    sums: Sequence[Relation] = (),
) -> Iterator[Blame]:
    """Yield who is to blame until every broken relation is explained once; `using` tells what each number takes part in.

    `sums` are broken sums of tables, which have a say where they share numbers with a relation and are told elsewhere.
    """
    if not broken:
        return
    printed = Counter((m.token, m.unit) for m in mentions if not m.structural)
    told = {id(one) for one in broken}
    for together in _sharing([*broken, *sums]):
        if any(id(one) in told for one in together):
            for found in _blame(mentions, using, printed, together):
                if any(id(one) in told for one in found.relations):
                    yield found


def _sharing(broken: Sequence[Relation]) -> list[list[Relation]]:
    """The relations in groups that share numbers: who is to blame in one has no say in another."""
    groups: list[tuple[set[int], list[Relation]]] = []
    for relation in broken:
        numbers = {relation.target, *relation.terms}
        joined = [group for group in groups if group[0] & numbers]
        groups = [group for group in groups if not group[0] & numbers]
        members = [one for group in joined for one in group[1]]
        groups.append((numbers.union(*(group[0] for group in joined)), [*members, relation]))
    return [members for _, members in groups]


def _blame(
    mentions: Sequence[Mention],
    using: Mapping[int, Sequence[Relation]],
    printed: Counter[tuple[str, str]],
    broken: Sequence[Relation],
) -> Iterator[Blame]:
    left = list(range(len(broken)))

    @cache
    def suspect(index: int, places: tuple[int, ...]) -> _Suspect | None:
        return _suspect(mentions, using, printed, broken, index, places)

    while left:
        where: dict[int, list[int]] = defaultdict(list)
        for n in left:
            for index in dict.fromkeys((broken[n].target, *broken[n].terms)):
                where[index].append(n)
        suspects = sorted(
            (one for index, places in where.items() if (one := suspect(index, tuple(places)))),
            key=lambda one: (one.rank, one.target, -one.index),
            reverse=True,
        )
        if not suspects:
            first = broken[left[0]]
            yield Blame((first,), (first.target,), "")
            left = left[1:]
            continue
        best = suspects[0]
        equal = [
            one.index for one in suspects if one.rank == best.rank and one.mends == best.mends and one.slip
        ]
        if not equal and best.target and (little := [one.index for one in suspects if one.small]):
            equal = sorted([best.index, *little])  # 8名，占24.1%: either
        if not equal and not best.target and broken[best.mends[0]].kind == "sum":
            # No slip tells which of the parts it is: any of those that nothing else confirms.
            equal = sorted(one.index for one in suspects if one.rank == best.rank and one.mends == best.mends)
        apart = bool(equal) and mentions[max(equal)].stop - mentions[min(equal)].start > TOGETHER
        if len(equal) == 2 and apart and best.target and len(broken[best.mends[0]].left) > 2:
            # The one part that a slip explains, against a total all other parts agree with or nearly so.
            equal, best = equal[1:], next(one for one in suspects if one.index == equal[1])
        yield Blame(tuple(broken[n] for n in best.mends), tuple(equal) or (best.index,), best.correction)
        mended = broken[best.mends[0]].numbers
        left = [n for n in left if n not in best.mends and not (best.unit and broken[n].numbers < mended)]


def _suspect(
    mentions: Sequence[Mention],
    using: Mapping[int, Sequence[Relation]],
    printed: Counter[tuple[str, str]],
    broken: Sequence[Relation],
    index: int,
    places: tuple[int, ...],
) -> _Suspect | None:
    """The number at `index` as one that would mend those of `broken` at `places`."""
    held = [
        one
        for one in using.get(index, ())
        if one.holds and _counts(mentions, one) and _matters(mentions, one, index)
    ]
    kept = [
        found
        for one in held
        if (one.expected or one.target == index)
        and (found := solve(mentions, one, index)) is not None
        and _inside(mentions[index], *found)
    ]
    interval = _meet([*(solve(mentions, broken[n], index) for n in places), *kept])
    if interval is None and len(places) > 1:
        # It may still explain some: the first of them alone.
        places = places[:1]
        interval = _meet([solve(mentions, broken[places[0]], index), *kept])
    if interval is None:
        return None
    mention = mentions[index]
    # 一年级1463人，二年级1465人: what a fellow reads is no sign that this one should.
    totals = {mentions[broken[n].target].token for n in places}
    terms = {i for n in places for i in broken[n].terms if mentions[i].token not in totals}
    fellows = Counter((mentions[i].token, mentions[i].unit) for i in terms - {index})
    printed = printed - fellows
    correction, slip, echo = _correction(mention, *interval, printed)
    small = False
    if index == broken[places[0]].target and leaves_out_a_term(mentions, broken[places[0]]):
        slip, echo = True, 1  # 年初a，新增b，报废c，年末a + b
    if slip and mention.telling < 2 and all(broken[n].right and broken[n].target != index for n in places):
        slip = False  # beside 8.40万元 any rate comes out for some number of 辆
        small = len(mention.token) == 1
    of_the_same = len({broken[n].numbers for n in places}) == 1  # a = b + c and c = a − b are one calculation
    if not slip and of_the_same and mention.measure != "分":
        slack = rounding(mentions, broken[places[0]], index)
        wide = interval[0] - slack, interval[1] + slack
        if broken[places[0]].kind == "sum" or index == broken[places[0]].target:
            correction, slip, echo = _correction(mention, *wide, printed)
        elif (power := _slipped_unit(mention, *wide)) is not None:
            # Beside 86 any digit of 84.15 would do for a rate: of a term only its unit counts so widely.
            correction, slip = write_number(mention.value * power, decimals_of(mention.token)), True
    is_target = any(broken[n].target == index for n in places)
    if is_target and slip and broken[places[0]].right and _lost_digits(mention, correction):
        slip = False
    echo -= _telling(mention.token) and printed[mention.token, mention.unit] > 1
    # What would hold with the corrected value as well confirms neither.
    backed = sum(not slip or not holds_with(mentions, one, index, correction) for one in held)
    unit = slip and _is_scaled(mention, correction) and _has_its_own_unit(mentions, broken[places[0]], index)
    return _Suspect(index, places, correction, slip, unit, echo, backed, is_target, small)


def _is_scaled(mention: Mention, correction: str) -> bool:
    """Whether only a power of ten lies between what it reads and what it should."""
    return _bare(correction) == _bare(mention.token)


def _lost_digits(mention: Mention, correction: str) -> bool:
    """107.42% for 10.74%: whoever shifts a point knows no further digit; an amount is ten times what it was."""
    own, meant = _bare(mention.token), _bare(correction)
    return (
        len(meant) < len(own)
        and own.startswith(meant)
        and abs(mention.value) > _SHIFTED * (read_numeral(correction) or Decimal(0))
    )


def _bare(token: str) -> str:
    return token.replace(",", "").replace(".", "").strip("0")


def _has_its_own_unit(mentions: Sequence[Mention], relation: Relation, index: int) -> bool:
    """教育300万元，卫生260万元，道路300元: whether all others are told in one unit, and this in another of the same measure."""
    others = {mentions[i].unit for i in relation.numbers if i != index}
    alike = {mentions[i].measure for i in relation.numbers}
    return len(others) == len(alike) == 1 and mentions[index].unit not in others


def _counts(mentions: Sequence[Mention], held: Relation) -> bool:
    """Whether what comes out clears its numbers; a rate that no word says and that comes out so easily clears none."""
    return held.certain or held.kind == "sum" or chance(mentions, held) < _BY_CHANCE


def _matters(mentions: Sequence[Mention], held: Relation, index: int) -> bool:
    """Whether the number makes a difference: 11.83元 beside 1644.52万元 makes none, and is confirmed by no sum of the two."""
    low, high = mentions[held.target].interval
    return held.kind != "sum" or index == held.target or 2 * abs(mentions[index].amount) >= high - low


def _inside(mention: Mention, low: Decimal, high: Decimal) -> bool:
    """Whether a number lies where a relation that holds wants it; 下降100% of nothing left wants nothing."""
    step = mention.step
    return any(
        low - step <= value <= high + step for value in {mention.value, mention.value * (mention.sign or 1)}
    )


def _meet(intervals: Sequence[tuple[Decimal, Decimal] | None]) -> tuple[Decimal, Decimal] | None:
    known = [one for one in intervals if one is not None]
    if len(known) < len(intervals) or not known:
        return None
    above, below = max(known, key=lambda one: one[0]), min(known, key=lambda one: one[1])
    low, high = above[0], below[1]
    # Terms are rounded too: allow each end a step of slack, by the two that part; what a coarse rate leaves open excuses neither.
    width = max(above[1] - above[0], below[1] - below[0])
    return (min(low, high), max(low, high)) if low <= high + width / 2 + Decimal("0.011") else None


def _correction(
    mention: Mention, low: Decimal, high: Decimal, printed: Counter[tuple[str, str]]
) -> tuple[str, bool, int]:
    """What it should read, whether a slip turns that into what it reads, and 1 where the text prints that value elsewhere."""
    token = mention.token
    if not token.removeprefix("-")[:1].isdigit() or not low.is_finite() or not high.is_finite():
        return "", False, 0
    options = slips_inside(token, low, high)
    echoed = next((one for one in options if _telling(one) and printed[one, mention.unit]), "")
    if echoed:
        return echoed, True, 1
    if options:
        return options[0], True, 0
    power = _slipped_unit(mention, low, high)
    value = mention.value * power if power is not None else (low + high) / 2
    return write_number(value, decimals_of(token)), power is not None, 0


def _slipped_unit(mention: Mention, low: Decimal, high: Decimal) -> Decimal | None:
    """The power of ten by which the number misses the interval; 6 for 60 is no unit that slipped."""
    if not mention.measure or not low.is_finite() or not high.is_finite():
        return None
    power = scaled_inside(mention.value, low, high, half=mention.step / 2)
    short = power is not None and not _telling(mention.token) and Decimal("0.001") < power < 1000
    return None if short else power


def _telling(token: str) -> bool:
    """Whether the same numeral in two places is no coincidence."""
    return len(token.replace(",", "").replace(".", "").strip("0")) >= 4
