"""How well precedents are found, beside BM25, tf-idf and vectors alone: on labelled queries, and by own body.

    python benchmarks/retrieval.py                         labelled queries of tests/data over corpus/
    python benchmarks/retrieval.py --own FOLDER            reports of FOLDER: older years indexed, newest queried
    python benchmarks/retrieval.py --own FOLDER --crowd    among more: the others' newest reports are indexed, too,
                                                           as those of further bodies
    python benchmarks/retrieval.py --corpus C --queries Q.tsv --qrels R.tsv

Q.tsv has lines qid<TAB>query; the letter a qid starts with is its kind. R.tsv has qid<TAB>source<TAB>quote<TAB>
grade: the passage of that report in which the quoted words stand, graded 1 or 2.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from drafter.index import PassageIndex, index_reports, open_index  # noqa: E402
from drafter.index.terms import query_words, words  # noqa: E402
from drafter.passages import Passage  # noqa: E402
from drafter.placing import Evidence  # noqa: E402
from drafter.reading import find_reports, read_report  # noqa: E402
from drafter.report import Report  # noqa: E402
from drafter.retrieval import find_precedents_many  # noqa: E402

# A ranker answers a query with rows of the index, best first.
Ranker = Callable[[str], list[int]]
DEPTH = 10
_PROVINCES = (  # noqa: SIM905, a list one can read
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南"
    " 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾"
).split()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, default=HERE.parent / "corpus")
    parser.add_argument("--queries", type=Path, default=HERE.parent / "tests/data/queries.tsv")
    parser.add_argument("--qrels", type=Path, default=HERE.parent / "tests/data/qrels.tsv")
    parser.add_argument("--own", type=Path, help="a folder of reports of several bodies and years")
    parser.add_argument("--crowd", action="store_true", help="with --own: nearly twice as many bodies")
    parser.add_argument(
        "--embedder", type=Path, help="a model folder; without it, the one fitted to the reports"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = own_body(options, Path(folder)) if options.own else labelled(options, Path(folder))
    print(json.dumps(result, ensure_ascii=False) if options.json else table(result))
    return 0


def labelled(options: argparse.Namespace, folder: Path) -> dict[str, dict[str, float]]:
    """Return nDCG@10 of each ranker by kind of query, and over all."""
    index_reports([options.corpus], folder, embedder=options.embedder)
    index = open_index(folder)
    passages = index.passages()
    queries = [line.split("\t", 1) for line in options.queries.read_text("utf-8").splitlines() if line]
    grades = read_qrels(options.qrels, passages)
    found: dict[str, dict[str, float]] = {}
    for name, ranker in rankers(index, passages, [query for _, query in queries]).items():
        scores: dict[str, list[float]] = defaultdict(list)
        for qid, query in queries:
            score = ndcg([passages[row].id for row in ranker(query)], grades[qid])
            scores[qid[0]].append(score)
            scores["all"].append(score)
        found[name] = {kind: float(np.mean(some)) for kind, some in scores.items()}
    return found


def own_body(options: argparse.Namespace, folder: Path) -> dict[str, dict[str, float]]:
    """Return how often a paragraph of the newest year finds its own body among the first few."""
    paths = find_reports([options.own])
    reports = dict(zip(paths, map(read_report, paths), strict=True))
    newest = max(report.year or 0 for report in reports.values())
    older = [path for path, report in reports.items() if report.year != newest]
    asking = {path: report for path, report in reports.items() if report.year == newest}
    right: dict[str, list[list[bool]]] = defaultdict(list)
    if not options.crowd:
        index_reports(older, folder, embedder=options.embedder)
        add_answers(right, open_index(folder), asking.values())
    for path, report in asking.items() if options.crowd else ():
        others = [one for one in asking if one != path]
        index_reports(
            [*older, *others],
            folder / path.stem,
            embedder=options.embedder,
            read=lambda one: (further(read_report(one)) if one in asking else read_report(one), None),
        )
        add_answers(right, open_index(folder / path.stem), [report])
    return {
        name: {f"top-{n}": float(np.mean([any(one[:n]) for one in hits])) for n in (1, 2, 3, 5)}
        | {"queries": len(hits)}
        for name, hits in right.items()
    }


def add_answers(right: dict[str, list[list[bool]]], index: PassageIndex, reports: Iterable[Report]) -> None:
    """Add for each ranker and each paragraph of the reports which of the hits are of the same body.

    Each paragraph is asked by itself and, as it is by who has the whole text, together with those before.
    """
    asked = {
        body_of(report.source): [without_places(one) for one in report.text.splitlines() if len(one) >= 50]
        for report in reports
    }
    passages = index.passages()
    bodies = [body_of(passage.source) for passage in passages]
    alone = rankers(index, passages, [query for queries in asked.values() for query in queries])
    for body, queries in asked.items():
        answers = {name: [ranker(query) for query in queries] for name, ranker in alone.items()}
        for name, found in (answers | together(index, passages, queries)).items():
            right[name] += [[bodies[row] == body for row in rows] for rows in found]


def together(
    index: PassageIndex, passages: Sequence[Passage], queries: Sequence[str]
) -> dict[str, list[list[int]]]:
    """Return what is found for paragraphs of one text, each with what those before say of the reports."""
    rows = {passage.id: row for row, passage in enumerate(passages)}
    hits = find_precedents_many(index, queries, limit=DEPTH, group=False, together=True)
    scores = tf_idf_scores([passage.content for passage in passages])
    before, reports = Evidence(), index.reports_of(np.arange(len(passages)))
    return {
        "drafter, together": [[rows[hit.passage.id] for hit in found] for found in hits],
        "tf-idf, together": [best(before.raised(scores(query), reports)) for query in queries],
    }


def body_of(source: str) -> str:
    return re.split(r"[-_ ]", source)[0]


def further(report: Report) -> Report:
    """Return the report as one of another body."""
    return replace(report, org=f"{report.org}（又一）")


def rankers(index: PassageIndex, passages: Sequence[Passage], queries: Sequence[str]) -> dict[str, Ranker]:
    rows = {passage.id: row for row, passage in enumerate(passages)}
    hits = {
        group: dict(zip(queries, find_precedents_many(index, queries, limit=DEPTH, group=group), strict=True))
        for group in (False, True)
    }

    def drafter(query: str) -> list[int]:
        return [rows[hit.passage.id] for hit in hits[False][query]]

    def drafter_grouped(query: str) -> list[int]:
        every = [one for hit in hits[True][query] for one in (hit.passage, *hit.also)]
        return [rows[one.id] for one in every][:DEPTH]

    contents = [passage.content for passage in passages]
    vectors = index.encode(contents)
    return {
        "drafter": drafter,
        "drafter, grouped": drafter_grouped,
        "BM25": bm25(contents),
        "tf-idf": tf_idf(contents),
        "dense": lambda query: best(vectors @ index.encode([query])[0]),
    }


def bm25(contents: Sequence[str]) -> Ranker:
    """BM25 over jieba's words."""
    import bm25s

    engine = bm25s.BM25()
    numbers: dict[str, int] = {}
    tokens = [[numbers.setdefault(word, len(numbers)) for word in words(one)] for one in contents]
    engine.index((tokens, numbers), show_progress=False)
    return lambda query: best(engine.get_scores(query_words(query)) if query_words(query) else np.zeros(1))


def tf_idf(contents: Sequence[str]) -> Ranker:
    scores = tf_idf_scores(contents)
    return lambda query: best(scores(query))


def tf_idf_scores(contents: Sequence[str]) -> Callable[[str], np.ndarray]:
    """Cosine of tf-idf over pairs and triples of characters."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(2, 3))
    matrix = vectorizer.fit_transform(contents)
    return lambda query: (vectorizer.transform([query]) @ matrix.T).toarray()[0]


def best(scores: np.ndarray) -> list[int]:
    return [int(row) for row in np.argsort(-scores, kind="stable")[:DEPTH] if scores[row] > 0]


def ndcg(found: Sequence[str], grades: dict[str, int]) -> float:
    def gain(ranked: Sequence[int]) -> float:
        return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(ranked[:DEPTH]))

    return gain([grades.get(one, 0) for one in found]) / gain(sorted(grades.values(), reverse=True))


def read_qrels(path: Path, passages: Sequence[Passage]) -> dict[str, dict[str, int]]:
    """Return query → passage → grade; a quote that stands nowhere is an error."""
    of: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        of[passage.source].append(passage)
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for line in path.read_text("utf-8").splitlines():
        qid, source, quote, grade = line.split("\t")
        meant = [passage for passage in of[source] if quote in passage.text]
        if not meant:
            raise SystemExit(f"{path.name}: {source} does not say {quote}")
        grades[qid][meant[0].id] = max(int(grade), grades[qid].get(meant[0].id, 0))
    return grades


def without_places(text: str) -> str:
    """Return the text without the names of places, as jieba knows them, and of provinces."""
    import rjieba

    for name in _PROVINCES:
        text = text.replace(name, "")
    return "".join(word for word, kind in rjieba.tag(text) if not kind.startswith("ns"))


def table(result: dict[str, dict[str, float]]) -> str:
    kinds = list(next(iter(result.values())))
    lines = [f"{'':18}" + "".join(f"{kind:>9}" for kind in kinds)]
    for name, scores in result.items():
        lines.append(f"{name:18}" + "".join(f"{scores[kind]:9.3f}" for kind in kinds))
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
