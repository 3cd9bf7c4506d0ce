"""The rows of a table follow the sheet: what is new gets the row of its fellows, what is no more loses its own."""

from __future__ import annotations

from dataclasses import replace

from drafter.brief import Brief, Figure
from drafter.lastyear.figures import make_brief
from drafter.report import Report
from tests.build import body_of, brief_of, draft_of, report_of

HEAD = "项目\t预算数\t执行数\t执行率"
ROWS = "河道管护\t100.00\t95.00\t95.00%\n泵站改造\t200.00\t180.00\t90.00%"
TOTAL = "合计\t300.00\t275.00\t91.67%"


def table(*lines: str) -> Report:
    return body_of("单位：万元\n" + "\n".join(lines))


def filled(report: Report, **values: str) -> Brief:
    """The sheet with last year's values typed again, but for those given."""
    brief = brief_of(report)
    typed = {one.id: one.previous for one in brief.figures if not one.formula and not one.value}
    named = {one.id: values[one.label] for one in brief.figures if one.label in values}
    return brief.fill(**{**typed, **named})


def with_row(brief: Brief, **values: str) -> Brief:
    """The sheet with rows that a person has added at its end."""
    new = tuple(
        Figure(f"N{n}", label, "本年", "万元", "", value) for n, (label, value) in enumerate(values.items())
    )
    return replace(brief, figures=(*brief.figures, *new))


def rows(report: Report, brief: Brief) -> list[str]:
    text = draft_of(report, brief).sections[-1].text
    return [line for line in text.splitlines() if "\t" in line][1:]


def test_what_the_sheet_adds_gets_the_row_of_its_fellows():
    last = table(HEAD, ROWS, TOTAL)
    brief = with_row(filled(last), 渠道整治预算数="60.00", 渠道整治执行数="45.00")
    brief = replace(
        brief, figures=(*brief.figures, Figure("N9", "渠道整治执行率", "本年", "%", "", "", "N1/N0"))
    )
    assert rows(last, brief)[:3] == [*ROWS.split("\n"), "渠道整治\t60.00\t45.00\t75.00%"]


def test_a_total_that_leaves_the_new_row_out_is_asked_about_and_a_rate_nobody_gave_is_computed():
    last = table(HEAD, ROWS, TOTAL)
    new, total = rows(last, with_row(filled(last), 渠道整治预算数="60.00", 渠道整治执行数="45.00"))[2:]
    assert new == "渠道整治\t60.00\t45.00\t75.00%"
    assert total.endswith("【待核】")


def test_a_row_all_of_whose_figures_are_gone_goes_and_the_others_are_numbered_anew():
    last = table(
        "序号\t" + HEAD,
        "1\t河道管护\t100.00\t95.00\t95.00%",
        "2\t泵站改造\t200.00\t180.00\t90.00%",
        "3\t水库除险\t50.00\t40.00\t80.00%",
    )
    brief = filled(last, 泵站改造预算数="无", 泵站改造执行数="无")
    assert rows(last, brief) == ["1\t河道管护\t100.00\t95.00\t95.00%", "2\t水库除险\t50.00\t40.00\t80.00%"]


def test_a_table_without_changes_is_printed_as_it_was():
    last = table(HEAD, ROWS, TOTAL)
    assert rows(last, filled(last)) == [*ROWS.split("\n"), TOTAL]


def test_what_a_list_gains_stands_in_the_table_below_as_well():
    """The project has no rows of the table's own in the sheet: those of the list say the same. Its name is shorter than its fellows'."""
    last = table(
        "1.河道管护项目：预算104.50万元，支出98.23万元，执行率94.00%。",
        "2.泵站改造项目：预算204.70万元，支出184.23万元，执行率90.00%。",
        HEAD,
        "河道管护\t104.50\t98.23\t94.00%\n泵站改造\t204.70\t184.23\t90.00%",
        "合计\t309.20\t282.46\t91.35%",
    )
    new = with_row(filled(last), 清淤项目预算="60.00", 清淤项目支出="45.00")
    assert rows(last, new)[:3] == [
        "河道管护\t104.50\t98.23\t94.00%",
        "泵站改造\t204.70\t184.23\t90.00%",
        "清淤\t60.00\t45.00\t75.00%",
    ]
    assert rows(last, new)[3].endswith("【待核】")


def test_a_list_and_a_table_that_say_different_things_stay_apart():
    last = table(
        "1.河道管护项目：预算104.50万元，支出98.23万元，执行率94.00%。",
        "2.泵站改造项目：预算204.70万元，支出184.23万元，执行率90.00%。",
        HEAD,
        "河道管护\t81.00\t72.90\t90.00%\n泵站改造\t64.00\t32.00\t50.00%",
    )
    assert len(rows(last, with_row(filled(last), 清淤项目预算="60.00", 清淤项目支出="45.00"))) == 2


def test_what_the_text_tells_of_an_indicator_is_typed_once_for_its_table_as_well():
    """The table has a column for the unit, so that its 1418 is 1418人次, and the rate of the text is of its aim."""
    last = table(
        "发放辅助器具1418人次，完成率101.29%；改造家庭236户，完成率107.27%。",
        "指标名称\t计量单位\t年度目标值\t实际完成值\t完成率",
        "发放辅助器具\t人次\t1400\t1418\t101.29%",
        "改造家庭\t户\t220\t236\t107.27%",
    )
    assert [(one.label, one.unit, one.formula) for one in brief_of(last).figures[1:6]] == [
        ("部门收支情况：发放辅助器具完成率", "%", "F1/F5"),
        ("改造家庭", "户", ""),
        ("部门收支情况：改造家庭完成率", "%", "F3/F8"),
        ("发放辅助器具年度目标值", "人次", ""),
        ("发放辅助器具实际完成值", "人次", "F1"),
    ]


def test_the_line_of_a_table_that_was_text_is_no_place_of_its_own():
    text = (
        "2024年决算说明\n一、支出总表\n9、卫生健康支出 236.63 230.10 6.53\n"
        "二、财政拨款支出表\n9、卫生健康支出 236.64 230.11 6.53\n"
    )
    names = [one.label for one in make_brief(report_of(text, source="2024.txt"), 2025).figures]
    assert names[:3] == ["卫生健康支出", "卫生健康支出（2）", "卫生健康支出（3）"]
    assert not any(char.isspace() for name in names for char in name)


def test_a_row_of_figures_alone_has_no_serial_number():
    last = body_of("行政复议\t\t\t\n结果维持\t结果纠正\t尚未审结\t总计\n10\t1\t3\t14\n")
    brief = brief_of(last)
    this = {one.id: "4" for one in brief.figures if one.previous == "10"}
    assert this
    assert "\n4\t" in draft_of(last, brief.fill(**this)).as_report("").text


def test_the_codes_of_a_table_are_no_serial_numbers():
    last = table(
        "编码\t\t科目\t合计",
        "207\t\t文化旅游体育与传媒支出\t413,500",
        "207\t01\t文化和旅游\t413,500",
        "208\t\t社会保障和就业支出\t86,400",
        "\t\t合计\t499,900",
    )
    cells = [line.split("\t")[0] for line in rows(last, filled(last))]
    assert cells == ["207", "207", "208", ""]
