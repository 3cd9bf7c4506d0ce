"""The vectors in the index's SQLite file, one for each thing said and embedder."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drafter.index.dense import Halves
    from drafter.index.embedding import Vectors


_FETCHED = 1_000


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

    def put(self, fingerprint: str, contents: Sequence[str], vectors: Iterable[Vectors]) -> None:
        """Store vectors in half precision, which is all that the search structures keep of them.

        They come in blocks, a row for each of the contents.
        """
        rows = (row for block in vectors for row in _rows(block))
        self._db.executemany(
            "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
            zip(contents, repeat(fingerprint), rows, strict=False),
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

        count = self._db.execute("SELECT count(*) FROM passages WHERE number > ?", (after,)).fetchone()[0]
        found = np.empty((count, dim), dtype=np.float16)
        rows = self._db.execute(
            "SELECT vector FROM passages JOIN vectors"
            " ON vectors.content = passages.content AND fingerprint = ?"
            " WHERE number > ? ORDER BY number",
            (fingerprint, after),
        )
        size = 0
        while some := [vector for (vector,) in rows.fetchmany(_FETCHED)]:
            whole = b"".join(some)
            # Indexes of earlier days hold them in single precision.
            if len(whole) == 2 * dim * len(some):
                found[size : size + len(some)] = np.frombuffer(whole, "<f2").reshape(len(some), dim)
            else:
                for at, one in enumerate(some, size):
                    found[at] = np.frombuffer(one, "<f2" if len(one) == 2 * dim else "<f4")
            size += len(some)
        return found[:size]


def _rows(block: Vectors) -> Iterator[bytes]:
    whole, size = block.astype("<f2").tobytes(), 2 * block.shape[1]
    return (whole[at : at + size] for at in range(0, len(whole), size))
