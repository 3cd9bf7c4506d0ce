"""Distances that one slip broke, beside the two amounts they lie between: 调增支出4.33亿元。总支出从137.58亿元调至141.91亿元."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.relations.evidence.chance import chance
from drafter.relations.evidence.evidence import LESS, MORE, moved, sign_of, tells_change
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_AMOUNTS = ("value", "count")
_BY_CHANCE = 0.3
_SENT_IN, _FOUND_RIGHT = Regex("[送报]审[^，。；\\d]{0,6}$"), Regex("(?:审[定减核后]|核定)[^，。；\\d]{0,6}$")
_ACTS = Regex(rf"(?:其中)?(?:{LESS}|{MORE})")  # 调增支出预算4.33亿元


def find_near_moves(scene: Scene, scope: Sequence[int], known: Sequence[Relation]) -> Iterator[Relation]:
    """Yield the change told right before or behind a move from one amount to another, if one slip explains that it is not their distance."""
    tied = [{*one.numbers} for one in known if one.holds and one.kind in ("difference", "sum")]
    for place, (base, now) in enumerate(itertools.pairwise(scope)):
        if not _is_move(scene, base, now) or any({base, now} <= numbers for numbers in tied):
            continue
        for change in (*scope[max(place - 1, 0) : place], *scope[place + 2 : place + 3]):
            made = _distance(scene, change, base, now)
            if made is None or not mendable(scene, made) or chance(scene.mentions, made) >= _BY_CHANCE:
                continue
            if not made.holds:
                yield made
            break


def _is_move(scene: Scene, base: int, now: int) -> bool:
    amounts = all(scene.mentions[i].role in _AMOUNTS and not scene.mentions[i].bound for i in (base, now))
    return amounts and (moved(scene, base, now) or _is_cut_down(scene, base, now))


def _is_cut_down(scene: Scene, base: int, now: int) -> bool:
    """核减a：送审b，审定c."""
    return (
        scene.like(base, now)
        and _SENT_IN.search(scene.words_before(base)) is not None
        and _FOUND_RIGHT.search(scene.words_before(now)) is not None
    )


def _distance(scene: Scene, change: int, base: int, now: int) -> Relation | None:
    """The change as the distance of the two; None where no word calls it a change."""
    words = scene.words_before(change)
    if not scene.like(change, now) or not (tells_change(words) or _ACTS.match(words)):
        return None
    fallen = not scene.mentions[change].direction and sign_of(scene, change) < 0
    low, high = (now, base) if fallen else (base, now)
    return relate(scene.mentions, "difference", change, ((1, high), (-1, low)), certain=True)
