"""What paragraphs are written from, and the written pieces with their provenance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from drafter.brief import Figure, WorkItem
from drafter.draft import BoundFigure, OpenMark, Sentence
from drafter.items import Reason
from drafter.numbers.quantity import Mention
from drafter.slots import Binding


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
    drop_zeros: bool
    stands: Callable[[str], bool]
    reasons: Mapping[int, tuple[Reason, WorkItem]] = field(default_factory=dict)
    """The clauses that tell a reason and are decided on, by where they start."""
    doubts: Mapping[str, str] = field(default_factory=dict)
    """Why a row's value is to be looked at although it is known."""
    fresh: bool = False
    """Whether the text is new this year, so that no number in it was anything last year."""


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
