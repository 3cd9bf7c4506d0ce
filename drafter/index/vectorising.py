"""Make the vectors that are missing, committing as it goes: an interrupted run is taken up where it stopped."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.index.archive import DATABASE, reading, writing
from drafter.index.embedding import Embedder
from drafter.index.intake import Arrival, Progress
from drafter.index.segments import Entry
from drafter.passages import Passage, hash_of
from drafter.strings import tr

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_BATCH = 256
_COMMIT_SECONDS = 2.0


def sayings_of(
    folder: Path, arrivals: Sequence[Arrival], *, stored: bool = True
) -> dict[str, Entry | Passage]:
    """Return a passage for each thing said, by its hash: in the archive, if `stored`, then in what has arrived."""
    found: dict[str, Entry | Passage] = {}
    if stored and (folder / DATABASE).is_file():
        with reading(folder) as archive:
            found |= {hash_of(one.content): one for one in archive.entries()}
    for arrival in arrivals:
        found |= {hash_of(one.content): one for one in arrival.passages}
    return found


def embed_missing(
    folder: Path, arrivals: Sequence[Arrival], embedder: Embedder, *, everything: bool, tell: Progress
) -> int:
    """Embed what has arrived, and with `everything` all the archive says, unless it has a vector already.

    Return how many were embedded. What a run has committed stays when it is interrupted.
    """
    sayings = sayings_of(folder, arrivals, stored=everything)
    with writing(folder) as archive:
        missing = sorted(sayings.keys() - archive.embedded(embedder.fingerprint, list(sayings)))
    pending: dict[str, npt.NDArray[np.float32]] = {}
    began = time.monotonic()
    for at in range(0, len(missing), _BATCH):
        tell(at, len(missing), tr("计算向量"))
        names = missing[at : at + _BATCH]
        rows = embedder.encode([sayings[name].content for name in names])
        pending.update(zip(names, rows, strict=True))
        if time.monotonic() - began >= _COMMIT_SECONDS or at + _BATCH >= len(missing):
            with writing(folder) as archive:
                archive.put_vectors(embedder.fingerprint, list(pending), pending.values())
            pending.clear()
            began = time.monotonic()
    tell(len(missing), len(missing), tr("计算向量"))
    return len(missing)
