"""Tell which period the heading of a section opens, and whether what follows is still to be done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.numbers.periods.marks import marks_in
from drafter.patterns import Regex

PLANS = {
    "十二五": "2011—2015",
    "十三五": "2016—2020",
    "十四五": "2021—2025",
    "十五五": "2026—2030",
    "十六五": "2031—2035",
}
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
_CELL = Regex(r"[ \t]-?\d[\d,.]*(?:[ \t]|$)")


def opened_by(line: str, named: Sequence[str], section: str, *, dated: bool) -> tuple[str, bool] | None:
    """Return the period that a heading opens, and whether its section goes back and forth between periods.

    `named` are the periods its words name, `section` is the one it closes, and `dated` says whether the report's year is known.
    """
    found = _HEADING.match(line)
    if not found or _CELL.search(line):
        return None
    words = found["words"]
    if "”" in words:
        told = (years for plan, years in PLANS.items() if f"{plan}”发展" in words or f"{plan}”规划" in words)
        named = [*named, *told]
    if named and "，" not in words and (_REVIEW.search(words) or _OUTLOOK.search(words)):
        if _FUTURE.search(words) or not dated:
            return named[-1], False
        return named[0], len(set(named)) > 1
    if len(words) <= 20 and "，" not in words and _FUTURE.search(words) and not _TOLD.search(words):
        return "下年", False
    return (
        ("本年", False)
        if _TOP.match(line) and (section != "下年" or not re.search("措施|打算|建议", words))
        else None
    )


def opens_plans(heading: str, period: str) -> bool:
    """2025年主要任务, 下一步措施; a budget (2025年预算安排) is approved and no mere plan."""
    ahead = _FUTURE.search(heading) or (
        any(marks_in(heading)) and _OUTLOOK.search(heading) and not _REVIEW.search(heading)
    )
    told = "预算" in heading or _TOLD.search(heading)  # 存在的问题及改进措施 tells this year's problems
    return bool(ahead) and not told and period not in ("上年",)
