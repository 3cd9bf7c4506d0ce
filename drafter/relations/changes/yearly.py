"""Tie 年均增长p% to what there was in the first year, in the last, and the years between, where all three are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.numbers.numerals import read_numeral
from drafter.patterns import Regex
from drafter.relations.evidence.evidence import moved
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_YEARLY = Regex(r"(?:年均|年平均|平均每年)(?!(?:可比|实际|同口径))[^，。；\d]{0,10}$")
_OTHER_BASIS = Regex(r"生产总值|增加值|GDP|扣除|剔除|可比|同口径|实际|不变价|名义")
_YEAR = Regex(r"((?:19|20)\d\d)\s*年(?:末|底|初)?(?:的)?[^，。；\d]{0,10}$")
_SPAN = Regex(r"((?:19|20)\d\d)\s*年?(?:至|到|—|–|-|－|~|～)((?:19|20)\d\d)\s*年")
_SO_MANY = Regex(r"(?<![\d十])([两二三四五六七八九十]|\d{1,2})年(?:来|间|内|期间|时间|累计|共|总共|增|减)")
_PLAN = Regex(r"“?十[一二三四五]五”?(?:时期|期间|以来)")
_COMPARED = Regex("相比|比较")
_ROOM, _LONGEST, _OF_A_PLAN = 120, 30, 5


def find_yearly(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield what comes out; what does not only where both years stand at their amounts and a slip explains it."""
    for place, index in enumerate(scope):
        mention = scene.mentions[index]
        if mention.measure != "%" or mention.bound or mention.role not in ("growth", "ratio"):
            continue
        if not _YEARLY.search(scene.words_before(index)):
            continue
        ends = _ends(scene, index, scope[:place])
        if ends is None:
            yield from _by_the_change(scene, index, scope[:place])
            continue
        if _OTHER_BASIS.search(_sentence(scene, ends[0], index)):
            continue
        base, now = ends
        told = _years_told(scene, base, now)
        tried = [told] if told else _years_around(scene, base, index)
        made = [_made(scene, index, now, base, years) for years in tried if 1 < years <= _LONGEST]
        held = next((one for one in made if one is not None and one.holds), None)
        if held is not None:
            yield held
        elif told and made and made[0] is not None and mendable(scene, made[0]):
            yield replace(made[0], likely=True)


def _ends(scene: Scene, index: int, before: Sequence[int]) -> tuple[int, int] | None:
    """The last two amounts of one kind in its part of the sentence, told as a move or each with its year; their change may follow them."""
    near = [i for i in before if scene.mentions[i].role in ("value", "count") and not scene.mentions[i].bound]
    if len(near) < 2 or not scene.same_segment(near[-2], index) or not scene.like(near[-2], near[-1]):
        return None
    base, now = near[-2:]
    if _years_told(scene, now, base):
        return now, base  # 2024年46.8亿元，2021年为31.2亿元
    return (base, now) if moved(scene, base, now) or _years_told(scene, base, now) else None


def _by_the_change(scene: Scene, index: int, before: Sequence[int]) -> Iterator[Relation]:
    """总人口a人，同2010年的b人相比，十年共增加c人，年平均增长p%: of the change and what it is of, where it comes out."""
    moved_ = next((i for i in reversed(before) if scene.mentions[i].role == "change"), None)
    if moved_ is None or not scene.same_sentence(moved_, index):
        return
    near = [
        i
        for i in reversed(before)
        if i < moved_ and scene.like(i, moved_) and scene.mentions[i].role == "value"
    ]
    if not near or not scene.same_sentence(near[0], index):
        return
    sign = scene.mentions[moved_].sign or 1
    left = ((sign, moved_),)
    of_base, of_now = ((1, near[0]),), ((1, near[0]), (-sign, moved_))
    for years in _years_around(scene, near[0], index):
        for right in (of_base, of_now) if _COMPARED.match(scene.words_after(near[0])) else (of_now,):
            made = relate(scene.mentions, "growth", index, left, right, years=years) if years > 1 else None
            if made is not None and made.holds:
                yield made
                return


def _years_told(scene: Scene, base: int, now: int) -> int:
    """The years between those told at the two amounts, 0 where one is not."""
    years = [
        _YEAR.search(scene.text, max(scene.mentions[i].start - 24, 0), scene.mentions[i].start)
        for i in (base, now)
    ]
    first, last = (int(one[1]) if one else 0 for one in years)
    return last - first if first and last > first else 0


def _years_around(scene: Scene, base: int, index: int) -> list[int]:
    """What the sentence says of the time: 2020年至2024年, 五年来, “十四五”期间; a span may count its first year or not."""
    words = _sentence(scene, base, index)
    if span := _SPAN.search(words):
        many = int(span[2]) - int(span[1])
        return [many, many + 1]
    if told := _SO_MANY.search(words):
        many = int(read_numeral(told[1].replace("两", "二")) or 0)
        return [many, many - 1]
    return [_OF_A_PLAN, _OF_A_PLAN - 1] if _PLAN.search(words) else []


def _sentence(scene: Scene, base: int, index: int) -> str:
    """The sentence from its beginning to the rate."""
    start = scene.mentions[base].start
    begin = max(scene.text.rfind(mark, 0, start) for mark in "。；\n") + 1
    return scene.text[max(begin, start - _ROOM) : scene.mentions[index].start]


def _made(scene: Scene, index: int, now: int, base: int, years: int) -> Relation | None:
    if scene.mentions[base].amount <= 0 or scene.mentions[now].amount <= 0:
        return None
    return relate(scene.mentions, "growth", index, ((1, now), (-1, base)), ((1, base),), years=years)
