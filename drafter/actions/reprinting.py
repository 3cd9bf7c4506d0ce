"""Tell changed figures anew in words that are not those of the plan: where only the numbers changed, and nothing that is said of them."""

from __future__ import annotations

from dataclasses import replace

from drafter.draft import BoundFigure, DraftSection
from drafter.drafting.models.figure_lock import TOKEN, Locked, Slot, lock
from drafter.drafting.models.rewriting import section_piece
from drafter.drafting.pieces import Piece, join

# What a figure or a mark prints, by its row and what it printed before.
Prints = dict[tuple[str, str], Slot]


def new_prints(before: DraftSection, after: DraftSection, *, year: int) -> Prints:
    """Return what each figure and mark of `before` prints now; empty where more than figures differs, or which way they went."""
    old, new = (lock(section_piece(one), year=year) for one in (before, after))
    if TOKEN.split(old.text)[::2] != TOKEN.split(new.text)[::2]:
        return {}
    prints: Prints = {}
    for was, now in zip(_slots(old), _slots(new), strict=True):
        if was.text == now.text:
            continue
        key = _key(was)
        bound = bool(now.row or now.mark) and bool(was.row or was.mark)
        turned = bool(was.row and now.row) and _direction(was) != _direction(now)
        if not bound or turned or prints.get(key, now) != now:
            return {}
        prints[key] = now
    return prints


def blanks_filled(prints: Prints) -> Prints:
    """Return those that put a figure in the place of a 【待补】: the mark is the page's own, whoever wrote the words around it."""
    return {was: now for was, now in prints.items() if was[1].startswith("【待补") and now.row}


def reprinted(piece: Piece, prints: Prints, *, year: int) -> Piece:
    """Return the text with its figures and marks as they print now, each in its place."""
    told, at = [], 0
    for start, end, slot in _places(lock(piece, year=year)):
        if now := prints.get(_key(slot)):
            told += [piece.cut(at, start), _printed(now)]
            at = end
    if not told:
        return piece
    # A sentence stays one, however many of its figures changed.
    whole = join([*told, piece.cut(at, len(piece.text))])
    by = len(whole.text) - len(piece.text)
    return replace(whole, sentences=tuple(replace(one, end=one.end + by) for one in piece.sentences[:1]))


def _printed(slot: Slot) -> Piece:
    figures = (BoundFigure(*slot.number, slot.row),) if slot.row else ()
    marks = (replace(slot.mark, start=0, end=len(slot.text)),) if slot.mark else ()
    return Piece(slot.text, (), figures, marks)


def _key(slot: Slot) -> tuple[str, str]:
    return slot.row, slot.text


def _direction(slot: Slot) -> str:
    return slot.text[: slot.number[0]]


def _slots(locked: Locked) -> list[Slot]:
    return [slot for _, _, slot in _places(locked)]


def _places(locked: Locked) -> list[tuple[int, int, Slot]]:
    """Where each token prints in the text that was locked."""
    places, at, shift = [], 0, 0
    for token in TOKEN.finditer(locked.text):
        slot = locked.slot(token[1])
        assert slot is not None
        at = token.start() + shift
        places.append((at, at + len(slot.text), slot))
        shift += len(slot.text) - len(token.group())
    return places
