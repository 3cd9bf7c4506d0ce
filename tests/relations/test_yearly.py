"""年均增长 is tied to what there was in the first year, in the last, and the years between, where all three are told."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.checks.context import Context
from drafter.lastyear.figures import make_brief
from tests.build import body_of


def _tied(text: str) -> list[str]:
    context = Context(body_of(text, year=2024))
    return [one.formula(context.written) for one in context.relations if one.holds and one.years > 1]


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("绿道由2020年的182公里增加到2024年的246公里，年均增长7.8%。", "(246公里/182公里)^(1/4)-1"),
        (
            "2020年至2024年，参保人数由38.62万人增加到45.18万人，年均增长4.0%。",
            "(45.18万人/38.62万人)^(1/4)-1",
        ),
        ("五年来，公园绿地由182公顷增加到246公顷，增长35.2%，年均增长6.2%。", "(246公顷/182公顷)^(1/5)-1"),
        ("“十四五”期间，供水量从362万吨增加到463万吨，年均增长5.0%。", "(463万吨/362万吨)^(1/5)-1"),
        ("2024年旅游收入46.8亿元，2021年为31.2亿元，年均增长14.5%。", "(46.8亿元/31.2亿元)^(1/3)-1"),
        ("存量由2020年的382件减少到2024年的96件，年均下降29.2%。", "(96件/382件)^(1/4)-1"),
    ],
)
def test_the_yearly_growth_is_of_both_ends_and_the_years_between(text, formula):
    assert formula in _tied(text)


@pytest.mark.parametrize(
    "text",
    [
        "供水量增加到463万吨，年均增长5.0%。",
        "收入由2020年的9860元提高到2024年的12480元，年均实际增长5.1%。",
        "地区生产总值由2020年的412.6亿元增至2024年的561.9亿元，年均增长6.4%。",
    ],
)
def test_where_an_end_is_missing_or_prices_are_others_nothing_is_tied(text):
    assert _tied(text) == []


def test_a_slip_in_it_is_pointed_to():
    text = "绿道由2020年的182公里增加到2024年的246公里，年均增长8.7%。"
    assert [
        (one.code, one.severity, one.expected) for one in check_report(body_of(text, year=2024)).issues
    ] == [("growth-wrong", "warning", "7.8")]


def test_the_sheet_asks_for_it_and_does_not_compute_it():
    report = body_of("绿道由2020年的182公里增加到2024年的246公里，年均增长7.8%。", year=2024)
    assert all("^" not in figure.formula for figure in make_brief(report, 2025).figures)


def test_a_move_with_its_years_is_read_in_its_order():
    text = "人均收入由2015年的9860元提高到2020年的15480元，增加5620元。"
    assert [one.code for one in check_report(body_of(text, year=2020)).issues] == []
    assert [one.code for one in check_report(body_of(text.replace("5620", "5260"), year=2020)).issues] == [
        "difference-wrong"
    ]


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (
            "全县总人口为1265825人，同2010年的1191325人相比，十年共增加74500人，增长6.25%，年平均增长率为0.61%。",
            "(74500人/1191325人+1)^(1/10)-1",
        ),
        (
            "全县总人口1339.72万人，十年增加73.90万人，增长5.84%，年平均增长0.57%，比前十年的年平均增长率1.07%下降0.5个百分点。",
            "(73.90万人/(1339.72万人-73.90万人)+1)^(1/10)-1",
        ),
    ],
)
def test_the_change_of_all_the_years_tells_it_too(text, formula):
    assert formula in _tied(text)


def test_a_rate_of_growth_compared_with_another_is_less_by_the_points_told():
    text = "年平均增长0.57%，比前十年的年平均增长率1.07%下降0.5个百分点。"
    context = Context(body_of(text, year=2024))
    assert [one.formula(context.written) for one in context.relations] == ["0.57%-1.07%"]
