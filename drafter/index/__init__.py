"""The index of past reports: read them in once, open it to search."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import IndexFolderError
from drafter.index.archive import Current, committed, disk_told, known_files, no_index, writing
from drafter.index.archive import reading as looking
from drafter.index.embedding import Embedder, open_embedder
from drafter.index.generations import drop_generations, sync_tree
from drafter.index.growing import write_next
from drafter.index.intake import Arrival, Progress, put_all, put_one, read_changed
from drafter.index.opening import EMBEDDER, EMBEDDER_NEXT, GENERATIONS, built_with
from drafter.index.opening import open_index as open_index
from drafter.index.passage_index import PassageIndex as PassageIndex
from drafter.index.ranking import MEANING
from drafter.index.vectorising import embed_missing, sayings_of
from drafter.reading import find_reports, read_with_account
from drafter.readings import Read, Reading, Readings, unsure_of
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.reading.mending import Mend

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
    made = embed_missing(folder, arrivals, chosen, everything=moved or before is None, tell=tell)
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
            current = write_next(archive, folder, before, current, chosen, tell, made)
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
        made.count,
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
        current = write_next(archive, folder, before, before, embedder, _quiet)
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
            current = write_next(archive, folder, before, before, built_with(before, folder), _quiet)
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
