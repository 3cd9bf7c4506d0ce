"""Lines of plain text → paragraphs: what a page or a fixed width broke is joined, what stood apart stays
apart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from drafter.reading.blocks import Block, close_gaps, is_prose, plain_spaces
from drafter.reading.numbering import find_marker

PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－―‐•·~]+\s*\d{1,4}\s*[-—–－―‐•·~]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})\s*"
)
_CLOSERS = '”’」』）)】〕》"'
_NUMBER = re.compile(r"[-+]?[\d,]*\d(?:\.\d+)?%?|-{1,2}|—|/")
_UNIT = re.compile(
    r"[年月日时个条件项期人名次家万亿元份篇场批所处公平米岁号款页部届户只台套辆间座宗起分天小周余多以至%％]"
)
_SEAM = re.compile(r"(?<=[\u2e80-\u9fff])\s?(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])\s?(?=[\u2e80-\u9fff])")
_NO_BREAK_BEFORE = "，。、；：！？”’」』）)】〕》…—％%,.;:!?·"
_NO_BREAK_AFTER = "“‘「『（(【〔《"
# Columns a line may be off its width without having been cut short: justified lines and half-width marks.
_SLACK = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file; `gap` tells that blank lines or a page end stand before it."""

    text: str
    indented: bool = False
    gap: bool = False
    row: bool = False
    beside_rows: bool = False

    @property
    def columns(self) -> int:
        """The printed width; spaces beside digits came with the extraction and were not on the page."""
        return columns(close_gaps(self.text, words=True))


def columns(text: str) -> int:
    """Return the printed width: two for a Chinese character, one for a Latin one."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def first_piece(text: str) -> str:
    """Return the shortest beginning of `text` after which a line may be broken, such as "12985.42" or
    "（以"."""
    size = 1
    while size < len(text) and not _may_break(text[size - 1], text[size]):
        size += 1
    return text[:size]


def _may_break(before: str, after: str) -> bool:
    latin = before.isascii() and after.isascii() and not before.isspace() and not after.isspace()
    # Word and LibreOffice keep quotes with both neighbours, since they cannot tell a Chinese “ from a Latin
    # one.
    number = (before in "）)" and after.isascii()) or (before.isascii() and after in "（(")
    return not (
        latin
        or number
        or after in _NO_BREAK_BEFORE
        or before in _NO_BREAK_AFTER
        or after in "“‘"
        or before in "”’"
    )


def is_finished(text: str) -> bool:
    """Tell whether `text` ends as a sentence or a lead-in does."""
    return text.rstrip(_CLOSERS)[-1:] in tuple("。！？；：!?;:…")


def join_lines(lines: Sequence[str]) -> tuple[Block, ...]:
    """Return the paragraphs of a text given as lines; blank lines part nothing by themselves, since a page
    end leaves one."""
    kept = mark_rows(_clean(lines))
    width = wrap_width(kept)
    indents = sum(line.indented for line in kept) >= max(3, len(kept) // 10)
    paragraphs: list[list[Line]] = []
    for line in kept:
        if paragraphs and _continues(paragraphs[-1], line, width, indents):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return tuple(number_tables(_block(part) for part in paragraphs))


def _block(part: list[Line]) -> Block:
    first = part[0]
    text = glue(line.text for line in part)
    cells = tuple(cell.strip() for cell in text.split("\t")) if first.row and "\t" in text else None
    return Block(text, row=first.row, beside_rows=first.beside_rows, cells=cells)


def number_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Rows whose columns are parted by tabs are a table as long as they follow one another."""
    table, inside = -1, False
    for block in blocks:
        table += block.cells is not None and not inside
        inside = block.cells is not None
        yield replace(block, table=table) if inside else block


def glue(parts: Iterable[str]) -> str:
    """Join pieces of one paragraph; a space is needed only between Latin letters or digits."""
    whole = ""
    for part in parts:
        latin = whole[-1:].isascii() and part[:1].isascii() and whole[-1:].isalnum() and part[:1].isalpha()
        whole += f" {part}" if latin else part
    return whole


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
        kept.append(Line(bare, text.startswith("  "), gap or page_end))
        gap = False
    return kept


def wrap_width(lines: Sequence[Line]) -> int:
    """Return the width in columns at which the text was wrapped, or 0 when it has one paragraph a line."""
    wide = [line for line in lines if line.columns >= 30 and not line.row]
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


def looks_like_row(text: str, after: str = "") -> bool:
    """Tell whether `text` is columns parted by spaces rather than words; `after` is the next line."""
    if len(tabbed := [cell for cell in text.split("\t") if cell.strip()]) >= 2 and not re.search(
        r"[。；]$", text
    ):
        return len(tabbed) > 2 or not find_marker(text)
    cells = text.split()
    if len(cells) < 2 or (re.search(r"[。；，！？]", text) and not _ends_in_numbers(cells, 2)):
        return False
    if find_marker(text) and len(cells) == 2 and not _NUMBER.fullmatch(cells[-1]):
        return False
    if _ends_in_numbers(cells, 2) or (_ends_in_numbers(cells, 1) and not _UNIT.match(after)):
        return not _NUMBER.fullmatch(cells[0]) or len(cells) > 2 or not re.fullmatch(r"\d{4}", cells[0])
    if re.search(r"[《》：“”]", text):
        return False
    words = [cell for cell in cells if not re.fullmatch(r"[A-Za-z.]+", cell)]
    inner = any(_NUMBER.fullmatch(a) and find_marker(b) for a, b in pairwise(cells))
    units = any(_NUMBER.fullmatch(a) and _UNIT.match(b) for a, b in pairwise(cells))
    return inner or (len(words) >= 3 and not units and max(map(len, cells)) <= 16 and not find_marker(text))


def _ends_in_numbers(cells: list[str], count: int) -> bool:
    return len(cells) >= count and all(_NUMBER.fullmatch(cell) for cell in cells[-count:])


def mark_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with table rows marked, and the wordy scraps of tables that stand among them."""
    after = [*(line.text for line in lines), ""][1:]
    marked = [
        replace(line, row=looks_like_row(line.text, nxt)) for line, nxt in zip(lines, after, strict=True)
    ]
    for at, line in enumerate(marked):
        if not line.row and line.columns <= 60 and not re.search(r"[。；]", line.text):
            before = _row_near(marked[at - 1 :: -1] if at else [])
            behind = _row_near(marked[at + 1 :])
            marked[at] = replace(line, beside_rows=before and behind)
    return marked


def _row_near(lines: Sequence[Line]) -> bool:
    for line in lines[:6]:
        if line.row:
            return True
        if re.search(r"[。；]", line.text) or line.columns > 60:
            return False
    return False


def _continues(part: list[Line], line: Line, width: int, indents: bool) -> bool:
    last, text = part[-1], "".join(one.text for one in part)
    if last.row or line.row or (last.beside_rows and line.beside_rows):
        return False
    if indents and line.indented:
        return _breaks_off(text) and not find_marker(line.text)
    broken = text[-1] in "，、（(《“‘「【〔" or line.text[0] in "，。、；：）)》”’」】〕"
    full = _full(last, line, width)
    if find_marker(line.text) and not broken:
        return full and not is_finished(text) and not _could_be_next(line, part)
    if full:
        # A full line that ends a sentence is more often the middle of a paragraph than its end.
        return (text[-1] not in "：:" or _open(text)) and not (indents and is_finished(text) and line.gap)
    if is_finished(text) and not _open(text):
        return False
    return broken or _open(text) or (_breaks_off(text) and (not width or last.columns > width))


def _full(line: Line, after: Line, width: int) -> bool:
    """Tell whether the line had no room for what comes next, so that the break after it means nothing."""
    # Word sets a quarter of a character between Chinese and digits, which a long number line adds up.
    room = width - line.columns - len(_SEAM.findall(line.text)) // 2
    return bool(width) and line.columns <= width + _SLACK and room < columns(first_piece(after.text)) + _SLACK


def _could_be_next(line: Line, part: list[Line]) -> bool:
    marker, own = find_marker(line.text), find_marker(part[0].text)
    return marker is not None and (
        marker.number == 1 or own is None or own.form != marker.form or marker.number == own.number + 1
    )


def _breaks_off(text: str) -> bool:
    """Tell whether `text` is a long piece of prose without an end; a numbered line without 。 may be a long
    heading."""
    return (
        columns(text) > 60
        and not is_finished(text)
        and ("。" in text if find_marker(text) else is_prose(text))
    )


def _open(text: str) -> bool:
    text = text.translate({ord("("): "（", ord(")"): "）"})
    return any(text.count(left) > text.count(right) for left, right in ("“”", "（）", "《》"))
