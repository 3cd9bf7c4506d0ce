"""The drafter command: every stage from past reports to a Word file, with JSON for other programs."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter import __version__
from drafter.errors import DrafterError
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.brief import Brief
    from drafter.draft import Draft
    from drafter.issue import Findings
    from drafter.report import Report

DONE, FOUND, USAGE, FAILED = 0, 1, 2, 3
DATABASE = "index.sqlite3"
CORPUS, INDEX, WORKSPACE = Path("corpus"), Path("index"), Path("workspace")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 issues found, 2 wrong usage, 3 could not do it."""
    _speak_utf8()
    try:
        options = _parser().parse_args(argv)
        code: int = options.run(options)
        return code
    except DrafterError as problem:
        print(problem, file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # The reader of our output went away (| head): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print(tr("已停止。已完成的部分保留，再运行一次会接着做"), file=sys.stderr)
        return FAILED


def _speak_utf8() -> None:
    """Print Chinese on consoles of any code page; a character that cannot be shown does not stop the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


# -- the commands ------------------------------------------------------------------------------------------------------


def _index(options: argparse.Namespace) -> int:
    from drafter.index import index_reports

    with _Progress() as progress:
        summary = index_reports(
            options.paths or [CORPUS],
            options.index,
            embedder=options.embedder,
            refit=options.refit,
            kind=options.kind,
            progress=progress,
        )
    for file, why in summary.failures:
        print(tr("未能读取 {file}：{why}", file=file, why=why), file=sys.stderr)
    if summary.outgrown:
        print(tr("资料已是拟合默认模型时的两倍以上，建议运行 drafter index --refit 重新拟合"), file=sys.stderr)
    if options.json:
        _print_json(
            {
                "added": list(summary.added),
                "refreshed": list(summary.refreshed),
                "unchanged": list(summary.unchanged),
                "failures": [{"file": file, "message": why} for file, why in summary.failures],
                "reports": summary.reports,
                "passages": summary.passages,
                "embedded": summary.embedded,
            }
        )
    else:
        print(
            tr(
                "索引 {folder}：新增 {added} 份，更新 {refreshed} 份，未变 {unchanged} 份；共 {reports} 份报告、{passages} 个段落",
                folder=options.index,
                added=len(summary.added),
                refreshed=len(summary.refreshed),
                unchanged=len(summary.unchanged),
                reports=summary.reports,
                passages=summary.passages,
            )
        )
    return FAILED if summary.failures else DONE


def _read(options: argparse.Namespace) -> int:
    from drafter.reading import read_report

    report = read_report(options.file)
    if options.json:
        _print_json(report_json(report))
        return DONE
    print(tr("标题：{title}", title=report.title))
    print(tr("单位：{org}　年度：{year}", org=report.org or tr("不明"), year=report.year or tr("不明")))
    for section in report.sections:
        if section.heading:
            print("　" * section.level + section.heading)
    print()
    print(report.text)
    return DONE


def report_json(report: Report) -> dict[str, object]:
    """Return the text and outline as understood, as `drafter read --json` prints it."""
    return {
        "title": report.title,
        "org": report.org,
        "year": report.year,
        "text": report.text,
        "sections": [
            {
                "key": section.key,
                "level": section.level,
                "heading": section.heading,
                "start": section.start,
                "end": section.end,
                "items": [{"marker": item.marker, "start": item.start, "end": item.end} for item in section.items],
            }
            for section in report.sections
            if section.heading
        ],
        "tables": [{"start": table.start, "end": table.end, "cells": table.cells} for table in report.tables],
        "warnings": list(report.warnings),
    }


def _search(options: argparse.Namespace) -> int:
    from drafter.index import open_index
    from drafter.retrieval import find_precedents, hit_json

    if (options.query is None) == (options.queries is None):
        _usage(tr("请给出一个检索词，或用 --queries 指定 qid<TAB>query 的文件"))
    index = open_index(options.index, embedder=options.embedder)
    filters = {"before": options.before, "year": options.year, "org": options.org, "section": options.section}
    if options.queries is not None:
        for qid, query in _read_queries(options.queries):
            hits = find_precedents(index, query, limit=options.limit, **filters)
            _print_json({"qid": qid, "query": query, "hits": [hit_json(hit) for hit in hits]})
        return DONE
    hits = find_precedents(index, options.query, limit=options.limit, **filters)
    if options.json:
        _print_json({"query": options.query, "hits": [hit_json(hit) for hit in hits]})
        return DONE
    if not hits:
        print(tr("没有找到。可换一个说法，或放宽 --year、--org、--section"))
    for number, hit in enumerate(hits, 1):
        passage = hit.passage
        print(f"{number}. {passage.org} {'、'.join(map(str, hit.years))} {' > '.join(passage.headings)}  [{hit.score:.3f}] {passage.source}")
        print(f"   {passage.text}\n")
    return DONE


def _read_queries(path: Path) -> list[tuple[str, str]]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise DrafterError(
            tr("读不了检索词文件 {path}：{problem}。请存为 UTF-8 文本，每行 编号<TAB>检索词", path=path, problem=problem)
        ) from problem
    pairs = [line.split("\t", 1) for line in lines if line.strip()]
    if any(len(pair) < 2 for pair in pairs):
        raise DrafterError(tr("检索词文件 {path} 有的行没有制表符。每行应为 编号<TAB>检索词", path=path))
    return [(qid, query) for qid, query in pairs]


def _sheet(options: argparse.Namespace) -> int:
    from dataclasses import replace

    from drafter.sheet import make_sheet, write_sheet

    report = _report(options.report, options.index)
    brief = make_sheet(report, options.year)
    if options.report.exists():
        brief = replace(brief, previous_report=_beside(options.report, options.output))
    write_sheet(brief, options.output)
    derived = sum(bool(figure.formula) for figure in brief.figures)
    filled = sum(bool(figure.value) for figure in brief.figures)
    print(
        tr(
            "已生成填报表 {path}：{rows} 行数据，其中 {derived} 行自动计算、{filled} 行已带出，待填 {todo} 行；工作要点 {items} 条",
            path=options.output,
            rows=len(brief.figures),
            derived=derived,
            filled=filled,
            todo=len(brief.figures) - derived - filled,
            items=len(brief.items),
        )
    )
    return DONE


def _draft(options: argparse.Namespace) -> int:
    from drafter.sheet import read_sheet

    brief = read_sheet(options.sheet)
    report = _last_year(options, brief)
    brief = _complete(brief, report)
    draft, generation = _compose(options, brief, report)
    if options.outline is not None:
        draft, arranged = _arrange(options, draft)
        generation |= arranged
    if options.output is not None:
        _write(draft, options.output, brief=brief)
    if options.json:
        _print_json(draft.to_json() | generation)
    elif options.output is None:
        print(draft.text)
    else:
        _tell_open(draft, options.output)
    return DONE


def _compose(options: argparse.Namespace, brief: Brief, report: Report) -> tuple[Draft, dict[str, object]]:
    """The draft, and what --json adds when a model was asked: who wrote each section, and why the model did not."""
    from drafter.drafting.composing import compose_draft

    earlier = _earlier(report, options.index)
    if options.generator == "precedent":
        with _Progress() as progress:
            draft = compose_draft(brief, report, earlier=earlier, progress=lambda done, total: progress(done, total, tr("起草")))
        return draft, {}
    from drafter.drafting.generation import open_generator
    from drafter.drafting.writing import compose_draft_with

    done = {} if options.resume is None else {one.key: one for one in _load_draft(options.resume).sections if one.status != "未起草"}
    generator = open_generator(options.generator)
    with _Progress() as progress, _stopping() as stopped:
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
            print(tr("“{section}”按先例改写：{reason}", section=one.section.heading, reason=reason), file=sys.stderr)
    return written.draft, {
        "generation": [{"key": r.section.key, "outcome": r.outcome, "reasons": list(r.reasons)} for r in written.results]
    }


def _arrange(options: argparse.Namespace, draft: Draft) -> tuple[Draft, dict[str, object]]:
    """The draft under another outline, and what --json adds: which headings are new, went, or stay without a place in it."""
    from drafter.drafting.outlines import arrange_draft, fill_from, load_outline
    from drafter.index import open_index

    outline = load_outline(options.outline)
    index = open_index(options.index) if (options.index / DATABASE).exists() else None
    arranged = arrange_draft(draft, outline, fill=None if index is None else fill_from(index, draft))
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
            "已起草 {path}：{sections} 节，{bound} 个数已取自填报表；【待补】{missing} 处，【待核】{doubtful} 处",
            path=path,
            sections=len(draft.sections),
            bound=bound,
            missing=missing,
            doubtful=doubtful,
        )
    )


def _last_year(options: argparse.Namespace, brief: Brief) -> Report:
    """Last year's report: the one named on the command line, else the one the sheet was made from."""
    if options.report is not None:
        return _report(options.report, options.index)
    if not brief.previous_report:
        raise DrafterError(tr("{sheet} 没有写明上年报告。请用 --from 指定", sheet=options.sheet.name))
    named = Path(brief.previous_report)
    for place in (options.sheet.parent / named, named, options.sheet.parent / named.name):
        if place.is_file():
            return _report(place, options.index)
    return _report(named, options.index)


def _report(path: Path, index: Path) -> Report:
    """The report in the file, else the one of that name in the index."""
    from drafter.reading import read_report

    if path.is_file():
        return read_report(path)
    if (index / DATABASE).exists():
        from drafter.archive import reading

        with reading(index) as archive:
            for report in archive.reports():
                if report.source == path.name:
                    return report
    raise DrafterError(tr("找不到上年报告“{path}”。请检查路径，或用 --from 指定文件", path=path))


def _earlier(report: Report, index: Path) -> list[Report]:
    """Reports of the same body before last year's: what already stood there is standing wording."""
    if not (index / DATABASE).exists() or not report.org or report.year is None:
        return []
    from drafter.archive import reading

    with reading(index) as archive:
        return [one for one in archive.reports() if one.org == report.org and one.year is not None and one.year < (report.year or 0)]


def _complete(brief: Brief, report: Report) -> Brief:
    """Give a brief that came from a .csv its body, year and title."""
    from dataclasses import replace

    from drafter.figures import find_work_items, shift_title
    from drafter.reading import require_year

    if brief.year:
        return brief
    year = require_year(report) + 1
    return replace(
        brief,
        org=report.org,
        year=year,
        title=shift_title(report, year),
        previous_report=report.source,
        items=find_work_items(report),
    )


def _check(options: argparse.Namespace) -> int:
    from drafter.checks import check_draft, check_report
    from drafter.checks.verdicts import load_verdicts
    from drafter.reading import read_report
    from drafter.sheet import read_sheet

    verdicts = load_verdicts(options.verdicts) if options.verdicts else None
    brief = read_sheet(options.sheet) if options.sheet else None
    previous = read_report(options.previous) if options.previous else None
    if options.file.suffix == ".json":
        draft = _load_draft(options.file)
        report = draft.as_report(options.file.name)
        findings = check_draft(draft, brief=brief, previous=previous, verdicts=verdicts)
    else:
        report = read_report(options.file)
        findings = check_report(report, brief=brief, previous=previous, verdicts=verdicts)
    if options.json:
        _print_json(findings_json(options.file.name, report, findings))
    else:
        _print_findings(report, findings)
    return FOUND if findings.issues else DONE


def findings_json(file: str, report: Report, findings: Findings) -> dict[str, object]:
    """Return what `drafter check --json` prints."""
    coverage = findings.coverage
    return {
        "file": file,
        "characters": len(report.text),
        "numbers": {
            "total": coverage.total,
            "verified": coverage.verified,
            "structural": coverage.structural,
            "unverified": len(coverage.unverified),
        },
        "unverified": [{"start": start, "end": end, "text": report.text[start:end]} for start, end in coverage.unverified],
        "issues": [
            {
                "code": issue.code,
                "severity": issue.severity,
                "message": issue.message,
                "start": issue.start,
                "end": issue.end,
                "excerpt": issue.excerpt,
                "expected": issue.expected,
                "section": issue.section,
                "related": [{"start": start, "end": end} for start, end in issue.related],
            }
            for issue in findings.issues
        ],
    }


def _print_findings(report: Report, findings: Findings) -> None:
    names = {"error": tr("错误"), "warning": tr("提示"), "note": tr("建议")}
    for issue in findings.issues:
        heading = report.section_at(issue.start).heading
        print(f"[{names[issue.severity]}] {issue.code} {heading}：“{issue.excerpt}” {issue.message}")
    coverage = findings.coverage
    print(
        tr(
            "本稿 {total} 个数：{verified} 已核，{structural} 序号日期，{unverified} 未能核对；{issues} 个问题",
            total=coverage.total,
            verified=coverage.verified,
            structural=coverage.structural,
            unverified=len(coverage.unverified),
            issues=len(findings.issues),
        )
    )


def _export(options: argparse.Namespace) -> int:
    from drafter.checks import check_draft
    from drafter.sheet import read_sheet

    draft = _load_draft(options.draft)
    brief = read_sheet(options.sheet) if options.sheet else None
    issues = check_draft(draft, brief=brief).issues
    _write(
        draft,
        options.output,
        brief=brief,
        issues=[issue for issue in issues if issue.code != "placeholder-left"],
        sources=options.sources,
        final=options.final,
    )
    print(tr("已导出 {path}", path=options.output))
    return DONE


def _write(draft: Draft, path: Path, *, brief: Brief | None = None, **how: object) -> None:
    from drafter.export import write_docx, write_markdown
    from drafter.saving import save_bytes

    match path.suffix.lower():
        case ".json":
            save_bytes(path, json.dumps(draft.to_json(), ensure_ascii=False, indent=1).encode())
        case ".md":
            write_markdown(draft, path)
        case ".docx":
            write_docx(draft, path, brief=brief, **how)  # type: ignore[arg-type]
        case other:
            raise DrafterError(tr("不会写“{suffix}”文件。输出文件请用 .json、.md 或 .docx", suffix=other or path.name))


def _load_draft(path: Path) -> Draft:
    from drafter.draft import Draft

    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise DrafterError(
            tr("读不了稿件 {path}：{problem}。请选用 drafter draft -o 生成的 .json", path=path, problem=problem)
        ) from problem
    return Draft.from_json(data)


def _backtest(options: argparse.Namespace) -> int:
    from drafter.backtest import adjacent_pairs, backtest_json, run_backtest
    from drafter.reading import find_reports, read_report

    with _Progress() as progress:
        files = find_reports([options.folder])
        reports = []
        for number, file in enumerate(files, 1):
            reports.append(read_report(file))
            progress(number, len(files), tr("读取 {name}", name=file.name))
        pairs = adjacent_pairs(reports)
        if not pairs:
            raise DrafterError(tr("{folder} 中没有同一单位相邻两年的报告。请放入连续年度的报告", folder=options.folder))
        results = []
        for number, (previous, published) in enumerate(pairs, 1):
            earlier = [one for one in reports if one.org == previous.org and (one.year or 0) < (previous.year or 0)]
            results.append(run_backtest(previous, published, earlier=earlier))
            progress(number, len(pairs), tr("回测"))
    if options.json:
        _print_json({"pairs": [backtest_json(result) for result in results]})
        return DONE
    print(tr("单位　年度　｜成稿文字已在初稿中（照搬上年、只改年份）｜数：对、错、沿用旧数、待补｜待核"))
    for result in results:
        numbers = result.numbers
        print(
            f"{result.org}　{result.year}　｜{result.draft.covered:.1%}（{result.untouched.covered:.1%}、{result.shifted.covered:.1%}）"
            f"｜{numbers.right}、{numbers.wrong}、{numbers.stale}、{numbers.marked}｜{result.doubtful}"
        )
    return DONE


def _app(options: argparse.Namespace) -> int:
    from drafter.web import serve

    serve(options.host, options.port, index=options.index, workspace=options.workspace)
    return DONE


# -- the command line --------------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="drafter", description=tr("年度报告起草：上年报告 + 本年数据 → 可编辑、可校核的初稿"))
    parser.add_argument("--version", action="version", version=f"drafter {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, description=about)
        one.set_defaults(run=run)
        one.add_argument("--index", type=Path, default=INDEX, help=tr("索引文件夹，默认 index/"))
        return one

    index = command("index", _index, tr("读入往年报告（文件或文件夹），建立或更新索引"))
    index.add_argument("paths", type=Path, nargs="*", help=tr("报告文件或文件夹，默认 corpus/"))
    index.add_argument("--embedder", type=Path, help=tr("嵌入模型文件夹；默认用按本资料库拟合的模型"))
    index.add_argument("--refit", action="store_true", help=tr("重新拟合默认模型并重建索引"))
    index.add_argument(
        "--kind",
        choices=["auto", "flat", "ivf", "hnsw"],
        help=tr("向量检索方式：auto 随规模选择，flat 精确，ivf 分区，hnsw 图；默认沿用现有方式"),
    )
    index.add_argument("--json", action="store_true")

    read = command("read", _read, tr("显示读到的正文和提纲"))
    read.add_argument("file", type=Path)
    read.add_argument("--json", action="store_true")

    search = command("search", _search, tr("查找先例写法"))
    search.add_argument("query", nargs="?")
    search.add_argument("--queries", type=Path, help=tr("批量检索：每行 编号<TAB>检索词"))
    search.add_argument("--limit", type=_positive, default=5)
    search.add_argument("--before", type=int, help=tr("只查早于该年的报告"))
    search.add_argument("--year", type=int)
    search.add_argument("--org")
    search.add_argument("--section", help=tr("章节标题中的字样"))
    search.add_argument("--embedder", type=Path)
    search.add_argument("--json", action="store_true")
    search.add_argument("--json-lines", action="store_true", help=tr("与 --queries 同用：每行一个结果"))

    sheet = command("sheet", _sheet, tr("由上年报告生成填报表"))
    sheet.add_argument("--from", dest="report", type=Path, required=True, metavar="REPORT")
    sheet.add_argument("--year", type=_year, required=True, help=tr("要起草的年度"))
    sheet.add_argument("-o", "--output", type=Path, required=True, metavar="SHEET.xlsx")

    draft = command("draft", _draft, tr("由填好的填报表起草全文"))
    draft.add_argument("sheet", type=Path)
    draft.add_argument("--from", dest="report", type=Path, metavar="REPORT", help=tr("上年报告；默认取填报表中所写"))
    draft.add_argument("--generator", default="precedent", help=tr("precedent（默认）、transformers:模型文件夹 或 openai:服务地址#模型名"))
    draft.add_argument("--outline", type=Path, metavar="FILE.toml", help=tr("按另一提纲编排：文件，或自带提纲的名称"))
    draft.add_argument("--resume", type=Path, metavar="DRAFT.json", help=tr("接着做：其中已由模型起草的章节保留"))
    draft.add_argument("-o", "--output", type=Path, metavar="DRAFT.json|.md|.docx")
    draft.add_argument("--json", action="store_true")

    check = command("check", _check, tr("校核数据与文字是否一致"))
    check.add_argument("file", type=Path)
    check.add_argument("--sheet", type=Path)
    check.add_argument("--previous", type=Path, metavar="REPORT")
    check.add_argument("--verdicts", type=Path, metavar="FILE", help=tr("判定记录：已判定不是问题的、已说明来源的不再提示"))
    check.add_argument("--json", action="store_true")

    export = command("export", _export, tr("导出 Word 或 Markdown"))
    export.add_argument("draft", type=Path)
    export.add_argument("-o", "--output", type=Path, required=True, metavar="REPORT.docx|.md")
    export.add_argument("--sheet", type=Path, help=tr("同时按填报表校核，问题作为批注"))
    export.add_argument("--sources", action="store_true", help=tr("附数据来源表"))
    export.add_argument("--final", action="store_true", help=tr("定稿：仍有【待补】【待核】时拒绝导出"))

    backtest = command("backtest", _backtest, tr("用历年报告回测：若去年用它，初稿离成稿多远"))
    backtest.add_argument("folder", type=Path)
    backtest.add_argument("--json", action="store_true")

    app = command("app", _app, tr("打开网页"))
    app.add_argument("--host", default="127.0.0.1")
    app.add_argument("--port", type=int, default=7860)
    app.add_argument("--workspace", type=Path, default=WORKSPACE, help=tr("稿件保存位置，默认 workspace/"))
    return parser


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(tr("应为正整数：{text}", text=text))
    return int(text)


def _year(text: str) -> int:
    if not (text.isdigit() and 1949 <= int(text) <= 2199):
        raise DrafterError(tr("年度“{text}”不是四位年份。请写成如 --year 2023", text=text))
    return int(text)


def _usage(message: str) -> None:
    print(message, file=sys.stderr)
    raise SystemExit(USAGE)


def _beside(report: Path, sheet: Path) -> str:
    """How to find the report from where the sheet lies, so that the two may move together."""
    try:
        return os.path.relpath(report.resolve(), sheet.resolve().parent).replace("\\", "/")
    except ValueError:  # another drive
        return str(report)


def _print_json(data: dict[str, object]) -> None:
    print(json.dumps(data, ensure_ascii=False))


class _Progress:
    """A bar on stderr for whatever takes longer than a moment; nothing when stderr is no terminal."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._done = self._total = 0

    def __enter__(self) -> _Progress:
        return self

    def __call__(self, done: int, total: int, what: str) -> None:
        if not sys.stderr.isatty():
            return
        from tqdm import tqdm

        if self._bar is None or total != self._total or done < self._done:
            self.close()
            self._bar = tqdm(total=total, file=sys.stderr, delay=0.5, leave=False)
            self._done = 0
        self._bar.set_description(what, refresh=False)
        self._bar.update(done - self._done)
        self._done, self._total = done, total

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()

    def __exit__(self, *_: object) -> None:
        self.close()


if __name__ == "__main__":
    sys.exit(main())
