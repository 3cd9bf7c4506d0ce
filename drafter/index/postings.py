"""What BM25 looks up: the postings of passages in the order of their terms, made a part at a time.

A term in a passage is packed into 64 bits, the term before the passage. Sorting such numbers builds the index.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from drafter.index.arrays import widened
from drafter.index.terms import TERM, terms_of

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from drafter.index.folding import Rows
    from drafter.index.terms import Keys

_ROW = 28
_SATURATION, _LENGTH = 1.2, 0.6
# They are put in order in parts, by the first bits of their terms: each fits into the processor's nearer memory.
_PARTS, _PART = 64, TERM - 6
# So many wait in memory; of more, a million passages have 220 million, all are brought to disk until their
# part's turn.
_WAITING = 24_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """Some terms, where their postings start among all, the passages, and what each posting adds to a score."""

    keys: Keys
    starts: Rows
    rows: npt.NDArray[np.uint32]
    worths: npt.NDArray[np.float32]


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
        packed = terms.keys << np.uint64(_ROW)
        packed |= (terms.rows + self.size).view(np.uint64)
        packed = packed.take(np.argsort((terms.keys >> np.uint64(_PART)).astype(np.uint8), kind="stable"))
        # In no order inside the parts, but their edges are found like those of what is sorted.
        least = np.arange(1, _PARTS, dtype=np.uint64) << np.uint64(_ROW + _PART)
        pieces = np.split(packed, np.searchsorted(packed, least))
        for waiting, piece in zip(self._waiting, pieces, strict=True):
            waiting.append(piece)
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
                part = _part(_in_order(packed), norms, before)
                yield part
                before += len(part.rows)

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


def _in_order(packed: Keys) -> Keys:
    """Return the numbers of one part sorted; a term's passages come in their order.

    By sixteen bits of the term at a time, the last first, which is counting: three times as fast as comparing.
    """
    import numpy as np

    for shift in range(_ROW, _ROW + _PART, 16):
        packed = packed.take(np.argsort((packed >> np.uint64(shift)).astype(np.uint16), kind="stable"))
    # In order already, which takes no time to find, unless a pair and a word have one hash.
    packed.sort(kind="stable")
    return packed


def _part(packed: Keys, norms: npt.NDArray[np.float32], before: int) -> Part:
    """Take the sorted terms of one part apart, `before` which there are so many postings."""
    import numpy as np

    first = _first(packed)
    counts = np.diff(first, append=len(packed))
    packed = packed.take(first)
    rows = (packed & np.uint64((1 << _ROW) - 1)).astype(np.uint32)
    # Most terms stand in a passage once.
    worths = _worth(np.float32(1), norms).take(rows)
    often = np.flatnonzero(counts > 1)
    worths[often] = _worth(counts[often].astype(np.float32), norms[rows[often]])
    packed >>= np.uint64(_ROW)
    first = _first(packed)
    return Part(packed[first], first + before, rows, worths)


def _first(ordered: Keys) -> Rows:
    """Return where each number stands first."""
    import numpy as np

    new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return np.flatnonzero(new)


def _worth(
    counts: npt.NDArray[np.float32] | np.float32, norms: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    import numpy as np

    # As exact as the table of common terms holds them.
    halves: npt.NDArray[np.float16] = (counts * np.float32(_SATURATION + 1) / (counts + norms)).astype(
        np.float16
    )
    return widened(halves)
