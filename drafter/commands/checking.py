"""Check a report or a draft and print what was found."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from drafter.commands.console import DONE, FOUND, print_json
from drafter.commands.files import load_draft
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.issue import Findings
    from drafter.report import Report


def check_command(options: argparse.Namespace) -> int:
    from drafter.checks import check_draft, check_report
    from drafter.checks.verdicts import load_verdicts
    from drafter.readings import read_mended
    from drafter.sheet import read_sheet

    verdicts = load_verdicts(options.verdicts) if options.verdicts else None
    brief = read_sheet(options.sheet) if options.sheet else None
    previous = read_mended(options.previous, options.index) if options.previous else None
    if options.file.suffix == ".json":
        draft = load_draft(options.file)
        report = draft.as_report(options.file.name)
        findings = check_draft(draft, brief=brief, previous=previous, verdicts=verdicts)
    else:
        report = read_mended(options.file, options.index)
        findings = check_report(report, brief=brief, previous=previous, verdicts=verdicts)
    if options.json:
        print_json(findings_json(options.file.name, report, findings))
    else:
        _print_findings(report, findings)
    return FOUND if findings.issues else DONE


def findings_json(file: str, report: Report, findings: Findings) -> dict[str, object]:
    """Return what `drafter check --json` prints."""
    coverage = findings.coverage
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
        "issues": [
            {
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
            for issue in findings.issues
        ],
    }


def _print_findings(report: Report, findings: Findings) -> None:
    names = {"error": tr("错误"), "warning": tr("提示"), "note": tr("建议")}
    for issue in findings.issues:
        heading = report.section_at(issue.start).heading
        print(f"[{names[issue.severity]}] {issue.code} {heading}：“{issue.excerpt}” {issue.message}")
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
