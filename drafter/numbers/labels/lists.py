"""Name a number by its place in a list or a range: 甲、乙分别为1、2, 由20.5%提升至21.1%, 0-6岁儿童."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.numbers.change_words import FALLS, RISES, either
from drafter.numbers.labels.deeds import words_of
from drafter.numbers.labels.places import ends_a_range, inside_words
from drafter.numbers.labels.words import LONGEST, trim_links
from drafter.numbers.mention import Mention
from drafter.patterns import Regex

_MOVED = Regex(
    rf"(?:(?:{either(RISES, FALLS)})[为至到]|(?:进一步|逐步|稳步)?(?:提高|提升|上升|增加|增长|扩大|下降|降低|减少|缩小|跃升|发展|增|升|降|减)?[至到]了?|(?:调整?|调增|调减|变更)[为至到])(?:20[0-9]{{2}}年(?:[0-9]{{1,2}}月)?[末底]?的?|现在的?|目前的?|[今本]年的?)?"
)

# 小客车、摩托车酒驾突出，分别查处58起、27起
_NAMED_BEFORE = Regex(
    r"([^，。；：！？\n]+?)(?:增幅|数量)?(?:突出|较[大高多]|居[前首]|位居前列|最[高多大])[，,]分别([^，。；：！？\n]{0,10})$"
)
# 浓度最低的3个城市依次是甲、乙和丙，分别为47、55和56
_RANKED = Regex(
    r"(?P<measure>[^，。；、的\d]{2,14})(?:最|较)[^，。；、]{1,2}的[^，。；、]{1,8}(?:依次|分别)?(?:是|为)(?P<names>[^，。；\d]+)[，,]分别(?:为|是|达|增长|下降|上涨)?$"
)
# 甲市、乙市和丙市位列前三，采购规模分别达到4亿元、3亿元和2亿元
_FIRST_ONES = Regex(
    r"(?P<names>[^，。；：！？\n]+?)(?:位列|位居|排名|排在|居)[^，。；\d]{0,4}前(?:[一二三四五六七八九十两]|\d{1,2})?[位名列]?[，,](?P<measure>[^，。；\d]{2,10})分别(?:为|是|达到?)?$"
)
_ORDINALS = Regex(
    "第[一二三四五](?:、第?[一二三四五])*[、和与及]第?[一二三四五]([^，。、]*)$"
)  # 第一、二、三产业户数
_BEYOND = Regex("(?:高于|低于|快于|慢于|好于|优于)[^，。；0-9]{2,12}$")
_YEAR_ON_YEAR, _PACE = (
    Regex("(?:同比|环比|[比较与同](?:上年|去年|年初|(?:19|20)[0-9]{2}年)(?:同期|末|底)?(?:相比)?)$"),
    Regex("(?:增速|增幅|降幅|涨幅|跌幅|占比|比重|占(?!用|地|领)[^，。；、和与及]{2,12}(?:比重|比例|份额))"),
)
_AND = Regex(r"、|(?<=.)(?:和(?!谐)|(?<!参)与|(?<![普惠涉以波危])及(?![率格时]))(?=.)")
_COMPLETE = Regex(
    "(?:[数率量额值度比]|人次|收入|支出|损失|投资|面积|产量|价格|利润|税收|消费|规模|[进出]口|资金)$"
)
_RATES = {"%", "倍", "‰"}  # 分别上升1.5倍和72.6%
_SHARES_OF = Regex("占(?P<of>[^占]{2,}?)的?(?P<share>比重|比例)")
_FAR = 140  # characters within which a list stands before its numbers
_SPANS = Regex("(?<=..)(同比|环比)[、和与](同比|环比)$")
_MEASURE = Regex(r"(?<=[一-鿿]{2})[一-鿿]{2}[量数额率]$|(?<=[一-鿿]{2})规模$")
_ALL_TOGETHER = Regex(
    r"(?P<name>[一-鿿]{2,8}?)(?:等?[两二三四五六七八九十2-9])(?:项|个|类|种|家|条)(?P<tail>[一-鿿]{2,16})"
)
# What is told of one thing in two, and what two kinds of a thing are called: 收入和支出 of one budget, 城镇和农村 of all people.
_HEAD = Regex(
    "(?:收入|支出|进出口(?:总?[额值])?|进口额?|出口额?|产量|产值|户数|人数|件数|起数|人次|金额|面积|数量|余额|存款|贷款|利润|投资额?|消费|价格|增加值|零售额|销售额|增速|增幅|降幅|警情|标准|申请量|授权量|[客货]运量|周转量)$"
)
_KIND_OF = Regex(
    "(?:城镇|农村|城市|县城|乡村|男性?|女性?|中央|地方|[省市县区]级|国有|民营|公办|民办|内资|外资|境内|境外|国内|国际|小学|初中|高中|幼儿园|工业|农业|企业|居民|上半年|下半年|[一二三四]季度)"
)
_CASES = Regex("(?<=..)(?:案件|犯罪|人口|警情)$")
_TWO = {
    "城乡": ("城市", "农村"),
    "男女": ("男性", "女性"),
    "省市": ("省级", "市级"),
    "市县": ("市级", "县级"),
    "收支": ("收入", "支出"),
    "存贷": ("存", "贷"),
}
# 各项存贷款余额达73亿元和40亿元: no 分别 is needed.
_SAVED_AND_LENT = Regex(r"([^，。；：！？\n]*存贷[^，。；：\d]{1,6}?)(达到?|为|是)?$")
_BOTH = Regex(f"(?:{'|'.join(_TWO)})(?=[一-鿿]{{2}})")
_SINCE = Regex(
    "(?:同比|年均|平均每年|环比|累[计积]|[合共]计|[比较与同和](?:上年|去年|年初|上月|上季度|(?:19|20)[0-9]{2}年)?(?:同期|同月|[末底])?(?:相比)?)?"
)
_THEN = Regex("(?:上年|去年|年初|上月)(?:同期|同月|[末底初])?")
_IN_TURN = Regex(
    "(?:[一-鿿]{2,4}(?=[，,]))?(?:[（(][^（）()]*[）)])?[，,；]?(?:同比|环比|[比较与同和](?:上年|去年|年初|上月|前[一二两三四五]年|上一?个?[一二两三四五]年|(?:19|20)[0-9]{2}(?:[—－-](?:19|20)?[0-9]{2})?年)(?:同期|同月|[末底])?(?:相?比较?)?[，,]?)?(?:年均|平均每年)?(?P<pace>增速|增幅|降幅|涨幅|跌幅)?(?:占比|比重|占(?!用|地|领)[^，。；0-9]{2,10}(?:比重|比例|份额))?(?:同比|环比|比上年)?分别(?:[占为高低快慢比较][^，。；0-9]{0,14}|(?:[比较与同和](?:上年|去年|年初)(?:同期|同月)?)?[一-鿿]{0,6})"
)
# 客运量4010万人，周转量13亿人公里，同比增长18.7%、10.7%: two rates told with one word are those of two amounts.
_TOGETHER = Regex(
    rf"[，,；]?(?:{_SINCE.pattern})?[，,]?(?:{either(RISES, FALLS)})(?:了|率|幅度?)?[为约达超近过]*"
)
# 甲、乙规模分别为3亿元、5亿元，占全市规模的37%和63%
_SHARED_OUT = Regex("[，,；]?(?:约|均)?占(?!用|地|领)[^，。；0-9]{2,18}")
_BASE = Regex(r"(?:去年|上年|上一年)(?:同期|同月)?(?:分别)?(?:为|是|有)?\s*$")
_CAME_FROM = Regex(
    "[从由](?!于|事)(?:[^，。；0-9]{2,10}|最初的?|20[0-9]{2}年[末底]?的)?(?:(?:年初|原|调整前|上年|上次|第[一二三]次)(?:的?预算|安排)?(?:调整)?数?的?)?$"
)


def listed_name(text: str, mentions: Sequence[Mention], index: int) -> str:
    """甲、乙、丙分别为1、2、3: the name in the same place of the list as the number, "" when there is no such list."""
    first = last = index
    while first and _goes_on(text, mentions[first - 1], mentions[first]):
        first -= 1
    while last + 1 < len(mentions) and _goes_on(text, mentions[last], mentions[last + 1]):
        last += 1
    count = last - first + 1
    if count < 2 or any(mentions[i].structural for i in range(first, last + 1)):
        return ""
    before = first - 1
    while before >= 0 and (
        inside_words(text, mentions[before]) or _tells_the_list(text, mentions[before], count)
    ):
        before -= 1  # 第一、二、三产业
    begin = max(mentions[first].start - _FAR, mentions[before].stop if before >= 0 else 0)
    found = re.search(
        r"([^，。；：！？;,:\n]+?)分别([^，。；：！？\n]{0,10})$", text[begin : mentions[first].start]
    )
    if not found:
        found = _NAMED_BEFORE.search(text, begin, mentions[first].start)
    if not found and count == 2:
        found = _SAVED_AND_LENT.search(text, begin, mentions[first].start)
    if not found and (
        ranked := _RANKED.search(text, max(mentions[first].start - 90, 0), mentions[first].start)
    ):
        names = ranked["names"].split("、")
        names = names if len(names) == count else re.split("、|和|与|及", ranked["names"])
        grown = {"growth": "增长率"}.get(mentions[first].role, "")
        measure = ranked["measure"].removesuffix("增长" if grown else "")
        return names[index - first] + measure + grown if len(names) == count else ""
    if first_ones := _FIRST_ONES.search(text, begin, mentions[first].start):
        names = [name for name in _AND.split(trim_links(first_ones["names"], _FAR)) if name]
        return names[index - first] + first_ones["measure"] if len(names) == count else ""
    if not found or _SINCE.fullmatch(found[1].strip(" ,")):
        return ""
    words = trim_links(found[1], _FAR)
    if count == 2 and (spans := _SPANS.search(words)):  # 销售面积环比、同比分别增长
        return (
            words[: spans.start()]
            + spans[1 + index - first]
            + {"growth": "增长率"}.get(mentions[first].role, "")
        )
    words = _YEAR_ON_YEAR.sub("", words)
    if _PACE.fullmatch(words):
        return ""  # of the growths told before: told_in_turn
    ordinals = _ORDINALS.search(found[1])
    ending = {"growth": "增长率", "change": "增减额"}.get(mentions[first].role, "")
    if mentions[first].measure.endswith("百分点") and _BEYOND.match(found[2].strip()):
        ending = found[2].strip()  # 中部、西部地区增速分别高于东部地区0.2、0.1个百分点
    ending = "占比" if not ending and found[2].strip().startswith("占") else ending
    names = [name for name in _AND.split(words) if name]
    if len(names) > count >= 2 and words.count("、") == count - 1:
        names = words.split("、")  # 教育、社会保障和就业、城乡社区三项支出
    if all(_SINCE.fullmatch(name) or _THEN.fullmatch(name) for name in names):
        return ""  # 环比、同比分别提高
    if ordinals and len(which := re.findall("[一二三四五六七八九十]", ordinals[0])) >= count:
        return f"第{which[index - first]}{ordinals[1]}{ending}"
    if (shares := _SHARES_OF.fullmatch(words)) and len(wholes := _AND.split(shares["of"])) == count:
        return f"占{wholes[index - first]}{shares['share']}{ending.replace('占比', '')}"
    if words.startswith("城、乡"):
        words = words.replace("、", "", 1)
        names = [words]
    if len(names) == 1 and count == 3 and words.startswith("三次产业"):
        return f"第{'一二三'[index - first]}{words[2:]}{ending}"
    if len(names) == 1 and count == 2 and (both := _BOTH.search(words)):  # 城乡低保标准
        return words[: both.start()] + _TWO[both[0]][index - first] + words[both.end() :] + ending
    if len(names) == count and (whole := _whole_names(names)):
        return whole[index - first] + ending
    return words + ending if len(words) + len(ending) <= LONGEST else ""


def _tells_the_list(text: str, one: Mention, count: int) -> bool:
    """养老、失业、工伤三项保险参保人数分别从2020年的: how many the list has, and when it begins."""
    since = one.reason == "年份" and text.endswith(("分别从", "分别由"), 0, one.start)
    return since or (one.value == count and one.measure in ("项", "个", "类", "种", "家", "条"))


def _whole_names(names: Sequence[str]) -> list[str] | None:
    """The names of a list with what they share: 收入 and 支出 of 预算收入和支出, 居民收入 of 城镇和农村居民收入; None when nothing says what."""
    first, last = names[0], names[-1]
    if summed := _ALL_TOGETHER.fullmatch(last):  # 养老、失业、工伤三项保险参保人数
        return [name + summed["tail"] for name in (*names[:-1], summed["name"])]
    if all(map(_counts_deeds, names[1:])) and (thing := _thing_of(first)):
        return [first, *(thing + name for name in names[1:])]  # 盗窃案件立案数、破案数
    tails = [_shared_tail(name, last) for name in names]
    if None not in tails:
        return [f"{name}{tail}" for name, tail in zip(names, tails, strict=True)]
    if (
        len(names) > 2
        and len({len(name) for name in names[:-1]}) == 1
        and (tail := _tail_behind(last, len(first)))
    ):
        return [name + tail for name in names[:-1]] + [last]  # 设备、土建、安装工程支出
    if (head := _HEAD.search(first)) and all(_HEAD.fullmatch(name) for name in names[1:]):
        return [first, *(first[: head.start()] + name for name in names[1:])]
    if (kind := _KIND_OF.match(last)) and all(_KIND_OF.fullmatch(name) for name in names[:-1]):
        return [name + last[kind.end() :] for name in names[:-1]] + [last]
    if all(_COMPLETE.search(name) for name in names):
        return list(names)
    if kind := _CASES.search(last):  # 刑事、治安案件
        return [name.removesuffix(kind[0]) + kind[0] for name in names]
    if measure := _HEAD.search(last) or _MEASURE.search(last):  # 长治、运城查处量较高，分别为3218起、3051起
        return [name.removesuffix(measure[0]) + measure[0] for name in names]
    # 火灾扑救、社会救助: the last is no longer than the others, so that it has nothing for them.
    return list(names) if len(last) <= max(len(name) for name in names[:-1]) else None


def _counts_deeds(name: str) -> bool:
    """破案数, 损失数: how often something was done, and not to what."""
    words = words_of(name)
    return [len(word.text) for word in words] == [2, 1] and words[1].text == "数" and words[0].kind[0] in "vn"


def _thing_of(name: str) -> str:
    """盗窃案件 of 盗窃案件立案数: what it was done to; "" where the words before the deed name nothing."""
    words = words_of(name)
    thing = "".join(word.text for word in words[:-2])
    return thing if len(words) > 2 and _counts_deeds(name[len(thing) :]) else ""


def _tail_behind(last: str, room: int) -> str:
    """工程支出 of 安装工程支出 behind a name as long as the others, "" where that ends inside a word or nothing measures."""
    at = 0
    for word in words_of(last):
        at += len(word.text)
        if at >= room:
            break
    tail = last[room:]
    return tail if at == room and "一" <= tail[:1] <= "鿿" and _COMPLETE.search(tail) else ""


def told_in_turn(text: str, mentions: Sequence[Mention], index: int) -> int | None:
    """批准逮捕36人，决定起诉76人，同比分别上升18.5%、6.8%: the index of the amount that the rate at `index` belongs to.

    As many amounts of one kind as rates stand before them in the sentence, one in each clause.
    """
    first = last = index
    while first and _goes_on(text, mentions[first - 1], mentions[first]):
        first -= 1
    while last + 1 < len(mentions) and _goes_on(text, mentions[last], mentions[last + 1]):
        last += 1
    count, at = last - first + 1, index - first
    points = mentions[index].measure.endswith("百分点")
    if count < 2 or not (points or mentions[index].role in ("growth", "change", "ratio")):
        return None
    # 第一产业5万人，第二产业2万人，占比分别为: the numbers in the names count for nothing.
    places = [i for i in range(max(first - 30, 0), first) if not inside_words(text, mentions[i])]
    told = [mentions[i] for i in places]
    prior = len(told)  # 分别 may stand behind a year: 比2018年分别上升1.5倍和72.6%
    while prior and _is_since(text, told[prior - 1]):
        prior -= 1
    if prior < count:
        return None
    if prior >= 2 * count and _BASE.search(
        text, max(told[prior - count].start - 12, 0), told[prior - count].start
    ):
        prior -= count  # 受理97件134人，去年同期为197件375人，同比分别下降
    between = text[told[prior - 1].stop : mentions[first].start]
    while (
        prior >= 2 * count
        and all(one.role in ("growth", "ratio") for one in told[prior - count : prior])
        and not _PACE.match(between.lstrip("，"))
    ):
        prior -= count  # 户数分别是3户、5户，分别增长2%、3%，分别占37%和63%
    if prior >= 2 * count and all(one.role == "change" for one in told[prior - count : prior]):
        prior -= count  # 事故58起、死亡59人，同比减少13起、15人，分别下降19%、20%
    before = told[prior - count : prior]
    # 达标率分别为96%、86%，同比分别上升1个、3个百分点
    points = points or mentions[last].measure.endswith("百分点")
    kinds = ("value", "count", "ratio", "growth") if points else ("value", "count")
    shared_out = mentions[index].role == "ratio" and _SHARED_OUT.fullmatch(between)
    if not (shared_out or _IN_TURN.fullmatch(between) or _TOGETHER.fullmatch(between)) or any(
        one.role not in kinds for one in before
    ):
        return None
    sentence = text[before[0].stop : before[-1].start]
    alike = sentence.strip() in ("", "和", "与", "及", "、") or (
        len({one.measure for one in before}) == 1 or len(re.findall("[，,、]", sentence)) == count - 1
    )
    return None if re.search("[。；\n]", sentence) or not alike else places[prior - count + at]


def _is_since(text: str, one: Mention) -> bool:
    """比2018年, 比前五年: when the rates behind it are counted from."""
    year = one.reason in ("年份", "时段") or (one.measure == "年" and text.endswith("前", 0, one.start))
    return year and text[max(one.start - 2, 0) : one.start].strip("前")[-1:] in ("比", "较", "与", "同")


def _goes_on(text: str, one: Mention, after: Mention) -> bool:
    """Whether two numbers stand side by side in a list, the second perhaps with a direction of its own: 8.5%、下降17.0%."""
    turns = after.direction is not None
    start = after.direction[0] if after.direction else after.start
    joint = text[one.stop : start].strip()
    alike = one.measure == after.measure or {one.measure, after.measure} <= _RATES
    alike = alike or (turns and {one.measure, after.measure} == {"%", "个百分点"})
    return alike and joint in ("、", "和", "与", "及", *(() if turns else ("，",)))


def _shared_tail(name: str, last: str) -> str | None:
    """先进制造业 beside 高技术制造业增加值 → 增加值; None when the two have nothing in common."""
    at = next(
        (i for i in range(len(last)) if last[i] == name[-1] and last[i + 1 : i + 2] not in tuple("和与及")),
        None,
    )
    return None if at is None else "" if name == last else last[at + 1 :]


def follows_comma_of_list(text: str, mentions: Sequence[Mention], index: int) -> bool:
    """21个先行片区、200个样板村、2000个补短村: the words between belong to the number before."""
    return index > 0 and text.endswith("、", 0, mentions[index].start)


def moved_from(text: str, mentions: Sequence[Mention], index: int) -> int | None:
    """占比由20.5%提升至21.1%: where it arrived is named as where it came from, one by one where several moved."""
    first = last = index
    while first and _goes_on(text, mentions[first - 1], mentions[first]):
        first -= 1
    while last + 1 < len(mentions) and _goes_on(text, mentions[last], mentions[last + 1]):
        last += 1
    back = first - 1
    while back >= 0 and mentions[back].reason in ("年份", "日期"):
        back -= 1  # 由2012年的3万人增加到2021年的4万人
    start = back - (last - first)
    if start < 0 or any(one.structural for one in mentions[start : back + 1]):
        return None
    lead = text[max(mentions[start].start - 12, 0) : mentions[start].start]
    moved = _MOVED.fullmatch(text[mentions[back].stop : mentions[first].start].strip(" ，,"))
    return start + index - first if moved and _CAME_FROM.search(lead) else None


def opens_range(text: str, mentions: Sequence[Mention], index: int) -> bool:
    """0-6岁儿童: the noun stands behind the end of the range."""
    return index + 1 < len(mentions) and ends_a_range(text, mentions, index, mentions[index + 1])
