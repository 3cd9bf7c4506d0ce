"""A sentence that tells the row of a table is held against that row, whatever the heads and the words call its numbers."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.report import Report, Section, Table

ROWS = (
    ("序号", "地段", "面积（㎡）", "应收金额（元）", "已收金额（元）", "收缴率"),
    ("1", "沿河仓库", "604.4", "413409.60", "413409.60", "100.00%"),
    ("2", "北门商铺", "738.5", "319032.00", "173125.82", "54.27%"),
    ("3", "老办公楼", "628.9", "215083.80", "108164.77", "50.29%"),
    ("", "合计", "1971.8", "947525.40", "694700.19", "73.32%"),
)
IN_ALL = "全年出租房产3处，面积1971.8平方米，应收947525.40元，已收694700.19元，收缴率73.32%。"
ONE = "其中北门商铺面积738.5平方米，应收319032.00元，已收173125.82元。"


def said(prose: str, rows: tuple[tuple[str, ...], ...] = ROWS) -> list[tuple[str, str]]:
    table = "\n".join("\t".join(row) for row in rows) + "\n"
    text = f"{prose}\n出租情况表\n{table}"
    start = text.index(rows[0][0] + "\t")
    section = Section("0", 0, "", 0, len(text))
    report = Report("", "", 2024, "t", text, (section,), (Table(rows, start, len(text) - 1),))
    return [(one.excerpt, one.expected) for one in check_report(report).issues if one.severity != "note"]


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("1971.8", "1917.8"),
        ("694700.19", "649700.19"),
        ("73.32", "733.20"),
        ("738.5", "783.5"),
        ("319032.00", "139032.00"),
        ("173125.82", "178125.82"),
    ],
)
def test_the_one_number_that_is_in_no_cell_of_its_row_is_found(told: str, meant: str) -> None:
    prose = IN_ALL + ONE
    assert said(prose) == []
    ((excerpt, expected),) = said(prose.replace(told, meant))
    assert (excerpt.rstrip("平方米元%"), expected) == (meant, told)


def test_a_number_of_another_thing_is_left_alone() -> None:
    assert said(IN_ALL + "其中北门商铺上年应收319023.00元，已收173125.82元。") == []
    assert said(IN_ALL + "沿河仓库面积604.4平方米，应收413409.60元，维修支出41340.90元。") == []
    assert said("全年维修支出319023.00元。") == []


def test_the_share_of_a_whole_is_told_of_its_own_row() -> None:
    rows = (
        ("项目", "本月（万元）", "累计（万元）", "占比（%）"),
        ("公共收入", "7451", "78277", "100.0"),
        ("税收收入", "6312", "67223", "85.9"),
        ("非税收入", "1139", "11054", "14.1"),
    )
    prose = "公共收入累计78277万元。其中税收收入累计67223万元，本月6312万元，占公共收入的{}%。"
    assert said(prose.format("85.9"), rows) == []
    assert said(prose.format("859.0"), rows) == [("859.0%", "85.9")]


def test_what_a_sum_of_the_sentence_breaks_too_is_said_once_at_the_number() -> None:
    rows = (
        ("单位", "行政（人）", "事业（人）", "合计（人）"),
        ("甲局", "125", "162", "287"),
        ("乙局", "131", "138", "269"),
        ("合计", "256", "300", "556"),
    )
    prose = "甲局年末287人，其中行政人员125人，事业人员{}人。"
    assert said(prose.format("162"), rows) == []
    assert [place for place, _ in said(prose.format("182"), rows)] == ["182人"]


def test_a_nought_too_many_in_a_short_number_and_a_mean_told_in_money() -> None:
    rows = (
        ("类型", "年末数（辆）", "里程（万公里）", "运行费（万元）", "车均费用（万元/辆）"),
        ("通信用车", "25", "31.84", "112.25", "4.49"),
        ("执法用车", "37", "52.17", "180.93", "4.89"),
        ("合计", "62", "84.01", "293.18", "4.73"),
    )
    prose = "年末共有车辆62辆，行驶84.01万公里，运行费293.18万元，车均费用4.73万元。"
    assert said(prose, rows) == []
    assert said(prose.replace("62辆", "620辆"), rows) == [("620辆", "62")]
    assert said(prose.replace("4.73", "4.93"), rows) == [("4.93万元", "4.73")]
