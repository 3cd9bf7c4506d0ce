"""A foreign table beside the fill-in sheet: which of its cells may be this year's value of which row, and why."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from drafter.actions.figures import BUDGET, RATE, SPENT, number_of, shown
from drafter.actions.table_cells import TableCell, cells_of, kind_of, without_year
from drafter.brief import Brief, Figure
from drafter.errors import SheetError
from drafter.lastyear.slots import evaluate
from drafter.lastyear.typed_values import multiplier
from drafter.numbers.numerals import decimals_of, write_number
from drafter.reading.plain import decode
from drafter.rebuilding import rebuild
from drafter.report import Report
from drafter.strings import tr
from drafter.tables import Cells
from drafter.text import fold

# Names less alike are other names. What is ticked beforehand is named nearly so, and nothing else comes close.
_ALIKE, _SURE, _AHEAD = 62.0, 88.0, 6.0
_SAME_LAST_YEAR, _HALF_SAID = 25.0, 10.0
# A report's 预算数 is what was to be spent in the end, 全年预算数, where a table has that beside 年初预算数.
_OTHER_BUDGET = 4.0
_UNTOLD = 5.0  # a table's 专项债券 does not say that it is of 新增债券
_NOT_NAMES = re.compile(r"[\s“”\"（）()《》、，,：:#]|万元|亿元|元")


@dataclass(frozen=True, slots=True)
class Offer:
    """A cell that may fill a row: `value` is as the row wants it, `written` as the table has it.

    `now` is what the row prints already. `where` are the words beside and above the cell, `why` what speaks for it; `sure` ones
    need a glance only.
    """

    figure: Figure
    now: str
    value: str
    written: str
    where: str
    why: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Matches:
    """What a table offers: at most one cell for a row, the surest first, and how many of its numbers go nowhere."""

    source: str
    offers: tuple[Offer, ...]
    unused: int

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Matches:
        return rebuild(cls, data)


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    row: int
    cell: int
    why: str


def tables_in(report: Report) -> list[tuple[Cells, str]]:
    """Return the tables of a file that was read, each with what stands over it; raises SheetError when it has none."""
    if not report.tables:
        raise SheetError(tr("{name} 中没有表格。请上传预算、决算表或填好的数据表", name=report.source))
    return [(table.cells, _around(report, table.start)) for table in report.tables]


def text_of_csv(path: Path) -> str:
    """Return a .csv as a block copied from a spreadsheet: its cells between tabs."""
    text = decode(path.read_bytes(), path.name)
    if "\t" in text:
        return text
    lines = csv.reader(io.StringIO(text, newline=""))
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)


def match_text(text: str, brief: Brief, *, name: str) -> Matches:
    """Return what a block copied from Excel or WPS offers: lines of cells between tabs."""
    lines = [line.split("\t") for line in fold(text).replace("\r", "").split("\n") if line.strip()]
    rows = [at for at, line in enumerate(lines) if sum(bool(cell.strip()) for cell in line) > 1]
    if not rows:
        raise SheetError(tr("没有看到表格。请在 Excel 或 WPS 中选中“指标”和“数值”两列以上再复制"))
    # A title or 单位：万元 over the table is no head of its columns.
    over, lines = lines[: rows[0]], lines[rows[0] :]
    width = max(map(len, lines))
    cells = tuple(tuple(cell.strip() for cell in (*line, *[""] * (width - len(line)))) for line in lines)
    return match_tables([(cells, "\n".join("".join(line) for line in over))], brief, name)


def match_tables(tables: Sequence[tuple[Cells, str]], brief: Brief, name: str) -> Matches:
    """Return the best assignment of the tables' cells to rows; with each table comes what stands over it."""
    cells = [cell for table, around in tables for cell in cells_of(table, around, brief.year)]
    pairs = sorted(_pairs(brief, cells), key=lambda one: (-one.score, one.cell, one.row))
    values = evaluate(brief)
    offers: dict[int, Offer] = {}
    used: set[int] = set()
    for pair in pairs:
        figure, cell = brief.figures[pair.row], cells[pair.cell]
        taken = _taken(figure, cell)
        if pair.cell in used or pair.row in offers or taken is None:
            continue
        used.add(pair.cell)
        rivals = [
            other.score
            for other in pairs
            if other.row == pair.row and cells[other.cell].value != cell.value and other.cell != pair.cell
        ]
        ahead = pair.score - max(rivals, default=0.0)
        value, note = taken
        offers[pair.row] = Offer(
            figure,
            shown(figure, values[figure.id]),
            value,
            cell.written if cell.written.endswith(cell.unit) else f"{cell.written} {cell.unit}",
            cell.where,
            "；".join(filter(None, (pair.why, note))),
            pair.score >= _SURE and ahead >= _AHEAD and bool(cell.unit or not figure.unit.endswith("元")),
        )
    ordered = sorted(offers.items(), key=lambda one: (not one[1].sure, one[0]))
    return Matches(name, tuple(offer for _, offer in ordered), len(cells) - len(used))


def _pairs(brief: Brief, cells: Sequence[TableCell]) -> Iterator[_Pair]:
    for row, figure in enumerate(brief.figures):
        if figure.formula or figure.period != "本年":
            continue
        for at, cell in enumerate(cells):
            score, why = _score(figure, cell)
            if score >= _ALIKE:
                yield _Pair(score, row, at, why)


def _score(figure: Figure, cell: TableCell) -> tuple[float, str]:
    """Return how well the cell fits the row, of 100 and more, and what speaks for it."""
    if figure.unit and cell.unit and _bare(cell.unit) != _bare(figure.unit):
        return 0.0, ""
    kind = kind_of(figure.name)
    best, by = 0.0, ""
    # Neither a target nor a rate can be anything else, and nothing else can be a target.
    if kind != cell.kind and ("target" in (kind, cell.kind) or cell.kind == "rate"):
        return best, by
    for name in cell.names:
        theirs, subject = kind_of(name), _subject(name)
        if not subject or (kind and theirs and kind != theirs):
            continue
        alike = max(_likeness(wanted, subject) - less for wanted, less in _wanted(figure))
        # 预算数 or 执行数 said by one side only leaves open which of the two is meant.
        alike -= _HALF_SAID if kind != theirs else 0.0
        alike -= _OTHER_BUDGET if kind == "budget" and ("年初" in name) != ("年初" in figure.label) else 0.0
        if alike > best:
            best, by = alike, name
    if best >= _ALIKE - _HALF_SAID and _same_last_year(figure, cell):
        return best + _SAME_LAST_YEAR, tr("名称相近，且表中上年数与上年报告相同")
    return best, tr("名称相近：{name}", name=by)


def _wanted(figure: Figure) -> Iterator[tuple[str, float]]:
    """What the row may be called in a table, and how much less that says: by its whole label, and without what it is told to be of."""
    yield _subject(figure.label), 0.0
    if figure.name != figure.label and len(own := _subject(figure.name)) > 2:
        yield own, _UNTOLD


def _likeness(wanted: str, subject: str) -> float:
    alike = fuzz.ratio(wanted, subject)
    within = len(subject) > 1 and len(wanted) > 1 and (subject in wanted or wanted in subject)
    return max(alike, _ALIKE + _HALF_SAID) if within else alike


@lru_cache(65536)
def _subject(label: str) -> str:
    """What is measured, without 预算数, 执行数, years and signs: 公用经费."""
    bare = label
    for words in (RATE, SPENT, BUDGET):
        bare = words.sub("", bare)
    return _NOT_NAMES.sub("", without_year(bare)) or _NOT_NAMES.sub("", label)


def _bare(unit: str) -> str:
    return re.sub(r"^[十百千万亿]+", "", unit)


def _same_last_year(figure: Figure, cell: TableCell) -> bool:
    last = number_of(figure.previous)
    if not last or cell.before is None:
        return False
    scale = multiplier(cell.unit) / multiplier(figure.unit) if cell.unit and figure.unit else Decimal(1)
    return abs(cell.before * scale - last) <= Decimal(1).scaleb(-decimals_of(fold(figure.previous)))


def _taken(figure: Figure, cell: TableCell) -> tuple[str, str] | None:
    """Return the cell's number in the row's unit, and a word on what was done; None where nothing would be left of it."""
    grouped = "," in fold(figure.previous).replace("，", ",")
    if cell.unit and figure.unit and cell.unit != figure.unit:
        value = cell.value * multiplier(cell.unit) / multiplier(figure.unit)
        written = write_number(value, decimals_of(fold(figure.previous)), grouped=grouped)
        return None if value and not number_of(written) else (written, tr("由{unit}换算", unit=cell.unit))
    unsaid = not cell.unit and figure.unit.endswith("元")
    note = tr("表中未写单位，按{unit}", unit=figure.unit) if unsaid else ""
    return (f"{cell.value:,f}" if grouped else f"{cell.value:f}"), note


def _around(report: Report, start: int) -> str:
    """What stands over a table: the lines since the one before it, at most five."""
    lines: list[str] = []
    for line in reversed(report.text[max(0, start - 300) : start].rstrip("\n").split("\n")[-5:]):
        if "\t" in line:
            break
        lines.insert(0, line)
    return "\n".join(lines) or report.title
