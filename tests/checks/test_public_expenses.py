"""“三公”经费 in one document: the row of its form, what the prose tells of each item, and the accounts of 基本支出 that are part of it."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.issue import Findings
from drafter.reading import read_text

FORM = """甲局2024年度部门决算
财政拨款“三公”经费支出决算表
单位：万元
合计 因公出国（境）费 小计 公务用车购置费 公务用车运行维护费 公务接待费
预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数
32.07 20.46 31.27 20.16 31.27 20.16 0.80 0.30
注：本表反映“三公”经费支出预决算情况。
"""
PROSE = """“三公”经费情况说明
“三公”经费财政拨款支出年初预算为32.07万元，支出决算为20.46万元，完成预算的63.80%，其中：公务用车购置及运行维护费支出决算为20.16万元，完成预算的64.47%；公务接待费支出决算为0.30万元，完成预算的37.50%。
"""
BY_HEADS = """甲局2024年度部门决算
财政拨款“三公”经费支出决算表
单位：万元
合计\t\t因公出国（境）费\t\t公务用车购置及运行维护费\t\t\t\t\t\t公务接待费\t
\t\t\t\t小计\t\t公务用车购置费\t\t公务用车运行维护费\t\t\t
预算数\t决算数\t预算数\t决算数\t预算数\t决算数\t预算数\t决算数\t预算数\t决算数\t预算数\t决算数
32.07\t20.46\t0.00\t0.00\t31.27\t20.16\t0.00\t0.00\t31.27\t20.16\t0.80\t0.30
注：本表反映“三公”经费支出预决算情况。
"""
PART = """基本支出决算表
单位：万元
30201 办公费 61.02
30211 差旅费 12.38
30217 公务接待费 0.30
30231 公务用车运行维护费 20.16
"""


def check(text: str) -> Findings:
    return check_report(read_text(text, "甲局-部门决算-2024.txt"))


def found(text: str) -> list[tuple[str, str]]:
    return [(one.code, one.excerpt) for one in check(text).issues if one.severity != "note"]


def test_the_row_of_the_form_adds_up_with_lost_cells_and_the_rates_of_the_prose_are_computed_from_it() -> (
    None
):
    assert found(FORM + PROSE) == []
    assert check(FORM + PROSE).coverage.unverified == ()


def test_an_item_of_the_prose_is_what_its_cell_prints() -> None:
    wrong = PROSE.replace("公务接待费支出决算为0.30", "公务接待费支出决算为0.80")
    for form in (FORM, BY_HEADS):
        assert found(form + PROSE) == []
        assert ("same-figure-two-values", "0.80万元") in found(form + wrong)


def test_a_rate_of_a_budget_that_the_form_alone_prints_is_computed() -> None:
    assert found(FORM + PROSE.replace("64.47%", "46.47%")) == [("ratio-wrong", "46.47%")]


def test_an_account_of_basic_expenditure_is_no_more_than_the_item_it_is_part_of() -> None:
    assert found(FORM + PART + PROSE) == []
    assert found(FORM + PART.replace("公务接待费 0.30", "公务接待费 8.31") + PROSE) == [("sum-wrong", "8.31")]


MOVED = """“三公”经费情况说明
“三公”经费财政拨款支出决算为20.46万元，其中：公务用车购置及运行维护费支出决算为20.16万元，占98.53%；公务接待费支出决算为0.30万元，占1.47%。
“三公”经费财政拨款支出决算数比2023年度减少3.24万元，下降13.67%，其中：公务用车购置及运行维护费支出决算减少3.44万元，下降14.58%；公务接待费支出决算增加0.20万元，增长200%。
"""


def test_shares_are_of_the_whole_and_each_item_moved_from_its_own_year_before() -> None:
    assert found(MOVED) == []
    assert check(MOVED).coverage.unverified == ()
    assert found(MOVED.replace("下降14.58%", "下降13.67%")) == [("growth-wrong", "13.67%")]
    assert found(MOVED.replace("下降14.58%", "下降（增长）13.67%")) == [("growth-wrong", "13.67%")]


def test_the_items_move_the_whole_together() -> None:
    (issue,) = found(MOVED.replace("增加0.20万元，增长200%", "增加0.25万元"))
    assert issue[0] == "sum-wrong"


def test_nothing_grows_from_nothing_in_per_cent() -> None:
    notes = check(MOVED.replace("增加0.20万元，增长200%", "增加0.30万元，增长100%")).issues
    assert ("growth-wrong", "note", "100%") in [(one.code, one.severity, one.excerpt) for one in notes]


BUDGET = """2025年部门“三公”经费和机关运行经费预算表
编制部门：甲局 单位:万元
“三公”经费预算数
机关运行经费预算
公务用车购置及运行费
数
合计 因公出国(境)费 公务接待费
小计 购置费 运行费
47.30 38.70 5.40 3.20 3.20 517.78
其他相关情况说明
"""
TOLD = """2025年“三公”经费预算数为47.30万元，与2024年预算持平。其中：
（一）因公出国（境）费38.70万元，与2024年预算持平。
（二）公务用车购置及运行费3.20万元，其中：公务用车购置费0万元，公务用车运行费3.20万元。
（三）公务接待费5.40万元，与2024年预算持平。
2025年甲局财政拨款的机关运行经费预算为517.78万元。
"""


@pytest.mark.parametrize(
    ("was", "now", "place"),
    [
        ("预算为517.78", "预算为571.78", "571.78万元"),
        ("费3.20万元。", "费3.02万元。", "3.02万元"),
        ("47.30 38.70", "47.30 37.80", "37.80"),
        ("5.40 3.20 3.20", "5.40 3.02 3.20", "3.02"),
    ],
)
def test_the_row_of_a_budget_is_read_in_columns_that_its_sums_and_the_prose_bear_out(
    was: str, now: str, place: str
) -> None:
    assert found(BUDGET + TOLD) == []
    broken = (BUDGET + TOLD).replace(was, now)
    assert place in [excerpt for _, excerpt in found(broken)]


def test_a_row_that_could_stand_in_other_columns_says_nothing() -> None:
    row = BUDGET.replace("47.30 38.70 5.40 3.20 3.20 517.78", "1.00 1.00")
    assert found(row + "2025年“三公”经费预算数为1.50万元。\n") == []
