"""Does a number of last year's report stand in a sentence that the sheet knows nothing of?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from drafter.brief import Brief
from drafter.checks.aligning import numbers_of
from drafter.checks.context import Context
from drafter.checks.unmoved import left_standing, may_stay
from drafter.issue import Issue, Severity
from drafter.lastyear.slots import evaluate
from drafter.lastyear.typed_values import multiplier
from drafter.numbers.labels.deeds import noun_of
from drafter.numbers.labels.own import own_label
from drafter.numbers.labels.words import own_name
from drafter.numbers.numerals import read_numeral, write_number
from drafter.numbers.quantity import Mention
from drafter.report import Report
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class _Old:
    """A value of last year: its name, and what the sheet now says ("" where the sheet does not say)."""

    label: str
    amount: Decimal
    measure: str
    row: str
    now: Decimal | None


def check_left_over(context: Context) -> Iterator[Issue]:
    """Yield stale-figure for a number that is a value of last year's, in a sentence not written after last year's.

    A pasted or retyped sentence has no row of its own, so value and name decide: the same name, or the same four digits or
    more. It is an error where the sheet has another value under that very name, else a warning, or a note for what seldom changes. Numbers that speak of 上年,
    and those a calculation that holds stands on, are passed.
    """
    olds = _olds(context)
    if not olds:
        return
    known = {index for index, _ in context.bound.items()} | {
        i for line in context.aligned for i, _ in line.numbers
    }
    for index, mention in enumerate(context.mentions):
        if mention.structural or index in known or mention.period != "本年" or not mention.value:
            continue
        size = mention.amount * (mention.sign or 1)
        for old in olds.get((abs(size), mention.measure), ()):
            same = _same_name(context.label(index), old.label)
            if not same and not _telling(mention):
                continue
            if old.now is not None and abs(old.now) == abs(old.amount):
                break  # this year's value is the same: it may well be meant
            if old.now is None and may_stay(context, index):
                break
            start, end = context.span(index)
            row = tr("（数据表 {row}）", row=old.row) if old.row else ""
            message = tr("是上年的数：{label}{row}，请核对是否应更新", label=old.label, row=row)
            proven = same and old.now is not None
            severity: Severity = "error" if proven else left_standing(context, index)
            yield context.issue("stale-figure", severity, message, start, end)
            break


def _olds(context: Context) -> dict[tuple[Decimal, str], list[_Old]]:
    if context.brief is not None:
        return _of_sheet(context.brief)
    return _of_report(context.previous) if context.previous else {}


# Both stay while the text beside them is checked after every pause of its writer.
@lru_cache(16)
def _of_sheet(brief: Brief) -> dict[tuple[Decimal, str], list[_Old]]:
    found: dict[tuple[Decimal, str], list[_Old]] = {}
    values = evaluate(brief)
    for figure in brief.figures:
        value = read_numeral(figure.previous) if figure.previous and figure.period == "本年" else None
        if value is None:
            continue
        scale = multiplier(figure.unit)
        now = values.get(figure.id)
        if now is not None:  # as it is printed: 65.77 is 65.8 once more
            now = Decimal(write_number(now, max(-int(value.as_tuple().exponent), 0)))
        old = _Old(
            figure.label,
            value * scale,
            re.sub(r"^(?:万亿|亿|万)", "", figure.unit),
            figure.id,
            None if now is None else now * scale,
        )
        found.setdefault((abs(old.amount), old.measure), []).append(old)
    return found


@lru_cache(16)
def _of_report(previous: Report) -> dict[tuple[Decimal, str], list[_Old]]:
    found: dict[tuple[Decimal, str], list[_Old]] = {}
    theirs = numbers_of(previous)
    for index, mention in enumerate(theirs):
        if not mention.structural and mention.period == "本年":
            old = _Old(own_label(previous.text, theirs, index), mention.amount, mention.measure, "", None)
            found.setdefault((abs(old.amount), old.measure), []).append(old)
    return found


def _same_name(one: str, other: str) -> bool:
    other = own_name(other)
    return _ends_alike(one, other) or _ends_alike(noun_of(one), noun_of(other))  # 组织业务培训, 开展业务培训


def _ends_alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= 3 and longer.endswith(shorter)


def _telling(mention: Mention) -> bool:
    """Whether the same digits would hardly come by chance; rates crowd below 100 %."""
    return mention.telling >= (5 if mention.measure in ("%", "‰") else 4)
