"""The numbers of a paragraph as the terms of formulas: as floats, by what they count, and how near each stands to a result."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from drafter.kept import kept
from drafter.numbers.list_words import AND
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.evidence.guesses import POINTS
from drafter.relations.scene import Scene

OF_100 = {"%": 100.0, "‰": 1000.0}
AMOUNTS = ("value", "count", "score", "change")
_BEFORE, _BEHIND = 10, 6
_WINDOW = _BEFORE + _BEHIND
# How fast a number that stands away stops being a likely term: by number, by part of the sentence, by sentence.
_BY_NUMBER, _BY_PART, _BY_SENTENCE = 0.88, 0.4, 0.5
_BEHIND_PART = 0.3  # a result follows what it is of, but for a bracket
_ITEM = Regex(rf"\s*[{AND}][\u4e00-\u9fff（）]{{0,8}}\s*")


@dataclass(frozen=True, slots=True)
class Term:
    """A number that may be a term; `loose` is half its step as a share of it."""

    index: int
    amount: float
    loose: float
    measure: str


Near = Sequence[tuple[Term, float]]
"""Terms and their weights, in the order of the text."""


class Field:
    """One paragraph; places are counted within it."""

    def __init__(self, scene: Scene, scope: Sequence[int]) -> None:
        self.scene, self.scope = scene, scope

    def near(self, at: int) -> Near:
        """The amounts around a number."""
        return self._around(at, self._amounts)

    def rates(self, at: int) -> Near:
        """The percentages around a number."""
        return self._around(
            at, [n for n, i in enumerate(self.scope) if self.scene.mentions[i].measure == "%"]
        )

    def like(self, at: int) -> Near:
        """The amounts around that count what the number itself counts."""
        return self._around(at, self._by_measure.get(self._measure(at), ()))

    @kept
    def adding_up(self) -> frozenset[int]:
        """The places of amounts that two others, or all of a run beside them, add up to or are left of: few are, so few are looked at."""
        found: set[int] = set()
        for places in self._by_measure.values():
            if len(places) > 2:
                found.update(places[n] for n in _adding_up([self._term(n) for n in places]))
        return frozenset(found)

    def words(self, at: int) -> str:
        """The words that say what the number is, those before its list if it ends one."""
        while at and _ITEM.fullmatch(self.scene.gap(self.scope[at - 1], self.scope[at])):
            at -= 1
        return self.scene.clauses_before(self.scope[at])[-16:]

    def _around(self, at: int, places: Sequence[int]) -> Near:
        part, sentence = self._places[at]
        found = []
        for n in places[bisect_left(places, at - _BEFORE) : bisect_right(places, at + _BEHIND)]:
            mention = self.scene.mentions[self.scope[n]]
            if n == at or mention.bound or not mention.value:
                continue
            weight = _BY_NUMBER ** abs(at - n)
            other, away = self._places[n]
            if other != part:
                weight *= _BY_PART * _BY_SENTENCE ** abs(away - sentence)
                weight *= _BEHIND_PART if n > at else 1.0
            found.append((self._term(n), weight))
        return found

    @kept
    def _amounts(self) -> list[int]:
        return [n for n, i in enumerate(self.scope) if is_amount(self.scene.mentions[i])]

    @kept
    def _by_measure(self) -> dict[str, list[int]]:
        groups: dict[str, list[int]] = {}
        for n in self._amounts:
            groups.setdefault(self._measure(n), []).append(n)
        return groups

    def _measure(self, at: int) -> str:
        measure = self.scene.mentions[self.scope[at]].measure
        return "人" if measure in ("名", "位") else measure

    def _term(self, at: int) -> Term:
        if at not in self._terms:
            mention = self.scene.mentions[self.scope[at]]
            amount = float(mention.amount)
            low, high = mention.interval
            loose = float(high - low) / 2 / abs(amount) if amount and not mention.bound else 0.0
            if mention.measure == "分" and mention.step == 1:
                loose = 0.0  # a full mark is given, not rounded
            self._terms[at] = Term(self.scope[at], amount, loose, self._measure(at))
        return self._terms[at]

    @kept
    def _terms(self) -> dict[int, Term]:
        return {}

    @kept
    def _places(self) -> list[tuple[int, int]]:
        """Part of the sentence and sentence of each number, counted from the first."""
        part = sentence = 0
        places = [(0, 0)]
        for left, right in pairwise(self.scope):
            gap = self.scene.gap(left, right)
            sentence += "。" in gap
            part += "。" in gap or "；" in gap
            places.append((part, sentence))
        return places


def is_amount(mention: Mention) -> bool:
    return mention.role in AMOUNTS and mention.measure not in OF_100 and mention.measure not in POINTS


def _adding_up(terms: Sequence[Term]) -> set[int]:
    """Which of the terms may be two others together, what one leaves of another, or a run beside it; a little too many."""
    amounts = [abs(one.amount) for one in terms]
    order = sorted(range(len(terms)), key=amounts.__getitem__)
    ordered = [amounts[n] for n in order]
    halves = [amount * one.loose for one, amount in zip(terms, amounts, strict=True)]
    slack = 3 * max(halves) + 1e-6 * ordered[0]
    found: set[int] = set()
    for n, one in enumerate(amounts):
        for m in range(n + 1, min(n + _WINDOW + 1, len(amounts))):
            place = bisect_left(ordered, one + amounts[m] - slack)
            if place < len(ordered) and ordered[place] <= one + amounts[m] + slack:
                found |= {n, m, order[place]}
    sums = [0.0, *accumulate(amounts)]
    wide = slack * len(terms)
    for n, one in enumerate(amounts):
        for end in (sums[n + 1] + one, sums[n] - one):
            place = bisect_left(sums, end - wide)
            if place < len(sums) and sums[place] <= end + wide:
                found.add(n)
    return found
