"""Write the next generation of an index: everything anew, or what is new as a segment behind what stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.index.archive import Archive, Current
from drafter.index.embedding import Embedder
from drafter.index.generations import Generation, load_generation, write_generation
from drafter.index.intake import Progress
from drafter.index.opening import GENERATIONS, whole_segment
from drafter.index.ranking import MEANING
from drafter.index.segments import Segment, build_segment, numbers_of
from drafter.index.vectorising import Made
from drafter.index.weighing import weight_of
from drafter.strings import tr

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# Up to so many passages an index is built anew whenever it changes, in a second or two. In a larger one what
# is new makes a segment; when that and what is gone pass a share of the whole, or segments grow many, it is
# built anew as well.
ANEW_UP_TO = 20_000
ANEW_SHARE = 0.25
MOST_SEGMENTS = 8


def write_next(
    archive: Archive,
    folder: Path,
    before: Current | None,
    current: Current,
    embedder: Embedder,
    tell: Progress,
    made: Made | None = None,
) -> Current:
    """Bring the next generation to disk, then let the archive name it; the commit follows.

    What is new in a large index becomes a segment of its own, and what is gone is only noted, until both are
    so much that everything is better built anew.
    """
    large = archive.count() > ANEW_UP_TO
    if large:
        tell(0, 1, tr("建立检索文件"))
    place = folder / GENERATIONS
    kept = _kept(archive, place / str(current.generation), before, current)
    if kept is None:
        archive.vectors.drop_others(current.fingerprint)
        stay, build, dead = _anew(archive, folder, current, made)
    else:
        archive.vectors.drop_orphaned(archive.orphans)
        stay, build, dead = _grown(archive, kept, current)
    manifest, built = write_generation(
        place / str(current.generation + 1),
        stay,
        build,
        dead,
        fingerprint=current.fingerprint,
        before=place / str(current.generation),
    )
    if kept is None:
        meaning = weight_of(embedder, built.segments[0]) if current.path else MEANING
        current = replace(current, meaning=meaning)
    current = replace(
        current, generation=current.generation + 1, manifest=manifest, last=max(archive.last(), current.last)
    )
    archive.set_current(current)
    if large:
        tell(1, 1, tr("建立检索文件"))
    return current


def _kept(archive: Archive, place: Path, before: Current | None, current: Current) -> Generation | None:
    """Return the generation to build on; None when everything is to be built anew."""
    total = archive.count()
    if before is None or (before.fingerprint, before.kind) != (current.fingerprint, current.kind):
        return None
    if total <= ANEW_UP_TO:
        return None
    kept = load_generation(place, current.manifest, trusting=True)
    if kept is None or not kept.segments:
        return None
    gone = len(kept.dead) + len(archive.removed)
    return kept if total + gone - len(kept.segments[0]) + gone <= ANEW_SHARE * total else None


# The segments that stay, what builds those behind them, and the numbers of passages that are gone.
Plan = tuple[tuple[Segment, ...], list[Callable[[Path], Segment]], "npt.NDArray[np.int64]"]


def _anew(archive: Archive, folder: Path, current: Current, made: Made | None) -> Plan:
    import numpy as np

    return (), [partial(whole_segment, archive, folder, current, made=made)], np.empty(0, np.int64)


def _grown(archive: Archive, kept: Generation, current: Current) -> Plan:
    """Plan a segment for what is new, or for all that is behind the first when segments have grown many."""
    import numpy as np

    segments, after = kept.segments, current.last
    if len(segments) >= MOST_SEGMENTS:
        segments, after = segments[:1], int(segments[0].columns["number"][-1])
    vectors = partial(archive.vectors.of, current.fingerprint, current.dim, after=after)

    def fresh(place: Path) -> Segment:
        return build_segment(place, archive.entries(after=after), vectors, kind="flat")

    gone = np.union1d(kept.dead, np.array(archive.removed, np.int64))
    dead = gone[np.isin(gone, numbers_of(segments))]
    return segments, [fresh] if archive.last() > after else [], dead
