"""Read a self-assessment table (绩效自评表): its indicators with mark, goal, result, score and reason, and its totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from drafter.checks.context import Context
from drafter.numbers.numerals import read_numeral
from drafter.patterns import Regex
from drafter.report import Report
from drafter.tabular.cells import Cell, place_cells

_HEADS = {
    "full": Regex(r"(?:指标)?(?:分值|权重|满分|标准分|分数|赋分)(?:（?分）?|（.*）)?"),
    "got": Regex(r"(?:自评|实际|评价|最终|综合)?得分|自评分数?|评分"),
    "goal": Regex(r"(?:年度|全年|年初|预期|计划|设定)?(?:指标)?(?:指标|目标)(?:设定)?值|年度目标|预期指标值"),
    "result": Regex(r"(?:全年|年度|实际)+(?:完成|达成)?(?:指标)?(?:值|情况)|完成(?:值|情况)|实际值|实际完成"),
    "lost": Regex(r"(?:实际)?扣(?:减)?分(?:值|数)?"),
    "reason": Regex(r".*(?:偏差|未完成|扣分)?原因.*"),
    "remark": Regex(r"(?:情况|扣分)?说明|备注"),
    "rate": Regex(r"(?:预算)?执行率.{0,6}"),
    "sign": Regex(r"指标(?:性质|类型|方向|符号)|运算符号?|比较符号?"),
    "unit": Regex(r"(?:度量|计量|指标)?单位"),
}
_BARE = Regex(r"[\d,]*\d(?:\.\d+)?")
_SIGN = Regex(r"[≥≤＞＜><=＝]+")
_SUBTOTAL = Regex(r"(?:小计|分项?合计).{0,6}")
_TOTAL = Regex(r"(?:总分|合计|总计|总得分|自评总分|总评分).{0,6}")
_GROUP = Regex(r"[^\d（(]{2,12}[（(](\d{1,3}(?:\.\d+)?)分[）)]")
_FUNDS = Regex(r".*(?:资金总额|预算执行|总额).*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that is scored; `rate` is "" unless the row scores the execution of the budget, else it stands at `rated`.

    `reason` is None without such a column, `lost` without a number of points that were taken off. The goal stands at `aimed`, the result at `reached`; `levels` are what the
    indicator is under (产出指标, 数量指标), without their marks.
    """

    name: str
    full: Cell
    got: Cell
    goal: str = ""
    result: str = ""
    rate: str = ""
    reason: str | None = None
    lost: Cell | None = None
    rated: int = -1
    aimed: int = -1
    reached: int = -1
    levels: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether the result is a number, so that arithmetic can tell."""
        return bool(re.search(r"\d", self.rate or self.result))

    @property
    def signed(self) -> bool:
        """Whether more of it is better, or less, is said: by a sign, a word, or a unit; a bare number may be either."""
        return bool(self.rate) or not _BARE.fullmatch(self.goal)


@dataclass(slots=True)
class Sheet:
    """The scored rows of one table in order, the totals it states, and the indicators of a higher level that state their mark.

    `levels` are those at hand of the indicators whose mark stands in a column of its own, by that column.
    """

    entries: list[Entry] = field(default_factory=list)
    full: Cell | None = None
    got: Cell | None = None
    lost: Cell | None = None
    groups: list[tuple[Cell, list[Entry]]] = field(default_factory=list)
    open: list[Entry] | None = None  # the rows of the one that the rows at hand stand under
    opened: int = 0  # the column in which it stands
    levels: dict[int, list[Entry]] = field(default_factory=dict)
    under: dict[int, str] = field(default_factory=dict)
    """The names at hand of the higher levels, by column."""


def sheets_of(context: Context) -> tuple[Sheet, ...]:
    """The tables of the report that is checked, for `Context.once`."""
    return tuple(read_sheets(context.report))


def read_sheets(report: Report) -> Iterator[Sheet]:
    """Yield each table that has a column of marks and one of scores."""
    executed: Sheet | None = None
    for table in report.tables:
        words = "".join(cell for row in table.cells for cell in row)
        if "得分" in words or "评分" in words:
            sheet = _read(place_cells(report.text, table))
            if executed and sheet.full and not any(entry.rate for entry in sheet.entries):
                # 预算执行 stands above the goals in words, which parted the form in two.
                sheet.entries[:0], executed = executed.entries, None
            if executed:
                yield executed
            executed = sheet if sheet.entries and not sheet.full and _is_of_budget(sheet) else None
            if sheet.entries and sheet is not executed:
                yield sheet
    if executed:
        yield executed


def _is_of_budget(sheet: Sheet) -> bool:
    return all(entry.rate for entry in sheet.entries)


def _read(rows: Sequence[Sequence[Cell]]) -> Sheet:
    sheet, columns, above, width = Sheet(), dict[str, int](), list[int](), 0
    for before, row in zip([(), *rows], rows, strict=False):
        heads, marks = _columns(_with_heads_above(row, before))
        if "full" in heads and "got" in heads:
            columns, above, width = heads, marks, len(row)
            sheet.levels.clear()
        elif columns and len(row) <= width:  # beyond heads that were cut in two, nobody knows the columns
            _row(sheet, row, columns, above)
    return sheet


def _with_heads_above(row: Sequence[Cell], before: Sequence[Cell]) -> Sequence[Cell]:
    """Heads of two rows in one: 偏差原因 beside 自评得分 over 分值 | 得分 reaches down to an empty cell."""
    if len(row) != len(before) or any(re.search(r"\d", cell.token) for cell in before):
        return row
    return [cell if cell.token else over for cell, over in zip(row, before, strict=True)]


def _columns(row: Sequence[Cell]) -> tuple[dict[str, int], list[int]]:
    """The columns by what their heads say; and those of marks of higher levels: 一级指标 | 分值 | 三级指标 | 分值 | 得分."""
    found: dict[str, int] = {}
    marks: list[int] = []
    for at, cell in enumerate(row):
        words = re.sub(r"\s|（含）", "", cell.token)
        name = next((name for name, pattern in _HEADS.items() if pattern.fullmatch(words)), "")
        if name == "full" and "got" not in found:
            marks.append(at)
        if name:
            found.setdefault(name, at)
    if marks:
        found["full"] = marks[-1]
    return found, marks[:-1]


def _row(sheet: Sheet, row: Sequence[Cell], columns: dict[str, int], above: Sequence[int]) -> None:
    at = {name: row[column] if column < len(row) else None for name, column in columns.items()}
    words = {name: cell.token if cell else "" for name, cell in at.items()}
    full, got = _number(at["full"]), _number(at["got"])
    name, levels = _name(row, columns), _levels(sheet, row, min(columns.values()))
    if any(_TOTAL.fullmatch(re.sub(r"\s", "", cell.token)) for cell in row):
        sheet.full, sheet.got = full or sheet.full, got or sheet.got
        sheet.lost = _number(at.get("lost")) or sheet.lost
        return
    if any(_SUBTOTAL.fullmatch(re.sub(r"\s", "", cell.token)) for cell in row):
        return  # added up as in any other table
    _group(sheet, row)
    for column in above:
        if column < len(row) and (mark := _number(row[column])) is not None:
            sheet.levels[column] = []
            sheet.groups.append((mark, sheet.levels[column]))
    if full is None or got is None:
        return
    rate = words.get("rate", "")
    if rate and "goal" not in columns and not _FUNDS.search(name):
        return  # 其中：财政拨款 has its rate, and no mark of its own
    # A remark may be the reason; that it is left empty says nothing.
    reason = words["reason"] if "reason" in columns else words.get("remark") or None
    goal, result = _told(words.get("goal", ""), words), _told(words.get("result", ""), words, goal=False)
    rated = cell.start if (cell := at.get("rate")) is not None and rate else -1
    aimed, reached = (cell.start if (cell := at.get(kind)) else -1 for kind in ("goal", "result"))
    lost = _number(at.get("lost"))
    entry = Entry(name, full, got, goal, result, rate, reason, lost, rated, aimed, reached, levels)
    sheet.entries.append(entry)
    for group in (sheet.open, *sheet.levels.values()):
        if group is not None and not rate:
            group.append(entry)


def _told(cell: str, words: Mapping[str, str], *, goal: bool = True) -> str:
    """A bare number with its unit, and with the sign of the goal, where these stand in columns of their own."""
    if not _BARE.fullmatch(cell):
        return cell
    sign = words.get("sign", "")
    return (sign if goal and _SIGN.fullmatch(sign) else "") + cell + words.get("unit", "").replace("/", "")


def _group(sheet: Sheet, row: Sequence[Cell]) -> None:
    if any(cell.token.strip() for cell in row[: sheet.opened + 1]):
        sheet.open = None  # 满意度指标 without its mark, below 产出指标（60分）
    for at, cell in enumerate(row[:2]):
        if found := _GROUP.fullmatch(cell.token):
            sheet.open, sheet.opened = [], at
            value = read_numeral(found[1])
            assert value is not None
            sheet.groups.append((Cell(value, found[1], cell.start + found.start(1)), sheet.open))


def _levels(sheet: Sheet, row: Sequence[Cell], end: int) -> tuple[str, ...]:
    """What the row is under: the last words of each column before its own name; what changes clears what is right of it."""
    for at, cell in enumerate(row[:end]):
        if cell.token:
            sheet.under = {column: name for column, name in sheet.under.items() if column < at}
            sheet.under[at] = re.sub(r"[（(].*|\s", "", cell.token)
    return tuple(sheet.under.values())[:-1]


def _name(row: Sequence[Cell], columns: dict[str, int]) -> str:
    """The last words before the columns that are judged."""
    end = min(columns.values())
    return next((cell.token for cell in reversed(row[:end]) if re.search("[一-鿿]", cell.token)), "")


def _number(cell: Cell | None) -> Cell | None:
    """The cell with its value, None when it holds anything but a number of points."""
    found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*分?", cell.token) if cell and cell.start >= 0 else None
    if found is None or cell is None:
        return None
    value = read_numeral(found[1])
    return None if value is None else Cell(value, found[1], cell.start)
