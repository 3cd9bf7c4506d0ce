"""Heads of two or three rows whose merged cells were lost in copying: 合计 | 公务用车购置及运行费 | 公务接待费 over 小计 | 购置费 | 运行费."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

Row = Sequence[str]


def unfolded(heads: Sequence[Row], width: int) -> list[list[str]] | None:
    """Return the rows of heads with a merged cell in its first place and empty cells behind it and below it.

    None where nothing was lost. Which head stands over which others is told by the words they share, or by groups that
    are all alike; where neither tells, all heads are empty: none is better than another's.
    """
    if len(heads) < 2 or not 1 < len(heads[-1]) < width or not all(all(map(str.strip, row)) for row in heads):
        return None
    rows = [list(heads[-1])]
    for upper in reversed(heads[:-1]):
        spread = _over(upper, rows, width)
        if spread is None:
            return [[""] * width for _ in heads]
        rows = spread
    return rows if all(len(row) == width for row in rows) else [[""] * width for _ in heads]


def _over(upper: Row, rows: list[list[str]], width: int) -> list[list[str]] | None:
    """The upper row above the others, each of which it may part into groups, with the same gaps in them."""
    lower = rows[0]
    if len(lower) == width:
        size, left = divmod(width, len(upper))
        alike = not left and all(lower[at : at + size] == lower[:size] for at in range(0, width, size))
        return [[word for head in upper for word in (head, *[""] * (size - 1))], *rows] if alike else None
    groups = len(upper) + len(lower) - width
    size, left = divmod(len(lower), groups) if groups > 0 else (0, 1)
    parts = [lower[at : at + size] for at in range(0, len(lower), size)] if size > 1 else []
    if left or not parts or any(part != parts[0] for part in parts):
        return None
    likeness = [_shared(head, parts[0]) for head in upper]
    best = max(likeness)
    chosen = [at for at, one in enumerate(likeness) if one == best]
    if not best or len(chosen) != groups:
        return None
    found: list[list[str]] = [[] for _ in range(len(rows) + 1)]
    at = 0
    for number, head in enumerate(upper):
        wide = size if number in chosen else 1
        found[0] += [head, *[""] * (wide - 1)]
        for row, own in zip(found[1:], rows, strict=True):
            row += own[at : at + wide] if number in chosen else [""]
        at += wide if number in chosen else 0
    return found


def _shared(head: str, words: Row) -> int:
    """How many characters the head has in common with the words below it, in runs of two or more."""
    runs = SequenceMatcher(None, head, "\n".join(words), autojunk=False).get_matching_blocks()
    return sum(one.size for one in runs if one.size > 1)
