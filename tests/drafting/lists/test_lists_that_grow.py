"""What a list looks like when items came or went: the marks between them, and what a new item says as its fellows do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafter.brief import Figure
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from tests.build import one_chapter, report_of


def lines_of(body: str, *rows: Figure, **values: str) -> list[str]:
    """The paragraphs of the draft on 2024, every figure as it was but for `values` and the `rows` put at the end."""
    report = one_chapter(body, "一、支出情况")
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


HEADED = (
    "1、公共服务支出（类）水务（款）行政运行（项）\n年初预算为80.00万元，支出决算为84.00万元，完成年初预算的105.0%，决算数大于年初预算数的主要原因是人员调入。\n"
    "2、住房保障支出（类）改革支出（款）住房公积金（项）\n年初预算为20.00万元，支出决算为18.00万元，完成年初预算的90.0%，决算数小于年初预算数的主要原因是人员退休。"
)


def test_an_item_with_a_line_of_its_own_comes_behind_the_one_it_was_put_under_and_the_numbers_run_on():
    report = one_chapter(HEADED, "一、支出情况")
    brief = make_brief(report, 2024).fill(F1="80.00", F2="90.00", F4="21.00", F5="20.00")
    path = "教育支出（类）培训（款）培训支出（项）："
    first, *others = brief.figures[:3], brief.figures[3:]
    new = row("F90", f"{path}年初预算", "0"), row("F91", f"{path}支出决算", "12.00")
    draft = compose_draft(replace(brief, figures=(*first, *new, *others[0])), report)
    assert draft.text.split("\n")[4:8] == [
        "2、教育支出（类）培训（款）培训支出（项）",
        "年初预算为0.00万元，支出决算为12.00万元，决算数大于年初预算数的主要原因是【待补：主要原因】。",
        "3、住房保障支出（类）改革支出（款）住房公积金（项）",
        "年初预算为21.00万元，支出决算为20.00万元，完成年初预算的95.2%，决算数小于年初预算数的主要原因是人员退休【待核】。",
    ]
    assert draft.sections[3].heading.startswith("3、")


def test_of_an_item_with_a_line_of_its_own_nothing_is_told_where_its_figures_went():
    assert (
        lines_of(HEADED, F4="无", F5="无", F6="无")[-1]
        == "【待核：本节上年所列各项本年均不列示，请补写或删去本节】"
    )


def test_a_part_comes_behind_the_one_it_was_put_under_in_a_list_inside_a_paragraph_too():
    report = one_chapter(
        "支出100.00万元，用于以下方面：公共服务支出（类）80.00万元，占80.0%；住房保障支出（类）20.00万元，占20.0%。",
        "一、支出情况",
    )
    brief = make_brief(report, 2024).fill(F1="150.00", F2="100.00", F4="20.00")
    figures = (*brief.figures[:3], row("F90", "教育支出", "30.00"), *brief.figures[3:])
    assert (
        "占66.7%；教育支出（类）30.00万元，占20.0%；住房保障"
        in compose_draft(replace(brief, figures=figures), report).text
    )


def test_an_item_that_is_no_more_is_asked_about_where_the_text_still_speaks_of_it():
    body = "1.平台建设专项支出30.00万元。\n2.河道清淤专项支出20.00万元。\n对平台建设专项按节点拨付资金。"
    assert lines_of(body, F1="无") == [
        "1.河道清淤专项支出20.00万元。",
        "对平台建设专项按节点拨付资金【待核】。",
    ]
    assert lines_of(body)[2] == "对平台建设专项按节点拨付资金。"


def test_how_a_project_was_managed_is_asked_about_every_year():
    text = (
        "云上区水务局2023年度报告\n一、项目支出\n1.平台建设专项支出30.00万元。\n2.河道清淤专项支出20.00万元。\n"
        "二、绩效管理情况\n对平台建设专项按节点拨付资金。\n"
    )
    report = report_of(text, source="云上区水务局-2023.txt")
    draft = compose_draft(make_brief(report, 2024).fill(F1="30.00", F2="25.00"), report)
    assert [mark.reason for mark in draft.sections[-1].open] == ["提到“平台建设专项”，本年是否仍如此"]
    counted = text.replace("对平台建设专项按节点", "编制目标2个，对平台建设专项按节点")
    report = report_of(counted, source="云上区水务局-2023.txt")
    draft = compose_draft(make_brief(report, 2024).fill(F1="30.00", F2="25.00", F3="2"), report)
    assert [mark.reason for mark in draft.sections[-1].open] == ["提到“平台建设专项”，本年是否仍如此"]


def test_the_last_part_of_a_sentence_that_goes_leaves_its_full_stop():
    body = "印发文件30份；开展演练20次。全年安排专项资金10.00万元。"
    assert lines_of(body, F2="无") == ["印发文件30份。全年安排专项资金10.00万元。"]


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


SHARES = "其中：教育支出30.00万元，占50.00%；卫生支出18.00万元，占30.00%；住房支出12.00万元，占20.00%。"


def test_shares_are_of_the_parts_that_are_left():
    assert lines_of(SHARES, F1="无", F3="24.00", F5="6.00") == [
        "其中：卫生支出24.00万元，占80.00%；住房支出6.00万元，占20.00%。"
    ]


def test_shares_of_a_sum_that_leaves_a_new_part_out_are_asked_about():
    told = lines_of(SHARES, row("F90", "环保支出", "20.00"))[0]
    assert told.count("【待核】") == 3
    assert told.endswith("；环保支出20.00万元，占【待补：环保支出占比】。")


def test_an_item_without_a_budget_has_no_rate_and_is_compared_in_a_sentence_of_its_own():
    body = (
        "1.教育支出。年初预算为20.00万元，支出决算为18.00万元，完成年初预算的90.00%。决算数小于预算数的主要原因：培训减少。\n"
        "2.卫生支出。年初预算为10.00万元，支出决算为11.00万元，完成年初预算的110.00%。决算数大于预算数的主要原因：人员增加。"
    )
    rows = row("F90", "环保支出年初预算", "0"), row("F91", "环保支出决算", "6.00")
    assert lines_of(body, *rows)[2] == (
        "3.环保支出。年初预算为0.00万元，支出决算为6.00万元。决算数大于预算数的主要原因：【待补：主要原因】。"
    )


def test_what_came_to_nothing_before_has_no_rate_of_growth():
    body = (
        "1.教育支出20.00万元，比2022年增加5.00万元，增长33.33%。\n"
        "2.卫生支出10.00万元，比2022年减少2.00万元，下降16.67%。"
    )
    rows = row("F90", "环保支出", "6.00"), row("F91", "环保支出增减额", "6.00")
    assert lines_of(body, *rows)[2] == "3.环保支出6.00万元，比2023年增加6.00万元。"
    grown = row("F90", "环保支出", "6.00"), row("F91", "环保支出增减额", "1.00")
    assert lines_of(body, *grown)[2] == ("3.环保支出6.00万元，比2023年增加1.00万元，增长20.00%。")


RATED = (
    "项目支出30.00万元。\n"
    "1.教育专项预算20.00万元，支出18.00万元，预算执行率90.00%，占项目支出的60.00%。\n"
    "2.卫生专项预算12.50万元，支出12.00万元，预算执行率96.00%，占项目支出的40.00%。"
)


def test_the_rates_of_a_new_item_are_computed_of_its_own_figures_as_its_fellows_are():
    rows = row("F90", "环保专项预算", "5.00"), row("F91", "环保专项支出", "4.00")
    assert lines_of(RATED, *rows, F1="34.00")[3] == (
        "3.环保专项预算5.00万元，支出4.00万元，预算执行率80.00%，占项目支出的11.76%。"
    )
    own = Figure("F92", "环保专项执行率", "本年", "%", "", "79.90")
    assert "预算执行率79.90%" in lines_of(RATED, *rows, own, F1="34.00")[3]
    # A total that is computed without the new item is no whole of which it could be a share.
    summed = "基金预算支出30.00万元，其中教育20.00万元，占66.67%；卫生10.00万元，占33.33%。"
    assert lines_of(summed, row("F90", "环保", "5.00"))[0].endswith("环保5.00万元，占【待补：环保占比】。")
    assert lines_of(summed, row("F90", "环保", "5.00"), F1="35.00")[0].endswith("环保5.00万元，占14.29%。")


def test_a_rate_without_a_row_names_its_formula():
    report = one_chapter(RATED, "一、支出情况")
    rows = row("F90", "环保专项预算", "5.00"), row("F91", "环保专项支出", "4.00")
    brief = replace(make_brief(report, 2024), figures=(*make_brief(report, 2024).figures, *rows))
    section = compose_draft(brief, report).sections[-1]
    assert [(section.text[one.start : one.end], one.formula) for one in section.figures if one.formula] == [
        ("80.00", "F91/F90")
    ]


def test_a_table_row_that_the_sheet_adds_gets_its_rate():
    table = "项目\t预算数（万元）\t执行数（万元）\t执行率\n教育专项\t20.00\t18.00\t90.00%\n卫生专项\t12.50\t12.00\t96.00%"
    rows = row("F90", "环保专项预算数", "5.00"), row("F91", "环保专项执行数", "4.00")
    assert lines_of(table, *rows)[-1] == "环保专项\t5.00\t4.00\t80.00%"


SILENT = (
    "1.教育支出18.00万元。年初预算为20.00万元，完成年初预算的90.00%，决算数小于年初预算数的主要原因是培训减少。\n"
    "2.卫生支出10.00万元。年初预算为10.00万元，完成年初预算的100.00%。"
)


def test_a_report_that_is_silent_where_the_two_are_level_is_silent_again_and_else_asks_why():
    values = {"F1": "20.00", "F4": "9.00"}
    assert lines_of(SILENT, **values) == [
        "1.教育支出20.00万元。年初预算为20.00万元，完成年初预算的100.00%。",
        "2.卫生支出9.00万元。年初预算为10.00万元，完成年初预算的90.00%，决算数小于年初预算数的主要原因是【待补：主要原因】。",
    ]
    assert lines_of(SILENT)[1] == "2.卫生支出10.00万元。年初预算为10.00万元，完成年初预算的100.00%。"
    said = (
        SILENT + "\n3.住房支出5.00万元。年初预算为5.00万元，完成年初预算的100.00%，决算数与年初预算数持平。"
    )
    assert lines_of(said, **values)[0].endswith("100.00%，决算数与年初预算数持平。")


def test_a_rate_of_what_was_level_is_of_the_budget_whichever_stands_first():
    assert lines_of(SILENT, F4="12.00")[1].startswith(
        "2.卫生支出12.00万元。年初预算为10.00万元，完成年初预算的120.00%，"
    )


def test_a_budget_that_was_added_to_and_now_is_cut_says_so():
    body = "年初预算100.00万元，年中追加预算20.00万元，全年预算120.00万元。"
    assert lines_of(body, F1="90.00", F2="-5.00") == [
        "年初预算90.00万元，年中调减预算5.00万元，全年预算85.00万元。"
    ]


LOST = "失分原因：一是2个项目支付偏慢，扣2.0分；二是样本量偏少，扣1.0分；三是台账记录过简，扣0.5分。"


def test_why_points_were_lost_goes_with_the_points_and_is_asked_about_each_year():
    values = {"F1": "1", "F2": "1.5", "F3": "无", "F4": "0.5"}
    assert lines_of(LOST, **values) == [
        "失分原因：一是1个项目支付偏慢，扣1.5分【待核】；二是台账记录过简，扣0.5分【待核】。"
    ]
    gone = dict.fromkeys(values, "无")
    assert lines_of(f"满分10.0分。{LOST}", F1="10.0", **{f"F{n + 1}": "无" for n in range(1, 5)}) == [
        "满分10.0分。"
    ]
    assert lines_of(f"支出3.00万元。\n{LOST}", F1="2.00", **{f"F{n + 1}": "无" for n in range(1, 5)})[0] == (
        "支出2.00万元。"
    )
    assert lines_of(LOST, **gone | {"F3": "1.0"}) == ["失分原因：样本量偏少，扣1.0分【待核】。"]


RATES = "资金到位率100%，预算执行率{rate}，合格率91.2%，覆盖率96.8%，及时率99.3%，完成率80%，复诊率115%。"


def test_rates_that_came_out_whole_tell_that_zeros_are_dropped_and_aims_do_not():
    values = {"F2": "94.0"}
    assert "预算执行率94.0%，" in lines_of(RATES.format(rate="94.2%"), **values)[0]  # as it was typed
    ratio = "到位资金385万元，支出362.8万元，预算执行率94.2%，合格率91.2%，覆盖率96.8%，"
    assert "预算执行率100%，" in lines_of(f"{ratio}完成率80%，复诊率115%。", F2="385")[0]
    assert "预算执行率100.0%，" in lines_of(f"{ratio}满意度80%以上，完成率不低于95%。", F2="385")[0]


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("1.按期完工率：目标值100%，完成值98%，得7.0分。", ["1.按期完工率：得7.0分。"]),
        ("支出5.00万元。年初预算4.00万元，完成预算的125.00%。", ["支出5.00万元。"]),
    ],
)
def test_no_mark_is_left_where_what_stood_between_it_and_the_next_went(body: str, after: list[str]):
    gone = ("F1", "F2") if body.startswith("1.") else ("F2", "F3")
    assert lines_of(body, **dict.fromkeys(gone, "无")) == after
