"""A column that is of those on its left and of those on its right, and two kinds of columns in turn: a slip is told at its cell."""

from __future__ import annotations

from drafter.checks import check_report
from drafter.report import Report, Section, Table

Rows = tuple[tuple[str, ...], ...]


def said(rows: Rows) -> list[tuple[str, str]]:
    text = "\n".join("\t".join(row) for row in rows)
    section = Section("0", 0, "", 0, len(text))
    report = Report("", "", 2024, "t", text, (section,), (Table(rows, 0, len(text)),))
    return [(one.excerpt, one.expected) for one in check_report(report).issues if one.severity != "note"]


def changed(rows: Rows, line: str, old: str, new: str) -> Rows:
    return tuple(
        tuple(
            new if line in row and cell == old and old not in row[:i] else cell for i, cell in enumerate(row)
        )
        for row in rows
    )


POSTS: Rows = (
    ("单位", "编制", "", "", "实有", "缺编"),
    ("", "行政", "事业", "合计", "", ""),
    ("支队", "59", "72", "131", "123", "8"),
    ("中心", "51", "69", "120", "113", "7"),
    ("站", "51", "6", "57", "50", "7"),
    ("机关", "24", "78", "102", "94", "8"),
    ("合计", "185", "225", "410", "380", "30"),
)
ASSETS: Rows = (
    ("类别", "期初数", "", "本期增加", "", "本期减少", "", "期末数", ""),
    ("", "数量", "原值", "数量", "原值", "数量", "原值", "数量", "原值"),
    ("房屋", "12", "908.37", "0", "0.00", "0", "0.00", "12", "908.37"),
    ("设备", "195", "563.65", "15", "80.93", "8", "3.63", "202", "640.95"),
    ("图书", "173", "89.30", "33", "83.70", "3", "3.79", "203", "169.21"),
    ("合计", "380", "1561.32", "48", "164.63", "11", "7.42", "417", "1718.53"),
)


def test_a_total_of_those_on_its_left_may_be_of_those_on_its_right_too() -> None:
    assert said(POSTS) == []
    for line, old, new in (("站", "51", "53"), ("机关", "8", "9"), ("中心", "120", "210")):
        assert said(changed(POSTS, line, old, new)) == [(new, old)]


def test_numbers_and_amounts_side_by_side_move_each_by_themselves() -> None:
    assert said(ASSETS) == []
    for line, old, new in (("图书", "89.30", "87.30"), ("设备", "3.63", "3.36"), ("图书", "203", "283")):
        assert said(changed(ASSETS, line, old, new)) == [(new, old)]


MONTHS: Rows = (
    ("月份", "当月支出（万元）", "累计支出（万元）"),
    ("1月", "118.87", "118.87"),
    ("2月", "40.10", "158.97"),
    ("3月", "21.74", "180.71"),
    ("4月", "115.34", "296.05"),
    ("5月", "110.92", "406.97"),
)
DUES: Rows = (
    ("项目", "金额（元）"),
    ("一、上年结余", "65449.57"),
    ("二、本年收入", "47743.97"),
    ("1.交纳", "41210.55"),
    ("2.利息收入", "6533.42"),
    ("三、本年支出", "35527.75"),
    ("1.培训支出", "20116.30"),
    ("2.慰问支出", "15411.45"),
    ("四、年末结余", "77665.79"),
)
BOTH: Rows = (
    ("项目", "金额（元）", "占比"),
    ("一、收入合计", "7336390.22", ""),
    ("财政拨款", "6984037.35", "95.20%"),
    ("事业收入", "232679.06", "3.17%"),
    ("其他收入", "119673.81", "1.63%"),
    ("二、支出合计", "3981246.31", ""),
    ("人员经费", "2601192.26", "65.34%"),
    ("公用经费", "650747.86", "16.35%"),
    ("项目支出", "729306.19", "18.32%"),
    ("三、年初结转", "556048.73", ""),
    ("四、年末结转", "3911192.64", ""),
)
MARKS: Rows = (
    ("类别", "考核内容", "分值", "扣分", "得分", "扣分原因"),
    ("组织领导", "机构设置", "10", "1.2", "8.8", "资料不全"),
    ("", "责任落实", "10", "0", "10", ""),
    ("", "小计", "20", "1.2", "18.8", ""),
    ("重点工作", "任务完成", "45", "0", "45", ""),
    ("", "项目推进", "35", "9", "26", "进度滞后"),
    ("", "小计", "80", "9", "71", ""),
    ("总分", "", "100", "10.2", "89.8", ""),
)


def test_what_there_is_so_far_grows_by_what_each_month_adds() -> None:
    assert said(MONTHS) == []
    for line, old, new in (
        ("2月", "158.97", "159.87"),
        ("4月", "115.34", "1153400.00"),
        ("3月", "180.71", "130.71"),
    ):
        assert said(changed(MONTHS, line, old, new)) == [(new, old)]


def test_what_is_left_is_of_the_lines_that_are_numbered_like_it() -> None:
    assert said(DUES) == []
    assert said(changed(DUES, "一、上年结余", "65449.57", "65494.57")) == [("65494.57", "65449.57")]
    assert said(changed(BOTH, "四、年末结转", "3911192.64", "3917192.64")) == [("3917192.64", "3911192.64")]


def test_a_share_is_of_the_total_above_it_where_each_group_has_its_own() -> None:
    assert said(BOTH) == []
    assert said(changed(BOTH, "事业收入", "3.17%", "6.17%")) == [("6.17%", "3.17")]


def test_the_subtotals_of_a_scoring_sheet_are_no_items_and_are_added_up() -> None:
    assert said(MARKS) == []
    for line, old, new in (("任务完成", "45", "54"), ("项目推进", "26", "62")):
        assert new in {place for place, _ in said(changed(MARKS, line, old, new))}
    at = [row for row in MARKS if "小计" in row][1]
    rows = tuple(tuple("11" if row is at and cell == "71" else cell for cell in row) for row in MARKS)
    assert ("11", "71") in said(rows)


def test_a_row_without_a_unit_is_judged_where_all_rows_lack_it() -> None:
    head = ("领域", "发现问题（个）", "已整改", "未整改", "整改率")
    rows: Rows = (
        head,
        ("甲", "238", "217", "21", "91.2%"),
        ("乙", "54", "49", "5", "90.7%"),
        ("丙", "67", "46", "21", "68.7%"),
        ("丁", "12", "11", "1", "91.7%"),
    )
    assert said(rows) == []
    assert said(changed(rows, "甲", "91.2%", "51.2%")) == [("51.2%", "91.2")]
