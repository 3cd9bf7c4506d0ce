"""Rows of accounts whose total lost the empty place of the cell it stood in, as tables do that are copied from a page."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.patterns import Regex
from drafter.tables import NUMBER
from drafter.text import CHINESE

Cells = tuple[str, ...]

_CODE, _TOTAL = Regex(r"[2-6]\d\d(?:\d{2}){0,2}"), Regex(r"[^\d。；，]{0,8}[合总]\s*计")


def beside_codes(rows: Sequence[Cells]) -> Sequence[Cells]:
    """合计 in one cell over 科目编码 and 科目名称 lost the empty place behind it, once or, of two sides, twice."""
    coded = {len(row) for row in rows if len(row) > 2 and _CODE.fullmatch(row[0]) and CHINESE.is_in(row[1])}
    if not coded:
        return rows
    found = []
    for row in rows:
        behind = zip(row, (*row[1:], ""), strict=True)
        whole = tuple(
            place
            for cell, after in behind
            for place in ((cell, "") if _TOTAL.fullmatch(cell) and NUMBER.fullmatch(after) else (cell,))
        )
        found.append(whole if len(row) < len(whole) == max(coded) else row)
    return found
