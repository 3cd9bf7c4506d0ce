"""Tie the change of several amounts together to the change of each: 甲比上年增加a，乙减少b，丙增加c。三项合计比上年减少d，下降p%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.numbers.numerals import read_numeral
from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable, telling
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_TOGETHER = Regex(
    r"(?:合计|总计|共计|总体|整体|总额|总数|总量|相抵|相加)[^，。；：\d]{0,8}[，]?(?:比|较|与|同比|环比)?[^，。；：\d]{0,14}$"
)
_COUNTED = Regex(r"^[两二三四五六七八九]$")
_ROLES = ("value", "count")
_MOST, _FEWEST = 9, 2


def find_changes_together(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield the change of all that comes out of those before it, and the rate behind it; as likely, where the words count them, one that a slip broke."""
    changes = [i for i in scope if scene.mentions[i].role == "change" and not scene.mentions[i].bound]
    for place, index in enumerate(changes):
        if place < _FEWEST or not _TOGETHER.search(scene.clauses_before(index)):
            continue
        before = [i for i in changes[max(place - _MOST, 0) : place] if scene.like(i, index)]
        many = _many(scene, index)
        sizes = [many] if many else range(len(before), _FEWEST - 1, -1)
        tried = [before[-size:] for size in sizes if _FEWEST <= size <= len(before)]
        made = [one for run in tried if (one := _sum(scene, index, run)) is not None]
        held = next((one for one in made if one.holds and (many or telling(scene, one))), None)
        if held is None and not many:
            continue
        if held is not None:
            yield held
        elif made and mendable(scene, made[0]):
            yield replace(made[0], likely=True)
        for one in made[:1] if held is None else [held]:
            yield from _rate(scene, index, one)


def _many(scene: Scene, index: int) -> int:
    """How many the number before says there are: 三项合计; 0 where it counts none."""
    before = scene.mentions[index - 1]
    counted = index and before.measure in ("项", "者", "类", "块", "个") and _COUNTED.match(before.token)
    return int(read_numeral(before.token.replace("两", "二")) or 0) if counted else 0


def _sum(scene: Scene, index: int, run: Sequence[int]) -> Relation | None:
    left = tuple((scene.mentions[i].sign or 1, i) for i in run)
    return relate(scene.mentions, "difference", index, left)


def _rate(scene: Scene, index: int, moved: Relation) -> Iterator[Relation]:
    """What the amounts that changed so come to now, less the change, is what the rate behind it is of."""
    rate = index + 1
    if rate == len(scene.mentions) or scene.mentions[rate].role != "growth":
        return
    amounts = [i - 1 for i in moved.terms if scene.mentions[i - 1].role in _ROLES and scene.like(i, i - 1)]
    if len(amounts) != len(moved.terms) or not scene.same_segment(index, rate):
        return
    sign = scene.mentions[index].sign or 1
    made = relate(
        scene.mentions,
        "growth",
        rate,
        ((sign if scene.mentions[rate].sign else 1, index),),
        (*((1, i) for i in amounts), (-sign, index)),
    )
    if made is not None and made.holds:
        yield replace(made, certain=True)
    elif made is not None and mendable(scene, made):
        yield replace(made, likely=True)
