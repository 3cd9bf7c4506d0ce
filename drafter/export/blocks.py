"""A draft as the blocks of a page: title, headings, paragraphs, tables, signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from drafter.draft import Draft, DraftSection

Role = Literal["title", "subtitle", "heading", "paragraph", "caption", "unit", "signature", "date"]

_DATE = re.compile(
    r"\s*[\d〇○零一二三四五六七八九]{4}\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*"
)
_CAPTION = re.compile(
    r"\s*(附?表|图)\s*[\d一二三四五六七八九十][\d.\-—一二三四五六七八九十]*[\s:：.、]?[^。；]{0,60}"
)
_UNIT = re.compile(r"\s*[(（]?\s*(金额)?单位\s*[:：][^。；，]{1,20}")
_SUBTITLE = re.compile(r"\s*(——.+|[(（][^)）]*[)）])\s*")
_TITLE_END = re.compile(r"(报告|说明|情况|总结|方案|预算|决算|公开|汇报|年报|要点)(书|表)?\s*$")
_SENTENCE_MARKS = re.compile("[。；！？，：:]")
_LISTED = re.compile(r"\s*[(（]?[\d一二三四五六七八九十①-⑳]+[)）.．、]?\t[^\t]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the page; the span excludes the line break.

    `lead` is the length of the section's heading where it stands in front of running text, 0 elsewhere.
    """

    role: Role
    start: int
    end: int
    level: int = 0
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the span of every cell, row by row; rows may differ in length."""

    rows: tuple[tuple[tuple[int, int], ...], ...]


def find_blocks(draft: Draft) -> tuple[Line | Grid, ...]:
    """Return the blocks in reading order; no character is left out but cell tabs and line breaks."""
    text = draft.text
    lines: list[Line] = []
    offset = 0
    for number, section in enumerate(draft.sections):
        found = list(_lines_of(section, offset))
        lines += _with_title(text, found, draft.title) if number == 0 else found
        offset += len(section.text)
    return tuple(_with_tables(text, _with_signature(text, lines)))


def has_title(blocks: Sequence[Line | Grid]) -> bool:
    return any(isinstance(block, Line) and block.role == "title" for block in blocks)


def _lines_of(section: DraftSection, offset: int) -> Iterator[Line]:
    text = section.text.removesuffix("\n")
    if not section.text:
        return
    for number, line in enumerate(text.split("\n")):
        end = offset + len(line)
        heading = section.heading if number == 0 else ""
        if heading and line.strip() == heading.strip():
            yield Line("heading", offset, end, max(section.level, 1))
        elif heading and line.startswith(heading):
            yield Line("paragraph", offset, end, max(section.level, 1), lead=len(heading))
        else:
            yield Line("paragraph", offset, end)
        offset = end + 1


def _with_title(text: str, lines: list[Line], title: str) -> list[Line]:
    """Mark the lines of the first section that are the report's title, and the subtitle under it."""
    words = [text[line.start : line.end] for line in lines]
    if lines and lines[0].role == "heading" and _squeeze(words[0]) != _squeeze(title):
        return lines
    count = _count_title_lines(words, title)
    marked = [replace(line, role="title") if n < count else line for n, line in enumerate(lines)]
    for n in range(count, len(lines)) if count else ():
        if not (_SUBTITLE.fullmatch(words[n]) or _DATE.fullmatch(words[n])):
            break
        marked[n] = replace(lines[n], role="subtitle")
    return marked


def _count_title_lines(words: Sequence[str], title: str) -> int:
    wanted, joined = _squeeze(title), ""
    for number, line in enumerate(words):
        joined += _squeeze(line)
        if joined and joined == wanted:
            return number + 1
        if not wanted.startswith(joined):
            break
    # A person has reworded the title: short lines without sentence marks, the last ending like a title.
    for number, line in enumerate(words[:3]):
        if not line.strip() or len(line) > 50 or _SENTENCE_MARKS.search(line) or "\t" in line:
            break
        if _TITLE_END.search(line):
            return number + 1
    return 0


def _with_signature(text: str, lines: list[Line]) -> list[Line]:
    """Mark the name and date that close a report."""
    filled = [n for n, line in enumerate(lines) if text[line.start : line.end].strip()]
    marked = list(lines)
    if len(filled) < 3 or not _DATE.fullmatch(text, lines[filled[-1]].start, lines[filled[-1]].end):
        return marked
    marked[filled[-1]] = replace(lines[filled[-1]], role="date")
    above = lines[filled[-2]]
    words = text[above.start : above.end]
    if above.role == "paragraph" and len(words.strip()) <= 30 and not _SENTENCE_MARKS.search(words):
        marked[filled[-2]] = replace(above, role="signature")
    return marked


def _with_tables(text: str, lines: list[Line]) -> Iterator[Line | Grid]:
    blocks: list[Line | Grid] = []
    for tabbed, group in groupby(
        lines, lambda line: line.role == "paragraph" and "\t" in text[line.start : line.end]
    ):
        block = list(group)
        if tabbed and _is_table([text[line.start : line.end] for line in block]):
            _mark_caption(text, blocks)
            blocks.append(Grid(tuple(tuple(_cells(text, line)) for line in block)))
        else:
            blocks += block
    yield from blocks


def _is_table(words: Sequence[str]) -> bool:
    """Tell a table from a list whose markers are set off by a tab, and from a stray tab in a sentence."""
    if len(words) == 1:
        return words[0].count("\t") > 1
    return not all(_LISTED.fullmatch(line) and re.match(r"\s*\S*[)）.．、]\t", line) for line in words)


def _cells(text: str, line: Line) -> Iterator[tuple[int, int]]:
    start = line.start
    for cell in text[line.start : line.end].split("\t"):
        yield start, start + len(cell)
        start += len(cell) + 1


def _mark_caption(text: str, blocks: list[Line | Grid]) -> None:
    """Of the two lines above a table, mark the one that names it and the one that gives its unit."""
    for n in range(max(len(blocks) - 2, 0), len(blocks)):
        line = blocks[n]
        if isinstance(line, Line) and line.role == "paragraph":
            if _UNIT.fullmatch(text, line.start, line.end):
                blocks[n] = replace(line, role="unit")
            elif _CAPTION.fullmatch(text, line.start, line.end):
                blocks[n] = replace(line, role="caption")


def _squeeze(text: str) -> str:
    return "".join(text.split())
