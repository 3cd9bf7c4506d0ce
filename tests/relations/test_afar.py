"""What reaches beyond a paragraph, and what follows from relations already found."""

from __future__ import annotations

import pytest

from tests.build import ties

APART = "\n会议研究了下一步工作安排，明确了责任分工和完成时限，要求各科室按月报送进展情况。\n"
SCENES: dict[str, tuple[str, list[str]]] = {
    "the parts of a part that is wrong are no parts of the whole beside it": (
        (
            "“三公”经费决算总额2853万元，比上年下降1.8%。分项情况是：因公出国（境）经费决算130万元，比上年增长9.1%；"
            "公务接待费决算1045万元，下降7.6%；公务用车购置及运行费决算1687万元，下降1.2%，其中：购置费决算414万元，增长7.5%；运行费决算1264万元，下降3.9%。"
        ),
        ["2853 ≠ 130+1045+1687", "1687 ≠ 414+1264"],
    ),
    "shares told in turn of the whole that the line above tells": (
        "现有专任教师1260人，外聘教师148人。\n专任教师中，正高级教师214人、副高级教师377人，分别占16.98%、29.92%。",
        ["16.98 = 214/1260", "29.92 = 377/1260"],
    ),
    "shares of several things told in turn, each of what the paragraph before tells of it": (
        (
            "全市共接报火灾2815起，造成39人死亡、48人受伤，直接财产损失3604万元。\n"
            "农村火灾1432起，造成22人死亡、25人受伤，直接财产损失1519万元，分别占总数的50.9%、56.4%、53.1%和42.1%。"
        ),
        ["50.9 = 1432/2815", "56.4 = 22/39", "53.1 ≠ 25/48 ?", "42.1 = 1519/3604"],
    ),
    "a budget that was adjusted, by what it came to or by how much": (
        "年初预算9850万元，调整后预算10962万元，预算调整率11.29%。\n全年预算调整数1112万元，年初预算数9850万元，预算调整率11.29%。",
        ["10962 = 1112+9850 ?", "11.29 = (10962-9850)/9850 ?", "11.29 = 1112/9850"],
    ),
    "what makes up a part over a ； is no part of the whole": (
        (
            "全县生产总值251307万元。其中：第一产业64120万元，第二产业70211万元，其中工业44980万元；建筑业25231万元。"
            "第三产业116976万元。人均生产总值20114元。"
        ),
        ["251307 = 64120+70211+116976 ?", "70211 = 44980+25231"],
    ),
    "kinds of insurance, of which one is told in parts": (
        "保险业赔付支出210.7亿元。财产险赔付支出91.7亿元，其中，企财险17.8亿元；农险1.7亿元。人身险赔付支出119.5亿元，其中，寿险87.9亿元。",
        ["210.7 ≠ 91.7+119.5"],
    ),
    "shares of parts whose whole stands in another paragraph": (
        "全年实际完成采购73.22亿元。\n货物类采购15.97亿元，占采购总量的21.8%；工程类采购39.65亿元，占采购总量的54.2%；服务类采购17.6亿元，占采购总量的24.0%。",
        [
            "73.22 = 15.97+39.65+17.6 ?",
            "21.8 = 15.97/73.22",
            "54.2 = 39.65/73.22",
            "24.0 = 17.6/73.22",
        ],
    ),
    "a growth from what another paragraph says of last year": (
        f"2023年公用经费支出486.20万元，已结清。{APART}2024年公用经费支出512.35万元，用于办公。{APART}公用经费支出增长5.38%，主要是物价上涨。",
        ["5.38 = (512.35-486.20)/486.20 ?"],
    ),
    "本年 in the year that is named before it": (
        f"2024年本年收入合计5286.43万元。{APART}2023年本年收入合计4973.51万元。{APART}本年收入合计增长6.29%，主要是拨款增加。",
        ["6.29 = (5286.43-4973.51)/4973.51 ?"],
    ),
    "the growth of a change told here from an amount told there": (
        f"年末资产总额8642.17万元，运转正常。{APART}资产总额增加415.26万元，增长5.05%。",
        ["5.05 = 415.26/(8642.17-415.26) ?"],
    ),
    "what was done of what was planned": (
        f"部门整体支出全年预算数2865.70万元，已批复。{APART}部门整体支出全年执行数2798.34万元，均已支付。{APART}部门整体支出预算执行率97.65%，完成较好。",
        ["97.65 = 2798.34/2865.70 ?"],
    ),
    "a named share of a named whole": (
        f"政府采购支出总额942.37万元，均已执行。{APART}授予中小企业合同金额806.21万元。{APART}中小企业合同金额占政府采购支出总额的85.55%。",
        ["85.55 = 806.21/942.37 ?"],
    ),
    "one share of a whole that another paragraph calls a little otherwise": (
        f"前9个月，云州市外贸进出口6.36亿元，下降1.0%。{APART}云州民营企业进出口3.51亿元，增长6.5%，已连续7个月保持增长，占云州进出口总值的55.1%。",
        ["55.1 = 3.51/6.36 ?"],
    ),
    "shares of the whole province, where the report tells of all of it": (
        f"前9个月，我省进出口17483.7亿元，增长7.4%。{APART}一般贸易进出口11793.6亿元，占全省进出口总值（下同）的67.5%；加工贸易进出口3975.9亿元，占22.7%。",
        ["67.5 = 11793.6/17483.7", "22.7 = 3975.9/17483.7"],
    ),
    "rates of a housing fund and of industry, by their names": (
        (
            f"全年缴存额1872.74万元，缴存余额5162.74万元。{APART}提取额1272.98万元，提取率67.97%。{APART}累计发放贷款7560.83万元，个人住房贷款余额4504.78万元，个贷率87.26%。{APART}"
            f"营业收入4143.2万元，营业成本3598.9万元。{APART}实现利润总额177.8万元，营业收入利润率为4.29%。每百元营业收入中的成本为86.86元。"
        ),
        [
            "67.97 = 1272.98/1872.74",
            "87.26 = 4504.78/5162.74",
            "4.29 = 177.8/4143.2",
            "86.86 = 3598.9/4143.2*100",
        ],
    ),
    "a rate whose name says of what it is": (
        f"年末资产总额8642.17万元，运转正常。{APART}负债总额1124.68万元，均未到期。{APART}资产负债率13.01%，处于合理区间。",
        ["13.01 = 1124.68/8642.17 ?"],
    ),
    "a row of a table that prints the amount as well": (
        "单位：万元\n项目\t预算数\t决算数\n基本支出\t1846.20\t1832.47\n合计\t2811.00\t2773.62\n2024年支出合计2773.62万元，执行率98.67%。",
        ["98.67 = 2773.62/2811.00 ?"],
    ),
    "one that a slip explains is worth a look": (
        f"2023年公用经费支出486.20万元，已结清。{APART}2024年公用经费支出512.35万元，用于办公。{APART}公用经费支出增长5.83%，主要是物价上涨。",
        ["5.83 ≠ (512.35-486.20)/486.20 ?"],
    ),
    "one that nothing explains is of something else": (
        f"2023年公用经费支出486.20万元，已结清。{APART}2024年公用经费支出512.35万元，用于办公。{APART}公用经费支出增长12.70%，主要是物价上涨。",
        [],
    ),
    "a name with two values names neither": (
        f"2023年公用经费支出486.20万元。{APART}2024年公用经费支出512.35万元。{APART}2024年公用经费支出612.48万元。{APART}公用经费支出增长5.83%，主要是物价上涨。",
        [],
    ),
    "a part whose measure goes without saying": (
        "全年收到申请3150件。\n行政处罚1071，占收到申请总数的34.0%；行政征收126件，占收到申请总数的4.0%。",
        ["34.0 = 1071/3150", "4.0 = 126/3150"],
    ),
    "age groups, and one that is in another": (
        "常住人口中，0-14岁人口为31.27万人，占18.05%；15-59岁人口为118.62万人，占68.48%；60岁及以上人口为23.34万人，占13.47%，其中65岁及以上人口为15.81万人，占9.13%。",
        [
            "18.05 = 31.27/(31.27+118.62+23.34)",
            "68.48 = 118.62/(31.27+118.62+23.34)",
            "13.47 = 23.34/(31.27+118.62+23.34)",
            "9.13 = 15.81/(31.27+118.62+23.34)",
        ],
    ),
    "three sentences of the next paragraph": (
        "全年实现地区生产总值523.4亿元，增长5.1%。\n分产业看，第一产业增加值61.7亿元，增长3.9%；第二产业增加值208.3亿元，增长5.4%；第三产业增加值253.4亿元，增长5.0%。",
        ["523.4 = 61.7+208.3+253.4 ?"],
    ),
    "what two paragraphs open with": (
        "全市查处问题4386起，批评教育6715人。\n查处形式主义问题2131起，批评教育3208人。\n查处享乐主义问题2255起，批评教育3507人。",
        ["4386 = 2131+2255 ?", "6715 = 3208+3507 ?"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SCENES.values(), ids=SCENES)
def test_what_is_of_what(text: str, expected: list[str]) -> None:
    assert ties(text) == expected


def test_short_lines_that_belong_together_are_read_as_one() -> None:
    assert ties("全年预算数为80.00万元。\n全年执行数为76.00万元。\n预算执行率为95.00%。") == [
        "95.00 = 76.00/80.00"
    ]


def test_shares_of_the_sectors_told_in_turn_are_of_what_the_paragraph_before_tells() -> None:
    text = (
        "第一产业增加值48.62亿元，增长3.8%；第二产业增加值173.95亿元，增长6.1%；第三产业增加值196.28亿元，增长5.2%。\n"
        "在生产总值中，第一、二、三产业增加值所占比重分别为11.6%、41.5%、46.9%。"
    )
    whole = "(48.62+173.95+196.28)"
    found = [one for one in ties(text) if "/" in one]
    assert found == [f"11.6 = 48.62/{whole}", f"41.5 = 173.95/{whole}", f"46.9 = 196.28/{whole}"]


def test_shares_told_behind_growths_are_of_the_whole_they_name_in_another_paragraph() -> None:
    found = ties(
        "全县居民人均可支配收入24310元，增长6.1%。城镇居民人均可支配收入33920元；农村居民人均可支配收入17405元。\n"
        "人均工资性收入13851元，增长6.4%，占可支配收入的比重为57.0%；人均经营净收入3830元，增长5.9%，占可支配收入的比重为15.8%；"
        "人均转移净收入6629元，增长5.3%，占可支配收入的比重为27.3%。"
    )
    assert [one for one in found if one.startswith(("57.0", "15.8", "27.3"))] == [
        "57.0 = 13851/24310",
        "15.8 = 3830/24310",
        "27.3 = 6629/24310",
    ]


def test_a_balance_comes_from_the_totals_of_the_paragraphs_before_it():
    text = "收入合计524601万元。\n支出361315万元；加上上解52441万元，支出合计458985万元。\n上述收支相抵，年终结余65616万元。"
    assert "65616 = 524601-458985" in ties(text)
    assert "65716 ≠ 524601-458985 ?" in ties(text.replace("65616", "65716"))
    all_told = "经营收入1593万元，上级补助收入44万元，上年结余140万元，经营支出1559万元。\n上述收支相抵，年终结余218万元。"
    assert "218 = 1593+44+140-1559" in ties(all_told)


def test_what_was_raised_a_paragraph_before_is_part_of_all_that_came():
    text = (
        "全镇一般公共预算收入完成18642万元，比上年增长7.6%。\n"
        "上级补助收入9735万元，上年结余1264万元，调入资金800万元，收入总计30441万元。\n"
        "一般公共预算支出26918万元，上解支出2405万元，支出总计29323万元。收支相抵，年终结余1118万元，结转下年使用。"
    )
    found = ties(text)
    assert {"30441 = 18642+9735+1264+800", "29323 = 26918+2405", "1118 = 30441-29323"} <= {*found}
    assert "30441 = 9735+1264+800" not in found


def test_parts_whose_shares_make_a_hundred_add_up_to_a_whole_in_another_paragraph() -> None:
    text = "受理投诉28460件，解决22484件。\n按性质分，售后11384件，占投诉总量的40.00%，质量9961件，占比35.00%，合同7115件，占比25.00%。"
    assert "28460 = 11384+9961+7115 ?" in ties(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "发生较大事故18起、死亡71人，同比增加6起、22人。\n1.煤矿发生2起、死亡9人，同比减少1起。\n2.建筑施工发生3起、死亡11人，同比持平。\n3.道路交通发生13起、死亡51人，同比增加3起。",
            ["18 = 2+3+13", "71 = 9+11+51"],
        ),
        (
            "体育彩票公益金总支出364万元，用于全民健身。\n二、使用情况\n（一）用于全民健身支出312万元。其中：\n1.用于场地建设251万元；\n2.用于活动61万元。\n（二）用于竞技体育52万元。其中：\n1.用于赛事49万元；\n2.用于参赛3万元。\n特此公告。",
            ["364 = 312+52", "312 = 251+61", "52 = 49+3"],
        ),
        (
            "立案提案4186件，比上年多。其中：\n经济建设提案2093件，占50.0%；\n文化建设提案1172件，占28.0%；\n社会建设提案921件，占22.0%。\n会后交承办单位办理。",
            ["4186 = 2093+1172+921", "50.0 = 2093/4186", "28.0 = 1172/4186", "22.0 = 921/4186"],
        ),
    ],
    ids=["two columns under a line", "a numbering within another", "lines that ； ends"],
)
def test_what_each_paragraph_of_a_run_opens_with_comes_to_the_line_above(text: str, found: list[str]) -> None:
    told = [one.removesuffix(" ?") for one in ties(text)]
    assert [one for one in found if one not in told] == []


def test_small_numbers_of_a_run_that_come_out_once_are_no_parts() -> None:
    text = "走访企业16家，收集问题。\n1.现场解决9家诉求。\n2.转办7家诉求，限期答复。"
    assert [one for one in ties(text) if "+" in one] == []


@pytest.mark.parametrize(
    "text",
    [
        "基本养老保险缴费76.76万元，按规定缴纳。\n职业年金预算38.38万元，决算38.38万元，与预算持平。",
        "受理来信46件，按时转办。\n东街办结24件，西街办结22件，群众满意。",
    ],
    ids=["one number printed twice", "small numbers"],
)
def test_what_comes_out_of_another_paragraph_by_accident_is_no_sum_of_it(text: str) -> None:
    assert [one for one in ties(text) if one.startswith(("76.76 =", "46 ="))] == []
