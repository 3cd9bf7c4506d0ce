"""Name a number by another: its place in a list, what it changed, what it is a share of, where its clause went on from.

Each rule returns the name, or None where it has nothing to say.
"""

from __future__ import annotations

import re

from drafter.numbers.change_words import FALLS, RISES, either
from drafter.numbers.labels.behind import right_of
from drafter.numbers.labels.changes import (
    CHANGED,
    after_bracket,
    amount_of,
    told_alike,
)
from drafter.numbers.labels.deeds import has_deed, only_deed
from drafter.numbers.labels.growths import KINDS
from drafter.numbers.labels.lists import listed_name, moved_from, opens_range, told_in_turn
from drafter.numbers.labels.places import left_of, names_the_next
from drafter.numbers.labels.spots import Spot
from drafter.numbers.labels.subjects import BESIDE, TOLD_OF_IT, subject_of, told_before, with_subject
from drafter.numbers.labels.words import (
    CUMULATED,
    METRIC,
    PREDICATE,
    WHOLE_METRIC,
    trim_links,
)
from drafter.patterns import Regex

_OF_PLANS = Regex(r"(?:分别[占为]|占)[^，。；\d]{0,4}(?:计划|任务|目标|预算)[^，。；]*$")
_PACE = Regex(
    r"(增速|增幅|降幅|涨幅|跌幅|占(?!用|地|领)[^，。；0-9]{2,10}(?:比重|比例|份额)(?=[^占]*分别[增提上下回降减扩收]))(?:同比|环比|比上年)?分别[^，。；]{0,30}$"
)
_YEARLY = Regex("(年均)(?:分别)?[^，。；]{0,30}$")
_ABOVE = Regex(r"(?:高于|低于|快于|慢于|好于|优于|高出|低出)[^，。；\d]{2,14}$")
_MORE_THAN = Regex(
    r"(?<!占)[较比](?![^，。；\d]*(?:上年|去年|上月|年初|同期|季度|半年|\d月份?|预算|目标|计划)(?:同期|同月|全年|末|底|水平|增速|增幅|数|值|的|约|略|还|提|加|放|减|降)*[高低快慢]$)[^，。；\d]{3,18}(?<![提增升加放减降])[高低快慢]出?$"
)
_THEN = ("同期", "同月", "同季")
_FUNDS = Regex("(?:限额|额度|资金|预算|贷款|债券|经费)$")
_SINCE_WHEN = Regex(
    "[末底初]|“[^”]{2,3}”[末底初]|[较比与同](?:(?P<then>上(?:个?月|周|旬|季度))|上年|去年)(?:同期|同月|同季)?(?:的)?"
)
_CONVERTED = Regex("[按以]?[一-鿿]{0,8}(?:汇率|价格?|口径|方法)(?:折算|换算|计算)|(?:约|折)合(?:人民币)?")
_TIMES = Regex("(?:约|已|均)?(?:是|为|相当于|达到?)(?P<of>[^，。；]{2,14}?)的?(?:近|约|超过?)?")
_TAKEN_OFF = ("剔除", "扣除", "减去", "除去")
_IS_THEN = Regex("后[，,]?(?:剩余|还?余|实际|净)?(?:为|是|有|达)?")
_SINCE = Regex("^(?:同比|环比|[较比]?(?:去年|上年|上月|年初)(?:同期|同月)?)+")
_LEFT_OVER = Regex("(?:上年|以前年度|历年)(?:滚存)?(?:结转|结余|结转和?结余)(?:资金|收入)?")
_CAME_FROM = Regex("(.{2,}?)[由从](?!于|事|业|20[0-9][0-9]年|[0-9]|上年|去年)[^由从]{2,12}")
_AT_FIRST = Regex("[由从](?:年初|原|调整前)")
_BY_NOW = Regex("[到至](?:现在|目前|如今|[今本]年)的?$")
_AT_FIRST_TIME = Regex("[由从](?:最初|原来|过去|以前|起初)的?")
_MOVED_TO = Regex(
    rf"[^，。；0-9]{{0,4}}(?:{either(RISES, FALLS)}|调整|调|增|减|升|降)?[到至为]了?(?:[现目]在?前?的|如今的)?(?=20|[0-9])"
)
_LIMIT = Regex("[0-9.~～—–-]+[万亿]?(?:元|亩|岁)(?:及?以[上下内])?")
_LIMITED = Regex(f"(?P<of>[^0-9]{{2,}}){_LIMIT.pattern}(?P<thing>的.+)")
_NEW = Regex("^(?:全[一-鿿]{1,2})?新(?:增加?|建|发展|设立?|成立|办|培育|引进|认定|登记)")


def in_a_list(spot: Spot) -> str | None:
    """甲、乙分别为1、2: the name in the same place."""
    return listed_name(spot.text, spot.mentions, spot.index) or None


def goes_on(spot: Spot) -> str | None:
    """1至4季度分别为98.2%、98.6%、98.9%: numbers with no words between are called as the first."""
    first = spot.index
    while first and spot.text[spot.mentions[first - 1].stop : spot.mentions[first].start] == "、":
        if spot.mentions[first - 1].measure != spot.mention.measure:
            break
        first -= 1
    named = first == spot.index or spot.deepest or right_of(spot.text, spot.mention)
    return None if named else spot.called(first)


def in_turn(spot: Spot) -> str | None:
    """批准逮捕36人，决定起诉76人，同比分别上升18.5%、6.8%: the rates of the amounts before, one by one."""
    if spot.deepest or (amount := told_in_turn(spot.text, spot.mentions, spot.index)) is None:
        return None
    share = "占计划" if spot.found_before(_OF_PLANS, 60) else "占比"
    pace = spot.found_before(_PACE, 40)  # 增加值分别增长5%、9%，增速分别快4个、3个百分点
    pace = pace or spot.found_before(_YEARLY, 40)
    kind = KINDS.get(spot.mention.role, "差" if spot.mention.measure.endswith("百分点") else share)
    return CHANGED.sub("", spot.called(amount)) + pace + kind


def change_of_another_measure(spot: Spot) -> str | None:
    """事故21起、死亡93人，同比减少5起、11人: 11人 has no word of change of its own."""
    if spot.mention.direction or not spot.index or spot.deepest:
        return None
    amount = amount_of(spot.text, spot.mentions, spot.index - 1, spot.mention)
    return None if amount is None else spot.called(amount) + "增减额"


def above_another(spot: Spot) -> str | None:
    """增速6%，高于全国平均水平0.5个百分点."""
    points = spot.mention.measure.endswith("百分点")
    above = (_ABOVE.search(spot.left) or _MORE_THAN.search(spot.left)) if points else None
    return above and TOLD_OF_IT.sub("", subject_of(spot)) + above[0]


def added(spot: Spot) -> str | None:
    """年中增加8个项目, 增加6亿元债务限额: what was added stands behind its number, and nothing before it."""
    funds = spot.mention.measure == "元" and _FUNDS.search(right_of(spot.text, spot.mention))
    if not spot.mention.direction or not (spot.counted_alone or funds):
        return None
    word = spot.text[slice(*spot.mention.direction)]
    before = trim_links(spot.left.rpartition(word)[0])
    after = right_of(spot.text, spot.mention)
    return (
        before + word + after if len(before) <= 2 and len(after) > 1 and not PREDICATE.match(after) else None
    )


def same_time_before(spot: Spot) -> str | None:
    """受理案件97件，去年同期120件; 较上月（80件）下降."""
    beside = spot.preceded("（", "(") and _SINCE_WHEN.fullmatch(spot.left.strip())
    if not (spot.bare in _THEN or beside) or spot.deepest:
        return None
    same = told_alike(spot.text, spot.mentions, spot.index)
    if same is None:
        return None
    return spot.called(same) + (beside["then"] or "" if beside else "")


def converted(spot: Spot) -> str | None:
    """按可比价格计算，5.3亿元."""
    return subject_of(spot) if _CONVERTED.fullmatch(spot.bare) else None


def times_another(spot: Spot) -> str | None:
    """产值9亿元，是上届末的3倍: how many times what else it is."""
    other = _TIMES.fullmatch(spot.left.strip()) if spot.mention.measure == "倍" and not spot.deepest else None
    back = spot.index - 1
    while back >= 0 and spot.mentions[back].structural:
        back -= 1
    if other is None or back < 0 or "。" in spot.text[spot.mentions[back].stop : spot.mention.start]:
        return None
    return f"{CHANGED.sub('', spot.called(back))}是{other['of']}的倍数"


def after_taking_off(spot: Spot) -> str | None:
    """转移支付资金90万元，剔除管理费5万元后，为85万元: what is left is called as what it was taken off."""
    if (
        spot.index < 2
        or spot.deepest
        or not _IS_THEN.fullmatch(spot.text, spot.mentions[spot.index - 1].stop, spot.mention.start)
    ):
        return None
    off = spot.at(spot.index - 1).left
    if not off.startswith(_TAKEN_OFF):
        return None
    back = spot.index - 2
    while back > 0 and spot.mentions[back].structural:
        back -= 1
    return f"{off}后{spot.called(back)}" if spot.mentions[back].measure == spot.mention.measure else None


def in_a_row(spot: Spot) -> str | None:
    """公众满意度连续13年: what went on; 连续4年获优秀等次: what was got each year."""
    if not spot.preceded("连续") or spot.mention.measure not in ("年", "个月", "个季度", "期"):
        return None
    bare, after = spot.bare, right_of(spot.text, spot.mention)
    if not bare and len(after) > 3 and not re.match("保持|稳定|位居|居|在", after):
        return "连续" + after
    if bare == "以来":
        bare = _since(spot)
    if not bare or METRIC.fullmatch(bare):
        bare = re.sub("(?:位?居|排名?)[^，]*$", "", with_subject(spot, bare))
    if after and len(bare) + len(after) < 20:
        return f"{bare}连续{after}"
    return f"{bare}连续{'月' if spot.mention.measure == '个月' else '年'}数"


def _since(spot: Spot) -> str:
    """经济增速2022年以来连续16个季度高于: the words before the time from which it is."""
    back = spot.index - 1
    while back > 0 and spot.mentions[back - 1].reason in ("年份", "日期"):
        back -= 1
    words = trim_links(left_of(spot.text, spot.mentions, back)) if back >= 0 else ""
    words = words.removesuffix("自").removesuffix("从")
    return "" if len(words) < 2 or only_deed(words) else words


def start_of_a_move(spot: Spot) -> str | None:
    """报销比例由医保支付后的65%提高到70%: what moved is named before 由."""
    came_from = _CAME_FROM.fullmatch(spot.left)
    budget = spot.mention.measure == "元" and _AT_FIRST.search(spot.left)
    if _AT_FIRST_TIME.fullmatch(spot.left) and _MOVED_TO.match(spot.text, spot.mention.stop):
        return subject_of(spot)
    if came_from is None or budget or not _MOVED_TO.match(spot.text, spot.mention.stop):
        return None
    return trim_links(came_from[1]) or None


def end_of_a_move(spot: Spot) -> str | None:
    """占比由20.5%提升至21.1%: where it arrived is named as where it came from."""
    named = spot.bare.strip("底末") not in ("", "调") and not _BY_NOW.search(spot.left)
    if named or spot.deepest:
        return None
    came_from = moved_from(spot.text, spot.mentions, spot.index)
    return None if came_from is None else spot.called(came_from)


def start_of_a_range(spot: Spot) -> str | None:
    """0-6岁儿童, 出台2—3项政策: the noun stands behind the end of the range."""
    if spot.deepest or not opens_range(spot.text, spot.mentions, spot.index):
        return None
    return None if spot.mentions[spot.index + 1].structural else spot.called(spot.index + 1)  # 1至4季度


def end_of_a_range(spot: Spot) -> str | None:
    """增长5%—5.5%: the word that tells which way it went stands before the start."""
    back = spot.index - 1
    if back < 0 or spot.deepest or not spot.mentions[back].direction:
        return None
    return spot.called(back) if opens_range(spot.text, spot.mentions, back) else None


def inside_a_name(spot: Spot) -> str | None:
    """其中500万元以上的4家: a limit is called what it marks off."""
    if spot.bare or spot.deepest or not names_the_next(spot.text, spot.mentions, spot.index):
        return None
    return spot.called(spot.index + 1)


def next_of_limits(spot: Spot) -> str | None:
    """村级收入15万元以上的村2个，5万元以下的3个: what the first of a list by size tells of each."""
    back = spot.index - 2 - (spot.index > 2 and opens_range(spot.text, spot.mentions, spot.index - 2))
    if back < 0 or spot.deepest or not _LIMIT.fullmatch(spot.bare):
        return None
    if "。" in spot.text[spot.mentions[back].stop : spot.mention.start]:
        return None
    first = (
        _LIMITED.fullmatch(spot.called(back)) if spot.mentions[back].measure == spot.mention.measure else None
    )
    return first and f"{first['of']}{spot.bare}{first['thing']}"


def behind_a_bracket(spot: Spot) -> str | None:
    """预算编制（满分6分）5.60分: the score of what the bracket gave the full mark of."""
    if spot.bare or spot.deepest or not spot.index or not spot.preceded("）", ")"):
        return None
    between = spot.text[spot.mentions[spot.index - 1].stop : spot.mention.start]
    return (between.strip() in ("）", ")") and after_bracket(spot.called(spot.index - 1))) or None


def beside_what_was_told(spot: Spot) -> str | None:
    """收入总计9万元。与2023年度6万元相比."""
    beside = not spot.bare and spot.text.startswith(BESIDE, spot.mention.stop)
    return told_before(spot) if beside else None


def measure_of_the_subject(spot: Spot) -> str | None:
    """基本支出预算数80万元，执行数79万元: a bare measure takes what the sentence speaks of."""
    if _LEFT_OVER.fullmatch(spot.left):
        return spot.left  # 补助收入13亿元、上年结余0.67亿元
    if spot.left.endswith("的") and right_of(spot.text, spot.mention):
        return None  # 立案的9件提案
    points = spot.mention.measure.endswith("百分点")
    if (spot.mention.role == "ratio" or points) and not right_of(spot.text, spot.mention):
        deed = _SINCE.sub("", spot.bare)
        if deed and (points or deed != spot.bare) and only_deed(deed):
            return with_subject(spot, deed)  # 浓度为44微克/立方米，同比去年改善13.6%
    bare = METRIC.fullmatch(spot.bare) and not WHOLE_METRIC.fullmatch(spot.bare)
    return with_subject(spot, spot.bare) if bare else None


def cumulated(spot: Spot) -> str | None:
    """新增公园12座，累计达到97座."""
    left = spot.bare if spot.bare in ("总数", "总量") else spot.left.strip()  # 总数接近
    rest = CUMULATED.sub("", left)
    if rest == left or len(rest) > 2 or (has_deed(rest) and only_deed(rest)):
        return None  # 抄告累计14万起，处理累计12万起
    return _NEW.sub("", subject_of(spot)) + "累计"
