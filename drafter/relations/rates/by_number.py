"""Find the two amounts of a paragraph that a rate comes out of, for words that do not say which they are."""

from __future__ import annotations

from decimal import Decimal

from drafter.patterns import Regex
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene
from drafter.relations.shares.shares import ratio

_IN_TURN, _TURN = Regex(r"(?:分别|依次|各)[只仅约]?占[^，。；\d]{0,16}的?$"), 30


def by_number(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    """Return the ratio that holds of the amounts nearest to each other and to the rate."""
    target = scene.mentions[index]
    if target.step >= 1 or target.value in (0, 100):
        return None
    if _IN_TURN.search(scene.clauses_before(index)[-_TURN:]):
        return (
            None  # 共a起，亡b人，分别占总数的p、q: each is of the number in its turn, whatever else comes out
        )
    near = scene.amounts(index, scope)
    for gap in range(1, len(near)):
        for i in range(len(near) - gap):
            for part, whole in ((near[i], near[i + gap]), (near[i + gap], near[i])):
                bottom = scene.mentions[whole].amount
                if not bottom or not scene.like(part, whole) or _has_its_rate(scene, whole, index):
                    continue
                rough = scene.mentions[part].amount / bottom * 100
                if abs(rough - target.value) > 5 * target.step or _coarse(scene, whole, target.step):
                    continue  # far off, or too coarse a pair to tell anything
                relation = ratio(scene, index, part, whole)
                if relation is not None and relation.holds:
                    return relation
    return None


def _has_its_rate(scene: Scene, whole: int, index: int) -> bool:
    """占预算5000万元的56.3%: whether another rate than this one is told of the amount in so many words."""
    told = whole + 1
    return told != index and scene.mentions[told].measure == "%" and scene.gap(whole, told) == "的"


def _coarse(scene: Scene, whole: int, step: Decimal) -> bool:
    low, high = scene.mentions[whole].interval
    return (high - low) / abs(scene.mentions[whole].amount) * 100 > 4 * step
