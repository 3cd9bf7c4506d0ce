"""Is a slip the likeliest reason that something does not come out as printed?"""

from __future__ import annotations

from itertools import pairwise

from drafter.relations.broken.near_behind import HARDLY, OPENED, TOTALLED
from drafter.relations.evidence.chance import chance, chance_of_rest
from drafter.relations.evidence.field import OF_100, is_amount
from drafter.relations.evidence.guesses import is_counted
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene
from drafter.relations.sums.levels import opposed

_FEW = 3  # numbers
# Slips that would make a rate come out, where words name what it is of, and where they do not.
_WORDED, _BARE = 1.5, 1.0
_ADDED_UP, _BY_CHANCE = 0.6, 0.3  # the same of a sum of two
_MANY, _FULL = 4, 0.12  # parts of a list; how likely one of as many may leave something out


def is_a_slip(scene: Scene, broken: Relation, *, certain: bool) -> bool:
    """Whether a slip is the likeliest reason that it does not come out as printed."""
    target = scene.mentions[broken.target]
    if broken.expected * (target.sign or 1) < 0:
        return False
    if broken.right:
        slips = chance(scene.mentions, broken)
        return slips <= (_WORDED if certain else _BARE) and not (
            _is_rounded(scene, broken) or _passes_over(scene, broken)
        )
    if len(broken.numbers) <= _FEW and chance(scene.mentions, broken) > (
        _ADDED_UP if certain else _BY_CHANCE
    ):
        return False  # a few small numbers add up with a slip at every turn
    if broken.kind == "sum" and (
        _comes_out_otherwise(scene, broken)
        or _leaves_out(scene, broken, certain)
        or opposed(scene, broken.target, broken.terms[0])
    ):
        return False
    return not _is_rounded(scene, broken)


def _passes_over(scene: Scene, broken: Relation) -> bool:
    """Whether the rate is told behind another amount than its own: 短收a，其中土地收入b，下降p; 不批捕a人，不捕率p，不起诉b人，不诉率q is not a ÷ b."""
    last = max(broken.terms)
    if last > broken.target:
        return False
    if broken.kind == "growth":
        return any(
            scene.like(i, last) and is_amount(scene.mentions[i]) for i in range(last + 1, broken.target)
        )
    part = broken.left[0][1]
    shared = scene.mentions[part + 1].measure in OF_100
    return len(broken.left) == 1 and last != part and shared and part + 1 != broken.target


def _comes_out_otherwise(scene: Scene, broken: Relation) -> bool:
    """Whether one of its terms is none, is to be taken off instead of added, or is made up of two others."""
    target = scene.mentions[broken.target]
    off = broken.expected * target.factor - target.amount
    amounts = [sign * scene.mentions[i].amount for sign, i in broken.left]
    if any(off in (one, 2 * one) for one in amounts):
        return True
    return len(amounts) > 2 and any(sum(pair) in amounts for pair in pairwise(amounts))


def _falls_short_beside(scene: Scene, broken: Relation, by: int) -> bool:
    """事件6059起，损失a。其中道路b起，损失c；火险d起，损失e: whether what is told beside each part comes to less than what is beside the whole."""
    whole, parts = broken.target + by, [i + by for i in broken.terms]
    if (
        not 0 <= whole < len(scene.mentions)
        or max(parts) >= len(scene.mentions)
        or broken.numbers & {whole, *parts}
    ):
        return False
    amounts = [scene.mentions[i].amount for i in parts]
    return all(scene.like(whole, i) for i in parts) and sum(amounts) < scene.mentions[whole].amount


def _leaves_out(scene: Scene, broken: Relation, certain: bool) -> bool:
    """Whether it may be a list that leaves something out, rather than one with a slip."""
    if any(sign < 0 for sign, _ in broken.left):
        return False
    if any(_falls_short_beside(scene, broken, by) for by in (-1, 1)):
        return True
    over = broken.expected > scene.mentions[broken.target].value
    called = TOTALLED if over and len(broken.left) < _MANY else _FULL if len(broken.left) >= _MANY else OPENED
    return chance_of_rest(scene.mentions, broken) >= (called if certain and len(broken.left) > 2 else HARDLY)


def _is_rounded(scene: Scene, broken: Relation) -> bool:
    """Whether it is off by what is lost in rounding, and nothing has slipped."""
    target = scene.mentions[broken.target]
    off = abs(abs(broken.expected) - target.value) * abs(target.factor)
    if broken.right:
        return off <= 2 * target.step * abs(target.factor)
    steps = [scene.mentions[i].step * abs(scene.mentions[i].factor) for i in broken.numbers]
    return not is_counted(target) and off <= max(steps)
