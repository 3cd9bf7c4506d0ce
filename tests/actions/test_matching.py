"""A foreign table's numbers are offered for the rows they fit, in the row's unit, and nothing is filled in unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from drafter.actions.match_worker import match_file_safely, match_text_safely
from drafter.actions.matching import Matches, match_text
from drafter.brief import Brief
from drafter.errors import SheetError
from tests.build import OFFICE_2022, brief_of, office_report

BUDGET = """2023年部门收支决算总表
单位：元
项目\t2022年决算数\t2023年预算数\t2023年决算数\t执行率
一、基本支出\t82831700\t87023500\t85901400\t98.71%
二、项目支出\t22518300\t23458000\t22811200\t97.24%
"""


def brief() -> Brief:
    return brief_of(office_report(OFFICE_2022))


def taken(matches: Matches) -> dict[str, tuple[str, bool]]:
    return {offer.figure.label: (offer.value, offer.sure) for offer in matches.offers}


def test_a_budget_table_in_yuan_fills_rows_in_ten_thousands_and_leaves_last_years_column():
    assert taken(match_text(BUDGET, brief(), name="表")) == {
        "基本支出预算数": ("8702.35", True),
        "基本支出执行数": ("8590.14", True),
        "项目支出预算数": ("2345.80", True),
        "项目支出执行数": ("2281.12", True),
    }


def test_last_years_number_beside_the_cell_speaks_for_it():
    whys = {offer.figure.label: offer.why for offer in match_text(BUDGET, brief(), name="表").offers}
    assert whys["基本支出执行数"] == "名称相近，且表中上年数与上年报告相同；由元换算"


def test_a_name_that_is_only_alike_is_offered_but_not_ticked():
    table = "指标\t单位\t本年完成\n征集提案\t件\t536\n立案\t件\t362\n食堂\t个\t3"
    matches = match_text(table, brief(), name="表")
    assert taken(matches) == {"征集提案": ("536", True), "经审查立案": ("362", False)}
    assert matches.unused == 1


def test_a_number_in_another_kind_of_unit_is_never_offered():
    assert taken(match_text("指标\t单位\t数\n征集提案\t万元\t536", brief(), name="表")) == {}


def test_a_table_of_last_year_offers_nothing():
    assert taken(match_text("2022年度统计\n指标\t数\n征集提案（件）\t512", brief(), name="表")) == {}


def test_money_without_a_unit_is_offered_with_a_word_of_doubt():
    (offer,) = match_text("项目\t预算数\n基本支出\t8702.35", brief(), name="表").offers
    assert (offer.value, offer.sure, offer.why.partition("；")[2]) == (
        "8702.35",
        False,
        "表中未写单位，按万元",
    )


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path):
    book = Workbook()
    for line in BUDGET.splitlines():
        book.active.append(line.split("\t"))
    book.save(tmp_path / "决算.xlsx")
    assert set(taken(match_file_safely(tmp_path / "决算.xlsx", brief()))) == {
        "基本支出预算数",
        "基本支出执行数",
        "项目支出预算数",
        "项目支出执行数",
    }


def test_what_is_no_table_is_refused_with_what_to_do():
    with pytest.raises(SheetError, match="选中“指标”和“数值”两列"):
        match_text("8702.35", brief(), name="表")


def test_a_child_matches_what_we_would_and_for_no_longer_than_it_may(tmp_path: Path):
    assert match_text_safely(BUDGET, brief(), name="表") == match_text(BUDGET, brief(), name="表")
    with pytest.raises(SheetError, match="选中“指标”和“数值”两列"):
        match_text_safely("8702.35", brief(), name="表")
    with pytest.raises(SheetError, match=r"表：读了 0.001 秒还没读完，已停止"):
        match_text_safely(BUDGET, brief(), name="表", seconds=0.001)


def test_a_csv_keeps_its_thousands_together(tmp_path: Path):
    (tmp_path / "表.csv").write_text('项目,2023年决算数（万元）\n基本支出,"8,590.14"\n', "utf-8-sig")
    matches = match_file_safely(tmp_path / "表.csv", brief())
    assert taken(matches) == {"基本支出执行数": ("8590.14", True)}


def test_of_two_budgets_the_years_is_offered_first_and_a_rate_is_no_other_rate():
    table = "单位：万元\n项目\t年初预算数\t全年预算数\t全年执行数\t执行率\n项目支出\t2300\t2345.80\t2281.12\t97.24%\n"
    matches = match_text(table, brief(), name="表")
    assert taken(matches) == {"项目支出执行数": ("2281.12", True), "项目支出预算数": ("2345.80", False)}


def test_what_was_done_is_offered_and_not_what_was_to_be_done():
    table = "三级指标\t单位\t年度目标值\t实际完成值\n征集提案\t件\t500\t518\n"
    assert taken(match_text(table, brief(), name="表")) == {"征集提案": ("518", True)}
