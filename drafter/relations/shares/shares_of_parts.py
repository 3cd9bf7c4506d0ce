"""Tie the shares told of the parts of a whole that another paragraph prints, where arithmetic has told the parts: ⏎ 货物a，占采购总量的p."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_SHARE = Regex(r"(?:[，（]|，[^，。；：\d]{0,6})占(?!用|地|领|有|据|道)[^，。；\d]{0,16}")
_FELLOWS = 3
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
        told = {i: share for i in one.terms if (share := _share_of(scene, i)) is not None}
        shares = {i: share for i, share in told.items() if share not in settled}
        made = [
            relate(scene.mentions, "ratio", share, ((1, i),), ((1, one.target),), certain=True)
            for i, share in shares.items()
        ]
        found = [each for each in made if each is not None]
        if here and (len(found) < len(one.terms) or not all(each.holds for each in found)):
            continue  # of its own paragraph only where it is told of each part, and comes out
        yield from (each for each in found if each.holds)
        if any(each.holds for each in found) or len(shares) < len(told):
            for each in found:
                if not each.holds and mendable(scene, each):
                    yield (
                        relate(scene.mentions, "ratio", each.target, each.left, each.right, likely=True)
                        or each
                    )


def find_shares_of_fellows(
    scene: Scene, known: Collection[Relation], settled: Collection[int]
) -> Iterator[Relation]:
    """⏎ 电气火灾a起，占总数的p；用火不慎b起，占总数的q; …: where three of a paragraph are shares of a whole further up, the others are too.

    One that does not hold is likely, where a slip explains it.
    """
    fellows: dict[tuple[int, int], list[Relation]] = {}
    for one in known:
        if one.kind == "ratio" and one.holds and len(one.left) == len(one.right) == 1:
            whole = one.right[0][1]
            line = scene.text.rfind("\n", 0, scene.mentions[one.target].start) + 1
            if scene.mentions[whole].stop <= line:
                fellows.setdefault((line, whole), []).append(one)
    for (line, whole), held in fellows.items():
        if len(held) < _FELLOWS:
            continue
        called = {scene.words_before(one.target).removeprefix("占") for one in held}
        first = min(one.left[0][1] for one in held)
        last = max(one.target for one in held)
        for i in range(max(first - _NEAR, whole + 1), last + _NEAR):
            if i >= len(scene.mentions) or scene.mentions[i].start < line or not scene.like(i, first):
                continue
            share = _share_of(scene, i)
            if share is None or share in settled:
                continue
            if not scene.words_before(share).endswith(tuple(called)):
                continue
            made = relate(scene.mentions, "ratio", share, ((1, i),), ((1, whole),), likely=True)
            if made is not None and (made.holds or mendable(scene, made)):
                yield made


def _share_of(scene: Scene, part: int) -> int | None:
    for i in range(part + 1, min(part + _NEAR, len(scene.mentions))):
        mention = scene.mentions[i]
        if mention.role == "ratio" and mention.measure == "%" and _SHARE.fullmatch(scene.clauses_before(i)):
            return i if scene.same_segment(part, i) else None
        if mention.role != "growth":
            return None
    return None
