"""A 绩效自评表 whose cells a text holds one on a line, or parted by blanks, and empty ones not at all → rows with tabs.

Each indicator ends in its mark and its score. Before them stand as many cells as there are heads between 三级指标 and 分值, before these its
name, and before that, where they change, the names of its levels; what is left there is the reason of the row above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.reading.lines import Line
from drafter.tables import NUMBER
from drafter.text import CHINESE

Rows = list[list[str]]

_FIRST, _SCORE, _MARK = Regex(r"一级\s*指标"), Regex(r".{0,4}得分"), Regex(r".{0,4}(?:分值|权重)")
_LAST, _REASON = Regex(r"三级\s*指标(?:名称)?|指标名称"), Regex(r".*(?:原因|措施|备注|说明).*")
_LEVEL = Regex(r"[^\d，。；]{0,10}指\s*标(?:[（(][^）)]{1,8}[）)])?|[^\d，。；]{2,8}[（(]\d{1,3}分[）)]")
_POINTS = Regex(r"\d{1,3}(?:\.\d{1,2})?")
_TOTAL = Regex(r"[总合]\s*[分计]|总得分|自评总分")
_BUDGET, _FUNDS = Regex(r"(?:年初|全年)预算数"), Regex(r"总额|合计")
_WIDEST, _LONGEST, _FEWEST = 12, 16, 3


def read_assessed_rows(lines: Sequence[Line], at: int) -> tuple[int, Rows] | None:
    """How many lines the indicators take whose heads begin in this one, and their rows; None where they do not come out."""
    text = lines[at].text
    if "\t" in text or "指标" not in text:
        return _executed(lines, at) if _BUDGET.search(text) and "\t" not in text else None
    beside = _FIRST.search(text)
    if beside is None or len(text[: beside.start()].split()) > 1:
        return None
    cells = _cells(lines, at)
    if beside.start():
        next(cells)  # 绩效指标, which reaches down beside them all
    heads = _heads(cells)
    if heads is None or not any(map(_LAST.fullmatch, heads)):
        return None
    table = _Assessed(heads)
    waiting = list[str]()
    for text, line in cells:
        waiting.append(text)
        if len(waiting) > _LONGEST:
            return None
        if _is_total(waiting):
            while _POINTS.fullmatch(cells.ahead()) and len(waiting) < _LONGEST:
                text, line = next(cells)
                waiting.append(text)
            whole = cells.ahead_line() != line and table.close(waiting)
            return (line + 1 - at, table.even()) if whole and len(table.rows) > _FEWEST else None
        if table.ends(waiting) and not _POINTS.fullmatch(cells.ahead()):
            if not table.take(waiting):
                return None
            waiting = []
    return None


class _Assessed:
    """The rows of such a table so far: `told` cells of levels and name, `between` them and the mark those of goal and result."""

    def __init__(self, heads: list[str]) -> None:
        self.rows: Rows = [heads]
        self.told = next(n for n, head in enumerate(heads) if _LAST.fullmatch(head)) + 1
        mark = next(n for n, head in enumerate(heads) if _MARK.fullmatch(head))
        self.between = mark - self.told
        self.reasoned = len(heads) > mark + 2

    def ends(self, waiting: Sequence[str]) -> bool:
        """Whether the last two may be mark and score of a row whose name stands where it should."""
        own = waiting[-(self.between + 3) :]
        named = len(own) == self.between + 3 and CHINESE.is_in(own[0])
        return named and all(map(_POINTS.fullmatch, own[-2:]))

    def take(self, waiting: Sequence[str]) -> bool:
        """Take a row with its levels, and what stands before them as the reason of the row above; False where none can be there."""
        row, front = list(waiting[-(self.between + 3) :]), list(waiting[: -(self.between + 3)])
        levels = list[str]()
        while front and len(levels) < self.told - 1 and _LEVEL.fullmatch(front[-1]):
            levels.insert(0, front.pop())
        explained = self._explain(front)
        self.rows.append([*[""] * (self.told - 1 - len(levels)), *levels, *row])
        return explained

    def close(self, waiting: Sequence[str]) -> bool:
        """The same of 总分 and its points, of which the last is the score."""
        at = next(n for n, cell in enumerate(waiting) if _TOTAL.fullmatch(cell))
        points = waiting[at + 1 :]
        explained = self._explain(waiting[:at]) and len(points) <= 2
        empty = [""] * (self.between + 2 - len(points))
        self.rows.append([*[""] * (self.told - 1), waiting[at], *empty, *points])
        return explained

    def _explain(self, reason: Sequence[str]) -> bool:
        if reason and self.reasoned and len(self.rows) > 1:
            self.rows[-1].append("".join(reason))
            return True
        return not reason

    def even(self) -> Rows:
        width = len(self.rows[0])
        return [row + [""] * (width - len(row)) for row in self.rows]


class _Cells:
    """The cells of the lines from one on, each with its line, one by one or looked at ahead."""

    def __init__(self, cells: Iterator[tuple[str, int]]) -> None:
        self._cells = list(cells)
        self._at = 0

    def __iter__(self) -> _Cells:
        return self

    def __next__(self) -> tuple[str, int]:
        if self._at >= len(self._cells):
            raise StopIteration
        self._at += 1
        return self._cells[self._at - 1]

    def ahead(self) -> str:
        return self._cells[self._at][0] if self._at < len(self._cells) else ""

    def ahead_line(self) -> int:
        return self._cells[self._at][1] if self._at < len(self._cells) else -1


def _cells(lines: Sequence[Line], at: int) -> _Cells:
    return _Cells((cell, n) for n, line in enumerate(lines[at : at + 200], at) for cell in line.text.split())


def _heads(cells: _Cells) -> list[str] | None:
    heads = list[str]()
    for text, _ in cells:
        heads.append(text)
        if len(heads) > _WIDEST or not CHINESE.is_in(text):
            return None
        if _SCORE.fullmatch(text):
            break
    else:
        return None
    if _REASON.fullmatch(cells.ahead()):
        heads.append(next(cells)[0])
    marks = [n for n, head in enumerate(heads) if _MARK.fullmatch(head)]
    scores = [n for n, head in enumerate(heads) if _SCORE.fullmatch(head)]
    names = [n for n, head in enumerate(heads) if _LAST.fullmatch(head)]
    if not names and len(marks) == 1:
        return heads
    alone = len(marks) == len(scores) == len(names) == 1
    return heads if alone and scores[0] == marks[0] + 1 and names[0] < marks[0] - 1 else None


def _executed(lines: Sequence[Line], at: int) -> tuple[int, Rows] | None:
    """The heads 年初预算数 … 分值, 执行率, 得分 with the row of the whole below them, which has a number for each."""
    begin = _BUDGET.search(lines[at].text)
    cells = _cells(lines, at)
    for _ in lines[at].text[: begin.start()].split() if begin else ():
        next(cells)
    heads = _heads(cells)
    if heads is None or not any("执行率" in head for head in heads) or len(heads) < _FEWEST:
        return None
    name, end = next(cells, ("", at))
    row = list[str]()
    while NUMBER.fullmatch(cells.ahead()):
        told, end = next(cells)
        row.append(told)
    if not _FUNDS.search(name) or len(row) != len(heads) or lines[end].text.split()[-1] != row[-1]:
        return None
    return end + 1 - at, [["", *heads], [name, *row]]


def _is_total(waiting: Sequence[str]) -> bool:
    return (
        len(waiting) > 1
        and _TOTAL.fullmatch(waiting[-2]) is not None
        and _POINTS.fullmatch(waiting[-1]) is not None
    )
