"""The words of Chinese prose, and a BM25 index over them that is saved without pickle."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt


def words(text: str) -> list[str]:
    """Return the words of `text` in order; long words are followed by the words inside them.

    Numbers are words as written. Width and case are folded, punctuation is dropped.
    """
    import rjieba

    found: list[str] = rjieba.cut_for_search(unicodedata.normalize("NFKC", text).lower())
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
    """BM25 over passages given as lists of words; passage numbers are positions in that list."""

    def __init__(self, engine: Any, size: int) -> None:
        self._engine = engine
        self.size = size

    @classmethod
    def build(cls, passages: Sequence[Sequence[str]]) -> Lexical:
        if not any(passages):
            return cls(None, len(passages))
        import bm25s

        engine = bm25s.BM25()
        # Numbered here and not there, where the order follows the process's hash seed.
        numbers: dict[str, int] = {}
        rows = [[numbers.setdefault(word, len(numbers)) for word in one] for one in passages]
        engine.index((rows, numbers), show_progress=False)
        return cls(engine, len(passages))

    def scores(self, query: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return a score for every passage; 0 where no word of the query occurs."""
        import numpy as np

        if self._engine is None or not query:
            return np.zeros(self.size, dtype=np.float32)
        # A list of strings, not bm25s.Tokenized: that inverts the whole vocabulary at every call.
        result: npt.NDArray[np.float32] = self._engine.get_scores(list(query))
        return result

    def save(self, folder: Path) -> None:
        folder.mkdir()
        if self._engine is not None:
            self._engine.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path, size: int) -> Lexical:
        """Read what `save` wrote; the caller has made sure that the files are the ones written."""
        if not any(folder.iterdir()):
            return cls(None, size)
        import bm25s

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            engine = bm25s.BM25.load(str(folder), show_progress=False)
        return cls(engine, size)
