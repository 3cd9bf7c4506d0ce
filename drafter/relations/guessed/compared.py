"""What a stated change is told of: the later and the earlier of the amounts around it, or two whose names are each other's opposites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.relations.evidence.evidence import (
    LAST,
    LEFT,
    TOTAL,
    base_of_change,
    earlier,
    is_told_change,
    lead,
    onward,
)
from drafter.relations.evidence.weighing import later
from drafter.relations.scene import Scene

# Names that come in pairs: the difference of two such amounts is what is saved, left, missing or gained.
_OPPOSED = (
    (
        Regex("决算|执行|实际|支出|支付|完成|建成|成交|中标|审定|在职|实有|已"),
        Regex("预算|计划|目标|任务|安排|控制价|限价|概算|送审|编制|应|核定|指标|标准|到位|下达|额度"),
    ),
    (Regex("收入|总收"), Regex("支出|总支")),
    (Regex("资产|原值"), Regex("负债|折旧")),
    (Regex("余额"), Regex("限额")),
    (Regex("(?<!进)出口"), Regex("进口")),
    (Regex("出生"), Regex("死亡")),
    (Regex("新登记|新设|设立|入职|调入|流入"), Regex("注销|撤销|离职|调出|流出")),
    (Regex("城镇"), Regex("农村")),
)
_OVER_SENTENCES = Regex(r"节约|节省|结余|结转|剩余|差额|相抵")
# 比2023年预算减少95万元: neither of two amounts of this year is what it is compared with.
_ON_ANOTHER_YEAR, _FAR_BACK = Regex(r"[比较与](?:上年|去年|上一年|(?:19|20)\d\d年)[^，。；\d]*$"), 20
# What is left of an amount when another is taken from it.
_REST = Regex("其余|剩余|余下|尚余|尚有|还有|尚需|还剩")
# 增长5.8%（上年为36524元）, 增加283.78万元，即从3405.12万元增加到: where the change started, told right behind it.
_BEHIND = Regex(
    r"[^，。；：\d]{0,3}[，；（]\s*(?:而|即|其中)?[，]?(?:(?:由|从)[^，。；\d]{0,14}|"
    rf"(?:{LAST}|(?:19|20)\d\d年|基数|年初|期初|原|预算|计划|目标|任务|标准)[^，。；]{{0,14}})"
)


def compared_pairs(
    scene: Scene,
    index: int,
    scope: Sequence[int],
    before: list[int],
    after: list[int],
    *,
    opposed: bool = True,
) -> Iterator[tuple[int, int, int]]:
    """(now, base, strength): what the words call the later and the earlier, nearest first."""
    behind = [i for i in after if told_behind_change(scene, index, i, scope)]
    arrived = [
        i
        for i in after
        if i not in behind and re.fullmatch(r"[^，。；（(]{0,3}[至到为]", scene.gap(index, i))
    ]
    arrived += [
        i for i in after for base in behind if base < i and onward(scene, i) and _set_on(scene, base, i)
    ]
    near = [*before, *behind, *arrived]
    # What is told right behind the change, as in a bracket, is its own base; one before it may be that of another.
    bases = [i for i in behind if not re.search("[至到]$", scene.words_before(i))]
    bases += [
        i
        for i in before
        if i not in bases and (base_of_change(scene, i, index) or _of_an_earlier_year(scene, i, near))
    ]
    # 节余a，同比多支b（上年c）: where another change started, which is told before it
    others = [i for i in after if scene.like(i, index) and _moves(scene, i)]
    own = [i for i in after if not others or i < others[0]]
    afar = [i for i in own if i not in bases and base_of_change(scene, i, index)]
    bases, near = bases + afar, [*near, *(i for i in after if i not in near)] if afar else near
    for base in bases:
        nows = [i for i in near if i != base and i not in bases and scene.like(i, base)]
        arrivals = arrived + [i for i in nows if i > base and onward(scene, i) and _set_on(scene, base, i)]
        ahead = [i for i in nows if i < base]
        between = [i for i in nows if base < i < index and scene.same_segment(base, index)]
        ranked = list(dict.fromkeys([*arrivals, *between, *ahead, *nows]))
        # 支出a，预算b，同比多支c（上年d）: what was spent, rather than what was planned
        spent = any(scene.same_segment(i, index) for i in ahead if not scene.planned(i))
        plans = {i for i in ahead if spent and scene.planned(i) and not scene.planned(base)}
        ranked.sort(key=lambda now: (now not in arrivals, now in plans, -later(scene, index, now, base)))
        for now in ranked:
            first = now == ranked[0] and base == bases[0]
            ends = sorted((now, base, index))
            close = scene.same_segment(ends[0], ends[2])
            near_by = close or scene.same_sentence(ends[0], ends[2])
            strength = 3 if first and close else 2 if first and near_by else 1
            yield now, base, min(strength, 1 + (base == afar[0])) if base in afar else strength
    start, last = scene.mentions[index].start, before[:2]
    if bases:  # （上年同期5.43万户）。新登记a，注销b，净增c: the two told last are each other's opposites
        opposed &= len(last) == 2 and min(last) > max(bases) and _are_opposite(scene, *last)
    if opposed and not _ON_ANOTHER_YEAR.search(scene.text, max(start - _FAR_BACK, 0), start):
        yield from opposite_pairs(scene, index, [*before, *after] if len(before) < 2 else before)


def _moves(scene: Scene, i: int) -> bool:
    return is_told_change(scene, i) and not LEFT.search(scene.words_before(i))


def _set_on(scene: Scene, base: int, i: int) -> bool:
    """Whether the number may be where what started from `base` arrived: not behind the bracket that tells the base alone."""
    return scene.same_segment(base, i) and not scene.bracketed(base, i)


def opposite_pairs(scene: Scene, index: int, near: list[int]) -> Iterator[tuple[int, int, int]]:
    """Two amounts whose names are a pair (plan and result, income and spending), else two that stand next to each other."""
    over = _OVER_SENTENCES.search(scene.clauses_before(index)[-20:]) is not None
    both = [(near[m], near[n]) for n in range(1, min(len(near), 6)) for m in range(n)]
    both = [(one, other) for one, other in both if scene.like(one, other)]
    told = [
        pair
        for pair in both
        if _are_opposite(scene, *pair)
        and (over or all(scene.same_sentence(min(i, index), max(i, index)) for i in pair))
    ]
    own = [i for i in near if scene.same_segment(min(i, index), max(i, index))]
    if not told and len(own) == 2 and len(near) >= 2 and set(own) == set(near[:2]) and scene.like(*own):
        told = [(near[0], near[1])]  # no other two stand in its part of the sentence
    whole = [pair for pair in told if any(TOTAL.search(lead(scene, i)[-10:]) for i in pair)]
    best = next(iter(whole or told), None)
    if best is None and _REST.search(scene.words_before(index)):
        best = next((pair for pair in both[:1] if scene.same_sentence(pair[1], index)), None)
    for n, (one, other) in enumerate(both):
        yield one, other, 2 if (one, other) == best else 1 if (one, other) in told or n == 0 else 0


def told_behind_change(scene: Scene, index: int, base: int, scope: Sequence[int]) -> bool:
    """Whether the number behind the change says what it started from; its rate may stand between."""
    between = [i for i in scope if index < i < base]
    if any(scene.mentions[i].role not in ("growth", "change") for i in between) or len(between) > 1:
        return False
    return scene.same_sentence(index, base) and bool(
        _BEHIND.fullmatch(
            scene.text[scene.mentions[max([index, *between])].stop : scene.mentions[base].start]
        )
    )


def _of_an_earlier_year(scene: Scene, i: int, near: Sequence[int]) -> bool:
    return any(
        earlier(scene.mentions[i].period, scene.mentions[j].period)
        and scene.like(i, j)
        and scene.same_sentence(min(i, j), max(i, j))
        for j in near
    )


def _are_opposite(scene: Scene, one: int, other: int) -> bool:
    a, b = (lead(scene, i)[-14:] for i in (one, other))
    return any(
        (x.search(a) and y.search(b) and not x.search(b)) or (x.search(b) and y.search(a) and not x.search(a))
        for x, y in _OPPOSED
    )
