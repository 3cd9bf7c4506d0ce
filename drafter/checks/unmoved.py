"""May a number rightly be what it was last year, and how surely is it left over when it is?"""

from __future__ import annotations

import re

from drafter.checks.context import Context
from drafter.issue import Severity
from drafter.lastyear.standing import stays
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex

# What a body is made of, and what it is measured by, seldom changes within a year.
_STANDING = Regex(
    r"编制|行政村|自然村|村民小组|社区|街道|乡镇|村居|辖|占地|面积|内设|下设|机构|[股科处]室|总投资|概算|总库容|库容|装机|里程|"
    r"标准|定额|规定|不低于|不高于|不超过|不少于|低于|高于|控制|上限|底线|红线|多年平均|常年|满分|分值|权重|目标值?为?$"
)
# 所属事业单位由7个减为6个: where a change started is last year's.
_ONWARD = Regex(
    r"[^，。；：\d]{0,4}(?:减|增|提高|降低|降|升|调整|扩大|压减|核减|精简|缩减|上升|下降)?[至到为]"
)
_FROM = Regex(r"[由从][^，。；]{0,12}$")
_GRADE = Regex(r"\s?[（(]?(?:含|不含)?[）)]?(?:及|\s)?以[上下]|\s?[—\-~～至]")
_GOT = Regex(r"\s?[）)]?[，：:]?\s?(?:自评|评价|实际|实)?得(?:分|到)?[为是：:]?\s?\d")
# 7个村收入超过30万元: by what line they were counted.
_FILTER = Regex(r"\d\s?[个户家名所人项][^，。；\d]{0,8}(?:超过|突破|高于|低于|不足|达到)$")
_CALENDAR = {2: ("每半年",), 4: ("每季",), 12: ("每月",), 52: ("每周",)}
_ROUND = (0, 1, 100)


def may_stay(context: Context, index: int) -> bool:
    """Whether the text itself says why: 与上年持平, a list that is as long as ever, a full mark, where a change started."""
    mention = context.mentions[index]
    if mention.value in _ROUND or index in context.unchanged:
        return True
    text = context.report.text
    if _FROM.search(text[max(mention.start - 14, 0) : mention.start]) and _ONWARD.match(text, mention.stop):
        return True
    return _by_rule(text, mention) or bool(stays(context.report, mention, context.label(index)))


def _by_rule(text: str, mention: Mention) -> bool:
    """每季度召开一次分析会，全年共召开4次: as often as the calendar has it."""
    begin = max(text.rfind(mark, 0, mention.start) for mark in "。；\n") + 1
    return any(word in text[begin : mention.start] for word in _CALENDAR.get(int(mention.value), ()))


def left_standing(context: Context, index: int, *, alone: bool = False) -> Severity:
    """A warning where the same value would hardly come twice, a note for goals and limits, and what seldom changes.

    A single digit is one unless it stands `alone`: all other numbers of its sentence are new.
    """
    mention = context.mentions[index]
    if (mention.planned and mention.bound) or _stands(context, index) or _full_mark(context, index):
        return "note"
    if _FILTER.search(context.report.text[max(mention.start - 20, 0) : mention.start]):
        return "note"
    digits = len(re.sub(r"\D", "", mention.token))
    rate = mention.role == "ratio" and mention.step >= 1  # 95% is the score of many a year
    return "warning" if alone or digits >= (3 if rate else 2) or mention.step < 1 else "note"


def _full_mark(context: Context, index: int) -> bool:
    """投入20分得19.1分, 信息公开（满分4分）4.00分: all there is to get; 90分及以上为优 is where a grade begins."""
    mention = context.mentions[index]
    if mention.measure != "分":
        return False
    if _GRADE.match(context.report.text, mention.stop):
        return True
    if _GOT.match(context.report.text, mention.stop):
        return True
    before = context.mentions[index - 1] if index else mention
    return before is not mention and (before.measure, before.value) == ("分", mention.value)


def _stands(context: Context, index: int) -> bool:
    mention: Mention = context.mentions[index]
    words = context.scene.words_before(index) + context.report.text[mention.stop : mention.stop + 6]
    return _STANDING.search(re.split(r"[，。；：\n]", words)[0]) is not None
