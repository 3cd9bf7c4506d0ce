"""Tie shares told in turn to a whole that another paragraph prints: 专任教师1167人。⏎ 专任教师中，正高a人、副高b人，分别占p和q."""

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
    r"(?:分别|依次)占(?:比|(?P<whole>[^，。；：\n]{2,16}?)(?:总?人?数|总量|总额)?的)?(?:比重|比例)?(?:为)?$"
)
_AMONG = Regex(r"([一-鿿]{2,16})中[，：]")
_NAME, _REACH, _FEWEST, _TENTH = 3, 60, 2, Decimal("0.1")
_ENOUGH = 2  # what the others must weigh: one with two decimals, or two with one


def find_turns_afar(scene: Scene, settled: Collection[int]) -> Iterator[Relation]:
    """Yield the shares where all of them come out, and the one that a slip broke, as likely, where the others do."""
    for scope in scene.paragraphs:
        for first in scope:
            if first in settled or scene.mentions[first].measure != "%":
                continue
            found = _IN_TURN.search(scene.words_before(first))
            begin, last = run_around(scene, first, JOINED_LOOSELY) if found else (first, first)
            if found is None or begin != first or last == first:
                continue
            parts = _parts(scene, scope, first, last - first + 1)
            if parts and (name := found["whole"] or _among(scene, parts[0])):
                yield from _of_one_whole(scene, parts, range(first, last + 1), name)


def _parts(scene: Scene, scope: Sequence[int], first: int, count: int) -> list[int]:
    """The last so many amounts before the shares that count one thing, of one sentence."""
    before = [i for i in scope if i < first and scene.mentions[i].role in _ROLES]
    like = [i for i in before if scene.like(i, before[-1])][-count:]
    whole = len(like) == count and all(scene.same_sentence(i, j) for i, j in pairwise([*like, first]))
    return like if whole else []


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
        held = [one for one in made if one is not None and one.holds]
        rest = [one for one in made if one is not None and not one.holds]
        if not rest and len(held) >= _FEWEST:
            yield from held
            return
        worth = sum(2 if scene.mentions[one.target].step < _TENTH else 1 for one in held)
        if len(rest) == 1 and worth >= _ENOUGH and mendable(scene, rest[0]):
            yield from (*held, replace(rest[0], certain=False, likely=True))
            return
