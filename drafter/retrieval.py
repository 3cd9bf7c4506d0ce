"""Find the passages of past reports that are nearest to what is being written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from drafter.asked import Asked, ask, ranked, reranked
from drafter.closeness import Covered, covered
from drafter.index.filtering import ALL, Filters
from drafter.index.ranking import PARAGRAPH
from drafter.index.terms import query_words
from drafter.matching import grouped, matched_sentence, matched_words, pairs_of
from drafter.passages import Passage
from drafter.placing import Evidence, Place
from drafter.respelling import read_as
from drafter.thesaurus import Thesaurus, load_thesaurus
from drafter.thesaurus.asking import subject_of, typed_apart

if TYPE_CHECKING:
    from drafter.index.passage_index import PassageIndex
    from drafter.index.scoring import Looked
    from drafter.reranking import Reranker

_DEPTH = 100


@dataclass(frozen=True)
class Sought:
    """What was looked for: a query, the phrases that reports write in place of its words, and the question it is the matter of."""

    query: str
    phrases: tuple[str, ...] = ()
    question: str = ""

    @property
    def asked(self) -> str:
        return self.question or self.query

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
    def covered(self) -> Covered:
        """Return how much of the question it has; a paragraph, which is near to what shares a turn with it, is had as a whole."""
        if len(self.sought.asked) >= PARAGRAPH:
            return Covered(float(bool(self.matched)))
        return _covered(self.sought.asked, self.matched, self.passage.content)

    @property
    def closeness(self) -> float:
        """Return how close it is, 0 to 1, to be shown: its score says only how much less close it is than the best."""
        cover = self.covered
        return self.score if cover.close else min(self.score, cover.share)

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
    filters: Filters = ALL,
    heading: str = "",
    body: str = "",
    group: bool = True,
    reranker: Reranker | None = None,
) -> tuple[Precedent, ...]:
    """Return the precedents of `query`, best first; of equals the newer first. Empty when nothing is alike.

    Filters apply before ranking. `heading` and `body` are where the words are to stand: passages of such sections, and of
    that body, are preferred. With `group`, what a body repeats over the years is one hit.
    """
    place = Place(heading, body)
    return _find(index, [query], place, limit=limit, filters=filters, group=group, reranker=reranker)[0]


def find_precedents_many(
    index: PassageIndex,
    queries: Sequence[str],
    *,
    limit: int = 5,
    filters: Filters = ALL,
    together: bool = False,
    group: bool = True,
    reranker: Reranker | None = None,
) -> list[tuple[Precedent, ...]]:
    """Answer many queries under the same filters, one tuple each, in their order.

    When they are paragraphs of one text, which is asked for `together`, reports near to those before are preferred.
    """
    place = Place(behind=Evidence() if together else None)
    return _find(index, queries, place, limit=limit, filters=filters, group=group, reranker=reranker)


def _find(
    index: PassageIndex,
    queries: Sequence[str],
    place: Place,
    *,
    limit: int,
    filters: Filters,
    group: bool,
    reranker: Reranker | None,
) -> list[tuple[Precedent, ...]]:
    if not queries:
        return []
    mask = index.mask(filters)
    looked = [_looked_up(index, query) for query in queries]
    vectors = index.encode([subject for _, subject, _ in looked])
    depth, found = max(_DEPTH, limit), []
    for (query, subject, own), vector in zip(looked, vectors, strict=True):
        share = _letters(subject) / max(_letters(query), 1)
        asked = ask(index, subject, own, vector, share, partial(_thesaurus().expand, query), mask, depth)
        rows = ranked(index, asked, place, depth)
        if reranker is not None:
            rows = reranked(index, reranker, query, place, list(islice(rows, depth)))
        found.append(_precedents(index, query, asked, rows, max(limit, 0), group=group))
    return found


def _looked_up(index: PassageIndex, query: str) -> tuple[str, str, Looked]:
    """Return the query as it was meant, what it is about, and the words of that looked up."""
    subject = subject_of(query)
    own = index.look_up(_weighted(subject))
    # Where every word is known there is nothing to mend.
    if own.df.all() or (meant := read_as(query, index.frequencies)) == query:
        return query, subject, own
    subject = subject_of(meant)
    return meant, subject, index.look_up(_weighted(subject))


def _weighted(subject: str) -> list[tuple[str, float]]:
    """Return what to look up: of words typed apart a longer one counts twice as much as a pair, and no more."""
    return [(one, 2 / max(2, len(one))) for one in typed_apart(subject)] or [(subject, 1.0)]


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


@cache
def _thesaurus() -> Thesaurus:
    return load_thesaurus()


@lru_cache(256)
def _covered(question: str, matched: tuple[str, ...], content: str) -> Covered:
    return covered(_thesaurus(), question, matched, content)


def _precedents(
    index: PassageIndex,
    query: str,
    asked: Asked,
    rows: Iterator[tuple[int, float]],
    limit: int,
    *,
    group: bool,
) -> tuple[Precedent, ...]:
    if group:
        hits = [(one.row, one.score, one.also) for one in grouped(rows, index, asked.texts, limit=limit)]
    else:
        hits = [(row, score, []) for row, score in islice(rows, limit)]
    sought = Sought(asked.query, tuple(phrase for phrase, _ in asked.phrases), query)
    return tuple(
        Precedent(
            index.passage_at(row, asked.texts.get(row)), score, sought, tuple(map(index.passage_at, also))
        )
        for row, score, also in hits
    )
