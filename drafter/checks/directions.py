"""Do the words 增加, 减少, 小于, 持平 and the reason given agree with the values?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.checks.compared import find_compared
from drafter.checks.context import Context
from drafter.checks.opposite_words import check_opposite_words
from drafter.issue import Issue, Severity
from drafter.patterns import Regex
from drafter.relations import Relation
from drafter.strings import tr

# 决算公开 says so for every line: 决算数小于（大于、等于）预算数的主要原因.
_COMPARED = Regex(
    r"(?:支出决算|支出执行|收入决算|收入执行|决算|执行)数?(?P<word>小于|低于|大于|高于|超过|等于|[与同和](?:年初|调整后|全年)?预算数?持平)(?P<of>年初|调整后?|全年)?(?:预算数?)?"
)
_MORE, _LESS = Regex("大于|高于|超过"), Regex("小于|低于")
_REASON = Regex(
    r"^[^。；\n]{0,24}?(?:主要)?(?:原因(?:是|为|：)|主要(?:是|系)|主要由于|由于)([^。；\n]{2,60})"
)
# 财政拨款收入支出增加的主要原因是…: which way it went is said again, of what the sentences before have told in numbers.
_SAID_AGAIN = Regex(r"(?:增加|减少|增长|下降|上升)(?=的?(?:主要)?原因(?:主要)?[是为：:])")
_SAID_OF = Regex(r"(?:^|[。；\n])[ 　]*(?:20\d\d年度?)?([^，。；：\n\d]{4,24})$")
_RISEN, _TOLD_BEFORE, _OPENING = ("增加", "增长", "上升"), 500, 40
_OF_WHAT = Regex(r"(?:预算|决算|支出预算|支出决算)?数?(?:增减额|增长率)$")
_UP = Regex(r"增加|增长|新增|增多|提高|上升|扩大|上调|上涨|追加|调增|增设|加大")
_DOWN = Regex(r"减少|下降|压减|降低|缩减|核减|下调|取消|压缩|节约|调减|收回|回落|减轻")
# 加大管控力度, 增加巡查频次: more of what brings less.
_EFFORT = Regex(
    r"力度|管[控理]|控制|监[管督]|审[核查]|统筹|整合|宣传|巡[查逻]|排查|检查|整治|督[查导]|预防|防[范控]|频次|措施"
)
_BESIDE, _NAME = 80, 4
_AND_THEN, _PLANNED, _SPENT = Regex("[，。；] *"), Regex("预算数?为?$"), Regex("决算数?为?$")
AS_HIGH = Decimal(1)
"""Per cent by which amounts may differ that are called 持平 without 基本."""
_BEYOND = Regex(
    r"(?:超出|超过|超额|超支|突破|多于|高于)(?:年初|全年|调整后)?(?:预算|计划|目标|任务|控制)?[数值额]?$"
)
_WITHIN = Regex(
    r"(?:低于|少于|小于|节约|节余|结余|剩余|未完成)(?:年初|全年|调整后)?(?:预算|计划|目标|任务|资金)?[数值额]?$"
)
_PAIR = 2
_BASE = Regex(r"上年|去年|基数|上一年|同期")


def check_directions(context: Context) -> Iterator[Issue]:
    """Yield direction-wrong where a word of comparison contradicts the two amounts, or where the reason given runs the other way.

    The amounts prove an error; a reason that speaks only of less where there is more is a warning.
    """
    yield from _against_amounts(context)
    yield from _side_by_side(context)
    yield from _of_the_plan(context)
    yield from _said_again(context)
    yield from check_opposite_words(context)
    yield from _reasons(context)


def _against_amounts(context: Context) -> Iterator[Issue]:
    text = context.report.text
    pairs = {
        one.target: (one.left[0][1], one.right[0][1])
        for one in context.relations
        if one.kind == "ratio" and len(one.left) == len(one.right) == 1 and _is_execution(context, one)
    }
    for found in _COMPARED.finditer(text):
        near = [pairs[i] for i in context.indices(found.start() - 24, found.start()) if i in pairs]
        near = near or _told_beside(context, found.start())
        if not near:
            continue
        # 完成年初预算的118.25%、调整预算的97.97%。决算数大于年初预算数: of several budgets the one that is named.
        named = [pair for pair in near if found["of"] and found["of"] in context.label(pair[1])]
        spent, planned = (named or near)[-1]
        difference = context.mentions[spent].amount - context.mentions[planned].amount
        word = found["word"]
        said = 1 if _MORE.search(word) else -1 if _LESS.search(word) else 0
        actual = (difference > 0) - (difference < 0)
        if said != actual:
            expected = {1: tr("大于"), -1: tr("小于"), 0: tr("持平")}[actual]
            message = tr(
                "“{word}”与数值不符：{one} 与 {other}",
                word=word,
                one=context.written(spent),
                other=context.written(planned),
            )
            related = [context.span(spent), context.span(planned)]
            yield context.issue(
                "direction-wrong", "error", message, *found.span("word"), expected=expected, related=related
            )


def _side_by_side(context: Context) -> Iterator[Issue]:
    """资产负债率由42.1%上升到39.8%; 支出18.6万元，低于上年的16.9万元; 较上年的81万元有所下降."""
    for one in context.once(find_compared):
        change = one.change(context)
        actual = (change > 0) - (change < 0)
        if actual == one.sign or (not one.sign and (one.how or abs(change) <= AS_HIGH)):
            continue  # 基本持平 is a judgement
        message = tr(
            "“{word}”与数值不符：{one} 与 {other}",
            word=one.word,
            one=context.written(one.now),
            other=context.written(one.base),
        )
        expected = one.turned if actual and not one.how else ""
        related = [context.span(one.now), context.span(one.base)]
        severity: Severity = "error" if one.sign else "warning"
        yield context.issue(
            "direction-wrong", severity, message, *one.place, expected=expected, related=related
        )


def _of_the_plan(context: Context) -> Iterator[Issue]:
    """预算数620万元，支出584万元，超出预算36万元: what is left of a plan is called what goes beyond it, or the other way round."""
    for relation in context.relations:
        if relation.kind != "difference" or not relation.holds or len(relation.left) != _PAIR:
            continue
        (_, more), (_, less) = relation.left
        target = context.mentions[relation.target]
        plans = context.scene.planned(more), context.scene.planned(less)
        here = context.scene.text, max(target.start - _OPENING, 0), target.start
        beyond = _BEYOND.search(*here)
        found = beyond or _WITHIN.search(*here)
        if found is None or target.sign or not target.value or plans != (beyond is not None, beyond is None):
            continue
        plan, done = (more, less) if plans[0] else (less, more)
        message = tr(
            "“{word}”与数值不符：{one} 与 {other}",
            word=found[0],
            one=context.written(done),
            other=context.written(plan),
        )
        related = [context.span(done), context.span(plan)]
        yield context.issue("direction-wrong", "error", message, *found.span(), related=related)


def _told_beside(context: Context, at: int) -> list[tuple[int, int]]:
    """年初预算为51.50万元，支出决算为51.98万元。决算数…: the two amounts right before, where no rate ties them."""
    near = [i for i in context.indices(at - _BESIDE, at) if not context.mentions[i].structural]
    if len(near) < 2 or not _AND_THEN.fullmatch(context.report.text, context.mentions[near[-1]].stop, at):
        return []
    planned, spent = near[-2:]
    scene = context.scene
    told = _PLANNED.search(scene.words_before(planned)) and _SPENT.search(scene.words_before(spent))
    return [(spent, planned)] if told and scene.like(planned, spent) else []


def _said_again(context: Context) -> Iterator[Issue]:
    """Yield a warning where a sentence without a number has something rise that was told to fall, or the other way round."""
    text = context.report.text
    for found in _SAID_AGAIN.finditer(text):
        of = _SAID_OF.search(text, max(found.start() - _OPENING, 0), found.start())
        if of is None:
            continue
        told = [
            i
            for i in context.indices(of.start() - _TOLD_BEFORE, of.start(1))
            if context.mentions[i].role in ("change", "growth")
            and context.mentions[i].value
            and _is_of(_OF_WHAT.sub("", context.label(i)), of[1])
        ]
        signs = {context.mentions[i].sign for i in told}
        if signs == {-1 if found[0] in _RISEN else 1}:
            last = context.mentions[told[-1]]
            message = tr(
                "“{word}”与前文“{told}”不符",
                word=of[1] + found[0],
                told=text[(last.direction or (last.start, 0))[0] : last.stop],
            )
            place = found.span()
            yield context.issue(
                "direction-wrong", "warning", message, *place, related=[context.span(told[-1])]
            )


def _is_of(name: str, words: str) -> bool:
    return len(name) >= _NAME and (name in words or words in name)


def _is_execution(context: Context, relation: Relation) -> bool:
    return "预算" in context.label(relation.right[0][1])


def _reasons(context: Context) -> Iterator[Issue]:
    text = context.report.text
    for index, mention in enumerate(context.mentions):
        if (
            mention.role not in ("change", "growth")
            or not mention.direction
            or not mention.sign
            or mention.value == 0
        ):
            continue
        if index and context.mentions[index - 1].sign * mention.sign == -1:
            continue  # two words against each other are reported as such
        reason = _REASON.match(text[mention.stop : mention.stop + 110])
        if (
            reason is None
            or re.search(r"\d", text[mention.stop : mention.stop + reason.start(1)])
            or _BASE.search(reason[1])
        ):
            continue
        clause = re.split(r"[，；]", reason[1])[0]
        against, along = (_DOWN, _UP) if mention.sign > 0 else (_UP, _DOWN)
        opposite = against.search(clause)
        if (
            opposite
            and (clause.endswith(opposite[0]) or clause.startswith(opposite[0]))
            and not along.search(reason[1])
            and not _EFFORT.search(reason[1])
        ):
            start = mention.stop + reason.start(1)
            message = tr(
                "原因与变化方向相反：{number}而原因为“{reason}”",
                number=text[mention.direction[0] : mention.stop],
                reason=clause,
            )
            yield context.issue(
                "direction-wrong",
                "warning",
                message,
                start,
                start + len(clause),
                related=[(mention.start, mention.stop)],
            )
