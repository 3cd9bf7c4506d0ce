"""Ties of pages that nobody had seen, in invented words: what is parted twice, told in columns, nested, or moved together."""

from __future__ import annotations

import pytest
from build import report_of, ties

from drafter.checks import check_report

SCENES = {
    "what the first part is made up of stands before the others": (
        "总收入318240万元，其中：本级收入41260万元，增长9.1%，其中：税收16430万元，非税24830万元。上级补助收入147826万元，"
        "债券转贷收入45300万元；调入资金813万元；上年结余收入83041万元。",
        ["318240 = 41260+147826+45300+813+83041", "41260 = 16430+24830"],
    ),
    "what was added to the income of sentences before, though nothing calls the sum a total": (
        "本级收入完成7.43亿元，为预算的102.1%。其中：税收4.05亿元，非税3.38亿元。加上上级补助40.17亿元、上年结转2.36亿元、"
        "调入资金1.09亿元、债券转贷收入6.28亿元后，可用财力为57.33亿元。",
        ["7.43 = 4.05+3.38", "57.33 = 7.43+40.17+2.36+1.09+6.28"],
    ),
    "of the year is of all its quarters, where no total is printed": (
        "一季度支付1150万元，二季度2080万元，三季度2690万元，四季度4601.3万元，四季度占全年的43.73%。",
        ["43.73 = 4601.3/(1150+2080+2690+4601.3)"],
    ),
    "a budget that was adjusted, by what it came to or by how much": (
        "年初预算9850万元，调整后预算10962万元，预算调整率11.29%。\n全年预算调整数1112万元，年初预算数9850万元，预算调整率11.29%。",
        ["10962 = 1112+9850", "11.29 = (10962-9850)/9850", "11.29 = 1112/9850"],
    ),
    "posts nobody holds are no persons": (
        "年末实有在职118人，空编8名，另有退休63人、编外聘用15人，财政供养合计196人。",
        ["196 = 118+63+15"],
    ),
    "points are no difference of things counted": (
        "水质监测断面12个，达标11个，达标率91.67%，较上年提高8.34个百分点（上年为10个，83.33%）。",
        ["91.67 = 11/12", "8.34 = 91.67-83.33", "83.33 = 10/12"],
    ),
    "what a rate tells to be the change of one item is no distance between two of this year's": (
        "出国费6.80万元，公务接待费6.30万元。出国费上年为零，今年新增6.80万元；接待费减少0.70万元，下降10.00%。",
        ["10.00 = (-0.70)/(6.30+0.70)"],
    ),
    "nothing is not anything below half, and what is reckoned with is no total": (
        "上年结余0亿元，加总收入24.61亿元，减总支出23.9亿元，年末结余0.71亿元。",
        ["0.71 = 0+24.61-23.9", "0.71 = 24.61-23.9"],
    ),
    "what is left of all there was, told in the paragraphs before": (
        "公共预算收入76204万元，加上补助收入189530万元、上年结转4310万元后，可用财力为270044万元。\n"
        "公共预算支出251380万元，加上解支出9846万元，支出总量261226万元。\n收支相抵，年终结转8818万元。\n"
        "基金收入21960万元，加上补助5830万元，收入总计27790万元。\n基金支出20315万元，加调出资金4200万元，支出总计24515万元，结转下年3275万元。",
        [
            "270044 = 76204+189530+4310",
            "261226 = 251380+9846",
            "8818 = 270044-261226",
            "27790 = 21960+5830",
            "24515 = 20315+4200",
            "3275 = 27790-24515",
        ],
    ),
    "what one uses is no total of what other things use": (
        "人均用水量412立方米，万元生产总值用水量58.6立方米。耕地灌溉亩均用水量353立方米，灌溉水利用系数0.571。",
        [],
    ),
    "what is of its like is told nowhere": (
        "采购甲类产品586.4亿元，占同类产品采购规模的91%，采购乙类产品651.6亿元，占同类产品采购规模的90%。",
        [],
    ),
    "what makes up a part over a ； is no part of the whole": (
        "全县生产总值251307万元。其中：第一产业64120万元，第二产业70211万元，其中工业44980万元；建筑业25231万元。"
        "第三产业116976万元。人均生产总值20114元。",
        ["251307 = 64120+70211+116976", "70211 = 44980+25231"],
    ),
    "what the sectors were is told in per cent as well, before what they are": (
        "全镇生产总值52.40亿元。其中：第一产业增加值11.20亿元，第二产业增加值16.70亿元，第三产业增加值24.50亿元。"
        "产业构成由上年的22.26%、31.13%和46.61%调整为21.37%、31.87%和46.76%。",
        [
            "52.40 = 11.20+16.70+24.50",
            "21.37 = 11.20/(11.20+16.70+24.50)",
            "31.87 = 16.70/(11.20+16.70+24.50)",
            "46.76 = 24.50/(11.20+16.70+24.50)",
        ],
    ),
    "the proportions of the sectors are of the amounts of the paragraph before, or told before what they were": (
        "生产总值52.40亿元，其中第一产业增加值11.20亿元、第二产业增加值16.70亿元、第三产业增加值24.50亿元。\n"
        "三次产业比为21.4:31.9:46.8，与上年的22.3:31.1:46.6相比，第二产业占比提升了0.8个百分点。",
        [
            "52.40 = 11.20+16.70+24.50",
            "21.4 = 11.20/(11.20+16.70+24.50)*100",
            "31.9 = 16.70/(11.20+16.70+24.50)*100",
            "46.8 = 24.50/(11.20+16.70+24.50)*100",
            "0.8 = 31.9-31.1",
        ],
    ),
    "what is left out after 决定 is a part as well, and 总来电量 is all that was told before": (
        "共决定起诉32.9万人，同比下降9%；决定不起诉8.3万人，同比上升42.9%，不起诉率20.1%。\n"
        "热线受理诉求4.04万件，涉及用水问题1.82万件，占总来电量的45%。",
        ["20.1 = 8.3/(32.9+8.3)", "45 = 1.82/4.04"],
    ),
    "a share that was rounded to make all of them 100 is of the whole of the others": (
        "全年收到诉求6200件。\n街道办理诉求1186件，占收到诉求总数的19.1%；镇村办理诉求1680件，占27.1%；"
        "机关办理诉求1750件，占28.2%；企业办理诉求1584件，占25.6%。",
        ["19.1 = 1186/6200", "27.1 = 1680/6200", "28.2 = 1750/6200", "25.6 ≠ 1584/6200 ?"],
    ),
    "each share of a column is of the total of that column": (
        "水路完成货运量51840万吨、周转量4105.5亿吨公里；其中，内河完成货运量37340万吨、周转量2216.9亿吨公里，"
        "占总量的比重分别为72.0%和54.0%；沿海完成货运量14500万吨、周转量1888.6亿吨公里，占总量的比重分别为28.0%和46.0%。",
        [
            "51840 = 37340+14500",
            "4105.5 = 2216.9+1888.6",
            "72.0 = 37340/51840",
            "54.0 = 2216.9/4105.5",
            "28.0 = 14500/51840",
            "46.0 = 1888.6/4105.5",
        ],
    ),
    "shares of 100 % in all, told in turn, are of all that is told before them": (
        "东片收入71250亿元，同比增长9.4%；中片收入3915亿元，增长14.7%；西片收入9405亿元，增长13.0%；北片收入1930亿元，"
        "增长8.5%。四个片区占比分别为82.4%、4.5%、10.9%和2.2%。",
        [
            "82.4 = 71250/(71250+3915+9405+1930)",
            "4.5 = 3915/(71250+3915+9405+1930)",
            "10.9 = 9405/(71250+3915+9405+1930)",
            "2.2 = 1930/(71250+3915+9405+1930)",
        ],
    ),
    "what is carried over is what two totals leave": (
        "收入16.48亿元，加上补助18.11亿元，收入合计34.59亿元；支出26.07亿元，加上上解支出7.05亿元，支出合计33.12亿元。结转下年1.47亿元。",
        ["34.59 = 16.48+18.11", "33.12 = 26.07+7.05", "1.47 = 34.59-33.12"],
    ),
    "the changes of the parts over sentences make the change of the whole": (
        "预算比上年减少845万元。其中：出国费减少9万元。接待费减少38万元；购车费减少349万元。运行费减少449万元。",
        ["845 = -9-38-349-449"],
    ),
    "the points of a sector come from two structures told as one": (
        "三次产业结构由上年的13.4:36.1:50.5调整为13.1:37.4:49.5，第二产业比重提高1.3个百分点。",
        ["1.3 = 37.4-36.1"],
    ),
    "men for each hundred women": (
        "男性人口52416人，女性人口49880人，性别比（以女性为100）为105.08。",
        ["105.08 = 52416/49880*100"],
    ),
    "horses are counted among cattle": (
        "大牲畜存栏41377头。其中：黄牛29610头；奶牛9014头；马2753匹。",
        ["41377 = 29610+9014+2753"],
    ),
    "beds in the name of a class of hospitals are no numbers of beds": (
        "按床位数分：100张以下床位医院21246个，100-199张床位医院5297个，200-499张床位医院4761个。",
        [],
    ),
    "a growth since last year starts from no amount of this year": (
        "农村电话用户712.4万户；移动电话用户3925万户。年末互联网用户801.6万户，比上年新增89万户。",
        [],
    ),
    "a share of what others did at the same time is no base": (
        "一般贸易进出口134亿元，增长19%，占同期全市进出口总值的84.7%，比重较上年提升4.9个百分点。",
        [],
    ),
    "the last of three proportions is made to come to 100": (
        "生产总值400000万元。其中，第一产业148960万元；第二产业84960万元；第三产业166080万元。三次产业结构比为37.2:21.2:41.6。",
        [
            "400000 = 148960+84960+166080",
            "37.2 = 148960/(148960+84960+166080)*100",
            "21.2 = 84960/(148960+84960+166080)*100",
        ],
    ),
}


@pytest.mark.parametrize("scene", SCENES)
def test_what_is_tied(scene: str) -> None:
    text, expected = SCENES[scene]
    assert ties(text) == expected


SLIPS = {
    "that the changes add up tells that the amounts are all there": (
        "总收入71836万元，增加6614万元，增长10.14%。其中：地方收入54117万元，增加6518万元；中央收入13245万元，减少251万元；"
        "省级收入4464万元，增加347万元。",
        "71836 ≠ 54117+13245+4464",
    ),
    "what stands beside amounts that add up adds up too": (
        "客运量和周转量分别完成3107万人和241533万人公里。其中：公路分别完成2916万人和235422万人公里；水路分别完成181万人和6111万人公里。",
        "3107 ≠ 2916+181",
    ),
    "a total parted in two ways is right where the one way comes out, so that the other is wrong": (
        "进出口3982.6亿元，其中出口2310.1亿元，进口1671.5亿元。\n民营企业1127.4亿元，外资企业2580.1亿元，国有企业275.1亿元。",
        "3982.6 ≠ 2310.1+1671.5",
    ),
    "both totals fell, between which their parts are told": (
        "收入总计6482.37万元，其中本年收入合计6105.92万元，使用结余58.00万元，年初结转318.45万元；支出总计6482.37万元，其中本年支出合计6127.60万元，"
        "结余分配12.15万元，年末结转342.62万元。与上年相比，收、支总计各减少417.58万元，下降6.85%。",
        "6.85 ≠ (-417.58)/(6482.37+417.58)",
    ),
    "that what 其中 lists comes near the whole is no proof": (
        "机构982411个，比上年增加14905个。其中：医院34108个，基层机构931022个，专业机构13281个。",
        "982411 ≠ 34108+931022+13281 ?",
    ),
}


@pytest.mark.parametrize("scene", SLIPS)
def test_what_a_slip_broke(scene: str) -> None:
    text, expected = SLIPS[scene]
    assert expected in ties(text)


def test_a_share_with_a_wrong_digit_is_pointed_to_though_its_amounts_are_rounded():
    text = (
        "总供水5982亿立方米。其中，地表水4833亿立方米，占总供水的10.8%；地下水1093亿立方米，占总供水的18.3%。"
    )
    assert [one.code for one in check_report(report_of(text)).issues] == ["ratio-wrong"]


BROKEN_BY_ONE_SLIP = {
    "a whole behind parts that everybody knows": (
        "第一产业增加值148.85亿元，增长3.8%。第二产业增加值221.90亿元，增长6.2%。第三产业增加值367.16亿元。全市生产总值746.91亿元。",
        "746.91 ≠ 148.85+221.90+367.16",
    ),
    "regions": (
        "东部地区投资40261亿元，增长4.0%；中部地区投资14772亿元；西部地区投资17015亿元；东北地区投资2926亿元。全国开发投资75334亿元。",
        "75334 ≠ 40261+14772+17015+2926",
    ),
    "who stays overnight and who does not": (
        "接待国内游客25575.57万人次，增长16.0%；接待国内过夜游客13489.00万人次，增长14.9%；接待国内一日游游客12786.57万人次。",
        "25575.57 ≠ 13489.00+12786.57",
    ),
    "parcels": (
        "全市快递业务量797.7亿件。前5个月，同城快递业务量64.2亿件；异地快递业务量716.9亿件；国际快递业务量11.6亿件。",
        "797.7 ≠ 64.2+716.9+11.6",
    ),
    "kinds of insurance, of which one is told in parts": (
        "保险业赔付支出210.7亿元。财产险赔付支出91.7亿元，其中，企财险17.8亿元；农险1.7亿元。人身险赔付支出119.5亿元，其中，寿险87.9亿元。",
        "210.7 ≠ 91.7+119.5",
    ),
    "counts told twice with last year's, of which the one word is wrong": (
        "受理案件542件788人，去年同期为797件1309人，件数和人数同比分别增长32.0%、39.8%。",
        "32.0 ≠ (542-797)/797 ?",
    ),
}


@pytest.mark.parametrize("scene", BROKEN_BY_ONE_SLIP)
def test_what_everybody_knows_is_parted_so(scene: str) -> None:
    text, expected = BROKEN_BY_ONE_SLIP[scene]
    assert expected in ties(text)


def test_firms_beside_which_there_are_others_are_asked_about_at_most():
    text = "保费收入19203.02亿元。产险公司保费收入4961.28亿元；寿险公司保费收入14241.71亿元。"
    assert [one.severity for one in check_report(report_of(text)).issues] == ["warning"]


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


TOLD_TWICE = {
    "a cut rate is of what is told right before, whatever else makes it": (
        "货物类计划38962.44万元，实际采购31944.66万元，节约7017.78万元，节约率为18%；工程类计划30005.94万元，实际采购24380.43万元，"
        "节约5625.51万元，节约率为18%。",
        [
            "7017.78 = 38962.44-31944.66",
            "18 = 7017.78/38962.44",
            "5625.51 = 30005.94-24380.43",
            "18 ≠ 5625.51/30005.94",
        ],
    ),
    "how schools changed of which a bracket tells something": (
        "共有高校2723所，比上年增加34所。其中，普通高校2358所（含独立学院323所），比上年增加53所，成人高校365所，比上年减少19所。",
        ["2723 = 2358+365", "34 = 53-19"],
    ),
    "what was saved of the totals of two lists": (
        "采购预算规模227957.45万元，其中：货物类预算97926.37万元；服务类预算130031.08万元。实际采购规模为205460.49万元，其中：货物类实际采购规模91229.58万元；"
        "服务类实际采购规模114230.91万元。节约资金22496.96万元。",
        [
            "227957.45 = 97926.37+130031.08",
            "205460.49 = 91229.58+114230.91",
            "22496.96 = 227957.45-205460.49",
        ],
    ),
    "shares of parts whose whole stands in another paragraph": (
        "全年实际完成采购73.22亿元。\n货物类采购15.97亿元，占采购总量的21.8%；工程类采购39.65亿元，占采购总量的54.2%；服务类采购17.6亿元，占采购总量的24.0%。",
        ["73.22 = 15.97+39.65+17.6", "21.8 = 15.97/73.22", "54.2 = 39.65/73.22", "24.0 = 17.6/73.22"],
    ),
}


@pytest.mark.parametrize("scene", TOLD_TWICE)
def test_what_is_of_what(scene: str) -> None:
    text, expected = TOLD_TWICE[scene]
    assert ties(text) == expected


def test_a_bracket_right_behind_a_balance_lists_all_of_it():
    text = "累计结余33129.63万元。其中：职工5416.40万元（个人账户结余4531.08万元，统筹结余3885.32万元）；居民27713.23万元。"
    assert "5416.40 ≠ 4531.08+3885.32 ?" in ties(text)


def test_what_is_told_beside_a_list_is_none_of_it():
    text = "本专科共招生1024.54万人。其中，普通本科招生477.94万人。职业本科招生5.63万人。高职招生538.98万人，另有转入专科54.29万人。"
    assert "1024.54 ≠ 477.94+5.63+538.98" in ties(text)


def test_a_share_of_the_amount_whose_name_it_bears():
    text = "全市采购金额14993.34万元，采购金额中公开招标10243.85万元。市本级采购金额2170.10万元，采购金额中公开招标5180.62万元，占采购金额的72.84%。"
    assert "72.84 ≠ 5180.62/2170.10" in ties(text)


def test_a_whole_per_cent_that_was_cut_is_asked_about():
    text = "计划30005.94万元，实际采购24380.43万元，节约5625.51万元，节约率为18%。"
    assert [(one.code, one.severity) for one in check_report(report_of(text)).issues] == [
        ("ratio-wrong", "warning")
    ]


def test_what_was_lost_is_taken_away_and_what_was_before_is_no_part():
    text = "全县工业企业实现利润0.63亿元。其中，国有企业实现利润0.2亿元（同期亏损1.74亿元）；外资企业亏损0.02亿元；私人企业实现利润0.45亿元。"
    assert ties(text) == ["0.63 = 0.2-0.02+0.45"]


def test_a_sex_ratio_of_a_hundred():
    text = "总人口中男性人口412171人，女性人口392182人，人口性别比为105.1:100。"
    assert "105.1 = 412171/392182*100" in ties(text)


def test_shares_made_to_come_to_a_hundred_are_only_noted():
    text = "全年支出2200万元，其中：基本支出1000万元，占45.46%；项目支出1192万元，占54.18%；其他支出8万元，占0.36%。"
    assert {one.severity for one in check_report(report_of(text)).issues} <= {"note"}


def test_a_fund_that_evens_budgets_out_is_no_plan():
    text = "收入271630万元,完成调整后预算的99.2%，加上级补助120846万元，上年结余42690万元，调入预算稳定调节基金44421万元，调入资金18300万元，收入合计497878万元。"
    assert [one for one in ties(text) if one.startswith("497878")] == [
        "497878 ≠ 271630+120846+42690+44421+18300"
    ]


def test_what_has_parts_of_its_own_begins_another_thing():
    text = "完成货运量317.9亿吨，其中公路货运量233.5亿吨，水路货运量54.9亿吨；港口完成吞吐量100亿吨，增长4.0%，其中内、外贸分别增长2.1%和8.2%。"
    assert ties(text) == []


def test_men_and_women_part_a_sample_beside_its_other_parts():
    text = "有效样本37199人。其中，成人35722人，儿童1477人；男性19443人，占52.3%，女性17752人，占47.7%。"
    assert "37199 ≠ 19443+17752" in ties(text)
