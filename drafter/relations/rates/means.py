"""Tie an average to the numbers it is of: 甲93.4分、乙95.8分、丙88.6分，三项平均92.6分; 月均98.7%，1至4季度分别为a、b、c、d."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.numbers.numerals import read_numeral
from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.evidence.side_by_side import run_from
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene
from drafter.text import open_brackets

_MEAN = Regex("平均[^，。；：\\d]{0,8}$|[季月年日]均(?:为)?$")
_COUNTED = Regex("([两二三四五六])(?:项|者|类|次|组|个[^，。；\\d]{0,4})(?:的)?平均")
_LEAD = 30  # characters before the first number of a paragraph
_ROLES, _LOOKED_AT, _FEWEST = ("value", "count", "ratio", "score", "change"), 12, 2


def find_means(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield means that come out; as likely one that a slip broke, where the words count what it is of."""
    if (
        scene.text.find("均", max(scene.mentions[scope[0]].start - _LEAD, 0), scene.mentions[scope[-1]].start)
        < 0
    ):
        return
    for place, index in enumerate(scope):
        if not _MEAN.search(scene.words_before(index)):
            continue
        before = [i for i in scope[:place] if _is_of_it(scene, i, index)]
        counted = _COUNTED.search(
            scene.text, max(scene.mentions[index].start - 14, 0), scene.mentions[index].start
        )
        many = int(read_numeral(counted[1].replace("两", "二")) or 0) if counted else 0
        for run in [before[-many:]] if many else _listed_behind(scene, scope, place):
            made = _mean(scene, index, run) if len(run) >= max(many, _FEWEST) else None
            if made is not None and (made.holds or (many and mendable(scene, made))):
                yield made


def _is_of_it(scene: Scene, i: int, index: int) -> bool:
    return scene.mentions[i].role in _ROLES and scene.like(i, index) and scene.same_sentence(i, index)


def _listed_behind(scene: Scene, scope: Sequence[int], place: int) -> Iterator[list[int]]:
    """What a bracket right behind it lists, or 分别为."""
    index = scope[place]
    behind = [i for i in scope[place + 1 : place + _LOOKED_AT] if _is_of_it(scene, i, index)]
    inside = [i for i in behind if open_brackets(scene.gap(index, i)) > 0]
    if inside and scene.gap(index, inside[0]).startswith("（"):
        yield inside
    if behind and scene.words_before(behind[0]).endswith(("分别为", "分别是", "依次为")):
        yield run_from(scene, scope, scope.index(behind[0]))


def _mean(scene: Scene, index: int, run: Sequence[int]) -> Relation | None:
    terms = tuple((1, i) for i in run)
    made = relate(scene.mentions, "sum", index, terms, likely=True, factor=Decimal(1) / len(run))
    close = (
        made is not None
        and abs(made.expected - scene.mentions[index].value) <= scene.mentions[index].step / 2
    )
    return (
        relate(scene.mentions, "sum", index, terms, certain=True, factor=Decimal(1) / len(run))
        if close
        else made
    )
