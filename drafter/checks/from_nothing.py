"""Does something grow by so many per cent from nothing: 支出0.40万元，比上年增加0.40万元，增长100%?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.patterns import Regex
from drafter.relations.scene import Scene
from drafter.strings import tr

_GROWN = Regex(r"\s*[，,]?\s*(?:同比)?(?:增长|上升|增幅)(?:为|了)?\s*")
_CHANGE = "增减额"


def check_from_nothing(context: Context) -> Iterator[Issue]:
    """Yield growth-wrong, a note, at a growth in per cent of what was nought last year, since it is no more than it grew by."""
    mentions = context.mentions
    grown = [index for index, _ in context.scene.each(_grown)]
    if not grown:
        return
    alike: dict[str, list[int]] = defaultdict(list)
    equal: dict[tuple[str, Decimal], list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        if mention.role == "value" and mention.period == "本年":
            alike[mention.measure].append(index)
            equal[mention.measure, mention.amount].append(index)
    for index in grown:
        mention = mentions[index]
        name = context.label(index).removesuffix(_CHANGE)
        now = [i for i in equal.get((mention.measure, mention.amount), ()) if context.label(i) == name]
        others = (i for i in alike[mention.measure] if mentions[i].amount != mention.amount)
        if now and all(context.label(i) != name for i in others):
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


def _grown(scene: Scene, index: int) -> bool | None:
    """Whether it is an increase behind which a rate of growth stands."""
    mention, rate = scene.mentions[index], scene.mentions[index + 1 : index + 2]
    if mention.role != "change" or mention.sign <= 0 or not rate or rate[0].role != "growth":
        return None
    beside = rate[0].value and _GROWN.fullmatch(scene.text, mention.stop, rate[0].start)
    return True if beside else None
