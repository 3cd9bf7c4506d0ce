"""A published report as understood: its text, and the outline over that text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.errors import ReportError
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered entry that opens a paragraph of a section, such as （3） or 1.; it is not a heading."""

    marker: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """One heading and the text under it up to the next heading of any level.

    Sections lie side by side: the first starts at 0 (with an empty heading, key "0", when text stands before the first
    heading, such as the title) and together they cover the whole text. `key` is the place in the outline: "2.1" is the first
    subsection of the second chapter. `start` is the heading's first character.
    """

    key: str
    level: int
    heading: str
    start: int
    end: int
    items: tuple[Item, ...] = ()

    @property
    def body_start(self) -> int:
        """Where the text after the heading line begins; equals `end` when there is none."""
        return min(self.start + len(self.heading) + 1, self.end) if self.heading else self.start


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report; `cells[row][column]` as written, and where its text stands in the report's text."""

    cells: tuple[tuple[str, ...], ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was published.

    `text` has one paragraph a line; offsets are code points in it. `source` is the file's name as the user knows it; `org`,
    `kind` and `year` are "", "" and None when neither title, text nor file name tells. `pages` is where each page of the
    file begins in the text, where the file has pages.
    """

    title: str
    org: str
    year: int | None
    source: str
    text: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = ()
    kind: str = ""
    pages: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Return the page, counted from 1, with the character at `offset`; None where pages are not known."""
        return page_of(self.pages, offset)

    def section_at(self, offset: int) -> Section:
        """Return the section that holds the character at `offset`."""
        starts = [section.start for section in self.sections]
        return self.sections[max(bisect_right(starts, offset) - 1, 0)]

    def headings_of(self, section: Section) -> tuple[str, ...]:
        """Return the headings from the chapter down to `section`, its own last."""
        parts = section.key.split(".")
        path = {".".join(parts[: depth + 1]) for depth in range(len(parts))}
        return tuple(one.heading for one in self.sections if one.key in path and one.heading)


def page_of(pages: Sequence[int], offset: int) -> int | None:
    """Return the last page, counted from 1, that begins at `offset` or before; None without pages."""
    return max(bisect_right(pages, offset), 1) if pages else None


def year_of(report: Report) -> int:
    """Return the year reported on; raises ReportError, which says how to give it, when neither text nor file name tells."""
    if report.year is None:
        raise ReportError(
            tr(
                "上年报告“{source}”的年度不明。请运行 drafter mend {source} --year 年度，或在文件名中注明年份，如 2023.txt",
                source=report.source,
            )
        )
    return report.year
