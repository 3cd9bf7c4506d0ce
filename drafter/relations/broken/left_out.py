"""Lists that leave something out wherever they are told: 收入a，其中保险费b；补贴c, paragraph after paragraph."""

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
_SHORT = Decimal("0.998")  # of the whole: more than rounding leaves out


def without_lists_that_leave_out(scene: Scene, relations: Sequence[Relation]) -> list[Relation]:
    """`relations` without sums that do not hold where a list of the same build, told of something else, comes to less than its whole too."""
    made_up = {one.target for one in relations if one.kind == "sum" and one.holds}
    return [
        one
        for one in relations
        if not (_may_leave_out(scene, one) and _leaves_out_elsewhere(scene, one, made_up))
    ]


def _may_leave_out(scene: Scene, one: Relation) -> bool:
    return (
        one.kind == "sum"
        and not (one.holds or one.certain)
        and one.target < min(one.terms)
        and 0 < one.expected < scene.mentions[one.target].value
    )


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
