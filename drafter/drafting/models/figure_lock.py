"""Lock every number, year, mark and numbered name of a draft behind a token such as ⟦F12⟧, and put them back afterwards."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from drafter.brief import Figure
from drafter.draft import BoundFigure, OpenMark, Sentence
from drafter.drafting.pieces import Piece
from drafter.lastyear.items import number_of
from drafter.numbers.quantity import Mention, find_mentions
from drafter.text import sentences

Kind = Literal["figure", "number", "year", "mark", "name", "list"]

# A name starts with its kind; the letter behind it tells two prints of one row apart: ⟦F12⟧ and ⟦F12b⟧.
TOKEN = re.compile(r"⟦([A-Z]\d{1,6}[a-z]*)⟧")
_CHINESE_NUMERALS = frozenset(
    "零〇○一二三四五六七八九十百千万亿兆两廿卅卌仨壹贰叁肆柒捌玖拾佰仟萬億兩弍貳參參陸"
)
_PREFIXES: dict[Kind, str] = {
    "figure": "F",
    "number": "V",
    "year": "Y",
    "mark": "M",
    "name": "N",
    "list": "L",
}
_ENUMERATOR = re.compile(r"(?:(?<=[。；：，、])|(?m:^))[一二三四五六七八九十]{1,3}(?:是|要|方面|来)")
# Everyday words may be dropped by a rewrite; a document number, a code or an ordinal may not.
_DROPPABLE = {"虚指", "并称"}


@dataclass(frozen=True, slots=True)
class Slot:
    """What one token prints.

    `number` is where the bare number stands in `text`, which also holds its direction word and unit, so that neither can be
    changed around it. `count` is how often the plan prints it; a slot that is not `required` may be left out.
    """

    name: str
    text: str
    kind: Kind
    count: int = 1
    required: bool = True
    row: str = ""
    number: tuple[int, int] = (0, 0)
    mark: OpenMark | None = None
    meaning: str = ""

    @property
    def token(self) -> str:
        return f"⟦{self.name}⟧"

    @property
    def is_value(self) -> bool:
        """Whether it stands for a quantity, so that its place among other quantities matters."""
        return self.kind in ("figure", "number") or (self.mark is not None and self.mark.kind == "待补")


@dataclass(frozen=True, slots=True)
class Locked:
    """A plan without numerals: `text` is what a model may see, `slots` what its tokens print, `plan` what was locked."""

    text: str
    slots: tuple[Slot, ...]
    plan: Piece
    year: int

    def slot(self, name: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.name == name), None)

    def print(self, text: str) -> Piece:
        """Return `text` with its tokens printed, and where the figures and marks stand; it has no sentences yet."""
        known = {slot.name: slot for slot in self.slots}
        out, figures, marks, at = "", [], [], 0
        for token in TOKEN.finditer(text):
            out += text[at : token.start()]
            slot = known[token[1]]
            if slot.row:
                figures.append(BoundFigure(len(out) + slot.number[0], len(out) + slot.number[1], slot.row))
            if slot.mark is not None:
                marks.append(replace(slot.mark, start=len(out), end=len(out) + len(slot.text)))
            out += slot.text
            at = token.end()
        return Piece(out + text[at:], (), tuple(figures), tuple(marks))


def is_numeral(character: str) -> bool:
    """Whether the character can write a number: digits of any script, Ⅳ, ½, ⑤, 三, 叁, 〇, 两."""
    return character in _CHINESE_NUMERALS or unicodedata.category(character)[0] == "N"


def lock(plan: Piece, *, year: int, figures: Mapping[str, Figure] | None = None) -> Locked:
    """Return the plan with everything numeric behind tokens; `figures` are the sheet's rows, to say what each measures.

    `year` is the year the plan reports on. No character of the locked text outside tokens is a numeral or a token's bracket.
    """
    book = _Book(figures or {}, year)
    out, at = "", 0
    for start, end, make in _spans(plan, find_mentions(plan.text, year=year)):
        out += plan.text[at:start] + book.token(plan.text[start:end], make)
        at = end
    return Locked(out + plan.text[at:], book.slots(), plan, year)


@dataclass(frozen=True, slots=True)
class _Make:
    """What a span is to be locked as."""

    kind: Kind
    required: bool = True
    row: str = ""
    number: tuple[int, int] = (0, 0)
    mark: OpenMark | None = None


_Span = tuple[int, int, _Make]


class _Book:
    """Gives one token to what prints alike; every mark has its own, since its reason belongs to its sentence."""

    def __init__(self, figures: Mapping[str, Figure], year: int) -> None:
        self._figures, self._year = figures, year
        self._slots: dict[tuple[object, ...], Slot] = {}
        self._names: set[str] = set()

    def token(self, text: str, make: _Make) -> str:
        key = (text, make.kind, make.row, make.number, make.mark)
        if key in self._slots:
            slot = replace(self._slots[key], count=self._slots[key].count + 1)
        else:
            slot = Slot(
                self._name(make),
                text,
                make.kind,
                required=make.required,
                row=make.row,
                number=make.number,
                mark=make.mark,
                meaning=self._meaning(text, make),
            )
        self._slots[key] = slot
        return slot.token

    def slots(self) -> tuple[Slot, ...]:
        return tuple(self._slots.values())

    def _name(self, make: _Make) -> str:
        number = sum(slot.kind == make.kind for slot in self._slots.values()) + 1
        name = make.row if re.fullmatch(r"F\d{1,5}", make.row) else f"{_PREFIXES[make.kind]}{number}"
        letters = iter(["", *"bcdefghijklmnopqrstuvwxyz", *(f"z{c}" for c in "abcdefghijklmnopqrstuvwxyz")])
        while (free := name + next(letters, f"x{'x' * number}")) in self._names:
            pass
        self._names.add(free)
        return free

    def _meaning(self, text: str, make: _Make) -> str:
        """What a model is told about the token: what is measured, never how much."""
        if make.kind in ("name", "list"):
            return text
        if make.mark is not None:
            return make.mark.kind
        if make.kind == "year":
            return _which_year(text, self._year)
        row = self._figures.get(make.row)
        label = "".join(c for c in row.label if unicodedata.category(c)[0] != "N") if row else ""
        return f"{label}：{text[: make.number[0]]}…{text[make.number[1] :]}"


def _which_year(text: str, year: int) -> str:
    if str(year) in text and "月" not in text:
        return "本年"
    return "上年" if str(year - 1) in text and "月" not in text else "年份或日期"


def _spans(plan: Piece, mentions: tuple[Mention, ...]) -> Iterator[_Span]:
    """Yield what is locked, left to right and without overlap; marks first, then figures, then everything else numeric."""
    taken = [False] * len(plan.text)
    found: list[_Span] = []
    for start, end, make in _candidates(plan, mentions):
        if start < end and not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            found.append((start, end, make))
    found += _left_over(plan.text, taken)
    yield from sorted(found, key=lambda span: span[0])


def _candidates(plan: Piece, mentions: tuple[Mention, ...]) -> Iterator[_Span]:
    for mark in plan.open:
        yield mark.start, mark.end, _Make("mark", mark=mark)
    at = {mention.start: mention for mention in mentions if not mention.structural}
    # A bare number is locked first, so that its wider reading can never swallow its neighbour.
    for figure in plan.figures:
        start, end = _wide(plan, figure, at.get(figure.start))
        yield start, end, _Make("figure", row=figure.row, number=(figure.start - start, figure.end - start))
        yield figure.start, figure.end, _Make("figure", row=figure.row, number=(0, figure.end - figure.start))
    for line in re.finditer(r"[^\n]+", plan.text):
        if number := number_of(line.group()).rstrip():
            yield line.start(), line.start() + len(number), _Make("list")
    for enumerator in _ENUMERATOR.finditer(plan.text):
        yield *enumerator.span(), _Make("list")
    for mention in mentions:
        yield from _of_mention(mention)


def _wide(plan: Piece, figure: BoundFigure, mention: Mention | None) -> tuple[int, int]:
    """The figure with its direction word and its unit."""
    if mention is None or mention.end != figure.end:
        return figure.start, figure.end
    start = mention.direction[0] if mention.direction else figure.start
    others: list[BoundFigure | OpenMark] = [*plan.figures, *plan.open]
    others.remove(figure)
    if any(start < other.end and other.start < figure.start for other in others):
        start = figure.start
    stop = mention.stop
    if any(figure.end <= other.start < stop for other in others):
        stop = figure.end
    return start, stop


def _of_mention(mention: Mention) -> Iterator[_Span]:
    if not mention.structural:
        start = mention.direction[0] if mention.direction else mention.start
        for begin in dict.fromkeys((start, mention.start)):
            yield begin, mention.stop, _Make("number", number=(mention.start - begin, mention.end - begin))
    elif mention.reason in ("年份", "日期"):
        yield mention.start, mention.stop, _Make("year")
    else:
        yield mention.start, mention.stop, _Make("name", required=mention.reason not in _DROPPABLE)


def _left_over(text: str, taken: list[bool]) -> Iterator[_Span]:
    """Words with a numeral in them that no mention covers (一般, 进一步), and brackets that look like ours."""
    if not any(not taken[i] and (is_numeral(c) or c in "⟦⟧") for i, c in enumerate(text)):
        return
    import rjieba

    at = 0
    for word in rjieba.cut(text):
        start, at = at, at + len(word)
        if not any(not taken[i] and (is_numeral(text[i]) or text[i] in "⟦⟧") for i in range(start, at)):
            continue
        for begin, end in _free(taken, start, at):
            if any(is_numeral(c) or c in "⟦⟧" for c in text[begin:end]):
                yield begin, end, _Make("name", required=not text[begin:end].isalpha())


def _free(taken: list[bool], start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = None
    for i in range(start, end + 1):
        if i < end and not taken[i]:
            begin = i if begin is None else begin
        elif begin is not None:
            yield begin, i
            begin = None


def line_sentences(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (line number, start, end) of each sentence of `text`."""
    at = 0
    for number, line in enumerate(text.split("\n")):
        for start, end in sentences(line):
            yield number, at + start, at + end
        at += len(line) + 1


def plan_sentences(locked: Locked) -> Iterator[tuple[Sentence, str]]:
    """Yield each sentence of the plan with its text as locked, token for number."""
    book = {(slot.text, slot.kind, slot.row, slot.number, slot.mark): slot for slot in locked.slots}
    spans = list(_spans(locked.plan, find_mentions(locked.plan.text, year=locked.year)))
    for sentence in locked.plan.sentences:
        out, at = "", sentence.start
        for start, end, make in spans:
            if sentence.start <= start and end <= sentence.end:
                text = locked.plan.text[start:end]
                out += (
                    locked.plan.text[at:start] + book[text, make.kind, make.row, make.number, make.mark].token
                )
                at = end
        yield sentence, out + locked.plan.text[at : sentence.end]
