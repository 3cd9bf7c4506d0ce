"""Whole numbers that count things are exact, wherever they stand among amounts and rates that were rounded."""

from __future__ import annotations

from drafter.checks import check_report
from drafter.report import Report, Section, Table
from tests.tabular.test_checked_tables import Rows, changed

SERVICE: Rows = (
    ("单位", "办件数（件）", "受益人数（人）", "补助金额（万元）", "办结率（%）"),
    ("河西镇", "17", "204", "31.52", "97.1"),
    ("桥头镇", "23", "318", "44.07", "95.6"),
    ("石湾乡", "9", "127", "18.90", "98.2"),
    ("合计", "49", "649", "94.49", "96.7"),
)
AIR: Rows = (
    ("月份", "监测天数", "优", "良", "污染", "优良率（%）"),
    ("1月", "31", "11", "16", "4", "87.1"),
    ("2月", "29", "10", "17", "2", "93.1"),
    ("3月", "30", "8", "19", "3", "90.0"),
    ("4月", "30", "12", "16", "2", "93.3"),
    ("5月", "31", "9", "19", "3", "90.3"),
    ("合计", "151", "50", "87", "14", "90.7"),
)
OUTPUT: Rows = (
    ("指标", "2024年", "2023年", "增长（%）"),
    ("生产总值合计", "1235", "1168", "6.1"),
    ("第一产业", "12", "11", "3.2"),
    ("第二产业", "556", "531", "5.0"),
    ("第三产业", "666", "626", "7.1"),
)


def errors(rows: Rows) -> list[str]:
    """What is said to be wrong in a table that stands alone."""
    text = "\n".join("\t".join(row) for row in rows)
    report = Report(
        "", "", 2024, "t", text, (Section("0", 0, "", 0, len(text)),), (Table(rows, 0, len(text)),)
    )
    return [issue.excerpt for issue in check_report(report).issues if issue.severity != "note"]


def test_a_column_of_counts_among_amounts_adds_up_to_the_last_one() -> None:
    assert errors(SERVICE) == []
    assert errors(changed(SERVICE, "合计", "649", "648")) == ["648"]


def test_days_of_a_kind_without_a_unit_are_counted_beside_their_rate() -> None:
    assert errors(AIR) == []
    assert errors(changed(AIR, "2月", "2", "3")) == ["3"]


def test_whole_amounts_in_no_unit_may_be_rounded_where_others_are_off_too() -> None:
    assert errors(OUTPUT) == []


WORKLOAD: Rows = (
    ("指标", "单位", "2024年", "2023年", "增减", "同比（%）"),
    ("门诊人次", "人次", "30454", "40736", "-10282", "-25.24"),
    ("出院人次", "人次", "28085", "27351", "734", "2.68"),
    ("业务收入", "万元", "8931.55", "9856.38", "-924.83", "-9.38"),
    ("其中：检查收入", "万元", "1644.44", "1587.87", "56.57", "3.56"),
)
COMPARED: Rows = (
    ("单位：万元", "", "", ""),
    ("项目", "2023年决算数", "2024年决算数", "增减额"),
    ("（1）车辆购置费", "0", "16.63", "16.63"),
    ("（2）车辆运行费", "32.66", "27.83", "-4.83"),
    ("接待批次（批）", "125", "168", "43"),
    ("接待人次（人）", "446", "481", "35"),
)


def test_a_change_without_a_unit_is_in_that_of_its_row() -> None:
    assert errors(WORKLOAD) == []
    assert errors(changed(WORKLOAD, "业务收入", "-924.83", "-942.83")) == ["-942.83"]


def test_what_a_row_counts_is_no_money_under_the_heads_of_money() -> None:
    assert errors(COMPARED) == []


def test_a_point_or_a_nought_that_slipped_is_found_in_its_column() -> None:
    assert errors(changed(SERVICE, "桥头镇", "44.07", "440.7")) == ["440.7"]
    assert errors(changed(SERVICE, "石湾乡", "9", "90")) == ["90"]


ADJUSTED: Rows = (
    ("项目", "年初预算数", "调整数", "全年预算数"),
    ("校舍维修", "1769.47", "(43.77)", "1725.70"),
    ("设备更新", "2002.77", "7.69", "2010.46"),
    ("教师培训", "830.31", "73.46", "903.77"),
    ("合计", "4602.55", "37.38", "4639.93"),
)


def test_what_is_taken_off_stands_in_brackets_under_adjustments() -> None:
    assert errors(ADJUSTED) == []
    assert errors(changed(ADJUSTED, "校舍维修", "(43.77)", "(34.77)")) == ["(34.77"]


MILEAGE: Rows = (
    ("车辆", "里程（公里）", "燃油费（元）", "维修费（元）", "费用合计（元）"),
    ("一号车", "16063", "11771.45", "807.78", "12579.23"),
    ("二号车", "20860", "18901.10", "1694.71", "20595.81"),
    ("三号车", "20165", "16274.24", "7925.01", "24199.25"),
    ("合计", "57088", "46946.79", "10427.50", "57374.29"),
)


def test_a_number_in_the_form_of_an_account_is_an_amount_under_a_unit() -> None:
    assert errors(MILEAGE) == []
    assert errors(changed(MILEAGE, "三号车", "20165", "20615")) == ["20615"]


VISITORS: Rows = (
    ("月份", "本地（人次）", "外地（人次）", "合计（人次）"),
    ("1月", "4862", "4793", "9655"),
    ("2月", "4435", "5501", "9936"),
    ("3月", "4160", "6625", "10785"),
    ("合计", "13457", "16919", "30376"),
    ("月均", "4486", "5640", "10125"),
)


def test_means_of_what_is_counted_are_rounded() -> None:
    assert errors(VISITORS) == []
