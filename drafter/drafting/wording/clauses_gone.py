"""Find the clause of a sentence that goes with a figure that is not reported this year, and what hangs on it."""

from __future__ import annotations

import re

from drafter.drafting.pieces import Material
from drafter.lastyear.claims import find_reason_words
from drafter.lastyear.items import number_of
from drafter.lastyear.listed import counts_its_list
from drafter.lastyear.typed_values import not_reported
from drafter.numbers.quantity import Mention

_COMMAS = "，、；："
_PARTS_FOLLOW = re.compile(r"(?:其中|包括|分别[为是]|(?:主要|全部)?用于)[：:]?")
# A clause without a figure of its own that only says more about the figure before it.
_HANGS = re.compile(
    r"\s*(?:(?:其|增减|变动|增加|减少|下降|增长)?的?(?:主要)?(?:原因|是因|是由于|系|因(?!公|此)|由于|用于|为)|是(?!否)|分别[为是]|主要|不再|未再|已不|(?:计划|拟|预计)(?=[^，。；]*(?:完成|整改|实施))|均(?!衡)|全部|全额|"
    r"(?:比|较|与)(?:上年|去年|同期|预算)|同比|未超|完成(?:年初)?预算|占)"
)
# 1项为, 3个小区分别为: the unit may have its noun behind it.
_COUNTS_NONE = re.compile(r"[一-鿿]{0,6}?(?:分别)?(?:为|是|系|：)")
LOST = re.compile(r"(?<![共计])扣(?:减|除)?\s?$")
_REASON_OF_A_COMPARISON = re.compile(
    r"(?:大于|小于|高于|低于|多于|少于|超过)[^，。；\d]{0,4}(?:预算|计划|目标)(?:数|值)?(?P<reason>的?(?:主要)?原因[是为：])"
)
# 购置电话30部、无人机8架: what was done with both, the number of the first being left out.
_DONE_TO = re.compile(
    r"(?:[^，。；：、\d]{0,6}(?:共|累计|已|先后|分别))?(?:购置|购买|采购|添置|配备|安装|新增|新建|改建|扩建|建成|完成|改造|维修|拆除|打造|建设|开展|组织|举办|召开|发放|下拨|培训|更新|清理|整治|查处|受理|办理|审批|印发|制定|修订|"
    r"接待|走访|慰问|救助|招录|选派|引进|培育|创建|检查|排查|整改|调解|化解|破获|抓获|投入)(?=[一-鿿“])"
)


def clause_of(material: Material, start: int, end: int, mention: Mention) -> tuple[int, int]:
    text = material.text
    bracket = _bracket(text, start, end, mention)
    if bracket:
        inner = [m for m in material.inside(*bracket) if not m.structural]
        if all(is_left_out(material, m) for m in inner):
            told = [m for m in material.inside(start, bracket[0]) if not m.structural]
            if told and not is_left_out(material, told[-1]):
                return bracket  # of what it is said of the figure stands
        else:
            end = bracket[1] - 1
    if turn := _in_turn(material, mention):
        return turn
    # The 、 of 2、 parts nothing.
    begin = _begin(material, start + length_of_number(text, start, end), mention)
    within = bracket is not None and bracket[0] > begin and end < bracket[1]
    begin = bracket[0] if bracket and within else begin
    stop = clause_end(text, mention.stop, end)
    listed = text.find("、", mention.stop, stop)
    # 调研9项、视察7次 are two figures; in 43座水库的大坝变形、渗流监测设施 the names belong to the one.
    if listed >= 0 and any(not m.structural for m in material.inside(listed, stop)):
        stop = listed
    after = next((m for m in material.inside(stop + 1, stop + 2) if not m.structural), None)
    if text[stop : stop + 1] == "、" and after is not None and not is_left_out(material, after):
        return mention.start, stop + 1  # 接待35批、268人次: the words are of both
    led = _PARTS_FOLLOW.match(text, begin + 1, mention.start)
    behind = next((m for m in material.inside(stop, end) if not m.structural), None)
    if (
        led
        and not within
        and behind is not None
        and not is_left_out(material, behind)
        and _is_another_part(text, stop, mention, behind)
    ):
        return led.end(), stop + 1  # 其中甲128.00万元、乙56.30万元: the words are of all its parts
    if not within and (kept := _kept_for_the_next(material, start, end, begin, stop, mention, behind)):
        return kept
    given = [given for _, given in find_reason_words(text, max(begin, start), mention.start)]
    if led := _REASON_OF_A_COMPARISON.search(text, max(begin, start), mention.start):
        return led.start("reason"), stop  # 决算数小于年初预算数 is still so where 退休1人 is not why
    if given and text[stop : stop + 1] in ("，", "、"):
        return given[-1], stop + 1  # another reason follows, under the same 主要原因是
    if within:  # the first in a bracket goes with the comma behind it
        return begin + 1, stop + 1
    if begin < 0:  # the first clause goes with the comma behind it, the number of its paragraph stays
        close = stop == body_end(text, start, end)
        return (start, stop) if close else (start + length_of_number(text, start, end), stop + 1)
    if text[begin] == "：" and (stop < body_end(text, start, end) or text[stop : stop + 1] == "；"):
        return begin + 1, stop + 1  # the next of the list comes behind the colon
    return begin, stop


def _is_another_part(text: str, stop: int, mention: Mention, behind: Mention) -> bool:
    """Whether what comes behind is told of the same whole: 其中甲扣1分，乙扣3分, but not 其中甲12万元，同比增长3%."""
    if text[stop : stop + 1] == "、":
        return True
    between = text[stop + 1 : behind.start]
    return (
        text[stop : stop + 1] == "，"
        and behind.unit == mention.unit
        and behind.role == mention.role
        and re.fullmatch(r"[一-鿿“”]{2,16}", between) is not None
        and not _HANGS.match(between)
        and between[-1:] == text[mention.start - 1]
    )


def end_of_what_hangs(material: Material, stop: int, end: int, inside: tuple[Mention, ...]) -> int:
    """Where the clauses end that hang on the clause ended at `stop`: its reason, and what is said on in it.

    A clause with a figure that is still reported stays; a reason runs on to the end of the sentence or to the next figure.
    """
    text, at, reason = material.text, stop, False
    moved = any(
        m.start < stop and m.role in ("change", "growth") and not is_left_out(material, m) for m in inside
    )
    while text[at : at + 1] in ("，", "、") or text[at - 1 : at] in ("，", "："):
        begin = at + 1 if text[at : at + 1] in ("，", "、") else at
        ends = [found for mark in "，；。" if (found := text.find(mark, begin, end)) >= 0]
        close = min(ends, default=end)
        if close <= begin or any(
            begin <= m.start < close and not m.structural and not is_left_out(material, m) for m in inside
        ):
            break
        hangs = _HANGS.match(text, begin, close)
        if not (hangs or reason) or text.startswith(("其中", "同时", "此外"), begin):
            break
        if hangs and hangs[0] in ("全部", "均") and _others_stay(material, stop, inside):
            break  # 公开6件，不予公开1件，全部按期答复: of both
        reason = reason or re.search("原因|主要|由于|因|系", hangs[0] if hangs else "") is not None
        if reason and moved:
            break  # the change it explains is still told
        at = close + 1 if begin == at and text[close : close + 1] == "，" else close
    return at


def _others_stay(material: Material, stop: int, inside: tuple[Mention, ...]) -> bool:
    """Whether the figure told last before `stop` went from a row of figures of its unit that are still told."""
    told = [one for one in inside if one.start < stop and not one.structural]
    return len(told) > 1 and any(
        one.unit == told[-1].unit and one.role == told[-1].role and not is_left_out(material, one)
        for one in told[-2:-1]
    )


def is_left_out(material: Material, mention: Mention) -> bool:
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
    lost = LOST.search(material.text, max(mention.start - 8, 0), mention.start)
    return bool(lost) and mention.measure == "分" and mention.value != 0 and material.values.get(row) == 0


def body_end(text: str, start: int, end: int) -> int:
    """Return where the closing mark of the sentence begins."""
    return end - 1 if text[max(end - 1, start) : end] in tuple("。；！？") else end


def length_of_number(text: str, start: int, end: int) -> int:
    """How long the number is that the paragraph begins with: （二） or 3., not the 二是 of a part."""
    number = number_of(text[start:end]) if start == 0 or text[start - 1] == "\n" else ""
    return 0 if number.endswith("是") else len(number)


def _kept_for_the_next(
    material: Material, start: int, end: int, begin: int, stop: int, mention: Mention, behind: Mention | None
) -> tuple[int, int] | None:
    """What goes of 购置电话30部、无人机8架 where only the first does: the comma before it stays, and what was done with both."""
    text = material.text
    if text[stop : stop + 1] != "、" or behind is None or is_left_out(material, behind):
        return None
    if re.search(r"[，。；]", text[stop : behind.start]):
        return None
    verb = _DONE_TO.match(text, max(begin + 1, start + length_of_number(text, start, end)), mention.start)
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
    if len(run) < 2 or all(is_left_out(material, one) for one in run):
        return None
    at = run.index(mention)
    if at and not all(is_left_out(material, one) for one in run[:at]):
        return run[at - 1].stop, mention.stop - _unit_left(text, run[at - 1], mention)
    return (mention.direction[0] if mention.direction else mention.start), run[at + 1].start


def _unit_left(text: str, before: Mention, mention: Mention) -> int:
    """How much of the unit stays for the one before it: 百分点 of 1.1个、2.3个百分点."""
    own, unit = text[before.end : before.stop].strip(), text[mention.end : mention.stop].strip()
    return len(unit) - len(own) if unit != own and unit.startswith(own) else 0


def clause_end(text: str, at: int, end: int) -> int:
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
