"""A reason that names figures of the sheet is said of this year's; another one turns with the change and is asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from drafter.report import Report
from tests.build import draft_of, one_chapter, report_of


def report(body: str) -> Report:
    return one_chapter(body, year=2022)


TOTAL = report(
    "2022年，支出合计100.00万元，比上年增加10.00万元，增长11.11%，主要原因是基本支出和项目支出均有所增加；"
    "基本支出60.00万元，比上年增加4.00万元，增长7.14%；项目支出40.00万元，比上年增加6.00万元，增长17.65%。"
)


@pytest.mark.parametrize(
    ("total", "basic", "projects", "why"),
    [
        ("111.00", "65.00", "46.00", "基本支出和项目支出均有所增加；"),
        ("95.00", "57.00", "38.00", "基本支出和项目支出均有所减少；"),
        ("95.00", "63.00", "32.00", "项目支出减少；"),
        ("105.00", "68.00", "37.00", "基本支出增加；"),
    ],
)
def test_the_parts_that_moved_with_the_total_are_its_reason(total: str, basic: str, projects: str, why: str):
    brief = make_brief(TOTAL, 2023)
    rows = {figure.label: figure.id for figure in brief.figures if figure.period == "本年"}
    filled = brief.fill(**{rows["支出合计"]: total, rows["基本支出"]: basic, rows["项目支出"]: projects})
    assert f"主要原因是{why}" in compose_draft(filled, TOTAL).text


def test_a_reason_the_sheet_does_not_know_turns_with_the_change_and_is_asked_about():
    last = report("2022年，培训费60.00万元，比上年增加5.00万元，增长9.09%，主要原因是培训任务有所增加。")
    draft = compose_draft(make_brief(last, 2023).fill(F1="54.00"), last)
    assert "下降10.00%，主要原因是培训任务有所减少【待核】。" in draft.text
    assert draft.sections[-1].open[0].reason == "增减方向与上年相反，上年的原因说明"


def test_a_reason_that_was_kept_turns_and_is_asked_about_where_its_change_turned():
    last = report("2022年，支出60.00万元，比上年增加5.00万元，增加的主要原因是专项资金增加。")
    brief = make_brief(last, 2023)
    kept = replace(brief, items=tuple(replace(one, action="沿用") for one in brief.items))
    assert (
        "减少6.00万元，减少的主要原因是专项资金减少【待核】。"
        in compose_draft(kept.fill(F1="54.00"), last).text
    )
    assert "增加4.00万元，增加的主要原因是专项资金增加。" in compose_draft(kept.fill(F1="64.00"), last).text


def test_a_reason_that_was_kept_is_asked_about_where_its_comparison_turned():
    last = report("年初预算80.00万元，支出决算84.00万元。决算数大于年初预算数的主要原因：追加补助资金。")
    brief = make_brief(last, 2023)
    kept = replace(brief, items=tuple(replace(one, action="沿用") for one in brief.items))
    less, more = (compose_draft(kept.fill(F1="80.00", F2=now), last).text for now in ("70.00", "90.00"))
    assert "决算数小于年初预算数的主要原因：追加补助资金【待核】。" in less
    assert "决算数大于年初预算数的主要原因：追加补助资金。" in more


def test_a_reason_that_is_an_event_is_never_turned():
    last = report(
        "2022年，培训费60.00万元，比上年增加5.00万元，增长9.09%，主要原因是举办换届培训，场次增加。"
    )
    draft = compose_draft(make_brief(last, 2023).fill(F1="54.00"), last)
    assert "主要原因是举办换届培训，场次增加【待核】。" in draft.text


def test_what_was_level_is_compared_as_most_of_its_fellows_are():
    said = report_of(
        "云上区水务局2023年度决算说明\n一、支出情况\n"
        "支出决算90.00万元，年初预算100.00万元，完成年初预算的90.00%。决算数小于年初预算数的主要原因是项目结余。其中：\n"
        "1.水利支出。年初预算为50.00万元，支出决算为50.00万元，完成年初预算的100%。\n"
        "2.环保支出。年初预算为30.00万元，支出决算为24.00万元，完成年初预算的80.00%，决算数小于年初预算数的主要原因是工程延期。\n"
        "3.农业支出。年初预算为20.00万元，支出决算为16.00万元，完成年初预算的80.00%，决算数小于年初预算数的主要原因是压减开支。\n",
        source="云上区水务局-2023.txt",
    )
    brief = make_brief(said, 2024)
    spent = next(one.id for one in brief.figures if one.label == "水利支出决算")
    plan = next(one.id for one in brief.figures if one.label == "水利年初预算")
    told = draft_of(said, brief.fill(**{spent: "60.00", plan: "50.00"})).text
    assert "完成年初预算的120.00%，决算数大于年初预算数的主要原因是【待补：主要原因】。" in told
