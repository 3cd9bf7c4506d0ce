"""Make the fill-in sheet a clerk fills in: from last year's report to an XLSX file; `read_sheet` reads it back."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.brief import Brief, Figure
from drafter.errors import SheetError
from drafter.lastyear.figures import make_brief
from drafter.lastyear.years import FARTHEST
from drafter.numbers.numerals import decimals_of, read_numeral
from drafter.report import Report, year_of
from drafter.sheet.form import (
    ACTIONS,
    FIGURE_COLUMNS,
    FIGURE_PAGE,
    INFO_COLUMNS,
    INFO_PAGE,
    ITEM_COLUMNS,
    ITEM_PAGE,
    excel_formula,
    in_words,
)
from drafter.sheet.reading import read_sheet
from drafter.strings import tr

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["ACTIONS", "make_sheet", "read_sheet", "write_sheet"]


def make_sheet(report: Report, year: int) -> Brief:
    """Return the unfilled sheet for `year` made from last year's `report`; raises SheetError when the years do not fit, ReportError
    when that of the report is not known."""
    last = year_of(report)
    if year <= last:
        raise SheetError(
            tr(
                "要起草的年度 {year} 不晚于上年报告“{source}”的年度 {previous}。请检查要起草的年度（--year）",
                year=year,
                source=report.source,
                previous=last,
            )
        )
    if year > last + FARTHEST:
        raise SheetError(
            tr(
                "要起草的年度 {year} 比上年报告“{source}”的年度 {previous} 晚 {gap} 年，其中的数都不是上年数。请检查要起草的年度（--year），或改用 {before} 年的报告",
                year=year,
                source=report.source,
                previous=last,
                gap=year - last,
                before=year - 1,
            )
        )
    return make_brief(report, year)


def write_sheet(brief: Brief, path: Path) -> None:
    """Write `brief` as XLSX; what a person fills in is tinted, derived cells carry live formulas."""
    from drafter.saving import save_bytes

    if path.suffix.lower() != ".xlsx":
        raise SheetError(tr("数据表只能存为 .xlsx，不能存为 {name}。请改正输出文件名", name=path.name))
    book = _workbook(brief)
    buffer = io.BytesIO()
    book.save(buffer)
    save_bytes(path, buffer.getvalue())


# -- writing -----------------------------------------------------------------------------------------------------------


def _workbook(brief: Brief) -> Workbook:
    from openpyxl import Workbook

    book = Workbook()
    info = book.active
    assert info is not None
    info.title = INFO_PAGE
    _append(info, INFO_COLUMNS)
    for name, value in (
        ("单位", brief.org),
        ("年度", str(brief.year)),
        ("标题", brief.title),
        ("上年报告", brief.previous_report),
        (
            "填写说明",
            tr(
                "在“数据”页填黄色的“本年数”；带公式的行自动计算，不用填。增减数、增长率下降时填负数。增减原因可写在该行“备注”，以“原因：”开头。"
            ),
        ),
        (
            "",
            tr(
                "在“工作要点”页为每条选择 沿用/改写/删除，改写时填“本年内容”；新增的事项在末尾加行，处理选“新增”。"
            ),
        ),
        (
            "",
            tr(
                "机构、职责、领导有变动时：上年写过的句子在“工作要点”页逐条处理；本年新的变动在末尾加行，章节填所在标题（如 机构设置），处理选“新增”。"
            ),
        ),
    ):
        _append(info, (name, value))
    figures = book.create_sheet(FIGURE_PAGE)
    _append(figures, FIGURE_COLUMNS)
    rows = {figure.id: number for number, figure in enumerate(brief.figures, 2)}
    units = {figure.id: figure.unit for figure in brief.figures}
    labels = {
        figure.id: figure.label + ("（上年）" if figure.period == "上年" else "") for figure in brief.figures
    }
    for figure in brief.figures:
        _append_figure(figures, figure, rows, units, labels)
    items = book.create_sheet(ITEM_PAGE)
    _append(items, ITEM_COLUMNS)
    for item in brief.items:
        _append(items, (item.id, item.section, item.previous, item.action, item.text, item.evidence))
    _dress(book, len(brief.items))
    return book


def _append(page: Worksheet, values: Iterable[str]) -> None:
    """Append a row of plain text: nothing a report says may become a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    row = page.max_row + 1 if page.max_row > 1 or page["A1"].value is not None else 1
    for column, value in enumerate(values, 1):
        cell = page.cell(row, column)
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) or None
        if cell.value is not None:
            cell.data_type = "s"


def _append_figure(
    page: Worksheet, figure: Figure, rows: dict[str, int], units: dict[str, str], labels: dict[str, str]
) -> None:
    _append(
        page,
        (
            figure.id,
            figure.label,
            figure.period,
            figure.unit,
            "",
            "",
            figure.formula,
            "\n".join(figure.evidence),
            figure.note,
        ),
    )
    row = page.max_row
    for column, value in ((5, figure.previous), (6, figure.value)):
        _put_number(page, row, column, value)
    if figure.formula and not figure.value:
        page.cell(row, 6).value = excel_formula(figure, rows, units)
        page.cell(row, 6).comment = _note(in_words(figure, labels))
    shown = figure.previous or figure.value
    page.cell(row, 6).number_format = _format(decimals_of(shown))


def _note(text: str) -> Comment:
    """What shows when the pointer rests on the cell; as wide as its text needs."""
    from openpyxl.comments import Comment

    return Comment(text, "Drafter", height=24 + 18 * (1 + len(text) // 24), width=330)


def _put_number(page: Worksheet, row: int, column: int, text: str) -> None:
    number = read_numeral(text) if text else None
    cell = page.cell(row, column)
    if number is None:
        cell.value = text or None
        if text:
            cell.data_type = "s"
        return
    cell.value = number
    cell.number_format = _format(decimals_of(text))


def _format(decimals: int) -> str:
    return "0" if decimals == 0 else "0." + "0" * decimals


def _dress(book: Workbook, item_count: int) -> None:
    """Widths, wrapping, tints and the choice list: what makes the sheet comfortable to fill in."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    widths = {
        INFO_PAGE: (14, 70),
        FIGURE_PAGE: (7, 34, 7, 9, 14, 14, 16, 70, 32),
        ITEM_PAGE: (7, 24, 70, 9, 60, 24),
    }
    for name, columns in widths.items():
        page = book[name]
        for number, width in enumerate(columns, 1):
            page.column_dimensions[get_column_letter(number)].width = width
        for cell in page[1]:
            cell.font = Font(bold=True, color="FFFFFF")
            cell.fill = PatternFill("solid", fgColor="1D5296")
        for row in page.iter_rows(min_row=2):
            for cell in row:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.freeze_panes = "A2"
    for row in book[FIGURE_PAGE].iter_rows(min_row=2, min_col=6, max_col=7):
        value, formula = row
        value.fill = PatternFill("solid", fgColor="EEF1F5" if formula.value else "FFF6D6")
    for row in book[ITEM_PAGE].iter_rows(min_row=2, min_col=4, max_col=6):
        for cell in row:
            cell.fill = PatternFill("solid", fgColor="FFF6D6")
    choice = DataValidation(type="list", formula1=f'"{",".join(ACTIONS)}"', allow_blank=True)
    book[ITEM_PAGE].add_data_validation(choice)
    choice.add(f"D2:D{item_count + 60}")
