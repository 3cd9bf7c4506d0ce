"""Tables of plain text whose cells are parted by | (甲 | 12.5 | 3.4 |), as tools that turn web pages into text leave them → rows of cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from drafter.patterns import Regex
from drafter.reading.numbering import find_marker
from drafter.tables import NUMBER

Cells = tuple[str, ...]

_RULE = Regex(r"\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*")  # ---|:---:|
_FEWEST_ROWS, _FEWEST_CELLS = 2, 6


def rows_at_pipes(lines: Sequence[str]) -> list[str | Cells]:
    """Return the lines with the rows of such tables as cells; where each cell stands on a line of its own, as lines.

    甲 | 乙 | 丙 by itself, the links at the head of a page, stays as it is.
    """
    bars = sum(line.strip() == "|" for line in lines)
    kept = [line for line in lines if bars < _FEWEST_CELLS or line.strip() != "|"]
    found: list[str | Cells] = []
    for piped, group in groupby(kept, key=lambda line: "|" in line):
        part = list(group)
        found += _read(part) if piped else part
    return found


def _read(lines: Sequence[str]) -> Sequence[str | Cells]:
    rows = [_cells(line) for line in lines if not _RULE.fullmatch(line)]
    rows = _under_names(rows)
    wide = sum(sum(map(bool, row)) > 1 for row in rows)
    if wide >= _FEWEST_ROWS:
        return [row[0] if not any(row[1:]) and find_marker(row[0]) else row for row in rows if any(row)]
    if len(rows) >= _FEWEST_CELLS and all(line.rstrip().endswith("|") for line in lines):
        return ["\t".join(filter(None, row)) for row in rows]
    return lines


def _under_names(rows: list[Cells]) -> list[Cells]:
    """Heads under a name that reaches down beside them (部门 | 结案率, and below 本期 | 上年同期) lost its empty place in front."""
    body = next((at for at, row in enumerate(rows) if any(map(NUMBER.fullmatch, row))), len(rows))
    if body == len(rows) or not NUMBER.fullmatch(rows[body][-1]) or NUMBER.fullmatch(rows[body][0]):
        return rows
    heads = [row for row in rows[1:body] if not row[-1] and all(row[:-1]) and len(row) == len(rows[body]) > 2]
    return [("", *row[:-1]) if at < body and row in heads else row for at, row in enumerate(rows)]


def _cells(line: str) -> Cells:
    return tuple(cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))
