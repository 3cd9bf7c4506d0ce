"""Weigh what may be the part, the whole and the later amount of a stated result: names, periods, places in lists, distance."""

from __future__ import annotations

from drafter.patterns import Regex
from drafter.relations.evidence.evidence import PLAN, TOTAL, base_of_change, earlier, is_told_change
from drafter.relations.scene import Scene

_LIST_OPENS = Regex(r"其中|包括|分别")
# 为调整预算18.2亿元的101.5%: the amount is what a share is of, not what the sentence is about.
_OF = Regex(r"\s?的?(?:比[重例率])?(?:为|达到?)?\s?$")


def of_whole(scene: Scene, index: int, part: int, whole: int, *, verb: str = "", done: bool = False) -> int:
    """Points for `part` ÷ `whole` as what the rate at `index` is of; 4 and more where little else can be meant.

    `verb` is that of the rate (整改率: 整改); `done` tells that the rate is one of carrying out a plan.
    """
    points = 2 * bool(verb and by_the_verb(scene, part, verb)) - 3 * bool(
        verb and by_the_verb(scene, whole, verb)
    )
    points += scene.same_segment(part, index) + _nearest(scene, part, index)
    if scene.mentions[part].period != scene.mentions[whole].period:
        points -= 3
    if is_told_change(scene, part) and not (verb and by_the_verb(scene, part, verb)):
        points -= 2
    points -= 3 * is_told_change(scene, whole)
    words = scene.words_before(whole)
    if (
        (done and (scene.planned(whole) or PLAN.search(words)) and not scene.planned(part))
        or TOTAL.search(words)
        or opens_list(scene, whole, part)
    ):
        points += 2
    elif whole > index:
        points -= 3  # told behind the rate: another matter, but for a plan or a total
    points += _next_before(scene, whole, part)
    points -= 2 * (in_list(scene, whole, part) and not done)
    return points - (not scene.same_sentence(min(whole, part), max(whole, part)))


def later(scene: Scene, index: int, now: int, base: int) -> int:
    """Points for `now` as the amount that the change at `index` arrived at from `base`; the highest is meant."""
    points = scene.same_segment(min(now, index), max(now, index)) + (now < index)
    points -= 2 * is_base_of_share(scene, now) + 2 * is_told_change(scene, now)
    points -= 2 * in_list(scene, now, index)
    if base_of_change(scene, now, index) or earlier(scene.mentions[now].period, scene.mentions[base].period):
        points -= 4
    return points


def strength_of(points: int) -> int:
    """The strength of a guess with so many points."""
    return 3 if points >= 6 else 2 if points >= 4 else 1 if points >= 1 else 0


def by_the_verb(scene: Scene, i: int, verb: str) -> bool:
    """Whether the words around a number say that it was done what `verb` names (已整改到位203个: 整改)."""
    words = scene.words_before(i)
    around = words + scene.words_after(i)
    if any(char + verb[0] in around for char in "应未不待"):
        return False
    return verb in around or (len(verb) > 1 and verb[0] in words and verb[-1] in words)


def is_base_of_share(scene: Scene, i: int) -> bool:
    """Whether a percentage right behind the number is a share of it."""
    after = i + 1
    if after >= len(scene.mentions) or scene.mentions[after].measure != "%":
        return False
    gap = scene.gap(i, after)
    return bool(gap.strip()) and bool(_OF.match(gap)) and "，" not in gap


def opens_list(scene: Scene, head: int, part: int) -> bool:
    """Whether `head` is the amount that 其中 parts, seen from a part or from what is told behind the list."""
    if head > part:
        return False
    gap = scene.gap(head, part)
    opened = _LIST_OPENS.search(gap)
    return opened is not None and not any(
        scene.like(i, head)
        and scene.mentions[i].start < scene.mentions[head].stop + opened.start()
        and not (is_told_change(scene, i) or base_of_change(scene, i, part))
        for i in range(head + 1, part)
    )


def in_list(scene: Scene, i: int, index: int) -> bool:
    """Whether the number is an item of a list that ended before the number at `index`, or that is told behind it."""
    low, high = sorted((i, index))
    begin = max(scene.text.rfind(mark, 0, scene.mentions[i].start) for mark in "。；\n") + 1
    opened = _LIST_OPENS.search(scene.text, begin, scene.mentions[i].start)
    return opened is not None and not scene.same_segment(low, high)


def _nearest(scene: Scene, part: int, index: int) -> bool:
    return part < index and not any(
        scene.mentions[i].role in ("value", "count", "score") for i in range(part + 1, index)
    )


def _next_before(scene: Scene, whole: int, part: int) -> bool:
    return whole < part and not any(
        scene.mentions[i].role in ("value", "count") and scene.like(i, part) for i in range(whole + 1, part)
    )
