"""How much of what was asked a passage has, and whether that is enough to call it close."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafter.thesaurus import Thesaurus
from drafter.thesaurus.everyday import skeletons, telling_places

# Chosen on 130 queries that have an answer and 55 that have none, about matters no office reports: what has half of
# the query's characters or less, in one piece, has by chance a word that stands everywhere (钢琴 of 钢琴考级).
_HALF, _PIECE = 0.5, 0.25
# The thesaurus is sure of phrases of three and more characters said as they stand in it.
_SURE = 0.5
# 没人 or 不分 is no word that a report would have.
_NOT = "没不"


@dataclass(frozen=True, slots=True)
class Covered:
    """The share of a query that a passage has, in so many pieces, and how sure the thesaurus is of what stands for it."""

    share: float = 0.0
    pieces: int = 0
    sure: float = 0.0

    @property
    def close(self) -> bool:
        return self.share > _HALF or self.sure > _SURE or (self.pieces > 1 and self.share >= _PIECE)


def covered(thesaurus: Thesaurus, query: str, matched: Sequence[str], content: str) -> Covered:
    """Return how much of the query these words of a passage have, and what its content has of what reports write instead."""
    text = thesaurus.plain(query)
    telling = telling_places(text)
    heard = [one for one in thesaurus.heard(query) if any(phrase in content for phrase in one.written)]
    shared = (_places(text, thesaurus.plain(word)) for word in _whole(query, matched))
    places = telling.intersection(frozenset().union(*shared, *(one.places for one in heard)))
    order = sorted(telling)
    pieces = sum(
        at in places and (not number or order[number - 1] not in places) for number, at in enumerate(order)
    )
    sure = max((one.weight for one in heard), default=0.0)
    return Covered(len(places) / max(len(telling), 1), pieces, sure)


def missing(query: str, contents: Sequence[str]) -> tuple[str, ...]:
    """Return which words of the query none of the passages has."""
    import rjieba

    words = [
        word
        for word in rjieba.cut(query)
        if len(word) > 1 and skeletons([word]) != [""] and word[0] not in _NOT
    ]
    return tuple(dict.fromkeys(word for word in words if not any(word in one for one in contents)))


def _whole(query: str, matched: Sequence[str]) -> list[str]:
    """Leave out single characters, and what stands inside one word of the query that did not match: 相对 is not 相对论."""
    import rjieba

    longer = (word for word in rjieba.cut(query) if len(word) > 2 and rjieba.has_word(word))
    lacking = [word for word in longer if not any(word in one for one in matched)]
    return [one for one in matched if len(one) > 1 and not any(one in word for word in lacking)]


def _places(text: str, word: str) -> Iterable[int]:
    at = text.find(word)
    while at >= 0:
        yield from range(at, at + len(word))
        at = text.find(word, at + 1)
