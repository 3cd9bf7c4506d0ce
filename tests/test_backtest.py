"""The backtest reads numbers, never wording, and counts what a person would still have had to type."""

from __future__ import annotations

from drafter.backtest import adjacent_pairs, fill_from, run_backtest
from drafter.figures import make_brief
from drafter.reading import read_text
from drafter.report import Report

LAST = """云溪市档案局2022年部门整体支出绩效自评报告
一、收支情况
2022年，全局收入合计1200.00万元，支出合计1150.00万元。其中，基本支出预算数800.00万元，执行数790.00万元，执行率98.75%；项目支出预算数400.00万元，执行数360.00万元，执行率90.00%。
档案数字化扫描量比上年增长12.5%，扣除代管档案后增长9.1%。
二、工作情况
全年接收档案6120卷，接待查档3305人次。
"""
THIS = """云溪市档案局2023年部门整体支出绩效自评报告
一、收支情况
2023年，全局收入合计1300.00万元，支出合计1272.40万元。其中，基本支出预算数850.00万元，执行数846.60万元，执行率99.60%；项目支出预算数450.00万元，执行数425.80万元，执行率94.62%。
档案数字化扫描量比上年下降3.4%。
二、工作情况
全年接收档案5873卷，接待查档3460人次。
"""


def report(text: str, year: int) -> Report:
    return read_text(text, f"云溪市档案局-{year}.txt")


def test_only_adjacent_years_of_one_body_are_paired():
    last, this = report(LAST, 2022), report(THIS, 2023)
    other = read_text(
        LAST.replace("云溪市档案局", "平澜市文物局").replace("2022", "2021"), "平澜市文物局-2021.txt"
    )
    assert adjacent_pairs([this, other, last]) == ((last, this),)


def test_every_number_of_the_draft_is_the_published_one():
    result = run_backtest(report(LAST, 2022), report(THIS, 2023))
    assert (result.numbers.right, result.numbers.wrong, result.numbers.stale, result.numbers.marked) == (
        11,
        0,
        0,
        0,
    )


def test_a_figure_the_new_report_left_out_takes_its_clause_along():
    last, this = report(LAST, 2022), report(THIS, 2023)
    brief = fill_from(make_brief(last, 2023), last, this)
    assert [figure.value for figure in brief.figures if "代管" in figure.label] == ["无"]


def test_a_rate_follows_its_formula_and_is_not_copied():
    last, this = report(LAST, 2022), report(THIS, 2023)
    brief = fill_from(make_brief(last, 2023), last, this)
    rates = [figure for figure in brief.figures if figure.formula and figure.unit == "%"]
    assert [figure.value for figure in rates] == ["", ""]


def test_the_draft_holds_more_of_the_published_text_than_last_years_text_does():
    result = run_backtest(report(LAST, 2022), report(THIS, 2023))
    assert result.draft.covered > 0.97
    assert result.untouched.covered < result.shifted.covered < result.draft.covered


def test_a_report_equal_to_last_years_but_for_the_year_is_wholly_kept():
    this = report(LAST.replace("2022", "2023"), 2023)
    assert run_backtest(report(LAST, 2022), this).draft.share == 1.0
