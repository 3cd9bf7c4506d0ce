"""The whole text of a checked report, with the places marked that something was found at, and its tables as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drafter.report import Report

GRAVEST_FIRST = ("error", "warning", "note", "bound", "told")

Marked = list[tuple[str, str, tuple[int, ...]]]
"""A stretch of a text in pieces: words, the kind of the gravest mark over them, the numbers of all marks over them."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of prose."""

    words: Marked


@dataclass(frozen=True, slots=True)
class Rows:
    """A table, each of its rows with its cells; `columns` is how many the longest row has."""

    rows: list[list[Marked]]
    columns: int


def full_text(report: Report, spans: Sequence[tuple[int, int, str]]) -> list[Paragraph | Rows]:
    """Return the report's text; `spans` are (start, end, kind) of the marks, counted from 1 in their order."""
    lines = _marked_lines(report.text, spans)
    blocks: list[Paragraph | Rows] = []
    at = 0
    for first, last in _tables(report):
        blocks += map(Paragraph, lines[at:first])
        rows = [_cells(line) for line in lines[first:last]]
        blocks.append(Rows(rows, max(map(len, rows))))
        at = last
    return [*blocks, *map(Paragraph, lines[at:])]


def _tables(report: Report) -> Iterator[tuple[int, int]]:
    """Yield the first line of each table and the one behind its last; of one told otherwise than a row a line there is none."""
    at = 0
    for table in sorted(report.tables, key=lambda one: one.start):
        text = report.text[table.start : table.end].strip("\n")
        first = report.text.count("\n", 0, report.text.index(text, table.start))
        told_in_rows = len(table.cells) == text.count("\n") + 1 and "\t" in text
        if first >= at and told_in_rows:
            at = first + len(table.cells)
            yield first, at


def _cells(line: Marked) -> list[Marked]:
    """Cut a row of a table where its cells end."""
    cells: list[Marked] = [[]]
    for words, kind, over in line:
        first, *more = ([(some, kind, over)] if some else [] for some in words.split("\t"))
        cells[-1] += first
        cells += more
    return cells


def _marked_lines(text: str, spans: Sequence[tuple[int, int, str]]) -> list[Marked]:
    """Cut the text into lines."""
    lines: list[Marked] = [[]]
    for start, end, over in _stretches(len(text), spans):
        kind = min((spans[spot - 1][2] for spot in over), key=GRAVEST_FIRST.index, default="")
        first, *more = ([(words, kind, over)] if words else [] for words in text[start:end].split("\n"))
        lines[-1] += first
        lines += more
    return lines


def _stretches(
    length: int, spans: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield (start, end, numbers of the spans over it) for each stretch of a text; together they are the whole of it."""
    changes: dict[int, list[int]] = {0: [], length: []}
    for spot, (start, end, _) in enumerate(spans, 1):
        changes.setdefault(start, []).append(spot)
        # What is said of a place between two characters is shown on the second.
        changes.setdefault(min(max(end, start + 1), length), []).append(spot)
    over: set[int] = set()
    for start, end in pairwise(sorted(changes)):
        over.symmetric_difference_update(changes[start])
        yield start, end, tuple(sorted(over))
