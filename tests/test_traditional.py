"""A report in the traditional script is read and checked as one in the simplified, and quoted as it is printed."""

from __future__ import annotations

from drafter.checks import check_report
from drafter.numbers.labels import label_of
from drafter.numbers.quantity import find_mentions
from drafter.reading import read_text
from drafter.traditional import simplified

REPORT = (
    "河灣鎮2024年預算執行情況\n全鎮一般公共預算收入完成3600萬元,比上年增加600萬元,增長20.00%。"
    "一般公共預算支出完成3300萬元,比上年減少200萬元,下降5.71%。開展培訓12場次,培訓干部360人次。\n"
)


def test_amounts_and_what_they_measure_are_read_in_either_script() -> None:
    mentions = [one for one in find_mentions(REPORT, year=2024) if not one.structural]
    assert [(one.unit, one.role, one.sign) for one in mentions] == [
        ("万元", "value", 0), ("万元", "change", 1), ("%", "growth", 1),
        ("万元", "value", 0), ("万元", "change", -1), ("%", "growth", -1),
        ("场次", "value", 0), ("人次", "value", 0),
    ]  # fmt: skip
    index = next(i for i, one in enumerate(find_mentions(REPORT, year=2024)) if one.token == "3300")
    assert label_of(REPORT, find_mentions(REPORT, year=2024), index) == "一般公共预算支出完成"


def test_what_is_right_raises_no_alarm_and_a_wrong_rate_is_quoted_as_printed() -> None:
    assert check_report(read_text(REPORT, "2024.txt")).issues == ()
    wrong = REPORT.replace("下降5.71%", "增長5.71%")
    (issue,) = check_report(read_text(wrong, "2024.txt")).issues
    assert (issue.code, issue.excerpt) == ("direction-wrong", "增長5.71%")


def test_a_slip_of_the_traditional_in_a_simplified_text_is_left_where_it_is() -> None:
    text = "全年信息系統投入35万元，比上年减少2个，個别项目未完成。"
    assert simplified(text) is text
