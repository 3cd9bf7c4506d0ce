"""Rates whose whole is told elsewhere arrive as formulas; what stays as it is arrives filled in."""

from __future__ import annotations

from drafter.brief import Brief
from drafter.lastyear.figures import make_brief
from drafter.reading import read_text


def sheet(body: str) -> Brief:
    text = f"平岭县畜牧站2022年度项目支出绩效自评报告\n一、完成情况\n{body}\n"
    return make_brief(read_text(text, "平岭县畜牧站-2022.txt"), 2023)


def formulas(brief: Brief) -> dict[str, str]:
    labels = {figure.id: figure.label for figure in brief.figures}
    shown = {}
    for figure in brief.figures:
        if figure.formula:
            shown[figure.label] = "".join(
                labels.get(part, part)
                for part in figure.formula.replace("/", " / ")
                .replace("+", " + ")
                .replace("(", "( ")
                .replace(")", " )")
                .split()
            )
    return shown


def test_shares_of_parts_that_make_up_the_whole_between_them_are_of_their_sum():
    brief = sheet("按性质分，基本支出300.00万元，占37.50%；项目支出500.00万元，占62.50%。")
    assert formulas(brief) == {
        "基本支出占比": "基本支出/(基本支出+项目支出)",
        "项目支出占比": "项目支出/(基本支出+项目支出)",
    }


def test_shares_of_a_whole_that_another_paragraph_tells_are_of_that_whole():
    brief = sheet(
        "全年支出800.00万元。\n按性质分，基本支出300.00万元，占37.50%；项目支出500.00万元，占62.50%。"
    )
    assert formulas(brief) == {"基本支出占比": "基本支出/支出", "项目支出占比": "项目支出/支出"}


def test_shares_that_do_not_add_up_are_left_to_a_person():
    assert formulas(sheet("按性质分，基本支出300.00万元，占30.00%；项目支出500.00万元，占50.00%。")) == {}


def test_a_rate_of_completion_is_of_the_aim_told_in_another_paragraph():
    brief = sheet(
        "年度计划改良草场24处，检疫牲畜3.60万头。\n完成改良草场21处，完成率87.50%。检疫牲畜3.60万头，完成率100.00%。"
    )
    assert formulas(brief) == {
        "完成改良草场完成率": "完成改良草场/计划改良草场",
        "检疫牲畜完成率": "完成情况：检疫牲畜（2）/完成情况：检疫牲畜",
    }


def test_what_was_aimed_at_and_what_was_done_are_two_rows_even_where_they_are_equal():
    brief = sheet("年度计划检疫牲畜36头。\n全年检疫牲畜36头。")
    assert len([figure for figure in brief.figures if figure.previous == "36"]) == 2


def test_the_rate_of_a_budget_is_of_the_budget_where_the_money_received_was_just_as_much():
    brief = sheet("项目预算200.00万元，实际到位200.00万元，实际支出190.00万元，预算执行率95.00%。")
    assert [formula for label, formula in formulas(brief).items() if label.endswith("执行率")] == [
        "实际到位实际支出/项目预算"
    ]


def test_a_change_on_the_year_before_is_of_the_figure_in_front_of_its_gap_to_the_aim():
    brief = sheet("养殖户满意度93.5%，较目标值90%高3.5个百分点，较上年提高0.8个百分点。")
    (rate,) = (figure.id for figure in brief.figures if figure.previous == "93.5")
    assert [f.formula.startswith(f"{rate}-") for f in brief.figures if f.previous == "0.8"] == [True]


def test_full_marks_and_limits_arrive_filled_in():
    brief = sheet("单价100万元以上设备3台。产出指标满分50分，得48.00分。")
    assert {f.previous: f.value for f in brief.figures} == {"100": "100", "3": "", "50": "50", "48.00": ""}


def test_a_total_that_only_its_shares_say_is_made_up_is_typed_as_before():
    """This year one part more may be told, or two of them in one."""
    brief = sheet(
        "全年支出800.00万元。\n按功能分，教育支出300.00万元，占37.50%；农林支出500.00万元，占62.50%。"
    )
    assert "支出" not in formulas(brief)
