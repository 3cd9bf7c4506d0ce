"""Rows of labels and values: 预算数 | 896.54 | 执行数 | 880.12 | 执行率 | 98.17%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.tables import NUMBER, signed
from drafter.tabular.cells import Block, Cell, Line, number_in

_LABEL = Regex(r"[^\d。，；]*[一-鿿][^\d。，；]*")
_FEWEST = 3


def pairs_of(grid: Sequence[Sequence[Cell]]) -> Iterator[tuple[tuple[str, ...], list[Cell]]]:
    """Yield the labels and values of each row that holds three pairs or more and nothing else."""
    for row in grid:
        own = [cell for cell in row if cell.token]
        labels, values = own[::2], own[1::2]
        if (
            _FEWEST * 2 <= len(own) == len(values) * 2
            and all(_LABEL.fullmatch(cell.token) for cell in labels)
            and all(NUMBER.fullmatch(signed(cell.token, "")) for cell in values)
        ):
            yield tuple(cell.token for cell in labels), values


def block_of_pairs(labels: Sequence[str], values: Sequence[Cell]) -> Block:
    """The pairs as lines one below the other."""
    lines = []
    for label, value in zip(labels, values, strict=True):
        read = number_in(value)
        lines.append(Line("", label, {} if read is None else {0: read}))
    return Block((0,), {}, tuple(lines))
