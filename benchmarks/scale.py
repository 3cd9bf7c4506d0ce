"""Speed and size as the index grows, beside raw FAISS and raw BM25 on the same passages: CPU time, one thread.

python benchmarks/scale.py                      1,000 and 10,000 synthetic passages
python benchmarks/scale.py 1000 100000 1000000  other sizes; a million takes half an hour and 8 GB of disk
python benchmarks/scale.py 100000 --kind hnsw   another way to search vectors
python benchmarks/scale.py 1000000 --keep DIR   keeps what is built and measured in DIR, and goes on from there
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ.setdefault(name, "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import numpy as np  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from drafter.index import PassageIndex, index_reports, open_index  # noqa: E402
from drafter.index.dense import vectors_of  # noqa: E402
from drafter.report import Report, Section  # noqa: E402

PER_REPORT = 100
_PATHS = [str(Path(__file__).resolve().parents[at]) for at in (0, 1)]
_QUERIES = 60


class Synthetic:
    """Reports of random clauses: 400 topics, words as frequent as words are, figures at random."""

    def __init__(self, seed: int = 0) -> None:
        self.random = np.random.default_rng(seed)
        characters = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]
        lengths = self.random.choice([2, 2, 2, 3, 4], 30_000)
        self.words = ["".join(self.random.choice(characters, n)) for n in lengths]
        weights = 1 / np.arange(3, 30_003)
        self.common = np.cumsum(weights / weights.sum())
        self.topics = self.random.integers(0, 30_000, (400, 60))

    def clause(self, topic: int) -> str:
        general = np.searchsorted(self.common, self.random.random(4))
        special = self.topics[topic][self.random.integers(0, 60, 3)]
        words = [self.words[at] for at in self.random.permutation([*general, *special])]
        return f"{''.join(words)}{self.random.integers(10, 99999) / 100}万元"

    def passage(self) -> str:
        topic = int(self.random.integers(0, 400))
        return "，".join(self.clause(topic) for _ in range(6)) + "。"

    def report(self, number: int) -> Report:
        return report_of(number, [self.passage() for _ in range(PER_REPORT)])


def report_of(number: int, lines: Sequence[str]) -> Report:
    text = "\n".join(lines) + "\n"
    year, source = 2000 + number % 20, f"{number:06d}-{2000 + number % 20}.txt"
    return Report("", f"第{number // 20}局", year, source, text, (Section("0", 1, "", 0, len(text)),))


class Reader:
    """Makes a report when its file is read, so that not all of them lie in memory; knows how long that took."""

    def __init__(self, synthetic: Synthetic) -> None:
        self.synthetic = synthetic
        self.seconds = 0.0
        self.first: list[str] = []

    def __call__(self, path: Path) -> tuple[Report, None]:
        begin = time.process_time()
        report = self.synthetic.report(int(path.name.split("-")[0]))
        self.first.append(report.text.splitlines()[0])
        self.seconds += time.process_time() - begin
        return report, None


def write_files(folder: Path, numbers: range) -> None:
    folder.mkdir()
    for number in numbers:
        (folder / f"{number:06d}-{2000 + number % 20}.txt").write_text(str(number), "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--kind", default="auto")
    parser.add_argument("--floor", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        with tempfile.TemporaryDirectory() as place:
            root = options.keep / f"{options.only}-{options.kind}" if options.keep else Path(place)
            root.mkdir(parents=True, exist_ok=True)
            print(json.dumps(measure(root, options.only, options.kind, floor=options.floor)))
        return 0
    for size in options.sizes:
        # Each size in a process of its own: peak memory never goes down.
        again = [sys.executable, __file__, "--only", str(size), "--kind", options.kind]
        again += [] if options.floor else ["--no-floor"]
        again += ["--keep", str(options.keep)] if options.keep else []
        done = subprocess.run(again, capture_output=True, text=True, check=False)
        print(done.stdout.strip() or done.stderr[-2000:], flush=True)
    return 0


def measure(root: Path, size: int, kind: str, *, floor: bool) -> dict[str, float]:
    """Build, search and let grow in `root`, step by step; steps whose figures lie there already are not taken again."""
    steps: dict[str, Callable[[], dict[str, float]]] = {
        "build": lambda: build(root, size, kind),
        "ask": lambda: ask(root),
        "floors": lambda: floors(root),
        "growth": lambda: growth(root),
    }
    found: dict[str, float] = {"passages": size}
    for name, step in steps.items():
        if name == "floors" and not floor:
            continue
        told = root / f"{name}.json"
        if not told.is_file():
            told.write_text(json.dumps(step()), "utf-8")
        found |= json.loads(told.read_text("utf-8"))
    return found


def build(root: Path, size: int, kind: str) -> dict[str, float]:
    for name in ("in", "index"):
        shutil.rmtree(root / name, ignore_errors=True)
    made = Reader(Synthetic())
    write_files(root / "in", range(max(1, size // PER_REPORT)))
    begin = time.process_time()
    index_reports([root / "in"], root / "index", kind=kind, read=made)
    found = {"build passages/s": round(size / (time.process_time() - begin - made.seconds), 1)}
    found["build peak MB"] = peak()
    found["disk MB"] = sum(path.stat().st_size for path in (root / "index").rglob("*.*")) >> 20
    keys = made.first[:_QUERIES]
    while len(keys) < _QUERIES:
        keys.append(made.synthetic.passage())
    queries = {"short": [text[:8] for text in keys], "long": [text[20:120] for text in keys]}
    (root / "queries.json").write_text(json.dumps(queries), "utf-8")
    return found


def ask(root: Path) -> dict[str, float]:
    asked = subprocess.run(
        [sys.executable, "-c", _ASK, str(root), *_PATHS],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    if asked.returncode:
        raise SystemExit(asked.stderr[-800:])
    return json.loads(asked.stdout)


# In a process of its own, as an office would: opening, and memory, without what building left behind.
_ASK = """
import json, sys, time
from pathlib import Path
sys.path[:0] = sys.argv[2:]
import scale
root = Path(sys.argv[1])
queries = json.loads((root / "queries.json").read_text("utf-8"))
from drafter.retrieval import find_precedents
from drafter.index import open_index
begin = time.process_time()
index = open_index(root / "index")
found = {"open s": round(time.process_time() - begin, 3)}
for name, some in queries.items():
    found[f"{name} query p50 ms"], found[f"{name} query p95 ms"] = scale.clock(
        lambda query: find_precedents(index, query), some)
found["search peak MB"] = scale.peak()
for name, some in queries.items():
    found[f"{name} recall@10"] = scale.recall(index, some)
print(json.dumps(found))
"""


def peak() -> int:
    """Return the most memory this process has had, in MB."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def clock(ask: Callable[[str], object], queries: list[str]) -> tuple[float, float]:
    """Return the median and the 95th percentile in ms of CPU time, warm; other programs may run beside."""
    for query in queries:
        ask(query)
    times = []
    for query in queries:
        begin = time.process_time()
        ask(query)
        times.append(1000 * (time.process_time() - begin))
    return round(float(np.median(times)), 2), round(float(np.percentile(times, 95)), 2)


def recall(index: PassageIndex, queries: list[str]) -> float:
    """Return the share of the ten nearest vectors that the index's search finds."""
    vectors = index.encode(queries)
    best = np.full((len(queries), 10), -2.0, np.float32)
    for one in index._segments:
        for at in range(0, len(one), 25_000):
            rows = np.arange(at, min(at + 25_000, len(one)))
            scores = np.hstack([best, vectors @ vectors_of(one.dense, rows).T])
            best = -np.partition(-scores, 9, axis=1)[:, :10]
    hits = 0
    for vector, tenth in zip(vectors, best.min(axis=1), strict=True):
        _, cosines = index.nearest(vector, limit=10)
        hits += int((cosines >= tenth - 1e-4).sum())
    return round(hits / (10 * len(queries)), 4)


def growth(root: Path) -> dict[str, float]:
    """Return how long it takes to add 1,000 passages, and to take a report out."""
    from drafter.index import remove_reports

    made = Reader(Synthetic(seed=1))
    shutil.rmtree(root / "more", ignore_errors=True)
    write_files(root / "more", range(900_000, 900_010))
    begin = time.process_time()
    index_reports([root / "more"], root / "index", read=made)
    added = time.process_time() - begin - made.seconds
    begin = time.process_time()
    remove_reports(root / "index", ["900000-2000.txt"])
    return {"add 1000 s": round(added, 2), "remove s": round(time.process_time() - begin, 2)}


def floors(root: Path) -> dict[str, float]:
    """Return the time of FAISS's exact search and of BM25 alone, over the same vectors and words."""
    import bm25s
    import faiss

    from drafter.index.terms import query_words, words

    index = open_index(root / "index")
    faiss.omp_set_num_threads(1)
    flat = faiss.IndexFlatIP(index.embedder.dim)
    numbers: dict[str, int] = {}
    tokens: list[object] = []
    for at in range(0, len(index), 8_192):
        some = index.passages_at(np.arange(at, min(at + 8_192, len(index))))
        flat.add(index.encode([one.content for one in some]))
        ids = ([numbers.setdefault(word, len(numbers)) for word in words(one.content)] for one in some)
        tokens += [np.array(one, np.int32) for one in ids]
    # With numba, where it is installed (.venv-bench), ten times as fast as without.
    numba = importlib.util.find_spec("numba") is not None
    engine = bm25s.BM25(backend="numba" if numba else "numpy")
    begin = time.process_time()
    engine.index((tokens, numbers), show_progress=False)
    found = {"bm25s build s": round(time.process_time() - begin, 2), "bm25s numba": numba}

    def dense(query: str) -> object:
        return flat.search(index.encode([query]), 10)

    def lexical(query: str) -> object:
        known = [word for word in query_words(query) if word in numbers]
        return engine.retrieve([known], k=10, show_progress=False)

    for name, queries in json.loads((root / "queries.json").read_text("utf-8")).items():
        found[f"{name} FAISS p50 ms"] = clock(dense, queries)[0]
        found[f"{name} BM25 p50 ms"] = clock(lexical, queries)[0]
    return found


if __name__ == "__main__":
    raise SystemExit(main())
