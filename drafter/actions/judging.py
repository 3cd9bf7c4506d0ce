"""A report checked by itself, and the names by which the page speaks of texts and issues."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from drafter.checks.verdicts import Judged
from drafter.issue import Issue
from drafter.report import Report


@dataclass(frozen=True, slots=True)
class Checked:
    """A report checked by itself; `id` names its text.

    `previous` is the name of last year's report it was compared with, "" when the library has none.
    """

    id: str
    report: Report
    previous: str
    judged: Judged


def name_of_issue(text: str, issue: Issue) -> str:
    """Return what an issue goes by: its kind and its paragraph. Both stay when other paragraphs are edited."""
    start = text.rfind("\n", 0, issue.start) + 1
    end = text.find("\n", issue.end)
    paragraph = text[start : len(text) if end < 0 else end]
    said = f"{issue.code}\n{issue.start - start}\n{issue.end - issue.start}\n{issue.expected}\n{paragraph}"
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:24]


def name_of_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
