"""Ties of sentences met in reports whose figures were drawn anew: what is told of all together, of a stretch of the year, or in turn."""

from __future__ import annotations

import pytest
from build import ties

SCENES = {
    "the changes of all together, and the rate of them, though no total is printed": (
        "出国费9.27万元，比上年增加1.92万元；用车费11.81万元，比上年减少2.64万元；接待费11.54万元，比上年增加0.09万元。三项合计比上年减少0.63万元，降幅为1.89%。",
        ["0.63 = 1.92-2.64+0.09", "1.89 = (-0.63)/(9.27+11.81+11.54+0.63)"],
    ),
    "half a year is of its quarters": (
        "一季度支付266.36万元，二季度304.30万元，三季度485.67万元，四季度163.81万元，下半年支付占全年的53.23%。",
        ["53.23 = (485.67+163.81)/(266.36+304.30+485.67+163.81)"],
    ),
    "the content are those who said so in either way": (
        "有效样本221份，其中“满意”129份、“基本满意”46份、“不满意”46份，综合满意度（满意与基本满意之和占有效样本）为79.2%。",
        ["221 = 129+46+46", "79.2 = (129+46)/221"],
    ),
    "applications carried over, new, closed and left, however few": (
        "本年新收申请127件，较上年少3件；上年结转11件。办结121件；结转下年17件。",
        ["17 = 127+11-121"],
    ),
    "posts that are empty, when who holds the others is told": (
        "核定编制92名，其中行政编制30名、事业编制62名。年末实有在编人员90人，空编2名。",
        ["92 = 30+62", "92 = 90+2"],
    ),
    "what is still being built": (
        "计划实施12个，已完工10个，完工率83.3%，在建2个。",
        ["12 = 10+2", "83.3 = 10/12"],
    ),
    "points lost, where nobody added the full marks up": (
        "自评总分87.98分，其中执行9.45分（满分10分）、管理16.68分（满分20分）、产出34.48分（满分40分）、效益27.37分（满分30分），合计扣12.02分。",
        ["87.98 = 9.45+16.68+34.48+27.37", "12.02 = 10-9.45+20-16.68+40-34.48+30-27.37"],
    ),
    "so many to one": (
        "在校学生1240人，专任教师82人，生师比15.1:1；医师104人、护士574人，医护比1:5.52。",
        ["15.1 = 1240/82", "5.52 = 574/104"],
    ),
    "shares of two, of which the whole is not called so": (
        "支出总额与收入总额一致。基本支出安排2439.12万元，项目支出安排1579.20万元，二者占比为60.70%和39.30%。",
        ["60.70 = 2439.12/(2439.12+1579.20)", "39.30 = 1579.20/(2439.12+1579.20)"],
    ),
    "all but the last of a list": (
        "在岗职工791人，其中医师104人、护士574人、医技人员53人、行政后勤60人，卫生技术人员合计731人。",
        ["791 = 104+574+53+60", "731 = 104+574+53"],
    ),
    "what is left of this year's, beside last year's, which is near it": (
        "收入23.51亿元，比上年的23.53亿元减少0.02亿元。其中，税收收入16.66亿元，非税收入6.85亿元。",
        ["0.02 = 23.51-23.53", "23.51 = 16.66+6.85"],
    ),
    "what every pupil has is of no teachers": (
        "专任教师233人，在校学生1240人。馆藏图书6162册，生均28.4册。",
        [],
    ),
    "an average of hours is of no money": (
        "人均收入由10328元提高到11123元，增加795元，增长7.7%。平均退水时间由9.0小时缩短至7.7小时，缩短1.3小时。",
        ["795 = 11123-10328", "7.7 = (11123-10328)/10328", "1.3 = 7.7-9.0"],
    ),
}
SLIPS = {
    "a share told in turn, though the other comes out": (
        "基本支出2439.12万元，项目支出1579.20万元，分别占65.70%和39.30%。",
        "65.70 ≠ 2439.12/(2439.12+1579.20) ?",
    ),
    "the unit of what was saved of a price": (
        "单位造价控制在每公里59.26万元，比概算的65.39万元节约6.13元，节约率9.4%。",
        "6.13 ≠ 65.39-59.26",
    ),
    "old cases beside the new ones, whose rate and base stand between": (
        "新收案件1654件，同比上升12.90%（上年1465件）；加上旧存182件，共1843件，办结1563件，未结280件。",
        "1843 ≠ 1654+182 ?",
    ),
    "a share of what 提取金额中 parts, which has a share of its own": (
        "当年提取额45.60亿元，占当年缴存额的77.22%。提取金额中，住房消费提取33.46亿元，占73.38%；非住房消费提取12.14亿元，占26.82%。",
        "26.82 ≠ 12.14/45.60 ?",
    ),
    "what is gained of both sides": (
        "业务收入6.47亿元，业务支出3.62亿元，增值收益2.95亿元。",
        "2.95 ≠ 6.47-3.62",
    ),
    "how far below its limit a debt is": (
        "债务限额153.97亿元，年末债务余额150.21亿元，其中一般债务63.76亿元、专项债务86.45亿元，余额占限额的97.56%，低于限额3.71亿元。",
        "3.71 ≠ 153.97-150.21 ?",
    ),
    "what there is at the end, where the change and its rate are of what there was": (
        "年初余额167.87亿元，年末余额187.33亿元，比年初增加21.46亿元，增长12.78%。",
        "21.46 ≠ 187.33-167.87 ?",
    ),
    "cases closed": ("共1843件，办结1653件，未结280件。", "1843 ≠ 1653+280 ?"),
    "applications left": (
        "本年新收申请127件；上年结转11件。办结121件；结转下年27件。",
        "27 ≠ 127+11-121 ?",
    ),
}


@pytest.mark.parametrize(("text", "expected"), SCENES.values(), ids=SCENES)
def test_what_comes_out_is_tied(text, expected):
    assert sorted(ties(text)) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_seen(text, expected):
    assert expected in ties(text)
