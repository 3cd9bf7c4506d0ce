"""Numbers that stand side by side, with nothing but 、 or 和 between them: 1.7%、2.3%和2.9%."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.numbers.list_words import AND
from drafter.patterns import Regex
from drafter.relations.scene import Scene

JOINED = Regex(rf"\s*[{AND}]\s*")
JOINED_LOOSELY = Regex(rf"\s*[{AND}，]\s*")  # where other words say that it is one list


def run_around(scene: Scene, index: int, joined: Regex = JOINED) -> tuple[int, int]:
    """Return the first and the last of the numbers of one role that a number stands side by side with: itself, if with none."""
    mentions, first, last = scene.mentions, index, index
    role = mentions[index].role
    while first and mentions[first - 1].role == role and joined.fullmatch(scene.gap(first - 1, first)):
        first -= 1
    end = len(mentions) - 1
    while last < end and mentions[last + 1].role == role and joined.fullmatch(scene.gap(last, last + 1)):
        last += 1
    return first, last


def run_from(scene: Scene, scope: Sequence[int], place: int) -> list[int]:
    """Return the numbers side by side from `place` of `scope` on, [] behind its end."""
    found = list(scope[place : place + 1])
    for i in scope[place + 1 :]:
        if not JOINED.fullmatch(scene.gap(found[-1], i)):
            break
        found.append(i)
    return found


def run_to(scene: Scene, before: Sequence[int]) -> list[int]:
    """Return those of the numbers that stand side by side at their end."""
    found = list(before[-1:])
    for i in reversed(before[:-1]):
        if not JOINED.fullmatch(scene.gap(i, found[-1])):
            break
        found.append(i)
    return found[::-1]
