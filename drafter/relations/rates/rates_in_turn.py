"""Tie rates of completion told in turn to two lists in one order: 甲a，乙b，分别为目标的p、q（目标分别为c、d）, or of the aims c、d before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.evidence.side_by_side import run_from
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_AIM = r"(?:目标|计划|任务|预算|指标)"
_OF_AIMS = Regex(rf"分别[^，。；\d]{{0,6}}{_AIM}[^，。；\d]{{0,4}}$")
_AIMS = Regex(rf"{_AIM}[^，。；\d]{{0,6}}$")
_TO_AIMS = Regex(rf"分别[^，。；\d]{{0,6}}{_AIM}[^，。；\d]{{0,4}}$")
_OF_PAIRS = Regex("([一-鿿]{2})率(?:分别|依次)(?:为|达到?)?$")
_FEWEST, _ROLES = 2, ("value", "count")


def find_rates_in_turn(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield done ÷ aim for each of the lists; one that does not hold only beside one that does, and where one slip explains it."""
    for place, first in enumerate(scope):
        if scene.mentions[first].measure == "%" and (rated := _OF_PAIRS.search(scene.words_before(first))):
            yield from _of_pairs(scene, scope, place, rated[1])
        if scene.mentions[first].role in _ROLES and _TO_AIMS.search(scene.words_before(first)):
            yield from _of_aims_before(scene, scope, place)
        if scene.mentions[first].measure != "%" or not _OF_AIMS.search(scene.words_before(first)):
            continue
        rates = run_from(scene, scope, place)
        many = len(rates)
        before = [i for i in scope[:place] if scene.mentions[i].role in _ROLES]
        for start in range(place + many, min(place + 2 * many, len(scope))):
            aims = run_from(scene, scope, start)
            if len(aims) == many >= _FEWEST and _AIMS.search(scene.words_before(aims[0])):
                yield from _in_order(scene, rates, before[-many:], aims)
                break


def _of_aims_before(scene: Scene, scope: Sequence[int], place: int) -> Iterator[Relation]:
    """再就业a人，困难就业b人，分别完成目标c人、d人的p和q."""
    aims = run_from(scene, scope, place)
    many = len(aims)
    rates = run_from(scene, scope, place + many)[:many] if place + many < len(scope) else []
    before = [i for i in scope[:place] if scene.mentions[i].role in _ROLES]
    if many == len(rates) >= _FEWEST and all(scene.mentions[i].measure == "%" for i in rates):
        yield from _in_order(scene, rates, before[-many:], aims)


def _of_pairs(scene: Scene, scope: Sequence[int], place: int, verb: str) -> Iterator[Relation]:
    """建议105件、满意101件，提案114件、满意108件，满意率分别为p和q: of each pair of what there was and what was done to it."""
    rates = run_from(scene, scope, place)
    before = [i for i in scope[:place] if scene.mentions[i].role in _ROLES][-2 * len(rates) :]
    wholes, parts = before[::2], before[1::2]
    done = [verb in scene.words_before(i) for i in before]
    if len(rates) >= _FEWEST and done == [False, True] * len(rates):
        yield from _in_order(scene, rates, parts, wholes)


def _in_order(
    scene: Scene, rates: Sequence[int], done: Sequence[int], aims: Sequence[int]
) -> Iterator[Relation]:
    if len(done) != len(aims) or not all(map(scene.like, done, aims)):
        return
    made = [
        relate(scene.mentions, "ratio", rate, ((1, now),), ((1, aim),), certain=True)
        for rate, now, aim in zip(rates, done, aims, strict=True)
    ]
    found = [one for one in made if one is not None]
    if any(one.holds for one in found):
        yield from (one for one in found if one.holds or mendable(scene, one))
