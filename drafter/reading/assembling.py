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
from drafter.reading.laying import Paragraph, lay_out
from drafter.reading.naming import find_org, find_title, find_year, kind_of_report
from drafter.reading.outline import Place, find_outline
from drafter.reading.paging import offsets_of
from drafter.reading.rejoin import join_broken
from drafter.report import Report
from drafter.strings import tr


def assemble(pages: Pages, source: str) -> Report:
    """Return the report; raises ReportError when there is nothing to read in it."""
    tidied = [block for block in map(tidy, pages.blocks) if block.text or block.cells]
    blocks = list(split_announced(join_broken(tidied)))
    if not any(re.search(r"\w", block.text) for block in blocks):
        raise ReportError(tr("{name}：里面没有文字。请换一份文件", name=source))
    title, title_blocks = find_title(blocks)
    _join_title(blocks, title_blocks)
    places = tuple(place for place in find_outline(blocks) if place.block not in title_blocks)
    text, sections, tables = lay_out(_paragraphs(blocks, places))
    return Report(
        title=title or PurePath(source).stem,
        org=find_org(title, blocks, source),
        year=find_year(title, blocks, source),
        source=source,
        text=text,
        sections=sections,
        tables=tables,
        warnings=pages.warnings,
        kind=kind_of_report(title, source, [block.text for block in blocks[:8]]),
        pages=offsets_of(pages.starts, text),
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


def _paragraphs(blocks: Sequence[Block], places: Sequence[Place]) -> list[Paragraph]:
    place_of = {place.block: place for place in places}
    paragraphs = []
    for at, block in enumerate(blocks):
        place = place_of.get(at)
        level = place.level if place else 0
        marker = place.marker.text if place and place.marker and not level else ""
        rows = (block.cells,) if block.cells else ()
        paragraphs.append(Paragraph(block.text, level, marker, block.table, rows))
    return paragraphs
