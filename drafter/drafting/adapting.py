"""Write one paragraph for the new year, sentence by sentence: what a person decided of each, and what is left to stand in it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from drafter.draft import Sentence
from drafter.drafting.line import Line
from drafter.drafting.lists.inline_lists import run_on
from drafter.drafting.one_sentence import Decision, adapt_sentence, write_year
from drafter.drafting.pieces import Material, Piece, join
from drafter.drafting.typed import write_typed
from drafter.drafting.wording.clauses_gone import body_end
from drafter.drafting.wording.doubting import undecided
from drafter.lastyear.claims import SectionKind, tells_problems
from drafter.lastyear.items import number_of
from drafter.lastyear.years import find_year_edits, shift_years
from drafter.text import sentences


def adapt_paragraph(
    material: Material, start: int, end: int, kind: SectionKind, *, decision: Decision = "", item: str = ""
) -> Piece:
    """Return last year's paragraph `start`–`end` adapted to this year, sentence by sentence.

    A work item that a person keeps (沿用) is "confirmed": its claims are not marked, its figures, dates and document numbers
    still are. One that nobody has decided on is "undecided": all it tells is marked. Other paragraphs are marked where a
    sentence claims what the figures cannot confirm. `item` is the row of 工作要点 that decided.
    """
    pieces, at, problems, gone = [], start, False, False
    for begin, stop in sentences(material.text, start, end):
        pieces.append(Piece(material.text[at:begin]))
        # 发现的问题：一是甲；二是乙。 in a paragraph on money: 乙 is a problem like 甲.
        said = material.text[begin:stop]
        listed = problems and (bool(number_of(said)) or material.text[begin - 1] == "；")
        problems = listed or tells_problems(said)
        own: SectionKind = "outlook" if listed and kind != "standing" else kind
        piece = _sentence(material, begin, stop, own, decision, item)
        if not piece.text and material.text[stop - 1] == "。":  # the part before it is now the last
            pieces = _closed(pieces)
        if gone and (among := _OF_WHAT_WENT.match(piece.text)):
            piece = piece.replaced(*among.span(), "")
        gone = not piece.text.strip() and bool(said.strip())
        pieces.append(piece)
        at = stop
    pieces.append(Piece(material.text[at:end]))
    told = _asked_once([one for one in pieces if one.text])
    number = number_of(material.text[start:end])
    if told and number and number not in told[0].text[: len(number)]:  # the first sentence went
        told.insert(0, Piece(number))
    whole = run_on(join(told), material.text[start:end])
    if whole.text.rstrip().endswith("：") and not material.text[start:end].rstrip().endswith("："):
        whole = _without_head(whole)  # 失分原因： and nothing behind it
    return _without_idle_marks(whole)


# 其中，甲5件: parts of what the sentence before told, which went.
_OF_WHAT_WENT = re.compile(r"\s*其中[，：]?")

# 一是力量薄弱。, （二）压实责任。: what the sentence behind it goes on to tell.
_NAME = re.compile(r"[^，；：。\d【】“《]{3,24}(?P<mark>【[^】]*】)。\s*")


def _asked_once(pieces: list[Piece]) -> list[Piece]:
    """The sentences without the mark on the name of what the next one tells, where that is asked about itself."""
    told = [i for i, piece in enumerate(pieces) if piece.text.strip()]
    for i, behind in pairwise(told):
        piece, number = pieces[i], number_of(pieces[i].text)
        if (not number and i != told[0]) or number_of(pieces[behind].text):
            continue
        named = _NAME.fullmatch(piece.text, len(number))
        asked = [one for one in pieces[behind].open if one.kind == "待核"]
        if named and asked and len(piece.open) == 1 and undecided(piece.open[0].reason):
            bare = replace(piece, open=()).replaced(*named.span("mark"), "")
            pieces[i] = bare
    return pieces


def _without_head(piece: Piece) -> Piece:
    """The paragraph up to the sentence before the last one, whose list went; with a figure in it the sentence stays."""
    ends = [found.end() for found in re.finditer(r"[。；！？]", piece.text)]
    at = ends[-1] if ends else 0
    if any(
        start >= at for start in (*(one.start for one in piece.figures), *(one.start for one in piece.open))
    ):
        last = len(piece.text.rstrip())
        return piece.replaced(last - 1, last, "。")
    piece = piece.cut(0, at)
    return piece.replaced(ends[-1] - 1, ends[-1], "。") if piece.text.endswith("；") else piece


def _closed(pieces: list[Piece]) -> list[Piece]:
    """The pieces with a full stop for the ； at their end."""
    last = next((i for i in range(len(pieces) - 1, -1, -1) if pieces[i].text.strip()), None)
    if last is not None and pieces[last].text.endswith("；"):
        pieces[last] = replace(pieces[last], text=pieces[last].text[:-1] + "。")
    return pieces


_IDLE = r"[，；](?=。)|，(?=[，；])|(?<=[：。；])[，；、]+|(?<=[。；])。|^[，。；、]+"


def _without_idle_marks(piece: Piece) -> Piece:
    """The paragraph without marks right before or behind another one, or at its head, where what stood between them went."""
    for found in reversed(list(re.finditer(_IDLE, piece.text))):
        if not any(one.origin == "item" and one.start <= found.start() < one.end for one in piece.sentences):
            piece = piece.replaced(found.start(), found.end(), "")
    return piece


def _sentence(
    material: Material, start: int, end: int, kind: SectionKind, decision: Decision, item: str
) -> Piece:
    """One sentence; of one about the body itself a person may have decided what becomes of it."""
    at, decided = next(
        ((at, material.body[at][1]) for at in material.body if start <= at < end), (start, None)
    )
    if decided is None or decision:
        return adapt_sentence(material, start, end, kind, decision, item)
    told = material.body[at][0]
    if decided.action == "删除":
        return Piece("")
    if decided.action == "沿用" and told.kind == "parts":
        return adapt_sentence(material, start, end, kind, "confirmed", decided.id)
    stop = body_end(material.text, start, end)
    close = Piece(material.text[stop:end])
    if decided.action == "沿用":
        return join([Piece(material.text[start:at]), _as_it_was(material, at, stop, decided.id), close])
    text = decided.text.strip().rstrip("。；")
    return join([Piece(material.text[start:at]), write_typed(text, material, item=decided.id), close])


def _as_it_was(material: Material, start: int, end: int, item: str) -> Piece:
    """What happened to the body, told again with the numbers it had: the person who keeps it answers for it, but for its dates."""
    line, at = Line(material), start
    inside = material.inside(start, end)
    for edit in find_year_edits(material.text, inside, material.old, material.new):
        line.add(material.text[at : edit.start])
        write_year(line, replace(edit, text="", kind=edit.kind or "年份"))
        at = edit.end
    line.add(material.text[at:end])
    return Piece(line.out, (Sentence(0, len(line.out), "item", item=item),), (), tuple(line.open))


def adapt_heading(material: Material, start: int, end: int) -> str:
    """Return a heading or title with its years moved on; its numbers are part of its name."""
    return shift_years(material.text[start:end], material.old, material.new)
