"""Tie a rate of completion to a plan that does not stand before what was done: a total of another list, or what was left when it was passed."""

from __future__ import annotations

from drafter.numbers.list_words import TOTALLED
from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, Terms, relate
from drafter.relations.scene import Scene

_RATE = Regex("(?:完成率?|达成率|完成比例)(?:为|达)?$")
_TO_DO, _CARRIED_OUT = Regex("^[^，。；]*(?:计划|目标|应|任务)"), Regex("^[^，。；]*(?:实际|已|完成)")
_PAST = Regex(
    "(?:(?P<past>超(?:额|过|出)?)|[差欠少])(?:完成)?(?:了)?(?:年初|全年|年度)?(?:计划|目标|任务)(?:数|值)?(?:完成)?"
)
_FROM, _THAN_PLAN = Regex("([多少])(?:了|完成)?"), Regex("比[^，。；\\d]{0,6}(?:计划|目标|任务)(?:数|值)?$")


def of_a_plan_afar(scene: Scene, index: int, scope: list[int], words: str) -> Relation | None:
    """Return the relation that comes out, or that one slip keeps from coming out."""
    if not _RATE.search(words):
        return None
    made = _of_two_totals(scene, index, scope) or _beyond_the_plan(scene, index)
    return made if made is not None and (made.holds or mendable(scene, made)) else None


def _of_two_totals(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    """计划改造县道a、乡道b，合计c。实际完成县道d、乡道e，合计f，完成率f÷c: of the two that 合计 calls totals, though 计划 stands far before its own."""
    totals = [i for i in scope if i < index and TOTALLED.search(scene.words_before(i))]
    if len(totals) != 2 or totals[1] != index - 1 or not scene.like(*totals):
        return None
    opened = [scene.text[_sentence(scene, i) : scene.mentions[i].start] for i in totals]
    if not (_TO_DO.search(opened[0]) and _CARRIED_OUT.search(opened[1])):
        return None
    return relate(scene.mentions, "ratio", index, ((1, totals[1]),), ((1, totals[0]),), certain=True)


def _sentence(scene: Scene, i: int) -> int:
    """Where the sentence of a number begins."""
    return max(scene.text.rfind(mark, 0, scene.mentions[i].start) for mark in "。；\n") + 1


def _beyond_the_plan(scene: Scene, index: int) -> Relation | None:
    """维修工程46处，超计划6处，完成率115%; 比目标值3200人少74人，完成97.7%: of the plan that is not printed, or of what was reached beyond it."""
    by = index - 1
    if by < 1 or not scene.like(by - 1, by) or not scene.same_segment(by - 1, index):
        return None
    words, gap = scene.words_before(by), scene.gap(by - 1, by)
    if found := _PAST.fullmatch(words):
        sign = -1 if found["past"] else 1
        if not gap.startswith("，") or scene.planned(by - 1):
            return None
        done: Terms = ((1, by - 1),)
        plan: Terms = ((1, by - 1), (sign, by))
    elif (found := _FROM.fullmatch(gap)) and _THAN_PLAN.search(scene.words_before(by - 1)):
        done, plan = ((1, by - 1), (1 if found[1] == "多" else -1, by)), ((1, by - 1),)
    else:
        return None
    return relate(scene.mentions, "ratio", index, done, plan, certain=True)
