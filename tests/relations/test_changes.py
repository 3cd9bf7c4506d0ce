"""Growth and difference: of what, since when, by how much, and how far one figure is from another."""

from __future__ import annotations

import pytest

from tests.build import ties

SCENES: dict[str, tuple[str, list[str]]] = {
    "a growth right behind a rate is told of the rate, in points, and of no score before it": (
        "甲县平均得分597.01分，得分率59.7%；2023年平均得分617.36分，得分率61.7%，上升2.0%。"
        "2024年平均得分687.22分，得分率68.7%，较之2023年上升7.0%。",
        ["2.0 = 61.7-59.7", "7.0 = 68.7-61.7"],
    ),
    "income and spending that are alike differ by no amount told in 元": (
        "收入总计512.30万元，支出总计512.30万元，与2023年相比，增加41.20元，增长8.75%。",
        ["8.75 ≠ 41.20/(512.30-41.20)"],
    ),
    "the two counts of one change each fall by their own rate": (
        "审结水事案件478件635人，去年同期为773件1350人，同比件数下降38.24%、人数下降52.96%。",
        ["52.96 = (635-1350)/1350"],
    ),
    "what a court had, took in and closed, in one sentence": (
        "旧存水事案件412件，新收3156件，审结3287件，未结281件。",
        ["281 = 412+3156-3287"],
    ),
    "two crops under 其中 are not all there are, however near a slip": (
        "稻谷总产量103.7万吨，比上年增加3.1万吨，增长3.1%。其中，早稻39.5万吨，增长11.2%；晚稻60.3万吨，下降3.2%。",
        ["3.1 = 3.1/(103.7-3.1)"],
    ),
    "nothing is made of an amount told far more coarsely than the change": (
        "全区放水13657亿方，比上年增加267亿方，增长2.0%，连续7年保持在1.3万亿方以上。",
        ["2.0 = 267/(13657-267)"],
    ),
    "a count whose unit its name tells": (
        "全省灌区放水总人次84.7亿，比上年增加7.3亿人次（增长9.4%）。",
        ["9.4 = 7.3/(84.7-7.3)"],
    ),
    "a change told behind the full stop": (
        "渠道维修支出467.99万元：主要用于干渠清淤的支出。较2023年度决算数减少91.91万元，下降16.4%。",
        ["16.4 = (-91.91)/(467.99+91.91)"],
    ),
    "an amount that costs more, told behind its rate": (
        "全县水利支出完成372037万元，较上年同期增长9.66%，增支32770万元。",
        ["9.66 = 32770/(372037-32770)"],
    ),
    "an amount told behind the rate it grew by": (
        "刑事未结案86件，同比上升26.47%，同比增加18件；执行未结案638件，同比上升12.13%，同比增加69件。",
        ["26.47 = 18/(86-18)", "12.13 = 69/(638-69)"],
    ),
    "changes told clause by clause, their rates in turn": (
        "发生事故3起、死亡3人，与去年同期相比事故起数增加1起，上升50%，死亡人数减少2人，受伤人数减少1人，分别下降40%、100%。",
        ["50 = 1/(3-1)", "40 = (-2)/(3+2)"],
    ),
    "growth from the change": (
        "决算数660.00万元，比上年增加60.00万元，增长10.00%。",
        ["10.00 = 60.00/(660.00-60.00)"],
    ),
    "growth from a printed base": (
        "2023年预算执行数为50.00万元，2024年预算安排55.00万元，比2023年预算执行数增加10.00%。",
        ["10.00 = (55.00-50.00)/50.00"],
    ),
    "from and to": ("面积由60.0万平方米扩大到70.0万平方米，增加10.0万平方米。", ["10.0 = 70.0-60.0"]),
    "less than the budget": ("支出85.00万元，比预算数98.00万元少13.00万元。", ["13.00 = 85.00-98.00"]),
    "growths in turn behind their changes": (
        "失业保险参保22.5万人，工伤保险参保27.9万人，较上年末分别增加0.9万人、1.3万人，增长4.2%、4.9%。",
        ["4.2 = 0.9/(22.5-0.9)", "4.9 = 1.3/(27.9-1.3)"],
    ),
    "of what income and spending both come to": (
        "收入总计5138.27万元，支出总计5138.27万元。与上年相比，收、支总计各增加235.66万元，增长4.81%。",
        ["4.81 = 235.66/(5138.27-235.66)"],
    ),
    "what there was, told last": (
        "在册684人，年内解矫412人，新接收438人，去年底在册658人。",
        ["658 = 684+412-438"],
    ),
    "what there was, came, went and is": (
        "年初馆藏47.05万卷，接收1.85万卷，销毁0.27万卷，年末馆藏48.63万卷。",
        ["48.63 = 47.05+1.85-0.27"],
    ),
    "points of percentage": ("办结率96.50%，较去年95.00%提升1.50个百分点。", ["1.50 = 96.50-95.00"]),
    "both totals fell, between which their parts are told": (
        (
            "收入总计6482.37万元，其中本年收入合计6105.92万元，使用结余58.00万元，年初结转318.45万元；支出总计6482.37万元，其中本年支出合计6127.60万元，"
            "结余分配12.15万元，年末结转342.62万元。与上年相比，收、支总计各减少417.58万元，下降6.85%。"
        ),
        [
            "6482.37 = 6105.92+58.00+318.45",
            "6482.37 = 6127.60+12.15+342.62",
            "6482.37 = 6105.92+58.00+318.45",
            "6.85 ≠ (-417.58)/(6482.37+417.58)",
        ],
    ),
    "the changes of all together, and the rate of them, though no total is printed": (
        "出国费9.27万元，比上年增加1.92万元；用车费11.81万元，比上年减少2.64万元；接待费11.54万元，比上年增加0.09万元。三项合计比上年减少0.63万元，降幅为1.89%。",
        ["0.63 = 1.92-2.64+0.09 ?", "1.89 = (-0.63)/(9.27+11.81+11.54+0.63)"],
    ),
    "an average of hours is of no money": (
        "人均收入由10328元提高到11123元，增加795元，增长7.7%。平均退水时间由9.0小时缩短至7.7小时，缩短1.3小时。",
        ["795 = 11123-10328", "7.7 = (11123-10328)/10328", "1.3 = 7.7-9.0"],
    ),
    "a debt from what it was, what was issued and what was paid back": (
        "2024年初政府债务余额47.44亿元，当年新增债券4.10亿元，发行再融资债券1.50亿元，偿还本金5.03亿元，年末政府债务余额48.01亿元。",
        ["48.01 = 47.44+4.10+1.50-5.03"],
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
    "the growth of what a fund holds, turned round": (
        "缴存额78.48亿元。2024年末，缴存总额297.64亿元，比上年末减少35.81%。提取额56.58亿元。",
        ["35.81 ≠ 78.48/(297.64-78.48) ?"],
    ),
    "paid in, drawn and held": (
        "缴存额78.48亿元，缴存总额297.64亿元；缴存余额123.61亿元。\n提取总额174.48亿元，提取额56.58亿元。",
        ["297.64 ≠ 174.48+123.61 ?"],
    ),
    "a comparison that names the plan, turned round": (
        "全年预算39.84万元，支出决算28.57万元，决算数比预算数多11.27万元。",
        ["39.84 = 28.57+11.27 ?", "11.27 ≠ 28.57-39.84"],
    ),
    "the unit of what was saved of a price": (
        "单位造价控制在每公里59.26万元，比概算的65.39万元节约6.13元，节约率9.4%。",
        ["6.13 ≠ 65.39-59.26", "9.4 = (65.39-59.26)/65.39"],
    ),
    "what is left over of all there was tells the rate": (
        "年初结转318.46万元，当年拨入2460.00万元，当年支出2533.92万元，年末结转244.54万元，财政项目资金执行率91.20%。",
        ["244.54 = 318.46+2460.00-2533.92", "91.20 = 2533.92/(2533.92+244.54)"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SCENES.values(), ids=SCENES)
def test_what_is_of_what(text: str, expected: list[str]) -> None:
    assert ties(text) == expected


def test_a_change_made_up_of_changes_says_nothing_of_its_rate() -> None:
    found = ties(
        "支出900.00万元，比上年增加45.50万元，增长5.32%。其中，基本支出增加31.20万元，项目支出增加14.30万元。"
    )
    assert "45.50 = 31.20+14.30" in found
    assert not [one for one in found if "≠" in one]


def test_two_lists_in_one_order_are_paired_by_their_turn() -> None:
    text = "吞吐量2986万吨，集装箱41.2万标箱，较上年分别增加178万吨、4.5万标箱，增幅为6.3%、12.3%。"
    assert ties(text) == ["6.3 = 178/(2986-178)", "12.3 = 4.5/(41.2-4.5)"]


def test_a_rate_named_after_its_change_is_of_that_change_even_when_a_slip_broke_it() -> None:
    text = "清理挂牌，由186块减至72块，减少114块，精简比例61.29%。"
    assert ties(text) == ["114 = 72-186", "61.29 = 114/186"]
    assert [one.removesuffix(" ?") for one in ties(text.replace("61.29", "61.49")) if "≠" in one] == [
        "61.49 ≠ 114/186"
    ]


def test_a_rate_is_of_the_change_right_before_it_whatever_else_comes_out() -> None:
    text = "支出106.84万元，比预算数128.00万元少21.16万元，比上年减少24.29万元，下降16.52%。"
    assert "16.52 ≠ (-24.29)/(106.84+24.29)" in ties(text)


def test_growths_and_last_years_amounts_in_one_order_are_paired_by_their_turn() -> None:
    text = "读者86.4万人次，外借52.7万册次，分别增长9.1%和6.5%（上年分别为79.2万人次、49.5万册次）。"
    assert ties(text) == ["9.1 = (86.4-79.2)/79.2", "6.5 = (52.7-49.5)/49.5"]
    broken = ties(text.replace("52.7", "59.7"))
    assert [one.removesuffix(" ?") for one in broken] == ["9.1 = (86.4-79.2)/79.2", "6.5 ≠ (59.7-49.5)/49.5"]


def test_points_by_which_each_is_ahead_of_another_are_not_added_up() -> None:
    text = (
        "收入增长17.6%，高于全省平均增幅（9.2%）8.4个百分点，高于州市平均增幅（12.5%）5.1个百分点；"
        "支出增长14.9%，高于全省平均增幅（12.7%）2.2个百分点，高于州市平均增幅（13.8%）1.1个百分点。"
    )
    assert ties(text) == ["8.4 = 17.6-9.2", "5.1 = 17.6-12.5", "2.2 = 14.9-12.7", "1.1 = 14.9-13.8"]


def test_a_change_told_behind_a_list_is_that_of_its_whole() -> None:
    found = ties("接待群众来访162批次，其中个访143批次、集体访19批次，比上年减少39批次（上年201批次）。")
    assert found == ["162 = 143+19", "39 = 162-201 ?"]
