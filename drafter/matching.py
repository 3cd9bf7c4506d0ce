"""Why a passage was found: the words it shares with the query, the sentence they stand in, and its twins."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from drafter.text import sentences

if TYPE_CHECKING:
    from drafter.passages import Passage

_Made = TypeVar("_Made")
_UNSAID = re.compile(r"[^㐀-鿿a-zA-Z]+")
# What folding leaves alone, and signs that stand in no word.
_FOLDED = re.compile(r"[\x00-@\[-~㐀-鿿　-〿！（），：；？“”‘’…—·]*")
# Half of the pairs of neighbouring characters changed is another sentence; a new reason at its end is not.
_ALIKE = 0.62
# Wording nearly as close as the closest is as good, and the newest is what one starts from.
_AS_CLOSE = 0.9
# How much further down the last hits' other years are looked for.
_LOOKED_FURTHER = 20
_BITS = 2_048


def matched_words(wanted: Sequence[str], phrases: Sequence[str], passage: Passage) -> tuple[str, ...]:
    """Return which of the query's words, each given once, the passage has, then the phrases it has in their place."""
    content = passage.content
    # Taken apart for each of ten hits, this would be a tenth of a query's time.
    if not _FOLDED.fullmatch(content):
        content = unicodedata.normalize("NFKC", content).lower()
    telling = _longest([word for word in wanted if len(word) > 1 and word in content])
    said = _longest([phrase for phrase in phrases if phrase in content and phrase not in telling])
    # A single character tells something only where nothing else does.
    if not telling and not said:
        telling = [word for word in wanted if word in content]
    return (*telling, *said)


def _longest(held: Sequence[str]) -> list[str]:
    """Leave out what stands inside another."""
    return [one for one in held if not any(one in other for other in held if other != one)]


def matched_sentence(wanted: frozenset[str], matched: Sequence[str], passage: Passage) -> tuple[int, int]:
    """Return where in its report the sentence stands that has most of what matched, then of wanted pairs."""

    def shared(span: tuple[int, int]) -> tuple[int, int]:
        text = passage.text[slice(*span)]
        return sum(len(word) for word in matched if word in text), len(wanted & pairs_of(text))

    spans = list(sentences(passage.text)) or [(0, len(passage.text))]
    start, end = max(spans, key=shared) if len(spans) > 1 else spans[0]
    start += len(passage.text[start:end]) - len(passage.text[start:end].lstrip())
    return passage.start + start, passage.start + end


def marked(text: str, matched: Sequence[str]) -> list[tuple[str, bool]]:
    """Return the text in pieces, each with whether it is made of words that matched."""
    hit = [False] * len(text)
    for word in filter(None, matched):
        at = text.find(word)
        while at >= 0:
            hit[at : at + len(word)] = [True] * len(word)
            at = text.find(word, at + len(word))
    pieces: list[tuple[str, bool]] = []
    for character, on in zip(text, hit, strict=True):
        if pieces and pieces[-1][1] == on:
            pieces[-1] = (pieces[-1][0] + character, on)
        else:
            pieces.append((character, on))
    return pieces


def is_prose(text: str) -> bool:
    """Tell sentences from rows of a table and from headings in a list."""
    return "\t" not in text and any(mark in text for mark in "。，；")


class Bodies(Protocol):
    """Knows of each row whose report it is of, and of which year."""

    def body_at(self, row: int) -> tuple[str, int | None]: ...


@dataclass(slots=True)
class Group:
    """A row found, and those that say the same in the body's other years."""

    row: int
    score: float
    years: list[int | None]
    also: list[int]
    # So many of those are nearly as close.
    near: int = 0


def grouped(
    ranked: Iterable[tuple[int, float]], bodies: Bodies, texts: Mapping[int, str], *, limit: int
) -> list[Group]:
    """Return the first `limit` rows, each with those that say the same in the body's other years.

    What it says in the same year in the very same words, in another file or further down, is with them. The newest
    of a group that is nearly as close as the closest stands for it; the others follow by year, the newest first.
    """
    ranked, groups, of_body = iter(ranked), list[Group](), defaultdict[str, list[Group]](list)
    pairs = Once(lambda row: pairs_of(texts[row]))
    prints = Once(lambda row: prints_of([texts[row]])[0])
    bare = Once(lambda row: "".join(texts[row].split()))

    def says_the_same(row: int, year: int | None, one: Group) -> bool:
        # Sets of characters are compared ten times as fast as sets of pairs, and tell most apart.
        if not _maybe_alike(prints[row], prints[one.row]):
            return False
        if year not in one.years:
            return alike(pairs[row], pairs[one.row])
        # The report of a year may be kept twice, as a Word file and as a PDF.
        return bare[row] in (bare[other] for other in (one.row, *one.also))

    more = _LOOKED_FURTHER
    while limit > 0 and more and (some := list(islice(ranked, limit + _LOOKED_FURTHER))):
        told = [bodies.body_at(row) for row, _ in some]
        # What a body met once says is not read for this.
        met = Counter(org for org, _ in told)
        read = [row for (row, _), (org, _) in zip(some, told, strict=True) if met[org] > 1]
        prints.update(zip(read, prints_of([texts[row] for row in read]), strict=True))
        for (row, score), (org, year) in zip(some, told, strict=True):
            one = next((one for one in of_body[org] if says_the_same(row, year, one)), None)
            if one is not None:
                one.also.append(row)
                one.years.append(year)
                one.near += score >= _AS_CLOSE * one.score
            elif len(groups) < limit:
                groups.append(Group(row, score, [year], []))
                of_body[org].append(groups[-1])
            more -= len(groups) == limit
            if not more:
                break

    def age(row: int) -> int:
        return -(bodies.body_at(row)[1] or 0)

    for one in groups:
        # They came in the order of their scores.
        one.row, *others = sorted([one.row, *one.also[: one.near]], key=age)
        one.also = sorted([*others, *one.also[one.near :]], key=age)
    return groups


def prints_of(texts: Sequence[str]) -> list[int]:
    """Return for each text a number with a bit for every character in it; a few characters share one."""
    import numpy as np

    owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    bits = np.zeros((len(texts), _BITS), np.bool_)
    bits[owners, codes & (_BITS - 1)] = True
    whole, size = np.packbits(bits).tobytes(), _BITS // 8
    return [int.from_bytes(whole[at : at + size]) for at in range(0, len(whole), size)]


def _maybe_alike(one: int, two: int) -> bool:
    return 2 * (one & two).bit_count() >= _ALIKE * (one.bit_count() + two.bit_count())


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters, whatever the figures and punctuation between them."""
    plain = _UNSAID.sub("", text)
    return frozenset(map("".join, pairwise(plain)))


def alike(one: frozenset[str], two: frozenset[str]) -> bool:
    smaller, larger = sorted((len(one), len(two)))
    if smaller < _ALIKE / (2 - _ALIKE) * larger:
        return False
    return 2 * len(one & two) >= _ALIKE * (smaller + larger)


class Once(dict[int, _Made], Generic[_Made]):
    """What `make` makes of a row, made once."""

    def __init__(self, make: Callable[[int], _Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, row: int) -> _Made:
        self[row] = made = self._make(row)
        return made
