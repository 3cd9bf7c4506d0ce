"""Where a file's pages begin in its text: a place is known by how many characters print before it.

Between the printed lines and the report's text, lines are joined, gaps closed and paragraphs parted; what prints
stays, in its order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from drafter.reading.blocks import visible


def page_starts(lines: Iterable[tuple[int, str]], count: int) -> tuple[int, ...]:
    """Return for each of `count` pages how many characters print before it; lines come as (page from 0, text).

    A page with nothing on it begins where the next does.
    """
    starts: list[int] = []
    printed = 0
    for page, text in lines:
        starts += [printed] * (page + 1 - len(starts))
        printed += visible(text)
    return (*starts, *[printed] * (count - len(starts)))


def offsets_of(starts: Sequence[int], text: str) -> tuple[int, ...]:
    """Return where in `text` so many characters have been printed; its end where there are no more."""
    places = _places(text) if starts else []
    return tuple(places[start] if start < len(places) else len(text) for start in starts)


def moved(offsets: Sequence[int], text: str, changed: str) -> tuple[int, ...]:
    """Return where the offsets of `text` are once it is parted into lines in another way."""
    places = _places(text) if offsets else []
    return offsets_of([bisect_left(places, offset) for offset in offsets], changed)


def _places(text: str) -> list[int]:
    return [at for at, char in enumerate(text) if not char.isspace()]
