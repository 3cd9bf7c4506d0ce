"""Lists inside a paragraph (一是…；二是…, 其中：甲…；乙…): where their parts stand, numbering them on, and room for one more."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from drafter.draft import OpenMark
from drafter.drafting.pieces import Piece, join
from drafter.lastyear.items import number_of
from drafter.numbers.numerals import read_numeral, write_chinese
from drafter.strings import tr
from drafter.text import parts_at

_NUMBER = re.compile(r"(?:(?<=[，；：。])|^)[一二三四五六七八九十]{1,3}(?=是[^，。；]{2})")
_HEAD = re.compile(
    r"其中[，：]|(?:以下|下列|如下)[一-鿿]{0,4}：|其中(?=[^，。；：、\d]{2,20}\d[\d.,]*[万亿]?元，占[^，；。]*；)|包括：|分别为：|如下：|按[^，。；：]{2,10}(?:分类?|划分|性质|科目|用途|来源|构成|内容)[，：]|从[^，。；：]{2,10}看[，：]|[^，。；：]{2,16}(?:完成|执行|构成|分布|支出|收入|办理|受理)情况："
)


@dataclass(frozen=True, slots=True)
class InlineList:
    """The parts of a list inside a paragraph, without the marks between them; it ends at `end`, before its full stop."""

    parts: tuple[tuple[int, int], ...]
    separator: str
    numbered: bool

    @property
    def end(self) -> int:
        return self.parts[-1][1]


def find_inline_list(text: str, start: int = 0, end: int | None = None) -> InlineList | None:
    """Return the list of two or more parts inside the paragraph `start`–`end`, None where it has none or numbers them otherwise."""
    end = len(text) if end is None else end
    opens = [found.start() + start for found in _NUMBER.finditer(text[start:end])]
    values = [_value(text[at:end]) for at in opens]
    if len(opens) > 1 and values == list(range(1, len(values) + 1)):
        between = {text[at - 1] for at in opens[1:]}
        # 一是力量薄弱。持证人员不足。二是形式单一。针对…: where parts are several sentences the last one is, too.
        several = any("。" in text[one : other - 1] for one, other in pairwise(opens))
        last = len(text[:end].rstrip()) if several else opens[-1]
        stop = last - 1 if several and text[last - 1] == "。" else _full_stop(text, last, end)
        starts = [*opens, stop + 1]
        parts = tuple((one, other - 1) for one, other in pairwise(starts))
        return InlineList(parts, between.pop(), numbered=True) if len(between) == 1 else None
    if opens:
        return None
    for head in _HEAD.finditer(text, start, end):
        stop = _full_stop(text, head.end(), end)
        parts = tuple(parts_at(text, "；", head.end(), stop))
        if len(parts) > 1:
            return InlineList(parts, "；", numbered=False)
    return None


def takes_another(paragraph: str, typed: str) -> bool:
    """Whether an item typed for behind the paragraph goes on with its 一是, 二是 rather than standing below it."""
    found = find_inline_list(paragraph)
    if found is None or not found.numbered or "\n" in typed.strip():
        return False
    own, number = number_of(typed.strip()), number_of(paragraph)
    if own:
        return own.endswith("是")
    # Under 1. and 2. a new item is number 3; where the paragraphs bear no numbers the list in them is the only one.
    return not number or number.endswith("是")


def with_another(piece: Piece, more: Piece) -> Piece | None:
    """Return the paragraph with one more part at the end of its list, under the next number; None where the list went."""
    found = find_inline_list(piece.text)
    if found is None:
        return None
    lead = write_chinese(len(found.parts) + 1) + "是" if found.numbered else ""
    while more.text[-1:] in tuple("。；"):
        more = more.cut(0, len(more.text) - 1)
    own = number_of(more.text) if found.numbered else ""
    more = more.cut(len(own), len(more.text))
    at = found.end + (found.separator == "。")
    tail = piece.cut(at, len(piece.text))
    if found.separator == "。":
        return join([piece.cut(0, at), Piece(lead), more, Piece("。"), tail])
    return join([piece.cut(0, at), Piece(found.separator + lead), more, tail])


_COUNTED = re.compile(
    r"(?P<count>[一二两三四五六七八九十\d]{1,3})\s?[个大]?(?:方面|项|点|条|类)[^，。；：\d]{0,16}(?=：(?:$|[^一二三四五六七八九十]))"
)


def with_count_asked(piece: Piece) -> Piece:
    """Return the paragraph with its count of the parts (从以下两个方面改进：一是…) asked about where the list is longer or shorter."""
    found = find_inline_list(piece.text)
    listed = len(found.parts) if found and found.numbered else 1
    said = _COUNTED.search(piece.text, 0, found.parts[0][0] if found else len(piece.text))
    if said is None or read_numeral(said["count"]) == listed:
        return piece
    mark = tr("【待核】")
    why = tr("文中为 {count} 项，下面列出 {listed} 项，请核对", count=said["count"], listed=listed)
    asked = piece.replaced(said.end(), said.end(), mark)
    open_mark = OpenMark(said.end(), said.end() + len(mark), "待核", why)
    return replace(asked, open=tuple(sorted((*asked.open, open_mark), key=lambda one: one.start)))


def with_one_behind(piece: Piece, name: str, more: Piece) -> Piece | None:
    """Return the paragraph with one more part behind the one that begins with `name`, where its list has no numbers; None where it is gone."""
    found = find_inline_list(piece.text)
    if found is None or found.numbered:
        return None
    at = next((stop for start, stop in found.parts[:-1] if piece.text.startswith(name, start)), None)
    while more.text[-1:] in tuple("。；"):
        more = more.cut(0, len(more.text) - 1)
    if at is None:
        return None
    return join([piece.cut(0, at), Piece(found.separator), more, piece.cut(at, len(piece.text))])


def counts_its_parts(paragraph: str) -> bool:
    """Whether last year's paragraph told how many parts its list has (重点抓好三项工作：一是…；二是…；三是…)."""
    found = find_inline_list(paragraph)
    said = _COUNTED.search(paragraph, 0, found.parts[0][0]) if found and found.numbered else None
    return bool(found and said and read_numeral(said["count"]) == len(found.parts))


def with_one_more(piece: Piece, more: Piece) -> Piece:
    """Return the paragraph with one more part, also where its list has only one left and so is none to look at."""
    told = with_another(piece, more)
    if told is not None or not piece.text.endswith("。"):
        return told or join([piece, more])
    while more.text[-1:] in tuple("。；"):
        more = more.cut(0, len(more.text) - 1)
    return join([piece.cut(0, len(piece.text) - 1), Piece("；"), more, Piece("。")])


def run_on(piece: Piece, before: str) -> Piece:
    """Return the paragraph with 一是, 二是, 四是 numbered on, where last year's `before` ran without a gap and something went."""
    were = [_value(before[found.start() :]) for found in _NUMBER.finditer(before)]
    now = list(_NUMBER.finditer(piece.text))
    if were != list(range(1, len(were) + 1)) or not 0 < len(now) < len(were):
        return piece
    for place, found in reversed(list(enumerate(now, 1))):
        piece = piece.replaced(found.start(), found.end(), write_chinese(place))
    return piece


def without_lone_number(piece: Piece, before: str) -> Piece:
    """Return the paragraph without 一是 where last year's `before` listed several parts and one is left."""
    now = list(_NUMBER.finditer(piece.text))
    if len(now) != 1 or not re.match("一是", now[0][0] + "是") or len(list(_NUMBER.finditer(before))) < 2:
        return piece
    at = now[0].start()
    return piece.replaced(at, at + len("一是"), "")


def _full_stop(text: str, start: int, end: int) -> int:
    """Where the sentence that goes on at `start` ends, before its full stop."""
    found = text.find("。", start, end)
    return end if found < 0 else found


def _value(text: str) -> int:
    found = re.match(r"[一二三四五六七八九十]{1,3}", text)
    return int(read_numeral(found[0]) or 0) if found else 0
