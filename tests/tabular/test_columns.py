"""What one column of a table is of two others is found by its head and its rows, and used by the check and by the sheet."""

from __future__ import annotations

from drafter.checks import check_report
from drafter.lastyear.figures import make_brief
from drafter.numbers.quantity import find_mentions
from drafter.report import Report, Section, Table
from drafter.tabular.columns import find_columns

HEAD = "项目名称 预算数 执行数 执行率"
FIRST, SECOND = "甲项目 100.00 95.00 95.00%", "乙项目 200.00 180.00 90.00%"


def report(*rows: str) -> Report:
    """A report that is one table; cells are parted by blanks, _ is an empty one."""
    cells = tuple(tuple(cell.replace("_", "") for cell in row.split()) for row in rows)
    text = "明细表\n" + "".join("\t".join(row) + "\n" for row in cells)
    section = Section("1", 1, "明细表", 0, len(text))
    return Report("明细表", "某局", 2024, "某局-2024.docx", text, (section,), (Table(cells, 4, len(text)),))


def told(*rows: str) -> list[str]:
    """What the columns say, each number by its token."""
    one = report(*rows)
    mentions = find_mentions(one.text, year=2024)
    return [
        f"{mentions[found.target].token} = {found.formula(lambda i: mentions[i].token)}{'' if found.holds else ' !'}"
        for found in find_columns(one, mentions)
    ]


def issues(*rows: str) -> list[tuple[str, str, str]]:
    return [(one.code, one.excerpt, one.expected) for one in check_report(report(*rows)).issues]


def test_a_rate_is_of_the_two_columns_its_head_names():
    assert told(HEAD, FIRST, SECOND) == ["95.00 = 95.00/100.00", "90.00 = 180.00/200.00"]
    assert told(HEAD, "甲项目 100.00 95.00 96.00%") == ["96.00 = 95.00/100.00 !"]


def test_the_rows_tell_which_of_two_budgets_a_rate_is_of():
    head = "项目 年初预算数 全年预算数 执行数 完成率"
    assert told(head, "甲 100.00 120.00 90.00 75.00%", "乙 80.00 64.00 48.00 75.00%") == [
        "75.00 = 90.00/120.00",
        "75.00 = 48.00/64.00",
    ]
    assert told(head, "甲 100.00 120.00 90.00 75.00%") == []


def test_a_change_and_its_rate_are_of_two_years():
    assert told(
        "项目 上年数 本年数 增减额 增减率",
        "收入 80.00 100.00 20.00 25.00%",
        "支出 60.00 45.00 -15.00 -25.00%",
    ) == [
        "20.00 = 100.00-80.00",
        "-15.00 = 45.00-60.00",
        "25.00 = (100.00-80.00)/80.00",
        "-25.00 = (45.00-60.00)/60.00",
    ]


def test_the_years_in_the_heads_tell_which_way_a_change_goes():
    head = "项目 2023年决算数 2024年决算数 增减额 增减率（%）"
    assert told(head, "收入 80.00 100.00 20.00 25.00") == [
        "20.00 = 100.00-80.00",
        "25.00 = (100.00-80.00)/80.00",
    ]
    assert told(head, "收入 80.00 100.00 21.00 25.00")[0] == "21.00 = 100.00-80.00 !"


def test_a_share_is_of_the_row_of_the_total():
    rows = "类别 金额 占比", "人员经费 75.00 75.00%", "公用经费 25.00 25.00%", "合计 100.00 100.00%"
    assert told(*rows) == ["75.00 = 75.00/100.00", "25.00 = 25.00/100.00", "100.00 = 100.00/100.00"]


def test_columns_that_have_nothing_to_do_with_each_other_say_nothing():
    assert (
        told("学校 学生数 教师数 升学率", "一中 1200 98 93.50%", "二中 850 64 88.20%", "三中 620 55 90.10%")
        == []
    )


def test_the_check_points_to_the_number_that_the_totals_leave_to_blame():
    rows = (
        HEAD,
        FIRST,
        "乙项目 200.00 180.00 92.00%",
        "丙项目 50.00 50.00 100.00%",
        "合计 350.00 325.00 92.86%",
    )
    assert issues(*rows) == [("ratio-wrong", "92.00%", "90.00")]


def test_the_sheet_computes_what_the_table_computes():
    figures = make_brief(report(HEAD, FIRST, SECOND, "合计 300.00 275.00 91.67%"), 2025).figures
    assert {figure.label: figure.formula for figure in figures if figure.formula} == {
        "甲项目执行率": "F2/F1",
        "乙项目执行率": "F5/F4",
        "合计预算数": "F1+F4",
        "合计执行数": "F2+F5",
        "合计执行率": "F8/F7",
    }


def test_a_figure_of_the_text_that_a_table_adds_up_below_is_the_tables_total():
    rows = HEAD, "甲项目 123.45 95.00 76.95%", "乙项目 200.00 180.00 90.00%", "合计 323.45 275.00 85.02%"
    told = report(*rows)
    text = "项目支出预算数323.45万元。\n单位：万元\n" + told.text[4:]
    table = Table(told.tables[0].cells, len(text) - len(told.text) + 4, len(text))
    brief = make_brief(
        Report("", "某局", 2024, "某局-2024.docx", text, (Section("0", 0, "", 0, len(text)),), (table,)), 2025
    )
    first, total = brief.figures[0], next(one for one in brief.figures if one.label == "合计预算数")
    assert (first.label, first.formula, total.formula) == ("项目支出预算数", total.id, "F2+F5")


def test_a_slip_in_a_column_of_changes_is_told_once():
    rows = (
        "项目 2023年决算数 2024年决算数 增减额",
        "甲项目 1204.36 1268.90 65.54",
        "乙项目 486.20 1021.02 534.82",
        "丙项目 315.75 298.40 -17.35",
        "合计 2006.31 2588.32 582.01",
    )
    assert issues(*rows) == [("difference-wrong", "65.54", "64.54")]
    mended = [row.replace("65.54", "64.54") for row in rows]
    assert issues(*mended) == []
    assert issues(*[row.replace("-17.35", "-71.35") for row in mended]) == [
        ("difference-wrong", "-71.35", "-17.35")
    ]


def test_whole_amounts_among_decimals_are_money_and_a_head_may_end_in_a_percent_sign():
    rows = (
        "科目 年初预算数 决算数 完成预算%",
        "甲支出 86 84.15 97.85",
        "乙支出 42 42 100",
        "丙支出 745.5 736.2 98.75",
        "合计 873.5 862.35 98.72",
    )
    assert issues(*rows) == []
    assert issues(*[row.replace("97.85", "98.75") for row in rows]) == [("ratio-wrong", "98.75", "97.85")]


FUNDS = (
    "项目名称 巡查项目 _ _ _ _ _",
    "项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分",
    "年度资金总额： 643.5 719 679.70 10 94.53% 9.45",
    "其中：本年财政拨款 643.5 643.5 608.00 - 94.48% -",
    "上年结转资金 _ 75.5 71.70 - 94.97% -",
    "其他资金 _ _ _ - _ -",
    "年度总体目标 完成2轮巡查，处置率不低于90%。 _ _ 完成2轮，处置率93%。 _ _",
    "一级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因",
    "产出指标 巡查轮次 ≥2轮 2轮 90 90 _",
    "总分 _ _ _ 100 99.45 _",
)


def test_the_money_of_a_self_assessment_has_its_own_heads_rates_and_sums():
    assert issues(*FUNDS) == []
    for row, old, new, code in (
        (2, "94.53%", "49.53%", "ratio-wrong"),
        (3, "608.00", "680.00", "ratio-wrong"),
        (2, "719 ", "791 ", "ratio-wrong"),
        (2, "643.5", "634.5", "sum-wrong"),
    ):
        rows = [one.replace(old, new, 1) if at == row else one for at, one in enumerate(FUNDS)]
        assert issues(*rows) == [(code, new.strip(), old.strip("% "))], new


def test_a_rate_is_not_read_under_heads_that_lost_a_cell():
    head = "项目资金 _ 年初预算数 全年预算数 全年执行数 分值 执行率 得分"
    assert told(head, "年度资金总额 640 715.5 679.70 10 95.00% 9.50") == []


def test_what_two_calculations_say_of_one_number_is_told_once():
    rows = (
        "项目 本年数 上年数 增、减额 增、减幅度",
        "一、税收 1204.36 1100.00 104.36 9.49%",
        "二、非税 486.20 452.00 34.20 7.57%",
        "合计 1690.56 1552.00 138.56 8.93%",
    )
    assert issues(*rows) == []
    (issue,) = check_report(report(*[row.replace("486.20", "468.20") for row in rows])).issues
    assert (issue.excerpt, issue.expected) == ("468.20", "486.20")
    assert "；" in issue.message


def test_what_changed_by_nothing_known_is_no_sum():
    rows = (
        "项目 本年数 上年数 增减额",
        "税收 120 110 10",
        "非税 48 45 3",
        "罚没 36 31 5",
        "上级补助 378 468 _",
        "其中：结转 115 119 _",
    )
    assert issues(*rows) == []


def test_what_stands_above_the_heads_names_no_column():
    rows = (
        "项目名称 _ 护林经费 _ _",
        "地方主管部门 _ 某县林业局 资金使用单位 某县林场",
        "资金情况（万元） _ 全年预算数（A） 全年执行数（B） 预算执行率（B/A）",
        "_ 年度资金总额： 1260.00 1197.00 95.00%",
        "_ 其中：中央财政资金 980.00 960.40 98.00%",
        "_ 地方资金 280.00 236.60 84.50%",
    )
    assert issues(*rows) == []
    for old, new, code in (("95.00%", "59.00%", "ratio-wrong"), ("960.40", "906.40", "ratio-wrong")):
        assert issues(*(row.replace(old, new) for row in rows)) == [(code, new, old.strip("%"))]


def test_a_slip_that_breaks_a_sum_and_a_share_is_told_at_itself():
    rows = (
        "项目 2023年 2024年 2024年为上年%",
        "支出合计 930163 1080201 116.1",
        "1.基建 410376 489241 119.2",
        "2.科技 64128 67384 105.1",
        "3.农业 184204 203307 110.4",
        "4.其他 271455 320269 118.0",
    )
    assert issues(*rows) == []
    assert issues(*(row.replace("64128", "61428") for row in rows)) == [("ratio-wrong", "61428", "64128")]


def test_a_price_is_the_amount_over_the_number():
    head = "品名 数量（台） 单价（元） 金额（元）"
    rows = "甲 3 390.00 1170.00", "乙 49 7500.00 367500.00", "丙 21 8130.00 170730.00"
    assert told(head, *rows) == ["390.00 = 1170.00/3", "7500.00 = 367500.00/49", "8130.00 = 170730.00/21"]
    assert issues(head, *rows[:2], rows[2].replace("8130.00", "1830.00")) == [
        ("ratio-wrong", "1830.00", "8130.00")
    ]


def test_a_standard_is_of_a_month_or_of_as_many_as_a_column_tells():
    head = "类别 人数 月人均标准（元） 年支出（万元）"
    assert told(head, "甲 41 8170 401.96", "乙 51 7800 477.36") == [
        "8170 = 401.96/41/12",
        "7800 = 477.36/51/12",
    ]
    head = "地段 面积（㎡） 标准（元/㎡·月） 租期（月） 金额（元）"
    assert told(head, "甲 415.7 36 6 89791.20", "乙 225.6 52 12 140774.40", "丙 814 15 6 73260.00") == [
        "36 = 89791.20/415.7/6",
        "52 = 140774.40/225.6/12",
        "15 = 73260.00/814/6",
    ]


def test_a_standard_that_no_columns_make_says_nothing():
    head = "类别 人数 标准（元） 金额（万元）"
    assert told(head, "甲 41 300 52.40", "乙 51 800 61.20", "丙 18 500 17.90") == []


def test_a_growth_is_over_the_year_in_the_row_above():
    head = "年份 收入（亿元） 增长（%） 支出（亿元）"
    rows = "2021年 315.81 5.5 451.56", "2022年 350.56 11.0 457.53", "2023年 350.12 -0.1 495.97"
    last = "2024年 338.88 -3.2 549.71"
    assert told(head, *rows, last) == [
        "11.0 = (350.56-315.81)/315.81",
        "-0.1 = (350.12-350.56)/350.56",
        "-3.2 = (338.88-350.12)/350.12",
    ]
    assert issues(head, *rows, last.replace("-3.2", "-8.2")) == [("growth-wrong", "-8.2", "-3.2")]


def test_a_rate_of_completion_is_of_the_aim_and_the_result_not_of_the_points():
    head = "指标 指标值 完成值 完成率（%） 分值 得分"
    rows = "甲 ≥607场 662场 109.06 15 15", "乙 185次 167次 90.27 15 13.54", "丙 95% 74% 77.89 10 7.79"
    assert told(head, *rows)[:3] == ["109.06 = 662/607", "90.27 = 167/185", "77.89 = 74/95"]
    assert issues(head, *rows) == []
