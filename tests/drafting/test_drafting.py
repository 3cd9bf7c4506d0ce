"""From a filled sheet to a draft: this year's figures, rates and years; whatever nobody supplied is marked."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.brief import Action, Brief, Figure
from drafter.checks import check_report
from drafter.draft import Draft
from drafter.drafting.composing import compose_draft, compose_section
from drafter.errors import DraftError, ReportError
from drafter.lastyear.slots import evaluate
from drafter.numbers.numerals import decimals_of, read_numeral
from drafter.numbers.quantity import Mention, find_mentions
from drafter.reading import read_report
from drafter.sheet import make_sheet
from tests.build import (
    OFFICE_2022,
    OFFICE_2023,
    body_of,
    brief_of,
    decide,
    draft_of,
    fill,
    office_report,
    report_of,
    row_of,
    text_of,
    unmarked,
)
from tests.paths import CORPUS

FINANCE = "部门整体收支情况"


def office_draft(**values: str) -> Draft:
    report = office_report()
    return draft_of(report, fill(brief_of(report), {**OFFICE_2023, **values}))


def reasons(draft: Draft, kind: str) -> list[str]:
    return [mark.reason for section in draft.sections for mark in section.open if mark.kind == kind]


def finance(body: str, values: dict[str, str]) -> str:
    """The finance section drafted from `body`, with the rows of these last year's values filled in."""
    report = body_of(body)
    brief = make_sheet(report, 2023)
    ids = {
        next(f.id for f in brief.figures if f.previous == was and not f.value): now
        for was, now in values.items()
    }
    return text_of(draft_of(report, brief.fill(**ids)), "部门收支情况")


# -- this year's figures ---------------------------------------------------------------------------------------


def test_the_finance_section_has_new_values_recomputed_rates_and_the_new_year():
    assert text_of(office_draft(), FINANCE) == (
        "2023年，我厅整体收入10871.26万元，支出10871.26万元，预算执行率98.40%。其中，基本支出预算数8702.35万元，"
        "执行数8590.14万元，预算执行率98.71%；项目支出预算数2345.80万元，执行数2281.12万元，预算执行率97.24%。"
    )


def test_a_filed_rate_is_recomputed_in_both_of_its_places():
    draft = office_draft()
    assert draft.text.count("征集提案536件，经审查立案362件，立案率为67.5%") == 2


def test_last_years_value_becomes_the_base_of_this_years_growth():
    assert "接待群众4527人，比2022年增加217人，增长5.0%。" in text_of(office_draft(), "主要工作成效")


def test_no_last_years_figure_is_left_unmarked():
    """All but the numbers that are the same by what they count: four offices, three lists."""
    old = [m.token for m in find_mentions(OFFICE_2022, year=2022) if not m.structural]
    left = [m.token for m in find_mentions(unmarked(office_draft().text), year=2023) if not m.structural]
    assert sorted(set(old) & set(left)) == ["4", "三"]


def test_no_last_year_is_left_unmarked_but_in_comparisons():
    assert re.findall(r".{2}2022年.{4}", unmarked(office_draft().text)) == ["，比2022年增加21"]


def test_a_filled_sheet_leaves_nothing_missing():
    assert reasons(office_draft(), "待补") == []


def test_a_typed_value_keeps_its_decimals():
    assert "整体收入10871.265万元" in office_draft(整体收入="10871.265").text


def test_a_typed_rate_overrides_its_formula():
    assert "预算执行率98.41%。" in office_draft(整体预算执行率="98.41").text


def test_names_and_hotlines_stand_as_they_were():
    text = office_draft().text
    for name in (
        "十六字方针",
        "12345热线",
        "12345政务服务便民热线",
        "党的二十大精神",
        "“七一”前",
        "“一国两制”宣讲",
    ):
        assert name in text


@pytest.mark.parametrize("address", ["swj@126.com", "office12@163.com", "hz.2022@gov.cn"])
def test_the_number_in_an_address_is_no_figure(address: str):
    report = body_of(f"联系邮箱：{address}，培训费12.50万元。")
    text = text_of(draft_of(report, brief_of(report).fill(F1="13.00")), "部门收支情况")
    assert text == f"联系邮箱：{address}，培训费13.00万元【待核】。"


def test_the_outline_stays_and_titles_move():
    report, draft = office_report(), office_draft()
    assert [section.key for section in draft.sections] == [section.key for section in report.sections]
    assert draft.title == "泽南市政协办公厅2023年部门整体支出绩效自评报告"
    assert draft.text.splitlines()[0] == draft.title


def test_a_draft_has_no_error_of_its_own():
    report = office_report()
    brief = fill(brief_of(report), OFFICE_2023)
    findings = check_report(draft_of(report, brief).as_report("稿"), brief=brief, previous=report)
    assert [issue for issue in findings.issues if issue.severity == "error"] == []


# -- directions ------------------------------------------------------------------------------------------------

GROWTH = "培训费12.50万元，比上年增加2.50万元，增长25.00%，主要原因是培训班增加。"


def test_growth_that_turns_into_decline_turns_its_words():
    assert finance(GROWTH, {"12.50": "10.00"}) == (
        "培训费10.00万元，比上年减少2.50万元，下降20.00%，主要原因是培训班减少【待核】。"
    )


def test_negative_growth_that_turns_is_growth():
    told = "培训费8.00万元，比上年减少2.00万元，负增长20.00%。"
    assert finance(told, {"8.00": "10.00"}) == "培训费10.00万元，比上年增加2.00万元，增长25.00%。"


def test_growth_that_stays_growth_keeps_its_words():
    assert finance(GROWTH, {"12.50": "15.00"}).startswith("培训费15.00万元，比上年增加2.50万元，增长20.00%，")


# -- what nobody supplied --------------------------------------------------------------------------------------


def test_a_missing_figure_is_marked_with_what_it_measures_and_what_it_was():
    report = body_of("2022年培训费12.50万元，办班3期。")
    draft = draft_of(report)
    assert (
        text_of(draft, "部门收支情况")
        == "2023年培训费【待补：培训费（上年12.50万元）】，办班【待补：办班（上年3期）】。"
    )
    assert reasons(draft, "待补") == ["数据表 F1 未填", "数据表 F2 未填"]


def test_a_rate_without_its_terms_says_which_are_missing():
    report = body_of("预算数200.00万元，执行数150.00万元，预算执行率75.00%。")
    draft = draft_of(report, make_sheet(report, 2023).fill(F1="210.00"))
    assert reasons(draft, "待补") == ["数据表 F2 未填", "F3 由公式 F2/F1 计算，缺 F2"]


def test_a_rate_on_a_base_of_zero_says_so():
    report = body_of("预算数200.00万元，执行数150.00万元，预算执行率75.00%。")
    draft = draft_of(report, make_sheet(report, 2023).fill(F1="0", F2="0"))
    assert reasons(draft, "待补") == ["F3 的公式 F2/F1 分母为零，算不出"]


def test_an_empty_sheet_leaves_every_figure_marked():
    report = office_report()
    text = unmarked(draft_of(report).text)
    left = [m.token for m in find_mentions(text, year=2023) if not m.structural]
    assert left == ["4", "三"]


def test_events_and_reasons_of_last_year_are_marked():
    draft = office_draft()
    assert "2022年度" not in unmarked(draft.text)
    assert "上年的年份，本年需另填" in reasons(draft, "待核")
    assert text_of(draft, "存在的主要问题").endswith("【待核】。")


def test_what_cannot_be_true_again_by_itself_is_marked_also_in_a_kept_item():
    report = body_of(
        "1. 征集提案512件，与上年持平。首次开展双评议活动。反响热烈。", heading="二、主要工作成效"
    )
    kept = decide(make_sheet(report, 2023), ("征集提案", "沿用", ""))
    more = text_of(draft_of(report, kept.fill(F1="536")), "主要工作成效")
    assert more == "1. 征集提案536件，比上年增加24件。首次开展双评议活动【待核】。反响热烈。"
    same = text_of(draft_of(report, kept.fill(F1="512")), "主要工作成效")
    assert same.startswith("1. 征集提案512件，与上年持平。首次")


@pytest.mark.parametrize(
    ("engineers", "courses", "said"),
    [("5", "9", "与上年持平"), ("6", "7", "比上年增加1名"), ("4", "7", "比上年减少1名")],
)
def test_unchanged_is_said_of_the_figure_told_before_it(engineers: str, courses: str, said: str):
    text = finance("配备工程师5名，与上年持平，培训7次。", {"5": engineers, "7": courses})
    assert text == f"配备工程师{engineers}名，{said}，培训{courses}次。"


def test_wording_that_stood_in_earlier_years_too_is_not_marked():
    report = report_of("泽南市水务局2022年工作报告\n一、存在的问题\n部分项目进度偏慢。\n绩效指标不够细化。\n")
    earlier = report_of("泽南市水务局2021年工作报告\n一、存在的问题\n部分项目进度偏慢。\n", source="2021.txt")
    draft = compose_draft(make_sheet(report, 2023), report, earlier=[earlier])
    assert text_of(draft, "存在的问题") == "部分项目进度偏慢。\n绩效指标不够细化【待核】。"


# -- the draft as data -----------------------------------------------------------------------------------------


def test_bound_figures_cover_exactly_the_numbers_of_their_rows():
    report = office_report()
    brief = fill(brief_of(report), OFFICE_2023)
    draft = draft_of(report, brief)
    printed = {
        section.text[f.start : f.end]
        for section in draft.sections
        for f in section.figures
        if f.row == row_of(brief, "征集提案").id
    }
    assert printed == {"536"}


def test_sentences_say_where_they_come_from():
    report, draft = office_report(), office_draft()
    section = next(one for one in draft.sections if FINANCE in one.heading)
    first = section.sentences[0]
    assert (first.origin, section.text[first.start : first.end][:12]) == ("computed", "2023年，我厅整体收入")
    assert first.precedent is not None
    assert report.text[first.precedent.start : first.precedent.end].startswith("2022年，我厅整体收入")


def test_one_section_alone_is_as_in_the_whole():
    report = office_report()
    brief = fill(brief_of(report), OFFICE_2023)
    assert compose_section(brief, report, "1.3") == draft_of(report, brief).section("1.3")
    with pytest.raises(DraftError, match=r"上年报告中没有编号为 9 的章节。现有章节：0、1、1\.1"):
        compose_section(brief, report, "9")


def test_progress_is_told_section_by_section():
    report, told = body_of(GROWTH), []
    compose_draft(make_sheet(report, 2023), report, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_draft_is_for_a_later_year():
    report = office_report()
    with pytest.raises(DraftError, match="数据表的年度 2022 不晚于上年报告"):
        draft_of(report, Brief("", 2022, "", ""))


def test_a_draft_far_beyond_its_report_is_refused():
    report = office_report()
    with pytest.raises(DraftError, match=r"晚 9 年，其中的数都不是上年数.*--from 指定 2030 年的报告"):
        draft_of(report, Brief("", 2031, "", ""))


def test_of_a_report_that_is_two_years_old_nothing_is_called_last_years():
    report = report_of("泽南市水务局2022年总结\n库存12册，与上年持平。\n培训费30万元。\n")
    brief = make_sheet(report, 2024)
    told = draft_of(report, brief.fill(F1="12"))
    assert "【待补：培训费（2022年30万元）】" in told.text
    assert "与上年持平【待核】" in told.text


def test_a_report_without_a_year_is_refused():
    report = report_of("泽南市水务局自评报告\n一、部门概况\n负责全市水务工作。\n", source="报告.txt")
    with pytest.raises(ReportError, match=r"的年度不明。请运行 drafter mend 报告\.txt --year 年度"):
        draft_of(report, Brief("", 2023, "", ""))


def test_a_draft_comes_back_from_json():
    draft = office_draft(整体收入="")
    assert Draft.from_json(json.loads(json.dumps(draft.to_json(), ensure_ascii=False))) == draft


# -- what holds for every sheet --------------------------------------------------------------------------------

REPORTS = {
    path.name: read_report(path)
    for path in sorted([*CORPUS.glob("*.txt"), *CORPUS.glob("*水利局*-2024.docx")])
}
REPORTS["office"] = office_report()
TYPED = ("", "无", "0", "7", "12.50", "1,234.50", "１２", "三", "100", "-3.2", "864231", "98.1", "3085.13")
ANY_REPORT = st.sampled_from(sorted(REPORTS))
ANY_VALUES = st.lists(st.sampled_from(TYPED), min_size=1, max_size=12)
LIMITS = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


NEW_ROWS = ("其他支出", "补充项目预算数", "补充项目执行数", "其他支出增长率")
DECISIONS: tuple[tuple[Action, str], ...] = (
    ("", ""),
    ("沿用", ""),
    ("删除", ""),
    ("改写", "举办培训班7期，投入12.50万元。"),
    ("改写", "主要原因是任务减少"),
)
ANY_SHEET = st.tuples(
    ANY_REPORT,
    ANY_VALUES,
    st.lists(st.sampled_from(DECISIONS), min_size=1, max_size=5),
    st.lists(st.sampled_from(NEW_ROWS), max_size=3, unique=True),
    st.sampled_from((1, 3)),
)
AnySheet = tuple[str, list[str], list[tuple[Action, str]], list[str], int]


def drafted(name: str, values: list[str], *, years: int = 1) -> Draft:
    """The draft after a report whose sheet has `values` typed into its rows again and again."""
    return compose_draft(typed(unfilled(name, years), values), REPORTS[name])


@cache
def unfilled(name: str, years: int) -> Brief:
    return make_sheet(REPORTS[name], (REPORTS[name].year or 0) + years)


def typed(brief: Brief, values: list[str]) -> Brief:
    return brief.fill(**{figure.id: values[at % len(values)] for at, figure in enumerate(brief.figures)})


def drafted_from(sheet: AnySheet) -> tuple[Brief, Draft]:
    """The draft of a sheet filled, decided on and added to at random."""
    name, values, decisions, labels, years = sheet
    brief = typed(unfilled(name, years), values)
    items = tuple(
        replace(item, action=decisions[at % len(decisions)][0], text=decisions[at % len(decisions)][1])
        for at, item in enumerate(brief.items)
    )
    rows = tuple(
        Figure(
            f"F90{at}", label, "本年", "%" if label.endswith("率") else "万元", "", values[at % len(values)]
        )
        for at, label in enumerate(labels)
    )
    brief = replace(brief, items=items, figures=(*brief.figures, *rows))
    return brief, compose_draft(brief, REPORTS[name])


def holds_for(sheet: AnySheet) -> None:
    """No number that nobody supplied, none but its row's own, and no year of last year's report but in a name."""
    brief, draft = drafted_from(sheet)
    assert loose(draft) == []
    assert misprinted(brief, draft) == []
    if sheet[-1] > 1:  # so that no year a comparison names is last year's own
        text = unmarked(draft.text)
        stale = [m.start() for m in re.finditer(rf"(?<!\d){REPORTS[sheet[0]].year}(?!\d)", text)]
        assert [text[max(at - 12, 0) : at + 8] for at in stale if not in_name(text, at)] == []


def misprinted(brief: Brief, draft: Draft) -> list[str]:
    """The bound numbers that are not the value of their row, or of their formula, to half of the last place printed."""
    formulas = {one.formula for section in draft.sections for one in section.figures if one.formula}
    computed = tuple(Figure(one, "", "本年", "%", "", formula=one) for one in formulas)
    values, wrong = evaluate(replace(brief, figures=(*brief.figures, *computed))), []
    for section in draft.sections:
        for figure in section.figures:
            printed = section.text[figure.start : figure.end]
            value, number = values[figure.row], read_numeral(printed)
            step = Decimal(1).scaleb(-decimals_of(printed))
            if value is None or number is None or abs(abs(number) - abs(value)) > step / 2:
                wrong.append(f"{figure.row} {value}: {printed}")
    return wrong


@settings(LIMITS, max_examples=200)
@given(ANY_SHEET)
def test_no_number_and_no_year_stands_in_a_draft_that_nobody_supplied(sheet: AnySheet):
    holds_for(sheet)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@settings(LIMITS, max_examples=2000, derandomize=False)
@given(ANY_SHEET)
def test_the_same_of_two_thousand_sheets(sheet: AnySheet):
    holds_for(sheet)


@LIMITS
@given(ANY_REPORT, ANY_VALUES)
def test_every_draft_comes_back_from_json(name: str, values: list[str]):
    draft = drafted(name, values)
    assert (Draft.from_json(json.loads(json.dumps(draft.to_json()))) == draft) is True


@LIMITS
@given(ANY_REPORT, ANY_VALUES, st.data())
def test_an_edit_leaves_everything_else_where_it_was(name: str, values: list[str], data: st.DataObject):
    draft = drafted(name, values)
    key = data.draw(st.sampled_from([section.key for section in draft.sections if len(section.text) > 2]))
    old = draft.section(key)
    start = data.draw(st.integers(0, len(old.text) - 1))
    end = data.draw(st.integers(start, min(start + 20, len(old.text) - 1)))
    text = old.text[:start] + data.draw(st.text("改动一二三，。1", max_size=8)) + old.text[end:]
    new = draft.revise(key, text).section(key)
    assert new.text == text
    head, by = common_head(old.text, text), len(text) - len(old.text)
    for spans in ("sentences", "figures", "open"):
        before = [(s.start, s.end) for s in getattr(old, spans)]
        after = {(s.start, s.end) for s in getattr(new, spans)}
        # Where the new words begin as the old ones did, either place may count as touched.
        untouched = [s for s in before if s[1] <= start] + [
            (a + by, b + by) for a, b in before if a >= max(end, head)
        ]
        assert [span for span in untouched if span not in after] == []
    edges = sorted((s.start, s.end) for s in new.sentences)
    assert [one for one, following in pairwise(edges) if one[1] > following[0]] == []


def common_head(old: str, new: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )


def loose(draft: Draft) -> list[str]:
    """The numbers of the text that are not bound, structural, marked, or in a sentence a person wrote."""
    found, offset = [], 0
    for section in draft.sections:
        free = [(f.start, f.end) for f in section.figures] + [(o.start, o.end) for o in section.open]
        free += [(s.start, s.end) for s in section.sentences if s.origin in ("item", "human")]
        free.append((0, len(section.heading)))
        for mention in inside(draft, section.text):
            if not any(start <= mention.start and mention.end <= end for start, end in free):
                found.append(section.text[max(mention.start - 12, 0) : mention.stop + 6])
        offset += len(section.text)
    return found


def inside(draft: Draft, text: str) -> list[Mention]:
    return [mention for mention in find_mentions(text, year=draft.year) if not mention.structural]


def in_name(text: str, at: int) -> bool:
    """Whether the year at `at` stands in a 《title》 or “name”, or in a span of years."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    around = text[max(at - 6, 0) : at + 10]
    return (
        line.count("《") > line.count("》")
        or line.count("“") > line.count("”")
        or bool(re.search(r"\d{4}\s?[—–~至-]+\s?\d{4}", around))
    )
