"""Tie a stated result to the numbers around it whatever the wording: every tuple its clue allows, the best evidenced first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.relations.evidence import (
    CHANGED,
    PLAN,
    RATE_OF_CHANGE,
    TOTAL,
    base_of_change,
    earlier,
    named,
    onward,
    sign_of,
)
from drafter.relations.relation import Kind, Relation, Terms, relate, solve
from drafter.relations.scene import Scene
from drafter.relations.slips import scaled_inside, slips_inside

_RESULTS = ("value", "count", "score")
_POINTS = ("个百分点", "百分点")
_RATIOS = ("%", "‰", "倍", "成", ":1", "")
_BEFORE, _AFTER = 8, 3

# 占财政支出214.90亿元比例为, 为上年17.02万元的, 占预算支出（163.22亿元）的: the whole stands inside the words of the share.
_WITHIN = re.compile(r"\s*[）)]?\s*(?:的|之)?(?:比例|比重|份额|占比|百分比)?(?:约|近|为|达到?|超过?)*\s*")
_OPENS = re.compile(r"(?:占|为|是|相当于|完成了?|达到?|实现|等于|超过|仅为)[^，。；：]*$")
_OF_NAMED = re.compile(
    r"(?:占|为|是|完成了?|达到?|相当于|仅为)(?P<name>[^，。；：\d]{2,20}?)的?(?:比重|比例|份额|百分比)?(?:约|近|为|达到?|超过?)*$"
)
_BARE_SHARE = re.compile(r"(?:占|占比|比重|比例|份额|占总数|占总量)(?:各)?(?:约|近|为|达到?|超过?|的)*$")
_RATED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,9}?)(?:率|度|比例|比重|进度|占比|比)(?:分别|约|为|达到?|超过?|是|近)*$"
)
_DONE = re.compile("执行|支出|支付|完成|到位|拨付|使用|进度|序时|实现|动支")
_TOGETHER = re.compile(r"合计|共|总计|之和|总和|累计|三者|两者|上述|以上")
_OTHER_BASIS = re.compile(
    r"生产总值|增加值|GDP|可比|同口径|不变价|年均|平均增|扣除|剔除|名义|实际增|累计增|环比"
)
_TO_ONE = re.compile(r"(?:之比|收入比|比例?|比值|倍数)(?:约|为|是|达到?|缩小到|缩小至|降至|降到)+$")
_EACH = re.compile(r"(?:人均|户均|平均每?|均摊|每)[^，。；\d]{0,10}$|平均[^，。；\d]{2,8}$")


@dataclass(frozen=True, slots=True)
class Guess:
    """A relation and how plainly the words tie its terms: 0 not at all, 1 enough where it holds, 2 enough to ask, 3 they leave no other."""

    relation: Relation
    strength: int


def infer(scene: Scene, index: int, scope: Sequence[int]) -> Relation | None:
    """Return the relation whose target is `index`: one that holds before one that does not, the better evidenced first.

    One that does not hold is certain where the words leave no other terms and one slip of typing explains it, and likely where they suggest
    these terms and the number is long enough that a slip explains it only by little chance.
    """
    guesses = [one for one in _guesses(scene, index, scope) if _sound(scene, one.relation)]
    held = [one for one in guesses if one.relation.holds and (one.strength or telling(scene, one.relation))]
    if held:
        return _marked(max(held, key=lambda one: one.strength), certain=True)
    best = max(guesses, key=lambda one: one.strength, default=None)
    if best is not None and best.strength > 1 and mendable(scene, best.relation):
        return _marked(best, certain=best.strength > 2, likely=True)
    return None


def _marked(guess: Guess, *, certain: bool = False, likely: bool = False) -> Relation:
    return replace(guess.relation, certain=certain and guess.strength > 0, likely=likely)


def mendable(scene: Scene, relation: Relation) -> bool:
    """Whether one slip of typing in one of its numbers, or the wrong direction word, explains why `relation` does not hold."""
    target = scene.mentions[relation.target]
    if target.direction and abs(abs(relation.expected) - target.value) <= target.step:
        return True
    for index in (relation.target, *relation.terms):
        interval = solve(scene.mentions, relation, index)
        token = scene.mentions[index].token
        if interval is None or not token[:1].isdigit() or not all(end.is_finite() for end in interval):
            continue
        if slips_inside(token, *interval) or scaled_inside(scene.mentions[index].value, *interval):
            return True
    return False


def telling(scene: Scene, relation: Relation) -> bool:
    """Whether numbers that fit so well hardly do so by chance: three digits in the result and in every term."""
    return all(
        len(_digits(scene, i)) >= 3 for i in (relation.target, *relation.terms) if scene.mentions[i].value
    )


def _digits(scene: Scene, index: int) -> str:
    return scene.mentions[index].token.replace(",", "").replace(".", "").strip("0")


def _sound(scene: Scene, relation: Relation) -> bool:
    """No term twice or the result itself, and none rounded so roughly that anything fits."""
    return relation.target not in relation.terms and not any(
        scene.mentions[i].bound for i in relation.terms if scene.mentions[i].step >= 1
    )


def _guesses(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Guess]:
    mention = scene.mentions[index]
    words = scene.words_before(index)
    if mention.bound and mention.measure not in ("%", "成", "倍", *_POINTS):
        return
    if mention.measure in _POINTS:
        yield from (one for one in _points(scene, index, scope) if one.relation.holds or not mention.bound)
    elif mention.role == "growth" or (
        mention.role == "ratio" and mention.measure == "%" and RATE_OF_CHANGE.search(words)
    ):
        if not _OTHER_BASIS.search(scene.clauses_before(index)[-24:]) and not _constant_prices(scene, index):
            yield from _growth(scene, index, scope)
    elif mention.role == "ratio" and mention.measure in _RATIOS:
        yield from _share(scene, index, scope, words)
    elif mention.role == "value" and not mention.measure and _TO_ONE.search(words):
        yield from _times(scene, index, *_around(scene, index, scope))
    elif mention.role in ("value", "count", "change"):
        if mention.role == "change" or CHANGED.search(words):
            yield from _difference(scene, index, scope)
        if _EACH.search(words):
            yield from _each(scene, index, scope)


def _constant_prices(scene: Scene, index: int) -> bool:
    at = scene.mentions[index].start
    begin = max(scene.text.rfind(mark, 0, at) for mark in "。；\n") + 1
    return bool(re.search(r"生产总值|增加值|GDP", scene.text[max(begin, at - 120) : at]))


# -- what stands around ------------------------------------------------------------------------------------------------


def _around(
    scene: Scene, index: int, scope: Sequence[int], *, roles: Sequence[str] = _RESULTS
) -> tuple[list[int], list[int]]:
    """The amounts before it, nearest first, and those behind it in its sentence."""
    at = scope.index(index)
    before = [
        i
        for i in reversed(scope[:at])
        if scene.mentions[i].role in roles and not _listed_aside(scene, i, index, scope)
    ][:_BEFORE]
    after = [i for i in scope[at + 1 :] if scene.mentions[i].role in roles and scene.same_sentence(index, i)][
        :_AFTER
    ]
    return before, after


def _listed_aside(scene: Scene, i: int, index: int, scope: Sequence[int]) -> bool:
    """In a bracket that closes before the result and lists more than one number: 在职79人（公务员58人、事业人员21人），空编."""
    text, start, stop = scene.text, scene.mentions[i].start, scene.mentions[index].start
    opened = max(text.rfind("（", max(start - 60, 0), start), text.rfind("(", max(start - 60, 0), start))
    if opened < 0:
        return False
    closed = min(
        (p for p in (text.find("）", opened, stop), text.find(")", opened, stop)) if p >= 0), default=-1
    )
    return closed > start and sum(opened < scene.mentions[j].start < closed for j in scope) > 1


# -- changes -----------------------------------------------------------------------------------------------------------


def _pairs(
    scene: Scene, index: int, before: list[int], after: list[int], *, opposed: bool = True
) -> Iterator[tuple[int, int, int]]:
    """(now, base, strength): what the words call the later and the earlier, nearest first."""
    near = [*before, *after]
    bases = [
        i
        for i in near
        if (i < index or _told_behind(scene, index, i))
        and (base_of_change(scene, i, index) or _of_an_earlier_year(scene, i, near))
    ]
    for base in bases:
        nows = [i for i in near if i != base and i not in bases and scene.like(i, base)]
        arrived = [i for i in nows if i > base and onward(scene, i) and scene.same_segment(base, i)]
        ahead = [i for i in nows if i < base]
        for now in arrived + ahead + [i for i in nows if i > base and i not in arrived]:
            first = now == (arrived + ahead + nows)[0] and base == bases[0]
            ends = sorted((now, base, index))
            close = scene.same_segment(ends[0], ends[2])
            near_by = close or scene.same_sentence(ends[0], ends[2])
            yield now, base, 3 if first and close else 2 if first and near_by else 1
    if opposed and not bases and len(near) > 1:
        yield from _opposed(scene, index, near)


_BEHIND = re.compile(
    r"[，；（(]\s*(?:而)?(?:上年|去年|上一年|(?:19|20)\d\d年)[^，。；]{0,14}|[，（(]?即?[，]?(?:由|从)[^，。；]{0,12}"
)


def _of_an_earlier_year(scene: Scene, i: int, near: Sequence[int]) -> bool:
    return any(
        earlier(scene.mentions[i].period, scene.mentions[j].period)
        and scene.like(i, j)
        and scene.same_sentence(min(i, j), max(i, j))
        for j in near
    )


def _told_behind(scene: Scene, index: int, base: int) -> bool:
    """增长5.8%（上年为36524元）, 增加283.78万元，即从3405.12万元增加到: where the change started, told right behind it."""
    return bool(_BEHIND.fullmatch(scene.gap(index, base)))


_OPPOSED = (
    (
        "决算|执行|实际|支出|完成|成交|中标|审定|在职|已",
        "预算|计划|目标|任务|安排|控制价|限价|概算|送审|编制|应|核定",
    ),
    ("收入", "支出"),
    ("出口", "进口"),
    ("出生", "死亡"),
)


def _opposed(scene: Scene, index: int, near: list[int]) -> Iterator[tuple[int, int, int]]:
    """Two amounts next to each other whose names are a pair: plan and result, income and spending."""
    pairs = [(near[m], near[n]) for n in range(1, min(len(near), 4)) for m in range(n)]
    for one, other in pairs:
        if not scene.like(one, other):
            continue
        a, b = (scene.words_before(i) + scene.label(i) for i in (one, other))
        told = any(
            (re.search(x, a) and re.search(y, b)) or (re.search(x, b) and re.search(y, a))
            for x, y in _OPPOSED
        )
        adjacent = (one, other) == (near[0], near[1])
        close = scene.same_segment(other, index) or re.search(
            "节约|节省|结余|剩余|差额", scene.words_before(index)
        )
        yield one, other, (2 if told and close else 1) if adjacent else 1 if told else 0


def _growth(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Guess]:
    before, after = _around(scene, index, scope)
    changes = [
        i
        for i in reversed(scope[: scope.index(index)])
        if scene.same_segment(i, index)
        and (scene.mentions[i].role == "change" or CHANGED.search(scene.words_before(i)))
        and scene.mentions[i].measure not in _POINTS
    ][:1]
    change = changes[0] if changes and changes[0] >= index - 2 else None
    near = [i for i in before if i != change]
    for now, base, strength in _pairs(scene, index, near, after, opposed=False):
        yield from _relation(scene, "growth", index, ((1, now), (-1, base)), ((1, base),), strength)
    if change is None:
        return
    sign = sign_of(scene, change) or 1
    for n, now in enumerate(i for i in near[:4] if scene.like(i, change)):
        if base_of_change(scene, now, index):
            yield from _relation(scene, "growth", index, ((sign, change),), ((1, now),), 1)
            continue
        close = n == 0 and scene.same_segment(now, change) and len(scene.gap(change, index)) <= 14
        strength = (3 if now == change - 1 else 2) if close else 1
        yield from _relation(scene, "growth", index, ((sign, change),), ((1, now), (-sign, change)), strength)


def _relation(
    scene: Scene, kind: Kind, index: int, left: Terms, right: Terms, strength: int
) -> Iterator[Guess]:
    """The relation; where the result has no direction word, with the signs that make it positive."""
    if not scene.mentions[index].direction and kind in ("growth", "difference"):
        told = sign_of(scene, index) if strength > 1 and len(left) == 2 else 0
        if told < 0 or (not told and sum(sign * scene.mentions[i].amount for sign, i in left) < 0):
            left = tuple((-sign, i) for sign, i in left)
    made = relate(scene.mentions, kind, index, left, right)
    if made is not None:
        yield Guess(made, strength)


def _difference(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Guess]:
    before, after = _around(scene, index, scope)
    before = [i for i in before if scene.like(i, index)]
    after = [i for i in after if scene.like(i, index) and base_of_change(scene, i, index)]
    for now, base, strength in _pairs(scene, index, before, after):
        yield from _relation(scene, "difference", index, ((1, now), (-1, base)), (), strength)


def _points(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Guess]:
    at = scope.index(index)
    near = [
        i
        for i in reversed(scope[:at])
        if scene.mentions[i].measure == "%"
        and scene.mentions[i].role in ("ratio", "growth")
        and scene.same_sentence(i, index)
    ][:5]
    near += [
        i
        for i in scope[at + 1 : at + 3]
        if scene.mentions[i].measure == "%"
        and scene.mentions[i].role == "ratio"
        and scene.same_segment(index, i)
        and base_of_change(scene, i, index)
    ]
    bases = [i for i in near if base_of_change(scene, i, index)]
    for base in bases:
        for n, now in enumerate(i for i in near if i not in bases):
            strength = (
                3 if n == 0 and base == bases[0] and scene.same_segment(min(now, base), max(now, base)) else 1
            )
            yield from _relation(scene, "difference", index, ((1, now), (-1, base)), (), strength)


# -- shares ------------------------------------------------------------------------------------------------------------


def _ratio(scene: Scene, index: int, parts: Sequence[int], whole: int, strength: int) -> Iterator[Guess]:
    made = relate(scene.mentions, "ratio", index, tuple((1, i) for i in parts), ((1, whole),))
    if made is not None:
        yield Guess(made, strength)


def _share(scene: Scene, index: int, scope: Sequence[int], words: str) -> Iterator[Guess]:
    before, after = _around(scene, index, scope, roles=(*_RESULTS, "change"))
    target = scene.mentions[index]
    if before and (found := _WITHIN.fullmatch(scene.gap(before[0], index))) and found[0].strip(" ）)"):
        whole = before[0]
        if _OPENS.search(scene.words_before(whole)):
            yield from _of(scene, index, whole, before[1:], 3)
            return
    if target.measure in ("倍", ":1", ""):
        yield from _times(scene, index, before, after)
        return
    if found := _OF_NAMED.search(words):
        part = before[0] if before and scene.same_segment(before[0], index) else None
        wholes = [i for i in before if i != part and named(scene, i, found["name"])]
        wholes = (
            wholes
            or [i for i in after if named(scene, i, found["name"])]
            or [i for i in before[:1] if named(scene, i, found["name"])]
        )
        wholes = [i for i in wholes if not base_of_change(scene, i, index)] or wholes
        values = {scene.mentions[i].amount for i in wholes}
        for whole in wholes:
            yield from _of(
                scene, index, whole, [i for i in before if i != whole], 3 if len(values) == 1 else 2
            )
    if _BARE_SHARE.search(words) or _OF_NAMED.search(words):
        for part in before[:2]:
            for whole in [i for i in before + after if i != part and scene.like(i, part)]:
                if scene.mentions[whole].amount >= scene.mentions[part].amount:
                    yield from _ratio(
                        scene,
                        index,
                        [part],
                        whole,
                        1 if part == before[0] and scene.same_segment(part, index) else 0,
                    )
    if found := _RATED.search(words):
        yield from _rated(scene, index, before, after, found["name"])


def _of(scene: Scene, index: int, whole: int, before: list[int], strength: int) -> Iterator[Guess]:
    """What is a share of `whole`: the amount just before, or all of a list that 合计 sums up."""
    parts = [i for i in before if scene.like(i, whole)]
    if not parts:
        return
    lead = scene.gap(parts[0], min(i for i in (whole, index) if i > parts[0]))
    run = _run(scene, parts)
    if _TOGETHER.search(lead) and len(run) > 1:
        yield from _ratio(scene, index, run, whole, strength)
        strength = 1
    for n, part in enumerate(parts[:4]):
        near = n == 0 and scene.same_segment(part, index)
        yield from _ratio(
            scene, index, [part], whole, strength if near else 1 if scene.same_sentence(part, index) else 0
        )


def _run(scene: Scene, parts: list[int]) -> list[int]:
    """The list that ends with the first of `parts` (nearest first): items that only 、 and 和 part."""
    run = parts[:1]
    for i in parts[1:]:
        if not re.fullmatch(r"[^，。；：\d]{0,4}[、，和及与][^，。；：\d]{0,14}", scene.gap(i, run[-1])):
            break
        run.append(i)
    return run[::-1]


def _times(scene: Scene, index: int, before: list[int], after: list[int]) -> Iterator[Guess]:
    near = [i for i in before[:3] + after[:2] if scene.same_sentence(i, index)]
    for part in near:
        for whole in near:
            if whole != part and scene.like(part, whole):
                plain = len([i for i in near if scene.like(i, part)]) == 2
                larger = scene.mentions[part].amount > scene.mentions[whole].amount
                known = plain and larger and min(len(_digits(scene, i)) for i in (part, whole)) > 1
                yield from _ratio(scene, index, [part], whole, 2 if known else 1 if plain else 0)


def _rated(scene: Scene, index: int, before: list[int], after: list[int], name: str) -> Iterator[Guess]:
    """动支率, 回收率, 序时进度: what was done by the verb of the rate, of what there was to do."""
    near = [i for i in before if scene.same_sentence(i, index)] or before[:2]
    near += after
    verb = name[-2:]
    done = [
        i
        for i in near
        if verb in scene.words_before(i) + scene.words_after(i)
        or (verb[0] in scene.words_before(i) and verb[-1] in scene.words_before(i))
    ]
    for n, part in enumerate([*done, *(i for i in near if i not in done)]):
        wholes = [i for i in near if i != part and scene.like(i, part)]
        planned = [i for i in wholes if PLAN.search(scene.words_before(i)) or scene.planned(i)]
        totals = [i for i in wholes if i not in planned and TOTAL.search(scene.words_before(i))]
        rest = [i for i in wholes if i not in planned and i not in totals]
        ranked = [*planned, *totals, *rest] if _DONE.search(name) else [*totals, *planned, *rest]
        for m, whole in enumerate(ranked):
            told = part in done or (
                planned and whole in planned and part not in planned and _DONE.search(name)
            )
            only = len(wholes) == 1 and scene.same_sentence(whole, index) and part == near[0]
            plain = told and m == 0 and n == 0 and (only or whole in planned + totals)
            yield from _ratio(
                scene, index, [part], whole, 3 if plain and only else 2 if plain else 1 if told or only else 0
            )
        if (len(near) > 2 and _DONE.search(name)) or len(near) > 2:
            yield from _joined(scene, index, near)


def _joined(scene: Scene, index: int, near: list[int]) -> Iterator[Guess]:
    """Two parts together: 已完工19个，在建6个，开工率."""
    for n in range(min(len(near) - 1, 4)):
        pair = [near[n + 1], near[n]]
        if scene.like(*pair):
            for whole in near:
                if whole not in pair and scene.like(whole, pair[0]):
                    made = list(_ratio(scene, index, pair, whole, 0))
                    yield from (one for one in made if one.relation.holds)


# -- per head ----------------------------------------------------------------------------------------------------------


def _each(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Guess]:
    """人均, 平均每辆, 每平方米: an amount by a count of something else."""
    before, after = _around(scene, index, scope)
    near = [i for i in before[:5] + after if scene.same_sentence(i, index) or i in before[:3]]
    words = scene.words_before(index)[-12:]
    amounts = [i for i in near if scene.like(i, index)]
    counts = [i for i in near if scene.mentions[i].measure and not scene.like(i, index)]
    for amount in amounts:
        for count in counts:
            own = re.sub("人次|名|位", "人", scene.mentions[count].measure)
            plain = amount == amounts[0] and count == counts[0] and own in re.sub("人次", "人", words)
            yield from _ratio(
                scene, index, [amount], count, 2 if plain and amount < index and count < index else 1
            )
