"""BM25 over the terms of passages, kept as plain arrays that are read in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from drafter.index.arrays import GrowingArray, open_array, widened
from drafter.index.common import CommonTerms
from drafter.index.postings import Postings
from drafter.index.terms import query_terms

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from drafter.index.folding import Rows
    from drafter.index.terms import Keys

    Scores = npt.NDArray[np.float32]

# How many postings a query may read in full. The terms beyond, which are the commonest, are only looked up in
# the passages the rarer ones have found: so a query's cost does not grow with the collection. Beyond the first
# number only terms of few postings are read in full, which takes no longer than looking them up.
_BUDGET, _BUDGET_OF_SHORT, _SHORT = 50_000, 200_000, 8_000
# In each part so many passages lead: the best of all are among them.
LEADING = 400
# What is made of so many texts fits into the processor's nearer memory.
_CHUNK = 1_000
_FEW = 20_000
# So many postings of the rarest terms tell which reports share them: what is said more often tells none from another.
_RARE = 8_000
_GROUPS, _SMALLEST = 1_600, 4
_ARRAYS = (("keys", "<u8"), ("starts", "<i8"), ("rows", "<u4"), ("impacts", "<f2"))


class Lexical:
    """BM25 over some passages; their numbers are their positions in what `build` was given."""

    def __init__(
        self, keys: Keys, starts: Rows, rows: npt.NDArray[Any], impacts: npt.NDArray[Any], size: int
    ) -> None:
        self._keys, self._starts, self._rows, self._impacts = keys, starts, rows, impacts
        self.size = size
        self._common = CommonTerms(size)

    @classmethod
    def build(cls, texts: Iterable[str]) -> Lexical:
        """Index texts in memory."""
        import numpy as np

        postings = _gathered(Postings(), texts)
        parts = list(postings.parts())
        ends = np.array([sum(len(part.rows) for part in parts)])
        keys, rows, impacts = (
            np.concatenate([getattr(part, name) for part in parts]) for name in ("keys", "rows", "impacts")
        )
        starts = np.concatenate([*(part.starts for part in parts), ends])
        return cls(keys, starts, rows, impacts, postings.size)

    @classmethod
    def write(cls, folder: Path, texts: Iterable[str]) -> Lexical:
        """Index texts as they come, in files; of a great many only a part is in memory at a time."""
        import numpy as np

        postings = _gathered(Postings(folder), texts)
        with ExitStack() as files:
            out = {
                name: files.enter_context(GrowingArray(_file(folder, name), kind)) for name, kind in _ARRAYS
            }
            for part in postings.parts():
                for name, array in out.items():
                    array.write(getattr(part, name))
            out["starts"].write(np.array([out["rows"].size]))
        return cls.load(folder, postings.size)

    @classmethod
    def load(cls, folder: Path, size: int) -> Lexical:
        """Open what `write` wrote, in place; the caller has made sure that the files are the ones written."""
        keys, starts, rows, impacts = (open_array(_file(folder, name)) for name, _ in _ARRAYS)
        return cls(keys, starts, rows, impacts, size)

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
        worth = widened(np.concatenate([self._impacts[start:end] for start, end in spans]))
        if len(rows) < _FEW:
            np.add.at(out, rows.astype(np.intp), worth * np.repeat(weights, ends - starts))
            return
        # Three times as fast as what numpy has for it, once it is loaded. Not by way of a `csc_array`: to make one
        # takes half as long as all its adding.
        from scipy.sparse._sparsetools import csc_matvec

        edges = np.concatenate([np.zeros(1, np.int32), np.cumsum(ends - starts, dtype=np.int32)])
        csc_matvec(len(out), len(spans), edges, rows.view(np.int32), worth, weights, out)

    def add_to_best(self, out: Scores, found: Rows, starts: Rows, ends: Rows, weights: Scores) -> None:
        """Add only to the passages found so far; for terms that occur in a great many."""
        import numpy as np

        columns = np.array(
            [self._column(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        )
        held = columns >= 0
        worth = self._common.worth(found, columns[held]) @ weights[held]
        sought = found.astype(self._rows.dtype)
        others = (some[~held].tolist() for some in (starts, ends, weights))
        for start, end, weight in zip(*others, strict=True):
            at = start + np.searchsorted(self._rows[start:end], sought)
            inside = at < end
            inside[inside] = self._rows[at[inside]] == sought[inside]
            worth[inside] += weight * widened(self._impacts[at[inside]])
        out[found] += worth

    def _column(self, start: int, end: int) -> int:
        return self._common.column(
            start, end - start, lambda: (self._rows[start:end], self._impacts[start:end])
        )

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


def scores(parts: Sequence[Lexical], looked: Looked) -> tuple[Scores, Rows, float]:
    """Return a score for every passage of all parts, 0 where no term occurs, and which passages lead in each part.

    A term counts by how rare it is in all parts together. The last is about what a passage of usual length
    would score that has every term once.
    """
    import numpy as np

    size = sum(part.size for part in parts)
    out = np.zeros(size, dtype=np.float32)
    df, order = looked.df, looked.order
    weights = looked.weights * _rarity(df, size)
    most = float(weights.sum())
    full = _in_full(df[order])
    rare, common = order[:full], order[full:]
    at = 0
    leading = [np.empty(0, np.int64)]
    for part, (starts, ends) in zip(parts, looked.spans, strict=True):
        piece = out[at : at + part.size]
        part.add(piece, starts[rare], ends[rare], weights[rare])
        found = np.sort(top_rows(piece, LEADING))
        if len(common):
            part.add_to_best(piece, found, starts[common], ends[common], weights[common])
        leading.append(found + at)
        at += part.size
    return out, np.concatenate(leading), most


def _in_full(df: Rows) -> int:
    """Return how many terms are read in full of those with `df` postings, the rarest first; one at least."""
    import numpy as np

    read = np.cumsum(df)
    inside = (read < _BUDGET) | (df <= _SHORT) & (read < _BUDGET_OF_SHORT)
    return max(1, int(np.count_nonzero(inside)))


def shared_words(
    parts: Sequence[Lexical], looked: Looked, reports: Sequence[Rows], count: int, listed: int
) -> Scores:
    """Return for each of `count` reports how much of what few reports say it shares with the query.

    `reports` numbers for each part the report of each passage; a report's passages lie side by side. `listed`
    is how many reports there are.
    """
    import numpy as np

    rare = looked.order[np.cumsum(looked.df[looked.order]) <= _RARE]
    terms, told = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for part, (starts, ends), of in zip(parts, looked.spans, reports, strict=True):
        term, report = part.reports_with(starts[rare], ends[rare], of)
        terms.append(term)
        told.append(report)
    term, report = np.concatenate(terms), np.concatenate(told)
    with_term = np.bincount(term, minlength=len(rare))
    # Cubed: a turn of one report says more than several that many share.
    rarity = np.log(max(listed, 1) / np.maximum(with_term, 1)) ** 3
    return np.bincount(report, rarity[term], count).astype(np.float32)


def best_rows(scores: Scores, leading: Rows, depth: int) -> Rows:
    """Return what `top_rows` does, from the rows that lead as far as they reach."""
    return leading[top_rows(scores[leading], depth)] if depth <= LEADING else top_rows(scores, depth)


def top_rows(scores: Scores, depth: int) -> Rows:
    """Return the rows of the `depth` best scores above 0, in no order."""
    import numpy as np

    # As many groups as are wanted have a score of this and more: only such rows need to be compared. A group is each
    # so-manieth row, which is quicker than those side by side.
    count = max(_GROUPS, 4 * depth)
    size = len(scores) // count
    floor = 0.0
    if size > _SMALLEST:
        groups = scores[: size * count].reshape(size, count).max(axis=0)
        floor = float(np.partition(groups, -depth)[-depth])
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
    keys = terms.keys[order]
    first = np.ones(len(keys), np.bool_)
    first[1:] = keys[1:] != keys[:-1]
    return keys[first], weights[order][first]


def _gathered(postings: Postings, texts: Iterable[str]) -> Postings:
    coming = iter(texts)
    while chunk := list(islice(coming, _CHUNK)):
        postings.add(chunk)
    return postings


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.npy"
