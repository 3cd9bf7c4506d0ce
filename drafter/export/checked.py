"""A report that was checked, as a Word file to send back: its text with what was found as comments, and all of it listed behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from drafter.draft import Draft, DraftSection
from drafter.export.annexes import Annex
from drafter.export.docx import write_docx
from drafter.issue import Findings, severity_name
from drafter.report import Report
from drafter.strings import tr

_AROUND = 12


def write_checked(report: Report, findings: Findings, path: Path, *, compared_with: str = "") -> None:
    """Write the text with each issue as a comment on its words, then the list of issues and of the numbers nobody could check."""
    sections = tuple(
        DraftSection(one.key, one.heading, one.level, report.text[one.start : one.end])
        for one in report.sections
    )
    draft = Draft(report.org, report.year or 0, "", "", sections)
    write_docx(
        draft,
        path,
        issues=findings.issues,
        controls=False,
        annexes=list(_annexes(report, findings, compared_with)),
    )


def _annexes(report: Report, findings: Findings, compared_with: str) -> Iterator[Annex]:
    coverage = findings.coverage
    told = tr(
        "本稿 {total} 个数：{verified} 已核，{structural} 序号日期，{unverified} 未能核对",
        total=coverage.total,
        verified=coverage.verified,
        structural=coverage.structural,
        unverified=len(coverage.unverified),
    )
    against = tr("已与“{source}”对照", source=compared_with) if compared_with else tr("未与上年报告对照")
    issues = [
        [
            severity_name(one.severity),
            report.section_at(one.start).heading,
            _around(report.text, one.start, one.end),
            one.message,
        ]
        for one in findings.issues
    ] or [["", "", "", tr("没有发现问题。")]]
    yield Annex(
        tr("校核意见"),
        "；".join([told, against, *report.warnings]),
        [[tr("级别"), tr("章节"), tr("原文"), tr("说明")], *issues],
    )
    if coverage.unverified:
        yield Annex(
            tr("未能核对的数字"),
            tr("无法由文中其他数推出，请对照原始材料"),
            [[tr("章节"), tr("数字"), tr("所在文字")], *_unverified(report, coverage.unverified)],
        )


def _unverified(report: Report, spans: Sequence[tuple[int, int]]) -> Iterator[list[str]]:
    for start, end in spans:
        yield [
            report.section_at(start).heading,
            report.text[start:end],
            _around(report.text, start, end),
        ]


def _around(text: str, start: int, end: int) -> str:
    """Return the words at a place among those before and after it in its line."""
    line, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    first, last = max(line, start - _AROUND), min(stop, end + _AROUND)
    words = " ".join(text[first:last].split())
    return f"{'…' if first > line else ''}{words}{'…' if last < stop else ''}"
