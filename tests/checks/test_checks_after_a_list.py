"""A text whose list lost an item, or whose word says the other side, agrees with its sheet."""

from __future__ import annotations

from drafter.brief import Brief
from drafter.checks import check_report
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from drafter.reading import read_text
from drafter.report import Report
from tests.build import one_chapter


def report(body: str) -> Report:
    return one_chapter(body, "一、项目情况", year=2022)


def alarms(brief: Brief, last: Report, text: str) -> list[str]:
    this = read_text(text, "云溪市档案局-2023.txt")
    return [
        one.code for one in check_report(this, brief=brief, previous=last).issues if one.severity == "error"
    ]


def test_the_fellows_of_an_item_that_went_are_still_the_rows_they_name():
    last = report(
        "1.库房修缮项目。预算数300.00万元，执行数290.00万元。\n"
        "2.档案扫描项目。预算数120.00万元，执行数118.00万元。\n"
        "3.查档大厅项目。预算数80.00万元，执行数79.00万元。"
    )
    brief = make_brief(last, 2023).fill(F1="310.00", F2="305.00", F3="无", F4="无", F5="85.00", F6="84.00")
    text = compose_draft(brief, last).text
    assert "2.查档大厅项目。预算数85.00万元，执行数84.00万元。" in text
    assert alarms(brief, last, text) == []
    assert alarms(brief, last, text.replace("84.00", "83.00")) == ["figure-differs"]


def test_a_shortfall_is_the_negative_of_what_was_an_excess():
    last = report("计划改造面积3.2万平方米。\n全年改造面积3.26万平方米，超出目标值0.06万平方米。")
    brief = make_brief(last, 2023).fill(F1="3.2", F2="3.18")
    text = compose_draft(brief, last).text
    assert "低于目标值0.02万平方米" in text
    assert alarms(brief, last, text) == []
