"""What a value in a table is called: its row's head and the heads over its column, merged heads resolved."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.patterns import Regex

Cells = Sequence[Sequence[str]]
NUMBER = Regex(r"[-+－]?[¥￥]?\d[\d,，]*(?:\.\d+)?\s*[%％]?|[-—－/]{1,2}")


def head_rows(cells: Cells) -> int:
    """Return how many rows at the top hold heads only; a row that numbers the columns 1, 2, 3 is one of them."""
    for at, row in enumerate(cells):
        numbers = [cell for cell in row if NUMBER.fullmatch(cell)]
        counted = len(numbers) > 1 and numbers == [str(one) for one in range(1, len(numbers) + 1)]
        if numbers and not counted:
            return at
    return max(len(cells) - 1, 0)


def column_heads(cells: Cells) -> tuple[tuple[str, ...], ...]:
    """Return for each column its heads from the top down.

    A merged cell's text stands in its first place only, so an empty place takes the head to its left, as long as both
    stand under one head of the row above; otherwise the head above reaches down to it.
    """
    width = max(map(len, cells), default=0)
    paths: list[tuple[str, ...]] = [()] * width
    groups = [(-1, 0)] * width
    for at in range(head_rows(cells)):
        above = groups
        groups = list(above)
        for column in range(width):
            text = cells[at][column] if column < len(cells[at]) else ""
            left = groups[column - 1] if column else above[column]
            if text:
                groups[column] = (at, column)
                paths[column] += (text,)
            elif column and left[0] == at and above[column] == above[column - 1]:
                groups[column] = left
                paths[column] += (cells[at][left[1]],)
    return tuple(paths)


def row_head(cells: Cells, row: int, column: int) -> str:
    """Return the words nearest to the left of a value, or "" when its row has none there."""
    words = (cell for cell in reversed(cells[row][:column]) if cell and not NUMBER.fullmatch(cell))
    return next(words, "")
