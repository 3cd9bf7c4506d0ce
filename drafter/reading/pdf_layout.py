"""Printed lines of a PDF → paragraphs and table rows, told by indent and line length."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from drafter.reading.blocks import Block, close_gaps, is_prose, plain_spaces
from drafter.reading.contents import is_entry
from drafter.reading.lines import columns, first_piece, is_finished
from drafter.reading.numbering import find_marker
from drafter.reading.pdf_lines import Line
from drafter.reading.pdf_rows import align_columns
from drafter.reading.rejoin import glue
from drafter.reading.rows import looks_like_row


@dataclass(frozen=True, slots=True)
class _Frame:
    """The body's left and right edge and its character width on a page."""

    left: float
    right: float
    size: float


def paragraphs_of(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield paragraphs and table rows; a line well right of the body's edge, or after a short line, starts
    a new one."""
    frames = _frames(lines)
    marked = align_columns(_mark_rows(lines, frames))
    part: list[Line] = []
    for line in marked:
        if part and not _continues(part, line, frames):
            yield _block(part, frames)
            part = []
        part.append(line)
    if part:
        yield _block(part, frames)


def _frames(lines: Sequence[Line]) -> dict[int, _Frame]:
    """Measure each page; a page with little prose borrows the document's measure."""
    pages = {line.page for line in lines}
    lines = [line for line in lines if not line.grid] or lines
    whole = _frame(lines)
    frames = {}
    for page in pages:
        own = [line for line in lines if line.page == page]
        long = [
            line
            for line in own
            if line.right - line.left > 0.6 * (whole.right - whole.left) and len(line.cells) == 1
        ]
        near = _frame(own) if len(long) >= 4 else whole
        frames[page] = near
    return frames


def _frame(lines: Sequence[Line]) -> _Frame:
    prose = [line for line in lines if len(line.cells) == 1 and len(line.text) >= 15] or list(lines)
    size = median(line.size for line in prose)
    left = _common([line.left for line in prose], size, low=True)
    right = _common([line.right for line in prose], size, low=False)
    return _Frame(left, right, size)


def _common(edges: Sequence[float], size: float, *, low: bool) -> float:
    """Return the outermost edge that at least a tenth of the lines share."""
    counts = Counter(round(edge / (size / 2)) for edge in edges)
    often = [slot for slot, count in counts.items() if count >= 0.1 * len(edges)] or list(counts)
    slot = min(often) if low else max(often)
    return median(edge for edge in edges if round(edge / (size / 2)) == slot)


def _mark_rows(lines: Sequence[Line], frames: dict[int, _Frame]) -> list[Line]:
    """A row has cells; single scraps between rows of the same page are wrapped cells and belong to the
    table."""
    rows = []
    for line, after in zip(lines, [*lines, None][1:], strict=True):
        if line.grid:
            rows.append(True)
            continue
        cells = len(line.cells)
        prose = re.search(r"[。；，]", line.text) is not None
        full = line.right >= frames[line.page].right - 2 * line.size
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


def _between_rows(lines: Sequence[Line], rows: list[bool], at: int, frames: dict[int, _Frame]) -> bool:
    line = lines[at]
    if re.search(r"[。；]", line.text) or line.right - line.left > 0.7 * (
        frames[line.page].right - frames[line.page].left
    ):
        return False
    before = next(
        (one for one in range(at - 1, max(at - 6, -1), -1) if rows[one] and lines[one].page == line.page),
        None,
    )
    after = next(
        (one for one in range(at + 1, min(at + 6, len(lines))) if rows[one] and lines[one].page == line.page),
        None,
    )
    return before is not None and after is not None


def _continues(part: list[Line], line: Line, frames: dict[int, _Frame]) -> bool:
    last, first = part[-1], part[0]
    if last.row or line.row or last.scrap or line.scrap or is_entry(last.text):
        return False
    frame, own = frames[last.page], frames[line.page]
    short = frame.right - last.right >= _width(first_piece(line.text)) * line.size + 0.7 * frame.size
    indented = line.left > own.left + 1.2 * own.size
    text = last.text
    unequal = abs(line.size - last.size) > 0.15 * max(line.size, last.size)
    if unequal and is_finished(text):
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
    if short and not _flush(part, frames) and is_prose(text) and not is_finished(text):
        # Where paragraphs are indented, a flush line after unfinished prose goes on with it, however short
        # the line before.
        return not find_marker(line.text)
    if short:
        return last.page != line.page and not is_finished(text) and bool(re.search(r"[，、]$", text))
    if _flush(part, frames) and find_marker(line.text) and is_finished(text):
        return False
    return not (
        find_marker(line.text)
        and _flush(part, frames)
        and len(part) == 1
        and find_marker(first.text) is not None
    )


def _width(text: str) -> float:
    """Return the width of `text` in character widths; Latin signs take half of one."""
    return columns(text) / 2


def _flush(part: list[Line], frames: dict[int, _Frame]) -> bool:
    """Tell whether this paragraph has no first-line indent, so that indent cannot tell where the next
    begins."""
    first = part[0]
    return first.left < frames[first.page].left + 1.2 * frames[first.page].size


def _centred(line: Line, frame: _Frame) -> bool:
    before, after = line.left - frame.left, frame.right - line.right
    return before > 2.5 * frame.size and abs(before - after) < 1.5 * frame.size


def _block(part: list[Line], frames: dict[int, _Frame]) -> Block:
    first = part[0]
    if first.grid:
        cells = tuple(close_gaps(plain_spaces(cell), words=True) for cell in first.grid.cells)
        return Block("\t".join(cells), row=True, cells=cells, table=first.grid.table)
    if first.row:
        return Block(" ".join(cell.text.strip() for cell in first.cells), row=True)
    text = glue(line.text for line in part)
    look = []
    if len(part) == 1:
        look += ["centred"] * _centred(first, frames[first.page])
        look += ["large"] * (first.size > 1.15 * frames[first.page].size)
    return Block(text, look=" ".join(look), beside_rows=first.scrap)
