"""Whether an aim was met is said of this year's figures, and what hangs on it goes or is asked about."""

from __future__ import annotations

import pytest

from drafter.draft import Draft
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from tests.build import last_body, one_chapter


def drafted(body: str, **values: str) -> Draft:
    report = one_chapter(body)
    return compose_draft(make_brief(report, 2024).fill(**values), report)


def told_with(body: str, **values: str) -> str:
    return last_body(drafted(body, **values))


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("办结率91.67%，未达到年度目标值95%。", "96.00", "办结率96.00%，达到年度目标值95%。"),
        ("办结率91.67%，未达到年度目标值95%。", "93.00", "办结率93.00%，未达到年度目标值95%。"),
        ("就业率91.6%，达到目标值90%。", "89.0", "就业率89.0%，未达到目标值90%。"),
        (
            "水表购置费11.8万元，未超过12万元的控制标准。",
            "12.4",
            "水表购置费12.4万元，超过12万元的控制标准。",
        ),
        ("每只水表成本0.28万元，控制在0.30万元以内。", "0.29", "每只水表成本0.29万元，控制在0.30万元以内。"),
        (
            "每只水表成本0.28万元，控制在0.30万元以内。",
            "0.31",
            "每只水表成本0.31万元，控制在0.30万元以内【待核】。",
        ),
    ],
)
def test_whether_an_aim_was_met_is_said_of_this_years_figure(before: str, value: str, after: str):
    aim = {"F2": before.split("目标值")[1].rstrip("%。")} if "目标值" in before else {}
    aim = aim or {"F2": "12" if "12万元" in before else "0.30"}
    assert told_with(before, F1=value, **aim) == after


def test_by_how_much_an_aim_is_passed_is_no_aim():
    assert told_with("计划改造2.00公里。\n改造2.30公里，超过目标值0.30公里。", F1="2.00", F2="2.10").endswith(
        "改造2.10公里，超过目标值0.10公里。"
    )


def test_what_was_not_done_goes_where_all_is_done():
    body = "32项任务完成31项，完成率96.88%，未完成的为水厂二期，原因是用地审批未完成。"
    assert told_with(body, F1="28", F2="28") == "28项任务完成28项，完成率100.00%。"
    assert "未完成的为水厂二期" in told_with(body, F1="28", F2="27")


def test_one_thing_beside_a_quoted_grade_counts_no_list():
    told = told_with("4个项目为“优”、1个项目为“良”。", F1="6")
    assert told.startswith("6个项目为“优”、【待补：")
    assert told.endswith("（上年1个）】项目为“良”。")


def test_the_reason_for_an_increase_is_the_reason_for_a_decrease_now():
    body = "收入100.00万元，比上年增加10.00万元，增长11.11%，增加的主要原因是数字化经费到位。"
    assert "减少的主要原因是数字化经费到位【待核】" in told_with(body, F1="90.00")


def test_what_did_not_change_is_said_as_this_report_says_it():
    body = "接待费1.20万元，较上年减少0.30万元；出国费3.00万元，较上年无变化。"
    assert (
        told_with(body, F1="1.20", F3="3.00")
        == "接待费1.20万元，较上年无变化；出国费3.00万元，较上年无变化。"
    )


def test_a_change_of_money_is_of_the_money_before_the_guests():
    body = "接待费2.34万元，接待38批312人，较上年减少0.41万元。"
    assert (
        told_with(body, F1="2.00", F2="30", F3="250") == "接待费2.00万元，接待30批250人，较上年减少0.34万元。"
    )


def test_a_figure_behind_a_name_in_capitals_is_a_figure():
    assert told_with("削减COD2.86万吨，购置DSA1台。", F1="3.02", F2="2") == "削减COD3.02万吨，购置DSA2台。"


def test_why_an_aim_was_missed_goes_where_it_is_met():
    body = "办结率91.67%，未达到年度目标值95%，主要原因是人手不足。"
    assert told_with(body, F1="96.00", F2="95") == "办结率96.00%，达到年度目标值95%。"
    assert told_with(body, F1="94.00", F2="95").endswith("主要原因是人手不足【待核】。")


IN_TURN = "检查场所36家次，立案47起，罚没款38.6万元，同比分别增长3.3%、14.6%、22.9%。"


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        (("8.5", "17.0", "9.2"), "分别增长8.5%、17.0%、9.2%。"),
        (("8.5", "-17.0", "-9.2"), "分别增长8.5%、下降17.0%、下降9.2%【待核】。"),
        (("-8.5", "-17.0", "9.2"), "分别下降8.5%、下降17.0%、增长9.2%【待核】。"),
        (("8.5", "无", "9.2"), "分别增长8.5%、9.2%【待核】。"),
    ],
)
def test_what_fell_among_rates_told_in_turn_says_so_itself(rates: tuple[str, str, str], said: str):
    values = dict(zip(("F4", "F5", "F6"), rates, strict=True))
    assert told_with(IN_TURN, F1="40", F2="39", F3="31.2", **values).endswith(said)


def test_a_gap_that_is_a_balance_now_says_so():
    assert told_with("当期收支缺口1500万元。", F1="-600") == "当期收支结余600万元。"


def test_a_month_without_a_year_is_asked_about():
    assert told_with("第一批3月下达40.00万元。", F1="45.00") == "第一批3月下达45.00万元【待核】。"
    assert told_with("2023年1月至12月支出40.00万元。", F1="45.00") == "2024年1月至12月支出45.00万元。"
    assert (
        told_with("每年6月开展培训3期，支出4.00万元。", F1="3", F2="4.00")
        == "每年6月开展培训3期，支出4.00万元。"
    )


@pytest.mark.parametrize(
    "told",
    [
        "群众投诉19件，主要反映夜间施工噪声。",
        "再犯罪率0.31%，低于全市平均水平。",
        "共扣5.7分，扣分较多的是项目效益。",
    ],
)
def test_what_was_complained_of_and_how_others_fared_is_asked_about_each_year(told: str):
    assert told_with(told, F1="0.28" if "率" in told else "19").endswith("【待核】。")


def test_what_was_done_about_none_is_not_told():
    assert told_with("发生医疗纠纷2起，均已妥善处理。", F1="0") == "发生医疗纠纷0起。"
