"""Fold width and case of many texts at once, into one array of characters."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint32]
    Rows = npt.NDArray[np.int64]
    Scores = npt.NDArray[np.float32]

# Up to so many characters Python has folded them before a table for many is made.
_FEW = 20_000
_UTF32 = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"
# Chinese characters, which are folded already.
_SAME = range(0x3400, 0xA000)
# Latin, Greek and Cyrillic; signs; everything else Chinese; narrow and wide forms. Elsewhere, and beyond the first
# 65,536, what a character becomes may hang on its neighbours.
_ALONE = (
    range(0x250),
    range(0x370, 0x530),
    range(0x2000, 0x3400),
    range(0xA000, 0xAC00),
    range(0xF900, 0xFB00),
    range(0xFE30, 0xFFF0),
)
_FINAL_SIGMA = "Σ"
_UNSURE = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Folded:
    """Texts one after another, with a line break after each; `ends` is where those stand."""

    codes: Codes
    ends: Rows

    def text(self) -> str:
        return self.codes.tobytes().decode(_UTF32, "surrogatepass")

    def owners(self) -> Rows:
        """Return for each character whose it is; a text's line break belongs to it."""
        import numpy as np

        sizes = self.ends + 1
        sizes[1:] -= sizes[:-1].copy()
        return np.repeat(np.arange(len(sizes)), sizes)


@lru_cache(maxsize=8)
def fold(text: str) -> str:
    """Return `text` in lower case, wide signs narrowed, signs that stand for several spelt out."""
    return unicodedata.normalize("NFKC", text).lower()


def codes_of(text: str) -> Codes:
    """Return the text's characters."""
    import numpy as np

    return np.frombuffer(text.encode(_UTF32, "surrogatepass"), np.uint32)


def folded(texts: Sequence[str]) -> Folded:
    """Return what `fold` makes of each text."""
    import numpy as np

    if sum(map(len, texts)) <= _FEW:
        return _joined([fold(text) for text in texts])
    plain = _joined(texts)
    codes = _table().take(np.minimum(plain.codes, 0xFFFF))
    unsure = codes == _UNSURE
    if unsure.any():
        rows = set(plain.owners()[unsure].tolist())
        plain = _joined([fold(text) if row in rows else text for row, text in enumerate(texts)])
        codes = _table()[np.minimum(plain.codes, 0xFFFF)]
        # What is unsure now is what `fold` has left.
        codes = np.where(codes == _UNSURE, plain.codes, codes)
    return Folded(codes, plain.ends)


def _joined(texts: Sequence[str]) -> Folded:
    import numpy as np

    whole = "\n".join((*texts, ""))
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1) - 1
    return Folded(codes_of(whole), ends)


@cache
def _table() -> Codes:
    """Return what each of the first 65,536 characters becomes whatever stands beside it, or that it is unsure."""
    import numpy as np

    table = np.full(0x10000, _UNSURE, np.uint32)
    table[_SAME.start : _SAME.stop] = _SAME
    for code in (code for some in _ALONE for code in some):
        one = fold(chr(code))
        marks = unicodedata.combining(chr(code)) or any(map(unicodedata.combining, one))
        if len(one) == 1 and not marks and chr(code) != _FINAL_SIGMA:
            table[code] = ord(one)
    return table
