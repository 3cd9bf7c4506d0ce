"""Find the month that a monthly report is on: last year's 10月份 is this year's 10月份, and no date of an event."""

from __future__ import annotations

from collections import Counter

from drafter.patterns import Regex
from drafter.report import Report
from drafter.text import sentences

_SPAN = r"(?:1\s?[-—－–~至到]{1,2}\s?)?(?P<month>1[0-2]|[1-9])\s?月"
_IN_TITLE = Regex(rf"(?<!\d){_SPAN}(?!\s?\d{{1,2}}\s?日)")
_OPENS = Regex(rf"\s*(?:(?:19|20)\d\d年)?{_SPAN}(?:份|累计|平均|末|底)?[，,]?")
_TOLD = Regex(rf"(?<!\d)(?<!\d年)(?<![去上前]年){_SPAN}(?:份|末|底)?(?!\s?\d{{1,2}}\s?日)")
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


def without_own_month(sentence: str, month: int) -> str:
    """Return the sentence without its words for the month reported on and the one before it, 10月份 and 1—9月份."""
    return _TOLD.sub(
        lambda found: "本期" if int(found["month"]) in (month, month - 1) else found[0], sentence
    )
