"""The office's past reports: what is there, what a search finds, how new ones come in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.answering import answer_json
from drafter.backtest import Backtest, backtest_steps, finished
from drafter.errors import IndexFolderError
from drafter.index import (
    IndexSummary,
    PassageIndex,
    index_reports,
    mend_report,
    open_index,
    reading_of,
    remove_reports,
)
from drafter.index.archive import Current, committed
from drafter.index.filtering import ALL, Filters
from drafter.reading.mending import Mend
from drafter.reading.worker import read_with_account_safely
from drafter.readings import Reading, read_mended
from drafter.report import Report
from drafter.reranking import Reranker
from drafter.retrieval import Precedent, find_precedents
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One past report as the list shows it."""

    source: str
    org: str
    year: int | None
    title: str
    characters: int
    sections: int
    warnings: tuple[str, ...]


class Library:
    """The index in `folder`, opened when first needed and again after someone has added to it. Any thread may ask."""

    def __init__(self, folder: Path, *, reranker: Reranker | None = None) -> None:
        self.folder = folder
        self._reranker = reranker
        self._lock = threading.Lock()
        self._adding = threading.Lock()
        self._opened: tuple[Current, PassageIndex] | None = None

    def reports(self) -> tuple[ReportRow, ...]:
        """Return what is there, by body, the newest year first; empty when nothing was ever indexed."""
        index = self._index()
        if index is None:
            return ()
        rows = [_row(index.report(source)) for source, _, _, _ in index.reports()]
        return tuple(sorted(rows, key=lambda row: (row.org, -(row.year or 0), row.source)))

    def newest(self) -> ReportRow | None:
        """Return the report to start from when nobody says which: of the newest year, the first by body."""
        return max(self.reports(), key=lambda row: row.year or 0, default=None)

    def find(self, source: str) -> Report | None:
        index = self._index()
        known = index is not None and any(source == one for one, _, _, _ in index.reports())
        return index.report(source) if index is not None and known else None

    def report(self, source: str) -> Report:
        report = self.find(source)
        if report is None:
            raise IndexFolderError(tr("资料库中没有 {source}。请到“资料库”上传这份报告", source=source))
        return report

    def earlier(self, report: Report) -> tuple[Report, ...]:
        """Return the reports of the same body from years before `report`'s, for telling standing wording from news."""
        index = self._index()
        if index is None or report.year is None or not report.org:
            return ()
        sources = [
            s for s, org, year, _ in index.reports() if org == report.org and (year or 9999) < report.year
        ]
        return tuple(index.report(source) for source in sources)

    def year_before(self, report: Report) -> Report | None:
        """Return the report of the same body for the year before `report`'s, or None."""
        index = self._index()
        if index is None or report.year is None or not report.org:
            return None
        rows = [s for s, org, year, _ in index.reports() if org == report.org and year == report.year - 1]
        return index.report(rows[0]) if rows else None

    def precedents(
        self,
        query: str,
        *,
        limit: int,
        filters: Filters = ALL,
        heading: str = "",
        body: str = "",
    ) -> tuple[Precedent, ...]:
        """Return the nearest past passages, those of `body` and of sections named like `heading` first among equals."""
        index = self._index()
        if index is None or not query.strip():
            return ()
        return find_precedents(
            index,
            query,
            limit=limit,
            filters=filters,
            heading=heading,
            body=body,
            reranker=self._reranker,
        )

    def search(self, query: str, *, limit: int, filters: Filters = ALL) -> dict[str, object]:
        """Return what the search command prints: the hits, and whether any is close."""
        return answer_json(query, self.precedents(query, limit=limit, filters=filters))

    def size(self) -> tuple[int, int]:
        """Return how many reports and passages there are."""
        index = self._index()
        return (0, 0) if index is None else (len(index.reports()), len(index))

    def add(
        self, paths: Sequence[Path], *, progress: Callable[[int, int, str], None] | None = None
    ) -> IndexSummary:
        """Read the files and take them in; one that cannot be read is named in the summary and stops nothing."""
        # One at a time, and each file in a child process: PDF libraries must not meet in threads.
        with self._adding:
            return index_reports(paths, self.folder, read=read_with_account_safely, progress=progress)

    def remove(self, source: str) -> None:
        """Take a report out of the library; the file it came from is not touched."""
        self.report(source)
        with self._adding:
            remove_reports(self.folder, [source])

    def reading(self, source: str) -> Reading:
        """Return how the report was read, with the mends made in it."""
        return reading_of(self.folder, source)[1]

    def mend(self, source: str, change: Callable[[Reading], Sequence[Mend]]) -> Reading:
        """Put the mends `change` returns in place of those there were; returns the reading after that."""
        with self._adding:
            return mend_report(self.folder, source, change)

    def read_file(self, path: Path) -> Report:
        """Read a file that is not in the library, as it was mended when it was."""
        return read_mended(path, self.folder, read=read_with_account_safely)

    def testable(self) -> frozenset[str]:
        """Return the reports whose year before is here too, so that drafting them can be tried after the fact."""
        rows = self.reports()
        years = {(row.org, row.year) for row in rows}
        return frozenset(
            row.source for row in rows if row.org and row.year and (row.org, row.year - 1) in years
        )

    def backtest(self, source: str) -> Backtest:
        """Draft report `source` from the year before, and compare with what was published."""
        return finished(self.backtest_steps(source))

    def backtest_steps(self, source: str) -> Generator[str, None, Backtest]:
        """Do the same step by step: between two of them it may be stopped."""
        published = self.report(source)
        previous = self.year_before(published)
        if previous is None:
            raise IndexFolderError(
                tr("资料库中没有“{source}”的上年报告，无法回测。请先上传上一年的报告", source=source)
            )
        return (yield from backtest_steps(previous, published, earlier=self.earlier(previous)))

    def _index(self) -> PassageIndex | None:
        with self._lock:
            current = committed(self.folder)
            if current is None:
                return None
            if self._opened is None or self._opened[0] != current:
                self._opened = (current, open_index(self.folder))
            return self._opened[1]


def _row(report: Report) -> ReportRow:
    return ReportRow(
        report.source,
        report.org,
        report.year,
        report.title,
        sum(not character.isspace() for character in report.text),
        sum(bool(section.heading) for section in report.sections),
        report.warnings,
    )
