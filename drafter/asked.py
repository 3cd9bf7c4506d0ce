"""One query as an index is asked it: its words, what reports say in their place, and the rows that may be meant, ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafter.index import ranking
from drafter.index.scoring import LEADING, best_rows, top_rows
from drafter.matching import Once, is_prose
from drafter.passages import DUTIES
from drafter.thesaurus.asking import typed_apart

if TYPE_CHECKING:
    from drafter.index.embedding import Vectors
    from drafter.index.folding import Rows, Scores
    from drafter.index.passage_index import Mask, PassageIndex
    from drafter.index.scoring import Looked
    from drafter.placing import Place
    from drafter.reranking import Reranker

    Phrases = tuple[tuple[str, float], ...]

# So many of the best passages are read: for the turns of phrase they share with a paragraph, or whether they are prose.
_READ = 30
# The thesaurus speaks when the best passage has less than this share of what the query's own words could
# score, and in full when it has less than the second. On labelled queries, everyday words reach 0.26 at most,
# words of reports 0.5 at least.
_TOLD, _UNTOLD = 0.6, 0.3
_PHRASES = 1.0
# Who types a few words looks for wording, which rows of a table and lists of headings have none of.
_ROW_OF_TABLE = 0.75
# A body's duties name everything it does, in the same words every year; who looks for wording wants what was done.
_DUTY = 0.8


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and what reports say in its words' place, as scores of all passages and as a vector.

    `leading` are the rows with the best scores.
    `near` are the rows nearest to that, best first, and how near they are; `texts` are those of the passages that are read for it, each once.
    """

    query: str
    phrases: Phrases
    own: Looked
    words: Scores
    leading: Rows
    vector: Vectors
    near: tuple[Rows, Scores]
    texts: Mapping[int, str]


def ask(
    index: PassageIndex,
    query: str,
    own: Looked,
    vector: Vectors,
    share: float,
    offers: Callable[[], Phrases],
    mask: Mask | None,
    depth: int,
) -> Asked:
    """Take up the offered phrases as far as no passage has the query's own words, which are `share` of what was asked.

    Who writes as reports do is best taken at their word, and the thesaurus is not asked; what everyday words match is mostly chance.
    """
    from drafter.index.embedding import normalised

    words, leading, most = index.lexical(own, mask=mask)
    told = share * min(1.0, float(words[leading].max(initial=0.0)) / max(most, 1e-9))
    need = min(1.0, max(0.0, (_TOLD - told) / (_TOLD - _UNTOLD)))
    phrases = tuple((phrase, _PHRASES * need * weight) for phrase, weight in offers()) if need else ()
    if phrases:
        words = words + index.lexical(index.look_up(phrases), mask=mask)[0]
        leading = top_rows(words, LEADING)
        rows = index.encode([phrase for phrase, _ in phrases])
        both = vector + sum(weight * row for (_, weight), row in zip(phrases, rows, strict=True))
        vector = normalised(both[None])[0]
    near = index.nearest(vector, limit=depth, mask=mask)
    return Asked(query, phrases, own, words, leading, vector, near, Once(index.text_at))


def ranked(index: PassageIndex, asked: Asked, place: Place, depth: int) -> Iterator[tuple[int, float]]:
    """Yield the rows that may be meant with their scores, best first."""
    import numpy as np

    near, cosines = asked.near
    held = best_rows(asked.words, asked.leading, depth)
    said = np.array(sorted({*held.tolist()}.difference(near.tolist())), np.int64)
    rows = np.concatenate([near, said])
    if not len(rows):
        return
    meaning = np.concatenate([cosines, np.maximum(index.cosines(asked.vector, said), 0)])
    paragraph = len(asked.query) >= ranking.PARAGRAPH
    in_words = paragraph or typed_apart(asked.query)
    share = ranking.SHARE_IN_WORDS if in_words else 1 if asked.phrases else ranking.SHARE_WRITTEN
    weight = index.meaning * share
    scores = ranking.fused(asked.words[rows], meaning, weight=weight)
    reports, years = index.reports_of(rows), index.years_of(rows)
    best = np.argsort(-scores, kind="stable")[:_READ]
    told = [asked.texts[row] for row in rows[best].tolist()]
    if paragraph:
        rare = index.shared_words(asked.own, rows)
        phrases = index.shared_phrases(asked.query, rows, read=best, texts=told)
        scores = ranking.with_affinity(scores, reports, index.breadths_of(rows), rare, phrases)
    else:
        scores[best] *= np.where(list(map(is_prose, told)), 1, _ROW_OF_TABLE)
        if not any(name in one for one in (asked.query, *dict(asked.phrases)) for name in DUTIES):
            scores[best] *= np.where(index.of_duties(rows[best]), _DUTY, 1)
    if place.behind is not None:
        scores = place.behind.raised(scores, reports)
    if paragraph:
        scores = ranking.one_of_each(scores, reports)
    scores = place.preferred(scores, index, rows)
    order = ranking.best_first(scores, years, rows)
    order = order[scores[order] > 0]
    yield from zip(rows[order].tolist(), scores[order].tolist(), strict=True)


def reranked(
    index: PassageIndex, reranker: Reranker, query: str, place: Place, ranked: list[tuple[int, float]]
) -> Iterator[tuple[int, float]]:
    """Yield the rows as the reranker orders them; it knows nothing of where the words are to stand, which counts as it did before."""
    import numpy as np

    passages = [(index.passage_at(row), score) for row, score in ranked]
    known = {passage.id: row for (passage, _), (row, _) in zip(passages, ranked, strict=True)}
    judged = reranker.rerank(query, passages)
    rows = np.array([known[passage.id] for passage, _ in judged], np.int64)
    scores = np.array([score for _, score in judged], np.float32)
    order = np.arange(len(rows))
    if place.heading or place.body:
        scores = place.preferred(scores, index, rows)
        order = np.argsort(-scores, kind="stable")
    yield from zip(rows[order].tolist(), scores[order].tolist(), strict=True)
