"""Numbers that nothing is known of, but would be had one slip of typing not been made: the paragraph is read once more without it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import combinations, pairwise, permutations

from drafter.numbers.numerals import read_numeral
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.broken.near_behind import HARDLY, OPENED, TOTALLED
from drafter.relations.evidence.chance import chance, chance_of_rest
from drafter.relations.evidence.field import AMOUNTS, OF_100
from drafter.relations.evidence.guesses import POINTS, is_counted
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene
from drafter.relations.slips import slips_of
from drafter.relations.sums.levels import opposed

_AROUND = 5  # numbers before and behind that one is reckoned with
_OF_BALANCE = 4
_TRIED, _TRIED_OF_ALL = 2, 8
# How fast a number that stands away stops being a likely term; and how much likelier than a chance a reading must be to be tried.
_BY_NUMBER, _BY_SENTENCE, _WORTH = 0.85, 0.4, 0.7
_TELLING, _FEW = 2, 3  # digits, numbers
_WAYS_BY_DIGIT = 11  # nine others, and the swaps with those beside it
# 亿元 for 万元, a point moved.
_UNITS, _POINTS = (4, -4), (1, -1)
# Slips that would make a rate come out, where words name what it is of, and where they do not.
_WORDED, _BARE = 1.5, 1.0
_MANY, _FULL = 4, 0.12  # parts of a list; how likely one of as many may leave something out
_NOT_SHARED = ("", "分")
_PLACES = 12  # of the last digit, more than that say nothing
_ADDED = Regex(
    "[共总合]|其中|分别|包括|其他|其余|加|[余剩存欠结]|[增减升降涨超]|[多少短缺净差高低]|[比较]|由|从|至|到|年[初末]|期[初末]|[一二三四五六七八九两]项|中[，：]"
)
_EACH = Regex("[均每]|单[价位产]|标准|亩产|/")


@dataclass(frozen=True, slots=True)
class _Reading:
    """Number `index` read as `mention` makes a calculation with `others` come out; `worth` tells how hardly by chance."""

    index: int
    mention: Mention
    others: tuple[int, ...]
    worth: float


@dataclass(frozen=True, slots=True)
class _Due:
    """What a number would come to by a calculation with `others`, `loose` either way, and the words one would use for it."""

    value: float
    loose: float
    others: tuple[int, ...]
    words: Regex | None = None


def find_mended(
    scene: Scene,
    scope: Sequence[int],
    known: Sequence[Relation],
    find: Callable[[Scene, list[int]], Sequence[Relation]],
) -> Iterator[Relation]:
    """Yield what `find` ties a number by that `known` leaves alone, once a slip in it is taken back.

    A slip of one digit, of two that are swapped, of the point or the unit; which of its numbers has slipped is for others to tell.
    """
    told = {i for one in known if one.holds or one.certain or one.likely for i in one.numbers}
    doubted = {i for one in known if not one.holds and (one.certain or one.likely) for i in one.numbers}
    alone = [i for i in scope if i not in told and _may_slip(scene.mentions[i])]
    readings = [one for i in alone for one in _best(_readings(scene, scope, i), _TRIED)]
    said: set[frozenset[int]] = set()
    for together in _apart(_best(readings, _TRIED_OF_ALL)):
        read = {one.index: one.mention for one in together}
        view = scene.with_numbers(read, scope)
        for made in find(view, [*scope]):
            if not made.holds or made.numbers in said or not doubted.isdisjoint(made.numbers):
                continue
            if len(read.keys() & made.numbers) == 1:
                said.add(made.numbers)
                broken = _as_printed(scene, made)
                if broken is not None and not broken.holds and _tells(scene, broken, certain=made.certain):
                    yield broken
        scene.look_to(view.looked_to)


def _apart(readings: Iterable[_Reading]) -> list[list[_Reading]]:
    """The readings in groups that may be tried at once: none is of a number that another one reckons with."""
    groups: list[list[_Reading]] = []
    for one in readings:
        numbers = {one.index, *one.others}
        for group in groups:
            if all(other.index not in numbers and one.index not in other.others for other in group):
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def _as_printed(scene: Scene, made: Relation) -> Relation | None:
    how = {"likely": True, "factor": made.factor, "years": made.years}
    return relate(scene.mentions, made.kind, made.target, made.left, made.right, **how)  # type: ignore[arg-type]


def _tells(scene: Scene, broken: Relation, *, certain: bool) -> bool:
    """Whether a slip is the likeliest reason that it does not come out as printed."""
    target = scene.mentions[broken.target]
    if broken.expected * (target.sign or 1) < 0:
        return False
    if broken.right:
        slips = chance(scene.mentions, broken)
        return slips <= (_WORDED if certain else _BARE) and not (
            _is_rounded(scene, broken) or _passes_over(scene, broken)
        )
    if (
        len(broken.numbers) <= _FEW
        and sorted(scene.mentions[i].telling for i in broken.numbers)[-2] <= _TELLING
    ):
        return False  # a few small numbers add up with a slip at every turn
    if broken.kind == "sum" and (
        _comes_out_otherwise(scene, broken)
        or _leaves_out(scene, broken, certain)
        or opposed(scene, broken.target, broken.terms[0])
    ):
        return False
    return not _is_rounded(scene, broken)


def _passes_over(scene: Scene, broken: Relation) -> bool:
    """Whether the rate is told behind another amount than its own: 短收a，其中土地收入b，下降p; 不批捕a人，不捕率p，不起诉b人，不诉率q is not a ÷ b."""
    last = max(broken.terms)
    if last > broken.target:
        return False
    if broken.kind == "growth":
        return any(
            scene.like(i, last) and _is_amount(scene.mentions[i]) for i in range(last + 1, broken.target)
        )
    part = broken.left[0][1]
    shared = scene.mentions[part + 1].measure in OF_100
    return len(broken.left) == 1 and last != part and shared and part + 1 != broken.target


def _comes_out_otherwise(scene: Scene, broken: Relation) -> bool:
    """Whether one of its terms is none, is to be taken off instead of added, or is made up of two others."""
    target = scene.mentions[broken.target]
    off = broken.expected * target.factor - target.amount
    amounts = [sign * scene.mentions[i].amount for sign, i in broken.left]
    if any(off in (one, 2 * one) for one in amounts):
        return True
    return len(amounts) > 2 and any(sum(pair) in amounts for pair in pairwise(amounts))


def _leaves_out(scene: Scene, broken: Relation, certain: bool) -> bool:
    """Whether it may be a list that leaves something out, rather than one with a slip."""
    if any(sign < 0 for sign, _ in broken.left):
        return False
    over = broken.expected > scene.mentions[broken.target].value
    called = TOTALLED if over and len(broken.left) < _MANY else _FULL if len(broken.left) >= _MANY else OPENED
    return chance_of_rest(scene.mentions, broken) >= (called if certain and len(broken.left) > 2 else HARDLY)


def _is_rounded(scene: Scene, broken: Relation) -> bool:
    """Whether it is off by what is lost in rounding, and nothing has slipped."""
    target = scene.mentions[broken.target]
    off = abs(abs(broken.expected) - target.value) * abs(target.factor)
    if broken.right:
        return off <= 2 * target.step * abs(target.factor)
    steps = [scene.mentions[i].step * abs(scene.mentions[i].factor) for i in broken.numbers]
    return not is_counted(target) and off <= max(steps)


def _may_slip(mention: Mention) -> bool:
    return mention.telling >= _TELLING and not mention.bound and mention.token[:1].isdigit()


def _best(readings: Iterable[_Reading], most: int) -> list[_Reading]:
    """The likeliest, one for each calculation."""
    best: dict[frozenset[int], _Reading] = {}
    for one in sorted(readings, key=lambda one: -one.worth):
        best.setdefault(frozenset((one.index, *one.others)), one)
    return [*best.values()][:most]


def _readings(scene: Scene, scope: Sequence[int], index: int) -> Iterator[_Reading]:
    at = scope.index(index)
    around = scope[max(at - _AROUND, 0) : at + _AROUND + 1]
    near = [i for i in around if i != index and scene.mentions[i].value]
    weights = {
        i: _BY_NUMBER ** abs(i - index) * (1.0 if scene.same_sentence(i, index) else _BY_SENTENCE)
        for i in near
    }
    meant = _Meant(scene.mentions[index])
    for due in _dues(scene, index, near):
        read = meant.read_as(due.value, due.loose)
        if read is None:
            continue
        worth = 1 / read[1]
        for i in due.others:
            worth *= weights[i]
        if worth > _WORTH and (due.words is None or _says(scene, due.words, (index, *due.others))):
            yield _Reading(index, read[0], due.others, worth)


def _says(scene: Scene, words: Regex, numbers: Sequence[int]) -> bool:
    """Whether the words are in the clauses from the first of the numbers to the last."""
    start, stop = scene.mentions[min(numbers)].start, scene.mentions[max(numbers)].stop
    return words.search(scene.text, max(start - 12, 0), stop + 2) is not None


class _Read(Mention):
    """A number without the slip that may be in it."""

    @property
    def ways(self) -> int:
        return _WAYS_BY_DIGIT * self.digits


class _Meant:
    """What a number may have been before one slip."""

    def __init__(self, mention: Mention) -> None:
        self.mention = mention
        self._step = abs(float(mention.step * mention.factor))
        self._amount = abs(float(mention.amount))
        # A rate is reckoned from its terms as they are printed, and is off by no more than one that is cut instead of rounded.
        self._exact = mention.measure in OF_100
        self._large = mention.unit != mention.measure or mention.measure == "元"
        factor = abs(mention.factor)
        self._tokens = {
            round(float(value * factor) / self._step): token
            for token in slips_of(mention.token)
            if (value := read_numeral(token)) is not None
        }

    def read_as(self, value: float, loose: float) -> tuple[Mention, float] | None:
        """What it was if it came to `value`, and how likely a slip makes it that by chance."""
        times = value / self._amount
        if not (0.9e-4 < times < 1.1e4):
            return None
        steps, wide = value / self._step, 1.0 if self._exact else loose / self._step + 0.5
        chance = min(len(self._tokens) * 2 * wide * self._step / max(value, self._amount), 1.0)
        if 0.09 < times < 11 and 2 * wide < _PLACES:
            for n in range(int(steps - wide + 1), int(steps + wide) + 1):
                if (token := self._tokens.get(n)) is not None:
                    return _read(self.mention, token, 0), chance
        if 0.11 < times < 9:
            return None
        for power in (*_UNITS, *_POINTS) if self._large and not self._exact else _POINTS:
            if abs(self._amount * 10.0**power - value) <= loose + self._step * 10.0**power / 2:
                return _read(self.mention, self.mention.token, power), chance
        return None


def _read(mention: Mention, token: str, power: int) -> Mention:
    value = read_numeral(token)
    assert value is not None
    value = value.scaleb(power)
    told = {one.name: getattr(mention, one.name) for one in fields(Mention)}
    told.update(token=token, value=value, amount=value * mention.factor, step=mention.step.scaleb(power))
    return _Read(**told)


def _dues(scene: Scene, index: int, near: Sequence[int]) -> Iterator[_Due]:
    """What the number would come to by each calculation with those near."""
    own = scene.mentions[index]
    terms = {i: _term(scene.mentions[i]) for i in near}
    rates = [i for i in near if scene.mentions[i].measure in OF_100]
    points = [i for i in near if scene.mentions[i].measure in POINTS]
    amounts = [i for i in near if _is_amount(scene.mentions[i])]
    counted = [i for i in amounts if scene.mentions[i].measure not in _NOT_SHARED]
    if own.measure in POINTS:
        yield from _differences(terms, rates)
    elif own.measure in OF_100:
        yield from _rates(scene, terms, counted, OF_100[own.measure], growth=own.role == "growth")
        yield from _moved(terms, [i for i in rates if scene.mentions[i].measure == own.measure], points)
    elif _is_amount(own):
        like = [i for i in amounts if scene.like(i, index)]
        yield from _sums(terms, index, like)
        if own.measure not in _NOT_SHARED:
            yield from _by_rates(scene, terms, like, rates)
        other = [i for i in amounts if i not in like]
        if other and (each := [i for i in (index, *amounts) if _tells_of_each(scene, i)]):
            yield from _products(terms, other, amounts if index in each else each)


_Terms = dict[int, tuple[float, float]]
"""The amount of each number, and half its step."""


def _differences(terms: _Terms, rates: Sequence[int]) -> Iterator[_Due]:
    for a, b in combinations(rates, 2):
        yield _Due(abs(terms[a][0] - terms[b][0]), terms[a][1] + terms[b][1], (a, b))


def _moved(terms: _Terms, rates: Sequence[int], points: Sequence[int]) -> Iterator[_Due]:
    for a in rates:
        for b in points:
            for sign in (1, -1):
                yield _Due(terms[a][0] + sign * terms[b][0], terms[a][1] + terms[b][1], (a, b))


def _rates(scene: Scene, terms: _Terms, amounts: Sequence[int], of: float, *, growth: bool) -> Iterator[_Due]:
    for a, b in permutations(amounts, 2):
        if scene.like(a, b):
            x, y = terms[a][0], terms[b][0]
            one = x / abs(y - x) if growth and x != y else x / y
            for share in (one, abs(x - y) / y, x / (x + y)):
                yield _Due(share * of, 0, (a, b))


def _by_rates(scene: Scene, terms: _Terms, like: Sequence[int], rates: Sequence[int]) -> Iterator[_Due]:
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
                    yield _Due(amount * by, loose * by + amount * half, (a, r))
                    yield _Due(amount / by, (loose + amount * half / by) / by, (a, r))


def _tells_of_each(scene: Scene, i: int) -> bool:
    return _EACH.search(scene.words_before(i) + scene.mentions[i].unit + scene.words_after(i)) is not None


def _products(terms: _Terms, other: Sequence[int], amounts: Sequence[int]) -> Iterator[_Due]:
    for a in other:
        for b in amounts:
            if a == b:
                continue
            (x, half), (y, other_half) = terms[a], terms[b]
            loose = half / x + other_half / y
            for value in (x * y, x / y, y / x):
                for scale in (1.0, 100.0, 0.01):
                    yield _Due(value * scale, value * scale * loose, (a, b))


def _sums(terms: _Terms, index: int, like: Sequence[int]) -> Iterator[_Due]:
    for a, b in combinations(like, 2):
        (x, half), (y, other_half) = terms[a], terms[b]
        yield _Due(x + y, half + other_half, (a, b), _ADDED)
        yield _Due(abs(x - y), half + other_half, (a, b), _ADDED)
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
                yield _Due(rest, one.loose + terms[whole][1], (whole, *one.others), _ADDED)
    close = [i for i in like if abs(i - index) <= _OF_BALANCE]
    for a, b in combinations(close, 2):
        for c in close:
            if c not in (a, b):
                value = terms[a][0] + terms[b][0] - terms[c][0]
                yield _Due(value, terms[a][1] + terms[b][1] + terms[c][1], (a, b, c), _ADDED)


def _totals(terms: _Terms, run: Sequence[int]) -> Iterator[_Due]:
    """The sums of the first, of the first two, of the first three …"""
    total = loose = 0.0
    for n, i in enumerate(run):
        total, loose = total + terms[i][0], loose + terms[i][1]
        yield _Due(total, loose, tuple(run[: n + 1]), _ADDED)


def _is_amount(mention: Mention) -> bool:
    return mention.role in AMOUNTS and mention.measure not in OF_100 and mention.measure not in POINTS


def _term(mention: Mention) -> tuple[float, float]:
    low, high = mention.interval
    return abs(mention.rough[0]), 0.0 if mention.bound else float(high - low) / 2
