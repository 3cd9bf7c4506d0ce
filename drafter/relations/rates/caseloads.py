"""Tie the cases of a court or office over a whole paragraph: 收案b件（不含旧存a件）。审结c件，结案率c ÷ (a + b)。尚有未结d件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import carelessly_made, is_counted, mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_KEPT = Regex(r"(?:旧存|积存|上年(?:度)?结转|上年(?:度)?未结)[^，。；\d]{0,6}$")
_NEW = Regex(r"(?:新收|新立|新受理|收案|共收|立案|接收)[^，。；\d]{0,50}$")
_CLOSED = Regex(r"(?:审结|执结|办结|结案|了结)(?!率)[^，。；\d率]{0,10}$")
_LEFT = Regex(r"(?:未结|未办结|未审结|未执结|结转下年)[^，。；\d率]{0,8}$")
_ON = Regex(r"结转(?:到|至)?$")
_RATE = Regex(r"(?:结案|办结|审结|执结|结收)率(?:为|达到?|是)*$")
_SHORT = 8
_CLAUSES = (
    60  # characters in which several kinds of cases may be named: 共收刑事、民商事、行政一审、二审、再审案件
)


def find_caseloads(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield what was left and the rate of what was closed, where they come out; nothing where an amount is told twice."""
    counts = [
        i for i in scope if is_counted(scene.mentions[i]) and scene.mentions[i].role in ("value", "count")
    ]
    kept = [i for i in counts if _KEPT.search(scene.words_before(i))]
    if len(kept) != 1:
        return
    like = [i for i in counts if i != kept[0] and scene.like(i, kept[0])]
    new = [i for i in like if abs(i - kept[0]) <= 2 and _NEW.search(scene.clauses_before(i)[-_CLAUSES:])]
    closed = [i for i in like if i > kept[0] and _CLOSED.search(scene.words_before(i)) and i not in new]
    beside = [i for i in new if abs(i - kept[0]) == min(abs(j - kept[0]) for j in new)]
    if len(beside) != 1 or not closed:
        return
    both = tuple((1, i) for i in sorted((kept[0], beside[0])))
    for i in scope:
        words = scene.words_before(i)
        if i < closed[0]:
            continue
        if i in like and _is_left(scene, i):
            made = relate(scene.mentions, "sum", i, (*both, (-1, closed[0])), certain=True)
            if made is not None and not made.holds and len(closed) == 1 and mendable(scene, made):
                yield replace(made, certain=False, likely=True)
        elif scene.mentions[i].measure == "%" and _RATE.search(words):
            made = relate(scene.mentions, "ratio", i, ((1, closed[0]),), both, certain=True)
        else:
            continue
        if made is not None and (made.holds or carelessly_made(scene, made, counts)):
            yield made


def _is_left(scene: Scene, i: int) -> bool:
    """未结d件, 结转下年d件, 结转到2025年办理d件."""
    words, year = scene.words_before(i), scene.mentions[i - 1].structural
    on = year and len(words) <= _SHORT and _ON.search(scene.words_before(i - 1)) is not None
    return on or _LEFT.search(words) is not None
