"""Pieces of one paragraph: how they are joined, and what their text so far tells of whether the next one goes on with it."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.patterns import Regex
from drafter.reading.blocks import is_prose
from drafter.reading.lines import columns, is_finished
from drafter.reading.numbering import Marker, find_marker

# A colon behind which the sentence goes on rather than a list begins.
_LEADS_ON = Regex(r"(?:用于|原因是?)[：:]$")
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))
_WIDE = {ord("("): "（", ord(")"): "）"}
_LONG = 60  # columns of a line that is no heading
_ENOUGH = 200  # characters in which numbering shows, or the end of a sentence


def glue(pieces: Iterable[str]) -> str:
    """Join pieces of one paragraph; a space is needed only between Latin letters or digits."""
    whole = ""
    for piece in pieces:
        whole += _seam(whole, piece) + piece
    return whole


def _seam(before: str, piece: str) -> str:
    latin = before[-1:].isascii() and piece[:1].isascii() and before[-1:].isalnum() and piece[:1].isalpha()
    return " " if latin else ""


class Begun:
    """A paragraph as far as its pieces go.

    What is asked before each further piece is kept up with them: looking through the whole text every time took quadratic time
    where no sentence ends.
    """

    def __init__(self, text: str) -> None:
        self._pieces: list[str] = []
        self._head = self._tail = ""
        self._columns = 0
        self._is_prose = self._has_stop = False
        self._left_open = [0] * len(_PAIRS)
        self.add(text)

    def add(self, piece: str) -> None:
        piece = _seam(self._tail, piece) + piece
        self._pieces.append(piece)
        self._head = (self._head + piece)[:_ENOUGH]
        self._tail = (self._tail + piece)[-_ENOUGH:]
        self._columns += columns(piece)
        self._is_prose = self._is_prose or is_prose(piece)
        self._has_stop = self._has_stop or "。" in piece
        wide = piece.translate(_WIDE)
        for nth, (left, right) in enumerate(_PAIRS):
            self._left_open[nth] += wide.count(left) - wide.count(right)

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def end(self) -> str:
        """Its last character."""
        return self._tail[-1:]

    @property
    def marker(self) -> Marker | None:
        return find_marker(self._head)

    @property
    def is_finished(self) -> bool:
        return is_finished(self._tail)

    @property
    def leads_on(self) -> bool:
        """Whether it ends in 主要原因是： or its like."""
        return _LEADS_ON.search(self._tail) is not None

    @property
    def is_open(self) -> bool:
        """Whether a bracket or a quotation is."""
        return any(many > 0 for many in self._left_open)

    @property
    def surely_breaks_off(self) -> bool:
        """Whether it is long prose that ends in ， or 、 or inside a bracket."""
        if self._columns <= _LONG or not self._is_prose:
            return False
        return self.end in "，、" or (self.is_open and not self.is_finished)

    @property
    def breaks_off(self) -> bool:
        """Whether it is a long piece of prose without an end; a numbered line without 。 may be a long heading."""
        if self._columns <= _LONG or self.is_finished:
            return False
        return self._has_stop if self.marker else self._is_prose

    def is_closed_by(self, after: str) -> bool:
        """Whether `after` closes what is open; a mark that nobody closed holds no paragraphs together."""
        after = after.translate(_WIDE)
        return any(
            many > 0 and right in after.partition(left)[0]
            for many, (left, right) in zip(self._left_open, _PAIRS, strict=True)
        )
