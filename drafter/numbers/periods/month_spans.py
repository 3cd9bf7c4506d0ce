"""Tell which months of the year a number is of: one month, 1—7月, a quarter, the whole year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from drafter.numbers.numerals import read_numeral
from drafter.patterns import Regex

_COUNT = r"(?:\d{1,2}|十[一二]|[一二两三四五六七八九十])"
_TO = r"\s?[-—－–~～至到]{1,2}\s?"
_MARK = Regex(
    rf"(?P<first>\d{{1,2}})(?:月份?)?{_TO}(?P<last>\d{{1,2}})\s?月份?"
    rf"|前(?P<months>{_COUNT})个?月"
    r"|前(?P<quarters>[一二三])季度"
    r"|(?P<half>[上下])半年"
    r"|第?(?P<quarter>[一二三四])季度|(?<!\d)(?P<quarter_in_digits>[1-4])季度"
    r"|(?P<year>全年)"
    r"|(?P<end>(?:截至|截止)?(?:[到至]?\d{1,2}月|本?月|当月|季|年|期)[末底])"
    r"|(?<!\d)(?P<month>\d{1,2})\s?月份?"
    r"|(?P<same>当月|本月|单月)"
    r"|(?P<total>累计)"
)
# 比1—9月份加快, 去年4月开始实施, 7月2日: what is compared with, and when something happened.
_BASE = Regex(r"(?:[比较与和同自从]|上年|去年|前年|明年|较之)\s?$")
_EVENT = Regex(
    r"\s?(?:\d{1,2}[日号]|[上中下]旬|初|起|以来|开始|相比|同期|计划|任务|目标|先后|分别|[和、及与]\s?\d{1,2}\s?月)"
)
_LEAD = Regex(r"\s*(?:[^，。；：\d\n]{0,14}[，：])?(?:\d{4}年)?")
_STOP = Regex(r"[。！？\n]")


class MonthSpans:
    """What each place of a text says of the months it speaks of, as "7月" or "1—7月"; "" where that is not told.

    A sentence that names none goes on with those the one before it opened with, within the paragraph: 1—7月份，…。其中，….
    """

    def __init__(self, text: str) -> None:
        self._starts, self._spans = [-1], [""]
        month = ""
        begin = 0
        for line in text.splitlines(keepends=True):
            carried = ""
            for start, end in _sentences(text, begin, begin + len(line)):
                self._put(start, carried)
                marks = list(_marks(text, start, end))
                named = []
                for at, close, span in marks:
                    one = (month or "本月") if span == "当月" else span
                    month = one.removesuffix("末") if _is_month(one.removesuffix("末")) else month
                    one = "" if one.endswith("末") else one  # what there is then, not what came about in it
                    before = self._spans[-1]
                    # 1—7月份，…累计增加: a total of the months that are named already
                    one = before if one == "累计" and before.startswith("1—") else one
                    self._put(at, one)
                    if close:
                        self._put(close, before)
                    else:
                        named.append(one)
                if named:
                    opens = _LEAD.fullmatch(text, start, marks[0][0]) is not None
                    carried = named[0] if len(set(named)) == 1 and opens else ""
            begin += len(line)

    def _put(self, at: int, span: str) -> None:
        self._starts.append(at)
        self._spans.append(span)

    def at(self, offset: int) -> str:
        return self._spans[bisect_right(self._starts, offset) - 1]


def may_be_one(one: str, other: str) -> bool:
    """Whether two numbers may be of the same months, as far as that is told: a total is never that of one month.

    Two single months may be: what was done in July last year was done in June this year.
    """
    if not one or not other or one == other or (_is_month(one) and _is_month(other)):
        return True
    return "累计" in (one, other) and all(span == "累计" or span.startswith("1—") for span in (one, other))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _STOP.finditer(text, start, end):
        yield start, found.end()
        start = found.end()
    if start < end:
        yield start, end


def _marks(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Each place that names months, where its bracket closes (0 outside brackets), and the months."""
    for found in _MARK.finditer(text, start, end):
        if found["end"]:
            named = re.search(r"\d{1,2}月", found[0])
            yield found.start(), 0, f"{named[0]}末" if named else ""
            continue
        if _BASE.search(text, max(start, found.start() - 3), found.start()) or _EVENT.match(
            text, found.end()
        ):
            continue
        opened = text.rfind("（", start, found.start())
        close = text.find("）", found.end(), end)
        inside = opened >= 0 and close >= 0 and text.find("）", opened, found.start()) < 0
        yield found.start(), close if inside else 0, _span(found)


def _span(found: re.Match[str]) -> str:
    if found["total"]:
        return "累计"
    if found["same"]:
        return "当月"
    if found["month"]:
        return f"{int(found['month'])}月"
    if found["first"]:
        return f"{int(found['first'])}—{int(found['last'])}月"
    if found["months"]:
        return f"1—{_count(found['months'])}月"
    if found["quarters"]:
        return f"1—{3 * _count(found['quarters'])}月"
    if found["half"]:
        return "1—6月" if found["half"] == "上" else "7—12月"
    if found["year"]:
        return "1—12月"
    quarter = _count(found["quarter"] or found["quarter_in_digits"])
    return f"{3 * quarter - 2}—{3 * quarter}月"


def _count(numeral: str) -> int:
    return int(read_numeral(numeral) or 0)


def _is_month(span: str) -> bool:
    return re.fullmatch(r"\d{1,2}月", span) is not None
