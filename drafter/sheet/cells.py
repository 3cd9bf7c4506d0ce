"""The cells of a fill-in sheet by row and column name, from .xlsx or .csv, with limits on what a file may claim."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.errors import ForeignSheetError, ReportError, SheetError
from drafter.strings import tr

if TYPE_CHECKING:
    from openpyxl import Workbook

# A sheet has hundreds of rows; a format laid over a whole column must not make it a million.
_MOST_EMPTY_ROWS = 1000
_MOST_COLUMNS = 100
# Lines a person puts above the header: a title, a date, who fills it in.
_MOST_ABOVE = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and how it is shown."""

    value: Any = None
    shown_as: str = ""

    @property
    def text(self) -> str:
        if isinstance(self.value, datetime) and self.value.time() == time():
            return self.value.date().isoformat()
        return "" if self.value is None else str(self.value).strip()


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: Mapping[str, Cell]

    def __getitem__(self, column: str) -> Cell:
        return self.cells.get(column, EMPTY)


def read_pages(path: Path, *, formulas: bool) -> dict[str, list[Row]]:
    """Return the rows of each page, their cells by column number; the first row is there even when empty."""
    from openpyxl import load_workbook

    from drafter.reading.zipguard import check_zip

    try:
        check_zip(path, part="xl/workbook.xml")
        book = load_workbook(path, data_only=not formulas, read_only=True)
        try:
            return {name: _cells(book, name) for name in book.sheetnames}
        finally:
            book.close()
    # openpyxl raises whatever the damaged part of the file makes it stumble over.
    except Exception as problem:
        raise SheetError(
            tr(
                "{name} 打不开：文件已损坏、加密，或不是 Excel 工作簿。请在 Excel/WPS 中另存为 .xlsx 再试",
                name=path.name,
            )
        ) from problem


def _cells(book: Workbook, page: str) -> list[Row]:
    rows: list[Row] = []
    empty = 0
    if not hasattr(book[page], "iter_rows"):  # a page that holds a chart
        return rows
    for number, cells in enumerate(book[page].iter_rows(max_col=_MOST_COLUMNS), 1):
        kept = {
            str(column): Cell(cell.value, str(cell.number_format))
            for column, cell in enumerate(cells, 1)
            if cell.value is not None and str(cell.value).strip()
        }
        empty = 0 if kept else empty + 1
        if empty > _MOST_EMPTY_ROWS:
            break
        if kept or number == 1:
            rows.append(Row(number, kept))
    return rows


def rows_of(pages: Mapping[str, list[Row]], page: str, columns: Sequence[str], path: Path) -> list[Row]:
    """The rows of `page` below its header, by the names of `columns`."""
    if page not in pages:
        found = "、".join(pages)
        raise SheetError(
            tr(
                "{name} 缺少“{page}”页，现有：{found}。请重新下载数据表（命令：drafter sheet）",
                name=path.name,
                page=page,
                found=found,
            )
        )
    if not pages[page]:
        raise _lacking(path, page, columns)
    header, rows = _below_header(pages[page], columns)
    at: dict[str, str] = {}
    for column, cell in header.cells.items():
        at.setdefault(cell.text, column)
    missing = [column for column in columns if column not in at]
    if missing:
        raise _lacking(path, page, missing)
    named = [Row(row.number, {c: row[at[c]] for c in columns if at[c] in row.cells}) for row in rows]
    return [row for row in named if row.cells]


def _below_header(rows: Sequence[Row], columns: Sequence[str]) -> tuple[Row, Sequence[Row]]:
    """Part the header from what stands below it; a person may have put a title of their own above."""
    at = max(
        range(min(len(rows), _MOST_ABOVE)),
        key=lambda line: len({cell.text for cell in rows[line].cells.values()} & set(columns)),
    )
    return rows[at], rows[at + 1 :]


def _lacking(path: Path, page: str, missing: Sequence[str]) -> SheetError:
    return SheetError(
        tr(
            "{name} 的“{page}”页缺少列：{missing}。请补上列名，或重新下载数据表（命令：drafter sheet）",
            name=path.name,
            page=page,
            missing="、".join(missing),
        )
    )


def read_csv_rows(path: Path, columns: Sequence[str]) -> list[Row]:
    from drafter.reading.plain import decode

    try:
        text = decode(path.read_bytes(), path.name)
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except ReportError as problem:
        raise SheetError(str(problem)) from problem
    except (OSError, csv.Error) as problem:
        raise SheetError(
            tr("{name} 读不了：{problem}。请另存为 UTF-8 的 CSV", name=path.name, problem=problem)
        ) from problem
    header = [name.strip() for name in lines[0]] if lines else []
    missing = [column for column in columns if column not in header]
    if missing:
        error = ForeignSheetError if len(missing) > 2 else SheetError
        raise error(
            tr(
                "{name} 缺少列：{missing}。表头应为 {header}",
                name=path.name,
                missing="、".join(missing),
                header="、".join(columns),
            )
        )
    return [
        Row(number, {name: Cell(cell) for name, cell in zip(header, line, strict=False) if cell.strip()})
        for number, line in enumerate(lines[1:], 2)
        if any(cell.strip() for cell in line)
    ]
