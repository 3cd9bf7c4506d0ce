"""What stands over each cell of a table in a text, where tabs part the cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from drafter.patterns import Regex
from drafter.tables import column_heads, head_rows, lost_cells, parts_of, signed

_ROWS, _GROUP = Regex(r"(?:[^\n\t]*\t[^\n]*\n)+"), Regex(r"[^\n\t。；，：:\d]{2,26}\n")

_DIGIT = Regex(r"\d")
_DECIMAL = Regex(r"-?\d[\d,]*\.\d+|-?\d{1,3}(?:,\d{3})+")
_WHOLE_CELL = Regex(r"(?<![^\t\n])\d{1,2}(?![^\t\n])")
_CELL, _LINES = Regex(r"[^\t\n]+"), Regex(r"行\s*次")
_MARKED_CELL = Regex(r"[▲△(（](?<=[\t\n].)\d[^\t\n]{0,24}(?=[\t\n]|$)")


@dataclass(frozen=True, slots=True)
class _Table:
    start: int
    body: int
    end: int
    heads: tuple[str, ...]
    paths: tuple[tuple[str, ...], ...]
    lost: Mapping[int, int]
    decimal: frozenset[int]
    sides: tuple[tuple[int, str], ...]


class TableHeads:
    """The heads over the columns of each table, all of one column in one word, without blanks."""

    def __init__(self, text: str) -> None:
        self._text = text
        whole = text if text.endswith("\n") else text + "\n"
        self._tables = [
            _table(*part) for start, end in _tables_in(whole) for part in _parts(start, whole[start:end])
        ]
        self._starts = [table.start for table in self._tables]

    def over(self, offset: int) -> str | None:
        """Return the heads over a place in the body of a table, "" where it has none, None outside of tables."""
        table = self._at(offset)
        if table is None or not table.body <= offset < table.end:
            return None
        column = self._column(table, offset)
        return table.heads[column] if column < len(table.heads) else ""

    def path_over(self, offset: int) -> tuple[str, ...] | None:
        """Return the heads over a place in the body of a table from the top down, None outside of tables."""
        table = self._at(offset)
        if table is None or not table.body <= offset < table.end:
            return None
        column = self._column(table, offset)
        return table.paths[column] if column < len(table.paths) else ()

    def column_numbers(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of the numbers 1, 2, 3 that count the columns among the heads (栏次), and the lines below them (行次)."""
        for table in self._tables:
            counting = {at for at, path in enumerate(table.paths) if any(map(_LINES.fullmatch, path))}
            for cell in _CELL.finditer(self._text, table.body, table.end) if counting else ():
                if cell[0].isdecimal() and self._column(table, cell.start()) in counting:
                    yield cell.span()
            at = table.start
            while at < table.body:
                end = self._text.index("\n", at)
                found = list(_WHOLE_CELL.finditer(self._text, at, end))
                if [one[0] for one in found] == [str(n) for n in range(1, len(found) + 1)] and len(found) > 1:
                    yield from (one.span() for one in found)
                at = end + 1

    def beside(self, offset: int, heads: Set[str]) -> str:
        """Return the cell of the row that stands under one of `heads`, "" where none does."""
        table = self._at(offset)
        if table is None or not table.body <= offset < table.end:
            return ""
        column = next((at for at, head in enumerate(table.heads) if head in heads), None)
        if column is None:
            return ""
        begin, end = self._text.rfind("\n", 0, offset) + 1, self._text.find("\n", offset)
        cells = self._text[begin : end if end >= 0 else len(self._text)].split("\t")
        at = column - table.lost.get(len(cells), 0)
        return cells[at].strip() if 0 <= at < len(cells) else ""

    def side(self, offset: int) -> str:
        """Return the words of the first cell of a row in the body of a table, or of the merged one that reaches down to it."""
        table = self._at(offset)
        if table is None or not table.body <= offset < table.end:
            return ""
        i = bisect_right(table.sides, (offset, "\uffff")) - 1
        return table.sides[i][1] if i >= 0 else ""

    def among_decimals(self, offset: int) -> bool:
        """Whether another number in the column of a place in the body of a table has decimals."""
        table = self._at(offset)
        inside = table is not None and table.body <= offset < table.end
        return table is not None and inside and self._column(table, offset) in table.decimal

    def _column(self, table: _Table, offset: int) -> int:
        begin, end = self._text.rfind("\n", 0, offset) + 1, self._text.find("\n", offset)
        width = self._text.count("\t", begin, end if end >= 0 else len(self._text)) + 1
        return self._text.count("\t", begin, offset) + table.lost.get(width, 0)

    def between(self, start: int, end: int) -> object:
        """What `over` goes by in a line: nothing outside of tables and in their heads."""
        table = self._at(start)
        inside = table is not None and table.body <= start < table.end
        if table is None or not inside:
            return None
        return (table.heads, table.decimal, self.side(start), *table.lost.items())

    def _at(self, offset: int) -> _Table | None:
        i = bisect_right(self._starts, offset) - 1
        return self._tables[i] if i >= 0 else None


@lru_cache(4)
def heads_of(text: str) -> TableHeads:
    """Return the heads of the tables of a text, worked out once while it is looked at."""
    return TableHeads(text)


def signed_cells(text: str, heads: TableHeads) -> str:
    """Return `text` with the sign "-" in cells that a mark makes negative, one character for one."""
    if "\t" not in text:
        return text
    return _MARKED_CELL.sub(lambda found: signed(found[0], heads.over(found.start()) or ""), text)


def _tables_in(text: str) -> Iterator[tuple[int, int]]:
    """Where tables stand: runs of lines that tabs part into cells, two at least, and between them the lines that name a group of rows."""
    start = end = rows = 0
    for found in _runs(text):
        if rows and _goes_on(text, end, found):
            end = found.end()
            rows += found[0].count("\n")
            continue
        if rows > 1:
            yield start, end
        (start, end), rows = found.span(), found[0].count("\n")
    if rows > 1:
        yield start, end


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Lines of prose are passed over without reading them."""
    tab = text.find("\t")
    while tab >= 0:
        found = _ROWS.match(text, text.rfind("\n", 0, tab) + 1)
        assert found is not None  # the line of this tab at least
        yield found
        tab = text.find("\t", found.end())


def _goes_on(text: str, end: int, rows: re.Match[str]) -> bool:
    """Whether one line parts rows from a table that ends above it, and names those below: their numbers stand under its heads."""
    between = text[end : rows.start()]
    if not between or not _GROUP.fullmatch(between):
        return False
    first, last = rows[0].partition("\n")[0], text[text.rfind("\n", 0, end - 1) + 1 : end - 1]
    return first.count("\t") == last.count("\t") and any(map(_DIGIT.match, first.split("\t")[1:]))


def _parts(start: int, rows: str) -> Iterator[tuple[int, str]]:
    """A table in the pieces that begin with heads of their own."""
    lines = rows.splitlines(keepends=True)
    for begin, end in parts_of([line.rstrip("\n").split("\t") for line in lines]):
        yield start + sum(map(len, lines[:begin])), "".join(lines[begin:end])


def _table(start: int, rows: str) -> _Table:
    cells = [[cell.strip() for cell in row.split("\t")] for row in rows.splitlines()]
    lost = lost_cells(cells)
    cells = [[""] * lost.get(len(row), 0) + row for row in cells]
    paths = tuple(tuple(one for one in path if not one.isdigit()) for path in column_heads(cells))
    heads = tuple("".join("".join(dict.fromkeys(path)).split()) for path in paths)
    decimal = frozenset(
        column for row in cells[head_rows(cells) :] for column, cell in enumerate(row) if _DECIMAL.fits(cell)
    )
    lines = rows.splitlines(keepends=True)
    body = sum(map(len, lines[: head_rows(cells)]))
    sides, at = list[tuple[int, str]](), start
    for line, row in zip(lines, cells, strict=True):
        if row[0] and (not sides or sides[-1][1] != row[0]):
            sides.append((at, row[0]))
        at += len(line)
    return _Table(start, start + body, start + len(rows), heads, paths, lost, decimal, tuple(sides))
