"""What a person does on the page again and again: begin a draft, paste, drag, hold a button down; and what a test waits for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.browser.served import Visit

MONEY = "（三）部门整体收支情况"
PROBLEMS, MEASURES = "三、存在的主要问题", "四、下一步改进措施"
WRONG = "培训经费预算数200.00万元，执行数190.00万元，预算执行率98.17%。"


def begin(visit: Visit) -> None:
    """Start a draft from the report the page proposes."""
    visit.go("/", "#new-start")
    visit.page.wait_for_function(
        "() => document.querySelector('#new-year input, #new-year textarea')?.value === '2023'"
    )
    visit.page.click("#new-start")
    visit.page.wait_for_selector(".dr-figures tr[data-row]")


def begin_writing(visit: Visit, heading: str) -> None:
    """Start a draft and open one of its sections."""
    begin(visit)
    visit.step("分章起草")
    visit.open_section(heading)


def begin_with_a_figure(visit: Visit, name: str, value: str) -> str:
    """Start a draft, type this year's value of the figure of that name, and return its row."""
    begin(visit)
    row = visit.page.get_attribute(f"tr[data-row]:has-text('{name}')", "data-row")
    visit.page.fill(f"[data-figure={row}]", value)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(f"tr.dr-typed[data-row={row}]")
    return str(row)


def paste(page: Any, text: str) -> None:
    """Paste into what has the focus."""
    page.evaluate(
        """text => { const data = new DataTransfer(); data.setData('text', text);
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }""",
        text,
    )


def selected(page: Any) -> str:
    script = "() => { const t = document.querySelector('#editor textarea'); return t.value.slice(t.selectionStart, t.selectionEnd); }"
    return str(page.evaluate(script))


@contextmanager
def pressing(page: Any, selector: str) -> Iterator[None]:
    """Hold the mouse down on a part of the page for as long as the block takes."""
    box = page.locator(selector).first.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    yield
    page.mouse.up()


@contextmanager
def holding_back(page: Any, asking: Any, *, said: str = "") -> Iterator[list[Any]]:
    """Let all questions with `said` in them, or the first that `asking` leads to, wait until the block is through; those held are
    told as they come."""
    held: list[Any] = []

    def hold(route: Any) -> None:
        if said in route.request.post_data and (said or not held):
            held.append(route)
        else:
            route.continue_()

    page.route("**/queue/join*", hold)
    asking()
    while not held:
        page.wait_for_timeout(20)
    yield held
    for route in held:
        route.continue_()
    page.unroute_all(behavior="wait")


@contextmanager
def holding_what_was_answered(visit: Visit, asking: Any) -> Iterator[None]:
    """Let what the server has answered to `asking` reach the page only when the block is through."""
    page = visit.page
    answered: list[Any] = []

    def hold(route: Any) -> None:
        if answered:
            route.continue_()
        else:
            answered.append((route, route.fetch()))

    visit.wait_until_answered()
    page.route("**/queue/data*", hold)
    asking()
    while not answered:
        page.wait_for_timeout(20)
    yield
    for route, answer in answered:
        route.fulfill(response=answer)
    page.unroute_all(behavior="wait")


def let_handlers_run(page: Any) -> None:
    """An image fails as those of hostile words would: when its handler has run, theirs have."""
    page.evaluate(
        """() => new Promise(done => { const one = new Image();
        one.onerror = () => requestAnimationFrame(() => requestAnimationFrame(done)); one.src = 'data:image/png,x'; })"""
    )
