"""Is a year, a number or a whole statement of last year's report still standing?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.checks.aligning import Aligned, align_reports, numbers_of
from drafter.checks.context import Context
from drafter.issue import Issue, Severity
from drafter.numbers.quantity import Mention
from drafter.report import Report
from drafter.strings import tr
from drafter.years import moving_year

_YEAR = re.compile(r"(?:19|20)\d\d")


def check_stale_year(context: Context) -> Iterator[Issue]:
    """Yield stale-year where a year that moves with the report stands as in last year's text.

    Last year's text is the one given, or the sheet's 出处; a year named to compare with (比2022年) is expected to move too,
    so role decides, not value. Years before the one last year's report compared with are history.
    """
    for here, there, shift, moving in _year_pairs(context):
        for mine, its in zip(_YEAR.findall(here.token), _YEAR.findall(there.token), strict=False):
            if mine == its:
                expected = str(int(its) + shift)
                message = tr(
                    "年份未更新：上年报告此处为 {was}，本年应为 {expected}", was=its, expected=expected
                )
                at = here.start + here.token.index(mine)
                severity: Severity = "error" if moving else "warning"
                yield context.issue("stale-year", severity, message, at, at + 4, expected=expected)


def _year_pairs(context: Context) -> Iterator[tuple[Mention, Mention, int, bool]]:
    """(year here, year there, how far it moves, whether it surely does); a 年度 inside a title (《…2023年度…通知》) may stay."""
    seen: set[int] = set()
    for source, lines, theirs in _sources(context):
        if source.year is None or context.report.year is None or context.report.year <= source.year:
            continue
        for line in lines:
            for mine, its in line.numbers:
                here, there = context.mentions[mine], theirs[its]
                if (
                    here.start not in seen
                    and here.reason == there.reason == "年份"
                    and _moves(there.token, source.year)
                    and ((moving := moving_year(context.report.text, here)) or there.token.endswith("年度"))
                ):
                    seen.add(here.start)
                    yield here, there, context.report.year - source.year, moving


def _sources(context: Context) -> Iterator[tuple[Report, Sequence[Aligned], Sequence[Mention]]]:
    """Last year's report, else what the sheet quotes of it."""
    if context.previous is not None:
        yield (
            context.previous,
            context.aligned,
            context.theirs,
        )
    elif context.brief is not None and context.brief.year:
        quoted = [re.sub("[【】]", "", line) for figure in context.brief.figures for line in figure.evidence]
        text = "\n".join(dict.fromkeys([*quoted, *(item.previous for item in context.brief.items)]))
        report = Report(
            "", context.brief.org, context.brief.year - 1, context.brief.previous_report, text, ()
        )
        yield (
            report,
            align_reports(context.report, context.mentions, report),
            numbers_of(report),
        )


def _moves(token: str, year: int) -> bool:
    return any(abs(int(found) - year) <= 1 for found in _YEAR.findall(token))


def check_stale_figure(context: Context) -> Iterator[Issue]:
    """Yield stale-figure where a number is last year's to the digit, in last year's words, and no sheet row confirms it.

    Small counts, zero, 100 % and figures of named older years stay the same for good reasons and are passed.
    """
    if context.previous is None:
        return
    theirs = context.theirs
    for line in context.aligned:
        for mine, its in line.numbers:
            here, there = context.mentions[mine], theirs[its]
            if mine in context.bound or here.structural or there.structural or not _telling(here):
                continue
            if (
                here.value == there.value
                and here.unit == there.unit
                and here.period == there.period == "本年"
            ):
                start, end = context.span(mine)
                message = tr(
                    "与上年报告同一处的数相同（{was}），请确认是否已更新",
                    was=context.previous.text[there.start : there.stop],
                )
                yield context.issue("stale-figure", "warning", message, start, end)


def _telling(mention: Mention) -> bool:
    """Whether the same value two years running would be a coincidence."""
    digits = mention.token.replace(".", "").replace(",", "").strip("0")
    return len(digits) >= 3 or (mention.step < 1 and mention.value not in (0, 100))
