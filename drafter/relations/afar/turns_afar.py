"""Tie shares told in turn to what stands further up: one whole of all (专任教师1167人。⏎ 正高a人、副高b人，分别占p和q), or one of each (共a起，亡b人)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.evidence.side_by_side import JOINED_LOOSELY, run_around
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_ROLES = ("value", "count")
_IN_TURN = Regex(
    r"(?P<told>分别|依次|各)?[只仅约共]?占(?:比|(?P<whole>[^，。；：\n]{2,16}?)(?:总?人?数|总量|总额)?的)?(?:比重|比例)?(?P<each>分别|依次|各)?(?:为|是)?$"
)
_AMONG = Regex(r"([一-鿿]{2,16})中[，：]")
_NAME, _REACH, _FEWEST, _TENTH = 3, 60, 2, Decimal("0.1")
_ENOUGH = 2  # what the others must weigh: one with two decimals, or two with one


def find_turns_afar(scene: Scene, settled: Collection[int]) -> Iterator[Relation]:
    """Yield the shares where all of them come out, and the one that a slip broke, as likely, where the others do."""
    for scope in scene.paragraphs:
        for first in scope:
            if scene.mentions[first].measure != "%":
                continue
            found = _IN_TURN.search(scene.words_before(first))
            begin, last = run_around(scene, first, JOINED_LOOSELY) if found else (first, first)
            shares = range(first, last + 1)
            if found is None or begin != first or last == first:
                continue
            if several := _of_several_kinds(scene, scope, first, len(shares)):
                yield from _of_a_whole_each(scene, several, shares)
                continue
            in_turn = found["told"] or found["each"]
            parts = _parts(scene, scope, first, len(shares)) if in_turn and first not in settled else []
            if parts and (name := found["whole"] or _among(scene, parts[0])):
                yield from _of_one_whole(scene, parts, shares, name)


def _parts(scene: Scene, scope: Sequence[int], first: int, count: int) -> list[int]:
    """The last so many amounts before the shares that count one thing, of one sentence."""
    before = [i for i in scope if i < first and scene.mentions[i].role in _ROLES]
    like = [i for i in before if scene.like(i, before[-1])][-count:]
    whole = len(like) == count and all(scene.same_sentence(i, j) for i, j in pairwise([*like, first]))
    return like if whole else []


def _of_several_kinds(scene: Scene, scope: Sequence[int], first: int, count: int) -> list[int]:
    """The last so many amounts before the shares, of one sentence, unless all count one thing: 事故a起，造成b人死亡、c人受伤."""
    before = [i for i in scope if i < first and scene.mentions[i].role in _ROLES][-count:]
    told = len(before) == count and scene.same_sentence(before[0], first)
    return before if told and not all(scene.like(i, before[0]) for i in before) else []


def _of_a_whole_each(scene: Scene, parts: Sequence[int], shares: Sequence[int]) -> Iterator[Relation]:
    """Each of the list told last, in the same order and nowhere less, that most of the shares come out for."""
    for head in range(parts[0] - 1, max(parts[0] - _REACH, -1), -1):
        wholes = _in_the_order(scene, parts, head)
        if not wholes:
            continue
        made = [
            relate(scene.mentions, "ratio", share, ((1, part),), ((1, whole),), certain=True)
            for share, part, whole in zip(shares, parts, wholes, strict=True)
        ]
        held, rest = _parted_by_verdict(made)
        near = scene.text.count("\n", scene.mentions[head].stop, scene.mentions[parts[0]].start) == 0
        if held and _worth(scene, held) >= (1 if near else _ENOUGH) and len(rest) < len(held) + near:
            yield from held
            yield from (replace(one, certain=False, likely=True) for one in rest if mendable(scene, one))
            return


def _in_the_order(scene: Scene, parts: Sequence[int], head: int) -> list[int]:
    """From `head` on the next amount of each part's kind in turn, in its sentence and each more than its part; none where one lacks."""
    found: list[int] = []
    at = head
    for part in parts:
        like = (i for i in range(at, min(at + 2, parts[0])) if scene.like(i, part))
        whole = next((i for i in like if scene.mentions[i].role in _ROLES), None)
        if whole is None or scene.mentions[whole].amount <= scene.mentions[part].amount:
            return []
        found.append(whole)
        at = whole + 1
    return found if found[0] == head and scene.same_sentence(head, found[-1]) else []


def _parted_by_verdict(made: Sequence[Relation | None]) -> tuple[list[Relation], list[Relation]]:
    """Those that hold and those that do not."""
    told = [one for one in made if one is not None]
    return [one for one in told if one.holds], [one for one in told if not one.holds]


def _worth(scene: Scene, held: Sequence[Relation]) -> int:
    return sum(2 if scene.mentions[one.target].step < _TENTH else 1 for one in held)


def _among(scene: Scene, part: int) -> str:
    """The name that opens a sentence: 专任教师中，…"""
    start = scene.mentions[part].start
    begin = max(scene.text.rfind(mark, 0, start) for mark in "。；\n") + 1
    found = _AMONG.search(scene.text, begin, start)
    return found[1] if found else ""


def _of_one_whole(scene: Scene, parts: Sequence[int], shares: Sequence[int], name: str) -> Iterator[Relation]:
    largest = max(scene.mentions[i].amount for i in parts)
    for whole in range(parts[0] - 1, max(parts[0] - _REACH, -1), -1):
        mention = scene.mentions[whole]
        if mention.role not in _ROLES or mention.amount <= largest or not scene.like(whole, parts[0]):
            continue
        words = scene.words_before(whole)
        if not (words[-_NAME:] == name[-_NAME:] and len(words) >= _NAME):
            continue
        made = [
            relate(scene.mentions, "ratio", share, ((1, part),), ((1, whole),), certain=True)
            for part, share in zip(parts, shares, strict=True)
        ]
        held, rest = _parted_by_verdict(made)
        if not rest and len(held) >= _FEWEST:
            yield from held
            return
        if len(rest) == 1 and _worth(scene, held) >= _ENOUGH and mendable(scene, rest[0]):
            yield from (*held, replace(rest[0], certain=False, likely=True))
            return
