"""Add up quarters: 第一至第四季度分别支出a、b、c和d，上半年累计支出a + b，前三季度a + b + c."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.relations.evidence.evidence import lead
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_PARTS = {"上半年": slice(0, 2), "下半年": slice(2, 4), "前三季度": slice(0, 3)}
_MANY, _PART = 4, Regex("|".join(_PARTS))
_FIRST = Regex("(?:一(?:至第?四|[、—-]二[、—-]三[、—-]四)|一|四个)季度")
_OTHER = Regex("[占比同较]|率|平均")
_ROLES = ("value", "count")


def find_quarters(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield what is told of a part of the year behind all four quarters, if it comes out or a slip keeps it from that."""
    start, stop = scene.mentions[scope[0]].start, scene.mentions[scope[-1]].start
    if len(scope) <= _MANY or scene.text.find("季度", max(start - 12, 0), stop) < 0:
        return
    amounts = [i for i in scope if scene.mentions[i].role in _ROLES and not scene.mentions[i].bound]
    first = next((n for n, i in enumerate(amounts) if _FIRST.search(lead(scene, i))), None)
    if first is None:
        return
    quarters = amounts[first : first + _MANY]
    if not all(scene.like(i, quarters[0]) and scene.same_sentence(i, quarters[0]) for i in quarters):
        return
    for i in amounts[first + _MANY :]:
        words = lead(scene, i)
        part = _PART.search(words)
        if part is None or _OTHER.search(words) or not scene.like(i, quarters[0]):
            continue
        terms = tuple((1, quarter) for quarter in quarters[_PARTS[part[0]]])
        made = relate(scene.mentions, "sum", i, terms, certain=True)
        if made is not None and (made.holds or mendable(scene, made)):
            yield made
