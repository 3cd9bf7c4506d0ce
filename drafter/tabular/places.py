"""Where a cell stands, as one says it to a person who has the table before him: 第3行“项目支出”、“决算数”列."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from drafter.patterns import Regex
from drafter.report import Report, Table
from drafter.strings import tr
from drafter.tables import NUMBER, column_heads, parts_of
from drafter.tabular.cells import place_cells
from drafter.text import CHINESE

_BLANK = Regex(r"\s+")
_VALUE = Regex(r"\s*(?:[-−≥≤＞＜><=＝]|\d+(?!\d*[.．、]\s?[一-鿿]))")
_NO_NAME = Regex(r"值|属性|性质|类型|方向|单位|内容|说明|标准|情况|原因")
_LONGEST, _HEADS = 24, 2
_SENTENCE = Regex("[。；，]")  # 年度总体目标 in words stands over the indicators
_TITLE, _ABOVE = Regex(r"[^。；：\t]{2,40}表(?:[（(].{1,20}[）)])?"), 6  # lines between a title and its table


def place_of(report: Report, start: int) -> str:
    """Return the row and column of what stands at `start` in a table, by number and name; of a form held as lines its row; "" elsewhere."""
    table = table_at(report, start)
    if table is None:
        return _row_of_line(report.text, start)
    for at, row in enumerate(place_cells(report.text, table)):
        for column, cell in enumerate(row):
            if cell.start <= start < cell.end:
                return _place(table, at, column)
    return ""


def placed(report: Report, start: int, *, titled: bool = False) -> str:
    """Return that in brackets, to be said behind the number; `titled`: with the title of its table, where another is spoken of."""
    place = place_of(report, start)
    if titled and place:
        place = title_above(report, start) + place
    return tr("（{place}）", place=place) if place else ""


def table_at(report: Report, start: int) -> Table | None:
    at = bisect_right(report.tables, start, key=lambda table: table.start) - 1
    return report.tables[at] if at >= 0 and start < report.tables[at].end else None


def title_above(report: Report, start: int) -> str:
    """Return the title of the table that holds `start`: what ends in 表, in the lines right above it; "" where none does."""
    table = table_at(report, start)
    if table is None:
        return ""
    above = report.text[max(table.start - 300, 0) : table.start].split("\n")[::-1]
    found = (_TITLE.fullmatch(line.strip()) for line in above[: _ABOVE + 1])
    return next((one[0] for one in found if one), "")


def _place(table: Table, at: int, column: int) -> str:
    begin, end = next(part for part in parts_of(table.cells) if part[0] <= at < part[1])
    piece = table.cells[begin:end]
    heads = column_heads(piece)
    path = [
        head
        for one in (heads[column] if column < len(heads) else ())
        if (head := _bare(one)) and not head.isdecimal() and not _SENTENCE.search(head)
    ]
    name = _bare(_name(piece[at - begin][:column], heads))
    head = "·".join(list(dict.fromkeys(path))[-_HEADS:])
    if name and head:
        return tr("第{row}行“{name}”、“{head}”列", row=at + 1, name=name, head=head)
    if name:
        return tr("第{row}行“{name}”", row=at + 1, name=name)
    if head:
        return tr("第{row}行、“{head}”列", row=at + 1, head=head)
    return tr("第{row}行", row=at + 1)


def _name(cells: Sequence[str], heads: Sequence[Sequence[str]]) -> str:
    """The last of the words a row begins with, or of those behind the amounts of its left side; a goal, result or unit is no name."""
    name = ""
    for column, cell in enumerate(cells):
        valued = name and column < len(heads) and any(map(_NO_NAME.search, heads[column]))
        if CHINESE.is_in(cell) and not _VALUE.match(cell) and not valued:
            name = cell
    return name


def _bare(cell: str) -> str:
    bare = _BLANK.sub("", cell)
    return bare if len(bare) <= _LONGEST else f"{bare[:_LONGEST]}…"


def _row_of_line(text: str, start: int) -> str:
    """The row of a form whose cells are parted by blanks, where words stand before the number in its line."""
    begin = text.rfind("\n", 0, start) + 1
    words = [word for word in text[begin:start].split() if not NUMBER.fullmatch(word)]
    name = next((word for word in reversed(words) if CHINESE.is_in(word)), "")
    return tr("“{name}”行", name=name) if name and len(name) <= _LONGEST else ""
