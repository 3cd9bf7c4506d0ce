"""An opened index: reports, passages, and search by words and by meaning."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import IndexFolderError
from drafter.index import dense, scoring
from drafter.index.archive import reading
from drafter.index.embedding import Embedder
from drafter.index.generations import Generation
from drafter.index.phrases import shared_phrases
from drafter.index.segments import Segment, numbers_of
from drafter.index.terms import key_of
from drafter.passages import under_duties
from drafter.report import page_of
from drafter.strings import tr

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from drafter.index.embedding import Vectors
    from drafter.index.filtering import Filters
    from drafter.index.folding import Rows, Scores
    from drafter.index.lexical import Lexical
    from drafter.index.scoring import Looked
    from drafter.passages import Passage
    from drafter.report import Report

    Mask = npt.NDArray[np.bool_]
    # Of each report by its number in the archive: source, org, year, title.
    Listed = dict[int, tuple[str, str, int | None, str]]


# A long report has more of any paragraph's words and passages near it; its length counts for so much, its root.
_BY_LENGTH = 0.7


class PassageIndex:
    """One committed state of an index: later writes do not reach what it finds, threads may share it.

    Whole reports are read from the archive when asked for. Passages are known by their rows.
    """

    def __init__(
        self,
        folder: Path,
        listed: Listed,
        pages: dict[int, str],
        generation: Generation,
        embedder: Embedder,
        meaning: float,
    ) -> None:
        self.meaning = meaning
        self._folder = folder
        self._listed = listed
        self._pages = pages
        self._segments = generation.segments
        self._dead = generation.dead
        self._known: dict[str, Report] = {}
        self.embedder = embedder

    def __len__(self) -> int:
        return sum(map(len, self._segments)) - len(self._dead)

    def reports(self) -> list[tuple[str, str, int | None, str]]:
        """Return (source, org, year, title) of each report, by body and year."""
        return sorted(self._listed.values(), key=lambda row: (row[1], row[2] or 0, row[0]))

    def report(self, source: str) -> Report:
        """Return the whole report as it was read; the original file is not needed."""
        if source not in self._known:
            with reading(self._folder) as archive:
                found = archive.report(source)
            if found is None or source not in {row[0] for row in self._listed.values()}:
                raise self._unknown(source)
            self._known[source] = found
        return self._known[source]

    def passages(self) -> tuple[Passage, ...]:
        """Return all passages, in the order they were stored; in a large index that is slow."""
        import numpy as np

        alive = np.arange(self._size) if self._alive is None else np.flatnonzero(self._alive)
        return self.passages_at(alive)

    def passages_at(self, rows: Rows) -> tuple[Passage, ...]:
        return tuple(self.passage_at(row) for row in rows.tolist())

    def passage_at(self, row: int, text: str | None = None) -> Passage:
        """Return the passage; `text` is its text where that has been read already."""
        at = bisect_right(self._offsets, row) - 1
        number = int(self._report_numbers[row])
        source, org, year, _ = self._listed[number]
        found = self._segments[at].passage(row - self._offsets[at], source, org, year, text)
        starts = self._pages.get(number)
        return replace(found, page=page_of(json.loads(starts), found.start)) if starts else found

    def text_at(self, row: int) -> str:
        """Return the passage's text alone, in a fifth of the time."""
        at = bisect_right(self._offsets, row) - 1
        return self._segments[at].text(row - self._offsets[at])

    def body_at(self, row: int) -> tuple[str, int | None]:
        """Return whose report the passage is of, and of which year."""
        _, org, year, _ = self._listed[int(self._report_numbers[row])]
        return org, year

    def reports_of(self, rows: Rows) -> Rows:
        """Return a number for each passage's report."""
        import numpy as np

        return self._report_numbers[rows].astype(np.int64)

    def breadths_of(self, rows: Rows) -> Scores:
        """Return for each passage how much more its report shares with anything by its length alone."""
        return self._breadths[self._report_numbers[rows]]

    def of_duties(self, rows: Rows) -> Mask:
        """Return which passages tell what the body is there for, by a heading above them."""
        import numpy as np

        out = np.zeros(len(rows), np.bool_)
        for number, inside, own in self._by_segment(rows):
            out[inside] = self._duties[number][self._segments[number].columns["place"][own]]
        return out

    def years_of(self, rows: Rows) -> Rows:
        """Return the year of each passage's report, 0 where it is unknown."""
        return self._report_years[self._report_numbers[rows]]

    def mask(self, filters: Filters) -> Mask | None:
        """Return which rows may be found; None when all may."""
        import numpy as np

        mask = self._alive
        if filters.of_reports:
            allowed = np.zeros(len(self._report_years), np.bool_)
            for number, (_, org, year, _) in self._listed.items():
                allowed[number] = filters.admit(org, year)
            chosen = allowed[self._report_numbers]
            mask = chosen if mask is None else mask & chosen
        if filters.section:
            chosen = np.concatenate([_under(filters, one) for one in self._segments])
            mask = chosen if mask is None else mask & chosen
        return mask

    def encode(self, queries: Sequence[str]) -> Vectors:
        return self.embedder.encode(queries)

    def nearest(self, vector: Vectors, *, limit: int, mask: Mask | None = None) -> tuple[Rows, Scores]:
        """Return the rows nearest in meaning, best first, and how near they are."""
        import numpy as np

        mask = self._alive if mask is None else mask
        parts = [(np.empty(0, np.int64), np.empty(0, np.float32))]
        for at, one in zip(self._offsets, self._segments, strict=False):
            part = None if mask is None else mask[at : at + len(one)]
            rows, scores = dense.nearest(one.dense, vector, limit, part)
            parts.append((rows + at, scores))
        near, cosine = parts[-1]
        if len(parts) > 2:
            near, cosine = map(np.concatenate, zip(*parts, strict=True))
            best = np.argsort(-cosine, kind="stable")[:limit]
            near, cosine = near[best], cosine[best]
        alike = cosine > 0
        return near[alike], cosine[alike]

    def cosines(self, vector: Vectors, rows: Rows) -> Scores:
        """Return how near each row is in meaning."""
        import numpy as np

        out = np.empty(len(rows), np.float32)
        for number, inside, own in self._by_segment(rows):
            out[inside] = dense.cosines(self._segments[number].dense, vector, own)
        return out

    def look_up(self, query: Sequence[tuple[str, float]]) -> Looked:
        """Look up the words of texts with their weights."""
        return scoring.look_up(self._lexical_parts, query)

    def frequencies(self, words: Sequence[str]) -> list[int]:
        """Return in how many passages each word of two characters stands, those taken out among them."""
        import numpy as np

        if not words:
            return []
        keys = np.array(list(map(key_of, words)), np.uint64)
        found = [part.spans(keys) for part in self._lexical_parts]
        counts: list[int] = sum(
            (ends - starts for starts, ends in found), np.zeros(len(keys), np.int64)
        ).tolist()
        return counts

    def lexical(self, looked: Looked, *, mask: Mask | None = None) -> tuple[Scores, Rows, float]:
        """Return the BM25 score of every row for the words looked up, 0 where the mask forbids, and the rows that lead.

        The last is about what a passage would score that has all of the words.
        """
        scores, leading, most = scoring.scores(self._lexical_parts, looked)
        mask = self._alive if mask is None else mask
        if mask is not None:
            scores *= mask
            leading = scoring.top_rows(scores, scoring.LEADING)
        return scores, leading, most

    def shared_words(self, looked: Looked, rows: Rows) -> Scores:
        """Return for each row how much its report shares with the query of what few reports say, 0 to 1."""
        import numpy as np

        found = scoring.shared_words(
            self._lexical_parts, looked, self._report_parts, len(self._report_years), self._reports_with_rows
        )
        of_rows = found[self._report_numbers[rows]] / self.breadths_of(rows)
        of_rows -= of_rows.min(initial=np.inf)
        shared: Scores = of_rows / (float(of_rows.max(initial=0.0)) or 1.0)
        return shared

    def shared_phrases(self, query: str, rows: Rows, *, read: Rows, texts: Sequence[str]) -> Scores:
        """Return for each row how much its body shares with the query of what few bodies say in `texts`, 0 to 1.

        `texts` are those of the rows at the places `read`, for which it counts as much what they share themselves.
        """
        import numpy as np

        bodies = self._bodies[self._report_numbers[rows]]
        found = np.zeros(len(self._bodies), np.float32)
        found[bodies[read]], themselves = shared_phrases(query, texts, bodies[read])
        shared: Scores = found[bodies]
        shared[read] += themselves
        shared /= 2
        return shared

    def _by_segment(self, rows: Rows) -> Iterator[tuple[int, slice | Mask, Rows]]:
        """Yield for each segment its number, which of the rows are its own, and which of its rows these are."""
        if len(self._segments) == 1:
            yield 0, slice(None), rows
            return
        for number, (at, one) in enumerate(zip(self._offsets, self._segments, strict=False)):
            inside = (rows >= at) & (rows < at + len(one))
            yield number, inside, rows[inside] - at

    @cached_property
    def _offsets(self) -> list[int]:
        sizes = [0]
        for one in self._segments:
            sizes.append(sizes[-1] + len(one))
        return sizes

    @property
    def _size(self) -> int:
        return self._offsets[-1]

    @cached_property
    def _alive(self) -> Mask | None:
        import numpy as np

        return ~np.isin(numbers_of(self._segments), self._dead) if len(self._dead) else None

    @cached_property
    def _duties(self) -> list[Mask]:
        """Return for each place of each segment whether duties stand there."""
        import numpy as np

        return [
            np.fromiter((under_duties(headings) for _, headings in one.places), np.bool_, len(one.places))
            for one in self._segments
        ]

    @cached_property
    def _lexical_parts(self) -> list[Lexical]:
        return [one.lexical for one in self._segments]

    @cached_property
    def _reports_with_rows(self) -> int:
        import numpy as np

        return sum(len(np.unique(of)) for of in self._report_parts)

    @cached_property
    def _report_parts(self) -> list[Rows]:
        import numpy as np

        return [np.ascontiguousarray(one.columns["report"]) for one in self._segments]

    @cached_property
    def _report_numbers(self) -> npt.NDArray[np.int32]:
        import numpy as np

        return np.concatenate([np.empty(0, np.int32), *self._report_parts])

    @cached_property
    def _report_years(self) -> Rows:
        import numpy as np

        # Passages taken out may be of reports that are no longer listed.
        most = max([0, *self._listed, int(self._report_numbers.max(initial=0))])
        years = np.zeros(most + 1, np.int64)
        for number, (_, _, year, _) in self._listed.items():
            years[number] = year or 0
        return years

    @cached_property
    def _breadths(self) -> Scores:
        import numpy as np

        sizes = np.zeros(len(self._report_years))
        for one, reports in zip(self._segments, self._report_parts, strict=True):
            lengths = np.diff(one.columns["text_end"], prepend=0)
            sizes += np.bincount(reports, lengths, minlength=len(sizes))
        usual = sizes.sum() / max(self._reports_with_rows, 1)
        breadths: Scores = np.sqrt(1 - _BY_LENGTH + _BY_LENGTH * sizes / max(usual, 1)).astype(np.float32)
        return breadths

    @cached_property
    def _bodies(self) -> Rows:
        """Return a number for the body of each report; a report of nobody known is by itself."""
        import numpy as np

        bodies = np.arange(len(self._report_years))
        first: dict[str, int] = {}
        for number, (_, org, _, _) in self._listed.items():
            bodies[number] = first.setdefault(org, number) if org else number
        return bodies

    def _unknown(self, source: str) -> IndexFolderError:
        known = "、".join(sorted(row[0] for row in self._listed.values())[:10])
        return IndexFolderError(
            tr("资料库中没有 {source}。现有：{known}。可运行 drafter index 加入", source=source, known=known)
        )


def _under(filters: Filters, segment: Segment) -> Mask:
    import numpy as np

    fits = [filters.admit_under(headings) for _, headings in segment.places]
    chosen: Mask = np.array([*fits, False], np.bool_)[segment.columns["place"]]
    return chosen
