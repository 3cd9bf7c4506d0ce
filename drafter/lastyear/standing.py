"""Tell which numbers of a report stay as they are unless somebody changes them, and why."""

from __future__ import annotations

import re

from drafter.lastyear.listed import counts_its_list, heads_a_list
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.report import Report
from drafter.strings import tr

_FULL_MARKS = Regex(r"(?:满分|权重|分值)$")
# 单价100万元以上设备: where the line is drawn, not what was bought.
_LIMIT = Regex(r"(?:单价|单台|单件|单笔|单项|单个|投资额|金额|限额)(?:在|为|达到?|超过)?(?:人民币)?\s*$")
_OR_MORE = Regex(r"\s*[（(]?(?:含|不含)?[）)]?(?:以上|以下|及以上|及以下|以内)")
# 五年以上有期徒刑86人, 超过12个月未结案件41件: how long it took those who are counted.
_AS_LONG = ("年", "个月", "月", "天", "日", "小时")
_WHO_ARE_COUNTED = Regex(
    r"(?:\s?(?:及?以[上下]|（含）以[上下])的?(?!，)|(?=[未没不]))[一-鿿]{2,12}?\s?[\d一二两三四五六七八九十]+[一-鿿]"
)
# 满意率低于90%的单位有5家, 使用超过15年的9副, 一度低于7天预警线
_DRAWS_A_LINE = Regex(
    r"\s?的[一-鿿]{0,8}?(?:共?有|共计?|仅)?\s?\d+[一-鿿]|的?(?:预警|警戒|警示|红|底|及格|合格|起付)线"
)
# 标的额1000万元以上的案件53件, 400总吨以上船舶改造63艘, 船龄15年以上的11艘: how large those are that are counted.
_SO_LARGE = Regex(
    r"[一-鿿]{0,2}(?:及?以[上下]|（含）以[上下])(?:的[一-鿿]{0,14}?|(?!的)[一-鿿]{2,14}?)\d[\d,.]*[个件家户宗笔项人名起台套艘辆座处]"
)
_BEYOND = Regex(r"(?:超过?|逾|满|超出|不足|不满)\s?$")
_ON_ONE_SIDE = Regex(r"(?:超过|低于|高于|少于|多于|达到|不足|不满)\s?$")
# 26至50岁读者: whom they count, and no age anybody reached.
_TO_AGE = Regex(r"(?:周?岁)?\s?(?:至|到|[-—－–~～])\s?\d{1,2}\s?周?岁")
_AGE_TO = Regex(r"\d\s?(?:周?岁)?\s?(?:至|到|[-—－–~～])\s?$")

# 90分及以上为优、80分（含）至90分为良: where the line between two grades is drawn.
_UP_OR_DOWN = r"(?:[（(]不?含[）)])?(?:及?以[上下])?"
_BAND = Regex(
    rf"\s*{_UP_OR_DOWN}(?:[、，至到—～~-]\s?\d+(?:\.\d+)?分{_UP_OR_DOWN})?(?:[为是]|评定为)“?(?:优|良|中|差|合格|不合格|[一二三四]等)"
)
_AS_OF = Regex(r"截[至止](?:到)?(?:(?:19|20)\d\d年)?(?!12月)\d{1,2}月(?!末|底)")
_EVERY = Regex(r"每(?:个)?(?:两|半|三)?(?:季度|月|周|年|天|日|学期|旬|人|户)[^，。；：\d]{0,8}$")


def told_as_of(text: str, mention: Mention) -> bool:
    """Whether a sentence tells how things stood on a day: 截至2025年8月31日，共有车辆4辆 is no figure of 2025."""
    begin = max(text.rfind(mark, 0, mention.start) for mark in "。；\n")
    return _AS_OF.search(text, begin + 1, mention.start) is not None


def stays(report: Report, mention: Mention, label: str) -> str:
    """Return why the number of that label is likely the same again, "" where nothing says so."""
    text = report.text
    if counts_its_list(text, mention) or heads_a_list(report, mention):
        return tr("列举个数，与所列各项一致；增减列项时请改")
    if mention.role == "count" and mention.token in "两二三四五六七八九十":
        return tr("文字中的个数（{token}），内容有变时请改", token=mention.token)
    before = text[max(mention.start - 12, 0) : mention.start]
    if _FULL_MARKS.search(label) or re.search(r"(?:满分|权重|分值)(?:为|是)?\s*$", before):
        return tr("满分或权重，评分标准未变时不用改")
    if (
        mention.role in ("count", "value")
        and mention.measure in ("次", "场", "期", "轮", "遍")
        and _EVERY.search(before)
    ):
        return tr("频次，安排未变时不用改")
    if before.endswith(("/", "／")) and not mention.measure:
        return tr("比率的基数，口径未变时不用改")
    if mention.measure == "分" and _BAND.match(text, mention.stop):
        return tr("等次的分数线，评分标准未变时不用改")
    aged = mention.measure in ("岁", "周岁")
    if aged and (_AGE_TO.search(before) or _TO_AGE.match(text, mention.stop)):
        return tr("年龄段，口径未变时不用改")
    if (
        mention.measure in _AS_LONG
        and (counted := _WHO_ARE_COUNTED.match(text, mention.stop))
        and ("以" in counted[0][:4] or _BEYOND.search(before))
    ):
        return tr("统计口径的界限，口径未变时不用改")
    if _SO_LARGE.match(text, mention.end) or (
        _ON_ONE_SIDE.search(before) and _DRAWS_A_LINE.match(text, mention.stop)
    ):
        return tr("统计口径的界限，口径未变时不用改")
    if (
        mention.measure in _AS_LONG
        and re.search(r"(?:使用|船龄|车龄|工龄|服役|年限)\s?$", before)
        and _OR_MORE.match(text, mention.stop)
    ):
        return tr("统计口径的界限，口径未变时不用改")
    if before.endswith(("居前", "列前", "排前")) and mention.measure in ("位", "名"):
        return tr("列举个数，与所列各项一致；增减列项时请改")
    if (aged or _LIMIT.search(before)) and _OR_MORE.match(text, mention.stop):
        return tr("统计口径的界限，口径未变时不用改")
    return ""
