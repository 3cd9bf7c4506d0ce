"""The scores that the prose tells are those of the score table of the same report."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.report import Report, Section, Table

ROWS = (
    ("一级指标", "二级指标", "分值", "得分"),
    ("决策", "A1 项目立项", "20", "18.5"),
    ("过程", "B1 资金管理", "30", "28"),
    ("产出", "C1 产出时效", "50", "47.6"),
    ("合计", "", "100", "94.1"),
)
PROSE = "经综合评价，项目得分94.1分。“C1产出时效”扣2.4分，主要是两个标段延期；“B1资金管理”扣2分。"


def said_of(prose: str) -> list[tuple[str, str, str, str]]:
    text = prose + "\n" + "\n".join("\t".join(row) for row in ROWS)
    table = Table(ROWS, len(prose) + 1, len(text))
    report = Report("", "", 2024, "t", text, (Section("0", 0, "", 0, len(text)),), (table,))
    return [(i.severity, i.code, i.excerpt, i.expected) for i in check_report(report).issues]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("", "", []),
        ("94.1", "91.4", [("error", "score-sum", "91.4分", "94.1")]),
        ("扣2.4", "扣4.2", [("warning", "score-sum", "4.2分", "2.4")]),
        ("扣2分", "扣3分", [("warning", "score-sum", "3分", "2")]),
        ("项目得分94.1", "第三方抽查的另一项目得分89.6", []),
    ],
)
def test_scores_told_in_prose_are_those_of_the_table(was: str, now: str, said: list[object]) -> None:
    assert said_of(PROSE.replace(was, now) if was else PROSE) == said


def test_what_was_lost_of_a_hundred_points_leaves_the_score() -> None:
    text = "满分100分，自评{}分，等次为“优”。扣分项为：预算编制扣1.5分，资产盘点扣1分，满意度较上年下降0.8个百分点扣1分。"
    report = Report("", "", 2024, "t", text.format("96.5"), (Section("0", 0, "", 0, 80),))
    assert check_report(report).issues == ()
    wrong = Report("", "", 2024, "t", text.format("95.6"), (Section("0", 0, "", 0, 80),))
    assert [(i.severity, i.code) for i in check_report(wrong).issues] == [("error", "score-sum")]
