"""Tie the shares told of the parts of a whole that another paragraph prints, where arithmetic has told the parts: ⏎ 货物a，占采购总量的p."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_SHARE = Regex(r"(?:[，（]|，[^，。；：\d]{0,6})占(?!用|地|领|有|据|道)[^，。；\d]{0,16}")
_NEAR = 3  # numbers behind a part: how it grew may stand before its share


def find_shares_of_parts(
    scene: Scene, known: Collection[Relation], settled: Collection[int]
) -> Iterator[Relation]:
    """Yield for each sum, most of all where its whole stands in another paragraph, the share told right behind each part.

    One that does not hold is likely, where a slip explains it and another of its fellows holds.
    """
    for one in known:
        if one.kind != "sum" or not one.holds or any(sign < 0 for sign, _ in one.left):
            continue
        here = "\n" not in scene.gap(*sorted((one.target, one.terms[0])))
        shares = {i: share for i in one.terms if (share := _share_of(scene, i)) not in (None, *settled)}
        made = [
            relate(scene.mentions, "ratio", share, ((1, i),), ((1, one.target),), certain=True)
            for i, share in shares.items()
            if share is not None
        ]
        found = [each for each in made if each is not None]
        if here and (len(found) < len(one.terms) or not all(each.holds for each in found)):
            continue  # of its own paragraph only where it is told of each part, and comes out
        yield from (each for each in found if each.holds)
        if any(each.holds for each in found):
            for each in found:
                if not each.holds and mendable(scene, each):
                    yield (
                        relate(scene.mentions, "ratio", each.target, each.left, each.right, likely=True)
                        or each
                    )


def _share_of(scene: Scene, part: int) -> int | None:
    for i in range(part + 1, min(part + _NEAR, len(scene.mentions))):
        mention = scene.mentions[i]
        if mention.role == "ratio" and mention.measure == "%" and _SHARE.fullmatch(scene.clauses_before(i)):
            return i if scene.same_segment(part, i) else None
        if mention.role != "growth":
            return None
    return None
