"""Let a report in the traditional script be checked as one in the simplified, in whose words all rules are written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drafter.issue import Issue
from drafter.report import Report, Section, Table
from drafter.traditional import simplified, to_simplified


def in_simplified(report: Report) -> Report:
    """Return `report` itself where it is in the simplified script, else what it says in it, at the same offsets."""
    text = simplified(report.text)
    if text is report.text:
        return report
    sections = tuple(map(_section, report.sections))
    return replace(report, text=text, sections=sections, tables=tuple(map(_table, report.tables)))


def as_printed(issues: Iterable[Issue], report: Report) -> tuple[Issue, ...]:
    """Return the issues with their excerpts as the report itself prints them."""
    return tuple(replace(one, excerpt=report.text[one.start : one.end]) for one in issues)


def _section(section: Section) -> Section:
    return replace(section, heading=to_simplified(section.heading))


def _table(table: Table) -> Table:
    return replace(table, cells=tuple(tuple(map(to_simplified, row)) for row in table.cells))
