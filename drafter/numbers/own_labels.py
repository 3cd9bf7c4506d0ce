"""Name what a number measures, in the words of its own sentence; `labels.label_of` adds what these words leave unsaid."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.numbers.label_changes import (
    CHANGED,
    acted_on,
    after_bracket,
    amount_of,
    change_label,
    moved_label,
    share_label,
    share_of,
    told_alike,
)
from drafter.numbers.label_lists import (
    follows_comma_of_list,
    listed_name,
    moved_from,
    opens_range,
    told_in_turn,
)
from drafter.numbers.label_owners import with_owner
from drafter.numbers.label_places import (
    VIEW,
    headed,
    left_of,
    right_of,
    with_place,
)
from drafter.numbers.label_subjects import BESIDE, Label, in_a_row, subject_of, told_before, with_subject
from drafter.numbers.label_words import (
    AFTER,
    CHANGE_TAIL,
    CUMULATED,
    LONGEST,
    METRIC,
    PREDICATE,
    SHARE,
    VERB_ONLY,
    VERB_TAIL,
    WHOLE_METRIC,
    noun_of,
    tidy,
    trim_links,
)
from drafter.numbers.mention import Mention
from drafter.numbers.table_labels import cell_label
from drafter.numbers.units import MEASURED
from drafter.patterns import Regex
from drafter.traditional import simplified

__all__ = ["own_label"]
_SHARE_ALONE, _LINKED = Regex("占(?:比|比重|比例)?(?:为|达到?|约|近|超过?)?"), Regex("[和与及]$")


def own_label(text: str, mentions: Sequence[Mention], index: int) -> str:
    """Return what the number `mentions[index]` measures, in at most 26 characters; "" when nothing near it says.

    In prose it is the noun phrase before the number; a bare measure (执行数, 完成率) takes the item it belongs to from the
    clauses before; a number after a bare verb takes the noun behind its unit (提出8项创新举措 → 提出创新举措). In a table it is
    the words of the row, and the head of the column where cells are parted by tabs.
    """
    text, mention = simplified(text), mentions[index]
    in_table = cell_label(text, mention.start, mention.stop)
    return tidy(_told(text, mentions, index) if in_table is None else in_table)


def _told(text: str, mentions: Sequence[Mention], index: int) -> str:
    """The label of a number in prose."""
    label = moved_label(_label(text, mentions, index, depth=0))
    label = with_owner(text, mentions, index, label, lambda back: _label(text, mentions, back, depth=1))
    return with_place(text, mentions[index].start, label)


def _label(text: str, mentions: Sequence[Mention], index: int, *, depth: int) -> str:
    def label(other: int, deep: int) -> str:
        return _label(text, mentions, other, depth=deep)

    mention = mentions[index]
    listed = listed_name(text, mentions, index)
    if listed:
        return listed
    if depth < 6 and (before := told_in_turn(text, mentions, index)) is not None:
        share = "占计划" if _OF_PLANS.search(text, max(mention.start - 60, 0), mention.start) else "占比"
        kind = {"growth": "增长率", "change": "增减额"}.get(mention.role, share)
        return CHANGED.sub("", label(before, depth + 1)) + kind
    left = left_of(text, mentions, index)
    if not mention.direction and index and depth < 6:
        of = amount_of(text, mentions, index - 1, mention)
        if of is not None:
            return label(of, depth + 1) + "增减额"
    if mention.measure.endswith("百分点") and (above := _ABOVE.search(left)):
        return (
            subject_of(text, mentions, index, depth, label) + above[0]
        )  # 增速6%，高于全国平均水平0.5个百分点
    if mention.direction and mention.role in ("growth", "change"):
        return change_label(
            mention,
            left,
            lambda back: subject_of(text, mentions, index - back, depth, label) if index >= back else "",
        )
    bare = trim_links(left)
    if VIEW.fullmatch(bare):
        bare = ""  # 从年龄构成看，16周岁
    if bare in _THEN and depth < 6 and (same := told_alike(text, mentions, index)) is not None:
        return label(same, depth + 1)
    if _CONVERTED.fullmatch(bare):
        return subject_of(text, mentions, index, depth, label)
    if mention.role == "ratio" and (plan := _FOR_PLAN.fullmatch(left.removesuffix("的"))):
        return share_label(subject_of(text, mentions, index, depth, label), "占" + plan[0][1:])
    if _SHARE_ALONE.fullmatch(left) and mention.role == "ratio":
        return share_of(subject_of(text, mentions, index, depth, label))
    if text.endswith("连续", 0, mention.start) and mention.measure in ("年", "个月", "个季度", "期"):
        return in_a_row(text, mentions, index, bare, depth, label)
    if bare in ("", "调") and depth < 6 and moved_from(text, mentions, index, left):
        return label(index - 1, depth + 1)
    if not bare and depth < 6 and opens_range(text, mentions, index):
        return label(index + 1, depth + 1)
    if (
        not bare
        and text.endswith(("）", ")"), 0, mention.start)
        and index
        and depth < 6
        and text[mentions[index - 1].stop : mention.start].strip() in ("）", ")")
        and (whole := after_bracket(label(index - 1, depth + 1)))
    ):
        return whole
    if not bare and (aside := _BEFORE_ASIDE.search(text, max(mention.start - 80, 0), mention.start)):
        return trim_links(aside[1])
    if not bare and follows_comma_of_list(text, mentions, index) and (after := right_of(text, mention)):
        return after
    if mention.measure == "分" and re.fullmatch("(?:共|合|总)?计扣分?", bare):
        return "扣分合计"
    if mention.measure == "分" and re.fullmatch("(?:自评|实际|实)?得", bare):
        bare = "得分"
    if not bare and text.startswith(BESIDE, mention.stop):
        return told_before(text, mentions, index, depth, label)
    if bare and METRIC.fullmatch(bare) and not WHOLE_METRIC.fullmatch(bare):
        return with_subject(text, mentions, index, bare, depth, label)
    if (total := _TOTAL.search(left.strip())) and len(left.strip()) == total.end():
        return total[1]  # 五类案件总数为500件
    if CUMULATED.search(left.strip()) and len(CUMULATED.sub("", left.strip())) <= 2:
        return re.sub(r"^新[增建]", "", subject_of(text, mentions, index, depth, label)) + "累计"
    if bare and SHARE.match(bare):
        return share_label(subject_of(text, mentions, index, depth, label), bare)
    if _LINKED.search(left):
        bare = ""  # the words before belong to the number before: 18期“甲”访谈和12期“乙”节目
    return _with_right(text, mentions, index, bare, depth, label) or headed(text, mention.start)


def _with_right(
    text: str, mentions: Sequence[Mention], index: int, bare: str, depth: int, label: Label
) -> str:
    """The label of a number whose noun may stand behind its unit."""
    mention = mentions[index]
    if bare.startswith("被") and len(bare) > 2:
        return noun_of(subject_of(text, mentions, index, depth, label)) + bare
    after = right_of(text, mention, room=LONGEST - min(len(bare), 8))
    opens = text[mention.start - 1 : mention.start] in ("，", "。", "；", "\n", "")
    if not bare and not after and opens and not MEASURED.search(mention.measure or "元"):
        after = CHANGE_TAIL.sub("", right_of(text, mention, shared=True))
    if bare in _BEFORE_OBJECT and not after:
        after = CHANGE_TAIL.sub("", right_of(text, mention, shared=True))  # 对14家重点企业开展2轮指导
    if after.startswith("级") and MEASURED.search(mention.measure or "元"):
        return bare + after[1:]  # 研制1000千瓦级动力机车
    if (
        mention.role == "ratio"
        and (of := _OF.match(text, mention.stop))
        and len(bare) + len(of[1]) <= LONGEST
    ):
        return bare + of[1]  # 承担了全省近80%的基础研究项目
    if (
        mention.measure == "次"
        and 2 <= len(bare) <= 8
        and not VERB_ONLY.match(bare)
        and not VERB_TAIL.search(bare)
    ):
        acted = AFTER.match(text[mention.stop : mention.stop + 18])  # 省政府16次调度推进重大项目
        return bare + acted[1] if acted else bare
    if not after and bare.endswith("等"):
        after = CHANGE_TAIL.sub("", right_of(text, mention, shared=True))
    if bare.endswith(("等", "等的")) and ("”" in bare[-3:] or mention.measure in ("个", "项", "大", "类")):
        quoted = bare.removesuffix("的").removesuffix("等")
        if after and PREDICATE.match(after):
            return acted_on(subject_of(text, mentions, index, depth, label), after)
        return f"{quoted}等{after}" if after and len(quoted) + len(after) < LONGEST else after or quoted
    verb = VERB_TAIL.search(bare)
    if verb and len(bare) > len(verb[0]) and after and not PREDICATE.match(after):
        return verb[0] + after
    if len(bare) <= 1 and after and not PREDICATE.match(after):
        return after  # 对2个事项, 分3期
    if bare and not after and index and text.endswith("、" + bare, 0, mention.start):
        return bare  # 货物64.20万元、服务148.20万元
    if not bare or VERB_ONLY.match(bare):
        if after and PREDICATE.match(after):
            return acted_on(subject_of(text, mentions, index, depth, label), after)
        if after:
            return bare + after
        return with_subject(text, mentions, index, bare, depth, label)
    short = not MEASURED.search(mention.measure or "元") and len(bare) + len(after) <= LONGEST
    if after and (short or mention.measure == "次") and not METRIC.search(bare) and not bare.endswith("”"):
        return bare + after
    if (
        after
        and mention.measure in ("个", "项", "大", "类", "条", "方面")
        and len(after) >= 4
        and not METRIC.search(bare)
    ):
        return after  # the noun of a count stands behind it; the words before are too long to keep
    if after and mention.measure in ("小时", "分钟") and len(bare) + len(after) <= LONGEST:
        return bare + after  # 主要城市间1小时通达
    return bare


# 2024年度政府采购金额（以合同签订为准）为
_BEFORE_ASIDE = Regex(
    r"(?:(?:19|20)\d\d年度?)?([^，。；：！？、（）()\d\n]{2,26})[（(][^（）()\d\n]{4,30}[）)](?:为|是|达到?|共计?|有|约)+$"
)
_BEFORE_OBJECT = ("对", "为", "向", "给", "与", "将", "把", "辖", "下辖", "管辖")
_TOTAL = Regex(r"^([一-鿿]{2}总[数量])(?:达到?|为|共计?)*")
_OF_PLANS = Regex(r"分别[占为][^，。；\d]{0,4}(?:计划|任务|目标|预算)[^，。；]*$")
_ABOVE = Regex(r"(?:高于|低于|快于|慢于|好于|优于|高出|低出)[^，。；\d]{2,14}$")
_THEN = ("同期", "同月", "同季")
_CONVERTED = Regex("[按以]?[一-鿿]{0,8}(?:汇率|价格?|口径|方法)(?:折算|换算|计算)")
_FOR_PLAN = Regex("为(?:年度?|全年|当年|年初|同期)?(?:预算|计划|目标|任务)(?:数|总额)?")
_OF = Regex(r"的([一-鿿]{3,14})(?=[，。；、]|$)")
