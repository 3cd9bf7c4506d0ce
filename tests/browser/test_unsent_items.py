"""A work item that had not reached the server when the page went is there when it comes back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.acting import begin
from tests.browser.conftest import visiting
from tests.browser.served import Server, Visit

pytestmark = pytest.mark.browser

TEXT = "新建泵站两座，疏浚河道三十六公里。"


def begin_with_items(visit: Visit) -> str:
    begin(visit)
    visit.page.click("#parts > .tab-wrapper button[role=tab]:has-text('工作要点')")
    visit.page.wait_for_selector("tr[data-item]")
    return str(visit.page.get_attribute("tr[data-item] >> nth=0", "data-item"))


def wait_for_item(page: Any, item: str) -> None:
    """As the server has it."""
    page.wait_for_function(
        """([item, text]) => { const row = document.querySelector(`tr[data-item=${item}]`);
        return row && row.querySelector('textarea').defaultValue === text && row.querySelector('[data-field=action]').value === '改写'; }""",
        arg=[item, TEXT],
    )


def test_an_item_typed_while_the_server_is_away_outlives_the_window(server: Server, chrome: Any):
    with visiting(chrome, server) as visit:
        item = begin_with_items(visit)
        server.kill()
        visit.page.fill(f"tr[data-item={item}] textarea", TEXT)
        visit.page.keyboard.press("Tab")
        visit.page.wait_for_selector(".dr-notice:has-text('连不上服务')")
        address = visit.page.url
        visit.page.close()
        server.start()
        again = visit.context.new_page()
        again.goto(address)
        again.wait_for_selector("tr[data-item]", state="attached")
        wait_for_item(again, item)
        # Nothing is left to be sent once more.
        again.wait_for_function(
            "() => !Object.keys(localStorage).some(name => name.startsWith('drafter-unsent'))"
        )


def test_an_item_half_typed_when_the_page_is_reloaded_is_saved(visit: Visit):
    page = visit.page
    item = begin_with_items(visit)
    page.focus(f"tr[data-item={item}] textarea")
    page.keyboard.insert_text(TEXT)
    page.reload()
    page.wait_for_selector("tr[data-item]", state="attached")
    wait_for_item(page, item)


def test_what_somebody_else_wrote_meanwhile_stays_and_the_copy_is_told(
    visit: Visit, server: Server, chrome: Any
):
    page = visit.page
    item = begin_with_items(visit)
    page.focus(f"tr[data-item={item}] textarea")
    page.keyboard.insert_text("半句话")
    address = page.url
    page.close()
    other = Visit(chrome, server.address)
    other.page.goto(address)
    other.page.click("#parts > .tab-wrapper button[role=tab]:has-text('工作要点')")
    other.page.fill(f"tr[data-item={item}] textarea", TEXT)
    other.page.keyboard.press("Tab")
    wait_for_item(other.page, item)
    again = visit.context.new_page()
    again.goto(address)
    again.wait_for_selector(".dr-notice:has-text('半句话')")
    wait_for_item(again, item)
    other.context.close()


def test_what_was_not_sent_is_sent_from_whatever_step_the_page_comes_back_at(server: Server, chrome: Any):
    with visiting(chrome, server) as visit:
        page = visit.page
        item = begin_with_items(visit)
        row = page.get_attribute("tr.dr-missing [data-figure] >> nth=0", "data-figure")
        server.kill()
        page.fill(f"tr[data-item={item}] textarea", TEXT)
        page.keyboard.press("Tab")
        page.click("#parts > .tab-wrapper button[role=tab]:has-text('指标数据')")
        page.fill(f"[data-figure={row}]", "77")
        page.keyboard.press("Enter")
        page.wait_for_selector(".dr-notice:has-text('连不上服务')")
        address = page.url
        page.close()
        server.start()
        visit.page = visit.context.new_page()
        visit.page.goto(f"{address}&step=check")
        visit.page.wait_for_function(
            "() => !Object.keys(localStorage).some(name => name.startsWith('drafter-unsent'))"
        )
        visit.step("本年数据")
        visit.page.wait_for_selector(f"tr.dr-typed [data-figure={row}][value='77']", state="attached")
        visit.page.click("#parts > .tab-wrapper button[role=tab]:has-text('工作要点')")
        wait_for_item(visit.page, item)
