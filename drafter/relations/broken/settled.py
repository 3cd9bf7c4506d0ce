"""Readings that do not hold and that another reading, which does hold, has already explained."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from drafter.patterns import Regex
from drafter.relations.evidence.evidence import base_of_change
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene

_AT_THE_START = Regex("^(?:[年期月季]初|上年末|去年末)")
_TELLING = 3  # numbers that come out together more often by accident


class Settled:
    """What the relations of a paragraph that hold say of one that does not; where the wording is certain they have no say."""

    def __init__(self, scene: Scene, relations: Sequence[Relation]) -> None:
        self._scene = scene
        held = [one for one in relations if one.holds]
        self._sums = [one for one in held if one.kind == "sum"]
        self._growths = {(one.left, one.right, one.years) for one in held if one.kind == "growth"}
        self._moved = {
            one.left[0][1]: one.right[0][1] for one in held if one.kind == "growth" and len(one.left) == 1
        }

    def explains(self, broken: Relation) -> bool:
        """Whether the reading is one of numbers that belong elsewhere."""
        if broken.certain:
            return False
        if broken.kind == "sum":
            return self._parted(broken.target, {*broken.terms})
        if broken.kind == "growth":
            return self._told(broken)
        return broken.kind == "difference" and (self._of_another(broken) or self._all_new(broken))

    def tells_more(self, broken: Relation) -> bool:
        """限额a，其中：一般债务b；专项债务c用于市本级，d用于开发区: of b, c and d, so not of b and c, though their names call them all."""
        return broken.kind == "sum" and any(
            one.target == broken.target
            and len(one.numbers) > max(len(broken.numbers), _TELLING)
            and not one.numbers.isdisjoint(broken.terms)
            for one in self._sums
        )

    def _parted(self, target: int, parts: Collection[int]) -> bool:
        """吞吐量a，其中外贸b；沿海c，内河d: c and d are the whole, so b is counted another way."""
        return any(one.target == target and {*one.terms} < {*parts} for one in self._sums)

    def _told(self, broken: Relation) -> bool:
        """2024年审结a件，比2023年上升p%；2023年审结b件，比2022年上升q%: p is of a and b, so q is not."""
        return (broken.left, broken.right, broken.years) in self._growths

    def _of_another(self, broken: Relation) -> bool:
        """卫生人员a人，其中医师b、护士c，卫生人员增加d人（增长p%）: p tells that d is of a, so it is not what b leaves of c.

        Nor is it what a leaves of b, if b is of this year as well; last year's may be wrong, and so may what there is at
        the end where a is what there was at the start: 年初a，年末b，比年初增加c，增长p%.
        """
        now, mentions = self._moved.get(broken.target), self._scene.mentions
        changes = any(mentions[i].role == "change" for i in broken.terms)
        if changes or now is None:
            return False
        if (-1, now) in broken.left and _AT_THE_START.search(self._scene.words_before(now)):
            return False
        if now not in broken.terms:
            return True
        # 由476公斤增至528公斤，增产62公斤; 278件，较2023年（609件）减少322件: what a word calls the start may be wrong as well
        named = any(base_of_change(self._scene, i, broken.target) for i in broken.terms)
        return len({mentions[i].period for i in broken.terms}) == 1 and not named

    def _all_new(self, broken: Relation) -> bool:
        """运行费251万元，上年285万元；购置费56万元，比上年增加56万元: of nothing the year before, not of the 285."""
        target, mentions = broken.target, self._scene.mentions
        return mentions[target].sign > 0 and mentions[broken.left[0][1]].amount == mentions[target].amount
