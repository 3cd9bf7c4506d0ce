"""Tables of PDF files: ruled, merged, continued over pages, or told by alignment alone; and what their values are called."""

from __future__ import annotations

from pathlib import Path

from drafter.reading import read_report, read_with_account
from drafter.tables import column_heads, head_rows, row_head
from tests.build_files import ruled, write_pdf

TITLE = (80.0, 780.0, "青禾市水务局2023年度部门预算")
XS, YS = (80, 180, 280, 380, 480), (740, 700, 660, 620, 580)
HEADS = [
    (90, 715, "项目"),
    (290, 715, "支出预算"),
    (190, 675, "合计"),
    (290, 675, "基本支出"),
    (390, 675, "项目支出"),
]
# 项目 spans two rows, 支出预算 three columns.
MERGED = ruled(XS, YS, (80, 700, 180, 700), (280, 740, 280, 700), (380, 740, 380, 700))
ROWS = [
    *((90, 635, "供水事务"), (200, 635, "1,200.50"), (300, 635, "1,000.00"), (400, 635, "200.50")),
    *((90, 595, "防汛"), (200, 595, "80.00"), (400, 595, "80.00")),
]


def cells(path: Path) -> list[tuple[tuple[str, ...], ...]]:
    return [table.cells for table in read_report(path).tables]


def test_a_ruled_table_keeps_each_value_in_its_row_and_column(tmp_path: Path):
    path = write_pdf(
        tmp_path / "a.pdf", [TITLE, *HEADS, *ROWS, (80, 540, "注：单位为万元。")], strokes=[MERGED], size=12
    )
    report = read_report(path)
    assert report.tables[0].cells == (
        ("项目", "支出预算", "", ""),
        ("", "合计", "基本支出", "项目支出"),
        ("供水事务", "1,200.50", "1,000.00", "200.50"),
        ("防汛", "80.00", "", "80.00"),
    )
    assert report.text.split("\n")[1:] == [
        "项目\t支出预算",
        "\t合计\t基本支出\t项目支出",
        "供水事务\t1,200.50\t1,000.00\t200.50",
        "防汛\t80.00\t\t80.00",
        "注：单位为万元。",
    ]
    assert column_heads(report.tables[0].cells) == (
        ("项目",),
        ("支出预算", "合计"),
        ("支出预算", "基本支出"),
        ("支出预算", "项目支出"),
    )
    assert (head_rows(report.tables[0].cells), row_head(report.tables[0].cells, 3, 3)) == (2, "防汛")


def test_a_page_turned_for_showing_reads_the_same(tmp_path: Path):
    page = [(left, height - 300, text) for left, height, text in [TITLE, *HEADS, *ROWS]]
    strokes = [(x0, y0 - 300, x1, y1 - 300) for x0, y0, x1, y1 in MERGED]
    upright = write_pdf(tmp_path / "a.pdf", page, strokes=[strokes], size=12)
    turned = write_pdf(tmp_path / "b.pdf", page, strokes=[strokes], size=12, sideways=True)
    assert read_report(turned).text == read_report(upright).text
    assert cells(turned) == cells(upright)


def test_a_table_that_goes_on_after_the_page_end_is_one_and_its_heads_stand_once(tmp_path: Path):
    second = [*HEADS, (90, 635, "水土保持"), (200, 635, "35.00"), (300, 635, "35.00")]
    path = write_pdf(tmp_path / "a.pdf", [TITLE, *HEADS, *ROWS], second, strokes=[MERGED, MERGED], size=12)
    (table,) = cells(path)
    assert [row[0] for row in table] == ["项目", "", "供水事务", "防汛", "水土保持"]
    assert read_report(path).text.count("基本支出") == 1


def test_the_numbers_of_its_columns_are_heads_too_on_the_next_page(tmp_path: Path):
    numbers = [(90, 635, "栏次"), (200, 635, "1"), (300, 635, "2"), (400, 635, "3")]
    pages = [[*HEADS, *numbers, (90, 595, name), (200, 595, "35.00")] for name in ("防汛", "水土保持")]
    path = write_pdf(tmp_path / "a.pdf", *pages, strokes=[MERGED, MERGED], size=12)
    assert [row[0] for row in cells(path)[0]] == ["项目", "", "栏次", "防汛", "水土保持"]


def test_tables_of_other_columns_stay_apart(tmp_path: Path):
    other = ruled((80, 300, 480), (740, 700, 660))
    second = [(90, 715, "指标"), (310, 715, "数值"), (90, 675, "水质达标率"), (310, 675, "99.8%")]
    path = write_pdf(tmp_path / "a.pdf", [TITLE, *HEADS, *ROWS], second, strokes=[MERGED, other], size=12)
    assert [len(table) for table in cells(path)] == [4, 2]


def test_text_longer_than_its_cell_stays_in_the_cell_it_was_set_in(tmp_path: Path):
    long = [(82, 635, "农村饮用水安全保障工程"), (282, 635, "35.00"), (382, 635, "35.00")]
    path = write_pdf(tmp_path / "a.pdf", [TITLE, *HEADS, *long], strokes=[MERGED], size=12)
    assert cells(path)[0][2] == ("农村饮用水安全保障工程", "", "35.00", "35.00")


def test_two_narrow_lines_of_a_cell_are_read_one_after_the_other(tmp_path: Path):
    narrow = [(90, 643, "机关事业单位"), (90, 632, "养老保险缴费"), (200, 637, "12.00")]
    path = write_pdf(tmp_path / "a.pdf", [TITLE, *HEADS, *narrow], strokes=[MERGED], size=11)
    assert cells(path)[0][2][:2] == ("机关事业单位养老保险缴费", "12.00")


def test_columns_without_rules_are_told_by_their_alignment(tmp_path: Path):
    page = [
        TITLE,
        *((80, 740, "科目"), (250, 740, "预算数"), (400, 740, "决算数")),
        *((80, 715, "办公费"), (250, 715, "12.50"), (400, 715, "11.80")),
        *((80, 690, "差旅费"), (400, 690, "3.20")),
        *((80, 665, "合计"), (250, 665, "12.50"), (400, 665, "15.00")),
        (112, 600, "以上各项按规定使用，没有挪用。"),
    ]
    report = read_report(write_pdf(tmp_path / "a.pdf", page, size=12))
    assert report.tables[0].cells == (
        ("科目", "预算数", "决算数"),
        ("办公费", "12.50", "11.80"),
        ("差旅费", "", "3.20"),
        ("合计", "12.50", "15.00"),
    )
    assert report.text.split("\n")[-1] == "以上各项按规定使用，没有挪用。"


def test_what_is_printed_off_the_page_is_not_read(tmp_path: Path):
    page = [
        TITLE,
        (112, 700, "全年供水稳定，水质达标。"),
        (112, 900, "页面之外的话。"),
        (700, 700, "也在外面。"),
    ]
    assert "外" not in read_report(write_pdf(tmp_path / "a.pdf", page)).text


def test_a_frame_around_text_is_no_table(tmp_path: Path):
    page = [TITLE, (112, 700, "一、情况"), (112, 670, "全年供水稳定，水质达标。")]
    report = read_report(write_pdf(tmp_path / "a.pdf", page, strokes=[ruled((60, 540), (820, 40))]))
    assert (report.tables, report.sections[-1].heading) == ((), "一、情况")


def test_heads_over_heads_are_found_for_every_column():
    table = (
        ("收入", "", "支出", "", "", ""),
        ("项目", "预算数", "项目", "预算数", "", ""),
        ("", "", "", "合计", "基本", "项目"),
        ("一、拨款", "10", "一、教育", "10", "6", "4"),
    )
    assert ["/".join(heads) for heads in column_heads(table)] == [
        "收入/项目",
        "收入/预算数",
        "支出/项目",
        "支出/预算数/合计",
        "支出/预算数/基本",
        "支出/预算数/项目",
    ]
    assert (row_head(table, 3, 1), row_head(table, 3, 5)) == ("一、拨款", "一、教育")


def test_a_row_that_numbers_the_columns_is_a_head_and_an_empty_table_has_heads_too():
    assert head_rows((("科目", "合计"), ("栏次", "1", "2"), ("办公费", "5", "5"))) == 2
    assert column_heads((("科目", "合计"), ("合计", ""))) == (("科目",), ("合计",))
    assert column_heads(()) == ()


def test_the_unit_over_each_pages_table_stays_and_running_heads_go(tmp_path: Path):
    def page(number: int) -> list[tuple[float, float, str]]:
        head = [
            (80, 810, "青禾市水务局2023年度部门预算"),
            (80, 785, f"表{number}：支出预算表"),
            (80, 760, "单位：万元"),
        ]
        return [*head, *HEADS, *ROWS, (290, 40, f"— {number} —")]

    path = write_pdf(tmp_path / "a.pdf", *(page(at) for at in range(1, 5)), strokes=[MERGED] * 4, size=12)
    report, account = read_with_account(path)
    assert (report.text.count("单位：万元"), report.text.count("表"), len(report.tables)) == (4, 8, 4)
    assert [(one.reason, one.characters) for one in account.losses] == [("页眉、页脚和页码", 76)]
    assert account.unexplained == 0


def test_what_stands_under_a_merged_first_cell_keeps_its_column_in_the_text(tmp_path: Path):
    rows = [
        "项目\t支出预算\t\t",
        "\t合计\t基本支出\t项目支出",
        "供水事务\t1200.50\t1000.00\t200.50",
        "合计\t\t1000.00",
    ]
    path = tmp_path / "青禾市水务局2023年度部门预算.txt"
    path.write_text("\n".join(["青禾市水务局2023年度部门预算", "收支情况如下。", *rows, ""]), "utf-8")
    report = read_report(path)
    assert report.text.split("\n")[3:5] == ["\t合计\t基本支出\t项目支出", rows[2]]
    assert column_heads(report.tables[0].cells)[1:3] == (("支出预算", "合计"), ("支出预算", "基本支出"))
    indented = tmp_path / "青禾市水务局2022年度部门预算.txt"
    indented.write_text(
        "\n".join(["青禾市水务局2022年度部门预算", *(f"\t{row}" for row in rows), ""]), "utf-8"
    )
    assert read_report(indented).tables[0].cells == report.tables[0].cells
