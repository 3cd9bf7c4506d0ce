"""Eleven more offices' reports of two years, each with the sheet as its clerk filled it in, written before a draft was made."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from drafter.backtest import without_marks
from drafter.backtest.keeping import kept
from drafter.sheet import make_sheet
from tests.build import body_of, draft_of, text_of
from tests.office_pairs import OfficePair, load_pair

FOLDER = Path(__file__).parent / "data" / "clerk_pairs"
LEAST = {
    "乡镇财政所": 0.94,
    "保障性住房": 0.98,
    "图书馆": 0.95,
    "敬老院": 0.90,
    "殡仪馆": 0.99,
    "水文站": 0.92,
    "法律援助中心": 0.97,
    "消防救援站": 0.99,
    "疾控中心": 0.99,
    "粮食储备库": 0.99,
    "职业学校": 0.94,
}


@cache
def pair(name: str) -> OfficePair:
    return load_pair(FOLDER / f"{name}.toml")


@cache
def drafted(name: str) -> str:
    return pair(name).draft().text


@pytest.mark.parametrize("name", LEAST)
def test_most_of_what_was_published_stood_in_the_draft(name: str):
    assert kept(without_marks(drafted(name)), pair(name).after.text).covered > LEAST[name]
    assert pair(name).unread == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("乡镇财政所", "3.卫生健康支出96.50万元，占2.05%，比上年【待补：卫生健康支出增减额】；"),
        ("保障性住房", "投入维修资金242.60万元，同比增长12.68%，户均"),
        ("图书馆", "全年接待读者86.3万人次，较上年下降7.0%；"),
        ("图书馆", "办理读者证1.32万张。"),
        ("敬老院", "50岁以上的占53%。"),
        ("殡仪馆", "比上年增长4.96%；财政补助收入315.00万元，与上年持平。"),
        ("殡仪馆", "四、设备更新\n【待核：本节上年所列各项本年均不列示，请补写或删去本节】\n"),
        ("水文站", "高于警戒水位0.58米【待核】"),
        ("水文站", "完成投资74.30万元，其中雷达水位计安装32.50万元、站房维修41.80万元。"),
        ("法律援助中心", "实际支出35.00万元，执行率100.00%。"),
        ("法律援助中心", "未超过目标值200件，"),
        ("法律援助中心", "联动机制【待核】"),
        ("消防救援站", "疏散群众500余人，抢救财产价值约275万元。"),
        ("疾控中心", "/10万，比上年上升29.9%；"),
        ("粮食储备库", "轮换价差收入盈利23.50万元"),
    ],
)
def test_what_was_struck_out_of_the_first_drafts_is_told_anew(name: str, said: str):
    assert said in drafted(name)


def test_income_and_expenditure_in_all_changed_by_what_either_did():
    rows = {figure.previous: figure for figure in pair("职业学校").brief.figures if figure.previous}
    assert rows["312.80"].formula == "F8-F37"
    assert rows["6.38"].formula == "(F8-F37)/F37"


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("受理214件，超过目标值200件。", ("260", "250"), "受理260件，超过目标值250件。"),
        ("受理214件，超过目标值200件。", ("189", "250"), "受理189件，未超过目标值250件。"),
        ("受理214件，高于目标值200件。", ("189", "250"), "受理189件，低于目标值250件。"),
        ("受理214件，高于目标值14件。", ("189", "-3"), "受理189件，低于目标值3件。"),
        ("满意度95.60%，高于95.00%的目标值。", ("93", "94"), "满意度93.00%，低于94.00%的目标值。"),
        ("满意度95.60%，高于95.00%的目标值。", ("94", "94"), "满意度94.00%，等于94.00%的目标值。"),
        ("面积由71.8万亩扩大到75.1万亩。", ("75.1", "68.8"), "面积由75.1万亩缩小到68.8万亩。"),
        ("面积由71.8万亩扩大到75.1万亩。", ("75.1", "78.8"), "面积由75.1万亩扩大到78.8万亩。"),
        ("面积由71.8万亩扩大到75.1万亩。", ("75.1", "75.1"), "面积由75.1万亩扩大到75.1万亩【待核】。"),
    ],
)
def test_an_aim_and_a_move_are_told_of_this_years_two_figures(
    before: str, typed: tuple[str, str], after: str
):
    report = body_of(before)
    brief = make_sheet(report, 2023).fill(F1=typed[0], F2=typed[1])
    assert text_of(draft_of(report, brief), "收支") == after


def test_of_one_thing_counted_in_two_ways_the_change_is_of_the_count_in_its_unit():
    brief = make_sheet(body_of("低保家庭198户251人，比上年减少13户。"), 2023)
    assert [figure.formula for figure in brief.figures] == ["", "", "F1-F4", ""]


def test_the_scores_at_which_grades_begin_came_filled_in():
    report = body_of(
        "自评得分92.00分，等级为“优”（90分及以上为优，80分及以上、90分以下为良，60分及以上、80分以下为中，60分以下为差）。"
    )
    brief = make_sheet(report, 2023)
    assert [f.value for f in brief.figures if f.previous not in ("92.00", "")] == [
        f.previous for f in brief.figures if f.previous not in ("92.00", "")
    ]
    assert text_of(draft_of(report, brief.fill(F1="85")), "收支").startswith("自评得分85.00分，等级为“良”")
