"""Relations that no rule of wording finds: the arithmetic over all numbers near, believed where it hardly comes out by accident."""

from __future__ import annotations

import pytest

from tests.test_relations import relations_of

SCENES = {
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
        ["1460 = 286+1174 ?"],
    ),
    "an average of heads from visits": (
        "实际放映8652场，观影43.8万人次，每场平均51人。",
        ["51 = 43.8/8652"],
    ),
    "a rate of what another sentence tells": (
        "项目总投资860万元。截至年底拨来810万元，拨来率94.19%。",
        ["94.19 = 810/860 ?"],
    ),
    "of both": ("批准逮捕623人、不捕287人，不捕率31.54%。", ["31.54 = 287/(623+287) ?"]),
    "what is left": (
        "基金收入94370万元，预计全年150000万元，尚缺55630万元。",
        ["55630 = 150000-94370 ?"],
    ),
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
        ["642 = 8642-8000", "108.0 = 8642/8000 ?"],
    ),
    "how long a balance lasts": (
        "总支出33.17亿元，累计结余47.09亿元，可支付17.0个月。",
        ["17.0 = 47.09/33.17*12 ?"],
    ),
    "the second of two changes told together": (
        "事故47起、死亡39人，同比分别下降19.0%、15.2%（上年同期为58起、46人）。",
        ["19.0 = (47-58)/58 ?", "15.2 = (46-39)/46 ?"],
    ),
}


@pytest.mark.parametrize("scene", SCENES)
def test_arithmetic_speaks_for_itself(scene: str) -> None:
    text, expected = SCENES[scene]
    assert [one.removesuffix(" ?") for one in relations_of(text)] == [
        one.removesuffix(" ?") for one in expected
    ]


@pytest.mark.parametrize(
    "text",
    [
        "建成灯塔工厂3家、示范工厂14家，场景覆盖率82.4%。",  # 14 of 17, by accident
        "建设1500万亩小麦、2000万亩玉米示范区，改造高标准农田500万亩。",  # round numbers fit often
        "更新渔船952艘、减船转产990艘，事故起数、死亡人数、信访总量分别下降9.5%、7.1%、3.8%。",
        "安全事故稳中有降。办结12件，走访24户，慰问36人，另有48户。",
        "副站长4名，其中分管业务的副站长1名；督导员3名。",  # beside them, not of them
        "发放问卷200份，收回192份，满意度97.4%。",  # of answers, which are not told
        "征集意见171件，立项150件，办复率100%。",
        "门诊次均费用186.42元，住院次均费用6318.75元，分别下降1.7%和2.9%。",
    ],
)
def test_numbers_that_fit_by_accident_are_not_tied(text: str) -> None:
    assert relations_of(text) == []


def test_no_total_counts_a_whole_and_its_parts() -> None:
    assert relations_of("在职实有32人，离退休人员16人，其中离休0人，退休16人。") == ["16 = 0+16"]


def test_what_a_few_steps_of_rounding_leave_is_no_part_that_stands_apart() -> None:
    text = "排查隐患2.96万条，整改2.93万条，整改率98.99%，其中排查重大隐患312条。"
    assert relations_of(text) == ["98.99 = 2.93/2.96"]


def test_what_the_rounding_of_a_sum_hides_is_no_part_of_it() -> None:
    found = relations_of("发放低保金10223.9万元，其中城市1986.4万元，农村8237.5万元，人均补差578元。")
    assert [one for one in found if "578" in one] == []


def test_a_total_of_two_is_of_the_two_that_are_counted() -> None:
    found = relations_of(
        "职工保险参保18.64万人，其中在职13.27万人，离退休5.37万人；居民保险参保35.18万人，两项合计53.82万人。"
    )
    assert "53.82 = 18.64+35.18" in found


def test_a_change_told_behind_a_list_is_that_of_its_whole() -> None:
    found = relations_of(
        "接待群众来访162批次，其中个访143批次、集体访19批次，比上年减少39批次（上年201批次）。"
    )
    assert found == ["162 = 143+19", "39 = 162-201 ?"]


def test_shares_told_behind_growths_are_of_the_whole_they_name_in_another_paragraph() -> None:
    found = relations_of(
        "全县居民人均可支配收入24310元，增长6.1%。城镇居民人均可支配收入33920元；农村居民人均可支配收入17405元。\n"
        "人均工资性收入13851元，增长6.4%，占可支配收入的比重为57.0%；人均经营净收入3830元，增长5.9%，占可支配收入的比重为15.8%；"
        "人均转移净收入6629元，增长5.3%，占可支配收入的比重为27.3%。"
    )
    assert [one for one in found if one.startswith(("57.0", "15.8", "27.3"))] == [
        "57.0 = 13851/24310",
        "15.8 = 3830/24310",
        "27.3 = 6629/24310",
    ]
