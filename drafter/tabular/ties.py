"""One figure printed twice: in two tables of a file, or in a table and in the prose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from drafter.patterns import Regex
from drafter.tabular.addition import Sum
from drafter.tabular.cells import Block, Cell, Line

_NUMBERING = Regex(
    r"^(?:其中[：:])?(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}\s?[.．、]|其中[：:])\s*(?:其中[：:])?"
)
_BEHIND = Regex(r"(?:[（(][^（）()]*[）)])?[：:]?$")
_GRAND = Regex(r"(?:收入|支出|收支)?(?:总计|合计)")
_ROUNDED = 1  # two prints of one amount, in whole units or finer, differ by less
NEAR = 12
"""Tables before it that a table is compared with: a file repeats its figures within one set of forms."""


@dataclass(frozen=True, slots=True)
class Column:
    """The amounts of one column by what their lines are called; `table` counts the tables of the file."""

    table: int
    number: int
    amounts: dict[str, Cell]


def columns_of(tables: Sequence[Sequence[Block]]) -> list[Column]:
    """Return the columns of all tables with three named amounts or more."""
    found = []
    for at, blocks in enumerate(tables):
        for block in blocks:
            names = _names(block.lines)
            for number in block.columns:
                amounts = {
                    name: line.cells[number]
                    for name, line in names.items()
                    if number in line.cells and line.cells[number].value
                }
                if len(amounts) >= 3:
                    found.append(Column(at, number, amounts))
    return found


def _names(lines: Sequence[Line]) -> dict[str, Line]:
    """Lines by code and by name; a name that two lines bear tells neither."""
    found: dict[str, Line] = {}
    twice: set[str] = set()
    for line in lines:
        for name in {line.code, bare_name(line)} - {""}:
            twice |= {name} & found.keys()
            found[name] = line
    return {name: line for name, line in found.items() if name not in twice}


def bare_name(line: Line) -> str:
    """The name without its list number and 其中：; every grand total goes by one name."""
    return _bare(line.plain)


def bare_words(words: str) -> str:
    """The words of a cell as a name is told in prose, without blanks, list number, 其中： and what stands in brackets behind."""
    return _BEHIND.sub("", _bare("".join(words.split())))


@lru_cache(4096)
def _bare(plain: str) -> str:
    name = _NUMBERING.sub("", plain)
    return "总计" if _GRAND.fullmatch(name) else name


def find_ties(columns: Sequence[Column]) -> Iterator[Sum]:
    """Yield the amounts that two columns of different tables have in common, where nearly all they both name are equal.

    A pair that differs is yielded too; that only a slip makes it an error is for the judge of it.
    """
    by_table: dict[int, list[Column]] = defaultdict(list)
    for column in columns:
        by_table[column.table].append(column)
    for right in columns:
        for table in range(max(right.table - NEAR, 0), right.table):
            for left in by_table[table]:
                yield from _pairs(left, right)


def _pairs(left: Column, right: Column) -> list[Sum]:
    names = left.amounts.keys() & right.amounts.keys()
    cells = {(one.start, two.start): (one, two) for one, two in _both(left, right, names)}
    near = sum(abs(one.value - two.value) < _ROUNDED for one, two in cells.values())
    if near < 3 or (len(cells) - near) * 4 > len(cells):
        return []
    pairs = [Sum(one, ((1, two),)) for one, two in cells.values()]
    equal = [one for one in pairs if one.holds]
    telling = {one.total.value for one in equal if one.weight >= 2}
    if len(telling) < 3 or (len(pairs) - len(equal)) * 4 > len(pairs):
        return []
    return pairs


def _both(left: Column, right: Column, names: Iterable[str]) -> Iterator[tuple[Cell, Cell]]:
    return ((left.amounts[name], right.amounts[name]) for name in names)


def scale_of(amounts: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """Return what turns the values of a table into amounts, from (value, amount) of its numbers: the usual factor."""
    factors = [amount / value for value, amount in amounts if value]
    return max(set(factors), key=factors.count) if factors else Decimal(1)
