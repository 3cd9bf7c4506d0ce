"""Tie how far one figure is from another that the words name: 增速高于城镇居民2.0个百分点, 优于年度目标（32.9微克）2.9微克."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.numbers.list_words import BRACKETED
from drafter.patterns import Regex
from drafter.relations.evidence.guesses import POINTS, mendable
from drafter.relations.evidence.side_by_side import run_around
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene
from drafter.relations.stems import stem

# 增速高于甲, 增幅比甲高, 分别比甲快, 高出甲增速: of two rates the one that is told beside, and what it is measured by.
_MORE_THAN = r"高于|高出|超出|超过|快于|多于|领先"
_LESS_THAN = r"低于|慢于|少于|落后"
_PACE = r"(?:增长?速度?|增幅|涨幅|升幅|增长率)"
_AHEAD = Regex(
    rf"^(?P<subject>[^，。；\d]*?)(?:的?{_PACE})?(?:同比|也|均|分别|各|要|较)*"
    rf"(?:(?P<than>{_MORE_THAN}|{_LESS_THAN})(?P<name>[^，。；\d（]{{2,24}}?)|"
    rf"(?:比|较)(?P<other>[^，。；\d（]{{2,24}}?)(?P<by>[高快多低慢少]出?))(?:了|约|达|近)*$"
)
_LESS = Regex(f"{_LESS_THAN}|[低慢少]")
# When rather than what: 比上半年加快 is told of the same figure.
_TIME = Regex(
    r"^(?:上|去|前|同期|年初|[一二三四]季度|[\d－—\-]*月|十[一二三四五]五|全年|当年)|期$|年$|月$|季度$|半年$"
)
_OVERALL = Regex(r"整体|总体|全部|总额|总量|平均")
_WITHOUT_PACE = Regex(rf"(?:平均)?(?:的)?(?:整体|总体)?(?:水平|{_PACE})?(?:平均)?(?:水平)?$")
_RATE, _DONE = Regex(r"(?:增长率|增减额)$"), Regex("(?:累计)?(?:完成|实现)$")
_ASIDE, _BEYOND = (
    Regex(r"[^，。；（(\d]{0,6}[）)]\s*(?:约|达|近)?"),
    Regex(
        rf"(?:比|较|优于|好于|{_MORE_THAN}|{_LESS_THAN}|不及)[^，。；（(\d]{{0,16}}[（(][^，。；（(\d]{{0,6}}$"
    ),
)
_BEFORE = Regex(r"[，。；：\n\d%]")


def find_outpaced(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield the differences that come out, and those of a bracket that one slip broke."""
    for index in scope:
        mention = scene.mentions[index]
        if mention.role not in ("value", "change") or mention.bound:
            continue
        if mention.measure in POINTS:
            yield from _ahead(scene, index, scope)
        elif (found := _beyond_aside(scene, index, scope)) is not None:
            yield found


def _beyond_aside(scene: Scene, index: int, scope: Sequence[int]) -> Relation | None:
    """浓度30微克，优于年度目标（32.9微克）2.9微克: what the bracket tells is what it is measured by."""
    base = index - 1
    if base not in scope or not scene.like(base, index) or not _ASIDE.fullmatch(scene.gap(base, index)):
        return None
    if not _BEYOND.search(scene.text, max(scene.mentions[base].start - 40, 0), scene.mentions[base].start):
        return None
    like = (i for i in reversed(scope) if i < base and scene.like(i, base))
    now = next((i for i in like if scene.mentions[i].role in ("value", "count")), None)
    if now is None or not scene.same_segment(now, index):
        return None
    made = _apart(scene, index, now, base)
    if made is None or made.holds:
        return made
    return replace(made, likely=True) if mendable(scene, made) else None


def _ahead(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Relation]:
    """Each of the points that stand side by side, with the rate told in its turn."""
    first, last = run_around(scene, index)
    if last != index:
        return  # asked for once, by the last, which has the unit
    clause = _clause(scene, first)
    told = _AHEAD.match(clause)
    if told is None:
        return
    name = _WITHOUT_PACE.sub("", told["name"] or told["other"])
    if len(name) < 2 or _TIME.search(name):
        return
    less = _LESS.search(told["than"] or told["by"]) is not None
    rates = [i for i in scope if scene.mentions[i].measure == "%" and not scene.mentions[i].bound]
    subject = stem(told["subject"])
    many = last - first + 1
    turns = (
        [[i] for i in _named(scene, rates, subject, first)]
        if len(subject) > 1
        else [_in_turn(scene, rates, first, many)]
    )
    found: dict[object, list[Relation]] = {}
    for nows in turns:
        for base in _bases(scene, rates, name, nows, first) if len(nows) == many else ():
            made = [_apart(scene, first + n, now, base, less=less) for n, now in enumerate(nows)]
            held = [one for one in made if one is not None and one.holds]
            if len(held) == many:
                found.setdefault(tuple(scene.mentions[i].amount for i in nows), held)
                break
    if len(found) == 1:  # else the name means more than one of them
        yield from found.popitem()[1]


def _clause(scene: Scene, first: int) -> str:
    """The words before the first of the points, without what a bracket tells among them."""
    start = scene.mentions[first].start
    before = BRACKETED.sub("", scene.text[max(start - 60, 0) : start])
    return _BEFORE.split(before)[-1].strip()


def _named(scene: Scene, rates: Sequence[int], name: str, first: int) -> list[int]:
    """The rates of what the clause names itself, told last before it; those of the very name, else those whose names end so."""
    before = [i for i in reversed(rates) if i < first]
    return [i for i in before if _of(scene, i) == name] or [i for i in before if _of(scene, i).endswith(name)]


def _in_turn(scene: Scene, rates: Sequence[int], first: int, many: int) -> list[int]:
    """The rates right before, as many as there are points."""
    found = [i for i in rates if i < first and scene.same_segment(i, first)][-many:]
    return found if found and found[-1] == first - 1 else []


def _bases(scene: Scene, rates: Sequence[int], name: str, nows: Sequence[int], first: int) -> Iterator[int]:
    """The rate that a bracket adds to the name, else that of the name, the nearest first; of all together the first of the paragraph."""
    others = [i for i in rates if i not in nows]
    if first - 1 in others and _ASIDE.match(scene.gap(first - 1, first)):
        yield first - 1
        return
    near = sorted(others, key=lambda i: (i > nows[0], abs(i - nows[0])))
    yield from (i for i in near if (own := _of(scene, i)) and (own.startswith(name) or own.endswith(name)))
    if _OVERALL.search(name):
        yield from (i for i in others[:1] if i < nows[0])


def _of(scene: Scene, rate: int) -> str:
    """Of what a rate is told: 增值税 for 增值税增长率."""
    return stem(_DONE.sub("", _RATE.sub("", scene.label(rate))))


def _apart(scene: Scene, index: int, now: int, base: int, *, less: bool | None = None) -> Relation | None:
    """One less the other, in the order that the words say or, where they do not, that makes more than nothing."""
    sides = [(scene.mentions[i].sign or 1, i) for i in (now, base)]
    if less is None:
        less = sides[0][0] * scene.mentions[now].amount < sides[1][0] * scene.mentions[base].amount
    high, low = reversed(sides) if less else sides
    return relate(scene.mentions, "difference", index, (high, (-low[0], low[1])))
