"""Find what an amount is parted into by how the text is built: whole parts of the sentences behind it that come out together.

受理2495件。交办a件，直办b件；按期回复c件、逾期d件。按类别…: the same whole may be parted again and again, and no word need say so.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from drafter.kept import kept
from drafter.numbers.list_words import AVERAGE, PARTED
from drafter.patterns import Regex
from drafter.relations.broken.as_meant import without_crumbs
from drafter.relations.evidence.accidents import of_sum
from drafter.relations.evidence.evidence import BEYOND, LAST
from drafter.relations.relation import Relation, factor_of, relate
from drafter.relations.scene import COUNTED_ALIKE, Scene
from drafter.relations.sums.levels import is_past_its_list

ROLES = ("value", "count")
_COUNTED = frozenset(["件", "个", "项", "条", "处", "例"])
_ABOUT = 0.9  # what rounding leaves of two parts at least
_NAME = 3  # characters by which amounts are told of one thing
# Amounts of a kind, parts of a whole, and parts of sentences between the two.
_FEWEST, _MOST, _AWAY = 3, 24, 8
# Of the wholes that come out no more than this share may do so by accident, over all the ways that are tried for one number.
_DOUBT = 0.02
_ENDS = 3  # at how many places what begins somewhere may end
_NAMED = 0.3  # how much fewer accidents are left where the names agree
# 件次 beside 件, 户 beside 家: who counts the parts of one whole may count each by its own word.
KIN = {
    **COUNTED_ALIKE,
    "人次": "人",
    "件次": "件",
    "封": "件",
    "起": "件",
    "宗": "件",
    "笔": "件",
    "篇次": "篇",
    "户": "家",
    "家次": "家",
    "户次": "家",
    "批次": "批",
    "场次": "场",
}
_OPENS = Regex(
    rf"(?:^|[，。；：、\s])(?:其中|分别(?:为|是)?|包括|{PARTED}[，：:]?)"
    r"|[^，。；：\d]{1,12}中[，,]|[：:（(][^，。；：\d]{0,16}$"
)
_OF_ONE = Regex(r"^[。\s]*在?[^，。；：\d]{2,16}[中里][，,]")
WAS = Regex(rf"(?:{LAST}|同期)[^，。；：\d]{{0,14}}$")
REST = Regex(r"(?:结余|结转|顺差|逆差|差额|剩余|余额|净资产|净值|尚欠|未支出)[^，。；：\d]{0,6}$")
_WHOLE = Regex(r"(?:总|合计|共|全[部年]|累计|收到|受理)[^，。；：\d]{0,10}$")


def find_spans(scene: Scene, scope: Sequence[int], known: Sequence[Relation]) -> Iterator[Relation]:
    """Yield the sums that come out, and are no part of what `known` says already."""
    if len(scope) < _FEWEST:
        return
    kinds: dict[str, list[int]] = {}
    for i in scope:
        mention = scene.mentions[i]
        counts = mention.role in ROLES and mention.amount > 0 and not mention.bound
        if counts and not AVERAGE.is_in(scene.words_before(i)):
            kinds.setdefault(KIN.get(mention.measure, mention.measure), []).append(i)
    held = [one for one in known if one.holds]
    for items in [*kinds.values(), *_counted_alike(kinds), *_named_alike(scene, kinds)]:
        if len(items) >= _FEWEST:
            found = [*_of_kind(_Kind(scene, items, held), held)]
            held += found
            yield from found


def _counted_alike(kinds: Mapping[str, Sequence[int]]) -> Iterator[list[int]]:
    """举报件108件，涉及水污染问题11个、大气污染问题20个: what is counted one by one, by whatever word."""
    some = [items for kind, items in kinds.items() if kind in _COUNTED]
    if len(some) > 1:
        yield sorted(itertools.chain(*some))


def _named_alike(scene: Scene, kinds: Mapping[str, Sequence[int]]) -> Iterator[list[int]]:
    """资产总额a，负债总额b。中央企业资产总额c，负债总额d；地方企业资产总额e，负债总额f: each total of those of its name."""
    for items in kinds.values():
        named: dict[str, list[int]] = {}
        for i in items if len(items) >= 2 * _FEWEST else ():
            name = scene.words_before(i)[-_NAME:]
            if len(name) == _NAME:
                named.setdefault(name, []).append(i)
        yield from (group for group in named.values() if len(group) < len(items))


@dataclass(frozen=True, slots=True)
class _Run:
    """Amounts in order, and what they come to up to each of them."""

    items: Sequence[int]
    sums: Sequence[float]


class _Kind:
    """The amounts of a paragraph that count one thing; a part is what 。 or ； ends."""

    def __init__(self, scene: Scene, items: Sequence[int], held: Sequence[Relation]) -> None:
        self.scene, self.items, self._held = scene, items, held
        self.amount = {i: float(scene.mentions[i].amount) for i in items}
        self.part: dict[int, int] = {items[0]: 0}
        self.sentence: dict[int, int] = {items[0]: 0}
        self._gaps = [scene.gap(left, right) for left, right in pairwise(items)]
        for right, left, gap in zip(items[1:], items, self._gaps, strict=False):
            stops = gap.count("。")
            self.sentence[right] = self.sentence[left] + stops
            self.part[right] = self.part[left] + stops + gap.count("；")

    def is_whole(self, first: int, last: int) -> bool:
        """Whether nothing else of the kind is told in the sentences from the one number to the other."""
        before, after = bisect_left(self.items, first) - 1, bisect_left(self.items, last) + 1
        opens = before < 0 or self.sentence[self.items[before]] != self.sentence[first]
        return opens and (after == len(self.items) or self.sentence[self.items[after]] != self.sentence[last])

    @kept
    def runs(self) -> list[_Run]:
        """All of them; those of the first level; the first of each part of a sentence; those that make up no part of another."""
        own = [i for i in self.items if i not in self._nested]
        firsts = [i for n, i in enumerate(own) if not n or self.part[own[n - 1]] != self.part[i]]
        # 第二产业b，其中工业c；建筑业d。第三产业e: c and d are b.
        parts = {
            i for one in self._held if one.kind == "sum" and one.target != self.items[0] for i in one.terms
        }
        found: list[Sequence[int]] = []
        for items in (self.items, own, firsts, [i for i in own if i not in parts]):
            if len(items) >= _FEWEST - 1 and items not in found:
                found.append(items)
        return [_Run(items, [0.0, *accumulate(self.amount[i] for i in items)]) for items in found]

    @kept
    def _nested(self) -> frozenset[int]:
        """What is told of a part: behind 其中 in the part of a sentence, in a bracket, in a sentence on one of them; and what was."""
        scene, found, inside, within = self.scene, set[int](), -1, -1
        for n, i in enumerate(self.items):
            gap = self._gaps[n - 1] if n else ""
            if "其中" in gap and self.part[self.items[n - 1]] == self.part[i]:
                inside = self.part[i]
            if "。" in gap and _OF_ONE.match(scene.clauses_before(i)):
                within = self.sentence[i]
            closes = 0 < n < len(self._gaps) and "）" in self._gaps[n]
            bracketed = closes and scene.bracketed(i, self.items[n + 1])
            if (
                inside == self.part[i]
                or within == self.sentence[i]
                or bracketed
                or scene.mentions[i].period in ("上年", "下年")
            ):
                found.add(i)
        return frozenset(found)


def _of_kind(kind: _Kind, held: Sequence[Relation]) -> Iterator[Relation]:
    told = {one.numbers for one in held}
    parted: dict[int, set[int]] = {}
    for one in (one for one in held if one.kind == "sum"):
        parted.setdefault(one.target, set()).update(one.terms)
    least = sum(sorted(kind.amount.values())[: _FEWEST - 1]) * _ABOUT
    for place, head in enumerate(kind.items[: -(_FEWEST - 1)]):
        if kind.amount[head] < least:
            continue
        for made in _parted(kind, place, head, parted.get(head, set())):
            parts = set(made.numbers) - {head}
            if made.numbers in told or parted.get(head, set()) & parts or _among_parts(made, parted):
                continue
            told.add(made.numbers)
            parted.setdefault(head, set()).update(parts)
            yield made


def _among_parts(made: Relation, parted: dict[int, set[int]]) -> bool:
    """Whether it adds parts of one whole up to another part of it, by accident."""
    return any(made.numbers <= parts for parts in parted.values())


def _parted(kind: _Kind, place: int, head: int, known: set[int]) -> Iterator[Relation]:
    """What comes out behind one amount, the nearest first; what parts it already is no way that was tried in vain."""
    amount = kind.amount[head]
    tried, last, explained = 0, None, set(known)
    for first in kind.items[place + 1 :]:
        if tried > _AWAY:
            return
        if kind.part[first] == last or first in explained:
            continue
        last = kind.part[first]
        tried += 1
        if kind.amount[first] >= amount:
            continue
        for run in kind.runs:
            made = _from(kind, run, head, first, tried)
            if made is not None:
                explained.update(made.numbers)
                tried = max(tried - 1, 0)
                yield made
                break


def _from(kind: _Kind, run: _Run, head: int, first: int, tried: int) -> Relation | None:
    """The whole parts of sentences from `first` on that come to the head, if that is no accident."""
    scene = kind.scene
    start = bisect_left(run.items, first)
    if start == len(run.items) or run.items[start] != first:
        return None
    target = scene.mentions[head]
    amount, half = float(target.amount), float(target.step * factor_of(target)) / 2
    slack = half * (1 + _MOST)
    goal = run.sums[start] + amount
    end = bisect_left(run.sums, goal - slack, start + 2)
    while end < len(run.sums) and run.sums[end] <= goal + slack and end - start <= _MOST:
        parts = run.items[start:end]
        if end == len(run.items) or kind.part[run.items[end]] != kind.part[parts[-1]]:
            made = relate(scene.mentions, "sum", head, tuple((1, i) for i in parts))
            if made is not None and made.holds and _meant(kind, made, tried):
                return _of_what_is_left(scene, without_crumbs(scene, made))
        end += 1
    return None


def _of_what_is_left(scene: Scene, made: Relation) -> Relation:
    """收入a，支出b，收支结余c: c is what b leaves of a, rather than a what b and c come to."""
    rest = [i for i in made.terms if REST.search(scene.words_before(i))]
    if len(rest) != 1 or REST.search(scene.words_before(made.target)):
        return made
    left = ((1, made.target), *((-1, i) for i in made.terms if i != rest[0]))
    turned = relate(scene.mentions, "sum", rest[0], left)
    return turned if turned is not None and turned.holds else made


def _meant(kind: _Kind, made: Relation, tried: int) -> bool:
    scene, mentions = kind.scene, kind.scene.mentions
    terms = [mentions[i] for i in made.terms]
    target = mentions[made.target]
    first, last = min(made.terms), max(made.terms)
    about = made.expected != target.value
    if about and "其中" in scene.clauses_before(first) and not scene.same_sentence(first, last):
        return False  # 其中甲a、乙b、其他c。结余d: the list ends with its sentence
    if is_past_its_list(scene, made):
        return False
    doubt = of_sum(mentions, made) * tried * (1 if kind.is_whole(first, last) else _ENDS)
    if _OPENS.search(scene.clauses_before(first)) or _WHOLE.search(scene.words_before(made.target)):
        doubt *= _NAMED
    measures = {one.measure for one in terms}
    if len(measures) > 1 or (len(terms) < _FEWEST and target.measure not in measures):
        doubt /= _NAMED
    if doubt > _DOUBT or any(BEYOND.search(scene.words_before(i)) for i in made.terms):
        return False  # 限额a，余额b，低于限额c: how far it is from one is no part of it
    return not any(WAS.search(scene.words_before(i)) for i in made.numbers)
