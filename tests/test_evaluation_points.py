"""Ties of self-evaluations: points lost and got, plans that are not printed, questionnaires, what is carried in and what is left."""

from __future__ import annotations

import pytest
from build import report_of, seen_at_its_mark, ties

from drafter.checks import check_report

SCENES = {
    "自评 before the points of the indicators is their total": (
        "本项目自评96.4分，其中：预算执行率10分，得9.6分；产出指标50分，得48.0分；效益指标30分，得29.2分；满意度指标10分，得9.6分。",
        ["96.4 = 9.6+48.0+29.2+9.6"],
    ),
    "what was lost of one indicator has parts, and all of it is told once behind": (
        "产出指标扣2.9分，其中“完成率”扣1.6分、“完工率”扣1.3分；效益指标扣1分；满意度指标扣0.4分。以上合计扣4.3分。",
        ["2.9 = 1.6+1.3", "4.3 = 2.9+1+0.4"],
    ),
    "what was lost opens the paragraph that breaks it down": (
        "（一）决策指标扣1.50分。绩效目标合理性（满分4分）扣1分，资金分配合理性（满分3分）扣0.50分，其余指标不扣分。",
        ["1.50 = 1+0.50"],
    ),
    "how far beyond a goal": (
        "其中451户表示满意，满意度96.4%，高于95%的目标值1.4个百分点。",
        ["1.4 = 96.4-95"],
    ),
    "what was carried in and cut belongs to the budget of the whole year": (
        "年初预算安排2486.40万元，年中追加512.75万元、调减28.60万元，加上年结转135.20万元，全年预算数3105.75万元。",
        ["3105.75 = 2486.40+512.75-28.60+135.20"],
    ),
    "a plan that was passed is what is left": (
        "维修供水工程46处，超计划6处，完成率115.00%。",
        ["115.00 = 46/(46-6)"],
    ),
    "a goal, and how far from it": (
        "城市低保人数比目标值3200人少74人，完成97.7%；农村低保人数比目标值15000人多284人，完成101.9%。",
        ["97.7 = (3200-74)/3200", "101.9 = (15000+284)/15000"],
    ),
    "the total of what was done of the total of the plan": (
        "计划改造县道52公里、乡道96公里，合计148公里；改造危桥14座。实际完成县道52公里、乡道88.6公里，合计140.6公里，完成率95.00%。",
        ["148 = 52+96", "140.6 = 52+88.6", "95.00 = 140.6/148"],
    ),
    "what was taken out": ("收回582份，回收率97.00%，剔除无效问卷14份后，有效问卷568份。", ["568 = 582-14"]),
    "shares behind a list that 分别 opens": (
        "按“满意”“一般”“不满意”统计，分别为276份、214份、78份，占比48.59%、37.68%、13.73%，前两档合计认可率86.27%。",
        [
            "48.59 = 276/(276+214+78)",
            "37.68 = 214/(276+214+78)",
            "13.73 = 78/(276+214+78)",
            "86.27 = 48.59+37.68",
        ],
    ),
    "the part stands behind its rate": (
        "回收963份，综合满意率95.22%，其中917份表示满意。",
        ["95.22 = 917/963"],
    ),
    "a standard of each year has the parts of its bracket": (
        "文化馆免费开放资金每年20.2万元（中央和省级补助17.2万元，本级配套3万元），由区财政拨付。",
        ["20.2 = 17.2+3"],
    ),
    "what is told in turn with another amount adds up": (
        "春季学期资助6842人次、发放1018.20万元，秋季学期资助7135人次、发放1068.15万元，全年累计资助13977人次。",
        ["13977 = 6842+7135"],
    ),
    "what was carried in opens the reckoning": (
        "我局上年结转资金2万元，今年下达转移支付资金3万元，其中首批1.5万元、第二批1.5万元。",
        ["3 = 1.5+1.5"],
    ),
    "a mean of what is counted, of what a bracket lists, and of what 分别为 lists": (
        "门诊满意度93.4分、住院满意度95.8分、职工满意度88.6分，三项平均92.6分。延期的平均延期45天（1标段38天、4标段52天）。"
        "在线率月均98.7%，四个季度分别为98.2%、98.6%、98.9%、99.1%。",
        ["92.6 = (93.4+95.8+88.6)/3", "45 = (38+52)/2", "98.7 = (98.2+98.6+98.9+99.1)/4"],
    ),
    "what is left over of all there was tells the rate": (
        "年初结转318.46万元，当年拨入2460.00万元，当年支出2533.92万元，年末结转244.54万元，财政项目资金执行率91.20%。",
        ["244.54 = 318.46+2460.00-2533.92", "91.20 = 2533.92/(2533.92+244.54)"],
    ),
    "a budget of the sentence before, what was cut of it, and by how much": (
        "2022年度预算1320万元，其中市级990万元、功能区330万元。年中压减预算85万元，调整后预算1235万元，下调幅度6.44%。",
        ["1320 = 990+330", "1235 = 1320-85", "6.44 = 85/(1235+85)"],
    ),
    "nothing is compared by 比率": (
        "优良天数比率93.1%，高于92%的考核目标1.1个百分点。",
        ["1.1 = 93.1-92"],
    ),
    "shares told of each part of a total that is parted twice": (
        "专项资金安排2800万元，比2021年的2450万元增加350万元。分两批下达：第一批1960万元，占70%；第二批840万元，占30%。"
        "按用途分，治理920万元、改造1076.5万元、监管483.5万元、监测320万元。",
        [
            "2800 = 1960+840",
            "2800 = 920+1076.5+483.5+320",
            "350 = 2800-2450",
            "70 = 1960/2800",
            "30 = 840/2800",
        ],
    ),
    "no two levels are all": ("共编制12个绩效目标指标，其中一级指标3个，二级指标9个，三级指标12个。", []),
}

SLIPS = {
    "more is told of a list of the same build, which does not leave out what it tells further on": (
        "转贷政府债券39272万元。其中：一般债券【13609】万元、专项债券9000万元、再融资债券10663万元。\n"
        "归还债务本金10870万元，其中：一般债券4425万元，外国政府借款17万元，国际组织借款190万元；专项债券6238万元。",
        "sum-wrong",
    ),
    "what is left of what was received sentences before": (
        "到位资金11890.00万元，其中自筹1650万元，缺口750万元。已支付【11318.64】万元，尚余571.54万元未支付。",
        "sum-wrong",
    ),
    "what was carried in beside what was received": (
        "共收到补助资金8811.80万元，其中：中央6742万元、省级1265万元、县级804.80万元。另有上年结转【241.68】万元，当年可用资金9026.48万元。",
        "sum-wrong",
    ),
    "those that are told in turn": (
        "春季学期资助6842人次、发放1018.20万元，秋季学期资助7135人次、发放1068.15万元，全年累计资助【33977】人次。",
        "sum-wrong",
    ),
    "the part stands behind its rate": (
        "回收963份，综合满意率【59.22】%，其中917份表示满意。",
        "ratio-wrong",
    ),
    "shares behind a list": (
        "按“满意”“一般”“不满意”统计，分别为276份、214份、78份，占比48.59%、【36.78】%、13.73%。",
        "ratio-wrong",
    ),
    "what was paid is parted behind 中": (
        "累计支付1186.44万元，其余为质保金。支付资金中：设备维护486.20万元、线路租赁【519】.64万元、平台运行126.80万元、安全等保60.80万元。",
        "sum-wrong",
    ),
    "a mean of what is counted": (
        "门诊满意度93.4分、住院满意度95.8分、职工满意度88.6分，三项平均【96.2】分。",
        "score-sum",
    ),
}

CLEAN = {
    "points are no part of a rate": (
        "产出指标扣3.1分；效益指标扣1分，系“参与率”未达到95%的目标，实际为91.27%（应参与62480人，实际参与57025人）；满意度扣0.5分。"
    ),
    "what each gets is no part of what each of another kind gets": (
        "县级两馆资金各20万元，14个乡镇文化站资金各5万元，其中中央财政补助50%，其余由省级和县级财政各承担50%。"
    ),
    "a comma of either width ends what was done": "全面完成指标任务,群众满意度90%。",
    "what belongs to a balance is no slip of another difference": (
        "年初预算数800.00万元，其中基本支出600.00万元、项目支出200.00万元，上年结转120.50万元，年中追加60.00万元，全年预算数为980.50万元。"
    ),
}


@pytest.mark.parametrize("scene", SCENES)
def test_what_is_of_what(scene: str) -> None:
    text, expected = SCENES[scene]
    assert ties(text) == expected


@pytest.mark.parametrize("scene", SLIPS)
def test_a_slip_is_seen_where_it_stands(scene: str) -> None:
    marked, code = SLIPS[scene]
    assert seen_at_its_mark(marked) == [(code, True)]


@pytest.mark.parametrize("scene", CLEAN)
def test_nothing_is_said_of_what_is_right(scene: str) -> None:
    assert check_report(report_of(CLEAN[scene])).issues == ()
