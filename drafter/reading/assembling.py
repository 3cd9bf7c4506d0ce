"""Blocks → Report: the text, its sections with their items, its tables and its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

from drafter.errors import ReportError
from drafter.reading.blocks import Block, Pages, close_gaps, tidy
from drafter.reading.contents import split_announced
from drafter.reading.naming import find_org, find_title, find_year
from drafter.reading.outline import Place, find_outline
from drafter.reading.rejoin import join_broken
from drafter.report import Item, Report, Section, Table
from drafter.strings import tr


def assemble(pages: Pages, source: str, *, org: str = "", year: int | None = None) -> Report:
    """Return the report; raises ReportError when there is nothing to read in it."""
    tidied = [block for block in map(tidy, pages.blocks) if block.text or block.cells]
    blocks = list(split_announced(join_broken(tidied)))
    if not any(re.search(r"\w", block.text) for block in blocks):
        raise ReportError(tr("{name}：里面没有文字。请换一份文件", name=source))
    title, title_blocks = find_title(blocks)
    _join_title(blocks, title_blocks)
    places = tuple(place for place in find_outline(blocks) if place.block not in title_blocks)
    starts, text = _lay_out(blocks)
    return Report(
        title=title or PurePath(source).stem,
        org=org or find_org(title, blocks, source),
        year=find_year(title, blocks, source) if year is None else year,
        source=source,
        text=text,
        sections=_sections(blocks, places, starts, len(text)),
        tables=_tables(blocks, starts),
        warnings=pages.warnings,
    )


def _join_title(blocks: list[Block], parts: Sequence[int]) -> None:
    """Put a title broken over lines on one; the blocks it was spread over stay, empty, so that positions
    hold."""
    whole = "".join(close_gaps(blocks[at].text, words=True) for at in parts)
    close = all(after - before == 1 for before, after in pairwise(parts))
    for at in parts:
        text = close_gaps(blocks[at].text, words=True)
        if close:
            text = whole if at == parts[0] else ""
        blocks[at] = replace(blocks[at], text=text, level=None, look="")


def _lay_out(blocks: Sequence[Block]) -> tuple[list[int], str]:
    """Return where each block begins and the text; a row of empty cells takes no line."""
    starts, lines, offset = [], [], 0
    for block in blocks:
        starts.append(offset)
        if block.text:
            lines.append(block.text)
            offset += len(block.text) + 1
    return starts, "\n".join(lines)


def _sections(
    blocks: Sequence[Block], places: Sequence[Place], starts: Sequence[int], length: int
) -> tuple[Section, ...]:
    headings = [place for place in places if place.level]
    sections = []
    if not headings or starts[headings[0].block] > 0:
        end = starts[headings[0].block] if headings else length
        sections.append(Section("0", 0, "", 0, end, _items(blocks, places, starts, 0, end)))
    counts: list[int] = []
    for place, following in zip(headings, [*headings, None][1:], strict=True):
        level = min(place.level, len(counts) + 1)
        counts = [*counts[:level], 0][:level] if len(counts) < level else counts[:level]
        counts[level - 1] += 1
        start, end = starts[place.block], starts[following.block] if following else length
        key = ".".join(map(str, counts))
        sections.append(
            Section(
                key, level, blocks[place.block].text, start, end, _items(blocks, places, starts, start, end)
            )
        )
    return tuple(sections)


def _items(
    blocks: Sequence[Block], places: Sequence[Place], starts: Sequence[int], start: int, end: int
) -> tuple[Item, ...]:
    return tuple(
        Item(place.marker.text, starts[place.block], starts[place.block] + len(blocks[place.block].text))
        for place in places
        if not place.level and place.marker and start <= starts[place.block] < end
    )


def _tables(blocks: Sequence[Block], starts: Sequence[int]) -> tuple[Table, ...]:
    rows_of: dict[int, list[int]] = {}
    for at, block in enumerate(blocks):
        if block.table is not None:
            rows_of.setdefault(block.table, []).append(at)
    tables = []
    for _, rows in sorted(rows_of.items()):
        cells = tuple(block.cells for at in rows if (block := blocks[at]).cells)
        tables.append(Table(cells, starts[rows[0]], starts[rows[-1]] + len(blocks[rows[-1]].text)))
    return tuple(tables)
