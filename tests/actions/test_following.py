"""A figure changed in the table changes in the text; what a person wrote stays and is pointed at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drafter.actions import Office
from drafter.actions.following import follow
from drafter.actions.sections import body
from drafter.draft import BoundFigure, DraftSection, Sentence
from drafter.index import remove_reports
from tests.build import SOURCE, begun, open_office, row_of, type_all

MONEY = "1.3"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


@pytest.fixture
def project(office: Office) -> str:
    """A draft filled in and drafted."""
    id = begun(office)
    list(office.draft_all(id))
    return id


def row(office: Office, project: str, words: str) -> str:
    return row_of(office.open(project).brief, words).id


def text(office: Office, project: str, key: str = MONEY) -> str:
    return body(office.open(project).draft.section(key))


def edit(office: Office, project: str, old: str, new: str, key: str = MONEY) -> None:
    now = office.open(project)
    written = body(now.draft.section(key))
    assert old in written
    office.write(project, key, written.replace(old, new, 1), now.revision)


def section(*sentences: str, origin: str = "precedent") -> DraftSection:
    at, spans = len("一、题\n"), []
    for one in sentences:
        spans.append(Sentence(at, at + len(one), origin))  # type: ignore[arg-type]
        at += len(one)
    return DraftSection("1", "一、题", 1, "一、题\n" + "".join(sentences) + "\n", tuple(spans))


def test_every_bound_place_follows_a_changed_figure(office: Office, project: str):
    assert "项目支出预算数2345.80万元，执行数2281.12万元，预算执行率97.24%" in text(office, project)
    typed = office.type_figures(project, {row(office, project, "项目支出执行数"): "2300.00"})
    assert "项目支出预算数2345.80万元，执行数2300.00万元，预算执行率98.05%" in text(office, project)
    assert (typed.refused, typed.kept) == ({}, 0)
    bound = office.open(project).draft.section(MONEY)
    assert "2300.00" in {bound.text[f.start : f.end] for f in bound.figures}


def test_a_figure_told_in_two_sections_follows_in_both(office: Office, project: str):
    typed = office.type_figures(project, {row(office, project, "征集提案"): "540"})
    told = [one.key for one in office.open(project).draft.sections if "540件" in one.text]
    assert (len(told), typed.sections, typed.kept) == (2, 2, 0)
    assert "536件" not in office.open(project).draft.text


def test_a_value_typed_later_takes_the_place_of_its_mark(office: Office):
    id = office.start(SOURCE, 2023)
    office.draft_section(id, MONEY)
    assert "【待补" in text(office, id)
    type_all(office, id)
    assert "【待补" not in text(office, id)
    assert "整体收入10871.26万元" in text(office, id)


def test_a_sentence_a_person_wrote_stays_and_is_pointed_at(office: Office, project: str):
    edit(office, project, "万元，执行数2281.12", "万元，实际执行数2281.12")
    typed = office.type_figures(project, {row(office, project, "项目支出执行数"): "2300.00"})
    assert typed.kept == 1
    assert "实际执行数2281.12万元，预算执行率97.24%" in text(office, project)
    found = [i for i in office.open(project).findings.issues if i.excerpt.startswith("2281.12")]
    assert [(one.code, one.expected) for one in found] == [("figure-differs", "2300.00")]


def test_a_mark_in_a_sentence_a_person_touched_gives_way_to_the_figure_typed_for_it(office: Office):
    id = office.start(SOURCE, 2023)
    office.draft_section(id, MONEY)
    edit(office, id, "，执行数【待补：项目支出执行数", "，实际执行数【待补：项目支出执行数")
    typed = office.type_figures(id, {row(office, id, "项目支出执行数"): "2281.12"})
    assert "实际执行数2281.12万元，预算执行率【待补" in text(office, id)
    assert typed.kept == 0
    bound = office.open(id).draft.section(MONEY)
    assert "2281.12" in {bound.text[f.start : f.end] for f in bound.figures}
    # Typed over, it is a figure in a person's sentence like any other: pointed at, not changed.
    assert office.type_figures(id, {row(office, id, "项目支出执行数"): "2300.00"}).kept == 1
    assert "实际执行数2281.12万元" in text(office, id)


def test_an_edit_holds_up_only_its_own_sentence():
    before = section("甲1件。", "乙2件。", "丙3件。")
    after = section("甲5件。", "乙6件。", "丙7件。")
    mine = section("甲1件。", "乙有2件。", "丙3件。", "丁。")
    followed = follow(mine, before, after, year=2023)
    assert (followed.section.text, followed.kept) == ("一、题\n甲5件。乙有2件。丙7件。丁。\n", 1)


def test_what_a_person_added_stays_where_it_is():
    before, after = section("甲1件。", "乙2件。"), section("甲5件。", "乙6件。")
    mine = section("先说一句。", "甲1件。", "中间一句。", "乙2件。")
    assert body(follow(mine, before, after, year=2023).section) == "先说一句。甲5件。中间一句。乙6件。"


def test_bindings_move_with_their_sentences():
    before = section("甲1件。", "乙2件。")
    after = section("甲1500件。", "乙2件。")
    at = before.text.index("2件")
    mine = replace(before, figures=(BoundFigure(at, at + 1, "F2"),), text=before.text)
    later = after.text.index("2件")
    after = replace(after, figures=(BoundFigure(later, later + 1, "F2"),))
    moved = follow(replace(mine, text=mine.text + "丙。\n"), before, after, year=2023).section
    assert [moved.text[f.start : f.end] for f in moved.figures] == ["2"]
    assert moved.text == "一、题\n甲1500件。乙2件。\n丙。\n"


def test_a_finished_section_is_not_touched_and_a_blank_one_stays_blank(office: Office, project: str):
    office.set_status(project, MONEY, "已定稿")
    before = text(office, project)
    office.type_figures(project, {row(office, project, "项目支出执行数"): "2300.00"})
    assert text(office, project) == before
    fresh = office.start(SOURCE, 2023)
    office.type_figures(fresh, {row(office, fresh, "项目支出执行数"): "2300.00"})
    assert text(office, fresh) == ""


def test_what_stood_before_is_in_the_history(office: Office, project: str):
    before = text(office, project)
    office.type_figures(project, {row(office, project, "项目支出执行数"): "2300.00"})
    office.bring_back(project, MONEY)
    assert text(office, project) == before


def test_without_last_years_report_the_table_can_still_be_filled(office: Office, project: str):
    remove_reports(office.library.folder, [SOURCE])
    typed = office.type_figures(project, {row(office, project, "项目支出执行数"): "2300.00"})
    assert (typed.refused, typed.sections) == ({}, 0)


def test_nothing_is_composed_for_a_figure_typed_before_anything_is_drafted(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("drafter.actions.table_desk.compose_draft", None)
    id = office.start(SOURCE, 2023)
    typed = office.type_figures(id, {row(office, id, "项目支出执行数"): "2281.12"})
    assert (typed.refused, typed.sections) == ({}, 0)


def test_a_figure_typed_while_everything_is_drafted_is_in_what_is_drafted_after(office: Office):
    id = begun(office)
    drafting = office.draft_all(id)
    next(drafting)
    office.type_figures(id, {row(office, id, "项目支出执行数"): "2281.12"})
    list(drafting)
    assert "执行数2281.12万元" in text(office, id)


def test_a_figure_typed_while_its_section_is_drafted_is_in_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    from drafter.actions import section_desk

    id = office.start(SOURCE, 2023)
    compose, late = section_desk.compose_section, ["2281.12"]

    def composing(*given: Any, **named: Any) -> DraftSection:
        composed = compose(*given, **named)
        if late:
            office.type_figures(id, {row(office, id, "项目支出执行数"): late.pop()})
        return composed

    monkeypatch.setattr(section_desk, "compose_section", composing)
    office.draft_section(id, MONEY)
    assert "执行数2281.12万元" in text(office, id)
