"""Columns of which one is worked out of two others: 单价 of 数量 and 金额, 人均 of 人数 and 总额, and the growth of one year over that in the row before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.relation import Relation, relate
from drafter.tabular.exact import held_exactly

Grid = Sequence[Sequence[int | None]]  # the index of the mention in each cell

_Key = TypeVar("_Key")

_PRICE = Regex(r"单价|标准|均价|[人户亩车生班件台次日月村]均|平均|定额|每[人户亩件台月]")
_TIMES = Regex(r"月数|[（(](?:个?月|天|次|学期|年)[）)]|天数|次数|租期|年限|期数")
_MOST_TIMES = 366
_GROWN = Regex(r"增[长速幅]|增减|同比|环比|比上年|较上年|升降")
_YEAR = Regex(r"((?:19|20)\d\d)年?度?")
_RATES = ("%", "‰")
_MONTHS = Decimal(1) / 12
_ENOUGH = 5
"""Digits that come out, as for all rules of columns."""


def products_in(
    heads: Sequence[str], grid: Grid, body: Sequence[int], mentions: Sequence[Mention]
) -> Iterator[Relation]:
    """Yield for each column of prices what its rows say: 金额 ÷ 数量, a month's of a year, or for so many times as a column tells."""
    columns = [c for c in range(len(heads)) if any(_at(grid, at, c) is not None for at in body)]
    for target in columns:
        if not _PRICE.search(heads[target]) or _all_rates(target, grid, body, mentions):
            continue
        others = [c for c in columns if c != target and not _all_rates(c, grid, body, mentions)]
        found: dict[tuple[int, int, int], list[Relation]] = {}
        for amount, count in ((a, b) for a in others for b in others if a != b):
            for times in (
                -1,
                -2,
                *(c for c in others if c not in (amount, count) and _TIMES.search(heads[c])),
            ):
                found[amount, count, times] = list(
                    _prices(target, amount, count, times, grid, body, mentions)
                )
        yield from _borne_out(found, mentions)


def _prices(
    target: int,
    amount: int,
    count: int,
    times: int,
    grid: Grid,
    body: Sequence[int],
    mentions: Sequence[Mention],
) -> Iterator[Relation]:
    """`times`: the column that tells how often; -1 once, -2 each month of a year."""
    for at in body:
        result, part, whole = (_at(grid, at, column) for column in (target, amount, count))
        factor: Decimal | None = Decimal(1) if times == -1 else _MONTHS
        if times >= 0:
            told = _at(grid, at, times)
            value = None if told is None else mentions[told].value
            factor = 1 / value if value and 0 < value <= _MOST_TIMES else None
        if result is None or part is None or whole is None or factor is None or not mentions[part].value:
            continue
        if not mentions[result].value:
            continue  # 合计 | 120台 | 0 | 36万元: there is no price of all
        one = relate(mentions, "ratio", result, ((1, part),), ((1, whole),), certain=True, factor=factor)
        if one is not None:
            yield one


def growths_in(
    names: Mapping[int, str], heads: Sequence[str], grid: Grid, mentions: Sequence[Mention]
) -> Iterator[Relation]:
    """Yield for each column of growths in a list of years what a column before it grew by from row to row."""
    years = {at: int(told[1]) for at, name in names.items() if (told := _YEAR.fullmatch(name))}
    before = {at: other for at, year in years.items() for other, last in years.items() if last == year - 1}
    if len(before) < 2:
        return
    for target in range(len(heads)):
        if not _GROWN.search(heads[target]) or not _all_rates(target, grid, [*years], mentions):
            continue
        found: dict[int, list[Relation]] = {}
        for column in (c for c in range(len(heads)) if c != target):
            own = found.setdefault(column, [])
            for at, last in before.items():
                result, now, then = _at(grid, at, target), _at(grid, at, column), _at(grid, last, column)
                if result is None or now is None or then is None or mentions[now].measure in _RATES:
                    continue
                terms = ((1, now), (-1, then)), ((1, then),)
                one = relate(mentions, "growth", result, *terms, certain=True)
                if one is not None:
                    own.append(one)
        # One wrong amount breaks its own row and the next.
        yield from _borne_out(found, mentions, most=1)


def _borne_out(
    found: Mapping[_Key, list[Relation]], mentions: Sequence[Mention], *, most: int = 2
) -> Iterator[Relation]:
    """The relations of the one rule that two rows or more bear out, `most` for each that fails."""
    weights: dict[_Key, Decimal] = {}
    for rule, relations in found.items():
        held = [one for one in relations if one.holds]
        weight = sum((Decimal(mentions[one.target].digits) for one in held), Decimal(0))
        if len(held) > 1 and weight >= _ENOUGH and (len(relations) - len(held)) * most <= len(held):
            weights[rule] = weight
    best = [rule for rule, weight in weights.items() if weight == max(weights.values())]
    if len(best) == 1:
        yield from held_exactly(found[best[0]], mentions)


def _all_rates(column: int, grid: Grid, body: Sequence[int], mentions: Sequence[Mention]) -> bool:
    own = [i for at in body if (i := _at(grid, at, column)) is not None]
    return bool(own) and all(mentions[i].measure in _RATES for i in own)


def _at(grid: Grid, row: int, column: int) -> int | None:
    return grid[row][column] if column < len(grid[row]) else None
