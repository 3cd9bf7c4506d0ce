"""Check a report: one question per file, each yields the issues it finds; numbers not covered are said to be so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from drafter.brief import Brief
from drafter.checks.account_items import check_account_items
from drafter.checks.all_shares import check_all_shares
from drafter.checks.arithmetic import check_arithmetic
from drafter.checks.claims import check_claims
from drafter.checks.context import Context
from drafter.checks.directions import check_directions
from drafter.checks.enumerations import check_enumerations, counted_rightly
from drafter.checks.from_nothing import check_from_nothing
from drafter.checks.item_evidence import check_item_evidence
from drafter.checks.last_year import check_last_year, check_stale_text
from drafter.checks.left_over import check_left_over
from drafter.checks.missing_units import check_missing_units
from drafter.checks.numbering import check_numbering
from drafter.checks.one_script import as_printed, in_simplified
from drafter.checks.parts import check_parts
from drafter.checks.placeholders import check_placeholders
from drafter.checks.public_expenses import check_public_expenses
from drafter.checks.reasons import check_calibers, check_reasons
from drafter.checks.retold import check_retold
from drafter.checks.same_figure import check_same_figure
from drafter.checks.scoring import check_scoring
from drafter.checks.self_assessment import check_self_assessment, scored_rightly
from drafter.checks.sheet_figures import agrees, check_sheet_figures, fallen_in_turn
from drafter.checks.stale import check_stale_figure, check_stale_year
from drafter.checks.tables import check_tables
from drafter.checks.told_differently import check_told_differently
from drafter.checks.told_indicators import check_told_indicators, told_rightly
from drafter.checks.told_scores import check_told_scores
from drafter.checks.units import check_units
from drafter.checks.unread_tables import check_unread_tables
from drafter.checks.wording import check_wording
from drafter.checks.work_items import check_work_items
from drafter.draft import Draft
from drafter.issue import Coverage, Findings, Issue
from drafter.report import Report
from drafter.strings import tr

Check = Callable[[Context], Iterator[Issue]]

_CALCULATED = {"ratio-wrong", "growth-wrong", "difference-wrong", "sum-wrong", "score-sum"}

CHECKS: dict[str, Check] = {
    "arithmetic": check_arithmetic,
    "from-nothing": check_from_nothing,
    "parts": check_parts,
    "all-shares": check_all_shares,
    "tables": check_tables,
    "public-expenses": check_public_expenses,
    "unread-tables": check_unread_tables,
    "directions": check_directions,
    "scoring": check_scoring,
    "self-assessment": check_self_assessment,
    "told-scores": check_told_scores,
    "told-indicators": check_told_indicators,
    "sheet-figures": check_sheet_figures,
    "same-figure": check_same_figure,
    "account-items": check_account_items,
    "told-differently": check_told_differently,
    "retold": check_retold,
    "units": check_units,
    "missing-units": check_missing_units,
    "enumerations": check_enumerations,
    "claims": check_claims,
    "calibers": check_calibers,
    "reasons": check_reasons,
    "stale-year": check_stale_year,
    "stale-figure": check_stale_figure,
    "left-over": check_left_over,
    "stale-text": check_stale_text,
    "last-year": check_last_year,
    "work-items": check_work_items,
    "evidence": check_item_evidence,
    "placeholders": check_placeholders,
    "numbering": check_numbering,
    "wording": check_wording,
}


def check_report(
    report: Report,
    *,
    brief: Brief | None = None,
    previous: Report | None = None,
) -> Findings:
    """Return the issues of `report` in reading order, and what became of each of its numbers.

    With the sheet of this year (`brief`) numbers are compared with the rows they print; with last year's report (`previous`)
    what was left standing is found.
    """
    read = in_simplified(report)
    found = _check(Context(read, brief, in_simplified(previous) if previous else None))
    return found if read is report else replace(found, issues=as_printed(found.issues, report))


def check_draft(
    draft: Draft,
    *,
    brief: Brief | None = None,
    previous: Report | None = None,
) -> Findings:
    """Return what `check_report` says of a draft, which itself knows the row behind each number and the reason of each mark.

    A number that a person typed anew is compared with the row its sentence calls for, unless that row is printed already.
    """
    printed: dict[int, str] = {}
    reasons: dict[tuple[int, int], str] = {}
    retold: dict[tuple[int, int], tuple[int, int]] = {}
    offset = 0
    for section in draft.sections:
        printed |= {offset + figure.start: figure.row for figure in section.figures}
        reasons |= {(offset + mark.start, offset + mark.end): mark.reason for mark in section.open}
        for one in section.sentences:
            if (
                one.origin == "model"
                and one.precedent
                and previous
                and one.precedent.source == previous.source
            ):
                retold[offset + one.start, offset + one.end] = one.precedent.start, one.precedent.end
        offset += len(section.text)
    report = draft.as_report()
    return _check(Context(report, brief, previous, printed, reasons, retold))


def _check(context: Context) -> Findings:
    issues = {
        (issue.code, issue.start, issue.end): issue for check in CHECKS.values() for issue in check(context)
    }
    return Findings(
        tuple(sorted(_once(issues.values()), key=lambda issue: (issue.start, issue.end, issue.code))),
        _coverage(context),
    )


def _once(issues: Collection[Issue]) -> Iterator[Issue]:
    """Say once what is wrong with a number: two calculations in one issue, and none that it differs from elsewhere, too."""
    told: dict[tuple[int, int], Issue] = {}
    others: list[Issue] = []
    for issue in issues:
        place = issue.start, issue.end
        if issue.code not in _CALCULATED or issue.severity == "note":
            others.append(issue)
        elif place not in told:
            told[place] = issue
        else:
            first, second = sorted((told[place], issue), key=lambda one: one.severity != "error")
            told[place] = replace(
                first,
                message=tr("{one}；{two}", one=first.message, two=second.message),
                expected=first.expected or second.expected,
                related=tuple(dict.fromkeys((*first.related, *second.related))),
            )
    yield from told.values()
    for issue in others:
        mended = (told.get(place) for place in issue.related)
        if issue.code != "same-figure-two-values" or not (
            (issue.start, issue.end) in told
            or any(one is not None and one.expected == issue.excerpt for one in mended)
        ):
            yield issue


def _coverage(context: Context) -> Coverage:
    """A number is verified when a calculation that holds uses it, its list is as long as it says, or its sheet row agrees."""
    verified = set().union(*[one.numbers for one in context.relations if one.holds])
    verified |= counted_rightly(context)
    confirmed = context.ledger.confirmed | scored_rightly(context)
    verified |= {i for i, mention in enumerate(context.mentions) if mention.start in confirmed}
    verified |= {tie.index for tie in context.ledger.ties if not tie.expected} | told_rightly(context)
    fallen = fallen_in_turn(context) if context.bound else set()
    for index, row in context.bound.items():
        value, figure = context.values.get(row), context.brief.figure(row) if context.brief else None
        if value is None or figure is None:
            continue
        if agrees(context.mentions[index], -value if index in fallen else value, figure.unit):
            verified.add(index)
    # What stands inside a 【待补】 is last year's, quoted: it is no number of this report.
    structural = sum(mention.structural and mention.reason != "标记" for mention in context.mentions)
    quantities = [i for i, mention in enumerate(context.mentions) if not mention.structural]
    left = tuple(context.span(i) for i in quantities if i not in verified)
    return Coverage(len(quantities) - len(left), structural, left)
