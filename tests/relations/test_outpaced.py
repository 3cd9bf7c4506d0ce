"""How far one figure is from another that the words name, and readings that other readings have already explained."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.checks.context import Context
from tests.build import body_of


def _tied(text: str) -> list[str]:
    context = Context(body_of(text))
    return [
        f"{context.written(one.target)}={one.formula(context.written)}"
        for one in context.relations
        if one.holds and one.kind in ("difference", "growth")
    ]


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        (
            "全市公共财政收入完成139.2亿元，增长21.87%。其中：市本级完成54.1亿元，增长15.40%。全市公共财政收入增幅比全省平均增幅（15.97%）高6个百分点。",
            "6个百分点=21.87%-15.97%",
        ),
        (
            "全体居民人均收入60925元，增长4.1%，其中，城镇居民人均收入69410元，增长3.2%；农村居民人均收入45071元，增长5.2%，增速高于城镇居民人均收入2.0个百分点。",
            "2.0个百分点=5.2%-3.2%",
        ),
        (
            "规模以上工业增加值增长6.0%，高技术产业和装备制造业增加值分别增长10.6%和9.1%，增速分别比规模以上工业快4.6和3.1个百分点。",
            "3.1个百分点=9.1%-6.0%",
        ),
        (
            "臭氧平均浓度为30微克/立方米，优于年度目标（32.9微克/立方米）2.9微克/立方米。",
            "2.9微克/立方米=32.9微克/立方米-30微克/立方米",
        ),
        (
            "一季度、二季度分别完成18.4亿和19.8亿元，均超序时进度。从走势看，二季度完成额比一季度增长7.6%。",
            "7.6%=(19.8亿元-18.4亿)/18.4亿",
        ),
        (
            "收案4120件、结案3980件、结案率96.60%，上年收案4560件、结案4390件、结案率96.27%。收案数、结案数、结案率分别下降9.65%、9.34%及上升0.33个百分点。",
            "0.33个百分点=96.60%-96.27%",
        ),
    ],
)
def test_a_distance_is_tied_to_the_two_that_the_words_name(text, tied):
    assert tied in _tied(text)


@pytest.mark.parametrize(
    "text",
    [
        "规模以上工业增加值增长6.0%，比上半年加快1.6个百分点。",  # half a year before, not told
        "工业投资增长12.8%，基础设施投资增长6.4%，农业投资增长6.5%，高于全省平均6.3个百分点。",
    ],
)
def test_what_is_not_told_is_not_made_up(text):
    assert _tied(text) == []


@pytest.mark.parametrize(
    "text",
    [
        # The first pair of amounts has its growth; of the second the base is not told.
        "2024年受理11620件，审结9886件，比2023年分别上升1.8%和1.7%；2023年受理11414件，审结9721件，比2022年分别上升3.2%和1.6%。",
        "全省结案269.4万件，相对应的是，2023年是全省新收案件272.6万件，同比下降1.4%，结案282.7万件，同比上升1.9%。",
        "年末卫生人员1067.8万人。其中，医师408.6万人，护士470.9万人。与上年比较，卫生人员增加52.4万人（增长5.2%）。",
        "经费支出2.05万元，年初预算2.95万元，差值为0.9万元。其中：运行费支出0万元，预算0.95万元，差值为0.95万元；接待费支出2.05万元，预算2万元，差值为0.05万元。",
        "货物吞吐量完成10844万吨。其中，外贸吞吐量3439万吨；沿海港口9531万吨；内河港口1313万吨。",
    ],
)
def test_what_another_reading_explains_is_no_alarm(text):
    assert [one.code for one in check_report(body_of(text, year=2024)).issues if one.severity != "note"] == []


def test_what_fell_is_no_part_of_a_total():
    tied = Context(body_of("受理386件，同比增加42件，环比减少23件，上年同期344件，上月409件。")).relations
    assert [one.kind for one in tied] == ["difference", "difference"]
