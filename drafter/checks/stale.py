"""Is a year, a number or a whole statement of last year's report still standing?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from drafter.checks.aligning import Aligned, align_reports, numbers_of
from drafter.checks.context import Context
from drafter.checks.unmoved import left_standing, may_stay
from drafter.issue import Issue, Severity
from drafter.lastyear.claims import section_kind
from drafter.lastyear.years import moving_year
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.report import Report
from drafter.strings import tr

_YEAR = Regex(r"(?:19|20)\d\d")
_MOVING = ("上年", "本年", "下年")
_LONG = 3  # characters of a numeral that is looked at in chapters of standing facts, too


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
    """(year here, year there, how far it moves, whether it surely does).

    A 年度 inside a title (《…2023年度…通知》) may stay, and so may the date of an event; a 截至 date, or the last of a year, moves.
    """
    seen: set[int] = set()
    for source, lines, theirs in _sources(context):
        shift = _shift(context, source, lines, theirs)
        if source.year is None or shift <= 0:
            continue
        for line in lines:
            for mine, its in line.numbers:
                here, there = context.mentions[mine], theirs[its]
                if here.start in seen or here.reason != there.reason or not _moves(there.token, source.year):
                    continue
                named = not moving_year(context.report.text, here)
                if here.reason == "年份" and (not named or there.token.endswith("年度")):
                    seen.add(here.start)
                    yield here, there, shift, not named
                elif here.reason == "日期" and not named:
                    seen.add(here.start)
                    yield here, there, shift, _closes(context.report.text, here)


def _closes(text: str, date: Mention) -> bool:
    """截至2023年12月31日, 2023年12月底: up to when the report tells."""
    before = text[max(date.start - 4, 0) : date.start]
    return bool(re.search(r"截至|截止", before) or re.search(r"年12月(?:31日)?$", date.token))


def _shift(context: Context, source: Report, lines: Sequence[Aligned], theirs: Sequence[Mention]) -> int:
    """How many years after `source` the report is written: as it says, unless its own title is what was left standing.

    Then its file may be named after the right one, or most years of its sentences have moved on nevertheless.
    """
    if source.year is None:
        return 0
    years = [context.report.year or 0, *(int(one) for one in _YEAR.findall(context.report.source))]
    said = next((year - source.year for year in years if year > source.year), 0)
    if said:
        return said
    moved = Counter(
        int(mine) - int(its)
        for line in lines
        for here, there in line.numbers
        if context.mentions[here].reason == theirs[there].reason and theirs[there].reason in ("年份", "日期")
        for mine, its in zip(
            _YEAR.findall(context.mentions[here].token), _YEAR.findall(theirs[there].token), strict=False
        )
    )
    shift, often = moved.most_common(1)[0] if moved else (0, 0)
    return shift if often >= 2 else 0


def _sources(context: Context) -> Iterator[tuple[Report, Sequence[Aligned], Sequence[Mention]]]:
    """Last year's report, else what the sheet quotes of it."""
    if context.previous is not None:
        yield context.previous, context.aligned, context.theirs
    elif context.brief is not None and context.brief.year:
        quoted = [re.sub("[【】]", "", line) for figure in context.brief.figures for line in figure.evidence]
        text = "\n".join(dict.fromkeys([*quoted, *(item.previous for item in context.brief.items)]))
        report = Report(
            "", context.brief.org, context.brief.year - 1, context.brief.previous_report, text, ()
        )
        yield (
            report,
            align_reports(context.lines, report),
            numbers_of(report),
        )


def _moves(token: str, year: int) -> bool:
    return any(abs(int(found) - year) <= 1 for found in _YEAR.findall(token))


def check_stale_figure(context: Context) -> Iterator[Issue]:
    """Yield stale-figure where a number is last year's to the digit, in last year's words, and no sheet row confirms it.

    A warning where the same digits would hardly come twice, a note for single digits and for what is seldom otherwise (编制,
    行政村, a goal). What the text says is as it was (与上年持平), what stands in a chapter of standing facts, and figures of
    named older years stay the same for good reasons and are passed. What was said of 上年 last year has moved on, too.
    """
    if context.previous is None:
        return
    theirs = context.theirs
    pairs = {mine: its for line in context.aligned for mine, its in line.numbers}
    for line in context.aligned:
        for mine, its in line.numbers:
            if _worked_out(context, mine, pairs, theirs):
                continue
            here, there = context.mentions[mine], theirs[its]
            if mine in context.bound or here.structural or there.structural:
                continue
            if here.value != there.value or here.unit != there.unit or here.period != there.period:
                continue
            long = len(here.token) >= _LONG or here.step < 1
            if here.period not in _MOVING or not (long or _may_change(context, line)):
                continue
            if may_stay(context, mine):
                continue
            message = tr(
                "与上年报告同一处的数相同（{was}），请确认是否已更新",
                was=context.previous.text[there.start : there.stop],
            )
            severity = left_standing(context, mine, alone=_alone(context, line, mine))
            yield context.issue("stale-figure", severity, message, *context.span(mine))


def _alone(context: Context, line: Aligned, index: int) -> bool:
    """Whether every other figure of the sentence, one at least, has another value than last year."""
    others = [(context.mentions[mine], context.theirs[its]) for mine, its in line.numbers if mine != index]
    figures = [(here, there) for here, there in others if not here.structural]
    return bool(figures) and all(here.value != there.value for here, there in figures)


def _worked_out(context: Context, index: int, there: Mapping[int, int], theirs: Sequence[Mention]) -> bool:
    """Whether a calculation that holds gives the number from other values than last year's: then it is this year's, too.

    So is the part of a whole that is new: 62人，其中公务员27人、事业人员35人.
    """
    return any(
        relation.holds
        and (relation.target == index or relation.kind == "sum")
        and any(
            i in there and context.mentions[i].value != theirs[there[i]].value
            for i in (relation.target, *relation.terms)
            if i != index
        )
        for relation in context.using.get(index, ())
    )


def _may_change(context: Context, line: Aligned) -> bool:
    """Not in a chapter of standing facts, unless the sentence says as of when it tells."""
    if any(context.mentions[mine].reason in ("年份", "日期") for mine, _ in line.numbers):
        return True
    section = context.report.section_at(line.start)
    return section_kind(context.report.headings_of(section)) != "standing"
