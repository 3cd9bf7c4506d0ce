"""Labels: numbers inside names, ranges and limits, nouns behind the number, and the verb that a row shares."""

from __future__ import annotations

import pytest

from drafter.numbers.labels import label_of
from drafter.numbers.quantity import find_mentions
from tests.build import names_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "全乡集体收入20万元以上的村3个，10~20万元的6个，5万元以下的2个。",
            [
                None,
                "全乡集体收入20万元以上的村",
                None,
                "全乡集体收入10~20万元的村",
                "全乡集体收入10~20万元的村",
                None,
                "全乡集体收入5万元以下的村",
            ],
        ),
        (
            "新上项目30家，其中700万元以上的9家，200万元以上的8家。",
            ["新上项目", "700万元以上", "新上项目·700万元以上", "200万元以上", "新上项目·200万元以上"],
        ),
        ("今年零售额增长5%—5.5%。", ["零售额增长率", "零售额增长率"]),
        ("出台2—3项扶持政策。", ["出台扶持政策", "出台扶持政策"]),
        ("为65岁以上老年人体检7.3万人。", ["65岁以上老年人体检", "65岁以上老年人体检"]),
        ("学前三年毛入园率达到91%。", ["学前三年毛入园率"]),
    ],
)
def test_a_limit_and_both_ends_of_a_range_are_called_what_they_mark_off(
    text: str, expected: list[str | None]
) -> None:
    assert [name for name, wanted in zip(names_in(text), expected, strict=True) if wanted] == [
        name for name in expected if name
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全镇12个村新增合作社28个。", ["全镇村", "村新增合作社"]),
        ("45处工程完工44处。", ["工程", "工程完工"]),
        ("全市90万亩水稻示范区平均单产达620公斤。", ["水稻示范区", "水稻示范区平均单产"]),
        ("建设城南灌区的4条干渠总长21公里。", ["建设城南灌区的干渠", "建设城南灌区的干渠总长"]),
        ("两个灌区的渠道全长68公里。", ["灌区", "灌区的渠道全长"]),
        ("81%的农户用上了自来水。", ["农户用上了自来水"]),
    ],
)
def test_what_is_counted_at_the_start_of_a_clause_is_its_subject(text: str, expected: list[str]) -> None:
    assert names_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建水库10座、水闸7处。", ["新建水库", "新建·水闸"]),
        ("出动车辆40台次、警力90人次。", ["出动车辆", "出动·警力"]),
        ("开展治理3处、搬迁2户。", ["开展治理", "搬迁"]),
        ("床位900张，其中：医院700张，乡镇卫生院200张。", ["床位", "床位·医院", "床位·乡镇卫生院"]),
        (
            "慰问困难职工500名，其中农民工90名；帮助32名下岗职工实现再就业。",
            ["慰问困难职工", "慰问困难职工·农民工", "帮助下岗职工"],
        ),
        (
            "推进校园改造项目，目前已开工57个，竣工38个。",
            ["推进校园改造项目·已开工", "推进校园改造项目·竣工"],
        ),
        ("城西小学项目，占地面积90亩，投入建设资金7万元。", [None, "城西小学项目·投入建设资金"]),
        ("投入资金9万元，推进23所学校39座厕所改造。", ["推进学校厕所改造·投入资金", None, None]),
        ("完成销售收入64万元，实现利润9万元。", ["完成销售收入", "实现利润"]),
        ("投资34万元，新增灌溉面积8亩。", ["投资", "新增灌溉面积"]),
        ("中央补助8万元，受益区农民自筹（包括投工）2万元。", ["中央补助", "受益区农民自筹"]),
    ],
)
def test_a_row_shares_its_verb_and_what_is_new_stands_alone(text: str, expected: list[str | None]) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("刑事、治安案件同比分别下降8%、9%。", ["刑事案件增长率", "治安案件增长率"]),
        ("平均气温14度，比历年平均值12度偏高2度。", ["平均气温", "平均气温历年平均值", "平均气温增减额"]),
        ("全系统新建基层社15个，总数接近280个。", ["全系统新建基层社", "基层社累计"]),
        (
            "交易额快速增长，达到41亿元，对行业增长的贡献率为24%。",
            ["交易额", "交易额对行业增长的贡献率"],
        ),
        (
            "实现旅游收入4亿元，增长9%，占全省旅游收入的6%，较全省增速高2个百分点。",
            [None, None, None, "实现旅游收入较全省增速高"],
        ),
        ("截至去年年底，已完工78条。", ["已完工"]),
    ],
)
def test_a_name_has_its_subject_and_no_word_of_time(text: str, expected: list[str | None]) -> None:
    for told, wanted in zip(names_in(text), expected, strict=True):
        assert wanted is None or told == wanted


def test_a_clause_of_one_word_before_a_deed_names_nothing_and_does_no_harm() -> None:
    text = "坚持，审结80件，坚守，审结9件。"
    mentions = find_mentions(text, year=2024)
    assert [label_of(text, mentions, i)[-2:] for i in range(len(mentions))] == ["审结", "审结"]
