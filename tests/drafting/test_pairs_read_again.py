"""What was struck out of drafts of eight more year pairs: lists of annexes, totals told before their list, directions of pace and dates, lost labels."""

from __future__ import annotations

import pytest

from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from tests.build import added, decide, filled_but, one_chapter

PLANS = one_chapter(
    "1.力争修复堤岸12公里。\n2.完成泵站自动化改造。\n附件：1.2023年堤岸修复情况表\n2.2023年泵站运行表",
    "四、下一步打算",
)


def test_a_list_of_annexes_is_no_work_and_new_items_stand_before_it():
    brief = filled_but(PLANS)
    assert [item.previous[:2] for item in brief.items] == ["1.", "2."]
    brief = added(decide(brief, ("泵站", "删除", "")), ("四、下一步打算", "新建闸门3座。"))
    assert compose_draft(brief, PLANS).text.split("\n")[2:-1] == [
        "1.力争修复堤岸12公里。",
        "2.新建闸门3座。",
        "附件：1.2024年堤岸修复情况表",
        "2.2024年泵站运行表",
    ]


def test_the_sentence_above_the_annexes_is_no_heading():
    report = one_chapter(
        "（一）加强力量，每月巡查不少于2次。\n（二）细化指标，完善考核办法。\n附件：指标体系及评分表",
        "七、有关建议",
    )
    assert [one.heading for one in report.sections if one.heading] == ["七、有关建议"]


@pytest.mark.parametrize(
    ("was", "typed", "now"),
    [
        (
            "2.可持续影响。制定管护办法等3项制度。",
            "制定巡查办法等2项制度",
            "2.可持续影响。制定巡查办法等2项制度。",
        ),
        ("存在的问题：一是管护人员不足。", "一是管护经费不足。", "存在的问题：一是管护经费不足。"),
        ("（二）管护力量不足。持证人员仅2人。", "经费不足。缺口12万元。", "（二）经费不足。缺口12万元。"),
        ("3.社会效益。受益群众6000人。", "3.生态效益。修复湿地20亩。", "3.生态效益。修复湿地20亩。"),
    ],
)
def test_what_is_typed_stands_under_the_label_of_its_item(was: str, typed: str, now: str):
    report = one_chapter(was, "六、存在的问题及成效")
    brief = decide(make_brief(report, 2024), (was[:6], "改写", typed))
    assert compose_draft(brief, report).text.endswith(f"\n{now}\n")
