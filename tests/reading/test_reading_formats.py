"""Spreadsheets, old Word files, web pages and zips; and files that are something else than they say."""

from __future__ import annotations

import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from drafter.errors import ReportError
from drafter.reading import find_reports, read_report, read_with_account
from drafter.reading.worker import read_report_safely, read_with_account_safely
from drafter.tables import column_heads
from tests.build_files import paragraph, write_docx, write_pdf
from tests.build_ole import CELL, Para, row, write_doc, write_ole, write_xls

BODY = "全年供水稳定，水质达标。"


def zipped(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def book(path: Path, **sheets: list[list[object]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for cells in rows:
            page.append(cells)
    made.save(path)
    return path


# ---- spreadsheets ----


def test_a_sheet_gives_its_title_its_lines_and_a_table_without_empty_rows_and_columns(tmp_path: Path):
    path = book(
        tmp_path / "青禾市水务局2023年部门预算.xlsx",
        收支总表=[
            ["青禾市水务局2023年部门收支预算总表"],
            ["编制单位：青禾市水务局", None, None, "单位：万元"],
            [],
            ["项目", None, "支出预算", None],
            [None, None, "合计", "基本支出"],
            ["供水事务", None, 1200.5, 1000],
            ["合计", None, 1200.5, 1000],
            ["注：数据按四舍五入列示，尾数可能略有出入。"],
        ],
    )
    made = __import__("openpyxl").load_workbook(path)
    made.active.merge_cells("C4:D4")
    made.save(path)
    report = read_report(path)
    assert report.text.split("\n") == [
        "青禾市水务局2023年部门收支预算总表",
        "编制单位：青禾市水务局 单位：万元",
        "项目\t支出预算",
        "\t合计\t基本支出",
        "供水事务\t1200.5\t1000",
        "合计\t1200.5\t1000",
        "注：数据按四舍五入列示，尾数可能略有出入。",
    ]
    (table,) = report.tables
    assert table.cells[0] == ("项目", "支出预算", "")
    assert column_heads(table.cells) == (("项目",), ("支出预算", "合计"), ("支出预算", "基本支出"))
    assert (report.org, report.year) == ("青禾市水务局", 2023)


def test_numbers_are_read_as_they_are_printed(tmp_path: Path):
    path = book(
        tmp_path / "a.xlsx",
        表=[["指标", "数"], ["a", 0.9812], ["b", 12345.678], ["c", 0.1 + 0.2], ["d", 3.0]],
    )
    made = __import__("openpyxl").load_workbook(path)
    for place, format in (("B2", "0.00%"), ("B3", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ')):
        made.active[place].number_format = format
    made.save(path)
    assert [cells[1] for cells in read_report(path).tables[0].cells] == [
        "数",
        "98.12%",
        "12,345.68",
        "0.3",
        "3",
    ]


def test_each_sheet_is_a_chapter_and_hidden_ones_are_reported(tmp_path: Path):
    path = book(
        tmp_path / "a.xlsx",
        封面=[["青禾市水务局2023年部门预算"]],
        说明=[["单位职能"], [f"负责全市供水。{BODY}"]],
        收入=[["收入预算表"], ["项目", "数"], ["拨款", 12]],
        底稿=[["不给外人看的底稿"]],
    )
    made = __import__("openpyxl").load_workbook(path)
    made["底稿"].sheet_state = "hidden"
    made.save(path)
    report, account = read_with_account(path)
    assert [(one.key, one.heading) for one in report.sections if one.heading] == [
        ("1", "单位职能"),
        ("2", "收入预算表"),
    ]
    assert "底稿" not in report.text
    assert [warning for warning in report.warnings if "隐藏" in warning]
    assert (account.unexplained, [(one.reason, one.characters) for one in account.losses]) == (
        0,
        [("隐藏的工作表", 8)],
    )


def test_hidden_rows_and_columns_stay_out_and_a_title_merged_over_one_stays(tmp_path: Path):
    path = book(
        tmp_path / "a.xlsx",
        收入=[
            ["收入预算表"],
            ["码", "项目", "数"],
            ["091", "拨款", 12],
            ["092", "旧科目", 0],
            ["093", "其他", 3],
        ],
    )
    made = __import__("openpyxl").load_workbook(path)
    sheet = made["收入"]
    sheet.merge_cells("A1:C1")
    sheet.column_dimensions["A"].hidden = sheet.row_dimensions[4].hidden = True
    made.save(path)
    report, account = read_with_account(path)
    assert report.title == "收入预算表"
    assert report.tables[0].cells == (("项目", "数"), ("拨款", "12"), ("其他", "3"))
    assert (account.unexplained, [(one.reason, one.characters) for one in account.losses]) == (
        0,
        [("隐藏的行、列", 14)],
    )


def test_a_line_above_the_heads_of_another_table_parts_two_tables_of_one_sheet(tmp_path: Path):
    path = book(
        tmp_path / "a.xlsx",
        表=[
            ["项目", "数量", "金额"],
            ["一、采购"],
            ["货物", 3, 12.5],
            ["全年采购货物12.50万元。"],
            ["资产", "期初数", "期末数"],
            ["车辆", 2, 3],
        ],
    )
    assert [table.cells[0] for table in read_report(path).tables] == [
        ("项目", "数量", "金额"),
        ("资产", "期初数", "期末数"),
    ]
    assert read_report(path).tables[0].cells[1] == ("一、采购", "", "")


def test_a_used_range_out_to_the_last_column_is_trimmed_and_a_cell_far_away_is_refused(tmp_path: Path):
    path = book(tmp_path / "a.xlsx", 表=[["项目", "数"], ["供水", 12]])
    made = __import__("openpyxl").load_workbook(path)
    made.active["IV60000"].number_format = "0.00"
    made.save(path)
    assert read_report(path).tables[0].cells == (("项目", "数"), ("供水", "12"))
    made.active["XFD1048576"] = "远"
    made.save(path)
    with pytest.raises(ReportError, match="范围过大"):
        read_report(path)


def test_a_workbook_without_a_cell_has_no_text(tmp_path: Path):
    Workbook().save(tmp_path / "2022空表.xlsx")
    with pytest.raises(ReportError, match="里面没有文字"):
        read_report(tmp_path / "2022空表.xlsx")


def test_old_excel_and_wps_tables_are_read(tmp_path: Path):
    cells = {(0, 0): "2023年部门预算收入表", (1, 0): "项目", (1, 3): "预算数", (2, 0): "供水", (2, 3): 12.5}
    for name in ("a.xls", "a.et"):
        report = read_report(write_xls(tmp_path / name, "收入", cells))
        assert report.tables[0].cells == (("项目", "预算数"), ("供水", "12.5"))
        assert report.text.startswith("2023年部门预算收入表\n")


def test_numbers_of_old_tables_are_read_as_they_are_printed(tmp_path: Path):
    cells = {(0, 0): "指标", (0, 1): "数", (1, 0): "执行率", (1, 1): 0.9812, (2, 0): "办结率", (2, 1): 1.0}
    path = write_xls(tmp_path / "a.xls", "表", cells, format="0.00%")
    assert [row[1] for row in read_report(path).tables[0].cells] == ["数", "98.12%", "100.00%"]


# ---- old Word ----


def test_hidden_rows_and_columns_of_an_old_excel_file_are_left_out(tmp_path: Path):
    rows = [["项目", "底稿", "金额"], ["供水", 9.0, 12.5], ["作废", 9.0, 7.5], ["供电", 9.0, 31.25]]
    cells = {(at, column): value for at, row in enumerate(rows) for column, value in enumerate(row)}
    path = write_xls(tmp_path / "a.xls", "表", cells, hidden_row=2, hidden_column=1)
    assert read_report(path).tables[0].cells == (("项目", "金额"), ("供水", "12.5"), ("供电", "31.25"))


def test_an_old_word_file_gives_its_paragraphs_headings_and_tables(tmp_path: Path):
    path = write_doc(
        tmp_path / "a.doc",
        Para("青禾市水务局2023年工作总结\r"),
        Para("工作回顾\r", style=1),
        Para(f"{BODY}\r"),
        *row("项目", "支出", edges=(0, 2000, 6000)),
        *row("供水", "12.5", "13.0", edges=(0, 2000, 4000, 6000)),
        Para("工作安排\r", style=1),
        Para("继续努力，再创佳绩。\r"),
    )
    report = read_report(path)
    assert report.text.split("\n")[1:] == [
        "工作回顾",
        BODY,
        "项目\t支出",
        "供水\t12.5\t13.0",
        "工作安排",
        "继续努力，再创佳绩。",
    ]
    assert [table.cells for table in report.tables] == [(("项目", "支出", ""), ("供水", "12.5", "13.0"))]
    assert [one.heading for one in report.sections[1:]] == ["工作回顾", "工作安排"]


def test_fields_show_their_result_and_deleted_hidden_and_header_text_stays_out(tmp_path: Path):
    path = write_doc(
        tmp_path / "a.doc",
        Para("收入\x13 = 1+1 \x14 12.5 \x15万元，\x0b运行平稳。\r"),
        Para("已经删去的话。\r", deleted=True),
        Para("藏起来的话。\r", hidden=True),
        Para("生僻字𠮷也在。\r"),
        notes="注释里的话。\r",
        headers="页眉里的话\r",
    )
    report, account = read_with_account(path)
    assert report.text.split("\n") == ["收入12.5万元，", "运行平稳。", "生僻字𠮷也在。", "注释里的话。"]
    assert [(one.reason, one.characters) for one in account.losses] == [
        ("隐藏的文字", 6),
        ("页眉、页脚和批注", 5),
    ]
    assert account.unexplained == 0
    assert report.warnings == ("有 6 个隐藏的字没有读入，请查看原件",)


def test_wps_files_are_read_like_old_word_and_locked_ones_are_named(tmp_path: Path):
    assert read_report(write_doc(tmp_path / "a.wps", Para(f"{BODY}\r"))).text == BODY
    with pytest.raises(ReportError, match="已加密"):
        read_report(write_doc(tmp_path / "b.doc", Para(f"{BODY}\r"), flags=0x0100))
    with pytest.raises(ReportError, match="已加密"):
        read_report(write_ole(tmp_path / "c.docx", {"EncryptedPackage": b"x" * 5000}))
    with pytest.raises(ReportError, match=r"另存为 \.docx"):
        read_report(write_ole(tmp_path / "d.doc", {"WordDocument": b"x" * 5000, "1Table": b""}))


def test_more_text_than_a_report_has_is_refused_before_anything_is_made_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("drafter.reading.plain.blocks_of", None)
    path = tmp_path / "a.txt"
    path.write_text(f"{BODY}\n" * 300_000, "utf-8")
    with pytest.raises(
        ReportError, match=r"a\.txt：有 360 万字，超过 300 万字，不像是一份报告。请拆分后再读"
    ):
        read_report(path)


def test_a_cell_may_hold_paragraphs(tmp_path: Path):
    cells = [Para("商业\r", CELL), Para("企业\x07", CELL), *row("12")]
    assert read_report(write_doc(tmp_path / "a.doc", Para(f"{BODY}\r"), *cells)).tables[0].cells == (
        ("商业 企业", "12"),
    )


# ---- web pages ----


def test_a_web_page_gives_its_article_without_scripts_links_and_hidden_text(tmp_path: Path):
    links = "".join(f"<li><a href='#'>栏目{at}</a></li>" for at in range(5))
    path = tmp_path / "a.html"
    path.write_text(
        f"<html><head><title>网站</title><style>p{{}}</style></head><body><script>var a=1</script><ul>{links}</ul>"
        "<h1>青禾市水务局2023年工作总结</h1><p>一、情况</p><p>全年供水<b>稳定</b>，<br>水质达标。</p>"
        "<p style='display:none'>看不见的话。</p><!-- 注释 -->"
        "<table><caption>支出表</caption><tr><th rowspan=2>项目</th><th colspan=2>支出</th></tr><tr><td>基本</td><td>项目</td></tr>"
        "<tr><td>供水</td><td>12.5</td><td>13.0</td></tr></table><footer>版权所有</footer></body></html>",
        "utf-8",
    )
    report, account = read_with_account(path)
    assert report.text.split("\n") == [
        "青禾市水务局2023年工作总结",
        "一、情况",
        "全年供水稳定，",
        "水质达标。",
        "支出表",
        "项目\t支出",
        "\t基本\t项目",
        "供水\t12.5\t13.0",
    ]
    assert report.tables[0].cells == (("项目", "支出", ""), ("", "基本", "项目"), ("供水", "12.5", "13.0"))
    assert report.warnings == ("有 6 个隐藏的字没有读入，请查看原件",)
    assert ([one.reason for one in account.losses], account.unexplained) == (
        ["网页导航和页脚", "隐藏的文字"],
        0,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "gb18030", "utf-16"])
def test_a_web_page_is_read_in_the_encoding_it_names_or_has(tmp_path: Path, encoding: str):
    path = tmp_path / "a.htm"
    text = f"<html><meta charset={encoding}><body><p>一、情况</p><p>{BODY}</p></body></html>"
    path.write_bytes(text.encode(encoding))
    assert read_report(path).text == f"一、情况\n{BODY}"


def test_tables_that_only_lay_a_page_out_are_text(tmp_path: Path):
    path = tmp_path / "a.html"
    path.write_text(
        f"<table><tr><td><table><tr><td>栏</td><td>目</td></tr></table></td><td><p>一、情况</p><p>{BODY}</p></td></tr></table>",
        "utf-8",
    )
    report = read_report(path)
    assert (report.text, len(report.tables)) == (f"栏\t目\n一、情况\n{BODY}", 1)


# ---- zips ----


def test_the_files_of_a_zip_are_read_one_by_one_under_their_names(tmp_path: Path):
    docx = write_docx(tmp_path / "a.docx", paragraph("一、情况"), paragraph(BODY))
    sheet = book(tmp_path / "b.xlsx", 表=[["项目", "数"], ["供水", 12]])
    path = tmp_path / "青禾市水务局-2023.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(docx, "正文.docx")
        archive.write(sheet, "附表/收支.xlsx")
        archive.writestr("__MACOSX/._正文.docx", b"x")
        archive.writestr("图.png", b"x")
    report = read_report(path)
    assert [(one.key, one.heading) for one in report.sections] == [
        ("1", "正文"),
        ("1.1", "一、情况"),
        ("2", "收支"),
    ]
    assert (report.tables[0].cells, report.year) == ((("项目", "数"), ("供水", "12")), 2023)
    assert [warning for warning in report.warnings if "里面有 2 份文件" in warning]


def test_a_zip_of_one_report_is_that_report_and_names_in_gbk_are_understood(tmp_path: Path):
    path = tmp_path / "a.zip"
    raw = "总结.txt".encode("gbk").decode("cp437")
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo(raw)
        archive.writestr(info, f"一、情况\n{BODY}".encode())
    assert read_report(path).text == f"一、情况\n{BODY}"


def test_a_zip_with_nothing_to_read_says_so_and_one_bad_member_is_a_warning(tmp_path: Path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("图.png", b"x")
    with pytest.raises(ReportError, match="没有可读的报告"):
        read_report(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("好.txt", BODY)
        archive.writestr("坏.docx", b"PK\x03\x04")
    report = read_report(path)
    assert (report.text, report.warnings[-1][:6]) == (BODY, "坏.docx")


# ---- names and bytes ----


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("a.docm", "另存为 .docx"),
        ("a.xlsm", "另存为 .docx 或 .xlsx"),
        ("a.ofd", r"另存为 \.pdf"),
        ("a.jpg", "OCR"),
        ("a.rtf", "另存为 .docx"),
        ("a.rar", "解压"),
        ("a.exe", "不认识的文件类型"),
        ("a", "不认识的文件类型"),
    ],
)
def test_a_kind_that_is_not_read_is_answered_with_what_to_do(tmp_path: Path, name: str, remedy: str):
    path = tmp_path / name
    path.write_bytes(b"x")
    with pytest.raises(ReportError, match=remedy) as problem:
        read_report(path)
    assert str(problem.value).startswith(f"{name}：")


def test_a_renamed_file_is_read_by_its_bytes_with_a_warning(tmp_path: Path):
    docx = write_docx(tmp_path / "a.docx", paragraph("一、情况"), paragraph(BODY))
    renamed = docx.rename(tmp_path / "a.doc")
    report = read_report(renamed)
    assert (report.text, report.warnings) == (
        f"一、情况\n{BODY}",
        ("扩展名是 .doc，内容其实是 .docx，已按内容读",),
    )
    page = tmp_path / "b.doc"
    page.write_text(f"<html><body><p>{BODY}</p></body></html>", "utf-8")
    assert read_report(page).text == BODY
    pdf = write_pdf(tmp_path / "c.pdf", [(112, 700, BODY)]).rename(tmp_path / "c.docx")
    assert read_report(pdf).text == BODY
    assert read_report(pdf.rename(tmp_path / "c.txt")).text == BODY
    for name, data in (
        ("e.docx", BODY.encode()),
        ("e.xls", BODY.encode("gb18030")),
        ("e.pdf", BODY.encode()),
    ):
        (tmp_path / name).write_bytes(data)
        assert read_report(tmp_path / name).text == BODY
    rich = tmp_path / "d.doc"
    rich.write_bytes(b"{\\rtf1 x}")
    with pytest.raises(ReportError, match=r"内容其实是 \.rtf"):
        read_report(rich)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", b"", r"是空文件（0 字节）"),
        ("a.txt", b"", r"是空文件（0 字节）"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", r"扩展名是 \.pdf，内容其实是 \.png。是图片，里面没有文字"),
        ("a.doc", b"MIME-Version: 1.0\r\n", r"内容其实是 \.mht。.*另存为 \.docx"),
        ("a.docx", zipped("数据.txt"), r"内容其实是 \.zip。请改回扩展名再读"),
        ("a.xlsx", zipped("OFD.xml"), r"内容其实是 \.ofd。.*另存为 \.pdf"),
        ("a.docx", zipped("ppt/presentation.xml"), r"内容其实是 \.pptx。不认识的文件类型"),
        ("a.docx", zipped("数据.txt")[:-30], "文件已损坏"),
    ],
    ids=["empty docx", "empty txt", "picture", "web page", "archive", "ofd", "slides", "cut archive"],
)
def test_a_renamed_file_that_is_not_read_is_told_for_what_it_is(
    tmp_path: Path, name: str, data: bytes, told: str
):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReportError, match=f"^{name}：.*{told}"):
        read_report(path)


def test_a_sheet_named_alone_is_taken_and_notes_about_a_folder_are_not(tmp_path: Path):
    sheet = book(tmp_path / "a.xlsx", 表=[["项目", "数"]])
    for name in ("README.md", "LICENSE.txt", "说明.txt", "总结.txt", "决算.doc"):
        (tmp_path / name).write_text("x", "utf-8")
    assert find_reports([sheet]) == (sheet,)
    assert [path.name for path in find_reports([tmp_path])] == ["决算.doc", "总结.txt"]


# ---- in the child process ----


def test_the_child_gives_report_and_account(tmp_path: Path):
    sheet = book(tmp_path / "b.xlsx", 表=[["项目", "数"], ["供水", 12]])
    assert read_with_account_safely(sheet) == read_with_account(sheet)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.slow  # how long LibreOffice takes to start is its own affair
def test_an_old_word_file_beyond_us_is_read_by_way_of_libreoffice(tmp_path: Path):
    path = tmp_path / "总结.doc"
    text = "".join(f"\\u{ord(char)}?" for char in BODY)
    path.write_text(f"{{\\rtf1\\ansi\\uc1 {text}\\par}}", "ascii")
    report = read_report_safely(path)
    assert (report.text, report.source) == (BODY, "总结.doc")
    with pytest.raises(ReportError, match=r"内容其实是 \.rtf"):
        read_report(path)
