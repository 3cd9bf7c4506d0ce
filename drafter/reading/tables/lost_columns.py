"""In which columns the amounts of a row stand, when its empty cells left no trace: the total they come to tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice, product
from math import prod

Columns = tuple[int, ...]
Left = dict[int, Decimal]

_MOST_READINGS, _MOST_STEPS = 5000, 20000


def place_amounts(
    rows: Sequence[Sequence[str]], known: Sequence[Columns | None], total: Sequence[str], columns: Columns
) -> list[Columns] | None:
    """Return for each row of amounts its columns, by which the rows come to `total`, which stands in `columns`.

    The first amount of a row is its own total. None when two ways are as good; where none is exact, since a number is wrong, the
    nearest is taken.
    """
    left = dict(zip(columns, map(_value, total), strict=True))
    for row, own in zip(rows, known, strict=True):
        for column, token in zip(own or (), row, strict=False):
            left[column] = left.get(column, Decimal(0)) - _value(token)
    del left[columns[0]]
    # The greatest first: what they leave soon tells that they stand in the wrong place.
    unread = sorted((at for at, own in enumerate(known) if own is None), key=lambda at: -_value(rows[at][0]))
    choices = [
        [(columns[0], *some) for some in combinations(columns[1:], len(rows[at]) - 1)] for at in unread
    ]
    amounts = [[_value(token) for token in rows[at][1:]] for at in unread]
    exact = list(islice(_Search(choices, amounts, _slack(rows)).readings(0, left), 2))
    if len(exact) > 1:
        return None
    best = exact[0] if exact else _nearest(choices, amounts, left, _slack(rows))
    if best is None:
        return None
    read = dict(zip(unread, best, strict=True))
    return [own if own is not None else read[at] for at, own in enumerate(known)]


class _Search:
    """Walks the readings; amounts that go beyond what is left are not followed, nor is a search of too many steps."""

    def __init__(
        self, choices: Sequence[Sequence[Columns]], amounts: Sequence[Sequence[Decimal]], slack: Decimal
    ) -> None:
        self.choices, self.amounts, self.slack, self.steps = choices, amounts, slack, 0

    def readings(self, at: int, left: Left) -> Iterator[tuple[Columns, ...]]:
        """The readings of the rows from `at` on that leave nothing."""
        if at == len(self.choices):
            if all(abs(rest) <= self.slack for rest in left.values()):
                yield ()
            return
        for columns in self.choices[at]:
            self.steps += 1
            rest = _without(left, columns, self.amounts[at])
            if self.steps <= _MOST_STEPS and all(rest[column] >= -self.slack for column in columns[1:]):
                for others in self.readings(at + 1, rest):
                    yield (columns, *others)


def _nearest(
    choices: Sequence[Sequence[Columns]], amounts: Sequence[Sequence[Decimal]], left: Left, slack: Decimal
) -> tuple[Columns, ...] | None:
    """The reading that one wrong number keeps from coming out: it leaves something in fewer columns, or far less, than any other."""
    if not 0 < prod(map(len, choices)) <= _MOST_READINGS:
        return None
    scored = []
    for reading in product(*choices):
        rest = left
        for columns, own in zip(reading, amounts, strict=True):
            rest = _without(rest, columns, own)
        off = [abs(one) for one in rest.values() if abs(one) > slack]
        scored.append((len(off), sum(off, Decimal(0)), reading))
    scored.sort()
    if len(scored) > 1 and scored[0][0] == scored[1][0] and scored[0][1] * 2 >= scored[1][1]:
        return None
    return scored[0][2]


def _without(left: Left, columns: Columns, amounts: Sequence[Decimal]) -> Left:
    return left | {column: left[column] - amount for column, amount in zip(columns[1:], amounts, strict=True)}


def _slack(rows: Sequence[Sequence[str]]) -> Decimal:
    """What rounding may leave: half a step of each row."""
    decimals = max((len(token.partition(".")[2]) for row in rows for token in row), default=0)
    return Decimal(len(rows) + 1) / 2 * Decimal(1).scaleb(-decimals)


def _value(token: str) -> Decimal:
    return Decimal(token.replace(",", "").replace("−", "-"))
