"""Three offices' reports of two years, written blind with the sheet a clerk filled in: what the draft keeps, and what it must not say."""

from __future__ import annotations

from functools import cache

import pytest
from office_pairs import FOLDER, OfficePair, load_pair

from drafter.backtest import without_marks
from drafter.backtest.judging import judge_numbers
from drafter.backtest.keeping import kept
from drafter.draft import Draft


@cache
def pair(name: str) -> OfficePair:
    return load_pair(FOLDER / f"{name}.toml")


@cache
def draft(name: str) -> Draft:
    return pair(name).draft()


@pytest.mark.parametrize(
    ("name", "least"), [("部门决算说明", 0.98), ("街道整体支出自评", 0.95), ("项目支出自评", 0.95)]
)
def test_most_of_what_the_office_published_stood_in_the_draft(name: str, least: float):
    assert kept(without_marks(draft(name).text), pair(name).after.text).covered > least


@pytest.mark.parametrize("name", ["部门决算说明", "街道整体支出自评", "项目支出自评"])
def test_no_number_of_the_drafts_is_wrong_or_last_years(name: str):
    numbers = judge_numbers(draft(name), pair(name).before, pair(name).after)
    assert (numbers.wrong, numbers.stale) == (0, 0)


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("部门决算说明", ["排名第6位", "88.6分，等级为“优”", "2023年12月31日"]),
        ("街道整体支出自评", ["李明远", "第3位", "核酸检测", "等级为“优”", "首次获评", "第二次会议"]),
        ("项目支出自评", ["张建平", "等级为“优”", "列入省级示范", "较上年提高0.8"]),
    ],
)
def test_what_was_of_last_year_alone_does_not_stand_in_the_draft(name: str, gone: list[str]):
    text = without_marks(draft(name).text)
    assert [words for words in gone if words in text] == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "部门决算说明",
            [
                "收入、支出总计各减少220.59万元，下降5.71%",
                "退休人员46人，与上年持平",
                "等级为“良”",
                "单价100万元以上",
            ],
        ),
        (
            "街道整体支出自评",
            [
                "占47.90%；项目支出2221.72万元，占52.10%",
                "3.民生服务专项预算352.00万元",
                "警情较上年上升2.6%",
                "等级为“良”",
                "满分10分，得9.87分",
            ],
        ),
        (
            "项目支出自评",
            [
                "预算执行率93.57%，较上年下降3.4个百分点",
                "完成率96.43%",
                "及时率88.89%",
                "较上年下降2.3个百分点",
                "等级为“良”",
            ],
        ),
    ],
)
def test_directions_shares_and_grades_are_those_of_this_years_figures(name: str, said: list[str]):
    text = without_marks(draft(name).text)
    assert [words for words in said if words not in text] == []
