"""The formulas that a result of some kind may be the outcome of, over the numbers near it: those that come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, permutations, product

from drafter.kept import kept
from drafter.relations.evidence.accidents import Held, accident
from drafter.relations.evidence.field import OF_100, Near, Term
from drafter.relations.evidence.guesses import is_counted
from drafter.relations.relation import Kind, Terms, factor_of, relate
from drafter.relations.scene import Scene

_FLOAT = 1 + 1e-9
# How many say what is left, or what one of two is of both, for each that says a ÷ b.
_LEFT, _OF_BOTH = 0.05, 0.05
_ALIKE = 0.3
_FEWEST_OF_BALANCE = 3
_SIDE_BY_SIDE = 3  # with a rate of its own behind each
# The rates of carrying out crowd below 100 %, those of growth around nothing.
_NEARLY_ALL, _CROWDED, _GROWTH = 0.85, 0.3, 0.4

# What is weighed or counted in the one and told per head or 亩 in the other: GB 3100-1993.
_UNITS = {
    ("吨", "公斤"): 1000,
    ("吨", "千克"): 1000,
    ("吨", "斤"): 2000,
    ("公斤", "斤"): 2,
    ("立方米", "升"): 1000,
}


class Result:
    """A result; most that are looked at have nothing near to be the outcome of, and are weighed no further."""

    def __init__(self, scene: Scene, index: int) -> None:
        self.scene, self.index, self.mention = scene, index, scene.mentions[index]
        self._scale = OF_100.get(self.mention.measure, 1.0)

    @kept
    def value(self) -> float:
        """As the formula gives it: 0.5 for 50%."""
        return float(self.mention.amount) / self._scale

    @kept
    def half(self) -> float:
        """Half its step."""
        return abs(float(self.mention.step * factor_of(self.mention))) / self._scale / 2

    def held(
        self,
        kind: Kind,
        left: Terms,
        right: Terms,
        prior: float,
        slack: float,
        spread: float,
        factor: Decimal = Decimal(1),
    ) -> Iterator[Held]:
        """The relation, if it holds at the precision written."""
        made = relate(self.scene.mentions, kind, self.index, left, right, factor=factor)
        if made is not None and made.holds:
            terms = [self.scene.mentions[i] for i in made.terms]
            yield Held(made, prior, accident(self.mention, terms, slack, spread))


def shares(result: Result, near: Near, prior: float, *, factor: int = 1) -> Iterator[Held]:
    """a ÷ b, what is left of it, or one of two as a share of both."""
    groups = _by_measure(near)
    pairs = sum(_pairs(group) for group in groups)
    value, half = result.value / factor, result.half / factor
    spread = _CROWDED if value > _NEARLY_ALL else 1.0
    if result.mention.measure not in ("%", "‰"):
        spread = value
    for (one, p), (other, q) in _both_ways(groups):
        found = one.amount / other.amount
        slack = (half + value * (one.loose + other.loose)) * _FLOAT
        weight = prior * p * q / pairs
        a, b = one.index, other.index
        if abs(found - value) <= slack:
            yield from result.held("ratio", ((1, a),), ((1, b),), weight, slack, spread, Decimal(factor))
        elif spread == value or factor != 1:
            continue
        elif abs(1 - found - value) <= slack:
            left = ((1, b), (-1, a))
            yield from result.held("ratio", left, ((1, b),), _LEFT * weight, slack, spread)
        elif abs(found - value * (1 + found)) <= slack * abs(1 + found) and _make_a_whole(result.scene, a, b):
            both = tuple((1, i) for i in sorted((a, b)))
            yield from result.held("ratio", ((1, a),), both, _OF_BOTH * weight, slack, spread)


def filled(result: Result, near: Near, prior: float) -> Iterator[Held]:
    """a ÷ b of things that are counted one by one under two names: 培训18264人次，取证15127人."""
    counts = [one for one in near if is_counted(result.scene.mentions[one[0].index])]
    pairs = _pairs(counts)
    for (one, p), (other, q) in permutations(counts, 2):
        found = one.amount / other.amount
        if one.measure != other.measure and abs(found - result.value) <= result.half * _FLOAT:
            weight, spread = prior * p * q / pairs, _CROWDED if result.value > _NEARLY_ALL else 1.0
            left, right = ((1, one.index),), ((1, other.index),)
            yield from result.held("ratio", left, right, weight, result.half, spread)


def growths(result: Result, near: Near, prior: float) -> Iterator[Held]:
    """(a − b) ÷ b; without a direction word in either direction."""
    sign = result.mention.sign
    groups = _by_measure(near)
    pairs = sum(_pairs(group) for group in groups)
    for (now, p), (base, q) in _both_ways(groups):
        found = now.amount / base.amount
        slack = (result.half + found * (now.loose + base.loose)) * _FLOAT
        grown = (found - 1) * sign if sign else abs(found - 1)
        if abs(grown - result.value) <= slack:
            a, b = now.index, base.index
            left = ((1, b), (-1, a)) if not sign and found < 1 else ((1, a), (-1, b))
            yield from result.held("growth", left, ((1, b),), prior * p * q / pairs, slack, _GROWTH)


def differences(result: Result, near: Near, prior: float) -> Iterator[Held]:
    """a − b of what the result itself counts, below nothing where 结余-2.36亿元 is."""
    pairs, value = _pairs(near) / 2, abs(result.value)
    for (one, p), (other, q) in combinations(near, 2):
        slack = (result.half + one.amount * one.loose + other.amount * other.loose) * _FLOAT
        if abs(abs(one.amount - other.amount) - value) <= slack < min(value, one.amount, other.amount):
            high, low = (one, other) if one.amount > other.amount else (other, one)
            left = ((1, high.index), (-1, low.index))
            if result.mention.sign < 0 or result.value < 0:
                left = ((1, low.index), (-1, high.index))
            yield from result.held("difference", left, (), prior * p * q / pairs, slack, value)


def balances(result: Result, near: Near, prior: float) -> Iterator[Held]:
    """a + b − c: what there was, with what came and without what went."""
    if len(near) < _FEWEST_OF_BALANCE:
        return
    tried = len(near) * (len(near) - 1) * (len(near) - 2) / 2
    for (one, _), (other, _) in combinations(near, 2):
        for gone, _ in near:
            if gone is one or gone is other:
                continue
            slack = (result.half + sum(x.amount * x.loose for x in (one, other, gone))) * _FLOAT
            off = abs(one.amount + other.amount - gone.amount - result.value)
            if off <= slack < min(result.value, one.amount, other.amount, gone.amount):
                left = tuple(sorted([(1, one.index), (1, other.index), (-1, gone.index)], key=lambda x: x[1]))
                yield from result.held("sum", left, (), prior / tried, slack, result.value)


def runs(result: Result, near: Near, prior: float) -> Iterator[Held]:
    """The sum of what stands right before the result, or right behind it."""
    behind = [one for one, _ in near if one.index > result.index]
    before = [one for one, _ in near if one.index < result.index]
    tried = max(len(behind) - 1, 0) + max(len(before) - 1, 0)
    for run in (behind, before[::-1]):
        amount, slack, least = 0.0, result.half, result.value
        for n, one in enumerate(run):
            amount += one.amount
            slack += one.amount * one.loose
            least = min(least, one.amount)
            if n and abs(amount - result.value) <= slack * _FLOAT < least:
                left = tuple((1, i) for i in sorted(part.index for part in run[: n + 1]))
                yield from result.held("sum", left, (), prior / tried, slack, result.value)


def averages(result: Result, near: Near, prior: float, factor: Decimal) -> Iterator[Held]:
    """a ÷ b of what the result counts by something else."""
    measure = result.mention.measure
    own = [(one, p, times) for one, p in near if (times := _times(one.measure, measure))]
    # 每名网格员服务401人: what is counted alike is divided by only where a name says so.
    # 百元医疗收入消耗卫生材料17.5元: for so much money of another kind.
    counts = [
        (one, p if one.measure != measure else _ALIKE * p)
        for one, p in near
        if one.measure != "元" or (measure == "元" and factor > 1)
    ]
    pairs = sum(p for _, p, _ in own) * sum(p for _, p in counts)
    for one, p, times in own:
        scale = times * float(factor)
        value, half = result.value / scale, result.half / scale
        for count, q in counts:
            slack = (half + value * (one.loose + count.loose)) * _FLOAT
            if abs(one.amount / count.amount - value) <= slack and one is not count:
                left, right = ((1, one.index),), ((1, count.index),)
                weight = prior * p * q / pairs
                yield from result.held("ratio", left, right, weight, slack, value, times * factor)


def _times(measure: str, other: str) -> int:
    """How many of the one an average counts in the other; 0 where it does not: 人次 per head are 次, 床日 are 天."""
    if (
        measure == other
        or (measure and other.startswith(measure + "/"))  # 单位成本1.80万元/平方公里
        or (other in ("次", "人") and measure == "人次")
        or (other == "天" and measure[-1:] == "日")
    ):
        return 1
    return 1 if other == "次" and measure[-1:] == "次" else _UNITS.get((measure, other), 0)


def spread_over(result: Result, near: Near, prior: float, factors: Sequence[Decimal]) -> Iterator[Held]:
    """a by the days or months of a year, which no report prints."""
    own = [(one, p) for one, p in near if one.measure == result.mention.measure]
    yield from parts_of(result, own, prior, factors)


def parts_of(
    result: Result, own: Near, prior: float, factors: Sequence[Decimal], *, unit: int = 1
) -> Iterator[Held]:
    """a by what no report prints, such as the days of the year that it is a share of; `unit` is 100 for per cent."""
    total = sum(p for _, p in own) * len(factors)
    for factor, (one, p) in product(factors, own):
        value = one.amount * float(factor) / unit
        slack = (result.half + value * one.loose) * _FLOAT
        if abs(value - result.value) <= slack:
            yield from result.held("ratio", ((1, one.index),), (), prior * p / total, slack, value, factor)


def _make_a_whole(scene: Scene, one: int, other: int) -> bool:
    near = abs(one - other) <= _SIDE_BY_SIDE
    return near and all(scene.mentions[i].role != "change" for i in (one, other))


def _by_measure(near: Near) -> list[Near]:
    groups: dict[str, list[tuple[Term, float]]] = {}
    for one in near:
        groups.setdefault(one[0].measure, []).append(one)
    return [group for group in groups.values() if len(group) > 1]


def _both_ways(groups: Iterable[Near]) -> Iterator[tuple[tuple[Term, float], tuple[Term, float]]]:
    for group in groups:
        yield from permutations(group, 2)


def _pairs(group: Near) -> float:
    """The weights of all ordered pairs together."""
    total = sum(p for _, p in group)
    return total * total - sum(p * p for _, p in group)
