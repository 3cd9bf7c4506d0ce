"""Labels: two amounts of one name in one paragraph are told apart by the item, the rank or the view each is told under."""

from __future__ import annotations

import pytest

from tests.build import names_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "资助城区学生310人，发放助学金37万元；资助乡村学生570人，发放助学金50万元。",
            ["资助城区学生", "资助城区学生·发放助学金", "资助乡村学生", "资助乡村学生·发放助学金"],
        ),
        (
            "绿化县级公路4条，绿化面积100亩；绿化村屯7个，绿化面积400亩。",
            ["绿化县级公路", "绿化县级公路·绿化面积", "绿化村屯", "绿化村屯·绿化面积"],
        ),
        (
            "一是封山育苗工程。中央投资56万元；二是渠道清淤工程。中央投资114万元。",
            ["封山育苗工程·中央投资", "渠道清淤工程·中央投资"],
        ),
        (
            "按户籍人口计算，人均产值为6.35万元。按常住人口计算，人均产值为7.51万元，增长7.8%。",
            ["户籍人口·人均产值", "常住人口·人均产值", "常住人口·人均产值增长率"],
        ),
        (
            "农村地区发生险情75起，占总数的42%；其次为县城集镇，共发生险情55起；城区险情相对较少，发生险情38起。",
            ["农村地区发生险情", "农村地区发生险情占总数", "县城集镇·发生险情", "城区险情·发生险情"],
        ),
        # Peers are no part of the first of them, and no amount of money is what a work is done on.
        ("人员经费80万元，公用经费9万元。上年公用经费8万元。", ["人员经费", "公用经费", "公用经费"]),
        ("中央投资56万元，计划实施8亩；中央投资90万元，计划实施9亩。", [None, "计划实施", None, "计划实施"]),
    ],
)
def test_what_is_told_twice_is_named_with_what_it_is_told_of(text: str, expected: list[str | None]) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "江北地区进出口12.6亿元。其中，出口8亿元，增长10%；进口4.6亿元。",
            ["江北地区进出口·出口", "江北地区进出口·出口增长率", "江北地区进出口·进口"],
        ),
        ("年末户籍人口21万人。其中，男11万人，女10万人。", ["年末户籍人口·男", "年末户籍人口·女"]),
        (
            "实施临时救助10户17人。其中城东镇2户5人，东风街道8户12人。",
            [None, *(f"实施临时救助·{place}" for place in ("城东镇", "城东镇", "东风街道", "东风街道"))],
        ),
    ],
)
def test_what_any_place_has_is_named_with_the_whole_of_its_list(
    text: str, expected: list[str | None]
) -> None:
    for told, wanted in zip(names_in(text)[1:], expected, strict=True):
        assert wanted is None or told == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "共报告病例1108例，较上月同期（971例）上升14.1%，较去年同期（2643例）下降58.1%；死亡93例，较上月（80例）上升16.3%。",
            [
                *("报告病例", "报告病例上月", "报告病例增长率", "报告病例", "报告病例增长率"),
                *("病例·死亡", "病例·死亡上月", "病例·死亡增长率"),
            ],
        ),
        (
            "乙类病共报告发病7786例；死亡93例（甲病90例、乙病3例），较去年同期（99例）下降6.1%。",
            [
                *("乙类病共报告发病", "乙类病发病·死亡", "死亡·甲病", "死亡·乙病"),
                *("乙类病发病·死亡", "乙类病发病·死亡增长率"),
            ],
        ),
        ("全省共接待游客77万人次，实现旅游收入4.8亿元。", ["全省共接待游客", "接待游客·实现旅游收入"]),
        ("存栏同比增长3.9%，母猪存栏增长3.0%；产量仍达到3.3万吨。", ["存栏增长率", "母猪存栏增长率", "产量"]),
    ],
)
def test_what_is_compared_with_in_brackets_is_named_as_what_it_is_compared_to(
    text: str, expected: list[str]
) -> None:
    assert names_in(text) == expected
