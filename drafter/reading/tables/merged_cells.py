"""Rows of a table copied from a page, which says nothing of merged cells: a row below one is shorter by what it covers.

Which places are covered, the columns tell: under 分值 and 得分 stand numbers in every row, and names under 指标.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafter.patterns import Regex
from drafter.tables import NUMBER, parts_of
from drafter.text import CHINESE

Cells = tuple[str, ...]

_DIGITS = Regex(r"\s*[≥≤＞＜><=＝\d]")
_AMOUNT_HEAD = Regex(r"数$|数[（(]|[额率分计]$|率[（(]|分值|金额|[收支][入出]$|万元|[%％]")
_WORD_HEAD = Regex(r"项目|名称|科目$|指标$|内容|原因|说明|措施|备注|单位$")
_EITHER = Regex(r"指标值|目标值|完成|实际|情况")  # 12, ≥1.80万亩 or 健全


def beside_merged(rows: Sequence[Cells]) -> Sequence[Cells]:
    """Return the rows with empty places for the cells that merged ones cover; those as wide as the table, and heads, stay."""
    found = list(rows)
    for begin, end in parts_of(rows):
        part = rows[begin:end]
        width = max(map(len, part), default=0)
        if all(len(row) == width for row in part):
            continue
        kinds = _kinds([row for row in part if len(row) == width], width)
        for at in range(begin, end):
            found[at] = _in_place(rows[at], kinds)
    return found


def _kinds(whole: Sequence[Cells], width: int) -> list[int]:
    """For each column 1 where numbers stand, -1 where words do, 0 where either may: by the rows that are whole, else by the heads."""
    body = [row for row in whole if any(map(_is_number, row))]
    kinds = []
    for column in range(width):
        cells = [cell for row in body if (cell := row[column].strip())]
        heads = [cell for row in whole if row not in body and (cell := row[column].strip())]
        head = heads[-1] if heads else ""
        if _EITHER.search(head) and not _AMOUNT_HEAD.search(head):
            kinds.append(0)
        elif cells:
            kinds.append(1 if all(map(_is_number, cells)) else -1 if all(map(_is_word, cells)) else 0)
        else:
            kinds.append(-1 if _WORD_HEAD.search(head) else 1 if _AMOUNT_HEAD.search(head) else 0)
    return kinds


def _in_place(row: Cells, kinds: Sequence[int]) -> Cells:
    free = len(kinds) - len(row)
    if free <= 0 or not any(map(_is_number, row)):
        return row
    fits = [_fit(row, kinds[offset:]) for offset in range(free + 1)]
    return ("",) * fits.index(max(fits)) + row


def _fit(row: Cells, kinds: Sequence[int]) -> int:
    """How many cells stand where such cells stand, less those that do not; words stand in other columns too, numbers tell more."""
    return sum(
        2 * kind if _is_number(cell) else -kind if _is_word(cell) or kind > 0 else 0
        for cell, kind in zip(row, kinds, strict=False)
        if cell.strip()
    )


def _is_number(cell: str) -> bool:
    return NUMBER.fullmatch(cell.strip()) is not None


def _is_word(cell: str) -> bool:
    return CHINESE.is_in(cell) and not _DIGITS.match(cell)
