"""What is told of a paragraph's sums: which amounts have parts, which are parts, and what was only compared."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.relations.relation import Relation
from drafter.relations.scene import Scene
from drafter.relations.slips import is_slip
from drafter.relations.sums.levels import opposed

_COMPARED, _FEWEST = ("difference", "growth"), 2


class ToldSums:
    """The sums of `known` that hold or are certain; `tie` adds one that a slip broke."""

    def __init__(self, scene: Scene, known: Sequence[Relation]) -> None:
        sums = [
            one for one in known if one.kind == "sum" and one.holds and not scene.mentions[one.target].bound
        ]
        summed = [one for one in known if one in sums or (one.kind == "sum" and one.certain)]
        apart = [one for one in known if one.holds and one.kind == "difference"]
        self._numbers = {one.numbers for one in known if one.holds or one.certain}
        # 支出a，加上补充b，支出总量c。收支相抵，赤字d: that d does not come out of c tells nothing of what c is made of.
        summed = [one for one in summed if one.holds or min(sign for sign, _ in one.left) > 0]
        self._wholes = {_whole_of(scene, one) for one in summed if not _of_the_other_side(scene, one)}
        self._wholes |= {one.target for one in summed if any(sign < 0 for sign, _ in one.left)}
        self._inside = {i for one in sums for i in _inside(scene, one)}
        self._scene = scene
        self._ties = [({*one.terms}, one.target) for one in sums]
        self._ties += [({*one.numbers}, -1) for one in apart]
        # 进出口a，出口b，进口c，顺差d: b and c, of which d is the difference, may be all there is of a.
        self._both = {frozenset(one.terms) for one in apart}
        self._compared = [one.numbers for one in known if one.kind in _COMPARED and one.holds]
        self._made_of: dict[int, list[int]] = {}
        for one in sums:
            whole = _whole_of(scene, one)
            self._made_of.setdefault(whole, []).extend(i for i in one.numbers if i != whole)

    def is_whole(self, head: int) -> bool:
        return head in self._wholes

    def parts_of(self, head: int) -> Sequence[int]:
        """The numbers that make it up, empty where it is no whole."""
        return self._made_of.get(head, ()) if head in self._wholes else ()

    def is_inside(self, i: int) -> bool:
        return i in self._inside

    def without_other_levels(self, head: int, amounts: Sequence[int]) -> list[int]:
        """Those that may be parts of the `head` itself: neither what it was compared with nor parts of another of them.

        “三公”经费a，比预算b少c。其中; 第二产业b，其中工业c；建筑业d。第三产业e.
        """
        compared = {i for numbers in self._compared if head in numbers for i in numbers}
        own = [i for i in amounts if i not in compared]
        nested = {i for whole in own for i in self._made_of.get(whole, ()) if i > whole}
        return [i for i in own if i not in nested]

    def says(self, one: Relation) -> bool:
        """Whether its numbers are told of already, or its parts make up another number."""
        if one.numbers in self._numbers:
            return True
        if one.certain and frozenset(one.terms) in self._both:
            return False
        return any(
            tied.issuperset(one.terms) and not (one.certain and self._told_again(whole, one))
            for tied, whole in self._ties
        )

    def _told_again(self, whole: int, one: Relation) -> bool:
        """收入预算a，其中…。支出预算b，其中c，d: c and d come to a, but are told of b, which is a with a slip."""
        if not 0 <= whole < one.target < min(one.terms):
            return False
        first, again = (self._scene.mentions[i] for i in (whole, one.target))
        return first.period == again.period and is_slip(first.token, again.token)

    def tie(self, one: Relation) -> None:
        """Remember that what the one is made of makes no other."""
        self._ties.append(({*one.terms}, -1))


def _whole_of(scene: Scene, one: Relation) -> int:
    """What the others make up: of 节约c = 预算a − 采购b it is the 预算."""
    if all(sign > 0 for sign, _ in one.left):
        return one.target
    return max(one.numbers, key=lambda i: scene.mentions[i].amount)


def _of_the_other_side(scene: Scene, one: Relation) -> bool:
    """Whether what came in is told by all that was spent, since the two come to the same: 收入总计a。支出b，上解c，支出总计a."""
    return len(one.terms) > _FEWEST and all(opposed(scene, one.target, i) for i in one.terms[:_FEWEST])


def _inside(scene: Scene, one: Relation) -> list[int]:
    """The parts of a whole told in one sentence or two: 收入a。其中，税收b。非税c. 加上补助d，收入总量 is of a and d."""
    whole = max(one.numbers, key=lambda i: scene.mentions[i].amount)
    return [i for i in one.numbers if i != whole] if whole == min(one.numbers) else []
