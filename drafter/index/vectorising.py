"""Make the vectors that are missing, committing as it goes: an interrupted run is taken up where it stopped."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.index.archive import looking, writing
from drafter.index.embedding import Embedder
from drafter.index.intake import Arrival, Progress
from drafter.index.segments import Entry
from drafter.passages import Passage, hash_of
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.index.dense import Halves
    from drafter.index.embedding import Vectors

# A batch grows while it is quick: our own embedder takes two thirds of the time for many texts together.
_BATCH, _MOST, _QUICK = 256, 4_096, 0.2
_COMMIT_SECONDS = 5.0
# So many bytes of vectors stay in memory until the search files are built; more are read again.
_AT_HAND = 1 << 28
# So many are embedded as they come, near to what is read before and after; more in the order in which they are
# stored, as each commit would else write to all of the table.
_AS_THEY_COME = 200_000


@dataclass(frozen=True, slots=True)
class Made:
    """The vectors a run has made, `count` of them; those at hand with the hashes of what they say, none where they are too many."""

    count: int
    names: Sequence[str]
    vectors: Halves | None

    def of(self, contents: Sequence[str]) -> Halves | None:
        """Return a row for each; None when one is not at hand."""
        import numpy as np

        if self.vectors is None or self.names == contents:
            return self.vectors
        places = {name: row for row, name in enumerate(self.names)}
        try:
            rows = np.fromiter(map(places.__getitem__, contents), np.int64, len(contents))
        except KeyError:
            return None
        return self.vectors[rows]


def sayings_of(
    folder: Path, arrivals: Sequence[Arrival], *, stored: bool = True
) -> dict[str, Entry | Passage]:
    """Return a passage for each thing said, by its hash: in the archive, if `stored`, then in what has arrived."""
    found: dict[str, Entry | Passage] = {}
    if stored:
        with looking(folder) as archive:
            found |= {hash_of(one.content): one for one in (archive.entries() if archive else ())}
    for arrival in arrivals:
        found |= zip(arrival.contents, arrival.passages, strict=True)
    return found


def embed_missing(
    folder: Path, arrivals: Sequence[Arrival], embedder: Embedder, *, everything: bool, tell: Progress
) -> Made:
    """Embed what has arrived, and with `everything` all the archive says, unless it has a vector already.

    What a run has committed stays when it is interrupted.
    """
    import numpy as np

    sayings = sayings_of(folder, arrivals, stored=everything)
    with writing(folder) as archive:
        known = archive.vectors.known(embedder.fingerprint, list(sayings))
    missing = [name for name in sayings if name not in known]
    if len(missing) > _AS_THEY_COME:
        missing.sort()
    few = 2 * embedder.dim * len(missing) <= _AT_HAND
    made: list[Halves] = []
    names: list[str] = []
    pending: list[Vectors] = []
    at, size, committed = 0, _BATCH, time.monotonic()
    while at < len(missing):
        tell(at, len(missing), tr("计算向量"))
        began = time.monotonic()
        some = missing[at : at + size]
        pending.append(embedder.encode([sayings[name].content for name in some]))
        names += some
        at += len(some)
        if time.monotonic() - began < _QUICK:
            size = min(2 * size, _MOST)
        if time.monotonic() - committed >= _COMMIT_SECONDS or at == len(missing):
            halves = np.concatenate(pending).astype(np.float16)
            with writing(folder) as archive:
                archive.vectors.put(embedder.fingerprint, names, halves)
            if few:
                made.append(halves)
            names, pending, committed = [], [], time.monotonic()
    tell(len(missing), len(missing), tr("计算向量"))
    if not made:
        return Made(len(missing), (), None)
    return Made(len(missing), missing, np.concatenate(made))
