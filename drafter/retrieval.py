"""Find the passages of past reports that are nearest to what is being written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING

from drafter.index import ranking
from drafter.index.scoring import LEADING, best_rows, top_rows
from drafter.index.terms import query_words
from drafter.matching import Once, grouped, is_prose, matched_sentence, matched_words, pairs_of
from drafter.passages import DUTIES, Passage
from drafter.placing import Evidence, Place
from drafter.thesaurus import Thesaurus, load_thesaurus
from drafter.thesaurus.asking import subject_of

if TYPE_CHECKING:
    from drafter.index.embedding import Vectors
    from drafter.index.folding import Rows, Scores
    from drafter.index.passage_index import Mask, PassageIndex
    from drafter.index.scoring import Looked
    from drafter.reranking import Reranker

    Phrases = tuple[tuple[str, float], ...]

_DEPTH = 100
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


@dataclass(frozen=True)
class Sought:
    """What was looked for: a query, and the phrases that reports write in place of its words."""

    query: str
    phrases: tuple[str, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the words to look for, single characters with their neighbours too: 充电 and 桩 are 充电桩."""
        found = query_words(self.query)
        joined = (one + two for one, two in pairwise(found) if 1 in (len(one), len(two)))
        return tuple(dict.fromkeys((*found, *(both for both in joined if both in self.query))))

    @cached_property
    def pairs(self) -> frozenset[str]:
        return pairs_of(self.query)


@dataclass(frozen=True, slots=True)
class Precedent:
    """A past passage and how close it is: 1 is first in words and in meaning.

    `also` are the passages that say the same in other years of the same body. Why it was found is worked out when
    asked for: who drafts from it never does, and it would be a tenth of a search.
    """

    passage: Passage
    score: float
    sought: Sought = field(repr=False)
    also: tuple[Passage, ...] = ()

    @property
    def matched(self) -> tuple[str, ...]:
        """Return the words and phrases it was found by."""
        return matched_words(self.sought.words, self.sought.phrases, self.passage)

    @property
    def sentence(self) -> tuple[int, int]:
        """Return where in its report the sentence stands that holds most of what matched."""
        return matched_sentence(self.sought.pairs, self.matched, self.passage)

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years in which this was said, the newest first."""
        years = {one.year for one in (self.passage, *self.also) if one.year is not None}
        return tuple(sorted(years, reverse=True))


def find_precedents(
    index: PassageIndex,
    query: str,
    *,
    limit: int = 5,
    before: int | None = None,
    year: int | None = None,
    org: str | None = None,
    section: str | None = None,
    heading: str = "",
    body: str = "",
    group: bool = True,
    reranker: Reranker | None = None,
) -> tuple[Precedent, ...]:
    """Return the precedents of `query`, best first; of equals the newer first. Empty when nothing is alike.

    Filters apply before ranking: `before` and `year` leave out reports of unknown year, `org` is part of the
    body's name, `section` part of any heading above the passage. `heading` and `body` are where the words are to
    stand: passages of such sections, and of that body, are preferred. With `group`, what a body repeats over the
    years is one hit.
    """
    return find_precedents_many(
        index,
        [query],
        limit=limit,
        before=before,
        year=year,
        org=org,
        section=section,
        heading=heading,
        body=body,
        group=group,
        reranker=reranker,
    )[0]


def find_precedents_many(
    index: PassageIndex,
    queries: Sequence[str],
    *,
    limit: int = 5,
    before: int | None = None,
    year: int | None = None,
    org: str | None = None,
    section: str | None = None,
    heading: str = "",
    body: str = "",
    together: bool = False,
    group: bool = True,
    reranker: Reranker | None = None,
) -> list[tuple[Precedent, ...]]:
    """Answer many queries under the same filters, one tuple each, in their order.

    When they are paragraphs of one text, which is asked for `together`, reports near to those before are preferred.
    """
    if not queries:
        return []
    mask = index.mask(before=before, year=year, org=org, section=section)
    phrases = [_thesaurus().expand(query) for query in queries]
    subjects = list(map(subject_of, queries))
    vectors = _encoded(index, subjects, phrases)
    depth, found = max(_DEPTH, limit), []
    place = Place(heading, body, Evidence() if together else None)
    for query, subject, offered, encoded in zip(queries, subjects, phrases, vectors, strict=True):
        share = _letters(subject) / max(_letters(query), 1)
        asked = _asked(index, subject, share, offered, encoded, mask, depth)
        ranked = _ranked(index, asked, place, depth)
        if reranker is not None:
            ranked = _reranked(index, reranker, query, place, list(islice(ranked, depth)))
        found.append(_precedents(index, asked, ranked, max(limit, 0), group=group))
    return found


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


@cache
def _thesaurus() -> Thesaurus:
    return load_thesaurus()


def only_afar(found: Sequence[Precedent]) -> bool:
    """Whether there are passages, and none of them has a word that was sought or what reports write in its place."""
    return bool(found) and not any(one.matched for one in found)


def hit_json(precedent: Precedent) -> dict[str, object]:
    """Return a hit as the search command prints it."""
    passage = precedent.passage
    start, end = precedent.sentence
    return {
        "id": passage.id,
        "score": round(precedent.score, 6),
        "org": passage.org,
        "year": passage.year,
        "source": passage.source,
        "headings": list(passage.headings),
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "page": passage.page,
        "years": list(precedent.years),
        "matched": list(precedent.matched),
        "sentence": {
            "start": start,
            "end": end,
            "text": passage.text[start - passage.start : end - passage.start],
        },
        "also": [
            {
                "id": one.id,
                "year": one.year,
                "source": one.source,
                "start": one.start,
                "end": one.end,
                "page": one.page,
            }
            for one in precedent.also
        ],
    }


@dataclass(frozen=True, slots=True)
class _Asked:
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


def _encoded(index: PassageIndex, queries: Sequence[str], phrases: Sequence[Phrases]) -> list[Vectors]:
    """Return for each query its vector, and below it those of its phrases."""
    lists = [[query, *(phrase for phrase, _ in some)] for query, some in zip(queries, phrases, strict=True)]
    rows = index.encode([text for texts in lists for text in texts])
    ends = list(accumulate(map(len, lists)))
    return [rows[end - len(texts) : end] for texts, end in zip(lists, ends, strict=True)]


def _asked(
    index: PassageIndex,
    query: str,
    share: float,
    offered: Phrases,
    encoded: Vectors,
    mask: Mask | None,
    depth: int,
) -> _Asked:
    """Take up the offered phrases as far as no passage has the query's own words, which are `share` of what was asked.

    Who writes as reports do is best taken at their word; what everyday words match is mostly chance.
    """
    from drafter.index.embedding import normalised

    # First where it can be: comparing all vectors pushes everything else out of the processor's nearer memory.
    near = None if offered else index.nearest(encoded[0], limit=depth, mask=mask)
    own = index.look_up([(query, 1.0)])
    words, leading, most = index.lexical(own, mask=mask)
    told = share * min(1.0, float(words[leading].max(initial=0.0)) / max(most, 1e-9))
    need = min(1.0, max(0.0, (_TOLD - told) / (_TOLD - _UNTOLD)))
    phrases = tuple((phrase, _PHRASES * need * weight) for phrase, weight in offered) if need else ()
    vector = encoded[0]
    if phrases:
        words = words + index.lexical(index.look_up(phrases), mask=mask)[0]
        leading = top_rows(words, LEADING)
        both = vector + sum(weight * row for (_, weight), row in zip(phrases, encoded[1:], strict=True))
        vector = normalised(both[None])[0]
    near = near or index.nearest(vector, limit=depth, mask=mask)
    return _Asked(query, phrases, own, words, leading, vector, near, Once(index.text_at))


def _ranked(index: PassageIndex, asked: _Asked, place: Place, depth: int) -> Iterator[tuple[int, float]]:
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
    weight = index.meaning * (ranking.SHARE_IN_PARAGRAPH if paragraph else 1)
    scores = ranking.fused(asked.words[rows], meaning, weight=weight)
    reports, years = index.reports_of(rows), index.years_of(rows)
    best = np.argsort(-scores, kind="stable")[:_READ]
    told = [asked.texts[row] for row in rows[best].tolist()]
    if paragraph:
        rare = index.shared_words(asked.own, rows)
        phrases = index.shared_phrases(asked.query, rows, read=rows[best], texts=told)
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


def _reranked(
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


def _precedents(
    index: PassageIndex, asked: _Asked, ranked: Iterator[tuple[int, float]], limit: int, *, group: bool
) -> tuple[Precedent, ...]:
    if group:
        hits = [(one.row, one.score, one.also) for one in grouped(ranked, index, asked.texts, limit=limit)]
    else:
        hits = [(row, score, []) for row, score in islice(ranked, limit)]
    sought = Sought(asked.query, tuple(phrase for phrase, _ in asked.phrases))
    return tuple(
        Precedent(
            index.passage_at(row, asked.texts.get(row)), score, sought, tuple(map(index.passage_at, also))
        )
        for row, score, also in hits
    )
