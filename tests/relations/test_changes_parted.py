"""Changes that are the signed sum of their parts' changes, and amounts told about that are near what is printed."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.checks.context import Context
from tests.build import body_of


def _tied(text: str) -> list[str]:
    context = Context(body_of(text, year=2024))
    return [
        f"{context.written(one.target)}={one.formula(context.written)}"
        for one in context.relations
        if one.holds
    ]


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        (
            "与2023年相比，用水总量减少9.7亿立方米，其中，生活用水增加4.1亿立方米，工业用水增加1.8亿立方米，农业用水减少16.9亿立方米，生态补水增加1.3亿立方米。",
            "9.7亿立方米=4.1亿立方米+1.8亿立方米-16.9亿立方米+1.3亿立方米",
        ),
        (
            "用水总量减少91.7万吨，其中，生活用水增加4.1万吨，工业用水增加13.1万吨，农业用水减少108.9万吨。地表水减少119.5万吨，地下水减少8.7万吨，其他水源增加36.5万吨。",
            "91.7万吨=-119.5万吨-8.7万吨+36.5万吨",
        ),
        (
            "新增存款30.8亿元，同比多增137.6亿元。其中，甲行新增存款93.2亿元，同比多增232.0亿元；乙行存款减少62.4亿元，同比多减94.4亿元。",
            "137.6亿元=232.0亿元-94.4亿元",
        ),
        (
            "截至12月末，贷款余额为707.42亿元，同比增长18.75%，比年初新增111.71亿元。",
            "18.75%=111.71亿元/(707.42亿元-111.71亿元)",
        ),
    ],
)
def test_a_change_is_tied_to_the_changes_it_is_made_of(text, tied):
    assert tied in _tied(text)


def test_at_midyear_the_years_growth_is_not_that_since_january():
    text = "截至6月末，贷款余额为707.42亿元，同比增长18.75%，比年初新增111.71亿元。"
    assert _tied(text) == []


def test_what_is_told_about_with_four_digits_is_near_it():
    text = (
        "甲类销售约508.96亿元，同比增加0.60亿元，增长约0.12%；乙类销售约776.67亿元，同比增加44.42亿元，增长约6.06%；"
        "丙类销售约149.12亿元，同比减少13.68亿元，降低约8.40%。"
    )
    assert [one.split("=")[1] for one in _tied(text)] == [
        "0.60亿元/(508.96亿元-0.60亿元)",
        "44.42亿元/(776.67亿元-44.42亿元)",
        "(-13.68亿元)/(149.12亿元+13.68亿元)",
    ]


@pytest.mark.parametrize(
    "text",
    [
        # Two ways of parting the plan as well as what came in: the second is not part of the first.
        "全县收入完成112853万元，占年计划100500万元的112.29%。其中，上划中央收入完成36400万元，占年计划34300万元的106.12%；上划省级收入完成8777万元，占年计划7855万元的111.74%；地方收入完成67676万元，占年计划58345万元的115.99%。分征收系统来看，税务系统完成94740万元，占年计划85000万元的111.46%，财政系统完成余下部分。",
        "全年受理投诉551780件。\n在所有投诉中，商品类284428件，占总投诉量的51.55%；服务类249153件，占总投诉量的45.15%；其他类18199件，占总投诉数量的3.30%。",
        "8月份110类有效报警中，刑事类报警310起，占110类有效报警数的5.6%；治安类报警750起，占110类有效报警数的13.5%。",
    ],
)
def test_lists_and_names_that_were_misread_raise_no_alarm(text):
    assert [one.code for one in check_report(body_of(text, year=2024)).issues if one.severity != "note"] == []


@pytest.mark.parametrize(
    "text",
    [
        "2018年11月份融资增量为1.99万亿元，比上年同期少6109亿元。其中，贷款增加1.14万亿元，同比少增1573亿元。1-11月，融资增量累计为30.49万亿元，比上年同期多1.51万亿元。",
        "“三公”经费支出总额为5.48万元，比预算增加0万元，比去年增加1.55万元，增长39.4%。其中，运行维护费支出决算比预算无增减变化，比去年增加1.05万元，增长35.8%，主要是检测任务增加。",
        "货物进出口增长7.7%，粮食产量1.37万亿斤，增产74亿斤，连年稳定在1.3万亿斤以上。",
        "群众到市走访110批1731人次。到省走访5人次，进京走访4人次，到非接待场所上访0人次。",
        "贷款减少6901亿元，同比多减2.95万亿元；汇票减少6343亿元，同比多减1.17万亿元；企业债券净融资2.48万亿元，同比多2.03万亿元；专项债券净融资1.79万亿元，同比少2110亿元。",
    ],
)
def test_what_is_told_of_other_spans_and_things_raises_no_alarm(text):
    assert [one.code for one in check_report(body_of(text, year=2018)).issues if one.severity != "note"] == []
