"""What the buttons do: start a report, fill it in, draft, write, check and hand over."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from drafter.actions import Office
from drafter.actions.figures import execution_bars, figure_rows, row_filled, row_to_fill
from drafter.actions.filling import merge_sheet, put_item, type_values
from drafter.actions.ready import ready_rows
from drafter.actions.sections import (
    body,
    clean,
    first_to_do,
    lead,
    outline,
    path_of,
    section_marks,
    with_body,
)
from drafter.brief import Brief, Figure, WorkItem
from drafter.draft import Draft, DraftSection
from drafter.errors import ConflictError, DraftError, IndexFolderError, SheetError
from drafter.issue import Coverage, Findings, Issue
from drafter.sheet import read_sheet, write_sheet
from drafter.strings import speaking
from tests import word_edits as word
from tests.build import (
    OFFICE,
    OFFICE_2022,
    OFFICE_2023,
    SOURCE,
    body_of,
    brief_of,
    figures,
    fill,
    office_report,
    row_of,
    type_all,
)

MONEY = "1.3"
WRONG_RATE = "培训经费预算数200.00万元，执行数190.00万元，预算执行率98.17%。"


@pytest.fixture
def office(library: Path, tmp_path: Path) -> Office:
    return Office(library, tmp_path / "workspace")


@pytest.fixture
def project(office: Office) -> str:
    return office.start(SOURCE, 2023)


def write(office: Office, project: str, key: str, text: str) -> None:
    office.write(project, key, text, office.open(project).revision)


def codes(office: Office, project: str) -> set[str]:
    return {issue.code for issue in office.open(project).findings.issues}


# -- projects ----------------------------------------------------------------------------------------------------------


def test_a_new_project_has_last_years_outline_and_no_text(office: Office, project: str):
    work = office.open(project)
    assert (work.draft.org, work.draft.year, work.draft.title) == (
        OFFICE,
        2023,
        f"{OFFICE}2023年部门整体支出绩效自评报告",
    )
    assert {section.status for section in work.draft.sections} == {"未起草"}
    assert {body(section) for section in work.draft.sections} == {""}
    assert [one.key for one in work.draft.sections] == [one.key for one in office_report().sections]
    assert [one.id for one in office.projects()] == [project]


def test_the_newest_report_is_the_one_to_start_from(office: Office):
    newest = office.library.newest()
    assert newest is not None
    assert (newest.source, newest.year) == (SOURCE, 2022)


def test_a_report_that_is_not_in_the_library_cannot_be_started_from(office: Office):
    with pytest.raises(IndexFolderError, match=r"2019\.txt"):
        office.start("2019.txt", 2023)


@pytest.mark.parametrize("year", [22, 2022, 99999])
def test_a_year_that_cannot_be_is_refused(office: Office, year: int):
    with pytest.raises(SheetError, match=str(year)):
        office.start(SOURCE, year)
    assert office.projects() == ()


def test_an_office_without_any_report_is_empty_but_works(tmp_path: Path):
    office = Office(tmp_path / "index", tmp_path / "workspace")
    assert (
        office.library.reports(),
        office.library.newest(),
        office.library.precedents("预算", limit=3),
    ) == ((), None, ())


def test_a_file_that_cannot_be_read_does_not_keep_the_others_out(tmp_path: Path):
    good, bad = tmp_path / SOURCE, tmp_path / "坏文件-2022.docx"
    good.write_text(OFFICE_2022, "utf-8")
    bad.write_bytes(b"PK\x03\x04 damaged")
    summary = Office(tmp_path / "index", tmp_path / "workspace").library.add([good, bad])
    assert (summary.added, [name for name, _ in summary.failures]) == ((SOURCE,), [bad.name])


# -- ① ---------------------------------------------------------------------------------------------------------------


def test_typed_cells_are_kept_and_rates_follow(office: Office, project: str):
    type_all(office, project)
    rows = {row.figure.label: row for row in figure_rows(office.open(project).brief)}
    rate = next(row for label, row in rows.items() if "基本支出" in label and "执行率" in label)
    assert (rate.state, rate.shown) == ("computed", "98.71")


def test_a_cell_that_is_no_number_is_refused_and_the_others_are_taken():
    brief = Brief("某局", 2023, "", "", figures(("F1", "", ""), ("F2", "", "")))
    filled, refused = type_values(brief, {"F1": "约3亿", "F2": "１２.５０", "F9": "1"})
    assert [figure.value for figure in filled.figures] == ["", "12.50"]
    assert sorted(refused) == ["F1", "F9"]


def test_a_cell_is_taken_without_what_is_only_its_dress_in_a_spreadsheet():
    (figure,) = figures(("F1", "", ""))
    brief = Brief("某局", 2023, "", "", (replace(figure, unit="万元"),))
    dressed = ["¥1,234.50", "￥ 1,234.50", "(12.50)", "（12.50）", "12.50万元", " 12.50 万元\xa0"]
    typed = [type_values(brief, {"F1": value})[0].figures[0].value for value in dressed]
    assert typed == ["1,234.50", "1,234.50", "-12.50", "-12.50", "12.50", "12.50"]
    assert list(type_values(brief, {"F1": "12.50亿元"})[1]) == ["F1"]


@pytest.mark.parametrize("value", ["1e9", "1_000", "NaN", "inf", "<b>1</b>", "一二三四x"])
def test_what_python_takes_for_a_number_but_no_clerk_would_is_refused(value: str):
    brief = Brief("某局", 2023, "", "", figures(("F1", "", "")))
    assert list(type_values(brief, {"F1": value})[1]) == ["F1"]


def test_a_computed_cell_sent_back_as_it_was_shown_stays_computed():
    brief = Brief("某局", 2023, "", "", figures(("F1", "3", ""), ("F2", "4", ""), ("F3", "", "F1+F2")))
    assert type_values(brief, {"F3": "7.00"})[0] == brief
    typed = type_values(brief, {"F3": "7.5"})[0]
    assert [row.state for row in figure_rows(typed)] == ["typed", "typed", "typed"]
    assert type_values(typed, {"F3": ""})[0] == brief


def test_what_is_to_be_filled_in_is_told_also_where_a_formula_lacks_it():
    brief = brief_of(body_of("2022年预算数200.00万元，执行数150.00万元，预算执行率75.00%。"))
    (rate,) = (one for one in brief.figures if one.formula)
    budget, spent = (one for one in brief.figures if not one.formula)
    assert row_to_fill(brief, f"数据表 {spent.id} 未填") == spent.id
    assert row_to_fill(brief, f"{rate.id} 由公式 {rate.formula} 计算，缺 {budget.id}、{spent.id}") == spent.id
    half = brief.fill(**{spent.id: "160.00"})
    assert row_to_fill(half, f"{rate.id} 由公式 {rate.formula} 计算") == budget.id
    assert row_to_fill(half.fill(**{budget.id: "200.00"}), f"{rate.id} 由公式 {rate.formula} 计算") == ""
    assert row_to_fill(brief, "上年的原因说明") == ""
    assert row_filled(brief, f"数据表 {spent.id} 未填") is None
    filled = row_filled(half, f"数据表 {spent.id} 未填")
    assert filled
    assert (filled.figure.id, filled.shown) == (spent.id, "160.00")


def test_the_table_speaks_the_language_of_whoever_looks():
    brief = Brief("某局", 2023, "", "", figures(("F1", "3", "")))
    brief = replace(brief, figures=tuple(replace(one, previous="3") for one in brief.figures))
    assert figure_rows(brief)[0].change == "持平"
    with speaking("en"):
        assert figure_rows(brief)[0].change == "unchanged"


def test_change_on_last_year_is_shown_and_a_big_one_stands_out():
    brief = Brief(
        "某局",
        2023,
        "",
        "",
        figures(("F1", "1.10", ""), ("F2", "9.00", ""), ("F3", "1.00", ""), ("F4", "", "")),
    )
    rows = figure_rows(brief)
    assert [(row.change, row.outlier) for row in rows] == [
        ("+10.0%", False),
        ("+800.0%", True),
        ("持平", False),
        ("", False),
    ]


def test_a_number_of_as_many_digits_as_are_taken_does_not_break_the_table():
    brief = Brief("某局", 2023, "", "", figures(("F1", "9" * 18, ""), ("F2", "", "F1*3"), ("F3", "", "F1/7")))
    assert len(figure_rows(brief)) == 3


def test_a_filled_sheet_is_taken_over_and_empty_cells_change_nothing(tmp_path: Path):
    brief = brief_of(office_report())
    kept = fill(brief, {"专题调研": "17"})
    path = tmp_path / "sheet.xlsx"
    write_sheet(fill(brief, {"处室": "5"}), path)
    merged = merge_sheet(kept, read_sheet(path))
    assert merged.brief == fill(kept, {"处室": "5"})
    assert (merged.changed, merged.strangers) == (1, ())


def test_a_sheet_of_another_year_is_refused():
    brief = brief_of(office_report())
    with pytest.raises(SheetError, match="2024"):
        merge_sheet(brief, Brief(brief.org, 2024, "", "", brief.figures))


def test_a_sheet_of_another_body_is_refused():
    brief = brief_of(office_report())
    with pytest.raises(SheetError, match=f"“澄江区档案馆”的，本稿是“{OFFICE}”的"):
        merge_sheet(brief, replace(brief, org="澄江区档案馆"))
    assert merge_sheet(brief, replace(brief, org=f" {OFFICE}\n")).changed == 0


def test_what_a_person_did_to_the_rows_of_a_sheet_is_taken_over():
    """Another label, a reason beside the figure, and rows added below: the command takes them all, and so does the page."""
    brief = brief_of(office_report())
    renamed = row_of(brief, "项目支出执行数")
    filled = fill(brief, {"项目支出执行数": "2281.12"})
    rows = tuple(
        replace(one, label="项目支出执行数（含追加）", note="原因：追加了普查经费")
        if one.id == renamed.id
        else one
        for one in filled.figures
    )
    new = Figure("F900", "普查员", "本年", "人", "", "３６人")
    merged = merge_sheet(brief, replace(brief, figures=(*rows, new)))
    assert merged.strangers == ()
    assert merged.changed == 2
    taken = merged.brief.figure(renamed.id)
    assert (taken.label, taken.value, taken.note) == (
        "项目支出执行数（含追加）",
        "2281.12",
        "原因：追加了普查经费",
    )
    assert merged.brief.figures[-1] == replace(new, value="36")
    assert merge_sheet(merged.brief, replace(brief, figures=(*rows, new))).changed == 0


def test_a_sheet_that_numbers_its_rows_otherwise_computes_the_same():
    """As one does that was made before a row was read that is read now: F7 of the sheet may be F8 here."""
    brief = fill(brief_of(office_report()), OFFICE_2023)
    rate = next(one for one in brief.figures if re.fullmatch(r"F\d+/F\d+", one.formula))
    above, below = rate.formula.split("/")
    there = {above: below, below: above}
    sheet = replace(
        brief,
        figures=tuple(
            replace(
                one,
                id=there.get(one.id, one.id),
                formula=re.sub(r"F\d+", lambda row: there.get(row[0], row[0]), one.formula),
            )
            for one in brief.figures
        ),
    )
    empty = replace(brief, figures=tuple(replace(one, value="") for one in brief.figures))
    assert merge_sheet(empty, sheet).brief.figures == brief.figures
    # A row that is not in the sheet is in none of its formulas either: ours stands.
    lacking = replace(sheet, figures=tuple(one for one in sheet.figures if one.id != above))
    assert merge_sheet(empty, lacking).brief.figure(rate.id) == rate


def test_a_work_item_is_known_by_its_words_where_the_sheet_numbers_it_otherwise():
    first, second = WorkItem("W1", "一、工作", "开展调研。"), WorkItem("W2", "一、工作", "举办展览。")
    brief = Brief("某局", 2023, "", "", figures(("F1", "3", "")), (first, second))
    decided = replace(second, id="W1", action="改写", text="举办展览两场。")
    added = WorkItem("W2", "一、工作", "", "新增", "走访社区。")
    merged = merge_sheet(brief, replace(brief, items=(decided, added))).brief
    assert merged.items == (first, replace(decided, id="W2"), replace(added, id="W3"))
    for once_more in (merged.items, (decided, added)):
        assert merge_sheet(merged, replace(brief, items=once_more)).brief.items == merged.items


def test_a_row_added_with_a_formula_that_cannot_be_computed_changes_nothing():
    brief = Brief("某局", 2023, "", "", figures(("F1", "", "")))
    new = Figure("F9", "新增", "本年", "人", "", "", "F8*2")
    with pytest.raises(SheetError, match="公式中的 F8 不在数据页中"):
        merge_sheet(brief, replace(brief, figures=(*brief.figures, new)))


def test_rows_of_a_sheet_that_belong_nowhere_are_named():
    brief = Brief("某局", 2023, "", "", figures(("F1", "", "")))
    merged = merge_sheet(brief, Brief("", 0, "", "", figures(("F7", "3", ""))))
    assert (merged.brief, merged.strangers) == (brief, ("F7 F7",))


def test_a_work_item_is_decided_and_a_new_one_gets_the_next_number():
    brief = Brief("某局", 2023, "", "", items=(WorkItem("W1", "一、工作", "办了提案。"),))
    decided, _ = put_item(brief, WorkItem("W1", "", "", "改写", "办好提案。", "台账"))
    assert decided.items == (WorkItem("W1", "一、工作", "办了提案。", "改写", "办好提案。", "台账"),)
    more, id = put_item(decided, WorkItem("", "一、工作", "", "", "新办一事。"))
    assert (id, more.items[1]) == ("W2", WorkItem("W2", "一、工作", "", "新增", "新办一事。"))
    with pytest.raises(SheetError, match="W9"):
        put_item(brief, WorkItem("W9", "", ""))


def test_bars_show_what_was_spent_of_each_budget():
    bars = execution_bars(fill(brief_of(office_report()), OFFICE_2023))
    assert [(bar.label, f"{bar.rate:.2f}", bar.low) for bar in bars] == [
        ("基本支出", "98.71", False),
        ("项目支出", "97.24", False),
    ]


def test_a_budget_told_in_prose_and_in_a_table_has_one_bar():
    told = "项目支出预算数200.00万元，执行数190.00万元，预算执行率95.00%。"
    table = "单位：万元\n支出类别\t全年预算数\t执行数\t执行率\n项目支出\t200.00\t190.00\t95.00%"
    brief = brief_of(body_of(f"{told}\n{table}"))
    brief = brief.fill(**{one.id: one.previous for one in brief.figures if not one.formula})
    assert [(bar.label, f"{bar.rate:.2f}") for bar in execution_bars(brief)] == [("项目支出", "95.00")]


def test_a_project_told_with_and_without_the_word_has_one_bar():
    told = "数字档案室项目预算数200.00万元，执行数190.00万元，预算执行率95.00%。"
    table = "单位：万元\n项目名称\t全年预算数\t执行数\t执行率\n数字档案室\t200.00\t190.00\t95.00%"
    brief = brief_of(body_of(f"{told}\n{table}"))
    brief = brief.fill(**{one.id: one.previous for one in brief.figures if not one.formula})
    assert [bar.label for bar in execution_bars(brief)] == ["数字档案室项目"]


def test_a_work_item_is_not_missed_in_a_section_without_text(office: Office, project: str):
    item = next(one for one in office.open(project).brief.items if len(one.previous) > 20)
    office.write_item(project, replace(item, action="沿用"))
    assert [one.code for one in office.open(project).findings.issues] == []
    key = next(one.key for one in office.open(project).draft.sections if one.heading == item.section)
    office.write(project, key, "另写一段与它无关的文字。", office.open(project).revision)
    assert [one.code for one in office.open(project).findings.issues] == ["item-missing"]


def test_no_bar_is_shown_before_both_numbers_are_there():
    assert execution_bars(fill(brief_of(office_report()), {"基本支出预算数": "8702.35"})) == ()


def test_a_rate_below_ninety_is_low():
    brief = brief_of(body_of("项目支出预算数200.00万元，执行数190.00万元，预算执行率95.00%。"))
    (bar,) = execution_bars(fill(brief, {"项目支出预算数": "200", "执行数": "179.9"}))
    assert bar.low


def test_two_pages_that_type_into_different_cells_undo_nothing(office: Office, project: str):
    ids = [figure.id for figure in office.open(project).brief.figures if not figure.formula][:2]
    Office(office.library.folder, office.folder).type_figures(project, {ids[0]: "11"})
    office.type_figures(project, {ids[1]: "12"})
    brief = office.open(project).brief
    assert [brief.figure(id).value for id in ids] == ["11", "12"]  # type: ignore[union-attr]


# -- ② ---------------------------------------------------------------------------------------------------------------


def test_a_section_is_drafted_with_this_years_numbers(office: Office, project: str):
    type_all(office, project)
    office.draft_section(project, MONEY)
    section = office.open(project).draft.section(MONEY)
    assert section.status == "草稿"
    assert "基本支出预算数8702.35万元，执行数8590.14万元，预算执行率98.71%" in section.text
    assert "2022" not in section.text


def test_drafting_everything_keeps_what_a_person_wrote(office: Office, project: str):
    write(office, project, "3", "本年没有问题。")
    told = list(office.draft_all(project))
    draft = office.open(project).draft
    assert told[-1].done == told[-1].total == len(draft.sections) - 1
    assert told[-1].kept == ("三、存在的主要问题",)
    assert body(draft.section("3")) == "本年没有问题。"
    assert "未起草" not in {section.status for section in draft.sections}


def test_an_edit_survives_another_office_on_the_same_folder(office: Office, project: str):
    write(office, project, "4", "下一步加强管理。\n逐项落实。")
    again = Office(office.library.folder, office.folder)
    assert body(again.open(project).draft.section("4")) == "下一步加强管理。\n逐项落实。"
    assert again.open(project).draft.section("4").status == "草稿"


def test_an_issue_appears_with_the_text_and_goes_with_it(office: Office, project: str):
    type_all(office, project)
    write(office, project, "3", WRONG_RATE)
    assert "ratio-wrong" in codes(office, project)
    write(office, project, "3", WRONG_RATE.replace("98.17", "95.00"))
    assert "ratio-wrong" not in codes(office, project)


def test_a_save_on_an_old_revision_is_refused_with_both_texts(office: Office, project: str):
    old = office.open(project).revision
    office.write(project, "3", "甲写的。", old)
    with pytest.raises(ConflictError):
        office.write(project, "3", "乙写的。", old)
    assert body(office.open(project).draft.section("3")) == "甲写的。"
    assert [body(one.section) for one in office.workspace.refused(project, "3")] == ["乙写的。"]


def test_a_finished_section_is_not_changed(office: Office, project: str):
    write(office, project, "3", "本年没有问题。")
    office.set_status(project, "3", "已定稿")
    for change in (lambda: write(office, project, "3", "改了。"), lambda: office.draft_section(project, "3")):
        with pytest.raises(DraftError, match="已定稿"):
            change()
    list(office.draft_all(project))
    assert body(office.open(project).draft.section("3")) == "本年没有问题。"


def test_the_last_text_can_be_brought_back_and_that_undone(office: Office, project: str):
    write(office, project, "3", "第一稿。")
    office.draft_section(project, "3")
    drafted = body(office.open(project).draft.section("3"))
    office.bring_back(project, "3")
    assert body(office.open(project).draft.section("3")) == "第一稿。"
    office.bring_back(project, "3")
    assert body(office.open(project).draft.section("3")) == drafted


def test_what_was_typed_in_one_sitting_is_taken_back_at_once(office: Office, project: str):
    office.draft_section(project, "3")
    drafted = body(office.open(project).draft.section("3"))
    for typed in ("再", "再添", "再添一句。"):
        write(office, project, "3", drafted + typed)
    office.bring_back(project, "3")
    assert body(office.open(project).draft.section("3")) == drafted
    office.bring_back(project, "3")
    assert body(office.open(project).draft.section("3")) == drafted + "再添一句。"


def test_a_section_that_never_had_another_text_has_nothing_to_bring_back(office: Office, project: str):
    with pytest.raises(DraftError, match="更早"):
        office.bring_back(project, "3")


def test_precedents_are_of_earlier_years_and_of_the_sections_matter(office: Office, project: str):
    found = office.precedents(office.open(project), MONEY)
    sought = office.precedents(office.open(project), MONEY, "提案")
    assert "提案" in sought[0].passage.text
    assert sought != found
    assert found[0].passage.section == MONEY
    assert all((one.passage.year or 0) < 2023 for one in found)


def test_the_first_section_to_do_is_one_with_text_of_its_own(office: Office, project: str):
    assert first_to_do(office.open(project).draft) == "1.1.1"


# -- sections as the editor shows them ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "text", "shown"),
    [
        ("一、概况", "一、概况\n正文。\n", "正文。"),
        ("（一）公开情况。", "（一）公开情况。主要做法。\n", "主要做法。"),
        ("", "标题\n副标题\n", "标题\n副标题"),
        ("一、概况", "一、概况\n", ""),
    ],
)
def test_the_editor_shows_the_body_and_gives_the_whole_back(heading: str, text: str, shown: str):
    section = DraftSection("1", heading, 1, text)
    assert body(section) == shown
    assert with_body(section, shown) == text
    assert text.startswith(lead(section) + shown)


def test_typed_text_is_freed_of_what_no_file_can_hold():
    assert clean("甲\r\n乙\0\ud83d丙😀") == "甲\n乙\ufffd丙😀"


def test_marks_count_as_the_browser_does():
    section = DraftSection("1", "一、人名", 1, "一、人名\n𠮷某办理12件。\n")
    draft = Draft("某局", 2023, "", "", (section,))
    at = section.text.index("12")
    issue = Issue("figure-differs", "error", "", at, at + 2, "12")
    marks = section_marks(draft, Findings((issue,), Coverage(0, 0, ())), "1")
    assert [(mark.start, mark.end, mark.kind) for mark in marks] == [(5, 7, "error")]
    assert body(section).encode("utf-16-le")[10:14].decode("utf-16-le") == "12"


def test_the_outline_counts_what_is_left(office: Office, project: str):
    type_all(office, project)
    write(office, project, "3", WRONG_RATE)
    work = office.open(project)
    row = next(row for row in outline(work.draft, work.findings) if row.key == "3")
    assert (row.heading, row.status) == ("三、存在的主要问题", "草稿")
    assert row.errors == sum(i.severity == "error" for i in work.findings.issues if i.section == "3") > 0


def test_a_place_is_named_with_its_chapter(office: Office, project: str):
    draft = office.open(project).draft
    assert [path_of(draft, key) for key in ("0", MONEY, "3")] == [
        "标题",
        "一（三）部门整体收支情况",
        "三、存在的主要问题",
    ]


# -- ④ ---------------------------------------------------------------------------------------------------------------


def test_the_report_is_handed_over_as_word_with_its_comments(office: Office, project: str):
    write(office, project, "3", "2022年预算执行率偏低【待核】。")
    name, content = office.export(project, "docx")
    document = Document(io.BytesIO(content))
    assert name == f"{OFFICE}2023年部门整体支出绩效自评报告.docx"
    assert "2022年预算执行率偏低【待核】。" in [paragraph.text for paragraph in document.paragraphs]
    assert len(list(document.comments)) >= 1


def test_a_report_with_open_marks_is_not_handed_over_as_final(office: Office, project: str):
    list(office.draft_all(project))
    with pytest.raises(DraftError, match="待"):
        office.export(project, "docx", final=True)


def test_an_unknown_kind_of_file_is_refused_with_the_known_ones(office: Office, project: str):
    with pytest.raises(DraftError, match="docx"):
        office.export(project, "rtf")


def test_the_sheet_handed_out_is_the_one_that_comes_back(office: Office, project: str, tmp_path: Path):
    type_all(office, project)
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(office.sheet_file(project)[1])
    other = office.start(SOURCE, 2023)
    office.take_sheet(other, office.read_sheet(path))
    assert office.open(other).brief.figures == office.open(project).brief.figures


def test_what_stands_in_the_way_is_listed(office: Office, project: str):
    work = office.open(project)
    before = ready_rows(work.draft, work.brief, work.findings)
    assert [row.ok for row in before] == [False, False, False], "an empty draft is praised for nothing"
    type_all(office, project)
    list(office.draft_all(project))
    work = office.open(project)
    after = ready_rows(work.draft, work.brief, work.findings)
    assert after[1].ok
    assert not after[2].ok
    assert work.draft.section(after[2].key).open


def test_a_file_edited_in_word_comes_home_section_by_section(
    office: Office, project: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # In this process the file cannot be opened: the child does it.
    monkeypatch.setattr("drafter.export.readback.word_file.Package", None)
    type_all(office, project)
    list(office.draft_all(project))
    path = tmp_path / "out.docx"
    path.write_bytes(office.export(project, "docx")[1])
    word.edit(path, word.write("个别绩效目标", "少数绩效目标"), word.write("征集提案536", "征集提案537"))
    office.write(project, "4", "加强学习。", office.open(project).revision)
    returned = office.read_back(project, path)
    assert [(one.kind, one.key, one.conflict) for one in returned.back.sections] == [
        ("edited", "1.2", False),
        ("edited", "3", False),
    ]
    office.set_status(project, "3", "已定稿")
    returned = office.read_back(project, path)
    taken = office.take_back(returned.name, ["1.2", "3"], into_sheet=returned.back.figures)
    assert (taken.sections, taken.refused) == (
        ("(二) 年度总体工作和重点工作任务",),
        ("“三、存在的主要问题”已定稿，没有改动。请先点“取消定稿”再读回",),
    )
    assert list(taken.figures.values()) == ["537"]
    draft = office.open(project).draft
    assert "征集提案537件" in draft.section("1.2").text
    assert body(draft.section("4")) == "加强学习。"
    assert body(draft.section("3")).startswith("个别绩效目标")


def test_files_to_hand_over_and_why_one_cannot_be_made(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    assert [(one.suffix, one.missing) for one in office.kinds()] == [
        ("docx", ""),
        ("pdf", "需在这台机器上安装 LibreOffice"),
        ("md", ""),
        ("txt", ""),
    ]
