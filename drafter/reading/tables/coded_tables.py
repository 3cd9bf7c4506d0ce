"""Tables by 政府收支分类科目 whose empty cells a text has lost → rows with tabs.

207 01 05 展览馆 60,517 60,517 does not tell whether the second amount is 基本支出 or 项目支出. The codes do: a 类 is the sum of
its 款 in every column, a 款 of its 项, and 合计 of all 类. A table of which that leaves two readings is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.patterns import Regex
from drafter.reading.lines import Line
from drafter.reading.tables.lost_columns import place_amounts

Rows = list[list[str]]

_AMOUNT = r"[-−]?\d[\d,]*(?:\.\d+)?"
_CODE = Regex(r"[2-6]\d\d(?: ?\d\d){0,2}")
_CODED = Regex(rf"(?P<code>{_CODE.pattern}) *(?P<name>[一-鿿][^\d。；，]*?)(?P<told>(?: +{_AMOUNT})*)")
_BARE = Regex(rf"(?P<code>{_CODE.pattern})(?P<told>(?: +{_AMOUNT}){{2,}})")
_TOTAL = Regex(rf"(?P<code>)(?P<name>(?:类 *款 *(?:项 *)?)?[合总] *计)(?P<told>(?: +{_AMOUNT})+)")
_AMOUNTS, _OTHER = Regex(rf"{_AMOUNT}(?: +{_AMOUNT})+"), Regex(r"\d{2}|[。；，：]")
_ENDS_IN_AMOUNT = Regex(rf"(?:^| ){_AMOUNT}$")
_TITLE, _SUM = Regex(r"表\)?$"), Regex(r".*[总合小]计(?:数|额)?")
_BETWEEN = 5  # lines of heads, or of what a name has over, that may stand among the rows
_FEWEST, _TOP = 3, -1


@dataclass(frozen=True, slots=True)
class _Row:
    """`told` are its amounts as written, `lines` how many it was set in; one without a name holds other words."""

    code: str
    name: str
    told: tuple[str, ...]
    lines: int = 1

    @property
    def parts(self) -> list[str]:
        return self.code.split()

    @property
    def key(self) -> str:
        return self.code.replace(" ", "")

    @property
    def is_total(self) -> bool:
        return bool(self.told) and not self.code


def read_coded_table(lines: Sequence[Line], at: int) -> tuple[int, Rows] | None:
    """How many lines a table by codes takes that begins in this one, with its heads, and its rows; None when there is none."""
    head = 0 if _row_at(lines, at) else _heads(lines, at)
    if head is None or (not head and at and _ENDS_IN_AMOUNT.search(lines[at - 1].text)):
        return None  # the middle of a table
    rows = _rows(lines, at + head)
    coded = [row for row in rows if row.code]
    width = max((len(row.told) for row in rows), default=0)
    if len(coded) < _FEWEST or width < 2:
        return None
    places = _places(rows, width)
    if places is None:
        return None
    codes = max(len(row.parts) for row in coded)
    table = [_head_cells(line.text, codes, width) for line in lines[at : at + head]]
    for row, columns in zip(rows, places, strict=True):
        cells = dict(zip(columns, row.told, strict=True))
        if row.code or row.told:
            parts = row.parts + [""] * (codes - len(row.parts))
            table.append([*parts, row.name, *(cells.get(n, "") for n in range(width))])
        else:
            table.append([row.name] + [""] * (codes + width))
    return head + sum(row.lines for row in rows), table


def _heads(lines: Sequence[Line], at: int) -> int | None:
    """How many lines of heads stand from here to the first row; None when there is none so near, or what is here is no head."""
    if len(lines[at].text.split()) < 3 or _TITLE.search(lines[at].text):
        return None
    for n in range(_BETWEEN):
        if at + n >= len(lines):
            return None
        if n and _row_at(lines, at + n):
            return n
        if _OTHER.search(lines[at + n].text):
            return None
    return None


def _head_cells(text: str, codes: int, width: int) -> list[str]:
    """The heads over their columns, where there is one for each and the first of them is of the totals."""
    words = text.split()
    if len(words) in (width + 1, width + 2) and _SUM.fullmatch(words[-width]):
        return [""] * (codes - len(words) + width + 1) + words
    if len(words) == codes and all(len(word) == 1 for word in words):
        return [*words, *[""] * (width + 1)]  # 类 款 项
    return [text] + [""] * (codes + width)


def _row_at(lines: Sequence[Line], at: int) -> _Row | None:
    """The row that begins in this line: whole, or with its name in lines of its own, above and below its amounts or between."""
    text, *below = (line.text for line in (*lines[at : at + 4], *[Line("")] * 3)[:4])
    found = _CODED.fullmatch(text) or _TOTAL.fullmatch(text)
    if found:
        return _Row(found["code"], found["name"].strip(), tuple(found["told"].split()))
    if _CODE.fullmatch(text):
        if _is_words(below[0]) and _AMOUNTS.fullmatch(below[1]):
            return _Row(text, below[0], tuple(below[1].split()), lines=3)
        return None
    if bare := _BARE.fullmatch(text):
        return _Row(bare["code"], "", tuple(bare["told"].split()))
    if _is_words(text) and (bare := _BARE.fullmatch(below[0])):
        rest = below[1] if _is_words(below[1]) and not _BARE.fullmatch(below[2]) else ""
        return _Row(bare["code"], text + rest, tuple(bare["told"].split()), lines=3 if rest else 2)
    return None


def _is_words(text: str) -> bool:
    return bool(text) and not _OTHER.search(text) and not _TITLE.search(text)


def _rows(lines: Sequence[Line], at: int) -> list[_Row]:
    """The rows from here to the total, or to the last one before another table begins; [] when one among them is not read."""
    found: list[_Row] = []
    between: list[_Row] = []
    last = ""
    while at < len(lines) and len(between) <= _BETWEEN:
        row = _row_at(lines, at)
        if row is None:
            if not _is_words(lines[at].text):
                return [] if _ENDS_IN_AMOUNT.search(lines[at].text) else found
            row = _Row("", lines[at].text, ())
            between.append(row)
        elif row.code and row.key <= last:
            break
        else:
            found += [*between, row]
            between, last = [], row.key or last
            if row.is_total and last:
                break
        at += row.lines
    return found


def _places(rows: Sequence[_Row], width: int) -> list[tuple[int, ...]] | None:
    """For each row the columns its amounts stand in; None when more than one reading is as good."""
    every = tuple(range(width))
    known = {at: every for at, row in enumerate(rows) if len(row.told) == width}
    for at, row in enumerate(rows):
        if not row.told:
            known[at] = ()
    for above, below in _families(rows):
        open_rows = [at for at in below if at not in known]
        if not open_rows:
            continue
        if not known.get(above):
            return None
        read = place_amounts(
            [rows[at].told for at in below], [known.get(at) for at in below], rows[above].told, known[above]
        )
        if read is None:
            return None
        known.update(zip(below, read, strict=True))
    return [known[at] for at in range(len(rows))] if len(known) == len(rows) else None


def _families(rows: Sequence[_Row]) -> Iterator[tuple[int, list[int]]]:
    """Each row with those right below it in the classification, from the top down; their codes rise."""
    below: dict[int, list[int]] = {}
    open_rows: list[int] = []
    for at, row in enumerate(rows):
        if row.code:
            while open_rows and not row.key.startswith(rows[open_rows[-1]].key):
                open_rows.pop()
            below.setdefault(open_rows[-1] if open_rows else _TOP, []).append(at)
            open_rows.append(at)
    total = next((at for at, row in enumerate(rows) if row.is_total), None)
    if total is not None and _TOP in below:
        yield total, below[_TOP]
    yield from sorted((at, own) for at, own in below.items() if at != _TOP)
