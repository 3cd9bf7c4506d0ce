"""One line of a text, and which of the text's numbers stand in it."""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """`text` with its line break, where it begins, and its numbers: those from `first` to `last`, the last one excluded."""

    text: str
    start: int
    first: int
    last: int

    @property
    def is_prose(self) -> bool:
        """Whether it has a mark of a sentence and no cells."""
        text = self.text
        return "\t" not in text and ("，" in text or "。" in text or "；" in text)
