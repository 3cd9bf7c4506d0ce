"""Tie an amount to the same amount told again in another measure: 119.34千公顷（179.01万亩）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable, result_slipped
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

# How many of the second make one of the first.
_MEASURES = {
    ("公顷", "亩"): Decimal(15),
    ("平方公里", "公顷"): Decimal(100),
    ("平方公里", "亩"): Decimal(1500),
    ("吨", "公斤"): Decimal(1000),
    ("吨", "斤"): Decimal(2000),
    ("公斤", "斤"): Decimal(2),
}
_FACTORS = {**_MEASURES, **{(many, one): 1 / factor for (one, many), factor in _MEASURES.items()}}
_AGAIN = Regex(r"\s*(?:[（(]\s*(?:即|合|折合|折|相当于)?|[，,]\s*(?:即|合|折合|相当于))\s*")
_ROLES = ("value", "change")


def find_converted(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield that the two are one; where they are not, only if one slip of typing explains it."""
    for index in scope:
        before = index - 1
        if before < scope[0] or scene.mentions[before].role not in _ROLES:
            continue
        one, other = scene.mentions[before], scene.mentions[index]
        factor = _FACTORS.get((one.measure, other.measure))
        if factor is None or one.bound or other.bound or not _AGAIN.fullmatch(scene.gap(before, index)):
            continue
        made = relate(scene.mentions, "sum", index, ((1, before),), certain=True, factor=factor)
        if made is not None and (made.holds or mendable(scene, made) or result_slipped(scene, made)):
            yield made
