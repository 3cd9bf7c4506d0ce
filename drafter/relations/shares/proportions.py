"""Tie proportions that are written as one: 三次产业结构为12.1:40.5:47.4, 四个地区占比分别为…%, in hundredths of the amounts told before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import POINTS, mendable
from drafter.relations.evidence.side_by_side import JOINED_LOOSELY
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_FEWEST, _ALL = 3, 100
_ROLES, _NONE = ("value", "count"), ("", "%", *POINTS)
_BECAME = Regex(r"[，]?[^，。；\d]{0,6}(?:调整|优化|转变|演变|变化|变|提升|发展)?[为到至]")
_COMPARED = Regex(r"[，（]\s*(?:与|比|较|[和同])(?:上年|去年)(?:同期)?[^，。；\d]{0,6}")
_SECTOR = Regex(r"(?<![、和第])第?([一二三])产业?[^，。；、和\d]{0,22}$")
_STRUCTURE = Regex(r"(?:结构|构成|占比|比重|比例)[^，。；\d]{0,12}$")
_SECTORS, _ECONOMY, _AFAR = ("第一产业", "第二产业", "第三产业"), Regex(r"产业[^，。；\n]*$"), 60
_SHARE, _PACE = Regex("比重|占比|贡献率"), Regex("增速|增幅|增长|拉动|贡献了")
_COLONS = Regex(r"\s*[:：∶]\s*")
_IN_TURN = Regex(r"(?:分别|依次)(?:约?[为占]|是|达到?)*$")


def find_proportions(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield the share of each amount in all; one that does not hold only where most of its fellows do."""
    for run in [*_runs(scene, scope, "", _COLONS), *_shared_out(scene, scope)]:
        yield from _shares(scene, run, _parts(scene, [i for i in scope if i < run[0]], len(run)))


def find_proportions_afar(scene: Scene, settled: Collection[int]) -> Iterator[Relation]:
    """Yield the same for the three sectors of an economy, which everybody knows, where another paragraph tells their amounts."""
    for scope in scene.paragraphs:
        for run in [*_runs(scene, scope, "", _COLONS), *_shared_out(scene, scope)]:
            if len(run) == len(_SECTORS) and run[0] not in settled and _tells_of_sectors(scene, run[0]):
                near = range(max(run[0] - _AFAR, 0), run[0])
                amounts = [i for i in near if scene.mentions[i].role in _ROLES]
                told = [
                    [i for i in amounts if scene.label(i).endswith((name, name + "增加值"))]
                    for name in _SECTORS
                ]
                yield from _shares(scene, run, [own[-1] for own in told if own])


def _tells_of_sectors(scene: Scene, index: int) -> bool:
    start = scene.mentions[index].start
    return _ECONOMY.search(scene.text, max(start - 40, 0), start) is not None


def _shares(scene: Scene, run: Sequence[int], parts: Sequence[int]) -> Iterator[Relation]:
    whole, told = tuple((1, i) for i in parts), sum((scene.mentions[i].value for i in run), Decimal(0))
    # 结构为12.1:40.5:47.4 is in hundredths, 比例为12∶5∶3 in twentieths.
    for parted in (_ALL, told) if not scene.mentions[run[0]].measure else (1,):
        shares = [
            relate(scene.mentions, "ratio", target, ((1, part),), whole, certain=True, factor=Decimal(parted))
            for target, part in zip(run, parts, strict=False)
        ]
        holding = sum(one is not None and one.holds for one in shares)
        if len(parts) == len(run) < 2 * holding:
            yield from (
                one for one in shares if one is not None and not (told == _ALL and _evened_out(scene, one))
            )
            return


def _shared_out(scene: Scene, scope: Sequence[int]) -> Iterator[list[int]]:
    """占比分别为22.3%、28.6%和49.1%, 构成由22.3%、28.6%和49.1%调整为21.4%、27.9%和50.7%: lists of per cent that come to 100."""
    before: list[int] = []
    for run in _runs(scene, scope, "%", JOINED_LOOSELY):
        moved = bool(before) and _BECAME.fullmatch(scene.gap(before[-1], run[0])) is not None
        words = scene.words_before(run[0])
        if _make_all(scene, run) and (moved or _IN_TURN.search(words) or _STRUCTURE.search(words)):
            before = run
            yield run


def _make_all(scene: Scene, run: Sequence[int]) -> bool:
    """Whether shares come to 100 % but for their rounding."""
    off = sum((scene.mentions[i].value for i in run), Decimal(-_ALL))
    return abs(off) <= sum((scene.mentions[i].step for i in run), Decimal(0)) / 2


def _evened_out(scene: Scene, one: Relation) -> bool:
    """Whether the one is off by no more than a last place, as it is where 37.2:20.5:42.2 are made to come to 100."""
    target = scene.mentions[one.target]
    return not one.holds and abs(one.expected - target.value) <= target.step


def _runs(scene: Scene, scope: Sequence[int], measure: str, joined: Regex) -> Iterator[list[int]]:
    """The numbers of this unit that only such marks part."""
    own = [i for i in scope if scene.mentions[i].measure == measure]
    if len(own) < _FEWEST:
        return
    run = own[:1]
    for i in own[1:]:
        if i == run[-1] + 1 and joined.fullmatch(scene.gap(run[-1], i)):
            run.append(i)
            continue
        if len(run) >= _FEWEST:
            yield run
        run = [i]
    if len(run) >= _FEWEST:
        yield run


def _parts(scene: Scene, before: Sequence[int], count: int) -> list[int]:
    """The last amounts of one kind before the proportions; how each of them grew may stand between."""
    amounts = [
        i for i in before if scene.mentions[i].role in _ROLES and scene.mentions[i].measure not in _NONE
    ]
    if amounts and scene.mentions[amounts[-1]].amount == count:
        amounts.pop()  # 四个地区占比分别为: how many there are
    parts = amounts[-count:]
    alike = len(parts) == count and all(scene.like(i, parts[0]) for i in parts)
    return parts if alike else []


def _sector(scene: Scene, index: int) -> re.Match[str] | None:
    """Which of the three is named right before a number."""
    start = scene.mentions[index].start
    return _SECTOR.search(scene.text, max(start - 30, 0), start)


def _even_out(scene: Scene, scope: Sequence[int], *, structured: bool) -> Iterator[Relation]:
    """第一产业比重提高0.3个百分点，第二产业下降3.1个，第三产业提高2.8个: what the shares of all three gain and lose comes to nothing."""
    moves = [i for i in scope if scene.mentions[i].measure in POINTS and scene.mentions[i].sign]
    for three in zip(moves, moves[1:], moves[2:], strict=False):
        named = [_sector(scene, i) for i in three]
        words = [scene.words_before(i) for i in three]
        if [found[1] for found in named if found] != ["一", "二", "三"] or any(map(_PACE.search, words)):
            continue
        first, second, last = three
        if not (structured or _SHARE.search(words[0])) or not scene.same_sentence(first, last):
            continue
        left = tuple((-scene.mentions[i].sign, i) for i in (first, second))
        made = relate(scene.mentions, "difference", last, left, certain=True)
        if made is not None and (made.holds or mendable(scene, made)):
            yield made if made.holds else replace(made, certain=False, likely=True)


def find_moved_proportions(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """三次产业结构由12.9:37.2:49.9调整为12.7:38.3:49.0，第二产业比重提高1.1个百分点: the points of the one that is named."""
    runs = [*_runs(scene, scope, "", _COLONS), *_shared_out(scene, scope)]
    yield from _even_out(scene, scope, structured=bool(runs))
    for one, other in pairwise(runs):
        gap = scene.gap(one[-1], other[0]) if one[-1] < other[0] else "。"
        if len(one) != len(other) or not scene.same_sentence(one[-1], other[0]):
            continue
        last = other[-1]
        if _COMPARED.fullmatch(gap):
            one, other = other, one  # 结构为14.7:30.9:54.4，与上年的15.7:29.6:54.7相比
        elif not _BECAME.search(gap):
            continue
        for index in (i for i in scope if i > last and scene.mentions[i].measure in POINTS):
            named = _sector(scene, index)
            place = "一二三".index(named[1]) if named else len(one)
            if place < len(one):
                left = ((1, other[place]), (-1, one[place]))
                made = relate(scene.mentions, "difference", index, left, certain=True)
                if made is not None and (made.holds or mendable(scene, made)):
                    yield made
