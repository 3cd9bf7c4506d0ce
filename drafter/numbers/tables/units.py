"""Give the bare numbers of a table the unit that the head of their column or a line above the table states (单位：万元)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from decimal import Decimal
from functools import lru_cache

from drafter.numbers.numerals import read_numeral
from drafter.numbers.tables.heads import TableHeads
from drafter.numbers.units import read_tail
from drafter.patterns import Regex
from drafter.text import CHINESE

_STATED = Regex(
    r"单位\s?[：:]\s?(?:人民币)?\s?(?P<multiple>亿|百万|万|千)?(?P<measure>元|美元)(?![\u4e00-\u9fff])"
)
# Columns of another kind stand beside the money; which of them a number is in only tabs tell.
_MIXED = Regex(r"率|%|％|比例|占比|比重|增减幅|得分|分值|权重")
_PERCENT = Regex(r"[（(/]?[%％][）)]?$|[（(][%％][）)]")
_RATE = Regex(r"率|占比|比例|比重|幅")
_MOST_FRACTION = Decimal("1.5")  # 0.95 under 执行率 may be a fraction: what it is in is not told
_COUNTED = Regex(
    r"[（(](?:个|人|台|辆|批次|人次|批|套|平方米|次|%|％|\d+(?![\d.]*[）)]))|数量|人数|辆数|面积"
)
# 金额（万元）, 发放人数（人）, 径流量（亿立方米）: the head's own unit.
_IN_HEAD = Regex(r"[（(](?:单位[：:])?(?P<unit>[一-鿿/]{1,8})[）)](?P<below>[^（(]*)$")
# 项目资金（万元） in a merged cell beside the rows of money of a 绩效自评表.
_OF_ROWS = Regex(r"[（(](?:单位[：:])?(?P<multiple>亿|百万|万|千)?(?P<measure>元)[）)]$")
_MONEY_HEAD = Regex(r"(?:预算|执行|决算|支出|到位|结转|结余)(?:金额|资金|数)?(?:[（(][A-Za-z][）)])?$")
_COUNTED_HEAD = Regex(
    r"[（(](?:个|人|户|家|台|辆|批|次|套|件|项|张|亩|平方米|公里|吨|岁)|(?:数量|人数|户数|个数|项目数|件数|次数|台数|辆数|套数|面积|名次|排名|序号|行次|年份)$"
)
# 指标名称 | 计量单位 | 年度目标值 | 实际完成值: the unit stands in a column of its own; 序号 and 得分 beside it are in none.
_UNIT_HEADS = frozenset({"单位", "计量单位", "指标单位", "度量单位", "数量单位", "计算单位"})
_MEASURED_HEAD = Regex(r"值|数|量|完成|目标|计划|实际|年|季|月|合计|累计|小计")
# 增长%, 比上年, 排名, 分值 beside the amounts of such a row.
_OTHER_KIND = Regex(
    r"增长(?![额量])|增速|增减(?!额)|幅|[率比%％]|得分|分值|权重|满分|扣分|排名|名次|排序|序号|行次|位次"
)
_HEADING = Regex(r"\s*[一二三四五六七八九十]{1,3}、\D{2,40}(?:情况|说明|工作|问题|措施)\s*$")
_NUMBER = Regex(r"-?\d[\d,]*(?:\.\d+)?")


@lru_cache(1024)  # for every cell below it
def _unit_of(head: str) -> tuple[str, str] | None:
    """The unit and its multiplier that a head itself states."""
    if _PERCENT.search(head):
        return "%", ""
    if (stated := _IN_HEAD.search(head)) and not _MIXED.search(stated["below"]):
        tail = read_tail("1" + stated["unit"], 1)
        if tail.unit == stated["unit"] and tail.measure:
            return tail.unit, tail.multiple
    return None


def states_unit(head: str) -> bool:
    """Return whether a head itself says in what the numbers below it are."""
    return bool(head) and _unit_of(head) is not None


@lru_cache(1024)
def _unit_in(cell: str) -> tuple[str, str] | None:
    """The unit and its multiplier that a cell consists of."""
    tail = read_tail("1" + cell, 1) if cell else None
    return (tail.unit, tail.multiple) if tail and tail.unit == cell and tail.measure else None


class TableUnits:
    """Where a stated unit holds: from its line to the first sentence of prose."""

    def __init__(self, text: str, heads: TableHeads) -> None:
        self._text, self._heads = text, heads
        self._regions: list[tuple[int, int, str, str, bool, bool]] = []
        stated = [
            m
            for m in _STATED.finditer(text)
            if text[max(m.start() - 2, 0) : m.start()] not in ("事业", "预算", "行政")
        ]
        for index, found in enumerate(stated):
            limit = stated[index + 1].start() if index + 1 < len(stated) else len(text)
            region = self._region(found, limit)
            if region is not None:
                self._regions.append(region)
        self._starts = [region[0] for region in self._regions]

    def unit_at(self, offset: int, token: str) -> tuple[str, str]:
        """Return the unit of a bare number and its multiplier, ("", "") where no table states one."""
        head = self._heads.over(offset)
        own = _unit_of(head) if head else None
        if own:
            return own
        if head and _MIXED.is_in(head):
            number = read_numeral(token)
            return (
                "%" if _RATE.search(head) and number is not None and abs(number) > _MOST_FRACTION else ""
            ), ""
        if head and _MEASURED_HEAD.is_in(head) and not _COUNTED_HEAD.is_in(head):
            own = _unit_in(self._heads.beside(offset, _UNIT_HEADS))
            if own:
                return own
        if head is not None and not _OTHER_KIND.is_in(head):
            amount = "." in token or "," in token or token == "0" or _MONEY_HEAD.search(head)
            if amount and (side := _OF_ROWS.search(self._heads.side(offset))):
                return (side["multiple"] or "") + side["measure"], side["multiple"] or ""
            if own := self._of_row(offset):
                return own
        i = bisect_right(self._starts, offset) - 1
        if i < 0:
            return "", ""
        _, end, unit, multiple, whole, mixed = self._regions[i]
        money = "." in token or "," in token or whole or token == "0" or self._heads.among_decimals(offset)
        counted = self._counted(offset) or (head is not None and _COUNTED_HEAD.is_in(head))
        if offset >= end or not money or counted or (mixed and head is None):
            return "", ""
        return unit, multiple

    def between(self, start: int, end: int) -> object:
        """What `unit_at` goes by in a line, alike for lines where it says the same."""
        if not self._regions:
            return ()
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end)
        near = [region for region in self._regions[first:last] if region[1] > start]
        return tuple([(max(one[0] - start, 0), min(one[1], end) - start, *one[2:]) for one in near])

    def _region(self, found: re.Match[str], limit: int) -> tuple[int, int, str, str, bool, bool] | None:
        """The table below a stated unit; `whole` when its amounts are printed without decimals and separators, `mixed` when
        it has columns of another kind."""
        text, start = self._text, found.end()
        line_end = text.find("\n", start)
        if line_end < 0 or re.search(r"[。，]", text[text.rfind("\n", 0, start) + 1 : line_end]):
            return None
        end = at = line_end + 1
        head_only, headers = True, []
        while at < limit:
            stop = text.find("\n", at, limit)
            stop = limit if stop < 0 else stop
            line = text[at:stop]
            if "。" in line or line.count("，") > 1 or _HEADING.match(line):
                break
            head_only = head_only and not re.search(r"\d[\d,]*\.\d|\d,\d{3}|[\s\t]\d{1,9}(?:\s|$)", line)
            if head_only:
                headers.append(line)
            at = stop + 1
            end = min(at, limit)
        mixed = _MIXED.search("".join(headers)) is not None
        written = _NUMBER.findall(text[line_end:end])
        # 1,621 beside 109 in a table of whole numbers: where tabs part the cells, their heads tell which are counts.
        part = "." if self._heads.over(text.rfind("\n", 0, end - 1) + 1) is not None else ".,"
        whole = not any(mark in number for number in written for mark in part)
        return start, end, (found["multiple"] or "") + found["measure"], found["multiple"] or "", whole, mixed

    def _of_row(self, offset: int) -> tuple[str, str] | None:
        """培训人数（人） | 12 | 15: the unit in the words of the row nearest before the number."""
        cells = self._text[self._text.rfind("\n", 0, offset) + 1 : offset].split("\t")
        return next((_unit_of(cell.strip()) for cell in reversed(cells) if CHINESE.is_in(cell)), None)

    def _counted(self, offset: int) -> bool:
        """A row that counts things: 公务用车保有量（辆） 3."""
        row = self._text[max(offset - 60, 0) : offset].rpartition("\n")[2]
        return _COUNTED.search(row) is not None
