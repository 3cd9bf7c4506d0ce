"""The index of past reports: read them in once, open it to search."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import IndexFolderError
from drafter.index.archive import Archive, Current, committed, disk_told, known_files, no_index, writing
from drafter.index.archive import reading as looking
from drafter.index.embedding import Embedder, open_embedder
from drafter.index.generations import (
    Generation,
    drop_generations,
    load_generation,
    sync_tree,
    write_generation,
)
from drafter.index.intake import Arrival, Progress, put_all, put_one, read_changed
from drafter.index.opening import EMBEDDER, EMBEDDER_NEXT, GENERATIONS, built_with, whole_segment
from drafter.index.opening import open_index as open_index
from drafter.index.passage_index import PassageIndex as PassageIndex
from drafter.index.ranking import MEANING
from drafter.index.segments import Segment, build_segment, numbers_of
from drafter.index.vectorising import embed_missing, sayings_of
from drafter.index.weighing import weight_of
from drafter.reading import find_reports, read_with_account
from drafter.readings import Read, Reading, Readings, unsure_of
from drafter.strings import tr

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from drafter.reading.mending import Mend

# Up to so many passages an index is built anew whenever it changes, in a second or two. In a larger one what
# is new makes a segment; when that and what is gone pass a share of the whole, or segments grow many, it is
# built anew as well.
ANEW_UP_TO = 20_000
ANEW_SHARE = 0.25
MOST_SEGMENTS = 8
# Our own embedder knows the words of the reports it was fitted to. When they say this many times as many
# different things it is better fitted again (`refit`), which embeds everything anew.
REFIT = 2


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """What became of each file, by the source name it has in the index; `failures` are (file, why).

    `outgrown`: the index has grown so much that its own embedder should be fitted again. `unsure` names the reports
    taken in of which nobody can tell the org, year or kind, with those fields: a person should be asked.
    """

    added: tuple[str, ...]
    refreshed: tuple[str, ...]
    unchanged: tuple[str, ...]
    failures: tuple[tuple[str, str], ...]
    reports: int
    passages: int
    embedded: int
    embedder: str
    outgrown: bool = False
    unsure: tuple[tuple[str, tuple[str, ...]], ...] = ()


def index_reports(
    paths: Sequence[Path],
    folder: Path,
    *,
    embedder: Path | None = None,
    refit: bool = False,
    kind: str | None = None,
    progress: Progress | None = None,
    read: Read = read_with_account,
) -> IndexSummary:
    """Read reports (files or folders) and add or refresh them in the index in `folder`, all of them or none.

    A file that cannot be read is told of and does not stop the rest; what the index has of it stays. Reports
    whose file is gone stay too. Only passages that are new to the embedder are embedded. Without `embedder`
    the one in use goes on, or one is fitted to the reports; `refit` fits it anew. `kind` is how vectors are
    searched from now on: auto, flat, pq, ivf or hnsw. An interrupted run keeps the vectors it has made.
    """
    folder, tell = Path(folder), progress or _quiet
    files = find_reports([Path(path) for path in paths])
    known = known_files(folder)
    readings = Readings(folder)
    arrivals, unchanged, failures = read_changed(files, known, readings, read, tell)
    if not arrivals and not known:
        raise IndexFolderError(
            tr("没有一份报告读得出来，未建立索引：{failures}", failures="；".join(why for _, why in failures))
        )
    before = committed(folder)
    chosen, path, fitted = _choose_embedder(folder, before, arrivals, embedder, refit, tell)
    moved = before is not None and before.fingerprint != chosen.fingerprint
    embedded = embed_missing(folder, arrivals, chosen, everything=moved or before is None, tell=tell)
    readings.keep((one.digest, one.reading) for one in arrivals)
    unsure = tuple((one.path.name, fields) for one in arrivals if (fields := unsure_of(one.report)))
    with writing(folder) as archive:
        added, refreshed, same = put_all(archive, arrivals, readings.rules())
        # A great many reports would not fit in memory beside what is made of them.
        arrivals.clear()
        before = archive.current()
        current = _with_embedder(before, chosen, path, fitted)
        current = replace(current, kind=kind or current.kind)
        if current != before or added or refreshed:
            current = _write_next(archive, folder, before, current, chosen, tell)
        reports, passages = len(archive.known()), archive.count()
        most = REFIT * max(fitted, 1)
        outgrown = not path and passages > most and archive.sayings() > most
    _tidy(folder, current)
    return IndexSummary(
        added,
        refreshed,
        (*unchanged, *same),
        failures,
        reports,
        passages,
        embedded,
        current.embedder,
        outgrown,
        unsure,
    )


def mend_report(folder: Path, source: str, change: Callable[[Reading], Sequence[Mend]]) -> Reading:
    """Put the mends `change` returns in place of a report's, and take it in anew as mended; its file is not needed."""
    folder = Path(folder)
    digest, reading, path = reading_of(folder, source)
    readings = Readings(folder)
    arrival = Arrival(path, digest, readings.change(digest, reading, change))
    before = committed(folder)
    if before is None:
        raise no_index(folder)
    embedder = built_with(before, folder)
    embed_missing(folder, [arrival], embedder, everything=False, tell=_quiet)
    with writing(folder) as archive:
        # Whoever has mended it meanwhile takes in both.
        if readings.find(digest) != arrival.reading:
            return arrival.reading
        put_one(archive, arrival, source)
        before = archive.current() or before
        current = _write_next(archive, folder, before, before, embedder, _quiet)
    drop_generations(folder / GENERATIONS, keep=current.generation)
    return arrival.reading


def reading_of(folder: Path, source: str) -> tuple[str, Reading, Path]:
    """Return the digest of a report of the index, its reading before and with its mends, and where its file was."""
    known = next((one for one in known_files(folder) if one.source == source), None)
    if known is None:
        raise IndexFolderError(tr("资料库中没有 {source}。请先读入这份报告", source=source))
    reading = Readings(folder).find(known.digest)
    if reading is None:
        with looking(folder) as archive:
            report = archive.report(source)
        assert report is not None
        reading = Reading(Path(known.path).name, report, None)
    return known.digest, reading, Path(known.path)


def remove_reports(folder: Path, sources: Sequence[str]) -> tuple[str, ...]:
    """Take reports out of the index and return those that were in it; the files are not touched."""
    folder = Path(folder)
    with writing(folder) as archive:
        before = archive.current()
        if before is None:
            raise no_index(folder)
        removed = tuple(source for source in sources if archive.remove(source))
        current = before
        if removed:
            current = _write_next(archive, folder, before, before, built_with(before, folder), _quiet)
    drop_generations(folder / GENERATIONS, keep=current.generation)
    return removed


def _with_embedder(before: Current | None, embedder: Embedder, path: str, fitted: int) -> Current:
    """Return the state `before`, or that of an index not yet built, with this embedder."""
    name = embedder.name if path else EMBEDDER
    known = before or Current(0, embedder.fingerprint, embedder.dim, name, path, meaning=MEANING)
    return replace(
        known,
        fingerprint=embedder.fingerprint,
        dim=embedder.dim,
        embedder=name,
        path=path,
        fitted=fitted,
    )


def _choose_embedder(
    folder: Path,
    before: Current | None,
    arrivals: Sequence[Arrival],
    wanted: Path | None,
    refit: bool,
    tell: Progress,
) -> tuple[Embedder, str, int]:
    """Return the embedder, its path, "" for our own inside the index folder, and what that was fitted to."""
    if wanted is not None:
        inside = Path(wanted).resolve() == (folder / EMBEDDER).resolve()
        fitted = before.fitted if before and inside else 0
        return open_embedder(Path(wanted)), "" if inside else str(Path(wanted).resolve()), fitted
    if before and not refit:
        if before.path:
            return built_with(before, folder), before.path, 0
        # Our own can be made again when it is gone or damaged.
        with suppress(IndexFolderError):
            return built_with(before, folder), "", before.fitted
    from drafter.index.fitting import fit_embedder

    tell(0, 1, tr("由报告拟合向量模型"))
    sayings = sayings_of(folder, arrivals)
    place = folder / EMBEDDER_NEXT
    shutil.rmtree(place, ignore_errors=True)
    with disk_told(folder):
        fit_embedder([one.content for one in sayings.values()], place)
        sync_tree(place)
    tell(1, 1, tr("由报告拟合向量模型"))
    return open_embedder(place), "", len(sayings)


def _write_next(
    archive: Archive,
    folder: Path,
    before: Current | None,
    current: Current,
    embedder: Embedder,
    tell: Progress,
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
        stay, build, dead = _anew(archive, folder, current)
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


def _anew(archive: Archive, folder: Path, current: Current) -> Plan:
    import numpy as np

    return (), [partial(whole_segment, archive, folder, current)], np.empty(0, np.int64)


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


def _tidy(folder: Path, current: Current) -> None:
    """Let a new default embedder take its place, and drop what the committed state does not use."""
    drop_generations(folder / GENERATIONS, keep=current.generation)
    fresh, place, old = folder / EMBEDDER_NEXT, folder / EMBEDDER, folder / "embedder-old"
    if not fresh.is_dir():
        return
    if current.path or open_embedder(fresh).fingerprint != current.fingerprint:
        shutil.rmtree(fresh, ignore_errors=True)
        return
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _quiet(done: int, total: int, what: str) -> None:
    pass
