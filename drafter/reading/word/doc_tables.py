"""Rows of an old Word table, each with edges of its own → rows that share their columns."""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

# In twentieths of a point: edges nearer than this are one edge, dragged a little.
_NEAR = 60
_MOST_CELLS = 64


@dataclass(frozen=True, slots=True)
class DocRow:
    """Cells and their edges from left to right, one more than there are cells; no edges when the file names none."""

    cells: tuple[str, ...]
    edges: tuple[int, ...] = ()


def edges_of(definition: bytes) -> tuple[int, ...]:
    """Return the cell edges in a row's sprmTDefTable operand ([MS-DOC] 2.9.321)."""
    try:
        count = definition[2]
        return struct.unpack_from(f"<{count + 1}h", definition, 3) if 0 < count <= _MOST_CELLS else ()
    except (IndexError, struct.error):
        return ()


def aligned(rows: Sequence[DocRow]) -> list[tuple[str, ...]]:
    """Return the rows with every cell in the column where it begins; a cell over several columns leaves the others
    empty."""
    columns: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.edges[:-1]}):
        if not columns or edge - columns[-1] > _NEAR:
            columns.append(edge)
    return [_placed(row, columns) for row in rows]


def _placed(row: DocRow, columns: Sequence[int]) -> tuple[str, ...]:
    if len(row.edges) != len(row.cells) + 1:
        return row.cells
    cells = [""] * len(columns)
    for edge, cell in zip(row.edges, row.cells, strict=False):
        at = max(bisect_left(columns, edge - _NEAR), 0)
        at = min(at, len(columns) - 1)
        cells[at] = f"{cells[at]} {cell}".strip()
    return tuple(cells)
