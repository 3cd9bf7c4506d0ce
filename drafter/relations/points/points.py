"""Find the points that a text tells of its items: the full mark of each, what was got of it, and what it is made of."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from drafter.patterns import Regex
from drafter.relations.scene import Scene

_FULL = Regex(r"(?:满分|分值|权重|标准分)(?:为|是|：|:)?$")
LOST = Regex(r"(?:扣|扣分|扣减|[失丢]分?|扣除)(?:了)?(?:为|：|:)?$")
_OPENED = Regex(r"其中|包括|分别|分项|各项|如下|[：:]$")
_GOT = Regex(r"(?:得|自评|实得|得分|评分|扣|扣分|失分)(?:为)?$|加分|附加")
_THRESHOLD = Regex(r"以上|以下|低于|高于|不足|不低|未达|达到")


@dataclass(slots=True)
class Item:
    """One full mark and the points got of it, with what it is made of."""

    full: int
    got: int
    parts: list[Item] = field(default_factory=list)


def full_and_got(scene: Scene) -> list[tuple[int, int]]:
    """Return every full mark with the points got of it, in order."""
    points = points_of(scene)
    return [(item.full, item.got) for item in items_of(scene, points)]


def points_of(scene: Scene) -> list[int]:
    """Every number of points in prose; the rows of a table are left to the table checks."""
    return [
        i
        for i, m in enumerate(scene.mentions)
        if m.measure == "分" and m.role in ("score", "value") and not scene.in_table(i)
    ]


def items_of(scene: Scene, points: Sequence[int]) -> list[Item]:
    found: list[Item] = []
    taken: set[int] = set()
    for full, got in _in_turn(scene, points):
        taken |= {full, got}
        found.append(Item(full, got))
    for place, full in enumerate(points):
        if full in taken or not (_FULL.search(scene.words_before(full)) or _then_got(scene, points, place)):
            continue
        before = points[place - 1] if place else None
        after = points[place + 1] if place + 1 < len(points) else None
        if (
            before is not None
            and before not in taken
            and re.fullmatch(r"\s*[（(]\s*(?:满分|分值|权重|标准分)(?:为|：)?\s*", scene.gap(before, full))
        ):
            got = before
        elif after is not None and _may_be_got(scene, full, after):
            got = after
        else:
            continue
        taken.add(got)
        found.append(Item(full, got))
    return sorted(found, key=lambda item: item.got)


def nest(scene: Scene, items: Sequence[Item]) -> list[Item]:
    """Give each item the run behind it whose full marks make its own, where a word such as 其中 opens that run."""
    tops: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        at += 1
        if at < len(items) and _OPENED.search(_between(scene, item, items[at])):
            end = _end_of_parts(scene, item, items, at)
            item.parts = list(items[at:end])
            at = end
        tops.append(item)
    return tops


def walk(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from walk(item.parts)


def _then_got(scene: Scene, points: Sequence[int], place: int) -> bool:
    """预算执行率10分，得9.2分; 决策20分得19.5分: a bare number of points, followed at once by what was got of it."""
    if place + 1 == len(points) or _GOT.search(scene.words_before(points[place])):
        return False
    return bool(
        re.fullmatch(
            r"\s*(?:[，,]|[）)]\s*[，,]?)\s*(?:按[^，。；\d]{2,12})?(?:自评|实际|实|评价|本次|自评实)?得?分?(?:为)?\s*"
            r"|\s*(?:自评|实际|实|评价)?得分?(?:为)?\s*",
            scene.gap(points[place], points[place + 1]),
        )
    )


def _in_turn(scene: Scene, points: Sequence[int]) -> Iterator[tuple[int, int]]:
    """投入10分、过程30分、产出40分、效果20分，分别得10分、26分、34分、17分: full marks and points in one order."""
    for place, first in enumerate(points):
        if not re.search(r"分别(?:自评|实际|评价)?(?:得分?|自评)(?:为)?$", scene.words_before(first)):
            continue
        end = place + 1
        while end < len(points) and re.fullmatch(r"\s*[、和，]\s*", scene.gap(points[end - 1], points[end])):
            end += 1
        count = end - place
        full = points[max(place - count, 0) : place]
        listed = all(
            re.fullmatch(r"\s*[、，和][^，。；\n]{1,20}", scene.gap(i, j))
            for i, j in itertools.pairwise(full)
        )
        if (
            count > 1
            and len(full) == count
            and listed
            and re.match(r"[^。\n]{0,4}，", scene.gap(full[-1], first))
        ):
            yield from zip(full, points[place:end], strict=True)


def _may_be_got(scene: Scene, full: int, got: int) -> bool:
    words = scene.words_before(got)
    return (
        len(scene.gap(full, got)) <= 16
        and scene.same_segment(full, got)
        and not (_FULL.search(words) or LOST.search(words) or _THRESHOLD.search(words))
    )


def _end_of_parts(scene: Scene, item: Item, items: Sequence[Item], at: int) -> int:
    """Where the parts end: where the full marks make the item's own; else at the sentence, when there the points make its points."""
    need, run = scene.mentions[item.full].value, Decimal(0)
    for end in range(at, len(items)):
        run += scene.mentions[items[end].full].value
        if run == need and end > at:
            return end + 1
        if run > need:
            break
    end = next(
        (
            n
            for n in range(at, len(items))
            if "。" in _between(scene, items[at - 1] if n == at else items[n - 1], items[n]) and n > at
        ),
        len(items),
    )
    got = sum((scene.mentions[one.got].value for one in items[at:end]), Decimal(0))
    return end if end > at + 1 and got == scene.mentions[item.got].value else at


def _between(scene: Scene, one: Item, other: Item) -> str:
    start = scene.mentions[max(one.full, one.got)].stop
    return scene.text[start : scene.mentions[min(other.full, other.got)].start]
