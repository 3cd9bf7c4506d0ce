"""Turn an accepted answer into draft text: figures and marks in place, each sentence with its origin, new claims marked 【待核】."""

from __future__ import annotations

import re
from dataclasses import replace

from drafter.draft import OpenMark, PrecedentSpan, Sentence
from drafter.drafting.models.figure_lock import TOKEN, Locked, line_sentences, plan_sentences
from drafter.drafting.pieces import Piece, join
from drafter.lastyear.claims import SectionKind, find_claims
from drafter.strings import tr

# Quantities that need no numeral.
_VAGUE = re.compile(
    r"翻番|过半|半数|减半|成倍|倍增|大多数|绝大|多数|若干|大量|众多|全部|全体|所有|首|最|唯|领先|空前|历来"
)
_CLOSING = re.compile(r"[。！？；!?;][”’」』）)】〕》]*$")


def accept_answer(answer: str, locked: Locked, *, kind: SectionKind) -> Piece:
    """Return the answer printed. A sentence of the plan keeps its origin; one of the model names the plan sentence nearest to it.

    A sentence of the model that claims an event, a judgement or a reason which its plan sentences do not claim, unmarked,
    is marked 【待核】.
    """
    if answer == locked.text:
        return locked.plan
    plan = list(plan_sentences(locked))
    pieces, at = [], 0
    for _, start, end in line_sentences(answer):
        pieces.append(Piece(answer[at:start]))
        pieces.append(_sentence(answer[start:end], locked, plan, kind))
        at = end
    pieces.append(Piece(answer[at:]))
    return join([piece for piece in pieces if piece.text])


def _sentence(text: str, locked: Locked, plan: list[tuple[Sentence, str]], kind: SectionKind) -> Piece:
    printed = locked.print(text)
    for sentence, planned in plan:
        if planned == text:
            return replace(printed, sentences=(replace(sentence, start=0, end=len(printed.text)),))
    near = [
        (sentence, planned)
        for sentence, planned in plan
        if _likeness(text, planned) > 0.2 or _share_figure(text, planned)
    ]
    if not _doubted(printed):
        known = "".join(one.text for _, planned in near if not _doubted(one := locked.print(planned)))
        # An answer is read clause by clause, and so is the plan, whose sentences may run over several.
        clauses = [known, *(known[start:end] for _, start, end in line_sentences(known))]
        granted = {claim for one in clauses for claim in (*find_claims(one, kind), *_vague(one))}
        reasons = [
            one for one in (*find_claims(printed.text, kind), *_vague(printed.text)) if one not in granted
        ]
        if reasons or not near:
            printed = _mark(printed, "、".join(reasons) or tr("资料中没有这句话"))
    whole = Sentence(0, len(printed.text), "model", _precedent(text, near))
    return replace(printed, sentences=(whole,))


def _doubted(piece: Piece) -> bool:
    return any(mark.kind == "待核" for mark in piece.open)


def _vague(text: str) -> list[str]:
    return [tr("没有数据的说法：{words}", words=found) for found in dict.fromkeys(_VAGUE.findall(text))]


def _mark(piece: Piece, reason: str) -> Piece:
    found = _CLOSING.search(piece.text)
    at = found.start() if found else len(piece.text)
    mark = tr("【待核】")
    text = piece.text[:at] + mark + piece.text[at:]
    doubt = OpenMark(at, at + len(mark), "待核", tr("模型写的：{reason}", reason=reason))
    return Piece(text, (), piece.figures, (*piece.open, doubt))


def _precedent(text: str, near: list[tuple[Sentence, str]]) -> PrecedentSpan | None:
    told = [
        (sentence.precedent, _likeness(text, planned)) for sentence, planned in near if sentence.precedent
    ]
    return max(told, key=lambda one: one[1])[0] if told else None


def _share_figure(one: str, other: str) -> bool:
    return any(name[0] in "FV" for name in set(TOKEN.findall(one)) & set(TOKEN.findall(other)))


def _likeness(one: str, other: str) -> float:
    """How much of the shorter text's pairs of characters the other holds."""
    a, b = (
        {text[i : i + 2] for i in range(len(text) - 1)} for text in (TOKEN.sub("", one), TOKEN.sub("", other))
    )
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
