"""Remember what a person said of an issue: that it is no problem, or where its number comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from drafter.errors import DrafterError
from drafter.issue import Coverage, Findings, Issue
from drafter.report import Report
from drafter.saving import save_bytes
from drafter.strings import tr

# What a source answers: where a number or a claim is from. Arithmetic that does not hold it leaves standing.
_ANSWERED = ("stale-", "left-over", "claim-", "cross-year-", "figure-differs")
_CLAUSE = re.compile(r"[，。；：！？\n]")


class VerdictError(DrafterError):
    """A file of verdicts cannot be used."""


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


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All that was said, oldest first. It holds as long as the words stand."""

    said: tuple[Verdict, ...] = ()

    def no_problem(self, report: Report, issue: Issue, *, everywhere: bool = False) -> Verdicts:
        """Return these with one more: of this report while the paragraph stands, or of the phrase in every report."""
        words = _around(report.text, issue.start, issue.end, clause=everywhere)
        name = "" if everywhere else report.source
        return self._and(Verdict(words, issue.excerpt, code=issue.code, report=name))

    def comes_from(self, report: Report, start: int, end: int, source: str) -> Verdicts:
        """Return these with the source of the number that stands there, which then counts as verified."""
        words = _around(report.text, start, end, clause=False)
        return self._and(Verdict(words, report.text[start:end], source=source, report=report.source))

    def judge(self, report: Report, findings: Findings) -> Findings:
        """Return the findings without what was answered."""
        spans = [(one, set(_places(report, one))) for one in self.said]
        issues = tuple(
            issue
            for issue in findings.issues
            if not any(_answers(one, issue) and (issue.start, issue.end) in places for one, places in spans)
        )
        sourced = {place for one, places in spans if one.source for place in places}
        left = tuple(span for span in findings.coverage.unverified if span not in sourced)
        verified = findings.coverage.verified + len(findings.coverage.unverified) - len(left)
        return replace(
            findings, issues=issues, coverage=Coverage(verified, findings.coverage.structural, left)
        )

    def _and(self, verdict: Verdict) -> Verdicts:
        return self if verdict in self.said else Verdicts((*self.said, verdict))


def load_verdicts(path: Path) -> Verdicts:
    """Read what `save_verdicts` wrote; a file that is not there holds nothing yet."""
    if not path.exists():
        return Verdicts()
    try:
        rows = json.loads(path.read_text("utf-8"))["verdicts"]
        said = tuple(Verdict(**row) for row in rows)
        if any(not isinstance(value, str) for one in said for value in asdict(one).values()):
            raise TypeError(tr("各项须为文字"))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        message = tr(
            "{name} 不是判定记录：{reason}。请删除该文件，或改回 {example}",
            name=path.name,
            reason=problem,
            example='{"verdicts": [{"words": …, "excerpt": …, "code": …}]}',
        )
        raise VerdictError(message) from problem
    return Verdicts(said)


def save_verdicts(verdicts: Verdicts, path: Path) -> None:
    rows = [{name: value for name, value in asdict(one).items() if value} for one in verdicts.said]
    save_bytes(path, json.dumps({"verdicts": rows}, ensure_ascii=False, indent=1).encode())


def _answers(verdict: Verdict, issue: Issue) -> bool:
    return verdict.code == issue.code or bool(verdict.source and issue.code.startswith(_ANSWERED))


def _places(report: Report, verdict: Verdict) -> Iterator[tuple[int, int]]:
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
    breaks = _CLAUSE if clause else re.compile("\n")
    begin = max((found.end() for found in breaks.finditer(text, 0, start)), default=0)
    stop = breaks.search(text, end)
    return text[begin : stop.start() if stop else len(text)]
