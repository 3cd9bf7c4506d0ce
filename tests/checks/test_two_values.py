"""One figure told twice with two values is pointed to, in a headline or paragraphs apart; two figures of like names are not."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.reading import read_text
from tests.build import report_of

SOURCE = "甲局-部门决算-2024.txt"
APART = "\n会议研究了下一步工作安排，明确了责任分工和完成时限，要求各科室按月报送进展情况。\n"


def _found(text: str) -> list[tuple[str, str]]:
    issues = check_report(report_of(text, source="简报.txt")).issues
    return [(one.code, one.excerpt) for one in issues if one.code == "same-figure-two-values"]


@pytest.mark.parametrize(
    ("headline", "body", "said"),
    [
        (
            "前4月进出口总值同比增长25.8%",
            "据统计，今年1—4月，我市进出口总值11.62亿元，同比增长28.5%，比2019年同期增长21.8%。其中，出口6.32亿元，同比增长33.8%。",
            "28.5%",
        ),
        (
            "上半年新增存款4626.7亿元",
            "据通报，上半年全市新增存款4662.7亿元，同比多增1251.4亿元。",
            "4662.7亿元",
        ),
        (
            "全市城市平均优良天数比例为83.5%",
            "地级及以上城市平均优良天数比例为85.3%，同比下降0.2个百分点。",
            "85.3%",
        ),
        ("彩票公益金资助项目460个", "全年泽南市彩票公益金资助项目406个，涉及九个县区。", "406个"),
    ],
)
def test_a_headline_told_again_with_a_slip_is_pointed_to(headline, body, said):
    right = {"25.8": "28.5", "4626.7": "4662.7", "83.5": "85.3", "460": "406"}
    assert _found(f"{headline}\n{body}\n") == [("same-figure-two-values", said)]
    for wrong, meant in right.items():
        headline = headline.replace(wrong, meant)
    assert _found(f"{headline}\n{body}\n") == []


def test_an_amount_of_four_digits_told_twice_under_one_name_is_pointed_to():
    text = (
        "泽南市前三季度情况\n前三季度，实现生产总值1291.92亿元，其中第一产业实现增加值72.61亿元，增长3.8%，其他产业平稳。\n"
        "一、农业\n前三季度，实现第一产业增加值76.21亿元，增长3.8%。\n"
    )
    assert _found(text) == [("same-figure-two-values", "76.21亿元")]


@pytest.mark.parametrize(
    "text",
    [
        # Another time, place, part, comparison or side of the budget is another figure.
        "前4月进出口总值同比增长25.8%\n4月份，我市进出口总值3.15亿元，同比增长28.5%。\n",
        "1—9月全市税收收入1291.92亿元\n1—9月，市本级税收收入1219.92亿元，增长3.8%。\n",
        "全市新设企业同比增长15.4%\n前三季度，新设民营企业同比增长15.9%，新设外资企业同比增长29.3%。\n",
        "进出口总值同比增长25.8%\n全年进出口总值11.62亿元，比2019年增长28.5%。\n",
        "全市储蓄存款增加108.1亿元\n全市储蓄存款同比多增101.8亿元。\n",
        "一、道路交通\n直接经济损失同比下降27.6%，死亡人数持平。\n二、消防\n直接经济损失同比下降87.6%，死亡人数持平。\n",
    ],
)
def test_two_figures_of_like_names_are_left_alone(text):
    assert _found(text) == []


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
