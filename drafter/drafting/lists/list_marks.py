"""Keep the marks of a list when items came or went: ； between its paragraphs, 。 behind the last."""

from __future__ import annotations

from itertools import groupby

from drafter.drafting.lists.list_numbers import sign_of
from drafter.drafting.pieces import Piece
from drafter.lastyear.items import number_of


def with_list_marks(piece: Piece) -> Piece:
    """Return the section with the lists set right that mix the two; what a person typed keeps its own mark."""
    lines, at = [], 0
    for text in piece.text.splitlines(keepends=True):
        lines.append((at, text.rstrip("\n")))
        at += len(text)
    for sign, run in groupby(lines, key=lambda line: sign_of(number_of(line[1])) if line[1] else ""):
        items = list(run)
        if not sign or len(items) < 2:
            continue
        between = [text[-1] for _, text in items[:-1]]
        if between.count("；") * 2 >= len(between):
            wrong = [(items[-1], "；", "。"), *((one, "。", "；") for one in items[:-1])]
            for (start, text), was, mark in wrong:
                close = start + len(text) - 1
                if text.endswith(was) and text.count("。") <= 1 and not _typed(piece, start, close):
                    piece = piece.replaced(close, close + 1, mark)
    return piece


def _typed(piece: Piece, start: int, end: int) -> bool:
    """Whether a person typed the end of the line."""
    return any(
        one.origin in ("item", "human") and one.start <= end < one.end
        for one in piece.sentences
        if one.end > start
    )
