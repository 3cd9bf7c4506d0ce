"""How much an embedder's sense of meaning is worth beside words, judged by the thesaurus."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from drafter.index.ranking import MEANING
from drafter.index.segments import Segment
from drafter.thesaurus import THESAURUS
from drafter.thesaurus.file import read_thesaurus

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from drafter.index.embedding import Embedder, Vectors

_PASSAGES, _QUESTIONS = 2_000, 120
_FIRST = 10
_MULTIPLIER, _BITS = 0x9E3779B1, 22
# Below, it is no better than chance and must not speak; above, words still decide between passages alike.
_LEAST, _MOST = 0.02, 0.6


def weight_of(embedder: Embedder, segment: Segment) -> float:
    """Return the weight of meaning, from how well everyday phrases find what reports write for them.

    The embedder fitted to reports cannot know everyday words and has a fixed weight; this is for others. With
    nothing to judge by the weight is that fixed one.
    """
    import numpy as np

    from drafter.index.dense import vectors_of

    rows = np.arange(0, len(segment), max(1, -(-len(segment) // _PASSAGES)))
    said = {segment.text(row): row for row in rows.tolist()}
    texts, rows = list(said), np.fromiter(said.values(), np.int64, len(said))
    asked = _questions(texts)
    if not asked:
        return MEANING
    vectors = vectors_of(segment.dense, rows)
    queries = embedder.encode([question for question, _ in asked])
    found = [_share(vectors @ query, answers) for query, (_, answers) in zip(queries, asked, strict=True)]
    return round(min(_MOST, max(_LEAST, sum(found) / len(found))), 3)


def _questions(texts: Sequence[str]) -> list[tuple[str, frozenset[int]]]:
    """Return everyday phrases, each with the texts that have what reports write for it."""
    whole, ends = "\n".join(texts), list(accumulate(len(text) + 1 for text in texts))
    groups = read_thesaurus(THESAURUS)[0]
    written = _possible(whole, [phrase for group in groups for phrase in group.written])
    asked = []
    for group in groups:
        held = [phrase for phrase in group.written if phrase in written]
        answers = frozenset(bisect_right(ends, at) for one in held for at in _places(whole, one))
        # What many texts say is no answer to anything.
        if answers and len(answers) <= max(1, len(texts) // 10):
            asked.append((group.said[0], answers))
    step = max(1, -(-len(asked) // _QUESTIONS))
    return asked[::step]


def _possible(whole: str, phrases: Sequence[str]) -> set[str]:
    """Return the phrases whose neighbouring characters all stand side by side somewhere, by their hashes.

    A few others come along; what is left out stands nowhere.
    """
    import numpy as np

    def pairs(text: str) -> npt.NDArray[np.uint32]:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32)
        both = (codes[:-1] << np.uint32(16)) + codes[1:]
        hashed: npt.NDArray[np.uint32] = both * np.uint32(_MULTIPLIER) >> np.uint32(32 - _BITS)
        return hashed

    there = np.zeros(1 << _BITS, np.bool_)
    there[pairs(whole)] = True
    known = there[pairs("\n".join(phrases))]
    ends = np.cumsum([len(phrase) + 1 for phrase in phrases])
    # Pairs with the line break between two phrases ask for nothing.
    known[ends[:-1] - 2] = known[ends[:-1] - 1] = True
    starts = np.concatenate([np.zeros(1, np.int64), ends[:-1]])
    whole_ones = np.logical_and.reduceat(np.append(known, True), starts)
    return {phrase for phrase, one in zip(phrases, whole_ones.tolist(), strict=True) if one}


def _places(whole: str, phrase: str) -> Iterator[int]:
    at = whole.find(phrase)
    while at >= 0:
        yield at
        at = whole.find(phrase, at + 1)


def _share(scores: Vectors, answers: frozenset[int]) -> float:
    """Return the share of right answers among as many as there are, ten at most."""
    import numpy as np

    size = min(_FIRST, len(answers))
    best = np.argsort(-scores, kind="stable")[:size]
    return len(answers.intersection(best.tolist())) / size
