"""Find every calculation that holds between numbers of a paragraph by trying all of them: what is provable, whatever the wording.

It knows nothing of words, so it owes nothing to the recogniser that it measures. Numbers of few digits fit by chance: terms need three
digits, sums and differences of whole numbers four, and a result is looked for no further around it than one calculation in twenty would
come out by chance. What fits by chance all the same is counted against the checker, not for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.numbers.quantity import Mention
from drafter.relations.relation import Kind, Relation, Terms, relate

_WINDOW = 7  # quantities on either side of a result, at most
_BY_CHANCE = 0.05
_LONGEST_SUM = 12


@dataclass(frozen=True)
class _Place:
    index: int
    mention: Mention
    digits: int


def close(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield the calculations that hold inside each line of prose, with the signs that make their results positive."""
    at = 0
    for line in re.finditer(r"[^\n]+", text):
        own: list[_Place] = []
        while at < len(mentions) and mentions[at].start < line.end():
            mention = mentions[at]
            if mention.start >= line.start() and not mention.structural and mention.measure:
                digits = len(re.sub(r"\D", "", mention.token).strip("0"))
                if not mention.bound and mention.token[:1].isdigit():
                    own.append(_Place(at, mention, digits))
            at += 1
        if "\t" not in line[0] and re.search("[，。；]", line[0]):
            yield from _within(mentions, own)


def _within(mentions: Sequence[Mention], own: Sequence[_Place]) -> Iterator[Relation]:
    for n, place in enumerate(own):
        near = _near(own, n)
        if place.mention.measure == "%" and place.digits >= 3:
            yield from _rates(mentions, place, [one for one in near if one.digits >= 3])
        elif place.mention.measure != "%":
            yield from _differences(mentions, place, near)
            yield from _sums(mentions, own, n)


def _near(own: Sequence[_Place], n: int) -> list[_Place]:
    """The quantities around a result, as many as can be tried with it before one fits by chance."""
    place = own[n]
    share = float(place.mention.step / abs(place.mention.value)) if place.mention.value else 1.0
    for window in range(_WINDOW, 0, -1):
        near = [one for one in own[max(n - window, 0) : n + window + 1] if one is not place]
        if len(near) * (len(near) - 1) * share <= _BY_CHANCE or window == 2:
            return near
    return []


def _held(
    mentions: Sequence[Mention], kind: Kind, target: int, left: Terms, right: Terms = ()
) -> Iterator[Relation]:
    made = relate(mentions, kind, target, left, right, certain=True)
    if made is not None and made.holds:
        yield made


def _rates(mentions: Sequence[Mention], rate: _Place, near: Sequence[_Place]) -> Iterator[Relation]:
    sign = rate.mention.sign or 1
    for one in near:
        for other in near:
            if one is other or one.mention.measure != other.mention.measure or one.mention.measure == "%":
                continue
            if rate.mention.direction:
                yield from _held(
                    mentions, "growth", rate.index, ((1, one.index), (-1, other.index)), ((1, other.index),)
                )
                if other.mention.amount != sign * one.mention.amount:
                    yield from _held(
                        mentions,
                        "growth",
                        rate.index,
                        ((sign, one.index),),
                        ((1, other.index), (-sign, one.index)),
                    )
            else:
                yield from _held(mentions, "ratio", rate.index, ((1, one.index),), ((1, other.index),))


def _differences(mentions: Sequence[Mention], result: _Place, near: Sequence[_Place]) -> Iterator[Relation]:
    if not _long(result):
        return
    alike = [one for one in near if one.mention.measure == result.mention.measure and _long(one)]
    for one in alike:
        for other in alike:
            turned = one.mention.amount > other.mention.amount
            if one is not other and (turned or result.mention.direction):
                yield from _held(mentions, "difference", result.index, ((1, one.index), (-1, other.index)))


def _sums(mentions: Sequence[Mention], own: Sequence[_Place], n: int) -> Iterator[Relation]:
    total = own[n]
    if not _long(total) or 2 * _LONGEST_SUM * float(total.mention.step) > _BY_CHANCE * abs(
        float(total.mention.value)
    ):
        return
    for step in (1, -1):
        run: list[int] = []
        for one in own[n + step :: step] if step > 0 else own[n - 1 :: -1] if n else []:
            if len(run) == _LONGEST_SUM:
                break
            if one.mention.measure != total.mention.measure or one.mention.direction or not one.mention.value:
                continue
            run.append(one.index)
            if len(run) > 1:
                yield from _held(mentions, "sum", total.index, tuple((1, i) for i in run))


def _long(one: _Place) -> bool:
    return one.digits >= 4 or (one.digits >= 3 and one.mention.step < 1)
