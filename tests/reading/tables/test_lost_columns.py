"""Budget tables of plain text whose empty cells left no trace: the codes and the totals tell which columns the amounts stand in."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.reading import read_text
from drafter.report import Report

CODED = [
    "支出预算总表",
    "单位：元",
    "功能分类科目名称 合计 基本支出 项目支出",
    "类 款 项",
    "207 文化旅游体育与传媒支出 913,500 613,500 300,000",
    "207 01 文化和旅游 913,500 613,500 300,000",
    "207 01 04 图书馆 412,300 412,300",
    "207 01 08 文化活动 300,000 300,000",
    "功能分类科目名称 合计 基本支出 项目支出",
    "207 01 09 群众文化 201,200 201,200",
    "221 住房保障支出 86,400 86,400",
    "221 02 住房改革支出 86,400 86,400",
    "221 02 01 住房公积金 86,400 86,400",
    "合计 999,900 699,900 300,000",
]
SIDED = [
    "财政拨款收支预算总表",
    "单位：元",
    "一、一般公共预算 699,900 一、文化旅游体育与传媒支出 913,500 613,500 300,000",
    "二、政府性基金预算 300,000 二、卫生健康支出 40,200 40,200",
    "三、国有资本经营预算 三、住房保障支出 46,200 46,200",
    "收入总计 999,900 支出总计 999,900 699,900 300,000",
]


def read(lines: list[str]) -> Report:
    return read_text("\n".join(lines), "甲局-部门预算-2024.txt")


def issues(lines: list[str]) -> list[tuple[str, str, str]]:
    return [(one.code, one.excerpt, one.expected) for one in check_report(read(lines)).issues]


def test_the_codes_tell_in_which_column_an_amount_stands():
    (table,) = read(CODED).tables
    rows = {row[3]: row[4:] for row in table.cells}
    assert rows["图书馆"] == ("412,300", "412,300", "")
    assert rows["文化活动"] == ("300,000", "", "300,000")
    assert rows["住房公积金"] == ("86,400", "86,400", "")
    assert rows["功能分类科目名称"] == ("合计", "基本支出", "项目支出")
    assert issues(CODED) == []


def test_the_numbering_tells_where_the_right_side_begins_and_the_totals_its_columns():
    (table,) = read(SIDED).tables
    assert table.cells[1:3] == (
        ("二、政府性基金预算", "300,000", "二、卫生健康支出", "40,200", "40,200", ""),
        ("三、国有资本经营预算", "", "三、住房保障支出", "46,200", "46,200", ""),
    )


def test_the_left_side_may_be_the_longer_one():
    lines = [line.replace("三、国有资本经营预算", "2.国有资本经营预算") for line in SIDED]
    (table,) = read([*lines[:5], "三、事业收入", *lines[5:]]).tables
    assert table.cells[3] == ("三、事业收入", "", "", "", "", "")


@pytest.mark.parametrize(
    ("lines", "right", "wrong"),
    [
        (CODED, "图书馆 412,300 412,300", "图书馆 412,300 472,300"),
        (CODED, "群众文化 201,200", "群众文化 261,200"),
        (CODED, "合计 999,900 699,900", "合计 999,900 629,900"),
        (SIDED, "支出总计 999,900", "支出总计 999,400"),
        (SIDED, "保障支出 46,200", "保障支出 64,200"),
    ],
)
def test_a_slip_in_such_a_table_is_found(lines: list[str], right: str, wrong: str):
    slipped = [line.replace(right, wrong) for line in lines]
    assert slipped != lines
    amount = next(one for one in wrong.split() if one not in right)
    assert amount in [excerpt for _, excerpt, _ in issues(slipped)]


def test_names_set_in_two_lines_around_their_amounts_are_one_row():
    lines = [
        "合计 603.26 603.26",
        "208 社会保障和就业支出 603.26 603.26",
        "20805 行政事业单位养老支出 603.26 603.26",
        "2080501 行政单位离退休 46.54 46.54",
        "机关事业单位基本养老保",
        "2080505 556.72 556.72",
        "险缴费支出",
        "注：本表反映本年度支出情况。",
    ]
    assert [row[1] for row in read(lines).tables[0].cells][-1] == "机关事业单位基本养老保险缴费支出"
    assert issues(lines) == []
    lost = [line.replace("2080501", "20 8 01") for line in lines]
    assert read(lost).tables == ()


def test_a_table_with_two_readings_is_left_as_it_is():
    lines = [
        "功能分类科目名称 合计 基本支出 项目支出",
        "207 文化旅游体育与传媒支出 20,000 10,000 10,000",
        "20701 文化和旅游 10,000 10,000",
        "20702 文物 10,000 10,000",
        "合计 20,000 10,000 10,000",
    ]
    assert read(lines).tables == ()


def test_rooms_and_prose_are_no_coded_rows():
    lines = ["301教室可容纳 45 人，302教室 50 人。", "2024 年收入 12 万元", "305 家企业 12 13"]
    assert read(lines).tables == ()


def test_two_amounts_that_each_table_adds_up_with_do_not_contradict_each_other():
    other = [
        line.replace("300,000", "200,000").replace("913,500", "813,500").replace("999,900", "899,900")
        for line in CODED
    ]
    assert [code for code, _, _ in issues([*CODED, *other])] == []


PROSE = "1.“文化旅游体育与传媒支出（类）-文化和旅游（款）-群众文化（项）”2024年度预算20.12万元，2023年度预算40.10万元，主要用于图书购置。"


def test_an_item_of_the_prose_is_held_against_its_row_though_its_year_stands_between():
    assert issues([PROSE, *CODED]) == []
    found = issues([PROSE.replace("20.12", "20.72"), *CODED])
    assert found == [("same-figure-two-values", "20.72万元", "20.12")]


def test_the_outturn_of_an_item_is_held_against_its_row():
    prose = "1.文化旅游体育与传媒支出（类）文化和旅游（款）群众文化（项），主要用于图书购置。年初预算为18.10万元，支出决算为{}万元。决算数大于预算数的主要原因：新增馆藏。"
    assert issues([prose.format("20.12"), *CODED]) == []
    assert [excerpt for _, excerpt, _ in issues([prose.format("20.72"), *CODED])] == ["20.72万元"]
