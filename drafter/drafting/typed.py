"""Take over what a person typed, word for word, and find the rows of the sheet its numbers come from."""

from __future__ import annotations

from decimal import Decimal

from drafter.draft import BoundFigure, Sentence
from drafter.drafting.pieces import Material, Piece
from drafter.lastyear.derived import shares
from drafter.numbers.labels.own import own_label
from drafter.numbers.quantity import Mention, find_mentions

_TELLING = 3  # significant digits from which a number is a figure's own, whatever is said around it


def write_typed(text: str, material: Material, *, item: str = "") -> Piece:
    """Return `text` as one sentence of origin "item", of the row `item` of 工作要点; a number that is the value of one row and no other is bound to it."""
    mentions = find_mentions(text, year=material.new)
    figures = []
    for index, mention in enumerate(mentions):
        if not mention.structural and (row := _row_of(mention, own_label(text, mentions, index), material)):
            figures.append(BoundFigure(mention.start, mention.end, row))
    return Piece(text, (Sentence(0, len(text), "item", item=item),), tuple(figures))


def _row_of(mention: Mention, label: str, material: Material) -> str:
    value = mention.value * (mention.sign or 1)
    rows = [
        id
        for id, figure in material.figures.items()
        if figure.unit == mention.unit and material.values[id] == value
    ]
    named = [id for id in rows if shares(label, material.figures[id].name)]
    fits = named or (rows if _digits(mention.value) >= _TELLING else [])
    return fits[0] if len(fits) == 1 else ""


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)
