"""Totals that one slip broke, each with the parts it should have come to."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from tests.build import report_of, ties

SCENES: dict[str, tuple[str, list[str]]] = {
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
    "what a budget held, mistyped": (
        "年初预算数426.80万元，全年预算数518.30万元（含年中追加免费开放补助91.80万元）。",
        ["518.30 ≠ 426.80+91.80"],
    ),
    "that the changes add up tells that the amounts are all there": (
        (
            "总收入71836万元，增加6614万元，增长10.14%。其中：地方收入54117万元，增加6518万元；中央收入13245万元，减少251万元；"
            "省级收入4464万元，增加347万元。"
        ),
        ["71836 ≠ 54117+13245+4464", "6614 = 6518-251+347", "10.14 = 6614/(71836-6614)"],
    ),
    "what stands beside amounts that add up adds up too": (
        "客运量和周转量分别完成3107万人和241533万人公里。其中：公路分别完成2916万人和235422万人公里；水路分别完成181万人和6111万人公里。",
        ["3107 ≠ 2916+181", "241533 = 235422+6111"],
    ),
    "a total parted in two ways is right where the one way comes out, so that the other is wrong": (
        "进出口3982.6亿元，其中出口2310.1亿元，进口1671.5亿元。\n民营企业1127.4亿元，外资企业2580.1亿元，国有企业275.1亿元。",
        ["3982.6 = 1127.4+2580.1+275.1 ?", "3982.6 ≠ 2310.1+1671.5"],
    ),
    "that what 其中 lists comes near the whole is no proof": (
        "机构982411个，比上年增加14905个。其中：医院34108个，基层机构931022个，专业机构13281个。",
        ["982411 ≠ 34108+931022+13281 ?"],
    ),
    "a whole behind parts that everybody knows": (
        "第一产业增加值148.85亿元，增长3.8%。第二产业增加值221.90亿元，增长6.2%。第三产业增加值367.16亿元。全市生产总值746.91亿元。",
        ["746.91 ≠ 148.85+221.90+367.16"],
    ),
    "regions": (
        "东部地区投资40261亿元，增长4.0%；中部地区投资14772亿元；西部地区投资17015亿元；东北地区投资2926亿元。全国开发投资75334亿元。",
        ["75334 ≠ 40261+14772+17015+2926"],
    ),
    "who stays overnight and who does not": (
        "接待国内游客25575.57万人次，增长16.0%；接待国内过夜游客13489.00万人次，增长14.9%；接待国内一日游游客12786.57万人次。",
        ["25575.57 ≠ 13489.00+12786.57"],
    ),
    "parcels": (
        "全市快递业务量797.7亿件。前5个月，同城快递业务量64.2亿件；异地快递业务量716.9亿件；国际快递业务量11.6亿件。",
        ["797.7 ≠ 64.2+716.9+11.6"],
    ),
    "what is left to pay, told by 余 alone": (
        "拖欠账款1617.68万元，目前已清偿974.01万元，清偿率60.2%，余643.97万元已制定还款计划。",
        ["1617.68 ≠ 974.01+643.97 ?", "60.2 = 974.01/1617.68"],
    ),
    "what was done, of which the rate and the rest tell": (
        "共反映115个问题，涉及资金68640.86万元。截至10月底，已完成整改106个，整改完成率94.8%；尚有6个正在推进。",
        ["115 ≠ 106+6 ?", "94.8 = (115-6)/115 ?"],
    ),
    "a total told again with a slip, beside the parts of it": (
        "收入预算2838.06万元，其中：一般公共预算拨款1123.85万元，政府性基金预算拨款1614.21万元，上年结转100.00万元。支出预算2838.36万元，其中：基本支出1500.00万元，较上年增加100.00万元；项目支出1338.06万元，较上年减少90.00万元。",
        [
            "2838.06 = 1123.85+1614.21+100.00",
            "2838.06 = 1500.00+1338.06 ?",
            "2838.36 ≠ 1500.00+1338.06",
        ],
    ),
    "a balance whose unit slipped, beside how far it is from its limit": (
        "政府债务限额44.40亿元，债务余额42.14万元，低于限额2.26亿元。债务余额中，一般债务22.14亿元，专项债务20.00亿元。",
        ["42.14 ≠ 22.14+20.00", "2.26 ≠ 44.40-42.14 ?"],
    ),
    "old cases beside the new ones, whose rate and base stand between": (
        "新收案件1654件，同比上升12.90%（上年1465件）；加上旧存182件，共1843件，办结1563件，未结280件。",
        ["12.90 = (1654-1465)/1465", "1843 = 1563+280", "1843 ≠ 1654+182 ?"],
    ),
    "cases closed": ("共1843件，办结1653件，未结280件。", ["1843 ≠ 1653+280 ?"]),
}


@pytest.mark.parametrize(("text", "expected"), SCENES.values(), ids=SCENES)
def test_what_a_slip_broke(text: str, expected: list[str]) -> None:
    assert ties(text) == expected


def test_a_total_in_the_wrong_unit_is_reported() -> None:
    found = ties(
        "基金收入5689万元，增长10%。分中央和地方看，中央收入2343亿元，增长17.2%；地方收入3346亿元，增长5.5%。"
    )
    assert [one.removesuffix(" ?") for one in found if "≠" in one] == ["5689 ≠ 2343+3346"]


def test_what_an_amount_is_made_up_of_is_all_of_it() -> None:
    text = "全年支出17988.45万元，由养护9721.06万元、运输补贴5388.72万元、装备2878.67万元三块构成。"
    assert ties(text.replace("5388.72", "5388.79")) == ["17988.45 ≠ 9721.06+5388.79+2878.67"]


def test_firms_beside_which_there_are_others_are_asked_about_at_most():
    text = "保费收入19203.02亿元。产险公司保费收入4961.28亿元；寿险公司保费收入14241.71亿元。"
    assert [one.severity for one in check_report(report_of(text)).issues] == ["warning"]


def test_a_bracket_right_behind_a_balance_lists_all_of_it():
    text = "累计结余33129.63万元。其中：职工5416.40万元（个人账户结余4531.08万元，统筹结余3885.32万元）；居民27713.23万元。"
    assert "5416.40 ≠ 4531.08+3885.32 ?" in ties(text)


def test_what_is_told_beside_a_list_is_none_of_it():
    text = "本专科共招生1024.54万人。其中，普通本科招生477.94万人。职业本科招生5.63万人。高职招生538.98万人，另有转入专科54.29万人。"
    assert "1024.54 ≠ 477.94+5.63+538.98" in ties(text)


def test_a_fund_that_evens_budgets_out_is_no_plan():
    text = "收入271630万元,完成调整后预算的99.2%，加上级补助120846万元，上年结余42690万元，调入预算稳定调节基金44421万元，调入资金18300万元，收入合计497878万元。"
    assert [one for one in ties(text) if one.startswith("497878")] == [
        "497878 ≠ 271630+120846+42690+44421+18300"
    ]


def test_men_and_women_part_a_sample_beside_its_other_parts():
    text = "有效样本37199人。其中，成人35722人，儿童1477人；男性19443人，占52.3%，女性17752人，占47.7%。"
    assert "37199 ≠ 19443+17752" in ties(text)
