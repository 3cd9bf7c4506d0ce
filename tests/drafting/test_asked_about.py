"""What no figure of the sheet decides, or what was typed against the rest, is asked about in its place."""

from __future__ import annotations

import pytest

from drafter.lastyear.figures import make_brief
from tests.build import draft_of, drafted_anew, last_body, report_of


@pytest.mark.parametrize(
    "sentence",
    [
        "县级配套资金全部到位。",
        "申请内容主要涉及医疗纠纷、诊所备案等方面。",
    ],
)
def test_what_came_in_and_what_was_asked_for_is_another_thing_each_year(sentence: str):
    assert last_body(drafted_anew(sentence)) == sentence.replace("。", "【待核】。")


def test_names_of_a_list_whose_figures_went_are_asked_about_and_what_is_none_is_not_named():
    text = "未完成的2项为：儿科人次，目标值6.50万人次，完成率89.5%；手术占比，目标值18.0%。"
    gone = drafted_anew(text, 未完成的="3", 目标值="无", 完成率="无")
    assert last_body(gone) == "未完成的3项为：儿科人次【待核】；手术占比【待核】。"
    none = drafted_anew(
        "问题4项，已整改3项；未整改的1项为台账不全，计划6月底前完成。", 问题="2", 已整改="2", 未整改的="0"
    )
    assert last_body(none) == "问题2项，已整改2项。"


@pytest.mark.parametrize(
    "sentence",
    [
        "本局《防汛联动机制》获评全省改革创新案例，巡查队被授予先进集体称号。",
        "自评发现的主要问题是部分设备验收滞后。",
        "下一步将加强合同管理。",
        "因公出国（境）费未安排支出。",
        "“智慧河湖建设”项目效果较好。",
        "编印工作手册并出台管理制度。",
    ],
)
def test_what_was_won_found_wanting_or_not_spent_is_asked_about_among_figures_too(sentence: str):
    assert last_body(drafted_anew(sentence)).endswith("【待核】。")


def test_a_decline_typed_without_its_minus_is_asked_about():
    draft = drafted_anew("能耗下降4.2%。", 能耗下降="3.8")
    assert [mark.reason for mark in draft.sections[-1].open] == [
        "F1 填的是正数，方向与上年（下降4.2%）相反；本年仍下降的请填负数"
    ]
    assert last_body(drafted_anew("能耗下降4.2%。", 能耗下降="-3.8")) == "能耗下降3.8%。"
    risen = drafted_anew("投资96.8亿元，同比下降4.2%。", 投资="99.0", 同比下降="2.3")
    assert last_body(risen) == "投资99.0亿元，同比增长2.3%。"


def test_an_amount_typed_in_another_unit_is_asked_about():
    assert last_body(drafted_anew("收入1200.50万元。", 收入="12105000")) == "收入12105000.00万元【待核】。"
    assert last_body(drafted_anew("收入1200.50万元。", 收入="9800.00")) == "收入9800.00万元。"


def test_departments_counted_by_their_names_behind_a_colon_are_asked_about():
    text = last_body(
        drafted_anew("内设机构3个，即：办公室、人事科、财务科。", heading="一、机构设置", 内设机构="4")
    )
    assert text == "内设机构4个，即：办公室、人事科、财务科【待核】。"


WORK = "1.社会效益。受益群众5600人，调解纠纷24件；选派医师12名支援川西县；每季度开展巡查1次；举办讲座2场。"


def test_an_item_nobody_decided_on_is_asked_about_where_it_tells_more_than_the_sheets_figures():
    draft = drafted_anew(
        WORK, heading="二、工作完成情况", 受益群众="6240", 调解纠纷="30", 选派医师="15", 举办讲座="3"
    )
    assert last_body(draft) == (
        "1.社会效益。受益群众6240人，调解纠纷30件；选派医师15名支援川西县【待核】；"
        "每季度开展巡查1次【待核】；举办讲座3场。"
    )


@pytest.mark.parametrize(
    ("before", "values"),
    [
        ("县文化和旅游局内设办公室、公共股、市场股、产业股4个股室。", {"产业股": "5"}),
        ("采购货物7.80万元，全部为货物类采购。", {"采购货物": "3.20"}),
        ("受理申请19件。申请内容主要为环评批复、排污许可。", {"受理申请": "12"}),
    ],
)
def test_what_this_years_figures_do_not_bear_out_is_asked_about(before, values):
    assert "【待核】" in last_body(drafted_anew(before, **values))


def test_the_name_in_a_bracket_behind_a_count_is_asked_about_and_an_open_place_only_once():
    body = "新增3A级景区1家（枫坪景区）。新增充电设备2台（套）。"
    told = last_body(drafted_anew(body, heading="二、工作成效", 新增3A级景区="2", 新增充电设备="3"))
    assert told == "新增3A级景区2家（枫坪景区）【待核】。新增充电设备3台（套）。"
    once = last_body(drafted_anew("1.承办第六届沙棠河漂流节活动事宜。", heading="二、工作任务"))
    assert once.count("【待核") == 1


def test_what_came_of_all_cases_is_asked_about():
    assert last_body(drafted_anew("处理学生申诉2件，均维持原处分决定。", 处理学生申诉="1")) == (
        "处理学生申诉1件，均维持原处分决定【待核】。"
    )


def test_each_of_what_is_told_in_turn_says_which_way_it_went_where_the_first_is_open():
    told = drafted_anew("受理和办结案件同比分别上升7.3%和9.1%。", 和="0.6")
    assert last_body(told) == (
        "受理和办结案件同比分别【待补：受理增长率（上年上升7.3%）】和上升0.6%【待核】。"
    )


def test_a_total_typed_beside_parts_that_do_not_make_it_is_asked_about():
    total = "接待费用41.50万元，其中车辆运行费40.00万元、公务接待费1.50万元。"
    report = report_of(f"云上区水务局2023年度报告\n一、收支情况\n{total}\n", source="云上区水务局-2023.txt")
    brief = make_brief(report, 2024)
    assert brief.figures[0].formula == "F2+F3"
    lacking = draft_of(report, brief.fill(F1="43.26", F2="24.66", F3="无"))
    assert [mark.reason for mark in lacking.sections[-1].open] == [
        "F1 填 43.26，其各项 F2 相加为 24.66，请核对或补列"
    ]
    assert not draft_of(report, brief.fill(F1="26.16", F2="24.66", F3="1.50")).sections[-1].open
    rounded = draft_of(report, brief.fill(F1="26.2", F2="24.66", F3="1.50"))
    assert not rounded.sections[-1].open


def test_a_line_that_only_names_the_list_below_it_is_not_asked_about():
    report = report_of(
        "云上区水务局2023年度报告\n一、绩效目标完成情况\n（二）绩效指标完成情况。\n1.产出指标。新建泵站9座。\n",
        source="云上区水务局-2023.txt",
    )
    assert last_body(draft_of(report, make_brief(report, 2024).fill(F1="8"))) == (
        "（二）绩效指标完成情况。\n1.产出指标。新建泵站8座。"
    )
