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
