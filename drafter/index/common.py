"""What the commonest terms add to passages, laid out by passage once they have been asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

from drafter.index.arrays import widened

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from drafter.index.folding import Rows, Scores

    # The passages a term stands in, and what it adds to each.
    Read = Callable[[], tuple[npt.NDArray[Any], npt.NDArray[Any]]]

# A term takes part when a passage in so many has it, until so many are held or they fill so many bytes.
_COMMON, _MOST, _HELD = 16, 512, 1 << 28
# One of so many terms held is looked up by itself.
_SPARSE = 8


class CommonTerms:
    """A table with a row for each of `size` passages and a column for each term held; threads may share it.

    What a query asks of a passage thus lies side by side: ten times as quick to look up as its postings.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._columns: dict[int, int] = {}
        self._filling = Lock()

    @cached_property
    def _table(self) -> npt.NDArray[np.float16]:
        import numpy as np

        return np.zeros((self._size, min(_MOST, _HELD // (2 * max(self._size, 1)))), np.float16)

    def column(self, term: int, count: int, read: Read) -> int:
        """Return the column of a term with `count` postings, known by where they begin; -1 when it has none."""
        if (found := self._columns.get(term)) is not None:
            return found
        width = self._table.shape[1]
        if count * _COMMON < self._size or len(self._columns) == width:
            return -1
        with self._filling:
            number = len(self._columns)
            if term in self._columns or number == width:
                return self._columns.get(term, -1)
            rows, worths = read()
            self._table[rows, number] = worths
            self._columns[term] = number
            return number

    def worth(self, rows: Rows, columns: Rows) -> Scores:
        """Return what each of the terms adds to each of the passages."""
        held = len(self._columns)
        if len(columns) * _SPARSE < held:
            # By one number each, which reads a passage's other terms past.
            return widened(self._table.ravel().take(rows[:, None] * self._table.shape[1] + columns))
        # Whole rows first: each lies side by side, and what is chosen of them is near by then.
        return widened(self._table[:, :held][rows].take(columns, axis=1))
