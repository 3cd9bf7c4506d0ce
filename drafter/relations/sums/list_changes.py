"""Add up the changes of a list whose amounts add up: 支出a，比上年增加5万元，其中甲b，比上年增加8万元；乙c，比上年减少3万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_CHANGED = Regex(
    r"[，,]?\s*(?:比|较|与)(?P<base>[^，。；]{0,14}?)(?:相比)?[，,]?(?:增加|减少|增长|下降)(?:了)?\s*"
)
_LEVEL = Regex(r"[，,]?\s*(?:比|与|同|和)(?P<base>[^，。；\n]{0,14}?)(?:增加|减少|基本)?持平")


def find_list_changes(scene: Scene, known: Sequence[Relation]) -> Iterator[Relation]:
    """Yield what the changes of the parts come to, where each part tells its own on the same base, or that there is none.

    A part that is new this year, or one that was there only last year, keeps them from coming out: what does not hold is likely a
    slip only where one would explain it.
    """
    for one in known:
        if one.kind != "sum" or not one.holds or not one.certain or any(sign < 0 for sign, _ in one.left):
            continue
        whole = _own_change(scene, one.target)
        parts = [_own_change(scene, i) for _, i in one.left]
        if whole is None or whole[1] is None or None in parts:
            continue
        told = [part for part in parts if part is not None]
        changes = [(scene.mentions[i].sign, i) for _, i in told if i is not None]
        if {base for base, _ in told} != {whole[0]} or not changes:
            continue
        made = relate(scene.mentions, "difference", whole[1], tuple(changes))
        if made is not None and made.holds:
            yield made
        elif made is not None and mendable(scene, made):
            yield relate(scene.mentions, "difference", whole[1], tuple(changes), likely=True) or made


def _own_change(scene: Scene, i: int) -> tuple[str, int | None] | None:
    """On what base the amount changed, and the number that says by how much, None where it did not; None where nothing is told."""
    text, after = scene.text, i + 1
    while after < len(scene.mentions) and scene.mentions[after].structural:
        after += 1
    begin = scene.mentions[i].stop
    if after < len(scene.mentions) and scene.mentions[after].role == "change":
        found = _CHANGED.fullmatch(text, begin, scene.mentions[after].start)
        if found and scene.mentions[after].measure == scene.mentions[i].measure:
            return _bare(found["base"]), after
    level = _LEVEL.match(text, begin)
    return (_bare(level["base"]), None) if level else None


def _bare(base: str) -> str:
    return re.sub(r"\s", "", base)
