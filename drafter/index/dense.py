"""Vectors in FAISS: compared exactly while that is fastest, then by short codes, by cells or by a graph of neighbours."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from drafter.errors import IndexFolderError
from drafter.index.arrays import widened
from drafter.strings import tr

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from drafter.index.embedding import Vectors
    from drafter.index.folding import Rows, Scores

    # Vectors as they are kept: half the space, and as exact as they are searched.
    Halves = npt.NDArray[np.float16]

# Up to here comparing everything takes a third of a millisecond and misses nothing.
EXACT_UP_TO = 20_000
# Share of the ten nearest that an index which is not exact must find, measured as it is built on queries made of
# its passages. By cells it finds up to four points less on a few typed words, and 0.95 is what it has to find.
RECALL = 0.995
_TRIALS, _FIRST, _NARROW = 200, 10, 16
# Centres of cells and codes hardly move after so many rounds.
_ROUNDS = 8
# Twice as many cells find a little more for twice the time to build.
_CELLS, _PER_CELL = 2, 40
# Two numbers of a vector become one of sixteen codes. Turned at random first, all of them tell equally much:
# the numbers of a fitted embedder do not, and codes then rule out a tenth of the nearest.
_SPLIT, _BITS, _CODED = 2, 4, 2_000
# No fewer passages than this, and this many times those wanted, are compared exactly.
_LEAST, _CHECKED = 300, 3
# More at a time take a fourth longer: their memory is fetched from the system anew for each block.
_BLOCK = 16_384
_PIECE = 1 << 20
_AT_ONCE = 20
# So few are compared one by one: cells could not hold enough of them.
_FEW = 20_000
# Of each index that has been asked, its exact vectors, in place.
_HELD: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()


def build_dense(vectors: Halves, kind: str = "auto") -> Any:
    """Return a FAISS index of `vectors`, which must be of length 1 or 0, in half precision."""
    faiss = _faiss()
    if kind == "auto":
        kind = "flat" if len(vectors) <= EXACT_UP_TO else "pq"
    if kind not in KINDS:
        raise IndexFolderError(
            tr("没有名为 {kind} 的向量索引。可用：auto {kinds}", kind=kind, kinds=" ".join(KINDS))
        )
    return KINDS[kind](faiss, vectors)


def write_dense(index: Any, path: Path) -> None:
    faiss = _faiss()
    # Not to the path: on a full disk that can leave a short file without raising. In pieces, in a quarter of the time
    # that one copy of everything takes.
    with path.open("wb") as stream:
        faiss.write_index(index, faiss.PyCallbackIOWriter(stream.write, _PIECE))


def read_dense(path: Path) -> Any:
    """Open the file in place; the caller has made sure that it is the one written."""
    faiss = _faiss()
    try:
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except RuntimeError:  # a kind that cannot be read in place
        index = faiss.read_index(str(path))
    if isinstance(index, faiss.IndexIVF):
        index.make_direct_map()
    return index


def nearest(
    index: Any, vector: Vectors, limit: int, mask: npt.NDArray[np.bool_] | None
) -> tuple[Rows, Scores]:
    """Return the nearest rows, best first, and their cosines; `mask` says which rows may be found."""
    import numpy as np

    faiss = _faiss()
    allowed = index.ntotal if mask is None else int(np.count_nonzero(mask))
    if not allowed or not vector.any():
        return np.empty(0, np.int64), np.empty(0, np.float32)
    if mask is not None and allowed <= _FEW:
        rows = np.flatnonzero(mask)
        found = cosines(index, vector, rows)
        best = np.argsort(-found, kind="stable")[:limit]
        return rows[best], found[best]
    if isinstance(index, faiss.IndexRefine):
        return _by_codes(faiss, index, vector, min(limit, allowed), mask, allowed)
    options = None
    if mask is not None:
        selector = faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))
        options = _options(faiss, index, selector)
    scores, rows = index.search(vector[None], min(limit, allowed), params=options)
    known = rows[0] >= 0
    return rows[0][known], scores[0][known]


def _by_codes(
    faiss: Any, index: Any, vector: Vectors, limit: int, mask: npt.NDArray[np.bool_] | None, allowed: int
) -> tuple[Rows, Scores]:
    """Find rows by their codes, and compare the best of them exactly; of all allowed ones where few come up."""
    import numpy as np

    checked = max(round(_FIRST * index.k_factor), _CHECKED * limit, _LEAST)
    if mask is None:
        options = faiss.IndexRefineSearchParameters(k_factor=checked / limit)
        scores, rows = index.search(vector[None], limit, params=options)
        return rows[0], scores[0]
    fetched = min(checked * index.ntotal // allowed, index.ntotal)
    rows = index.base_index.search(vector[None], fetched)[1][0]
    rows = rows[mask[rows]]
    # Where few of those allowed come up, better ones may lie just beyond.
    if len(rows) < max(limit, checked // 4):
        selector = faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))
        exact = faiss.SearchParameters(sel=selector)
        scores, rows = index.refine_index.search(vector[None], limit, params=exact)
        return rows[0], scores[0]
    found = cosines(index, vector, rows)
    best = np.argsort(-found, kind="stable")[:limit]
    return rows[best], found[best]


def cosines(index: Any, vector: Vectors, rows: Rows) -> Scores:
    found: Scores = vectors_of(index, rows) @ vector
    return found


def vectors_of(index: Any, rows: Rows) -> Vectors:
    import numpy as np

    if not len(rows):
        return np.empty((0, index.d), np.float32)
    # Where they lie: FAISS makes a decoder for each row.
    if (halves := _halves(index)) is not None:
        return widened(halves[rows])
    found: Vectors = index.reconstruct_batch(np.ascontiguousarray(rows, np.int64))
    return found


def _halves(index: Any) -> Halves | None:
    """Return the vectors of an index that holds them all exactly; to ask FAISS where they lie takes as long as to read some."""
    import numpy as np

    if index not in _HELD:
        faiss = _faiss()
        exact = faiss.downcast_index(index.refine_index) if isinstance(index, faiss.IndexRefine) else index
        _HELD[index] = None
        if isinstance(exact, faiss.IndexScalarQuantizer):
            codes = faiss.rev_swig_ptr(exact.codes.data(), exact.codes.size())
            _HELD[index] = codes.view(np.float16).reshape(-1, exact.d)
    found: Halves | None = _HELD[index]
    return found


def _flat(faiss: Any, vectors: Halves) -> Any:
    import numpy as np

    index = faiss.IndexScalarQuantizer(
        vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    index.train(_sample(vectors, 1))
    # What FAISS would keep of each.
    faiss.copy_array_to_vector(np.ascontiguousarray(vectors).view(np.uint8).ravel(), index.codes)
    index.ntotal = len(vectors)
    return index


def _pq(faiss: Any, vectors: Halves) -> Any:
    dim = vectors.shape[1]
    if dim % _SPLIT or len(vectors) < _CODED:
        return _flat(faiss, vectors)
    turned = faiss.RandomRotationMatrix(dim, dim)
    turned.init(0)
    coded = faiss.IndexPQFastScan(dim, dim // _SPLIT, _BITS, faiss.METRIC_INNER_PRODUCT)
    coded.pq.cp.niter = _ROUNDS
    short = faiss.IndexPreTransform(turned, coded)
    short.train(_sample(vectors, _CODED))
    # The same codes in two thirds of the time.
    coded.pq.sync_transposed_centroids()
    index = faiss.IndexRefine(_filled(short, vectors), _flat(faiss, vectors))
    _tune(
        index, vectors, len(vectors), lambda width: setattr(index, "k_factor", width / _FIRST), first=_LEAST
    )
    return index


def _ivf(faiss: Any, vectors: Halves) -> Any:
    cells = max(1, min(_CELLS * math.isqrt(len(vectors)), len(vectors) // _PER_CELL))
    dim = vectors.shape[1]
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dim), dim, cells, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT, False
    )
    index.cp.niter = _ROUNDS
    index.train(_sample(vectors, cells * _PER_CELL))
    _filled(index, vectors).make_direct_map()
    _tune(index, vectors, cells, lambda width: setattr(index, "nprobe", width))
    return index


def _hnsw(faiss: Any, vectors: Halves) -> Any:
    index = faiss.IndexHNSWSQ(vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, 32, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = 100
    index.train(_sample(vectors, 1))
    _filled(index, vectors)
    _tune(index, vectors, len(vectors), lambda width: setattr(index.hnsw, "efSearch", width))
    return index


KINDS: dict[str, Callable[[Any, Halves], Any]] = {"flat": _flat, "pq": _pq, "ivf": _ivf, "hnsw": _hnsw}


def _tune(
    index: Any, vectors: Halves, most: int, set_width: Callable[[int], None], *, first: int = _NARROW
) -> None:
    """Widen the search until it finds enough of what comparing everything finds."""
    import numpy as np

    some = _sample(vectors, _TRIALS)
    # Not the vectors themselves, which are found too easily: a query is like a passage, and like others too.
    queries = np.ascontiguousarray(some + np.roll(some, 1, axis=0))
    exact = _exact(vectors, queries)
    width = min(first, most)
    while True:
        set_width(width)
        _, rows = index.search(queries, _FIRST)
        hits = sum(len(set(row) & truth) for row, truth in zip(rows.tolist(), exact, strict=True))
        if hits >= RECALL * sum(map(len, exact)) or width >= most:
            return
        width = min(width * 3 // 2, most)


def _exact(vectors: Halves, queries: Vectors) -> list[set[int]]:
    """Return the rows nearest to each query, found by comparing everything."""
    import numpy as np

    scores, rows = [], []
    for at, block in _blocks(vectors):
        near, found = _faiss().knn(queries, block, min(_FIRST, len(block)), _faiss().METRIC_INNER_PRODUCT)
        scores.append(near)
        rows.append(found + at)
    best = np.argsort(-np.hstack(scores), axis=1, kind="stable")[:, :_FIRST]
    return [set(row) for row in np.take_along_axis(np.hstack(rows), best, axis=1).tolist()]


def _sample(vectors: Halves, size: int) -> Vectors:
    import numpy as np

    step = max(1, len(vectors) // max(size, 1))
    return np.ascontiguousarray(vectors[::step][:size], dtype=np.float32)


def _filled(index: Any, vectors: Halves) -> Any:
    for _, block in _blocks(vectors):
        index.add(block)
    return index


def _blocks(vectors: Halves) -> Iterator[tuple[int, Vectors]]:
    import numpy as np

    for at in range(0, len(vectors), _BLOCK):
        yield at, widened(np.ascontiguousarray(vectors[at : at + _BLOCK]))


def _options(faiss: Any, index: Any, selector: Any) -> Any:
    if isinstance(index, faiss.IndexIVF):
        return faiss.SearchParametersIVF(sel=selector, nprobe=index.nprobe)
    if isinstance(index, faiss.IndexHNSW):
        return faiss.SearchParametersHNSW(sel=selector, efSearch=index.hnsw.efSearch)
    return faiss.SearchParameters(sel=selector)


def _faiss() -> Any:
    import faiss

    # One query is two to three times slower on FAISS's default of all cores.
    faiss.omp_set_num_threads(1)
    # Two hundred queries are multiplied with all vectors at once, in a fifth of the time, from so many on.
    faiss.cvar.distance_compute_blas_threshold = _AT_ONCE
    return faiss
