"""Tie growths to two lists in one order: 甲a、乙b，分别增长p%和q%（上年分别为c、d）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.numbers.list_words import AND, AVERAGE
from drafter.patterns import Regex
from drafter.relations.changes.changes import other_basis
from drafter.relations.evidence.guesses import mendable
from drafter.relations.evidence.side_by_side import JOINED, run_from
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_LAST_YEAR = Regex(r"(?:上年|去年|上一年|同期)[^，。；\d]{0,12}$")
_FEWEST, _ROLES = 2, ("value", "count")
_IN_TURN = Regex(r"(?:分别|各|依次)[^，。；\d]{0,8}$")
_NEXT = Regex(rf"\s*[{AND}，,][^。；\d]{{0,10}}")


def find_told_in_turn(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield (now − base) ÷ base for each amount of last year's list; one that does not hold only beside one that does."""
    rates = [i for i in scope if scene.mentions[i].measure == "%"]
    if len(rates) < _FEWEST or not any(scene.mentions[i].role == "growth" for i in rates):
        return
    for bases in _lists_of_last_year(scene, scope):
        many = len(bases)
        before = [i for i in scope if i < bases[0]]
        amounts = [i for i in before if scene.mentions[i].role in ("value", "count")]
        nows = [i for i in amounts if any(scene.like(i, base) for base in bases)][-many:]
        rates = [i for i in before if scene.mentions[i].role == "growth" and nows and i > nows[0]]
        rates = rates or [*_behind(scene, scope, bases)]
        if len(nows) < many or len(rates) != many or any(other_basis(scene, i) for i in rates):
            continue
        if not all(scene.like(now, base) for now, base in zip(nows, bases, strict=True)):
            continue
        made = [
            relate(
                scene.mentions,
                "growth",
                rate,
                ((1, now), (-1, base)) if _rises(scene, rate, rates[0]) else ((1, base), (-1, now)),
                ((1, base),),
                certain=True,
            )
            for rate, now, base in zip(rates, nows, bases, strict=True)
        ]
        found = [one for one in made if one is not None]
        if any(one.holds for one in found):
            yield from (one for one in found if one.holds)
            yield from (
                replace(one, certain=False, likely=True)
                for one in found
                if not one.holds and mendable(scene, one)
            )
        elif len(found) == many and all(_but_for_its_sign(scene, one) for one in found):
            yield from (replace(one, certain=False, likely=True) for one in found[:1])


def find_moves_in_turn(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """会议费a、培训费b，上年分别为c、d，分别增加a − c、减少d − b; one that does not hold only beside one that does."""
    if not any(scene.mentions[i].role == "change" for i in scope):
        return
    for bases in _lists_of_last_year(scene, scope):
        many = len(bases)
        nows = [i for i in scope if i < bases[0] and scene.mentions[i].role in _ROLES][-many:]
        behind = [i for i in scope if i > bases[-1]][:many]
        moves = [i for i in behind if scene.mentions[i].role == "change" and scene.same_segment(bases[-1], i)]
        if not len(nows) == len(moves) == many or not _IN_TURN.search(scene.words_before(moves[0])[:-2]):
            continue
        if not all(scene.like(now, base) for now, base in zip(nows, bases, strict=True)):
            continue
        made = [
            relate(scene.mentions, "difference", move, ((1, now), (-1, base)), certain=True)
            for move, now, base in zip(moves, nows, bases, strict=True)
        ]
        found = [one for one in made if one is not None]
        held = [one for one in found if one.holds]
        yield from held
        for one in found if held else ():
            if not one.holds and mendable(scene, one):
                yield replace(one, certain=False, likely=True)


def find_changes_in_turn(scene: Scene, scope: Sequence[int]) -> Iterator[tuple[list[int], list[Relation]]]:
    """甲a，乙b，较上年末分别增加c、d，增长p、q: the changes, and p = c ÷ (a − c), q = d ÷ (b − d) where one of them comes out."""
    for place, first in enumerate(scope):
        if scene.mentions[first].role != "change" or not _IN_TURN.search(scene.words_before(first)):
            continue
        changes = run_from(scene, scope, place)
        many = len(changes)
        amounts = [i for i in scope[:place] if scene.mentions[i].role in _ROLES]
        if not all(map(scene.like, amounts[-many:], changes)):
            # 罚没206.4万元，平均每案1.2万元，分别增加: what each had is none of what is told in turn
            amounts = [i for i in amounts if not AVERAGE.is_in(scene.words_before(i))]
        nows, rates = amounts[-many:], run_from(scene, scope, place + many)[:many]
        if many < _FEWEST or len(nows) < many or not all(map(scene.like, nows, changes)):
            continue
        if len(rates) < many or any(scene.mentions[i].measure != "%" for i in rates):
            yield changes, []
            continue
        sign = scene.mentions[first].sign or 1
        made = [
            relate(
                scene.mentions,
                "growth",
                rate,
                ((sign if scene.mentions[rate].sign else 1, change),),
                ((1, now), (-sign, change)),
                certain=True,
            )
            for rate, now, change in zip(rates, nows, changes, strict=True)
        ]
        found = [one for one in made if one is not None]
        yield changes, found if any(one.holds for one in found) else []


def _but_for_its_sign(scene: Scene, one: Relation) -> bool:
    """分别增长32.4%、40.0% of what fell: the one word is wrong, which all of its list bear."""
    target = scene.mentions[one.target]
    return abs(abs(one.expected) - target.value) <= target.step


def _behind(scene: Scene, scope: Sequence[int], bases: Sequence[int]) -> Iterator[int]:
    """532件768人，去年同期为787件1279人，分别下降32.4%、40.0%: as many rates right behind as there are amounts."""
    behind = [i for i in scope if i > bases[-1] and scene.mentions[i].role != "change"][: len(bases) + 1]
    rates = [
        i
        for i in behind
        if scene.mentions[i].role in ("growth", "ratio") and scene.mentions[i].measure == "%"
    ]
    if rates and rates == behind[: len(bases)] and scene.mentions[rates[0]].role == "growth":
        yield from (i for i in rates if scene.same_segment(bases[-1], i))


def _rises(scene: Scene, rate: int, first: int) -> bool:
    """Whether what is printed is now − base: it is where the rate has a sign of its own, or the first of its list says more."""
    return bool(scene.mentions[rate].sign) or scene.mentions[first].sign >= 0


def _lists_of_last_year(scene: Scene, scope: Sequence[int]) -> Iterator[list[int]]:
    """The amounts that follow 上年分别为 or the like, two at least."""
    run: list[int] = []
    for i in scope:
        mention = scene.mentions[i]
        gap = scene.gap(run[-1], i) if run else ""
        twin = run and not gap.strip() and not scene.like(run[-1], i)  # 787件1279人
        listed = mention.period == "上年" and (twin or _NEXT.fullmatch(gap))
        joined = run and (listed or JOINED.fullmatch(gap))
        if joined and mention.role in _ROLES:
            run.append(i)
            continue
        if len(run) > 1:
            yield run
        opens = mention.role in _ROLES and _LAST_YEAR.search(
            scene.text, max(mention.start - 20, 0), mention.start
        )
        run = [i] if opens else []
    if len(run) > 1:
        yield run
