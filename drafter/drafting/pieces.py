"""What paragraphs are written from, and the written pieces with their provenance."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from drafter.brief import Figure, WorkItem
from drafter.draft import BoundFigure, OpenMark, Sentence
from drafter.lastyear.forms import UnitForm
from drafter.lastyear.items import BodySentence, Reason
from drafter.lastyear.slots import Binding, rescaled
from drafter.lastyear.typed_values import not_reported
from drafter.numbers.quantity import Mention

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Change:
    """The rows that tell how a figure changed: itself, what it was, the difference, and the rate ("" when there is none)."""

    now: str
    base: str
    change: str
    rate: str


@dataclass(frozen=True)
class Material:
    """What a paragraph is written from: last year's text and numbers, this year's values, and what is known to stand."""

    text: str
    source: str
    mentions: tuple[Mention, ...]
    bindings: Mapping[int, Binding]
    figures: Mapping[str, Figure]
    values: Mapping[str, Decimal | None]
    old: int
    new: int
    forms: Mapping[str, UnitForm]
    """How last year's report writes each unit."""
    stands: Callable[[str], bool]
    reasons: Mapping[int, tuple[Reason, WorkItem]] = field(default_factory=dict)
    """The clauses that tell a reason and are decided on, by where they start."""
    body: Mapping[int, tuple[BodySentence, WorkItem | None]] = field(default_factory=dict)
    """The sentences about the body itself, by where they start, with what a person decided on each."""
    doubts: Mapping[str, str] = field(default_factory=dict)
    """Why a row's value is to be looked at although it is known."""
    slips: Mapping[str, str] = field(default_factory=dict)
    """Why a row's number is asked about right behind it: typed a thousand times off last year's, or computed from such a one."""
    recounted: Mapping[int, int] = field(default_factory=dict)
    """How many paragraphs are listed below a number that is no figure (重点推进三项工作：), by where it starts."""
    enumerated: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    """Where items of a list are named one after another: up to where, and the names now, by where the first begins."""
    items: tuple[str, ...] = ()
    """What the items of lists are called."""
    gone: tuple[str, ...] = ()
    """What the items of lists are called that are no more."""
    own_month: int = 0
    """The month that a monthly report is on."""
    ends_in: int = 0
    """The last month of what a report on a half or some quarters is on."""
    fresh: bool = False
    """Whether the text is new this year, so that no number in it was anything last year."""
    borrowed: bool = False
    """Whether the words are those of a fellow in a list, whose reasons are not this item's."""
    lender: Material | None = None
    """The report whose words are borrowed."""

    def inside(self, start: int, end: int) -> tuple[Mention, ...]:
        """The numbers of last year's text that begin from `start` up to `end`, structural ones among them."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def once(self, ask: Callable[[Material], Answer]) -> Answer:
        """What `ask` tells of the whole report: asked once, however many sentences want to know."""
        if ask not in self._told:
            self._told[ask] = ask(self)
        answer: Answer = self._told[ask]
        return answer

    @cached_property
    def _told(self) -> dict[Callable[[Material], Any], Any]:
        return {}

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.mentions]

    def value_at(self, mention: Mention) -> Decimal | None:
        """This year's value of the row that the number is bound to, in the number's unit, should a person have changed the row's."""
        binding = self.bindings.get(mention.start)
        value = self.values.get(binding.row) if binding else None
        if binding is None or value is None or self.figures[binding.row].unit == mention.unit:
            return value
        return value * rescaled(mention.unit, self.figures[binding.row].unit)

    def is_left_out(self, mention: Mention) -> bool:
        """Whether the number's row says that it is not reported this year."""
        binding = self.bindings.get(mention.start)
        return binding is not None and bool(binding.row) and not_reported(self.figures[binding.row])

    @cached_property
    def changes(self) -> Mapping[str, Change]:
        """By the row of a figure, the rows that compute its change on the year before."""
        rates, changes = {}, {}
        for id, figure in self.figures.items():
            formula = "".join(figure.formula.split())
            if rate := re.fullmatch(r"\((\w+)-(\w+)\)/\2", formula):
                rates[rate[1], rate[2]] = id
            elif (change := re.fullmatch(r"(\w+)-(\w+)", formula)) and self._is_base(change[2]):
                changes[change[1]] = Change(change[1], change[2], id, "")
        return {now: replace(one, rate=rates.get((now, one.base), "")) for now, one in changes.items()}

    def _is_base(self, id: str) -> bool:
        return id in self.figures and self.figures[id].period == "上年"


@dataclass(frozen=True, slots=True)
class Piece:
    """A written stretch of text with its provenance; spans count from the start of `text`."""

    text: str
    sentences: tuple[Sentence, ...] = ()
    figures: tuple[BoundFigure, ...] = ()
    open: tuple[OpenMark, ...] = ()

    def moved(self, by: int) -> Piece:
        return Piece(
            self.text,
            tuple(replace(s, start=s.start + by, end=s.end + by) for s in self.sentences),
            tuple(replace(f, start=f.start + by, end=f.end + by) for f in self.figures),
            tuple(replace(o, start=o.start + by, end=o.end + by) for o in self.open),
        )

    def cut(self, start: int, end: int) -> Piece:
        """The stretch from `start` to `end`; a sentence cut through keeps its inner part, a figure or mark is not kept."""
        moved = Piece(self.text[start:end], self.sentences, self.figures, self.open).moved(-start)
        size = end - start
        return Piece(
            moved.text,
            tuple(
                replace(s, start=max(s.start, 0), end=min(s.end, size))
                for s in moved.sentences
                if s.start < size and s.end > 0
            ),
            tuple(f for f in moved.figures if f.start >= 0 and f.end <= size),
            tuple(o for o in moved.open if o.start >= 0 and o.end <= size),
        )

    def replaced(self, start: int, end: int, text: str) -> Piece:
        """The piece with other words between two places that lie in no figure and no mark."""
        by = len(text) - (end - start)

        def moved(at: int) -> int:
            return at + by if at >= end else at

        return Piece(
            self.text[:start] + text + self.text[end:],
            tuple(replace(s, start=moved(s.start), end=moved(s.end)) for s in self.sentences),
            tuple(replace(f, start=moved(f.start), end=moved(f.end)) for f in self.figures),
            tuple(replace(o, start=moved(o.start), end=moved(o.end)) for o in self.open),
        )


def join(pieces: Sequence[Piece]) -> Piece:
    """Return the pieces one after another as one."""
    text, moved = "", []
    for piece in pieces:
        moved.append(piece.moved(len(text)))
        text += piece.text
    return Piece(
        text,
        tuple(s for one in moved for s in one.sentences),
        tuple(f for one in moved for f in one.figures),
        tuple(o for one in moved for o in one.open),
    )


def renumbered(piece: Piece, number: str, now: str) -> Piece:
    """The paragraph under the number it has now that others went or came before it."""
    if now == number:
        return piece
    by = len(now) - len(number)
    return Piece(
        now + piece.text[len(number) :],
        tuple(replace(s, start=s.start + (by if s.start else 0), end=s.end + by) for s in piece.sentences),
        tuple(replace(f, start=f.start + by, end=f.end + by) for f in piece.figures),
        tuple(replace(o, start=o.start + by, end=o.end + by) for o in piece.open),
    )
