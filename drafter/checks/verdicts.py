"""Remember what a person said of an issue: that it is no problem, or where its number comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from drafter.issue import Coverage, Findings, Issue
from drafter.patterns import Regex
from drafter.report import Report

# What a source answers: where a number or a claim is from. Arithmetic that does not hold it leaves standing.
_ANSWERED = ("stale-", "left-over", "claim-", "cross-year-", "figure-differs")
_CLAUSE = Regex(r"[，。；：！？\n]")
_LINE = Regex(r"\n")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Said of `excerpt` wherever `words` stand around it, in the report named `report` or, when that is "", in any.

    With a `code` it says that issues of this kind are no problem there; with a `source`, where the number is from.
    """

    words: str
    excerpt: str
    code: str = ""
    source: str = ""
    report: str = ""

    def to_json(self) -> str:
        """Return a line of ASCII; equal verdicts make equal lines."""
        return json.dumps({name: value for name, value in asdict(self).items() if value})

    @classmethod
    def from_json(cls, line: str) -> Verdict:
        return cls(**json.loads(line))


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings without what was answered, the issues that were, and (start, end, source) of numbers told to be from there."""

    findings: Findings
    dismissed: tuple[Issue, ...]
    sourced: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All that was said of one report or of any, oldest first. It holds as long as the words stand."""

    said: tuple[Verdict, ...] = ()

    def judge(self, report: Report, findings: Findings) -> Judged:
        """Part the findings by what was said; a number whose source was given counts as verified."""
        spans = [(one, set(places_of(report, one))) for one in self.said]
        gone = {
            id(issue)
            for issue in findings.issues
            if any(_answers(one, issue) and (issue.start, issue.end) in places for one, places in spans)
        }
        sourced = {place: one.source for one, places in spans if one.source for place in places}
        left = tuple(span for span in findings.coverage.unverified if span not in sourced)
        verified = findings.coverage.verified + len(findings.coverage.unverified) - len(left)
        kept = replace(
            findings,
            issues=tuple(issue for issue in findings.issues if id(issue) not in gone),
            coverage=Coverage(verified, findings.coverage.structural, left),
        )
        dismissed = tuple(issue for issue in findings.issues if id(issue) in gone)
        told = tuple((start, end, source) for (start, end), source in sorted(sourced.items()))
        return Judged(kept, dismissed, told)

    def answering(self, report: Report, issue: Issue) -> tuple[Verdict, ...]:
        """Return what was said of an issue: all that has to be forgotten for it to come back."""
        place = issue.start, issue.end
        return tuple(one for one in self.said if _answers(one, issue) and place in places_of(report, one))


def no_problem(report: Report, issue: Issue, *, everywhere: bool = False) -> Verdict:
    """Return the verdict 不是问题: of this report while the paragraph stands, or of the phrase in every report."""
    words = _around(report.text, issue.start, issue.end, clause=everywhere)
    name = "" if everywhere else report.source
    return Verdict(words, issue.excerpt, code=issue.code, report=name)


def comes_from(report: Report, start: int, end: int, source: str) -> Verdict:
    """Return the verdict 此数来自…: of the number that stands there, while its paragraph does."""
    words = _around(report.text, start, end, clause=False)
    return Verdict(words, report.text[start:end], source=source, report=report.source)


def _answers(verdict: Verdict, issue: Issue) -> bool:
    return verdict.code == issue.code or bool(verdict.source and issue.code.startswith(_ANSWERED))


def places_of(report: Report, verdict: Verdict) -> Iterator[tuple[int, int]]:
    """Where the excerpt stands in its words; every place of it when the words hold it more than once."""
    if not verdict.words or not verdict.excerpt or verdict.report not in ("", report.source):
        return
    at = report.text.find(verdict.words)
    while at >= 0:
        inside = verdict.words.find(verdict.excerpt)
        while inside >= 0:
            yield at + inside, at + inside + len(verdict.excerpt)
            inside = verdict.words.find(verdict.excerpt, inside + 1)
        at = report.text.find(verdict.words, at + 1)


def _around(text: str, start: int, end: int, *, clause: bool) -> str:
    """The paragraph, or the clause, from the beginning of the one `start` stands in to the end of the one `end` does."""
    breaks = _CLAUSE if clause else _LINE
    begin = max((found.end() for found in breaks.finditer(text, 0, start)), default=0)
    stop = breaks.search(text, end)
    return text[begin : stop.start() if stop else len(text)]
