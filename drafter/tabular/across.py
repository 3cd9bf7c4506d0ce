"""The sums that run across a table: which column is the total of which others, borne out row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.patterns import Regex
from drafter.tabular.addition import ENOUGH, NAMED, TOTAL, Sum
from drafter.tabular.cells import Block, Line

_COLUMNS, _LINES, _NEAR = 3, 24, 0.006
_CHANGE = Regex(r"增、?减|增加|减少|差额")


def sums_across(block: Block, *, enough: int = ENOUGH) -> Iterator[Sum]:
    """合计 | 基本支出 | 项目支出: one column is the sum of its neighbours in every row; a 小计 among them stands for its own.

    行政 | 事业 | 编制合计 | 实有 | 缺编: of those on its left and of those on its right.
    """
    inside: dict[int, tuple[int, ...]] = {}
    # 增减额 is left out: what changed by nothing known is not nought, and the columns say of it what there is to say.
    amounts = [i for i in block.columns if not _CHANGE.search("".join(block.heads.get(i, ())))]
    for columns in layers_of(block, amounts):
        for at in range(len(columns) - 1, -1, -1):
            rules = [rule for rule in _best_rules(block, columns, at, inside, enough) if rule]
            for rule in rules:
                yield from _row_sums(block, columns[at], rule)
            if rules:
                inside[columns[at]] = tuple(part for rule in rules for part in rule)
            else:
                yield from _less_some(block, columns, at)


def turned(block: Block) -> Block | None:
    """The block with its lines for columns, where years or kinds stand side by side and only few lines below each other."""
    lines = [line for line in block.lines if line.cells]
    if not len(block.columns) >= _COLUMNS or not _COLUMNS <= len(lines) <= _LINES:
        return None
    return Block(
        tuple(range(len(lines))),
        {n: (line.plain,) for n, line in enumerate(lines)},
        tuple(
            Line(
                "",
                "".join(block.heads.get(column, ())),
                {n: line.cells[column] for n, line in enumerate(lines) if column in line.cells},
                frozenset(n for n, line in enumerate(lines) if column in line.unread),
            )
            for column in block.columns
        ),
    )


def _less_some(block: Block, columns: Sequence[int], at: int) -> Iterator[Sum]:
    """综合得分 of all columns on its left, of which some (扣分) go off: what the others make too much, row by row, is twice what they hold."""
    left = columns[:at]
    rows = [
        line
        for line in block.lines
        if columns[at] in line.floats
        and line.unread.isdisjoint(left)
        and len(line.floats.keys() & {*left}) > 1
    ]
    if len(left) < _COLUMNS or len(rows) < _COLUMNS:
        return
    over = [sum(line.floats.get(i, 0.0) for i in left) - line.floats[columns[at]] for line in rows]
    for off in left:
        own = [line.floats.get(off, 0.0) for line in rows]
        held = sum(abs(a - 2 * b) < _NEAR for a, b in zip(over, own, strict=True))
        if sum(b > 0 for b in own) > 1 and held >= _COLUMNS and (len(rows) - held) * 3 <= held:
            for line in rows:
                parts = [(-1 if i == off else 1, line.cells[i]) for i in left if i in line.cells]
                yield Sum(line.cells[columns[at]], tuple(parts))
            return


def layers_of(block: Block, columns: Sequence[int]) -> Iterator[Sequence[int]]:
    """All these columns; and where each head has 预算数 and 决算数 below it, those of one kind by themselves."""
    yield columns
    last = [block.heads.get(i, ("",))[-1:] for i in columns]
    kinds = list(dict.fromkeys(last))
    if 1 < len(kinds) <= len(last) // 3:
        for kind in kinds:
            yield [i for i, own in zip(columns, last, strict=True) if own == kind]


def _best_rules(
    block: Block, columns: Sequence[int], at: int, inside: dict[int, tuple[int, ...]], enough: int
) -> list[tuple[int, ...]]:
    """The rule of the columns to the right and of those to the left, the better first; what the word 合计 proves is one."""
    runs = list(_runs(columns, at, inside))
    sides = [[run for run in runs if run and (run[0] > columns[at]) == right] for right in (True, False)]
    named = NAMED if any(TOTAL.fits(head) for head in block.heads.get(columns[at], ())) else 0
    found = sorted((_best_rule(block, columns[at], side, named, enough) for side in sides), reverse=True)
    if not named or not found[1][1]:
        return [rule for _, rule in found]
    other = next(side for side in sides if found[1][1] in side)
    return [found[0][1], _best_rule(block, columns[at], other, 0, enough)[1]]


def _best_rule(
    block: Block, total: int, runs: Sequence[tuple[int, ...]], named: int, enough: int
) -> tuple[Decimal, tuple[int, ...]]:
    best, rule = Decimal(0), tuple[int, ...]()
    for parts in runs:
        if not _may_hold(block, total, parts):
            continue
        held, failed = list[Sum](), list[Sum]()
        for one in _row_sums(block, total, parts):
            if not one.holds:
                failed.append(one)
                if len(failed) * 4 > len(block.lines):  # a third of the others, should they all hold
                    break
            elif one.total.value:
                held.append(one)
        several = sum(sum(cell.value != 0 for _, cell in one.parts) > 1 for one in held)
        weight = named + sum((one.weight for one in held), Decimal(0))
        if weight < enough or len(failed) * 3 > len(held) or not (named or several >= 2):
            continue
        score = weight - sum((one.digits for one in failed), Decimal(0))
        if not rule or score > best or (score == best and len(parts) > len(rule)):
            best, rule = score, parts
    return best, rule


def _may_hold(block: Block, total: int, parts: Sequence[int]) -> bool:
    """Whether three lines hold for each that fails, as a rule must: told beforehand, without a Sum for each line."""
    near = far = 0
    rounding = (len(parts) + 1) / 2 + 0.001  # half a whole unit each at most, and what floats leave
    for line in block.lines:
        amounts = line.floats
        if total in amounts and line.unread.isdisjoint(parts):
            own = [amounts[i] for i in parts if i in amounts]
            if own and abs(sum(own) - amounts[total]) < rounding:
                near += 1
            elif own:
                far += 1
                if far * 4 > len(block.lines):
                    return False
    return far * 3 <= near


def _runs(columns: Sequence[int], at: int, inside: dict[int, tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Neighbouring columns to the right or left, without those that a 小计 among them adds up already."""
    for run in (
        *(columns[at + 1 : end] for end in range(at + 2, len(columns) + 1)),
        *(columns[begin:at] for begin in range(at)),
    ):
        nested = {part for column in run for part in inside.get(column, ())} if inside else ()
        yield tuple([column for column in run if column not in nested]) if nested else tuple(run)


def _row_sums(block: Block, total: int, parts: Sequence[int]) -> Iterator[Sum]:
    for line in block.lines:
        if total not in line.cells or not line.unread.isdisjoint(parts):
            continue
        own = [line.cells[i] for i in parts if i in line.cells]
        if own:
            yield Sum(line.cells[total], tuple((1, cell) for cell in own))


# ---- down the columns ----
