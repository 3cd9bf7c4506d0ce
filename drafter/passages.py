"""Passages: the paragraphs of a report, each with where it stands, ready to be found again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafter.text import sentences

if TYPE_CHECKING:
    from drafter.report import Report, Section

# Part of an index: raise it when reports would be read or split differently, so that their files are read anew.
RULES = "3"

_FRAGMENT = 30
_SHORTEST = 6
# What headings of a body's standing duties say, unless they also announce what it is made of (机构设置及职能).
DUTIES = ("职能", "职责")
_MADE_OF = "机构"
_ENDS = "。！？；!?;：:”）"


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is the report's text from `start` to `end`; `headings` lead down to it from the chapter.

    It begins on `page`, counted from 1; None where the file has no pages or was read before they were noted.
    """

    id: str
    source: str
    org: str
    year: int | None
    headings: tuple[str, ...]
    section: str
    start: int
    end: int
    text: str
    page: int | None = None

    @property
    def content(self) -> str:
        """What is embedded and indexed: the text with its heading, which it rarely repeats."""
        return content_of(self.headings, self.text)


def split_passages(report: Report, *, max_chars: int = 400) -> tuple[Passage, ...]:
    """Return the report's paragraphs in reading order, long ones cut at sentence ends.

    Headings, the title and lines of a few characters make no passage; runs of short lines, such as the rows
    of a table, make one. No two passages overlap.
    """
    passages: list[Passage] = []
    for section in report.sections:
        if parts := list(_parts(report, section, max_chars)):
            headings = report.headings_of(section)
            passages += [_passage(report, headings, section.key, start, end) for start, end in parts]
    return tuple(passages)


def content_of(headings: tuple[str, ...], text: str) -> str:
    return f"{headings[-1]}\n{text}" if headings else text


def under_duties(headings: tuple[str, ...]) -> bool:
    """Whether one of these headings announces what the body is there for."""
    return any(name in one for one in headings if _MADE_OF not in one for name in DUTIES)


def content_hash(passage: Passage) -> str:
    """Name the embedded text: equal for equal texts, whichever report they stand in."""
    return hash_of(passage.content)


def hash_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _passage(report: Report, headings: tuple[str, ...], section: str, start: int, end: int) -> Passage:
    text = report.text[start:end]
    name = hashlib.sha256(f"{report.source}\0{start}\0{text}".encode()).hexdigest()[:16]
    return Passage(
        name,
        report.source,
        report.org,
        report.year,
        headings,
        section,
        start,
        end,
        text,
        report.page_at(start),
    )


def _parts(report: Report, section: Section, max_chars: int) -> Iterator[tuple[int, int]]:
    text = report.text
    for start, end in _joined(text, _lines(text, section.body_start, section.end), max_chars):
        if end - start < _SHORTEST or text[start:end] == report.title:
            continue
        if end - start <= max_chars:
            yield start, end
        else:
            yield from _cut(text, start, end, max_chars)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of lines without the white space around them; empty lines are left out."""
    for line in text[start:end].splitlines(keepends=True):
        if body := line.strip():
            begin = start + line.index(body)
            yield begin, begin + len(body)
        start += len(line)


def _joined(text: str, lines: Iterator[tuple[int, int]], max_chars: int) -> Iterator[tuple[int, int]]:
    """Join neighbouring lines that are too short to be paragraphs, such as cells and rows of a table."""
    run: tuple[int, int] | None = None
    for start, end in lines:
        row = "\t" in text[start:end]
        if not row and (end - start >= _FRAGMENT or text[end - 1] in _ENDS):
            if run:
                yield run
            run = None
            yield start, end
        elif run and end - run[0] <= max_chars:
            run = run[0], end
        else:
            if run:
                yield run
            run = start, end
    if run:
        yield run


def _cut(text: str, start: int, end: int, max_chars: int) -> Iterator[tuple[int, int]]:
    begin = stop = start
    for first, last in sentences(text, start, end):
        if last - begin > max_chars and stop > begin:
            yield begin, stop
            begin = first
        while last - begin > max_chars:
            # A sentence longer than a passage: at its last comma that fits, else anywhere.
            cut = max(text.rfind(mark, begin, begin + max_chars) for mark in "，、,")
            cut = cut + 1 if cut > begin else begin + max_chars
            yield begin, cut
            begin = cut
        stop = last
    if stop > begin:
        yield begin, stop
