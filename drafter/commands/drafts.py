"""From last year's report to a draft: the sheet, the draft, the Word file, and the backtest."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.commands.console import DONE, FOUND, Progress, print_json, wrong_usage
from drafter.commands.files import earlier_reports, find_report, has_index, last_year, load_draft
from drafter.errors import DrafterError, ReportError
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.brief import Brief
    from drafter.draft import Draft
    from drafter.export.readback import ReadBack
    from drafter.report import Report


def sheet_command(options: argparse.Namespace) -> int:
    from dataclasses import replace

    from drafter.commands.reading import ask_for
    from drafter.readings import unsure_of
    from drafter.sheet import make_sheet, write_sheet

    report = find_report(options.report, options.index)
    unsure = [field for field in unsure_of(report) if field != "kind"]
    if report.year is None:
        raise ReportError(ask_for(str(options.report), unsure))
    brief = make_sheet(report, options.year)
    if unsure:
        print(ask_for(str(options.report), unsure), file=sys.stderr)
    if options.year > report.year + 1:
        print(
            tr(
                "“{source}”是 {previous} 年的报告，不是 {before} 年的：“上年”各行留空，请填 {before} 年的数",
                source=report.source,
                previous=report.year,
                before=options.year - 1,
            ),
            file=sys.stderr,
        )
    if options.report.exists():
        brief = replace(brief, previous_report=_beside(options.report, options.output))
    write_sheet(brief, options.output)
    derived = sum(bool(figure.formula) for figure in brief.figures)
    filled = sum(bool(figure.value) for figure in brief.figures)
    print(
        tr(
            "已生成数据表 {path}：{rows} 行数据，其中 {derived} 行自动计算、{filled} 行已带出，待填 {todo} 行；工作要点 {items} 条",
            path=options.output,
            rows=len(brief.figures),
            derived=derived,
            filled=filled,
            todo=len(brief.figures) - derived - filled,
            items=len(brief.items),
        )
    )
    return DONE


def _beside(report: Path, sheet: Path) -> str:
    """How to find the report from where the sheet lies, so that the two may move together."""
    try:
        return os.path.relpath(report.resolve(), sheet.resolve().parent).replace("\\", "/")
    except ValueError:  # another drive
        return str(report)


def draft_command(options: argparse.Namespace) -> int:
    from drafter.export.writing import write_draft
    from drafter.sheet import read_sheet

    if options.reranker is not None and options.outline is None:
        wrong_usage(tr("--reranker 用来为提纲的新节找写法，请与 --outline 同用"))
    brief = read_sheet(options.sheet)
    report = last_year(options, brief)
    brief = complete(brief, report)
    draft, generation = _compose(options, brief, report)
    if options.outline is not None:
        draft, arranged = _arrange(options, draft)
        generation |= arranged
    if options.output is not None:
        write_draft(draft, options.output, brief=brief)
    if options.json:
        print_json(draft.to_json() | generation)
    elif options.output is None:
        print(draft.text)
    else:
        _tell_open(draft, options.output)
    return DONE


def _compose(options: argparse.Namespace, brief: Brief, report: Report) -> tuple[Draft, dict[str, object]]:
    """The draft, and what --json adds when a model was asked: who wrote each section, and why the model did not."""
    from drafter.drafting.composing import compose_draft

    earlier = earlier_reports(report, options.index)
    if options.generator == "precedent":
        with Progress() as progress:
            draft = compose_draft(
                brief, report, earlier=earlier, progress=lambda done, total: progress(done, total, tr("起草"))
            )
        return draft, {}
    from drafter.drafting.models.generation import open_generator
    from drafter.drafting.models.writing import compose_draft_with

    done = (
        {}
        if options.resume is None
        else {one.key: one for one in load_draft(options.resume).sections if one.status != "未起草"}
    )
    generator = open_generator(options.generator)
    with Progress() as progress, _stopping() as stopped:
        written = compose_draft_with(
            generator,
            brief,
            report,
            earlier=earlier,
            done=done,
            stop=stopped,
            progress=lambda done, total: progress(done, total, tr("起草")),
        )
    for one in written.results:
        for reason in one.reasons:
            print(
                tr("“{section}”按先例改写：{reason}", section=one.section.heading, reason=reason),
                file=sys.stderr,
            )
    return written.draft, {
        "generation": [
            {"key": r.section.key, "outcome": r.outcome, "reasons": list(r.reasons)} for r in written.results
        ]
    }


def _arrange(options: argparse.Namespace, draft: Draft) -> tuple[Draft, dict[str, object]]:
    """The draft under another outline, and what --json adds: which headings are new, went, or stay without a place in it."""
    from drafter.drafting.outlines import arrange_draft, fill_from, load_outline
    from drafter.index import open_index
    from drafter.reranking import open_reranker

    outline = load_outline(options.outline)
    index = open_index(options.index) if has_index(options.index) else None
    reranker = open_reranker(options.reranker)
    fill = None if index is None else fill_from(index, draft, reranker=reranker)
    arranged = arrange_draft(draft, outline, fill=fill)
    for said, headings in (
        (tr("提纲中的新节："), arranged.added),
        (tr("提纲中没有、已去掉的节："), arranged.dropped),
        (tr("提纲中没有、因有人工内容而留在文末的节："), arranged.kept),
    ):
        if headings:
            print(said + "、".join(headings), file=sys.stderr)
    told = {"added": list(arranged.added), "dropped": list(arranged.dropped), "kept": list(arranged.kept)}
    return arranged.draft, {"outline": told}


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Let Ctrl-C end the drafting between tokens instead of losing what is done; a second Ctrl-C ends the command."""
    import signal

    pressed: list[int] = []

    def press(number: int, frame: object) -> None:
        pressed.append(number)
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


def _tell_open(draft: Draft, path: Path) -> None:
    missing = sum(mark.kind == "待补" for section in draft.sections for mark in section.open)
    doubtful = sum(mark.kind == "待核" for section in draft.sections for mark in section.open)
    bound = sum(len(section.figures) for section in draft.sections)
    print(
        tr(
            "已起草 {path}：{sections} 节，{bound} 个数已取自数据表；【待补】{missing} 处，【待核】{doubtful} 处",
            path=path,
            sections=len(draft.sections),
            bound=bound,
            missing=missing,
            doubtful=doubtful,
        )
    )


def complete(brief: Brief, report: Report) -> Brief:
    """Give a brief that came from a .csv its body, year and title."""
    from dataclasses import replace

    from drafter.lastyear.items import find_work_items
    from drafter.lastyear.years import shift_title
    from drafter.report import year_of

    if brief.year:
        return brief
    year = year_of(report) + 1
    return replace(
        brief,
        org=report.org,
        year=year,
        title=shift_title(report, year),
        previous_report=report.source,
        items=find_work_items(report),
    )


def export_command(options: argparse.Namespace) -> int:
    from drafter.checks import check_draft
    from drafter.export.writing import write_draft
    from drafter.sheet import read_sheet

    draft = load_draft(options.draft)
    brief = read_sheet(options.sheet) if options.sheet else None
    write_draft(
        draft,
        options.output,
        brief=brief,
        issues=check_draft(draft, brief=brief).issues,
        sources=options.sources,
        final=options.final,
        controls=options.controls,
        template=options.template,
    )
    print(tr("已导出 {path}", path=options.output))
    return DONE


def readback_command(options: argparse.Namespace) -> int:
    from drafter.export.readback.worker import read_back_safely
    from drafter.export.writing import write_draft
    from drafter.sheet import read_sheet

    brief = read_sheet(options.sheet) if options.sheet else None
    back = read_back_safely(options.file, load_draft(options.draft), brief=brief)
    if options.output is not None:
        write_draft(back.draft, options.output)
    if options.json:
        print_json(back.to_json() | {"draft": back.draft.to_json()})
    else:
        _tell_returned(back)
    return FOUND if back.to_decide else DONE


def _tell_returned(back: ReadBack) -> None:
    said = {"edited": tr("已改"), "added": tr("新增"), "removed": tr("已删"), "moved": tr("已移动")}
    for section in back.sections:
        doubt = tr("（稿件中此节也改过，请对照）") if section.conflict else ""
        print(f"{said[section.kind]}　{section.heading or tr('标题')}{doubt}")
    for figure in back.figures:
        print(
            tr(
                "数据　{row} {label}：{old} → {new}。{advice}",
                row=figure.row,
                label=figure.label,
                old=figure.old,
                new=figure.new or tr("（已删）"),
                advice=figure.advice,
            )
        )
    for note in back.notes:
        print(note)
    if not back.sections and not back.figures:
        print(tr("文字和数据都没有改动"))


def backtest_command(options: argparse.Namespace) -> int:
    from drafter.backtest import adjacent_pairs, backtest_json, run_backtest
    from drafter.reading import find_reports
    from drafter.readings import read_mended

    with Progress() as progress:
        files = find_reports([options.folder])
        reports = []
        for number, file in enumerate(files, 1):
            try:
                reports.append(read_mended(file, options.index))
            except ReportError as problem:
                print(tr("未能读取 {file}：{why}", file=file.name, why=problem), file=sys.stderr)
            progress(number, len(files), tr("读取 {name}", name=file.name))
        pairs = adjacent_pairs(reports)
        if not pairs:
            raise DrafterError(
                tr("{folder} 中没有同一单位相邻两年的报告。请放入连续年度的报告", folder=options.folder)
            )
        results = []
        for number, (previous, published) in enumerate(pairs, 1):
            earlier = [
                one for one in reports if one.org == previous.org and (one.year or 0) < (previous.year or 0)
            ]
            results.append(run_backtest(previous, published, earlier=earlier))
            progress(number, len(pairs), tr("回测"))
    if options.json:
        print_json({"pairs": [backtest_json(result) for result in results]})
        return DONE
    print(
        tr(
            "单位　年度　｜成稿文字已在初稿中（照搬上年、只改年份）｜数：对、错、沿用旧数、待补｜待核｜未标注而成稿没有的上年文字"
        )
    )
    for result in results:
        numbers = result.numbers
        print(
            f"{result.org}　{result.year}　｜{result.draft.covered:.1%}（{result.untouched.covered:.1%}、{result.shifted.covered:.1%}）"
            f"｜{numbers.right}、{numbers.wrong}、{numbers.stale}、{numbers.marked}｜{result.doubtful}｜{len(result.standing)}"
        )
    return DONE
