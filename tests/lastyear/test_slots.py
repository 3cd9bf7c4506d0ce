"""Rows get their values, numbers of last year's report their rows, and values the form last year's number had."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drafter.brief import Brief, Figure
from drafter.errors import SheetError
from drafter.lastyear.forms import UnitForm, as_written, unit_forms
from drafter.lastyear.slots import bind_figures, evaluate, mark_evidence
from drafter.lastyear.typed_values import typed_value
from drafter.numbers.quantity import Mention, find_mentions
from tests.build import OFFICE_2022, brief_of, figures, office_report, report_of, row_of


def brief(*rows: Figure) -> Brief:
    return Brief("泽南市水务局", 2023, "", "", rows)


def rate(formula: str, *, unit: str = "%", value: str = "") -> Figure:
    return Figure("F9", "率", "本年", unit, "1.00", value, formula)


def value_of(
    formula: str, *rows: tuple[str, str, str], unit: str = "%", units: str = "万元"
) -> Decimal | None:
    return evaluate(brief(*figures(*rows, unit=units), rate(formula, unit=unit)))["F9"]


def test_a_rate_of_two_amounts_is_in_per_cent():
    assert value_of("F2/F1", ("F1", "200", ""), ("F2", "150", "")) == 75


def test_a_difference_stays_in_the_unit_of_its_terms():
    assert value_of("F2-F1", ("F1", "200.10", ""), ("F2", "150", ""), unit="万元") == Decimal("-50.10")


def test_a_number_in_a_formula_is_in_the_unit_of_the_row():
    assert value_of("F1+5", ("F1", "200", ""), unit="万元") == 205


def test_amounts_of_different_units_meet_in_one_formula():
    rows = (*figures(("F1", "1.5", ""), unit="亿元"), *figures(("F2", "5000", ""), unit="万元"))
    assert evaluate(brief(*rows, rate("F1+F2", unit="亿元")))["F9"] == 2
    assert evaluate(brief(*rows, rate("F1-F2", unit="万元")))["F9"] == 10000
    assert round(evaluate(brief(*rows, rate("F2/F1")))["F9"] or 0, 2) == Decimal("33.33")


def test_two_rates_differ_by_percentage_points():
    assert value_of("F2-F1", ("F1", "97.83", ""), ("F2", "98.05", ""), unit="个百分点", units="%") == Decimal(
        "0.22"
    )


def test_points_are_read_off_the_printed_rates():
    rows = (
        *figures(("F1", "1000", ""), ("F2", "983.96", "")),
        Figure("F3", "执行率", "本年", "%", "98.05", "", "F2/F1"),
        Figure("F4", "上年执行率", "上年", "%", "98.05", "98.05"),
        Figure("F5", "增减", "本年", "个百分点", "0.22", "", "F3-F4"),
    )
    assert evaluate(brief(*rows, rate("F3", unit="%")))["F5"] == Decimal("0.35")


def test_a_formula_may_use_a_formula():
    assert value_of("F3/F1", ("F1", "200", ""), ("F2", "40", ""), ("F3", "", "F1-F2")) == 80


def test_a_typed_value_overrides_the_formula():
    rows = figures(("F1", "200", ""), ("F2", "150", ""))
    assert evaluate(brief(*rows, rate("F2/F1", value="75.5")))["F9"] == Decimal("75.5")


@pytest.mark.parametrize("rows", [[("F1", "", ""), ("F2", "150", "")], [("F1", "0", ""), ("F2", "150", "")]])
def test_a_missing_term_or_a_base_of_zero_gives_no_rate(rows: list[tuple[str, str, str]]):
    assert value_of("F2/F1", *rows) is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12.50", "12.50"),
        ("１２．５０", "12.50"),
        ("1,234.50", "1234.50"),
        ("1，234.50", "1234.50"),
        ("12,345,678", "12345678"),
        ("12.5万元", "12.5"),
        (" 12.5 万元 ", "12.5"),
        ("-3.2", "-3.2"),
        ("−3.2", "-3.2"),
        ("＋3.2", "3.2"),
        ("三十二", "32"),
        ("0", "0"),
    ],
)
def test_numbers_are_read_as_clerks_type_them(typed: str, value: str):
    assert evaluate(brief(*figures(("F1", typed, ""))))["F1"] == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "12,5",
        "1,23,456",
        "12-15",
        "1e5",
        "1_000",
        "3+4",
        "=3+4",
        "41 19",
        "41\n19",
        "12.5.1",
        "百分之五",
        "#DIV/0!",
        "True",
        "待定",
        "万",
    ],
)
def test_what_is_no_number_is_named_with_its_row_and_what_to_type(typed: str):
    with pytest.raises(SheetError) as told:
        evaluate(brief(Figure("F7", "培训费", "本年", "万元", "1.00", typed)))
    assert (
        str(told.value)
        == f"数据页 F7（培训费）的本年数“{typed}”不是数字。请只填数字，如 12.50；单位已在“单位”列"
    )


@pytest.mark.parametrize(
    ("typed", "unit", "advice"),
    [
        ("12.5亿元", "万元", "本行单位是万元，请填 125000"),
        ("658800元", "万元", "本行单位是万元，请填 65.88"),
        ("335万", "万元", "本行单位是万元，请填 335"),
        ("1.2万", "件", "本行单位是件，请填 12000"),
        ("持平", "个", "与上年持平，请填上年数 7.4"),
        ("3名", "人", "若就是这个数，请只填 3；单位等字不填"),
        ("2026-06-30", "件", "这是日期。若填的是数，请先把这一格的格式改为“常规”，再填一次"),
        ("12.5亿元", "件", "请只填数字，如 12.50；单位已在“单位”列"),
        ("131025" * 5, "件", "一个数最多 18 位，这里有 30 位。请核对是否粘了几格在一起"),
    ],
)
def test_where_it_can_be_told_what_was_meant_that_is_what_to_type(typed: str, unit: str, advice: str):
    with pytest.raises(SheetError) as told:
        evaluate(brief(Figure("F7", "绿地", "本年", unit, "7.4", typed)))
    assert str(told.value) == f"数据页 F7（绿地）的本年数“{typed}”不是数字。{advice}"


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("F2/F8", "公式中的 F8 不在数据页中"),
        ("F9+F1", "数据页 F9 的公式引用了自己"),
        ("F2÷F1", "数据页 F9 的公式“F2÷F1”无法识别"),
        ("SUM(F1,F2)", "数据页 F9 的公式“SUM(F1,F2)”无法识别"),
        ("F2**F1", "数据页 F9 的公式“F2**F1”无法识别"),
        ("F1.real", "无法识别"),
        ("(F1", "无法识别"),
    ],
)
def test_a_formula_that_cannot_be_followed_is_named(formula: str, says: str):
    with pytest.raises(SheetError) as told:
        value_of(formula, ("F1", "200", ""), ("F2", "150", ""))
    assert says in str(told.value)


def test_rows_that_go_in_a_circle_are_named():
    with pytest.raises(SheetError, match="引用了自己"):
        evaluate(brief(*figures(("F1", "", "F2+1"), ("F2", "", "F1+1"))))


def mention(text: str) -> Mention:
    return find_mentions(text)[-1]


@pytest.mark.parametrize(
    ("last_year", "value", "typed", "written"),
    [
        ("支出12.50万元", "13", "13", "13.00"),
        ("支出12.50万元", "13.456", "13.456", "13.456"),
        ("支出12.50万元", "13.455", "", "13.46"),
        ("支出12万元", "13.5", "13.5", "13.5"),
        ("支出12万元", "13.5", "", "14"),
        ("支出1,234.50万元", "13555.6", "13555.60", "13,555.60"),
        ("支出1234.50万元", "13555.6", "13,555.60", "13555.60"),
        ("比上年增长5.1%", "-3.24", "", "3.2"),
        ("结余5.10万元", "-3.2", "", "-3.20"),
        ("共设三个专班", "4", "4", "四"),
        ("共设三个专班", "2", "2", "两"),
        ("共设三个专班", "12", "12", "十二"),
        ("共设三个专班", "3.5", "3.5", "3.5"),
        ("比上年增加0万元", "15.60", "", "15.60"),
        ("完成率100%", "100", "", "100"),
        ("完成率100%", "99.4", "99.4", "99.4"),
    ],
)
def test_a_value_takes_the_form_of_last_years_number(last_year: str, value: str, typed: str, written: str):
    assert as_written(mention(last_year), Decimal(value), typed=typed) == written


SHORT = UnitForm(1, short=True)


def test_a_report_that_drops_zeros_goes_on_dropping_them():
    forms = unit_forms(
        find_mentions("甲项目完成率22%，乙项目完成率23.3%，丙项目完成率48.6%，支出12.50万元。")
    )
    assert forms["%"] == SHORT
    assert as_written(mention("完成率23.3%"), Decimal("25.04"), form=SHORT) == "25"
    assert as_written(mention("完成率22%"), Decimal("25.36"), form=SHORT) == "25.4"
    assert not any(form.short for form in unit_forms(find_mentions(office_report().text)).values())


def test_amounts_typed_short_stay_short_where_last_years_report_wrote_them_so():
    written = "安排资金1260万元，支出1171.6万元，其中操场改造308.5万元。"
    assert unit_forms(find_mentions(written))["万元"] == SHORT
    assert as_written(mention("支出308.5万元"), Decimal("200"), typed="200", form=SHORT) == "200"
    assert as_written(mention("支出308.5万元"), Decimal("200"), typed="200") == "200.0"


def test_aims_that_are_round_by_nature_do_not_tell_how_rates_are_written():
    written = "控制在40%以内，发放率98.2%，占比38.8%，新建林带目标26公里，实际26.8公里。"
    forms = unit_forms(find_mentions(written))
    assert (forms["%"], forms["公里"]) == (UnitForm(1), SHORT)


def test_one_whole_among_many_does_not_tell_that_zeros_are_dropped():
    written = "参保率98.2%，控制率78.67%，增幅3.74%，报销85.6%和71.3%，结算率86.9%，满意率99.2%，平均降价53%，参保42.36万人，争取35.5万人。"
    forms = unit_forms(find_mentions(written))
    assert as_written(mention("控制率78.67%"), Decimal("72"), form=forms["%"]) == "72.00"
    assert as_written(mention("参保42.36万人"), Decimal("41.7"), form=forms["万人"]) == "41.70"
    assert as_written(mention("参保42.36万人"), Decimal("41.7"), typed="41.7", form=forms["万人"]) == "41.7"


def test_one_number_does_not_tell_how_its_unit_writes_zeros():
    forms = unit_forms(find_mentions("收取信息处理费126.35元。"))
    assert as_written(mention("收取信息处理费126.35元"), Decimal(98), typed="98", form=forms["元"]) == "98"
    forms = unit_forms(find_mentions("收取信息处理费126.35元，退还12.47元。"))
    assert as_written(mention("收取信息处理费126.35元"), Decimal(98), typed="98", form=forms["元"]) == "98.00"


@pytest.mark.parametrize(
    ("last_year", "value", "written"),
    [
        ("完成率100%", "99.91", "99.91"),
        ("完成率100%", "100", "100"),
        ("占0%", "0.91", "0.91"),
        ("占0.62%", "0", "0"),
        ("完成率100%", "99", "99.00"),
    ],
)
def test_a_whole_says_nothing_of_decimals(last_year: str, value: str, written: str):
    form = unit_forms(find_mentions("基本支出占31.94%，项目支出占68.06%，其他占0%，到位率100%。"))["%"]
    assert as_written(mention(last_year), Decimal(value), form=form) == written


def test_a_typed_hundred_is_written_as_the_report_writes_it():
    bare = unit_forms(find_mentions("更新率98.1%，按期办结率100%。"))["%"]
    assert as_written(mention("更新率98.1%"), Decimal(100), typed="100", form=bare) == "100"
    exact = unit_forms(find_mentions("更新率98.1%，按期办结率100.0%。"))["%"]
    assert as_written(mention("更新率98.1%"), Decimal(100), typed="100", form=exact) == "100.0"


def test_every_quantity_of_the_report_has_its_row():
    report = office_report()
    assert [(b.label, b.mention.token) for b in bind_figures(report, brief_of(report)) if not b.row] == []


def test_a_sentence_that_stands_twice_is_bound_twice_to_one_row():
    report = office_report()
    made = brief_of(report)
    row = row_of(made, "征集提案").id
    assert [b.mention.token for b in bind_figures(report, made) if b.row == row] == ["512", "512"]


def test_where_the_sentence_has_changed_the_label_still_binds():
    report = office_report()
    changed = office_report(OFFICE_2022.replace("立案率为66.6%", "立案率达66.6%"))
    made = brief_of(report)
    row = row_of(made, "征集提案").id
    assert [b.row for b in bind_figures(changed, made) if b.mention.token == "512"] == [row, row]


def test_evidence_shows_the_number_between_brackets():
    assert mark_evidence("支出12.5万元。", 0, 9, (2, 6)) == "支出【12.5】万元。"


@pytest.mark.parametrize("said", ["一万五", "三百五", "两千三"])
def test_a_numeral_that_can_be_heard_two_ways_is_asked_about(said: str):
    with pytest.raises(SheetError, match="不是数字"):
        typed_value(Figure("F1", "培训费", "本年", "元", "1.00", said))


def test_words_from_elsewhere_take_the_row_of_their_year_where_a_figure_has_one_for_each():
    rows = (
        Figure("F1", "收入合计", "本年", "万元", "480.00", "510.00"),
        Figure("F2", "收入合计", "上年", "万元", "", "480.00"),
    )
    told = bind_figures(report_of("全年收入合计900.00万元，上年收入合计850.00万元。"), brief(*rows))
    assert [(one.label, one.row) for one in told] == [("收入合计", "F1"), ("收入合计", "F2")]
