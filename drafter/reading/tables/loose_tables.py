"""Tables of plain text whose cells are parted by blanks, or stand each on a line of its own → rows with tabs.

Only what is regular is read: a row of heads, and under it rows with as many cells, each column numbers or words throughout; or
rows that all end in as many numbers, where one word fewer stands before the total or under a merged cell. An empty cell leaves no
trace in such a text, so rows that end in other counts tell that some were lost; they are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from drafter.patterns import Regex
from drafter.reading.lines import Line
from drafter.reading.numbering import find_marker
from drafter.reading.tables.assessed_rows import read_assessed_rows
from drafter.reading.tables.cell_rows import gather_rows
from drafter.reading.tables.coded_tables import read_coded_table
from drafter.reading.tables.sided_tables import read_sided_table
from drafter.tables import NUMBER
from drafter.text import CHINESE

Rows = list[list[str]]

_PROSE = Regex(r"[。；，！？\t]")
_LETTERS = Regex(r"(?<![一-鿿])([一-鿿]) +(?=[一-鿿](?![一-鿿]))")  # 合 计, 小 计
_BEFORE_UNIT = Regex(r" (?=[（(][一-鿿%％]{1,4}[）)]$)")  # 年初预算 (万元)
_BRACKETED = Regex(r"[（(][-−]?\d[\d,.]*[%％]?[)）][%％]?")  # (7.5)%: what went down
_EACH, _HEADS = Regex("均|单[价位]|每|指数|标准|排名|名次"), 2
_TOTAL = Regex(r"[总合小]\s*计")
_LONGEST_CELL, _WIDEST = 24, 12
_FEWEST_ROWS, _FEWEST_OF_TWO = 2, 3  # rows under the heads; those of a table of two columns
_FEWEST_BARE = 3  # rows of a table whose heads are not over their columns
# What stands above the heads of a table: its title or unit, or a sentence that leads to it.
_ABOVE = Regex(r"[表。：:]$|单位[：:]|情况$")


def read_loose_tables(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with each row of a regular table as one line, its cells parted by tabs."""
    lines = gather_rows(lines)
    found: list[Line] = []
    at = 0
    while at < len(lines):
        taken, rows = (
            read_coded_table(lines, at)
            or read_sided_table(lines, at)
            or read_assessed_rows(lines, at)
            or _parted_by_blanks(lines, at)
            or _line_by_line(lines, at)
            or (0, [])
        )
        if taken:
            found += [
                replace(
                    lines[at], text="\t".join(row), row=True, beside_rows=False, gap=not n and lines[at].gap
                )
                for n, row in enumerate(rows)
            ]
        else:
            found.append(lines[at])
        at += taken or 1
    return found


def _parted_by_blanks(lines: Sequence[Line], at: int) -> tuple[int, Rows] | None:
    """How many lines a table takes that begins in this one, and its rows: the heads, or the first row where they are set in two lines."""
    first = _row(lines[at])
    headed = _is_head(first)
    if not 2 <= len(first) <= _WIDEST or find_marker(lines[at].text):
        return None
    if not headed and not _is_first_row(lines, at):
        return None
    rows = [first, *takewhile(_is_body, (_row(lines[n]) for n in range(at + 1, len(lines))))]
    behind = lines[at + len(rows) : at + len(rows) + 1]
    if any(map(_among_rows, behind)):
        return None
    if headed and all(len(row) == len(first) for row in rows):
        return (len(rows), rows) if _is_regular(rows) else None
    heads, body = (rows[:1], rows[1:]) if headed else ([], rows)
    above = [] if headed else [line.text for line in lines[max(at - _HEADS, 0) : at]]
    flushed = _flushed(body, len(first) if headed else max(map(len, rows)))
    return None if flushed is None or _not_added_up(above) else (len(rows), [*heads, *flushed])


def _is_first_row(lines: Sequence[Line], at: int) -> bool:
    """Whether a row without heads over its columns begins a table, and is not the middle of one."""
    if not _tail(_row(lines[at])):
        return False  # words
    if at == 0:
        return True
    before = _row(lines[at - 1])
    return (_is_head(before) or not _among_rows(lines[at - 1])) and not (before and _tail(before))


def _is_body(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and any(map(_is_number, cells))


def _flushed(body: Rows, width: int) -> Rows | None:
    """Return the rows with as many cells each, an empty one before the total's or under a merged one; None where they do not
    all end in as many numbers."""
    rows = [["", *row] if len(row) == width - 1 else row for row in body]
    ends = {_tail(row) for row in body}
    alike = len(ends) == 1 and max(ends) > 1 and all(len(row) == width for row in rows)
    return rows if alike and len(body) >= _FEWEST_BARE and all(map(_named, body)) else None


def _among_rows(line: Line) -> bool:
    """Whether a line is a row that was cut, or a scrap of one: then the rows beside it are not all there are."""
    return (line.row or line.beside_rows) and not _ABOVE.search(line.text) and not find_marker(line.text)


def _is_head(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and all(map(_is_word, cells))


def _row(line: Line) -> list[str]:
    return [] if _PROSE.search(line.text) else _LETTERS.sub(r"\1", line.text).split()


def _tail(row: Sequence[str]) -> int:
    """How many numbers a row ends in, 0 where no word stands before them."""
    count = sum(1 for _ in takewhile(_is_number, reversed(row)))
    return count if count < len(row) else 0


def _named(row: Sequence[str]) -> bool:
    """甲 1 2 and 1 甲 2 3, but not 1 2 甲 3."""
    return CHINESE.is_in(row[0]) or CHINESE.is_in(row[1])


def _line_by_line(lines: Sequence[Line], at: int) -> tuple[int, Rows] | None:
    """The same of a table whose cells stand one on a line; its heads begin here."""
    if not _is_cell(lines[at]) or _is_number(lines[at].text) or not _opens(lines, at):
        return None
    if _ABOVE.search(lines[at].text):
        return None  # its title
    stop = at
    while stop < len(lines) and _is_cell(lines[stop]):
        stop += 1
    cells = [line.text for line in lines[at:stop]]
    return _in_step(cells) or _in_turn(cells)


def _in_step(cells: Sequence[str]) -> tuple[int, Rows] | None:
    """Heads, and then rows of as many cells, whose words and numbers stand in the same places."""
    first = next((n for n, cell in enumerate(cells) if _is_number(cell)), 0)
    for names in (1, 2):
        width = first - names
        if not 2 <= width <= _WIDEST:
            continue
        rows = list(_alike([list(cells[n : n + width]) for n in range(0, len(cells) - width + 1, width)]))
        taken = len(rows) * width
        if _is_regular(rows) and not any(map(_is_number, cells[taken:])):
            return taken, rows
    return None


def _in_turn(cells: Sequence[str]) -> tuple[int, Rows] | None:
    """Words and always as many numbers, in turn; where each row has its number first, that of the next row stands behind them."""
    runs = [[*run] for _, run in groupby(cells, key=_is_number)]
    if not _is_number(runs[-1][0]):
        runs.pop()
    words, numbers = runs[::2], runs[1::2]
    numbered = len(numbers) > 1 and numbers[0] == ["1"]
    if numbered:  # 1 甲 12.5 3.4 2 乙 …
        words[:2], numbers[:1] = [[*words[0], "1", *words[1]]], []
    if len(numbers) < _FEWEST_BARE or len(words) != len(numbers):
        return None
    count = len(numbers[-1])
    if _are_counted([run[-1] for run in numbers[:-1] if len(run) > count], 2 if numbered else 1):
        for n, run in enumerate(numbers[:-1]):
            words[n + 1][:0] = run[count:]
            del run[count:]
    names = max(map(len, words[1:]))
    if count < 2 or names > 2 or any(len(run) != count for run in numbers):
        return None
    own = len(words[0]) - names - count
    if not 0 < own <= names:
        own = 1 if _TOTAL.fullmatch(words[0][-1]) else names
    heads, body = words[0], [words[0][-own:], *words[1:]]
    rows = [[""] * (names - len(run)) + run + tail for run, tail in zip(body, numbers, strict=True)]
    heads = heads[:-own]
    whole = len(heads) == names + count
    if not whole and _not_added_up(heads):
        return None
    above = [heads] if whole else [[head] for head in heads]
    return sum(map(len, runs)), [*above, *rows]


def _not_added_up(heads: Sequence[str]) -> bool:
    """Whether one of the columns under heads that stand over none in particular is of averages: no total is made of them."""
    return any(map(_EACH.search, heads))


def _are_counted(tokens: Sequence[str], first: int) -> bool:
    """Whether these number the rows: 1, 2, 3."""
    return [*tokens] == [str(n + first) for n in range(len(tokens))]


def _opens(lines: Sequence[Line], at: int) -> bool:
    return at == 0 or _ABOVE.search(lines[at - 1].text) is not None


def _alike(rows: Rows) -> Iterator[list[str]]:
    """The heads, and the rows under them as long as their numbers stand in the places of the first."""
    shape = _shape(rows[1]) if len(rows) > 1 else ()
    for n, row in enumerate(rows):
        if n and _shape(row) != shape:
            return
        yield row


def _shape(row: Sequence[str]) -> tuple[bool, ...]:
    return tuple(map(_is_number, row))


def _is_regular(rows: Rows) -> bool:
    """Whether each column under the heads holds numbers or words throughout, the first of them words and another one numbers."""
    heads, *body = rows
    if len(body) < (_FEWEST_OF_TWO if len(heads) == 2 else _FEWEST_ROWS):
        return False
    shapes = {_shape(row) for row in body}
    (shape, *others) = shapes
    return not others and not any(_shape(heads)) and any(shape) and not (shape[0] and shape[1])


def _is_number(cell: str) -> bool:
    return (NUMBER.fullmatch(cell) or _BRACKETED.fullmatch(cell)) is not None


def _is_word(cell: str) -> bool:
    return not _is_number(cell) and CHINESE.is_in(cell) and len(cell) <= _LONGEST_CELL


def _is_cell(line: Line) -> bool:
    text = _BEFORE_UNIT.sub("", line.text)
    return len(text) <= _LONGEST_CELL and " " not in text and not _PROSE.search(text)
