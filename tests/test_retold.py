"""A headline or an opening told again in other words with another value is pointed to; two figures of like names are not."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from tests.build import report_of


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
