"""Tie proportions that are written as one: 三次产业结构为12.1:40.5:47.4, 四个地区占比分别为…%, in hundredths of the amounts told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import POINTS, mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_FEWEST, _ALL = 3, 100
_ROLES, _NONE = ("value", "count"), ("", "%", *POINTS)
_BECAME = Regex(r"[，]?[^，。；\d]{0,6}(?:调整|优化|转变|演变|变化|变|提升|发展)?[为到至]")
_SECTOR = Regex(r"(?<![、和])第([一二三])产业[^，。；、和\d]{0,22}$")
_COLONS = Regex(r"\s*[:：∶]\s*")
_LISTED, _IN_TURN = Regex(r"\s*[、，和与及]\s*"), Regex(r"(?:分别|依次)(?:约?[为占]|是|达到?)*$")


def find_proportions(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield the share of each amount in all; one that does not hold only where most of its fellows do."""
    shared_out = [
        run
        for run in _runs(scene, scope, "%", _LISTED)
        if _IN_TURN.search(scene.words_before(run[0])) and _make_all(scene, run)
    ]
    for run in [*_runs(scene, scope, "", _COLONS), *shared_out]:
        parts = _parts(scene, [i for i in scope if i < run[0]], len(run))
        factor = Decimal(1 if scene.mentions[run[0]].measure else _ALL)
        whole = tuple((1, i) for i in parts)
        shares = [
            relate(scene.mentions, "ratio", target, ((1, part),), whole, certain=True, factor=factor)
            for target, part in zip(run, parts, strict=False)
        ]
        holding = sum(one is not None and one.holds for one in shares)
        if 2 * holding > len(run):
            full = sum((scene.mentions[i].value for i in run), Decimal(0)) == _ALL
            yield from (one for one in shares if one is not None and not (full and _evened_out(scene, one)))


def _make_all(scene: Scene, run: Sequence[int]) -> bool:
    """Whether shares come to 100 % but for their rounding."""
    off = sum((scene.mentions[i].value for i in run), Decimal(-_ALL))
    return abs(off) <= sum((scene.mentions[i].step for i in run), Decimal(0)) / 2


def _evened_out(scene: Scene, one: Relation) -> bool:
    """Whether the one is off by no more than a last place, as it is where 37.2:20.5:42.2 are made to come to 100."""
    target = scene.mentions[one.target]
    return not one.holds and abs(one.expected - target.value) <= target.step


def _runs(scene: Scene, scope: Sequence[int], measure: str, joined: Regex) -> Iterator[list[int]]:
    """The numbers of this unit that only such marks part."""
    run: list[int] = []
    for i in [*scope, None]:
        own = i is not None and scene.mentions[i].measure == measure
        if own and run and i == run[-1] + 1 and joined.fullmatch(scene.gap(run[-1], i)):
            run.append(i)
            continue
        if len(run) >= _FEWEST:
            yield run
        run = [i] if i is not None and own else []


def _parts(scene: Scene, before: Sequence[int], count: int) -> list[int]:
    """The last amounts of one kind before the proportions; how each of them grew may stand between."""
    amounts = [
        i for i in before if scene.mentions[i].role in _ROLES and scene.mentions[i].measure not in _NONE
    ]
    if amounts and scene.mentions[amounts[-1]].amount == count:
        amounts.pop()  # 四个地区占比分别为: how many there are
    parts = amounts[-count:]
    alike = len(parts) == count and all(scene.like(i, parts[0]) for i in parts)
    return parts if alike else []


def find_moved_proportions(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """三次产业结构由12.9:37.2:49.9调整为12.7:38.3:49.0，第二产业比重提高1.1个百分点: the points of the one that is named."""
    runs = [*_runs(scene, scope, "", _COLONS)]
    for one, other in pairwise(runs):
        if len(one) != len(other) or not (
            _BECAME.search(scene.gap(one[-1], other[0])) and scene.same_sentence(one[-1], other[0])
        ):
            continue
        for index in (i for i in scope if i > other[-1] and scene.mentions[i].measure in POINTS):
            start = scene.mentions[index].start
            named = _SECTOR.search(scene.text, max(start - 30, 0), start)
            place = "一二三".index(named[1]) if named else len(one)
            if place < len(one):
                left = ((1, other[place]), (-1, one[place]))
                made = relate(scene.mentions, "difference", index, left, certain=True)
                if made is not None and (made.holds or mendable(scene, made)):
                    yield made
