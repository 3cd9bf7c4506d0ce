"""Judge the numbers of a draft against the published ones: by the sentences they stand in, and by what they measure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from drafter.backtest.matching import Named, NamedNumbers, ends_as, may_be_of_one_thing
from drafter.checks.aligning import Line, align_reports, lines_of
from drafter.draft import Draft
from drafter.lastyear.row_names import name_of, signed_in_turn
from drafter.numbers.compared_with import ComparedWith
from drafter.numbers.periods.month_spans import MonthSpans
from drafter.numbers.quantity import Mention, find_mentions
from drafter.report import Report

Verdict = Literal["right", "wrong", "stale", "unmatched"]

_MARK = re.compile(r"【待[补核][^】\n]*】")


def without_marks(text: str) -> str:
    """Return a draft's text as it would be published if nobody filled in its marks."""
    return _MARK.sub("", text)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers printed in the draft: right and wrong against the published ones, stale where last year's was left.

    `unmatched` stand in sentences that were not published again; `marked` are the places left open as 【待补】.
    """

    right: int
    wrong: int
    stale: int
    unmatched: int
    marked: int


def judge_numbers(draft: Draft, previous: Report, published: Report) -> Numbers:
    """Return how many numbers of the draft are the published ones.

    A number is compared with the one of the same name wherever that stands, where both texts have one, else with the one
    behind the same words: the sheet was filled along the sentences, which alone would find it right by construction.
    """
    both = _Both(draft, previous, published)
    found = Counter(both.verdict(index) for index, mention in enumerate(both.mine) if not mention.structural)
    marked = sum(mark.kind == "待补" for section in draft.sections for mark in section.open)
    return Numbers(found["right"], found["wrong"], found["stale"], found["unmatched"], marked)


class _Both:
    """The numbers of the draft, `mine`, and the published ones, `theirs`: by their places, by their names."""

    def __init__(self, draft: Draft, previous: Report, published: Report) -> None:
        # What stands in marks is not printed, and would stand between the words that are compared.
        text = without_marks(draft.as_report("").text)
        self.mine = signed_in_turn(text, find_mentions(text, year=draft.year))
        self.theirs = signed_in_turn(published.text, find_mentions(published.text, year=published.year))
        self._here = NamedNumbers(text, self.mine, year=draft.year)
        self._there = NamedNumbers(published.text, self.theirs, year=published.year)
        self._names = _names(text, self.mine, draft.year)
        self._their_names = _names(published.text, self.theirs, published.year)
        self._printed = {_amount(name) for name in self._their_names.values()}
        lines = lines_of(text, self.mine)
        self._matched = _in_like_places(lines, published)
        self._named = _by_name(self._names, self._their_names)
        self._named |= _by_longer_name(self._names, self._their_names, self._matched, self._named)
        self._old = find_mentions(previous.text, year=previous.year)
        self._old_names = _once(_names(previous.text, self._old, previous.year)).keys()
        self._before = _in_like_places(lines, previous)

    def verdict(self, index: int) -> Verdict:
        """Judge one number of the draft."""
        mention, place = self.mine[index], self._named.get(index, self._matched.get(index))
        if place is None or not self._is_comparable(index, place):
            return "unmatched"
        other = self.theirs[place]
        equal = _signed(mention) == _signed(other)
        if index not in self._named:
            here, there = self._here.all[index], self._there.all[place]
            if not may_be_of_one_thing(here, there, self._here, self._there):
                return "wrong" if equal and _of_another_time(here, there) else "unmatched"
        if equal or _is_other_rounded(mention, other):
            return "right"
        name, its = self._names[index], self._their_names[place]
        if name[:3] != its[:3] and {name[:3], its[:3]} <= self._old_names:
            return "wrong"  # the words of one of last year's figures with the number of another
        if _amount(name) in self._printed:
            return "right"
        before = self._before.get(index)
        return "stale" if before is not None and self._old[before].amount == mention.amount else "wrong"

    def _is_comparable(self, index: int, place: int) -> bool:
        """Whether the two measure alike, and are not changes of figures that by their names are not one."""
        mention, other = self.mine[index], self.theirs[place]
        if other.structural or other.measure != mention.measure:
            return False
        if index in self._named:
            return True
        mine, its = self._here.subjects.get(id(mention)), self._there.subjects.get(id(other))
        if mine is None or its is None:
            return True
        told = next(at for at, one in self._here.all.items() if one is mine)
        return told not in self._named or self.theirs[self._named[told]] is its.mention


def _in_like_places(lines: Sequence[Line], report: Report) -> dict[int, int]:
    """Return which number of `report` stands in the place of each, behind the same words."""
    return {one: other for line in align_reports(lines, report) for one, other in line.numbers}


def _by_longer_name(
    mine: dict[int, _Name], theirs: dict[int, _Name], matched: dict[int, int], named: dict[int, int]
) -> dict[int, int]:
    """馆藏总量 is 全市馆藏总量 where that is printed once, and not the 总量 of something else that stands in its place."""
    found = {}
    for index, (name, *rest, _) in mine.items():
        place = matched.get(index)
        if index in named or len(name) < 4 or place is None or not name.endswith(theirs.get(place, ("",))[0]):
            continue
        longer = [
            at
            for at, (told, *their_rest, _) in theirs.items()
            if their_rest == rest and len(told) > len(name) and ends_as(told, name)
        ]
        if len(longer) == 1 and len(theirs[place][0]) < len(name):
            found[index] = longer[0]
    return found


def _of_another_time(one: Named, other: Named) -> bool:
    """累计 in the place of the month's, 环比 in that of 同比; 分三大门类看 is of no months."""
    return one.mention.token[:1].isdigit() and not one.is_of_time_of(other)


def _signed(mention: Mention) -> Decimal:
    return mention.amount * (mention.sign or 1)


def _is_other_rounded(mention: Mention, other: Mention) -> bool:
    """增加0.10万所 and 增加1033所, 10903.48万元 and 1.09亿元: one number in two units, told to the place of the coarser."""
    if mention.unit == other.unit or mention.sign != other.sign:
        return False
    return any(
        low <= told.amount <= high and low < high
        for (low, high), told in ((mention.interval, other), (other.interval, mention))
    )


_Name = tuple[str, str, str, Decimal]


def _names(text: str, mentions: Sequence[Mention], year: int | None) -> dict[int, _Name]:
    """What each number measures, its unit, its time and what it is compared with, and its amount."""
    months, bases = MonthSpans(text), ComparedWith(text, year=year)
    return {
        index: (
            name_of(text, mentions, index),
            mention.measure,
            mention.period + months.at(mention.start) + bases.of(mention),
            _signed(mention),
        )
        for index, mention in enumerate(mentions)
        if not mention.structural
    }


def _amount(name: _Name) -> tuple[str, str, Decimal]:
    """The name without the year: what was planned for it and what was done in the year before read alike."""
    return name[0], name[1], name[3]


def _by_name(mine: dict[int, _Name], theirs: dict[int, _Name]) -> dict[int, int]:
    """The numbers of one name, unit and year that both texts have once."""
    here, there = _once(mine), _once(theirs)
    return {here[name]: there[name] for name in here.keys() & there.keys()}


def _once(names: dict[int, _Name]) -> dict[tuple[str, str, str], int]:
    times = Counter(name[:3] for name in names.values())
    return {name[:3]: at for at, name in names.items() if times[name[:3]] == 1 and len(name[0]) >= 4}
