"""A number typed in another unit is asked about where it stands, and so is each number computed from it."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.draft import Draft
from drafter.sheet import make_sheet
from tests.build import body_of, draft_of, text_of

BODY = "支出合计1500.50万元，其中：基本支出1200.50万元，项目支出300.00万元。项目支出占支出合计的19.99%。"


def test_each_number_that_rests_on_the_slip_is_marked_right_behind_itself():
    report = body_of(BODY)
    draft = draft_of(report, make_sheet(report, 2023).fill(F2="12005000", F3="310"))
    assert text_of(draft, "部门收支情况") == (
        "支出合计12005310.00万元【待核】，其中：基本支出12005000.00万元【待核】，项目支出310.00万元。"
        "项目支出占支出合计的0.00%【待核】。"
    )
    reasons = [mark.reason for section in draft.sections for mark in section.open]
    assert reasons[1].startswith("F2 填的数与上年 1200.50万元 相差千倍以上，像是按元填的")
    assert reasons[0] == f"F1 由公式 F2+F3 算得；{reasons[1]}"


def test_nothing_is_marked_where_nothing_is_a_thousand_times_off():
    report = body_of(BODY)
    draft = draft_of(report, make_sheet(report, 2023).fill(F2="1300", F3="310"))
    assert "待核" not in text_of(draft, "部门收支情况")


def test_a_change_computed_from_the_slip_is_marked_too():
    report = body_of("“三公”经费12.50万元，与上年持平。")
    draft = draft_of(report, make_sheet(report, 2023).fill(F1="135000"))
    assert text_of(draft, "收支情况") == "“三公”经费135000.00万元【待核】，比上年增加134987.50万元【待核】。"


RATE = "水质达标率为97.30%，比上年提高1.20个百分点。"


def reasons(draft: Draft) -> Iterator[str]:
    return (mark.reason for section in draft.sections for mark in section.open)


def test_a_fraction_typed_for_a_rate_is_asked_about():
    report = body_of(RATE)
    draft = draft_of(report, make_sheet(report, 2023).fill(F1="0.955"))
    assert next(reasons(draft)) == ("F1 上年为 97.30%，本年填的 0.955 像是小数；若是，请改填 95.5")


def test_a_rate_ten_times_as_high_is_asked_about():
    report = body_of(RATE)
    draft = draft_of(report, make_sheet(report, 2023).fill(F1="12345"))
    assert next(reasons(draft)) == ("F1 上年为 97.30%，本年填的数是它的十倍以上，请核对")


def test_a_rate_that_fell_to_a_few_percent_is_not():
    report = body_of(RATE)
    draft = draft_of(report, make_sheet(report, 2023).fill(F1="3.5"))
    assert not any("F1 上年为" in reason for reason in reasons(draft))
