"""An opened index: reports, passages, and search by words and by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.archive import Archive, Current, no_index, reading
from drafter.embedding import Embedder, open_embedder
from drafter.errors import IndexFolderError, StaleIndexError
from drafter.generations import Generation, build_generation, load_generation, state_of, write_generation
from drafter.lexical import query_words
from drafter.strings import tr

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from drafter.embedding import Vectors
    from drafter.passages import Passage
    from drafter.report import Report

    Mask = npt.NDArray[np.bool_]
    Rows = npt.NDArray[np.int64]
    Scores = npt.NDArray[np.float32]

GENERATIONS = "generations"
EMBEDDER = "embedder"
# A new default embedder waits here until the archive's commit names it.
EMBEDDER_NEXT = "embedder-next"


class PassageIndex:
    """One committed state of an index, in memory: later writes do not reach it, threads may share it."""

    def __init__(
        self,
        reports: Sequence[Report],
        passages: Sequence[Passage],
        generation: Generation,
        embedder: Embedder,
    ) -> None:
        self._reports = {report.source: report for report in reports}
        self._passages = tuple(passages)
        self._generation = generation
        self.embedder = embedder

    def __len__(self) -> int:
        return len(self._passages)

    def reports(self) -> list[tuple[str, str, int | None, str]]:
        """Return (source, org, year, title) of each report, by body and year."""
        rows = [(one.source, one.org, one.year, one.title) for one in self._reports.values()]
        return sorted(rows, key=lambda row: (row[1], row[2] or 0, row[0]))

    def report(self, source: str) -> Report:
        """Return the whole report as it was read; the original file is not needed."""
        if source in self._reports:
            return self._reports[source]
        known = "、".join(sorted(self._reports)[:10])
        raise IndexFolderError(
            tr("资料库中没有 {source}。现有：{known}。可运行 drafter index 加入", source=source, known=known)
        )

    def passages(self) -> tuple[Passage, ...]:
        return self._passages

    def encode(self, queries: Sequence[str]) -> Vectors:
        return self.embedder.encode(queries)

    def dense(self, query: str | Vectors, *, limit: int, mask: Mask | None = None) -> tuple[Rows, Scores]:
        """Return the rows of `passages()` nearest in meaning, best first, and their cosines."""
        import faiss
        import numpy as np

        vector = self.encode([query])[0] if isinstance(query, str) else query
        allowed = len(self) if mask is None else int(mask.sum())
        if not allowed or not vector.any():
            return np.empty(0, np.int64), np.empty(0, np.float32)
        options: object = None
        if mask is not None:
            options = faiss.SearchParameters()
            options.sel = faiss.IDSelectorBatch(np.flatnonzero(mask))
        scores, rows = self._generation.dense.search(vector[None], min(limit, allowed), params=options)
        found = (rows[0] >= 0) & (scores[0] > 0)
        return rows[0][found], scores[0][found]

    def lexical(self, query: str, *, limit: int, mask: Mask | None = None) -> tuple[Rows, Scores]:
        """Return the rows of `passages()` that share words with the query, best first, and BM25 scores."""
        import numpy as np

        scores = self._generation.lexical.scores(query_words(query))
        if mask is not None:
            scores = np.where(mask, scores, 0)
        rows = np.flatnonzero(scores > 0)
        best = rows[np.argsort(-scores[rows], kind="stable")][:limit]
        return best, scores[best]


def open_index(folder: Path, *, embedder: Path | None = None) -> PassageIndex:
    """Open the index in `folder` with the embedder it was built with; another one is refused.

    Derived files that are missing or damaged are built again from the archive, without embedding anything.
    """
    folder = Path(folder)
    with reading(folder) as archive:
        current = archive.current()
        if current is None:
            raise no_index(folder)
        reports, passages = archive.reports(), archive.passages()
        opened = built_with(current, folder, wanted=embedder)
        place = folder / GENERATIONS / str(current.generation)
        state = state_of(passages, current.fingerprint)
        generation = load_generation(place, state=state, passages=len(passages), dim=current.dim)
        if generation is None:
            generation = _rebuild(archive, current, passages, place)
    return PassageIndex(reports, passages, generation, opened)


def built_with(current: Current, folder: Path, *, wanted: Path | None = None) -> Embedder:
    """Open the embedder the index was built with; raises StaleIndexError when it is another or gone."""
    if wanted is not None:
        places = [Path(wanted)]
    else:
        places = [Path(current.path)] if current.path else [folder / EMBEDDER, folder / EMBEDDER_NEXT]
    found = tr("（无）")
    for place in places:
        if wanted is None and not place.is_dir():
            continue
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


def _rebuild(archive: Archive, current: Current, passages: Sequence[Passage], place: Path) -> Generation:
    vectors = archive.vectors(current.fingerprint, current.dim)
    if len(vectors) != len(passages):
        raise IndexFolderError(
            tr("{folder}：索引缺少部分段落的向量。请重新运行 drafter index", folder=place.parent.parent)
        )
    generation = build_generation(passages, vectors)
    # A folder that cannot be written can still be searched.
    with suppress(OSError):
        write_generation(
            place,
            generation,
            fingerprint=current.fingerprint,
            state=state_of(passages, current.fingerprint),
        )
    return generation
