"""The first page: which past report is meant by what was chosen or typed, and that no other is taken for it."""

from __future__ import annotations

from pathlib import Path

import gradio as gr
import pytest

from drafter.actions import Office
from drafter.errors import SheetError
from drafter.web.home_page import HomePage
from tests.build import OFFICE, OFFICE_2022, SOURCE

OTHER = OFFICE_2022.replace(OFFICE, "泽南市文物局")


@pytest.fixture
def page(tmp_path: Path) -> HomePage:
    office = Office(tmp_path / "index", tmp_path / "workspace")
    for name, text in ((SOURCE, OFFICE_2022), ("泽南市文物局-自评报告-2022.txt", OTHER)):
        (tmp_path / name).write_text(text, "utf-8")
        office.library.add([tmp_path / name])
    with gr.Blocks() as blocks:
        return HomePage(blocks, office)


def test_a_report_is_chosen_from_the_list_or_by_words_that_only_one_has(page: HomePage):
    for chosen in (SOURCE, "政协办公厅", f"{OFFICE}2022年部门整体支出绩效自评报告"):
        assert page.next_year(chosen) == "2023"
        assert page.office.open(page.begin(chosen, "2023")).brief.previous_report == SOURCE


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("水务局", "资料库中没有叫“水务局”的报告。请在“上年报告”中选一份，或先上传"),
        ("泽南市", "资料库中有 2 份报告带“泽南市”。请在“上年报告”中选定一份"),
        (" ", "资料库中没有叫“ ”的报告"),
        (None, "还没有选上年报告"),
    ],
)
def test_what_no_report_or_several_may_be_begins_no_draft(page: HomePage, typed: str | None, says: str):
    assert page.next_year(typed) == ""
    with pytest.raises(SheetError, match=says):
        page.begin(typed, "2023")
    assert page.office.projects() == ()
