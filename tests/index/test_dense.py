"""Nearest vectors by short codes: as good as comparing everything, whatever may be found."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from drafter.index.arrays import widened
from drafter.index.dense import KINDS, build_dense, nearest, read_dense, vectors_of, write_dense

PASSAGES, DIM = 6_000, 32


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    # The first numbers tell far more than the last, as those of a fitted embedder do.
    made = np.random.default_rng(0).standard_normal((PASSAGES, DIM)) / np.arange(1, DIM + 1)
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)


def share_found(index: object, vectors: np.ndarray, mask: np.ndarray | None = None) -> float:
    """Return the share of the ten nearest found, for queries between two passages."""
    queries = vectors[:50].astype(np.float32) + vectors[50:100].astype(np.float32)
    found = 0
    for query in queries:
        cosines = vectors.astype(np.float32) @ query
        if mask is not None:
            cosines[~mask] = -1
        best = set(np.argsort(-cosines)[:10].tolist())
        rows, scores = nearest(index, query, 10, mask)
        assert scores.tolist() == pytest.approx(cosines[rows].tolist(), abs=1e-3)
        found += len(best & set(rows.tolist()))
    return found / (10 * len(queries))


def test_short_codes_find_what_comparing_everything_finds(vectors: np.ndarray, tmp_path: Path):
    index = build_dense(vectors, "pq")
    assert type(index).__name__ == "IndexRefine"
    write_dense(index, tmp_path / "passages.faiss")
    opened = read_dense(tmp_path / "passages.faiss")
    assert share_found(index, vectors) == share_found(opened, vectors) >= 0.98


def test_short_codes_find_only_what_may_be_found(vectors: np.ndarray, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("drafter.index.dense._FEW", 0)
    index = build_dense(vectors, "pq")
    assert share_found(index, vectors, np.arange(PASSAGES) % 3 > 0) >= 0.98


def test_what_may_be_found_is_found_where_all_that_is_nearer_may_not(
    vectors: np.ndarray, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("drafter.index.dense._FEW", 0)
    index = build_dense(vectors, "pq")
    query = vectors[0].astype(np.float32)
    far = np.argsort(vectors.astype(np.float32) @ query)[:500]
    mask = np.zeros(PASSAGES, np.bool_)
    mask[far] = True
    assert sorted(nearest(index, query, 10, mask)[0].tolist()) == sorted(far[-10:].tolist())


@pytest.mark.parametrize("shape", [(PASSAGES, 31), (20, DIM)])
def test_what_makes_no_codes_is_compared_exactly(shape: tuple[int, int], vectors: np.ndarray):
    some = np.ascontiguousarray(vectors[: shape[0], : shape[1]])
    assert type(build_dense(some, "pq")).__name__ == "IndexScalarQuantizer"


@pytest.mark.parametrize("kind", KINDS)
def test_a_vector_is_read_as_it_was_kept(kind: str, vectors: np.ndarray, tmp_path: Path):
    write_dense(build_dense(vectors, kind), tmp_path / "passages.faiss")
    rows = np.array([7, 3, 1999])
    assert (vectors_of(read_dense(tmp_path / "passages.faiss"), rows) == vectors[rows]).all()


def test_widening_half_precision_changes_no_number():
    positive = np.arange(0x7C00, dtype=np.uint16)
    every = np.concatenate([positive, positive | 0x8000]).view(np.float16)
    assert (widened(every) == every.astype(np.float32)).all()
