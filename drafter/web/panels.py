"""The page's panels as HTML: data from `actions` through Jinja templates that escape every word."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from drafter.actions import Work
from drafter.actions.comparing import compare
from drafter.actions.figures import execution_bars, figure_rows
from drafter.actions.history import Version
from drafter.actions.judging import Checked, name_of_issue
from drafter.actions.library import ReportRow
from drafter.actions.ready import ready_rows
from drafter.actions.sections import (
    body,
    located,
    name_of,
    open_mark,
    outline,
    path_of,
    place_in_body,
    section_figures,
    section_marks,
    snippet,
)
from drafter.backtest import Backtest
from drafter.draft import Draft
from drafter.issue import Findings, Issue
from drafter.numbers.numerals import write_number
from drafter.report import Report
from drafter.retrieval import Precedent
from drafter.sheet import ACTIONS
from drafter.strings import tr
from drafter.workspace import Project

_STATUS_CLASS = {"未起草": "blank", "草稿": "draft", "待校核": "review", "已定稿": "done"}


def severity_name(severity: str) -> str:
    return {"error": tr("错误"), "warning": tr("提示"), "note": tr("建议")}[severity]


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
        "cross-year-base": tr("上年数不一致"),
        "caliber-mixed": tr("口径混用"),
        "unit-slip": tr("单位有误"),
        "stale-year": tr("年份未更新"),
        "stale-figure": tr("沿用上年数字"),
        "stale-text": tr("沿用上年文字"),
        "placeholder-left": tr("尚未补齐"),
        "claim-unsupported": tr("说法无数据支持"),
        "missing-reason": tr("缺少原因说明"),
        "item-missing": tr("工作要点未写入"),
        "item-twice": tr("工作要点重复"),
        "wording-bracket": tr("括号不配对"),
        "wording-doubled": tr("文字重复"),
        "wording-numeral": tr("数字写法"),
        "wording-punctuation": tr("标点写法"),
        "wording-traditional": tr("繁体字"),
    }.get(code, code)


def header(here: str, *, work: Work | None = None, project: str = "") -> str:
    """Return the top of a page; `here` is home, report or library."""
    title = work.draft.title if work else tr("Drafter 年度报告起草")
    subtitle = (
        tr("{org} · {year} 年度", org=work.draft.org or tr("单位未识别"), year=work.draft.year)
        if work
        else tr("以上年报告为底，用今年数据起草，逐数校核")
    )
    return _render("header", here=here, title=title, subtitle=subtitle, project=work.id if work else project)


def projects(rows: Sequence[Project], *, has_reports: bool) -> str:
    shown = [
        {"id": row.id, "org": row.org, "year": row.year, "title": row.title, "updated": _local(row.updated)}
        for row in rows
    ]
    return _render("projects", projects=shown, has_reports=has_reports)


def data_head(work: Work) -> str:
    return _render("data_head", project=work.id)


def figures(work: Work, told: str = "") -> str:
    """Return the fill-in table; `told` says what the last change brought about."""
    rows = figure_rows(work.brief)
    to_fill = [row for row in rows if not row.figure.formula]
    return _render(
        "figures",
        project=work.id,
        year=work.brief.year,
        rows=rows,
        told=told,
        total=len(to_fill),
        done=sum(row.state == "typed" for row in to_fill),
        missing=sum(row.state in ("missing", "waiting") for row in rows),
        computed=sum(row.state in ("computed", "waiting") for row in rows),
    )


def items(work: Work) -> str:
    done = sum(bool(item.action) for item in work.brief.items)
    return _render(
        "items",
        project=work.id,
        items=work.brief.items,
        done=done,
        actions=("", *ACTIONS),
        places=[
            (_place(section.key, section.heading), section.heading)
            for section in work.draft.sections
            if section.heading
        ],
    )


def chart(work: Work) -> str:
    bars = execution_bars(work.brief)
    widest = {
        unit: max(bar.budget for bar in bars if bar.unit == unit) for unit in {bar.unit for bar in bars}
    }
    shown = [
        {
            "label": bar.label,
            "unit": bar.unit,
            "budget": f"{bar.budget:,f}",
            "spent": f"{bar.spent:,f}",
            "rate": write_number(bar.rate, 2),
            "low": bar.low,
            "budget_width": write_number(bar.budget / widest[bar.unit] * 100, 1),
            "spent_width": write_number(min(bar.spent / widest[bar.unit] * 100, type(bar.spent)(100)), 1),
        }
        for bar in bars
    ]
    return _render("chart", bars=shown)


def outline_list(work: Work, current: str) -> str:
    rows = outline(work.draft, work.findings)
    done = sum(row.status == "已定稿" for row in rows)
    return _render("outline", rows=rows, done=done, current=current)


def heading(work: Work, key: str, saved: str = "") -> str:
    section = work.draft.section(key)
    return _render("heading", heading=name_of(section), status=section.status, saved=saved)


def editor_state(work: Work, key: str, focus: tuple[int, int] | None = None) -> dict[str, Any]:
    """Return what the editor needs as plain data; the page puts it in as text."""
    section = work.draft.section(key)
    return {
        "project": work.id,
        "section": key,
        "revision": work.revision,
        "text": body(section),
        "marks": marks(work, key),
        "rows": rows_behind(work, key),
        "readonly": section.status == "已定稿",
        "focus": focus,
    }


def marks(work: Work, key: str) -> list[dict[str, Any]]:
    found = section_marks(work.draft, work.findings, key)
    return [{"start": mark.start, "end": mark.end, "kind": mark.kind, "row": mark.row} for mark in found]


def rows_behind(work: Work, key: str) -> dict[str, dict[str, Any]]:
    """Return what the editor says of each number bound to the sheet, by the row's number."""
    used = {figure.row for figure in work.draft.section(key).figures}
    return {
        row.figure.id: {
            "name": f"{row.figure.id} {row.figure.label}",
            "value": f"{row.shown or tr('待填')} {row.figure.unit}".strip(),
            "previous": tr("上年 {value}", value=f"{row.figure.previous} {row.figure.unit}".strip()),
            "formula": row.figure.formula and f"= {row.figure.formula}",
            "evidence": list(row.evidence[0]) if row.evidence else [],
        }
        for row in figure_rows(work.brief)
        if row.figure.id in used
    }


def issues(work: Work, key: str) -> str:
    """Return the issues of one section, in reading order."""
    here = [_issue(work.draft, at, issue) for at, issue in located(work.draft, work.findings) if at == key]
    drafted = bool(body(work.draft.section(key)).strip())
    return _render("issues", issues=here, counts=_counts(here), drafted=drafted)


def section_rows(work: Work, key: str) -> str:
    section = work.draft.section(key)
    used = {figure.id for figure in section_figures(work.brief, section)}
    rows = [row for row in figure_rows(work.brief) if row.figure.id in used]
    return _render("section_figures", rows=rows, drafted=bool(body(section).strip()))


def history(found: Sequence[Version]) -> str:
    return _render("history", versions=found, when=_local)


def comparison(
    old: str, new: str, *, left: str, right: str, project: str = "", section: str = "", number: int = 0
) -> str:
    """Return two texts side by side; with `number` the left one can be put back."""
    lines = compare(old, new)
    return _render(
        "compare",
        title=tr("{left} 与 {right}", left=left, right=right),
        left=left,
        right=right,
        lines=lines,
        changed=sum(not line.same for line in lines),
        project=project,
        section=section,
        number=number,
    )


def precedents(work: Work, found: Sequence[Precedent]) -> str:
    return _render("precedents", precedents=[_precedent(one, work) for one in found])


def findings(work: Work) -> str:
    """Return all issues, the gravest first, and the numbers nobody could check."""
    draft = work.draft
    at = {id(issue): key for key, issue in located(draft, work.findings)}
    gone = located(draft, replace(work.findings, issues=work.dismissed))
    report = draft.as_report()
    unverified = []
    for start, end in work.findings.coverage.unverified:
        key = report.section_at(start).key
        place = place_in_body(draft, key, start, end)
        unverified.append(
            _number(draft.text, start, end, path_of(draft, key))
            | {"key": key, "start": place[0], "end": place[1]}
        )
    return _findings(
        [_issue(draft, at[id(issue)], issue) for issue in work.findings.issues],
        [_issue(draft, key, issue) for key, issue in gone],
        work.findings,
        unverified,
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
    return _findings(
        [_bare_issue(report, issue) for issue in findings.issues],
        [_bare_issue(report, issue) for issue in one.judged.dismissed],
        findings,
        [
            _number(report.text, start, end, report.section_at(start).heading)
            | {"key": "", "start": 0, "end": 0}
            for start, end in findings.coverage.unverified
        ],
        place=f"/checked/{one.id}",
        head=head,
        drafted=True,
    )


def _findings(
    issues: list[dict[str, Any]],
    dismissed: list[dict[str, Any]],
    findings: Findings,
    unverified: list[dict[str, Any]],
    *,
    place: str,
    head: str,
    drafted: bool,
) -> str:
    rank = {"error": 0, "warning": 1, "note": 2}
    # What is merely not written yet comes after what is wrong.
    issues.sort(key=lambda issue: (rank[issue["severity"]], issue["code"] == "placeholder-left"))
    return _render(
        "findings",
        issues=issues,
        dismissed=dismissed,
        counts=_counts(issues),
        coverage=findings.coverage,
        unverified=unverified,
        place=place,
        head=head,
        drafted=drafted,
    )


def _bare_issue(report: Report, issue: Issue) -> dict[str, Any]:
    return {
        "key": "",
        "name_of": name_of_issue(report.text, issue),
        "code": issue.code,
        "section": report.section_at(issue.start).heading,
        "severity": issue.severity,
        "name": issue_name(issue.code),
        "excerpt": "".join(snippet(report.text, issue.start, issue.end)),
        "message": issue.message,
        "expected": issue.expected,
        "start": 0,
        "end": 0,
    }


def _number(text: str, start: int, end: int, section: str) -> dict[str, Any]:
    before, number, after = snippet(text, start, end)
    return {"section": section, "before": before, "number": number, "after": after}


def ready(work: Work) -> str:
    return _render("ready", rows=ready_rows(work.draft, work.brief, work.findings))


def downloads(work: Work, options: Sequence[str]) -> str:
    """Return the links of step ④; `options` are among comments, sources and final."""
    query = "&".join(f"{name}={int(name in options)}" for name in ("comments", "sources", "final"))
    left = sum(len(section.open) for section in work.draft.sections)
    refused = bool(left) and "final" in options
    return _render("downloads", project=work.id, query=query, open=left, refused=refused)


def reports(rows: Sequence[ReportRow], testable: Collection[str] = ()) -> str:
    """Return the list; `testable` are the reports that can be drafted after the fact."""
    return _render("reports", reports=rows, testable=testable)


def backtest(result: Backtest) -> str:
    return _render("backtest", result=result)


def added(lines: Sequence[tuple[bool, str]]) -> str:
    return _render("added", lines=lines)


def hits(query: str, found: Sequence[Precedent]) -> str:
    return _render("hits", query=query, hits=[_precedent(one, None) for one in found])


def message(sentence: str) -> str:
    return _render("message", message=sentence)


def page(sentence: str) -> str:
    """Return a whole small page for a browser that followed a link to something that cannot be had."""
    return _render("page", message=sentence)


def editor_template() -> str:
    """Return the editor's constant markup; its text and marks arrive as data."""
    return _render("editor")


def _place(key: str, heading: str) -> str:
    """Return what to write into 章节: the heading, or the key of one whose heading moves on with the year."""
    return key if re.search(r"\d{4}", heading) else heading


def _issue(draft: Draft, key: str, issue: Issue) -> dict[str, Any]:
    start, end = place_in_body(draft, key, issue.start, issue.end)
    mark = open_mark(draft, key, issue)
    return {
        "key": key,
        "name_of": name_of_issue(draft.text, issue),
        "code": issue.code,
        "section": path_of(draft, key),
        "severity": issue.severity,
        "name": issue_name(issue.code),
        "excerpt": "".join(snippet(draft.text, issue.start, issue.end)) if mark else issue.excerpt,
        "message": mark.reason if mark else issue.message,
        "expected": issue.expected,
        "start": start,
        "end": end,
    }


def _counts(shown: Sequence[dict[str, Any]]) -> dict[str, int]:
    return {name: sum(one["severity"] == name for one in shown) for name in ("error", "warning", "note")}


def _precedent(one: Precedent, work: Work | None) -> dict[str, Any]:
    passage = one.passage
    where = " · ".join(part for part in (passage.source, " ".join(passage.headings[-2:])) if part)
    own = work is not None and bool(passage.org) and passage.org == work.draft.org
    return {
        "own": own,
        "last": own
        and work is not None
        and work.brief.previous_report in {said.source for said in (passage, *one.also)},
        "org": passage.org,
        "years": "、".join(str(year) for year in one.years),
        "percent": round(100 * max(0.0, min(one.score, 1.0))),
        "text": passage.text,
        "pieces": _pieces(passage.text, one.matched),
        "source": passage.source,
        "where": where,
    }


def _pieces(text: str, matched: Sequence[str]) -> list[tuple[str, bool]]:
    """Cut the text so that the words it shares with the query can be shown."""
    hit = [False] * len(text)
    for word in filter(None, matched):
        at = text.find(word)
        while at >= 0:
            hit[at : at + len(word)] = [True] * len(word)
            at = text.find(word, at + len(word))
    pieces: list[tuple[str, bool]] = []
    for character, on in zip(text, hit, strict=True):
        if pieces and pieces[-1][1] == on:
            pieces[-1] = (pieces[-1][0] + character, on)
        else:
            pieces.append((character, on))
    return pieces


def _local(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def _render(name: str, **values: object) -> str:
    return _environment().get_template(f"{name}.html").render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=tr, severity_name=severity_name, status_class=_STATUS_CLASS)
    return environment
