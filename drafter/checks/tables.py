"""Do the rows and columns of a table add up to its 合计?"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.numbers.numerals import decimals_of, read_numeral, step_of, write_number
from drafter.reading.tables import column_heads
from drafter.relations.slips import is_digit_slip, is_slip
from drafter.report import Table
from drafter.strings import tr

_TOTAL = re.compile(r"(?:合|总|小)计|本年(?:收入|支出)合计|(?:收入|支出)(?:总计|合计)")
_PART_OF = re.compile(r"其中|^\s*[#＃*]|^\s+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and where it stands in the report's text, -1 when it is not there; `value` is 0 unless it was read as a number."""

    value: Decimal
    token: str
    start: int


_Grid = list[list[Cell | None]]
_Broken = tuple[Cell, tuple[Cell, ...]]  # a total and the parts that do not make it


def check_tables(context: Context) -> Iterator[Issue]:
    """Yield sum-wrong for a cell of a 合计 row or column that is not the sum of its parts.

    Which rows are the parts is not guessed: a set of rows is taken for the parts when it adds up in two other columns (in one
    with five digits), and a sum that fails by the same rows is an error where one slip of typing explains it.
    """
    for table in context.report.tables:
        yield from _blamed(context, [*_broken(context, table)])


def _broken(context: Context, table: Table) -> Iterator[_Broken]:
    """The totals of one table that their proven parts do not make."""
    if table.cells:
        grid = _read(context.report.text, table)
        names = [row[0].strip() if row else "" for row in table.cells]
        codes = [
            next((cell.strip() for cell in row if re.fullmatch(r"\d{3,7}", cell.strip())), "")
            for row in table.cells
        ]
        for line, total in enumerate(names):
            if _TOTAL.fullmatch(re.sub(r"\s", "", total)):
                yield from _columns(grid, line, _candidates(names, codes, line))
        yield from _levels(grid, [_code(row) for row in table.cells])
        width = max((len(row) for row in table.cells), default=0)
        turned = [[row[i] if i < len(row) else None for row in grid] for i in range(width)]
        paths = column_heads(table.cells)
        heads = [paths[i][-1].strip() if i < len(paths) and paths[i] else "" for i in range(width)]
        for column, head in enumerate(heads):
            if re.fullmatch(r"(?:合|总|小)计", re.sub(r"\s", "", head)):
                others = [i for i in range(width) if i != column and i > 0 and not _TOTAL.fullmatch(heads[i])]
                yield from _columns(
                    turned,
                    column,
                    [[i for i in others if i > column], [i for i in others if i < column]],
                )


def _levels(grid: _Grid, codes: Sequence[tuple[str, ...]]) -> Iterator[_Broken]:
    """政府收支分类科目: a 类 is the sum of its 款, a 款 of its 项."""
    amounts: _Grid = [[None if i < 3 else cell for i, cell in enumerate(row)] for row in grid]
    for line, code in enumerate(codes):
        if not 0 < len(code) < 3:
            continue
        below: list[int] = []
        for other in range(line + 1, len(codes)):
            if codes[other][: len(code)] != code:
                break
            if len(codes[other]) == len(code) + 1:
                below.append(other)
        yield from _columns(amounts, line, [below])


def _code(row: Sequence[str]) -> tuple[str, ...]:
    """201 | 13 | 01 in three cells; () for a row without such a code."""
    cells = [cell.strip() for cell in row[:3]]
    if not cells or not re.fullmatch(r"2\d\d", cells[0]):
        return ()
    return (cells[0], *itertools.takewhile(re.compile(r"\d\d").fullmatch, cells[1:]))


def _blamed(context: Context, broken: list[_Broken]) -> Iterator[Issue]:
    """One issue for what one wrong cell breaks: the cell in most of the sums, where a slip explains it."""
    left = list(dict.fromkeys(broken))
    while left:
        counts = Counter(cell.start for total, parts in left for cell in {total, *parts})
        suspects = [
            (counts[cell.start], n, cell, meant) for n, one in enumerate(left) for cell, meant in _slips(*one)
        ]
        if not suspects:
            return
        _, at, cell, meant = max(suspects, key=lambda one: (one[0], -one[1]))
        yield _issue(context, left[at], cell, meant)
        left = [one for one in left if cell not in (one[0], *one[1])]


def _candidates(names: Sequence[str], codes: Sequence[str], total: int) -> list[list[int]]:
    """Sets of rows that may be the parts: all above or below up to another total, without 其中 lines; those of the shortest code."""
    above = list(
        range(
            next((i for i in range(total - 1, -1, -1) if _TOTAL.fullmatch(re.sub(r"\s", "", names[i]))), -1)
            + 1,
            total,
        )
    )
    below = list(
        range(
            total + 1,
            next(
                (i for i in range(total + 1, len(names)) if _TOTAL.fullmatch(re.sub(r"\s", "", names[i]))),
                len(names),
            ),
        )
    )
    found = []
    for rows in (above, below, list(range(total)), list(range(total + 1, len(names)))):
        coded = [i for i in rows if codes[i]]
        least = min((len(codes[i]) for i in coded), default=0)
        found += [
            rows,
            [i for i in rows if not _PART_OF.match(names[i])],
            [i for i in coded if len(codes[i]) == least],
        ]
    return found


def _columns(grid: _Grid, total: int, candidates: Sequence[Sequence[int]]) -> Iterator[_Broken]:
    """Judge each column of the total line by a set of parts that the other columns prove."""
    width = len(grid[total])
    for parts in candidates:
        if len(parts) < 2:
            continue
        cells = {
            i: [cell for r in parts if i < len(grid[r]) and (cell := grid[r][i]) is not None]
            for i in range(width)
        }
        judged = [i for i in range(width) if grid[total][i] is not None and len(cells[i]) >= 2]
        held = [i for i in judged if _adds_up(grid[total][i], cells[i])]
        telling = [i for i in held if _digits(grid[total][i]) >= 3]
        if len(telling) >= 2 or any(_digits(grid[total][i]) >= 5 for i in telling):
            for i in range(width):
                if (cell := grid[total][i]) is not None and cells[i] and not _adds_up(cell, cells[i]):
                    yield cell, tuple(cells[i])
            return


def _adds_up(total: Cell | None, parts: Sequence[Cell]) -> bool:
    assert total is not None
    slack = (step_of(total.token) + sum(step_of(cell.token) for cell in parts)) / 2
    exact = all(step_of(cell.token) == 1 for cell in (total, *parts))
    return abs(total.value - sum(cell.value for cell in parts)) <= (0 if exact else slack)


def _digits(cell: Cell | None) -> int:
    return len(re.sub(r"\D", "", cell.token).strip("0")) if cell else 0


def _slips(total: Cell, parts: Sequence[Cell]) -> Iterator[tuple[Cell, str]]:
    """Each cell that one slip of typing keeps from making the sum hold, with what it should read."""
    added = sum((cell.value for cell in parts), Decimal(0))
    for cell, value in [(total, added), *((cell, cell.value + total.value - added) for cell in parts)]:
        meant = write_number(value, decimals_of(cell.token))
        if is_slip(cell.token, meant) or is_digit_slip(cell.token, meant):
            yield cell, meant


def _issue(context: Context, broken: _Broken, cell: Cell, meant: str) -> Issue:
    total, parts = broken
    added = sum((one.value for one in parts), Decimal(0))
    message = tr(
        "表中合计不符：各项之和为 {added}，合计为 {total}",
        added=write_number(added, decimals_of(total.token)),
        total=total.token,
    )
    related = [(one.start, one.start + len(one.token)) for one in (total, *parts) if one is not cell]
    return context.issue(
        "sum-wrong",
        "error",
        message,
        cell.start,
        cell.start + len(cell.token),
        expected=meant,
        related=related,
    )


def place_cells(text: str, table: Table) -> list[list[Cell]]:
    """Return every cell of a table as written, with where it stands."""
    grid: list[list[Cell]] = []
    at = table.start
    for row in table.cells:
        line: list[Cell] = []
        for cell in row:
            token = cell.strip()
            place = text.find(token, at, table.end) if token else -1
            if place >= 0:
                at = place + len(token)
            line.append(Cell(Decimal(0), token, place))
        grid.append(line)
    return grid


def _read(text: str, table: Table) -> _Grid:
    """The numbers of a table with where they stand; what is no number or cannot be found in the text is left out."""
    return [[_number(cell) for cell in row] for row in place_cells(text, table)]


def _number(cell: Cell) -> Cell | None:
    if cell.start < 0 or not re.fullmatch(r"-?[\d,，]+(?:\.\d+)?", cell.token):
        return None
    value = read_numeral(cell.token)
    return None if value is None else Cell(value, cell.token, cell.start)
