"""Lists that leave something out: wherever they are told, as 收入a，其中保险费b；补贴c, or because most of a few things are not named."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from drafter.patterns import Regex
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene
from drafter.relations.sums.totals import sum_of

_OPENING = Regex("^(?:其中|包括)[：:，]?")
_NAME = 3  # characters
_ONE_DIGIT, _MOST = 9, Decimal("0.75")
_SHORT = Decimal("0.998")  # of the whole: more than rounding leaves out


def without_lists_that_leave_out(scene: Scene, relations: Sequence[Relation]) -> list[Relation]:
    """`relations` without sums that do not hold where a list of the same build, told of something else, comes to less than its whole too,
    and without those of a few things of which so many are missing that others were rather left out than a digit mistyped."""
    made_up = {one.target for one in relations if one.kind == "sum" and one.holds}
    return [
        one
        for one in relations
        if not (
            _may_leave_out(scene, one)
            and (_leaves_much_out(scene, one) or _leaves_out_elsewhere(scene, one, made_up))
        )
    ]


def _may_leave_out(scene: Scene, one: Relation) -> bool:
    return (
        one.kind == "sum"
        and not (one.holds or one.certain)
        and one.target < min(one.terms)
        and 0 < one.expected < scene.mentions[one.target].value
    )


def _leaves_much_out(scene: Scene, one: Relation) -> bool:
    """投诉13件，其中关于汽车类4件、房产类2件、食品类2件, but not 车辆9辆，其中：执法用车1辆、其他用车2辆, which names the rest."""
    whole, last = scene.mentions[one.target].value, scene.words_before(max(one.terms))
    if one.expected >= whole * _MOST or any(scene.mentions[i].value > _ONE_DIGIT for i in one.terms):
        return False  # of one digit another is always the one that mends it
    return "其中" in scene.words_before(min(one.terms)) and "其他" not in last and "其它" not in last


def _leaves_out_elsewhere(scene: Scene, one: Relation, made_up: set[int]) -> bool:
    """Whether a list of the same build does; not one that more items than so many make up."""
    first = min(one.terms)
    name = _OPENING.sub("", scene.words_before(first))
    if len(name) < _NAME:
        return False
    fellows = [_told_alike(scene, one, i - first) for i in _called(scene, name) if i != first]
    made = [each for each in fellows if each is not None and (each.holds or each.target not in made_up)]
    return (
        bool(made) and not any(each.holds for each in made) and any(_is_short(scene, each) for each in made)
    )


def _called(scene: Scene, name: str) -> list[int]:
    """The numbers right behind this name."""
    found, at = list[int](), scene.text.find(name)
    starts = [mention.start for mention in scene.mentions]
    while at >= 0:
        i = bisect_left(starts, at + len(name))
        if i < len(starts) and not scene.text[at + len(name) : starts[i]].strip():
            found.append(i)
        at = scene.text.find(name, at + 1)
    return found


def _told_alike(scene: Scene, one: Relation, by: int) -> Relation | None:
    """The sum of the numbers that stand as far away from each other, if they count alike."""
    head, parts = one.target + by, [i + by for i in one.terms]
    if head < 0 or max(parts) >= len(scene.mentions) or not scene.same_sentence(head, min(parts)):
        return None
    return sum_of(scene, head, parts) if all(scene.like(i, head) for i in parts) else None


def _is_short(scene: Scene, one: Relation) -> bool:
    whole = scene.mentions[one.target].value
    return one.expected < whole * _SHORT
