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
    "a debt from what it was, what was issued and what was paid back": (
        "2024年初政府债务余额47.44亿元，当年新增债券4.10亿元，发行再融资债券1.50亿元，偿还本金5.03亿元，年末政府债务余额48.01亿元。",
        ["48.01 = 47.44+4.10+1.50-5.03"],
    ),
    "an average of the whole that a list parts, by a count told behind it": (
        "生产总值215.66亿元。第一产业22.89亿元，占10.6%；第二产业83.80亿元，占38.9%；第三产业108.97亿元，占50.5%。按常住人口计算，人均生产总值31237元。年末常住人口69.04万人，其中城镇人口35.11万人，乡村人口33.93万人。",
        [
            "215.66 = 22.89+83.80+108.97",
            "10.6 = 22.89/215.66",
            "38.9 = 83.80/215.66",
            "50.5 = 108.97/215.66",
            "31237 = 215.66/69.04",
            "69.04 = 35.11+33.93",
        ],
    ),
    "insurance of employees is no whole of pensions": (
        "支出分别为：企业职工养老保险10.03亿元、城乡居民养老保险2.76亿元、职工医疗保险12.09亿元、失业保险0.92亿元。",
        [],
    ),
    "what is mended step by step is not mended yet": (
        "从时限看，立行立改类75个，分阶段整改类45个，持续整改类26个。",
        [],
    ),
    "what a housing fund holds, by what was paid in and drawn": (
        "（一）缴存额78.48亿元。2024年末，缴存总额297.64亿元，比上年末增加35.81%；缴存余额123.16亿元，同比增长21.63%。\n（二）提取额56.58亿元。2024年末，提取总额174.48亿元，比上年末增加47.99%。",
        [
            "297.64 = 174.48+123.16",
            "35.81 = 78.48/(297.64-78.48)",
            "21.63 = (78.48-56.58)/(123.16-78.48+56.58)",
            "47.99 = 56.58/(174.48-56.58)",
        ],
    ),
    "what each car cost is neither what was planned nor what was saved": (
        "运行维护费支出57.03万元，预算61.51万元，完成预算92.72%，节约4.48万元，10辆公务用车平均每辆5.70万元；接待费支出2.99万元。",
        ["92.72 = 57.03/61.51", "4.48 = 61.51-57.03", "5.70 = 57.03/10"],
    ),
    "answers that are all of one whole": (
        "办结126件。办结件中，予以公开31件，部分公开10件，不予公开22件，无法提供27件，其他处理36件。",
        ["126 = 31+10+22+27+36"],
    ),
    "applications not taken up are of this year's": (
        "收到申请380件，较2023年减少11.6%（2023年430件）；依法受理339件，不予受理及其他处理41件。",
        ["11.6 = (380-430)/430", "41 = 380-339"],
    ),
    "the last of one list is not parted by the next": (
        "收到申请114件。从申请方式看，网络申请34件、信函申请36件、当面申请44件。从申请主体看，自然人申请94件，法人或其他组织申请20件。",
        ["114 = 34+36+44", "114 = 94+20"],
    ),
    "last year's, though it looks like this year's with a slip": (
        "公开信息4049条，较上年的4019条增加30条。其中通过门户网站公开1454条，占35.9%；新媒体公开1388条，占34.3%；其他渠道公开1207条，占29.8%。",
        [
            "4049 = 1454+1388+1207",
            "30 = 4049-4019",
            "35.9 = 1454/4049",
            "34.3 = 1388/4049",
            "29.8 = 1207/4049",
        ],
    ),
    "what is paid back and its interest, of a loan told before": (
        "偿还本金3.34亿元。全年支付利息2.72亿元，还本付息合计6.06亿元。",
        ["6.06 = 3.34+2.72"],
    ),
    "two lists told in turn, of which neither parts an item of the other": (
        "收入分别为：养老保险17.05亿元、居民养老5.42亿元、职工医疗9.57亿元、失业1.39亿元；支出分别为：养老保险14.53亿元、居民养老1.64亿元、职工医疗2.57亿元、失业0.66亿元。",
        [],
    ),
    "beds are by the population and by no pupils": (
        "在校学生16996人。医疗卫生机构床位2631张，每千人口床位4.15张。接待游客890.37万人次。",
        [],
    ),
}
SLIPS = {
    "the growth of what a fund holds, turned round": (
        "缴存额78.48亿元。2024年末，缴存总额297.64亿元，比上年末减少35.81%。提取额56.58亿元。",
        "35.81 ≠ 78.48/(297.64-78.48) ?",
    ),
    "paid in, drawn and held": (
        "缴存额78.48亿元，缴存总额297.64亿元；缴存余额123.61亿元。\n提取总额174.48亿元，提取额56.58亿元。",
        "297.64 ≠ 174.48+123.61 ?",
    ),
    "a comparison that names the plan, turned round": (
        "全年预算39.84万元，支出决算28.57万元，决算数比预算数多11.27万元。",
        "11.27 ≠ 28.57-39.84",
    ),
    "a change since the year began, turned round": (
        "年初贷款余额109.15亿元，年末贷款余额115.93亿元，比年初减少6.78亿元。",
        "6.78 ≠ 115.93-109.15 ?",
    ),
    "what is left to pay, told by 余 alone": (
        "拖欠账款1617.68万元，目前已清偿974.01万元，清偿率60.2%，余643.97万元已制定还款计划。",
        "1617.68 ≠ 974.01+643.97 ?",
    ),
    "what was done, of which the rate and the rest tell": (
        "共反映115个问题，涉及资金68640.86万元。截至10月底，已完成整改106个，整改完成率94.8%；尚有6个正在推进。",
        "115 ≠ 106+6 ?",
    ),
    "a share of both by their names, though the whole is called otherwise": (
        "支出预算11000.00万元，其中：基本支出6000.00万元，较上年增加500.00万元；项目支出5000.00万元，较上年减少200.00万元。基本支出和项目支出分别占总支出的45.55%、45.45%。",
        "45.55 ≠ 6000.00/11000.00",
    ),
    "a rate of all that was saved, not of what a part of the savers saved": (
        "各项存款余额320.05亿元，其中住户存款259.18亿元，占81.0%。各项贷款余额280.91亿元，存贷比83.8%。",
        "83.8 ≠ 280.91/320.05 ?",
    ),
    "a total told again with a slip, beside the parts of it": (
        "收入预算2838.06万元，其中：一般公共预算拨款1123.85万元，政府性基金预算拨款1614.21万元，上年结转100.00万元。支出预算2838.36万元，其中：基本支出1500.00万元，较上年增加100.00万元；项目支出1338.06万元，较上年减少90.00万元。",
        "2838.36 ≠ 1500.00+1338.06",
    ),
    "a balance whose unit slipped, beside how far it is from its limit": (
        "政府债务限额44.40亿元，债务余额42.14万元，低于限额2.26亿元。债务余额中，一般债务22.14亿元，专项债务20.00亿元。",
        "42.14 ≠ 22.14+20.00",
    ),
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
