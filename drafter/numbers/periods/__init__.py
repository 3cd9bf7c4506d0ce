"""Tell which year each place of a text speaks about: this report's, the one before, the next, or another."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from drafter.numbers.periods.headings import PLANS, opened_by, opens_plans
from drafter.numbers.periods.marks import YEAR, Mark, MarkQueue, marks_in
from drafter.patterns import Regex

_QUOTE = Regex(r"《[^》\n]{0,60}》|“[^”\n]{0,40}”|‘[^’\n]{0,30}’")
_STOP = Regex(r"[。；！？\n]")
_EVENT_AFTER = Regex(
    r"^(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?[^，。；\n\d]{0,4}(?:成立|设立|始建|组建|出台|印发|发布|颁布|修订|批复|批准|立项|启用|获评|荣获|挂牌|施行|实施的|签订的)"
)
# 2010年启动的管网改造工程，累计: when a thing began; in 2022年建成的泵站3座 the number is of that year.
_BEGUN_THEN = Regex(
    r"(?:度)?(?:\d{1,2}月)?[^，。；\n\d]{0,4}(?:启动|开工|动工|新建|建成|建立|引进|引入|创办|开办|开通|投[用产运]|投入(?:使用|运[营行])|入驻|落户|上线)"
    r"(?:并?(?:建设|实施|投[用产运]|投入(?:使用|运[营行])))?的[^，。；：\n\d]{2,30}(?:，|(?:完成|实现|累计|已|总?产值|营业|(?<!总)投资|日|年)[^，。；：\n\d]{0,10}\d)"
)
_EVENT_BEFORE = Regex(r"(?:成立于|始建于|建于|组建于|印发于|施行于|创办于|自)$")
_SINCE_IT = Regex(r"(?!以来)[^，。；！？\n]{4,50}以来(?=[，已先])")  # 2003年实施西部计划以来，招募
_OPENS_CLAUSES, _THEN = Regex(r"[^，。；\d\n]{2,40}，"), ("，", ",", "以来，", "全年，")
_UNTIL = Regex(
    r"[^，。；！？\n]{0,40}?(?:提高|增加|上升|提升|扩大|下降|降低|减少|增长|缩小|增|升|降|减|发展|跃升|调整|扩)?[到至](?!目前|今)"
)
_ON_THIS_BASE = Regex(r"[^，。；！？\n]{0,24}?基础上")
_BASE = Regex(r"\s?年?(?:度|同期|末|底|初)?的?(?:[^，。；！？\n\d（）()]{0,16}?)[（(]?(?=\d)")
_IN_HEAD = Regex(
    rf"(?P<year>{YEAR})年|(?P<last>上年|去年)(?!结转|结余|末结转)|(?P<next>下年|明年)(?!结转)|(?<!\d年)(?<!\d年度)本年(?!收入|支出)|今年"
)
# 受去年基数影响，一季度…: what weighs on this year's figures does not say when they are.
_WEIGHS_ON = Regex(r"(?:度|同期)?[^，。；：\d]{0,8}(?:基数|影响|因素)")
_MEASURED_BY = Regex(r"(?:恢复[到至为]?|相当于|达到?|回[到升]至?|仅?[是为占])\s?$")
_MEASURE_OF = Regex(
    r"\s?年?(?:度|[^，。；：\d\n]{0,8}?同期|全年|末|底)?(?:水平|数|总量)?的\s?(?:近|约|超过?)?\d[\d.]*\s?(?:%|％|倍|成)"
)
_IN_BRACKET = Regex(r"(?:年?[末底初])?[（(]\d[^（()）。；\n]*[）)](?=的\d)")
_OPENED, _FAR = Regex(r"[（(][^（()）。；\n]*$"), 40
_AGAINST = Regex("(?<![占对])比(?![重例率值])|[较与]")
_MOVING = Regex(
    r"增|减|降|升|提高|多|少|高|低|扩大|回落|相比|持平|翻|压|缩|窄|快|慢|缓|涨|跌|改善|优|好|延长|节约|超|变化"
)
_LEAD = Regex(
    r"\s*(?:各位代表[！：，]\s*)?(?:[（(]?(?:[一二三四五六七八九十]{1,2}[）)、]|\d{1,2}[）)、．.](?!\d))\s*)?(?:回顾|刚刚(?:过去的)?|总的看，?|特别是|——|经过)?"
)


class Periods:
    """The period of every place: 本年, 上年, 下年, another year ("2021") or several ("2021—2025")."""

    def __init__(self, text: str, year: int | None) -> None:
        self._text, self._year = text, year
        self._offsets: list[int] = [-1]
        self._names: list[str] = ["本年"]
        self._plan_turns: list[int] = []  # where plans begin and end, in turn
        self._quotes: list[tuple[int, int]] = []  # of the line at hand
        self._by_head: dict[str, str] = {}
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
        if head not in self._by_head:
            self._by_head[head] = self._named_in(head)
        return self._by_head[head]

    def _named_in(self, head: str) -> str:
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
        turns = tuple([(self._offsets[i] - start, self._names[i]) for i in range(first + 1, last)])
        return self._names[first], turns, self.planned(start)

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
        self._go_back(offset)
        self._put(offset, name)

    def _go_back(self, offset: int) -> None:
        while self._later and self._later[0][0] <= offset:
            self._put(*self._later.pop(0))

    def _put(self, offset: int, name: str) -> None:
        if offset == self._offsets[-1]:
            self._names[-1] = name
        elif name != self._names[-1]:
            self._offsets.append(offset)
            self._names.append(name)

    def _read(self) -> None:
        section, mixed, sticky = "本年", False, ""
        marks = MarkQueue(marks_in(self._text))
        start, text = 0, self._text
        while start < len(text):
            end = text.find("\n", start) + 1 or len(text)
            line_marks = marks.until(end)
            if end - start <= 60 and (line_marks or end - start <= 48):
                named = [self._name(m) for m in line_marks if m.compare in ("", "和", "与")]
                heading = opened_by(
                    text[start:end].rstrip("\n"), named, section, dated=self._year is not None
                )
                if heading is not None:
                    section, mixed = heading
                    sticky = ""
                    self._turn(start, plans=opens_plans(text[start:end], section))
            default = sticky or section
            self._set(start, default)
            if line_marks:
                lead = self._line(start, end, line_marks, default)
                if mixed and lead:
                    sticky = lead
            start = end
        self._set(len(text), "本年")

    def _line(self, start: int, end: int, marks: list[Mark], default: str) -> str:
        """Set the periods inside one paragraph; return the period that the opening words of its last such sentence set."""
        text, lead, held = self._text, "", ""
        self._quotes = [m.span() for m in _QUOTE.finditer(text, start, end)]
        ends = iter([m.end() for m in _STOP.finditer(text, start, end)])
        sentence, stop = start, next(ends, end)
        for mark in marks:
            at = mark.start
            while at >= stop and stop < end:
                held = held if text[stop - 1] == "；" else ""
                self._set(stop, held or default)
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
            self._go_back(at)
            before = self.at(at)
            self._set(at, name)
            if _OPENS_CLAUSES.fullmatch(text, sentence, at) and text.startswith(_THEN, mark.end):
                held = name  # 据介绍，2023年，举办培训4场；服务职工16人: up to the full stop
            self._limit(mark, before, stop)
        while stop < end:
            held = held if text[stop - 1] == "；" else ""
            self._set(stop, held or default)
            stop = next(ends, end)
        return lead

    def _topical(self, mark: Mark) -> bool:
        """五年来, 2024年，: words that say when for the sentences that follow too."""
        after = self._text[mark.end : mark.end + 3]
        if mark.five and mark.five.endswith("以来"):
            return False
        return after[:1] in ("，", ",", "是", "以", "我", "全") or bool(
            mark.five or mark.kind == "past" or mark.kind == "now"
        )

    def _ignored(self, mark: Mark) -> bool:
        """Years inside titles and quotations, and those of an event (成立于2005年, 2021年印发的), say nothing of the numbers."""
        if not mark.five and any(start <= mark.start and mark.end < end for start, end in self._quotes):
            return True
        tail = self._text[mark.end : mark.end + 14]
        if mark.kind == "last" and _WEIGHS_ON.match(tail):
            return True
        if mark.kind in ("last", "year") and self._measures(mark):
            return True
        if mark.year and not mark.compare:
            if _SINCE_IT.match(self._text, mark.end):
                return True
            if _EVENT_BEFORE.search(self._text[max(mark.start - 4, 0) : mark.start]) and not tail.startswith(
                ("1月1日", "以来")
            ):
                return True
            return _EVENT_AFTER.match(tail) is not None or _BEGUN_THEN.match(self._text, mark.end) is not None
        if mark.five:
            return tail.startswith(("规划", "纲要", "》")) or self._text[
                max(mark.start - 1, 0) : mark.start
            ] in ("《", "为")
        return tail.startswith(("相比", "同期相", "度相比"))

    def _measures(self, mark: Mark) -> bool:
        """恢复到2019年同期的60.9%, 相当于上年的1.2倍: a year that the number is measured by is not the year it speaks of."""
        before = self._text[max(mark.start - 5, 0) : mark.start]
        return bool(_MEASURED_BY.search(before) and _MEASURE_OF.match(self._text, mark.end))

    def _base(self, mark: Mark, name: str) -> None:
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

    def _limit(self, mark: Mark, before: str, stop: int) -> None:
        """A year in brackets (（含2023年结转项目5个）) holds to the closing bracket; 从2020年的…增加到… holds to the 到, 在去年…的基础上 to
        the base."""
        text = self._text
        if (told := _IN_BRACKET.match(text, mark.end, stop)) is not None:
            self._after(told.end(), before)  # 是2005年末（4.8亿元）的1.83倍
        elif _OPENED.search(text, max(mark.start - _FAR, 0), mark.start):
            close = min(
                (p for p in (text.find("）", mark.end, stop), text.find(")", mark.end, stop)) if p >= 0),
                default=-1,
            )
            if close >= 0:
                self._after(close, before)
        elif mark.kind == "last" and text.endswith("在", 0, mark.start):
            if (base := _ON_THIS_BASE.match(text, mark.end, stop)) is not None:
                self._after(base.end(), before)
        elif text[max(mark.start - 1, 0) : mark.start] in ("从", "由"):
            until = _UNTIL.match(text, mark.end, stop)
            if until:
                self._after(until.end(), before)

    def _name(self, mark: Mark) -> str:
        if mark.year:
            return self._of(int(mark.year))
        if mark.span:
            years = re.findall(YEAR, mark.span)
            return f"{years[0]}—{years[1]}"
        if mark.kind in ("last", "then"):
            return "上年"
        if mark.kind == "next":
            return "下年"
        if mark.kind in ("now", "by_now"):
            return "本年"
        if mark.kind == "past":
            return "上年" if self._reports_last_year else "本年"
        named = next((years for plan, years in PLANS.items() if plan in mark.five), "")
        if named or self._year is None:
            return named or "近五年"
        first = self._year if mark.five.startswith(("今后", "未来")) else self._year - 5
        return f"{first}—{first + 4}"

    def _of(self, named: int) -> str:
        if self._year is None:
            return str(named)
        return {0: "本年", -1: "上年", 1: "下年"}.get(named - self._year, str(named))
