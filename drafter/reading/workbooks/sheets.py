"""Excel and WPS tables: each sheet's title and notes as paragraphs, what has columns as a table."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

from drafter.errors import ReportError
from drafter.reading.blocks import Block, Pages, close_gaps, plain_spaces, visible
from drafter.reading.source import Source
from drafter.reading.workbooks.sheet_formats import Formats, formats_of, printed
from drafter.reading.zipguard import check_zip
from drafter.strings import tr

_MOST_ROWS, _MOST_COLUMNS = 20_000, 200
_LABELLED = re.compile(r".{1,12}[：:]")
Rows = list[list[str]]


def read_sheets(source: Source) -> Pages:
    """Return every visible sheet in order; a sheet of one column is prose."""
    if source.data.startswith(b"PK"):
        check_zip(source, part="xl/workbook.xml")
    formats = formats_of(source)
    blocks: list[Block] = []
    dropped: list[tuple[str, str]] = []
    for name, rows, hidden in _sheets(source, formats):
        if hidden:
            dropped.append((tr("隐藏的工作表"), "".join(map("".join, rows))))
            continue
        table = max((block.table for block in blocks if block.table is not None), default=-1) + 1
        blocks += _blocks(name, rows, table, first=not blocks)
    warnings = [tr("有 {count} 个隐藏的工作表没有读入", count=len(dropped))] if dropped else []
    kept = sum(visible(block.text) for block in blocks)
    return Pages(
        tuple(blocks), tuple(warnings), tuple(dropped), kept + sum(visible(text) for _, text in dropped)
    )


def _sheets(source: Source, formats: Formats) -> Iterator[tuple[str, Rows, bool]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum, ZipError

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(source.data))
        for number, sheet in enumerate(book.sheets_metadata):
            hidden = sheet.visible != SheetVisibleEnum.Visible
            yield sheet.name, _rows(book.get_sheet_by_index(number), formats.of_sheet(sheet.name)), hidden
    except PasswordError as problem:
        raise ReportError(tr("{name}：文件已加密。请去掉密码后再读", name=source.name)) from problem
    except (CalamineError, ZipError, OSError, ValueError, IndexError, OverflowError) as problem:
        raise ReportError(_damaged(source)) from problem
    except BaseException as problem:
        # A panic of the Rust reader is no Exception; a damaged file can cause one.
        if type(problem).__name__ != "PanicException":
            raise
        raise ReportError(_damaged(source)) from problem


def _damaged(source: Source) -> str:
    return tr("{name}：文件已损坏，读不出表格。请在 Excel 或 WPS 里打开并另存为 .xlsx 再读", name=source.name)


def _rows(sheet: Any, formats: dict[tuple[int, int], str]) -> Rows:
    """Return the cells as printed, without empty rows and without the empty columns around and between them."""
    if sheet.height > _MOST_ROWS * 10 or sheet.width > 20_000:
        raise ReportError(
            tr(
                "{name}：工作表有 {rows} 行、{columns} 列，不像是一份报告。请删去多余的行列再读",
                name=sheet.name,
                rows=sheet.height,
                columns=sheet.width,
            )
        )
    top, left = sheet.start or (0, 0)
    rows = [
        [_text(value, formats.get((top + y, left + x), "")) for x, value in enumerate(row)]
        for y, row in enumerate(sheet.iter_rows())
    ]
    rows = [row for row in rows if any(row)]
    used = [
        at for at in range(max(map(len, rows), default=0)) if any(at < len(row) and row[at] for row in rows)
    ]
    if len(rows) > _MOST_ROWS or len(used) > _MOST_COLUMNS:
        raise ReportError(
            tr(
                "{name}：工作表有 {rows} 行、{columns} 列，不像是一份报告。请删去多余的行列再读",
                name=sheet.name,
                rows=len(rows),
                columns=len(used),
            )
        )
    return [[row[at] if at < len(row) else "" for at in used] for row in rows]


def _text(value: Any, format: str) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return printed(value, format)
    if isinstance(value, datetime.datetime):
        value = value.date() if value.time() == datetime.time() else value.replace(microsecond=0)
    return plain_spaces(str(value)).strip()


# ---- rows → paragraphs and tables ----


def _blocks(name: str, rows: Rows, table: int, *, first: bool) -> Iterator[Block]:
    """Yield a sheet's blocks: the first line is its heading, unless it opens the report and is the report's title."""
    if not rows:
        return
    kinds = ["row" if _is_row(row) else "line" for row in rows]
    # Within a table a line with one cell is a group's name or a wrapped note; only before and after is it prose.
    inner = [at for at, kind in enumerate(kinds) if kind == "row"]
    if len(inner) > 1 or (inner and max(map(len, rows)) > 1):
        kinds[inner[0] : inner[-1] + 1] = ["row"] * (inner[-1] + 1 - inner[0])
    if not first and (kinds[0] == "row" or visible("".join(rows[0])) > 40):
        yield Block(name.strip(), level=1)
    elif not first:
        yield Block(" ".join(_filled(rows[0])).replace("\n", " "), level=1)
        rows, kinds = rows[1:], kinds[1:]
    for kind, group in groupby(zip(kinds, rows, strict=True), key=lambda one: one[0]):
        if kind == "line":
            for _, row in group:
                yield from (Block(line) for line in " ".join(_filled(row)).split("\n") if line.strip())
        else:
            yield from _table([row for _, row in group], table)
            table += 1


def _table(rows: Rows, number: int) -> Iterator[Block]:
    used = [at for at in range(len(rows[0])) if any(row[at] for row in rows)]
    for row in rows:
        cells = tuple(close_gaps(re.sub(r"\s*\n\s*", "", row[at]), words=True) for at in used)
        yield Block("\t".join(cells), row=True, cells=cells, table=number)


def _is_row(row: Sequence[str]) -> bool:
    """Tell whether the row has columns; 编制单位：某局 …… 单位：元 stands over a table and is none of its rows."""
    filled = _filled(row)
    return len(filled) > 1 and not all(_LABELLED.match(cell) for cell in filled)


def _filled(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell]
