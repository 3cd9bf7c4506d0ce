"""What a change is compared with is told by its sentence, its paragraph or its heading."""

from __future__ import annotations

from drafter.numbers.compared_with import ComparedWith
from drafter.numbers.quantity import find_mentions


def bases(text: str) -> list[str]:
    told = ComparedWith(text, year=2024)
    return [told.of(one) for one in find_mentions(text, year=2024) if not one.structural]


def test_the_year_before_the_month_before_and_another_year_are_told_apart() -> None:
    assert bases("进馆读者3.2万人次，同比增长4.1%，比上月增长0.5%；外借1.1万册，比2019年同期增长6.0%。") == [
        "",
        "同比",
        "环比",
        "",
        "2019",
    ]


def test_a_sentence_that_does_not_say_goes_on_with_its_paragraph_or_its_heading() -> None:
    assert bases("一、价格环比变动情况\n图书价格上涨0.5%。\n二、其他\n报刊价格上涨0.2%。") == ["环比", ""]
    assert bases("图书价格环比上涨0.5%。其中，新书上涨0.7%。") == ["环比", "环比"]


def test_where_a_paragraph_tells_both_a_sentence_that_does_not_say_is_open() -> None:
    assert bases("图书价格同比上涨2.5%，环比上涨0.5%。其中，新书上涨0.7%。")[2:] == [""]


def test_the_month_before_may_be_called_by_its_number() -> None:
    assert bases("生产原煤3.9亿吨，同比增长3.8%，增速比9月份加快3.4个百分点。") == ["", "同比", "环比"]


def test_last_year_by_its_number_is_the_year_before() -> None:
    assert bases("接待群众4300人，比2023年增加210人，比2019年增加900人。") == ["", "同比", "2019"]


def test_what_is_said_of_the_other_year_does_not_hide_it() -> None:
    assert bases("到馆率85.5%，较闭馆前的2019年同期上升3.5个百分点。") == ["", "2019"]


def test_how_much_of_a_growth_is_owed_to_a_part_is_compared_with_nothing() -> None:
    assert bases("占比15.2%，比上月提升0.1个百分点，拉动收入增长1.1个百分点。") == ["", "环比", ""]
