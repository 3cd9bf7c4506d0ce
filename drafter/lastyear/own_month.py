"""Find what part of a year a report is on: last year's 10月份 is this year's 10月份, and no date of an event."""

from __future__ import annotations

from collections import Counter

from drafter.patterns import Regex
from drafter.report import Report
from drafter.text import sentences

_SPAN = r"(?:1\s?[-—－–~至到]{1,2}\s?)?(?P<month>1[0-2]|[1-9])\s?月"
_IN_TITLE = Regex(rf"(?<!\d){_SPAN}(?!\s?\d{{1,2}}\s?日)")
_OPENS = Regex(rf"\s*(?:(?:19|20)\d\d年)?{_SPAN}(?:份|累计|平均|末|底)?[，,]?")
_TOLD = Regex(rf"(?<!\d)(?<!\d年)(?<![去上前]年){_SPAN}(?:份|末|底)?(?!\s?\d{{1,2}}\s?日)")
_HALF_OR_QUARTER = Regex(r"上半年|(?<![第一二三四1-4])[一二三1-3]季度|第[一二三]季度|前[一二两三]个?季度")
_UNTIL = Regex(r"截[至止]到?(?P<month>[3-9])\s?月(?:份?[底末]|3[01]\s?日)")
_QUARTERS = {"一": 1, "二": 2, "两": 2, "三": 3, "1": 1, "2": 2, "3": 3}
_SEVERAL = 3
"""How many sentences have to open with a month for it to be what a report without a title is on."""


def own_month(report: Report) -> int:
    """Return the month that the title names, else the one that several sentences open with; 0 for the report of a year."""
    named = {int(found["month"]) for found in _IN_TITLE.finditer(report.title)}
    if len(named) == 1:
        return named.pop()
    opening = (_OPENS.match(report.text, start, end) for start, end in sentences(report.text))
    times = Counter(int(found["month"]) for found in opening if found)
    month, count = max(times.items(), key=lambda one: one[1], default=(0, 0))
    return month if count >= _SEVERAL and 2 * count > sum(times.values()) else 0


def closing_month(report: Report) -> int:
    """Return the last month of the half or the quarters that the title names; 0 where it names neither."""
    said = _HALF_OR_QUARTER.search(report.title)
    if said is None:
        return 0
    return 6 if "半年" in said[0] else 3 * next(_QUARTERS[c] for c in said[0] if c in _QUARTERS)


def ends_within_a_year(report: Report) -> bool:
    """Return whether the report is on a month, a quarter or a half that ends before the year does.

    What it compares with 上年末 or 年初 is no figure of the report of a year before, which tells of that June.
    """
    return 0 < own_month(report) < 12 or closing_month(report) > 0


def without_own_month(sentence: str, month: int) -> str:
    """Return the sentence without its words for the month reported on and the one before it, 10月份 and 1—9月份."""
    return _TOLD.sub(
        lambda found: "本期" if int(found["month"]) in (month, month - 1) else found[0], sentence
    )


def without_its_end(sentence: str, month: int) -> str:
    """Return the sentence without 截至6月底 of a report that ends with that month; 6月 alone is when something was done."""
    return _UNTIL.sub(lambda found: "本期" if int(found["month"]) == month else found[0], sentence)
