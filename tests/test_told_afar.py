"""Results whose terms stand in other paragraphs or only in a table, and what is told twice with two values."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.reading import read_text
from tests.test_relations import relations_of

SOURCE = "甲局-部门决算-2024.txt"
APART = "\n会议研究了下一步工作安排，明确了责任分工和完成时限，要求各科室按月报送进展情况。\n"
SCENES = {
    "a growth from what another paragraph says of last year": (
        f"2023年公用经费支出486.20万元，已结清。{APART}2024年公用经费支出512.35万元，用于办公。{APART}公用经费支出增长5.38%，主要是物价上涨。",
        ["5.38 = (512.35-486.20)/486.20 ?"],
    ),
    "本年 in the year that is named before it": (
        f"2024年本年收入合计5286.43万元。{APART}2023年本年收入合计4973.51万元。{APART}本年收入合计增长6.29%，主要是拨款增加。",
        ["6.29 = (5286.43-4973.51)/4973.51 ?"],
    ),
    "the growth of a change told here from an amount told there": (
        f"年末资产总额8642.17万元，运转正常。{APART}资产总额增加415.26万元，增长5.05%。",
        ["5.05 = 415.26/(8642.17-415.26) ?"],
    ),
    "what was done of what was planned": (
        f"部门整体支出全年预算数2865.70万元，已批复。{APART}部门整体支出全年执行数2798.34万元，均已支付。{APART}部门整体支出预算执行率97.65%，完成较好。",
        ["97.65 = 2798.34/2865.70 ?"],
    ),
    "a named share of a named whole": (
        f"政府采购支出总额942.37万元，均已执行。{APART}授予中小企业合同金额806.21万元。{APART}中小企业合同金额占政府采购支出总额的85.55%。",
        ["85.55 = 806.21/942.37 ?"],
    ),
    "one share of a whole that another paragraph calls a little otherwise": (
        f"前9个月，云州市外贸进出口6.36亿元，下降1.0%。{APART}云州民营企业进出口3.51亿元，增长6.5%，已连续7个月保持增长，占云州进出口总值的55.1%。",
        ["55.1 = 3.51/6.36 ?"],
    ),
    "shares of the whole province, where the report tells of all of it": (
        f"前9个月，我省进出口17483.7亿元，增长7.4%。{APART}一般贸易进出口11793.6亿元，占全省进出口总值（下同）的67.5%；加工贸易进出口3975.9亿元，占22.7%。",
        ["67.5 = 11793.6/17483.7", "22.7 = 3975.9/17483.7"],
    ),
    "rates of a housing fund and of industry, by their names": (
        f"全年缴存额1872.74万元，缴存余额5162.74万元。{APART}提取额1272.98万元，提取率67.97%。{APART}累计发放贷款7560.83万元，个人住房贷款余额4504.78万元，个贷率87.26%。{APART}"
        f"营业收入4143.2万元，营业成本3598.9万元。{APART}实现利润总额177.8万元，营业收入利润率为4.29%。每百元营业收入中的成本为86.86元。",
        [
            "67.97 = 1272.98/1872.74",
            "87.26 = 4504.78/5162.74",
            "4.29 = 177.8/4143.2",
            "86.86 = 3598.9/4143.2*100",
        ],
    ),
    "a rate whose name says of what it is": (
        f"年末资产总额8642.17万元，运转正常。{APART}负债总额1124.68万元，均未到期。{APART}资产负债率13.01%，处于合理区间。",
        ["13.01 = 1124.68/8642.17 ?"],
    ),
    "a row of a table that prints the amount as well": (
        "单位：万元\n项目\t预算数\t决算数\n基本支出\t1846.20\t1832.47\n合计\t2811.00\t2773.62\n2024年支出合计2773.62万元，执行率98.67%。",
        ["98.67 = 2773.62/2811.00 ?"],
    ),
    "one that a slip explains is worth a look": (
        f"2023年公用经费支出486.20万元，已结清。{APART}2024年公用经费支出512.35万元，用于办公。{APART}公用经费支出增长5.83%，主要是物价上涨。",
        ["5.83 ≠ (512.35-486.20)/486.20 ?"],
    ),
    "one that nothing explains is of something else": (
        f"2023年公用经费支出486.20万元，已结清。{APART}2024年公用经费支出512.35万元，用于办公。{APART}公用经费支出增长12.70%，主要是物价上涨。",
        [],
    ),
    "a name with two values names neither": (
        f"2023年公用经费支出486.20万元。{APART}2024年公用经费支出512.35万元。{APART}2024年公用经费支出612.48万元。{APART}公用经费支出增长5.83%，主要是物价上涨。",
        [],
    ),
}


@pytest.mark.parametrize("name", SCENES)
def test_terms_stand_in_other_paragraphs(name: str) -> None:
    text, expected = SCENES[name]
    assert relations_of(text) == expected


def differing(text: str) -> list[str]:
    """What is said to be told twice with two values."""
    issues = check_report(read_text(text, SOURCE)).issues
    return [issue.excerpt for issue in issues if issue.code == "same-figure-two-values"]


TWICE = {
    "a slip under a short name": (
        f"部门收入合计1234.56万元，来源稳定。{APART}全年收入1234.65万元，支出平稳。",
        ["1234.65万元"],
    ),
    "a slip among the totals of several funds": (
        f"甲基金收入合计5286.43万元。{APART}乙基金收入合计3172.08万元。{APART}全年收入2461.37万元，平稳。{APART}部门收入2416.37万元，平稳。",
        ["2416.37万元"],
    ),
    "two values that no slip parts": (
        f"2024年度部门支出合计1201.38万元，平稳。{APART}2024年部门支出合计1187.92万元，保障了工作。",
        ["1187.92万元"],
    ),
    "a budget and what was spent": (
        f"部门支出年初预算1201.38万元，已批复。{APART}部门支出合计1187.92万元，保障了工作。",
        [],
    ),
    "up to a month, and in the year": (
        f"截至9月底部门支出合计901.38万元，偏慢。{APART}部门支出合计1187.92万元，保障了工作。",
        [],
    ),
    "one name under the headings of two projects": (
        "（一）甲项目\n项目资金到位100.50万元，已全部支付。\n（二）乙项目\n项目资金到位98.30万元，已全部支付。",
        [],
    ),
    "rounded in one place": (
        f"部门支出合计1201.38万元，平稳。{APART}部门支出合计1201.4万元，保障了工作。",
        [],
    ),
    "a bare total of a table whose title says of what": (
        "2024年度支出决算表\n单位：万元\n项目\t预算数\t决算数\n基本支出\t1846.20\t1832.47\n项目支出\t964.80\t941.15\n合计\t2811.00\t2773.62\n2024年支出合计2773.26万元，进度正常。",
        ["2773.26万元"],
    ),
    "a total of a table that sums up another thing": (
        "2024年度支出决算表\n单位：万元\n项目\t预算数\t决算数\n基本支出\t1846.20\t1832.47\n项目支出\t964.80\t941.15\n合计\t2811.00\t2773.62\n2024年收入合计2773.26万元，进度正常。",
        [],
    ),
}


@pytest.mark.parametrize("name", TWICE)
def test_one_thing_has_one_value_however_far_apart(name: str) -> None:
    text, expected = TWICE[name]
    assert differing(text) == expected
