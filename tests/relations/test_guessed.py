"""Results in wordings that no rule names: tied by what comes out, the best evidenced first."""

from __future__ import annotations

import pytest

from tests.build import ties

SCENES: dict[str, tuple[str, list[str]]] = {
    "what was added to a total is no more added to one of its parts where a number is wrong": (
        (
            "全区财政收入完成64.38亿元，增长22.1%。其中，税收收入35.14亿元，增长46.2%。非税收入29.24亿元，增长1.9%。"
            "加上转移支付28.65亿元、调入资金4.37亿元、上年结转9.42亿元，收入总量为108.62亿元。"
        ),
        ["29.24 = 64.38-35.14", "108.62 ≠ 64.38+28.65+4.37+9.42 ?"],
    ),
    "two shares of 100 % in all, of a whole that nobody printed": (
        "灌区用户中，农户568238人，占75.63%；其他用户183151人，占24.37%，其中种植大户176176人，占23.45%。",
        [
            "75.63 = 568238/(568238+183151)",
            "24.37 = 183151/(568238+183151)",
            "23.45 = 176176/(568238+183151)",
        ],
    ),
    "a change of whole percents is of the amount of its name, sentences before": (
        "全区发生险情265204起，造成73484人被困、304919人转移。与上年相比，险情起数减少62005起，下降19%；转移人数减少75523人，下降20%。",
        ["19 = (-62005)/(265204+62005)", "20 = (-75523)/(304919+75523)"],
    ),
    "what was decided against, of all people decided on": (
        "经审查后批准立项158件196人，不批准立项33件40人，不立项率为16.95%。",
        ["16.95 = 40/(40+196)"],
    ),
    "what is counted once more is not added": (
        "全区水资源总量为32466.4亿方，比上年增加16.1%。其中，地表水31273.9亿方，地下水8854.8亿方，地下水与地表水不重复量为1192.5亿方。",
        ["32466.4 = 31273.9+1192.5"],
    ),
    "shares in turn of amounts told in turn": (
        "从结构看，货物、工程、服务采购规模分别为939.2亿元、1696.2亿元和1003.6亿元，占全部采购规模的25.8%、46.6%和27.6%。",
        [
            "25.8 = 939.2/(939.2+1696.2+1003.6)",
            "46.6 = 1696.2/(939.2+1696.2+1003.6)",
            "27.6 = 1003.6/(939.2+1696.2+1003.6)",
        ],
    ),
    "what is left below nothing": (
        "养护基金收入28.92万元，比上年增长3.1%，其中：养护费收入11.62万元；补贴收入16.00万元。支出37.53万元，比上年增长18.13%。本年收支结余-8.61万元。",
        ["-8.61 = 28.92-37.53"],
    ),
    "what comes under both names of a rate": (
        "结案392件（调解结案168件，撤诉92件，调撤率为66%）。",
        ["66 = (168+92)/392"],
    ),
    "two rates that are the same": (
        "入境94.17万人次、出境92.25万人次，分别增长32.0%和32.0%，上年入境71.35万人次、出境69.88万人次。",
        ["32.0 = (94.17-71.35)/71.35", "32.0 = (92.25-69.88)/69.88"],
    ),
    "a cost in its own compound unit": (
        "实际完成336平方公里，单位成本1.80万元/平方公里，共支出604.80万元。",
        ["1.80 = 604.80/336 ?"],
    ),
    "an average of people is rounded": ("开办培训33期，培训学员2419人次，平均每期73人次。", ["73 = 2419/33"]),
    "scores": (
        "1.投入满分10分，得9.0分。其中，甲指标5.0分（满分5分）、乙指标4.0分（满分5分）。扣1.0分，原因是进度偏慢。",
        ["10 = 5+5", "9.0 = 5.0+4.0", "1.0 = 10-9.0"],
    ),
    "an overall score": (
        "自评得分96.00分。预算执行满分40分，自评38.00分；产出满分60分，自评58.00分。",
        ["96.00 = 38.00+58.00"],
    ),
    "a whole inside the words of its share": (
        "集中支付98.40亿元，占支出120.00亿元比例为82.0%。",
        ["82.0 = 98.40/120.00"],
    ),
    "so many times last year's": ("会议费12.60万元，为上年9.00万元的1.4倍。", ["1.4 = 12.60/9.00"]),
    "a list together": (
        "民生支出300.0亿元，教育、医疗、社保分别完成70.0亿元、60.0亿元和35.0亿元，合计占民生支出的55.0%。",
        ["55.0 = (70.0+60.0+35.0)/300.0"],
    ),
    "a base told behind": ("人均收入36400元，增长4.0%（上年为35000元）。", ["4.0 = (36400-35000)/35000"]),
    "more by a word no list names": ("计划培训500人次，实际培训560人次，超额60人次。", ["60 = 560-500"]),
    "what was done beyond the plan, by the plan": (
        "计划巡查4800次，实际巡查5136次，超额完成7.0%。",
        ["7.0 = (5136-4800)/4800"],
    ),
    "about so much each, as it is rounded": (
        "投入1860万元改造卫生室46家，平均每家约40.4万元。",
        ["40.4 = 1860/46"],
    ),
    "about so much a day": ("清运垃圾19.26万吨，日均清运约528吨。", ["528 = 19.26/365 ?"]),
    "growths in turn, of two lists": (
        "事故起数、死亡人数分别为31起、19人，比上年的38起、24人分别下降18.4%和20.8%。",
        ["18.4 = (31-38)/38", "20.8 = (24-19)/24"],
    ),
    "of aims in turn": (
        "再就业1.35万人，困难人员就业4180人，分别为目标的108%、110%（目标分别为1.25万人、3800人）。",
        ["108 = 1.35/1.25", "110 = 4180/3800"],
    ),
    "below what stands right before": ("总价418.2万元，低于控制价450万元7.1%。", ["7.1 = (450-418.2)/450"]),
    "opposites told last, behind last year's amount": (
        "主体5.86万户（上年同期5.43万户）；新登记9412户，注销4108户，净增5304户。",
        ["5304 = 9412-4108"],
    ),
    "a move whatever its verb": (
        "管理层级超过四级的法人由141户清至108户，出清33户；次均药费从2846元落到2519元，跌11.5%。",
        ["33 = 141-108", "11.5 = (2846-2519)/2846"],
    ),
    "how far beyond what it is measured by": (
        "工程概算6820.00万元，结算7415.36万元，突破概算595.36万元，超概幅度8.73%。",
        ["595.36 = 7415.36-6820.00", "8.73 = 595.36/6820.00 ?"],
    ),
    "a rate that no word calls so": (
        "查出问题金额10723.53万元，已整改8962.40万元，整改到位83.6%。",
        ["83.6 = 8962.40/10723.53"],
    ),
    "so much more than what stands right before": (
        "通行费收入8.63亿元，较预算8.20亿元超0.43亿元，为预算的105.2%。",
        ["0.43 = 8.63-8.20", "105.2 = 8.63/8.20"],
    ),
    "a share told before its part": (
        "全年门急诊86.42万人次，急诊占13.1%，为11.36万人次。",
        ["13.1 = 11.36/86.42"],
    ),
    "a part of two words of which the whole has one": (
        "出院手术9416台次，四级手术2137台次，四级手术比例达到22.7%。",
        ["22.7 = 2137/9416"],
    ),
    "per head": ("发放助学金120.00万元，资助学生800人，人均1500元。", ["1500 = 120.00/800"]),
    "points lost of the item just told": ("产出指标40分，自评37.5分，扣2.5分。", ["2.5 = 40-37.5 ?"]),
    "a price, a number and an amount": ("印刷费12.6万元，按单价18元、印制7000册测算。", ["18 = 12.6/7000"]),
    "what is not of the kind": ("收到提案412件，经审查立案368件；不予立案44件。", ["44 = 412-368"]),
    "all but what failed": ("抽检2640批次，不合格58批次，合格率97.8%。", ["97.8 = (2640-58)/2640"]),
    "the term before": ("参训学员46218人，比上学期增加1243人，上学期为44975人。", ["1243 = 46218-44975"]),
    "a share of people told a paragraph before, of whom it says the number": (
        "实缴单位3184个，实缴职工52.46万人。\n提取人数21.93万人，占实缴职工人数的41.80%。",
        ["41.80 = 21.93/52.46"],
    ),
    "a share of the days of the year": (
        "优良天数318天，优良天数比例86.9%，同比增加11天。",
        ["86.9 = 318*100/366 ?"],
    ),
    "a month's part for each head": (
        "低保对象3864户5217人，发放低保金4286.5万元，人均月补助685元。",
        ["685 = 4286.5/5217/12 ?"],
    ),
    "what there was, told behind what there is": (
        "新建充电桩286个，累计1460个，上年末1174个。",
        ["1460 = 286+1174"],
    ),
    "an average of heads from visits": ("实际放映8652场，观影43.8万人次，每场平均51人。", ["51 = 43.8/8652"]),
    "a rate of what another sentence tells": (
        "项目总投资860万元。截至年底拨来810万元，拨来率94.19%。",
        ["94.19 = 810/860 ?"],
    ),
    "of both": ("批准逮捕623人、不捕287人，不捕率31.54%。", ["31.54 = 287/(623+287) ?"]),
    "what is left": ("基金收入94370万元，预计全年150000万元，尚缺55630万元。", ["55630 = 150000-94370 ?"]),
    "an amount that two others make, whichever is told first": (
        "人大机关9913.05万元，政协机关1080.00万元，两家机关10993.05万元。",
        ["10993.05 = 9913.05+1080.00 ?"],
    ),
    "per 亩 in another unit": ("播种82.6万亩，收获39.15万吨，亩产474.0公斤。", ["474.0 = 39.15/82.6*1000 ?"]),
    "for a hundred yuan of another amount": (
        "医疗收入48217.6万元，卫生材料支出8437.5万元，百元医疗收入消耗卫生材料17.5元。",
        ["17.5 = 8437.5/48217.6*100 ?"],
    ),
    "things counted under two names": (
        "组织培训18264人次，全年取证15127人，取证率82.8%。",
        ["82.8 = 15127/18264"],
    ),
    "all but what stands empty": (
        "仓容12.64万吨，空仓2.81万吨，仓容利用率77.77%。",
        ["77.77 = (12.64-2.81)/12.64 ?"],
    ),
    "what one of a measure makes": (
        "餐厨垃圾处理6.84万吨，产沼气486.2万立方米，吨垃圾产气71.1立方米。",
        ["71.1 = 486.2/6.84 ?"],
    ),
    "what comes out before what no slip explains": (
        "建档38642份，辖区居民40127人；规范管理2864人，管理率81.5%，应管3512人。",
        ["81.5 = 2864/3512 ?"],
    ),
    "a number printed twice is one term": (
        "人工接听71.28万通，智能应答15.15万通；接通率97.56%（呼入73.06万通，接起71.28万通）。",
        ["97.56 = 71.28/73.06 ?"],
    ),
    "by the days of the year": ("全年门诊412685人次，日均1128人次。", ["1128 = 412685/366 ?"]),
    "a list of averages for the months of the year": (
        "城市低保2864人，发放1986.4万元，月人均补差578元。",
        ["578 = 1986.4/2864/12 ?"],
    ),
    "per head of those who serve": (
        "专职网格员223名，户籍人口8.94万人，每名网格员服务401人。",
        ["401 = 8.94/223 ?"],
    ),
    "per thousand of the people": (
        "注册护士1938人；常住人口58.3万人，每千人口注册护士3.32人。",
        ["3.32 = 1938/58.3*1000 ?"],
    ),
    "the whole of a plan, not its excess": (
        "上缴收益8642万元，较预算8000万元超缴642万元，完成预算的108.0%。",
        ["642 = 8642-8000", "108.0 = 8642/8000"],
    ),
    "how long a balance lasts": (
        "总支出33.17亿元，累计结余47.09亿元，可支付17.0个月。",
        ["17.0 = 47.09/33.17*12 ?"],
    ),
    "the second of two changes told together": (
        "事故47起、死亡39人，同比分别下降19.0%、15.2%（上年同期为58起、46人）。",
        ["19.0 = (47-58)/58", "15.2 = (46-39)/46"],
    ),
    "what a rate tells to be the change of one item is no distance between two of this year's": (
        "出国费6.80万元，公务接待费6.30万元。出国费上年为零，今年新增6.80万元；接待费减少0.70万元，下降10.00%。",
        ["10.00 = (-0.70)/(6.30+0.70)"],
    ),
    "what is left out after 决定 is a part as well, and 总来电量 is all that was told before": (
        (
            "共决定起诉32.9万人，同比下降9%；决定不起诉8.3万人，同比上升42.9%，不起诉率20.1%。\n"
            "热线受理诉求4.04万件，涉及用水问题1.82万件，占总来电量的45%。"
        ),
        ["20.1 = 8.3/(32.9+8.3) ?", "45 = 1.82/4.04 ?"],
    ),
    "counts told twice with last year's, of which the one word is wrong": (
        "受理案件542件788人，去年同期为797件1309人，件数和人数同比分别增长32.0%、39.8%。",
        ["32.0 ≠ (542-797)/797 ?", "39.8 = (1309-788)/1309"],
    ),
    "so many to one": (
        "在校学生1240人，专任教师82人，生师比15.1:1；医师104人、护士574人，医护比1:5.52。",
        ["15.1 = 1240/82", "5.52 = 574/104"],
    ),
    "shares of two, of which the whole is not called so": (
        "支出总额与收入总额一致。基本支出安排2439.12万元，项目支出安排1579.20万元，二者占比为60.70%和39.30%。",
        ["60.70 = 2439.12/(2439.12+1579.20)", "39.30 = 1579.20/(2439.12+1579.20)"],
    ),
    "what each car cost is neither what was planned nor what was saved": (
        "运行维护费支出57.03万元，预算61.51万元，完成预算92.72%，节约4.48万元，10辆公务用车平均每辆5.70万元；接待费支出2.99万元。",
        ["92.72 = 57.03/61.51", "4.48 = 61.51-57.03", "5.70 = 57.03/10"],
    ),
    "applications not taken up are of this year's": (
        "收到申请380件，较2023年减少11.6%（2023年430件）；依法受理339件，不予受理及其他处理41件。",
        ["11.6 = (380-430)/430", "41 = 380-339"],
    ),
    "what is paid back and its interest, of a loan told before": (
        "偿还本金3.34亿元。全年支付利息2.72亿元，还本付息合计6.06亿元。",
        ["6.06 = 3.34+2.72 ?"],
    ),
    "a change since the year began, turned round": (
        "年初贷款余额109.15亿元，年末贷款余额115.93亿元，比年初减少6.78亿元。",
        ["115.93 = 109.15+6.78 ?", "6.78 ≠ 115.93-109.15 ?"],
    ),
    "a share told in turn, though the other comes out": (
        "基本支出2439.12万元，项目支出1579.20万元，分别占65.70%和39.30%。",
        ["65.70 ≠ 2439.12/(2439.12+1579.20) ?", "39.30 = 1579.20/(2439.12+1579.20)"],
    ),
    "how far below its limit a debt is": (
        "债务限额153.97亿元，年末债务余额150.21亿元，其中一般债务63.76亿元、专项债务86.45亿元，余额占限额的97.56%，低于限额3.71亿元。",
        ["150.21 = 63.76+86.45", "97.56 = 150.21/153.97", "3.71 ≠ 153.97-150.21 ?"],
    ),
    "what there is at the end, where the change and its rate are of what there was": (
        "年初余额167.87亿元，年末余额187.33亿元，比年初增加21.46亿元，增长12.78%。",
        ["21.46 ≠ 187.33-167.87 ?", "12.78 = 21.46/167.87"],
    ),
    "what was lost of one indicator has parts, and all of it is told once behind": (
        "产出指标扣2.9分，其中“完成率”扣1.6分、“完工率”扣1.3分；效益指标扣1分；满意度指标扣0.4分。以上合计扣4.3分。",
        ["2.9 = 1.6+1.3", "4.3 = 2.9+1+0.4"],
    ),
    "how far beyond a goal": (
        "其中451户表示满意，满意度96.4%，高于95%的目标值1.4个百分点。",
        ["1.4 = 96.4-95"],
    ),
    "nothing is compared by 比率": ("优良天数比率93.1%，高于92%的考核目标1.1个百分点。", ["1.1 = 93.1-92"]),
    "shares told of each part of a total that is parted twice": (
        (
            "专项资金安排2800万元，比2021年的2450万元增加350万元。分两批下达：第一批1960万元，占70%；第二批840万元，占30%。"
            "按用途分，治理920万元、改造1076.5万元、监管483.5万元、监测320万元。"
        ),
        [
            "2800 = 1960+840",
            "2800 = 920+1076.5+483.5+320 ?",
            "350 = 2800-2450",
            "70 = 1960/2800",
            "30 = 840/2800",
        ],
    ),
    "three that are told with their growths, of what stands further back": (
        (
            "全省外贸进出口1.36万亿元，增长4.6%。出口8231.4亿元，增长8.6%；进口5368.6亿元，下降1.1%。其中，对甲进出口2815.3亿元，增长13.4%；"
            "对乙进出口1733亿元，增长15.2%；对丙进出口1402.9亿元，下降3.4%。上述三者合计占同期全省外贸进出口总值的43.8%。"
        ),
        ["1.36 = 8231.4+5368.6 ?", "43.8 = (2815.3+1733+1402.9)/1.36"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SCENES.values(), ids=SCENES)
def test_what_is_of_what(text: str, expected: list[str]) -> None:
    assert ties(text) == expected


def test_a_slip_is_reported_only_where_the_words_leave_no_other_numbers() -> None:
    assert ties("办结率96.20%，较去年95.00%提升1.50个百分点。") == ["1.50 ≠ 96.20-95.00"]
    # Two numbers that happen to stand together, and are no slip away from the share, prove nothing.
    assert ties("培训学员812人，走访企业93家，林木覆盖率为41.7%。") == []


@pytest.mark.parametrize(
    "text",
    [
        "年终结余60.00万元（总收入960.00万元，总支出900.00万元），其中结转下年使用45.00万元。",
        "新收申请87件，上年结转4件，共需办理91件；当年办结85件，结转下年度6件。",
        "批发业318.70亿元、零售业142.50亿元，两个行业之和为461.20亿元，前者是后者的2.2倍。",
        "从业人员12640人，比2018年末增加1655人，2018年末为10985人，增长15.1%。",
        "出生人口2.31万人，死亡人口2.94万人，自然减少0.63万人。",
    ],
)
def test_what_comes_out_in_another_reading_is_no_error(text: str) -> None:
    assert not [one for one in ties(text) if "≠" in one]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        # The whole is the head of the list, not its last item, nor last year's amount.
        (
            "查出问题金额4.62亿元，其中违规金额0.57亿元，其他金额4.05亿元；已整改9.19亿元，整改率90.7%。",
            "90.7 ≠ 9.19/4.62",
        ),
        (
            "馆藏档案28.64万卷，上年末为27.19万卷；已数字化24.05万卷，数字化率84.8%。",
            "84.8 ≠ 24.05/28.64",
        ),
        # Two long items that miss their total by one digit hardly do so by chance.
        ("新增学位4820个，其中小学2700个，初中1620个。", "4820 ≠ 2700+1620"),
        # A budget told again behind its items.
        ("项目总预算1711.00万，其中甲类370.00万，乙类801.00万，合计1171.00万。", "1711.00 ≠ 370.00+801.00"),
        # The line was set on before the amount.
        ("年初预算为\n289.59万元，支出决算为289.59万元，完成年初预算的180.00%。", "180.00 ≠ 289.59/289.59"),
    ],
)
def test_a_slip_is_reported_where_it_hardly_comes_out_by_accident(text: str, broken: str) -> None:
    assert [one.removesuffix(" ?") for one in ties(text) if "≠" in one] == [broken]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("招生7614人，毕业6983人，净增661人。", "661 ≠ 7614-6983"),
        ("税收28.57亿元、非税收入2.36亿元；退税3.42亿元，相当于税收的11.3%。", "11.3 ≠ 3.42/28.57"),
        ("供水2436万立方米，售水2178万立方米，产销差528万立方米。", "528 ≠ 2436-2178"),
        ("馆藏28.64万卷，较上年末新增1.54万卷，上年末为27.19万卷。", "1.54 ≠ 28.64-27.19"),
        (
            "一般公共预算收入完成18.47亿元，为调整预算18.20亿元的101.5%，其中税收11.62亿元、非税6.05亿元。",
            "18.47 ≠ 11.62+6.05",
        ),
        ("送审860.00万元，审定810.00万元，审减50.00万元，审减率8.51%。", "8.51 ≠ 50.00/860.00"),
        (
            "总支出532.8万元；人员支出183.6万元、项目支出349.2万元，比重依次为34.5%、56.5%。",
            "56.5 ≠ 349.2/532.8",
        ),
    ],
)
def test_a_slip_is_reported_where_the_names_say_what_is_of_what(text: str, broken: str) -> None:
    assert [one.removesuffix(" ?") for one in ties(text) if "≠" in one] == [broken]


@pytest.mark.parametrize("word", ["认罪认罚从宽适用率", "服从分配率", "技能比武达标率", "自由裁量适用率"])
def test_a_word_with_a_comparison_inside_compares_nothing(word: str) -> None:
    assert ties(f"{word}91.3%，一审服判息诉率93.6%，同比上升1.7个百分点。") == []


def test_a_contract_is_no_comparison() -> None:
    assert ties("全年完成投资412.6亿元，同比增长7.3%，合同外资384.5亿元。") == []


def test_so_much_a_car_is_divided_by_the_cars() -> None:
    text = "运行维护费103.46万元，年末保有量46辆，车均2.25万元。"
    assert ties(text.replace("2.25", "2.52")) == ["2.52 ≠ 103.46/46 ?"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "年末余额70.15亿元：上年末余额64.38亿元，本年归集18.72亿元，本年提取12.95亿元。",
            "70.15 = 64.38+18.72-12.95",
        ),
        ("营业收入4.37亿元，同比减0.29亿元，减幅6.2%。", "6.2 = (-0.29)/(4.37+0.29)"),
        ("营业总收入4.37亿元，成本费用3.98亿元，实现利润0.39亿元。", "0.39 = 4.37-3.98"),
        ("新增会员5217人，会员总数达到86340人，增长6.4%。", "6.4 = 5217/(86340-5217)"),
        ("业务量8746.2万件，业务收入7.84亿元，单件收入8.96元。", "8.96 = 7.84/8746.2"),
    ],
)
def test_what_there_was_and_what_came_and_went_are_one_calculation(text: str, expected: str) -> None:
    assert expected in [one.removesuffix(" ?") for one in ties(text)]


def test_what_a_few_steps_of_rounding_leave_is_no_part_that_stands_apart() -> None:
    text = "排查隐患2.96万条，整改2.93万条，整改率98.99%，其中排查重大隐患312条。"
    assert ties(text) == ["98.99 = 2.93/2.96"]


def test_what_the_rounding_of_a_sum_hides_is_no_part_of_it() -> None:
    found = ties("发放低保金10223.9万元，其中城市1986.4万元，农村8237.5万元，人均补差578元。")
    assert [one for one in found if "578" in one] == []
