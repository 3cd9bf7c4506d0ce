"""Does something grow by so many per cent from nothing: 支出0.40万元，比上年增加0.40万元，增长100%?"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.strings import tr

_GROWN = Regex(r"\s*[，,]?\s*(?:同比)?(?:增长|上升|增幅)(?:为|了)?\s*")
_CHANGE = "增减额"


def check_from_nothing(context: Context) -> Iterator[Issue]:
    """Yield growth-wrong, a note, at a growth in per cent of what was nought last year, since it is no more than it grew by."""
    mentions = context.mentions
    for index, mention in enumerate(mentions[:-1]):
        rate = mentions[index + 1]
        if mention.role != "change" or mention.sign <= 0 or rate.role != "growth" or not rate.value:
            continue
        if not _GROWN.fullmatch(context.report.text, mention.stop, rate.start):
            continue
        alike = [i for i, one in enumerate(mentions) if _is_like(one, mention)]
        if all(mentions[i].amount != mention.amount for i in alike):
            continue
        name = context.label(index).removesuffix(_CHANGE)
        now = [i for i in alike if context.label(i) == name]
        if now and all(mentions[i].amount == mention.amount for i in now):
            message = tr(
                "上年为零，增长百分之几无从算起：本年 {now}，增加 {change}",
                now=context.written(now[0]),
                change=context.written(index),
            )
            yield context.issue(
                "growth-wrong",
                "note",
                message,
                *context.span(index + 1),
                related=[context.span(now[0]), context.span(index)],
            )


def _is_like(one: Mention, change: Mention) -> bool:
    return one.role == "value" and one.measure == change.measure and one.period == "本年"
