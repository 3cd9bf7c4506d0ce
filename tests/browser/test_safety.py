"""What a report, a figure, a name or a search says is shown and never run; and no page asks anybody else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drafter.accounts import Accounts
from drafter.actions import Office
from drafter.brief import WorkItem
from tests.browser.acting import MONEY, begin, let_handlers_run
from tests.browser.conftest import visiting
from tests.browser.payloads import PAYLOADS, RUN
from tests.browser.served import Server, Visit
from tests.build import OFFICE, OFFICE_2022

pytestmark = pytest.mark.browser

PASSWORD = "春风十里 2023x"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """An office whose report, file name, figures, items and text are all payloads, and one account to log in with."""
    assert len(PAYLOADS) == len(set(PAYLOADS)) == 60
    folder = tmp_path_factory.mktemp("hostile")
    lines = "".join(f"第{n}项工作完成{n}.50万元，{payload}。\n" for n, payload in enumerate(PAYLOADS, 1))
    report = folder / f"{OFFICE}-'\"onerror={RUN} x=部门整体支出绩效自评报告-2022.txt"
    report.write_text(OFFICE_2022.rstrip("\n") + "\n" + lines, "utf-8")
    office = Office(folder / "index", folder / "workspace")
    office.library.add([report])
    project = office.start(office.library.reports()[0].source, 2023)
    for _ in office.draft_all(project):
        pass
    key = office.open(project).draft.sections[-1].key
    for payload in PAYLOADS[:20]:
        office.write_item(project, WorkItem("", payload, "", "新增", payload, payload))
    office.write(project, key, lines, office.open(project).revision)
    Accounts(folder / "workspace").add("王芳", "管理", PASSWORD)
    server = Server(folder / "index", folder / "workspace")
    server.start()
    yield server, project, key
    server.kill()


def ran(page: Any) -> bool:
    return bool(page.evaluate("() => window.__ran === 1"))


def test_nothing_a_report_or_a_person_writes_is_run_and_no_page_asks_anybody_else(
    hostile: tuple[Server, str, str], chrome: Any, tmp_path: Path
):
    server, project, key = hostile
    with visiting(chrome, server) as visit:
        page = visit.page
        page.goto(f"{server.address}/report?p={project}&s={key}&step=draft")
        page.wait_for_selector("#password")
        page.fill("#name", PAYLOADS[5])
        page.fill("#password", "wrong one")
        page.click("button[type=submit]")
        page.wait_for_selector(".dr-problem")
        assert page.input_value("#name") == PAYLOADS[5]
        page.fill("#name", "王芳")
        page.fill("#password", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_selector("#editor textarea")
        page.wait_for_function(
            "words => document.querySelector('#editor textarea').value.includes(words)", arg=PAYLOADS[0]
        )
        assert "王芳" in page.inner_text(".dr-head")
        for name, there in (
            ("往年参考", ".dr-precedents"),
            ("本节数据", "#panel-section [class^=dr-]"),
            ("历史", ".dr-version"),
            ("校核问题", ".dr-issues"),
        ):
            visit.aside(name)
            page.wait_for_selector(there)
        for name, there in (
            ("全文校核", ".dr-coverage"),
            ("导出", "[data-download=docx]"),
            ("本年数据", ".dr-figures tr[data-row]"),
        ):
            visit.step(name)
            page.wait_for_selector(there)
        let_handlers_run(page)
        assert not ran(page)
        for address, there in (
            ("/", "#panel-projects a"),
            ("/library", "#library-query input, #library-query textarea"),
            ("/check", "#check-upload"),
        ):
            page.goto(server.address + address)
            page.wait_for_selector(there, state="attached")
            let_handlers_run(page)
            assert not ran(page)
        bad = tmp_path / f"{OFFICE}-{RUN}-2023.txt"
        bad.write_text("一、情况\n" + "\n".join(PAYLOADS), "utf-8")
        page.set_input_files("input[type=file]", str(bad))
        page.wait_for_selector("#panel-checked .dr-checkedhead")
        let_handlers_run(page)
        assert not ran(page)
        # Each once more as what a save answers with, put in by the page's own script.
        for payload in PAYLOADS:
            told = page.evaluate(
                "async ([place, body]) => (await fetch(place, {method: 'POST', headers: {'Content-Type': 'application/json'}, body})).status",
                [f"/projects/{project}/sections/{key}/look", json.dumps({"text": payload, "revision": 0})],
            )
            assert told == 200
        assert not ran(page)


def test_no_page_and_no_step_asks_another_host(visit: Visit, tmp_path: Path):
    """Every page, step, part and dialog, the files handed over, both languages; `visiting` looks through what was asked."""
    page = visit.page
    begin(visit)
    for name in ("工作要点", "修改记录", "指标数据"):
        page.click(f"#parts button[role=tab]:has-text('{name}')")
    page.click("[data-paste]")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    visit.step("分章起草")
    visit.open_section(MONEY)
    page.click("#generate")
    visit.wait_for_text("【待补")
    for name, there in (
        ("往年参考", "[data-insert]"),
        ("本节数据", "#panel-section [class^=dr-]"),
        ("历史", ".dr-version"),
        ("校核问题", ".dr-issue"),
    ):
        visit.aside(name)
        page.wait_for_selector(there)
    visit.aside("历史")
    page.click("[data-compare=last]")
    page.wait_for_selector(".dr-compare th")
    page.click("[data-close]")
    page.click("[data-keys]")
    page.keyboard.press("Escape")
    visit.step("全文校核")
    page.wait_for_selector("#panel-findings .dr-coverage")
    visit.step("导出")
    for kind in ("docx", "md", "txt"):
        with page.expect_download() as downloading:
            page.click(f"[data-download={kind}]")
        downloading.value.save_as(tmp_path / f"report.{kind}")
    visit.go("/library", "[data-view]")
    page.click("[data-view] >> nth=0")
    page.wait_for_selector(".dr-line")
    page.keyboard.press("Escape")
    page.fill("#library-query input, #library-query textarea", "预算执行率")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dr-hits")
    visit.go("/check", "#check-upload")
    page.set_input_files("input[type=file]", str(tmp_path / "report.txt"))
    page.wait_for_selector("#panel-checked .dr-checkedhead, [data-testid=toast-text]")
    page.click("[data-language]")
    page.wait_for_selector("html[lang=en] #check-upload")
    visit.go("/login", "body")
    visit.go("/nothing-of-the-kind", "body")
    assert visit.asked > 100


def test_the_check_would_see_a_script_that_ran(chrome: Any):
    page = chrome.new_page()
    page.set_content(PAYLOADS[5])
    page.wait_for_function("() => window.__ran === 1")
    page.close()
