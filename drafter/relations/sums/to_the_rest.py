"""Add up numbered lines to the last, which tells all the rest, less what was paid back: 税收收入a。 ⏎ 1.增值税b 2.出口退税c … 9.其他各项税收d."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_REST = Regex("其他|其它|其余")
_PAID_BACK = Regex("退税额?$|抵减$")
_NAME, _NEW = Regex("[一-鿿]{2,8}$"), Regex("[。；]")
_ROLES, _FEWEST = ("value", "count"), 4


def find_to_the_rest(
    scene: Scene, opener: Sequence[int], items: Sequence[Sequence[int]]
) -> Iterator[Relation]:
    """Yield what the amount of `opener` that comes out is made of; else that which the heading of the list names, where one slip mends it."""
    if len(items) < _FEWEST or not items[-1] or not _REST.search(scene.words_before(items[-1][0])):
        return
    heading = scene.gap(opener[-1], items[0][0]) if items[0] else ""
    for head in opener:
        if scene.mentions[head].role not in _ROLES or scene.mentions[head].bound:
            continue
        parts = [i for item in items for i in _told(scene, head, item)]
        left = tuple((-1 if _PAID_BACK.search(scene.words_before(i)) else 1, i) for i in parts)
        made = relate(scene.mentions, "sum", head, left, certain=True, likely=True) if left else None
        name = _NAME.search(scene.words_before(head))
        if (
            made is not None
            and len(parts) >= len(items)
            and (made.holds or (name is not None and name[0] in heading and mendable(scene, made)))
        ):
            yield made
            return


def _told(scene: Scene, head: int, item: Sequence[int]) -> Iterator[int]:
    """The amounts that the sentences of one item open with, but no part of another: 进口税a。关税b, not 印花税c。其中，d."""
    before = None
    for i in item:
        if scene.mentions[i].role not in _ROLES or not scene.like(i, head):
            continue
        gap = "。" if before is None else scene.gap(before, i)
        if _NEW.search(gap) and "其中" not in gap:
            yield i
        before = i
