"""Find what goes from a sentence with the figures that are not reported this year: their clauses, and what hangs on these."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.drafting.pieces import Material
from drafter.lastyear.claims import find_reason_words
from drafter.lastyear.items import number_of
from drafter.lastyear.listed import counts_its_list
from drafter.lastyear.typed_values import not_reported
from drafter.numbers.quantity import Mention
from drafter.text import fold

_COMMAS = "，、；："
_PARTS_FOLLOW = re.compile(r"(?:其中|包括|分别[为是])[：:]?")
# A clause without a figure of its own that only says more about the figure before it.
_HANGS = re.compile(
    r"\s*(?:(?:其|增减|变动|增加|减少|下降|增长)?的?(?:主要)?(?:原因|是因|是由于|系|因(?!公|此)|由于|用于|为)|主要|不再|未再|已不|(?:计划|拟|预计)(?=[^，。；]*(?:完成|整改|实施))|均(?!衡)|全部|全额|"
    r"(?:比|较|与)(?:上年|去年|同期|预算)|同比|未超|完成(?:年初)?预算|占)"
)
# A clause that only leads to the figure behind it: 考虑…等因素后，实际办理…亿元.
_LEADS = re.compile(r"，[^，；：。\d]{4,40}(?:因素|影响|情况|调整)?(?:后|之后|时|情况下|基础上|来看)$")
_LOST = re.compile(r"(?<![共计])扣(?:减|除)?\s?$")
# What is left of an item of a list in a paragraph all of whose figures went: 三是丙项目.
_NAME = re.compile(r"[一二三四五六七八九十]{1,3}是[^，。；：]{2,30}")
_COUNTS_NONE = re.compile(r"为|是|系|：")
_EMPTY = re.compile(
    r"(?:截[至止]|其中|目前|此外|另外|同时|\d{1,4}个[^，。；\d]{1,12}中|[\d年月日份末底度时至，、：\s])*"
)
# 12月份，70个城市中，上涨的有55个；持平的有7个: what leads to both.
_LEADS_ON = re.compile(r"，[^，。；：]{2,16}(?:中|方面|来看)$")
# 读者12.5万人，同比增长3.2%: how it changed is not told of what is not reported.
_CHANGED = re.compile(r"，?\s*(?:同比|环比|[比较与](?:上年|去年|上月|同期)|占)")
# 菜籽5.3万吨，增长1.0%
_RATE = re.compile(r"，?(?:增长|下降|上升|上涨)(?=\d)")
_RECORD = re.compile(r"(?:再|也|均)?创[^，。；]{0,8}新高")


def find_omitted(
    material: Material, start: int, end: int, inside: tuple[Mention, ...]
) -> list[tuple[int, int]]:
    """Return the stretches of the sentence `start`–`end` that go, each with the comma before it; neighbours joined.

    Nothing but a date left means that the whole sentence goes. The cells of a table stay, with a dash in them.
    """
    if not re.search(r"[，。；、]", material.text[start:end]):
        return []
    spans: list[tuple[int, int]] = []
    for mention in inside:
        if _is_left_out(material, mention):
            begin, stop = _clause(material, start, end, mention)
            leads = (
                _LEADS.search(material.text, start, begin)
                if material.text[begin : begin + 1] == "，"
                else None
            )
            begin = leads.start() if leads and leads.start() > start else begin
            spans = _with(spans, begin, _behind(material, stop, end, inside))
    if not spans:
        return []
    spans = [(begin, _with_its_change(material, begin, stop, end, inside)) for begin, stop in spans]
    spans = sorted([*spans, *_parts_of_nothing(material.text, end, spans)])
    spans = [_with_its_head(material.text, start, end, begin, stop) for begin, stop in spans]
    spans = [
        (begin, stop + (material.text[begin - 1 : begin] in ("（", "(") and material.text[stop] in "，、"))
        for begin, stop in spans
    ]
    head = start + _numbered(material.text, start, end)
    if spans[0][0] in (start, head) and material.text[spans[0][1]] in "，、" and spans[0][1] < end - 1:
        spans[0] = (spans[0][0], spans[0][1] + 1)  # several clauses went from its head
    kept, at = "", start
    for begin, stop in spans:
        kept, at = kept + material.text[at:begin], stop
    kept += material.text[at : body_end(material.text, start, end)]
    kept = kept[_numbered(kept, 0, len(kept)) :] if head > start else kept
    told = [mention for mention in inside if not mention.structural]
    gone = len(told) > 1 and all(_is_left_out(material, mention) for mention in told)
    if _is_a_loss(material, start, end, told):  # 二是覆盖面不够广，扣1.5分；: no points lost, nothing wanting
        head = material.text.rfind("：", start, told[0].start)
        spans = [(head + 1 if head >= start else start, end)]
        kept = material.text[start : spans[0][0]]
    if _parts_follow(material.text, end) and _LEADS_ON.search(kept):
        return [*spans[:-1], (spans[-1][0] + 1, end)]  # what leads to this leads to the next part as well
    gone_with = [one for one in told if not any(begin <= one.start < stop for begin, stop in spans)]
    if not gone_with and _RECORD.fullmatch(kept.strip("，")):
        return [(start, end)]
    if kept.endswith("：") and material.text[end - 1 : end] == "；":
        if kept.endswith("，其中：") and material.text[start - 1 : start] == "；":
            # 小麦3吨；油料8吨，其中：菜籽5吨；蔬菜9吨: what comes behind is no part of 油料
            return [*spans[:-1], (material.text.rindex("，其中：", start, spans[-1][1]), end - 1)]
        return [*spans[:-1], (spans[-1][0], end)]  # the next of the list comes behind the colon
    return [(start, end)] if _EMPTY.fullmatch(fold(kept)) or (gone and _NAME.fullmatch(kept)) else spans


_OF_WHICH = re.compile(r"，?(?P<word>其中[，：]?)")


def _parts_of_nothing(text: str, end: int, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """发布信息4583条，其中公开2107条: where the whole goes and its parts stay, 其中 goes too."""
    for _, stop in spans:
        found = _OF_WHICH.match(text, stop, end)
        if found and not any(begin <= found.end("word") <= close for begin, close in spans if begin > stop):
            yield found.span("word")


def _parts_follow(text: str, end: int) -> bool:
    """Whether the stretch ends in ； and another follows it in the line."""
    return text[end - 1 : end] == "；" and text[end : end + 1] not in ("", "\n")


def _with_its_change(material: Material, begin: int, stop: int, end: int, inside: tuple[Mention, ...]) -> int:
    """Where it ends with the clauses behind it that say how it changed, where nobody filled these in."""
    amount = [one for one in inside if begin <= one.start < stop][-1:]
    said = _RATE if amount and amount[0].role in ("value", "count") else _CHANGED
    while change := _CHANGED.match(material.text, stop, end) or said.match(material.text, stop, end):
        close = _clause_end(material.text, change.end(), end)
        told = [one for one in inside if stop <= one.start < close and not one.structural]
        bound = [material.bindings.get(one.start) for one in told]
        if not told or any(
            one is None or not one.row or material.values.get(one.row) is not None for one in bound
        ):
            break
        stop = close + (material.text[begin : begin + 1] != "，" and material.text[close : close + 1] == "，")
    return stop


# …，其中 and …，截至年末 lead to what stands behind them.
_AMONG = re.compile(
    r"(?:^|(?<=[。；])|，)其中$|，截[至止][^，。；：、]{1,12}[末底止日月]$|"
    # 项目因资金未到位，仅完成投资420万元: why, of what is not told
    r"，[^，。；：\d]{0,16}(?<![原基])(?:因(?!地制宜|素|公|此)|由于)[^，。；：\d]{2,20}$"
)
# 购置电话30部、无人机8架: what was done with both, the number of the first being left out.
_DONE_TO = re.compile(
    r"(?:[^，。；：、\d]{0,6}(?:共|累计|已|先后|分别))?(?:购置|购买|采购|添置|配备|安装|新增|新建|改建|扩建|建成|完成|改造|维修|拆除|打造|建设|开展|组织|举办|召开|发放|下拨|培训|更新|清理|整治|查处|受理|办理|审批|印发|制定|修订|"
    r"接待|走访|慰问|救助|招录|选派|引进|培育|创建|检查|排查|整改|调解|化解|破获|抓获|投入)(?=[一-鿿“])"
)


def _with_its_head(text: str, start: int, end: int, begin: int, stop: int) -> tuple[int, int]:
    """…上涨2.2%，其中，食品上涨2.7%。, …增加，截至年末，人均8.4册。: 其中 and the time go with the last that they lead to."""
    among = _AMONG.search(text, start, begin) if stop >= body_end(text, start, end) else None
    return (among.start(), stop) if among and among.start() > start else (begin, stop)


def _is_a_loss(material: Material, start: int, end: int, told: list[Mention]) -> bool:
    """Whether the sentence is a part of a list that tells why points were lost, and none of its figures is reported."""
    listed = material.text[end - 1 : end] == "；" or material.text[start - 1 : start] == "；"
    return (
        listed
        and bool(told)
        and all(_is_left_out(material, one) for one in told)
        and any(_LOST.search(material.text, max(one.start - 8, 0), one.start) for one in told)
    )


def body_end(text: str, start: int, end: int) -> int:
    """Return where the closing mark of the sentence begins."""
    return end - 1 if text[max(end - 1, start) : end] in tuple("。；！？") else end


def _numbered(text: str, start: int, end: int) -> int:
    """How long the number is that the paragraph begins with: （二） or 3., not the 二是 of a part."""
    number = number_of(text[start:end]) if start == 0 or text[start - 1] == "\n" else ""
    return 0 if number.endswith("是") else len(number)


def _is_left_out(material: Material, mention: Mention) -> bool:
    binding = material.bindings.get(mention.start)
    if mention.structural or binding is None or not binding.row:
        return False
    return (
        not_reported(material.figures[binding.row])
        or _no_points_lost(material, mention, binding.row)
        or _none_to_name(material, mention, binding.row)
    )


def _none_to_name(material: Material, mention: Mention, row: str) -> bool:
    """未整改的1项为管护台账不健全: where there is none this year, nothing is told of it."""
    named = _COUNTS_NONE.match(material.text, mention.stop) and material.text.endswith("的", 0, mention.start)
    return bool(named) and mention.value > 0 and material.values.get(row) == 0


def _no_points_lost(material: Material, mention: Mention, row: str) -> bool:
    """采购管理扣0.00分 tells of nothing: where points were lost last year and none are now, the clause goes."""
    lost = _LOST.search(material.text, max(mention.start - 8, 0), mention.start)
    return bool(lost) and mention.measure == "分" and mention.value != 0 and material.values.get(row) == 0


def _with(spans: list[tuple[int, int]], begin: int, stop: int) -> list[tuple[int, int]]:
    if spans and begin <= spans[-1][1]:
        return [*spans[:-1], (spans[-1][0], max(stop, spans[-1][1]))]
    return [*spans, (begin, stop)]


def _clause(material: Material, start: int, end: int, mention: Mention) -> tuple[int, int]:
    text = material.text
    bracket = _bracket(text, start, end, mention)
    if bracket:
        inner = [m for m in material.inside(*bracket) if not m.structural]
        if all(_is_left_out(material, m) for m in inner):
            told = [m for m in material.inside(start, bracket[0]) if not m.structural]
            if told and not _is_left_out(material, told[-1]):
                return bracket  # of what it is said of the figure stands
        else:
            end = bracket[1] - 1
    if turn := _in_turn(material, mention):
        return turn
    # The 、 of 2、 parts nothing.
    begin = _begin(material, start + _numbered(text, start, end), mention)
    within = bracket is not None and bracket[0] > begin and end < bracket[1]
    begin = bracket[0] if bracket and within else begin
    stop = _clause_end(text, mention.stop, end)
    listed = text.find("、", mention.stop, stop)
    # 调研9项、视察7次 are two figures; in 43座水库的大坝变形、渗流监测设施 the names belong to the one.
    if listed >= 0 and any(not m.structural for m in material.inside(listed, stop)):
        stop = listed
    after = next((m for m in material.inside(stop + 1, stop + 2) if not m.structural), None)
    if text[stop : stop + 1] == "、" and after is not None and not _is_left_out(material, after):
        return mention.start, stop + 1  # 接待35批、268人次: the words are of both
    led = _PARTS_FOLLOW.match(text, begin + 1, mention.start)
    behind = next((m for m in material.inside(stop, end) if not m.structural), None)
    if (
        led
        and not within
        and text[stop : stop + 1] == "、"
        and behind is not None
        and not _is_left_out(material, behind)
    ):
        return led.end(), stop + 1  # 其中甲128.00万元、乙56.30万元: the words are of all its parts
    if not within and (kept := _kept_for_the_next(material, start, end, begin, stop, mention, behind)):
        return kept
    given = [given for _, given in find_reason_words(text, max(begin, start), mention.start)]
    if given and text[stop : stop + 1] in ("，", "、"):
        return given[-1], stop + 1  # another reason follows, under the same 主要原因是
    if within:  # the first in a bracket goes with the comma behind it
        return begin + 1, stop + 1
    if begin < 0:  # the first clause goes with the comma behind it, the number of its paragraph stays
        close = stop == body_end(text, start, end)
        return (start, stop) if close else (start + _numbered(text, start, end), stop + 1)
    if text[begin] == "：" and (stop < body_end(text, start, end) or text[stop : stop + 1] == "；"):
        return begin + 1, stop + 1  # the next of the list comes behind the colon
    return begin, stop


def _kept_for_the_next(
    material: Material, start: int, end: int, begin: int, stop: int, mention: Mention, behind: Mention | None
) -> tuple[int, int] | None:
    """What goes of 购置电话30部、无人机8架 where only the first does: the comma before it stays, and what was done with both."""
    text = material.text
    if text[stop : stop + 1] != "、" or behind is None or _is_left_out(material, behind):
        return None
    if re.search(r"[，。；]", text[stop : behind.start]):
        return None
    verb = _DONE_TO.match(text, max(begin + 1, start + _numbered(text, start, end)), mention.start)
    alike = not behind.direction and behind.measure.endswith("元") == mention.measure.endswith("元")
    if verb and alike and not _DONE_TO.match(text, stop + 1, behind.start):
        return verb.end(), stop + 1
    return (begin + 1, stop + 1) if text[max(begin, 0)] == "，" else None


def _in_turn(material: Material, mention: Mention) -> tuple[int, int] | None:
    """分别上涨7.0%、2.9%和1.7%: of numbers told in turn one goes with the mark beside it, while others of them stay."""
    text, run = material.text, [mention]
    for one in reversed(material.inside(text.rfind("\n", 0, mention.start) + 1, mention.start)):
        if text[one.stop : run[0].start].strip() not in ("、", "和", "与", "及") or one.unit != mention.unit:
            break
        run.insert(0, one)
    end = text.find("\n", mention.stop)
    for one in material.inside(mention.stop, end if end >= 0 else len(text)):
        if text[run[-1].stop : one.start].strip() not in ("、", "和", "与", "及") or one.unit != mention.unit:
            break
        run.append(one)
    if len(run) < 2 or all(_is_left_out(material, one) for one in run):
        return None
    at = run.index(mention)
    if at and not all(_is_left_out(material, one) for one in run[:at]):
        return run[at - 1].stop, mention.stop
    return (mention.direction[0] if mention.direction else mention.start), run[at + 1].start


def _clause_end(text: str, at: int, end: int) -> int:
    """Where the clause ends that goes on at `at`: marks inside a bracket that it opens end nothing."""
    depth = 0
    for place in range(at, end):
        depth += (text[place] in "（(") - (text[place] in "）)" and depth > 0)
        if text[place] in "，；。" and not depth:
            return place
    return end


def _bracket(text: str, start: int, end: int, mention: Mention) -> tuple[int, int] | None:
    """The bracket of the sentence that the number stands in, with its marks."""
    opened = max(text.rfind("（", start, mention.start), text.rfind("(", start, mention.start))
    closed = min((at for mark in "）)" if (at := text.find(mark, mention.stop, end)) >= 0), default=-1)
    if opened < 0 or closed < 0 or re.search(r"[）)]", text[opened : mention.start]):
        return None
    return opened, closed + 1


def _begin(material: Material, start: int, mention: Mention) -> int:
    """The comma before the clause; a number that counts the names before it (甲、乙等3个社区) takes them all along."""
    text = material.text
    begin = max((text.rfind(mark, start, mention.start) for mark in _COMMAS), default=-1)
    whole = max((text.rfind(mark, start, mention.start) for mark in "，；："), default=-1)
    if begin < 0 or text[begin] != "、":
        return begin
    if not material.inside(max(whole, start) + 1, mention.start):
        return whole  # 电力、热力生产和供应业增长45.9%: one name of several words
    if mention.measure in ("元", "%"):  # 食品、建材两个行业占比达78.4%: the names are counted on the way
        between = material.inside(begin, mention.start)
        return whole if any(counts_its_list(text, one) for one in between) else begin
    listed = material.inside(max(whole, start), mention.start)
    return whole if all(one.structural or counts_its_list(text, one) for one in listed) else begin


def _behind(material: Material, stop: int, end: int, inside: tuple[Mention, ...]) -> int:
    """Where the clauses end that hang on the clause ended at `stop`: its reason, and what is said on in it.

    A clause with a figure that is still reported stays; a reason runs on to the end of the sentence or to the next figure.
    """
    text, at, reason = material.text, stop, False
    moved = any(
        m.start < stop and m.role in ("change", "growth") and not _is_left_out(material, m) for m in inside
    )
    while text[at : at + 1] in ("，", "、") or text[at - 1 : at] in ("，", "："):
        begin = at + 1 if text[at : at + 1] in ("，", "、") else at
        ends = [found for mark in "，；。" if (found := text.find(mark, begin, end)) >= 0]
        close = min(ends, default=end)
        if close <= begin or any(
            begin <= m.start < close and not m.structural and not _is_left_out(material, m) for m in inside
        ):
            break
        hangs = _HANGS.match(text, begin, close)
        if not (hangs or reason) or text.startswith(("其中", "同时", "此外"), begin):
            break
        reason = reason or re.search("原因|主要|由于|因|系", hangs[0] if hangs else "") is not None
        if reason and moved:
            break  # the change it explains is still told
        at = close + 1 if begin == at and text[close : close + 1] == "，" else close
    return at
