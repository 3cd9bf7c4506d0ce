"""Plain text and Markdown files: decoded strictly, then re-joined into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from drafter.reading.blocks import Block, Pages, visible
from drafter.reading.encoding import decode
from drafter.reading.lines import PAGE_NUMBER
from drafter.reading.rejoin import join_lines, number_tables
from drafter.reading.source import Source, refuse_endless
from drafter.reading.tables.pipes import rows_at_pipes
from drafter.strings import tr

__all__ = ["blocks_of", "decode", "markdown_blocks", "read_markdown", "read_plain"]


def read_plain(source: Source) -> Pages:
    text = _decoded(source)
    blocks = blocks_of(text)
    bars = text.count("|") - sum(block.text.count("|") for block in blocks)
    dropped = (*_page_numbers(text), *([(tr("表格竖线"), "|" * bars)] if bars else []))
    return Pages(blocks, dropped=dropped, characters=visible(text))


def read_markdown(source: Source) -> Pages:
    text = _decoded(source)
    return Pages(markdown_blocks(text), dropped=_page_numbers(text))


def _decoded(source: Source) -> str:
    """Return the text; what is no report by its length is refused before its lines are joined: that takes minutes."""
    text = decode(source.data, source.name)
    refuse_endless(visible(text), source.name)
    return text


def _page_numbers(text: str) -> tuple[tuple[str, str], ...]:
    """Return what `join_lines` leaves out."""
    lines = ((line, line.strip("\f \t\r\u3000")) for line in _lines(text))
    return tuple(
        (tr("页码"), bare)
        for line, bare in lines
        if bare and (PAGE_NUMBER.fullmatch(bare) or ("\f" in line and bare.isdecimal()))
    )


def blocks_of(text: str) -> tuple[Block, ...]:
    return tuple(number_tables(_joined(_lines(text))))


def _joined(lines: Sequence[str]) -> Iterator[Block]:
    """The paragraphs of the lines, and the rows of tables among them whose cells are parted by |."""
    for _, group in groupby(rows_at_pipes(lines), key=type):
        part = list(group)
        yield from join_lines([one for one in part if isinstance(one, str)])
        yield from (Block("\t".join(row), row=True, cells=row) for row in part if isinstance(row, tuple))


def _lines(text: str) -> list[str]:
    # str.splitlines would also break at U+0085 and U+2028, which real texts carry inside paragraphs.
    return re.split(r"\r\n|\n|\r|(?<=\f)", text)


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of Markdown: # headings with their level, | tables |, and paragraphs parted by
    blank lines."""
    blocks: list[Block] = []
    waiting: list[str] = []
    for line in [*_lines(text), ""]:
        heading = re.match(r"\s{0,3}(#{1,6})\s+(.*?)[\s#]*$", line)
        is_row = re.fullmatch(r"\s*\|.*\|\s*", line)
        if heading or is_row:
            blocks += _joined(waiting)
            waiting = []
        if heading:
            blocks.append(Block(_bare(heading[2]), level=len(heading[1])))
        elif is_row:
            cells = tuple(_bare(cell).strip() for cell in line.strip()[1:-1].split("|"))
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                blocks.append(Block("\t".join(cells), row=True, cells=cells))
        else:
            waiting.append(_bare(line) if line.strip() else line)
    blocks += _joined(waiting)
    return _with_title(tuple(number_tables(block for block in blocks if block.text.strip() or block.cells)))


def _with_title(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A single # at the top is the report's title, and ## its chapters."""
    tops = [block for block in blocks if block.level == 1]
    if len(tops) != 1 or blocks[0] is not tops[0]:
        return blocks
    lower = [replace(block, level=block.level - 1) if block.level else block for block in blocks[1:]]
    return (replace(blocks[0], level=None), *lower)


def _bare(text: str) -> str:
    """Return the line without Markdown's emphasis and escapes."""
    text = re.sub(r"(\*\*|__)(.+?)\1", r"\2", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|-])", r"\1", text).strip("\n")
