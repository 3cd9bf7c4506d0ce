"""What BM25 looks up: the postings of passages in the order of their terms, made a part at a time.

A posting is a term in a passage, packed into 64 bits: term, passage, count. Sorting numbers builds the index.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from drafter.index.terms import TERM, Terms, terms_of

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from drafter.index.folding import Rows
    from drafter.index.terms import Keys

_ROW, _COUNT = 24, 4
_SATURATION, _LENGTH = 1.2, 0.6
# Postings are put in order in parts, by the first bits of their terms.
_PARTS, _PART = 16, 60
# So many wait in memory; of more, a million passages have 200 million, all are brought to disk until their
# part's turn.
_WAITING = 8_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """Some terms, where their postings start among all, the passages, and what each posting adds to a score."""

    keys: Keys
    starts: Rows
    rows: npt.NDArray[np.uint32]
    impacts: npt.NDArray[np.float16]


class Postings:
    """Gathers the postings of texts; what does not fit in memory waits in files below `place`."""

    def __init__(self, place: Path | None = None) -> None:
        import numpy as np

        self.size = 0
        self._place = place
        self._waiting: list[list[Keys]] = [[] for _ in range(_PARTS)]
        self._count = 0
        self._files = ExitStack()
        self._spilt: list[IO[bytes]] = []
        self._lengths = [np.empty(0, np.int64)]

    def add(self, texts: Sequence[str]) -> None:
        import numpy as np

        terms = terms_of(texts)
        packed = _packed(terms, self.size)
        edges = np.searchsorted(packed, np.arange(1, _PARTS, dtype=np.uint64) << np.uint64(_PART))
        for part, piece in zip(self._waiting, np.split(packed, edges), strict=True):
            part.append(piece.copy())
        self._lengths.append(np.bincount(terms.rows, minlength=len(texts)))
        self._count += len(packed)
        self.size += len(texts)
        if self._count > _WAITING:
            self._spill()

    def parts(self) -> Iterator[Part]:
        """Yield the parts in the order of their terms; they are gone then."""
        import numpy as np

        lengths = np.concatenate(self._lengths)
        usual = max(float(lengths.mean()) if len(lengths) else 0.0, 1.0)
        norms = (_SATURATION * (1 - _LENGTH + _LENGTH * lengths / usual)).astype(np.float32)
        before = 0
        with self._files:
            for number, waiting in enumerate(self._waiting):
                pieces = [*self._read(number), *waiting]
                waiting.clear()
                packed = np.concatenate([np.empty(0, np.uint64), *pieces])
                pieces.clear()
                # Each piece is sorted already: merging is four times as fast as sorting.
                packed.sort(kind="stable")
                yield _part(packed, norms, before)
                before += len(packed)

    def _spill(self) -> None:
        if self._place is None:
            return
        for number, waiting in enumerate(self._waiting):
            if len(self._spilt) == number:
                file = tempfile.TemporaryFile(dir=self._place)  # noqa: SIM115, closed with the others
                self._spilt.append(self._files.enter_context(file))
            for piece in waiting:
                self._spilt[number].write(piece.data)
            waiting.clear()
        self._count = 0

    def _read(self, number: int) -> list[Keys]:
        import numpy as np

        if number >= len(self._spilt):
            return []
        self._spilt[number].seek(0)
        found = np.frombuffer(self._spilt[number].read(), np.uint64)
        self._spilt[number].close()
        return [found]


def _packed(terms: Terms, offset: int) -> Keys:
    """Return the packed postings of a chunk of texts whose first has the number `offset`."""
    import numpy as np

    rows = (terms.rows + offset).astype(np.uint64)
    packed: Keys = terms.keys << np.uint64(_ROW + _COUNT) | rows << np.uint64(_COUNT)
    packed.sort()
    first = np.flatnonzero(np.diff(packed, prepend=~packed[:1]))
    counts = np.diff(first, append=len(packed)).astype(np.uint64)
    return packed[first] | np.minimum(counts, np.uint64((1 << _COUNT) - 1))


def _part(packed: Keys, norms: npt.NDArray[np.float32], before: int) -> Part:
    """Take the sorted postings of one part apart, `before` which there are so many."""
    import numpy as np

    rows = (packed >> np.uint64(_COUNT) & np.uint64((1 << _ROW) - 1)).astype(np.uint32)
    counts = (packed & np.uint64((1 << _COUNT) - 1)).astype(np.float32)
    impacts: npt.NDArray[Any] = (counts * (_SATURATION + 1) / (counts + norms[rows])).astype(np.float16)
    packed >>= np.uint64(_COUNT + _ROW)
    first = np.flatnonzero(np.diff(packed, prepend=np.uint64(1 << TERM)))
    return Part(packed[first], first + before, rows, impacts)
