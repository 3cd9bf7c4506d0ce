"""What was struck out of first drafts of ten year pairs: a shortfall by chance, idle zeros, a deed's 多 that is 少, a body's old name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from tests.build import decide, filled_but, report_of, row_of, told_anew


def test_a_shortfall_is_no_difference_of_two_parts_of_one_list():
    report = report_of(
        "云上区水务局2024年渠道项目自评报告\n一、资金到位情况\n"
        "计划资金5760万元，其中省级资金1382.4万元、区级资金921.6万元。到位资金5299.2万元，区级资金缺口460.8万元。\n",
        source="水务局-2024.txt",
    )
    brief = make_brief(report, 2025)
    assert row_of(brief, "缺口").formula == ""


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        (
            "立案查处3起，罚款4.5万元，比上年多立案1起。",
            {"立案查处": "2"},
            "立案查处2起，罚款4.5万元，比上年少立案1起。",
        ),
        ("受理信件40件，同比少受理5件。", {"受理信件": "45"}, "受理信件45件，同比多受理5件。"),
        (
            "受理信件40件，同比少受理5件。",
            {"受理信件": "49", "少受理": "5"},
            "受理信件49件，同比多受理5件【待核】。",
        ),
        (
            "公开信息6件，不予公开1件，全部按期答复。",
            {"公开信息": "8", "不予公开": "无"},
            "公开信息8件，全部按期答复【待核】。",
        ),
        ("收到申请5件，均为自然人申请。", {"收到申请": "8"}, "收到申请8件，均为自然人申请【待核】。"),
        (
            "自评得分96.2分，评价等级为“优”，较上年提高1.7分。",
            {"自评得分": "94.9"},
            "自评得分94.9分，评价等级为“优”，较上年下降1.3分。",
        ),
    ],
)
def test_a_sentence_says_what_this_years_figures_say(before: str, typed: dict[str, str], after: str):
    assert told_anew(before, heading="四、有关情况", **typed) == after


def test_numbers_of_a_list_inside_a_paragraph_are_no_figures_before_a_year():
    measures = "1.建立会商制度，每月会商1次。2.2025年新建泵站12座以上。"
    assert (
        told_anew(measures, heading="六、下一步措施", 新建泵站="10")
        == "1.建立会商制度，每月会商1次【待核】。2.2026年新建泵站10座以上。"
    )


def test_a_column_that_leaves_zeros_out_gets_none():
    report = report_of(
        "云上区水务局2024年自评报告\n一、指标完成情况\n指标\t分值\t得分\n清淤沟渠\t10\t9.2\n新建泵站\t15\t15\n整修水闸\t10\t8.9\n",
        source="水务局-2024.txt",
    )
    draft = compose_draft(filled_but(report, **{"清淤沟渠\t10\t": "10"}), report)
    assert "清淤沟渠\t10\t10\n" in draft.text


def test_a_rate_that_comes_out_whole_is_100_percent_where_that_has_no_zeros():
    report = report_of(
        "云上区水务局2024年自评报告\n一、资金使用情况\n甲项目预算60万元，支出60万元，执行率100%。\n"
        "乙项目预算80万元，支出68.52万元，执行率85.65%。丙项目预算70万元，支出61.53万元，执行率87.90%。\n",
        source="水务局-2024.txt",
    )
    draft = compose_draft(filled_but(report, **{"乙项目预算80万元，支出": "80"}), report)
    assert "乙项目预算80万元，支出80万元，执行率100%。" in draft.text


PAID = (
    "云上区水务局2024年度部门决算说明\n四、支出决算情况\n"
    "1.行政运行。年初预算为51.00万元，支出决算为52.18万元，完成年初预算的102.31%。决算数大于年初预算数的主要原因是增人。\n"
    "2.水利工程。年初预算为36.00万元，支出决算为36.00万元，完成年初预算的100.00%。\n"
    "3.住房公积金。年初预算为44.00万元，支出决算为43.52万元，完成年初预算的98.91%。决算数小于年初预算数的主要原因是基数调整。\n"
)


def test_a_comparison_in_a_sentence_of_its_own_goes_and_comes_as_one():
    report = report_of(PAID, source="水务局-2024.txt")
    brief = make_brief(report, 2025)
    values = {one.id: one.previous for one in brief.figures if not one.formula and not one.value}
    values |= {row_of(brief, "住房公积金支出决算").id: "44.00", row_of(brief, "水利工程支出决算").id: "35.00"}
    text = compose_draft(brief.fill(**values), report).text
    assert "完成年初预算的97.22%。决算数小于年初预算数的主要原因是【待补：主要原因】。\n" in text
    assert "支出决算为44.00万元，完成年初预算的100.00%。\n" in text


def test_the_year_after_the_last_of_a_plan_is_the_first_of_the_next():
    plan = "2025年是“十四五”规划收官之年，重点抓好以下工作："
    assert told_anew(plan, heading="三、工作安排") == "2026年是“十五五”规划开局之年，重点抓好以下工作："


def test_a_body_has_the_name_the_sheet_gives_it_and_its_short_form_is_asked_about():
    report = report_of(
        "云上区大数据管理局2024年度自评报告\n一、概况\n云上区大数据管理局（以下简称“区大数据局”）为区政府工作部门。\n"
        "二、工作情况\n云上区大数据管理局接入单位32家。\n",
        source="云上区大数据管理局-2024.txt",
    )
    brief = filled_but(report, 接入单位="35")
    draft = compose_draft(replace(brief, org="云上区数据局"), report)
    assert draft.text.endswith(
        "云上区数据局（以下简称“区大数据局”）为区政府工作部门【待核】。\n二、工作情况\n云上区数据局接入单位35家【待核】。\n"
    )


def test_the_new_short_form_is_taken_from_what_was_typed_of_the_body():
    report = report_of(
        "云上区大数据管理局2024年度自评报告\n一、机构设置\n云上区大数据管理局（以下简称“区大数据局”）成立于2019年，下设数据科、网络科2个科室。\n"
        "二、人员情况\n区大数据局年末在职32人。\n",
        source="云上区大数据管理局-2024.txt",
    )
    brief = filled_but(report, 在职="35")
    typed = "云上区数据局（以下简称“区数据局”）由区大数据局更名，下设数据科、网络科、安全科3个科室"
    brief = decide(brief, ("云上区大数据管理局", "改写", typed))
    draft = compose_draft(replace(brief, org="云上区数据局"), report)
    assert draft.text.endswith(f"{typed}。\n二、人员情况\n区数据局年末在职35人。\n")


def test_a_short_form_without_the_place_takes_the_new_name_too():
    report = report_of(
        "云上区大数据管理局2024年度自评报告\n一、工作情况\n区大数据管理局接入单位32家。\n",
        source="云上区大数据管理局-2024.txt",
    )
    draft = compose_draft(replace(filled_but(report, 接入单位="35"), org="云上区数据局"), report)
    assert draft.text.endswith("一、工作情况\n区数据局接入单位35家。\n")


@pytest.mark.parametrize(
    "said", ["粮食总产1.9万吨，实现“十连丰”。", "签约额9亿元，创历史新高。", "建成床位60张，实现零的突破。"]
)
def test_a_record_is_asked_about_in_a_kept_item_too(said: str):
    assert told_anew(said, action="沿用").endswith("【待核】。")


def test_the_chapters_of_a_yearly_summary_are_work_whatever_they_are_called():
    report = report_of(
        "云上镇人民政府2024年工作总结\n一、经济运行稳中向好\n招商签约8个，柳林村获评“和美乡村”，为全镇首个。\n",
        source="云上镇-2024.txt",
    )
    assert [item.section for item in make_brief(report, 2025).items] == ["一、经济运行稳中向好"]
