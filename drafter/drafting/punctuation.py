"""Let a report with half-width punctuation be read as one with full-width marks, and write its draft with its own."""

from __future__ import annotations

from dataclasses import replace

from drafter.drafting.pieces import Piece

_HALF = {"，": ",", "：": ":", "；": ";", "（": "(", "）": ")"}


def narrow_marks(text: str, wide: str) -> dict[str, str]:
    """Return which marks the report prints half-width more often than not; `wide` is its text with all of them full-width."""
    pairs = [(own, full) for own, full in zip(text, wide, strict=True) if full in _HALF]
    halves = {full: sum(1 for own, other in pairs if other == full and own != full) for full in _HALF}
    return {
        full: _HALF[full] for full, n in halves.items() if 2 * n > sum(other == full for _, other in pairs)
    }


def as_printed(piece: Piece, narrow: dict[str, str]) -> Piece:
    """Return the piece with those marks half-width, but inside 【待补】, 【待核】 and what a person typed."""
    if not narrow:
        return piece
    kept = [(one.start, one.end) for one in piece.open]
    kept += [(one.start, one.end) for one in piece.sentences if one.origin in ("item", "human")]
    text = [
        mark if mark not in narrow or any(start <= at < end for start, end in kept) else narrow[mark]
        for at, mark in enumerate(piece.text)
    ]
    return replace(piece, text="".join(text))
