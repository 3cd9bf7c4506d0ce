"""What a number would come to, reckoned from those near it: the calculations that reports make, whatever their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.evidence.field import OF_100, is_amount
from drafter.relations.evidence.guesses import POINTS
from drafter.relations.scene import Scene

_OF_BALANCE = 4  # numbers on either side of what a balance is made of
_NOT_SHARED = ("", "分")
_ADDED = Regex(
    "[共总合]|其中|分别|包括|其他|其余|加|[余剩存欠结节省尚未]|[增减升降涨超]|[多少短缺净差高低]|[比较]|由|从|至|到|年[初末]|期[初末]|[一二三四五六七八九两]项|中[，：]"
)
_EACH = Regex("[均每]|单[价位产]|标准|亩产|/")


@dataclass(frozen=True, slots=True)
class Due:
    """What a number would come to by a calculation with `others`, `loose` either way, and the words one would use for it; `is_run` where it is all of a run of amounts."""

    value: float
    loose: float
    others: tuple[int, ...]
    words: Regex | None = None
    is_run: bool = False


def find_dues(scene: Scene, index: int, near: Sequence[int]) -> Iterator[Due]:
    """What the number would come to by each calculation with those near."""
    own = scene.mentions[index]
    terms = {i: _term(scene.mentions[i]) for i in near}
    rates = [i for i in near if scene.mentions[i].measure in OF_100]
    points = [i for i in near if scene.mentions[i].measure in POINTS]
    amounts = [i for i in near if is_amount(scene.mentions[i])]
    counted = [i for i in amounts if scene.mentions[i].measure not in _NOT_SHARED]
    if own.measure in POINTS:
        yield from _differences(terms, rates)
    elif own.measure in OF_100:
        yield from _rates(scene, terms, counted, OF_100[own.measure], growth=own.role == "growth")
        yield from _moved(terms, [i for i in rates if scene.mentions[i].measure == own.measure], points)
    elif is_amount(own):
        like = [i for i in amounts if scene.like(i, index)]
        yield from _sums(terms, index, like)
        if own.measure not in _NOT_SHARED:
            yield from _by_rates(scene, terms, like, rates)
        other = [i for i in amounts if i not in like]
        if other and (each := [i for i in (index, *amounts) if _tells_of_each(scene, i)]):
            yield from _products(terms, other, amounts if index in each else each)


_Terms = dict[int, tuple[float, float]]
"""The amount of each number, and half its step."""


def _differences(terms: _Terms, rates: Sequence[int]) -> Iterator[Due]:
    for a, b in combinations(rates, 2):
        yield Due(abs(terms[a][0] - terms[b][0]), terms[a][1] + terms[b][1], (a, b))


def _moved(terms: _Terms, rates: Sequence[int], points: Sequence[int]) -> Iterator[Due]:
    for a in rates:
        for b in points:
            for sign in (1, -1):
                yield Due(terms[a][0] + sign * terms[b][0], terms[a][1] + terms[b][1], (a, b))


def _rates(scene: Scene, terms: _Terms, amounts: Sequence[int], of: float, *, growth: bool) -> Iterator[Due]:
    for a, b in permutations(amounts, 2):
        if scene.like(a, b):
            x, y = terms[a][0], terms[b][0]
            one = x / abs(y - x) if growth and x != y else x / y
            for share in (one, abs(x - y) / y, x / (x + y)):
                yield Due(share * of, 0, (a, b))


def _by_rates(scene: Scene, terms: _Terms, like: Sequence[int], rates: Sequence[int]) -> Iterator[Due]:
    """The part or the whole of a share, what has grown and what it has grown from."""
    for r in rates:
        of = OF_100[scene.mentions[r].measure]
        rate, half = terms[r][0] / of, terms[r][1] / of
        grown = scene.mentions[r].role == "growth"
        factors = [rate, 1 + rate, 1 - rate] if grown else [rate, 1 - rate]
        for a in like:
            amount, loose = terms[a]
            for by in factors:
                if by > 0:
                    yield Due(amount * by, loose * by + amount * half, (a, r))
                    yield Due(amount / by, (loose + amount * half / by) / by, (a, r))


def _tells_of_each(scene: Scene, i: int) -> bool:
    return _EACH.search(scene.words_before(i) + scene.mentions[i].unit + scene.words_after(i)) is not None


def _products(terms: _Terms, other: Sequence[int], amounts: Sequence[int]) -> Iterator[Due]:
    for a in other:
        for b in amounts:
            if a == b:
                continue
            (x, half), (y, other_half) = terms[a], terms[b]
            loose = half / x + other_half / y
            for value in (x * y, x / y, y / x):
                for scale in (1.0, 100.0, 0.01):
                    yield Due(value * scale, value * scale * loose, (a, b))


def _sums(terms: _Terms, index: int, like: Sequence[int]) -> Iterator[Due]:
    for a, b in combinations(like, 2):
        (x, half), (y, other_half) = terms[a], terms[b]
        yield Due(x + y, half + other_half, (a, b), _ADDED)
        yield Due(abs(x - y), half + other_half, (a, b), _ADDED)
    places = sorted([*like, index])
    at = places.index(index)
    for run in (places[at + 1 :], places[:at][::-1]):
        yield from (one for n, one in enumerate(_totals(terms, run)) if n > 1)
    for whole in like:  # of which it is a part
        run = [i for i in places if i > whole] if whole < index else [i for i in places if i < whole][::-1]
        run = [i for i in run if i != index] if index in run else []
        for n, one in enumerate(_totals(terms, run)):
            if (n and (one.others[-1] > index) == (whole < index)) or n == len(run) - 1:
                rest = terms[whole][0] - one.value
                yield Due(rest, one.loose + terms[whole][1], (whole, *one.others), _ADDED, is_run=n > 0)
    close = [i for i in like if abs(i - index) <= _OF_BALANCE]
    for a, b in combinations(close, 2):
        for c in close:
            if c not in (a, b):
                value = terms[a][0] + terms[b][0] - terms[c][0]
                yield Due(value, terms[a][1] + terms[b][1] + terms[c][1], (a, b, c), _ADDED)


def _totals(terms: _Terms, run: Sequence[int]) -> Iterator[Due]:
    """The sums of the first, of the first two, of the first three …"""
    total = loose = 0.0
    for n, i in enumerate(run):
        total, loose = total + terms[i][0], loose + terms[i][1]
        yield Due(total, loose, tuple(run[: n + 1]), _ADDED, is_run=True)


def _term(mention: Mention) -> tuple[float, float]:
    low, high = mention.interval
    return abs(mention.rough[0]), 0.0 if mention.bound else float(high - low) / 2
