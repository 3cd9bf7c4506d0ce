"""Name a figure so that a clerk knows it in the sheet: what was said aside left out, 环比 and 实际 kept, lists told in turn taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from drafter.lastyear.tidied_names import tidied
from drafter.numbers.labels.own import own_label
from drafter.numbers.quantity import Mention, find_mentions
from drafter.patterns import Regex

_ASIDE = Regex(r"（[^（）\n]{2,60}）|\([^()\n]{2,60}\)|[\[［]\d{1,2}[\]］]")
_FULL_MARKS = Regex(r"满分|分值|权重|上年")
_BASIS = Regex(r"(环比|名义|实际|累计)$")
_RATE_TAIL = Regex(r"(?:增长率|增减额)$")
_MEASURE_TAIL = Regex(r"(?:增长率|增减额|同比多增额|占比|占.{2,16}(?:比重|比例)|比重)$")
_IN_TURN = Regex(r"([^，。；：\n\d]{4,60}?)(?:比上年|较上年|同比|环比)?(?:分别|依次)[^，。；：\n\d]{0,6}$")
_LED = Regex(r"^.{2,}(?:(?<!其)中的?|方面的?)(?=[一-鿿]{2})")  # 限额以上单位中的超市
_SCOPE = Regex(r"^(?:全国|[全我][省市区县州镇乡街])(?=[一-鿿]{2})")  # of all the items that follow
_JOINT = Regex(r"\s*(?:、|和|与|及|以及)\s*")
_ORDINAL = Regex(r"第?([一二三四五六七八九十])")
# What the items of a list have in common stands behind the last: 教育、居住价格.
_SHARED = Regex(
    r"(?:零售价格|价格|增加值|产量|总?产值|净?收入|支出|利润(?:总额)?|投资|零售额|销售[额量]|用电量|人口|面积|[人户件]数|进出口额?|税收|财政收入"
    r"|(?:发行|借阅|接待|客运|货运|吞吐|周转|发电|供电|供水|销售|出口|进口|保有|访问|成交|交易|投资|贷款|存款)[量额])$"
)
_MEASURED = Regex(r"(?:人次|数量|[人户件次]数|面积|率|损失)$")  # 受灾人次、受灾面积: the first has its own
_SPAN = r"(?:1\s?[-—－–~至到]{1,2}\s?)?\d{1,2}\s?月(?:份|末|底)?(?:平均|累计)?"
_QUARTER = Regex(r"[一二三四1-4]季度$")
_WHEN = Regex(rf"(?<![比较前\d至到—－-])(?:前[一二三]季度|[一二三四1-4]季度|[上下]半年|{_SPAN})")
_COUNTED_NAME = "两二三四五六七八九十"
_PARTS = ("。", "；", "，其中")
_COUNTED_LIST = Regex(r".{2,}等(?P<kind>[一-鿿]{1,6})")
_MADE_OF = Regex(r"(?P<deed>内设|下设|下辖|下属|所属|设有)(?:机构|有)?[^，。；：\d\n]*$")
_OR_MORE = ("以上", "以下", "及以上", "及以下")


def name_of(text: str, mentions: Sequence[Mention], index: int) -> str:
    """Return what the number measures, as `label_of` tells it, told apart from what is near it."""
    mention = mentions[index]
    if index and converts(text, mentions[index - 1], mention):
        return name_of(text, mentions, index - 1)
    label = (_without_asides(text, mention) or own_label(text, mentions, index)).removeprefix("份")
    label = _in_turn(text, mentions, index, label) or _of_all(text, mention, label) or label
    when = when_of(text, mention)
    if _QUARTER.match(when) and when not in label:
        label = when + label
    if mention.direction and text[slice(*mention.direction)] in ("多增", "少增", "多减", "少减"):
        # how the change that is told before it differs from last year's, above zero where more was added
        return _RATE_TAIL.sub("", label) + "同比多增额"
    if mention.direction and (
        basis := _BASIS.search(text, max(mention.direction[0] - 4, 0), mention.direction[0])
    ):
        tail = _RATE_TAIL.search(label)
        if tail and basis[1] not in label:
            label = label[: tail.start()] + basis[1] + tail[0]
    listed = _COUNTED_LIST.fullmatch(label)
    if listed and (made := _MADE_OF.search(text, max(mention.start - 200, 0), mention.start)):
        label = f"{made['deed']}{listed['kind']}"  # 内设办公室、审批股、法制股3个股室
    if index and label.startswith(_OR_MORE) and text.startswith(label, mentions[index - 1].stop):
        label = text[mentions[index - 1].start : mentions[index - 1].stop] + label  # 五年以上有期徒刑
    return tidied(text, mentions, index, label, lambda other: name_of(text, mentions, other))


def is_told_in_turn(text: str, mentions: Sequence[Mention], index: int) -> bool:
    """Return whether the number has its name from a list that is told before it: 甲、乙价格分别上涨3.1%和1.9%."""
    return bool(_in_turn(text, mentions, index, ""))


def signed_in_turn(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the numbers, those of 分别下降7.4%、2.3% all told as declines, and 减少908千公顷（1362万亩） as one told twice."""
    found: list[Mention] = []
    for index, one in enumerate(mentions):
        before = found[-1] if found else None
        goes_on = (
            before is not None
            and before.sign
            and not (one.direction or one.sign or one.structural)
            and one.unit == before.unit
            and one.role in ("growth", "change", "ratio")
            and _JOINT.fullmatch(text, before.stop, one.start) is not None
            and index > 0
        )
        if before is not None and converts(text, before, one):
            one = replace(one, sign=before.sign, role="change")
        found.append(replace(one, sign=before.sign) if goes_on and before is not None else one)
    return tuple(found)


def converts(text: str, before: Mention, one: Mention) -> bool:
    """Whether the number tells the change before it again, in brackets and another unit: 增加701千公顷（1052万亩）."""
    return (
        before.role == "change"
        and before.direction is not None
        and not (one.direction or one.structural)
        and bool(one.unit)
        and one.unit != before.unit
        and text[before.stop : one.start].strip() in ("（", "(")
        and text[one.stop : one.stop + 1] in ("）", ")")
    )


def when_of(text: str, mention: Mention) -> str:
    """Return the months, the quarter or the half of the year that the sentence last named before the number; "" for none."""
    line = text.rfind("\n", 0, mention.start) + 1
    start = max(line, text.rfind("。", line, mention.start) + 1)
    named = [found[0] for found in _WHEN.finditer(text, start, mention.start)]
    return re.sub(r"[-—－–~至到\s]+", "—", named[-1]).removesuffix("份") if named else ""


def subject_of(text: str, mentions: Sequence[Mention], index: int) -> str:
    """Return what the part of the sentence is about that the number stands in: the name of the first figure in it."""
    line = text.rfind("\n", 0, mentions[index].start) + 1
    start = max(line, *(text.rfind(mark, line, mentions[index].start) + 1 for mark in _PARTS))
    first = _first_from(mentions, start, index)
    if (
        first is None
        and text.startswith("其中", start)
        and (back := text.rfind("。", 0, start - 1) + 1) < start
    ):
        # …环比上涨0.7%。其中，城市上涨0.7%: of what the sentence before is about
        line = max(back, text.rfind("\n", 0, start) + 1)
        behind = index
        while behind and mentions[behind - 1].start >= start:
            behind -= 1
        first = _first_from(mentions, line, behind)
    return "" if first is None else _MEASURE_TAIL.sub("", name_of(text, mentions, first))


def _first_from(mentions: Sequence[Mention], start: int, stop: int) -> int | None:
    """The first figure that begins at `start` or behind it, before the mention `stop`."""
    first = None
    for i in range(stop - 1, -1, -1):
        if mentions[i].start < start:
            break
        # 三家电信企业完成宽带收入16亿元 is about the income, which only one of the sentences is
        named = mentions[i].token in _COUNTED_NAME
        first = first if mentions[i].structural or (named and first is not None) else i
    return first


def _without_asides(text: str, mention: Mention) -> str:
    """The label of a number between which and the words that name it something is said aside: 增长（以下均为同比）4.3%."""
    begin = text.rfind("\n", 0, mention.start) + 1
    end = text.find("\n", mention.stop)
    line = text[begin : end if end >= 0 else len(text)]
    asides = [found.span() for found in _ASIDE.finditer(line)]
    at = mention.start - begin
    if not asides or any(start <= at < stop for start, stop in asides):
        return ""
    before = [(start, stop) for start, stop in asides if stop <= at]
    if not before or not re.fullmatch(r"[^。；]*", line[before[-1][1] : at]):
        return ""
    if _FULL_MARKS.search(line[before[-1][0] : before[-1][1]]):
        return ""  # 预算编制（满分6分）5.60分 is named by its bracket
    kept, moved, last = "", at, 0
    for start, stop in asides:
        kept += line[last:start]
        moved -= stop - start if stop <= at else 0
        last = stop
    kept += line[last:]
    found = find_mentions(kept)
    index = next((i for i, one in enumerate(found) if one.start == moved and not one.structural), None)
    return "" if index is None else own_label(kept, found, index)


def _in_turn(text: str, mentions: Sequence[Mention], index: int, label: str) -> str:
    """甲、乙价格分别上涨3.1%和1.9%: of 甲价格 the first, of 乙价格 the second."""
    run = _run(text, mentions, index)
    if len(run) < 2:
        return ""
    first = mentions[run[0]]
    begin = first.direction[0] if first.direction else first.start
    names = _names_before(text, begin, len(run)) or _told_before(text, mentions, run)
    if len(names) != len(run):
        return ""
    tail = _RATE_TAIL.search(label)
    if tail is None and index != run[0] and first.unit == mentions[index].unit:
        tail = _RATE_TAIL.search(own_label(text, mentions, run[0]))
    head = text[max(begin - 16, 0) : begin].rpartition("，")[2]
    share = head.startswith(("分别占", "各占"))
    if rate := _THEIR_RATE.match(head):
        return names[run.index(index)] + rate[0]
    return names[run.index(index)] + ("占比" if share else tail[0] if tail else "")


# 垃圾326吨、污水418立方米，转运处置率分别为99.1%和98.3%
_THEIR_RATE = Regex(r"[一-鿿]{2,8}率(?=分别|依次)")
_ALL = Regex(r"([^，。；：\n\d]{2,40}?)(?:比上年|较上年|同比|环比)?[均都]$")


def _of_all(text: str, mention: Mention, label: str) -> str:
    """甲、乙价格均上涨0.6%: of both, not of the second."""
    told = (
        _ALL.search(text[max(mention.direction[0] - 48, 0) : mention.direction[0]])
        if mention.direction
        else None
    )
    if told is None or len(_JOINT.split(told[1])) < 2:
        return ""
    tail = _RATE_TAIL.search(label)
    return told[1].removeprefix("其中") + (tail[0] if tail else "")


def _names_before(text: str, at: int, count: int) -> list[str]:
    """The names right before 分别: parted by 、, the last two by 和; 生活用品及服务 is one name where the others make up the count."""
    told = _IN_TURN.search(text[max(at - 80, 0) : at])
    if told is None:
        return []
    names = told[1].split("、")
    names[0] = _SCOPE.sub("", _LED.sub("", names[0]))
    if len(names) == count - 1:
        names[-1:] = re.split("以及|和|与|及", names[-1], maxsplit=1)
    return _spelt_out([name.strip() for name in names]) if len(names) == count else []


def _told_before(text: str, mentions: Sequence[Mention], run: list[int]) -> list[str]:
    """甲3436人，乙3141人，分别占52.2%和47.8%: as many figures right before in the sentence, by their names."""
    first = mentions[run[0]]
    head = text[max(first.start - 24, 0) : first.start]
    earlier = [i for i in range(max(run[0] - 12, 0), run[0]) if not mentions[i].structural][-len(run) :]
    if len(earlier) < len(run) or not re.search("分别[^，。；]*$", head):
        return []
    if re.search("[。；\n]", text[mentions[earlier[0]].stop : first.start]):
        return []
    if any(mentions[i].measure == first.measure for i in earlier):
        return []  # 城东占56%，城西占47%，河东和河西以自驾为主，占比分别为15%和28%: shares like those before, of others
    names = [_MEASURE_TAIL.sub("", name_of(text, mentions, i)) for i in earlier]
    return names if len(set(names)) == len(names) and all(names) else []


def _spelt_out(names: list[str]) -> list[str]:
    """第一、二、三产业增加值 and 教育、居住价格, each by its whole name."""
    ordinals = [_ORDINAL.match(name) for name in names]
    if names[0].startswith("第") and all(ordinals):
        shared = names[-1][ordinals[-1].end() :] if ordinals[-1] else ""
        return [f"第{one[1]}{shared}" for one in ordinals if one]
    common = _SHARED.search(names[-1])
    shared = common[0] if common and len(common[0]) < len(names[-1]) else ""
    return [name if name.endswith(shared) or _MEASURED.search(name) else name + shared for name in names]


def _run(text: str, mentions: Sequence[Mention], index: int) -> list[int]:
    """The numbers of one kind that only 、 and 和 part, with this one among them."""
    first = last = index

    def goes_on(one: int, other: int) -> bool:
        before, after = mentions[one], mentions[other]
        return (
            not before.structural
            and not after.structural
            and before.unit in (after.unit, "")
            and _JOINT.fullmatch(text, before.stop, after.direction[0] if after.direction else after.start)
            is not None
        )

    while first and goes_on(first - 1, first):
        first -= 1
    while last + 1 < len(mentions) and goes_on(last, last + 1):
        last += 1
    run = list(range(first, last + 1))
    return run if all(one + 1 == other for one, other in pairwise(run)) else []
