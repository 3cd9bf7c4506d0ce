"""Say of a place in a report that it is no problem, or where its number is from; the next check remembers."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from drafter.commands.checking import check_file, said_of
from drafter.commands.console import DONE
from drafter.errors import DrafterError
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.checks.verdicts import Verdict
    from drafter.issue import Findings, Issue
    from drafter.report import Report


def judge_command(options: argparse.Namespace) -> int:
    from drafter.workspace import Workspace

    report, findings = check_file(options)
    if options.undo:
        said = _said_before(options, report)
    elif options.source:
        said = [_source(options, report)]
    else:
        said = _no_problem(options, report, findings)
    with Workspace(options.workspace) as kept:
        for verdict in said:
            kept.forget(verdict) if options.undo else kept.remember(verdict)
    for verdict in said:
        what = verdict.code or tr("此数来自：{source}", source=verdict.source)
        done = tr("已撤回") if options.undo else tr("已记下")
        print(tr("{done}：“{excerpt}” {what}", done=done, excerpt=verdict.excerpt, what=what))
    return DONE


def _issues_at(options: argparse.Namespace, findings: Findings) -> list[Issue]:
    return [
        issue for issue in findings.issues if issue.start == options.at and options.code in ("", issue.code)
    ]


def _no_problem(options: argparse.Namespace, report: Report, findings: Findings) -> list[Verdict]:
    from drafter.checks.verdicts import no_problem

    issues = _issues_at(options, findings)
    if not issues:
        raise DrafterError(
            tr(
                "{file} 第 {at} 字处没有{code}问题。请用 drafter check --json 查看各问题的 start",
                file=options.file.name,
                at=options.at,
                code=f" {options.code} " if options.code else "",
            )
        )
    return [no_problem(report, issue, everywhere=options.everywhere) for issue in issues]


def _source(options: argparse.Namespace, report: Report) -> Verdict:
    from drafter.checks.verdicts import comes_from
    from drafter.numbers.quantity import find_mentions

    for mention in find_mentions(report.text, year=report.year):
        if mention.start == options.at and not mention.structural:
            return comes_from(report, mention.start, mention.stop, options.source)
    raise DrafterError(
        tr(
            "{file} 第 {at} 字处没有数据。请用 drafter check --json 查看 unverified 各数的 start",
            file=options.file.name,
            at=options.at,
        )
    )


def _said_before(options: argparse.Namespace, report: Report) -> list[Verdict]:
    from drafter.checks.verdicts import places_of

    verdicts = said_of(options.workspace, report)
    said = [one for one in verdicts.said if any(start == options.at for start, _ in places_of(report, one))]
    return [one for one in said if options.code in ("", one.code)]
