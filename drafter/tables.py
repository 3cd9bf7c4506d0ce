"""What a value in a table is called: its row's head and the heads over its column, merged heads resolved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from drafter.folded import unfolded
from drafter.patterns import Regex

Cells = Sequence[Sequence[str]]
NUMBER = Regex(r"[-+－−▲△]?[¥￥]?\d[\d,，]*(?:\.\d+)?\s*[%％]?|[-—－/]{1,2}")
# 增减额 ▲12.30 or (12.30): what went down, as accountants print it. (12.30) elsewhere is part of what stands beside it.
_MARKED = Regex(
    r"(?:[▲△]|(?P<open>[(（]))(?P<digits>\d[\d,，.]*)(?P<per>[%％]?)(?(open)[)）])(?P<behind>[%％]?)"
)
_CHANGES = Regex(
    r"增减|增长|[增变涨降]幅|升降|变动|变化|差额|差异|结余|同比|环比|±|调整|调剂|调增|追加|盈亏|损益|净[额增]|超收|短收"
)


_DIGIT, _HEADS = Regex(r"\d"), 4
_ASIDE = Regex(r"(?:19|20)\d\d[^\S\t\n]?年|[（(][^（）()]*[）)]")  # 2024年预算数, 预算执行情况（10分）
_HEAD = Regex(r"指标|项目|分值|得分|金额|数量|预算|决算|完成|执行|单位|名称|序号")
_AIMS = Regex(r"\s*年?度?总体目标|\s*年度目标")
_LABELS = Regex(r"[^\d。；：:]{2,12}[：:]")  # 按收入性质分： 按支出性质分：
_NAMED = Regex(
    r"[^\d。；]{0,10}(?:部门|单位|名称|负责人|联系人|电话|项目类[别型]|项目分类)(?:[（(][^）)]{0,6}[）)])?"
)
_TELLING = 3
"""Numbers at the end of every row by which its columns can be told."""


def lost_cells(cells: Cells) -> dict[int, int]:
    """Return how many cells a row of each length lacks in front: the empty ones under a merged cell, which copying loses.

    In such a table every row ends in as many numbers as any other, and some have fewer words before them.
    """
    behind = [(len(row), sum(1 for _ in takewhile(NUMBER.fits, reversed(row)))) for row in cells]
    told = [(width, numbers) for width, numbers in behind if numbers >= _TELLING]
    widest = max((width for width, _ in told), default=0)
    if len({numbers for _, numbers in told}) != 1 or any(width == numbers for width, numbers in told):
        return {}
    return {width: widest - width for width, _ in told if width < widest}


def parts_of(cells: Cells) -> list[tuple[int, int]]:
    """Return the pieces of a table that begin with heads of their own, as ranges of rows.

    Below the money of a 绩效自评表 stands 年度总体目标 in words and then 一级指标 | … | 分值 | 得分, and above it what the project is
    called, which is no head.
    """
    found, begin = list[tuple[int, int]](), 0
    counted = named = False
    for at, row in enumerate(cells):
        own = [cell for cell in row if cell.strip()]
        digits = any(map(_has_digits, own))
        name = bool(own) and _NAMED.fits(own[0].strip())
        if (counted or (named and row[0].strip())) and own and not name and _begins(own, digits=digits):
            found.append((begin, at))
            begin, counted = at, False
        counted, named = counted or digits, name
    return [*found, (begin, len(cells))]


@lru_cache(4096)
def _has_digits(cell: str) -> bool:
    return _DIGIT.search(_ASIDE.sub("", cell)) is not None


def _begins(own: Sequence[str], *, digits: bool) -> bool:
    """Whether a row of these cells begins a piece of the table."""
    aims = _AIMS.match(own[0]) is not None
    parted = len(own) > 1 and all(_LABELS.fits(cell.strip()) for cell in own)
    return aims or parted or (not digits and _are_heads(own))


def _are_heads(cells: Sequence[str]) -> bool:
    return len(cells) >= _HEADS and 2 * sum(_HEAD.is_in(cell) for cell in cells) >= len(cells)


def head_rows(cells: Cells) -> int:
    """Return how many rows at the top hold heads only; a row that numbers the columns 1, 2, 3 is one of them."""
    for at, row in enumerate(cells):
        numbers = 0
        for cell in row:
            if NUMBER.fits(cell):
                numbers += 1
                if cell != str(numbers):
                    return at
        if numbers == 1:
            return at
    return max(len(cells) - 1, 0)


def column_heads(cells: Cells) -> tuple[tuple[str, ...], ...]:
    """Return for each column its heads from the top down.

    A merged cell's text stands in its first place only, so an empty place takes the head to its left, as long as both
    stand under one head of the row above; otherwise the head above reaches down to it. Where copying lost the empty places
    too, the words tell.
    """
    width = max(map(len, cells), default=0)
    paths: list[tuple[str, ...]] = [()] * width
    groups = [(-1, 0)] * width
    top = head_rows(cells)
    cells = unfolded(cells[:top], width) or cells
    for at in range(top):
        above = groups
        groups = list(above)
        for column in range(width):
            text = cells[at][column] if column < len(cells[at]) else ""
            left = groups[column - 1] if column else above[column]
            if text:
                groups[column] = (at, column)
                paths[column] += (text,)
            elif column and left[0] == at and above[column] == above[column - 1]:
                groups[column] = left
                paths[column] += (cells[at][left[1]],)
    return tuple(paths)


def signed(cell: str, head: str) -> str:
    """Return a cell that a mark makes negative under a head of changes with the sign "-", one character for one; else the cell."""
    found = _MARKED.fullmatch(cell)
    if not found or not _CHANGES.search(head):
        return cell
    closed = " " if found["open"] else ""
    return f"-{found['digits']}{found['per']}{closed}{found['behind']}"


def row_head(cells: Cells, row: int, column: int) -> str:
    """Return the words nearest to the left of a value, or "" when its row has none there."""
    words = (cell for cell in reversed(cells[row][:column]) if cell and not NUMBER.fits(cell))
    return next(words, "")
