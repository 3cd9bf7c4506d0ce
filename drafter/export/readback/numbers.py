"""Printed numbers in an edited text: those that still print their row, those changed, and those gone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.export.readback.aligning import Alignment
from drafter.export.readback.word_file import Control
from drafter.numbers.quantity import find_mentions
from drafter.text import fold

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_CLAUSE = re.compile(r"[，。；：！？、\n\t]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: `start` to `end` is the numeral, up to `stop` its unit; `value` compares."""

    start: int
    end: int
    stop: int
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A bound number of the old text: the row it prints."""

    start: int
    end: int
    row: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a bound number; `now` is None when it is gone, `kept` tells that it still prints its row."""

    bound: Printed
    was: Number
    now: Number | None
    kept: bool


class Numbers:
    """The numbers of one text, by where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = {
            one.start: Number(one.start, one.end, one.stop, str(one.value.normalize()), one.unit)
            for one in find_mentions(text)
        }
        for one in _DIGITS.finditer(fold(text)):
            # Dates, list numbers and names hold digits that measure nothing; as bound numbers they are words.
            if not any(
                start <= one.start() < other.end for start, other in found.items() if start > one.start() - 40
            ):
                found[one.start()] = Number(one.start(), one.end(), one.end(), one[0].replace(",", ""), "")
        self.all = [found[start] for start in sorted(found)]
        self._starts = [one.start for one in self.all]

    def at(self, start: int, end: int) -> Number:
        """Return the number that holds the span; where there is none, the span as a word of its own."""
        near = max(bisect_right(self._starts, start) - 1, 0)
        for one in self.all[near : near + 2]:
            if one.start < max(end, start + 1) and start < one.end:
                return one
        words = self.text[start:end]
        return Number(start, end, end, "".join(words.split()), "")

    def between(self, start: int, end: int) -> list[Number]:
        return [one for one in self.all if one.start < end and start < one.end]


def find_fates(
    bound: Sequence[Printed], controls: Sequence[Control], old: str, new: str, alignment: Alignment
) -> Iterator[Fate]:
    """Yield what became of each bound number; one that was copied is told once for each place."""
    was, now = Numbers(old), Numbers(new)
    # An empty control tells nothing: whoever types over a number and the words around it leaves one behind.
    filled = [one for one in controls if one.start < one.end]
    placed = list(_by_control(bound, filled, alignment))
    left = [one for one in bound if one not in {known for known, _ in placed}]
    taken: list[Number] = []
    for one, control in placed:
        first, second = was.at(one.start, one.end), now.at(control.start, control.end)
        taken.append(second)
        yield Fate(one, first, second, _same(first, second))
    for gap, several in _by_gap(left, alignment):
        yield from _in_gap(several, gap, was, now, taken, alignment)


def _by_control(
    bound: Sequence[Printed], controls: Sequence[Control], alignment: Alignment
) -> Iterator[tuple[Printed, Control]]:
    """Pair each control with the number it was made for: the one at its place, else the next of its row."""
    free = list(bound)
    left = list(controls)
    for fits in (_is_there, _touches, lambda place, control: True):
        later = []
        for control in left:
            one = next(
                (
                    one
                    for one in free
                    if one.row == control.row and fits(alignment.around(one.start, one.end), control)
                ),
                None,
            )
            if one is None:
                later.append(control)
            else:
                free.remove(one)
                yield one, control
        left = later
    for control in left:
        # A copy: it is held against any number of its row.
        yield from [(one, control) for one in bound if one.row == control.row][:1]


def _is_there(place: tuple[int, int] | None, control: Control) -> bool:
    return place == (control.start, control.end)


def _touches(place: tuple[int, int] | None, control: Control) -> bool:
    return place is not None and place[0] <= control.end and control.start <= place[1]


def _by_gap(
    bound: Sequence[Printed], alignment: Alignment
) -> Iterator[tuple[tuple[int, int] | None, list[Printed]]]:
    """Yield the numbers that stand in the same changed stretch together."""
    groups: dict[tuple[int, int] | None, list[Printed]] = {}
    for one in bound:
        groups.setdefault(alignment.around(one.start, one.end), []).append(one)
    yield from groups.items()


def _in_gap(
    several: Sequence[Printed],
    gap: tuple[int, int] | None,
    was: Numbers,
    now: Numbers,
    taken: Sequence[Number],
    alignment: Alignment,
) -> Iterator[Fate]:
    there = [one for one in now.between(*gap) if one not in taken] if gap else []
    pairs = len(there) == len(several)
    for number, one in enumerate(several):
        first = was.at(one.start, one.end)
        moved = alignment.move(one.start, one.end)
        second = now.at(*moved) if moved else there[number] if pairs else _told_again(first, was.text, now)
        yield Fate(one, first, second, second is not None and _same(first, second))


def _told_again(number: Number, old: str, now: Numbers) -> Number | None:
    """Return the number where its whole clause stands again, word for word, once."""
    left = max((one.end() for one in _CLAUSE.finditer(old, 0, number.start)), default=0)
    stop = _CLAUSE.search(old, number.stop)
    clause = old[left : stop.start() if stop else len(old)]
    if len(clause) < number.stop - number.start + 4 or now.text.count(clause) != 1:
        return None
    at = now.text.index(clause) + number.start - left
    return now.at(at, at + number.end - number.start)


def _same(one: Number, other: Number) -> bool:
    return (one.value, one.unit) == (other.value, other.unit)
