"""The terms of Chinese prose: character pairs, words, numbers and foreign words, known by a hash.

A term is a character pair, a word of one or of more than two characters, a number or a foreign word; it is
known by a hash of its characters, so that no dictionary has to be loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from drafter.index.folding import Folded, codes_of, fold, folded

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from drafter.index.folding import Codes, Rows

    Keys = npt.NDArray[np.uint64]

# Bits of a term's hash.
TERM = 36
_MULTIPLIER = 0x9E3779B97F4A7C15
_MIX = 0xD6E8FEB86659FD93
_WRAP = 1 << 64
_DIGIT, _LETTER, _HAN = 1, 2, 3
# Up to so many characters have their terms sooner one by one than all at once.
_FEW = 50
# So many texts are cut into words at a time: for more, memory comes from the system anew each time.
_CUT = 64
# Stands in no folded text.
_BETWEEN = "A"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of some texts: `rows[i]` is the text that holds `keys[i]`; repeated as often as it occurs."""

    keys: Keys
    rows: Rows
    number: npt.NDArray[np.bool_]


def words(text: str) -> list[str]:
    """Return the words of `text` in order; long words are followed by the words inside them.

    Numbers are words as written. Width and case are folded, punctuation is dropped.
    """
    import rjieba

    found: list[str] = rjieba.cut_for_search(fold(text))
    return [word for word in found if word[0].isalnum() or any(map(str.isalnum, word))]


def query_words(text: str) -> list[str]:
    """Return the words to look for.

    A whole sentence is looked for without its numbers: this year's are not last year's, and a number that
    happens to stand elsewhere is rare enough to outweigh every word. Few words are what a person typed, and
    all count.
    """
    found = words(text)
    plain = [word for word in found if not word[0].isdigit()]
    return plain if len(plain) > 4 else found


def query_terms(texts: Sequence[str]) -> Terms:
    """Return the terms to look for; like `query_words`, without the numbers in a whole sentence."""
    terms = few_terms(texts) if sum(map(len, texts)) <= _FEW else terms_of(texts)
    if (~terms.number).sum() <= 4:
        return terms
    keep = ~terms.number
    return Terms(terms.keys[keep], terms.rows[keep], terms.number[keep])


def few_terms(texts: Sequence[str]) -> Terms:
    """Return what `terms_of` does, in another order; of a few characters in a third of the time."""
    import numpy as np

    found = [(term, row) for row, text in enumerate(texts) for term in _spelt(fold(text))]
    return Terms(
        np.array([key_of(term) for term, _ in found], np.uint64),
        np.array([row for _, row in found], np.int64),
        np.array([_kind(term[0]) == _DIGIT for term, _ in found], np.bool_),
    )


def terms_of(texts: Sequence[str]) -> Terms:
    """Return the terms of all texts, the pairs before the words."""
    import numpy as np

    plain = folded(texts)
    codes, owner = plain.codes, plain.owners()
    kind = _kinds().take(np.minimum(codes, 0xFFFF))
    if codes.max(initial=0) > 0xFFFF:
        kind[codes > 0xFFFF] = _LETTER
        kind[codes >= 0x20000] = _HAN
    han = kind == _HAN
    pairs = np.flatnonzero(han[:-1] & han[1:])
    starts, ends = _words_in(plain)
    kinds = kind.take(starts)
    wanted = np.flatnonzero(np.where(kinds == _HAN, ends - starts != 2, kinds > 0))
    starts, ends = starts.take(wanted), ends.take(wanted)
    first = np.concatenate([pairs, starts])
    keys = np.concatenate([_hashed_pairs(codes, pairs), _hashed(codes, starts, ends)])
    return Terms(keys, owner.take(first), kind.take(first) == _DIGIT)


def key_of(term: str) -> int:
    """Return the hash of a term that `_hashed` gives it."""
    key = 0
    for character in reversed(term):
        key = key * _MULTIPLIER + ord(character)
    key %= _WRAP
    key = (key ^ key >> 32) * _MIX % _WRAP
    return (key ^ key >> 29) * _MULTIPLIER % _WRAP >> 64 - TERM


def _words_in(plain: Folded) -> tuple[Rows, Rows]:
    """Return where each word starts and ends."""
    import numpy as np
    import rjieba

    text = plain.text()
    edges = [0, *(plain.ends[_CUT - 1 :: _CUT] + 1).tolist(), len(text)]
    pieces = (text[start:end] for start, end in pairwise(edges) if start < end)
    cut = [_BETWEEN.join(rjieba.cut(piece)) for piece in pieces]
    # Found again in one text, sooner than by asking each word for its length.
    marks = np.flatnonzero(codes_of(_BETWEEN.join([*cut, ""])) == ord(_BETWEEN))
    ends = marks - np.arange(len(marks))
    return np.concatenate([np.zeros(1, np.int64), ends])[:-1], ends


def _spelt(text: str) -> Iterator[str]:
    """Yield the terms of a folded text, the pairs before the words."""
    import rjieba

    han = [_kind(one) == _HAN for one in text]
    yield from (text[at : at + 2] for at in range(len(text) - 1) if han[at] and han[at + 1])
    for word in rjieba.cut(text):
        kind = _kind(word[0])
        if len(word) != 2 if kind == _HAN else kind:
            yield word


def _kind(character: str) -> int:
    code = ord(character)
    if code > 0xFFFF:
        return _HAN if code >= 0x20000 else _LETTER
    return _kinds().item(code)


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """Return the kind of each of the first 65,536 characters, 0 for signs and punctuation."""
    import numpy as np

    kinds = np.zeros(1 << 16, np.uint8)
    # Latin, Greek and Cyrillic, and after them every other script; signs and punctuation lie between.
    for some in (slice(0x61, 0x7B), slice(0xC0, 0x2000), slice(0x3040, 0xFE00)):
        kinds[some] = _LETTER
    kinds[0x3400:0xA000] = _HAN
    kinds[0x30:0x3A] = _DIGIT
    return kinds


def _hashed(codes: Codes, starts: Rows, ends: Rows) -> Keys:
    """Return a hash of the characters from each start to its end, equal wherever they stand."""
    import numpy as np

    powers, inverse = _powers(1 << len(codes).bit_length())
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(codes * powers[: len(codes)], dtype=np.uint64)])
    return _mixed((sums.take(ends) - sums.take(starts)) * inverse.take(starts))


def _hashed_pairs(codes: Codes, starts: Rows) -> Keys:
    """Return what `_hashed` gives the pairs that start there, in half the time."""
    import numpy as np

    wide = codes.astype(np.uint64)
    paired: Keys = wide[1:] * np.uint64(_MULTIPLIER) + wide[:-1]
    return _mixed(paired.take(starts))


def _mixed(keys: Keys) -> Keys:
    import numpy as np

    keys = (keys ^ (keys >> np.uint64(32))) * np.uint64(_MIX)
    mixed: Keys = (keys ^ (keys >> np.uint64(29))) * np.uint64(_MULTIPLIER) >> np.uint64(64 - TERM)
    return mixed


@cache
def _powers(size: int) -> tuple[Keys, Keys]:
    """Return the first `size` powers of the multiplier, and of its inverse."""
    import numpy as np

    both = np.empty((2, size), np.uint64)
    both[:, 0] = 1
    both[:, 1:] = np.array([[_MULTIPLIER], [pow(_MULTIPLIER, -1, _WRAP)]], np.uint64)
    np.cumprod(both, axis=1, out=both)
    return both[0], both[1]
