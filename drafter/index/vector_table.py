"""The vectors in the index's SQLite file, one for each thing said and embedder."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.index.dense import Halves


_FETCHED = 1_000
_JOINED = (
    "SELECT number, vector FROM passages JOIN vectors ON vectors.content = passages.content AND fingerprint = ?"
    " WHERE number > ?"
)
# All of them in the order in which they lie in the file, some by their passages.
_VECTORS = {False: f"{_JOINED} ORDER BY passages.content", True: f"{_JOINED} ORDER BY number"}


class VectorTable:
    """The table as one transaction on the archive sees it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def known(self, fingerprint: str, contents: Sequence[str]) -> set[str]:
        """Return which of the contents have a vector of this embedder."""
        # A first index has none, and a great many contents to ask about.
        if self._db.execute("SELECT 1 FROM vectors LIMIT 1").fetchone() is None:
            return set()
        rows = self._db.execute(
            "SELECT content FROM vectors WHERE fingerprint = ? AND content IN (SELECT value FROM json_each(?))",
            (fingerprint, json.dumps(contents)),
        )
        return {content for (content,) in rows}

    def put(self, fingerprint: str, contents: Sequence[str], vectors: Halves) -> None:
        """Store a vector for each of the contents in half precision, which is all that the search structures keep of them.

        In the order of the table's key, in which it is filled page after page.
        """
        order = sorted(range(len(contents)), key=contents.__getitem__)
        self._db.executemany(
            "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
            zip(map(contents.__getitem__, order), repeat(fingerprint), _rows(vectors[order]), strict=False),
        )

    def drop_orphaned(self, contents: Iterable[str]) -> None:
        """Drop the vectors of those contents that no passage has any more."""
        self._db.executemany(
            "DELETE FROM vectors WHERE content = ?1 AND NOT EXISTS"
            " (SELECT 1 FROM passages WHERE passages.content = ?1)",
            [(content,) for content in contents],
        )

    def drop_others(self, fingerprint: str) -> None:
        """Drop what other embedders made, and what no passage says any more."""
        self._db.execute(
            "DELETE FROM vectors WHERE fingerprint <> ? OR content NOT IN (SELECT content FROM passages)",
            (fingerprint,),
        )

    def of(self, fingerprint: str, dim: int, *, after: int = 0) -> Halves:
        """Return a row for each passage numbered above `after` that has a vector, by number; in half precision."""
        import numpy as np

        numbers = np.array(
            self._db.execute(
                "SELECT number FROM passages WHERE number > ? ORDER BY number", (after,)
            ).fetchall(),
            np.int64,
        ).reshape(-1)
        found = np.empty((len(numbers), dim), dtype=np.float16)
        there = np.zeros(len(numbers), np.bool_)
        rows = self._db.execute(_VECTORS[bool(after)], (fingerprint, after))
        while some := rows.fetchmany(_FETCHED):
            at = np.searchsorted(numbers, [number for number, _ in some])
            found[at] = _block([vector for _, vector in some], dim)
            there[at] = True
        return found if there.all() else found[there]


def _block(rows: Sequence[bytes], dim: int) -> Halves:
    import numpy as np

    whole = b"".join(rows)
    if len(whole) == 2 * dim * len(rows):
        return np.frombuffer(whole, "<f2").reshape(len(rows), dim)
    # Indexes of earlier days hold them in single precision.
    return np.array(
        [np.frombuffer(one, "<f2" if len(one) == 2 * dim else "<f4").astype(np.float16) for one in rows]
    )


def _rows(block: Halves) -> Iterator[bytes]:
    whole, size = block.astype("<f2").tobytes(), 2 * block.shape[1]
    return (whole[at : at + size] for at in range(0, len(whole), size))
