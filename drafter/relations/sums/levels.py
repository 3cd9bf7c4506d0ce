"""Tell what is told of a whole from what is told of one of its parts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from drafter.numbers.list_words import ADDS, BRACKETED
from drafter.patterns import Regex
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene

_ADDED = Regex(rf"(?:^|另|再){ADDS}|^(?:另有|连同)[^，。；]{{0,8}}(?:结转|结余)")
_ADDED_TOGETHER = Regex(rf"[，。；]\s*(?:另|再)?{ADDS}：?[^，。；：\d]*$")
ASIDE = Regex("其中|包括|含|，在[^，。；：\\d]{2,12}中")
PART_ENDS, SENTENCE_ENDS = Regex("[；。]"), Regex("。")
SIDES = (("收入", "支出"), ("支出", "收入"))
_OF_ONE = Regex(r"[。；]在?[^，。；：\d]{2,20}中[，：有]")


def own_level(scene: Scene, run: Sequence[int], *, ends: Regex = PART_ENDS, parted: bool = True) -> list[int]:
    """Return the amounts of `run` without what a bracket or 其中, and where `parted` 在…中, tells of one of the others, as far as one of `ends`."""
    own = list(run[:1])
    inside = False
    for before, i in itertools.pairwise(run):
        gap = BRACKETED.sub("", scene.gap(before, i))
        *ended, last = ends.split(gap)
        over = bool(ended) or "）" in last  # the bracket in which it was told
        inside = (inside and not over) or ASIDE.is_in(last)
        if parted and _OF_ONE.is_in(gap):  # 在参加职工医保的人数中，在职a；退休b。
            inside, ends = True, SENTENCE_ENDS
        inside = inside and not is_added(scene, i)
        if not inside and not scene.bracketed(i, run[-1]):
            own.append(i)
    return own


def is_past_its_list(scene: Scene, relation: Relation) -> bool:
    """Whether the last part alone stands behind a ； or 。, and the total comes out only as far as all is rounded.

    支出60.9亿元，其中甲56.3亿元，乙3.6亿元，其他0.6亿元。当年结余0.5亿元; 工农业总值a，其中农业b，工业c；财政收入0.12亿元.
    """
    parts = sorted(relation.terms)
    if len(parts) < 3 or parts[0] < relation.target or min(sign for sign, _ in relation.left) < 0:
        return False
    if relation.expected == scene.mentions[relation.target].value:
        return False
    *gaps, last = [scene.gap(*pair) for pair in itertools.pairwise(parts)]
    ends = SENTENCE_ENDS if SENTENCE_ENDS.search(last) else PART_ENDS
    return bool(ends.search(last)) and not any(map(ends.search, gaps))


def is_added(scene: Scene, i: int) -> bool:
    """收入a，加上补助b; 收入a，加上：结转b; 收入a。加上补助、转贷、上年结转等收入b."""
    if _ADDED.search(scene.words_before(i)) is not None:
        return True
    gap = scene.clauses_before(i)
    return "加" in gap and _ADDED_TOGETHER.search(gap) is not None


def opposed(scene: Scene, head: int, i: int) -> bool:
    """Whether the one came in and the other was spent."""
    whole, part = scene.words_before(head), scene.words_before(i)
    if not any(side in part for side, _ in SIDES):
        part = scene.label(i)
    return any(mine in whole and its in part and mine not in part for mine, its in SIDES)
