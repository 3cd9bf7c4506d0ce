"""Which months a number is of is told by its sentence, or by the one before it in the paragraph."""

from __future__ import annotations

from drafter.numbers.periods.month_spans import MonthSpans, may_be_one
from drafter.numbers.quantity import find_mentions


def months(text: str) -> list[str]:
    spans = MonthSpans(text)
    return [spans.at(one.start) for one in find_mentions(text, year=2024) if not one.structural]


def test_a_month_the_months_so_far_and_a_quarter_are_told_apart() -> None:
    assert months("8月份，接待读者3.2万人次。1—8月，接待读者21.4万人次，其中二季度8.1万人次。") == [
        "8月",
        "1—8月",
        "4—6月",
    ]


def test_one_span_is_read_however_it_is_written() -> None:
    assert months("前三季度外借12万册。\n1至9月外借12万册。\n前9个月外借12万册。") == [
        "1—9月",
        "1—9月",
        "1—9月",
    ]


def test_a_sentence_that_names_no_months_goes_on_with_those_of_the_one_before_it() -> None:
    assert months("1—8月份，发证320件，比1—7月份加快2.1个百分点。其中，新办210件。\n年检86件。") == [
        "1—8月",
        "1—8月",
        "1—8月",
        "",
    ]


def test_what_there_is_at_the_end_of_a_month_is_of_no_month_and_当月_is_the_month_named_last() -> None:
    assert months("8月末，存量46万件，当月新增2.3万件。") == ["", "8月"]


def test_what_is_compared_with_and_when_something_happened_are_no_months_of_the_number() -> None:
    assert months("受理120件，比7月份增加8件。\n7月2日办结15件，自3月起办结40件。") == ["", "", "", ""]


def test_a_total_is_never_that_of_one_month_and_may_be_that_of_the_months_so_far() -> None:
    assert not may_be_one("8月", "1—8月")
    assert not may_be_one("8月", "累计")
    assert may_be_one("1—8月", "累计")
    assert may_be_one("", "8月")
