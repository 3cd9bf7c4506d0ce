"""The terms of Chinese prose: character pairs, words, numbers and foreign words, known by a hash.

A term is a character pair, a word of one or of more than two characters, a number or a foreign word; it is
known by a hash of its characters, so that no dictionary has to be loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafter.index.folding import fold, folded

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
    return [word for word in found if any(map(str.isalnum, word))]


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
    terms = terms_of(texts)
    if (~terms.number).sum() <= 4:
        return terms
    keep = ~terms.number
    return Terms(terms.keys[keep], terms.rows[keep], terms.number[keep])


def terms_of(texts: Sequence[str]) -> Terms:
    """Return the terms of all texts, the pairs before the words."""
    import numpy as np
    import rjieba

    plain = folded(texts)
    codes, owner = plain.codes, plain.owners()
    han = (codes >= 0x3400) & (codes <= 0x9FFF) | (codes >= 0x20000)
    pairs = np.flatnonzero(han[:-1] & han[1:])
    cut = rjieba.cut(plain.text())
    sizes = np.fromiter(map(len, cut), np.int64, len(cut))
    ends = np.cumsum(sizes)
    starts = ends - sizes
    digits = (codes >= 0x30) & (codes <= 0x39)
    # Latin, Greek and Cyrillic, and after them every other script; signs and punctuation lie between.
    letters = (codes >= 0x61) & (codes <= 0x7A) | (codes >= 0xC0) & (codes < 0x2000) | (codes >= 0x3040)
    letters &= (codes < 0xFE00) | (codes >= 0x10000)
    wanted = np.where(han[starts], sizes != 2, (digits | letters)[starts]) if len(starts) else starts > 0
    starts, ends = starts[wanted], ends[wanted]
    first = np.concatenate([pairs, starts])
    keys = _hashed(codes, first, np.concatenate([pairs + 2, ends]))
    return Terms(keys, owner[first] if len(first) else first, digits[first])


def _hashed(codes: Codes, starts: Rows, ends: Rows) -> Keys:
    """Return a hash of the characters from each start to its end, equal wherever they stand."""
    import numpy as np

    powers = np.full(len(codes) + 1, _MULTIPLIER, np.uint64)
    powers[0] = 1
    inverse = np.full(len(codes) + 1, pow(_MULTIPLIER, -1, _WRAP), np.uint64)
    inverse[0] = 1
    np.cumprod(powers, out=powers)
    np.cumprod(inverse, out=inverse)
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(codes * powers[:-1], dtype=np.uint64)])
    keys = (sums[ends] - sums[starts]) * inverse[starts]
    keys = (keys ^ (keys >> np.uint64(32))) * np.uint64(_MIX)
    mixed: Keys = (keys ^ (keys >> np.uint64(29))) * np.uint64(_MULTIPLIER) >> np.uint64(64 - TERM)
    return mixed
