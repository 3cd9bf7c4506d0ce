"""Tie the numbers of numbered paragraphs to the line that opens them: 共63个项目，具体为： （一）产业类31个 （二）基础设施类24个…"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from drafter.numbers.list_words import A_SHARE
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.evidence.accidents import of_sum
from drafter.relations.evidence.guesses import mendable
from drafter.relations.line import Line
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene
from drafter.relations.sums.named_lines import find_named_lines, is_part, opens
from drafter.relations.sums.to_the_rest import find_to_the_rest

_ROLES = ("value", "count")
_SHARE = Regex(rf"{A_SHARE}[^，。；]{{0,16}}$|占比(?:为|达|约)?$")
_NUMBER = Regex(
    r"[ 　\t]*(?:(?P<bracketed>[（(][一二三四五六七八九十]{1,2}[）)])|(?P<chapter>[一二三四五六七八九十]{1,2}、)|(?P<inner>[（(]\d{1,2}[）)])|(?P<plain>\d{1,2}[.．、](?!\d))|(?P<said>[一二三四五六七八九十]{1,2}是))"
)
_FEWEST, _MOST, _LONGEST = 2, 12, 30
_LIST = 6  # items of which four in five agree on one whole
# How many sums are tried for one list, and what may be left of doubt.
_WAYS, _DOUBT = 3.0, 0.02
_SLACK = Decimal("1.1")
_ANY = Decimal("Infinity")
_REACH = 400  # numbers before a list among which the whole of its shares is looked for


def find_over_items(scene: Scene) -> Iterator[Relation]:
    """Yield totals of the first like number of each paragraph, and shares of one amount that the others of the list agree on.

    One that does not hold is likely at most, and only where one slip of typing explains it.
    """
    told = _Shares(scene)
    lines = [line for line in scene.lines if "\t" not in line.text and not line.text.isspace()]
    for opener, items in _lists(scene, lines):
        yield from _totals(scene, opener, items)
        yield from _shares(scene, items, told)
    yield from find_named_lines(scene, lines)
    for opener, items in _runs(scene, lines):
        yield from _columns(scene, opener, items)
        yield from find_to_the_rest(scene, opener, items)
        yield from (one for one in _shares(scene, items, told) if one.holds or len(items) >= _LIST)


def _lists(scene: Scene, lines: Sequence[Line]) -> Iterator[tuple[list[int], list[list[int]]]]:
    """The quantities of each opening line, and those of the numbered paragraphs below it."""
    for n, line in enumerate(lines):
        if not opens(line):
            continue
        below = lines[n + 1 : n + 1 + _MOST]
        kind = _numbering(below[0].text) if below else ""
        alike = _numbered_alike(below, kind, _numbering(line.text)) if kind else ()
        items = [*itertools.takewhile(bool, map(scene.quantities, alike))]
        if len(items) >= _FEWEST and (opener := scene.quantities(line)):
            yield opener, items


def _runs(scene: Scene, lines: Sequence[Line]) -> Iterator[tuple[list[int], list[list[int]]]]:
    """The quantities of any line that a run of paragraphs of one numbering follows, or of lines that ； ends, and theirs.

    What is numbered otherwise between them is told of one of them: （一）a，其中： 1.b 2.c （二）d.
    """
    for n, line in enumerate(lines[:-_FEWEST]):
        opener = scene.quantities(line)
        if not opener or ("，" not in line.text and "：" not in line.text):
            continue
        headed = not scene.quantities(lines[n + 1])  # 二、使用情况
        below = lines[n + 1 + headed : n + 1 + headed + _LONGEST]
        kind = _numbering(below[0].text)
        items = (
            [*_numbered_alike(below, kind, _numbering(lines[n + headed].text))] if kind else [*_listed(below)]
        )
        if len(items) >= _FEWEST:
            yield opener, [scene.quantities(one) for one in items]


@lru_cache(8192)
def _numbering(text: str) -> str:
    """How a line is numbered: （一）, 一、, （1）, 1. or 一是; "" where it is not."""
    found = _NUMBER.match(text)
    return (found.lastgroup or "") if found else ""


def _numbered_alike(lines: Sequence[Line], kind: str, above: str) -> Iterator[Line]:
    for line in lines:
        own = _numbering(line.text)
        if own == kind:
            yield line
        elif own in ("", above):
            return


def _listed(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        yield line
        if not line.text.rstrip().endswith("；"):
            return


def _columns(scene: Scene, opener: Sequence[int], items: Sequence[Sequence[int]]) -> Iterator[Relation]:
    """事故24起、死亡92人，then 1.甲1起、死亡3人 2.…: what the first of its kind in each item comes to, where no accident makes all of it come out."""
    made, doubt = list[Relation](), _WAYS
    for head in opener:
        mention = scene.mentions[head]
        if mention.role not in _ROLES or mention.bound or not mention.value:
            continue
        parts = _first_of_each(scene, head, items)
        one = _sum(scene, head, parts)
        if one is not None and one.holds:
            doubt *= of_sum(scene.mentions, one)
            made.append(one)
    if doubt <= _DOUBT:
        yield from made


def _first_of_each(scene: Scene, head: int, items: Sequence[Sequence[int]]) -> list[int]:
    """The first like amount of each item; none at all where one has none, or they come to more than there is."""
    parts, left = list[int](), scene.mentions[head].amount * _SLACK
    for own in items:
        part = next((i for i in own if is_part(scene, i, head)), None)
        if part is None or scene.mentions[part].amount > left:
            return []
        left -= scene.mentions[part].amount
        parts.append(part)
    return parts


def _totals(scene: Scene, opener: Sequence[int], items: Sequence[Sequence[int]]) -> Iterator[Relation]:
    for head in reversed(opener):
        if scene.mentions[head].role not in _ROLES or scene.mentions[head].bound:
            continue
        parts = [next((i for i in own if is_part(scene, i, head)), None) for own in items]
        made = _sum(scene, head, [i for i in parts if i is not None])
        if made is None or None in parts:
            continue
        if made.holds or (len(parts) > 2 and _alone(scene, head, opener) and mendable(scene, made)):
            several = sum(1 for i in made.terms if scene.mentions[i].value) > 1
            yield _sum(scene, head, made.terms, certain=made.holds and several, likely=True) or made
            return


def _alone(scene: Scene, head: int, opener: Sequence[int]) -> bool:
    """Whether no like amount stands beside it, which it may be one of: 购置费18万元、接待费2万元，具体情况如下."""
    return not any(
        i != head and scene.same_sentence(min(i, head), max(i, head)) for i in opener if scene.like(i, head)
    )


class _Shares:
    """The share that each paragraph tells first, and what of each whole it makes: one paragraph stands in many runs."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._first: dict[int, list[tuple[int, int]]] = {}
        self._made: dict[tuple[int, int], Relation | None] = {}

    def of(self, own: Sequence[int]) -> list[tuple[int, int]]:
        if own[0] not in self._first:
            self._first[own[0]] = _first_share(self._scene, own)
        return self._first[own[0]]

    def in_whole(self, part: int, share: int, whole: int) -> Relation | None:
        if (share, whole) not in self._made:
            made = relate(self._scene.mentions, "ratio", share, ((1, part),), ((1, whole),))
            self._made[share, whole] = made
        return self._made[share, whole]


def _shares(scene: Scene, items: Sequence[Sequence[int]], told: _Shares) -> Iterator[Relation]:
    """资金a，占60.00% in each paragraph: what all of them but one in five are shares of, the others are shares of, too."""
    pairs = [pair for own in items if own for pair in told.of(own)]
    if len(pairs) < max(len(items) - 1, 3):
        return
    parts = [part for part, _ in pairs]
    enough = max(len(pairs) - max(len(pairs) // 5, 1), 2)
    for whole in _wholes(scene, pairs, enough):
        made = [told.in_whole(part, share, whole) for part, share in pairs]
        if sum(1 for one in made if one is not None and one.holds) < enough:
            continue
        for one in made:
            if one is not None and (one.holds or _cut_off(scene, one) or mendable(scene, one)):
                yield replace(one, certain=True)
        total = sum((scene.mentions[share].value for _, share in pairs), Decimal(0))
        added = _sum(scene, whole, parts, certain=True)
        if added is not None and abs(total - 100) <= len(pairs) * scene.mentions[pairs[0][1]].step:
            yield added
        return


def _cut_off(scene: Scene, share: Relation) -> bool:
    """0.0853 told as 0.08: the places behind the last one were left off."""
    stated = scene.mentions[share.target]
    return abs(share.expected - stated.value) < stated.step


def _first_share(scene: Scene, own: Sequence[int]) -> list[tuple[int, int]]:
    for part, share in itertools.pairwise(own):
        mention = scene.mentions[share]
        if (
            mention.measure == "%"
            and mention.role == "ratio"
            and mention.step <= Decimal("0.1")
            and scene.mentions[part].role in _ROLES
            and _SHARE.search(scene.words_before(share))
            and scene.same_segment(part, share)
        ):
            return [(part, share)]
    return []


def _wholes(scene: Scene, pairs: Sequence[tuple[int, int]], enough: int) -> Iterator[int]:
    """The amounts before the list that are larger than each part but one, the nearest first, and of which `enough` of the shares may be."""
    mentions, parts = scene.mentions, [part for part, _ in pairs]
    least = sorted(mentions[i].amount for i in parts)[-2]
    ends = [_whole_of(mentions[part], mentions[share]) for part, share in pairs]
    # Between these lies what is in `enough` of the intervals, and much that is not.
    lowest, highest = sorted(low for low, _ in ends)[enough - 1], sorted(high for _, high in ends)[-enough]
    for i in range(min(parts) - 1, max(min(parts) - _REACH, -1), -1):
        one = mentions[i]
        if one.role in _ROLES and one.amount > least and scene.like(i, parts[0]):
            below, above = one.interval
            if below <= 0 or (
                lowest <= above
                and below <= highest
                and sum(low <= above and below <= high for low, high in ends) >= enough
            ):
                yield i


def _whole_of(part: Mention, share: Mention) -> tuple[Decimal, Decimal]:
    """Between what the whole lies; wider rather than too narrow."""
    (least, most), (low, high) = part.interval, share.interval
    return (
        least * 100 / (high + share.step) if high > 0 else -_ANY,
        most * 100 / (low - share.step) if low > share.step else _ANY,
    )


def _sum(
    scene: Scene, head: int, parts: Sequence[int], *, certain: bool = False, likely: bool = False
) -> Relation | None:
    if len(parts) < _FEWEST:
        return None
    return relate(scene.mentions, "sum", head, tuple((1, i) for i in parts), certain=certain, likely=likely)
