"""Let a report with half-width punctuation be read as one with full-width marks, and write its draft with its own."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from drafter.drafting.pieces import Piece

_HALF = {"，": ",", "：": ":", "；": ";", "（": "(", "）": ")"}


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks a report prints half-width more often than not, and where it prints them full-width all the same.

    A place is the mark between its neighbours: （境） is so throughout a report that writes (项).
    """

    narrow: dict[str, str]
    wide_in: Set[str]


def marks_of(text: str, wide: str) -> Marks:
    """Return how the report prints its marks; `wide` is its text with all of them full-width."""
    pairs = [(own, full) for own, full in zip(text, wide, strict=True) if full in _HALF]
    halves = {full: sum(1 for own, other in pairs if other == full and own != full) for full in _HALF}
    narrow = {
        full: _HALF[full] for full, n in halves.items() if 2 * n > sum(other == full for _, other in pairs)
    }
    places: dict[str, int] = {}
    for at, (own, full) in enumerate(zip(text, wide, strict=True)):
        if full in narrow:
            place = wide[max(at - 1, 0) : at + 2]
            places[place] = places.get(place, 0) + (1 if own == full else -1)
    return Marks(narrow, {place for place, times in places.items() if times >= 0})


def as_printed(piece: Piece, marks: Marks) -> Piece:
    """Return the piece with those marks half-width, but inside 【待补】, 【待核】 and what a person typed."""
    if not marks.narrow:
        return piece
    kept = [(one.start, one.end) for one in piece.open]
    kept += [(one.start, one.end) for one in piece.sentences if one.origin in ("item", "human")]
    text = piece.text
    own = [
        mark
        if mark not in marks.narrow
        or text[max(at - 1, 0) : at + 2] in marks.wide_in
        or any(start <= at < end for start, end in kept)
        else marks.narrow[mark]
        for at, mark in enumerate(text)
    ]
    return replace(piece, text="".join(own))
