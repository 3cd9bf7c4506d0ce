"""Plant errors of ten classes into a clean report, one at a time, at places where arithmetic, the sheet or last year proves them.

A number of a calculation is changed so that the planted value breaks it by more than a step of what is stated; which calculations
there are is known from trying all of them between the numbers of each paragraph (closure.py), which owes nothing to the checker.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from closure import close

from drafter.brief import Brief
from drafter.checks.context import Context
from drafter.checks.counted_lists import lists_beside
from drafter.lastyear.figures import make_brief
from drafter.numbers.numerals import read_numeral
from drafter.numbers.quantity import find_mentions
from drafter.relations import Relation, holds_with
from drafter.relations.relation import relate
from drafter.report import Report

Span = tuple[int, int]


@dataclass(frozen=True)
class Planting:
    """A damaged report, where the damage stands, how long the clean one is, and what may be checked against."""

    kind: str
    report: Report
    span: Span
    length: int
    brief: Brief | None = None
    previous: Report | None = None


class Clean:
    """A clean report with what is needed to plant into it."""

    def __init__(self, report: Report, previous: Report | None) -> None:
        self.report, self.previous = report, previous
        self.context = Context(report)
        self.mentions = self.context.mentions
        self.using: dict[int, list[Relation]] = defaultdict(list)
        for relation in close(report.text, self.mentions):
            for index in (relation.target, *relation.terms):
                self.using[index].append(relation)
        self.known = {(one.target, one.terms) for uses in self.using.values() for one in uses}

    def damaged(self, start: int, end: int, words: str) -> tuple[Report, Span]:
        text = self.report.text[:start] + words + self.report.text[end:]
        shift = len(words) - (end - start)
        sections = tuple(
            replace(one, start=_moved(one.start, end, shift), end=_moved(one.end, end, shift))
            for one in self.report.sections
        )
        tables = tuple(
            replace(one, start=_moved(one.start, end, shift), end=_moved(one.end, end, shift))
            for one in self.report.tables
        )
        return replace(self.report, text=text, sections=sections, tables=tables), (start, start + len(words))


def _moved(offset: int, end: int, shift: int) -> int:
    return offset + shift if offset >= end else offset


def digit_changed(clean: Clean, rng: random.Random) -> Iterator[Planting]:
    yield from _tokens(clean, rng, "digit changed", _other_digit, lambda i: True)


def digits_swapped(clean: Clean, rng: random.Random) -> Iterator[Planting]:
    yield from _tokens(clean, rng, "digits swapped", _swapped, lambda i: True)


def rate_changed(clean: Clean, rng: random.Random) -> Iterator[Planting]:
    rates = {one.target for uses in clean.using.values() for one in uses if one.kind in ("ratio", "growth")}
    yield from _tokens(clean, rng, "rate changed", _other_digit, lambda i: i in rates)


def part_of_sum_changed(clean: Clean, rng: random.Random) -> Iterator[Planting]:
    parts = {i for uses in clean.using.values() for one in uses if one.kind == "sum" for i in one.terms}
    yield from _tokens(clean, rng, "part of a sum changed", _other_digit, lambda i: i in parts)


def one_place_changed(clean: Clean, rng: random.Random) -> Iterator[Planting]:
    """A figure printed in two places, changed in one: a calculation breaks, or both places call it by the same words."""
    seen = Counter((m.token, m.unit) for m in clean.mentions if len(m.token.replace(".", "").strip("0")) >= 4)
    words = Counter((_words(clean, m.start), m.token, m.unit) for m in clean.mentions if not m.structural)
    yield from _tokens(
        clean,
        rng,
        "one place of two changed",
        _other_digit,
        lambda i: seen[clean.mentions[i].token, clean.mentions[i].unit] > 1,
        also=lambda i: (
            words[_words(clean, clean.mentions[i].start), clean.mentions[i].token, clean.mentions[i].unit] > 1
        ),
    )


def _words(clean: Clean, at: int) -> str:
    """The last six characters before a number, its words; fewer make no name."""
    found = re.search("[\u4e00-\u9fff]{4,6}$", clean.report.text[max(at - 6, 0) : at])
    return found[0] if found else str(at)


def _tokens(
    clean: Clean,
    rng: random.Random,
    kind: str,
    change: Callable[[str, random.Random], str],
    wanted: Callable[[int], bool],
    *,
    also: Callable[[int], bool] = lambda _: False,
) -> Iterator[Planting]:
    """Numbers of a calculation, each with one change that breaks it; and those that are provable in another way, too."""
    for index in rng.sample(sorted(clean.using), len(clean.using)):
        mention = clean.mentions[index]
        if not wanted(index) or not mention.token[:1].isdigit():
            continue
        token = change(mention.token, rng)
        if token and (_provable(clean, index, token) or also(index)):
            report, span = clean.damaged(mention.start, mention.end, token)
            yield Planting(kind, report, span, len(clean.report.text))


def _provable(clean: Clean, index: int, token: str) -> bool:
    """Whether some relation breaks by more than a step of its result: less than that is 尾差, which nobody can prove.

    A calculation that comes out as well with the same value printed in another place does not need this one.
    """
    return any(
        not holds_with(clean.mentions, one, index, token)
        and _beyond_a_step(clean, one, index, token)
        and not _holds_elsewhere(clean, one, index)
        for one in clean.using[index]
    )


def _holds_elsewhere(clean: Clean, relation: Relation, index: int) -> bool:
    mention = clean.mentions[index]
    for other, twin in enumerate(clean.mentions):
        if (
            other == index
            or other in relation.terms
            or twin.amount != mention.amount
            or twin.measure != mention.measure
        ):
            continue
        if abs(twin.start - mention.start) > 1000:
            continue
        swapped = tuple(other if i == index else i for i in relation.terms)
        if (other if relation.target == index else relation.target, swapped) in clean.known:
            return True
    return False


def _beyond_a_step(clean: Clean, relation: Relation, index: int, token: str) -> bool:
    value = read_numeral(token)
    mention = clean.mentions[index]
    if value is None or not mention.value:
        return False
    mentions = list(clean.mentions)
    mentions[index] = replace(
        mention, token=token, value=value, amount=value * (mention.amount / mention.value)
    )
    broken = relate(mentions, relation.kind, relation.target, relation.left, relation.right)
    target = mentions[relation.target]
    return broken is not None and abs(broken.expected - target.value * (target.sign or 1)) > target.step


def _other_digit(token: str, rng: random.Random) -> str:
    place = rng.choice([i for i, c in enumerate(token) if c.isdigit()])
    digit = rng.choice([d for d in "0123456789" if d != token[place] and (place or d != "0")])
    return token[:place] + digit + token[place + 1 :]


def _swapped(token: str, rng: random.Random) -> str:
    places = [
        i
        for i in range(len(token) - 1)
        if token[i : i + 2].isdigit() and token[i] != token[i + 1] and (i or token[1] != "0")
    ]
    if not places:
        return ""
    i = rng.choice(places)
    return token[:i] + token[i + 1] + token[i] + token[i + 2 :]


def unit_slipped(clean: Clean, rng: random.Random) -> Iterator[Planting]:
    """万元 → 元, 亿元 → 万元."""
    for index in rng.sample(sorted(clean.using), len(clean.using)):
        mention = clean.mentions[index]
        if mention.unit in ("万元", "亿元", "万人", "万亩"):
            words = {"万元": "元", "亿元": "万元", "万人": "人", "万亩": "亩"}[mention.unit]
            unit_at = clean.report.text.find(mention.unit, mention.end, mention.stop + 2)
            smaller = _scaled(mention.token, -4)
            if unit_at >= 0 and mention.value and _provable(clean, index, smaller):
                report, _ = clean.damaged(unit_at, unit_at + len(mention.unit), words)
                yield Planting(
                    "unit slipped", report, (mention.start, unit_at + len(words)), len(clean.report.text)
                )


def _scaled(token: str, power: int) -> str:
    return format(Decimal(re.sub(r"[,\s]", "", token)).scaleb(power), "f")


_OPPOSITE = {
    "增加": "减少",
    "减少": "增加",
    "增长": "下降",
    "下降": "增长",
    "提高": "降低",
    "降低": "提高",
    "多": "少",
    "少": "多",
}


def direction_flipped(clean: Clean, rng: random.Random) -> Iterator[Planting]:
    for index in rng.sample(sorted(clean.using), len(clean.using)):
        mention = clean.mentions[index]
        if (
            mention.direction
            and any(one.kind in ("growth", "difference") for one in clean.using[index])
            and mention.value
        ):
            words = clean.report.text[slice(*mention.direction)]
            if words in _OPPOSITE:
                report, span = clean.damaged(*mention.direction, _OPPOSITE[words])
                yield Planting("direction flipped", report, (span[0], mention.stop), len(clean.report.text))


def list_length_changed(clean: Clean, rng: random.Random) -> Iterator[Planting]:
    """The number before a list the checker can delimit is another one."""
    for mention in clean.mentions:
        if mention.structural or mention.step != 1 or not 2 <= mention.value <= 12 or mention.bound:
            continue
        if any(counted == mention.value for counted, _ in lists_beside(clean.report.text, mention)):
            other = int(mention.value) + rng.choice([-1, 1])
            token = (
                "零一二三四五六七八九十"[other]
                if mention.token in "二两三四五六七八九十" and other <= 10
                else str(other)
            )
            quoted = re.search(r"[”》]\s*等\s*$", clean.report.text[: mention.start][-4:])
            if not (quoted and other > mention.value) and mention.token != "两":
                report, span = clean.damaged(mention.start, mention.end, token)
                yield Planting("list length changed", report, span, len(clean.report.text))


def year_not_shifted(clean: Clean, rng: random.Random) -> Iterator[Planting]:
    """A year that stood one lower in the same sentence last year is set back."""
    if clean.previous is None:
        return
    theirs = find_mentions(clean.previous.text, year=clean.previous.year)
    for line in Context(clean.report, None, clean.previous).aligned:
        for mine, its in line.numbers:
            here, there = clean.mentions[mine], theirs[its]
            if (
                here.reason == there.reason == "年份"
                and here.token[:4].isdigit()
                and int(here.token[:4]) - 1 == int(there.token[:4] or 0)
            ):
                report, span = clean.damaged(here.start, here.start + 4, there.token[:4])
                yield Planting(
                    "year not shifted", report, span, len(clean.report.text), previous=clean.previous
                )


def last_years_value_left(clean: Clean, rng: random.Random) -> Iterator[Planting]:
    """Last year's figure in this year's place, with the filled sheet at hand."""
    if clean.previous is None or clean.report.year is None:
        return
    theirs = find_mentions(clean.previous.text, year=clean.previous.year)
    empty = make_brief(clean.previous, clean.report.year)
    bound = Context(clean.report, empty).bound
    filled = empty.fill(
        **{
            row: one.token if one.token[:1].isdigit() else str(one.value)
            for row, one in ((row, clean.mentions[i]) for i, row in bound.items())
            if not one.direction
        }
    )
    for line in Context(clean.report, None, clean.previous).aligned:
        for mine, its in line.numbers:
            here, there = clean.mentions[mine], theirs[its]
            same = (
                here.structural
                or there.structural
                or here.unit != there.unit
                or here.value == there.value
                or here.direction
            )
            if not same and mine in bound:
                report, span = clean.damaged(here.start, here.end, there.token)
                yield Planting("last year's value left", report, span, len(clean.report.text), brief=filled)


CLASSES: dict[str, Callable[[Clean, random.Random], Iterator[Planting]]] = {
    "digit changed": digit_changed,
    "digits swapped": digits_swapped,
    "unit slipped": unit_slipped,
    "direction flipped": direction_flipped,
    "list length changed": list_length_changed,
    "part of a sum changed": part_of_sum_changed,
    "rate changed": rate_changed,
    "one place of two changed": one_place_changed,
    "year not shifted": year_not_shifted,
    "last year's value left": last_years_value_left,
}
