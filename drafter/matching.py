"""Why a passage was found: the words it shares with the query, the sentence they stand in, and its twins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from drafter.text import sentences

if TYPE_CHECKING:
    from drafter.passages import Passage

_UNSAID = re.compile(r"[^㐀-鿿a-zA-Z]+")
# Half of the pairs of neighbouring characters changed is another sentence; a new reason at its end is not.
_ALIKE = 0.62
# How much further down the last hits' other years are looked for.
_LOOKED_FURTHER = 20


def matched_words(wanted: Sequence[str], phrases: Sequence[str], passage: Passage) -> tuple[str, ...]:
    """Return which of the query's words the passage has, then the phrases it has in their place."""
    content = unicodedata.normalize("NFKC", passage.content).lower()
    shared = [word for word in dict.fromkeys(wanted) if word in content]
    held = [phrase for phrase in phrases if phrase in content and phrase not in shared]
    said = [one for one in held if not any(one in other for other in held if other != one)]
    telling = [word for word in shared if len(word) > 1]
    return (*(telling or ([] if said else shared)), *said)


def matched_sentence(wanted: frozenset[str], matched: Sequence[str], passage: Passage) -> tuple[int, int]:
    """Return where in its report the sentence stands that has most of what matched, then of wanted pairs."""

    def shared(span: tuple[int, int]) -> tuple[int, int]:
        text = passage.text[slice(*span)]
        return sum(len(word) for word in matched if word in text), len(wanted & pairs_of(text))

    spans = list(sentences(passage.text)) or [(0, len(passage.text))]
    start, end = max(spans, key=shared)
    start += len(passage.text[start:end]) - len(passage.text[start:end].lstrip())
    return passage.start + start, passage.start + end


def grouped(
    ranked: Iterable[tuple[Passage, float]], *, limit: int
) -> list[tuple[tuple[Passage, float], list[Passage]]]:
    """Return the first `limit` passages, each with those that say the same in the body's other years.

    The first of a group is the one that came first; the others follow by year, the newest first.
    """
    if limit <= 0:
        return []
    groups: list[tuple[tuple[Passage, float], list[Passage]]] = []
    characters = _Once(frozenset)
    pairs = _Once(pairs_of)

    def twins(one: Passage, two: Passage) -> bool:
        # Sets of characters are made ten times as fast as sets of pairs, and tell most apart.
        return alike(characters[one.text], characters[two.text]) and alike(pairs[one.text], pairs[two.text])

    more = _LOOKED_FURTHER
    for passage, score in ranked:
        group = next((one for one in groups if _other_year(passage, one) and twins(passage, one[0][0])), None)
        if group is not None:
            group[1].append(passage)
        elif len(groups) < limit:
            groups.append(((passage, score), []))
        more -= len(groups) == limit
        if not more:
            break
    return [(head, sorted(also, key=lambda one: -(one.year or 0))) for head, also in groups]


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters, whatever the figures and punctuation between them."""
    plain = _UNSAID.sub("", text)
    return frozenset(map("".join, pairwise(plain)))


def alike(one: frozenset[str], two: frozenset[str]) -> bool:
    smaller, larger = sorted((len(one), len(two)))
    if smaller < _ALIKE / (2 - _ALIKE) * larger:
        return False
    return 2 * len(one & two) >= _ALIKE * (smaller + larger)


class _Once(dict[str, frozenset[str]]):
    """What `make` makes of a text, made once."""

    def __init__(self, make: Callable[[str], frozenset[str]]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> frozenset[str]:
        self[text] = made = self._make(text)
        return made


def _other_year(passage: Passage, group: tuple[tuple[Passage, float], list[Passage]]) -> bool:
    (head, _), also = group
    return passage.org == head.org and all(passage.year != one.year for one in (head, *also))
