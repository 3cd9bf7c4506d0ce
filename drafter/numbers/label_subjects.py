"""Name what a sentence speaks about before a number that only says how it is measured: 办结率 of 受理的投诉, 执行数 of 基本支出."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from drafter.numbers.label_changes import CHANGED, amount_of, told_alike
from drafter.numbers.label_places import (
    VIEW,
    is_base,
    is_span,
    left_of,
    named_between,
    out_of_aside,
    paragraph_head,
    right_of,
    words_between,
)
from drafter.numbers.label_words import METRIC, METRIC_TAIL, STRONG_BREAK, VERB_ONLY, noun_of, trim_links
from drafter.numbers.mention import Mention
from drafter.patterns import Regex

Label = Callable[[int, int], str]
"""What another number of the text is called, by its index and how many names deep one is: six are enough."""
BESIDE = ("相比", "相较")
_OTHER_RATE = Regex(r"(?:增长率|增减额|占比|(?<=[一-鿿]{3})[一-鿿]{2}率)$")  # 案卷合格率a，优秀率b
_BESIDES, _BESIDE_IT = Regex("(?:[增减超短][收支产]|序时进度)$"), Regex("(?:[增减超短][收支产]|因素后?)$")
_OF_PLAN = Regex(
    r"[，,；;]\s*(?:完成|占|为)了?(?:年初|全年|年度?|当年|20\d\d年|调整后?|投资)*(?:预算|计划|目标|任务)[^，,。；;]{0,20}$"
)


def told_before(text: str, mentions: Sequence[Mention], index: int, depth: int, label: Label) -> str:
    """收入总计a万元，其中…。与2023年度b万元相比: what the sentence before began with, unless its own tells an amount before it."""
    begin = max(text.rfind("\n", 0, mentions[index].start), 0)
    stop = text.rfind("。", begin, mentions[index].start)
    for back in range(index - 1, max(index - 4, -1), -1):
        other = mentions[back]
        if other.start < max(stop, begin):
            break
        if other.role == "value" and other.measure == mentions[index].measure and not is_base(text, other):
            return label(back, depth + 1)
    begin = max(text.rfind("。", begin, max(stop, begin)), begin)
    for back in range(index):
        other = mentions[back]
        if begin <= other.start < stop and not other.structural and other.measure == mentions[index].measure:
            return label(back, depth + 1)
    return subject_of(text, mentions, index, depth, label)


def in_a_row(text: str, mentions: Sequence[Mention], index: int, bare: str, depth: int, label: Label) -> str:
    """公众满意度连续13年: what went on; 连续4年获优秀等次: what was got each year."""
    after = right_of(text, mentions[index])
    if not bare and len(after) > 3 and not re.match("保持|稳定|位居|居|在", after):
        return "连续" + after
    if not bare or METRIC.fullmatch(bare):
        bare = re.sub("(?:位?居|排名?)[^，]*$", "", with_subject(text, mentions, index, bare, depth, label))
    if after and len(bare) + len(after) < 20:
        return f"{bare}连续{after}"
    return f"{bare}连续{'月' if mentions[index].measure == '个月' else '年'}数"


def with_subject(
    text: str, mentions: Sequence[Mention], index: int, metric: str, depth: int, label: Label
) -> str:
    subject = subject_of(text, mentions, index, depth, label)
    if not subject:
        return metric
    if metric in ("立案", "结案", "办结") and (same := told_alike(text, mentions, index)) is not None:
        # 处置线索9件，谈话函询7件次，立案5件: of what is counted as these are
        subject = (
            subject
            if mentions[index - 1].measure == mentions[index].measure
            else noun_of(label(same, depth + 1))
        )
    if metric.endswith("率") and subject.endswith(("率", "额")):
        subject = _OTHER_RATE.sub("", subject)
    done = (
        metric.startswith("完成") and "预算" in metric
    )  # 收入927万元，完成预算的104%: of the income, beside 支出…完成预算
    stem = (
        re.sub("(?:[预决]算数?|执行数|(?:累计)?完成)$", "", subject) if done else METRIC_TAIL.sub("", subject)
    )
    if metric.endswith("率") and (verb := metric[:-1]) and stem.endswith(verb):
        stem = _subject_before(text, mentions, index, verb, label) or stem[: -len(verb)]
    if metric in ("其中", ""):
        return subject
    if VERB_ONLY.match(metric) and not METRIC.fullmatch(metric):
        return noun_of(subject) + metric
    if metric in ("扣", "扣减"):
        metric = "扣分"
    if stem.endswith("支出") and metric.startswith("支出"):
        stem = stem.removesuffix("支出")
    return stem + metric if stem or METRIC.fullmatch(subject) else f"{subject}{metric}"


def _subject_before(text: str, mentions: Sequence[Mention], index: int, verb: str, label: Label) -> str:
    """征集提案693件，经审查立案456件，立案率: what was put in, named before what came out of it."""
    for back in range(index - 1, max(index - 4, -1), -1):
        between = text[mentions[back].stop : mentions[index].start]
        if "。" in between or mentions[back].structural:
            return ""
        if out_of_aside(between):
            continue
        called = label(back, 5)
        if verb not in called:
            return _OTHER_RATE.sub("", called)
    return ""


def subject_of(text: str, mentions: Sequence[Mention], index: int, depth: int, label: Label) -> str:
    """What the sentence was speaking about before this number: the label of the number before, or the words before it."""
    mention = mentions[index]
    over_plan = False
    if depth < 6:
        for back in range(index - 1, -1, -1):
            other = mentions[back]
            between = text[other.stop : mention.start]
            if "\n" in between or "。" in between:
                break
            if is_span(text, other):
                if words := trim_links(left_of(text, mentions, back).rstrip("前近连续")):
                    return words
                continue
            if out_of_aside(between) and mention.measure != "分":
                continue  # 受理案件879件（含旧存343件），结案: of the cases, not of the old ones
            if not other.structural and is_base(text, other):
                if text.startswith(BESIDE, other.stop):
                    return told_before(text, mentions, back, depth + 1, label)
                continue
            if (of := amount_of(text, mentions, back, mention)) is not None:
                return label(of, depth + 1)
            if other.structural:
                words = "" if over_plan else words_between(text, other.stop, mention.start)
                if words and not _BESIDE_IT.search(words):
                    return words
                continue
            if _BESIDES.search(text, max(other.start - 8, 0), other.start):
                continue  # 支出53万元，减支27万元，下降33%: of what was spent
            if mention.role != "ratio" and _OF_PLAN.search(text, max(other.start - 36, 0), other.start):
                over_plan = True
                continue  # 支出14.26万元，完成年初预算18.00万元的79.22%，比上年减少: of what was spent
            named = "" if over_plan else named_between(text, other.stop, mention.start)
            if named:
                return named
            if "；" in between and other.role == "ratio" and mention.role != "ratio":
                return ""  # 整改率97.1%；立案41件: a rate closes what was told
            if back == index - 1 and other.role == "ratio" and mention.measure.endswith("百分点"):
                return label(back, depth + 1)  # 占教育经费的46.1%，下降了1.7个百分点
            return re.sub(
                r"(增长率|增减额|占比|(?<=.)占(?!用|地|领).{2,16}|(?<!按日)连续.*)$",
                "",
                label(back, depth + 1),
            )
    begin = max(
        (m.end() for m in STRONG_BREAK.finditer(text, max(mention.start - 200, 0), mention.start)), default=0
    )
    named = words_between(text, begin, mention.start)
    if not named and begin and depth < 6 and VIEW.match(text, begin):
        named = CHANGED.sub(
            "", told_before(text, mentions, index, depth + 1, label)
        )  # 生产总值增长6.7%。分季度看，一季度增长6.5%
    return named or paragraph_head(text, mention.start)
