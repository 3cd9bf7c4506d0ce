"""Everyday work: a clerk with a sheet typed in haste, a section chief with a finished report, a writer who looks for wording."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.acting import begin
from browser.served import Visit
from build import brief_of, office_report
from openpyxl import load_workbook

from drafter.sheet import write_sheet

pytestmark = pytest.mark.browser


def test_the_cells_to_mend_stay_on_the_page_while_the_sheet_is_mended(visit: Visit, tmp_path: Path):
    page = visit.page
    path = tmp_path / "数据表.xlsx"
    write_sheet(brief_of(office_report(), 2023), path)
    book = load_workbook(path)
    book["数据"].cell(2, 6).value, book["数据"].cell(3, 6).value = "很多", "1.2亿"
    book.save(path)
    begin(visit)
    typed = page.locator("tr.dr-typed").count()
    with page.expect_file_chooser() as chooser:
        page.click("#sheet-upload")
    chooser.value.set_files(str(path))
    page.wait_for_selector(".dr-wrong li:has-text('“1.2亿”不是数字')")
    assert page.locator(".dr-wrong li").count() == 2
    page.keyboard.press("Escape")
    page.wait_for_selector(".dr-wrong", state="detached")
    assert page.locator("tr.dr-typed").count() == typed
