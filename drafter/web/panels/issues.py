"""What the checks found: beside the editor, in step ③, and of a report that is no draft of ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from drafter.actions import Work
from drafter.actions.figures import row_filled, row_to_fill
from drafter.actions.fixing import confirmable, fixable, replacement, word_asked_for
from drafter.actions.judging import Checked, name_of_issue
from drafter.actions.sections import body, located, open_mark, path_of, place_in_body, snippet, start_of
from drafter.draft import Draft, OpenMark
from drafter.issue import Coverage, Issue
from drafter.report import Report
from drafter.strings import retell, tr
from drafter.web.panels.full_text import GRAVEST_FIRST, Paragraph, Rows, full_text
from drafter.web.panels.rendering import render

# From here on an issue's words need no others around them.
_SENTENCE = 30


def issues(work: Work, key: str) -> str:
    """Return the issues of one section, in reading order."""
    here = [_issue(work, at, issue) for at, issue in located(work.draft, work.findings) if at == key]
    first = start_of(work.draft, key)
    after = first + len(work.draft.section(key).text)
    drafted = bool(body(work.draft.section(key)).strip())
    return render(
        "issues",
        issues=here,
        counts=_counts(here),
        unverified=[
            _number_of(work.draft, key, start, end)
            for start, end in work.findings.coverage.unverified
            if first <= start < after
        ],
        drafted=drafted,
        place=f"/projects/{work.id}",
        section=key,
    )


def findings(work: Work) -> str:
    """Return all issues, the gravest first, and the numbers nobody could check."""
    draft = work.draft
    at = {id(issue): key for key, issue in located(draft, work.findings)}
    gone = located(draft, replace(work.findings, issues=work.dismissed))
    report = draft.as_report()

    def number(start: int, end: int) -> dict[str, Any]:
        return _number_of(draft, report.section_at(start).key, start, end)

    rows = _Rows(
        issues=[_issue(work, at[id(issue)], issue) for issue in work.findings.issues],
        dismissed=[_issue(work, key, issue) for key, issue in gone],
        unverified=[number(*span) for span in work.findings.coverage.unverified],
        sourced=[number(start, end) | {"source": source} for start, end, source in work.sourced],
    )
    return _findings(
        rows,
        work.findings.coverage,
        place=f"/projects/{work.id}",
        head="",
        drafted=any(body(section).strip() for section in draft.sections),
    )


def checked(one: Checked) -> str:
    """Return what the checks say of a report that is no draft of ours."""
    report, findings = one.report, one.judged.findings
    head = tr("{title}（{n} 字）", title=report.title or report.source, n=len("".join(report.text.split())))
    head += (
        tr("，已与资料库中的“{source}”对照", source=one.previous)
        if one.previous
        else tr("，资料库中没有它的上年报告，未作跨年对照")
    )
    spans: list[tuple[int, int, str]] = [
        (issue.start, issue.end, issue.severity) for issue in findings.issues
    ]
    spans += [(start, end, "bound") for start, end in findings.coverage.unverified]
    sourced = [(start, end, "told") for start, end, _ in one.judged.sourced]
    rows = _Rows(
        issues=[_bare_issue(report, issue, spot) for spot, issue in enumerate(findings.issues, 1)],
        dismissed=[_bare_issue(report, issue, 0) for issue in one.judged.dismissed],
        unverified=[
            _number(report.text, start, end, report.section_at(start).heading) | {"key": "", "spot": spot}
            for spot, (start, end) in enumerate(findings.coverage.unverified, len(findings.issues) + 1)
        ],
        sourced=[
            _number(report.text, start, end, report.section_at(start).heading)
            | {"key": "", "spot": spot, "source": source}
            for spot, (start, end, source) in enumerate(one.judged.sourced, len(spans) + 1)
        ],
    )
    return _findings(
        rows,
        findings.coverage,
        place=f"/checked/{one.id}",
        head=head,
        drafted=True,
        warnings=report.warnings,
        text=full_text(report, [*spans, *sourced]),
        id=one.id,
    )


def check_head() -> str:
    """Return what stands beside the button that takes a file to be checked."""
    return render("check_head")


def unchecked(gone: str = "") -> str:
    """Return what stands where the issues will be before a report has been uploaded; `gone` says what became of one that was."""
    return render("unchecked", gone=gone)


def issue_name(code: str) -> str:
    """Return what the office calls a kind of issue; an unknown code stands for itself."""
    return {
        "ratio-wrong": tr("比率不符"),
        "growth-wrong": tr("增减幅不符"),
        "sum-wrong": tr("合计不符"),
        "score-sum": tr("得分不符"),
        "difference-wrong": tr("差额不符"),
        "direction-wrong": tr("增减方向不符"),
        "enumeration-count": tr("列举个数不符"),
        "figure-differs": tr("与数据表不符"),
        "same-figure-two-values": tr("前后数字不一致"),
        "account-name": tr("科目名称不一"),
        "cross-year-base": tr("上年数不一致"),
        "caliber-mixed": tr("口径混用"),
        "unit-slip": tr("单位有误"),
        "stale-year": tr("年份未更新"),
        "stale-figure": tr("沿用上年数字"),
        "stale-text": tr("沿用上年文字"),
        "placeholder-left": tr("尚未补齐"),
        "claim-unsupported": tr("说法无数据支持"),
        "missing-reason": tr("缺少原因说明"),
        "table-unread": tr("表格未能读懂"),
        "item-missing": tr("工作要点未写入"),
        "item-twice": tr("工作要点重复"),
        "evidence-differs": tr("与佐证不符"),
        "evidence-missing": tr("缺少佐证"),
        "wording-bracket": tr("括号不配对"),
        "wording-doubled": tr("文字重复"),
        "wording-numeral": tr("数字写法"),
        "wording-punctuation": tr("标点写法"),
        "wording-traditional": tr("繁体字"),
    }.get(code, code)


_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Rows:
    """What a check found, and what people said of it, as the panel's rows."""

    issues: list[_Row]
    dismissed: list[_Row]
    unverified: list[_Row]
    sourced: list[_Row]


def _findings(
    rows: _Rows,
    coverage: Coverage,
    *,
    place: str,
    head: str,
    drafted: bool,
    warnings: Sequence[str] = (),
    text: Sequence[Paragraph | Rows] = (),
    id: str = "",
) -> str:
    sections = Counter(issue["section"] for issue in rows.issues if issue["section"])
    # What is merely not written yet comes after what is wrong.
    issues = sorted(
        rows.issues,
        key=lambda issue: (GRAVEST_FIRST.index(issue["severity"]), issue["code"] == "placeholder-left"),
    )
    return render(
        "findings",
        issues=issues,
        dismissed=rows.dismissed,
        counts=_counts(issues),
        coverage=coverage,
        unverified=rows.unverified,
        sourced=rows.sourced,
        place=place,
        head=head,
        drafted=drafted,
        warnings=warnings,
        text=text,
        checked=id,
        kinds=Counter(issue["name"] for issue in issues).most_common(),
        # In the report's order, however grave what stands in each is.
        sections=list(sections.items()),
    )


def _issue(work: Work, key: str, issue: Issue) -> dict[str, Any]:
    draft = work.draft
    start, end = place_in_body(draft, key, issue.start, issue.end)
    mark = open_mark(draft, key, issue)
    open_ = draft.section(key).status != "已定稿"
    return {
        "key": key,
        "name_of": name_of_issue(draft.text, issue),
        "code": issue.code,
        "section": path_of(draft, key),
        "severity": issue.severity,
        "name": issue_name(issue.code),
        "excerpt": issue.excerpt,
        **_around(draft.text, issue),
        "message": _still_open(work, mark) if mark else issue.message,
        "expected": issue.expected,
        "start": start,
        "end": end,
        "put": replacement(issue) if fixable(issue) and open_ else "",
        "confirm": confirmable(issue) and open_,
        "asks": word_asked_for(draft.text, issue) if open_ else "",
        "fill": row_to_fill(work.brief, mark.reason) if mark else "",
    }


def _still_open(work: Work, mark: OpenMark) -> str:
    """Return why a mark stands; one whose row has its value by now says so: nobody can be asked for it once more."""
    row = row_filled(work.brief, mark.reason) if mark.kind == "待补" else None
    if row is None:
        return retell(mark.reason)
    return tr(
        "{row} 已有本年数 {value}{unit}，这句话改过，没有自动写入。请在文中用它替换此处",
        row=row.figure.id,
        value=row.shown,
        unit=row.figure.unit,
    )


def _bare_issue(report: Report, issue: Issue, spot: int) -> dict[str, Any]:
    return {
        "key": "",
        "name_of": name_of_issue(report.text, issue),
        "code": issue.code,
        "section": report.section_at(issue.start).heading,
        "severity": issue.severity,
        "name": issue_name(issue.code),
        "excerpt": issue.excerpt,
        **_around(report.text, issue),
        "message": issue.message,
        "expected": issue.expected,
        "spot": spot,
        "put": "",
        "confirm": False,
        "asks": "",
        "fill": "",
    }


def _around(text: str, issue: Issue) -> dict[str, str]:
    """Return the words before and after an issue's own; a whole sentence says enough by itself."""
    before, words, after = snippet(text, issue.start, issue.end)
    return {"before": before, "after": after} if len(words) <= _SENTENCE else {"before": "", "after": ""}


def _number_of(draft: Draft, key: str, start: int, end: int) -> dict[str, Any]:
    place = place_in_body(draft, key, start, end)
    said = _number(draft.text, start, end, path_of(draft, key))
    return said | {"key": key, "start": place[0], "end": place[1]}


def _number(text: str, start: int, end: int, section: str) -> dict[str, Any]:
    before, number, after = snippet(text, start, end)
    return {
        "section": section,
        "before": before,
        "number": number,
        "after": after,
        "from": start,
        "to": end,
    }


def _counts(shown: Sequence[dict[str, Any]]) -> dict[str, int]:
    return {name: sum(one["severity"] == name for one in shown) for name in ("error", "warning", "note")}
