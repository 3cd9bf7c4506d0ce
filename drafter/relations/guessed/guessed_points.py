"""Guess of which two percentages a number of points is the difference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.relations.evidence.evidence import PLAN, base_of_change, earlier
from drafter.relations.evidence.guesses import POINTS, Guess, change
from drafter.relations.guessed.compared import told_behind_change
from drafter.relations.scene import Scene


def guess_points(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Guess]:
    """The difference of two percentages."""
    at = scope.index(index)
    mentions = scene.mentions
    near = [
        i
        for i in reversed(scope[:at])
        if mentions[i].measure == "%"
        and mentions[i].role in ("ratio", "growth")
        and scene.same_sentence(i, index)
    ][:5]
    near += [
        i
        for i in scope[at + 1 : at + 3]
        if mentions[i].measure == "%"
        and mentions[i].role == "ratio"
        and told_behind_change(scene, index, i, scope)
    ]
    bases = [i for i in near if base_of_change(scene, i, index) or i > index or _is_compared(scene, i, index)]
    if near and near[0] == index - 1 and goes_beyond(scene, near[0]):
        bases = near[:1]  # 优良天数比率93.1%，高于92%的目标: nothing is compared by 比率
    if not bases and re.search("高出|超出|超过|低于|高于", scene.words_before(index)):
        bases = [
            i
            for i in near
            if PLAN.search(scene.words_before(i)) and not re.search("实际|完成", scene.words_before(i))
        ][:1]
    for base in bases:
        for n, now in enumerate(i for i in near if i not in bases):
            close = n == 0 and base == bases[0] and scene.same_segment(min(now, base), max(now, base))
            yield from change(scene, "difference", index, ((1, now), (-1, base)), (), 3 if close else 1)
    yield from _of_one_name(scene, index, scope)


_BEYOND = Regex("(?:高出|超出|超过|低于|高于)[^，。；]{0,8}$")
_GOAL = Regex(r"(?:的|以?上?的)?[^，。；\d]{0,6}(?:目标|指标|标准|要求|计划)[^，。；\d]{0,4}")


def goes_beyond(scene: Scene, i: int) -> bool:
    """满意度96.6%，高于95%的目标值1.6个百分点: a goal, and how far from it right behind."""
    beyond = _BEYOND.search(scene.words_before(i)) is not None
    return beyond and _GOAL.fullmatch(scene.gap(i, i + 1)) is not None


_COMPARED = Regex(r"(?:比|较)[^，。；]{2,30}(?:增长率|增速|增幅|降幅|涨幅|升幅)(?:的|为)?$")


def _is_compared(scene: Scene, i: int, index: int) -> bool:
    """年平均增长0.57%，比1990年到2000年的年平均增长率1.07%下降0.5个百分点: a rate of growth that another one is compared with."""
    start = scene.mentions[i].start
    return i == index - 1 and _COMPARED.search(scene.text, max(start - 40, 0), start) is not None


def _of_one_name(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Guess]:
    """结案率96.60%，上年收案a件、结案b件、结案率96.27%，…结案率上升0.33个百分点: the rate of that name of either year, be it sentences before."""
    mentions = scene.mentions
    rates = [i for i in scope if i < index and mentions[i].measure == "%" and mentions[i].role == "ratio"]
    words = scene.words_before(index)
    alone = sum(mentions[i].measure in POINTS for i in scope) == 1
    for base in rates:
        name = scene.stem(base)
        named = len(name) > 1 and name in words
        if not named and not alone:
            continue
        for now in (i for i in rates if scene.stem(i) == name):
            if earlier(mentions[base].period, mentions[now].period):
                yield from change(
                    scene, "difference", index, ((1, now), (-1, base)), (), 3 if named and alone else 1
                )
