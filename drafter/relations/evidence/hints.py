"""How much likelier do the words make a formula that came out, whatever their wording?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drafter.patterns import Regex
from drafter.relations.evidence.accidents import Held
from drafter.relations.evidence.evidence import LAST, base_of_change, moved
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene

_OF = Regex("占([\u4e00-\u9fff]{2,14})的(?:比[重例率])?(?:约|为|达)?$")
_LEFT = Regex("[余节降减未缺差空压免退利]")
# 占 asks for a whole, which then is printed somewhere, be it in another paragraph.
_ASKS_FOR_A_WHOLE = Regex("占比?(?:约|为|达)?$")
_NOT_DONE, _LEFT_OUT = Regex("空|闲|未|不|缺|剩|尚|仍|待|欠|退|废"), 20.0
_EACH = Regex("每|均")
# A change starts from what is called earlier; a growth from anything else is an accident nearly always.
_SINCE, _MOVED, _SAME_NAME = 5.0, 20.0, 2.0
_FROM_NOTHING = {"growth": 0.1, "difference": 1.0}
# 比上年新增86万户: from last year's, which hardly ever is the amount of something else of this year.
_ON_LAST_YEAR, _FROM_ANOTHER = Regex(f"(?:比|较|与)(?:{LAST})|同比"), 0.1
_NAMED, _NAMES_ANOTHER, _FAR_FETCHED, _PLANNED = 4.0, 0.1, 0.05, 1.5


def hinted(scene: Scene, held: Iterable[Held]) -> list[Held]:
    """The priors with what the words say of each relation; as odds they may pass 1."""
    return [replace(one, prior=one.prior * _hint(scene, one.relation)) for one in held]


def _hint(scene: Scene, relation: Relation) -> float:
    words = [scene.words_before(i) for i in relation.terms]
    if relation.kind in ("growth", "difference"):
        since = any(base_of_change(scene, i, relation.target) for i in relation.terms)
        hint = _SINCE if since else _FROM_NOTHING[relation.kind]
        if not since and relation.kind == "difference" and _of_this_year(scene, relation):
            hint = _FROM_ANOTHER
        if moved(scene, min(relation.terms), max(relation.terms)) and relation.target > max(relation.terms):
            hint = _MOVED
        return hint * (_SAME_NAME if _share_a_word(*words[:2]) else 1.0)
    name = scene.words_before(relation.target)
    if len(relation.left) > 1 and not _LEFT.search(name):
        # 仓容12.6万吨，空仓2.8万吨，利用率: all but what is called empty.
        without = scene.words_before(relation.left[-1][1])
        return _LEFT_OUT if _NOT_DONE.match(without) else _FAR_FETCHED
    # 整改率 of what was 已整改.
    named = len(relation.left) == 1 and _share_a_word(name, words[0])
    if len(relation.right) > 1 and (not named or _ASKS_FOR_A_WHOLE.search(name)):
        return _FAR_FETCHED
    hint = _NAMED if named else 1.0
    whole = _OF.search(name)
    if whole and relation.right and (whole[1][:2] == "同类" or not _share_a_word(whole[1], words[-1])):
        hint *= _NAMES_ANOTHER  # 占一般公共预算支出的60.5%: of what another paragraph tells
    if _EACH.search(name) and relation.right:
        count = relation.right[0][1]
        around = scene.words_before(count) + scene.words_after(count) + scene.mentions[count].unit
        return hint * (_NAMED if _share_a_word(_EACH.split(name)[-1], around) else 1.0)
    return hint * (_PLANNED if relation.right and scene.planned(relation.right[0][1]) else 1.0)


def _of_this_year(scene: Scene, relation: Relation) -> bool:
    """Whether what is told 比上年 would start from another amount of this year; changes may make up a change."""
    compared = _ON_LAST_YEAR.search(scene.words_before(relation.target)) is not None
    return compared and not any(scene.mentions[i].role == "change" for i in relation.terms)


def _share_a_word(one: str, other: str) -> bool:
    return any(one[i : i + 2] in other for i in range(len(one) - 1))
