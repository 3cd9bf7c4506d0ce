"""What was struck out of drafts of eight more year pairs: lists of annexes, totals told before their list, directions of pace and dates, lost labels."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.brief import Figure
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from tests.build import added, decide, filled_but, one_chapter, report_of, row_of, told_anew

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


RECEIVED = "收到申请31件，上年结转2件，共33件。其中予以公开18件，部分公开4件，不予公开3件，无法提供6件，其他处理1件，结转下年度1件。按时答复率100%。"


def test_what_came_in_altogether_is_the_sum_of_what_stands_before_it():
    brief = make_brief(one_chapter(RECEIVED), 2024)
    received = [one for one in brief.figures if one.previous == "33"]
    assert [one.formula for one in received] == ["F1+F2"]


def test_a_rate_of_two_small_numbers_is_of_what_bears_its_name():
    assert row_of(make_brief(one_chapter(RECEIVED), 2024), "按时答复率").formula == ""
    done = make_brief(one_chapter("受理投诉5件，办结5件，办结率100%。"), 2024)
    assert row_of(done, "办结率").formula == "F2/F1"


TABLE = "（一）申请情况。收到申请31件，其中堤岸类18件，泵站类13件。\n类别\t个人\t单位\t合计\n堤岸类\t13\t5\t18\n泵站类\t11\t2\t13\n合计\t24\t7\t31"


def test_a_sum_across_a_row_lacks_no_new_row():
    report = one_chapter(TABLE)
    brief = filled_but(report)
    last = next(one.id for one in brief.figures if one.name.startswith("泵站类（合计）"))
    rows = [
        Figure(f"F9{n}", f"水闸类（{what}）", "本年", "", "", "2") for n, what in enumerate(("个人", "单位"))
    ]
    at = next(i for i, one in enumerate(brief.figures) if one.id == last) + 1
    draft = compose_draft(replace(brief, figures=(*brief.figures[:at], *rows, *brief.figures[at:])), report)
    assert "堤岸类\t13\t5\t18\n" in draft.text


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("工程验收比计划提前12天。", {"提前": "-26"}, "工程验收比计划推迟26天。"),
        ("收支相抵，结余72.25万元。", {"结余": "-63.46"}, "收支相抵，超支63.46万元。"),
        ("支出进度快于序时进度0.5个百分点。", {"序时进度": "-3.2"}, "支出进度慢于序时进度3.2个百分点。"),
        (
            "基建执行率低于学校平均水平6.6个百分点。",
            {"平均水平": "-1.3"},
            "基建执行率高于学校平均水平1.3个百分点【待核】。",
        ),
        ("合同占比高于规定比例10.9个百分点。", {"规定比例": "-1.3"}, "合同占比低于规定比例1.3个百分点。"),
        (
            "不合格率2.30%，较上年下降0.12个百分点。",
            {"不合格率": "2.48"},
            "不合格率2.48%，较上年上升0.18个百分点。",
        ),
        ("供应红细胞78640单位，血浆652升。", {"红细胞": "76915"}, "供应红细胞76915单位，血浆652升。"),
    ],
)
def test_a_number_below_zero_turns_the_word_before_it(before: str, typed: dict[str, str], after: str):
    assert told_anew(before, heading="一、收支情况", **typed) == after


def test_how_far_a_half_year_is_off_its_pace_is_computed():
    report = report_of(
        "云上区2024年上半年预算执行情况报告\n一、支出情况\n支出2710万元，为预算5420万元的50.5%，快于序时进度0.5个百分点。\n",
        source="财政局-2024.txt",
    )
    assert row_of(make_brief(report, 2025), "快于序时进度").formula == "F3-50"


def test_where_the_line_is_drawn_comes_filled_in():
    said = "标的额1000万元以上的案件53件，1亿元以上的案件4件。库存一度低于7天预警线，发布预警4次。改造400总吨以上船舶63艘，建成泵站12座以上。"
    brief = make_brief(one_chapter(said), 2024)
    assert [one.value for one in brief.figures] == ["1000", "", "1", "", "7", "", "400", "", ""]


def test_rates_told_in_turn_of_the_figures_before_them_have_their_names():
    said = "接收垃圾326吨、污水418立方米，转运处置率分别为99.1%和98.3%。"
    names = [one.name for one in make_brief(one_chapter(said), 2024).figures]
    assert names[2:] == ["接收垃圾转运处置率", "污水转运处置率"]


def test_costs_make_up_no_whole_where_the_sentence_behind_them_says_what_there_was_none_of():
    costs = "“三公”经费支出12.86万元，其中：运行维护费11.24万元；接待费1.62万元。"
    for behind, formula in (("", "F2+F3"), ("未发生因公出国（境）费和公务用车购置费。", "")):
        brief = make_brief(one_chapter(costs + behind), 2024)
        assert row_of(brief, "“三公”经费支出").formula == formula


@pytest.mark.parametrize("name", ["（四）老年人健康管理。", "（一）居民健康档案。"])
def test_a_bare_name_before_figures_is_not_asked_about(name: str):
    assert told_anew(f"{name}完成体检3962人，管理率58.4%。") == f"{name}完成体检3962人，管理率58.4%。"


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


def test_a_list_that_parts_lead_to_with_a_view_of_it_grows():
    report = one_chapter("从类型看，建设纠纷312件，占61.1%；买卖纠纷199件，占38.9%。")
    brief = filled_but(report)
    new = Figure("F90", "知识产权纠纷", "本年", "件", "", "36")
    draft = compose_draft(replace(brief, figures=(*brief.figures[:2], new, *brief.figures[2:])), report)
    assert "；知识产权纠纷36件" in draft.text


@pytest.mark.parametrize(
    ("said", "asked"), [("成功处置“5·18”强降雨内涝，转移群众236人。", 1), ("开展“3·15”宣传活动2场。", 0)]
)
def test_a_day_that_names_a_disaster_is_asked_about_in_a_kept_item_too(said: str, asked: int):
    assert told_anew(said, action="沿用").count("【待核】") == asked


def test_the_main_items_below_a_total_are_not_all_of_it():
    report = one_chapter(
        "全年支出90万元。主要支出项目为：\n1.教育支出50万元；\n2.水利支出30万元；\n3.交通支出10万元。"
    )
    assert make_brief(report, 2024).figures[0].formula == ""
