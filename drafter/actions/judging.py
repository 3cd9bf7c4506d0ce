"""What a person has judged to be no problem stays out of the way, as long as the words it was said of stand."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from dataclasses import dataclass, replace

from drafter.issue import Findings, Issue
from drafter.report import Report


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings without what was judged to be no problem, and that by itself."""

    findings: Findings
    dismissed: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A report checked by itself; `id` names its text, so that the same file finds its judgements again.

    `previous` is the name of last year's report it was compared with, "" when the library has none.
    """

    id: str
    report: Report
    previous: str
    judged: Judged


def judge(text: str, findings: Findings, dismissed: Set[str]) -> Judged:
    """Part the findings by the names of the issues dismissed."""
    kept = tuple(one for one in findings.issues if name_of_issue(text, one) not in dismissed)
    gone = tuple(one for one in findings.issues if name_of_issue(text, one) in dismissed)
    return Judged(replace(findings, issues=kept), gone)


def name_of_issue(text: str, issue: Issue) -> str:
    """Return what an issue goes by: its kind and its paragraph. Both stay when other paragraphs are edited."""
    start = text.rfind("\n", 0, issue.start) + 1
    end = text.find("\n", issue.end)
    paragraph = text[start : len(text) if end < 0 else end]
    said = f"{issue.code}\n{issue.start - start}\n{issue.end - issue.start}\n{issue.expected}\n{paragraph}"
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:24]


def name_of_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
