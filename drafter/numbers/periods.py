"""Tell which year each place of a text speaks about: this report's, the one before, the next, or another."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.patterns import Regex

_YEAR = r"(?:19|20)\d\d"
_SPAN = rf"{_YEAR}\s?年?\s?[—–\-~～至到]{{1,2}}\s?{_YEAR}\s?年"
_FIVE = r"“?十[二三四五六]五”?(?:时期|期间|以来|这?五年|末)|过去(?:的)?五年|五年来|[这近]五年来?|今后五年|未来五年"
_PLANS = {
    "十二五": "2011—2015",
    "十三五": "2016—2020",
    "十四五": "2021—2025",
    "十五五": "2026—2030",
    "十六五": "2031—2035",
}

_MARK = Regex(
    rf"(?P<span>{_SPAN})|(?P<year>{_YEAR})\s?年|(?P<last>上年|去年|上一年|上年度|上一年度)(?!结转|结余|度?末?结转)|"
    r"(?P<next>明年|下年|下一年|次年|来年|下一步)(?!初)(?!度?(?:继续|结转))|"
    rf"(?P<five>{_FIVE})|(?P<past>过去(?:的)?一年|一年来|这一年)|(?P<now>今年|本年度?)"
)
# Where a mark may begin; every branch opens with a plain character, which the search can look for fast.
_BEGIN = Regex(
    "1(?=9)|2(?=0)|上(?=年|一年)|去(?=年)|明(?=年)|下(?=年|一年|一步)|次(?=年)|来(?=年)|今(?=年|后五)|本(?=年)|过(?=去)|这(?=[五一]年)|近(?=五年)|"
    "一(?=年来)|五(?=年来)|未(?=来五)|“(?=十[二三四五六]五)|十(?=[二三四五六]五)"
)
# 比2024年, 与上年相比: what is compared with does not say when the number is.
_COMPARE = Regex(r"(?:比|较|与|同|和|相比|相较|对比|高于|低于|好于|大于|小于)(?:于)? ?$")
_QUOTE = Regex(r"《[^》\n]{0,60}》|“[^”\n]{0,40}”|‘[^’\n]{0,30}’")
_STOP = Regex(r"[。；！？\n]")
_LINE = Regex(r"[^\n]*\n?")
_EVENT_AFTER = Regex(
    r"^(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?[^，。；\n\d]{0,4}(?:成立|设立|始建|组建|出台|印发|发布|颁布|修订|批复|批准|立项|启用|获评|荣获|挂牌|施行|实施的|签订的)"
)
_EVENT_BEFORE = Regex(r"(?:成立于|始建于|建于|组建于|印发于|施行于|创办于|自)$")
_UNTIL = Regex(
    r"[^，。；！？\n]{0,40}?(?:提高|增加|上升|提升|扩大|下降|降低|减少|增长|缩小|增|升|降|减|发展|跃升|调整|扩)?[到至](?!目前|今)"
)
_BASE = Regex(r"\s?年?(?:度|同期|末|底|初)?的?(?:[^，。；！？\n\d（）()]{0,16}?)(?=\d)")
_IN_HEAD = Regex(
    rf"(?P<year>{_YEAR})年|(?P<last>上年|去年)(?!结转|结余|末结转)|(?P<next>下年|明年)(?!结转)|本年(?!收入|支出)|今年"
)
_AGAINST = Regex("[比较与]")
_MOVING = Regex(r"增|减|降|升|提高|多|少|高|低|扩大|回落|相比|持平|翻|压|缩|节约|压减|超|变化")

_HEADING = Regex(
    r"\s*(?:第?[一二三四五六七八九十]{1,3}[、．.章部]|[（(][一二三四五六七八九十]{1,3}[）)])?\s*(?P<words>[^。；！？\n]{2,44})$"
)
_TOP = Regex(r"\s*(?:第?[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十]{1,3}[章部])")
_REVIEW = Regex(
    r"回顾|工作总结|成就|成绩|完成情况|执行情况|主要工作(?!安排|任务|打算)|工作情况|开展情况|发展主要"
)
_OUTLOOK = Regex(
    r"任务|安排|总体要求|总体思路|工作思路|目标|重点工作|打算|计划|规划(?=任务|目标|纲要|安排|$)|建议|要求"
)
_TOLD = Regex("问题.*措施|不足.*措施")
_FUTURE = Regex(r"下一步|下步|下一年|明年|来年|今后|下年度|(?:改进|整改)措施|工作打算|努力方向")
_LEAD = Regex(
    r"\s*(?:各位代表[！：，]\s*)?(?:[（(]?[一二三四五六七八九十]{1,2}[）)、]\s*)?(?:回顾|刚刚(?:过去的)?|总的看，?|特别是|——|经过)?"
)
_CELL = Regex(r"[ \t]-?\d[\d,.]*(?:[ \t]|$)")


class Periods:
    """The period of every place: 本年, 上年, 下年, another year ("2021") or several ("2021—2025")."""

    def __init__(self, text: str, year: int | None) -> None:
        self._text, self._year = text, year
        self._offsets: list[int] = [-1]
        self._names: list[str] = ["本年"]
        self._plan_turns: list[int] = []  # where plans begin and end, in turn
        self._later: list[tuple[int, str]] = []
        self._reports_last_year = self._looks_back()
        self._read()

    def planned(self, offset: int) -> bool:
        """Whether the place stands under a heading that opens an outlook: what is said there is still to be done."""
        return bisect_right(self._plan_turns, offset) % 2 == 1

    def at(self, offset: int) -> str:
        return self._names[bisect_right(self._offsets, offset) - 1]

    def named_by(self, head: str) -> str:
        """Return the period that the head of a column names, "" when it names none or two: 上年决算数 is 上年, 比上年增减 is not."""
        if _MOVING.search(head) or _AGAINST.search(head):
            return ""
        names = {self._name_of(one) for one in _IN_HEAD.finditer(head)}
        return names.pop() if len(names) == 1 else ""

    def _name_of(self, found: re.Match[str]) -> str:
        if not found["year"]:
            return "上年" if found["last"] else "下年" if found["next"] else "本年"
        after = int(found["year"]) - self._year if self._year is not None else None
        return (
            found["year"] if after is None else {-1: "上年", 0: "本年", 1: "下年"}.get(after, found["year"])
        )

    def between(self, start: int, end: int) -> object:
        """What `at` and `planned` say of a line, alike for lines that say the same."""
        first = bisect_right(self._offsets, start) - 1
        last = bisect_left(self._offsets, end, first + 1)
        turns = [
            (at - start, name)
            for at, name in zip(self._offsets[first + 1 : last], self._names[first + 1 : last], strict=True)
        ]
        return self._names[first], tuple(turns), self.planned(start)

    def _after(self, offset: int, name: str) -> None:
        """Go back to `name` at an offset not reached yet."""
        self._later = sorted([*self._later, (offset, name)])

    def _looks_back(self) -> bool:
        """A 政府工作报告 of 2025 reviews 2024: "过去一年" is last year there, and this year in a report on 2025."""
        if self._year is None:
            return False
        review = rf"(?m)^[^\n。]{{0,12}}{self._year - 1}年[^\n。]{{0,24}}(?:回顾|成就|成绩|主要工作)[^\n。]{{0,12}}$"
        return re.search(review, self._text) is not None

    def _turn(self, offset: int, *, plans: bool) -> None:
        if plans != (len(self._plan_turns) % 2 == 1):
            self._plan_turns.append(offset)

    def _set(self, offset: int, name: str) -> None:
        while self._later and self._later[0][0] <= offset:
            self._put(*self._later.pop(0))
        self._put(offset, name)

    def _put(self, offset: int, name: str) -> None:
        if offset == self._offsets[-1]:
            self._names[-1] = name
        elif name != self._names[-1]:
            self._offsets.append(offset)
            self._names.append(name)

    def _read(self) -> None:
        section, mixed, sticky = "本年", False, ""
        marks = _Queue(_marks(self._text))
        quotes = [m.span() for m in _QUOTE.finditer(self._text)]
        self._quotes, self._quote_starts = quotes, [start for start, _ in quotes]
        start, text = 0, self._text
        while start < len(text):
            end = text.find("\n", start) + 1 or len(text)
            line_marks = marks.until(end)
            if end - start <= 60 and (line_marks or end - start <= 48):
                heading = self._heading(text[start:end].rstrip("\n"), line_marks, section)
                if heading is not None:
                    section, mixed = heading
                    sticky = ""
                    self._turn(start, plans=_opens_plans(text[start:end], section))
            default = sticky or section
            self._set(start, default)
            if line_marks:
                lead = self._line(start, end, line_marks, default)
                if mixed and lead:
                    sticky = lead
            start = end
        self._set(len(text), "本年")

    def _heading(self, line: str, marks: list[_Mark], section: str) -> tuple[str, bool] | None:
        """The period that a heading opens, and whether its section goes back and forth between periods."""
        found = _HEADING.match(line)
        if not found or _CELL.search(line):
            return None
        words = found["words"]
        named = [self._name(m) for m in marks if m.compare in ("", "和", "与")]
        named += [
            years for plan, years in _PLANS.items() if f"{plan}”发展" in words or f"{plan}”规划" in words
        ]
        if named and "，" not in words and (_REVIEW.search(words) or _OUTLOOK.search(words)):
            if _FUTURE.search(words) or self._year is None:
                return named[-1], False
            return named[0], len(set(named)) > 1
        if _FUTURE.search(words) and len(words) <= 20 and "，" not in words and not _TOLD.search(words):
            return "下年", False
        return (
            ("本年", False)
            if _TOP.match(line) and (section != "下年" or not re.search("措施|打算|建议", words))
            else None
        )

    def _line(self, start: int, end: int, marks: list[_Mark], default: str) -> str:
        """Set the periods inside one paragraph; return the period that the opening words of its last such sentence set."""
        text, lead = self._text, ""
        ends = iter([m.end() for m in _STOP.finditer(text, start, end)])
        sentence, stop = start, next(ends, end)
        for mark in marks:
            at = mark.start
            while at >= stop and stop < end:
                self._set(stop, default)
                sentence, stop = stop, next(ends, end)
            if self._ignored(mark):
                continue
            name = self._name(mark)
            if mark.compare:
                self._base(mark, name)
                continue
            opens = _LEAD.fullmatch(text, sentence, at) is not None
            if opens and mark.kind != "next" and self._topical(mark):
                default = name
                lead = name
            before = self.at(at)
            self._set(at, name)
            self._limit(mark, before, stop)
        while stop < end:
            self._set(stop, default)
            stop = next(ends, end)
        return lead

    def _topical(self, mark: _Mark) -> bool:
        """五年来, 2024年，: words that say when for the sentences that follow too."""
        after = self._text[mark.end : mark.end + 3]
        if mark.five and mark.five.endswith("以来"):
            return False
        return after[:1] in ("，", ",", "是", "以", "我", "全") or bool(
            mark.five or mark.kind == "past" or mark.kind == "now"
        )

    def _ignored(self, mark: _Mark) -> bool:
        """Years inside titles and quotations, and those of an event (成立于2005年, 2021年印发的), say nothing of the numbers."""
        i = bisect_right(self._quote_starts, mark.start) - 1
        inside = i >= 0 and mark.end < self._quotes[i][1]
        if inside and not mark.five:
            return True
        tail = self._text[mark.end : mark.end + 14]
        if mark.year and not mark.compare:
            if _EVENT_BEFORE.search(self._text[max(mark.start - 4, 0) : mark.start]) and not tail.startswith(
                ("1月1日", "以来")
            ):
                return True
            return _EVENT_AFTER.match(tail) is not None
        if mark.five:
            return tail.startswith(("规划", "纲要", "》")) or self._text[
                max(mark.start - 1, 0) : mark.start
            ] in ("《", "为")
        return tail.startswith(("相比", "同期相", "度相比"))

    def _base(self, mark: _Mark, name: str) -> None:
        """比2023年决算数90万元增加: the number right behind the year is that year's; nothing after it is."""
        found = _BASE.match(self._text, mark.end)
        if not found or _MOVING.search(found[0]):
            return
        number = re.compile(r"\d[\d,.]*").match(self._text, found.end())
        stop = number.end() if number else found.end()
        if self._text[stop : stop + 1] in "%年月日":
            return
        before = self.at(mark.start)
        self._set(found.end(), name)
        self._after(stop, before)

    def _limit(self, mark: _Mark, before: str, stop: int) -> None:
        """A year in brackets holds to the closing bracket; 从2020年的…增加到… holds to the 到."""
        text = self._text
        if text[max(mark.start - 1, 0) : mark.start] in ("（", "("):
            close = min(
                (p for p in (text.find("）", mark.end, stop), text.find(")", mark.end, stop)) if p >= 0),
                default=-1,
            )
            if close >= 0:
                self._after(close, before)
        elif text[max(mark.start - 1, 0) : mark.start] in ("从", "由"):
            until = _UNTIL.match(text, mark.end, stop)
            if until:
                self._after(until.end(), before)

    def _name(self, mark: _Mark) -> str:
        if mark.year:
            return self._of(int(mark.year))
        if mark.span:
            years = re.findall(_YEAR, mark.span)
            return f"{years[0]}—{years[1]}"
        if mark.kind == "last":
            return "上年"
        if mark.kind == "next":
            return "下年"
        if mark.kind == "now":
            return "本年"
        if mark.kind == "past":
            return "上年" if self._reports_last_year else "本年"
        named = next((years for plan, years in _PLANS.items() if plan in mark.five), "")
        if named or self._year is None:
            return named or "近五年"
        first = self._year if mark.five.startswith(("今后", "未来")) else self._year - 5
        return f"{first}—{first + 4}"

    def _of(self, named: int) -> str:
        if self._year is None:
            return str(named)
        return {0: "本年", -1: "上年", 1: "下年"}.get(named - self._year, str(named))


def _opens_plans(heading: str, period: str) -> bool:
    """2025年主要任务, 下一步措施; a budget (2025年预算安排) is approved and no mere plan."""
    ahead = _FUTURE.search(heading) or (
        _MARK.search(heading) and _OUTLOOK.search(heading) and not _REVIEW.search(heading)
    )
    told = "预算" in heading or _TOLD.search(heading)  # 存在的问题及改进措施 tells this year's problems
    return bool(ahead) and not told and period not in ("上年",)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Words that say when, the kind of them that matched, and the word of comparison before them."""

    start: int
    end: int
    kind: str
    words: str
    compare: str = ""

    @property
    def year(self) -> str:
        return self.words[:4] if self.kind == "year" else ""

    @property
    def span(self) -> str:
        return self.words if self.kind == "span" else ""

    @property
    def five(self) -> str:
        return self.words if self.kind == "five" else ""


def _marks(text: str) -> Iterator[_Mark]:
    at = 0
    while begin := _BEGIN.search(text, at):
        found = _MARK.match(text, begin.start())
        at = found.end() if found else begin.end()
        if found:
            compare = _COMPARE.search(text[max(begin.start() - 4, 0) : begin.start()])
            words = compare[0].strip() if compare else ""
            yield _Mark(found.start(), at, found.lastgroup or "", found[0], words)


class _Queue:
    """Marks taken in order, those before an offset at a time."""

    def __init__(self, marks: Iterator[_Mark]) -> None:
        self._marks = marks
        self._next = next(marks, None)

    def until(self, end: int) -> list[_Mark]:
        taken = []
        while self._next is not None and self._next.start < end:
            taken.append(self._next)
            self._next = next(self._marks, None)
        return taken
