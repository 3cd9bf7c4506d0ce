"""The rows of a sheet: every figure of last year's report once, derived ones as formulas, what stays with its value."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from drafter.brief import Brief, Figure
from drafter.lastyear.figures import make_brief
from drafter.lastyear.slots import evaluate
from drafter.lastyear.years import shift_title
from drafter.numbers.quantity import find_mentions
from drafter.reading import read_report
from tests.build import OFFICE_2022, body_of, brief_of, labels, office_report, report_of, row_of
from tests.paths import CORPUS


def rows(body: str) -> list[tuple[str, str, str, str]]:
    """(previous, unit, value, formula) of each row made from a finance section."""
    return [(f.previous, f.unit, f.value, f.formula) for f in brief_of(body_of(body)).figures]


def figure_of(brief: Brief, previous: str) -> str:
    """The id of the first row with this last year's value."""
    return next(figure.id for figure in brief.figures if figure.previous == previous)


def test_every_quantity_of_the_report_is_a_row_once():
    assert [(f.previous, f.unit) for f in brief_of(office_report()).figures] == [
        ("4", "个"),
        ("16", "期"),
        ("34", "人"),
        ("2600", "人次"),
        ("12", "份"),
        ("5", "份"),
        ("3", "个"),
        ("512", "件"),
        ("341", "件"),
        ("66.6", "%"),
        ("18", "个"),
        ("10535.00", "万元"),
        ("10535.00", "万元"),
        ("98.17", "%"),
        ("8421.50", "万元"),
        ("8283.17", "万元"),
        ("98.36", "%"),
        ("2310.40", "万元"),
        ("2251.83", "万元"),
        ("97.46", "%"),
        ("97.6", "分"),
        ("99.12", "%"),
        ("14", "次"),
        ("100", "%"),
        ("864", "篇"),
        ("9.7", "万人次"),
        ("4310", "人"),
        ("210", "人"),
        ("5.1", "%"),
        ("", "人"),
    ]


def test_names_hotlines_and_party_congresses_are_no_rows():
    assert re.findall(r"十六字|12345|二十大|七一|一国两制", OFFICE_2022)
    values = {figure.previous for figure in brief_of(office_report()).figures}
    assert values.isdisjoint({"16字", "十六", "12345", "20", "二十", "71", "7", "1"})


@pytest.mark.parametrize(
    "words",
    ["征集提案", "经审查立案", "立案率", "整体收入", "整体支出", "整体预算执行率", "基本支出预算数", "基本支出执行数", "基本支出预算执行率",
     "项目支出预算数", "项目支出执行数", "项目支出预算执行率", "自评评分", "专项工作费预算完成率", "推送文章", "播放量", "接待群众增长率"],
)  # fmt: skip
def test_rows_are_named_as_the_report_names_them(words: str):
    row_of(brief_of(office_report()), words)


def test_rates_arrive_as_formulas_over_the_right_rows():
    brief = brief_of(office_report())
    of = {
        previous: figure_of(brief, previous)
        for previous in ("512", "341", "8421.50", "8283.17", "2310.40", "2251.83")
    }
    assert row_of(brief, "立案率").formula == f"{of['341']}/{of['512']}"
    assert row_of(brief, "基本支出预算执行率").formula == f"{of['8283.17']}/{of['8421.50']}"
    assert row_of(brief, "项目支出预算执行率").formula == f"{of['2251.83']}/{of['2310.40']}"


def test_the_whole_rate_is_the_whole_expenditure_over_the_sum_of_the_parts_budgets():
    brief = brief_of(office_report())
    of = {previous: figure_of(brief, previous) for previous in ("8421.50", "8283.17", "2310.40", "2251.83")}
    whole = row_of(brief, "整体支出")
    assert whole.formula == f"{of['8283.17']}+{of['2251.83']}"
    assert row_of(brief, "整体预算执行率").formula == f"{whole.id}/({of['8421.50']}+{of['2310.40']})"


def test_a_rate_that_its_terms_do_not_give_is_typed_not_computed():
    assert rows("征集提案512件，立案341件，立案率66.9%。")[2] == ("66.9", "%", "", "")


def test_growth_is_computed_from_this_year_and_what_last_years_report_gave():
    brief = brief_of(body_of("培训费12.50万元，比上年减少2.50万元，下降16.67%。"))
    now, change, growth, base = brief.figures
    assert (base.period, base.unit, base.previous, base.value) == ("上年", "万元", "", "12.50")
    assert (change.previous, change.formula) == ("-2.50", f"{now.id}-{base.id}")
    assert (growth.previous, growth.formula) == ("-16.67", f"({now.id}-{base.id})/{base.id}")


def test_a_change_without_a_rate_is_computed_too():
    now, change, base = brief_of(body_of("经审查立案475件，比上年增加7件。")).figures
    assert (change.formula, base.value, base.period) == (f"{now.id}-{base.id}", "475", "上年")


def test_percentage_points_are_the_difference_of_two_rates():
    spent = brief_of(
        body_of("预算数200.00万元，执行数150.00万元，预算执行率75.00%，比上年提高0.22个百分点。")
    )
    rate, points, base = spent.figures[2:]
    assert (points.unit, points.formula, base.value) == ("个百分点", f"{rate.id}-{base.id}", "75.00")


def test_a_change_told_apart_from_its_figure_is_found_by_calculation():
    spent = brief_of(
        body_of(
            "支出执行数1310.06万元，会议费23.40万元。\n支出执行数比上年增加10.35万元，增长0.80%；会议费增加2万元。"
        )
    )
    now, _, change, rate, other, base = spent.figures
    assert (change.formula, rate.formula) == (f"{now.id}-{base.id}", f"({now.id}-{base.id})/{base.id}")
    assert (other.formula, base.value) == ("", "1310.06")


def test_a_change_that_agrees_with_no_figure_is_typed():
    spent = brief_of(body_of("支出执行数1310.06万元。\n支出执行数比上年增加10.35万元，增长0.90%。"))
    assert [figure.formula for figure in spent.figures] == ["", "", ""]


def test_a_figure_told_again_in_other_words_is_tied_to_its_first_place():
    brief = brief_of(body_of("收到市民建言1463条。\n开展献策活动，建言1463条。"))
    first, again = brief.figures
    assert (again.formula, again.note) == (first.id, f"与 {first.id} 是同一个数；若不是，请直接填本年数")


@pytest.mark.parametrize(
    "body",
    [
        "项目预算数1250.36万元。\n项目执行数1250.36万元。",
        "收入合计1250.36万元。\n支出合计1250.36万元。",
        "走访企业45家。\n服务企业45家。",
        "走访群众1200余人。\n服务群众1200人。",
        "办理提案475件。\n印发简报475份。",
        "办理提案475件。\n接到热线475件。",
    ],
)
def test_equal_numbers_of_different_things_are_not_tied(body: str):
    assert [figure.formula for figure in brief_of(body_of(body)).figures] == ["", ""]


def test_last_years_value_in_the_text_becomes_the_base():
    found = rows("2022年培训费12.50万元，2021年培训费15.00万元。")
    assert found == [("12.50", "万元", "", ""), ("15.00", "万元", "12.50", "")]


def test_counts_of_the_list_before_them_arrive_filled_in():
    assert rows(
        "建成数据库、刊物、骨干队伍三个抓手，围绕“加装电梯”“夜间公交”等2个方面开展协商，印发制度5项。"
    ) == [
        ("3", "个", "3", ""),
        ("2", "个", "2", ""),
        ("5", "项", "", ""),
    ]


def test_figures_side_by_side_are_no_list_that_counts_itself():
    assert rows("组织专题调研9项、视察考察7次、专项民主监督3项。") == [
        ("9", "项", "", ""),
        ("7", "次", "", ""),
        ("3", "项", "", ""),
    ]


def test_figures_of_older_years_stay():
    assert rows("2019年培训费8.00万元，2022年培训费12.50万元。")[0] == ("8.00", "万元", "8.00", "")


def test_one_figure_in_two_sections_is_one_row_that_shows_both_sentences():
    filed = row_of(brief_of(office_report()), "经审查立案")
    assert len(filed.evidence) == 2
    assert all("【341】件" in sentence for sentence in filed.evidence)


def test_rows_of_one_name_and_different_values_are_told_apart():
    brief = brief_of(
        body_of("1.培训项目。预算数12.00万元。\n2.会议项目。预算数15.00万元。", heading="二、项目情况")
    )
    names = labels(brief)
    assert len(set(names)) == 2
    assert ("培训项目" in names[0], "会议项目" in names[1]) == (True, True)


def test_rows_of_paragraphs_without_numbers_are_told_apart_by_what_these_are_headed_with():
    brief = brief_of(
        body_of("道路运输方面。发生事故15起。\n建筑施工方面。发生事故3起。", heading="二、事故情况")
    )
    assert labels(brief) == ["道路运输方面：发生事故", "建筑施工方面：发生事故"]


def test_no_two_rows_of_the_sheet_look_alike():
    brief = brief_of(office_report())
    looks = [(figure.label, figure.period, figure.unit) for figure in brief.figures]
    assert len(looks) == len(set(looks))


def test_last_years_formulas_give_last_years_figures():
    """With last year's values typed in, every formula but those of growth comes to what last year's report printed."""
    brief = brief_of(office_report())
    values = evaluate(brief.fill(**{f.id: f.previous for f in brief.figures if f.previous and not f.formula}))
    bases = {figure.id for figure in brief.figures if not figure.previous}
    derived = [f for f in brief.figures if f.formula and not bases & set(re.findall(r"F\d+", f.formula))]
    assert len(derived) == 5
    for figure in derived:
        value = values[figure.id]
        assert value is not None
        assert f"{value:.{len(figure.previous.partition('.')[2])}f}" == figure.previous


def test_a_sum_of_changes_takes_a_decline_with_its_sign():
    body = "支出比上年增加103.52万元。其中，基本支出比上年增加252.87万元；项目支出比上年减少149.35万元。"
    assert rows(body) == [
        ("103.52", "万元", "", "F2+F3"),
        ("252.87", "万元", "", ""),
        ("-149.35", "万元", "", ""),
    ]


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*自评报告*")), ids=lambda path: path.stem)
def test_the_formulas_of_a_whole_report_give_its_figures(path: Path):
    """Where the rows hold what last year's report printed, what is computed is what it printed."""
    brief = make_brief(read_report(path), 2030)
    filled = [
        figure if figure.formula else replace(figure, value=figure.previous) for figure in brief.figures
    ]
    computed = evaluate(replace(brief, figures=tuple(filled)))
    for figure in brief.figures:
        found = computed[figure.id]
        if figure.formula and figure.previous and found is not None:
            printed = Decimal(figure.previous)
            step = Decimal(1).scaleb(int(printed.as_tuple().exponent))
            assert abs(found - printed) <= step, figure


def test_figures_between_the_title_and_the_first_heading_are_rows_too():
    text = "泽南市水务局2022年工作报告\n按照要求，抽查项目4个，现报告如下。\n一、收支情况\n支出12.00万元。\n"
    assert [f.previous for f in brief_of(report_of(text)).figures] == ["4", "12.00"]


def test_the_title_moves_to_the_new_year():
    assert shift_title(office_report(), 2024) == "泽南市政协办公厅2024年部门整体支出绩效自评报告"


def test_a_title_that_names_next_years_plan_moves_in_both_places():
    report = report_of(
        "泽南市水务局2022年工作总结和2023年工作计划\n一、工作情况\n抽查项目4个。\n", source="水务局-2022.txt"
    )
    assert shift_title(report, 2023) == "泽南市水务局2023年工作总结和2024年工作计划"


def test_every_quantity_of_the_text_is_evidence_of_some_row():
    report = office_report()
    shown = sum(len(figure.evidence) for figure in brief_of(report).figures)
    assert shown == sum(not mention.structural for mention in find_mentions(report.text, year=2022))


def test_the_base_of_a_report_two_years_on_is_asked_for():
    report = body_of("培训费12.50万元，比上年增加2.50万元，增长25.00%。")
    base = [figure for figure in brief_of(report, 2024).figures if figure.period == "上年"]
    assert [(one.value, one.note) for one in base] == [("", "F1 的上年数；所依据的报告不是上一年的，请填写")]


def formulas(*lines: str) -> dict[str, str]:
    """The computed rows, by name, in terms of names."""
    brief = brief_of(body_of("\n".join(lines)))
    names = {figure.id: figure.label for figure in brief.figures}

    def said(figure: Figure) -> str:
        text = figure.formula
        for row in sorted(names, key=len, reverse=True):
            text = text.replace(row, names[row])
        return text

    return {figure.label: said(figure) for figure in brief.figures if figure.formula}


def test_a_rate_of_nought_does_not_tell_what_it_is_of():
    found = formulas(
        "“三公”经费年初预算为21.00万元，支出决算为16.95万元，完成预算的80.71%，其中：因公出国费决算为0.00万元，完成预算的0.00%；"
        "公务用车费支出决算为16.95万元，完成预算的82.68%。"
    )
    assert "因公出国费完成预算" not in found
    assert [name for name, text in found.items() if "/" in text] == ["“三公”经费支出完成预算"]
    assert [*formulas("培训费年初预算为3.00万元，支出决算为0万元，完成预算的0%。")] == ["培训费支出完成预算"]


def test_a_list_of_grades_goes_on_over_its_noughts():
    found = formulas(
        "全年自评项目28个，其中评级为“优”的项目28个；评级为“良”的项目0个；评级为“合格”的项目0个；评级为“不合格”的项目0个。"
    )
    (total,) = [text for text in found.values() if "优" in text]
    assert [grade in total for grade in ("优", "良", "合格", "不合格")] == [True] * 4
    assert not [name for name in found if "良" in name]


def test_an_item_told_again_is_not_itself_and_nought():
    found = formulas(
        "接待费支出决算0.00万元；车辆运行费支出决算16.95万元。具体情况如下：",
        "1、接待费支出0.00万元。",
        "2、车辆运行费支出16.95万元。",
    )
    assert not any("+" in text for text in found.values())


def test_none_counts_no_list():
    brief = brief_of(body_of("全年安排出国团组0个、累计0人次。"))
    assert [figure.value for figure in brief.figures if figure.unit == "个"] == [""]


def test_how_things_stood_on_a_day_is_not_what_was_planned_for_the_year():
    brief = brief_of(
        body_of(
            "截至2021年8月31日，共有车辆4辆，其中：机要用车0辆、其他用车4辆。2022年预算安排购置车辆0辆，其中：机要用车0辆、其他用车0辆。"
        )
    )
    rows = [figure for figure in brief.figures if figure.label == "车辆·其他用车" and figure.period == "上年"]
    assert [(figure.previous, figure.value) for figure in rows] == [("4", "")]


def test_a_change_is_not_made_of_those_of_its_parts_where_one_did_not_change():
    found = formulas(
        "财政拨款支出预算630.61万元，比2021年预算减少163.37万元，其中：一般公共预算拨款支出预算262.61万元，比2021年预算减少68.37万元；"
        "政府性基金拨款支出预算368.00万元，比2021年预算减少95.00万元；国有资本经营预算拨款支出预算0万元，与2021年预算持平。"
    )
    (change,) = [text for name, text in found.items() if name == "财政拨款支出预算增减额"]
    assert change == "财政拨款支出预算-财政拨款支出预算"


def test_how_long_those_who_are_counted_took_is_the_same_again():
    brief = brief_of(
        body_of("判处五年以上有期徒刑86人。超过12个月未结案件41件。开展3天以上培训，覆盖率96%。")
    )
    assert [(figure.label, figure.value) for figure in brief.figures][1::2][:2] == [
        ("五年以上有期徒刑", ""),
        ("未结案件", ""),
    ]
    assert [figure.value for figure in brief.figures if figure.unit in ("年", "个月", "天")] == [
        "5",
        "12",
        "",
    ]


def test_where_the_line_is_drawn_and_how_many_are_named_is_the_same_again():
    brief = brief_of(body_of("满意率低于90%的单位有5家。居前三位的是甲局、乙局和丙局。合格率达到97%。"))
    assert [(figure.previous, figure.value) for figure in brief.figures] == [
        ("90", "90"), ("5", ""), ("3", "3"), ("97", ""),
    ]  # fmt: skip


def test_what_a_body_is_made_of_is_called_by_the_word_for_it_and_not_by_the_last_name():
    brief = brief_of(body_of("内设办公室、检验科、公共卫生科3个科室，下设东城站、西城站2个分站。"))
    assert [(figure.label, figure.value) for figure in brief.figures] == [
        ("内设科室", "3"),
        ("下设分站", "2"),
    ]
