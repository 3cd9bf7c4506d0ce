"""Open an index with the embedder it was built with; what is derived for searching is made again where it is gone."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import IndexFolderError, StaleIndexError
from drafter.index.archive import Archive, Current, no_index, reading, writing
from drafter.index.embedding import Embedder, open_embedder
from drafter.index.generations import Generation, load_generation, write_generation
from drafter.index.passage_index import PassageIndex
from drafter.index.segments import Segment, build_segment
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.index.dense import Halves
    from drafter.index.vectorising import Made

GENERATIONS = "generations"
EMBEDDER = "embedder"
# A new default embedder waits here until the archive's commit names it.
EMBEDDER_NEXT = "embedder-next"


def open_index(folder: Path, *, embedder: Path | None = None) -> PassageIndex:
    """Open the index in `folder` with the embedder it was built with; another one is refused.

    Derived files that are missing or damaged are built again from the archive, without embedding anything.
    """
    folder = Path(folder)
    with reading(folder) as archive:
        current = archive.current()
        if current is None:
            raise no_index(folder)
        listed, pages = archive.listed(), archive.pages()
        opened = built_with(current, folder, wanted=embedder)
        generation = load_generation(folder / GENERATIONS / str(current.generation), current.manifest)
        if generation is None:
            generation = _rebuilt(archive, folder, current)
    return PassageIndex(folder, listed, pages, generation, opened, current.meaning)


def built_with(current: Current, folder: Path, *, wanted: Path | None = None) -> Embedder:
    """Open the embedder the index was built with; raises StaleIndexError when it is another or gone."""
    if wanted is None and not current.path:
        return _own(current, folder)
    place, found = Path(wanted or current.path), tr("（无）")
    if wanted or place.is_dir():
        opened = open_embedder(place)
        if opened.fingerprint == current.fingerprint:
            return opened
        found = f"{opened.name} {opened.fingerprint[:12]}"
    raise StaleIndexError(
        tr(
            "{folder}：索引是用向量模型 {built} 建立的，现在要用的是 {found}。"
            "请改用原来的模型，或用现在的模型重新运行 drafter index",
            folder=folder,
            built=f"{current.embedder} {current.fingerprint[:12]}",
            found=found,
        )
    )


def _own(current: Current, folder: Path) -> Embedder:
    """Open the embedder that was fitted to the reports, which can be made again when it is gone or damaged."""
    for place in (folder / EMBEDDER, folder / EMBEDDER_NEXT):
        with suppress(IndexFolderError):
            opened = open_embedder(place)
            if opened.fingerprint == current.fingerprint:
                return opened
    raise StaleIndexError(
        tr(
            "{folder}：由报告拟合的向量模型不见了，或已损坏。请再运行 drafter index，它会重新拟合",
            folder=folder,
        )
    )


def whole_segment(
    archive: Archive, folder: Path, current: Current, place: Path, *, made: Made | None = None
) -> Segment:
    """Build one segment of everything in the archive, in `place`, with the vectors just made as far as they are at hand."""

    def vectors() -> Halves:
        if made and (at_hand := made.of(archive.contents())) is not None:
            return at_hand
        found = archive.vectors.of(current.fingerprint, current.dim)
        if len(found) != archive.count():
            raise IndexFolderError(
                tr("{folder}：索引缺少部分段落的向量。请重新运行 drafter index", folder=folder)
            )
        return found

    return build_segment(place, archive.entries(), vectors, kind=current.kind)


def _rebuilt(archive: Archive, folder: Path, current: Current) -> Generation:
    """Build everything anew where it belongs; where that cannot be written, for this process alone."""
    import numpy as np

    none = np.empty(0, np.int64)
    # Nobody may have moved on meanwhile.
    with suppress(OSError, IndexFolderError), writing(folder) as own:
        if own.current() == current:
            manifest, built = write_generation(
                folder / GENERATIONS / str(current.generation),
                (),
                [partial(whole_segment, own, folder, current)],
                none,
                fingerprint=current.fingerprint,
            )
            own.set_current(replace(current, manifest=manifest))
            return built
    # What is open stays readable when its files are gone; where it does not, they stay.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        return Generation((whole_segment(archive, folder, current, Path(place) / "0"),), none)
