"""The number of a list follows the list: below it, beside it, and inside a paragraph."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.brief import Brief
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from drafter.lastyear.listed import counts_its_list
from drafter.numbers.quantity import find_mentions
from drafter.report import Report
from tests.build import one_chapter


def report(body: str) -> Report:
    return one_chapter(body, "一、工作任务", year=2022)


def dropping(brief: Brief, words: str) -> Brief:
    return replace(
        brief,
        items=tuple(
            replace(item, action="删除" if words in item.previous else "沿用") for item in brief.items
        ),
    )


THREE = "\n1.开展档案开放审核，分批向社会公布目录。\n2.建设数字档案馆，扫描民生档案和老照片。\n3.举办档案开放日，邀请市民走进库房参观。"


def test_what_counts_the_items_below_is_counted_anew():
    last = report("重点推进三项工作：" + THREE)
    draft = compose_draft(dropping(make_brief(last, 2023), "数字档案馆"), last)
    assert [line[:9] for line in draft.text.splitlines()[2:]] == [
        "重点推进两项工作：",
        "1.开展档案开放审",
        "2.举办档案开放日",
    ]


def test_a_row_of_the_sheet_that_the_list_below_does_not_bear_out_is_asked_about():
    last = report("共有3项任务：" + THREE)
    draft = compose_draft(dropping(make_brief(last, 2023), "数字档案馆"), last)
    assert "共有3项任务【待核】：" in draft.text
    assert draft.sections[-1].open[0].reason == "F1 填 3，下面列出 2 项，请核对"


def test_a_typed_count_that_the_list_below_does_not_bear_out_is_asked_about():
    last = report("共有3项任务：" + THREE)
    brief = dropping(make_brief(last, 2023), "没有这一条")
    (row,) = [figure for figure in brief.figures if figure.unit == "项"]
    draft = compose_draft(brief.fill(**{row.id: "4"}), last)
    assert [mark.reason for mark in draft.sections[-1].open] == [f"{row.id} 填 4，下面列出 3 项，请核对"]


def test_a_count_beside_its_names_is_asked_about_when_only_the_count_changed():
    last = report("内设办公室、保管科、利用科等3个科室。")
    draft = compose_draft(make_brief(last, 2023).fill(F1="4"), last)
    assert "等4个科室【待核】。" in draft.text
    assert draft.sections[-1].open[0].reason.endswith("F1 填 4，句中仍列出 3 项，请增减")


def test_names_in_brackets_are_asked_about_when_the_count_changed_and_their_number_is_not_filled_in():
    last = report("建成重点专科2个（针灸科、骨伤科）。")
    brief = make_brief(last, 2023)
    assert brief.figures[0].value == ""
    draft = compose_draft(brief.fill(F1="3"), last)
    assert draft.sections[-1].open[0].reason.endswith("F1 填 3，句中仍列出 2 项，请增减")


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("纳入预算的单位共3家，具体为：局本级、市图书馆、市博物馆。", True),
        ("二级单位包括：公路中心、运输中心、执法大队共3家。", True),
        ("采取资料核查、现场踏勘、问卷调查三种方式开展。", True),
        ("应对特大暴雨、强台风等4次天气过程。", False),
        ("开展调研9项、视察7次、监督3项。", False),
    ],
)
def test_a_number_counts_the_names_before_or_behind_it(text: str, counts: bool):
    (mention, *_) = [one for one in find_mentions(text) if not one.structural]
    assert counts_its_list(text, mention) is counts


def test_a_count_that_is_not_reported_takes_the_names_it_counts_along():
    last = report("成功应对特大暴雨、强台风等4次天气过程，转移群众120人。")
    draft = compose_draft(make_brief(last, 2023).fill(F1="无", F2="90"), last)
    assert draft.text.splitlines()[-1].startswith("转移群众90人")


def test_a_list_in_a_paragraph_is_numbered_on_where_an_item_went():
    last = report(
        "安排以下项目：一是甲项目，预算10.00万元，执行9.00万元；二是乙项目，预算20.00万元，执行19.00万元；"
        "三是丙项目，预算30.00万元，执行29.00万元。"
    )
    brief = make_brief(last, 2023).fill(F1="11", F2="10", F3="无", F4="无", F5="31", F6="30")
    text = compose_draft(brief, last).text.splitlines()[-1].replace("【待核】", "")
    assert text == (
        "安排以下项目：一是甲项目，预算11.00万元，执行10.00万元；二是丙项目，预算31.00万元，执行30.00万元。"
    )


def test_points_that_are_no_longer_lost_are_not_told():
    last = report("扣分原因是：预算编制扣0.20分；采购管理扣0.30分；资产管理扣0.50分。")
    brief = make_brief(last, 2023).fill(F1="0", F2="0.40", F3="0")
    text = compose_draft(brief, last).text.splitlines()[-1].replace("【待核】", "")
    assert text == "扣分原因是：采购管理扣0.40分。"
