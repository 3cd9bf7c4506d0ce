"""When the year's figures change, the sentences that print them follow; what a person wrote stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TypeVar

from drafter.actions.reprinting import Prints, blanks_filled, new_prints, reprinted
from drafter.draft import BoundFigure, DraftSection, OpenMark, Sentence
from drafter.drafting.models.rewriting import section_piece, with_piece

Span = TypeVar("Span", Sentence, BoundFigure, OpenMark)


@dataclass(frozen=True, slots=True)
class Followed:
    """A section after its figures changed; `kept` counts the sentences that should have followed but are a person's."""

    section: DraftSection
    kept: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or what stands between two: one can be written behind a sentence without touching it."""

    section: DraftSection
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.section.text[self.start : self.end]


def follow(now: DraftSection, before: DraftSection, after: DraftSection, *, year: int) -> Followed:
    """Return `now` with each sentence that stands as composed `before` told as composed `after`.

    Of a sentence that a model put in its own words only the figures are told anew, where no word about them would have changed;
    of a person's, only what the page left open: a 【待补】 whose row has been filled in gives way to the number.
    """
    if now.text == before.text:
        return Followed(replace(after, status=now.status), 0)
    old, new, mine = list(_pieces(before)), list(_pieces(after)), list(_pieces(now))
    place = _places(old, mine)
    standing: list[list[_Piece]] = [[piece] for piece in mine]
    in_front: list[_Piece] = []
    kept = 0
    reworded: list[Prints] = []
    for first, last, told in _changes(old, new):
        there = [place[at] for at in range(first, last) if at in place]
        if len(there) < last - first:
            prints = new_prints(_joined(before, old[first:last]), _joined(after, told), year=year)
            reworded += [prints] if prints else []
            kept += not prints
        elif there:
            for at in there:
                standing[at] = []
            standing[there[0]] = list(told)
        elif first - 1 in place:
            standing[place[first - 1]] += told
        elif first == 0:
            in_front += told
    pieces = [*in_front, *(piece for group in standing for piece in group)]
    followed, left = _reprinted(_joined(now, pieces), reworded, year)
    return Followed(followed, kept + left)


def _reprinted(section: DraftSection, changed: Sequence[Prints], year: int) -> tuple[DraftSection, int]:
    """Return the section with the figures that changed told anew in sentences in other words than the plan's, and how many changes found none."""
    left = 0
    for prints in changed:
        pieces = list(_pieces(section))
        done = False
        for at, piece in enumerate(pieces):
            origins = {one.origin for one in _within(section.sentences, piece, 0)}
            if not origins & {"model", "human"}:
                continue
            whole = section_piece(_joined(section, [piece]))
            told = reprinted(whole, prints if "model" in origins else blanks_filled(prints), year=year)
            if told != whole:
                pieces[at], done = _Piece(with_piece(section, told), 0, len(told.text)), True
        left += not done
        section = _joined(section, pieces)
    return section, left


def _changes(old: Sequence[_Piece], new: Sequence[_Piece]) -> Iterator[tuple[int, int, list[_Piece]]]:
    """Yield what became of which old pieces; pieces of one number are taken one by one, so that an edit holds up only its own."""
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        if i2 - i1 == j2 - j1:
            yield from ((i1 + n, i1 + n + 1, [new[j1 + n]]) for n in range(i2 - i1))
        else:
            yield i1, i2, list(new[j1:j2])


def _places(old: Sequence[_Piece], mine: Sequence[_Piece]) -> dict[int, int]:
    """Return where each old piece stands untouched in the section as it is."""
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in mine], autojunk=False)
    return {block.a + n: block.b + n for block in matcher.get_matching_blocks() for n in range(block.size)}


def _pieces(section: DraftSection) -> Iterator[_Piece]:
    edges = {0, len(section.text)}.union(*((one.start, one.end) for one in section.sentences))
    yield from (_Piece(section, start, end) for start, end in pairwise(sorted(edges)))


def _joined(now: DraftSection, pieces: Sequence[_Piece]) -> DraftSection:
    sentences: list[Sentence] = []
    figures: list[BoundFigure] = []
    open_: list[OpenMark] = []
    at = 0
    for piece in pieces:
        shift = at - piece.start
        sentences += _within(piece.section.sentences, piece, shift)
        figures += _within(piece.section.figures, piece, shift)
        open_ += _within(piece.section.open, piece, shift)
        at += piece.end - piece.start
    return replace(
        now,
        text="".join(piece.text for piece in pieces),
        sentences=tuple(sentences),
        figures=tuple(figures),
        open=tuple(open_),
    )


def _within(spans: Sequence[Span], piece: _Piece, shift: int) -> Iterator[Span]:
    return (
        replace(span, start=span.start + shift, end=span.end + shift)
        for span in spans
        if piece.start <= span.start and span.end <= piece.end
    )
