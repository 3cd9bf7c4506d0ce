"""What of last year's words stands in a draft without a mark and was not published again is told by the backtest."""

from __future__ import annotations

from build import report_of

from drafter.backtest.standing import left_standing
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief


def standing(before: str, after: str) -> list[str]:
    previous, published = (
        report_of(f"云上区水务局{year}年度报告\n一、基本情况\n{body}\n", source=f"云上区水务局-{year}.txt")
        for year, body in ((2023, before), (2024, after))
    )
    return [*left_standing(compose_draft(make_brief(previous, 2024), previous), previous, published)]


def test_the_words_that_the_office_put_otherwise_are_listed_and_those_it_kept_are_not():
    assert standing(
        "本局为区政府工作部门。办公地点在北门老街。", "本局为区政府工作部门。办公地点在南湖新区。"
    ) == ["办公地点在北门老街"]


def test_what_a_mark_asks_about_and_numbers_are_not_listed():
    assert standing("职工26人。会上荣获先进集体称号。", "职工25人。会上未评先进。") == []
