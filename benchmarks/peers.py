"""Side by side with LangChain, LlamaIndex and txtai: hybrid search over the same passages with the same embedder.

    .venv-bench/bin/python benchmarks/peers.py 10000 100000

The peers are no dependencies: `make bench` installs benchmarks/peers.txt into .venv-bench. Every system has a process
of its own, which stays; all build in turn and are asked in turn, round after round, so that what else the machine does
meets them alike. All with one thread, in CPU time; importing is not counted. `raw` is FAISS's exact search and bm25s with numba, nothing else.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(name, "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np  # noqa: E402

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from scale import PER_REPORT, Synthetic, peak, report_of, write_files  # noqa: E402

from drafter.report import Report  # noqa: E402

_QUERIES, _ROUNDS = 20, 9
# So few passages are built so often, more of them less often; the median counts.
_FEW, _BUILDS, _BUILDS_OF_MANY = 20_000, 5, 3
# A system that takes longer to answer all rounds is asked fewer: the rest would wait for it.
_PATIENCE = 60.0
_KNOWN = slice(30, 48)

# A system takes the texts and the embedder's folder and answers a query with the texts it finds, best first.
Ask = Callable[[str], Sequence[str]]


def drafter(texts: Sequence[str], model: Path, place: Path) -> Ask:
    from drafter.index import index_reports, open_index
    from drafter.retrieval import find_precedents

    def read(path: Path) -> tuple[Report, None]:
        number = int(path.name.split("-")[0])
        return report_of(number, texts[number * PER_REPORT : (number + 1) * PER_REPORT]), None

    index_reports([place / "in"], place / "index", embedder=model, read=read)
    index = open_index(place / "index")
    return lambda query: [one.passage.text for one in find_precedents(index, query, limit=10)]


def txtai(texts: Sequence[str], model: Path, place: Path) -> Ask:
    import faiss
    from txtai import Embeddings

    faiss.omp_set_num_threads(1)
    found = Embeddings(path=str(model), method="sentence-transformers", hybrid=True, content=True, gpu=False)
    found.index(texts)
    # A quote would end the words in txtai's query language; Chinese prose has none of those.
    return lambda query: [row["text"] for row in found.search(query, 10)]


def langchain(texts: Sequence[str], model: Path, place: Path) -> Ask:
    import faiss
    import rjieba
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_community.vectorstores import FAISS
    from langchain_core.embeddings import Embeddings

    faiss.omp_set_num_threads(1)
    encode = _sentence_transformer(model)

    class Wrapped(Embeddings):
        def embed_documents(self, some: list[str]) -> list[list[float]]:
            return encode(some).tolist()

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    dense = FAISS.from_texts(list(texts), Wrapped()).as_retriever(search_kwargs={"k": 10})
    # Its default splits on spaces, of which Chinese has none.
    words = BM25Retriever.from_texts(list(texts), preprocess_func=rjieba.cut, k=10)
    both = EnsembleRetriever(retrievers=[words, dense], weights=[0.5, 0.5])
    return lambda query: [one.page_content for one in both.invoke(query)]


def llamaindex(texts: Sequence[str], model: Path, place: Path) -> Ask:
    import faiss
    from llama_index.core import Settings, StorageContext, VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.llms import MockLLM
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.core.schema import TextNode
    from llama_index.retrievers.bm25 import BM25Retriever
    from llama_index.vector_stores.faiss import FaissVectorStore

    faiss.omp_set_num_threads(1)
    encode = _sentence_transformer(model)

    class Wrapped(BaseEmbedding):
        def _get_text_embeddings(self, some: list[str]) -> list[list[float]]:
            return encode(some).tolist()

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

    Settings.llm = MockLLM()
    nodes = [TextNode(text=text, id_=str(at)) for at, text in enumerate(texts)]
    width = len(encode(["宽"])[0])
    store = StorageContext.from_defaults(vector_store=FaissVectorStore(faiss.IndexFlatIP(width)))
    wrapped = Wrapped(embed_batch_size=1024)
    index = VectorStoreIndex(nodes, storage_context=store, embed_model=wrapped)
    dense = index.as_retriever(similarity_top_k=10)
    # Its default takes what stands between two signs for one word.
    words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=10, token_pattern=r"(?u)\w")
    both = QueryFusionRetriever(
        [dense, words], similarity_top_k=10, num_queries=1, mode="reciprocal_rerank", use_async=False
    )
    return lambda query: [one.node.get_content() for one in both.retrieve(query)]


def raw_faiss(texts: Sequence[str], model: Path, place: Path) -> Ask:
    import faiss

    from drafter.index.embedding import open_embedder

    faiss.omp_set_num_threads(1)
    embedder = open_embedder(model)
    flat = faiss.IndexFlatIP(embedder.dim)
    flat.add(embedder.encode(texts))
    return lambda query: [texts[row] for row in flat.search(embedder.encode([query]), 10)[1][0]]


def raw_bm25(texts: Sequence[str], model: Path, place: Path) -> Ask:
    import bm25s

    from drafter.index.terms import query_words, words

    numbers: dict[str, int] = {}
    tokens = [[numbers.setdefault(word, len(numbers)) for word in words(text)] for text in texts]
    engine = bm25s.BM25(backend="numba")
    engine.index((tokens, numbers), show_progress=False)

    def ask(query: str) -> list[str]:
        known = [word for word in query_words(query) if word in numbers]
        return [texts[row] for row in engine.retrieve([known], k=10, show_progress=False).documents[0]]

    return ask


SYSTEMS: dict[str, Callable[[Sequence[str], Path, Path], Ask]] = {
    "drafter": drafter,
    "txtai": txtai,
    "langchain": langchain,
    "llamaindex": llamaindex,
    "raw FAISS": raw_faiss,
    "raw BM25": raw_bm25,
}


def _sentence_transformer(model: Path) -> Callable[[list[str]], np.ndarray]:
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    loaded = SentenceTransformer(str(model), device="cpu", local_files_only=True)
    return lambda texts: loaded.encode(texts, batch_size=1024, show_progress_bar=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000])
    parser.add_argument("--system", choices=SYSTEMS, help=argparse.SUPPRESS)
    parser.add_argument("--place", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.system:
        serve(SYSTEMS[options.system], options.place, options.system)
        return 0
    if missing := [
        one for one in ("txtai", "langchain_classic", "llama_index") if not importlib.util.find_spec(one)
    ]:
        print(f"{', '.join(missing)} not installed here: run this with .venv-bench (make bench)")
        return 0
    for size in options.sizes:
        print(table(size, compare(size)), flush=True)
    return 0


def compare(size: int) -> dict[str, dict[str, float]]:
    """Build every system, ask them in turn, and return what was measured of each."""
    from drafter.index.fitting import fit_embedder

    made = Synthetic()
    texts = [made.passage() for _ in range(size)]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        fit_embedder(texts, root / "model")
        (root / "texts.json").write_text(json.dumps(texts), "utf-8")
        running: dict[str, subprocess.Popen[str]] = {}
        found: dict[str, dict[str, float]] = {}
        for name in SYSTEMS:
            running[name] = start(name, root)
        # One after the other: two that build at once take each other's memory and time.
        built = [
            {name: told(running[name], "build")["s"] for name in SYSTEMS}
            for _ in range(_BUILDS if size <= _FEW else _BUILDS_OF_MANY)
        ]
        for name in SYSTEMS:
            speed = {"passages/s": round(size / float(np.median([one[name] for one in built])))}
            found[name] = speed | told(running[name], "find")
        taken = dict.fromkeys(SYSTEMS, 0.0)
        rounds: dict[str, list[dict[str, float]]] = {name: [] for name in SYSTEMS}
        for _ in range(_ROUNDS):
            for name, process in running.items():
                if taken[name] > _PATIENCE:
                    continue
                begin = time.monotonic()
                rounds[name].append(told(process, "ask"))
                taken[name] += time.monotonic() - begin
        for name, process in running.items():
            process.stdin.close()
            process.wait()
            for key in rounds[name][0]:
                found[name][key] = round(float(np.median([one[key] for one in rounds[name]])), 2)
    return found


def start(name: str, root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, __file__, "--system", name, "--place", str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def told(process: subprocess.Popen[str], order: str) -> dict[str, float]:
    """Give an order and return the next line of JSON; libraries print what they like between."""
    assert process.stdout is not None
    print(order, file=process.stdin, flush=True)
    for line in process.stdout:
        if line.startswith("{"):
            return json.loads(line)
    raise SystemExit(f"{process.args} ended early")


def serve(system: Callable[[Sequence[str], Path, Path], Ask], root: Path, name: str) -> None:
    """Build, find what is known, or answer a round of queries, as each line that comes in orders."""
    texts = json.loads((root / "texts.json").read_text("utf-8"))
    place = root / name
    # Importing is not building, nor is laying out the files that Drafter reads where others take texts.
    ask = system(texts[:PER_REPORT], root / "model", laid_out(place / "few", 1))
    known = [texts[at] for at in range(0, len(texts), len(texts) // _QUERIES)][:_QUERIES]
    kinds = {"short": [text[:8] for text in known], "long": [text[20:120] for text in known]}
    for number, order in enumerate(sys.stdin):
        if order.strip() == "build":
            room = laid_out(place / str(number), len(texts) // PER_REPORT)
            # What was built before would count as memory.
            del ask
            begin = time.process_time()
            ask = system(texts, root / "model", room)
            said = {"s": time.process_time() - begin}
        elif order.strip() == "find":
            hits = [list(ask(text[_KNOWN]))[:10] for text in known]
            said = {
                "hit@1": float(np.mean([text in some[:1] for text, some in zip(known, hits, strict=True)])),
                "hit@10": float(np.mean([text in some for text, some in zip(known, hits, strict=True)])),
                "peak MB": peak(),
            }
            measured(ask, kinds)
        else:
            said = measured(ask, kinds)
        print(json.dumps(said), flush=True)


def laid_out(place: Path, reports: int) -> Path:
    place.mkdir(parents=True)
    write_files(place / "in", range(reports))
    return place


def measured(ask: Ask, kinds: dict[str, list[str]]) -> dict[str, float]:
    found = {}
    for kind, queries in kinds.items():
        times = []
        for query in queries:
            begin = time.process_time()
            ask(query)
            times.append(1000 * (time.process_time() - begin))
        found[f"{kind} p50"], found[f"{kind} p95"] = np.percentile(times, [50, 95]).tolist()
    return found


def table(size: int, found: dict[str, dict[str, float]]) -> str:
    columns = list(next(iter(found.values())))
    lines = [
        f"{size:,} passages; p50 and p95 in ms of CPU time",
        f"{'':12}" + "".join(f"{one:>12}" for one in columns),
    ]
    lines += [f"{name:12}" + "".join(f"{row[one]:12,.2f}" for one in columns) for name, row in found.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
