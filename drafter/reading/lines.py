"""A line of text: how wide it prints, where it may be broken, whether it ends a sentence."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from drafter.patterns import Regex
from drafter.reading.blocks import close_gaps

PAGE_NUMBER = Regex(
    r"\s*(?:[-—–－―‐•·~]+\s*\d{1,4}\s*[-—–－―‐•·~]+|"
    r"第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})\s*"
)
_CLOSERS = '”’」』）)】〕》"'
_NO_BREAK_BEFORE = "，。、；：！？”’」』）)】〕》…—％%,.;:!?·"
_NO_BREAK_AFTER = "“‘「『（(【〔《"


@dataclass(frozen=True)
class Line:
    """A line of the file; `indent` is in columns, `gap` tells that blank lines or a page end stand before
    it, `empty` how many tabs: the empty cells of a row under a merged one, and `behind` how many at its end."""

    text: str
    indent: int = 0
    gap: bool = False
    row: bool = False
    beside_rows: bool = False
    empty: int = 0
    behind: int = 0

    @cached_property
    def columns(self) -> int:
        """The printed width; spaces beside digits came with the extraction and were not on the page."""
        return self.indent + columns(close_gaps(self.text, words=True))

    @property
    def indented(self) -> bool:
        return self.indent >= 2


def columns(text: str) -> int:
    """Return the printed width: two for a Chinese character, one for a Latin one."""
    return sum(map(_WIDTHS.__getitem__, text))


class _Widths(dict[str, int]):
    """The width of each character met so far: a report has a thousand different ones, and tens of thousands in all."""

    def __missing__(self, char: str) -> int:
        self[char] = width = 2 if unicodedata.east_asian_width(char) in "WFA" else 1
        return width


_WIDTHS = _Widths()


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
