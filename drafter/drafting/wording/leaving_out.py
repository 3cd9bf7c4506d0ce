"""Find what goes from a sentence with the figures that are not reported this year: their clauses, and what hangs on these."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.drafting.pieces import Material
from drafter.drafting.wording.clauses_gone import (
    LOST,
    body_end,
    clause_end,
    clause_of,
    end_of_what_hangs,
    is_left_out,
    length_of_number,
)
from drafter.numbers.quantity import Mention
from drafter.text import fold

# A clause that only leads to the figure behind it: 考虑…等因素后，实际办理…亿元.
_LEADS = re.compile(r"，[^，；：。\d]{4,40}(?:因素|影响|情况|调整)?(?:后|之后|时|情况下|基础上|来看)$")
# What is left of an item of a list in a paragraph all of whose figures went: 三是丙项目.
_NAME = re.compile(r"[一二三四五六七八九十]{1,3}是[^，。；：]{2,30}")
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
    text = material.text
    if not re.search(r"[，。；、]", text[start:end]):
        return []
    spans = _clauses(material, start, end, inside)
    if not spans:
        return []
    told = [mention for mention in inside if not mention.structural]
    if _is_a_loss(material, start, end, told):  # 二是覆盖面不够广，扣1.5分；: no points lost, nothing wanting
        head = text.rfind("：", start, told[0].start)
        spans = [(head + 1 if head >= start else start, end)]
        kept = text[start : spans[0][0]]
    else:
        kept = _kept(text, start, end, spans)
    if _parts_follow(text, end) and _LEADS_ON.search(kept):
        return [*spans[:-1], (spans[-1][0] + 1, end)]  # what leads to this leads to the next part as well
    still_told = any(not any(begin <= one.start < stop for begin, stop in spans) for one in told)
    if not still_told and _RECORD.fullmatch(kept.strip("，")):
        return [(start, end)]
    if kept.endswith("：") and text[end - 1 : end] == "；":
        if kept.endswith("，其中：") and text[start - 1 : start] == "；":
            # 小麦3吨；油料8吨，其中：菜籽5吨；蔬菜9吨: what comes behind is no part of 油料
            return [*spans[:-1], (text.rindex("，其中：", start, spans[-1][1]), end - 1)]
        return [*spans[:-1], (spans[-1][0], end)]  # the next of the list comes behind the colon
    gone = len(told) > 1 and all(is_left_out(material, mention) for mention in told)
    return [(start, end)] if _EMPTY.fullmatch(fold(kept)) or (gone and _NAME.fullmatch(kept)) else spans


def _clauses(material: Material, start: int, end: int, inside: tuple[Mention, ...]) -> list[tuple[int, int]]:
    """The clauses of the figures that are left out, each with what only leads to it, hangs on it or tells how it changed."""
    text = material.text
    spans: list[tuple[int, int]] = []
    for mention in inside:
        if is_left_out(material, mention):
            begin, stop = clause_of(material, start, end, mention)
            leads = _LEADS.search(text, start, begin) if text[begin : begin + 1] == "，" else None
            begin = leads.start() if leads and leads.start() > start else begin
            spans = _with(spans, begin, end_of_what_hangs(material, stop, end, inside))
    if not spans:
        return []
    spans = [(begin, _with_its_change(material, begin, stop, end, inside)) for begin, stop in spans]
    spans = sorted([*spans, *_parts_of_nothing(text, end, spans, inside)])
    spans = [_with_its_head(text, start, end, begin, stop) for begin, stop in spans]
    spans = [
        (begin, stop + (text[begin - 1 : begin] in ("（", "(") and text[stop] in "，、"))
        for begin, stop in spans
    ]
    head = start + length_of_number(text, start, end)
    if spans[0][0] in (start, head) and text[spans[0][1]] in "，、" and spans[0][1] < end - 1:
        spans[0] = (spans[0][0], spans[0][1] + 1)  # several clauses went from its head
    return spans


def _kept(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """What is left of the sentence, without the number of its paragraph and its closing mark."""
    kept, at = "", start
    for begin, stop in spans:
        kept, at = kept + text[at:begin], stop
    kept += text[at : body_end(text, start, end)]
    return kept[length_of_number(kept, 0, len(kept)) :] if length_of_number(text, start, end) else kept


_OF_WHICH = re.compile(r"，?(?P<word>其中[，：]?)")


def _parts_of_nothing(
    text: str, end: int, spans: list[tuple[int, int]], inside: tuple[Mention, ...]
) -> Iterator[tuple[int, int]]:
    """发布信息4583条，其中公开2107条: where the whole goes and its parts stay, 其中 goes too; not where only its growth goes."""
    for begin, stop in spans:
        found = _OF_WHICH.match(text, stop, end)
        told = [one for one in inside if begin <= one.start < stop]
        if found is None or all(one.role in ("change", "growth") for one in told):
            continue
        at, close = found.span("word")
        if not any(first < close <= last for first, last in spans if first > stop):
            yield at, close


def _parts_follow(text: str, end: int) -> bool:
    """Whether the stretch ends in ； and another follows it in the line."""
    return text[end - 1 : end] == "；" and text[end : end + 1] not in ("", "\n")


def _with_its_change(material: Material, begin: int, stop: int, end: int, inside: tuple[Mention, ...]) -> int:
    """Where it ends with the clauses behind it that say how it changed, where nobody filled these in."""
    amount = [one for one in inside if begin <= one.start < stop][-1:]
    said = _RATE if amount and amount[0].role in ("value", "count") else _CHANGED
    while change := _CHANGED.match(material.text, stop, end) or said.match(material.text, stop, end):
        close = clause_end(material.text, change.end(), end)
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
    r"，(?:\d{1,2}月)?[^，。；：\d]{0,16}(?<![原基])(?:因(?!地制宜|素|公|此)|由于)[^，。；：\d]{2,20}$"
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
        and all(is_left_out(material, one) for one in told)
        and any(LOST.search(material.text, max(one.start - 8, 0), one.start) for one in told)
    )


def _with(spans: list[tuple[int, int]], begin: int, stop: int) -> list[tuple[int, int]]:
    if spans and begin <= spans[-1][1]:
        return [*spans[:-1], (spans[-1][0], max(stop, spans[-1][1]))]
    return [*spans, (begin, stop)]
