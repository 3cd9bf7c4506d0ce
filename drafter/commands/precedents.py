"""Past reports: index them, search them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from drafter.answering import answer_json, notes_on, worth_showing
from drafter.commands.console import CORPUS, DONE, FAILED, Progress, print_json, wrong_usage
from drafter.commands.reading import ask_for
from drafter.errors import DrafterError, reason_of
from drafter.matching import marked
from drafter.retrieval import Precedent
from drafter.strings import tr


def index_command(options: argparse.Namespace) -> int:
    from drafter.index import index_reports

    with Progress() as progress:
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
    for source, fields in summary.unsure:
        print(ask_for(source, fields), file=sys.stderr)
    if summary.outgrown:
        print(
            tr("资料已是拟合默认模型时的两倍以上，建议运行 drafter index --refit 重新拟合"), file=sys.stderr
        )
    if options.json:
        print_json(
            {
                "added": list(summary.added),
                "refreshed": list(summary.refreshed),
                "unchanged": list(summary.unchanged),
                "unsure": [{"file": file, "fields": list(fields)} for file, fields in summary.unsure],
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


def search_command(options: argparse.Namespace) -> int:
    from drafter.index import open_index
    from drafter.index.filtering import Filters
    from drafter.reranking import open_reranker
    from drafter.retrieval import find_precedents, find_precedents_many

    if (options.query is None) == (options.queries is None) or (
        options.query is not None and not options.query.strip()
    ):
        wrong_usage(tr("请给出一个检索词，或用 --queries 指定 qid<TAB>query 的文件"))
    if options.queries is None and (options.together or options.json_lines):
        wrong_usage(tr("--together 和 --json-lines 须与 --queries 同用"))
    index = open_index(options.index, embedder=options.embedder)
    filters = Filters(options.before, options.year, options.org, options.section)
    reranker = open_reranker(options.reranker)
    if options.queries is not None:
        asked = _read_queries(options.queries)
        queries = [query for _, query in asked]
        found = find_precedents_many(
            index,
            queries,
            limit=options.limit,
            filters=filters,
            together=options.together,
            reranker=reranker,
        )
        for (qid, query), hits in zip(asked, found, strict=True):
            print_json({"qid": qid, **answer_json(query, hits)})
        return DONE
    hits = find_precedents(index, options.query, limit=options.limit, filters=filters, reranker=reranker)
    if options.json:
        print_json(answer_json(options.query, hits))
        return DONE
    near = worth_showing(hits)
    if not near:
        print(tr("没有找到。可换一个说法，或放宽 --year、--org、--section"))
    for line in notes_on(options.query, near):
        print(line)
    for number, hit in enumerate(near, 1):
        _print_hit(number, hit)
    return DONE


def _print_hit(number: int, hit: Precedent) -> None:
    passage = hit.passage
    page = tr("第{page}页", page=passage.page) if passage.page else ""
    print(
        f"{number}. {passage.org} {'、'.join(map(str, hit.years))} {' > '.join(passage.headings)}  [{hit.closeness:.3f}] {' '.join(filter(None, (passage.source, page)))}"
    )
    bold, plain = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("", "")
    text = "".join(
        f"{bold}{words}{plain}" if on else words for words, on in marked(passage.text, hit.matched)
    )
    print("   " + text.replace("\n", "\n   "))
    if hit.matched:
        print("   " + tr("含：{words}", words="、".join(hit.matched)))
    print()


def _read_queries(path: Path) -> list[tuple[str, str]]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        why = reason_of(problem) if isinstance(problem, OSError) else tr("不是 UTF-8 文字")
        raise DrafterError(
            tr("读不了检索词文件 {path}：{why}。请存为 UTF-8 文本，每行 编号<TAB>检索词", path=path, why=why)
        ) from problem
    pairs = [line.split("\t", 1) for line in lines if line.strip()]
    if any(len(pair) < 2 for pair in pairs):
        raise DrafterError(tr("检索词文件 {path} 有的行没有制表符。每行应为 编号<TAB>检索词", path=path))
    return [(qid, query) for qid, query in pairs]
