"""Relations found by calculation and by what the words around a number say, in wordings no rule names."""

from __future__ import annotations

import pytest

from tests.test_relations import relations_of

SCENES = {
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
    "more by a word no list names": (
        "计划培训500人次，实际培训560人次，超额60人次。",
        ["60 = 560-500"],
    ),
    "what was done beyond the plan, by the plan": (
        "计划巡查4800次，实际巡查5136次，超额完成7.0%。",
        ["7.0 = (5136-4800)/4800"],
    ),
    "about so much each, as it is rounded": (
        "投入1860万元改造卫生室46家，平均每家约40.4万元。",
        ["40.4 = 1860/46"],
    ),
    "about so much a day": ("清运垃圾19.26万吨，日均清运约528吨。", ["528 = 19.26/365"]),
    "a whole whose parts have words of their own": (
        "共有机构412个，其中医院9家、卫生院17所、卫生室386处。",
        ["412 = 9+17+386"],
    ),
    "of a plan as changed, where only the change is printed": (
        "年初预算3680万元，年中追加220万元，实际到位3822万元，到位率98%。",
        ["98 = 3822/(3680+220)"],
    ),
    "of what was done, where the plan alone bears the name": (
        "采购预算1280万元，实际成交1190万元。授予小微企业595万元，占采购总额的50.0%。",
        ["50.0 = 595/1190"],
    ),
    "in turn behind how many there are": (
        "支付3744万元，其中清扫2106万元，收运1248万元，管养390万元，三项分别占支付总额的56.25%、33.33%和10.42%。",
        ["3744 = 2106+1248+390", "56.25 = 2106/3744", "33.33 = 1248/3744", "10.42 = 390/3744"],
    ),
    "points told before the items that make them": (
        "项目得分96.4分。其中执行率满分10分，得9.6分；产出50分，得48.8分；效益30分，得28.8分；满意度10分，得9.2分。",
        ["96.4 = 9.6+48.8+28.8+9.2"],
    ),
    "growths in turn, of two lists": (
        "事故起数、死亡人数分别为31起、19人，比上年的38起、24人分别下降18.4%和20.8%。",
        ["18.4 = (31-38)/38", "20.8 = (24-19)/24"],
    ),
    "growths in turn behind their changes": (
        "失业保险参保22.5万人，工伤保险参保27.9万人，较上年末分别增加0.9万人、1.3万人，增长4.2%、4.9%。",
        ["4.2 = 0.9/(22.5-0.9)", "4.9 = 1.3/(27.9-1.3)"],
    ),
    "of aims in turn": (
        "再就业1.35万人，困难人员就业4180人，分别为目标的108%、110%（目标分别为1.25万人、3800人）。",
        ["108 = 1.35/1.25", "110 = 4180/3800"],
    ),
    "below what stands right before": (
        "总价418.2万元，低于控制价450万元7.1%。",
        ["7.1 = (450-418.2)/450"],
    ),
    "of what income and spending both come to": (
        "收入总计5138.27万元，支出总计5138.27万元。与上年相比，收、支总计各增加235.66万元，增长4.81%。",
        ["4.81 = 235.66/(5138.27-235.66)"],
    ),
    "a list that words make, though one of its items is half of it": (
        "总投入3860万元：中央1930万元，省级965万元，市级579万元，县级386万元。支出3744.2万元，执行率97%。",
        ["3860 = 1930+965+579+386", "97 = 3744.2/3860"],
    ),
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
        ["595.36 = 7415.36-6820.00", "8.73 = 595.36/6820.00"],
    ),
    "a rate that no word calls so": (
        "查出问题金额10723.53万元，已整改8962.40万元，整改到位83.6%。",
        ["83.6 = 8962.40/10723.53"],
    ),
    "so much more than what stands right before": (
        "通行费收入8.63亿元，较预算8.20亿元超0.43亿元，为预算的105.2%。",
        ["0.43 = 8.63-8.20", "105.2 = 8.63/8.20"],
    ),
    "what there was, told last": (
        "在册684人，年内解矫412人，新接收438人，去年底在册658人。",
        ["658 = 684+412-438"],
    ),
    "per item of the whole list": (
        "受理案件2186件，刑事1247件，民事939件；挽回损失3864.7万元，件均1.77万元。",
        ["2186 = 1247+939", "1.77 = 3864.7/2186"],
    ),
    "what there was, came, went and is": (
        "年初馆藏47.05万卷，接收1.85万卷，销毁0.27万卷，年末馆藏48.63万卷。",
        ["48.63 = 47.05+1.85-0.27"],
    ),
    "a whole parted by some view of it": (
        "零售总额191.99亿元。按消费形态看，商品零售168.42亿元，餐饮收入23.57亿元。",
        ["191.99 = 168.42+23.57"],
    ),
    "the item that the share names, and not the one told last": (
        "问题共217个，立行立改164个，分阶段整改53个，立行立改类占75.6%。",
        ["217 = 164+53", "75.6 = 164/217"],
    ),
    "a share told before its part": (
        "全年门急诊86.42万人次，急诊占13.1%，为11.36万人次。",
        ["13.1 = 11.36/86.42"],
    ),
    "a part of two words of which the whole has one": (
        "出院手术9416台次，四级手术2137台次，四级手术比例达到22.7%。",
        ["22.7 = 2137/9416"],
    ),
    "points of percentage": (
        "办结率96.50%，较去年95.00%提升1.50个百分点。",
        ["1.50 = 96.50-95.00"],
    ),
    "vehicles by kind": ("共有车辆12辆：通信用车3辆，执法用车9辆。", ["12 = 3+9"]),
    "two ways to part one total": (
        "零售总额500.0亿元。按地区分，城镇420.0亿元，乡村80.0亿元；按类型分，商品450.0亿元，餐饮50.0亿元。",
        ["500.0 = 420.0+80.0", "500.0 = 450.0+50.0"],
    ),
    "per head": ("发放助学金120.00万元，资助学生800人，人均1500元。", ["1500 = 120.00/800"]),
    "the rate of its own verb": (
        "预备费3000万元，当年动支1800万元，动支率60.0%。",
        ["60.0 = 1800/3000"],
    ),
    "points lost of the item just told": ("产出指标40分，自评37.5分，扣2.5分。", ["2.5 = 40-37.5"]),
    "a full mark times its rate": (
        "支出297.44万元，预算320.00万元，执行率92.95%，该项权重10分，按执行率得9.30分。",
        ["92.95 = 297.44/320.00", "92.95 = 9.30/10"],
    ),
    "a price, a number and an amount": ("印刷费12.6万元，按单价18元、印制7000册测算。", ["18 = 12.6/7000"]),
    "what is not of the kind": (
        "收到提案412件，经审查立案368件；不予立案44件。",
        ["44 = 412-368"],
    ),
    "all but what failed": ("抽检2640批次，不合格58批次，合格率97.8%。", ["97.8 = (2640-58)/2640"]),
    "shares in turn of the total that the parts make": (
        "总支出532.8万元，上年498.3万元；人员支出183.6万元、项目支出349.2万元，比重依次为34.5%、65.5%。",
        ["532.8 = 183.6+349.2", "34.5 = 183.6/532.8", "65.5 = 349.2/532.8"],
    ),
    "the term before": (
        "参训学员46218人，比上学期增加1243人，上学期为44975人。",
        ["1243 = 46218-44975"],
    ),
    "a share of people told a paragraph before, of whom it says the number": (
        "实缴单位3184个，实缴职工52.46万人。\n提取人数21.93万人，占实缴职工人数的41.80%。",
        ["41.80 = 21.93/52.46"],
    ),
    "shares told in turn of the whole that the line above tells": (
        "现有专任教师1260人，外聘教师148人。\n专任教师中，正高级教师214人、副高级教师377人，分别占16.98%、29.92%。",
        ["16.98 = 214/1260", "29.92 = 377/1260"],
    ),
    "half-width punctuation": (
        "集中支付98.40亿元,占支出(120.00亿元)的82.0%;其余21.60亿元下年拨付。",
        ["82.0 = 98.40/120.00", "21.60 = 120.00-98.40"],
    ),
}


@pytest.mark.parametrize("scene", SCENES)
def test_numbers_are_tied_whatever_the_wording(scene: str) -> None:
    text, expected = SCENES[scene]
    found = relations_of(text)
    assert [one.removesuffix(" ?") for one in found] == expected


def test_a_slip_is_reported_only_where_the_words_leave_no_other_numbers() -> None:
    assert relations_of("办结率96.20%，较去年95.00%提升1.50个百分点。") == ["1.50 ≠ 96.20-95.00"]
    # Two numbers that happen to stand together, and are no slip away from the share, prove nothing.
    assert relations_of("培训学员812人，走访企业93家，林木覆盖率为41.7%。") == []


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
    assert not [one for one in relations_of(text) if "≠" in one]


def test_a_change_made_up_of_changes_says_nothing_of_its_rate() -> None:
    found = relations_of(
        "支出900.00万元，比上年增加45.50万元，增长5.32%。其中，基本支出增加31.20万元，项目支出增加14.30万元。"
    )
    assert "45.50 = 31.20+14.30" in found
    assert not [one for one in found if "≠" in one]


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
    assert [one.removesuffix(" ?") for one in relations_of(text) if "≠" in one] == [broken]


def test_a_list_that_names_some_of_the_parts_is_left_alone() -> None:
    assert not [
        one for one in relations_of("项目支出613.20万元，其中信息化182.40万元，会议97.35万元。") if "≠" in one
    ]
    assert not [
        one for one in relations_of("资金到位8736.00万元，到位率100%；实际支出8561.28万元。") if "≠" in one
    ]


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
    assert [one.removesuffix(" ?") for one in relations_of(text) if "≠" in one] == [broken]


@pytest.mark.parametrize("word", ["认罪认罚从宽适用率", "服从分配率", "技能比武达标率", "自由裁量适用率"])
def test_a_word_with_a_comparison_inside_compares_nothing(word: str) -> None:
    assert relations_of(f"{word}91.3%，一审服判息诉率93.6%，同比上升1.7个百分点。") == []


def test_a_contract_is_no_comparison() -> None:
    assert relations_of("全年完成投资412.6亿元，同比增长7.3%，合同外资384.5亿元。") == []


def test_a_total_in_the_wrong_unit_is_reported() -> None:
    found = relations_of(
        "基金收入5689万元，增长10%。分中央和地方看，中央收入2343亿元，增长17.2%；地方收入3346亿元，增长5.5%。"
    )
    assert [one.removesuffix(" ?") for one in found if "≠" in one] == ["5689 ≠ 2343+3346"]


def test_a_coarse_number_makes_no_sum_come_out() -> None:
    found = relations_of("总值1369.5亿元，其中甲园区932.1亿元，乙园区87.6亿元，丙园区突破三百亿元。")
    assert not [one for one in found if "三百" in one]


def test_two_lists_in_one_order_are_paired_by_their_turn() -> None:
    text = "吞吐量2986万吨，集装箱41.2万标箱，较上年分别增加178万吨、4.5万标箱，增幅为6.3%、12.3%。"
    assert relations_of(text) == ["6.3 = 178/(2986-178)", "12.3 = 4.5/(41.2-4.5)"]


def test_a_rate_named_after_its_change_is_of_that_change_even_when_a_slip_broke_it() -> None:
    text = "清理挂牌，由186块减至72块，减少114块，精简比例61.29%。"
    assert relations_of(text) == ["114 = 72-186", "61.29 = 114/186"]
    assert [one.removesuffix(" ?") for one in relations_of(text.replace("61.29", "61.49")) if "≠" in one] == [
        "61.49 ≠ 114/186"
    ]


def test_a_rate_is_of_the_change_right_before_it_whatever_else_comes_out() -> None:
    text = "支出106.84万元，比预算数128.00万元少21.16万元，比上年减少24.29万元，下降16.52%。"
    assert "16.52 ≠ (-24.29)/(106.84+24.29)" in relations_of(text)


def test_three_shares_written_as_one_proportion_are_of_the_amounts_told_before() -> None:
    text = "一产增加值41.3亿元，二产138.6亿元，增长2.1%，三产162.1亿元，三次产业结构为12.1:40.5:47.4。"
    whole = "(41.3+138.6+162.1)*100"
    assert relations_of(text) == [f"12.1 = 41.3/{whole}", f"40.5 = 138.6/{whole}", f"47.4 = 162.1/{whole}"]
    assert f"47.9 ≠ 162.1/{whole}" in relations_of(text.replace("47.4", "47.9"))


def test_as_many_items_as_a_word_counts_are_added_before_their_share_is_taken() -> None:
    found = relations_of(
        "会议费86.40万元，比去年97.20万元压缩10.80万元；调研费64.50万元，两项占公用经费312.80万元的48.2%。"
    )
    assert "48.2 = (86.40+64.50)/312.80" in found


def test_growths_and_last_years_amounts_in_one_order_are_paired_by_their_turn() -> None:
    text = "读者86.4万人次，外借52.7万册次，分别增长9.1%和6.5%（上年分别为79.2万人次、49.5万册次）。"
    assert relations_of(text) == ["9.1 = (86.4-79.2)/79.2", "6.5 = (52.7-49.5)/49.5"]
    broken = relations_of(text.replace("52.7", "59.7"))
    assert [one.removesuffix(" ?") for one in broken] == ["9.1 = (86.4-79.2)/79.2", "6.5 ≠ (59.7-49.5)/49.5"]


def test_two_items_are_added_without_last_years_amount_between_them() -> None:
    text = "广告收入1358.20万元，比上年1612.75万元减收254.55万元；财政补助2210.00万元，两项共计3568.20万元。"
    assert "3568.20 = 1358.20+2210.00" in relations_of(text)
    assert "3562.20 ≠ 1358.20+2210.00" in relations_of(text.replace("3568.20", "3562.20"))


def test_what_an_amount_is_made_up_of_is_all_of_it() -> None:
    text = "全年支出17988.45万元，由养护9721.06万元、运输补贴5388.72万元、装备2878.67万元三块构成。"
    assert relations_of(text.replace("5388.72", "5388.79")) == ["17988.45 ≠ 9721.06+5388.79+2878.67"]


def test_so_much_a_car_is_divided_by_the_cars() -> None:
    text = "运行维护费103.46万元，年末保有量46辆，车均2.25万元。"
    assert relations_of(text.replace("2.25", "2.52")) == ["2.52 ≠ 103.46/46 ?"]


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
    assert expected in [one.removesuffix(" ?") for one in relations_of(text)]


def test_points_by_which_each_is_ahead_of_another_are_not_added_up() -> None:
    text = (
        "收入增长17.6%，高于全省平均增幅（9.2%）8.4个百分点，高于州市平均增幅（12.5%）5.1个百分点；"
        "支出增长14.9%，高于全省平均增幅（12.7%）2.2个百分点，高于州市平均增幅（13.8%）1.1个百分点。"
    )
    assert relations_of(text) == ["8.4 = 17.6-9.2", "5.1 = 17.6-12.5", "2.2 = 14.9-12.7", "1.1 = 14.9-13.8"]


def test_shares_of_the_sectors_told_in_turn_are_of_what_the_paragraph_before_tells() -> None:
    text = (
        "第一产业增加值48.62亿元，增长3.8%；第二产业增加值173.95亿元，增长6.1%；第三产业增加值196.28亿元，增长5.2%。\n"
        "在生产总值中，第一、二、三产业增加值所占比重分别为11.6%、41.5%、46.9%。"
    )
    whole = "(48.62+173.95+196.28)"
    found = [one for one in relations_of(text) if "/" in one]
    assert found == [f"11.6 = 48.62/{whole}", f"41.5 = 173.95/{whole}", f"46.9 = 196.28/{whole}"]
