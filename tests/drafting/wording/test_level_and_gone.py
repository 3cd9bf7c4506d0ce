"""What becomes of words when a figure has not changed, or is not reported any more."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from drafter.brief import Brief, Figure
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from drafter.lastyear.slots import evaluate, spread_not_reported
from drafter.report import Report
from tests.build import one_chapter


def report(body: str, heading: str = "一、收支情况") -> Report:
    return one_chapter(body, heading, year=2022)


def filled(last: Report, **values: str) -> Brief:
    brief = make_brief(last, 2023)
    by_name = {figure.name: figure.id for figure in brief.figures if figure.period == "本年"}
    return brief.fill(**{by_name[name]: value for name, value in values.items()})


def body_of(last: Report, brief: Brief) -> str:
    return compose_draft(brief, last).sections[-1].text.split("\n", 1)[1]


def test_no_change_is_written_as_level():
    last = report("2022年，培训费支出60.00万元，比上年增加5.00万元，增长9.09%。")
    brief = filled(last, 培训费支出="60.00")
    assert body_of(last, brief) == "2023年，培训费支出60.00万元，与上年持平。\n"


def test_a_growth_of_zero_alone_is_level_too():
    last = report("2022年，查档人次比2021年增长4.2%。")
    brief = make_brief(last, 2023)
    assert body_of(last, brief.fill(F1="0")) == "2023年，查档人次与2022年持平。\n"


def test_a_decline_turns_the_direction_words():
    last = report("2022年，培训费支出60.00万元，比上年增加5.00万元，增长9.09%。")
    brief = filled(last, 培训费支出="54.00")
    assert body_of(last, brief) == "2023年，培训费支出54.00万元，比上年减少6.00万元，下降10.00%。\n"


def test_level_in_words_becomes_the_change_when_the_figure_moved():
    last = report(
        "2022年，会议费支出20.00万元，与上年持平。培训费支出60.00万元，较上年增加5.00万元，增长9.09%。"
    )
    brief = filled(last, 会议费支出="22.00", 培训费支出="66.00")
    draft = compose_draft(brief, last)
    assert draft.sections[-1].text.split("\n")[1] == (
        "2023年，会议费支出22.00万元，较上年增加2.00万元，增长10.00%。培训费支出66.00万元，较上年增加6.00万元，增长10.00%。"
    )
    assert [brief.figure(one.row).formula for one in draft.sections[-1].figures][1:3] == [
        "F1-F6",
        "(F1-F6)/F6",
    ]
    assert draft.sections[-1].open == ()


def test_level_in_words_is_doubted_on_a_sheet_without_the_rows_for_a_change():
    last = report("2022年，会议费支出20.00万元，与上年持平。")
    brief = filled(last, 会议费支出="22.00")
    draft = compose_draft(replace(brief, figures=brief.figures[:1]), last)
    assert [mark.reason for mark in draft.sections[-1].open] == [
        "F1 上年 20.00、本年 22.00，增加2.00万元，不是持平"
    ]


@pytest.mark.parametrize(
    ("spent", "said"),
    [
        ("22.00", "较上年决算数增加22.00万元（上年为零）"),
        ("0.00", "与上年决算数持平"),
    ],
)
def test_what_there_was_none_of_in_either_year_may_come(spent: str, said: str):
    last = report(
        "2022年，购置费支出0.00万元，与上年决算数持平。培训费支出60.00万元，较上年增加5.00万元，增长9.09%。"
    )
    brief = filled(last, 购置费支出=spent, 培训费支出="60.00")
    assert body_of(last, brief).startswith(f"2023年，购置费支出{spent}万元，{said}。")


def test_what_was_new_last_year_has_a_year_before_it_now():
    last = report(
        "2022年，节能环保支出50.00万元，上年无此项支出，本年为新增支出。培训费支出60.00万元，比上年增加5.00万元，增长9.09%。"
    )
    brief = filled(last, 节能环保支出="40.00", 培训费支出="60.00")
    assert body_of(last, brief) == (
        "2023年，节能环保支出40.00万元，比上年减少10.00万元，下降20.00%。培训费支出60.00万元，与上年持平。\n"
    )


def test_nearly_level_is_said_up_to_five_per_cent():
    last = report("2022年，会议费支出20.00万元，与上年基本持平。")
    assert (
        body_of(last, filled(last, 会议费支出="20.90")) == "2023年，会议费支出20.90万元，与上年基本持平。\n"
    )
    assert (
        body_of(last, filled(last, 会议费支出="21.10"))
        == "2023年，会议费支出21.10万元，比上年增加1.10万元。\n"
    )


def test_level_behind_a_bracket_speaks_of_the_whole():
    last = report("2022年，公务用车费14.00万元（其中，运行费14.00万元），与上年持平。")
    brief = filled(last, 公务用车费="31.00", 运行费="14.00")
    assert body_of(last, brief) == (
        "2023年，公务用车费31.00万元（其中，运行费14.00万元），比上年增加17.00万元。\n"
    )


def test_headcounts_that_are_unchanged_are_asked_about_in_standing_sections_too():
    last = report("核定编制行政46名、事业64名，均与上年持平。", heading="二、人员情况")
    draft = compose_draft(make_brief(last, 2023).fill(F1="46", F2="68"), last)
    assert "均与上年持平【待核】" in draft.text


@pytest.mark.parametrize(
    ("budget", "spent", "said"),
    [
        ("50.00", "40.00", "决算数小于年初预算数的主要原因是缴存基数调整【待核】。"),
        ("50.00", "60.00", "决算数大于年初预算数的主要原因是缴存基数调整【待核】。"),
        ("50.00", "50.00", "决算数与年初预算数持平。"),
    ],
)
def test_figures_that_come_out_level_need_no_reason(budget: str, spent: str, said: str):
    last = report(
        "住房支出年初预算为40.00万元，支出决算为42.00万元。决算数大于年初预算数的主要原因是缴存基数调整。"
    )
    brief = make_brief(last, 2023).fill(F1=budget, F2=spent)
    assert said in body_of(last, brief)


def test_figures_that_were_level_and_are_not_want_a_reason_where_others_give_one():
    last = report(
        "住房支出年初预算为40.00万元，支出决算为42.00万元。决算数大于年初预算数的主要原因是缴存基数调整。\n"
        "卫生支出年初预算为30.00万元，支出决算为30.00万元。决算数与年初预算数持平。"
    )
    brief = make_brief(last, 2023).fill(F1="40.00", F2="42.00", F3="30.00", F4="28.00")
    draft = compose_draft(brief, last)
    assert "决算数小于年初预算数的主要原因是【待补：主要原因】。" in draft.text


def test_level_in_words_stands_when_the_figure_did_not_move():
    last = report("2022年，会议费支出20.00万元，与上年持平。")
    draft = compose_draft(filled(last, 会议费支出="20.00"), last)
    assert draft.sections[-1].open == ()


def test_a_figure_marked_as_not_reported_takes_its_clause_along():
    last = report("2022年，修缮费30.00万元，其中外墙12.00万元、屋面18.00万元。")
    brief = filled(last, 修缮费="18.00", 外墙="无", 屋面="18.00")
    assert "外墙" not in body_of(last, brief)


def test_a_list_item_all_of_whose_figures_are_gone_goes_and_the_rest_is_renumbered():
    last = report(
        "项目支出如下：\n1.库房改造项目支出30.00万元。\n2.设备购置项目支出12.00万元。\n3.数字化项目支出50.00万元。"
    )
    brief = make_brief(last, 2023).fill(F1="31.00", F2="无", F3="52.00")
    assert (
        body_of(last, brief) == "项目支出如下：\n1.库房改造项目支出31.00万元。\n2.数字化项目支出52.00万元。\n"
    )


def test_the_reason_goes_with_the_figure_it_explains():
    last = report("项目支出90.00万元，平台建设30.00万元，主要原因是平台建成，不再安排经费。")
    assert body_of(last, filled(last, 项目支出="88.00", 平台建设="无")) == "项目支出88.00万元。\n"


def test_a_tail_that_hangs_on_a_figure_goes_with_it():
    last = report("水电费8.00万元，租金5.00万元，不再安排经费，物业费3.00万元。")
    assert (
        body_of(last, filled(last, 水电费="7.00", 租金="无", 物业费="4.00"))
        == "水电费7.00万元，物业费4.00万元。\n"
    )


def test_a_reason_stays_while_the_change_it_explains_is_told():
    last = report("2022年，培训费支出60.00万元，比上年增加5.00万元，增长9.09%，主要原因是开班增多。")
    brief = make_brief(last, 2023)
    rate = next(figure.id for figure in brief.figures if figure.unit == "%")
    assert body_of(last, brief.fill(F1="66.00", **{rate: "无"})) == (
        "2023年，培训费支出66.00万元，比上年增加6.00万元，主要原因是开班增多【待核】。\n"
    )


def test_a_sentence_of_which_only_the_date_is_left_goes_whole():
    last = report("2022年，培训费支出60.00万元。会议费8.00万元。")
    assert body_of(last, filled(last, 培训费支出="无", 会议费="9.00")) == "会议费9.00万元。\n"


def test_growth_on_a_base_of_zero_says_that_it_was_zero():
    last = report("2022年，抢险费0.00万元，比上年减少5.00万元，下降100.00%。")
    assert (
        body_of(last, filled(last, 抢险费="8.00"))
        == "2023年，抢险费8.00万元，比上年增加8.00万元（上年为零）。\n"
    )


def test_a_fall_to_zero_is_told_in_full():
    last = report("2022年，抢险费5.00万元，比上年增加1.00万元，增长25.00%。")
    assert (
        body_of(last, filled(last, 抢险费="0"))
        == "2023年，抢险费0.00万元，比上年减少5.00万元，下降100.00%。\n"
    )


BUDGET = "年初预算为40.00万元，支出决算为36.00万元，完成年初预算的90.00%。决算数小于预算数的主要原因：部分项目结转。"


def spent(amount: str) -> str:
    last = report(BUDGET)
    rows = {figure.previous: figure.id for figure in make_brief(last, 2023).figures}
    return body_of(last, make_brief(last, 2023).fill(**{rows["40.00"]: "40.00", rows["36.00"]: amount}))


def test_which_of_two_figures_is_larger_is_said_of_this_years():
    assert spent("38.00").split("。")[1] == "决算数小于预算数的主要原因：部分项目结转【待核】"
    assert spent("44.00").split("。")[1] == "决算数大于预算数的主要原因：部分项目结转【待核】"
    assert spent("40.00").split("。")[1] == "决算数与预算数持平"


def test_which_is_larger_is_asked_while_a_figure_is_missing():
    last = report(BUDGET)
    reasons = [mark.reason for mark in compose_draft(make_brief(last, 2023), last).sections[-1].open]
    assert reasons[-1] == "上年的原因说明、孰大孰小，待两数填齐后再定"


def test_a_comparison_that_was_not_of_the_figures_before_it_is_left_as_it_is():
    last = report(BUDGET.replace("小于", "大于"))
    rows = {figure.previous: figure.id for figure in make_brief(last, 2023).figures}
    brief = make_brief(last, 2023).fill(**{rows["40.00"]: "40.00", rows["36.00"]: "38.00"})
    assert "决算数大于预算数" in body_of(last, brief)


def test_a_session_and_an_anniversary_are_asked_for_in_their_place():
    last = report("会议费8.00万元，用于九届四次会议。开展建馆75周年活动。学习贯彻二十届三中全会精神。")
    assert body_of(last, filled(last, 会议费="9.00")) == (
        "会议费9.00万元，用于【待核：届次（上年九届四次）】会议。开展建馆【待核：周年（上年75周年）】活动。学习贯彻二十届三中全会精神【待核】。\n"
    )


# -- lists of like items ---------------------------------------------------------------------------------------

LIST = (
    "支出合计120.00万元。\n1.教育支出30.00万元，比上年增长4.2%，主要原因是新建学校。\n2.交通支出40.00万元，比上年下降1.5%。\n"
    "3.住房支出50.00万元，比上年增长2.0%。\n以上支出已按规定公开。"
)


def listed(text: str = LIST) -> tuple[Report, Brief]:
    last = report(text)
    brief = make_brief(last, 2023)
    values = ("31.00", "3.3", "42.00", "5.0", "51.00", "2.0")
    items = [figure for figure in brief.figures if figure.evidence and "合计" not in figure.label]
    return last, brief.fill(**{figure.id: value for figure, value in zip(items, values, strict=True)})


def row(id: str, label: str, unit: str, value: str) -> Figure:
    return Figure(id, label, "本年", unit, "", value)


def test_a_new_row_gets_the_sentence_of_its_fellows_at_the_end_of_their_list():
    last, brief = listed()
    new = (row("F900", "卫生支出", "万元", "8.00"), row("F901", "卫生支出增长率", "%", "-6.0"))
    draft = compose_draft(replace(brief, figures=(*brief.figures, *new)), last)
    section = draft.sections[-1]
    assert section.text.splitlines()[5:] == ["4.卫生支出8.00万元，比上年下降6.0%。", "以上支出已按规定公开。"]
    assert [section.text[f.start : f.end] for f in section.figures if f.row in ("F900", "F901")] == [
        "8.00",
        "6.0",
    ]


def test_what_a_new_item_lacks_is_marked_but_for_the_growth_of_what_was_not_there():
    new = row("F900", "卫生支出", "万元", "8.00")
    last, brief = listed(LIST.replace("比上年", "比计划"))
    draft = compose_draft(replace(brief, figures=(*brief.figures, new)), last)
    assert "4.卫生支出8.00万元，比计划【待补：卫生支出较计划增长率】。" in draft.text
    last, brief = listed()
    draft = compose_draft(replace(brief, figures=(*brief.figures, new)), last)
    assert "4.卫生支出8.00万元。\n" in draft.text


def test_a_total_whose_formula_does_not_name_the_new_item_takes_it_in_and_asks():
    last, brief = listed()
    ids = {figure.previous: figure.id for figure in brief.figures}
    total = replace(brief.figures[0], formula="+".join(ids[was] for was in ("30.00", "40.00", "50.00")))
    new = row("F900", "卫生支出", "万元", "8.00")
    draft = compose_draft(replace(brief, figures=(total, *brief.figures[1:], new)), last)
    assert draft.sections[-1].text.splitlines()[1] == "支出合计124.00万元【待核】。"


def test_a_row_that_is_like_no_list_adds_no_sentence_but_is_not_lost():
    last, brief = listed()
    for odd, told in (
        (row("F900", "参训人员", "人", "8"), "参训人员8人"),
        (row("F900", "办公面积", "万元", "8.00"), "办公面积8.00万元"),
    ):
        # Beside the list it is a member of it; away from it nothing says so.
        figures = (odd, *brief.figures)
        draft = compose_draft(replace(brief, figures=figures), last)
        line = f"【待核：新增的 F900 {told} 未写入正文】\n"
        assert line in draft.text
        assert draft.text.replace(line, "") == compose_draft(brief, last).text


def test_a_list_follows_the_order_of_its_rows():
    last, brief = listed()
    first = [figure for figure in brief.figures if figure.label.startswith("住房")]
    rest = [figure for figure in brief.figures if figure not in first]
    draft = compose_draft(replace(brief, figures=(*first, *rest)), last)
    assert [line[:4] for line in draft.sections[-1].text.splitlines()[2:5]] == ["1.住房", "2.教育", "3.交通"]


def test_of_two_reasons_the_one_without_its_figure_goes():
    last = report("运行费14.00万元，比上年减少1.00万元，主要原因是处置车辆2辆，维护费用减少。")
    brief = make_brief(last, 2023)
    cars = next(figure.id for figure in brief.figures if figure.unit == "辆")
    assert body_of(last, brief.fill(F1="13.00", **{cars: "无"})) == (
        "运行费13.00万元，比上年减少1.00万元，主要原因是维护费用减少【待核】。\n"
    )


def test_a_clause_that_only_leads_to_a_figure_goes_with_it():
    last = report("退费16.00万元，考虑动用结转资金等因素后，全年实际退费18.00万元。")
    assert body_of(last, make_brief(last, 2023).fill(F1="17.00", F2="无")) == "退费17.00万元。\n"


def test_that_nothing_was_bought_is_asked_about_again():
    last = report("公务接待费0.60万元，本年未发生公务用车购置费用。")
    assert (
        body_of(last, filled(last, 公务接待费="0.50"))
        == "公务接待费0.50万元，本年未发生公务用车购置费用【待核】。\n"
    )


def test_a_rate_on_nothing_whose_amount_is_gone_is_marked_and_not_last_years():
    last = report(
        "2022年，培训费支出60.00万元。培训费支出比上年增加5.00万元，增长9.09%，主要原因是班次增加。"
    )
    brief = make_brief(last, 2023)
    rows = {figure.label: figure.id for figure in brief.figures if figure.period == "本年"}
    base = next(figure.id for figure in brief.figures if figure.period == "上年")
    filled_in = brief.fill(**{rows["培训费支出"]: "7", rows["培训费支出增减额"]: "无", base: "0"})
    assert "【待补：培训费支出增长率（上年增长9.09%）】" in body_of(last, filled_in)
    assert "增长9.09%，" not in body_of(last, filled_in)


@pytest.mark.parametrize(("done", "said"), [("3.46", "超出目标值0.26"), ("3.18", "低于目标值0.02")])
def test_what_a_figure_is_off_its_aim_by_is_computed_and_says_the_side(done: str, said: str):
    last = report(
        "计划改造面积3.2万平方米。\n全年改造面积3.26万平方米，超出目标值0.06万平方米，师生满意度92%。"
    )
    brief = make_brief(last, 2023)
    aim, now, gap, _ = brief.figures[:4]
    assert gap.formula == f"{now.id}-{aim.id}"
    assert f"改造面积{done}万平方米，{said}万平方米" in body_of(
        last, brief.fill(**{aim.id: "3.2", now.id: done})
    )


def test_a_figure_that_cannot_be_below_zero_is_asked_about():
    last = report("2022年，培训费收入20.00万元，年末结余3.00万元。")
    draft = compose_draft(make_brief(last, 2023).fill(F1="-5", F2="-1.00"), last)
    assert [mark.reason for mark in draft.sections[-1].open] == ["F1（培训费收入）是负数"]


def test_a_number_told_to_the_last_one_is_not_about():
    last = report("2022年，邀请近100名代表，开展调研20余场，印发材料1200余份，约50家单位参加。")
    brief = make_brief(last, 2023).fill(F1="102", F2="30", F3="1225", F4="47")
    assert body_of(last, brief).startswith(
        "2023年，邀请102名代表，开展调研30余场，印发材料1225份，47家单位参加"
    )


def test_several_clauses_that_go_from_the_head_of_a_sentence_leave_no_comma_behind():
    last = report("抢险8轮次、转移群众230人，发布预警短信5200条，全市无一处决口。")
    brief = make_brief(last, 2023).fill(F1="无", F2="无", F3="4100")
    assert body_of(last, brief).startswith("发布预警短信4100条，全市无一处决口")


def test_names_joined_to_a_count_go_with_it():
    last = report("为43座水库安装雨量、渗流监测设施，巡查120次。")
    brief = make_brief(last, 2023).fill(F1="无", F2="130")
    assert body_of(last, brief).startswith("巡查130次")


def test_a_change_of_zero_is_level_also_where_its_rate_is_not_reported():
    last = report("2022年，购置费决算数2.00万元，比上年减少17.86万元，下降89.93%。")
    brief = make_brief(last, 2023).fill(F1="2.00", F3="无")
    assert body_of(last, brief) == "2023年，购置费决算数2.00万元，与上年持平。\n"


def test_a_score_that_fell_rises_again_in_its_own_word():
    last = report("自评得分96.1分，比上年下降2.3分。")
    brief = make_brief(last, 2023)
    score = next(figure for figure in brief.figures if figure.previous == "96.1")
    assert "自评得分97.0分，比上年提高0.9分" in body_of(last, brief.fill(**{score.id: "97.0"}))


def test_a_change_on_last_years_budget_follows_the_figure_before_it():
    last = report("2022年，公务接待费5.50万元，比上年预算减少0.50万元。")
    brief = make_brief(last, 2023)
    assert body_of(last, brief.fill(F1="5.50")) == "2023年，公务接待费5.50万元，与上年预算持平。\n"
    assert body_of(last, brief.fill(F1="6.00")) == "2023年，公务接待费6.00万元，比上年预算增加0.50万元。\n"


def test_items_named_before_their_figures_grow_too():
    last = report(
        "1.教育支出。年初预算为120.00万元，支出决算为118.00万元。\n2.卫生健康支出。年初预算为80.00万元，支出决算为82.00万元。"
    )
    brief = make_brief(last, 2023).fill(F1="130.00", F2="128.00", F3="80.00", F4="79.00")
    rows = [
        Figure("F5", "节能环保年初预算", "本年", "万元", "", "0.00"),
        Figure("F6", "节能环保支出决算", "本年", "万元", "", "46.80"),
    ]
    grown = replace(brief, figures=(*brief.figures[:4], *rows, *brief.figures[4:]))
    assert body_of(last, grown).splitlines()[-1] == (
        "3.节能环保支出。年初预算为0.00万元，支出决算为46.80万元。"
    )


@pytest.mark.parametrize(
    ("spent", "asked"), [("15.98", []), ("20.00", []), ("20.50", ["支出超出预算 0.5万元"])]
)
def test_that_the_budget_was_kept_is_tested_against_the_figures(spent: str, asked: list[str]):
    last = report("“三公”经费全年预算22.00万元，支出15.98万元，未超预算。")
    draft = compose_draft(make_brief(last, 2023).fill(F1="20.00", F2=spent), last)
    assert [mark.reason for mark in draft.sections[-1].open] == asked


PROJECTS = """项目支出具体如下：
1.草场改良专项预算86.00万元，实际支出85.14万元，预算执行率99.00%。主要用于围栏更换。
2.检疫设备专项预算72.00万元，实际支出69.84万元，预算执行率97.00%。主要用于设备采购。
3.疫病防控专项预算64.00万元，实际支出64.00万元，预算执行率100.00%。主要用于疫苗采购。
合计支出218.98万元。"""


def test_a_derived_figure_goes_with_the_figures_it_is_of():
    last = report(PROJECTS, "一、项目支出情况")
    brief = filled(
        last,
        草场改良专项预算="90.00",
        草场改良专项实际支出="81.00",
        检疫设备专项预算="70.00",
        检疫设备专项实际支出="63.00",
        疫病防控专项预算="无",
        疫病防控专项实际支出="无",
    )
    body = body_of(last, brief)
    assert "疫病防控" not in body
    assert (
        "1.草场改良专项预算90.00万元，实际支出81.00万元，预算执行率90.00%。主要用于围栏更换【待核】。" in body
    )


def test_a_sum_goes_on_over_the_terms_that_are_left():
    figures = [
        Figure("F1", "甲", "本年", "万元", "1", "2.50"),
        Figure("F2", "乙", "本年", "万元", "1", "无"),
        Figure("F3", "合计", "本年", "万元", "2", "", "F1+F2"),
        Figure("F4", "乙占比", "本年", "%", "50", "", "F2/F3"),
    ]
    values = evaluate(Brief("", 2023, "", "", tuple(figures)))
    assert (values["F3"], values["F4"]) == (Decimal("2.50"), None)
    assert [figure.value for figure in spread_not_reported(figures)] == ["2.50", "无", "", "无"]


def test_an_item_is_named_by_what_all_its_figures_are_called():
    last = report(PROJECTS, "一、项目支出情况")
    brief = make_brief(last, 2023)
    rows = [
        Figure("F90", "兽医站改造专项预算", "本年", "万元", "", "30.00"),
        Figure("F91", "兽医站改造专项实际支出", "本年", "万元", "", "27.00"),
        Figure("F92", "兽医站改造专项预算执行率", "本年", "%", "", "", "F91/F90"),
    ]
    at = next(i for i, f in enumerate(brief.figures) if f.label == "疫病防控专项预算执行率") + 1
    grown = replace(brief, figures=(*brief.figures[:at], *rows, *brief.figures[at:]))
    assert "4.兽医站改造专项预算30.00万元，实际支出27.00万元，预算执行率90.00%。" in body_of(last, grown)


NAMED = """本年安排项目3个，分别为草场改良专项、检疫设备专项、疫病防控专项。
1.草场改良专项。预算数86.00万元，执行数85.14万元，执行数比上年增加5.14万元，增长6.43%。
2.检疫设备专项。预算数72.00万元，执行数69.84万元，执行数比上年减少3.00万元，下降4.12%。
3.疫病防控专项。预算数64.00万元，执行数62.00万元，预算完成率96.88%，为本年新增项目。"""


def named(last: Report, *rows: Figure, **values: str) -> list[str]:
    brief = make_brief(last, 2023)
    brief = brief.fill(
        **{f.id: values.get(f.label, f.previous) for f in brief.figures if not f.formula and not f.value}
    )
    return (
        compose_draft(replace(brief, figures=(*brief.figures, *rows)), last).sections[-1].text.split("\n")[1:]
    )


def test_a_sentence_that_names_the_items_of_the_list_below_names_those_that_are_left_and_those_that_came():
    last = report(NAMED, "一、项目支出情况")
    rows = [
        Figure("F90", "成立60周年展陈专项预算数", "本年", "万元", "", "30.00"),
        Figure("F91", "成立60周年展陈专项执行数", "本年", "万元", "", "27.00"),
    ]
    lines = named(last, *rows, 检疫设备专项预算数="无", 检疫设备专项执行数="无")
    assert lines[0].startswith("本年安排项目3个，分别为草场改良专项、疫病防控专项、成立60周年展陈专项")
    assert [line[:8] for line in lines[1:4]] == ["1.草场改良专项", "2.疫病防控专项", "3.成立60周年"]


def test_what_was_new_last_year_is_told_as_its_fellows_are_and_what_is_new_now_as_it_was():
    last = report(NAMED, "一、项目支出情况")
    rows = [
        Figure("F90", "兽医站改造专项预算数", "本年", "万元", "", "30.00"),
        Figure("F91", "兽医站改造专项执行数", "本年", "万元", "", "27.00"),
    ]
    lines = named(last, *rows, 疫病防控专项执行数="65.10")
    assert "预算完成率101.72%，执行数比上年增加3.10万元，增长5.00%" in lines[3]
    assert lines[4].startswith("4.兽医站改造专项。预算数30.00万元，执行数27.00万元，为本年新增项目")


def test_what_a_person_wrote_in_the_place_of_an_item_stays_when_all_figures_of_that_item_are_gone():
    last = report(
        "1.开展助餐监督。走访食堂12家，提出意见31条。\n2.办理提案。办结提案90件。", heading="三、重点工作任务"
    )
    brief = filled(last, 走访食堂="无", 提出意见="无", 办结提案="80")
    items = [
        replace(item, action="改写", text="开展校园餐监督，发现的问题当场交办。")
        if "助餐" in item.previous
        else replace(item, action="沿用")
        for item in brief.items
    ]
    told = body_of(last, replace(brief, items=tuple(items)))
    assert told.splitlines() == ["1.开展校园餐监督，发现的问题当场交办。", "2.办理提案。办结提案80件。"]
