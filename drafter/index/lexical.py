"""BM25 over the terms of passages, kept as plain arrays that are read in place."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, Any

from drafter.index.adding import add_postings
from drafter.index.arrays import GrowingArray, open_array
from drafter.index.common import CommonTerms
from drafter.index.places import places_of
from drafter.index.postings import Postings

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from drafter.index.folding import Rows, Scores
    from drafter.index.terms import Keys

# What is made of so many texts fits into the processor's nearer memory.
_CHUNK = 1_000
_ARRAYS = (("keys", "<u8"), ("starts", "<i8"), ("rows", "<u4"), ("worths", "<f4"))


class Lexical:
    """BM25 over some passages; their numbers are their positions in what `build` was given."""

    def __init__(self, keys: Keys, starts: Rows, rows: npt.NDArray[Any], worths: Scores, size: int) -> None:
        self._keys, self._starts, self._rows, self._worths = keys, starts, rows, worths
        self.size = size
        self._common = CommonTerms(size)

    @classmethod
    def build(cls, texts: Iterable[str]) -> Lexical:
        """Index texts in memory."""
        import numpy as np

        postings = _gathered(Postings(), texts)
        parts = list(postings.parts())
        ends = np.array([sum(len(part.rows) for part in parts)])
        keys, rows, worths = (
            np.concatenate([getattr(part, name) for part in parts]) for name in ("keys", "rows", "worths")
        )
        starts = np.concatenate([*(part.starts for part in parts), ends])
        return cls(keys, starts, rows, worths, postings.size)

    @classmethod
    def write(cls, folder: Path, texts: Iterable[str]) -> Lexical:
        """Index texts as they come, in files; of a great many only a part is in memory at a time."""
        import numpy as np

        postings = _gathered(Postings(folder), texts)
        with ExitStack() as files:
            out = {
                name: files.enter_context(GrowingArray(_file(folder, name), kind)) for name, kind in _ARRAYS
            }
            for part in postings.parts():
                for name, array in out.items():
                    array.write(getattr(part, name))
            out["starts"].write(np.array([out["rows"].size]))
        return cls.load(folder, postings.size)

    @classmethod
    def load(cls, folder: Path, size: int) -> Lexical:
        """Open what `write` wrote, in place; the caller has made sure that the files are the ones written."""
        keys, starts, rows, worths = (open_array(_file(folder, name)) for name, _ in _ARRAYS)
        return cls(keys, starts, rows, worths, size)

    def spans(self, keys: Keys) -> tuple[Rows, Rows]:
        """Return where the postings of each term start and end; the same place twice for an unknown one."""
        import numpy as np

        if not len(self._keys):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.int64)
        at = np.minimum(places_of(self._keys, keys), len(self._keys) - 1)
        starts = self._starts[at]
        return starts, np.where(self._keys[at] == keys, self._starts[at + 1], starts)

    def add(self, out: Scores, starts: Rows, ends: Rows, weights: Scores) -> None:
        """Add to `out`, a score for each passage, what its terms are worth."""
        add_postings(out, self._rows, self._worths, starts, ends, weights)

    def add_to_best(self, out: Scores, found: Rows, starts: Rows, ends: Rows, weights: Scores) -> None:
        """Add only to the passages found so far; for terms that occur in a great many."""
        import numpy as np

        columns = np.array(list(map(self._column, starts.tolist(), ends.tolist())))
        held = columns >= 0
        worth = self._common.worth(found, columns[held]) @ weights[held]
        sought = found.astype(self._rows.dtype)
        others = (some[~held].tolist() for some in (starts, ends, weights))
        for start, end, weight in zip(*others, strict=True):
            at = start + np.searchsorted(self._rows[start:end], sought)
            inside = at < end
            inside[inside] = self._rows[at[inside]] == sought[inside]
            worth[inside] += weight * self._worths[at[inside]]
        out[found] += worth

    def _column(self, start: int, end: int) -> int:
        return self._common.column(
            start, end - start, lambda: (self._rows[start:end], self._worths[start:end])
        )

    def reports_with(
        self, starts: Rows, ends: Rows, reports: Rows
    ) -> tuple[Rows, Rows, npt.NDArray[np.bool_]]:
        """Return for each posting its term, by position, the report that has it, and whether it was there before."""
        import numpy as np

        spans = zip(starts.tolist(), ends.tolist(), strict=True)
        rows = np.concatenate([np.empty(0, np.int64), *(self._rows[start:end] for start, end in spans)])
        terms, told = np.repeat(np.arange(len(starts)), ends - starts), reports[rows]
        # Passages of a report lie side by side, so what repeats follows.
        again = np.zeros(len(told), np.bool_)
        again[1:] = (told[1:] == told[:-1]) & (terms[1:] == terms[:-1])
        return terms, told, again


def _gathered(postings: Postings, texts: Iterable[str]) -> Postings:
    coming = iter(texts)
    while chunk := list(islice(coming, _CHUNK)):
        postings.add(chunk)
    return postings


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.npy"
