"""Write the fill-in sheet a clerk fills in, and read it back filled."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from drafter.brief import Action, Brief, Figure, Period, WorkItem
from drafter.errors import SheetError
from drafter.figures import make_brief
from drafter.numerals import decimals_of, read_numeral
from drafter.report import Report
from drafter.slots import scales_of
from drafter.strings import tr

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

INFO_PAGE, FIGURE_PAGE, ITEM_PAGE = "基本信息", "数据", "工作要点"
INFO_COLUMNS = ("项目", "内容")
FIGURE_COLUMNS = ("编号", "指标", "期间", "单位", "上年数", "本年数", "公式", "出处", "备注")
ITEM_COLUMNS = ("编号", "章节", "上年内容", "处理", "本年内容", "佐证")
ACTIONS = ("沿用", "改写", "删除", "新增")
_VALUE_COLUMN = "F"


def make_sheet(report: Report, year: int) -> Brief:
    """Return the unfilled sheet for `year` made from last year's `report`; raises SheetError when the years do not fit."""
    if report.year is not None and year <= report.year:
        raise SheetError(
            tr(
                "要起草的年度 {year} 不晚于上年报告“{source}”的年度 {previous}。请检查 --year",
                year=year,
                source=report.source,
                previous=report.year,
            )
        )
    return make_brief(report, year)


def write_sheet(brief: Brief, path: Path) -> None:
    """Write `brief` as XLSX; what a person fills in is tinted, derived cells carry live formulas."""
    from drafter.saving import save_bytes

    book = _workbook(brief)
    buffer = io.BytesIO()
    book.save(buffer)
    save_bytes(path, buffer.getvalue())


def read_sheet(path: Path) -> Brief:
    """Return the filled sheet; raises SheetError naming the page, the column or the row that is not right.

    A .csv with the header of page 数据 holds figures only: its brief has no body, and year 0.
    """
    if not path.exists():
        raise SheetError(tr("找不到填报表：{path}。请检查路径", path=path))
    if path.suffix.lower() == ".csv":
        return _read_csv(path)
    if path.suffix.lower() != ".xlsx":
        raise SheetError(tr("{name} 不是填报表：只认 .xlsx 或 .csv。旧的 .xls 请另存为 .xlsx", name=path.name))
    typed, shown = _load(path, formulas=True), _load(path, formulas=False)
    info = _info(typed, path)
    figures = _figures(_rows(typed, FIGURE_PAGE, FIGURE_COLUMNS, path), _rows(shown, FIGURE_PAGE, FIGURE_COLUMNS, path))
    items = _items(_rows(typed, ITEM_PAGE, ITEM_COLUMNS, path))
    return Brief(info["单位"], _year(info["年度"], path), info["标题"], info["上年报告"], figures, items)


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
        ("填写说明", tr("在“数据”页填黄色的“本年数”；带公式的行自动计算，不用填。增减数、增长率下降时填负数。")),
        ("", tr("在“工作要点”页为每条选择 沿用/改写/删除，改写时填“本年内容”；新增的事项在末尾加行，处理选“新增”。")),
    ):
        _append(info, (name, value))
    figures = book.create_sheet(FIGURE_PAGE)
    _append(figures, FIGURE_COLUMNS)
    rows = {figure.id: number for number, figure in enumerate(brief.figures, 2)}
    units = {figure.id: figure.unit for figure in brief.figures}
    for figure in brief.figures:
        _append_figure(figures, figure, rows, units)
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


def _append_figure(page: Worksheet, figure: Figure, rows: dict[str, int], units: dict[str, str]) -> None:
    _append(
        page,
        (figure.id, figure.label, figure.period, figure.unit, "", "", figure.formula, "\n".join(figure.evidence), figure.note),
    )
    row = page.max_row
    for column, value in ((5, figure.previous), (6, figure.value)):
        _put_number(page, row, column, value)
    if figure.formula and not figure.value:
        page.cell(row, 6).value = excel_formula(figure, rows, units)
    shown = figure.previous or figure.value
    page.cell(row, 6).number_format = _format(decimals_of(shown))


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


def excel_formula(figure: Figure, rows: dict[str, int], units: dict[str, str]) -> str:
    """Return the live formula of a derived row: empty while a term is, rounded to last year's decimals, in the row's unit."""
    scales, factor = scales_of(figure, units)
    if any(name not in rows for name in scales):
        return ""  # a formula somebody typed; `evaluate` says what is wrong with it

    def cell(match: re.Match[str]) -> str:
        scale = scales[match.group()]
        return f"{_VALUE_COLUMN}{rows[match.group()]}" + ("" if scale == 1 else f"*{scale}")

    expression = re.sub(r"[A-Za-z]\w*", cell, figure.formula)
    if factor != 1:
        expression = f"({expression})*{factor.normalize():f}"
    blank = ",".join(f'{_VALUE_COLUMN}{rows[name]}=""' for name in scales)
    return f'=IF(OR({blank}),"",IFERROR(ROUND({expression},{decimals_of(figure.previous)}),""))'


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


# -- reading -----------------------------------------------------------------------------------------------------------


def _load(path: Path, *, formulas: bool) -> Workbook:
    from openpyxl import load_workbook

    try:
        return load_workbook(path, data_only=not formulas)
    except Exception as problem:  # openpyxl raises whatever the damaged part of the file makes it stumble over
        raise SheetError(
            tr("{name} 打不开，可能已损坏或不是 .xlsx：{problem}。请在 Excel/WPS 中另存一份再试", name=path.name, problem=type(problem).__name__)
        ) from problem


def _rows(book: Workbook, page: str, columns: Sequence[str], path: Path) -> list[dict[str, Any]]:
    if page not in book.sheetnames:
        found = "、".join(book.sheetnames)
        raise SheetError(tr("{name} 缺少“{page}”页，现有：{found}。请用 drafter sheet 重新生成填报表", name=path.name, page=page, found=found))
    header = {str(cell.value).strip(): cell.column for cell in book[page][1] if cell.value is not None}
    missing = [column for column in columns if column not in header]
    if missing:
        raise SheetError(
            tr(
                "{name} 的“{page}”页缺少列：{missing}。请补上列名，或用 drafter sheet 重新生成填报表",
                name=path.name,
                page=page,
                missing="、".join(missing),
            )
        )
    return [
        {"row": number, **{column: book[page].cell(number, header[column]) for column in columns}}
        for number in range(2, book[page].max_row + 1)
        if any(book[page].cell(number, header[column]).value is not None for column in columns)
    ]


def _text(cell: Any) -> str:
    return "" if cell.value is None else str(cell.value).strip()


def _info(book: Workbook, path: Path) -> dict[str, str]:
    info = {_text(row["项目"]): _text(row["内容"]) for row in _rows(book, INFO_PAGE, INFO_COLUMNS, path)}
    missing = [name for name in ("单位", "年度", "标题", "上年报告") if name not in info]
    if missing:
        raise SheetError(
            tr("{name} 的“基本信息”页缺少：{missing}。请补上这几行", name=path.name, missing="、".join(missing))
        )
    return info


def _year(text: str, path: Path) -> int:
    found = re.fullmatch(r"((?:19|20)\d\d)(?:\.0)?\s*年?度?", text)
    if not found:
        raise SheetError(tr("{name} 的年度“{year}”不是四位年份。请填如 2023", name=path.name, year=text))
    return int(found[1])


def _figures(typed: list[dict[str, Any]], shown: list[dict[str, Any]]) -> tuple[Figure, ...]:
    values = {row["row"]: row["本年数"] for row in shown}
    figures = [_figure(row, values.get(row["row"])) for row in typed if _text(row["编号"])]
    _refuse_twice(figures)
    return tuple(figures)


def _refuse_twice(figures: Sequence[Figure]) -> None:
    seen: set[str] = set()
    for figure in figures:
        if figure.id in seen:
            raise SheetError(tr("数据页的编号 {id} 出现了两次。请给新行一个没用过的编号", id=figure.id))
        seen.add(figure.id)


def _figure(row: dict[str, Any], shown: Any) -> Figure:
    formula = _text(row["公式"]).lstrip("=")
    value = _number(row["本年数"], _text(row["单位"]))
    if value.startswith("="):
        value = "" if formula else _computed_by_excel(row, shown)
    period = _text(row["期间"]) or "本年"
    if period not in ("本年", "上年"):
        raise SheetError(tr("数据页第 {row} 行的期间“{period}”不认识。请填 本年 或 上年", row=row["row"], period=period))
    return Figure(
        id=_text(row["编号"]),
        label=_text(row["指标"]),
        period=cast("Period", period),
        unit=_text(row["单位"]),
        previous=_number(row["上年数"], _text(row["单位"])),
        value=value,
        formula=formula,
        evidence=tuple(line for line in _text(row["出处"]).split("\n") if line.strip()),
        note=_text(row["备注"]),
    )


def _computed_by_excel(row: dict[str, Any], shown: Any) -> str:
    if shown is None or shown.value is None:
        raise SheetError(
            tr("数据页第 {row} 行的本年数是未计算的公式。请在 Excel/WPS 中打开并保存一次，或直接填数字", row=row["row"])
        )
    return _number(shown, _text(row["单位"]))


def _number(cell: Any, unit: str) -> str:
    """A cell as the person sees it: no binary tails, and 98.12% in a cell of percent format is 98.12."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return _text(cell)
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    number = round(number, 10)
    shown = re.fullmatch(r"[#,]*0(?:\.(0+))?(%)?", str(cell.number_format))
    places = len(shown[1] or "") if shown else 0
    if unit == "%" and "%" in str(cell.number_format):
        number *= 100
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if decimals_of(text) >= places else f"{number:.{places}f}"


def _items(rows: list[dict[str, Any]]) -> tuple[WorkItem, ...]:
    items = []
    for row in rows:
        action = _text(row["处理"])
        if action not in (*ACTIONS, ""):
            raise SheetError(
                tr("工作要点页第 {row} 行的处理“{action}”不认识。请选 沿用、改写、删除 或 新增", row=row["row"], action=action)
            )
        text = _text(row["本年内容"])
        if action in ("改写", "新增") and not text:
            raise SheetError(tr("工作要点页第 {row} 行选了“{action}”，但“本年内容”是空的。请填写", row=row["row"], action=action))
        items.append(
            WorkItem(_text(row["编号"]) or f"R{row['row']}", _text(row["章节"]), _text(row["上年内容"]), cast("Action", action), text, _text(row["佐证"]))
        )
    return tuple(items)


def _read_csv(path: Path) -> Brief:
    from drafter.reading.plain import decode

    lines = list(csv.DictReader(io.StringIO(decode(path.read_bytes(), path.name), newline="")))
    header = list(lines[0]) if lines else []
    missing = [column for column in FIGURE_COLUMNS if column not in header]
    if missing:
        raise SheetError(
            tr("{name} 缺少列：{missing}。表头应为 {header}", name=path.name, missing="、".join(missing), header="、".join(FIGURE_COLUMNS))
        )
    figures = [
        Figure(
            id=line["编号"].strip(),
            label=line["指标"].strip(),
            period=cast("Period", line["期间"].strip() or "本年"),
            unit=line["单位"].strip(),
            previous=line["上年数"].strip(),
            value=line["本年数"].strip(),
            formula=line["公式"].strip().lstrip("="),
            evidence=tuple(filter(None, line["出处"].split("\n"))),
            note=line["备注"].strip(),
        )
        for line in lines
        if line["编号"].strip()
    ]
    _refuse_twice(figures)
    return Brief("", 0, "", "", tuple(figures))
