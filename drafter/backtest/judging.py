"""Judge the numbers of a draft against the published ones: by the sentences they stand in, and by what they measure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.backtest.matching import Named, NamedNumbers, ends_as, may_be_of_one_thing
from drafter.checks.aligning import align_reports, lines_of
from drafter.draft import Draft
from drafter.lastyear.row_names import name_of, signed_in_turn
from drafter.numbers.compared_with import ComparedWith
from drafter.numbers.periods.month_spans import MonthSpans
from drafter.numbers.quantity import Mention, find_mentions
from drafter.report import Report

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
    # What stands in marks is not printed, and would stand between the words that are compared.
    text = without_marks(draft.as_report("").text)
    mine, theirs = (
        signed_in_turn(text, find_mentions(text, year=draft.year)),
        signed_in_turn(published.text, find_mentions(published.text, year=published.year)),
    )
    matched = {
        one: other for line in align_reports(lines_of(text, mine), published) for one, other in line.numbers
    }
    here, there = (
        NamedNumbers(text, mine, year=draft.year),
        NamedNumbers(published.text, theirs, year=published.year),
    )
    names, their_names = (
        _names(text, mine, draft.year),
        _names(published.text, theirs, published.year),
    )
    named = _by_name(names, their_names)
    named |= _by_longer_name(names, their_names, matched, named)
    printed = {_amount(name) for name in their_names.values()}
    old = find_mentions(previous.text, year=previous.year)
    figures = _once(_names(previous.text, old, previous.year)).keys()
    before = {
        one: other for line in align_reports(lines_of(text, mine), previous) for one, other in line.numbers
    }
    right = wrong = stale = unmatched = 0
    for index, mention in enumerate(mine):
        if mention.structural:
            continue
        place = named.get(index, matched.get(index))
        other = None if place is None else theirs[place]
        if (other is None or place is None or other.structural or other.measure != mention.measure) or (
            index not in named and _is_told_of_another(here, there, mention, other, named, theirs)
        ):
            unmatched += 1
        elif index not in named and not may_be_of_one_thing(here.all[index], there.all[place], here, there):
            taken = _signed(mention) == _signed(other) and _of_another_time(here.all[index], there.all[place])
            wrong, unmatched = wrong + taken, unmatched + (not taken)
        elif _signed(mention) == _signed(other) or _is_other_rounded(mention, other):
            right += 1
        elif (
            names[index][:3] != their_names[place][:3]
            and {names[index][:3], their_names[place][:3]} <= figures
        ):
            wrong += 1  # the words of one of last year's figures with the number of another
        elif _amount(names[index]) in printed:
            right += 1
        elif index in before and old[before[index]].amount == mention.amount:
            stale += 1
        else:
            wrong += 1
    marked = sum(mark.kind == "待补" for section in draft.sections for mark in section.open)
    return Numbers(right, wrong, stale, unmatched, marked)


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


def _is_told_of_another(
    here: NamedNumbers,
    there: NamedNumbers,
    mention: Mention,
    other: Mention,
    named: dict[int, int],
    theirs: Sequence[Mention],
) -> bool:
    """Whether two changes in like places are told of figures that by their names are not one."""
    mine, its = here.told_of.get(id(mention)), there.told_of.get(id(other))
    if mine is None or its is None:
        return False
    index = next(at for at, one in here.all.items() if one is mine)
    return index in named and theirs[named[index]] is not its.mention


def _of_another_time(one: Named, other: Named) -> bool:
    """累计 in the place of the month's, 环比 in that of 同比; 分三大门类看 is of no months."""
    return one.mention.token[:1].isdigit() and not one.is_of_time_of(other)


def _signed(mention: Mention) -> Decimal:
    return mention.amount * (mention.sign or 1)


def _is_other_rounded(mention: Mention, other: Mention) -> bool:
    """增加0.10万所 and 增加1033所: the published number in the unit that last year told it in, to the place told then."""
    low, high = mention.interval
    return (
        mention.unit != other.unit
        and mention.sign == other.sign
        and low <= other.amount <= high
        and low < high
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
