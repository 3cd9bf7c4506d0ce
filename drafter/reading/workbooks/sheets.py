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
from drafter.reading.workbooks.sheet_formats import Formats, Hidden, formats_of, printed
from drafter.reading.zipguard import check_zip
from drafter.strings import tr

_MOST_ROWS, _MOST_COLUMNS = 20_000, 200
_DIGIT, _NUMBER = re.compile(r"\d"), re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
_LABELLED = re.compile(r".{1,12}[：:]")
Rows = list[list[str]]


def read_sheets(source: Source) -> Pages:
    """Return every visible sheet in order; a sheet of one column is prose."""
    if source.data.startswith(b"PK"):
        check_zip(source, part="xl/workbook.xml")
    formats = formats_of(source)
    blocks: list[Block] = []
    dropped: list[tuple[str, str]] = []
    sheets = parts = 0
    for name, rows, unseen, hidden in _sheets(source, formats):
        if hidden:
            sheets += 1
            dropped.append((tr("隐藏的工作表"), "".join(map("".join, rows)) + unseen))
            continue
        if unseen:
            parts += 1
            dropped.append((tr("隐藏的行、列"), unseen))
        table = max((block.table for block in blocks if block.table is not None), default=-1) + 1
        blocks += _blocks(name, rows, table, first=not blocks)
    warnings = [tr("有 {count} 个隐藏的工作表没有读入", count=sheets)] if sheets else []
    if parts:
        warnings.append(tr("有 {count} 个工作表含隐藏的行或列，没有读入", count=parts))
    kept = sum(visible(block.text) for block in blocks)
    return Pages(
        tuple(blocks), tuple(warnings), tuple(dropped), kept + sum(visible(text) for _, text in dropped)
    )


def _sheets(source: Source, formats: Formats) -> Iterator[tuple[str, Rows, str, bool]]:
    """Yield each sheet with its rows, what stands in hidden rows and columns of it, and whether it is hidden itself."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum, ZipError

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(source.data))
        for number, sheet in enumerate(book.sheets_metadata):
            hidden = sheet.visible != SheetVisibleEnum.Visible
            rows, unseen = _rows(
                book.get_sheet_by_index(number), formats.of_sheet(sheet.name), formats.hidden_in(sheet.name)
            )
            yield sheet.name, rows, unseen, hidden
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


def _rows(sheet: Any, formats: dict[tuple[int, int], str], hidden: Hidden) -> tuple[Rows, str]:
    """Return the cells as printed, without empty rows and without the empty columns around and between them; and what is hidden."""
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
    rows, unseen = _seen(rows, (top, left), hidden)
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
    return [[row[at] if at < len(row) else "" for at in used] for row in rows], unseen


def _seen(rows: Rows, first: tuple[int, int], hidden: Hidden) -> tuple[Rows, str]:
    """Return the rows, of which the first cell stands at `first`, without what is hidden, and that."""
    if not hidden.rows and not hidden.columns:
        return rows, ""
    top, left = first
    kept = [
        ["" if left + x in hidden.columns else cell for x, cell in enumerate(row)]
        if top + y not in hidden.rows
        else [""] * len(row)
        for y, row in enumerate(rows)
    ]
    unseen = ""
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if not cell or kept[y][x]:
                continue
            below, beside = hidden.shown.get((top + y, left + x), (top + y, left + x))
            at = below - top, beside - left
            if at != (y, x) and at[0] < len(kept) and at[1] < len(kept[at[0]]) and not kept[at[0]][at[1]]:
                kept[at[0]][at[1]] = cell
            else:
                unseen += cell
    return kept, unseen


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
    kinds = _kinds(rows)
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


def _kinds(rows: Rows) -> list[str]:
    """Say of each row whether it is "row" or "line".

    Within a table a line with one cell is a group's name or a wrapped note; before, after and above the heads of another table it is prose.
    """
    kinds = ["row" if _is_row(row) else "line" for row in rows]
    inner = [at for at, kind in enumerate(kinds) if kind == "row"]
    if len(inner) > 1 or (inner and max(map(len, rows)) > 1):
        apart = [at for at in range(inner[0], inner[-1]) if _parts_tables(rows, kinds, at)]
        kinds[inner[0] : inner[-1] + 1] = ["row"] * (inner[-1] + 1 - inner[0])
        for at in apart:
            kinds[at] = "line"
    return kinds


def _parts_tables(rows: Rows, kinds: Sequence[str], at: int) -> bool:
    """Whether a line stands above the heads of another table, alone or with others: they follow, and numbers stand before it."""
    if kinds[at] == "row" or not rows[at][0]:
        return False
    before = next((row for row, kind in zip(rows[at::-1], kinds[at::-1], strict=True) if kind == "row"), [])
    below = next((n for n in range(at, len(rows)) if kinds[n] == "row"), at)
    heads = _filled(rows[below])
    return any(map(_NUMBER.fullmatch, before)) and len(heads) > 1 and not any(map(_DIGIT.search, heads))


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
