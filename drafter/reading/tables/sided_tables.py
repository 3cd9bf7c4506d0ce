"""收支总表 whose empty cells a text has lost → rows with tabs: 收入 to the left, 支出 by 一、二、三、 to the right.

二、政府性基金预算 二、社会保障和就业支出 86.25 has no amount of its own on the left: the numbering on the right, which goes on from row
to row, tells where the one side ends, and the totals below in which columns the amounts of the other stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.patterns import Regex
from drafter.reading.lines import Line
from drafter.reading.tables.lost_columns import place_amounts

Rows = list[list[str]]

_DIGITS = "一二三四五六七八九"
NUMBERS = [
    *_DIGITS, "十", *(f"十{one}" for one in _DIGITS),
    *(f"{tens}十{one}" for tens in "二三" for one in ("", *_DIGITS)),
]  # fmt: skip
_AMOUNT = r"[-−]?\d[\d,]*(?:\.\d+)?"
_NAME = r"[^\d\s。；，][^\d。；，]*?"
_SIDE = Regex(rf"(?P<name>(?:\d{{1,2}} ?[.．、] ?)?{_NAME})?(?P<told>(?: *{_AMOUNT})?)")
_LEFT = Regex(
    rf"(?P<name>(?:[一二三四五六七八九十]{{1,2}}、|\d{{1,2}} ?[.．、] ?){_NAME})(?P<told>(?: +{_AMOUNT})?)"
)
_RIGHT = Regex(rf"(?P<name>{_NAME})(?P<told>(?: +{_AMOUNT})*)")
_CLOSING = Regex(rf"({_NAME}) +({_AMOUNT}) +({_NAME})((?: +{_AMOUNT})+)")
# 使用非财政拨款结余 结余分配, 年初结转和结余 112.88 年末结转和结余: what goes over may be nothing, on either side.
_CARRIED = Regex(
    rf"(?P<name>[^\d\s。；，]*结[余转]\S*?)(?P<told>(?: +{_AMOUNT})?) +(?P<other>[^\d\s。；，]*结[余转][^\d\s]*)(?P<amounts>(?: +{_AMOUNT})*)"
)
_SUM = Regex(r"(?:本年)?(?:收入|支出)?(?:总计|合计)")
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    told: str
    other: str
    amounts: tuple[str, ...]


def read_sided_table(lines: Sequence[Line], at: int) -> tuple[int, Rows] | None:
    """How many lines a table of two sides takes that begins in this one, and its rows; None when there is none."""
    items = list(_items(lines[at : at + len(NUMBERS)]))
    if len(items) < _FEWEST or not items[0].name:
        return None
    items += _left_items(lines[at + len(items) : at + len(NUMBERS)])
    closing = list(_closing(lines, at + len(items)))
    total = next((row for row in closing if _SUM.fullmatch(row.other)), None)
    if total is None or not _SUM.fullmatch(total.name):
        return None
    rows = [*items, *closing]
    width = max(len(row.amounts) for row in rows)
    every = tuple(range(width))
    own = every if len(total.amounts) == width else _not_nought(items, width)
    if len(own) != len(total.amounts):
        return None
    columns_of = {0: (), width: every, len(own): own}
    known = [columns_of.get(len(row.amounts)) for row in rows]
    places = place_amounts([row.amounts for row in items], known[: len(items)], total.amounts, own)
    if places is None or any(own is None for own in known[len(items) :]):
        return None
    table = []
    for row, columns in zip(rows, [*places, *known[len(items) :]], strict=True):
        cells = dict(zip(columns or (), row.amounts, strict=True))
        table.append([row.name, row.told, row.other, *(cells.get(n, "") for n in range(width))])
    return len(rows), table


def _items(lines: Sequence[Line]) -> Iterator[_Row]:
    """The rows whose right side is numbered on: 一、, 二、 …"""
    for line, number in zip(lines, NUMBERS, strict=False):
        row = _item(line.text, f"{number}、")
        if row is None:
            return
        yield row


def _left_items(lines: Sequence[Line]) -> Iterator[_Row]:
    """The rows that only the left side has, where it is the longer one."""
    for line in lines:
        left = _LEFT.fullmatch(line.text)
        if not left:
            return
        yield _Row(left["name"], left["told"].strip(), "", ())


def _closing(lines: Sequence[Line], at: int) -> Iterator[_Row]:
    """The sums of both sides, and what goes over from year to year."""
    for n in range(at, len(lines)):
        found = _CLOSING.fullmatch(lines[n].text) or _CARRIED.fullmatch(lines[n].text)
        if not found:
            return
        yield _Row(found[1], found[2].strip(), found[3], tuple(found[4].split()))


def _not_nought(items: Sequence[_Row], width: int) -> tuple[int, ...]:
    """The columns in which anything but 0.00 stands, where no row has lost a cell: the total leaves the others empty."""
    told = [row.amounts for row in items if row.amounts]
    if any(len(own) != width for own in told):
        return ()
    return tuple(n for n in range(width) if any(own[n].strip("0.,") for own in told))


def _item(text: str, marker: str) -> _Row | None:
    """The two sides of a row, the right one of which begins with its number."""
    middle = text.rfind(marker)
    if middle < 0 or (middle and text[middle - 1] not in " 0123456789"):
        return None
    left, right = _SIDE.fullmatch(text[:middle].strip()), _RIGHT.fullmatch(text[middle:])
    if left is None or right is None:
        return None
    return _Row(
        (left["name"] or "").strip(), left["told"].strip(), right["name"], tuple(right["told"].split())
    )
