"""Where characters stand on a PDF page → lines, cells and paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from drafter.reading.blocks import Block, is_prose
from drafter.reading.contents import is_entry
from drafter.reading.numbering import find_marker
from drafter.reading.rejoin import PAGE_NUMBER, columns, first_piece, glue, is_finished, looks_like_row

# A gap wider than this, in character widths, parts two cells; a smaller one is a space.
_CELL_GAP = 1.6
_SPACE_GAP = 0.33


@dataclass(frozen=True, slots=True)
class Glyph:
    char: str
    left: float
    right: float
    bottom: float
    top: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; `cells` are its pieces parted by wide gaps, as (left edge, text)."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    cells: tuple[tuple[float, str], ...] = ()
    row: bool = False
    scrap: bool = False
    gap: float = field(default=0.0)


def lines_of(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """Return the page's lines from top to bottom; characters printed twice in one place count once."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(_once(glyphs), key=lambda one: (-(one.bottom + one.top) / 2, one.left)):
        if rows and _same_line(rows[-1], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = [_line(sorted(row, key=lambda one: one.left), page) for row in rows]
    above = [*lines[:1], *lines]
    return [
        replace(line, gap=max(0.0, before.bottom - line.top))
        for before, line in zip(above, lines, strict=False)
        if line.text
    ]


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    seen: dict[tuple[str, int, int], Glyph] = {}
    kept = []
    for glyph in glyphs:
        at = (glyph.char, round(glyph.left), round(glyph.bottom))
        near = [(glyph.char, at[1] + x, at[2] + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        twin = next((seen[one] for one in near if one in seen), None)
        # Bold made by printing twice shifts by a hair; a doubled letter stands a full width apart.
        if (
            twin
            and abs(twin.left - glyph.left) < 0.3 * max(glyph.right - glyph.left, 1)
            and abs(twin.bottom - glyph.bottom) < 1
        ):
            continue
        seen[at] = glyph
        kept.append(glyph)
    return kept


def _same_line(row: list[Glyph], glyph: Glyph) -> bool:
    """Digits set in another font sit on another baseline, so overlap decides, measured by the smaller of
    the two."""
    tall = max(row, key=lambda one: one.size)
    overlap = min(tall.top, glyph.top) - max(tall.bottom, glyph.bottom)
    return overlap > 0.5 * min(tall.top - tall.bottom, glyph.top - glyph.bottom)


def _line(glyphs: list[Glyph], page: int) -> Line:
    size = median(glyph.size for glyph in glyphs)
    han = [glyph.right - glyph.left for glyph in glyphs if glyph.char >= "\u2e80"]
    width = median(han) if han else size * 0.9
    cells: list[tuple[float, str]] = []
    right = glyphs[0].left
    for glyph in glyphs:
        space = glyph.left - right
        if not cells or space > _CELL_GAP * width:
            cells.append((glyph.left, glyph.char))
        else:
            gap = " " if space > _SPACE_GAP * width else ""
            cells[-1] = (cells[-1][0], cells[-1][1] + gap + glyph.char)
        right = max(right, glyph.right)
    text = " ".join(cell for _, cell in cells).strip()
    bottom, top = min(glyph.bottom for glyph in glyphs), max(glyph.top for glyph in glyphs)
    return Line(text, page, glyphs[0].left, right, bottom, top, width, tuple(cells))


def without_margins(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Return all lines without page numbers and without what stands at the top or bottom of most pages."""
    edges = Counter(_mask(line.text) for page in pages for line in {*page[:2], *page[-2:]})
    often = {text for text, count in edges.items() if count >= max(3, 0.5 * len(pages))}
    kept = []
    for page in pages:
        for at, line in enumerate(page):
            edge = at < 2 or at >= len(page) - 2
            number = PAGE_NUMBER.fullmatch(line.text) or (
                at in (0, len(page) - 1) and re.fullmatch(r"\d{1,3}", line.text)
            )
            if not (edge and (number or (_mask(line.text) in often and len(line.text) <= 60))):
                kept.append(line)
    return kept


def _mask(text: str) -> str:
    return re.sub(r"\d+", "#", text)


# ---- lines → paragraphs ----


@dataclass(frozen=True, slots=True)
class _Frame:
    """The body's left and right edge and its character width on a page."""

    left: float
    right: float
    size: float
    step: float


def paragraphs_of(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield paragraphs and table rows; a line well right of the body's edge, or after a short line, starts
    a new one."""
    frames = _frames(lines)
    marked = _mark_rows(lines, frames)
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
    whole = _frame(lines)
    frames = {}
    for page in {line.page for line in lines}:
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
    steps = [line.gap for line in prose if line.gap > 0] or [size]
    return _Frame(left, right, size, median(steps))


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
    if first.row:
        cells = tuple(cell.strip() for _, cell in first.cells)
        return Block(" ".join(cells), row=True)
    text = glue(line.text for line in part)
    look = []
    if len(part) == 1:
        look += ["centred"] * _centred(first, frames[first.page])
        look += ["large"] * (first.size > 1.15 * frames[first.page].size)
    return Block(text, look=" ".join(look), beside_rows=first.scrap)
