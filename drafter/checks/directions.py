"""Do the words 增加, 减少, 小于, 持平 and the reason given agree with the values?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.numbers.said import RATES
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
_UP = Regex(r"增加|增长|新增|增多|提高|上升|扩大|上调|上涨|追加|调增|增设|加大")
_DOWN = Regex(r"减少|下降|压减|降低|缩减|核减|下调|取消|压缩|节约|调减|收回|回落|减轻")
_JOINED = Regex(r"[，,](?:同比|比上年(?:同期)?|较上年(?:同期)?)")
_BASE = Regex(r"上年|去年|基数|上一年|同期")


def check_directions(context: Context) -> Iterator[Issue]:
    """Yield direction-wrong where a word of comparison contradicts the two amounts, or where the reason given runs the other way.

    The amounts prove an error; a reason that speaks only of less where there is more is a warning.
    """
    yield from _against_amounts(context)
    yield from _two_words(context)
    yield from _rate_first(context)
    yield from _reasons(context)


def _against_amounts(context: Context) -> Iterator[Issue]:
    text = context.report.text
    pairs = {
        one.target: one
        for one in context.relations
        if one.kind == "ratio" and len(one.left) == len(one.right) == 1 and _is_execution(context, one)
    }
    for found in _COMPARED.finditer(text):
        near = [pairs[i] for i in context.indices(found.start() - 24, found.start()) if i in pairs]
        if not near:
            continue
        # 完成年初预算的118.25%、调整预算的97.97%。决算数大于年初预算数: of several budgets the one that is named.
        named = [one for one in near if found["of"] and found["of"] in context.label(one.right[0][1])]
        pair = (named or near)[-1]
        spent, planned = pair.left[0][1], pair.right[0][1]
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


def _is_execution(context: Context, relation: Relation) -> bool:
    return bool(re.search("预算", context.label(relation.right[0][1])))


def _two_words(context: Context) -> Iterator[Issue]:
    """增加35.04万元，下降2.53%: one change in two directions; the amounts tell which word is wrong where they are known."""
    for index, rate in enumerate(context.mentions):
        change = context.mentions[index - 1] if index else rate
        if change.role != "change" or rate.role != "growth" or change.sign * rate.sign != -1:
            continue
        if not change.direction or not rate.direction or rate.measure != "%":
            continue
        if context.report.text[change.stop : rate.direction[0]].strip() not in ("，", "、", ","):
            continue
        begin, stop, near = _wrong_word(context, index)
        message = tr(
            "同一变化的两个方向词相反：{one}、{other}",
            one=_worded(context, change.direction),
            other=_worded(context, rate.direction),
        )
        yield context.issue("direction-wrong", "error", message, begin, stop, related=near)


def _rate_first(context: Context) -> Iterator[Issue]:
    """下降5.21%，同比增加111件: the rate told before its change, in the other direction."""
    for index, change in enumerate(context.mentions):
        rate = context.mentions[index - 1] if index else change
        if change.role != "change" or rate.role != "growth" or change.sign * rate.sign != -1:
            continue
        if not change.direction or not rate.direction or rate.measure != "%" or change.measure in RATES:
            continue
        if not _JOINED.fullmatch(context.report.text, rate.stop, change.direction[0]):
            continue
        message = tr(
            "同一变化的两个方向词相反：{one}、{other}",
            one=_worded(context, rate.direction),
            other=_worded(context, change.direction),
        )
        yield context.issue("direction-wrong", "error", message, rate.direction[0], change.stop)


def _wrong_word(context: Context, index: int) -> tuple[int, int, list[tuple[int, int]]]:
    """Where the wrong one of the two words stands with its number, both words where nothing tells, and what stands against it."""
    change, rate = context.mentions[index - 1], context.mentions[index]
    assert change.direction is not None
    assert rate.direction is not None
    uses = [*context.using.get(index - 1, ()), *context.using.get(index, ())]
    own = next((one for one in uses if one.target == index and len(one.left) == 1), None)
    ends = next((one for one in uses if _has_ends(context, one, index)), None)
    if own is not None and own.kind == "growth":
        now = context.mentions[own.right[0][1]].amount
        off = {
            sign: abs(change.amount / (now - sign * change.amount) * 100 - rate.value)
            for sign in (1, -1)
            if now != sign * change.amount
        }
        fitting = [sign for sign, by in off.items() if by <= rate.step / 2] or [min(off, key=off.__getitem__)]
        rising = sum(fitting)  # 0 where the rate is so small that either direction gives it
    else:
        rising = 0
    if not rising and ends is not None:
        rising = 1 if sum(sign * context.mentions[i].amount for sign, i in ends.left) > 0 else -1
    if rising:
        wrong, right = (change, rate) if change.sign != rising else (rate, change)
        assert wrong.direction is not None
        return wrong.direction[0], wrong.stop, [(right.start, right.stop)]
    return change.direction[0], rate.stop, []


def _has_ends(context: Context, relation: Relation, index: int) -> bool:
    """Whether the relation tells from which amount to which the change or its rate went; a change made of changes does not."""
    return (
        relation.target in (index - 1, index)
        and len(relation.left) == 2
        and not any(context.mentions[i].role == "change" for _, i in relation.left)
    )


def _worded(context: Context, span: tuple[int, int]) -> str:
    return context.report.text[span[0] : span[1]]


def _reasons(context: Context) -> Iterator[Issue]:
    text = context.report.text
    for index, mention in enumerate(context.mentions):
        if index and context.mentions[index - 1].sign * mention.sign == -1:
            continue  # two words against each other are reported as such
        if (
            mention.role not in ("change", "growth")
            or not mention.direction
            or not mention.sign
            or mention.value == 0
        ):
            continue
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
