"""Self-assessment tables that tell the points taken off beside 分值 and 得分."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.reading import read_text

ROWS = (
    "一级指标 三级指标 分值 评价标准 扣分 得分",
    "投入 目标明确性 10 酌情扣分 0 10",
    "投入 人员控制率 15 酌情扣分 1.5 13.5",
    "过程 预算完成率 20 酌情扣分 0.5 19.5",
    "过程 资产规范性 15 酌情扣分 0 15",
    "产出 按时办结率 20 酌情扣分 2 18",
    "产出 群众满意度 20 酌情扣分 0 20",
    "总分  100  4 96",
)
TABLE = "\n".join(
    f"| {' | '.join(row.split(' '))} |" + ("\n|" + " --- |" * 6 if row is ROWS[0] else "") for row in ROWS
)


def _found(table: str) -> list[tuple[str, str]]:
    text = f"青山县水务局2024年度整体支出绩效自评报告\n\n整体支出绩效评分表\n\n{table}\n"
    issues = check_report(read_text(text, "自评-2024.md")).issues
    return [(one.code, one.excerpt) for one in issues if one.severity in ("error", "warning")]


def test_points_taken_off_that_leave_the_scores_raise_no_alarm():
    assert _found(TABLE) == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("| 0.5 | 19.5 |", "| 5.0 | 19.5 |", "5.0"),  # the scores add up
        ("| 4 | 96 |", "| 7 | 96 |", "7"),
        ("| 2 | 18 |", "| 2 | 13 |", "13"),
        ("| 15 | 酌情扣分 | 1.5", "| 19 | 酌情扣分 | 1.5", "19"),
    ],
)
def test_of_mark_points_taken_off_and_score_the_one_that_is_wrong_is_pointed_to(right, wrong, told):
    assert right in TABLE
    assert _found(TABLE.replace(right, wrong)) == [("score-sum", told)]
