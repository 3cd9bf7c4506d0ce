"""Score passages by BM25: rare terms are read in full, common ones looked up in the passages that lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafter.index.terms import query_terms

if TYPE_CHECKING:
    from drafter.index.folding import Rows, Scores
    from drafter.index.lexical import Lexical
    from drafter.index.terms import Keys

# How many postings a query may read in full. The terms beyond, which are the commonest, are only looked up in
# the passages the rarer ones have found: so a query's cost does not grow with the collection. Beyond the first
# number only terms of few postings are read in full, which takes no longer than looking them up.
_BUDGET, _BUDGET_OF_SHORT, _SHORT = 50_000, 200_000, 8_000
# In each part so many passages lead: the best of all are among them.
LEADING = 400
# So many postings of the rarest terms tell which reports share them: what is said more often tells none from another.
_RARE = 8_000
_GROUPS, _SMALLEST = 1_600, 4


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
    order = df.argsort(kind="stable")
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
        found = top_rows(piece, LEADING)
        found.sort()
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
    found = [
        part.reports_with(starts[rare], ends[rare], of)
        for part, (starts, ends), of in zip(parts, looked.spans, reports, strict=True)
    ]
    terms, told, again = map(np.concatenate, zip(*found, strict=True))
    repeats = again.nonzero()[0]
    with_term = looked.df[rare] - np.bincount(terms[repeats], minlength=len(rare))
    # Cubed: a turn of one report says more than several that many share.
    rarity = np.log(max(listed, 1) / np.maximum(with_term, 1)) ** 3
    worth = rarity[terms]
    worth[repeats] = 0
    return np.bincount(told, worth, count).astype(np.float32)


def best_rows(scores: Scores, leading: Rows, depth: int) -> Rows:
    """Return what `top_rows` does, from the rows that lead as far as they reach."""
    return leading[top_rows(scores[leading], depth)] if depth <= LEADING else top_rows(scores, depth)


def top_rows(scores: Scores, depth: int) -> Rows:
    """Return the rows of the `depth` best scores above 0, in no order."""
    # As many groups as are wanted have a score of this and more: only such rows need to be compared. A group is each
    # so-manieth row, which is quicker than those side by side.
    count = max(_GROUPS, 4 * depth)
    size = len(scores) // count
    floor = 0.0
    if size > _SMALLEST:
        groups = scores[: size * count].reshape(size, count).max(axis=0)
        groups.partition(count - depth)
        floor = float(groups[count - depth])
    rows = (scores >= floor if floor > 0 else scores).nonzero()[0]
    if len(rows) > depth:
        rows = rows[(-scores[rows]).argpartition(depth)[:depth]]
    return rows


def _rarity(df: Rows, size: int) -> Scores:
    import numpy as np

    return np.log1p((size - df + 0.5) / (df + 0.5)).astype(np.float32)


def _weighted(query: Sequence[tuple[str, float]]) -> tuple[Keys, Scores]:
    """Return the terms of the query, each once, with the greatest weight it is given."""
    import numpy as np

    terms = query_terms([text for text, _ in query])
    if len(query) == 1:
        keys = np.unique(terms.keys)
        return keys, np.full(len(keys), query[0][1], np.float32)
    weights = np.array([weight for _, weight in query], dtype=np.float32)[terms.rows]
    order = np.lexsort((-weights, terms.keys))
    keys = terms.keys[order]
    first = np.ones(len(keys), np.bool_)
    first[1:] = keys[1:] != keys[:-1]
    return keys[first], weights[order][first]
