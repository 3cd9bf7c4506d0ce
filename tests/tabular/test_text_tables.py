"""Budget forms that a text holds as lines and that no table was read of: two halves of a page side by side, wrapped names, lost cells."""

from __future__ import annotations

from drafter.checks import check_report
from drafter.reading import read_text
from drafter.tabular.text_columns import place_columns
from drafter.tabular.text_lists import find_listed_tables
from drafter.tabular.text_rows import find_text_tables

PAIRED = """基本支出决算表
单位：万元
301 工资福利支出 699.87 302 商品和服务支出 88.14
30101 基本工资 420.37 30201 办公费 61.02
职工基本医疗
30110 279.50 30202 印刷费
保险缴费
303 对个人和家庭的补助 40.13 30231 公务用车运行维护费 27.12
30302退休费40.13
30303 退职（役）费 310 资本性支出 13.05
31002 办公设备购置 13.05
人员经费合计 740.00 公用经费合计 101.19
"""
LISTED = """收支总表
单位：万元
一、财政拨款收入 1,200.36 一、教育支出 828.14 800.14 28.00
二、其他收入 14.00 二、卫生健康支出
三、节能环保支
386.22 386.22
出
本年收入合计 1,214.36 本年支出合计 1,214.36 1,186.36 28.00
总计 1,214.36 总计 1,214.36 1,186.36 28.00
"""
# Told apart by nothing: which of the amounts are 基本支出.
OPEN = """支出决算表
单位：万元
208 828.14 512.07 316.07
2080501 316.07 316.07
2080502 512.07 512.07
211 386.22 200.00 186.22
2110101 200.00 200.00
2110102 186.22 186.22
"""


def found(text: str) -> list[tuple[str, str]]:
    issues = check_report(read_text(text, "甲局-部门决算-2024.txt")).issues
    return [(one.code, one.excerpt) for one in issues if one.severity != "note"]


def test_two_halves_of_a_page_are_one_column_and_a_wrapped_name_is_whole() -> None:
    (table,) = find_text_tables("\n" + PAIRED, [])
    block = place_columns(table).blocks[0]
    assert [(line.code, line.name, line.cells[0].token) for line in block.lines[:4]] == [
        ("301", "工资福利支出", "699.87"),
        ("30101", "基本工资", "420.37"),
        ("30110", "职工基本医疗保险缴费", "279.50"),
        ("302", "商品和服务支出", "88.14"),
    ]


def test_income_and_spending_in_one_line_are_two_lists() -> None:
    (form,) = find_listed_tables("\n" + LISTED, [])
    income, spending = form.blocks
    assert [line.name for line in income.lines] == [
        "一、财政拨款收入",
        "二、其他收入",
        "本年收入合计",
        "总计",
    ]
    assert [line.cells[0].token for line in spending.lines][:2] == ["828.14", "386.22"]


CARRIED = """收支决算总表
单位：万元
项目 决算数 项目 决算数
一、财政拨款收入 746.50 一、教育支出 228.14
二、其他收入 二、卫生健康支出 531.24
三、节能环保支出
本年收入合计 746.50 本年支出合计 759.38
使用非财政拨款结余 结余分配
年初结转和结余 112.88 年末结转和结余 100.00
总计 859.38 总计 859.38
"""


def test_what_goes_over_from_year_to_year_may_be_nothing_on_either_side() -> None:
    findings = check_report(read_text("甲局2024年度部门决算\n" + CARRIED, "甲局-部门决算-2024.txt"))
    assert (findings.issues, findings.coverage.unverified) == ((), ())
    assert found(CARRIED.replace("112.88", "121.88")) == [("sum-wrong", "121.88")]
    assert found(CARRIED.replace("100.00", "100.80")) == [("sum-wrong", "100.80")]
    assert ("same-figure-two-values", "895.38万元") in found(
        "甲局2024年度收入支出总计895.38万元。\n" + CARRIED
    )


def test_each_number_of_such_forms_is_verified() -> None:
    text = "甲局2024年度部门决算\n" + PAIRED + LISTED
    findings = check_report(read_text(text, "甲局-部门决算-2024.txt"))
    assert findings.issues == ()
    assert findings.coverage.unverified == ()


def test_an_amount_that_makes_no_sum_is_told() -> None:
    assert found(PAIRED.replace("61.02", "16.02")) == [("sum-wrong", "16.02")]
    assert found(PAIRED.replace("740.00", "704.00")) == [("sum-wrong", "704.00")]
    assert found(LISTED.replace("828.14 800.14", "828.14 800.41")) == [("sum-wrong", "800.41")]
    assert found(LISTED.replace("386.22 386.22", "386.22 368.22")) == [("sum-wrong", "368.22")]


def test_rows_whose_columns_nothing_tells_still_add_up() -> None:
    assert found(OPEN) == []
    assert found(OPEN.replace("2080501 316.07 316.07", "2080501 316.07 361.07")) == [("sum-wrong", "361.07")]


def test_a_row_whose_amount_was_lost_makes_no_sum() -> None:
    assert found(OPEN.replace("2110102 186.22 186.22", "2110102")) == []


ITEMS = """甲局2024年度部门决算情况说明
其中：
1.教育支出（类）普通教育（款）小学教育（项）257.14万元，主要用于教学。年初预算为274.82万元，支出决算为245.53万元，完成年初预算的93.57%。
2.教育支出（类）普通教育（款）初中教育（项）81.06万元，主要用于教学。年初预算为80.00万元，支出决算为81.06万元。
"""
PRINTED = """支出决算表
单位：万元
科目编码 科目名称 合计 基本支出 项目支出
205 教育支出 338.20 257.14 81.06
20502 普通教育 338.20 257.14 81.06
2050202 小学教育 257.14 257.14
2050203 初中教育 81.06 81.06
合计 338.20 257.14 81.06
"""


def test_an_account_told_twice_in_its_item_has_one_value() -> None:
    assert found(ITEMS) == [("same-figure-two-values", "245.53万元")]
    assert found(ITEMS.replace("245.53", "257.14")) == []


def test_an_account_of_the_prose_is_what_its_row_prints() -> None:
    assert found(PRINTED + ITEMS) == [("same-figure-two-values", "245.53万元")]
    both = PRINTED + ITEMS.replace("245.53", "257.14").replace("81.06万元", "85.06万元")
    assert found(both) == [("same-figure-two-values", "85.06万元")] * 2
    issues = check_report(
        read_text(PRINTED + ITEMS.replace("81.06万元，", "81.07万元，"), "甲局-部门决算-2024.txt")
    ).issues
    assert [(one.code, one.severity) for one in issues if one.excerpt == "81.07万元"] == [
        ("same-figure-two-values", "note")
    ]
