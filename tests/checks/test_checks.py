"""The checks: what each finds and passes, where it puts its finger, and that every number is accounted for."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.brief import Brief, Figure, WorkItem
from drafter.checks import check_report
from drafter.checks.verdicts import Verdict, Verdicts, comes_from, no_problem
from drafter.issue import Issue, Severity, severity_name
from drafter.numbers.quantity import Lines
from drafter.numbers.recent import Recent
from drafter.reading import read_text
from drafter.relations.memory import Memory
from drafter.report import Report, Section, Table
from tests.paths import DATA, ROOT, TESTS

EXAMPLES = tomllib.loads((TESTS / "checks" / "checks.toml").read_text("utf-8"))


def report_of(text: str, year: int = 2024) -> Report:
    return read_text(text, f"{year}年测试.txt")


def issues_of(
    text: str, *, brief: Brief | None = None, previous: str = "", year: int = 2024
) -> tuple[Issue, ...]:
    before = report_of(previous, year - 1) if previous else None
    return check_report(report_of(text, year), brief=brief, previous=before).issues


def found(text: str, **more: object) -> list[tuple[str, str, str]]:
    return [(i.severity, i.code, i.excerpt) for i in issues_of(text, **more)]  # type: ignore[arg-type]


def examples(kind: str) -> list[object]:
    return [
        pytest.param(code, text, id=f"{code}-{n}")
        for code, rows in EXAMPLES.items()
        for n, text in enumerate(rows[kind])
    ]


def issues_of_example(example: str | dict[str, Any]) -> tuple[Issue, ...]:
    """What is said of an example, alone or with the sheet or last year's report it comes with."""
    if isinstance(example, str):
        return issues_of(example)
    figures = [
        Figure(f"F{n}", label, "本年", unit, last, now, "", (line,))
        for n, (label, unit, last, now, line) in enumerate(example.get("figures", ()), 1)
    ]
    items = [
        WorkItem(f"W{n}", "", previous, action, text, *evidence)
        for n, (action, previous, text, *evidence) in enumerate(example.get("items", ()), 1)
    ]
    brief = Brief("某局", 2024, "", "", tuple(figures), tuple(items)) if figures or items else None
    return issues_of(example["text"], brief=brief, previous=example.get("previous", ""))


@pytest.mark.parametrize(("code", "example"), examples("finds"))
def test_a_check_finds_what_it_is_for(code: str, example: str | dict[str, Any]) -> None:
    assert code in {issue.code for issue in issues_of_example(example)}


@pytest.mark.parametrize(("code", "example"), examples("passes"))
def test_a_check_passes_what_only_looks_like_it(code: str, example: str | dict[str, Any]) -> None:
    assert code not in {issue.code for issue in issues_of_example(example)}
    assert [issue for issue in issues_of_example(example) if issue.severity == "error"] == []


def test_every_check_has_examples_of_both_kinds() -> None:
    assert [
        code for code, row in EXAMPLES.items() if not (row["finds"] and row["passes"] and row["about"])
    ] == []


def test_a_wrong_rate_is_reported_at_the_rate_with_the_right_one() -> None:
    (issue,) = issues_of("基本支出预算数11703.88万元，执行数11505.73万元，预算执行率98.13%。")
    assert (issue.code, issue.severity, issue.excerpt, issue.expected) == (
        "ratio-wrong",
        "error",
        "98.13%",
        "98.31",
    )


def test_a_wrong_term_is_reported_at_the_term() -> None:
    assert found("全年征集提案639件，经审查立案456件，立案率为65.8%。") == [("error", "ratio-wrong", "639件")]


def test_one_wrong_number_is_reported_once_however_many_calculations_it_breaks() -> None:
    text = "支出合计1000.00万元，其中基本支出460.00万元、项目支出540.00万元。基本支出预算数500.00万元，执行数460.00万元，预算执行率92.00%。"
    assert found(text) == []
    assert found(text.replace("项目支出540", "项目支出450")) == [("error", "sum-wrong", "450.00万元")]


def test_numbers_equally_likely_to_be_wrong_are_marked_together() -> None:
    (issue,) = issues_of("在职人员100人，其中行政人员86人、事业人员54人。")
    assert (issue.code, issue.excerpt) == ("sum-wrong", "100人，其中行政人员86人、事业人员54人")


def test_the_one_amount_in_another_unit_is_to_blame() -> None:
    text = "安排专项资金860万元，其中：教育360万元，卫生200万元，道路300元。"
    assert found(text) == [("warning", "sum-wrong", "300元")]


def test_a_result_cut_instead_of_rounded_is_a_note() -> None:
    assert found("本年支出合计9759.38万元。财政拨款支出9746.50万元，占本年支出合计的99.86%。") == [
        ("note", "ratio-wrong", "99.86%")
    ]


def test_only_the_direction_word_is_wrong() -> None:
    text = "2024年支出85.00万元，比预算数98.00万元增加13.00万元。"
    assert found(text) == [("error", "direction-wrong", "增加13.00万元")]


def test_the_blanks_of_a_form_are_told_once_in_each_paragraph_with_their_number() -> None:
    text = "共设××个科室，××人在岗，其中××人为干部。\n投入XX万元。\n"
    (one, other) = issues_of(text)
    assert (one.excerpt, one.message, len(one.related)) == (
        "××",
        "疑似模板中未填写的内容：××（本段共 3 处）",
        2,
    )
    assert (other.excerpt, other.message) == ("XX", "疑似模板中未填写的内容：XX")


def test_a_cell_of_a_table_that_breaks_its_total_is_reported() -> None:
    rows = (
        ("项目", "预算数", "决算数"),
        ("基本支出", "812.50", "800.10"),
        ("项目支出", "460.25", "440.32"),
        ("合计", "1272.75", "1240.24"),
    )
    text = "\n".join("\t".join(row) for row in rows)
    report = Report(
        "", "", 2024, "t", text, (Section("0", 0, "", 0, len(text)),), (Table(rows, 0, len(text)),)
    )
    assert [(i.code, i.severity, i.excerpt, i.expected) for i in check_report(report).issues] == [
        ("sum-wrong", "error", "1240.24", "1240.42")
    ]


def sheet_of(**values: tuple[str, str, str, str]) -> Brief:
    rows = [
        Figure(f"F{n}", label, "本年", unit, last, now, "", (line,))
        for n, (label, (unit, last, now, line)) in enumerate(values.items(), 1)
    ]
    return Brief("某局", 2024, "", "", tuple(rows))


def test_a_number_against_its_sheet_row_is_scaled_and_rounded_before_it_is_compared() -> None:
    brief = sheet_of(收入=("万元", "1200.00", "1234.56", "全年收入【1200.00】万元，进度良好。"))
    assert found("全年收入1234.56万元，进度良好。", brief=brief) == []
    assert found("全年收入0.12亿元，进度良好。", brief=brief) == []
    assert found("全年收入1243.56万元，进度良好。", brief=brief) == [
        ("error", "figure-differs", "1243.56万元")
    ]
    assert found("全年收入1200.00万元，进度良好。", brief=brief) == [("error", "stale-figure", "1200.00万元")]


def test_what_was_typed_in_another_unit_is_told_with_what_to_type() -> None:
    """The mark of the draft was deleted, and the number left as it is."""
    row = ("万元", "62.77", "658800", "全年其他收入【62.77】万元。")
    said = check_report(report_of("全年其他收入658800.00万元。"), brief=sheet_of(其他收入=row)).issues
    assert [one.message for one in said] == [
        "F1 填的数与上年 62.77万元 相差千倍以上，像是按元填的；若是，请改填 65.88"
    ]


def test_last_years_number_where_the_sheet_says_there_is_none_is_to_be_taken_out() -> None:
    row = ("处", "17", "无", "全年抢修路面【17】处。")
    said = check_report(report_of("全年抢修路面17处。"), brief=sheet_of(抢修路面=row)).issues
    assert [one.message for one in said] == [
        "与上年数相同，而数据表 F1（抢修路面）填的是“无”，本年不列，请删去"
    ]


def test_a_mark_in_a_word_file_is_told_with_the_words_it_stands_behind() -> None:
    said = check_report(
        report_of("安排项目5个，支出8075.62万元【待核】，加强队伍建设【待核】。举办轮训班【待补：期数】。")
    ).issues
    assert [one.message for one in said] == [
        "“支出8075.62万元”尚未核实，核实后删去【待核】",
        "“加强队伍建设”尚未核实，核实后删去【待核】",
        "尚未处理：【待补：期数】",
    ]


def test_an_item_typed_in_several_paragraphs_is_looked_for_paragraph_by_paragraph() -> None:
    told = "一是建成阳光工坊就业基地。\n二是改造困难家庭无障碍设施。\n三是组队参加全省运动会。"
    brief = Brief("某局", 2024, "", "", items=(WorkItem("W1", "一、工作", "", "新增", told),))
    assert found(told, brief=brief) == []
    assert [code for _, code, _ in found(told.rpartition("\n")[0], brief=brief)] == ["item-missing"]


LAST = "一、工作\n2023年，我局办理事项318件，比2022年增加18件。\n2023年5月8日召开推进会议，印发实施方案。\n"


def test_a_year_left_standing_is_reported_and_a_comparison_that_moved_is_not() -> None:
    assert found("一、工作\n2024年，我局办理事项402件，比2023年增加84件。\n", previous=LAST) == []
    stale = found("一、工作\n2023年，我局办理事项402件，比2023年增加84件。\n", previous=LAST)
    assert stale == [("error", "stale-year", "2023")]


def test_last_years_number_and_last_years_event_are_reported() -> None:
    text = (
        "一、工作\n2024年，我局办理事项318件，比2023年增加18件。\n2023年5月8日召开推进会议，印发实施方案。\n"
    )
    codes = [code for _, code, _ in found(text, previous=LAST)]
    assert "stale-figure" in codes
    assert "stale-text" in codes


def test_a_base_that_last_years_report_does_not_know_is_reported() -> None:
    last = "一、收支\n2023年支出决算数600.00万元，比上年增加50.00万元，增长9.09%。\n"
    text = "一、收支\n2024年支出决算数660.00万元，比上年增加90.00万元，增长15.79%。\n"
    assert [code for _, code, _ in found(text, previous=last)] == ["cross-year-base"]


def test_a_work_item_nobody_wrote_and_one_written_twice_are_reported() -> None:
    told = "新建社区服务站三处，方便周边居民就近办事，受到好评。"
    items = (
        WorkItem("W1", "工作", "", "新增", told),
        WorkItem("W2", "工作", "", "新增", "完成老旧水管更换工程，解决高层住户用水难题。"),
    )
    text = f"一、工作\n{told}\n另外，{told}\n"
    brief = Brief("某局", 2024, "", "", (), items)
    assert {code for _, code, _ in found(text, brief=brief)} >= {"item-missing", "item-twice"}
    assert found(text, brief=Brief("某局", 2024, "", "", (), ())) == []


NUMBERS = st.sampled_from(
    [
        "2023年",
        "12.50万元",
        "3项",
        "（一）",
        "增长5.2%",
        "占30%",
        "第2名",
        "12345热线",
        "，其中",
        "合计",
        "比上年增加",
        "；",
        "。",
        "\n",
        "\t",
        "满分10分",
        "得9分",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(NUMBERS, max_size=30))
def test_every_number_is_verified_or_structural_or_listed(pieces: list[str]) -> None:
    report = report_of("空" + "".join(pieces))
    findings = check_report(report)
    coverage = findings.coverage
    assert coverage.total == coverage.verified + coverage.structural + len(coverage.unverified)
    assert all(0 <= issue.start < issue.end <= len(report.text) for issue in findings.issues)
    assert all(issue.excerpt == report.text[issue.start : issue.end] for issue in findings.issues)


def test_checking_imports_nothing_heavy() -> None:
    code = "import sys, drafter.checks; print(*[m for m in ('openpyxl','docx','pypdfium2','torch','faiss','gradio','rjieba') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_page_is_written_from_the_examples_and_names_every_code() -> None:
    spec = importlib.util.spec_from_file_location(
        "write_checks_page", ROOT / "tools" / "write_checks_page.py"
    )
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    measured = json.loads((ROOT / "docs" / "checks_measured.json").read_text("utf-8"))
    written = (ROOT / "docs" / "checks.md").read_text("utf-8")
    assert written == tool.page(measured), "run python tools/write_checks_page.py"
    assert re.findall(r"\*\*(\S+?)\*\*：", written) == [severity_name(one) for one in get_args(Severity)]
    source = "".join(path.read_text("utf-8") for path in (ROOT / "drafter" / "checks").rglob("*.py"))
    named = set(
        re.findall(
            r'"((?:[a-z]+-wrong|stale-[a-z]+|wording-[a-z]+|item-[a-z]+|figure-differs|score-sum))"', source
        )
    )
    assert named <= set(EXAMPLES)


def test_a_number_that_counts_its_list_rightly_is_verified() -> None:
    coverage = check_report(report_of("用好数据库、刊物、综合平台三个抓手，成效明显。")).coverage
    assert (coverage.verified, coverage.structural, coverage.unverified) == (1, 0, ())


def test_of_two_opposite_words_the_one_the_amounts_contradict_is_reported() -> None:
    text = "2024年决算数1421.56万元，比上年减少10.62万元，下降0.74%。"
    assert found(text) == []
    assert found(text.replace("减少", "增加")) == [("error", "direction-wrong", "增加10.62万元")]


def test_a_change_made_of_changes_does_not_tell_which_of_two_opposite_words_is_wrong() -> None:
    text = (
        "基本支出比上年减少61.98万元，下降0.63%。人员经费8396.48万元，比上年减少29.43万元，下降0.35%；"
        "公用经费1365.72万元，比上年减少32.55万元，下降2.33%。"
    )
    assert found(text) == []
    both = "增加29.43万元，下降0.35%"  # so small a rate fits a rise as well as a fall
    assert found(text.replace("减少29.43", "增加29.43")) == [("error", "direction-wrong", both)]


def test_a_rate_one_slip_away_is_blamed_although_the_text_prints_it_of_something_else_too() -> None:
    text = "受理来件2041件，办结2031件，办结率99.51%。发现隐患1046处，完成整改1041处，整改率99.52%。"
    assert found(text) == []
    assert found(text.replace("99.52", "99.51")) == [("error", "ratio-wrong", "99.51%")]


def test_a_fall_to_nothing_does_not_speak_for_any_amount_it_fell_by() -> None:
    text = (
        "“三公”经费支出21.38万元，比上年减少19.63万元，下降47.87%，主要是未购置车辆。其中，公务用车购置费0.00万元，"
        "比上年减少17.86万元，下降100.00%，主要是未购置车辆；运行维护费21.38万元，比上年减少1.77万元，下降7.65%。"
    )
    assert found(text) == []
    assert found(text.replace("17.86", "13.86"))[0][1:] == ("difference-wrong", "13.86万元")


PARAGRAPHS = (
    "一、收支情况\n",
    "支出合计1000.00万元，其中基本支出600.00万元、项目支出400.00万元。\n",
    "基本支出预算数640.00万元，执行数600.00万元，预算执行率93.75%。\n",
    "项目支出比上年增加40.00万元，增长11.11%。基本支出占支出合计的60.00%。\n",
    "二、2024年主要工作任务\n",
    "“三公”经费支出12.00万元，占支出合计的1.20%。\n",
    "办理信访500件，来信300件，占60%。\n",
    "来访200件，占40%。\n",
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PARAGRAPHS), min_size=2, max_size=8),
    st.integers(0, 7),
    st.sampled_from(["60", "一、其他", "，", "2023年", ""]),
)
def test_a_revised_text_is_judged_as_if_nothing_were_remembered(
    lines: list[str], at: int, words: str
) -> None:
    def check(text: str, memory: Memory, read: Lines) -> object:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("drafter.checks.context._PARAGRAPHS", memory)
            patch.setattr("drafter.checks.context._LINES", read)
            return check_report(report_of(text))

    memory, read = Memory(3), Recent[object, Any](3)
    check("".join(lines), memory, read)
    line = lines[at % len(lines)]
    lines[at % len(lines)] = line[:4] + words + line[6:]
    assert check("".join(lines), memory, read) == check("".join(lines), Memory(), Recent(3))


PLANTED = json.loads((DATA / "relations_planted.json").read_text("utf-8"))
MARK = re.compile(r"\{\{([^|{}]*)\|([^|{}]*)\}\}")
UNPROVABLE = {
    # The name of the reform is in quotation marks, and so is its number: 四 is read as part of a name.
    ("enumeration", "县级财政报告", "四"),
    # 95.5 or 20, each may be the wrong one; 95.5 is one digit away from what the others come to.
    ("score", "绩效自评", "20"),
}


def judged(row: dict[str, object], planted: re.Match[str] | None) -> tuple[Issue, ...]:
    """The issues above a note, those that touch the planted number when there is one."""
    marked, at = str(row["marked"]), [0, 0]

    def fill(mark: re.Match[str]) -> str:
        if planted is None or mark.start() != planted.start():
            return mark[1]
        at[0] = len(MARK.sub(lambda one: one[1], marked[: mark.start()]))
        at[1] = at[0] + len(mark[2])
        return mark[2]

    text = MARK.sub(fill, marked)
    issues = check_report(replace(report_of(text), year=row["year"])).issues  # type: ignore[arg-type]
    return tuple(
        one
        for one in issues
        if one.severity != "note" and (planted is None or (one.start < at[1] and one.end > at[0]))
    )


@pytest.mark.parametrize("row", PLANTED["A"] + PLANTED["B"], ids=lambda row: row["marked"][:24])
def test_each_planted_number_of_unfamiliar_wording_is_found_and_nothing_else(row: dict[str, object]) -> None:
    assert judged(row, None) == ()
    for mark in MARK.finditer(str(row["marked"])):
        if (row["type"], row["style"], mark[1]) not in UNPROVABLE:
            assert judged(row, mark), mark[0]


def test_scores_are_not_read_below_heads_that_were_cut_in_two() -> None:
    rows = (
        "序号 | 一级 指标 |",
        "二级 指标 |",
        "分值 | 指标解释 | 评分标准 | 得分 |",
        "1 | 计划 (9分) |",
        "编制 (3分) | 编制规范 | 3 | 是否规范 | 1、规范(1分); 2、完整(2分) |",
        "3 |",
        "2 | 安排 (6分) | 安排完整 | 3 | 是否完整 | 是否完整(3分) | 3 | |",
        "3 | 安排明确 | 3 | 是否明确 | 是否明确(3分) | 3 | ||",
    )
    issues = check_report(read_text("\n".join(rows), "绩效自评表-2024.txt")).issues
    assert [one.message for one in issues if one.code == "score-sum"] == []


ASSESSED = (
    ("项目资金", "全年预算数", "全年执行数", "分值", "执行率", "得分", ""),
    ("年度资金总额", "200.00", "190.00", "10", "95.00%", "9.50", ""),
    ("一级指标", "三级指标", "年度指标值", "分值", "实际完成值", "得分", "偏差原因分析及改进措施"),
    ("产出指标（50分）", "培训场次", "≥20场", "20", "22场", "20.00", ""),
    ("", "参训人数", "≥800人", "20", "760人", "19.00", "两期培训因雨改期"),
    ("", "资料印制成本", "≤5万元", "10", "4.8万元", "10.00", ""),
    ("效益指标（30分）", "带动就业", "=100人", "15", "100人", "15.00", ""),
    ("", "长效机制", "逐步健全", "15", "部分达成年度指标", "11.00", "制度尚未印发"),
    ("满意度指标（10分）", "学员满意度", "≥90%", "10", "93.5%", "10.00", ""),
    ("总分", "", "", "100", "", "94.50", ""),
)


def assessed(*changes: tuple[str, str, str]) -> list[tuple[str, str, str, str]]:
    """What is said of the table when in the row of that name one cell is another."""
    rows = [
        [next((new for name, old, new in changes if name in row and cell == old), cell) for cell in row]
        for row in ASSESSED
    ]
    text = "\n".join("\t".join(row) for row in rows)
    table = Table(tuple(map(tuple, rows)), 0, len(text))
    report = Report("", "", 2024, "t", text, (Section("0", 0, "", 0, len(text)),), (table,))
    issues = check_report(report).issues
    return [(i.severity, i.code, i.excerpt, i.expected) for i in issues if i.severity != "note"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([], []),
        ([("培训场次", "20.00", "21.00")], [("error", "score-sum", "21.00", "")]),
        ([("参训人数", "19.00", "20.00"), ("总分", "94.50", "95.50")], [("error", "score-sum", "20.00", "19.00")]),
        ([("参训人数", "19.00", "17.00"), ("总分", "94.50", "92.50")], []),
        (
            [("参训人数", "19.00", "17.00"), ("参训人数", "两期培训因雨改期", ""), ("总分", "94.50", "92.50")],
            [("warning", "missing-reason", "17.00", ""), ("warning", "score-sum", "17.00", "19.00")],
        ),
        ([("资料印制成本", "4.8万元", "8万元")], [("error", "score-sum", "10.00", "6.25")]),
        ([("带动就业", "100人", "90人")], [("error", "score-sum", "15.00", "13.50")]),
        ([("长效机制", "11.00", "14.00"), ("总分", "94.50", "97.50")], [("warning", "score-sum", "14.00", "")]),
        ([("年度资金总额", "9.50", "9.00"), ("总分", "94.50", "94.00")], [("warning", "score-sum", "9.00", "9.50")]),
        ([("总分", "94.50", "95.40")], [("error", "score-sum", "95.40", "94.50")]),
        (
            [("满意度指标（10分）", "10", "20")],
            [("error", "score-sum", "20", "10")],
        ),
        ([("满意度指标（10分）", "满意度指标（10分）", "满意度（10分）")], []),
        ([("满意度指标（10分）", "满意度指标（10分）", "满意度指标")], []),
        (
            [("参训人数", "760人", "792人"), ("参训人数", "19.00", "20"), ("总分", "94.50", "95.30")],
            [("error", "score-sum", "20", "19.8")],
        ),
        ([("参训人数", "两期培训因雨改期", "无")], [("warning", "missing-reason", "19.00", "")]),
        ([("产出指标（50分）", "产出指标（50分）", "产出指标（60分）")], [("error", "score-sum", "60", "50")]),
        ([("资料印制成本", "4.8万元", "8")], [("error", "score-sum", "10.00", "6.25")]),
        ([("资料印制成本", "4.8万元", "48000")], []),
        ([("带动就业", "=100人", "≥100百分比"), ("带动就业", "100人", "60")], [("error", "score-sum", "15.00", "9.00")]),
        ([("带动就业", "=100人", "95%-100%"), ("带动就业", "100人", "57%")], [("error", "score-sum", "15.00", "9.00")]),
        ([("带动就业", "=100人", "95%-100%"), ("带动就业", "100人", "97%")], []),
        ([("学员满意度", "10.00", "12.00")], [("error", "score-sum", "12.00", "")]),
        ([("参训人数", "19.00", "17.00")], [("error", "score-sum", "17.00", "19.00")]),
    ],
    ids=[
        "as it should be", "more than the mark", "full mark for a missed goal", "less than its share, and why", "less than its share", "a limit passed",
        "an exact goal missed", "a quality in part", "the rate of execution", "the total", "a mark", "a group by another name", "a group without its mark", "rounded up, not in the total", "no reason", "a group",
        "a bare number of the goal's unit", "a bare number of another", "百分比", "below a range", "within a range", "above the mark and the total", "less than its share and the total",
    ],
)  # fmt: skip
def test_a_self_assessment_table_is_recomputed(
    changes: list[tuple[str, str, str]], said: list[tuple[str, str, str, str]]
) -> None:
    assert [one for one in assessed(*changes) if one in said] == said
    assert {one[1:3] for one in assessed(*changes)} <= {one[1:3] for one in said}


def of_table(*rows: str) -> list[tuple[str, str, str]]:
    """What is said of a table whose cells are parted by blanks, _ an empty one."""
    cells = tuple(tuple(cell.replace("_", "") for cell in row.split()) for row in rows)
    text = "\n".join("\t".join(row) for row in cells)
    table = Table(cells, 0, len(text))
    report = Report("", "", 2024, "t", text, (Section("0", 0, "", 0, len(text)),), (table,))
    return [(i.code, i.excerpt, i.expected) for i in check_report(report).issues if i.severity != "note"]


def test_sign_and_unit_of_a_goal_may_stand_in_columns_of_their_own() -> None:
    rows = (
        "三级指标 指标性质 指标值 度量单位 完成值 权重 得分 未完成原因分析",
        "巡查次数 ≥ 24 次 26 40 40 _",
        "投诉件数 ≤ 10 件 4 30 30 _",
        "办结及时率 = 100 % 95 30 28.5 系统停机",
        "合计 _ _ _ _ 100 98.5 _",
    )
    assert of_table(*rows) == []
    assert of_table(*(row.replace("件 4", "件 14") for row in rows)) == [("score-sum", "30", "21")]
    assert of_table(*(row.replace("次 26", "次 12") for row in rows)) == [("score-sum", "40", "20")]


def test_heads_of_two_rows_words_for_bounds_and_the_mark_a_score_asks_for() -> None:
    rows = (
        "指标名称 _ 指标完成情况 _ 自评得分 _ 偏差原因",
        "二级指标 三级指标 目标值 完成值 分值 得分 _",
        "质量指标 培训合格率 不低于90% 96% 40 40 _",
        "数量指标 巡查次数 不少于36次 27次 20 15 汛期推迟",
        "成本指标 印刷成本 不高于12万元 11.4万元 20 20 _",
        "社会效益 服务水平 有所提升 基本达成 20 18 反馈不全",
        "总分 _ _ _ 100 93 _",
    )
    assert of_table(*rows) == []
    assert of_table(*(row.replace("36次 27次 20", "36次 27次 24") for row in rows)) == [
        ("score-sum", "24", "20")
    ]
    assert of_table(*(row.replace("汛期推迟", "_") for row in rows)) == [("missing-reason", "15", "")]


def test_no_score_is_blamed_that_would_be_beyond_its_mark() -> None:
    rows = (
        "三级指标 指标值 完成值 分值 得分 偏差原因",
        "巡查 ≥24次 26次 60 60.0 _",
        "宣传 到位 到位 30 29.0 两期未办",
        "满意度 较高 较高 10 9.5 个别窗口排队较长",
        "总分 _ _ 100 98.5 _",
    )
    assert of_table(*rows) == []
    assert of_table(*(row.replace("10 9.5", "10 5.9") for row in rows)) == [("score-sum", "5.9", "9.5")]


def test_each_level_of_indicators_may_have_its_marks_in_a_column_of_its_own() -> None:
    rows = (
        "一级指标 分值 二级指标 分值 三级指标 分值 得分",
        "投入 20 预算配置 20 人员控制率 8 8",
        "_ _ _ _ 经费变动率 12 10",
        "过程 80 预算执行 50 完成率 20 19",
        "_ _ _ _ 控制率 30 30",
        "_ _ 资产管理 30 利用率 30 28",
        "合计 100 _ 100 _ 100 95",
    )
    assert of_table(*rows) == []
    assert of_table(*(row.replace("100 95", "100 59") for row in rows)) == [("score-sum", "59", "95")]
    assert of_table(*(row.replace("执行 50", "执行 40") for row in rows)) == [("score-sum", "40", "50")]
    assert of_table(*(row.replace("变动率 12", "变动率 22") for row in rows)) == [("score-sum", "22", "12")]


def test_a_remark_may_give_the_reason_and_need_not() -> None:
    head = ("偏差原因分析及改进措施", "偏差原因分析及改进措施", "说明")
    assert assessed(head, ("参训人数", "19.00", "17.00"), ("总分", "94.50", "92.50")) == []
    assert assessed(head, ("参训人数", "两期培训因雨改期", "")) == []


@pytest.mark.parametrize(
    "standing", ["核定编制148名", "下辖行政村236个", "办公用房面积4250平方米", "优良率不低于92.5%"]
)
def test_what_seldom_changes_within_a_year_is_only_noted(standing: str) -> None:
    said = found(f"截至2024年12月31日，{standing}。", previous=f"截至2023年12月31日，{standing}。")
    assert [severity for severity, code, _ in said if code == "stale-figure"] == ["note"]


def left_after(verdict: Verdict, report: Report) -> tuple[Issue, ...]:
    return Verdicts((verdict,)).judge(report, check_report(report)).findings.issues


def test_what_is_no_problem_is_remembered_for_the_report_while_its_paragraph_stands() -> None:
    text = "开场。\n决算数660.00万元，比上年增加60.00万元，增长12.50%，另有说明。"
    report = report_of(text)
    (issue,) = check_report(report).issues
    verdict = no_problem(report, issue)
    assert left_after(verdict, report) == ()
    assert left_after(verdict, report_of("改过的" + text)) == ()
    assert len(left_after(verdict, report_of(text.replace("另有", "再有")))) == 1
    assert len(left_after(verdict, report_of(text, 2023))) == 1


def test_what_is_no_problem_everywhere_is_remembered_for_the_phrase() -> None:
    report = report_of("会议对对号入座提出要求，气氛热烈。")
    (issue,) = check_report(report).issues
    verdict = no_problem(report, issue, everywhere=True)
    assert left_after(verdict, report_of("另一报告：会议对对号入座提出要求。", 2023)) == ()
    assert len(left_after(verdict, report_of("大家对对号入座有意见。"))) == 1


def test_a_number_whose_source_was_given_is_verified_and_arithmetic_still_judges_it() -> None:
    report = report_of("全市常住人口86.20万人。决算数660.00万元，比上年增加60.00万元，增长12.50%。")
    before = check_report(report)
    start, end = before.coverage.unverified[0]
    wrong = before.issues[0]
    said = comes_from(report, start, end, "统计公报"), comes_from(report, wrong.start, wrong.end, "财务系统")
    after = Verdicts(said).judge(report, before)
    assert (after.findings.issues, after.dismissed) == (before.issues, ())
    assert (start, end) not in after.findings.coverage.unverified
    assert after.findings.coverage.total == before.coverage.total


def test_a_verdict_is_written_as_one_line() -> None:
    report = report_of("会议对对号入座提出要求。")
    verdict = no_problem(report, check_report(report).issues[0])
    assert Verdict.from_json(verdict.to_json()) == verdict
    assert "\n" not in verdict.to_json()


def test_the_levels_of_account_codes_add_up() -> None:
    rows = (
        ("类", "款", "项", "科目", "预算数", "决算数"),
        ("213", "03", "", "水利", "9050.50", "8820.45"),
        ("213", "03", "01", "行政运行", "6150.20", "6100.15"),
        ("213", "03", "05", "水利工程建设", "1400.30", "1270.30"),
        ("213", "03", "06", "水利工程运行与维护", "1600.00", "1450.00"),
    )
    text = "\n".join("\t".join(row) for row in rows)
    table = Table(rows, 0, len(text))
    report = Report("", "", 2024, "t", text, (Section("0", 0, "", 0, len(text)),), (table,))
    found = [(i.code, i.severity) for i in check_report(report).issues]
    assert found == [("sum-wrong", "error")]


def test_a_habit_of_the_writer_is_told_once_with_how_often_it_stands():
    text = "".join(f"第{n}项(类）安排经费。" for n in "一二三四五")
    found = [one for one in check_report(report_of(text)).issues if one.code == "wording-bracket"]
    assert [one.message.partition("；")[2] for one in found] == ["全文同样的有 5 处"]


def test_a_budget_told_again_with_what_it_is_compared_with_is_the_same():
    text = "甲项目2024年度预算{}万元，主要用于培训。2023年执行数为105.65万元，2024年预算安排103.35万元，比2023年执行数减少2.18%。主要原因是人数减少。"
    assert found(text.format("103.35")) == []
    assert [excerpt for _, _, excerpt in found(text.format("103.75"))] == ["103.75万元"]


def test_a_part_beside_noughts_that_is_more_than_its_whole_is_reported():
    text = "收入预算6,630.61万元，其中：财政拨款收入7,630.61万元；事业收入0万元；其他收入0万元。"
    assert [code for _, code, _ in found(text)] == ["sum-wrong"]
