"""What was told in round last year (30余件, 近100名, 左右) is told so again only where that is true of this year's number."""

from __future__ import annotations

import pytest

from drafter.sheet import make_sheet
from tests.build import body_of, draft_of, text_of


def drafted(body: str, **values: str) -> str:
    report = body_of(body, heading="三、工作完成情况")
    brief = make_sheet(report, 2023)
    return text_of(draft_of(report, brief.fill(**values)), "工作完成情况").replace("【待核】", "")


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("全年受理投诉30余件。", "40", "全年受理投诉40余件。"),
        ("全年受理投诉30余件。", "40整", "全年受理投诉40件。"),
        ("全年受理投诉30余件。", "40余", "全年受理投诉40余件。"),
        ("全年受理投诉30余件。", "40余件", "全年受理投诉40余件。"),
        ("全年受理投诉30余件。", "近50", "全年受理投诉近50件。"),
        ("全年受理投诉30余件。", "41", "全年受理投诉41件。"),
        ("全年受理投诉30多件。", "28", "全年受理投诉28件。"),
        ("全年受理投诉近100件。", "近200", "全年受理投诉近200件。"),
        ("全年受理投诉近100件。", "200余", "全年受理投诉200余件。"),
        ("全年受理投诉近100件。", "120", "全年受理投诉120件。"),
        ("服务群众3万余人次。", "3.24", "服务群众3.24万人次。"),
        ("服务群众3万余人次。", "4余", "服务群众4万余人次。"),
        ("拨付资金1200余万元。", "1321.5", "拨付资金1321.5万元。"),
        ("受理投诉超过100件。", "97", "受理投诉97件。"),
        ("受理投诉已超过100件。", "123", "受理投诉已达到123件。"),
        ("税收突破10亿元。", "10.3", "税收达到10.3亿元。"),
        ("受理投诉100件以上，办结及时。", "103", "受理投诉103件，办结及时。"),
        ("受理投诉100件左右。", "97", "受理投诉97件。"),
        ("办结率98%以上。", "99以上", "办结率99%以上。"),
        ("办结率98%以上。", "99.2", "办结率99.2%。"),
        ("支出约1200万元。", "约1310", "支出约1310万元。"),
        ("支出约1200万元。", "1310.25", "支出1310.25万元。"),
        ("服务60岁以上老人。", "65", "服务65岁以上老人。"),
        ("全年受理投诉30件。", "40余", "全年受理投诉40余件。"),
        ("全年受理投诉30件。", "约40", "全年受理投诉约40件。"),
        ("服务群众3万余人次。", "0", "服务群众0万人次。"),
        ("支出约1200万元。", "0", "支出0万元。"),
    ],
)
def test_a_word_that_makes_a_number_inexact_goes_where_the_number_is_exact(before, typed, after):
    assert drafted(before, F1=typed) == after


def test_of_a_computed_number_the_word_stands_only_where_it_is_true():
    text = "支出合计超1500万元，其中基本支出1200.50万元、项目支出300.00万元。"
    assert drafted(text, F2="1290.30", F3="310.00").startswith("支出合计超1600万元，")
    assert drafted(text, F2="1289.80", F3="310.00").startswith("支出合计1600万元，")


def test_what_an_amount_is_measured_by_keeps_its_words():
    assert "超过13.5万元的控制标准" in drafted("支出11.8万元，超过12万元的控制标准。", F1="14", F2="13.5")


def test_the_sheet_says_how_the_number_was_told():
    figure = make_sheet(body_of("受理投诉30余件。"), 2023).figures[0]
    assert figure.note == "上年写作“30余件”；仍是约数的请连字填（如 40余、近200），准确数请填到个位或写 40整"


@pytest.mark.parametrize(
    ("before", "typed", "asked"),
    [
        ("受理投诉30余件。", "40", True),
        ("受理投诉30余件。", "41", False),
        ("受理投诉30余件。", "40余", False),
        ("受理投诉30余件。", "40整", False),
        ("受理投诉近100件。", "200", True),
        ("受理投诉已超过100件。", "200", True),
        ("使用年限超过8年的占35.0%。", "9", False),
        ("办结率98%以上。", "99", False),
        ("支出约1200万元。", "1310", False),
    ],
)
def test_a_number_as_round_as_last_years_is_asked_about_where_the_word_is_false_of_just_it(
    before, typed, asked
):
    report = body_of(before, heading="二、收支情况")
    draft = draft_of(report, make_sheet(report, 2023).fill(F1=typed, F2="35.0"))
    reasons = [mark.reason for section in draft.sections for mark in section.open]
    assert any("仍是约数的请连字填" in reason for reason in reasons) == asked
