"""Paragraphs ⇄ Report: laid out one a line with sections over them, or taken apart again to be mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from drafter.reading.paging import moved
from drafter.report import Item, Report, Section, Table


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a report: a heading (`level` ≥ 1), a numbered entry (`marker`), body text, or part of a `table`.

    `rows` are the table rows it stands for; a row of empty cells has no text and takes no line.
    """

    text: str
    level: int = 0
    marker: str = ""
    table: int | None = None
    rows: tuple[tuple[str, ...], ...] = ()


def lay_out(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Section, ...], tuple[Table, ...]]:
    """Return the text, and the sections and tables that stand in it."""
    starts, lines, offset = [], [], 0
    for one in paragraphs:
        starts.append(offset)
        if one.text:
            lines.append(one.text)
            offset += len(one.text) + 1
    text = "\n".join(lines)
    return text, _sections(paragraphs, [*starts, len(text)]), _tables(paragraphs, starts)


def take_apart(report: Report) -> tuple[Paragraph, ...]:
    """Return the paragraphs that `lay_out` would make the report's text, sections and tables of."""
    headings = {one.start: one.level for one in report.sections if one.heading}
    markers = {item.start: item.marker for one in report.sections for item in one.items}
    tables = list(enumerate(report.tables))
    paragraphs: list[Paragraph] = []
    offset = 0
    for line in report.text.split("\n"):
        while tables and tables[0][1].end <= offset:
            # Its cells are all empty: it takes no line.
            number, table = tables.pop(0)
            paragraphs.append(Paragraph("", table=number, rows=table.cells))
        end = offset + len(line)
        one = Paragraph(line, headings.get(offset, 0), markers.get(offset, ""))
        if tables and tables[0][1].start <= offset:
            number, table = tables[0]
            one = replace(one, table=number, rows=table.cells if offset == table.start else ())
            if end >= table.end:
                tables.pop(0)
        paragraphs.append(one)
        offset = end + 1
    return (*paragraphs, *(Paragraph("", table=number, rows=table.cells) for number, table in tables))


def with_paragraphs(report: Report, paragraphs: Sequence[Paragraph]) -> Report:
    text, sections, tables = lay_out(paragraphs)
    pages = moved(report.pages, report.text, text)
    return replace(report, text=text, sections=sections, tables=tables, pages=pages)


def _sections(paragraphs: Sequence[Paragraph], starts: Sequence[int]) -> tuple[Section, ...]:
    headings = [at for at, one in enumerate(paragraphs) if one.level]
    first = headings[0] if headings else len(paragraphs)
    sections = []
    if not headings or starts[first] > 0:
        sections.append(Section("0", 0, "", 0, starts[first], _items(paragraphs, starts, 0, first)))
    counts: list[int] = []
    for at, following in pairwise([*headings, len(paragraphs)]):
        level = min(paragraphs[at].level, len(counts) + 1)
        counts = [*counts, 0] if len(counts) < level else counts[:level]
        counts[-1] += 1
        key, heading = ".".join(map(str, counts)), paragraphs[at].text
        items = _items(paragraphs, starts, at + 1, following)
        sections.append(Section(key, level, heading, starts[at], starts[following], items))
    return tuple(sections)


def _items(paragraphs: Sequence[Paragraph], starts: Sequence[int], begin: int, end: int) -> tuple[Item, ...]:
    return tuple(
        Item(paragraphs[at].marker, starts[at], starts[at] + len(paragraphs[at].text))
        for at in range(begin, end)
        if paragraphs[at].marker
    )


def _tables(paragraphs: Sequence[Paragraph], starts: Sequence[int]) -> tuple[Table, ...]:
    lines_of: dict[int, list[int]] = {}
    for at, one in enumerate(paragraphs):
        if one.table is not None:
            lines_of.setdefault(one.table, []).append(at)
    tables = []
    for _, lines in sorted(lines_of.items()):
        rows = tuple(row for at in lines for row in paragraphs[at].rows)
        last = max((at for at in lines if paragraphs[at].text), default=lines[0])
        end = starts[last] + len(paragraphs[last].text)
        tables.append(Table(rows, starts[lines[0]], end))
    return tuple(tables)
