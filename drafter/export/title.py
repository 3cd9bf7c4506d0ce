"""The title of a report: centred, and broken only between words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from docx.shared import Pt

from drafter.export.characters import clean, width
from drafter.export.official_page import LINE_PITCH, indent_sides
from drafter.export.paper import Paper

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph


def set_title(paragraph: Paragraph, title: str, paper: Paper, *, gap: bool = True) -> None:
    """Let a long title break into lines of like length; `gap` leaves a free line below, but not in a template's style."""
    if gap and "Title" not in paper.own:
        paragraph.paragraph_format.space_after = Pt(LINE_PITCH)
    size = paper.title_size
    room = paper.room / Pt(size)
    if width(title) > room:
        side = (room - _line_width(title, room)) / 2
        indent_sides(paragraph, left=max(side, 0), right=max(side, 0), size=size)


def _line_width(title: str, room: float) -> float:
    """Return the narrowest line, in characters, that breaks no word and needs no further line."""
    import rjieba

    words: list[str] = rjieba.cut(clean(title))
    lines = math.ceil(width(title) / room)
    even = width(title) / lines
    choices = (even + step / 5 for step in range(int((room - even) * 5) + 1))
    return next((line for line in choices if _count_lines(words, line) <= lines), min(even + 1, room))


def _count_lines(words: Sequence[str], line: float) -> float:
    """Return how many lines the words take, or infinity when a line would end inside a word."""
    count, filled = 1, 0.0
    for word in words:
        # Some programs set half a character more between Chinese and digits.
        if filled + width(word) > line - 0.6:
            if filled + width(word[0]) <= line:
                return math.inf
            count, filled = count + 1, 0.0
        filled += width(word)
    return count
