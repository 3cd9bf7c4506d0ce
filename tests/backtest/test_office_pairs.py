"""Offices' reports of two years with the sheet a clerk filled in, written blind: what the draft keeps, and what it must not say."""

from __future__ import annotations

from functools import cache

import pytest

from drafter.backtest import without_marks
from drafter.backtest.judging import judge_numbers
from drafter.backtest.keeping import kept
from drafter.draft import Draft
from tests.backtest.office_pairs import FOLDER, OfficePair, load_pair

CLERKS = FOLDER.parent / "clerk_pairs"
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
    return load_pair(next(path for folder in (FOLDER, CLERKS) for path in folder.glob(f"{name}.toml")))


@cache
def draft(name: str) -> Draft:
    return pair(name).draft()


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("部门决算说明", 0.98),
        ("街道整体支出自评", 0.95),
        ("项目支出自评", 0.95),
        ("医院整体支出自评", 0.92),
        ("开发区管委会自评", 0.95),
        ("法院部门决算说明", 0.95),
        ("项目自评带表", 0.87),
    ],
)
def test_most_of_what_the_office_published_stood_in_the_draft(name: str, least: float):
    assert kept(without_marks(draft(name).text), pair(name).after.text).covered > least


@pytest.mark.parametrize("name", [path.stem for path in sorted(FOLDER.glob("*.toml"))])
def test_no_number_of_the_drafts_is_wrong_or_last_years(name: str):
    numbers = judge_numbers(draft(name), pair(name).before, pair(name).after)
    assert (numbers.wrong, numbers.stale) == (0, 0)


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("部门决算说明", ["排名第6位", "88.6分，等级为“优”", "2023年12月31日"]),
        ("街道整体支出自评", ["李明远", "第3位", "核酸检测", "等级为“优”", "首次获评", "第二次会议"]),
        ("项目支出自评", ["张建平", "等级为“优”", "列入省级示范", "较上年提高0.8"]),
        ("医院整体支出自评", ["撤销分级诊疗", "陈志远", "2024年起", "公益两类", "DSA1台", "第216名", "新冠"]),
        (
            "开发区管委会自评",
            ["方建平", "划归开发区", "增加单位为", "征地拆迁", "减少4人", "疫情防控", "综合执法局、"],
        ),
        ("法院部门决算说明", ["合并为民事审判庭", "韩立军", "苏敏", "报废警车", "“两庭”建设（项）"]),
        ("项目自评带表", ["何国强", "刘芳", "2023年3月15日", "管护台账", "底前完成", "收回结余资金"]),
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
        (
            "医院整体支出自评",
            [
                "因公出国（境）费8.60万元，比上年增加8.60万元（上年为零）",
                "平均住院日7.2天，比上年缩短0.4天",
                "4.城市医疗集团建设项目预算480.00万元，支出436.80万元，执行率91.00%，主要用于集团检验",
                "医院院长周明达，党委书记林淑芬。",
                "服务群众6130人次",
            ],
        ),
        (
            "开发区管委会自评",
            [
                "事业人员49人，较上年减少3人",
                "政府性基金预算支出0.00万元，较上年减少8600.00万元，下降100.00%。",
                "社会保障和就业支出655.00万元，占2.38%；卫生健康支出120.00万元，占0.44%。",
                "管委会内设机构9个，即：党政办公室",
                "能耗下降3.8%",
            ],
        ),
        (
            "法院部门决算说明",
            [
                "5.社会保障和就业支出（类）抚恤（款）死亡抚恤（项）。年初预算为0.00万元，支出决算为18.60万元",
                "公务接待费支出2.58万元，与上年持平",
                "财政拨款收入\t3912.30\t4105.20\t-192.90",
                "撤销龙潭法庭，其案件由高桥法庭管辖。",
            ],
        ),
        (
            "项目自评带表",
            [
                "较目标值低0.8个百分点，较上年下降2.3个百分点",
                "产出\t35\t33.90\t96.86",
                "合计\t100\t95.30\t95.30",
                "整改率100.00%。",
            ],
        ),
    ],
)
def test_directions_shares_and_grades_are_those_of_this_years_figures(name: str, said: list[str]):
    text = without_marks(draft(name).text)
    assert [words for words in said if words not in text] == []


@pytest.mark.parametrize("name", LEAST)
def test_most_of_what_was_published_stood_in_the_draft_and_every_fact_has_a_row(name: str):
    assert kept(without_marks(draft(name).text), pair(name).after.text).covered > LEAST[name]
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
    assert said in draft(name).text


def test_income_and_expenditure_in_all_changed_by_what_either_did():
    rows = {figure.previous: figure for figure in pair("职业学校").brief.figures if figure.previous}
    assert rows["312.80"].formula == "F8-F37"
    assert rows["6.38"].formula == "(F8-F37)/F37"
