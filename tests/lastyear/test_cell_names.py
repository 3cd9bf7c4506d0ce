"""Figures of a table are named by all the heads that tell them apart."""

from __future__ import annotations

from drafter.lastyear.cell_names import cell_names
from drafter.lastyear.figures import make_brief
from drafter.reading import read_text
from drafter.report import Report, Table


def names(*rows: tuple[str, ...]) -> dict[str, str]:
    """The number in each cell → the name it is given; no two numbers are alike here."""
    text = "表\n" + "".join("\t".join(row) + "\n" for row in rows)
    report = Report("表", "", 2024, "x.txt", text, (), (Table(rows, 2, len(text)),))
    return {text[start:].split()[0]: name for start, name in cell_names(report).items()}


def test_a_row_without_a_name_is_named_by_its_columns_from_the_top_down():
    assert names(
        ("“三公”经费", "", "", "", "", ""),
        ("合计", "", "公务用车购置及运行费", "", "", ""),
        ("预算数", "决算数", "小计", "", "公务用车运行费", ""),
        ("", "", "预算数", "决算数", "预算数", "决算数"),
        ("9.00", "8.00", "7.00", "6.00", "5.00", "4.00"),
    ) == {
        "9.00": "“三公”经费合计预算数",
        "8.00": "“三公”经费合计决算数",
        "7.00": "公务用车购置及运行费小计预算数",
        "6.00": "公务用车购置及运行费小计决算数",
        "5.00": "公务用车运行费预算数",
        "4.00": "公务用车运行费决算数",
    }


def test_heads_are_added_to_the_row_where_the_nearest_one_is_not_enough():
    assert names(
        ("项目", "基本支出", "", "项目支出", ""),
        ("", "预算数", "决算数", "预算数", "决算数"),
        ("一、培训费", "9.00", "8.00", "7.00", "6.00"),
    ) == {
        "9.00": "培训费（基本支出预算数）",
        "8.00": "培训费（基本支出决算数）",
        "7.00": "培训费（项目支出预算数）",
        "6.00": "培训费（项目支出决算数）",
    }


def test_a_row_and_one_head_are_enough_where_they_name_the_number():
    assert (
        names(
            ("收入", "", "支出", ""), ("项目", "决算数", "项目", "决算数"), ("拨款", "9.00", "教育", "8.00")
        )
        == {}
    )


def test_a_line_of_a_table_that_only_heads_what_follows_leaves_columns_without_a_head():
    table = "一、本年新收\t10\t11\n二、本年办理\t\t\n（一）予以公开\t6\t7\n（二）部分公开\t2\t3\n"
    report = read_text(f"云溪市档案局2022年度报告\n一、情况\n{table}", "云溪市档案局-2022.txt")
    assert [row.previous for row in make_brief(report, 2023).figures] == ["10", "11", "6", "7", "2", "3"]
