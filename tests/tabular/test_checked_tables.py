"""Tables of budgets, final accounts and yearly reports add up, agree with each other and with the prose; who is wrong is found."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.reading import read_text
from drafter.report import Report, Section, Table

Rows = tuple[tuple[str, ...], ...]

BALANCE: Rows = (
    ("收入", "", "支出", ""),
    ("项目", "决算数", "项目", "决算数"),
    ("一、一般公共预算财政拨款收入", "1352.46", "一、一般公共服务支出", "948.17"),
    ("二、事业收入", "87.20", "二、社会保障和就业支出", "301.58"),
    ("", "", "三、住房保障支出", "185.32"),
    ("本年收入合计", "1439.66", "本年支出合计", "1435.07"),
    ("年初结转和结余", "16.81", "年末结转和结余", "21.40"),
    ("总计", "1456.47", "总计", "1456.47"),
)
SPENDING: Rows = (
    ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
    ("合计", "", "1435.07", "980.45", "454.62"),
    ("201", "一般公共服务支出", "948.17", "493.55", "454.62"),
    ("20129", "群众团体事务", "948.17", "493.55", "454.62"),
    ("2012901", "行政运行", "493.55", "493.55", ""),
    ("2012902", "一般行政管理事务", "454.62", "", "454.62"),
    ("208", "社会保障和就业支出", "301.58", "301.58", ""),
    ("20805", "行政事业单位养老支出", "301.58", "301.58", ""),
    ("2080501", "行政单位离退休", "118.36", "118.36", ""),
    ("2080505", "机关事业单位基本养老保险缴费支出", "183.22", "183.22", ""),
    ("221", "住房保障支出", "185.32", "185.32", ""),
    ("22102", "住房改革支出", "185.32", "185.32", ""),
    ("2210201", "住房公积金", "185.32", "185.32", ""),
)
ENTERTAINMENT: Rows = (
    ("“三公”经费预算数", "", "", "", "", ""),
    ("合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费"),
    ("", "", "小计", "购置费", "运行费", ""),
    ("36.50", "12.00", "19.30", "0.00", "19.30", "5.20"),
)
APPEALS: Rows = (
    ("行政复议", "", "", "", "", "行政诉讼", "", "", "", ""),
    ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"),
    ("3", "1", "0", "2", "6", "1", "0", "0", "1", "2"),
)  # fmt: skip
PROSE = "行政单位离退休决算数118.36万元，用于离退休人员。"


def report_of(*tables: Rows, prose: str = PROSE) -> Report:
    text, placed = prose + "\n", []
    for rows in tables:
        text += "单位：万元\n"
        start = len(text)
        text += "\n".join("\t".join(row) for row in rows) + "\n"
        placed.append(Table(rows, start, len(text) - 1))
        text += "注：本表已审核。\n"
    return Report("", "", 2024, "t", text, (Section("0", 0, "", 0, len(text)),), tuple(placed))


def said(*tables: Rows, prose: str = PROSE) -> list[tuple[str, str, str, str]]:
    issues = check_report(report_of(*tables, prose=prose)).issues
    return [(i.severity, i.code, i.excerpt, i.expected) for i in issues]


def changed(rows: Rows, line: str, old: str, new: str, *, nth: int = 0) -> Rows:
    """The table with the `nth` cell `old` of the line of that name replaced."""
    done = []
    for row in rows:
        places = [i for i, cell in enumerate(row) if cell == old]
        at = places[nth] if line in row and len(places) > nth else -1
        done.append(tuple(new if i == at else cell for i, cell in enumerate(row)))
    assert tuple(done) != rows
    return tuple(done)


def test_tables_that_add_up_are_passed_and_their_numbers_verified() -> None:
    report = report_of(BALANCE, SPENDING, ENTERTAINMENT, APPEALS)
    findings = check_report(report)
    assert findings.issues == ()
    left = [report.text[start:end] for start, end in findings.coverage.unverified]
    assert left == []


@pytest.mark.parametrize(
    ("line", "old", "new", "nth"),
    [
        ("合计", "980.45", "980.54", 0),
        ("201", "948.17", "943.17", 0),
        ("20129", "493.55", "439.55", 0),
        ("2012902", "454.62", "454.92", 0),
        ("2012902", "454.62", "464.62", 1),
        ("2080501", "118.36", "113.86", 0),
        ("2210201", "185.32", "135.32", 1),
    ],
)
def test_a_digit_wrong_anywhere_under_account_codes_is_found_at_its_cell(
    line: str, old: str, new: str, nth: int
) -> None:
    assert said(changed(SPENDING, line, old, new, nth=nth)) == [("error", "sum-wrong", new, old)]


def test_income_and_spending_side_by_side_are_added_up_each_and_balance() -> None:
    assert said(changed(BALANCE, "年初结转和结余", "16.81", "19.81")) == [
        ("error", "sum-wrong", "19.81", "16.81")
    ]
    assert said(changed(BALANCE, "总计", "1456.47", "1465.47")) == [
        ("error", "sum-wrong", "1465.47", "1456.47")
    ]
    assert said(changed(BALANCE, "三、住房保障支出", "185.32", "185.82"), SPENDING) == [
        ("error", "sum-wrong", "185.82", "185.32")
    ]


def test_the_numbers_of_the_lines_are_no_amounts() -> None:
    numbered = tuple(
        (left, str(n), one, right, str(n + 30), two) if n else (left, "行次", one, right, "行次", two)
        for n, (left, one, right, two) in enumerate(BALANCE[1:])
    )
    assert said(numbered) == []
    assert check_report(report_of(numbered, prose="")).coverage.unverified == ()
    wrong = changed(numbered, "本年收入合计", "1439.66", "1493.66")
    assert [one[1:] for one in said(wrong)] == [("sum-wrong", "1493.66", "1439.66")]


def test_two_sides_balance_by_their_amounts_where_no_head_names_the_numbers_of_the_lines() -> None:
    lines = ("一、拨款 28 1352.46 一、服务 58 1352.46", "总计 29 1352.46 总计 59 1352.46")
    assert said(tuple(tuple(line.split()) for line in ("收入 _ _ 支出 _ _", *lines))) == []


def test_lines_as_likely_to_be_wrong_are_said_to_be_so() -> None:
    report = report_of(changed(BALANCE, "三、住房保障支出", "185.32", "185.82"))
    (issue,) = check_report(report).issues
    assert issue.message.endswith("；其中有一数有误")
    assert "185.82" in [report.text[start:end] for start, end in (issue.related)]


def test_a_cell_that_no_sum_holds_is_compared_with_the_other_tables() -> None:
    alone = tuple(row[:3] for row in SPENDING if row[0] not in ("合计", "20129", "20805", "22102"))
    assert said(alone, SPENDING) == []
    assert said(changed(alone, "2080501", "118.36", "118.86"), SPENDING) == [
        ("error", "sum-wrong", "118.86", "118.36")
    ]
    listed = tuple(row[1:] for row in alone)
    assert said(changed(listed, "行政单位离退休", "118.36", "118.86"), SPENDING) == [
        ("warning", "same-figure-two-values", "118.86", "118.36")
    ]


def test_the_prose_is_compared_with_the_table_that_prints_its_figure() -> None:
    assert said(SPENDING, prose=PROSE.replace("118.36", "118.63")) == [
        ("warning", "same-figure-two-values", "118.63万元", "118.36")
    ]
    assert said(SPENDING, prose="行政单位离退休年初预算240.00万元。") == []


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("“住房保障支出”科目185.32万元，主要用于缴纳住房公积金。", None),
        ("“住房保障支出”科目185万元，主要用于缴纳住房公积金。", None),
        ("“住房保障支出”科目158万元，主要用于缴纳住房公积金。", "185"),
        ("“住房保障支出”科目211万元，主要用于缴纳住房公积金。", "185"),
        ("“一般公共服务支出”科目493.55万元，主要用于基本支出。", None),
        ("甲局2024年支出预算1456.47万元，其中：项目支出预算454.62万元。", None),
        ("甲局2024年支出预算1465.47万元。", "1456.47"),
        ("甲局2024年基本支出预算1465.47万元。", None),
    ],
)
def test_an_account_of_the_prose_is_what_its_row_comes_to(prose: str, expected: str | None) -> None:
    found = said(BALANCE, SPENDING, prose=prose)
    assert [one[1::2] for one in found] == ([("same-figure-two-values", expected)] if expected else [])


def test_what_the_forms_lay_down_needs_no_second_row() -> None:
    assert said(changed(ENTERTAINMENT, "36.50", "36.50", "36.05"))[0][:2] == ("error", "sum-wrong")
    assert said(changed(APPEALS, "3", "6", "0")) == [("error", "sum-wrong", "0", "6")]


def test_what_rounding_leaves_off_is_a_note() -> None:
    rows = changed(SPENDING, "2080505", "183.22", "183.23")
    rows = changed(rows, "2080505", "183.22", "183.23")
    assert {one[0] for one in said(rows)} == {"note"}


def test_many_of_them_are_one_note_that_tells_where_the_others_are() -> None:
    accounts = (("201", 31.17, 20.28), ("205", 14.52, 61.33), ("208", 77.61, 15.94), ("210", 26.85, 43.72))
    rows: list[tuple[str, ...]] = [("科目编码", "科目名称", "本年支出合计", "基本支出")]
    for code, one, other in accounts:
        rows += [
            (code, f"科目{code}", f"{one + other + 0.01:.2f}", f"{one + other + 0.01:.2f}"),
            (f"{code}01", f"甲{code}", f"{one}", f"{one}"),
            (f"{code}02", f"乙{code}", f"{other}", f"{other}"),
        ]
    (note,) = check_report(report_of(tuple(rows))).issues
    assert (note.severity, note.code, note.excerpt) == ("note", "sum-wrong", "51.46")
    assert note.message.endswith("；此类尾差另有 3 处：75.86、93.56、70.58")


CARS = "公务用车购置及运行费预算19.30万元，其中：公务用车购置费0.00万元，公务用车运行费19.30万元；公务接待费5.20万元。"


def test_a_budget_tells_the_items_of_its_form_as_the_form_has_them() -> None:
    assert said(ENTERTAINMENT, prose=CARS) == []
    swapped = CARS.replace("购置费0.00", "购置费19.30").replace("运行费19.30", "运行费0.00")
    assert said(ENTERTAINMENT, prose=swapped) == [
        ("warning", "same-figure-two-values", "19.30万元", "0.00"),
        ("warning", "same-figure-two-values", "0.00万元", "19.30"),
    ]
    assert (
        said(ENTERTAINMENT, prose="公务用车运行费支出决算18.20万元。") == []
    )  # what was spent is another amount


TWO_YEARS: Rows = (
    ("科目", "2023年决算", "2024年决算", "增减额", "增减率"),
    ("工资福利支出", "612.40", "655.83", "43.43", "7.1%"),
    ("商品和服务支出", "268.15", "231.02", "{37.13}", "{13.8%}"),
    ("资本性支出", "54.20", "46.95", "{7.25}", "{13.4%}"),
    ("合计", "934.75", "933.80", "{0.95}", "{0.1%}"),
)


@pytest.mark.parametrize("mark", ["-{}", "▲{}", "△{}", "({})", "（{}）", "－{}", "−{}"])
def test_what_went_down_may_be_marked_in_any_of_the_ways_of_accountants(mark: str) -> None:
    def marked(cell: str) -> str:
        return mark.format(cell.strip("{}")) if cell.startswith("{") else cell

    rows = tuple(tuple(map(marked, row)) for row in TWO_YEARS)
    assert said(rows) == []
    (slip,) = said(changed(rows, "商品和服务支出", mark.format("37.13"), mark.format("31.73")))
    assert slip[:2] == ("error", "difference-wrong")
    assert slip[3] == "-37.13"


def test_a_sum_is_not_judged_where_one_of_its_cells_cannot_be_read() -> None:
    rows: Rows = (
        ("项目", "中央资金", "省级资金", "合计"),
        ("农田建设", "420.50", "180.25", "600.75"),
        ("仓储改造", "215.00", "见注2", "301.10"),
        ("良种繁育", "96.80", "44.00", "140.80"),
        ("农机补贴", "38.60", "21.15", "59.75"),
        ("合计", "770.90", "331.50", "1102.40"),
    )
    assert said(rows) == []
    assert said(changed(rows, "良种繁育", "44.00", "40.40")) == [("error", "sum-wrong", "40.40", "44.00")]


def test_whole_amounts_with_and_without_separators_are_in_one_unit() -> None:
    rows: Rows = (
        ("采购类别", "项目数（个）", "预算金额", "合同金额", "节约资金", "节约率"),
        ("货物", "12", "1,213", "1,156", "57", "4.70%"),
        ("工程", "3", "895", "862", "33", "3.69%"),
        ("服务", "8", "640", "603", "37", "5.78%"),
        ("合计", "23", "2,748", "2,621", "127", "4.62%"),
    )
    assert said(rows) == []
    assert said(changed(rows, "服务", "37", "73")) == [("error", "difference-wrong", "73", "37")]


def test_lines_that_are_mostly_nought_do_not_show_what_a_total_is_made_of() -> None:
    rows: Rows = (
        ("", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"),
        ("一、本年新收", "14", "2", "2", "2", "2", "3", "25"),
        ("二、上年结转", "2", "0", "0", "0", "0", "0", "2"),
        ("（一）予以公开", "6", "1", "2", "0", "1", "1", "11"),
        ("（二）部分公开", "3", "0", "0", "1", "0", "1", "5"),
        ("（三）不予公开", "5", "1", "0", "1", "1", "1", "9"),
        ("（七）总计", "14", "2", "2", "2", "2", "3", "25"),
        ("四、结转下年度继续办理", "2", "0", "0", "0", "0", "0", "2"),
    )
    assert of_counts(rows) == []
    assert of_counts(changed(rows, "（二）部分公开", "3", "4")) == ["sum-wrong"]


def of_counts(rows: Rows) -> list[str]:
    """The codes of the errors in a table that stands alone and in no unit."""
    text = "\n".join("\t".join(row) for row in rows)
    report = Report(
        "", "", 2024, "t", text, (Section("0", 0, "", 0, len(text)),), (Table(rows, 0, len(text)),)
    )
    return [one.code for one in check_report(report).issues if one.severity == "error"]


PUBLIC: Rows = (
    ("项目", "上年决算数", "本年决算数"),
    ("一、支出合计", "2315.20", "2084.60"),
    ("1、因公出国（境）费", "", ""),
    ("2、公务接待费", "1423.10", "1256.40"),
    ("3、公务用车购置及运行费", "892.10", "828.20"),
    ("其中：（1）公务用车购置费", "120.00", "0.00"),
    ("（2）公务用车运行费", "772.10", "828.20"),
    ("二、相关统计数", "", ""),
    ("1.公务用车保有量（辆）", "12", "11"),
    ("2.公务接待批次（批）", "480", "396"),
)


def test_public_expenses_add_up_beside_what_is_counted() -> None:
    assert said(PUBLIC) == []
    for line, old, new in (
        ("一、支出合计", "2084.60", "2048.60"),
        ("2、公务接待费", "1423.10", "1432.10"),
        ("（2）公务用车运行费", "772.10", "727.10"),
    ):
        assert [one[1:] for one in said(changed(PUBLIC, line, old, new))] == [("sum-wrong", new, old)]


def test_a_line_that_repeats_the_one_above_is_no_part_beside_it() -> None:
    rows = (
        ("项目", "预算数", "上年数"),
        ("本级收入合计", "443.41", "403.10"),
        ("上级补助收入", "378.11", "468.50"),
        ("转移支付补助", "378.11", "468.50"),
        ("上年结转", "14.41", "14.53"),
        ("收入总计", "835.93", "886.13"),
    )
    assert [one[1:] for one in said(changed(rows, "收入总计", "835.93", "853.93"))] == [
        ("sum-wrong", "853.93", "835.93")
    ]


def test_one_column_of_a_few_rows_fails_where_all_others_hold() -> None:
    rows = (
        ("项目", "合计", "一般公共预算", "政府性基金预算"),
        ("行政经费", "353.13", "298.13", "55.00"),
        ("会议费", "29.00", "29.00", "0.00"),
        ("培训费", "28.00", "28.00", "0.00"),
        ("差旅费", "17.60", "17.60", "0.00"),
    )
    assert [one[1:] for one in said(changed(rows, "行政经费", "353.13", "335.13"))] == [
        ("sum-wrong", "335.13", "353.13")
    ]


def test_a_total_over_accounts_that_add_up_is_of_their_classes() -> None:
    rows = (
        ("科目编码", "科目名称", "预算数"),
        ("302", "商品和服务支出", "58.73"),
        ("30201", "办公费", "33.52"),
        ("30211", "差旅费", "25.21"),
        ("310", "资本性支出", "13.62"),
        ("31002", "办公设备购置", "5.20"),
        ("31007", "信息网络购建", "8.42"),
        ("公用经费合计", "", "72.35"),
    )
    assert said(rows) == []
    assert [one[1:] for one in said(changed(rows, "公用经费合计", "72.35", "73.25"))] == [
        ("sum-wrong", "73.25", "72.35")
    ]


def test_codes_stay_codes_where_a_total_lost_its_empty_places() -> None:
    rows = (
        ("科目编码", "科目名称", "预算数", "科目编码", "科目名称", "预算数"),
        ("301", "工资福利支出", "233.86", "302", "商品和服务支出", "58.73"),
        ("30101", "基本工资", "98.20", "30201", "办公费", "33.52"),
        ("30102", "津贴补贴", "64.36", "30211", "差旅费", "25.21"),
        ("30103", "奖金", "71.30", "310", "资本性支出", "3.60"),
        ("", "", "", "31002", "办公设备购置", "3.60"),
        ("人员经费合计", "233.86", "公用经费合计", "62.33"),
    )
    assert said(rows) == []


def test_the_numbers_of_the_lines_are_no_amounts_where_blanks_part_the_cells() -> None:
    lines = (
        "一、财政拨款收入 24 11,122,315.04 一、公共服务支出 54",
        "二、上级补助收入 25 二、外交支出 55",
        "三、事业收入 26 13,628,965.89 三、卫生健康支出 56 24,751,280.93",
        "本年收入合计 27 24,751,280.93 本年支出合计 57 24,751,280.93",
        "年初结转和结余 28 年末结转和结余 58",
        "总计 29 24,751,280.93 总计 59 24,751,280.93",
    )
    text = "收入支出决算总表\n金额单位：元\n项目 行次 金额 项目 行次 金额\n" + "\n".join(lines) + "\n"
    assert check_report(read_text(text, "a.txt")).issues == ()
