"""Forms of a budget whose cells stand each on a line of its own are the forms they are when laid out in rows."""

from __future__ import annotations

from drafter.checks import check_report
from drafter.reading import read_text

CODED = """2024年部门支出预算总表
单位：元
项目
支出预算
功能分类科目编码
功能分类科目名称
合计
基本支出
项目支出
类
款
项
208
社会保障和就业支出
1,204,300
1,011,800
192,500
208
05
行政事业单位养老支出
1,011,800
1,011,800
208
05
05
机关事业单位基本养老保险
缴费支出
1,011,800
1,011,800
208
08
抚恤
192,500
192,500
208
08
01
死亡抚恤
192,500
192,500
210
卫生健康支出
310,400
310,400
210
11
行政事业单位医疗
310,400
310,400
合计
1,514,700
1,322,200
192,500"""
SIDED = """2024年部门财务收支预算总表
本年收入
本年支出
项目
预算数
项目
预算数
一、财政拨款收入
1,514,700.00 一、社会保障和就业支出
1,204,300.00
1. 一般公共预算
1,514,700.00 二、卫生健康支出
310,400.00
2. 政府性基金
预算
三、城乡社区支出
二、事业收入
0.00
收入总计
1,514,700.00 支出总计
1,514,700.00"""


def tables_of(text: str) -> list[tuple[tuple[str, ...], ...]]:
    return [table.cells for table in read_text(text, "某局-部门预算-2024.txt").tables]


def test_a_code_tells_where_a_row_begins_and_the_totals_tell_which_cells_were_empty() -> None:
    assert tables_of(CODED) == [
        (
            ("", "", "", "功能分类科目名称", "合计", "基本支出", "项目支出"),
            ("类", "款", "项", "", "", "", ""),
            ("208", "", "", "社会保障和就业支出", "1,204,300", "1,011,800", "192,500"),
            ("208", "05", "", "行政事业单位养老支出", "1,011,800", "1,011,800", ""),
            ("208", "05", "05", "机关事业单位基本养老保险缴费支出", "1,011,800", "1,011,800", ""),
            ("208", "08", "", "抚恤", "192,500", "", "192,500"),
            ("208", "08", "01", "死亡抚恤", "192,500", "", "192,500"),
            ("210", "", "", "卫生健康支出", "310,400", "310,400", ""),
            ("210", "11", "", "行政事业单位医疗", "310,400", "310,400", ""),
            ("", "", "", "合计", "1,514,700", "1,322,200", "192,500"),
        )
    ]


def test_the_numbering_of_the_right_side_tells_where_a_row_of_two_sides_ends() -> None:
    assert tables_of(SIDED) == [
        (
            ("一、财政拨款收入", "1,514,700.00", "一、社会保障和就业支出", "1,204,300.00"),
            ("1. 一般公共预算", "1,514,700.00", "二、卫生健康支出", "310,400.00"),
            ("2. 政府性基金预算", "", "三、城乡社区支出", ""),
            ("二、事业收入", "0.00", "", ""),
            ("收入总计", "1,514,700.00", "支出总计", "1,514,700.00"),
        )
    ]


def test_columns_of_nothing_are_left_out_of_a_total() -> None:
    form = (
        "一、一般公共预算 815.20 一、教育支出 602.10 602.10 0.00 0.00\n"
        "二、政府性基金 94.30 二、卫生健康支出 213.10 213.10 0.00 0.00\n"
        "三、其他 0.00 三、城乡社区支出 94.30 0.00 94.30 0.00\n"
        "收入总计 909.50 支出总计 909.50 815.20 94.30"
    )
    assert [row[-4:] for row in tables_of(form)[0]][-1] == ("909.50", "815.20", "94.30", "")


def test_a_wrong_digit_in_such_a_form_is_found() -> None:
    wrong = CODED.replace("死亡抚恤\n192,500\n192,500", "死亡抚恤\n192,500\n129,500")
    issues = check_report(read_text(wrong, "某局-部门预算-2024.txt")).issues
    assert [(one.severity, one.code, one.excerpt) for one in issues] == [("error", "sum-wrong", "129,500")]
    assert check_report(read_text(CODED, "某局-部门预算-2024.txt")).issues == ()


def test_codes_and_numbers_of_other_lines_stay_where_they_are() -> None:
    text = "一、\n概况\n208\n人参加\n一、概况\n312\n二、情况\n甲\n210"
    assert [table.cells for table in read_text(text, "t.txt").tables] == []
    assert read_text(text, "t.txt").text.replace("\n", "") == text.replace("\n", "")


def test_a_form_may_be_cut_off_anywhere() -> None:
    for text in (CODED, SIDED):
        lines = text.splitlines()
        for end in range(len(lines)):
            read = read_text("\n".join(["某局预算", *lines[:end]]), "t.txt").text
            assert "".join(read.split()) == "".join(["某局预算", *lines[:end]]).replace(" ", "")
