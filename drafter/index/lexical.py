"""BM25 over the words and character pairs of Chinese prose, saved as plain arrays that are read in place.

A term is a character pair, a word of one or of more than two characters, a number or a foreign word; it is
known by a hash of its characters, so that no dictionary has to be loaded. A posting is a term in a passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drafter.index.folding import fold, folded

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from drafter.index.folding import Codes

    Keys = npt.NDArray[np.uint64]
    Rows = npt.NDArray[np.int64]
    Scores = npt.NDArray[np.float32]

# A posting is packed into 64 bits, so that sorting numbers builds the index: term, passage, count.
_TERM, _ROW, _COUNT = 36, 24, 4
_SATURATION, _LENGTH = 1.2, 0.6
# How many postings a query may read in full. The terms beyond, which are the commonest, are only looked up in
# the passages the rarer ones have found: so a query's cost does not grow with the collection.
_BUDGET = 200_000
_CHECKED = 1_000
_CHUNK = 2_000
_MULTIPLIER = 0x9E3779B97F4A7C15
_MIX = 0xD6E8FEB86659FD93
_WRAP = 1 << 64
_ARRAYS = ("keys", "starts", "rows", "impacts")


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


class Lexical:
    """BM25 over some passages; their numbers are their positions in what `build` was given."""

    def __init__(
        self, keys: Keys, starts: Rows, rows: npt.NDArray[Any], impacts: npt.NDArray[Any], size: int
    ) -> None:
        self._keys, self._starts, self._rows, self._impacts = keys, starts, rows, impacts
        self.size = size

    @classmethod
    def build(cls, texts: Sequence[str]) -> Lexical:
        import numpy as np

        chunks = [_postings(terms_of(texts[at : at + _CHUNK]), at) for at in range(0, len(texts), _CHUNK)]
        packed = np.concatenate([np.empty(0, np.uint64), *chunks])
        # Each chunk is sorted already: merging is four times as fast as sorting.
        packed.sort(kind="stable")
        return cls(*_inverted(packed, len(texts)), len(texts))

    def spans(self, keys: Keys) -> tuple[Rows, Rows]:
        """Return where the postings of each term start and end; the same place twice for an unknown one."""
        import numpy as np

        at = np.searchsorted(self._keys, keys)
        known = at < len(self._keys)
        known[known] = self._keys[at[known]] == keys[known]
        at = np.where(known, at, 0)
        starts = self._starts[at]
        return starts, np.where(known, self._starts[np.minimum(at + 1, len(self._starts) - 1)], starts)

    def add(self, out: Scores, starts: Rows, ends: Rows, weights: Scores) -> None:
        """Add to `out`, a score for each passage, what its terms are worth."""
        import numpy as np

        spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
        if not spans:
            return
        rows = np.concatenate([self._rows[start:end] for start, end in spans])
        worth = np.concatenate([self._impacts[start:end] for start, end in spans]).astype("f4")
        worth *= np.repeat(weights, ends - starts)
        out += np.bincount(rows, worth, len(out))

    def add_to_best(self, out: Scores, starts: Rows, ends: Rows, weights: Scores) -> None:
        """Add only to the best passages found so far; for terms that occur in a great many."""
        import numpy as np

        found = np.flatnonzero(out)
        if len(found) > _CHECKED:
            found = np.sort(found[np.argpartition(-out[found], _CHECKED)[:_CHECKED]])
        sought = found.astype(self._rows.dtype)
        for start, end, weight in zip(starts.tolist(), ends.tolist(), weights.tolist(), strict=True):
            at = start + np.searchsorted(self._rows[start:end], sought)
            inside = at < end
            inside[inside] = self._rows[at[inside]] == sought[inside]
            out[found[inside]] += weight * self._impacts[at[inside]].astype("f4")

    def save(self, folder: Path) -> None:
        import numpy as np

        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, f"_{name}"), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path, size: int) -> Lexical:
        """Open what `save` wrote, in place; the caller has made sure that the files are the ones written."""
        keys, starts, rows, impacts = (open_array(folder / f"{name}.npy") for name in _ARRAYS)
        return cls(keys, starts, rows, impacts, size)


def open_array(path: Path) -> npt.NDArray[Any]:
    """Open an array in place; as a plain array, which is quicker to take slices of."""
    import numpy as np

    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False)).view(np.ndarray)


def scores(parts: Sequence[Lexical], query: Sequence[tuple[str, float]]) -> Scores:
    """Return a score for every passage of all parts, from texts with their weights; 0 where no term occurs.

    A term counts by how rare it is in all parts together.
    """
    import numpy as np

    size = sum(part.size for part in parts)
    out = np.zeros(size, dtype=np.float32)
    keys, weights = _weighted(query)
    if not len(keys):
        return out
    spans = [part.spans(keys) for part in parts]
    df = sum((ends - starts for starts, ends in spans), np.zeros(len(keys), np.int64))
    weights = weights * _rarity(df, size)
    order = np.argsort(df, kind="stable")
    order = order[df[order] > 0]
    full = max(1, int(np.searchsorted(np.cumsum(df[order]), _BUDGET)))
    rare, common = order[:full], order[full:]
    at = 0
    for part, (starts, ends) in zip(parts, spans, strict=True):
        piece = out[at : at + part.size]
        part.add(piece, starts[rare], ends[rare], weights[rare])
        if len(common):
            part.add_to_best(piece, starts[common], ends[common], weights[common])
        at += part.size
    return out


def worth(parts: Sequence[Lexical], text: str) -> float:
    """Return about what a passage of usual length would score that has every term of `text` once."""
    import numpy as np

    size = sum(part.size for part in parts)
    keys, _ = _weighted([(text, 1.0)])
    df = np.zeros(len(keys), np.int64)
    for part in parts:
        starts, ends = part.spans(keys)
        df += ends - starts
    return float(_rarity(df, size).sum())


def _rarity(df: Rows, size: int) -> Scores:
    import numpy as np

    return np.log1p((size - df + 0.5) / (df + 0.5)).astype(np.float32)


def _weighted(query: Sequence[tuple[str, float]]) -> tuple[Keys, Scores]:
    """Return the terms of the query, each once, with the greatest weight it is given."""
    import numpy as np

    terms = query_terms([text for text, _ in query])
    weights = np.array([weight for _, weight in query], dtype=np.float32)[terms.rows]
    order = np.lexsort((-weights, terms.keys))
    keys, first = np.unique(terms.keys[order], return_index=True)
    return keys, weights[order][first]


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
    sizes = np.fromiter(map(len, rjieba.cut(plain.text())), np.int64)
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
    mixed: Keys = (keys ^ (keys >> np.uint64(29))) * np.uint64(_MULTIPLIER) >> np.uint64(64 - _TERM)
    return mixed


def _postings(terms: Terms, offset: int) -> Keys:
    """Return the packed postings of a chunk of texts whose first has the number `offset`."""
    import numpy as np

    rows = (terms.rows + offset).astype(np.uint64)
    found, counts = np.unique(terms.keys << np.uint64(_ROW) | rows, return_counts=True)
    most = (1 << _COUNT) - 1
    packed: Keys = found << np.uint64(_COUNT) | np.minimum(counts, most).astype(np.uint64)
    return packed


def _inverted(packed: Keys, size: int) -> tuple[Keys, Rows, npt.NDArray[Any], npt.NDArray[Any]]:
    """Return terms, where their postings start, the passages, and what each posting adds to a score."""
    import numpy as np

    counts = (packed & np.uint64((1 << _COUNT) - 1)).astype(np.float32)
    rows = (packed >> np.uint64(_COUNT) & np.uint64((1 << _ROW) - 1)).astype(np.uint32)
    terms = packed >> np.uint64(_COUNT + _ROW)
    first = np.flatnonzero(np.diff(terms, prepend=np.uint64(1 << _TERM)))
    lengths = np.bincount(rows, weights=counts, minlength=size)
    norm = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / max(lengths.sum() / max(size, 1), 1))
    impacts = counts * (_SATURATION + 1) / (counts + norm[rows].astype(np.float32))
    return terms[first], np.append(first, len(terms)), rows, impacts.astype(np.float16)
