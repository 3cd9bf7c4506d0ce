"""Results whose name says what they are of are held to it."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.reading import read_text


@pytest.mark.parametrize(
    ("sentence", "slip"),
    [
        ("全年预算512.40万元，实际支出498.73万元，预算执行率97.33%，年末结余13.67万元。", ("13.67", "16.37")),
        ("运行维护费44.18万元，年末公务用车保有量19辆，车均运行费用2.33万元。", ("2.33", "2.23")),
        ("出生人口5236人，出生率5.86‰；死亡人口7091人，死亡率7.94‰；自然增长率-2.08‰。", ("2.08", "2.80")),
        (
            "城镇居民人均可支配收入41273元；农村居民人均可支配收入22417元。城乡居民收入比为1.84。",
            ("1.84", "1.48"),
        ),
        ("“三公”经费控制率=（实际支出数/预算安排数）×100%=（22.10/24.60）×100%=89.84%。", ("89.84", "98.84")),
        ("固定资产原值3.87亿元、净值1.92亿元，成新率49.6%。", ("49.6", "46.9")),
        ("三年累计支出3619.57万元，年均支出1206.52万元。", ("1206.52", "1260.52")),
        ("甲类由21家增至24家，乙类由638家增至671家，分别净增3家、33家。", ("638", "683")),
        (
            "总分100分，自评93.85分。决策20分得19.5分，过程80分得74.35分；共扣6.15分。",
            ("6.15", "6.51"),
        ),
        (
            "总分100分，自评93.85分。决策20分得19.5分，过程20分得18.35分，产出30分得29分，效益30分得27分。",
            ("得27分", "得29分"),
        ),
        ("对12个项目开展自评，评价为“优”10个、“良”2个。", ("10", "11")),
        (
            "改造四类管网1.67万公里，其中燃气0.46万公里、供水0.38万公里、排水0.51万公里、供热0.32万公里。",
            ("0.51", "0.15"),
        ),
        ("提起公诉486人，不起诉137人，不诉率22.0%。", ("22.0%", "20.2%")),
    ],
)
def test_a_result_is_held_to_what_its_name_says(sentence: str, slip: tuple[str, str]) -> None:
    was, now = slip
    assert excerpts(sentence) == []
    found = excerpts(sentence.replace(was, now))
    assert [now in one for one in found] == [True]


def excerpts(sentence: str) -> list[str]:
    report = read_text(f"一、基本情况\n{sentence}", "某县某局-工作总结-2024.txt")
    return [one.excerpt for one in check_report(report).issues if one.severity in ("error", "warning")]
