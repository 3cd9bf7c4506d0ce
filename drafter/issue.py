"""Something a person should look at, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from drafter.strings import tr

Severity = Literal["error", "warning", "note"]


def severity_name(severity: Severity) -> str:
    """Return what a person calls the severity, the same on the page, in a terminal and in a Word file."""
    return {"error": tr("错误"), "warning": tr("提示"), "note": tr("建议")}[severity]


@dataclass(frozen=True, slots=True)
class Issue:
    """`start` and `end` are code points in the checked report's text; `expected` is "" when nothing was computed.

    `section` is the key of the section; `related` are the spans of the other numbers the judgement rests on.
    """

    code: str
    severity: Severity
    message: str
    start: int
    end: int
    excerpt: str
    expected: str = ""
    section: str = ""
    related: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many numbers a text has and what became of them; the three parts add up to `total`."""

    verified: int
    structural: int
    unverified: tuple[tuple[int, int], ...]

    @property
    def total(self) -> int:
        return self.verified + self.structural + len(self.unverified)


@dataclass(frozen=True, slots=True)
class Findings:
    """All a check has to say about one text, issues in reading order."""

    issues: tuple[Issue, ...]
    coverage: Coverage
