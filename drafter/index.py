"""The index of past reports: read them in once, open it to search."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.archive import Archive, Current, known_files, no_index, writing
from drafter.embedding import Embedder, open_embedder
from drafter.errors import IndexFolderError
from drafter.generations import build_generation, drop_generations, state_of, sync_tree, write_generation
from drafter.intake import Progress, put_all, read_changed
from drafter.passage_index import EMBEDDER, EMBEDDER_NEXT, GENERATIONS, built_with
from drafter.passage_index import PassageIndex as PassageIndex
from drafter.passage_index import open_index as open_index
from drafter.reading import find_reports, read_report
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.passages import Passage
    from drafter.report import Report

_BATCH = 256


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """What became of each file, by the source name it has in the index; `failures` are (file, why)."""

    added: tuple[str, ...]
    refreshed: tuple[str, ...]
    unchanged: tuple[str, ...]
    failures: tuple[tuple[str, str], ...]
    reports: int
    passages: int
    embedded: int
    embedder: str


def index_reports(
    paths: Sequence[Path],
    folder: Path,
    *,
    embedder: Path | None = None,
    refit: bool = False,
    progress: Progress | None = None,
    read: Callable[[Path], Report] = read_report,
) -> IndexSummary:
    """Read reports (files or folders) and add or refresh them in the index in `folder`, all of them or none.

    A file that cannot be read is told of and does not stop the rest; what the index has of it stays. Reports
    whose file is gone stay too. Only passages that are new to the embedder are embedded. Without `embedder`
    the one in use goes on, or one is fitted to the reports; `refit` fits it anew.
    """
    folder, tell = Path(folder), progress or _quiet
    files = find_reports([Path(path) for path in paths])
    known = known_files(folder)
    arrivals, unchanged, failures = read_changed(files, known, read, tell)
    if not arrivals and not known:
        raise IndexFolderError(
            tr("没有一份报告读得出来，未建立索引：{failures}", failures="；".join(why for _, why in failures))
        )
    with writing(folder) as archive:
        added, refreshed, same = put_all(archive, arrivals)
        before, passages = archive.current(), archive.passages()
        chosen, path = _choose_embedder(folder, before, passages, embedder, refit, tell)
        embedded = _embed_missing(archive, passages, chosen, tell)
        current = Current(
            before.generation if before else 0,
            chosen.fingerprint,
            chosen.dim,
            chosen.name if path else EMBEDDER,
            path,
        )
        if current != before or added or refreshed:
            current = replace(current, generation=current.generation + 1)
            _write_next(archive, folder, current, passages)
        reports = len(archive.known())
    _tidy(folder, current)
    return IndexSummary(
        added, refreshed, (*unchanged, *same), failures, reports, len(passages), embedded, current.embedder
    )


def remove_reports(folder: Path, sources: Sequence[str]) -> tuple[str, ...]:
    """Take reports out of the index and return those that were in it; the files are not touched."""
    folder = Path(folder)
    with writing(folder) as archive:
        before = archive.current()
        if before is None:
            raise no_index(folder)
        removed = tuple(source for source in sources if archive.remove(source))
        current = replace(before, generation=before.generation + 1) if removed else before
        if removed:
            _write_next(archive, folder, current, archive.passages())
    drop_generations(folder / GENERATIONS, keep=current.generation)
    return removed


def _choose_embedder(
    folder: Path,
    before: Current | None,
    passages: Sequence[Passage],
    wanted: Path | None,
    refit: bool,
    tell: Progress,
) -> tuple[Embedder, str]:
    """Return the embedder to use and its path, "" for the default one inside the index folder."""
    if wanted is not None:
        inside = Path(wanted).resolve() == (folder / EMBEDDER).resolve()
        return open_embedder(Path(wanted)), "" if inside else str(Path(wanted).resolve())
    if before and not refit:
        if before.path:
            return built_with(before, folder), before.path
        # The default one can be made again when it is gone or damaged.
        with suppress(IndexFolderError):
            return built_with(before, folder), ""
    from drafter.fitting import fit_embedder

    tell(0, 1, tr("由报告拟合向量模型"))
    place = folder / EMBEDDER_NEXT
    shutil.rmtree(place, ignore_errors=True)
    fit_embedder([passage.content for passage in passages], place)
    sync_tree(place)
    tell(1, 1, tr("由报告拟合向量模型"))
    return open_embedder(place), ""


def _embed_missing(archive: Archive, passages: Sequence[Passage], embedder: Embedder, tell: Progress) -> int:
    contents = {passage.id: passage.content for passage in passages}
    missing = sorted(archive.unembedded(embedder.fingerprint).items())
    for at in range(0, len(missing), _BATCH):
        tell(at, len(missing), tr("计算向量"))
        batch = missing[at : at + _BATCH]
        vectors = embedder.encode([contents[name] for _, name in batch])
        archive.put_vectors(embedder.fingerprint, [content for content, _ in batch], vectors)
    tell(len(missing), len(missing), tr("计算向量"))
    return len(missing)


def _write_next(archive: Archive, folder: Path, current: Current, passages: Sequence[Passage]) -> None:
    """Bring the generation to disk, then let the archive name it; the commit follows."""
    archive.drop_unused_vectors(current.fingerprint)
    generation = build_generation(passages, archive.vectors(current.fingerprint, current.dim))
    write_generation(
        folder / GENERATIONS / str(current.generation),
        generation,
        fingerprint=current.fingerprint,
        state=state_of(passages, current.fingerprint),
    )
    archive.set_current(current)


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
