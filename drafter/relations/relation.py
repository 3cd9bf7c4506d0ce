"""What a relation between numbers is, whether it holds at the precision written, and what one number would have to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Literal

from drafter.kept import kept
from drafter.numbers.numerals import read_numeral
from drafter.numbers.quantity import Mention

Kind = Literal["ratio", "growth", "difference", "sum"]
Terms = tuple[tuple[int, int], ...]  # (sign, index of the mention)

_EXACT = Decimal("0.000001")
_PERCENT = {"%": Decimal(100), "‰": Decimal(1000), "成": Decimal(10)}


@dataclass(frozen=True)  # no slots: what is asked of a relation again and again is kept in it
class Relation:
    """`target` is stated to be Σ`left`, divided by Σ`right` when there is a right side, times `factor`.

    `certain` means that the wording names the terms, so that a relation that does not hold is an error; `likely` that it
    suggests them, so that a person should look. One that was only found by calculation always holds. `expected` is the
    recomputed value in the target's unit, signed. `factor` is what a name says and no number prints: twelve months, 1000 公斤 in a 吨.
    A growth told as 年均 is the one that makes the whole growth in so many `years`.
    """

    kind: Kind
    target: int
    left: Terms
    right: Terms
    holds: bool
    certain: bool
    expected: Decimal
    likely: bool = False
    factor: Decimal = Decimal(1)
    years: int = 1

    @kept
    def terms(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys([index for _, index in (*self.left, *self.right)]))

    @kept
    def numbers(self) -> frozenset[int]:
        """All numbers that take part, whichever of them is called the result."""
        return frozenset((self.target, *self.terms))

    def renumbered(self, place: Callable[[int], int]) -> Relation:
        """Return the same relation between mentions of which `place` tells the new index by the old."""
        one = Relation.__new__(
            Relation
        )  # without what is kept of the old numbers: an edit renumbers hundreds
        one.__dict__.update({name: self.__dict__[name] for name in _FIELDS})
        one.__dict__.update(
            target=place(self.target),
            left=tuple([(sign, place(i)) for sign, i in self.left]),
            right=tuple([(sign, place(i)) for sign, i in self.right]),
        )
        return one

    def formula(self, names: Callable[[int], str]) -> str:
        """Return the formula in terms of what `names` calls each mention, such as "F3/(F4+F5)"."""
        # A difference has no factor but that of the unit it does not print.
        left, times = _side(self.left, names), "" if self.kind == "difference" else _times(self.factor)
        if not self.right:
            return f"{_wrap(left, self.left)}{times}" if times else left
        if self.years > 1:
            if len(self.left) == 2:
                return f"({_side(self.left[:1], names)}/{_side(self.right, names)})^(1/{self.years})-1"
            return f"({left}/{_wrap(_side(self.right, names), self.right)}+1)^(1/{self.years})-1"
        return f"{_wrap(left, self.left)}/{_wrap(_side(self.right, names), self.right)}{times}"


_FIELDS = tuple(one.name for one in fields(Relation))


def relate(
    mentions: Sequence[Mention],
    kind: Kind,
    target: int,
    left: Terms,
    right: Terms = (),
    *,
    certain: bool = False,
    likely: bool = False,
    factor: Decimal = Decimal(1),
    years: int = 1,
) -> Relation | None:
    """Return the relation with its verdict; None when a divisor is zero, or a difference is one of rounding alone."""
    stated = mentions[target]
    top = factor * sum((sign * mentions[i].amount for sign, i in left), Decimal(0))
    if right:
        bottom = sum((sign * mentions[i].amount for sign, i in right), Decimal(0))
        if not bottom:
            return None
        expected = _yearly(top / bottom, years) * _scale(stated) / factor_of(stated)
    else:
        expected = top / factor_of(stated)
    holds = _holds(mentions, kind, target, left, right, factor, years)
    if holds and kind == "difference" and stated.amount and not top:
        return None  # 收入500.12万元、支出500.12万元，增加40.72元 is the difference of other amounts
    return Relation(kind, target, left, right, holds, certain, expected, likely, factor, years)


def may_add_up(mentions: Sequence[Mention], total: int, terms: Terms) -> bool:
    """Return whether the signed terms come near the total, which most do not: told in floats, before it is worked out to the last place."""
    stated = mentions[total]
    rest, slack = stated.rough
    open_ended = bool(stated.bound)
    for sign, index in terms:
        mention = mentions[index]
        amount, step = mention.rough
        rest -= sign * amount
        slack += step
        open_ended = open_ended or bool(mention.bound)
    return open_ended or abs(rest) <= slack


def holds_with(mentions: Sequence[Mention], relation: Relation, index: int, token: str) -> bool:
    """Return whether `relation` would hold if the number at `index` had been written `token`."""
    value = read_numeral(token)
    if value is None:
        return False
    mention = mentions[index]
    changed = replace(mention, token=token, value=value, amount=value * factor_of(mention))
    view = _Overlay(mentions, index, changed)
    sides = relation.left, relation.right
    return _holds(view, relation.kind, relation.target, *sides, relation.factor, relation.years)


def solve(mentions: Sequence[Mention], relation: Relation, index: int) -> tuple[Decimal, Decimal] | None:
    """Return the interval the number at `index` must lie in, in its own unit, for `relation` to hold; None when none would do."""
    mention = mentions[index]
    if index == relation.target:
        return _solve_target(mentions, relation)
    # Σleft − stated·Σright = 0 is linear in each term: its coefficient and the rest, at both ends of what is stated.
    low, high = _stated(mentions[relation.target], relation.kind)
    if mentions[relation.target].measure == "分" and not relation.right:
        low = high = mentions[relation.target].amount
    if relation.right:
        scale = _scale(mentions[relation.target])
        low, high = (_in_all(end / scale, relation.years) for end in (low, high))
    ends: list[Decimal] = []
    for stated in (low / relation.factor, high / relation.factor):
        weight = Decimal(sum(sign for sign, i in relation.left if i == index))
        rest = sum((sign * mentions[i].amount for sign, i in relation.left if i != index), Decimal(0))
        if relation.right:
            weight -= stated * sum(sign for sign, i in relation.right if i == index)
            rest -= stated * sum(
                (sign * mentions[i].amount for sign, i in relation.right if i != index), Decimal(0)
            )
        else:
            rest -= stated
        if not weight:
            return None
        ends.append(-rest / weight / factor_of(mention))
    return min(ends), max(ends)


def _solve_target(mentions: Sequence[Mention], relation: Relation) -> tuple[Decimal, Decimal] | None:
    """What is recomputed from the terms as printed: who writes a result computes it from those."""
    target = mentions[relation.target]
    value = relation.expected
    return (
        (-value, -value) if target.sign < 0 and relation.kind in ("growth", "difference") else (value, value)
    )


def of_nothing(mentions: Sequence[Mention], relation: Relation) -> bool:
    """Whether its total only repeats one part beside noughts, or all are nought, and no words name the parts."""
    return (
        relation.kind == "sum"
        and relation.holds
        and not relation.certain
        and sum(1 for _, index in relation.left if mentions[index].value) <= 1
    )


def tells_its_base(mentions: Sequence[Mention], relation: Relation) -> bool:
    """Whether a rate shows what it is of: 0% is nought of anything, and 100% is an amount of its like, wherever that stands.

    Of such a rate the base is believed that stands, with the part, right before it.
    """
    top, bottom = (
        sum((sign * mentions[i].amount for sign, i in side), Decimal(0))
        for side in (relation.left, relation.right)
    )
    return (
        relation.kind != "ratio"
        or top not in (0, bottom)
        or sorted(relation.terms) == [*range(relation.target - len(relation.terms), relation.target)]
    )


def recomputed(mentions: Sequence[Mention], relation: Relation) -> tuple[Decimal, Decimal]:
    """Return between what the target may lie in its own unit, its terms being rounded to what is printed."""
    target = mentions[relation.target]
    scale = relation.factor * (_scale(target) if relation.right else 1)
    written = _written(relation.left, relation.right, mentions)
    low, high = _quotient(relation.left, relation.right, mentions, scale, written)
    return low / factor_of(target), high / factor_of(target)


def factor_of(mention: Mention) -> Decimal:
    """Return what turns the value as written into the amount: 10000 for 万元."""
    return mention.factor


def _yearly(growth: Decimal, years: int) -> Decimal:
    """The growth of each year that in so many years makes `growth`; none makes a loss of everything."""
    if years == 1 or not growth.is_finite():
        return growth
    return (1 + growth) ** (Decimal(1) / years) - 1 if growth > -1 else Decimal(-1)


def _in_all(growth: Decimal, years: int) -> Decimal:
    return growth if years == 1 else (1 + growth) ** years - 1


def _scale(mention: Mention) -> Decimal:
    return _PERCENT.get(mention.measure, Decimal(1))


def holds_rounded(mentions: Sequence[Mention], relation: Relation) -> bool:
    """Return whether `relation` holds if its whole numbers are rounded, though others of it are written to decimals."""
    sides = relation.left, relation.right
    how = relation.factor, relation.years
    return _holds(mentions, relation.kind, relation.target, *sides, *how, rounded=True)


def _holds(
    mentions: Sequence[Mention],
    kind: Kind,
    target: int,
    left: Terms,
    right: Terms,
    factor: Decimal,
    years: int,
    *,
    rounded: bool = False,
) -> bool:
    if mentions[target].measure == "分" and not right and factor == 1:  # points are given, not rounded
        return sum(sign * mentions[i].amount for sign, i in left) == mentions[target].amount * (
            mentions[target].sign or 1
        )
    if kind == "sum" and factor == 1 and not may_add_up(mentions, target, left):
        return False
    scale = _scale(mentions[target]) if right else Decimal(1)
    written = {} if rounded else _written(left, right, mentions)
    low, high = (_yearly(end, years) * scale for end in _quotient(left, right, mentions, factor, written))
    if not right and not mentions[target].value:
        return low <= 0 <= high  # 结余0亿元 is nothing, not anything below half
    stated_low, stated_high = _stated(mentions[target], kind)
    return low <= stated_high and stated_low <= high


def _stated(target: Mention, kind: Kind) -> tuple[Decimal, Decimal]:
    """What the text says, signed by its direction word where the kind has a direction."""
    low, high = target.interval
    if kind in ("growth", "difference") and target.sign < 0:
        return -high, -low
    if kind == "ratio" and low == high:  # people are counted one by one, but an average of them is rounded
        return low - target.step / 2, high + target.step / 2
    return low, high


def _interval(
    terms: Terms, mentions: Sequence[Mention], written: Mapping[str, Decimal]
) -> tuple[Decimal, Decimal]:
    low = high = Decimal(0)
    for sign, index in terms:
        mention = mentions[index]
        if not mention.value:
            continue  # 0万元 is nothing, not anything below half a 万元
        if mention.step == 1 and mention.unit in written and not mention.bound:
            mention = replace(mention, step=written[mention.unit])
        if mention.measure == "分" and mention.step == 1:  # a full mark is given, not rounded
            low, high = low + sign * mention.amount, high + sign * mention.amount
            continue
        # A limit written to the decimals (控制在500.00万元以内) is itself exact.
        limit = mention.step < 1 and mention.bound in ("以内", "以上")
        below, above = replace(mention, bound="").interval if limit else mention.interval
        low += below if sign > 0 else -above
        high += above if sign > 0 else -below
    return low, high


def _written(left: Terms, right: Terms, mentions: Sequence[Mention]) -> Mapping[str, Decimal]:
    """The places to which whole numbers are written, by unit: 计划6亿元 beside 完成5.4亿元 is 6.0, whose nought nobody prints."""
    terms = [mentions[i] for _, i in (*left, *right)]
    if len(terms) < 2 or len({one.step for one in terms}) < 2:
        return {}
    written: dict[str, Decimal] = {}
    for one in terms:
        if one.step < 1:
            written[one.unit] = min(one.step, written.get(one.unit, one.step))
    return written


def _quotient(
    left: Terms,
    right: Terms,
    mentions: Sequence[Mention],
    scale: Decimal,
    written: Mapping[str, Decimal],
) -> tuple[Decimal, Decimal]:
    low, high = _interval(left, mentions, written)
    if not right:
        return low * scale, high * scale
    below, above = _interval(right, mentions, written)
    if below <= 0 <= above:
        return Decimal("-Infinity"), Decimal("Infinity")
    ends = [side / base * scale for side in (low, high) for base in (below, above)]
    return min(ends), max(ends)


def _side(terms: Terms, names: Callable[[int], str]) -> str:
    text = "".join(("+" if sign > 0 else "-") + names(index) for sign, index in terms)
    return text.removeprefix("+")


def _times(factor: Decimal) -> str:
    if factor == 1:
        return ""
    if factor < 1 and abs(1 / factor - round(1 / factor)) > _EXACT:
        return f"*100/{round(100 / factor)}"  # per cent of the days of a year
    return f"/{round(1 / factor)}" if factor < 1 else f"*{factor.normalize():f}"


def _wrap(text: str, terms: Terms) -> str:
    return text if len(terms) == 1 and terms[0][0] > 0 else f"({text})"


class _Overlay(Sequence[Mention]):
    """The mentions with one replaced, without copying them all."""

    def __init__(self, mentions: Sequence[Mention], index: int, mention: Mention) -> None:
        self._mentions, self._index, self._mention = mentions, index, mention

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        return self._mention if index == self._index else self._mentions[index]

    def __len__(self) -> int:
        return len(self._mentions)
