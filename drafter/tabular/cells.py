"""A table as blocks of named lines: which cells are amounts, and by what code and name each line goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from drafter.kept import kept
from drafter.numbers.numerals import read_numeral
from drafter.patterns import Regex
from drafter.report import Table
from drafter.tables import column_heads, head_rows, parts_of, signed
from drafter.text import CHINESE

_NUMBER = Regex(r"-?\d[\d,，]*(?:\.\d+)?")
_SIGNS = str.maketrans("－−", "--")
_NOTHING = Regex(r"[\s\-—–－―/\\*×无]*")
_CODE = Regex(r"[2-6]\d{2}(?:\d\d){0,4}")
_CODED_NAME = Regex(r"\s*([2-6]\d{2}(?:\d\d){0,4})[\s\-_—　]*(?=[一-鿿])")
_CODE_HEAD = Regex(r"编码|代码|^[类款项]$|序号|行次|栏次|科目")
_LINE_NUMBERS = Regex(r"行次|栏次|序号")
_NUMBERED = 3
_UNIT, _PER = Regex("(?:计量)?单位"), ("%", "％", "‰")
_MEAN = Regex("均")
_PLAIN, _WHOLE = Regex(r"[\s　]+"), Regex(r"\d{1,11}")


class Cell(NamedTuple):  # made by the thousand, faster than a frozen dataclass
    """A cell and where it stands in the report's text, -1 when it is not there; `value` is 0 unless it was read as a number.

    `counted`: a whole number of things, of which nothing was rounded.
    """

    value: Decimal
    token: str
    start: int
    counted: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.token)


@dataclass(frozen=True)  # no slots: what is worked out of it is kept in it
class Line:
    """A row of one block: its account code ("2080501", "" without one), its name as printed, its amounts by column.

    `unread` are the columns in which something else than a number or nothing stands: what it adds to a sum is not known.
    """

    code: str
    name: str
    cells: dict[int, Cell]
    unread: frozenset[int] = frozenset()

    @kept
    def plain(self) -> str:
        """The name without blanks."""
        return _PLAIN.sub("", self.name)

    @kept
    def floats(self) -> dict[int, float]:
        """The amounts, near enough to see what does not add up."""
        return {column: float(cell.value) for column, cell in self.cells.items()}


@dataclass(frozen=True, slots=True)
class Block:
    """Columns of amounts with the names to their left; 收入 and 支出 side by side are two blocks.

    `heads` are by column, top down.
    """

    columns: tuple[int, ...]
    heads: dict[int, tuple[str, ...]]
    lines: tuple[Line, ...]


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


def tables_in(text: str, table: Table) -> list[tuple[Table, list[list[Cell]]]]:
    """Return a table in the pieces that begin with heads of their own, each with its cells."""
    grid = place_cells(text, table)
    found = []
    for begin, end in parts_of(table.cells):
        places = [cell for row in grid[begin:end] for cell in row if cell.start >= 0]
        start = table.start if not begin or not places else places[0].start
        stop = table.end if end == len(grid) or not places else places[-1].end
        found.append((Table(table.cells[begin:end], start, stop), grid[begin:end]))
    return found


def blocks_of(
    table: Table, grid: Sequence[Sequence[Cell]], *, measured: Set[int], money: bool
) -> list[Block]:
    """Return the blocks of a table from left to right, without those that hold no amount.

    `measured` is where numbers begin that may have been rounded by their unit; `money` when the table states one of money.
    """
    heads = column_heads(table.cells)
    top = min(head_rows(table.cells), len(grid))
    body = grid[top:]
    kinds = _kinds(body, heads)
    blocks, keys, columns = [], list[int](), list[int]()
    for column, kind in enumerate([*kinds, "key"]):
        if kind == "amount":
            columns.append(column)
            continue
        if columns:
            blocks.append(_counting(_block(body, keys, columns, heads), measured, money=money))
            keys, columns = [], []
        keys.append(column)
    blocks = [block for block in blocks if any(line.cells for line in block.lines)]
    return [_goes_on(blocks)] if _is_one(blocks, heads) else blocks


def _is_one(blocks: Sequence[Block], heads: Sequence[tuple[str, ...]]) -> bool:
    """Whether a list goes on at its right, to save paper: all heads are told again, and a 合计 stands at its end or beginning alone."""
    if len(blocks) < 2:
        return False
    begin = [0, *(block.columns[-1] + 1 for block in blocks)]
    told = {tuple(heads[at:end]) for at, end in pairwise(begin)}
    names = [line.plain for block in blocks for line in block.lines if line.plain]
    totals = [name for name in names if name.endswith(("合计", "总计"))]
    return len(told) == 1 and len(totals) == 1 and totals[0] in (names[0], names[-1])


def _goes_on(blocks: Sequence[Block]) -> Block:
    """The blocks as one, each below the one to its left."""
    first = blocks[0]
    lines = list[Line]()
    for block in blocks:
        own = dict(zip(block.columns, first.columns, strict=True))
        for line in block.lines:
            cells = {own[column]: cell for column, cell in line.cells.items()}
            unread = frozenset(own[column] for column in line.unread)
            lines.append(replace(line, cells=cells, unread=unread))
    return replace(first, lines=tuple(line for line in lines if line.cells))


def _kinds(body: Sequence[Sequence[Cell]], heads: Sequence[tuple[str, ...]]) -> list[str]:
    """Say "key" for columns of words, of 行次, and of codes where words follow, "amount" for the rest; an empty one goes on as its left."""
    width = max(map(len, body), default=0)
    columns = [[row[i] for row in body if i < len(row) and row[i].token] for i in range(width)]
    kinds, right = [""] * width, ""
    for i in range(width - 1, -1, -1):
        head = heads[i][-1] if i < len(heads) and heads[i] else ""
        if not columns[i]:
            continue
        words = sum(CHINESE.is_in(cell.token) for cell in columns[i]) * 2 > len(columns[i])
        numbered = _LINE_NUMBERS.fullmatch(_PLAIN.sub("", head)) is not None
        numbered = numbered or _counts_lines(columns[i])
        right = "key" if words or numbered or (right == "key" and _are_codes(columns[i], head)) else "amount"
        kinds[i] = right
    for i in range(width):
        kinds[i] = kinds[i] or (kinds[i - 1] if i else "key")
    return kinds


def _counts_lines(column: Sequence[Cell]) -> bool:
    """Whether the column numbers its rows 1, 2, 3, though what stands over it is not 行次: heads are lost in copying."""
    return (
        len(column) >= _NUMBERED
        and column[0].token == "1"
        and all(cell.token == str(n) for n, cell in enumerate(column, 1))
    )


def _are_codes(column: Sequence[Cell], head: str) -> bool:
    tokens = [cell.token for cell in column if _NUMBER.fits(cell.token)]
    named = head.endswith(("编码", "代码")) and sum(_CODE.fits(token) for token in tokens)
    if named and named * 4 >= len(tokens) * 3:
        return True  # beside them 62.30, where a total lost the empty places before it
    if not tokens or not all(_WHOLE.fits(token) for token in tokens):
        return False
    if _CODE_HEAD.search(re.sub(r"\s", "", head)):
        return True
    return all(_CODE.fits(token) or len(token) <= 2 for token in tokens)


def _block(
    body: Sequence[Sequence[Cell]],
    keys: Sequence[int],
    columns: Sequence[int],
    heads: Sequence[tuple[str, ...]],
) -> Block:
    known = {
        i: tuple(bare for one in heads[i] if not (bare := re.sub(r"\s", "", one)).isdecimal())  # 栏次
        for i in columns
        if i < len(heads)
    }
    lines = []
    units = [i for i in keys[1:] if i < len(heads) and heads[i] and _UNIT.fits(_PLAIN.sub("", heads[i][-1]))]
    for row in body:
        words = [row[i].token for i in keys if i < len(row) and i not in units]
        digits = [word for word in words if _WHOLE.fits(word)]
        names = [word for word in words if word not in digits and not _NOTHING.fits(word)]
        name = names[-1] if names else ""
        if any(i < len(row) and row[i].token in _PER for i in units):
            name = f"{name}（%）"
        code = "".join(digits)
        if coded := _CODED_NAME.match(name):
            code, name = coded[1], name[coded.end() :]
        own = {i: row[i] for i in columns if i < len(row)}
        cells = {
            i: read
            for i, cell in own.items()
            if (read := number_in(cell, "".join(known.get(i, ())))) is not None
        }
        unread = frozenset(
            i for i, cell in own.items() if cell.token and i not in cells and not _NOTHING.fits(cell.token)
        )
        lines.append(Line(code if _CODE.fullmatch(code) else "", name, cells, unread))
    return Block(tuple(columns), known, tuple(lines))


def _counting(block: Block, measured: Set[int], *, money: bool) -> Block:
    """The block with the cells marked that count things: those of a column, or of a row, of whole numbers of which none is measured.

    发放户数 beside 发放金额, 床日 among 医疗收入; a mean of people is rounded. A table of whole numbers that states no money is one of counts throughout.
    """
    rounded = [
        (at, column)
        for at, line in enumerate(block.lines)
        for column, cell in line.cells.items()
        if "." in cell.token or cell.start in measured
    ]
    fractions = any("." in cell.token for line in block.lines for cell in line.cells.values())
    if not money and not fractions:
        rounded = []
    rows, columns = {at for at, _ in rounded}, {column for _, column in rounded}
    means = {column for column in block.columns if _MEAN.is_in("".join(block.heads.get(column, ())))}
    lines = tuple(
        replace(
            line,
            cells={
                column: cell
                if (at in rows and column in columns) or column in means
                else cell._replace(counted=True)
                for column, cell in line.cells.items()
            },
        )
        if not _MEAN.is_in(line.plain)
        else line
        for at, line in enumerate(block.lines)
    )
    return replace(block, lines=lines)


def number_in(cell: Cell, head: str = "") -> Cell | None:
    """The cell with its value, None when it holds anything but one number or is not in the text."""
    if cell.start < 0:
        return None
    token = cell.token
    if not _NUMBER.fullmatch(token):
        token = signed(token, head).strip().translate(_SIGNS)
        if not _NUMBER.fullmatch(token):
            return None
    value = read_numeral(token.replace("，", ","))
    return None if value is None else Cell(value, token, cell.start)


def cells_of(tokens: Iterable[re.Match[str]], start: int) -> Iterator[Cell]:
    """Yield those of the tokens of a line that are numbers; the line begins at `start`."""
    for found in tokens:
        value = read_numeral(found[0])
        if value is not None:
            yield Cell(value, found[0], start + found.start())


def amounts(blocks: Sequence[Block]) -> Iterator[Cell]:
    for block in blocks:
        for line in block.lines:
            yield from line.cells.values()
