"""Why a passage was found: the words it shares with the query, the sentence they stand in, and its twins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from drafter.lexical import query_words, words
from drafter.text import sentences

if TYPE_CHECKING:
    from drafter.passages import Passage

_UNSAID = re.compile(r"[^㐀-鿿a-zA-Z]+")
# Half of the pairs of neighbouring characters changed is another sentence; a new reason at its end is not.
_ALIKE = 0.62


def matched_words(query: str, phrases: Sequence[str], passage: Passage) -> tuple[str, ...]:
    """Return the words of the query that the passage has, then the phrases it has in their place."""
    content = passage.content
    present = set(words(content))
    shared = [word for word in dict.fromkeys(query_words(query)) if word in present]
    held = [phrase for phrase in phrases if phrase in content and phrase not in shared]
    said = [one for one in held if not any(one in other for other in held if other != one)]
    telling = [word for word in shared if len(word) > 1]
    return (*(telling or ([] if said else shared)), *said)


def matched_sentence(query: str, matched: Sequence[str], passage: Passage) -> tuple[int, int]:
    """Return where in its report the passage's sentence stands that shares most with the query."""
    wanted = pairs_of(query)

    def shared(span: tuple[int, int]) -> tuple[int, int]:
        text = passage.text[slice(*span)]
        return sum(len(word) for word in matched if word in text), len(wanted & pairs_of(text))

    spans = list(sentences(passage.text)) or [(0, len(passage.text))]
    start, end = max(spans, key=shared)
    start += len(passage.text[start:end]) - len(passage.text[start:end].lstrip())
    return passage.start + start, passage.start + end


def grouped(passages: Sequence[Passage], *, limit: int) -> Iterator[tuple[Passage, ...]]:
    """Yield the first `limit` passages, each with those that say the same in the body's other years.

    The first of a group is the one that came first; the others follow by year, the newest first.
    """
    groups: list[list[Passage]] = []
    characters = {one.id: frozenset(one.text) for one in passages}
    pairs: dict[str, frozenset[str]] = {}

    def twins(one: Passage, two: Passage) -> bool:
        # Sets of characters are made ten times as fast as sets of pairs, and tell most apart.
        if not alike(characters[one.id], characters[two.id]):
            return False
        for passage in (one, two):
            if passage.id not in pairs:
                pairs[passage.id] = pairs_of(passage.text)
        return alike(pairs[one.id], pairs[two.id])

    for passage in passages:
        group = next((one for one in groups if _other_year(passage, one) and twins(passage, one[0])), None)
        if group is not None:
            group.append(passage)
        elif len(groups) < limit:
            groups.append([passage])
    for head, *others in groups:
        yield head, *sorted(others, key=lambda one: -(one.year or 0))


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters, whatever the figures and punctuation between them."""
    plain = _UNSAID.sub("", text)
    return frozenset(map("".join, pairwise(plain)))


def alike(one: frozenset[str], two: frozenset[str]) -> bool:
    smaller, larger = sorted((len(one), len(two)))
    if smaller < _ALIKE / (2 - _ALIKE) * larger:
        return False
    return 2 * len(one & two) >= _ALIKE * (smaller + larger)


def _other_year(passage: Passage, group: Sequence[Passage]) -> bool:
    return passage.org == group[0].org and all(passage.year != one.year for one in group)
