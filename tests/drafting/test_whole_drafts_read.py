"""What a section chief struck out of whole narrative drafts with a sheet filled in by hand: stale claims, idle marks, broken lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.brief import WorkItem
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from tests.build import filled_but, one_chapter, report_of, told_anew


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("购置水泵30台、无人机8架。", {"购置水泵": "无", "无人机": "3"}, "购置无人机3架。"),
        (
            "渠道畅通，清淤沟渠12公里、整修水闸3座。",
            {"清淤沟渠": "无", "整修水闸": "4"},
            "渠道畅通，整修水闸4座。",
        ),
        (
            "平台尚未建成，缺员3人，平台项目因资金未到位，仅完成投资420万元。",
            {"仅完成投资": "无"},
            "平台尚未建成，缺员3人【待核】。",
        ),
        (
            "全年发生溺水事故5起、死亡4人，同比事故起数减少1起、下降16.7%，死亡人数减少2人、下降33.3%。",
            {"溺水事故": "3", "死亡": "4"},
            "全年发生溺水事故3起、死亡4人，同比事故起数减少2起、下降40.0%，死亡人数持平。",
        ),
    ],
)
def test_what_goes_leaves_whole_sentences(before: str, typed: dict[str, str], after: str):
    assert told_anew(before, **typed) == after


@pytest.mark.parametrize(
    "stale",
    [
        "2024年是“十四五”规划的关键一年。",
        "全区主要遭受了干旱、风雹等灾害。",
        "未接报较大以上事故。",
        "2月至3月，采取查阅资料的方式开展评价。",
        "聘请律师2名，代理案件3件，其余均为驳回申请。",
    ],
)
def test_what_was_true_of_last_year_alone_is_asked_about(stale: str):
    assert "【待核】" in told_anew(stale, heading="（二）依法全面履行政府职能")


def test_a_stage_of_the_plan_is_asked_about_in_a_kept_item_too():
    kept = told_anew("做好“十四五”中期评估，新建泵站2座。", action="沿用", 新建泵站="3")
    assert kept == "做好“十四五”中期评估，新建泵站3座【待核】。"


def test_a_stage_of_another_plan_says_which_one_the_year_is_in():
    report = report_of(
        "云上区水务局2024年工作总结\n三、2025年工作计划\n2025年是“十四五”规划的关键之年。\n",
        source="水务局-2024.txt",
    )
    draft = compose_draft(filled_but(report), report)
    (mark,) = draft.sections[-1].open
    assert mark.reason.startswith("2026年属“十五五”时期，“十四五”的说法须改写")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("印发《2024年河湖管护工作要点》。", "印发《2025年河湖管护工作要点》【待核】。"),
        ("签订2024年度防汛责任书3份。", "签订2025年度防汛责任书3份。"),
        (
            "于2024年3月4日至3月22日开展检查。",
            "于【待核：日期（上年2024年3月4日至3月22日）】开展检查【待核】。",
        ),
        (
            "面对2023年冬至2024年春夏连旱，送水3车。",
            "面对【待核：年份（上年2023年）】冬至【待核：年份（上年2024年）】春夏连旱，送水3车。",
        ),
        (
            "根据《数字水务规划》要求，2025年完成平台建设。",
            "根据《数字水务规划》要求，【待核：年份（上年2025年）】完成平台建设【待核】。",
        ),
    ],
)
def test_years_of_documents_and_of_what_befell(before: str, after: str):
    assert told_anew(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("举办培训班3期，培训120人次。", "举办培训班3期，培训120人次。"),
        ("一是力量薄弱。持证人员不足，难以轮换。", "一是力量薄弱。持证人员不足，难以轮换【待核】。"),
        ("一是力量薄弱。二是形式单一，内容陈旧。", "一是力量薄弱【待核】。二是形式单一，内容陈旧【待核】。"),
        (
            "受理投诉12件，满意率96.8%，排名全区第二。",
            "受理投诉12件，满意率96.8%，排名全区【待核：名次（上年第二）】。",
        ),
        ("（一）投入情况。满分15分，得分14.50分。", "（一）投入情况。满分15分，得分14.50分。"),
    ],
)
def test_one_mark_asks_for_one_thing(before: str, after: str):
    assert told_anew(before) == after


def test_a_figure_that_was_nothing_has_the_decimals_of_the_others():
    report = report_of(
        "云上区水务局2024年度报告\n一、经费支出\n公务用车费18.96万元，公务接待费9.55万元，出国费0万元。\n",
        source="云上区水务局-2024.txt",
    )
    brief = filled_but(report, 出国费="4.6")
    assert "出国费4.60万元" in compose_draft(brief, report).text


def test_new_work_and_the_title_stand_where_they_belong():
    report = report_of(
        "云上区水务局2024年工作总结暨2025年工作计划\n二、存在问题\n一是圈舍老旧。部分漏雨。二是人手不足。难以轮换。\n",
        source="水务局-2024.txt",
    )
    brief = filled_but(report)
    new = WorkItem("W9", "二、存在问题", "", "新增", "物资周转偏慢")
    kept = tuple(replace(item, action="沿用") for item in brief.items)
    draft = compose_draft(replace(brief, items=(*kept, new)), report)
    assert draft.text.split("\n")[0] == draft.title == "云上区水务局2025年工作总结暨2026年工作计划"
    assert draft.text.rstrip().endswith("二是人手不足。难以轮换。三是物资周转偏慢。")


def test_of_several_told_in_turn_one_is_level_by_itself():
    before = "播种3.12万亩，产量1.36万吨，分别较上年增长0.8%和1.5%。"
    assert told_anew(before, 分别较上年增长="0").startswith(
        "播种3.12万亩，产量1.36万吨，分别较上年持平和增长1.5%"
    )


def test_what_the_money_brought_about_is_work_with_its_rows_in_the_sheet():
    report = report_of(
        "云上区水务局2024年度自评报告\n三、部门整体支出绩效情况\n（一）效益分析。打造示范河道3条，均控制在目标范围内。\n",
        source="云上区水务局-2024.txt",
    )
    (item,) = make_brief(report, 2025).items
    assert item.previous.startswith("（一）效益分析。")
    assert "均控制在目标范围内【待核】" in compose_draft(filled_but(report), report).text


SHORTCOMINGS = (
    "取得一定成效，但仍存在不足：一是形式单一；二是时效不强。\n"
    "我局将从以下两个方面改进：一是丰富形式；二是压缩时限。"
)


@pytest.mark.parametrize(
    ("typed", "at", "after"),
    [
        ("人员轮岗较多，业务不够熟练", 0, "一是形式单一；二是时效不强；三是人员轮岗较多，业务不够熟练。"),
        ("组织业务培训", 1, "以下两个方面改进【待核】：一是丰富形式；二是压缩时限；三是组织业务培训。"),
    ],
)
def test_a_new_problem_goes_to_the_problems_and_a_count_it_outgrows_is_asked_about(
    typed: str, at: int, after: str
):
    report = one_chapter(SHORTCOMINGS, "二、存在的主要问题及改进情况", year=2024)
    brief = filled_but(report)
    kept = tuple(replace(item, action="沿用") for item in brief.items)
    new = WorkItem("W9", "二、存在的主要问题及改进情况", "", "新增", typed)
    draft = compose_draft(replace(brief, items=(*kept, new)), report)
    lines = [line for line in draft.sections[-1].text.split("\n")[1:] if line.strip()]
    assert lines[at].endswith(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("新建泵站2座，于8月15日通过验收。", "新建泵站2座，于8月15日通过验收【待核】。"),
        ("在3月22日世界水日开展宣传2场。", "在3月22日世界水日开展宣传2场。"),
    ],
)
def test_a_kept_item_is_asked_about_its_day(before: str, after: str):
    assert told_anew(before, action="沿用") == after


def test_what_became_of_applications_is_asked_about():
    assert told_anew("收到申请1件，结转至下一年度办理。", heading="一、总体情况").endswith(
        "下一年度办理【待核】。"
    )
