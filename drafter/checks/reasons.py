"""Is a large deviation, or are points lost, left without a reason? And does a rate say of which budget it is?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.patterns import Regex
from drafter.relations import Relation
from drafter.strings import tr

LOW_RATE = Decimal(80)
"""Per cent of execution below which a reason is expected (财预〔2020〕10号 asks for 偏差原因分析; offices commonly draw the line here)."""
LARGE_CHANGE = Decimal(30)
"""Per cent of change from which a reason is expected."""

_REASON = Regex(r"原因|由于|因为|因|受.{1,16}影响|主要是|主要系|主要为|系|为本年新增|无此项|导致|用于")
_CALIBERS = (
    ("年初预算", Regex("年初")),
    ("调整后预算", Regex("调整|变更")),
    ("全年预算", Regex("全年")),
)
_RATE = Regex(r"(?:预算)?(?:执行率|完成率|支付率)")
_LOW = Regex(rf"{_RATE.pattern}|完成(?:年初|全年|调整后?)?预算数?的?(?:比例)?为?$")


def check_reasons(context: Context) -> Iterator[Issue]:
    """Yield missing-reason, a note, for a low execution rate or a large change of money that its paragraph does not explain."""
    text = context.report.text
    for relation in context.relations:
        mention = context.mentions[relation.target]
        if (
            not relation.holds
            or relation.kind not in ("ratio", "growth")
            or not relation.certain
            or not _is_money(context, relation)
            or context.scene.in_table(
                relation.target
            )  # a table has no room for reasons; the prose gives them
        ):
            continue
        low = (
            relation.kind == "ratio"
            and mention.value < LOW_RATE
            and _LOW.search(text[max(mention.start - 16, 0) : mention.start])
        )
        large = relation.kind == "growth" and mention.value >= LARGE_CHANGE
        if not (low or large):
            continue
        end = text.find("\n", mention.stop)
        rest = text[mention.stop : end if end >= 0 else len(text)][:160]
        if not _REASON.search(rest):
            message = tr("{number} 偏差较大，未见原因说明", number=context.written(relation.target))
            yield context.issue("missing-reason", "note", message, *context.span(relation.target))


def _is_money(context: Context, relation: Relation) -> bool:
    return all(context.mentions[i].measure == "元" for i in relation.terms)


def check_calibers(context: Context) -> Iterator[Issue]:
    """Yield caliber-mixed where rates that do not name their budget are of different budgets in one report."""
    text = context.report.text
    found: list[tuple[int, str, int]] = []
    for relation in context.relations:
        if relation.kind != "ratio" or not relation.holds or len(relation.right) != 1:
            continue
        if not _is_money(context, relation):
            continue  # 计划治理河道32公里，完成率107.8%: an aim is no budget
        words = text[
            max(context.mentions[relation.target].start - 14, 0) : context.mentions[relation.target].start
        ]
        if not _RATE.search(words) or any(pattern.search(words) for _, pattern in _CALIBERS):
            continue
        planned = relation.right[0][1]
        start = context.mentions[planned].start
        name = context.label(planned) + re.split(r"[，。；：\n]", text[max(start - 14, 0) : start])[-1]
        caliber = next((title for title, pattern in _CALIBERS if pattern.search(name)), "")
        if caliber:
            found.append((relation.target, caliber, planned))
    counts = Counter(caliber for _, caliber, _ in found)
    if len(counts) < 2:
        return
    usual = counts.most_common(1)[0][0]
    for target, caliber, planned in found:
        if caliber != usual:
            message = tr(
                "口径不一：此处执行率以{here}为分母，别处以{there}为分母，且未注明", here=caliber, there=usual
            )
            yield context.issue(
                "caliber-mixed", "warning", message, *context.span(target), related=[context.span(planned)]
            )
