"""Shares whose whole is told once for several, or far away, or not at all; and the sums that such shares make."""

from __future__ import annotations

import pytest

from tests.test_relations import relations_of

SCENES = {
    "a bare share of what the one before names": (
        "全年收到申请3150件。\n区县部门收到申请756件，占收到申请总数的24.0%；乡镇收到申请1008件，占32.0%。",
        ["24.0 = 756/3150", "32.0 = 1008/3150"],
    ),
    "a part whose measure goes without saying": (
        "全年收到申请3150件。\n行政处罚1071，占收到申请总数的34.0%；行政征收126件，占收到申请总数的4.0%。",
        ["34.0 = 1071/3150", "4.0 = 126/3150"],
    ),
    "age groups, and one that is in another": (
        "常住人口中，0-14岁人口为31.27万人，占18.05%；15-59岁人口为118.62万人，占68.48%；60岁及以上人口为23.34万人，占13.47%，其中65岁及以上人口为15.81万人，占9.13%。",
        [
            "18.05 = 31.27/(31.27+118.62+23.34)",
            "68.48 = 118.62/(31.27+118.62+23.34)",
            "13.47 = 23.34/(31.27+118.62+23.34)",
            "9.13 = 15.81/(31.27+118.62+23.34)",
        ],
    ),
    "the items of one list together": (
        "办理工单3816件。居前的有交通类1186件、住建类874件、政法类802件，占工单总量的75%。",
        ["75 = (1186+874+802)/3816"],
    ),
    "whatever was counted, all of it": (
        "在全市代表2148人中，提出建议的达1869人，占总人数的87%。",
        ["87 = 1869/2148"],
    ),
    "three that are told with their growths, of what stands further back": (
        "全省外贸进出口1.36万亿元，增长4.6%。出口8231.4亿元，增长8.6%；进口5368.6亿元，下降1.1%。其中，对甲进出口2815.3亿元，增长13.4%；"
        "对乙进出口1733亿元，增长15.2%；对丙进出口1402.9亿元，下降3.4%。上述三者合计占同期全省外贸进出口总值的43.8%。",
        ["43.8 = (2815.3+1733+1402.9)/1.36"],
    ),
}


@pytest.mark.parametrize(("text", "found"), SCENES.values(), ids=SCENES)
def test_a_share_is_tied_to_the_whole_it_is_of(text: str, found: list[str]) -> None:
    assert [one for one in relations_of(text) if one in found] == found


def test_a_share_of_what_nobody_printed_is_of_nothing_else() -> None:
    assert "63 = 9.74/14.33" not in relations_of(
        "民营企业进出口14.33万亿元，增长6%。其中，出口9.74万亿元，增长6.3%，占出口总值的63%。"
    )


def test_parts_whose_shares_make_a_hundred_add_up_to_a_whole_in_another_paragraph() -> None:
    text = "受理投诉28460件，解决22484件。\n按性质分，售后11384件，占投诉总量的40.00%，质量9961件，占比35.00%，合同7115件，占比25.00%。"
    assert "28460 = 11384+9961+7115 ?" in relations_of(text)
