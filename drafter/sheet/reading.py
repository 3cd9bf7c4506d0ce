"""Read a filled-in sheet back: what a person typed, as the person saw it, or one line that says which cell to mend."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import cast

from drafter.brief import Action, Brief, Figure, Period, WorkItem
from drafter.errors import ForeignSheetError, SheetError
from drafter.lastyear.slots import evaluate
from drafter.lastyear.typed_values import as_meant, entered_value
from drafter.numbers.numerals import decimals_of, write_number
from drafter.sheet.cells import EMPTY, Cell, Row, read_csv_rows, read_pages, rows_of
from drafter.sheet.form import (
    ACTIONS,
    FIGURE_COLUMNS,
    FIGURE_PAGE,
    INFO_COLUMNS,
    INFO_PAGE,
    ITEM_COLUMNS,
    ITEM_PAGE,
    excel_formula,
)
from drafter.sheet.typed_words import typed_name, typed_words
from drafter.strings import tr

# Nobody types more decimals than this.
_TYPED = 4
_MOST_TOLD = 30
# Rows a person adds without a number get one from here on; last year's report supplies hundreds at most.
_FIRST_ADDED = 900


def read_sheet(path: Path) -> Brief:
    """Return the filled sheet; raises SheetError naming the page, the column or all rows that are not right.

    A .csv with the header of page 数据 holds figures only: its brief has no body, and year 0.
    """
    if not path.is_file():
        raise SheetError(tr("找不到数据表：{path}。请检查路径", path=path))
    wrong: list[str] = []
    if path.suffix.lower() == ".csv":
        brief = Brief("", 0, "", "", _figures(read_csv_rows(path, FIGURE_COLUMNS), {}, wrong))
    elif path.suffix.lower() == ".xlsx":
        brief = _read_book(path, wrong)
    else:
        raise ForeignSheetError(
            tr("{name} 不是数据表：只认 .xlsx 或 .csv。旧的 .xls 请另存为 .xlsx", name=path.name)
        )
    if wrong:
        raise SheetError(_told_at_once(wrong))
    return brief


def _read_book(path: Path, wrong: list[str]) -> Brief:
    typed, shown = read_pages(path, formulas=True), read_pages(path, formulas=False)
    if not {INFO_PAGE, FIGURE_PAGE, ITEM_PAGE} & set(typed):
        raise ForeignSheetError(
            tr(
                "{name} 不是数据表，现有页：{found}。请用 drafter sheet 生成数据表",
                name=path.name,
                found="、".join(typed),
            )
        )
    info = _info(rows_of(typed, INFO_PAGE, INFO_COLUMNS, path), path)
    figures = _figures(
        rows_of(typed, FIGURE_PAGE, FIGURE_COLUMNS, path),
        {row.number: row["本年数"] for row in rows_of(shown, FIGURE_PAGE, FIGURE_COLUMNS, path)},
        wrong,
    )
    items = _items(rows_of(typed, ITEM_PAGE, ITEM_COLUMNS, path), wrong)
    return Brief(info["单位"], _year(info["年度"], path), info["标题"], info["上年报告"], figures, items)


def _told_at_once(wrong: Sequence[str]) -> str:
    """All that is to be mended, a line each: whoever mends one cell and is told of the next one gives up at the fifth."""
    if len(wrong) == 1:
        return wrong[0]
    told = tr("数据表有 {n} 处要改：", n=len(wrong))
    if len(wrong) > _MOST_TOLD:
        told = tr("数据表有 {n} 处要改，先列 {some} 处：", n=len(wrong), some=_MOST_TOLD)
    return "\n".join([told, *wrong[:_MOST_TOLD]])


def _info(rows: Sequence[Row], path: Path) -> dict[str, str]:
    info = {typed_name(row["项目"].text): typed_name(row["内容"].text) for row in rows}
    missing = [name for name in ("单位", "年度", "标题", "上年报告") if name not in info]
    if missing:
        raise SheetError(
            tr(
                "{name} 的“基本信息”页缺少：{missing}。请补上这几行",
                name=path.name,
                missing="、".join(missing),
            )
        )
    return info


def _year(text: str, path: Path) -> int:
    found = re.fullmatch(r"((?:19|20)\d\d)(?:\.0)?\s*年?度?", text)
    if not found:
        raise SheetError(tr("{name} 的年度“{year}”不是四位年份。请填如 2023", name=path.name, year=text))
    return int(found[1])


def _figures(rows: Sequence[Row], shown: Mapping[int, Cell], wrong: list[str]) -> tuple[Figure, ...]:
    """The rows of page 数据; what is not right with any of them is added to `wrong`."""
    numbered = list(_numbered(rows, wrong))
    figures: list[Figure] = []
    seen: set[str] = set()
    for row in numbered:
        try:
            figure = _figure(row, shown.get(row.number, EMPTY))
            if figure.id in seen:
                raise SheetError(
                    tr(
                        "数据页的编号 {id} 出现了两次。请删去多出的一行；是新指标的，给它一个没用过的编号",
                        id=figure.id,
                    )
                )
            seen.add(figure.id)
            entered_value(figure)
        except SheetError as problem:
            wrong.append(str(problem))
        else:
            figures.append(figure)
    return tuple(figures if wrong else _typed_formulas(figures, numbered, shown))


def _numbered(rows: Sequence[Row], wrong: list[str]) -> Iterator[Row]:
    """The rows with something in them. One that a person added below without a number gets the next that is free."""
    taken = {row["编号"].text for row in rows}
    free = (id for at in count(_FIRST_ADDED) if (id := f"F{at}") not in taken)
    for row in rows:
        if row["编号"].text:
            yield row
        elif row["指标"].text and not row["上年数"].text and not row["出处"].text:
            yield Row(row.number, {**row.cells, "编号": Cell(next(free))})
        elif row["指标"].text or row["本年数"].text:
            wrong.append(tr("数据页第 {row} 行没有编号。请给它一个没用过的编号，如 F900", row=row.number))


def _figure(row: Row, shown: Cell) -> Figure:
    unit, formula = typed_name(row["单位"].text), row["公式"].text.lstrip("=")
    value = _number(row["本年数"], unit)
    if value.startswith("="):
        value = "" if formula else _computed_by_excel(row, shown, unit)
    period = row["期间"].text or "本年"
    if period not in ("本年", "上年"):
        raise SheetError(
            tr("数据页第 {row} 行的期间“{period}”不认识。请填 本年 或 上年", row=row.number, period=period)
        )
    return Figure(
        id=row["编号"].text,
        label=typed_name(row["指标"].text),
        period=cast("Period", period),
        unit=unit,
        previous=_number(row["上年数"], unit),
        value=as_meant(value, unit),
        formula=formula,
        evidence=tuple(line for line in row["出处"].text.split("\n") if line.strip()),
        note=typed_words(row["备注"].text),
    )


def _computed_by_excel(row: Row, shown: Cell, unit: str) -> str:
    if not shown.text:
        raise SheetError(
            tr(
                "数据页第 {row} 行的本年数是未计算的公式。请在 Excel/WPS 中打开并保存一次，或直接填数字",
                row=row.number,
            )
        )
    return _number(shown, unit, computed=True)


def _typed_formulas(
    figures: Sequence[Figure], rows: Sequence[Row], shown: Mapping[int, Cell]
) -> list[Figure]:
    """Where a person put another Excel formula into a derived row, what it shows counts as typed."""
    lines = {row["编号"].text: row for row in rows}
    places = {id: row.number for id, row in lines.items()}
    units = {figure.id: figure.unit for figure in figures}
    other = []
    for figure in figures:
        cell, seen = lines[figure.id]["本年数"], shown.get(places[figure.id], EMPTY)
        if figure.formula and cell.text.startswith("=") and isinstance(seen.value, int | float):
            ours = excel_formula(figure, places, units)
            if _bare(cell.text) != _bare(ours):
                other.append(replace(figure, value=_number(seen, figure.unit, computed=True)))
    if not other:
        return list(figures)
    typed = {figure.id: figure for figure in other}
    computed = evaluate(Brief("", 0, "", "", tuple(figures)))
    return [
        typed[one.id]
        if one.id in typed and not _same(typed[one.id].value, computed[one.id], one.previous)
        else one
        for one in figures
    ]


def _bare(formula: str) -> str:
    return re.sub(r"[\s$]", "", formula).upper()


def _same(shown: str, computed: Decimal | None, previous: str) -> bool:
    """Whether Excel and we came to the same, up to half of the last place last year's figure showed."""
    half = Decimal(1).scaleb(-decimals_of(previous)) / 2
    return computed is not None and abs(Decimal(shown) - computed) <= half


def _number(cell: Cell, unit: str, *, computed: bool = False) -> str:
    """A cell as the person means it: no binary tails, and 98.12% in a cell of percent format is 98.12.

    What was typed keeps its decimals; what Excel computed, or was pasted from such a cell, has those the cell shows.
    """
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return cell.text
    number = round(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), 10)
    if unit == "%" and "%" in cell.shown_as:
        number *= 100
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    shown = re.fullmatch(r"[#,]*0(?:\.(0+))?%?(?:_.|;.*)*", cell.shown_as)
    if not shown:
        return text
    places = len(shown[1] or "")
    return (
        text
        if decimals_of(text) > places and not computed and decimals_of(text) <= _TYPED
        else write_number(number, places)
    )


def _items(rows: Sequence[Row], wrong: list[str]) -> tuple[WorkItem, ...]:
    """The rows of page 工作要点; what is not clear about any of them is added to `wrong`."""
    items = []
    for row in rows:
        try:
            items.append(_item(row))
        except SheetError as problem:
            wrong.append(str(problem))
    return tuple(items)


def _item(row: Row) -> WorkItem:
    action, previous = row["处理"].text, row["上年内容"].text
    text = typed_words(row["本年内容"].text)
    if action not in (*ACTIONS, ""):
        raise SheetError(
            tr(
                "工作要点页第 {row} 行的处理“{action}”不认识。请选 沿用、改写、删除 或 新增",
                row=row.number,
                action=action,
            )
        )
    if action in ("改写", "新增") and not text:
        raise SheetError(
            tr(
                "工作要点页第 {row} 行选了“{action}”，但“本年内容”是空的。请填写",
                row=row.number,
                action=action,
            )
        )
    if text and not action:
        action = "改写" if previous else "新增"
    if action == "沿用" and text not in ("", previous):
        raise SheetError(
            tr(
                "工作要点页第 {row} 行选了“沿用”，又填了“本年内容”。请改选 改写，或清空本年内容",
                row=row.number,
            )
        )
    return WorkItem(
        row["编号"].text or f"R{row.number}",
        typed_name(row["章节"].text),
        previous,
        cast("Action", action),
        text,
        typed_words(row["佐证"].text),
    )
