"""Printed lines of a PDF → paragraphs and table rows, told by indent and line length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.reading.blocks import Block, close_gaps, is_prose, plain_spaces
from drafter.reading.contents import is_entry
from drafter.reading.lines import columns, first_piece, is_finished
from drafter.reading.numbering import find_marker
from drafter.reading.pdf.frames import Frame, Frames, measure, place_of
from drafter.reading.pdf.lines import Line
from drafter.reading.pdf.rows import align_columns
from drafter.reading.pieces import glue
from drafter.reading.tables.rows import looks_like_row

# Two lines with so many Chinese characters each are surely set in different sizes when these differ.
_SURELY = 4
# What a paragraph's space adds to the distance of two lines, in character widths.
_SPACE = 0.3
# So much larger than the body is large; 四号 beside 小四 is.
_LARGE = 1.15
# What a heading leaves free beside it, of the width of the text.
_BESIDE_HEADING = 0.25


def paragraphs_of(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield paragraphs and table rows; a line well right of the body's edge, or after a short line, starts
    a new one."""
    frames = measure(lines)
    marked = align_columns(_mark_rows(lines, frames))
    part: list[Line] = []
    for line in marked:
        if part and not _continues(part, line, frames):
            yield _block(part, frames)
            part = []
        part.append(line)
    if part:
        yield _block(part, frames)


def _mark_rows(lines: Sequence[Line], frames: Frames) -> list[Line]:
    """A row has cells; single scraps between rows of the same page are wrapped cells and belong to the
    table."""
    rows = []
    for line, after in zip(lines, [*lines, None][1:], strict=True):
        if line.grid:
            rows.append(True)
            continue
        cells = len(line.cells)
        prose = re.search(r"[。；，]", line.text) is not None
        full = line.right >= frames[place_of(line)].right - 2 * line.size
        row = (
            (cells >= 3 and not (prose and full))
            or (cells >= 2 and not prose)
            or looks_like_row(line.text, after.text if after else "")
        )
        if find_marker(line.text) and cells == 2 and not re.search(r"[\d.,]+$", line.text):
            row = False
        rows.append(row and not is_entry(line.text))
    marked = []
    for at, line in enumerate(lines):
        marked.append(
            replace(line, row=rows[at], scrap=not rows[at] and _between_rows(lines, rows, at, frames))
        )
    return marked


def _between_rows(lines: Sequence[Line], rows: list[bool], at: int, frames: Frames) -> bool:
    line = lines[at]
    if re.search(r"[。；]", line.text) or line.right - line.left > 0.7 * (
        frames[place_of(line)].right - frames[place_of(line)].left
    ):
        return False
    before = next(
        (
            one
            for one in range(at - 1, max(at - 6, -1), -1)
            if rows[one] and place_of(lines[one]) == place_of(line)
        ),
        None,
    )
    after = next(
        (
            one
            for one in range(at + 1, min(at + 6, len(lines)))
            if rows[one] and place_of(lines[one]) == place_of(line)
        ),
        None,
    )
    return before is not None and after is not None


def _continues(part: list[Line], line: Line, frames: Frames) -> bool:
    last, first = part[-1], part[0]
    if last.row or line.row or last.scrap or line.scrap or is_entry(last.text):
        return False
    if last.page == line.page and line.column not in (last.column, last.column + 1 if last.column else 0):
        # What runs over the whole width and what stands in columns under it are no one paragraph.
        return False
    frame, own = frames[place_of(last)], frames[place_of(line)]
    flush = _flush(part, frames)
    short = _is_short(last, line, frame, flush=flush)
    indented = line.left > own.left + 1.2 * own.size
    text = last.text
    unequal = abs(line.size - last.size) > 0.15 * max(line.size, last.size)
    if unequal and (is_finished(text) or min(_han(text), _han(line.text)) >= _SURELY):
        return False
    if flush and is_finished(text) and _stands_off(last, line, frame):
        return False
    if is_finished(text) and _looks_like_heading(line, last, own):
        return False
    if _centred(line, own) and not is_finished(text) and not unequal:
        # The second line of a centred heading belongs to it; whether two lines make a title, the naming
        # decides.
        return (
            find_marker(first.text) is not None
            and not short
            and find_marker(line.text) is None
            and line.gap < 1.5 * line.size
        )
    if indented:
        return False
    if short and not flush and is_prose(text) and not is_finished(text):
        # Where paragraphs are indented, a flush line after unfinished prose goes on with it, however short
        # the line before.
        return not find_marker(line.text)
    if short:
        return (
            place_of(last) != place_of(line) and not is_finished(text) and bool(re.search(r"[，、]$", text))
        )
    if flush and find_marker(line.text) and is_finished(text):
        return False
    return not (find_marker(line.text) and flush and len(part) == 1 and find_marker(first.text) is not None)


def _is_short(last: Line, line: Line, frame: Frame, *, flush: bool) -> bool:
    """Tell whether `last` had room for what begins `line`, so that a paragraph ends there.

    Justified lines have none at all, which tells more where no indent does.
    """
    if flush and frame.even:
        return frame.even - last.right > 0.6 * frame.size
    return frame.right - last.right >= _width(first_piece(line.text)) * line.size + 0.7 * frame.size


def _stands_off(last: Line, line: Line, frame: Frame) -> bool:
    """Tell whether more space is between the two lines than inside a paragraph."""
    step = last.bottom - line.bottom
    return frame.pitch > 0 and place_of(last) == place_of(line) and step > frame.pitch + _SPACE * frame.size


def _looks_like_heading(line: Line, last: Line, frame: Frame) -> bool:
    """Tell whether a short line that ends no sentence is numbered, or set in another face than the one above."""
    if is_finished(line.text) or frame.right - line.right < _BESIDE_HEADING * (frame.right - frame.left):
        return False
    return find_marker(line.text) is not None or line.face != last.face


def _han(text: str) -> int:
    return sum(char >= "\u2e80" for char in text)


def _width(text: str) -> float:
    """Return the width of `text` in character widths; Latin signs take half of one."""
    return columns(text) / 2


def _flush(part: list[Line], frames: Frames) -> bool:
    """Tell whether this paragraph has no first-line indent, so that indent cannot tell where the next
    begins."""
    first = part[0]
    return first.left < frames[place_of(first)].left + 1.2 * frames[place_of(first)].size


def _centred(line: Line, frame: Frame) -> bool:
    before, after = line.left - frame.left, frame.right - line.right
    return before > 2.5 * frame.size and abs(before - after) < 1.5 * frame.size


def _block(part: list[Line], frames: Frames) -> Block:
    first = part[0]
    if first.grid:
        cells = tuple(close_gaps(plain_spaces(cell), words=True) for cell in first.grid.cells)
        return Block("\t".join(cells), row=True, cells=cells, table=first.grid.table)
    if first.row:
        return Block(" ".join(cell.text.strip() for cell in first.cells), row=True)
    text = glue(line.text for line in part)
    return Block(text, look=_look(part, frames[place_of(first)]), beside_rows=first.scrap)


def _look(part: list[Line], frame: Frame) -> str:
    """Return what sets all lines of the paragraph apart from the body: how much larger they are, their face, their place."""
    sizes = {round(line.size / frame.size, 1) for line in part}
    faces = {line.face for line in part}
    look = ["centred"] * (len(part) == 1 and _centred(part[0], frame))
    look += [f"large{size}" for size in sizes if len(sizes) == 1 and size > _LARGE]
    look += [face for face in faces if len(faces) == 1 and face != frame.face]
    return " ".join(look)
