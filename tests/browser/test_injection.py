"""Each of sixty scripts through every input of the page, one by one: none is run, none asks anybody, no dialog opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from docx import Document
from openpyxl import Workbook

from drafter.actions import Office
from drafter.drafting.models.generation import open_generator
from drafter.drafting.models.rewriting import Setting, rewrite_piece
from tests.browser.acting import let_handlers_run
from tests.browser.conftest import SOURCE, visiting
from tests.browser.payloads import PAYLOADS
from tests.browser.served import Server, Visit
from tests.build import OFFICE, OFFICE_2022
from tests.drafting.models.test_served import serving, streamed
from tests.generation_build import plan_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1200)]

LAST = "四、下一步改进措施"
# Told to the test at once, so that a page that has gone on to another address hides nothing.
CANARY = (
    "Object.defineProperty(window, '__ran', { get: () => 1, set: () => window.__caught(location.href) });"
)


class Watched:
    """A visit with a canary in every page of it."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.page, self.caught = visit, visit.page, []  # type: ignore[var-annotated]
        visit.context.expose_function("__caught", lambda place: self.caught.append(place))
        visit.context.add_init_script(CANARY)

    def go(self, path: str, wait_for: str) -> None:
        self.visit.go(path, wait_for)

    def settle(self) -> None:
        """Wait until the page has nothing more to do: two frames after the last answer came."""
        self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def put(self, path: str, body: dict[str, Any]) -> int:
        return int(
            self.page.evaluate(
                "async ([path, body]) => (await fetch(path, {method: 'PUT', headers: {'Content-Type': 'application/json'},"
                " body: JSON.stringify(body)})).status",
                [path, body],
            )
        )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Office]]:
    folder = tmp_path_factory.mktemp("injection")
    (folder / SOURCE).write_text(OFFICE_2022, "utf-8")
    office = Office(folder / "index", folder / "workspace")
    office.library.add([folder / SOURCE])
    server = Server(folder / "index", folder / "workspace")
    server.start()
    yield server, office
    server.kill()


@pytest.fixture
def watched(place: tuple[Server, Office], chrome: Any) -> Iterator[Watched]:
    with visiting(chrome, place[0]) as visit:
        one = Watched(visit)
        yield one
        one.settle()
        assert one.caught == []


@pytest.fixture
def project(place: tuple[Server, Office]) -> str:
    return place[1].start(SOURCE, 2023)


def look_everywhere(watched: Watched, project: str, key: str) -> None:
    """Open every step and part of a draft, and the other pages beside it."""
    page = watched.page
    watched.go(f"/report?p={project}&s={key}&step=draft", ".dr-outlist button.on")
    for name in ("往年参考", "本节数据", "历史", "校核问题"):
        watched.visit.aside(name)
        watched.settle()
    watched.visit.aside("历史")
    page.click("[data-compare=last]")
    page.wait_for_selector(".dr-compare th")
    page.keyboard.press("Escape")
    watched.go(f"/report?p={project}&step=check", "#panel-findings .dr-findings")
    watched.go(f"/report?p={project}&step=export", "[data-download=docx]")
    watched.go(f"/report?p={project}", ".dr-figures tr[data-row]")
    for name in ("工作要点", "修改记录", "指标数据"):
        page.click(f"#parts button[role=tab]:has-text('{name}')")
        watched.settle()
    watched.go("/", ".dr-project")
    watched.go(f"/library?p={project}", "[data-view]")


def test_cells_of_the_table(watched: Watched, project: str):
    page = watched.page
    watched.go(f"/report?p={project}", ".dr-figures tr[data-row]")
    for at, payload in enumerate(PAYLOADS):
        with page.expect_response("**/figures"):
            page.evaluate(
                "([at, words]) => { const cells = document.querySelectorAll('[data-figure]'), cell = cells[at % cells.length];"
                " cell.value = words; cell.dispatchEvent(new Event('change', { bubbles: true })); }",
                [at, payload],
            )
        watched.settle()
    page.wait_for_selector("[data-figure].bad")


def test_work_items_in_all_their_fields(watched: Watched, project: str, place: tuple[Server, Office]):
    office = place[1]
    other = office.start(SOURCE, 2023)
    watched.go(f"/report?p={project}", ".dr-figures tr[data-row]")
    for payload in PAYLOADS:
        item = {"id": "", "section": payload[:200], "action": "新增", "text": payload, "evidence": payload}
        assert watched.put(f"/projects/{project}/items", item) == 200
        # A section nobody knows is drafted by no one: told again where it belongs, it is.
        assert watched.put(f"/projects/{other}/items", {**item, "section": LAST}) == 200
    watched.go(f"/report?p={project}", ".dr-figures tr[data-row]")
    for name in ("工作要点", "修改记录"):
        watched.page.click(f"#parts button[role=tab]:has-text('{name}')")
        watched.settle()
    for _ in office.draft_all(other):
        pass
    key = next(one.key for one in office.open(other).draft.sections if "<script>" in one.text)
    look_everywhere(watched, other, key)


def test_text_of_a_section(watched: Watched, project: str, place: tuple[Server, Office]):
    page = watched.page
    key = next(one.key for one in place[1].open(project).draft.sections if one.heading == LAST)
    watched.go(f"/report?p={project}&s={key}&step=draft", f".dr-heading h1:has-text('{LAST}')")
    for payload in PAYLOADS:
        with page.expect_response(
            lambda answer: answer.request.method == "PUT" and "/sections/" in answer.url
        ):
            page.fill(
                "#editor textarea",
                f"预算数200.00万元，执行数190.00万元，预算执行率98.17%。{payload}\n{payload}【待核】",
            )
        watched.settle()
    assert watched.visit.text.endswith(f"{PAYLOADS[-1]}【待核】")
    look_everywhere(watched, project, key)


def test_words_sought_in_the_library(watched: Watched):
    page = watched.page
    watched.go("/library", "[data-view]")
    for payload in PAYLOADS:
        page.fill("#library-query input, #library-query textarea", f"收支 {payload}")
        page.keyboard.press("Enter")
        page.wait_for_function(
            "words => document.querySelector('.dr-hits')?.textContent.includes(words)", arg=payload
        )
        watched.settle()


@pytest.mark.parametrize("kind", ["txt", "docx", "xlsx"])
def test_files_their_names_and_their_contents(watched: Watched, tmp_path: Path, kind: str):
    """As reports for the library and to be checked, and how they were read; each file's name is a script as well."""
    page = watched.page
    paths = []
    for number, payload in enumerate(PAYLOADS):
        year = 2001 + number % 20
        name = re.sub(r"[/\x00]", "∕", payload)[:60]
        path = tmp_path / f"{name}-自评报告-{year}-{number}.{kind}"
        write_report(path, kind, year, payload)
        paths.append(str(path))
    watched.go("/library", "[data-view]")
    page.set_input_files("#library-files input[type=file]", paths[:30])
    page.wait_for_selector("#library-stop", state="visible")
    page.wait_for_selector("#library-stop", state="hidden", timeout=300_000)
    page.set_input_files("#library-files input[type=file]", paths[30:])
    page.wait_for_selector("#library-stop", state="visible")
    page.wait_for_selector("#library-stop", state="hidden", timeout=300_000)
    assert page.locator("[data-view]").count() > 30
    for at in range(0, 30, 6):
        page.click(f"[data-view] >> nth={at}")
        page.wait_for_selector(".dr-line")
        watched.settle()
        page.keyboard.press("Escape")
        page.wait_for_selector(".dr-veil", state="detached")
    for path in paths[::6]:
        watched.go("/check", "#check-upload")
        page.set_input_files("input[type=file]", path)
        page.wait_for_selector("#panel-checked .dr-checkedhead, [data-testid=toast-text]")
        watched.settle()


def write_report(path: Path, kind: str, year: int, payload: str) -> None:
    lines = [
        f"{payload}{year}年自评报告",
        f"一、{payload}",
        f"造林{payload}预算数20.00万元，执行数19.00万元，预算执行率90.00%。",
        f"种植{payload}3120株。",
    ]
    if kind == "txt":
        path.write_text("\n".join(lines), "utf-8")
    elif kind == "docx":
        document = Document()
        for line in lines:
            document.add_paragraph(line)
        document.core_properties.title = payload
        document.core_properties.author = payload
        document.save(str(path))
    else:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = re.sub(r"[\\/*?:\[\]]", "_", payload)[:31]
        sheet.append([payload, payload, "2023年决算数"])
        for line in lines:
            sheet.append([line, payload, 19.5])
        book.save(path)


def test_body_year_and_title_of_a_report(watched: Watched):
    watched.go("/library", "[data-view]")
    source = SOURCE
    for payload in PAYLOADS:
        for what in ("org", "title", "year"):
            told = watched.put("/library/mend", {"source": source, "what": what, "value": payload[:120]})
            assert told in (200, 422)
    watched.go("/library", "[data-view]")
    watched.page.click("[data-view] >> nth=0")
    watched.page.wait_for_selector(".dr-line")
    watched.go("/", "#new-start")
    watched.page.click("#new-source input")
    watched.page.wait_for_selector("#new-source [role=option]")
    watched.go("/library", "[data-view]")
    for what, value in (
        ("org", OFFICE),
        ("title", f"{OFFICE}2022年度部门整体支出绩效自评报告"),
        ("year", "2022"),
    ):
        assert watched.put("/library/mend", {"source": source, "what": what, "value": value}) == 200


def test_names_of_persons(watched: Watched, project: str):
    page = watched.page
    for payload in PAYLOADS:
        watched.visit.context.add_cookies(
            [{"name": "drafter-name", "value": quote(payload), "url": watched.visit.address}]
        )
        watched.go(f"/report?p={project}", ".dr-figures tr[data-row]")
        item = {"id": "", "section": LAST, "action": "新增", "text": "植树。", "evidence": ""}
        assert watched.put(f"/projects/{project}/items", item) == 200
    page.click("#parts button[role=tab]:has-text('修改记录')")
    page.wait_for_selector(".dr-changes td")
    watched.go("/", ".dr-project")


def test_notices_that_repeat_what_was_typed(watched: Watched):
    page = watched.page
    year = "#new-year input, #new-year textarea"
    for payload in PAYLOADS:
        # Gradio drops a press while it is still closing the event of the one before.
        watched.go("/", "#new-start")
        page.wait_for_function("year => document.querySelector(year)?.value", arg=year)
        page.evaluate("year => document.querySelector(year).removeAttribute('maxlength')", year)
        page.fill(year, payload)
        page.click("#new-start")
        page.wait_for_selector("[data-testid=toast-text]")
        watched.settle()


def test_where_a_number_is_from(watched: Watched, tmp_path: Path, project: str):
    page = watched.page
    lines = "".join(f"第{number + 1}处植树{3100 + number}株。\n" for number in range(len(PAYLOADS)))
    report = tmp_path / "泽南市苗圃-自评报告-2022.txt"
    report.write_text(f"泽南市苗圃2022年自评报告\n一、工作\n{lines}", "utf-8")
    watched.go("/check", "#check-upload")
    page.set_input_files("input[type=file]", str(report))
    page.wait_for_selector("[data-source-of]")
    for payload in PAYLOADS:
        before = page.locator("[data-source-of]").count()
        page.click("[data-source-of] >> nth=0")
        page.fill("dialog input", payload[:200])
        page.keyboard.press("Enter")
        page.wait_for_function("n => document.querySelectorAll('[data-source-of]').length < n", arg=before)


def test_addresses(watched: Watched, project: str):
    for payload in PAYLOADS:
        said = quote(payload, safe="")
        watched.go(f"/report?p={said}&s={said}&step={said}", "#panel-missing .dr-empty")
        watched.go(f"/login?next={said}", "body")
    for payload in PAYLOADS[::4]:
        said = quote(payload, safe="")
        watched.go(f"/report?p={project}&s={said}&step={said}", ".dr-figures tr[data-row]")
        watched.go(f"/check?p={said}", "#check-upload")
        watched.go(f"/library?p={said}", "[data-view]")


def test_tables_pasted_and_from_files(watched: Watched, project: str, tmp_path: Path):
    page = watched.page
    watched.go(f"/report?p={project}", ".dr-figures tr[data-row]")
    for at in range(0, len(PAYLOADS), 5):
        said = "".join(PAYLOADS[at : at + 5]).replace("\t", " ")
        page.click("[data-paste]")
        page.fill(
            "dialog textarea",
            f"项目{said}\t单位\t2023年决算数{said}\n基本支出执行数\t万元\t8590.14\n{said}\t万元\t{at}\n",
        )
        page.click("dialog [type=submit]")
        page.wait_for_selector(".dr-matches tr:has-text('8590.14')")
        watched.settle()
        page.keyboard.press("Escape")
        page.wait_for_selector(".dr-matches", state="detached")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目", "单位", "2023年决算数" + PAYLOADS[0]])
    for payload in ("基本支出执行数", *PAYLOADS):
        sheet.append([payload, "万元", 8590.14])
    book.save(tmp_path / "'\"><img src=x onerror=window.__ran=1>.xlsx")
    page.set_input_files(
        "#sheet-upload input[type=file], input[type=file]",
        str(tmp_path / "'\"><img src=x onerror=window.__ran=1>.xlsx"),
    )
    page.wait_for_selector(".dr-matches tr:has-text('8590.14')")


def test_an_edited_file_that_comes_back(
    watched: Watched, project: str, place: tuple[Server, Office], tmp_path: Path
):
    page = watched.page
    for _ in place[1].draft_all(project):
        pass
    path = tmp_path / "'\"><img src=x onerror=window.__ran=1>.docx"
    path.write_bytes(place[1].export(project, "docx")[1])
    document = Document(str(path))
    for number, payload in enumerate(PAYLOADS):
        document.add_paragraph(payload)
        if number % 10 == 0:
            document.add_heading(payload, 1)
    for paragraph in document.paragraphs[3:12]:
        paragraph.add_run(PAYLOADS[0])
    document.save(str(path))
    watched.go(f"/report?p={project}&step=export", "[data-download=docx]")
    page.set_input_files("#read-back input[type=file], input[type=file] >> nth=-1", str(path))
    page.wait_for_selector(".dr-returned ins", state="attached")
    page.click("[data-take-back]")
    page.wait_for_selector(".dr-good")
    key = next(s.key for s in place[1].open(project).draft.sections if "<svg onload" in s.text)
    look_everywhere(watched, project, key)


def test_what_a_model_server_streams_never_becomes_text():
    """A server on loopback that answers with scripts: each is refused, and last year's wording stands instead."""
    plan = plan_of("我局支出{F1 12.50}万元，比上年增长{F2 9.3}%。")
    setting = Setting("某局", 2023, "支出")
    for written in PAYLOADS:
        # A digit would have the answer refused for itself.
        payload = written.replace("=1", "=true")
        with serving(streamed(f"我局共支出⟦F1⟧，{payload}，比上年⟦F2⟧。")) as address:
            told = rewrite_piece(open_generator(f"openai:{address}"), "rewrite_section", plan, setting)
        assert (told.outcome, told.piece.text) == ("fallback", plan.text)


def test_the_canary_would_sing(watched: Watched):
    watched.go("/healthz", "body")
    watched.page.evaluate(
        "words => { document.body.innerHTML = words; }", "<img src=x onerror=window.__ran=1>"
    )
    let_handlers_run(watched.page)
    assert len(watched.caught) == 1
    watched.caught.clear()
