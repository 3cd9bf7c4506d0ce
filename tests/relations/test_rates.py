"""Rates, averages and points whose name says what they are of."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from tests.build import report_of, ties

SCENES: dict[str, tuple[str, list[str]]] = {
    "what a court had, took in and closed, over a whole paragraph": (
        (
            "全市水事法庭共收调解、仲裁、执行等各类案件41286件（不含上年旧存3815件），比上年下降1.3%。其中，东片法庭收案23197件。"
            "审结42117件（含上年旧存案件），综合结案率为93.4%。截至12月底，尚有各类未结案件2984件。"
        ),
        ["93.4 = 42117/(41286+3815)", "2984 = 41286+3815-42117"],
    ),
    "a death rate is no share of the births": (
        "全区出生鱼苗1640万尾，出生率为12.08‰，死亡鱼苗972万尾，死亡率为7.16‰，自然增长率为4.92‰。",
        ["4.92 = 12.08-7.16"],
    ),
    "saving": (
        "成本控制在500.00万元以内，实际支出480.00万元，节约率为4.00%。",
        ["4.00 = (500.00-480.00)/500.00"],
    ),
    "of a plan as changed, where only the change is printed": (
        "年初预算3680万元，年中追加220万元，实际到位3822万元，到位率98%。",
        ["98 = 3822/(3680+220)"],
    ),
    "points told before the items that make them": (
        "项目得分96.4分。其中执行率满分10分，得9.6分；产出50分，得48.8分；效益30分，得28.8分；满意度10分，得9.2分。",
        ["96.4 = 9.6+48.8+28.8+9.2"],
    ),
    "men for each hundred women": (
        "男性人口52416人，女性人口49880人，性别比（以女性为100）为105.08。",
        ["105.08 = 52416/49880*100"],
    ),
    "applications carried over, new, closed and left, however few": (
        "本年新收申请127件，较上年少3件；上年结转11件。办结121件；结转下年17件。",
        ["17 = 127+11-121"],
    ),
    "a rate of all that was saved, not of what a part of the savers saved": (
        "各项存款余额320.05亿元，其中住户存款259.18亿元，占81.0%。各项贷款余额280.91亿元，存贷比83.8%。",
        ["81.0 = 259.18/320.05", "83.8 ≠ 280.91/320.05 ?"],
    ),
    "what is gained of both sides": (
        "业务收入6.47亿元，业务支出3.62亿元，增值收益2.95亿元。",
        ["2.95 ≠ 6.47-3.62"],
    ),
    "applications left": (
        "本年新收申请127件；上年结转11件。办结121件；结转下年27件。",
        ["27 ≠ 127+11-121 ?"],
    ),
    "自评 before the points of the indicators is their total": (
        "本项目自评96.4分，其中：预算执行率10分，得9.6分；产出指标50分，得48.0分；效益指标30分，得29.2分；满意度指标10分，得9.6分。",
        ["96.4 = 9.6+48.0+29.2+9.6"],
    ),
    "what was lost opens the paragraph that breaks it down": (
        "（一）决策指标扣1.50分。绩效目标合理性（满分4分）扣1分，资金分配合理性（满分3分）扣0.50分，其余指标不扣分。",
        ["1.50 = 1+0.50"],
    ),
    "a plan that was passed is what is left": (
        "维修供水工程46处，超计划6处，完成率115.00%。",
        ["115.00 = 46/(46-6)"],
    ),
    "a goal, and how far from it": (
        "城市低保人数比目标值3200人少74人，完成97.7%；农村低保人数比目标值15000人多284人，完成101.9%。",
        ["97.7 = (3200-74)/3200", "101.9 = (15000+284)/15000"],
    ),
    "a mean of what is counted, of what a bracket lists, and of what 分别为 lists": (
        (
            "门诊满意度93.4分、住院满意度95.8分、职工满意度88.6分，三项平均92.6分。延期的平均延期45天（1标段38天、4标段52天）。"
            "在线率月均98.7%，四个季度分别为98.2%、98.6%、98.9%、99.1%。"
        ),
        ["92.6 = (93.4+95.8+88.6)/3", "45 = (38+52)/2", "98.7 = (98.2+98.6+98.9+99.1)/4"],
    ),
    "a calculation of a change is written out with its bracket": (
        "“三公”经费变动率=（27.6-24）÷24=15%。",
        ["15 = (27.6-24)/24"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SCENES.values(), ids=SCENES)
def test_what_is_of_what(text: str, expected: list[str]) -> None:
    assert ties(text) == expected


def test_a_whole_per_cent_that_was_cut_is_asked_about():
    text = "计划30005.94万元，实际采购24380.43万元，节约5625.51万元，节约率为18%。"
    assert [(one.code, one.severity) for one in check_report(report_of(text)).issues] == [
        ("ratio-wrong", "warning")
    ]


def test_a_sex_ratio_of_a_hundred():
    text = "总人口中男性人口412171人，女性人口392182人，人口性别比为105.1:100。"
    assert "105.1 = 412171/392182*100" in ties(text)
