"""Page numbers, running heads and feet: told by their words or their place, and parted from the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from drafter.reading.lines import PAGE_NUMBER
from drafter.reading.pdf.lines import Line

# Heads may change from left to right pages, and the first page often has none.
_OFTEN = 0.4
# What stands so near one height on the pages stands in one place; in points.
_SAME_HEIGHT = 3.0
# A head or foot that says something else on each page is told by its place, its small print and the space to the text.
_SMALL, _APART = 0.92, 1.0


def without_margins(pages: Sequence[Sequence[Line]]) -> tuple[list[Line], list[Line]]:
    """Part all lines from page numbers and from what stands at the top or bottom of most pages."""
    often = _often(pages)
    size = median([line.size for page in pages for line in page if _mask(line.text) in often] or [0.0])
    placed = _placed(pages)
    kept: list[Line] = []
    margins: list[Line] = []
    for page in pages:
        # A title is larger than the running head that repeats it on the pages after.
        margin = [
            _is_page_number(line, at in (0, len(page) - 1))
            or (_runs_along(line, often) and line.size < 1.15 * size)
            or (at in (0, len(page) - 1) and _stands_apart(page, at, placed))
            for at, line in enumerate(page)
        ]
        # The second line from an edge is part of the margin only when the first is: over a table, the unit stands second.
        head = [at for at in (0, 1) if at < len(page) and all(margin[: at + 1])]
        foot = [at for at in (-1, -2) if -at <= len(page) and all(margin[at:])]
        away = {*head, *(len(page) + at for at in foot)}
        for at, line in enumerate(page):
            (margins if at in away else kept).append(line)
    return kept, margins


def _often(pages: Sequence[Sequence[Line]]) -> set[str]:
    """Return what is printed again and again at the edges of pages; on two pages, in one place."""
    if len(pages) == 2 and all(pages):
        pairs = ((pages[0][at], pages[1][at]) for at in (0, -1))
        return {
            _mask(one.text)
            for one, two in pairs
            if _mask(one.text) == _mask(two.text) and abs(one.bottom - two.bottom) < _SAME_HEIGHT
        }
    edges = Counter(_mask(line.text) for page in pages for line in {*page[:2], *page[-2:]} if not line.grid)
    return {text for text, count in edges.items() if count >= max(3, _OFTEN * len(pages))}


def _placed(pages: Sequence[Sequence[Line]]) -> dict[int, float]:
    """Return the height at which the first (0) and the last (-1) line of most pages stand in small print."""
    body = median([line.size for page in pages for line in page if not line.grid] or [0.0])
    found = {}
    for at in (0, -1):
        small = [
            page[at].bottom for page in pages if page and page[at].size < _SMALL * body and not page[at].grid
        ]
        near = [one for one in small if abs(one - median(small)) < _SAME_HEIGHT]
        if len(near) >= max(3, 0.5 * len(pages)):
            found[at] = median(near)
    return found


def _stands_apart(page: Sequence[Line], at: int, placed: dict[int, float]) -> bool:
    line, edge = page[at], 0 if at == 0 else -1
    if edge not in placed or len(page) < 2 or abs(line.bottom - placed[edge]) >= _SAME_HEIGHT:
        return False
    space = line.bottom - page[1].top if edge == 0 else page[-2].bottom - line.top
    return not line.grid and len(line.text) <= 60 and space > _APART * line.size


def _is_page_number(line: Line, outermost: bool) -> bool:
    bare = outermost and re.fullmatch(r"\d{1,3}", line.text)
    return not line.grid and bool(PAGE_NUMBER.fullmatch(line.text) or bare)


def _runs_along(line: Line, often: set[str]) -> bool:
    return not line.grid and len(line.text) <= 120 and _mask(line.text) in often and "单位：" not in line.text


def _mask(text: str) -> str:
    """Return a running head without the page number at one of its ends; 表1：…… and 表2：…… are no running head."""
    return re.sub(r"^\d{1,4}(?!\d|年)|(?:第\s*)?(?<!\d)\d{1,4}(?:\s*页)?\W*$", "#", text)
