"""Lines of plain text → paragraphs: what a page or a fixed width broke is joined, what stood apart stays
apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from drafter.patterns import Regex
from drafter.reading.blocks import Block, is_prose, plain_spaces
from drafter.reading.lines import PAGE_NUMBER, Line, columns, first_piece, is_finished
from drafter.reading.numbering import find_marker
from drafter.reading.pieces import Begun
from drafter.reading.tables.loose_tables import read_loose_tables
from drafter.reading.tables.lost_places import beside_codes
from drafter.reading.tables.merged_cells import beside_merged
from drafter.reading.tables.rows import mark_rows
from drafter.tables import lost_cells

_SEAM = Regex(r"(?<=[\u2e80-\u9fff])\s?(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])\s?(?=[\u2e80-\u9fff])")
# A number that begins the next line's measure.
_MEASURE = Regex(r"(?:[十百千万亿]+|元|个百分点|[%％‰]|平方|公[里斤顷]|[人户辆件次](?![\u4e00-\u9fff]))")
# Columns a line may be off its width without having been cut short: justified lines and half-width marks.
_SLACK = 2
_MEANS = Regex(r"[：:]是?指|[：:]反映")
# Two Chinese characters, the first-line indent of official documents.
_INDENT = 4
_WRAPPED = 3  # lines of one form of numbering by which a wrapped list is known


def join_lines(lines: Sequence[str]) -> tuple[Block, ...]:
    """Return the paragraphs of a text given as lines; blank lines part nothing by themselves, since a page
    end leaves one."""
    kept = read_loose_tables(mark_rows(_clean(lines)))
    width = wrap_width(kept)
    indents = sum(line.indented for line in kept) >= max(3, len(kept) // 10)
    setting = _Setting(width, indents, _wrapped_lists(kept, width))
    paragraphs: list[tuple[Begun, list[Line]]] = []
    for line in kept:
        begun, part = paragraphs[-1] if paragraphs else (None, [])
        if begun and setting.continues(begun, part, line):
            begun.add(line.text)
            part.append(line)
        else:
            paragraphs.append((Begun(line.text), [line]))
    return tuple(number_tables(_block(begun.text, part[0]) for begun, part in paragraphs))


def join_broken(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a Word or PDF file with paragraphs joined that were pasted in with their page
    ends.

    One that ends in 、 or inside a quotation is surely broken; where there is one, others without an end
    are too.
    """
    pasted = any(Begun(one.text).surely_breaks_off and not _apart(one, two) for one, two in pairwise(blocks))
    if not pasted:
        return tuple(blocks)
    joined: list[tuple[Begun, Block]] = []
    for block in blocks:
        begun, last = joined[-1] if joined else (None, block)
        if begun and not _apart(last, block) and _goes_on(begun, block.text):
            begun.add(block.text)
            joined[-1] = begun, replace(last, look="")
        else:
            joined.append((Begun(block.text), block))
    return tuple(replace(block, text=begun.text) for begun, block in joined)


def _apart(one: Block, two: Block) -> bool:
    return (
        one.row
        or two.row
        or one.beside_rows
        or two.beside_rows
        or one.level is not None
        or two.level is not None
    )


def _goes_on(begun: Begun, after: str) -> bool:
    return begun.surely_breaks_off or (begun.breaks_off and not find_marker(after) and columns(after) > 20)


def _block(text: str, first: Line) -> Block:
    cells = None
    if first.row and ("\t" in text or first.empty or first.behind):
        cells = ("",) * first.empty + tuple(cell.strip() for cell in text.split("\t")) + ("",) * first.behind
    return Block(text, row=first.row, beside_rows=first.beside_rows, cells=cells)


def number_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Rows whose columns are parted by tabs are a table as long as they follow one another; its cells stand in their columns."""
    tables = 0
    for inside, group in groupby(blocks, key=lambda block: block.cells is not None):
        part = list(group)
        if not inside:
            yield from part
            continue
        part = _flush(part)
        rows = beside_codes([block.cells or () for block in part])
        lost = lost_cells(rows)
        rows = beside_merged([("",) * lost.get(len(row), 0) + row for row in rows])
        for block, row in zip(part, rows, strict=True):
            yield replace(block, text="\t".join(row), table=tables, cells=row)
        tables += inside


def _flush(rows: list[Block]) -> list[Block]:
    """Rows without the columns to the left and right that are empty throughout."""
    filled = [[at for at, cell in enumerate(row.cells or ()) if cell] or [0] for row in rows]
    least, most = min(own[0] for own in filled), max(own[-1] for own in filled) + 1
    return [replace(row, cells=(row.cells or ())[least:most]) for row in rows]


def _clean(lines: Sequence[str]) -> list[Line]:
    kept: list[Line] = []
    gap = False
    for raw in lines:
        page_end = "\f" in raw
        text = plain_spaces(raw.replace("\f", ""))
        bare = text.strip()
        if not bare or PAGE_NUMBER.fullmatch(bare) or (page_end and bare.isdecimal()):
            gap = True
            continue
        before = raw.lstrip("\f\ufeff")[: len(raw) - len(raw.lstrip())]
        indent = columns(before) - page_end
        behind = raw[len(raw.rstrip()) :].count("\t") if "\t" in raw else 0
        kept.append(Line(bare, max(indent, 0), gap or page_end, empty=before.count("\t"), behind=behind))
        gap = False
    return kept


def wrap_width(lines: Sequence[Line]) -> int:
    """Return the width in columns at which the text was wrapped, or 0 when it has one paragraph a line."""
    # The dots of a table of contents fill its lines, whatever stands in them.
    wide = [line for line in lines if line.columns >= 30 and not line.row and line.text[-1] != "…"]
    if len(wide) < 5:
        return 0
    counts = Counter(line.columns for line in wide)
    width = max(counts, key=lambda w: (sum(counts[w - d] for d in range(4)), w))
    full = [line for line in wide if width - 4 < line.columns <= width]
    unfinished = sum(not is_finished(line.text) for line in full)
    long = sum(line.columns > width + 6 for line in wide)
    if (
        len(full) < 5
        or unfinished < 0.6 * len(full)
        or len(full) < 0.3 * (len(wide) - long)
        or 2 * long > len(full)
    ):
        return 0
    return width


def _wrapped_lists(lines: Sequence[Line], width: int) -> set[str]:
    """Return the forms of numbering whose lines without an end have nearly all the full width: paragraphs, not headings.

    Headings end where they have said what they say, and no three of them at the margin.
    """
    if not width:
        return set()
    full: Counter[str] = Counter()
    short: Counter[str] = Counter()
    for line, after in pairwise(lines):
        if line.row or is_finished(line.text) or not (marker := find_marker(line.text)):
            continue
        (full if _full_indented(line, after, width) else short)[marker.form] += 1
    return {form for form, times in full.items() if times >= _WRAPPED and short[form] * 4 <= times}


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a text was set: how wide its lines are (0: a paragraph a line), whether its paragraphs are indented, and which
    forms of numbering begin entries that are wrapped like paragraphs."""

    width: int
    indents: bool
    lists: set[str]

    def continues(self, begun: Begun, part: Sequence[Line], line: Line) -> bool:
        """Tell whether `line` goes on with the paragraph that the lines of `part` have begun."""
        last = part[-1]
        if last.row or line.row or (last.beside_rows and line.beside_rows):
            return False
        if self.indents and line.indented:
            return begun.breaks_off and not find_marker(line.text)
        full = _full(last, line, self.width) or (
            not self.indents and len(part) == 1 and self._is_full_after_indent(last, line)
        )
        broken = _is_broken(begun.end, line.text)
        if find_marker(line.text) and not broken:
            return full and not begun.is_finished and not _could_be_next(line, part)
        if full:
            return self._runs_on(begun, line)
        if begun.is_finished and not begun.is_closed_by(line.text):
            return False
        return broken or begun.is_open or (begun.breaks_off and (not self.width or last.columns > self.width))

    def _runs_on(self, begun: Begun, line: Line) -> bool:
        """The same where the last line is full: one that ends a sentence is more often the middle of a paragraph than its end."""
        opens = not self.indents and begun.end in "：:" and not begun.leads_on
        if opens and not begun.is_open:
            return False
        return not (begun.is_finished and ((self.indents and line.gap) or _is_title(line, self.width)))

    def _is_full_after_indent(self, line: Line, after: Line) -> bool:
        """Tell whether a paragraph's first line was full with its two-character indent, which the file lost.

        A numbered line without 。 of this length may be a long heading, unless it is of a wrapped list or says what a word means.
        """
        marker = find_marker(line.text)
        listed = marker is None or "。" in line.text or marker.form in self.lists or _MEANS.search(line.text)
        if is_finished(line.text) or not listed:
            return False
        prose = bool(marker) or is_prose(line.text) or is_prose(after.text)
        return prose and _full_indented(line, after, self.width)


def _is_broken(end: str, after: str) -> bool:
    """Tell by the signs around it that a line end parts no paragraphs, nor a number from its measure."""
    return (
        end in "，、（(《“‘「【〔"
        or after[0] in "，。、；：）)》”’」】〕"
        or (end.isdecimal() and _MEASURE.match(after) is not None)
    )


def _full(line: Line, after: Line, width: int) -> bool:
    """Tell whether the line had no room for what comes next, so that the break after it means nothing."""
    # Word sets a quarter of a character between Chinese and digits, which a long number line adds up.
    room = width - line.columns - len(_SEAM.findall(line.text)) // 2
    return bool(width) and line.columns <= width + _SLACK and room < columns(first_piece(after.text)) + _SLACK


def _is_title(line: Line, width: int) -> bool:
    """A short line without a mark ends no paragraph."""
    return line.columns * 4 < width * 3 and not re.search(r"[，。；：！？,;:!?]", line.text)


def _full_indented(line: Line, after: Line, width: int) -> bool:
    return _full(replace(line, indent=line.indent + _INDENT), after, width)


def _could_be_next(line: Line, part: Sequence[Line]) -> bool:
    marker, own = find_marker(line.text), find_marker(part[0].text)
    return marker is not None and (
        marker.number == 1 or own is None or own.form != marker.form or marker.number == own.number + 1
    )
