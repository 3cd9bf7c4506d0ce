"""Is a part greater than the whole it is listed under?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.patterns import Regex
from drafter.relations.evidence.evidence import CHANGED
from drafter.strings import tr

# Not of an aside: 培训270人（其中创业155人）。其中…
_OPENER = Regex(r"^[^，。；）)\n]{0,6}[，,。：；（(]\s*其中[：:，]?")
_SUMMED = Regex("合计|[共总]计|之和|[两三四五六]项")
_SCALES = 100  # times the whole, at which no other kind of amount explains a part
_PART_OF_YEAR = Regex("季度|半年")
_AVERAGE = Regex(r"平均|[人户村亩件次日月年]均|每[^，。；：]{0,6}$|最[高低大小多少]|上年|去年")


def check_parts(context: Context) -> Iterator[Issue]:
    """Yield sum-wrong where the first amount after 其中 is of the same kind as the amount before it and greater.

    Budget and execution are different kinds (预算数a，其中执行数b); what is estimated (约, 余) is passed.
    """
    mentions = context.mentions
    explained = {i for one in context.relations if one.kind == "sum" for i in one.terms}
    # 编制86名，实有79名，空缺7名，其中检察官34名: what is left of others is no whole.
    left = {one.target for one in context.relations if one.holds and any(sign < 0 for sign, _ in one.left)}
    for index in range(len(mentions) - 1):
        if index in left or not _opens_its_parts(context, index):
            continue
        head, part = mentions[index], mentions[index + 1]
        # 拨款1386.20万元，其中项目支出420.50亿元
        slipped = part.unit != head.unit and part.amount > _SCALES * head.amount
        if part.amount > head.amount and (
            slipped or (index + 1 not in explained and not _other_kind(context, index))
        ):
            message = tr(
                "其中项 {part} 大于总数 {whole}",
                part=context.written(index + 1),
                whole=context.written(index),
            )
            # Either may be wrong, unless it is the unit of the part: 教职工146人，其中专任教师172人
            start = part.start if slipped else head.start
            related = [context.span(index)]
            yield context.issue("sum-wrong", "error", message, start, part.stop, related=related)


def _opens_its_parts(context: Context, index: int) -> bool:
    """Whether the next number is told as a part of the one at `index`, of its kind, behind 其中."""
    head, part = context.mentions[index], context.mentions[index + 1]
    if (
        head.role not in ("value", "count")
        or part.role != head.role
        or head.measure != part.measure
        or not head.measure
    ):
        return False
    gap = context.report.text[head.stop : part.start]
    if (
        len(gap) > 40
        or "\n" in gap
        or not _OPENER.match(gap)
        or head.bound
        or part.bound
        or head.period != part.period
        or (re.search("[。；]", gap) and part.amount <= _most_before(context, index))
        or _one_of_several(context, index)
    ):
        return False
    # 中央a，省级b，县级c，其中中央和省级合计: of several of the list
    return not _SUMMED.search(context.scene.words_before(index + 1))


def _most_before(context: Context, index: int) -> Decimal:
    """接处警869起，其中…、其他出动1起。其中，警情419起; 公路96公里，县道30公里、村道66公里；其中水泥路90公里: into any amount before."""
    text, mentions = context.report.text, context.mentions
    head = mentions[index]
    begin = max(text.rfind(stop, 0, head.start) for stop in "。\n")
    before = context.indices(begin + 1, head.stop)
    return max(mentions[i].amount for i in before if mentions[i].measure == head.measure)


def _one_of_several(context: Context, index: int) -> bool:
    """下达7个山区县和3个平原县，其中：7个山区县: what 其中 parts are both."""
    head, before = context.mentions[index], context.mentions[index - 1] if index else None
    if before is None or before.measure != head.measure or before.amount < context.mentions[index + 1].amount:
        return False
    return (
        re.fullmatch(r"[^，。；：\d]{0,12}[、和与及]", context.report.text[before.stop : head.start])
        is not None
    )


def _other_kind(context: Context, index: int) -> bool:
    one, other = context.label(index), context.label(index + 1)
    if (
        index
        and context.mentions[index - 1].structural
        and _PART_OF_YEAR.search(context.mentions[index - 1].token)
    ):
        return True  # 三季度a，四季度b。其中人员经费c: of the year
    before = context.scene.words_before(index)
    return any(
        bool(re.search(word, one)) != bool(re.search(word, other))
        for word in ("预算", "累计|历年|总", "执行|决算", "计划|目标", "结余|结转|剩余|余下")
    ) or bool(
        _AVERAGE.search(before) or CHANGED.search(before)
    )  # 短收14.15亿元，其中出让收入58.26亿元: not what fell short
