"""Years move on where they say which year is reported; history stays and what needs a person is named."""

from __future__ import annotations

import pytest

from drafter.lastyear.years import find_year_edits, shift_years
from drafter.numbers.quantity import find_mentions


def moved(text: str, old: int = 2022, new: int = 2023) -> str:
    """The text with the edits made; what a person has to settle stands as 〔kind〕."""
    edits = list(find_year_edits(text, find_mentions(text, year=old), old, new))
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + (edit.text or f"〔{edit.kind}〕") + text[edit.end :]
    return text


@pytest.mark.parametrize(
    ("last_year", "this_year"),
    [
        ("2022年，我局支出12万元。", "2023年，我局支出12万元。"),
        ("比2021年增加3万元。", "比2022年增加3万元。"),
        ("2022年度预算执行率98%。", "2023年度预算执行率98%。"),
        ("2023年，我们将加强管理。", "2024年，我们将加强管理。"),
        ("截至2022年12月31日，在职人员5人。", "截至2023年12月31日，在职人员5人。"),
        ("2022年12月底，在职人员5人。", "2023年12月底，在职人员5人。"),
        ("实施期为2022年1月至12月。", "实施期为2023年1月至12月。"),
        ("自2022年1月1日起统计。", "自2023年1月1日起统计。"),
        ("与2020年相比，两年平均增长2.5%。", "与2021年相比，两年平均增长2.5%。"),
        ("与2019年相比，增长2.5%。", "与2019年相比，增长2.5%。"),
        ("2022年未发生重特大火灾。", "2023年未发生重特大火灾。"),
        ("2022年汛期物资储备充足，成功应对特大暴雨。", "2023年汛期物资储备充足，成功应对特大暴雨。"),
        ("2022年实施项目5个，支出9万元。", "2023年实施项目5个，支出9万元。"),
        ("2022年度印发文件12件、简报30期。", "2023年度印发文件12件、简报30期。"),
        ("2022年防御特大暴雨预案修订2次。", "2023年防御特大暴雨预案修订2次。"),
    ],
)
def test_the_reported_year_and_its_neighbours_move_on(last_year: str, this_year: str):
    assert moved(last_year) == this_year


@pytest.mark.parametrize(
    "history",
    [
        "单位成立于2009年。",
        "2018年机构改革后划入。",
        "按照《2020年部门预算编制通知》要求。",
        "落实“十四五”规划（2021—2025年）。",
        "根据财预〔2018〕167号文件。",
    ],
)
def test_history_names_and_spans_of_years_stay(history: str):
    assert moved(history) == history


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("根据泽财绩〔2022〕15号文件要求。", "根据泽财〔文号〕文件要求。"),
        ("2022年6月18日召开推进会。", "〔日期〕召开推进会。"),
        ("荣获2022年度先进集体。", "荣获〔年份〕先进集体。"),
        ("2022年度荣获政务新媒体进步奖。", "〔年份〕荣获政务新媒体进步奖。"),
        ("泵站于2022年建成。", "泵站于〔年份〕建成。"),
        ("2022年启用的新馆有展厅6个。", "〔年份〕启用的新馆有展厅6个。"),
        ("2022年汛期成功应对“7·19”特大暴雨。", "〔年份〕汛期成功应对“7·19”特大暴雨。"),
        ("2022年，我区遭受百年一遇的洪水。", "〔年份〕，我区遭受百年一遇的洪水。"),
        ("全力保障2022年第9号台风“海葵”期间供水。", "全力保障〔年份〕第9号台风“海葵”期间供水。"),
        ("自2022年起实施。", "自〔年份〕起实施。"),
        ("根据《关于开展2022年度自评的通知》要求。", "根据《关于开展〔年份〕自评的通知》要求。"),
        (
            "根据《关于开展2022年度自评的通知》（云财绩〔2022〕6号）要求。",
            "根据《关于开展2023年度自评的通知》（云财绩〔文号〕）要求。",
        ),
        ("举办“2022年度水文论坛”。", "举办“〔年份〕水文论坛”。"),
    ],
)
def test_what_dates_an_event_a_prize_or_a_document_is_left_to_a_person(text: str, asked: str):
    assert moved(text).replace("泽财绩", "泽财") == asked


def test_several_years_between_two_reports_are_made_up_at_once():
    assert (
        moved("2022年支出12万元，比2021年增加3万元。", 2022, 2025) == "2025年支出12万元，比2024年增加3万元。"
    )


@pytest.mark.parametrize(
    ("title", "new"),
    [
        ("水务局2022年度自评报告", "水务局2023年度自评报告"),
        ("水务局二〇二二年工作总结和二〇二三年打算", "水务局二〇二三年工作总结和二〇二四年打算"),
        ("水务局2009年设立情况", "水务局2009年设立情况"),
    ],
)
def test_titles_and_headings_move_all_their_years(title: str, new: str):
    assert shift_years(title, 2022, 2023) == new


def test_a_title_that_is_the_reports_own_moves_on():
    assert moved("泽南市水务局2022年信息公开年度报告\n现公布《泽南市水务局2022年信息公开年度报告》。") == (
        "泽南市水务局2023年信息公开年度报告\n现公布《泽南市水务局2023年信息公开年度报告》。"
    )
    assert moved("泽南市水务局2022年信息公开年度报告\n公开《泽南市2022年防汛实施意见》。") == (
        "泽南市水务局2023年信息公开年度报告\n公开《泽南市〔年份〕防汛实施意见》。"
    )


def test_the_report_of_the_year_before_moves_on_as_the_report_itself():
    text = "某市住房公积金2022年年度报告\n审议《某市住房公积金2021年年度报告》和《某市财政2021年年度报告》。"
    assert moved(text).split("\n")[1] == "审议《某市住房公积金2022年年度报告》和《某市财政2021年年度报告》。"
