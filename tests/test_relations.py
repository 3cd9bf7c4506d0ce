"""Relations: which numbers a rate, a change, a sum or a score is of, and what one of them would have to be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drafter.numbers.quantity import find_mentions
from drafter.relations import find_relations, holds_with, solve


def relations_of(text: str) -> list[str]:
    """Each relation as "target = formula", with ≠ where it does not hold and ? where the wording does not name the terms."""
    mentions = find_mentions(text, year=2024)
    found = []
    for one in find_relations(text, mentions):
        formula = one.formula(lambda index: mentions[index].token)
        found.append(
            f"{mentions[one.target].token} {'=' if one.holds else '≠'} {formula}{'' if one.certain else ' ?'}"
        )
    return found


SCENES = {
    "a whole that comes out to the last place goes before one that comes near": (
        "经费支出431万元，比上年支出433万元减少2万元，下降0.46%。其中，购置支出56万元；运行支出251万元；接待支出124万元。",
        ["431 = 56+251+124", "2 = 431-433", "0.46 = (431-433)/433"],
    ),
    "shares in turn of amounts told in turn": (
        "从结构看，货物、工程、服务采购规模分别为939.2亿元、1696.2亿元和1003.6亿元，占全部采购规模的25.8%、46.6%和27.6%。",
        [
            "25.8 = 939.2/(939.2+1696.2+1003.6)",
            "46.6 = 1696.2/(939.2+1696.2+1003.6)",
            "27.6 = 1003.6/(939.2+1696.2+1003.6)",
        ],
    ),
    "totals behind the sentences of their parts": (
        "全区收入35.01亿元，上级补助11.96亿元，上年结余2.38亿元，债务转贷2.67亿元。支出30.09亿元，上解上级11.30亿元，债务还本0.22亿元。"
        "收入合计52.02亿元，支出合计41.61亿元，年终结余10.41亿元。",
        ["52.02 = 35.01+11.96+2.38+2.67", "41.61 = 30.09+11.30+0.22", "10.41 = 52.02-41.61"],
    ),
    "what is added to an amount told before its list": (
        "基金收入完成130.2亿元，增长8.3%。其中土地出让收入完成125.6亿元，增长8.2%。加上转移性收入33.8亿元，收入合计164.0亿元。",
        ["164.0 = 130.2+33.8"],
    ),
    "all that is added to an amount told sentences before": (
        "水费收入决算数589.67万元，预算数676.34万元，完成预算的87.2%。其中，灌溉水费决算数308.33万元，预算数318.61万元，完成预算的96.8%；"
        "供水费决算数274.87万元，预算数352.90万元，完成预算的77.9%。加上上级补助2413.30万元，以及调入资金、上年结转等105.20万元，收入总计3108.17万元。",
        [
            "87.2 = 589.67/676.34",
            "96.8 = 308.33/318.61",
            "77.9 = 274.87/352.90",
            "3108.17 = 589.67+2413.30+105.20",
        ],
    ),
    "a name that two totals and their parts share in turn": (
        "全市灌区资产总额210.4亿元，负债总额135.0亿元，权益总额58.7亿元。其中，大型灌区资产总额80.8亿元、负债总额54.7亿元、权益总额16.7亿元；"
        "中型灌区资产总额129.6亿元、负债总额80.3亿元、权益总额42.0亿元。",
        ["210.4 = 80.8+129.6", "135.0 = 54.7+80.3", "58.7 = 16.7+42.0"],
    ),
    "what is left below nothing": (
        "养护基金收入28.92万元，比上年增长3.1%，其中：养护费收入11.62万元；补贴收入16.00万元。支出37.53万元，比上年增长18.13%。本年收支结余-8.61万元。",
        ["-8.61 = 28.92-37.53"],
    ),
    "an amount that costs more, told behind its rate": (
        "全县水利支出完成372037万元，较上年同期增长9.66%，增支32770万元。",
        ["9.66 = 32770/(372037-32770)"],
    ),
    "the total of a list whose change is told without its name": (
        "全市渠道维修预算为3328万元。其中，干渠50万元，支渠478万元，泵站2800万元。同口径比2023年减少830万元，下降20%。",
        ["3328 = 50+478+2800", "20 = (-830)/(3328+830) ?"],
    ),
    "amounts that are each a total are no parts of the first": (
        "大型灌区资产总额76.2亿元，负债总额51.9亿元，经营权益总额16.2亿元，资产负债率68.1%。",
        ["68.1 = 51.9/76.2"],
    ),
    "two incomes that leave out the third": (
        "养护基金收入6.05亿元，比上年增长14.36%，其中：养护费收入5.74亿元；补贴收入0.11亿元。",
        [],
    ),
    "places counted on both sides of a ；": (
        "安排14亿元支持受旱的7县，其中青河县8亿元，其他6县各1亿元；安排4亿元奖励白水、黑石、乌沙等东部4县。",
        [],
    ),
    "an amount told behind the rate it grew by": (
        "刑事未结案86件，同比上升26.47%，同比增加18件；执行未结案638件，同比上升12.13%，同比增加69件。",
        ["26.47 = 18/(86-18)", "12.13 = 69/(638-69)"],
    ),
    "changes told clause by clause, their rates in turn": (
        "发生事故3起、死亡3人，与去年同期相比事故起数增加1起，上升50%，死亡人数减少2人，受伤人数减少1人，分别下降40%、100%。",
        ["50 = 1/(3-1)", "40 = (-2)/(3+2) ?"],
    ),
    "two lists in one, told of two measures": (
        "全区共有特困供养对象82户86人，其中农村特困68户71人，城镇特困14户15人。",
        ["82 = 68+14", "86 = 71+15"],
    ),
    "what 其中 says of a part is not added to the whole": (
        "新增债务限额2.39亿元，其中一般债务1.39亿元，其中外债转贷0.01亿元；专项债务1亿元。",
        ["2.39 = 1.39+1"],
    ),
    "a list behind the budget of its whole": (
        "完成政府性基金收入969万元，占年初预算2180万元的44.4%，其中土地出让收入866万元，配套费收入35万元，污水处理费收入68万元；完成政府性基金支出4093万元，占年初预算5497万元的74.5%。",
        ["969 = 866+35+68", "44.4 = 969/2180", "74.5 = 4093/5497"],
    ),
    "what comes under both names of a rate": (
        "结案392件（调解结案168件，撤诉92件，调撤率为66%）。",
        ["66 = (168+92)/392"],
    ),
    "a share of two that are named together": (
        "在院老人218名，其中失能老人96名、半失能老人57名，失能和半失能老人占70.2%。",
        ["70.2 = (96+57)/218 ?"],
    ),
    "one name with 和 in it": (
        "本年支出612.45万元，其中社会保障和就业支出64.55万元，社会保障和就业支出占10.54%。",
        ["10.54 = 64.55/612.45"],
    ),
    "a share of all that goes by the name of the whole": (
        "医疗收入6428.35万元，财政补助收入2186.50万元，占总收入的24.97%；其他收入143.28万元。",
        ["24.97 = 2186.50/(6428.35+2186.50+143.28) ?"],
    ),
    "two rates that are the same": (
        "入境94.17万人次、出境92.25万人次，分别增长32.0%和32.0%，上年入境71.35万人次、出境69.88万人次。",
        ["32.0 = (94.17-71.35)/71.35", "32.0 = (92.25-69.88)/69.88"],
    ),
    "a cost in its own compound unit": (
        "实际完成336平方公里，单位成本1.80万元/平方公里，共支出604.80万元。",
        ["1.80 = 604.80/336 ?"],
    ),
    "an average of people is rounded": (
        "开办培训33期，培训学员2419人次，平均每期73人次。",
        ["73 = 2419/33"],
    ),
    "a rate beside a change is of the same two amounts": (
        "收入总计3862.47万元，其中：拨款3662.47万元，年初结转200.00万元。与上年度3590.12万元相比，增加272.35万元，增长7.89%。",
        [
            "3862.47 = 3662.47+200.00",
            "272.35 = 3862.47-3590.12",
            "7.89 ≠ (3862.47-3590.12)/3590.12",
        ],
    ),
    "a share is of what its neighbours are shares of": (
        "公开信息486条。其中，通过网站公开362条，占54.5%；通过新媒体公开124条，占25.5%。",
        ["486 = 362+124", "54.5 ≠ 362/486 ?", "25.5 = 124/486"],
    ),
    "what is shared out to the last adds up": (
        "实际支出8561.28万元，结余174.72万元。其中：建档2140.32万元，占25.0%；管理3424.51万元，占40.0%；接种1284.09万元，占15.0%；其他1712.26万元，占20.0%。",
        [
            "8561.28 ≠ 2140.32+3424.51+1284.09+1712.26",
            "25.0 = 2140.32/8561.28",
            "40.0 = 3424.51/8561.28",
            "15.0 = 1284.09/8561.28",
            "20.0 = 1712.26/8561.28",
        ],
    ),
    "execution": (
        "基本支出预算数500.00万元，执行数460.00万元，预算执行率92.00%。",
        ["92.00 = 460.00/500.00"],
    ),
    "execution over a full stop": (
        "年初预算为5.00万元，支出决算为4.90万元。完成年初预算的98.00%。",
        ["98.00 = 4.90/5.00"],
    ),
    "execution of a total whose budget is printed in parts": (
        "整体支出900.00万元，预算执行率90.00%。其中，基本支出预算数600.00万元，执行数550.00万元；项目支出预算数400.00万元，执行数350.00万元。",
        ["900.00 = 550.00+350.00", "90.00 = 900.00/(600.00+400.00)"],
    ),
    "goal and result": ("巡查目标值200次，实际完成值210次，完成率105.00%。", ["105.00 = 210/200"]),
    "goal and result that are rates": (
        "合格率目标值不低于90.00%，实际完成值94.50%，完成率105.00%。",
        ["105.00 = 94.50/90.00"],
    ),
    "so much of a plan": ("建成床位75张，完成年度计划70张的107.14%。", ["107.14 = 75/70"]),
    "pass rate": ("抽检水样400份，合格390份，合格率97.50%。", ["97.50 = 390/400"]),
    "saving": (
        "成本控制在500.00万元以内，实际支出480.00万元，节约率为4.00%。",
        ["4.00 = (500.00-480.00)/500.00"],
    ),
    "saved amount": (
        "采购预算900.00万元，实际采购860.00万元，节约资金40.00万元，节约率4.44%。",
        ["40.00 = 900.00-860.00", "4.44 = 40.00/900.00"],
    ),
    "shares of a list": (
        "本年支出合计800.00万元，其中：基本支出300.00万元，占37.50%；项目支出500.00万元，占62.50%。",
        ["800.00 = 300.00+500.00", "37.50 = 300.00/800.00", "62.50 = 500.00/800.00"],
    ),
    "share of a whole named in an earlier paragraph": (
        "本年支出合计800.00万元，进度正常。\n卫生健康支出100.00万元，占本年支出合计的12.50%。",
        ["12.50 = 100.00/800.00"],
    ),
    "shares in their places": (
        "支出800.00万元，其中，基本支出执行数300.00万元、项目支出执行数500.00万元。基本支出和项目支出分别占支出的37.50%和62.50%。",
        ["800.00 = 300.00+500.00", "37.50 = 300.00/800.00", "62.50 = 500.00/800.00"],
    ),
    "growth from the change": (
        "决算数660.00万元，比上年增加60.00万元，增长10.00%。",
        ["10.00 = 60.00/(660.00-60.00)"],
    ),
    "growth named after another sentence": (
        "基本支出预算数500.00万元，执行数440.00万元，预算执行率88.00%。基本支出比上年增加40.00万元，增长10.00%。",
        ["88.00 = 440.00/500.00", "10.00 = 40.00/(440.00-40.00)"],
    ),
    "growth from a printed base": (
        "2023年预算执行数为50.00万元，2024年预算安排55.00万元，比2023年预算执行数增加10.00%。",
        ["10.00 = (55.00-50.00)/50.00"],
    ),
    "from and to": ("面积由60.0万平方米扩大到70.0万平方米，增加10.0万平方米。", ["10.0 = 70.0-60.0"]),
    "less than the budget": ("支出85.00万元，比预算数98.00万元少13.00万元。", ["13.00 = 85.00-98.00"]),
    "a list of kinds": (
        "设置指标9项，其中数量指标5项、质量指标4项，完成8项，未完成1项。",
        ["9 = 5+4", "9 = 8+1"],
    ),
    "a total after its parts": ("全体会议1次、常委会会议4次，共5次。", ["5 = 1+4"]),
    "the budget adjusted": (
        "年初预算80.00万元，年中追加5.00万元，全年预算85.00万元。",
        ["85.00 = 80.00+5.00"],
    ),
    "carry-over": (
        "年初结转30.00万元，加本年收入500.00万元，减本年支出480.00万元，年末结转50.00万元。",
        ["50.00 = 30.00+500.00-480.00"],
    ),
    "scores": (
        "1.投入满分10分，得9.0分。其中，甲指标5.0分（满分5分）、乙指标4.0分（满分5分）。扣1.0分，原因是进度偏慢。",
        ["10 = 5+5", "9.0 = 5.0+4.0", "1.0 = 10-9.0"],
    ),
    "an overall score": (
        "自评得分96.00分。预算执行满分40分，自评38.00分；产出满分60分，自评58.00分。",
        ["96.00 = 38.00+58.00"],
    ),
    "nothing to tie": ("生产总值增长5.2%，收入900.00亿元。年均增长6.1%。", []),
}


@pytest.mark.parametrize("scene", SCENES)
def test_the_wording_ties_the_right_numbers(scene: str) -> None:
    text, expected = SCENES[scene]
    assert relations_of(text) == expected


def test_a_relation_that_does_not_hold_says_what_would() -> None:
    text = "抽检水样400份，合格390份，合格率97.40%。"
    mentions = find_mentions(text, year=2024)
    (relation,) = find_relations(text, mentions)
    assert (relation.holds, relation.certain, relation.expected) == (False, True, Decimal("97.5"))
    assert holds_with(mentions, relation, 2, "97.50")
    interval = solve(mentions, relation, 1)
    assert interval is not None
    assert interval[0] < Decimal("389.6") < interval[1]


def test_the_precision_written_decides() -> None:
    assert relations_of("执行数11505.73万元，预算数11703.88万元，预算执行率98.3%。") == [
        "98.3 = 11505.73/11703.88"
    ]
    assert relations_of("预算数11703.88万元，执行数11505.73万元，预算执行率98.33%。") == [
        "98.33 ≠ 11505.73/11703.88"
    ]


def test_terms_of_another_paragraph_are_not_taken() -> None:
    other = "抽检水样400份，覆盖各处水源和输水管网，采样、送检、复核都按规程进行，检测结果按月公开，群众反映的问题均已回复，全年没有发生水质事故，情况良好。"
    assert relations_of(f"{other}\n合格390份，合格率97.40%。") == []


def test_a_text_may_end_with_the_unit_of_its_last_number() -> None:
    assert relations_of("共支出12万元，其中购置3辆") == []


def test_short_lines_that_belong_together_are_read_as_one() -> None:
    assert relations_of("全年预算数为80.00万元。\n全年执行数为76.00万元。\n预算执行率为95.00%。") == [
        "95.00 = 76.00/80.00"
    ]
