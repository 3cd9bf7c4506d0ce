"""The fill-in sheet as a file: pages, columns, live formulas; read back as typed, or refused in one line."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from drafter.brief import Brief, Figure, WorkItem
from drafter.errors import ForeignSheetError, SheetError
from drafter.lastyear.slots import evaluate
from drafter.sheet import make_sheet, read_sheet, write_sheet
from drafter.sheet.form import FIGURE_COLUMNS
from drafter.sheet.worker import read_sheet_safely
from tests.build import added, body_of, brief_of, decide, fill, labels, office_report, row_of

BODY = "2022年预算数200.00万元，执行数150.00万元，预算执行率75.00%。"
Change = Callable[[Workbook], object]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "数据表.xlsx"


def small() -> Brief:
    return brief_of(body_of(BODY))


def changed(path: Path, change: Change, brief: Brief | None = None) -> Path:
    """Write a sheet and let somebody work on it in a spreadsheet program."""
    write_sheet(brief or small(), path)
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def typed(value: Any, number_format: str = "", *, row: int = 2) -> Change:
    def change(book: Workbook) -> None:
        cell = book["数据"].cell(row, 6)
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return change


def refused(path: Path) -> str:
    with pytest.raises(SheetError) as told:
        evaluate(read_sheet(path))
    assert "\n" not in str(told.value)
    return str(told.value)


def page(path: Path, name: str) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row) for row in load_workbook(path)[name].iter_rows()]


# -- what is written -------------------------------------------------------------------------------------------


def test_the_sheet_has_its_three_pages_and_their_columns(path: Path):
    write_sheet(brief_of(office_report()), path)
    book = load_workbook(path)
    assert book.sheetnames == ["基本信息", "数据", "工作要点"]
    assert page(path, "基本信息")[:5] == [
        ("项目", "内容"),
        ("单位", "泽南市政协办公厅"),
        ("年度", "2023"),
        ("标题", "泽南市政协办公厅2023年部门整体支出绩效自评报告"),
        ("上年报告", "泽南市政协办公厅-部门整体支出绩效自评报告-2022.txt"),
    ]
    assert page(path, "数据")[0] == FIGURE_COLUMNS
    assert page(path, "工作要点")[0] == ("编号", "章节", "上年内容", "处理", "本年内容", "佐证")


def test_a_row_shows_what_it_was_where_it_stood_and_how_it_is_computed(path: Path):
    write_sheet(small(), path)
    assert page(path, "数据")[1:] == [
        ("F1", "预算数", "本年", "万元", 200, None, None, "2022年预算数【200.00】万元，执行数150.00万元，预算执行率75.00%。", None),
        ("F2", "执行数", "本年", "万元", 150, None, None, "2022年预算数200.00万元，执行数【150.00】万元，预算执行率75.00%。", None),
        (
            "F3",
            "预算执行率",
            "本年",
            "%",
            75,
            '=IF(OR(F3="",F2=""),"",IFERROR(ROUND((F3/F2)*100,2),""))',
            "F2/F1",
            "2022年预算数200.00万元，执行数150.00万元，预算执行率【75.00】%。",
            None,
        ),
    ]  # fmt: skip


def test_numbers_show_the_decimals_of_last_year(path: Path):
    write_sheet(small(), path)
    cells = load_workbook(path)["数据"]
    assert (cells["E2"].number_format, cells["F2"].number_format) == ("0.00", "0.00")


def test_formulas_bring_amounts_of_different_units_together(path: Path):
    rows = (
        Figure("F1", "收入", "本年", "亿元", "1.20"),
        Figure("F2", "其他收入", "本年", "万元", "500.00"),
        Figure("F3", "合计", "本年", "亿元", "1.25", formula="F1+F2"),
        Figure("F4", "占比", "本年", "%", "4.2", formula="F2/F1"),
        Figure("F5", "上年占比", "上年", "%", "4.0"),
        Figure("F6", "提高", "本年", "个百分点", "0.2", formula="F4-F5"),
    )
    write_sheet(Brief("泽南市水务局", 2023, "", "", rows), path)
    assert [load_workbook(path)["数据"].cell(row, 6).value for row in (4, 5, 7)] == [
        '=IF(OR(F2="",F3=""),"",IFERROR(ROUND(((F2*100000000)+(F3*10000))*0.00000001,2),""))',
        '=IF(OR(F3="",F2=""),"",IFERROR(ROUND(((F3*10000)/(F2*100000000))*100,1),""))',
        '=IF(OR(F5="",F6=""),"",IFERROR(ROUND(F5-F6,1),""))',
    ]


def test_nothing_a_report_says_becomes_a_formula(path: Path):
    brief = Brief(
        "=1+1",
        2023,
        "+标题",
        "@上年.txt",
        (
            Figure(
                "F1", "=HYPERLINK(1)", "本年", "万元", "1.0", "2.0", "", ("=cmd|'/c calc'!A0【1.0】",), "-1+1"
            ),
        ),
        (WorkItem("W1", "=A1", "=B1", "改写", "=C1", "=D1"),),
    )
    write_sheet(brief, path)
    cells = [
        cell
        for name in ("基本信息", "数据", "工作要点")
        for row in load_workbook(path)[name].iter_rows()
        for cell in row
    ]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert read_sheet(path) == brief


def test_a_sheet_is_only_written_as_xlsx(tmp_path: Path):
    with pytest.raises(SheetError, match="数据表只能存为"):
        write_sheet(small(), tmp_path / "表.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("year", [2022, 2021])
def test_a_sheet_is_for_a_later_year(year: int):
    with pytest.raises(
        SheetError, match=f"要起草的年度 {year} 不晚于上年报告“泽南市水务局-2022.txt”的年度 2022"
    ):
        make_sheet(body_of(BODY), year)


def test_a_sheet_far_beyond_its_report_is_refused():
    said = "比上年报告“泽南市水务局-2022.txt”的年度 2022 晚 9 年，其中的数都不是上年数.*改用 2030 年的报告"
    with pytest.raises(SheetError, match=said):
        make_sheet(body_of(BODY), 2031)
    assert make_sheet(body_of(BODY), 2025).year == 2025


# -- what is read back -----------------------------------------------------------------------------------------


def test_a_sheet_reads_back_as_it_was_written(path: Path):
    brief = fill(brief_of(office_report()), {"整体收入": "10871.26", "征集提案": "536"})
    brief = decide(
        brief, ("街坊提案", "改写", "办好街坊提案。"), ("12345", "删除", ""), ("直通车", "沿用", "")
    )
    brief = added(brief, ("（三）主要工作成效", "建成议事厅三处。"))
    write_sheet(brief, path)
    assert read_sheet(path) == brief


@pytest.mark.parametrize(
    ("value", "number_format", "read"),
    [
        (180.5, "", "180.50"),
        (180.555, "", "180.555"),
        (180, "", "180.00"),
        (0.1 + 0.2, "General", "0.3"),
        (8590.137215338, "", "8590.14"),
        (12345.6, "#,##0.00", "12345.60"),
        (12345.6, "#,##0.00_ ", "12345.60"),
        (12345.6, "#,##0.00;[Red]-#,##0.00", "12345.60"),
        ("１８０．５０", "", "180.50"),
        ("1,180.50", "", "1,180.50"),
        ("180.50万元", "", "180.50"),
        ("￥180.50\n", "", "180.50"),
        ("（12.50）", "", "-12.50"),
        (" 180.5 ", "", "180.5"),
        (None, "", ""),
        ("", "", ""),
    ],
)
def test_a_cell_is_read_as_it_was_meant(path: Path, value: object, number_format: str, read: str):
    assert read_sheet(changed(path, typed(value, number_format))).figures[0].value == read


@pytest.mark.parametrize(
    ("value", "number_format", "read"),
    [(0.7512, "0.00%", "75.12"), (0.7, "0%", "70"), (75.12, "0.00", "75.12"), ("75.12%", "", "75.12")],
)
def test_a_rate_may_be_typed_as_per_cent(path: Path, value: object, number_format: str, read: str):
    brief = read_sheet(changed(path, typed(value, number_format, row=4)))
    assert brief.figures[2].value == read
    assert f"{evaluate(brief)['F3']:.2f}" == f"{float(read):.2f}"


def test_columns_may_change_places_and_others_may_stand_between(path: Path):
    def change(book: Workbook) -> None:
        book["数据"].insert_cols(3)
        book["数据"].cell(1, 3).value = "经办人"
        book["数据"].cell(2, 3).value = "老陈"

    assert labels(read_sheet(changed(path, change))) == labels(small())


def test_rows_may_be_left_empty_between(path: Path):
    assert labels(read_sheet(changed(path, lambda book: book["数据"].insert_rows(3, 5)))) == labels(small())


def test_a_format_over_a_million_rows_is_no_burden(path: Path):
    def change(book: Workbook) -> None:
        book["数据"].cell(1_048_576, 6).number_format = "0.00"

    assert read_sheet(changed(path, change)) == small()


def test_what_excel_computed_in_a_plain_row_counts_as_typed(path: Path):
    def both(book: Workbook) -> None:
        book["数据"]["F2"].value = "=100*1.8"

    changed(path, both)
    assert (
        refused(path) == "数据页第 2 行的本年数是未计算的公式。请在 Excel/WPS 中打开并保存一次，或直接填数字"
    )
    with_result(path, "F2", 180)
    assert read_sheet(path).figures[0].value == "180.00"


@pytest.mark.parametrize("typed", ["F1|'/1'!1", 'F1&"1"', "'F1'!F1", "F1,F1", "F1+WEBSERVICE(1)", "{F1}"])
def test_what_is_typed_as_a_formula_is_one_only_when_it_is_arithmetic(path: Path, typed: str):
    figures = (
        Figure("F1", "甲", "本年", "个", "1", "2"),
        Figure("F2", "乙", "本年", "个", "1", formula=typed),
    )
    write_sheet(Brief("局", 2023, "题", "", figures), path)
    assert load_workbook(path)["数据"]["F3"].value is None


def test_another_formula_in_a_derived_row_counts_with_what_it_shows(path: Path):
    brief = small().fill(F1="200.00", F2="150.00")
    changed(path, lambda book: book["数据"].cell(4, 6, "=F3/F2*100+1"), brief)
    with_result(path, "F4", 76)
    assert read_sheet(path).figures[2].value == "76.00"


def test_our_formula_with_its_result_stays_a_formula(path: Path):
    brief = small().fill(F1="200.00", F2="150.00")
    write_sheet(brief, path)
    with_result(path, "F4", 75)
    assert read_sheet(path) == brief


def with_result(path: Path, cell: str, result: float) -> None:
    """Store the result a spreadsheet program would have stored beside the formula."""
    import re
    import zipfile

    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet2.xml"].decode()
    sheet, count = re.subn(
        rf'(<c r="{cell}"[^>]*>)<f>(.*?)</f><v ?/?>(?:</v>)?', rf"\1<f>\2</f><v>{result}</v>", sheet
    )
    assert count == 1
    with zipfile.ZipFile(path, "w") as book:
        for name, data in {**parts, "xl/worksheets/sheet2.xml": sheet.encode()}.items():
            book.writestr(name, data)


def test_a_typed_value_in_a_derived_row_overrides_its_formula(path: Path):
    brief = small().fill(F1="200", F2="150")
    assert evaluate(read_sheet(changed(path, typed(80.25, row=4), brief)))["F3"] == 80.25


def test_text_typed_without_a_choice_is_taken_as_meant(path: Path):
    def change(book: Workbook) -> None:
        rows = book["工作要点"]
        rows.cell(3, 5).value = "强化思想引领。"
        rows.append([None, "（三）主要工作成效", None, None, "建成议事厅。", None])

    items = read_sheet(changed(path, change, brief_of(office_report()))).items
    assert (items[1].action, items[1].text) == ("改写", "强化思想引领。")
    assert items[-1] == WorkItem("R13", "（三）主要工作成效", "", "新增", "建成议事厅。", "")


def test_a_title_put_above_the_header_is_passed_over(path: Path):
    def change(book: Workbook) -> None:
        for page in book.worksheets:
            page.insert_rows(1, 2)
            page.cell(1, 1).value = "某局2023年数据表"

    assert read_sheet(changed(path, change)) == small()


def test_a_row_added_without_a_number_gets_one_that_is_free(path: Path):
    def change(book: Workbook) -> None:
        for row in (["F900", "普查员", None, "人", None, 36], [None, "普查\n小区", None, "个", None, "８"]):
            book["数据"].append(row)

    added = read_sheet(changed(path, change)).figures[-2:]
    assert [(one.id, one.label, one.unit, one.value) for one in added] == [
        ("F900", "普查员", "人", "36"),
        ("F901", "普查小区", "个", "8"),
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026年5月12日（星期二）挂牌，\r\n为公益一类事业单位。", "2026年5月12日（星期二）挂牌，为公益一类事业单位。"),
        ("一是建成议事厅；\n二是开展调研。", "一是建成议事厅；二是开展调研。"),
        ("全年围绕产业转型和乡村振兴两大主题组织委员开\n展视察6次。", "全年围绕产业转型和乡村振兴两大主题组织委员开展视察6次。"),
        ("建成议事厅。\n开展调研。", "建成议事厅。\n开展调研。"),
        ("1.建成议事厅；\n2.开展调研。", "1.建成议事厅；\n2.开展调研。"),
        ("提案办理\n全年办结提案12件。", "提案办理\n全年办结提案12件。"),
        ("建成\u200b议事厅_x000D_\n。", "建成议事厅\n。"),
    ],
)  # fmt: skip
def test_words_pasted_into_a_cell_stand_in_the_paragraphs_they_were_meant_in(
    path: Path, typed: str, meant: str
):
    assert read_sheet(changed(path, decided("改写", typed), brief_of(office_report()))).items[0].text == meant


# -- what is refused -------------------------------------------------------------------------------------------


def row_copied(book: Workbook) -> None:
    book["数据"].append([cell.value for cell in book["数据"][2]])


def decided(action: str, text: str | None) -> Change:
    def change(book: Workbook) -> None:
        book["工作要点"].cell(2, 4).value = action
        book["工作要点"].cell(2, 5).value = text

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda book: book["数据"].delete_cols(6), "数据表.xlsx 的“数据”页缺少列：本年数。请补上列名，或重新下载数据表（命令：drafter sheet）"),
        (lambda book: book["数据"].delete_rows(1, 9), "数据表.xlsx 的“数据”页缺少列：" + "、".join(FIGURE_COLUMNS) + "。请补上列名，或重新下载数据表（命令：drafter sheet）"),
        (lambda book: book.remove(book["工作要点"]), "数据表.xlsx 缺少“工作要点”页，现有：基本信息、数据。请重新下载数据表（命令：drafter sheet）"),
        (lambda book: book["基本信息"].delete_rows(3), "数据表.xlsx 的“基本信息”页缺少：年度。请补上这几行"),
        (lambda book: book["基本信息"].cell(3, 2, "明年"), "数据表.xlsx 的年度“明年”不是四位年份。请填如 2023"),
        (row_copied, "数据页的编号 F1 出现了两次。请删去多出的一行；是新指标的，给它一个没用过的编号"),
        (lambda book: book["数据"].cell(2, 1, ""), "数据页第 2 行没有编号。请给它一个没用过的编号，如 F900"),
        (lambda book: book["数据"].cell(2, 3, "去年"), "数据页第 2 行的期间“去年”不认识。请填 本年 或 上年"),
        (typed("12,5"), "数据页 F1（预算数）的本年数“12,5”不是数字。请只填数字，如 12.50；单位已在“单位”列"),
        (typed(True), "数据页 F1（预算数）的本年数“True”不是数字。请只填数字，如 12.50；单位已在“单位”列"),
        (typed(datetime(2026, 6, 30)), "数据页 F1（预算数）的本年数“2026-06-30”不是数字。这是日期。若填的是数，请先把这一格的格式改为“常规”，再填一次"),
        (lambda book: book["数据"].cell(4, 7, "F2/F7"), "公式中的 F7 不在数据页中。请改正公式或补上该行"),
    ],
)  # fmt: skip
def test_a_sheet_that_is_not_right_is_refused_in_one_line(path: Path, change: Change, says: str):
    assert refused(changed(path, change)) == says


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (decided("保留", None), "工作要点页第 2 行的处理“保留”不认识。请选 沿用、改写、删除 或 新增"),
        (decided("改写", None), "工作要点页第 2 行选了“改写”，但“本年内容”是空的。请填写"),
        (
            decided("沿用", "另写一段。"),
            "工作要点页第 2 行选了“沿用”，又填了“本年内容”。请改选 改写，或清空本年内容",
        ),
    ],
)
def test_a_decision_that_is_not_clear_is_refused(path: Path, change: Change, says: str):
    assert refused(changed(path, change, brief_of(office_report()))) == says


def test_all_that_is_not_right_is_told_at_once(path: Path):
    def change(book: Workbook) -> None:
        typed("计12")(book)
        typed("二百余", row=3)(book)
        decided("新增", None)(book)

    with pytest.raises(SheetError) as told:
        read_sheet(changed(path, change, brief_of(office_report())))
    assert str(told.value) == (
        "数据表有 3 处要改：\n"
        "数据页 F1（内设处室）的本年数“计12”不是数字。若就是这个数，请只填 12；单位等字不填\n"
        "数据页 F2（制作播出“同心泽南”委员访谈）的本年数“二百余”不是数字。请只填数字，如 12.50；单位已在“单位”列\n"
        "工作要点页第 2 行选了“新增”，但“本年内容”是空的。请填写"
    )


@pytest.mark.parametrize("value", ["12，345", "12,345%"])
def test_a_rate_that_may_be_two_numbers_is_asked_about(path: Path, value: str):
    def change(book: Workbook) -> None:
        typed(value, row=4)(book)

    told = refused(changed(path, change))
    assert told.endswith(
        f"“{value.rstrip('%').replace('，', ',')}”看不准。若是 12.345，请用小数点；若确是 12345，请不写逗号"
    )


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old"])
def test_a_damaged_file_is_refused(path: Path, data: bytes):
    path.write_bytes(data)
    assert (
        refused(path)
        == "数据表.xlsx 打不开：文件已损坏、加密，或不是 Excel 工作簿。请在 Excel/WPS 中另存为 .xlsx 再试"
    )


def test_a_cut_file_is_refused(path: Path):
    write_sheet(brief_of(office_report()), path)
    path.write_bytes(path.read_bytes()[:-400])
    assert refused(path).startswith("数据表.xlsx 打不开")


def test_a_part_that_is_not_xml_is_refused(path: Path):
    import zipfile

    write_sheet(small(), path)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w") as book:
        for name, data in parts.items():
            book.writestr(name, b"<broken" if name.endswith("sheet2.xml") else data)
    assert refused(path).startswith("数据表.xlsx 打不开")


def test_what_is_no_sheet_is_told_apart(tmp_path: Path):
    (tmp_path / "旧表.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    assert (
        refused(tmp_path / "旧表.xls") == "旧表.xls 不是数据表：只认 .xlsx 或 .csv。旧的 .xls 请另存为 .xlsx"
    )
    assert refused(tmp_path / "没有.xlsx") == f"找不到数据表：{tmp_path / '没有.xlsx'}。请检查路径"
    (tmp_path / "夹.xlsx").mkdir()
    assert refused(tmp_path / "夹.xlsx") == f"找不到数据表：{tmp_path / '夹.xlsx'}。请检查路径"


# -- the same as .csv ------------------------------------------------------------------------------------------


def write_csv(
    path: Path, brief: Brief, *, encoding: str = "utf-8-sig", columns: tuple[str, ...] = FIGURE_COLUMNS
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        out = csv.writer(file)
        out.writerow(columns)
        for f in brief.figures:
            row = (
                f.id,
                f.label,
                f.period,
                f.unit,
                f.previous,
                f.value,
                f.formula,
                "\n".join(f.evidence),
                f.note,
            )
            out.writerow(row[: len(columns)])
    return path


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_a_csv_with_the_header_of_the_figures_page_is_a_sheet(tmp_path: Path, encoding: str):
    brief = fill(brief_of(office_report()), {"整体收入": "10871.26"})
    read = read_sheet(write_csv(tmp_path / "数据.csv", brief, encoding=encoding))
    assert read == Brief("", 0, "", "", brief.figures)


def test_a_csv_without_a_column_says_which_and_what_the_header_is(tmp_path: Path):
    path = write_csv(tmp_path / "数据.csv", small(), columns=FIGURE_COLUMNS[:-1])
    assert (
        refused(path)
        == "数据.csv 缺少列：备注。表头应为 编号、指标、期间、单位、上年数、本年数、公式、出处、备注"
    )


def test_an_empty_csv_is_refused(tmp_path: Path):
    (tmp_path / "数据.csv").write_text("", "utf-8")
    assert refused(tmp_path / "数据.csv").startswith("数据.csv 缺少列：编号、")


def test_a_csv_with_short_lines_is_read(tmp_path: Path):
    (tmp_path / "数据.csv").write_text(
        ",".join(FIGURE_COLUMNS) + "\nF1,培训费,本年,万元,12.50,13.00\n\n", "utf-8"
    )
    assert read_sheet(tmp_path / "数据.csv").figures == (
        Figure("F1", "培训费", "本年", "万元", "12.50", "13.00"),
    )


def test_a_row_is_found_by_its_label():
    assert row_of(small(), "执行数").id == "F2"


def test_a_computed_cell_says_its_formula_in_words(path: Path):
    brief = brief_of(office_report())
    write_sheet(brief, path)
    row = next(n for n, one in enumerate(brief.figures, 2) if one.formula == "F9/F8")
    note = load_workbook(path)["数据"].cell(row, 6).comment
    assert note is not None
    assert note.text == "征集提案立案率 = 经审查立案 ÷ 征集提案（编号 F9/F8）"


def test_a_child_reads_the_sheet_as_we_would_and_says_what_is_wrong_as_we_would(path: Path):
    write_sheet(brief_of(office_report()), path)
    assert read_sheet_safely(path) == read_sheet(path)
    other = path.with_name("other.xlsx")
    Workbook().save(other)
    with pytest.raises(ForeignSheetError, match=r"other.xlsx 不是数据表"):
        read_sheet_safely(other)
    with pytest.raises(SheetError, match=r"数据表.xlsx：读了 0.001 秒还没读完，已停止"):
        read_sheet_safely(path, seconds=0.001)
