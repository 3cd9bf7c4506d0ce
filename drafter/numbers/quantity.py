"""Read every number in prose and tables, and tell quantities from dates, ordinals, codes and names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from drafter.numbers.mention import Mention, Role
from drafter.numbers.numerals import MULTIPLIERS, read_numeral, step_of
from drafter.numbers.periods import Periods
from drafter.numbers.recent import Recent
from drafter.numbers.said import RATES, SAYING, became, bound_of, direction_of, role_of
from drafter.numbers.shapes import BEGIN, PLAIN, REASONS, SCAN
from drafter.numbers.sharing import read_names_of_works, read_rates_per, share_directions, share_units
from drafter.numbers.structures import Names, is_code, line_numbers, subject_codes
from drafter.numbers.tables.heads import heads_of, signed_cells
from drafter.numbers.tables.units import TableUnits, states_unit
from drafter.numbers.units import Tail, read_tail
from drafter.patterns import Regex
from drafter.text import fold, widen
from drafter.traditional import simplified

__all__ = ["Mention", "Role", "find_mentions", "quantities"]

# The words of a clause, read backwards from a number; the comma of 1,234 ends none.
_LAST_BREAK = Regex(r"[^，。；：！？、\n（）()“”;:\t,]*(?:(?<=\d{3}),[^，。；：！？、\n（）()“”;:\t,]*)*")
_PARALLEL = frozenset("级地方者手线界省市区县镇字届代头面")


Lines = Recent[object, tuple[int, tuple[Mention, ...]]]
"""The numbers of lines read before, and where the line began then."""


def find_mentions(text: str, *, year: int | None = None, lines: Lines | None = None) -> tuple[Mention, ...]:
    """Return every number of `text` in reading order, quantities and structural ones.

    `year` is the year the text reports on: it turns explicit years into 本年, 上年 and 下年. Numerals of everyday words (一致,
    百姓) are no numbers and not returned. With `lines`, those that stood in an earlier text are not read again.
    """
    if lines is None and len(text) >= _LONG:
        return _read_before(text, year)
    return _read(text, year, lines)


_LONG = 2000
"""Characters from which a text is remembered: a report is asked for its numbers by its sheet, its slots and its plan."""


def _read(text: str, year: int | None, lines: Lines | None = None) -> tuple[Mention, ...]:
    found = read_rates_per(text, _Scanner(text, year, lines).all())
    found = share_directions(text, share_units(text, found))
    return tuple(read_names_of_works(text, found))


_read_before = lru_cache(4)(_read)


def quantities(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions that measure something, in order."""
    return tuple(m for m in mentions if not m.structural)


class _Scanner:
    """One pass over one text; `folded` has its digits narrowed, character for character."""

    def __init__(self, text: str, year: int | None, lines: Lines | None = None) -> None:
        self.text, self.folded, self.lines = text, fold(simplified(text)), lines
        self.heads = heads_of(self.folded)
        self.folded = signed_cells(self.folded, self.heads)
        self.names = Names(self.folded)
        self.periods = Periods(widen(self.folded), year)
        self.tables = TableUnits(self.folded, self.heads)
        self.fixed = line_numbers(self.folded)
        for start, end in subject_codes(self.folded):
            if not states_unit(self.heads.over(start) or ""):  # 20165 under 里程（公里）
                self.fixed[start] = (end, "编码")
        for start, end in self.heads.column_numbers():
            self.fixed[start] = (end, "序号")
        self.fixed_starts = [*sorted(self.fixed), len(text)]
        self._begin = -1  # where the next number may begin, as far as it was looked for

    def all(self) -> list[Mention]:
        found: list[Mention] = []
        at = start = 0
        while start < len(self.folded):
            end = self.folded.find("\n", start) + 1 or len(self.folded)
            if (
                at > start or self.lines is None
            ):  # a number may run over the end of a line: 2024 at one, 年 in the next
                own, at = self._line(at, end)
                found += own
            else:
                key = self._key(start, end)
                known = self.lines.get(key)
                if known is None or known[0] != start:
                    own, at = (
                        self._line(start, end)
                        if known is None
                        else ([one.moved(start - known[0]) for one in known[1]], start)
                    )
                    if at <= end:
                        self.lines.put(key, (start, tuple(own)))
                    found += own
                else:
                    found += known[1]
            start = end
        return found

    def _key(self, start: int, end: int) -> object:
        """All that the reading of a line follows from: but for a table's serial numbers, no rule looks further than
        sixty characters beyond its ends."""
        text = self.text
        around = text[max(start - 60, 0) : start], text[start:end], text[end : end + 60]
        beyond = (
            self.periods.between(start, end),
            self.tables.between(start, end),
            self.heads.between(start, end),
        )
        return around, start in self.fixed, *beyond

    def _line(self, at: int, end: int) -> tuple[list[Mention], int]:
        """Read what begins from `at` to the end of a line; return it, and where to go on."""
        found: list[Mention] = []
        while True:
            if self._begin < at:
                begin = BEGIN.search(self.folded, at)
                self._begin = begin.start() if begin else len(self.folded)
            start = self._begin
            upcoming = self.fixed_starts[bisect_left(self.fixed_starts, at)]
            if upcoming <= start and upcoming < end:
                at, reason = self.fixed[upcoming]
                found.append(self._structure(upcoming, at, reason))
                continue
            if start >= end:
                return found, at
            mention, at = self._read(start)
            if mention is not None:
                found.append(mention)

    def _read(self, at: int) -> tuple[Mention | None, int]:
        """Read what begins at `at`; return it, and where to go on."""
        found = PLAIN.match(self.folded, at) or SCAN.match(self.folded, at)
        if not found:
            return None, at + 1
        kind, (start, end) = found.lastgroup or "", found.span()
        if kind[0] == "s":
            return self._structure(start, end, REASONS[int(kind[1:])]), end
        name = self.names.around(start, end)
        if name:
            return (self._structure(start, end, name[2]) if name[2] else None), end
        if kind == "fraction":
            return self._fraction(found), end
        mention = self._arabic(found) if kind == "arabic" else self._chinese(found)
        return mention, max(end, mention.stop if mention else 0)

    def _structure(self, start: int, end: int, reason: str) -> Mention:
        return Mention(
            start, end, end, self.text[start:end], _ZERO, "", _ZERO, "", _ZERO, "structural", reason
        )

    def _left(self, start: int) -> str:
        """The words of the clause before a number, the last 40 characters at most."""
        left = self.folded[max(start - 40, 0) : start]
        if left.endswith(("）", ")")) and (either := _EITHER.search(left)):
            return either[0]  # 下降（增长）27.78%: the form's own words stand beside the choice
        at = _LAST_BREAK.match(left[::-1])
        return left[len(left) - at.end() :] if at else left

    def _telling(self, start: int) -> str:
        """The same words where the last of them may say something of the number, else "": before most numbers none does."""
        before = self.folded[start - 1 : start]
        if before in "\n\t":
            return ""
        told = before in _TELLING or before.isspace() or "每" in self.folded[max(start - 3, 0) : start]
        return self._left(start) if told else ""

    def _arabic(self, found: re.Match[str]) -> Mention | None:
        start, end = found.span()
        token = found.group().replace("，", ",").replace("−", "-")
        value = read_numeral(token)
        if value is None:
            return None
        tail = read_tail(self.folded, end)
        if not tail.unit:
            to_one = _TO_ONE.match(self.folded, end)
            if to_one and _CHAINED.search(self.folded, max(start - 3, 0), start):
                to_one = None  # 比例为5∶2.5∶1.5∶1
            if token == "1" and (behind := _OF_ONE.match(self.folded, end)):
                return self._structure(start, behind.end(), "比例")
            if to_one:
                tail = Tail(":1", "", to_one.end())
            elif is_code(self.folded, start, end):
                return self._structure(start, end, "编码")
            elif not tail.more:
                tail = Tail(*self.tables.unit_at(start, token), end)
        return self._quantity(start, end, token, value, tail, self._telling(start))

    def _chinese(self, found: re.Match[str]) -> Mention | None:
        start, end = found.span()
        token, folded = found.group(), self.folded
        vague = token[0] in "数几近约上" and len(token) > 1
        value = read_numeral(token[1:] if vague else token)
        if value is None:
            return None
        if vague and token[0] in "数几":  # 数十名, 几百人: no value is claimed
            return self._structure(start, end, "虚指")
        tail, left = read_tail(folded, end), self._left(start)
        if vague:
            start, left, token = start + 1, left + token[0], token[1:]
        reason = "虚指" if left.endswith("属于") else self._idle(value, tail, left, folded[start - 1 : start])
        if reason is None:
            return None
        if reason:
            return self._structure(start, end, reason)
        return self._quantity(start, end, token, value, tail, left)

    def _idle(self, value: Decimal, tail: Tail, left: str, before: str) -> str | None:
        """Why a numeral in words counts nothing: "" when it does count, None when it is part of an everyday word."""
        measure = tail.measure
        if value == 1 and before and before in "进下逐统唯单":  # 进一步, 下一步
            return None
        if before == "每" and value >= 10:  # 每千人口托位数: part of the measure's name
            return None
        if value == 1 and measure not in ("倍", "成", "番") and not tail.multiple:
            return "虚指"
        if not measure and not tail.multiple:
            return "并称"
        if self.folded[tail.stop - len(tail.unit) - 2 : tail.stop - len(tail.unit)] in _IN_A_ROW:
            return "虚指" if measure in ("个", "天", "年", "次", "人") else "并称"  # 一二类桥, 三四级手术
        if measure in _PARALLEL or (measure in ("人", "年", "次", "步") and value < 10 and not left):
            return "并称"
        if not measure and value in (10, 100, 1000, 10000) and _NAMED.match(self.folded, tail.stop):
            return "虚指"  # 百亿园区, 万亿级产业
        if measure in ("元", "斤") and value >= 10 and _NAMED_BY_SIZE.match(self.folded, tail.stop):
            return "虚指"  # 百亿斤粮食产能基地, 千亿元产业集群
        if measure == "年" and value in (100, 1000, 10000):  # 建党百年, 千年古城
            return "虚指"
        if before == "进" and measure == "大":
            return ""  # 推进三大工程, but 推进三门核电
        if before and before in "第每逐初同单任某进":
            return "序数" if before == "第" else "虚指"
        return ""

    def _quantity(self, start: int, end: int, token: str, value: Decimal, tail: Tail, left: str) -> Mention:
        measure = tail.measure
        sign, direction = direction_of(left, start, measure)
        if (
            direction
            and left[-2:] in _OBJECTS
            and measure not in RATES
            and _HAN.match(self.folded, tail.stop)
        ):
            sign, direction = 0, None  # 提升112万亩农田: the verb has an object, the number is no change
        if direction and measure not in RATES and left.endswith("为") and became(left):
            sign, direction = 0, None
        factor = MULTIPLIERS[tail.multiple] if tail.multiple else None
        return Mention(
            start,
            end,
            tail.stop,
            token if token[0] == "-" else self.text[start:end],  # ▲12.30 and −12.30 are read as -12.30
            value,
            tail.unit,
            value * factor if factor else value,
            measure,
            step_of(token),
            "ratio"
            if not measure and _BEHIND_ONE.search(self.folded, max(start - 4, 0), start)
            else role_of(measure, direction, token),
            "",
            bound_of(left, tail, self.folded[tail.stop : tail.stop + 1]),
            self._period(left, start, tail.stop),
            sign,
            direction,
            self.periods.planned(start),
        )

    def _period(self, left: str, start: int, stop: int) -> str:
        """The period of the place; 由9家增加到11家 tells last year's figure first, where no other time is named."""
        if (head := self.heads.over(start)) and (named := self.periods.named_by(head)):
            return named
        period = self.periods.at(start)
        came_from = (
            period == "本年" and left and _CAME_FROM.search(left) and _MOVED_TO.match(self.folded, stop)
        )
        return "上年" if came_from else period

    def _fraction(self, found: re.Match[str]) -> Mention:
        """百分之九十六, 三分之一 and 1/4 are ratios."""
        start, end = found.span()
        if "/" in found.group():
            part, _, whole = found.group().partition("/")
            value = Decimal(part) / Decimal(whole) if int(whole) else _ZERO
            return Mention(
                start,
                end,
                end,
                self.text[start:end],
                value,
                "",
                value,
                "",
                Decimal("0.01"),
                "ratio",
                period=self.periods.at(start),
            )
        base, _, part = found.group().partition("分之")
        whole, _, decimals = part.partition("点")
        digits = read_numeral(whole) or _ZERO
        if decimals:
            digits += Decimal("0." + "".join(str(read_numeral(c)) for c in decimals))
        value = digits if base == "百" else digits / (read_numeral(base) or Decimal(100))
        unit = "%" if base == "百" else ""
        step = Decimal(1).scaleb(-len(decimals)) if decimals else step_of(whole)
        sign, direction = direction_of(self._telling(start), start, unit) if unit else (0, None)
        return Mention(
            start,
            end,
            end,
            self.text[start:end],
            value,
            unit,
            value,
            unit,
            step,
            "growth" if direction else "ratio",
            period=self.periods.at(start),
            sign=sign,
            direction=direction,
        )


_TELLING = SAYING | set("由从")
_IN_A_ROW = frozenset(("一二", "二三", "两三", "三四", "四五", "五六", "六七", "七八", "八九"))
_ZERO = Decimal(0)
_CAME_FROM = Regex(r"[由从](?:每[\u4e00-\u9fff]{1,2})*\s*$")
_MOVED_TO = Regex(
    r"[^，。；\d]{0,3}(?:提高|提升|上升|增加|增长|扩大|下降|降低|减少|缩小|压减|拓展|增|升|扩|降|减)[至到]"
)
_TO_ONE = Regex(r"\s?[:：∶]\s?1(?![\d.,个项条件名人家次万亿%])")
_CHAINED = Regex(r"\d\s?[:：∶]\s?$")
_BEHIND_ONE = Regex(r"(?<![\d.])1\s?[:：∶]\s?$")
_OF_ONE = Regex(r"\s?[:：∶]\s?(?=\d+\.\d)")  # 医护比1:1.19
_OBJECTS = ("提升", "提高", "扩大")
_NAMED = Regex(r"(?:以[上下])?(?!左右|上下|以[上下])[一-鿿]")
_NAMED_BY_SIZE = Regex(
    "(?:以上)?[一-鿿]{0,6}?(?:产能|产业|园区|基地|工程|集群|企业|级|粮仓|俱乐部|大县|强县)"
)
_HAN = Regex(r"(?!以[上下内]|左右|上下|[和与及]\s?\d)[一-鿿]")
_EITHER = Regex(r"(?:增长|增加|上升|提高|减少|下降|降低)[（(](?:增长|增加|上升|提高|减少|下降|降低)[）)]$")
