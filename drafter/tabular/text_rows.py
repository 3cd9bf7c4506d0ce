"""Rows of budget forms that a text holds as lines: an account code, a name that may be wrapped around it, amounts behind it.

    其他公共安全                       文化旅游体育
    20499 556.78 556.78               207 86.55 86.55             301 工资福利支出 860.23 302 商品和服务支出 844.57
    支出                              与传媒支出

The codes of 政府收支分类科目 tell what is part of what, whatever became of the columns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from drafter.numbers.numerals import read_numeral
from drafter.patterns import Regex
from drafter.tabular.cells import Cell, cells_of
from drafter.text import CHINESE

_ANY = Regex(r"\n[2-6]\d\d(?:\d\d){0,2}(?=[ 一-鿿\n])[^\n。；]*\d[\n]")
_CODE, _PAIR = Regex(r"[2-6]\d\d(?:\d\d){0,2}"), Regex(r"\d\d")
_SECOND = Regex(r"3\d\d(?:\d\d)?")  # 302 in the right half of the form of economic accounts
_GLUED = Regex(r"([2-6]\d\d(?:\d\d){0,2})(?=[一-鿿])")
_AMOUNT_BEHIND = Regex(r"(?<=[一-鿿）)])-?\d[\d,]*\.\d+$")  # 退休费375.43
_NUMBER = Regex(r"-?\d[\d,]*(?:\.\d+)?")
_BARE = Regex(r"(?:-?\d[\d,]*\.\d+ ?)+")  # the amounts of a row whose code stands above them
_TOKEN = Regex(r"\S+")
_TOTAL = Regex(r"(?:本[年期])?(?:[收支]入?出?|人员经费|公用经费)?[总合]计")
_END = Regex(r"[。；]|^注[：:]|单位[：:]|表$")
_HEAD = Regex(r"项目|科目|编码|名称|合计|功能分类|经济分类|本年[收支]|预算数|决算数| ")
_FIRST, _LONGEST = frozenset("23456合总本收支人公"), 120
_PIECE = 14  # characters of a line that may be part of a wrapped name
_FEWEST = 4  # rows of a form
_Token = tuple[str, int]  # and where it stands


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a form; `code` is "" for 合计. `cells` are its amounts in order: which column each is of is not said."""

    code: str
    name: str
    cells: tuple[Cell, ...]


@dataclass
class TextTable:
    """The rows of one form and where they stand; `paired`: 支出 of two halves of a page side by side."""

    start: int
    end: int
    rows: list[Row] = field(default_factory=list)
    paired: bool = False


def find_text_tables(text: str, inside: Sequence[tuple[int, int]]) -> list[TextTable]:
    """Return the forms of `text` whose rows are coded lines outside the spans `inside`, which were read as tables."""
    if not _ANY.search(text):
        return []
    starts = [start for start, _ in inside]
    forms = _Forms()
    for start, line in _lines(text):
        at = bisect_right(starts, start) - 1
        if at >= 0 and start < inside[at][1]:
            forms.close()
        elif rows := list(_rows(line, start)):
            forms.take_rows(rows, start, start + len(line))
        else:
            forms.take_other(line, start)
    return [one for one in forms.found if sum(bool(row.code and row.cells) for row in one.rows) >= _FEWEST]


@dataclass
class _Forms:
    """The forms found so far, of which the last may be open. `pieces` are the short lines just read: the upper part of a
    wrapped name, if a row follows; as many are then `due` below that row, which is the open form's row `wrapped`."""

    found: list[TextTable] = field(default_factory=list)
    open: TextTable | None = None
    pieces: list[str] = field(default_factory=list)
    due: int = 0
    wrapped: int = 0

    def close(self) -> None:
        self.open, self.pieces, self.due = None, [], 0

    def take_rows(self, rows: list[Row], start: int, end: int) -> None:
        if self.open is None:
            if not rows[0].code and len(rows) == 1 and not rows[0].cells:
                return
            self.open = TextTable(start, start)
            self.found.append(self.open)
        form = self.open
        if not form.rows and rows[0].name:
            self.pieces = []  # the end of the heads
        self.due = len(self.pieces) if rows[0].code else 0
        if self.due:
            at = next((n for n, row in enumerate(rows) if not row.name), 0)
            rows[at] = replace(rows[at], name="".join(self.pieces) + rows[at].name)
            self.wrapped = len(form.rows) + at
        self.pieces = []
        form.paired |= sum(bool(row.code) for row in rows) > 1
        form.rows += rows
        form.end = end

    def take_other(self, line: str, start: int) -> None:
        """Take a line that is no row: the amounts of the row above, the lower part of its name, or the upper of another's."""
        form = self.open
        if form and not form.rows[-1].cells and _BARE.fullmatch(line):
            form.rows[-1] = replace(form.rows[-1], cells=tuple(cells_of(_TOKEN.finditer(line), start)))
            form.end = start + len(line)
        elif _END.search(line):
            self.close()
        elif form and self.due and len(line) <= _PIECE:
            row = form.rows[self.wrapped]
            form.rows[self.wrapped] = replace(row, name=row.name + line)
            self.due -= 1
        else:
            self.pieces = [*self.pieces, line] if len(line) <= _PIECE and not _HEAD.search(line) else []


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _rows(line: str, start: int) -> Iterator[Row]:
    """The rows of one line: one, or two of which the second belongs to the right half of the page."""
    if line[:1] not in _FIRST or "。" in line or "\t" in line or len(line) > _LONGEST:
        return
    tokens = deque(_split(line, start))
    if not tokens or not (_CODE.fullmatch(tokens[0][0]) or _TOTAL.fullmatch(tokens[0][0])):
        return
    while tokens:
        code = _take_code(tokens)
        name = ""
        while tokens and CHINESE.is_in(tokens[0][0]):
            name += tokens.popleft()[0]
        cells = tuple(_take_amounts(tokens, code))
        if code or (_TOTAL.fullmatch(name) and cells):
            yield Row(code, name, cells)
        if tokens and not _CODE.fullmatch(tokens[0][0]) and not CHINESE.is_in(tokens[0][0]):
            return  # something that is no amount


def _take_code(tokens: deque[_Token]) -> str:
    """Take a code, also one whose pairs of digits stand apart: 208 05 01."""
    if not _CODE.fullmatch(tokens[0][0]):
        return ""
    code = tokens.popleft()[0]
    while tokens and len(code) < 7 and _PAIR.fullmatch(tokens[0][0]):
        code += tokens.popleft()[0]
    return code


def _take_amounts(tokens: deque[_Token], code: str) -> Iterator[Cell]:
    """Take the amounts up to the next word; 302 behind the amounts of 301 begins the right half of the page."""
    while tokens and not CHINESE.is_in(tokens[0][0]):
        token, place = tokens[0]
        value = read_numeral(token) if _NUMBER.fullmatch(token) else None
        if value is None or (code.startswith("3") and _SECOND.fullmatch(token)):
            return
        tokens.popleft()
        yield Cell(value, token, place)


def _split(line: str, start: int) -> Iterator[_Token]:
    for found in _TOKEN.finditer(line):
        token, place = found[0], start + found.start()
        if glued := _GLUED.match(token):
            yield glued[1], place
            place += glued.end()
            token = token[glued.end() :]
        if behind := _AMOUNT_BEHIND.search(token):
            yield token[: behind.start()], place
            yield behind[0], place + behind.start()
        else:
            yield token, place
