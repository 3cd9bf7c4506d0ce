"""Tables whose kinds or years stand side by side, totals named in their line, and lists of the prose that a table adds up."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.reading import read_text


def _table(*rows: str) -> str:
    head, *body = (f"| {' | '.join(row.split(' '))} |" for row in rows)
    return "\n".join([head, "|" + " --- |" * len(rows[0].split(" ")), *body, ""])


def _found(*parts: str) -> list[tuple[str, str]]:
    issues = check_report(read_text("\n\n".join(["南岭县水务局2024年度报告", *parts]), "报告-2024.md")).issues
    return [(one.code, one.excerpt) for one in issues if one.severity in ("error", "warning")]


SCORES = _table(
    "指标 决策 过程 产出 效益 合计",
    "权重 18 22 35 25 100",
    "得分 16.7 17.3 28.6 23.2 85.8",
    "得分率 92.78% 78.64% 81.71% 92.80% 85.80%",
)
YEARS = "单位：万元\n\n" + _table(
    "项目 合计 会议费 培训费 差旅费",
    "2023年决算数 61.23 17.77 19.62 23.84",
    "2024年决算数 66.55 12.23 23.62 30.70",
    "增减额 5.32 -5.54 4.00 6.86",
    "增减率（%） 8.69 -31.18 20.39 28.78",
)
OPERATING = "单位：万元\n\n" + _table(
    "项目 行次 预算数 决算数",
    "一、“三公”经费支出 1 — —",
    "（一）支出合计 2 41.02 33.35",
    "1．因公出国（境）费 3 0.00 0.00",
    "2．公务用车购置及运行维护费 4 33.36 28.77",
    "3．公务接待费 5 7.66 4.58",
    "（二）相关统计数 6 — —",
    "1．国内公务接待批次（个） 7 — 50",
    "2．国内公务接待人次（人） 8 — 224",
    "二、国有资产占用情况 9 — —",
    "（一）车辆数合计（辆） 10 — 6",
    "1．应急保障用车 11 — 1",
    "2．其他用车 12 — 5",
)
PURSES = "单位：万元\n\n" + _table(
    "任务 总额 财政拨款 单位资金 其他资金",
    "河道保洁 268.52 178.97 75.12 14.43",
    "泵站维修 932.26 891.87 40.39 0",
    "合计 1200.78 1070.84 115.51 14.43",
)
FUNDS = "单位：万元\n\n" + _table(
    "资金来源 全年预算数 全年执行数 执行率",
    "年度资金总额 1491.33 1363.30 91.42%",
    "其中：中央财政资金 385.14 306.48 79.58%",
    "地方资金 699.45 661.46 94.57%",
    "其他资金 406.74 395.36 97.20%",
)
GROUPS = "单位：万元\n\n" + _table(
    "类别 品目 金额 占比",
    "办公设备 台式计算机 11.01 20.25%",
    " 打印机 12.09 22.24%",
    " 小计 23.10 42.49%",
    "家具 办公桌 13.27 24.41%",
    " 文件柜 17.99 33.09%",
    " 小计 31.26 57.50%",
    "合计  54.36 100%",
)
OF_PURSES = "2024年预算总额{}万元，其中财政拨款{}万元，单位资金{}万元，其他资金14.43万元。"
OF_FUNDS = "全年预算数1491.33万元，其中中央财政资金{}万元、地方资金699.45万元。全年执行数1363.30万元，预算执行率91.42%。"


@pytest.mark.parametrize(
    "parts",
    [
        (SCORES,),
        (YEARS,),
        (GROUPS,),
        (OPERATING,),
        (OF_PURSES.format("1200.78", "1070.84", "115.51"), PURSES),
        (OF_FUNDS.format("385.14"), FUNDS),
    ],
)
def test_what_is_right_raises_no_alarm(parts):
    assert _found(*parts) == []


@pytest.mark.parametrize(
    ("table", "right", "wrong", "told"),
    [
        (SCORES, "92.80%", "29.80%", "29.80%"),
        (YEARS, "-5.54", "-5.04", "-5.04"),
        (YEARS, "20.39", "23.09", "23.09"),
        (YEARS, "66.55", "65.65", "65.65"),
        (GROUPS, "24.41%", "21.41%", "21.41%"),
        (GROUPS, "42.49%", "24.49%", "24.49%"),
        (OPERATING, "33.35", "32.35", "32.35"),
        (OPERATING, "| 6 |\n| 1．", "| 8 |\n| 1．", "8"),
    ],
)
def test_a_slip_in_a_row_that_is_of_others_is_pointed_to(table, right, wrong, told):
    assert right in table
    assert [excerpt for _, excerpt in _found(table.replace(right, wrong, 1))] == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # Each of another column of its row.
        (OF_PURSES.format("1200.78", "1070.84", "40.39"), "40.39万元"),
        (OF_PURSES.format("932.26", "1070.84", "115.51"), "932.26万元"),
    ],
)
def test_a_list_that_the_table_adds_up_is_held_to_one_column(text, told):
    assert [excerpt for _, excerpt in _found(text, PURSES)] == [told]


def test_a_list_may_leave_out_what_its_shares_leave_out():
    right = "支出预算826.04万元，其中基本支出277.08万元，占33.54%；项目支出174.49万元，占21.12%。"
    assert _found(right) == []
    assert _found(right.replace("占21.12%", "占66.46%")) != []


def test_what_follows_a_list_of_quarters_is_of_the_year():
    quarters = "一季度支出471.71万元，二季度支出609.71万元，三季度支出581.03万元，四季度支出507.20万元。"
    assert _found(quarters + "其中人员经费支出623.62万元。") == []
    assert _found("全年支出507.20万元，其中人员经费支出623.62万元。") == [
        ("sum-wrong", "507.20万元，其中人员经费支出623.62万元")
    ]


def test_an_aim_is_no_rate_of_what_stands_before_it():
    assert _found("验收合格率目标值≥94%，实际完成97%；项目按期完成率目标值=100%，实际完成100%。") == []
