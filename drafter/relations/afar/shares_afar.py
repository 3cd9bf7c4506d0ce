"""Tie shares to a whole that another paragraph prints, or that only their parts make up: found by what most of the shares agree on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from drafter.numbers.list_words import A_SHARE
from drafter.patterns import Regex
from drafter.relations.evidence.chance import chance
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, Terms, relate
from drafter.relations.scene import Scene
from drafter.relations.stems import stem, uncounted

_ROLES, _MOVES = ("value", "count"), ("growth", "change")
_TIMES = ("年", "个月", "月", "个季度", "季度")  # 已连续7个月保持增长
_SHARE = Regex(rf"(?:{A_SHARE}(?P<name>[^，。；]{{0,16}}?)的?(?:比[重例率]|比)?|占比)(?:为|约|达|达到)?$")
_COUNTED = Regex(
    "(?<=[一-鿿]{2})(?:总?数?[量额值]|数)$|(?<=[一-鿿]{3})人$"
)  # 占总投诉量 and 占总投诉数量 are of one whole
_MOST, _REACH = 12, 400  # shares that are judged together, and numbers between a share and its whole
_BY_CHANCE = 0.3
_ENOUGH = 2
"""What the shares that agree must weigh: one with two decimals, or two with one; 60 amounts of a report hardly fit that by chance."""


def find_shares_afar(scene: Scene, settled: Collection[int]) -> Iterator[Relation]:
    """Yield the shares of each group that has one whole; one that does not hold is likely at most, where a slip explains it.

    A group are shares of one named whole (占支出总额的), or the bare shares (占) of one paragraph.
    """
    amounts: list[tuple[Decimal, int]] = []
    followers: set[int] = set()
    found: set[int] = set()
    named: list[tuple[int, int, str]] = []
    for pairs in _groups(scene, followers, named):
        if all(share in settled for _, share in pairs):
            continue
        amounts = amounts or _amounts(scene)
        whole = _whole(scene, pairs, amounts)
        for part, share in pairs if whole else ():
            made = relate(scene.mentions, "ratio", share, ((1, part),), whole or (), certain=True)
            if made is None or share in settled:
                continue
            if made.holds:
                found.add(share)
                yield made
            elif (share not in followers and mendable(scene, made)) or _rounded_otherwise(scene, made):
                yield replace(made, certain=False, likely=True)
    rest = [one for one in named if one[1] not in settled and one[1] not in found]
    if rest:
        yield from _alone(scene, rest, amounts or _amounts(scene))


def _rounded_otherwise(scene: Scene, made: Relation) -> bool:
    """Whether the share is off by less than its last place, as one is that makes all of them 100."""
    target = scene.mentions[made.target]
    return target.step < 1 and abs(made.expected - target.value) < target.step


def _groups(
    scene: Scene, followers: set[int], told: list[tuple[int, int, str]]
) -> Iterator[list[tuple[int, int]]]:
    """Shares with their parts, a few that stand near each other at a time.

    占收到总数的19.1%；…占27.1%: a bare share that follows a named one may be of the same whole; such are put down in `followers`.
    Every named share is put down in `told` with its name.
    """
    named: dict[str, list[tuple[int, int]]] = {}
    for scope in scene.paragraphs:
        bare: list[tuple[int, int]] = []
        last = ""
        for n, at, name in scene.once(scope, _told):
            part, share = scope[n], scope[at]
            if len(name) < 2:
                bare.append((part, share))
                if last:
                    followers.add(share)
                    named[last].append((part, share))
                continue
            last = _COUNTED.sub("", name)
            told.append((part, share, last))
            group = named.setdefault(last, [])
            if group and (len(group) == _MOST or part - group[0][0] > _REACH):
                yield group.copy()
                group.clear()
            group.append((part, share))
        yield from (one for one in [bare[:_MOST]] if len(one) > 1)
    yield from (group for group in named.values() if len(group) > 1)


def _told(scene: Scene, scope: Sequence[int]) -> list[tuple[int, int, str]]:
    """The parts and shares of a paragraph, and what each share is said to be of."""
    found = []
    for at in range(1, len(scope)):
        if scene.mentions[scope[at]].measure == "%":
            part = _part(scene, scope[max(at - 3, 0) : at])
            said = _said(scene, part, scope[at - 1], scope[at])
            if said is not None:
                found.append((scope.index(part), at, stem(said)))
    return found


def _alone(
    scene: Scene, named: Sequence[tuple[int, int, str]], amounts: Sequence[tuple[Decimal, int]]
) -> Iterator[Relation]:
    """占进出口总值的55.1%: the one share of a whole, of the amount further up that is called so; likely where one slip explains it."""
    for part, share, name in named:
        if not _worth(scene, share):
            continue
        fitting = (i for _, i in _that_fit(scene, part, share, amounts) if part - _REACH < i < part)
        called = _called(scene, part, name, fitting)
        if len({scene.mentions[i].amount for i in called}) == 1:
            made = relate(scene.mentions, "ratio", share, ((1, part),), ((1, called[-1]),))
            if made is not None and made.holds:
                yield made
                continue
        yield from _slipped(
            scene, part, share, _called(scene, part, name, range(max(part - _REACH, 0), part))
        )


def _called(scene: Scene, part: int, name: str, among: Iterable[int]) -> list[int]:
    name = uncounted(name, scene.mentions[part].measure)  # 占竣工户数的, of 竣工573户
    return [i for i in among if scene.like(i, part) and _is_called(scene, i, name)]


def _is_called(scene: Scene, i: int, name: str) -> bool:
    """Whether a name is an amount's own with other words in or before it: 全市进出口 for 全市外贸进出口, 全市出口 for 出口."""
    words = scene.words_before(i)
    letters = iter(words)
    return all(letter in letters for letter in name) or (len(words) > 1 and name.endswith(words))


def _slipped(scene: Scene, part: int, share: int, called: Sequence[int]) -> Iterator[Relation]:
    """The share of the one amount called so, if it is more than the part and a slip hardly makes it come out by accident."""
    amounts = {scene.mentions[i].amount for i in called if scene.mentions[i].role in _ROLES}
    if len(amounts) != 1 or scene.mentions[part].amount >= max(amounts):
        return
    made = relate(scene.mentions, "ratio", share, ((1, part),), ((1, called[-1]),), likely=True)
    if made is not None and mendable(scene, made) and chance(scene.mentions, made) < _BY_CHANCE:
        yield made


def _part(scene: Scene, before: Sequence[int]) -> int:
    """The amount of which a share tells that stands behind these few: 16747元，增长6.8%，占…的比重为57.0%."""
    told = (i for i in reversed(before) if scene.mentions[i].role not in _MOVES)
    return next((i for i in told if scene.mentions[i].measure not in _TIMES), before[-1])


def _said(scene: Scene, part: int, before: int, share: int) -> str | None:
    """What the share is said to be of, "" where it is not said, None where this is no share of the part; `before` is the number before it."""
    mention = scene.mentions[share]
    if mention.role != "ratio" or mention.bound or scene.mentions[part].bound:
        return None
    found = _SHARE.search(scene.words_before(share))
    if found is None or scene.mentions[part].role not in _ROLES or not scene.same_segment(part, share):
        return None
    alone = re.fullmatch(r"[^，]{0,4}[，（]?\s*", scene.gap(before, share)[: -len(found[0])])
    return (found["name"] or "") if alone else None


def _amounts(scene: Scene) -> list[tuple[Decimal, int]]:
    return sorted(
        (one.amount, i) for i, one in enumerate(scene.mentions) if one.role in _ROLES and one.amount > 0
    )


def _whole(
    scene: Scene, pairs: Sequence[tuple[int, int]], amounts: Sequence[tuple[Decimal, int]]
) -> Terms | None:
    """The one amount near that most of the shares agree on; else all the parts together, when they all agree on that."""
    parts = [part for part, _ in pairs]
    if any(not _like(scene, part, parts[0]) for part in parts[1:]):
        return None
    worth = sum(_worth(scene, share) for _, share in pairs)
    near = {
        amount: i
        for part, share in pairs
        for amount, i in _that_fit(scene, part, share, amounts)
        if i not in parts and abs(i - part) <= _REACH and _like(scene, i, part)
    }
    weights = {i: _weight(scene, pairs, ((1, i),)) for i in near.values()}
    best = max(weights, key=lambda i: weights[i], default=None)
    if best is not None and weights[best] >= _ENOUGH and weights[best] * 2 >= worth:
        return ((1, best),)
    # 60岁以上a人，占13.5%，其中65岁以上b人，占9.2%: the one is in the other.
    own = [part for n, part in enumerate(parts) if not n or "其中" not in scene.clauses_before(part)]
    together: Terms = tuple((1, part) for part in own)
    return together if worth >= _ENOUGH and _weight(scene, pairs, together) == worth else None


def _like(scene: Scene, one: int, other: int) -> bool:
    """Whether they count one thing, or one of them does not say what: 处罚2100，占33.9%；征收232件，占3.7%."""
    return scene.like(one, other) or not (scene.mentions[one].measure and scene.mentions[other].measure)


def _weight(scene: Scene, pairs: Sequence[tuple[int, int]], whole: Terms) -> int:
    made = ((share, relate(scene.mentions, "ratio", share, ((1, part),), whole)) for part, share in pairs)
    return sum(_worth(scene, share) for share, one in made if one is not None and one.holds)


def _that_fit(
    scene: Scene, part: int, share: int, amounts: Sequence[tuple[Decimal, int]]
) -> Sequence[tuple[Decimal, int]]:
    """The amounts of which the part may be that share, as precisely as it is written."""
    mention = scene.mentions[share]
    if mention.value <= mention.step:
        return ()
    low = scene.mentions[part].amount * 100 / (mention.value + mention.step)
    high = scene.mentions[part].amount * 100 / (mention.value - mention.step)
    return amounts[bisect_left(amounts, (low, -1)) : bisect_left(amounts, (high, len(scene.mentions)))]


def _worth(scene: Scene, share: int) -> int:
    mention = scene.mentions[share]
    return 2 if mention.step < Decimal("0.1") and mention.value >= 1 else 1 if mention.step < 1 else 0
