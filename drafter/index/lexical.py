"""BM25 over the terms of passages, saved as plain arrays that are read in place.

A posting is a term in a passage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from drafter.index.terms import TERM, Terms, query_terms, terms_of

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from drafter.index.folding import Rows
    from drafter.index.terms import Keys

    Scores = npt.NDArray[np.float32]

# A posting is packed into 64 bits, so that sorting numbers builds the index: term, passage, count.
_ROW, _COUNT = 24, 4
_SATURATION, _LENGTH = 1.2, 0.6
# How many postings a query may read in full. The terms beyond, which are the commonest, are only looked up in
# the passages the rarer ones have found: so a query's cost does not grow with the collection.
_BUDGET = 200_000
_CHECKED = 400
_CHUNK = 2_000
# Postings are put in order in parts, by the first bits of their terms.
_PARTS, _PART = 16, 60
_FEW = 20_000
_STRETCH = 8
_ARRAYS = ("keys", "starts", "rows", "impacts")


class Lexical:
    """BM25 over some passages; their numbers are their positions in what `build` was given."""

    def __init__(
        self, keys: Keys, starts: Rows, rows: npt.NDArray[Any], impacts: npt.NDArray[Any], size: int
    ) -> None:
        self._keys, self._starts, self._rows, self._impacts = keys, starts, rows, impacts
        self.size = size

    @classmethod
    def build(cls, texts: Iterable[str]) -> Lexical:
        """Index texts as they come; of the postings of a great many, a part at a time is in memory twice."""
        import numpy as np

        parts: list[list[Keys]] = [[] for _ in range(_PARTS)]
        lengths, size, coming = [np.empty(0, np.int64)], 0, iter(texts)
        while chunk := list(islice(coming, _CHUNK)):
            terms = terms_of(chunk)
            packed = _postings(terms, size)
            edges = np.searchsorted(packed, np.arange(1, _PARTS, dtype=np.uint64) << np.uint64(_PART))
            for part, piece in zip(parts, np.split(packed, edges), strict=True):
                part.append(piece.copy())
            lengths.append(np.bincount(terms.rows, minlength=len(chunk)))
            size += len(chunk)
        return cls(*_inverted(parts, np.concatenate(lengths)), size)

    def spans(self, keys: Keys) -> tuple[Rows, Rows]:
        """Return where the postings of each term start and end; the same place twice for an unknown one."""
        import numpy as np

        at = np.searchsorted(self._keys, keys)
        known = at < len(self._keys)
        known[known] = self._keys[at[known]] == keys[known]
        at = np.where(known, at, 0)
        starts = self._starts[at]
        return starts, np.where(known, self._starts[np.minimum(at + 1, len(self._starts) - 1)], starts)

    def add(self, out: Scores, starts: Rows, ends: Rows, weights: Scores) -> None:
        """Add to `out`, a score for each passage, what its terms are worth."""
        import numpy as np

        spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
        if not spans:
            return
        rows = np.concatenate([self._rows[start:end] for start, end in spans])
        worth = np.concatenate([self._impacts[start:end] for start, end in spans]).astype("f4")
        if len(rows) < _FEW:
            np.add.at(out, rows.astype(np.intp), worth * np.repeat(weights, ends - starts))
            return
        # Three times as fast as what numpy has for it, once it is loaded.
        from scipy.sparse import csc_array

        edges = np.concatenate([np.zeros(1, np.int32), np.cumsum(ends - starts, dtype=np.int32)])
        postings = csc_array((worth, rows.view(np.int32), edges), shape=(len(out), len(spans)))
        out += postings @ weights

    def add_to_best(self, out: Scores, starts: Rows, ends: Rows, weights: Scores) -> None:
        """Add only to the best passages found so far; for terms that occur in a great many."""
        import numpy as np

        found = np.sort(top_rows(out, _CHECKED))
        sought = found.astype(self._rows.dtype)
        for start, end, weight in zip(starts.tolist(), ends.tolist(), weights.tolist(), strict=True):
            at = start + np.searchsorted(self._rows[start:end], sought)
            inside = at < end
            inside[inside] = self._rows[at[inside]] == sought[inside]
            out[found[inside]] += weight * self._impacts[at[inside]].astype("f4")

    def reports_with(self, starts: Rows, ends: Rows, reports: Rows) -> tuple[Rows, Rows]:
        """Return each pair of a term, by its position, and a report that has it."""
        import numpy as np

        spans = zip(starts.tolist(), ends.tolist(), strict=True)
        rows = np.concatenate([np.empty(0, np.uint32), *(self._rows[start:end] for start, end in spans)])
        terms = np.repeat(np.arange(len(starts)), ends - starts)
        told = reports[rows]
        # Passages of a report lie side by side, so what repeats follows.
        first = np.ones(len(told), np.bool_)
        first[1:] = (told[1:] != told[:-1]) | (terms[1:] != terms[:-1])
        return terms[first], told[first]

    def save(self, folder: Path) -> None:
        import numpy as np

        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, f"_{name}"), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path, size: int) -> Lexical:
        """Open what `save` wrote, in place; the caller has made sure that the files are the ones written."""
        keys, starts, rows, impacts = (open_array(folder / f"{name}.npy") for name in _ARRAYS)
        return cls(keys, starts, rows, impacts, size)


def open_array(path: Path) -> npt.NDArray[Any]:
    """Open an array in place; as a plain array, which is quicker to take slices of."""
    import numpy as np

    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False)).view(np.ndarray)


@dataclass(frozen=True, slots=True)
class Looked:
    """A query's terms looked up: their weights, where their postings lie in each part, how many they are in all.

    The terms that occur stand in `order`, the rarest first.
    """

    weights: Scores
    spans: tuple[tuple[Rows, Rows], ...]
    df: Rows
    order: Rows


def look_up(parts: Sequence[Lexical], query: Sequence[tuple[str, float]]) -> Looked:
    """Look up the terms of texts with their weights, once for all that asks about them."""
    import numpy as np

    keys, weights = _weighted(query)
    spans = tuple(part.spans(keys) for part in parts)
    df = sum((ends - starts for starts, ends in spans), np.zeros(len(keys), np.int64))
    order = np.argsort(df, kind="stable")
    return Looked(weights, spans, df, order[df[order] > 0])


def scores(parts: Sequence[Lexical], looked: Looked) -> tuple[Scores, float]:
    """Return a score for every passage of all parts; 0 where no term occurs.

    A term counts by how rare it is in all parts together. The second is about what a passage of usual length
    would score that has every term once.
    """
    import numpy as np

    size = sum(part.size for part in parts)
    out = np.zeros(size, dtype=np.float32)
    df, order = looked.df, looked.order
    weights = looked.weights * _rarity(df, size)
    most = float(weights.sum())
    full = max(1, int(np.searchsorted(np.cumsum(df[order]), _BUDGET)))
    rare, common = order[:full], order[full:]
    at = 0
    for part, (starts, ends) in zip(parts, looked.spans, strict=True):
        piece = out[at : at + part.size]
        part.add(piece, starts[rare], ends[rare], weights[rare])
        if len(common):
            part.add_to_best(piece, starts[common], ends[common], weights[common])
        at += part.size
    return out, most


def shared_words(
    parts: Sequence[Lexical], looked: Looked, reports: Sequence[Rows], count: int, listed: int
) -> Scores:
    """Return for each of `count` reports how much of what few reports say it shares with the query.

    `reports` numbers for each part the report of each passage; a report's passages lie side by side. `listed`
    is how many reports there are.
    """
    import numpy as np

    rare = looked.order[np.cumsum(looked.df[looked.order]) <= _FEW]
    terms, told = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for part, (starts, ends), of in zip(parts, looked.spans, reports, strict=True):
        term, report = part.reports_with(starts[rare], ends[rare], of)
        terms.append(term)
        told.append(report)
    term, report = np.concatenate(terms), np.concatenate(told)
    with_term = np.bincount(term, minlength=len(rare))
    # Squared: a turn of one report says more than two that many share.
    rarity = np.log(max(listed, 1) / np.maximum(with_term, 1)) ** 2
    return np.bincount(report, rarity[term], count).astype(np.float32)


def top_rows(scores: Scores, depth: int) -> Rows:
    """Return the rows of the `depth` best scores above 0, in no order."""
    import numpy as np

    # As many stretches as are wanted have a score of this and more: only such rows need to be compared.
    size = len(scores) // (2 * depth)
    floor = 0.0
    if size > _STRETCH:
        stretches = scores[: len(scores) // size * size].reshape(-1, size).max(axis=1)
        floor = float(np.partition(stretches, -depth)[-depth])
    rows = np.flatnonzero(scores >= floor) if floor > 0 else np.flatnonzero(scores)
    if len(rows) > depth:
        rows = rows[np.argpartition(-scores[rows], depth)[:depth]]
    return rows


def _rarity(df: Rows, size: int) -> Scores:
    import numpy as np

    return np.log1p((size - df + 0.5) / (df + 0.5)).astype(np.float32)


def _weighted(query: Sequence[tuple[str, float]]) -> tuple[Keys, Scores]:
    """Return the terms of the query, each once, with the greatest weight it is given."""
    import numpy as np

    terms = query_terms([text for text, _ in query])
    weights = np.array([weight for _, weight in query], dtype=np.float32)[terms.rows]
    order = np.lexsort((-weights, terms.keys))
    keys, first = np.unique(terms.keys[order], return_index=True)
    return keys, weights[order][first]


def _postings(terms: Terms, offset: int) -> Keys:
    """Return the packed postings of a chunk of texts whose first has the number `offset`."""
    import numpy as np

    rows = (terms.rows + offset).astype(np.uint64)
    found, counts = np.unique(terms.keys << np.uint64(_ROW) | rows, return_counts=True)
    most = (1 << _COUNT) - 1
    packed: Keys = found << np.uint64(_COUNT) | np.minimum(counts, most).astype(np.uint64)
    return packed


def _inverted(
    parts: list[list[Keys]], lengths: Rows
) -> tuple[Keys, Rows, npt.NDArray[Any], npt.NDArray[Any]]:
    """Return terms, where their postings start, the passages, and what each posting adds to a score.

    The parts are emptied one by one.
    """
    import numpy as np

    usual = max(float(lengths.mean()) if len(lengths) else 0.0, 1.0)
    norms = (_SATURATION * (1 - _LENGTH + _LENGTH * lengths / usual)).astype(np.float32)
    total, at = sum(len(piece) for part in parts for piece in part), 0
    rows, impacts = np.empty(total, np.uint32), np.empty(total, np.float16)
    keys, starts = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for part in parts:
        packed = np.concatenate([np.empty(0, np.uint64), *part])
        part.clear()
        # Each piece is sorted already: merging is four times as fast as sorting.
        packed.sort(kind="stable")
        here = slice(at, at + len(packed))
        rows[here] = packed >> np.uint64(_COUNT) & np.uint64((1 << _ROW) - 1)
        counts = (packed & np.uint64((1 << _COUNT) - 1)).astype(np.float32)
        impacts[here] = counts * (_SATURATION + 1) / (counts + norms[rows[here]])
        packed >>= np.uint64(_COUNT + _ROW)
        first = np.flatnonzero(np.diff(packed, prepend=np.uint64(1 << TERM)))
        keys.append(packed[first])
        starts.append(first + at)
        at += len(packed)
    return np.concatenate(keys), np.append(np.concatenate(starts), at), rows, impacts
