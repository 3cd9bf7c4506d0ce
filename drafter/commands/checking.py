"""Check a report or a draft and print what was found."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drafter.commands.console import DONE, FOUND, print_json
from drafter.commands.files import load_draft
from drafter.issue import severity_name
from drafter.strings import tr

if TYPE_CHECKING:
    from pathlib import Path

    from drafter.brief import Brief
    from drafter.checks.verdicts import Judged, Verdicts
    from drafter.issue import Findings, Issue
    from drafter.report import Report


def check_command(options: argparse.Namespace) -> int:
    report, findings = check_file(options)
    judged = said_of(options.workspace, report).judge(report, findings)
    if options.json:
        print_json(findings_json(options.file.name, report, judged))
    else:
        _print_findings(report, judged)
    return FOUND if judged.findings.issues else DONE


def check_file(options: argparse.Namespace) -> tuple[Report, Findings]:
    """Check `options.file`, a report as mended or a draft, against the sheet and last year's report where they are given."""
    from drafter.checks import check_draft, check_report
    from drafter.readings import read_mended
    from drafter.sheet import read_sheet

    brief = read_sheet(options.sheet) if options.sheet else None
    previous = read_mended(options.previous, options.index) if options.previous else None
    if options.file.suffix == ".json":
        draft = load_draft(options.file)
        report = draft.as_report(options.file.name)
        return report, check_draft(draft, brief=brief, previous=previous)
    report = read_mended(options.file, options.index)
    for line in _to_know(report, brief):
        print(tr("请留意：{what}", what=line), file=sys.stderr)
    return report, check_report(report, brief=brief, previous=previous)


def _to_know(report: Report, brief: Brief | None) -> Iterator[str]:
    """What makes a check less than it seems: parts of the file that were not read, and a sheet that is not this report's."""
    yield from report.warnings
    if brief is None:
        return
    if report.year and brief.year and report.year != brief.year:
        yield tr("数据表是 {found} 年度的，报告是 {year} 年度的", found=brief.year, year=report.year)
    if report.org and brief.org and report.org != brief.org:
        yield tr("数据表是“{found}”的，报告是“{org}”的", found=brief.org, org=report.org)


def said_of(workspace: Path, report: Report) -> Verdicts:
    """What was said of the report and of any, on the page or with `drafter judge`; nothing without a workspace."""
    from drafter.checks.verdicts import Verdicts

    if not (workspace / "drafts.db").exists():
        return Verdicts()
    from drafter.workspace import Workspace

    with Workspace(workspace) as kept:
        return kept.verdicts(report.source)


def findings_json(file: str, report: Report, judged: Judged) -> dict[str, object]:
    """Return what `drafter check --json` prints."""
    findings, coverage = judged.findings, judged.findings.coverage
    return {
        "file": file,
        "characters": len(report.text),
        "numbers": {
            "total": coverage.total,
            "verified": coverage.verified,
            "structural": coverage.structural,
            "unverified": len(coverage.unverified),
        },
        "unverified": [
            {"start": start, "end": end, "text": report.text[start:end]} for start, end in coverage.unverified
        ],
        "issues": [_issue_json(issue) for issue in findings.issues],
        "dismissed": [_issue_json(issue) for issue in judged.dismissed],
    }


def _issue_json(issue: Issue) -> dict[str, object]:
    return {
        "code": issue.code,
        "severity": issue.severity,
        "message": issue.message,
        "start": issue.start,
        "end": issue.end,
        "excerpt": issue.excerpt,
        "expected": issue.expected,
        "section": issue.section,
        "related": [{"start": start, "end": end} for start, end in issue.related],
    }


def _print_findings(report: Report, judged: Judged) -> None:
    findings = judged.findings
    for issue in findings.issues:
        heading = report.section_at(issue.start).heading
        print(f"[{severity_name(issue.severity)}] {issue.code} {heading}：“{issue.excerpt}” {issue.message}")
    coverage = findings.coverage
    print(
        tr(
            "本稿 {total} 个数：{verified} 已核，{structural} 序号日期，{unverified} 未能核对；{issues} 个问题",
            total=coverage.total,
            verified=coverage.verified,
            structural=coverage.structural,
            unverified=len(coverage.unverified),
            issues=len(findings.issues),
        )
    )
    if judged.dismissed:
        print(tr("另有 {n} 个问题已判定不是问题", n=len(judged.dismissed)))
