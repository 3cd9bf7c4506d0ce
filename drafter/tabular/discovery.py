"""What the numbers of a table say by themselves: columns of which one is the quotient, the sum or a fixed multiple of others, row after row.

Heads need not name it. Each row that comes out is worth the digits that could not have come out by chance; a rule that no
head names needs more of them than the many rules that were tried bring about, and only what one slip breaks is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import log10

from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.relation import Kind, Relation, relate
from drafter.tabular.exact import held_exactly, one_slip

Grid = Sequence[Sequence[int | None]]  # the index of the mention in each cell
_Figure = tuple[float, float]  # the amount and half a step of it

_PRICE = Regex(
    r"单价|标准|均|平均|定额|每(?:[人户亩件台辆床次班生吨度月]|百?公里|平方米|立方米)|单产|比$|[（(][^（）()]*/[^（）()]*[）)]$"
)
_FEWEST, _NAMED = 3, 2  # rows that come out
_ENOUGH, _ENOUGH_NAMED = 9.0, 5.0  # digits of theirs
_ONE_OF_THREE = 8.0  # such digits of two rows outweigh a third
_FACTORS = (*(10.0**power for power in range(-9, 10)), 12.0, 1 / 12)
_MOST = 14  # columns; of more every number is some sum
_PARTS = range(2, 13)
"""Of how many a mean may be taken: 年均 of five years."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """Column `target` is Σ`left`, over column `right` when there is one, times `factor`."""

    kind: Kind
    target: int
    left: tuple[tuple[int, int], ...]
    right: int | None
    factor: Decimal
    evidence: float
    named: bool

    @property
    def columns(self) -> frozenset[int]:
        return frozenset(
            (self.target, *(c for _, c in self.left), *(() if self.right is None else (self.right,)))
        )


def discover(
    heads: Sequence[str],
    grid: Grid,
    body: Sequence[int],
    mentions: Sequence[Mention],
    *,
    but: set[int],
    known: set[frozenset[int]],
) -> Iterator[Relation]:
    """Yield what the columns say of each other row by row; of the columns `but` and of those that are `known` together it is told elsewhere."""
    heads, grid, body = _stacked(heads, grid, body)
    columns = _columns(grid, body, mentions)
    if len(columns) > _MOST:
        return
    told = set(known)
    rules = sorted(_rules(heads, columns, but), key=lambda one: (one.named, one.evidence), reverse=True)
    for rule in rules:
        if rule.columns in told:
            continue
        told.add(rule.columns)
        yield from held_exactly([*_relations(rule, grid, body, mentions)], mentions)


def _stacked(
    heads: Sequence[str], grid: Grid, body: Sequence[int]
) -> tuple[Sequence[str], Grid, Sequence[int]]:
    """A list that goes on at its right under the same heads, as one."""
    for parts in (2, 3):
        width, rest = divmod(len(heads), parts)
        if not rest and width > 1 and [*heads] == [*heads[:width]] * parts:
            rows = [grid[at][n * width : (n + 1) * width] for n in range(parts) for at in body]
            return heads[:width], rows, range(len(rows))
    return heads, grid, body


def _columns(grid: Grid, body: Sequence[int], mentions: Sequence[Mention]) -> dict[int, dict[int, _Figure]]:
    """The amounts of each column by row, of those that several rows fill with amounts; no rates. Whole numbers are counted."""
    found: dict[int, dict[int, _Figure]] = {}
    for column in range(max(map(len, grid), default=0)):
        own = {at: mentions[i] for at in body if (i := _at(grid, at, column)) is not None}
        if len(own) < _NAMED or any(one.measure in ("%", "‰") or one.bound for one in own.values()):
            continue
        if len({one.value for one in own.values()}) > 1:
            counted = all(one.step == one.factor == 1 for one in own.values())
            found[column] = {
                at: (float(one.amount), 0.0 if counted else float(one.step * abs(one.factor)) / 2)
                for at, one in own.items()
            }
    return found


def _rules(heads: Sequence[str], columns: dict[int, dict[int, _Figure]], but: set[int]) -> Iterator[_Rule]:
    for target, own in columns.items():
        if target in but:
            continue
        named = _PRICE.search(heads[target]) is not None
        others = [c for c in columns if c != target]
        for column in others:
            multiple = _multiple(own, columns[column], named=named)
            if multiple:
                yield _Rule("ratio", target, ((1, column),), None, *multiple, named)
        for a, b in combinations(others, 2):
            for top, bottom in ((a, b), (b, a)):
                found = _quotient(own, columns[top], columns[bottom], named=named)
                if found:
                    factor, evidence = found
                    yield _Rule("ratio", target, ((1, top),), bottom, factor, evidence, named)
            if abs(a - b) > 1 or target not in (
                min(a, b) - 1,
                max(a, b) + 1,
            ):  # those are found as sums across
                evidence = _sum(own, columns[a], columns[b])
                if evidence:
                    yield _Rule("sum", target, ((1, a), (1, b)), None, Decimal(1), evidence, named=False)


def _quotient(
    own: dict[int, _Figure], top: dict[int, _Figure], bottom: dict[int, _Figure], *, named: bool
) -> tuple[Decimal, float] | None:
    """The factor by which one column is another over a third, and how many digits tell so; None when they are not."""
    factor, held, failed, evidence = 0.0, 0, 0, 0.0
    tried = 0
    for at, (result, half) in own.items():
        if at not in top or at not in bottom:
            continue
        (a, near_a), (b, near_b) = top[at], bottom[at]
        if not (result and a and b):
            continue
        # 531 ÷ 60 is 8.85, which is off from the 8.9 it is printed as by more than half a step of that.
        near = half / max(abs(result) - half, half) if half else 0.0
        room = (near + near_a / abs(a) + near_b / abs(b)) or 0.5 / abs(result)
        off = result * b / a
        if not factor:
            tried += 1
            factor = next((one for one in _FACTORS if abs(off / one - 1) <= room + 1e-9), 0.0)
            if not factor:
                if tried > 1:
                    return None
                failed += 1
                continue
        if abs(off / factor - 1) <= room + 1e-9:
            held += 1
            evidence += max(min(-log10(2 * room), 6.0), 0.0)
        else:
            failed += 1
            if failed * 3 > len(own):
                return None
    if not _enough(held, failed, evidence, named=named):
        return None
    return (1 / Decimal(12) if abs(factor * 12 - 1) < 1e-6 else Decimal(repr(factor)).normalize()), evidence


def _multiple(
    own: dict[int, _Figure], other: dict[int, _Figure], *, named: bool
) -> tuple[Decimal, float] | None:
    """By what a column is another in every row, and how many digits tell so: 年均 of five years, 面积 at 105元 a 亩."""
    rows = [(own[at], other[at]) for at in own if at in other and own[at][0] and other[at][0]]
    rooms = [half / abs(a) + near / abs(b) or 0.5 / abs(a) for (a, half), (b, near) in rows]
    if len(rows) < (_NAMED if named else _FEWEST):
        return None
    closest = min(range(len(rows)), key=rooms.__getitem__)
    factor = _plain(rows[closest][0][0] / rows[closest][1][0], rooms[closest], named=named)
    if factor is None:
        return None
    held, failed, evidence = 0, 0, 0.0
    for at, ((a, _), (b, _)) in enumerate(rows):
        if abs(a / b / float(factor) - 1) <= rooms[at] + 1e-9:
            held += 1
            evidence += max(-log10(2 * rooms[at]), 0.0) * (named or at != closest)
        else:
            failed += 1
            if failed * 3 > len(rows):
                return None
    return (factor, evidence) if _enough(held, failed, evidence, named=named) else None


def _plain(quotient: float, room: float, *, named: bool) -> Decimal | None:
    """The quotient as a plain figure, one over a few where the head says 均, else of at most three digits; None for ten, a hundred, or no such figure."""
    if named:
        return next((1 / Decimal(n) for n in _PARTS if abs(quotient * n - 1) <= room + 1e-9), None)
    for digits in range(1, 4):
        told = Decimal(f"{quotient:.{digits}g}").normalize()
        if told and abs(float(told) / quotient - 1) <= room:
            return None if told.as_tuple().digits == (1,) or room * 10**digits > 1 else told
    return None


def _sum(own: dict[int, _Figure], one: dict[int, _Figure], other: dict[int, _Figure]) -> float:
    """How many digits tell that a column is the sum of two others, 0.0 when it is not."""
    held, failed, evidence = 0, 0, 0.0
    for at, (result, half) in own.items():
        if at not in one or at not in other:
            continue
        (a, near_a), (b, near_b) = one[at], other[at]
        room = half + near_a + near_b or 0.5
        if abs(a + b - result) <= room * 1.0001:
            if a and b and result:
                held += 1
                evidence += max(log10(min(abs(a), abs(b), abs(result)) / (2 * room)), 0.0)
        else:
            failed += 1
            if failed * 3 > len(own):
                return 0.0
    return evidence if _enough(held, failed, evidence, named=False) else 0.0


def _enough(held: int, failed: int, evidence: float, *, named: bool) -> bool:
    fewest, enough = (_NAMED, _ENOUGH_NAMED) if named else (_FEWEST, _ENOUGH)
    few = failed == 1 and held > 1 and named and evidence >= _ONE_OF_THREE
    return held >= fewest and evidence >= enough and (few or failed * 3 <= held)


def _relations(
    rule: _Rule, grid: Grid, body: Sequence[int], mentions: Sequence[Mention]
) -> Iterator[Relation]:
    for at in body:
        target = _at(grid, at, rule.target)
        left = [(sign, i) for sign, c in rule.left if (i := _at(grid, at, c)) is not None]
        right = [] if rule.right is None else [i for i in (_at(grid, at, rule.right),) if i is not None]
        if target is None or len(left) < len(rule.left) or (rule.right is not None and not right):
            continue
        if rule.kind == "ratio" and not (mentions[left[0][1]].value and mentions[target].value):
            continue
        found = relate(
            mentions,
            rule.kind,
            target,
            tuple(left),
            tuple((1, i) for i in right),
            certain=rule.named,
            likely=True,
            factor=rule.factor,
        )
        if found is not None and (found.holds or one_slip(mentions, found)):
            yield found


def _at(grid: Grid, row: int, column: int) -> int | None:
    return grid[row][column] if column < len(grid[row]) else None
