"""Does searching by words and by meaning together find less than the better of both alone, as the index grows?

    python benchmarks/fusion.py                 1,000 and 10,000 synthetic passages
    python benchmarks/fusion.py 1000 100000     other sizes

Three kinds of query, each made from a passage that is to be found: a part of a sentence, some of its words out of
their order, and the paragraph with half of its clauses and every figure changed. hit@1 and hit@10.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np  # noqa: E402

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from scale import PER_REPORT, Reader, Synthetic, write_files  # noqa: E402

from drafter.index import PassageIndex, index_reports, open_index  # noqa: E402
from drafter.index.scoring import top_rows  # noqa: E402
from drafter.retrieval import find_precedents  # noqa: E402

_QUERIES, _DEPTH = 200, 10

Ask = Callable[[str], Sequence[str]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    for size in options.sizes:
        found = measure(size)
        print(json.dumps(found, ensure_ascii=False) if options.json else table(size, found), flush=True)
    return 0


def measure(size: int) -> dict[str, dict[str, tuple[float, float]]]:
    """Return hit@1 and hit@10 by kind of query and by ranker."""
    made = Reader(Synthetic())
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_files(root / "in", range(size // PER_REPORT))
        index_reports([root / "in"], root / "index", read=made)
        index = open_index(root / "index")
        random = np.random.default_rng(1)
        rows = random.choice(len(index), min(_QUERIES, len(index)), replace=False)
        wanted = [index.text_at(int(row)) for row in rows]
        return {
            kind: {name: hits(ask, wanted, queries) for name, ask in rankers(index).items()}
            for kind, queries in queries_for(wanted, made.synthetic, random).items()
        }


def queries_for(
    wanted: Sequence[str], synthetic: Synthetic, random: np.random.Generator
) -> dict[str, list[str]]:
    return {
        "part of a sentence": [text[30:48] for text in wanted],
        "words": [" ".join(random.permutation(pieces(text, random))) for text in wanted],
        "changed paragraph": [changed(text, synthetic, random) for text in wanted],
    }


def pieces(text: str, random: np.random.Generator) -> list[str]:
    """Return four pieces of three characters, each from another clause."""
    clauses = text.split("，")
    chosen = random.choice(len(clauses), 4, replace=False)
    return [
        clauses[at][start : start + 3] for at, start in zip(chosen, random.integers(0, 8, 4), strict=True)
    ]


def changed(text: str, synthetic: Synthetic, random: np.random.Generator) -> str:
    clauses = text.rstrip("。").split("，")
    for at in random.choice(len(clauses), len(clauses) // 2, replace=False):
        clauses[at] = synthetic.clause(int(random.integers(0, 400)))
    digits = [str(random.integers(0, 10)) if one.isdigit() else one for one in "，".join(clauses)]
    return "".join(digits) + "。"


def rankers(index: PassageIndex) -> dict[str, Ask]:
    def both(query: str) -> list[str]:
        return [one.passage.text for one in find_precedents(index, query, limit=_DEPTH, group=False)]

    def words(query: str) -> list[str]:
        scores, _, _ = index.lexical(index.look_up([(query, 1.0)]))
        rows = top_rows(scores, _DEPTH)
        return [index.text_at(row) for row in rows[np.argsort(-scores[rows], kind="stable")].tolist()]

    def meaning(query: str) -> list[str]:
        rows, _ = index.nearest(index.encode([query])[0], limit=_DEPTH)
        return [index.text_at(row) for row in rows.tolist()]

    return {"both": both, "words": words, "meaning": meaning}


def hits(ask: Ask, wanted: Sequence[str], queries: Sequence[str]) -> tuple[float, float]:
    found = [list(ask(query)) for query in queries]
    pairs = list(zip(wanted, found, strict=True))
    return (
        round(float(np.mean([text in some[:1] for text, some in pairs])), 3),
        round(float(np.mean([text in some for text, some in pairs])), 3),
    )


def table(size: int, found: dict[str, dict[str, tuple[float, float]]]) -> str:
    lines = [f"{size:,} passages; hit@1 / hit@10"]
    names = list(next(iter(found.values())))
    lines.append(f"{'':20}" + "".join(f"{name:>16}" for name in names))
    for kind, row in found.items():
        lines.append(f"{kind:20}" + "".join(f"{row[name][0]:>8.3f} /{row[name][1]:6.3f}" for name in names))
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
