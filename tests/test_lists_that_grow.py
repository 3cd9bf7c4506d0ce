"""What a list looks like when items came or went: the marks between them, and what a new item says as its fellows do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import report_of

from drafter.brief import Figure
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief


def lines_of(body: str, *rows: Figure, **values: str) -> list[str]:
    """The paragraphs of the draft on 2024, every figure as it was but for `values` and the `rows` put at the end."""
    report = report_of(f"云上区水务局2023年度报告\n一、支出情况\n{body}\n", source="云上区水务局-2023.txt")
    brief = make_brief(report, 2024)
    kept = {one.id: one.previous for one in brief.figures if not one.formula and one.period == "本年"}
    brief = brief.fill(**kept | values)
    return (
        compose_draft(replace(brief, figures=(*brief.figures, *rows)), report).text.rstrip().split("\n")[2:]
    )


def row(id: str, label: str, value: str) -> Figure:
    return Figure(id, label, "本年", "万元", "", value)


PARTS = "（1）隔离带支出35.00万元；\n（2）装备支出20.00万元；\n（3）宣传支出10.00万元。"


def test_the_full_stop_of_a_list_moves_to_its_new_end():
    assert lines_of(PARTS, row("F90", "监控支出", "5.00")) == [
        "（1）隔离带支出35.00万元；",
        "（2）装备支出20.00万元；",
        "（3）宣传支出10.00万元；",
        "（4）监控支出5.00万元。",
    ]
    assert lines_of(PARTS, F3="无") == ["（1）隔离带支出35.00万元；", "（2）装备支出20.00万元。"]


COMPARED = (
    "1.教育支出年初预算20.00万元，支出决算18.00万元，决算数小于预算数{why}培训减少。\n"
    "2.卫生支出年初预算10.00万元，支出决算10.00万元，决算数与预算数持平。"
)


@pytest.mark.parametrize("why", ["的主要原因是", "，主要原因是"])
@pytest.mark.parametrize(
    ("planned", "spent", "said"),
    [
        ("5.00", "6.00", "决算数大于预算数{why}【待补：主要原因】。"),
        ("5.00", "5.00", "决算数与预算数持平。"),
        ("6.00", "5.00", "决算数小于预算数{why}【待补：主要原因】。"),
    ],
)
def test_a_new_item_is_compared_as_its_fellows_are_and_asks_for_its_own_reason(
    why: str, planned: str, spent: str, said: str
):
    rows = row("F90", "环保支出年初预算", planned), row("F91", "环保支出决算", spent)
    assert lines_of(COMPARED.format(why=why), *rows)[2] == (
        f"3.环保支出年初预算{planned}万元，支出决算{spent}万元，{said.format(why=why)}"
    )
