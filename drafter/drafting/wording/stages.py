"""Say which year of a plan of five the new one is where that is certain: 2025年是“十四五”规划收官之年, 2026年是“十五五”规划开局之年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from drafter.drafting.line import Line, Step
from drafter.numbers.numerals import read_numeral, write_chinese

_FIRST_PLAN, _LAST_YEAR = 2006, 2050
_STAGE = re.compile(
    r"(?P<year>20\d\d)\s?年(?:度)?，?是(?:实施|推进)?“?(?P<plan>十[一二三四五六七八九]五)”?(?:时期|规划)?的?(?P<stage>收官|开局)之年"
)


def plan_of(year: int) -> str:
    """The plan of five years that `year` is in, "" where its name is not known: they began in 2006 with 十一五."""
    known = _FIRST_PLAN <= year <= _LAST_YEAR
    return f"十{write_chinese((year - _FIRST_PLAN) // 5 + 1)}五" if known else ""


# 2023年是十年禁渔的第3年: the next year is the fourth.
_NTH_YEAR = re.compile(
    r"(?P<year>20\d\d)\s?年(?:度)?，?(?:也)?是[^，。；\d]{2,30}?第(?P<nth>\d{1,2}|[一二三四五六七八九十]{1,3})(?:个)?年(?=[，。；]|$)"
)


def _years_told(line: Line, start: int, end: int) -> Iterator[Step]:
    """Yield the number of the year since something began, moved on with the year."""
    m = line.material
    for said in _NTH_YEAR.finditer(m.text, start, end):
        nth = read_numeral(said["nth"])
        if int(said["year"]) == m.old and nth is not None:
            now = int(nth) + m.new - m.old
            told = str(now) if said["nth"].isdigit() else write_chinese(now)
            yield *said.span("nth"), partial(line.add, told)


def find_stages(line: Line, start: int, end: int) -> Iterator[Step]:
    """Yield the plan and its 收官 or 开局 where last year's were right, and the new year is the first or the last of a plan.

    What a year in between is called, nobody can know.
    """
    m = line.material
    yield from _years_told(line, start, end)
    for said in _STAGE.finditer(m.text, start, end):
        was = int(said["year"])
        now = was + m.new - m.old
        if plan_of(was) != said["plan"] or _stage(was) != said["stage"] or not _stage(now):
            continue
        line.settled.append(said.span())
        yield *said.span("plan"), partial(line.add, plan_of(now))
        yield *said.span("stage"), partial(line.add, _stage(now))


def _stage(year: int) -> str:
    return {0: "开局", 4: "收官"}.get((year - _FIRST_PLAN) % 5, "")
