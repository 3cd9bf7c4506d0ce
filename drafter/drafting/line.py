"""A sentence in the making: its words from left to right, its bound figures, its marks, and what is known about it so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from drafter.draft import BoundFigure, OpenKind, OpenMark
from drafter.drafting.pieces import Material, Piece
from drafter.strings import tr

Step = tuple[int, int, Callable[[], None]]
"""What takes the place of last year's words from one position to another, and who writes it."""


@dataclass
class Line:
    """What has been written of the sentence, and what its marks have to say when it is done."""

    material: Material
    out: str = ""
    figures: list[BoundFigure] = field(default_factory=list)
    open: list[OpenMark] = field(default_factory=list)
    typed: list[tuple[int, int, str]] = field(default_factory=list)
    """The stretches a person typed, with the row of 工作要点."""
    computed: bool = False
    turned: bool = False
    """Whether a direction word became its opposite."""
    direction: int = 0
    """The sign of the change told last."""
    settled: list[tuple[int, int]] = field(default_factory=list)
    """The stretches of last year's text that this year's figures confirm or say anew: nobody need be asked about them."""
    taken_to: int = 0
    """Up to where last year's text is said by what has been written, where that is further than its step: 左右 behind a unit."""
    doubts: list[str] = field(default_factory=list)
    """What a person has to look at, found while writing."""

    def add(self, text: str) -> None:
        self.out += text

    def bind(self, printed: str, row: str) -> None:
        """Add the printed number of a row."""
        self.figures.append(BoundFigure(len(self.out), len(self.out) + len(printed), row))
        self.out += printed

    def mark(self, mark: str, kind: OpenKind, reason: str) -> None:
        self.open.append(OpenMark(len(self.out), len(self.out) + len(mark), kind, reason))
        self.out += mark

    def ask_about(self, row: str) -> None:
        """Mark the number just written where its row is a thousand times off, or computed from one that is."""
        if why := self.material.slips.get(row):
            self.mark(tr("【待核】"), "待核", why)

    def take_over(self, piece: Piece) -> None:
        """Add what a person typed, with the rows its numbers are of."""
        item = next((one.item for one in piece.sentences), "")
        self.typed.append((len(self.out), len(self.out) + len(piece.text), item))
        self.figures += piece.moved(len(self.out)).figures
        self.out += piece.text
