"""Guess what a stated growth or difference is of: the later amount and the one the words compare it with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.patterns import Regex
from drafter.relations.evidence.evidence import (
    LESS,
    MORE,
    base_of_change,
    is_told_change,
    sign_of,
)
from drafter.relations.evidence.guesses import POINTS, Guess, around, change, ratio
from drafter.relations.evidence.side_by_side import run_around
from drafter.relations.evidence.weighing import by_the_verb
from drafter.relations.guessed.compared import compared_pairs, opposite_pairs
from drafter.relations.relation import relate
from drafter.relations.scene import Scene

_COMPARED_WITH = Regex(
    r"[^与对]?(?:比|较)(?P<base>[^，。；\d]{2,8}?)数?额?(?:[增减]加?[少长]?|多|少|高|低|超出?|节约)(?:了|出)?$"
    r"|(?:超出?|[高低多少]于)(?P<plan>预算|计划|目标|任务|控制)[数值]?$"
)
_LESS_OR_MORE = Regex(f"{LESS}|{MORE}")
_ANOTHER, _SET = Regex(r"[；。\n]"), Regex("[比较](?:年初|全年|年度)?(?:计划|目标|任务)[数值]?的?$")


def guess_growth(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Guess]:
    """(now − base) ÷ base, with the base as printed or as now − change."""
    if (rate := _rate_told(scene, index, scope)) is not None:
        yield from _points_of(scene, index, scope, rate)
        return
    before, after = around(scene, index, scope)
    moved = _change_before(scene, index, scope)
    near = [i for i in before if i != moved]
    if moved is not None and not scene.mentions[index].direction:
        # 送审860万元，审定810万元，审减50万元，审减率: of the amount that what is left was taken from.
        like = [i for i in near[:4] if scene.like(i, moved)]
        pair = next(((i, j) for i in like for j in like if _comes_to(scene, i, j, moved)), None)
        if pair is not None:
            high, low = pair
            grew = base_of_change(scene, low, index) or sign_of(scene, moved) > 0
            yield from ratio(
                scene, index, [moved], low if grew and not base_of_change(scene, high, index) else high, 3
            )
            return
    for now, base, strength in compared_pairs(scene, index, scope, near, after, opposed=False):
        yield from change(scene, "growth", index, ((1, now), (-1, base)), ((1, base),), strength)
    yield from _since_the_year_began(scene, index, scope, near)
    if moved is None:
        yield from _of_what_was_added(scene, index, near)
        if not scene.mentions[index].direction:
            yield from _of_what_was_saved(scene, index, near)
        return
    sign = sign_of(scene, moved) or 1
    likely = [i for i in near[:4] if scene.like(i, moved)]
    if sign < 0 and scene.mentions[index].value == 100:
        likely = [i for i in likely if not scene.mentions[i].value]  # 减少1人，下降100%: nothing is left
    for n, now in enumerate(likely):
        if base_of_change(scene, now, index) or (scene.planned(now) and not scene.mentions[index].direction):
            yield from change(scene, "growth", index, ((sign, moved),), ((1, now),), 1)
            continue
        strength = 1
        if n == 0 and len(scene.gap(moved, index)) <= 14:
            told = _told_again(scene, now, moved)
            strength = (
                3
                if told or (now == moved - 1 and scene.same_segment(now, moved))
                else 2
                if scene.same_segment(now, moved)
                else 1
            )
        for guess in change(scene, "growth", index, ((sign, moved),), ((1, now), (-sign, moved)), strength):
            plain = guess.relation.holds and guess.strength == 1 and _by_its_name(scene, now, moved, likely)
            yield replace(guess, strength=2) if plain else guess


_RATE, _ROSE = (
    Regex("率(?:分别)?(?:为|达到?|是)?$"),
    Regex(
        rf"[，,](?:同比|环比|[比较]之?(?:上年|去年|(?:19|20)\d\d年)(?:同期)?)?(?:有所)?(?:{LESS}|{MORE}|提高|提升|上升|下降|降低|回落)了?"
    ),
)
_RATES_BEFORE = 6  # numbers back that the rate of the year before is looked for


def _rate_told(scene: Scene, index: int, scope: Sequence[int]) -> int | None:
    """合格率66.3%，上升4.6%: the rate right before a growth, which is told of it and of no amount."""
    at = scope.index(index)
    rate = scope[at - 1] if at and scene.mentions[index].measure == "%" else None
    if rate is None or scene.mentions[rate].role != "ratio" or scene.mentions[rate].measure != "%":
        return None
    rose = _ROSE.fullmatch(scene.gap(rate, index))
    return rate if rose and _RATE.search(scene.words_before(rate)) else None


def _points_of(scene: Scene, index: int, scope: Sequence[int], rate: int) -> Iterator[Guess]:
    """The rate less that of the year before, where points are written as %; nothing where that does not come out."""
    at = scope.index(rate)
    for base in reversed(scope[max(at - _RATES_BEFORE, 0) : at]):
        if scene.mentions[base].role == "ratio" and scene.words_before(base) == scene.words_before(rate):
            for guess in change(scene, "difference", index, ((1, rate), (-1, base)), (), 2):
                if guess.relation.holds:
                    yield guess
            return


def _by_its_name(scene: Scene, now: int, moved: int, likely: Sequence[int]) -> bool:
    """事故a起，b人死亡、c人受伤。起数减少d起，下降19%；死亡人数减少e人: the one amount of its kind, or the one of that name."""
    if not _same_measure(scene, now, moved):
        return False
    others = [i for i in likely if i != now and _same_measure(scene, i, moved)]
    name = scene.words_before(moved)
    around = {i: scene.words_before(i) + scene.words_after(i) for i in (now, *others)}
    return not others or any(
        pair in around[now] and not any(pair in around[i] for i in others)
        for pair in (name[n : n + 2] for n in range(len(name) - 1))
    )


def _same_measure(scene: Scene, one: int, other: int) -> bool:
    return scene.mentions[one].measure == scene.mentions[other].measure


def _of_what_was_saved(scene: Scene, index: int, near: Sequence[int]) -> Iterator[Guess]:
    """The change told last, by any amount of its kind in the sentence."""
    inside = [i for i in near if scene.same_sentence(i, index)]
    saved = [i for i in inside if is_told_change(scene, i)]
    for one in saved[:1]:
        for base in (i for i in inside if i != one and scene.like(i, one)):
            yield from change(scene, "growth", index, ((1, one),), ((1, base),), 1)


_AT_YEARS_END, _SINCE_JANUARY = Regex("年末|年底|12月(?:末|底|份)?"), Regex(r"(?:比|较)年初[^，。；\d]{0,6}$")
_ON_LAST_YEAR = Regex(r"(?:同比|[比较]上年(?:同期)?)[^，。；\d]{0,6}$")


def _since_the_year_began(
    scene: Scene, index: int, scope: Sequence[int], near: Sequence[int]
) -> Iterator[Guess]:
    """12月末贷款余额707.42亿元，同比增长18.75%，比年初新增111.71亿元: at the end of the year both are told from one amount."""
    if not near or not _ON_LAST_YEAR.search(scene.words_before(index)):
        return
    sentence = scene.text[max(scene.mentions[near[0]].start - 40, 0) : scene.mentions[index].start]
    added = [
        i
        for i in scope
        if abs(i - index) < _FAR
        and scene.same_sentence(i, index)
        and _SINCE_JANUARY.search(scene.words_before(i))
        and scene.like(i, near[0])
    ]
    if added and _AT_YEARS_END.search(sentence.rpartition("。")[2]):
        sign = scene.mentions[added[0]].sign or 1
        now = next((i for i in near if i != added[0]), None)
        if now is not None:
            yield from change(scene, "growth", index, ((sign, added[0]),), ((1, now), (-sign, added[0])), 1)


_FAR = 3
_ADDED, _ALL_NOW = (
    Regex("(?:新增|净增|新添|增加)[^，。；]{0,8}$"),
    Regex("总数|总量|累计|达到?|共有?$|现有|增至|至$"),
)


def _of_what_was_added(scene: Scene, index: int, near: Sequence[int]) -> Iterator[Guess]:
    """新增会员5217人，会员总数达到86340人，增长6.4%: what was added, by what there was without it."""
    if len(near) < 2 or not scene.same_sentence(near[1], index) or not scene.like(*near[:2]):
        return
    now, added = near[:2]
    if _ALL_NOW.search(scene.words_before(now)) and _ADDED.search(scene.words_before(added)):
        yield from change(scene, "growth", index, ((1, added),), ((1, now), (-1, added)), 2)


def _comes_to(scene: Scene, one: int, other: int, less: int) -> bool:
    """Whether the one amount is the other and `less` more."""
    amounts = [scene.mentions[i].amount for i in (one, other, less)]
    return amounts[0] - amounts[1] == amounts[2]


def _told_again(scene: Scene, now: int, moved: int) -> bool:
    """收、支总计5218.90万元。与上年相比，收、支总计各减少: the clause of the change names the amount of the sentence before."""
    name = re.sub(r"各$|均$", "", _LESS_OR_MORE.split(scene.words_before(moved))[0])
    return (
        len(name) > 2
        and scene.words_before(now).removesuffix("为").endswith(name)
        and scene.gap(now, moved).count("。") < 2
    )


def _change_before(scene: Scene, index: int, scope: Sequence[int]) -> int | None:
    """The amount of the change, right before its rate; 减少15起、少死亡2人，分别下降9.0%、6.9%: the one in the same turn."""
    first, last = run_around(scene, index)
    if last > first and "分别" in scene.words_before(first):
        told = range(2 * first - last - 1, first)
        way = scene.mentions[first].sign
        if told[0] >= scope[0] and all(is_told_change(scene, i) and sign_of(scene, i) == way for i in told):
            return told[index - first]
    for i in reversed(scope[: scope.index(index)]):
        if not scene.same_segment(i, index) or i < index - 2:
            return None
        worded = is_told_change(scene, i)
        if worded and scene.mentions[i].measure not in POINTS:
            return i
    return None


def guess_difference(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Guess]:
    """One amount less the other, in the order that the words of the change ask for."""
    before, after = around(scene, index, scope)
    before = [i for i in before if scene.like(i, index)]
    after = [i for i in after if scene.like(i, index)]
    for now, base, strength in compared_pairs(scene, index, scope, before, after):
        # Of a pair that no word calls earlier and later the direction cannot be wrong: 死亡2.94万人，出生2.31万人，自然减少0.63万人.
        less = scene.mentions[now].amount < scene.mentions[base].amount
        turned = (
            strength < 3
            and sign_of(scene, index) == (1 if less else -1)
            and not base_of_change(scene, base, index)
            and not _names_its_base(scene, index, now, base)
        )
        pair = (base, now) if turned else (now, base)
        yield from change(scene, "difference", index, ((1, pair[0]), (-1, pair[1])), (), strength)


def _names_its_base(scene: Scene, index: int, now: int, base: int) -> bool:
    """年初预算a，决算b，决算数比预算数少c: the word of comparison calls the one by its name and not the other."""
    told = _COMPARED_WITH.search(scene.words_before(index))
    name = (told["base"] or told["plan"]) if told else None
    if told and told["plan"] and _comes_to(scene, base, now, index):
        return False  # 预算620万元，支出584.3万元，超出预算35.7万元: the word is wrong, which another check tells
    return name is not None and name in scene.words_before(base) and name not in scene.words_before(now)


def guess_complement(scene: Scene, index: int, scope: Sequence[int], verb: str) -> Iterator[Guess]:
    """收到412件，立案368件，不予立案44件: what is left of the whole of what its verb was done to."""
    before, _ = around(scene, index, scope)
    like = [i for i in before if scene.like(i, index)]
    done = [i for i in like if by_the_verb(scene, i, verb)]
    for part in done[:2]:
        wholes = [
            i
            for i in like
            if i < part
            and scene.mentions[i].amount > scene.mentions[part].amount
            and scene.mentions[i].period == scene.mentions[part].period
            and not by_the_verb(scene, i, verb)  # 予以公开31件，部分公开10件，不予公开22件 are of one whole
        ]
        for whole in wholes[:2]:
            near = part == done[0] and whole == wholes[0] and len(scene.gap(whole, part)) <= 40
            made = relate(scene.mentions, "sum", index, ((1, whole), (-1, part)))
            if made is not None:
                yield Guess(made, 2 if near else 1)


def guess_excess(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Guess]:
    """计划巡查4800次，实际巡查5136次，超额完成7.0%: what was done beyond the plan, by the plan."""
    before, _ = around(scene, index, scope)
    own = [i for i in before if not _ANOTHER.search(scene.gap(i, index))]
    # 较计划的110公里超出10公里: how far it went beyond is no plan, though its name holds the word
    plan = next((i for i in own if scene.planned(i) and not is_told_change(scene, i)), None)
    if plan is not None and is_told_change(scene, index - 1) and scene.same_segment(plan, index):
        # 比计划700人多28人，超计划4%
        yield from change(scene, "growth", index, ((1, index - 1),), ((1, plan),), 3)
        return
    if plan is not None and scene.same_segment(plan, index) and _SET.search(scene.words_before(plan)):
        # 较计划的1000册超额完成27.4%，实际购书1274册
        for done in [i for i in around(scene, index, scope)[1] if scene.like(i, plan)][:1]:
            yield from change(scene, "growth", index, ((1, done), (-1, plan)), ((1, plan),), 3)
    for one, other, strength in opposite_pairs(scene, index, own):
        plan, done = sorted((one, other), key=lambda i: scene.mentions[i].amount)
        yield from change(
            scene, "growth", index, ((1, done), (-1, plan)), ((1, plan),), 3 if strength == 2 else strength
        )
