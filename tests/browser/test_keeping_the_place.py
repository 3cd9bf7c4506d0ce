"""What a press takes away or leads to must not leave whoever has no mouse at the top of the page, nor whoever came by a link without a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.acting import begin
from tests.browser.served import Visit

pytestmark = pytest.mark.browser

CHECKED = (
    "泽南市体育局2022年自评报告\n一、收支\n训练基地预算数20.00万元，执行数19.00万元，预算执行率90.00%。\n"
)


def focused_in(page: Any, panel: str) -> bool:
    return bool(page.evaluate("id => document.getElementById(id).contains(document.activeElement)", panel))


def press(page: Any, selector: str) -> None:
    page.focus(selector)
    page.keyboard.press("Enter")


def test_taking_a_judgement_back_leaves_the_focus_where_it_was(visit: Visit, tmp_path: Path):
    page, report = visit.page, tmp_path / "泽南市体育局-自评报告-2022.txt"
    report.write_text(CHECKED, "utf-8")
    visit.go("/check", "#check-upload")
    page.set_input_files("input[type=file]", str(report))
    page.wait_for_selector("#panel-checked [data-dismiss]")
    press(page, "#panel-checked [data-dismiss] >> nth=0")
    page.wait_for_selector("#panel-checked [data-undismiss]", state="attached")
    press(page, "#panel-checked .dr-dismissed summary")
    press(page, "#panel-checked [data-undismiss]")
    page.wait_for_selector("#panel-checked [data-undismiss]", state="detached")
    page.wait_for_function("() => document.activeElement !== document.body")
    assert focused_in(page, "panel-checked")


def test_a_mark_is_taken_away_in_a_check_opened_by_its_link(visit: Visit):
    page = visit.page
    begin(visit)
    visit.step("分章起草")
    page.click("#generate-all")
    page.wait_for_selector(".toast-body:has-text('已生成')")
    visit.step("全文校核")
    page.wait_for_selector("#panel-findings [data-confirm]")
    # A page of its own, on which nobody has looked at the text yet; a script that fails ends the test.
    page.goto(page.url)
    page.wait_for_selector("#panel-findings [data-confirm]")
    before = page.locator("#panel-findings [data-confirm]").count()
    press(page, "#panel-findings [data-confirm] >> nth=0")
    page.wait_for_function(
        "n => document.querySelectorAll('#panel-findings [data-confirm]').length === n - 1", arg=before
    )
    visit.step("分章起草")
    page.wait_for_selector("#editor textarea")


def test_a_step_pressed_before_the_report_has_come_is_the_one_shown(visit: Visit):
    page, held = visit.page, list[Any]()
    begin(visit)
    address = f"{page.url}&step=check"
    page.route("**/queue/data*", lambda route: held.append(route), times=1)
    page.goto(address)
    page.wait_for_selector("#steps > .tab-wrapper button[role=tab]:has-text('分章起草')")
    visit.step("分章起草")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    page.wait_for_selector("#editor textarea")
    page.wait_for_function("() => new URL(location.href).searchParams.get('step') === 'draft'")
    page.wait_for_timeout(500)
    assert page.is_visible("#editor textarea")
