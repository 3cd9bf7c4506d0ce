"""Ruled lines → grids: which lines make a table, and which of its boxes are merged cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drafter.reading.pdf.page import Rule

# Two strokes this near are one line drawn twice; a break this short in a line is where another one crosses it.
_NEAR = 2.5
_GAP = 3.5
_MOST_LINES = 400
# What a line may run past the outermost crossing line before the space beyond it is a column of its own.
_OVERHANG = 12.0


@dataclass(frozen=True, slots=True)
class Span:
    """A cell: its rows and columns in the grid, ends not included; row 0 is the top."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """`xs` run from left to right, `ys` from the top down; `spans` cover the grid."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    owner: tuple[tuple[int, ...], ...]

    def span_at(self, x: float, y: float) -> int | None:
        """Return the number of the span a place lies in."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right([-one for one in self.ys], -y) - 1
        if not (0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1):
            return None
        return self.owner[row][column]

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[-1] - 1 <= y <= self.ys[0] + 1


def find_grids(horizontals: Sequence[Rule], verticals: Sequence[Rule]) -> list[Grid]:
    """Return the tables the lines make, from the top of the page down; a frame with one box is none."""
    flat, tall = _merge(horizontals), _merge(verticals)
    if not flat or not tall or len(flat) > _MOST_LINES or len(tall) > _MOST_LINES:
        return []
    grids = [_grid(one, two) for one, two in _connected(flat, tall)]
    found = [grid for grid in grids if grid and grid.columns > 1 and len(grid.spans) > 2]
    return sorted(found, key=lambda grid: (-grid.ys[0], grid.xs[0]))


def _merge(rules: Iterable[Rule]) -> list[Rule]:
    """Put the pieces of each line together."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda one: one.at):
        if lines and rule.at - lines[-1][0].at <= _NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    merged = []
    for line in lines:
        at = sum(one.at for one in line) / len(line)
        low = high = None
        for rule in sorted(line, key=lambda one: one.low):
            if low is not None and high is not None and rule.low <= high + _GAP:
                high = max(high, rule.high)
                continue
            if low is not None and high is not None:
                merged.append(Rule(at, low, high))
            low, high = rule.low, rule.high
        if low is not None and high is not None:
            merged.append(Rule(at, low, high))
    return merged


def _connected(flat: list[Rule], tall: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the lines that touch each other, group by group."""
    leader = list(range(len(flat) + len(tall)))

    def lead(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for one, line in enumerate(flat):
        for two, other in enumerate(tall, len(flat)):
            if (
                line.low - _GAP <= other.at <= line.high + _GAP
                and other.low - _GAP <= line.at <= other.high + _GAP
            ):
                leader[lead(two)] = lead(one)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, line in enumerate([*flat, *tall]):
        groups.setdefault(lead(at), ([], []))[at >= len(flat)].append(line)
    return [(one, two) for one, two in groups.values() if one and two]


def _grid(flat: list[Rule], tall: list[Rule]) -> Grid | None:
    xs = _edges([line.at for line in tall], [line.low for line in flat], [line.high for line in flat])
    ys = _edges([line.at for line in flat], [line.low for line in tall], [line.high for line in tall])[::-1]
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1:
        return None
    leader = [list(range(row * columns, (row + 1) * columns)) for row in range(rows)]
    joined = list(range(rows * columns))

    def lead(at: int) -> int:
        while joined[at] != at:
            joined[at] = joined[joined[at]]
            at = joined[at]
        return at

    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(columns - 1):
            if not _drawn(tall, xs[column + 1], middle):
                joined[lead(leader[row][column + 1])] = lead(leader[row][column])
    for column in range(columns):
        middle = (xs[column] + xs[column + 1]) / 2
        for row in range(rows - 1):
            if not _drawn(flat, ys[row + 1], middle):
                joined[lead(leader[row + 1][column])] = lead(leader[row][column])
    boxes: dict[int, list[tuple[int, int]]] = {}
    for row in range(rows):
        for column in range(columns):
            boxes.setdefault(lead(leader[row][column]), []).append((row, column))
    return _numbered(xs, ys, list(boxes.values()))


def _numbered(xs: list[float], ys: list[float], boxes: list[list[tuple[int, int]]]) -> Grid:
    owner = [[0] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    spans = []
    for number, box in enumerate(boxes):
        for row, column in box:
            owner[row][column] = number
        rows, columns = [row for row, _ in box], [column for _, column in box]
        spans.append(Span(min(rows), min(columns), max(rows) + 1, max(columns) + 1))
    return Grid(tuple(xs), tuple(ys), tuple(spans), tuple(map(tuple, owner)))


def _edges(ats: list[float], lows: list[float], highs: list[float]) -> list[float]:
    """Return the places of the crossing lines; a table open at the sides ends where its lines end."""
    edges = sorted(set(ats))
    if min(lows) < edges[0] - _OVERHANG:
        edges.insert(0, min(lows))
    if max(highs) > edges[-1] + _OVERHANG:
        edges.append(max(highs))
    return [edges[0], *(two for one, two in pairwise(edges) if two - one > _NEAR)]


def _drawn(lines: list[Rule], at: float, along: float) -> bool:
    return any(abs(line.at - at) <= _NEAR and line.low <= along <= line.high for line in lines)
