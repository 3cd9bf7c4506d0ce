"""The columns of a table that tell what changed: 增长额, 增量 and 同比增长 of two years, points in a column of growths."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.reading import read_text


def _table(*rows: str) -> str:
    head, *body = (f"| {' | '.join(row.split())} |" for row in rows)
    ruled = "|" + " --- |" * len(rows[0].split())
    return "\n".join(["泽南市中心医院运行情况", "", head, ruled, *body, ""])


def _found(text: str) -> list[tuple[str, str]]:
    issues = check_report(read_text(text, "运行情况-2021.md")).issues
    return [(one.code, one.excerpt) for one in issues if one.severity in ("error", "warning")]


GROWN = _table(
    "项目 2021年 2020年 增长额 增长比",
    "医疗收入（万元） 5053.28 5363.02 -309.74 -5.78%",
    "门诊收入（万元） 2551.77 2333.68 218.09 9.35%",
    "门诊人次（人） 105721 86628 19093.00 22.04%",
    "住院收入（万元） 2501.51 3029.34 -527.83 -17.42%",
)
INCREMENTS = _table(
    "指标 2021年水平（元） 2020年水平（元） 增量（元） 同比增长（%）",
    "工资性收入 26837 25244 1593 6.3",
    "经营净收入 5347 4810 537 11.2",
    "财产净收入 3381 3171 210 6.6",
    "转移净收入 5397 5136 261 5.1",
)
POINTS = _table(
    "项目 本报告期 上年同期 增减变动幅度（%）",
    "营业总收入 1157635251.45 984082514.49 17.64",
    "营业利润 84703031.05 87464355.10 -3.16",
    "利润总额 84860377.59 87824117.55 -3.37",
    "净资产收益率 3.65% 3.38% 0.27",
)


@pytest.mark.parametrize("table", [GROWN, INCREMENTS, POINTS])
def test_a_table_that_is_right_raises_no_alarm(table):
    assert _found(table) == []


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        (GROWN, "218.09", "281.09"),
        (GROWN, "19093.00", "19903.00"),
        (GROWN, "9.35%", "9.53%"),
        (INCREMENTS, "1593", "1953"),
        (INCREMENTS, "11.2", "12.1"),
    ],
)
def test_a_slip_in_what_changed_is_pointed_to(table, right, wrong):
    assert _found(table.replace(f" {right} ", f" {wrong} ")) != []


def test_an_amount_between_amounts_is_no_code_of_a_subject():
    table = _table(
        "项目 2021年 2020年 增长额",
        "总收入（万元） 21177 21740 -563.00",
        "总支出（万元） 19737 20977 -1240.00",
        "出院人次（人） 34295 40574 -6279.00",
    )
    assert _found(table) == []
    assert _found(table.replace("-563.00", "-536.00")) != []
