"""The page's shell: who may ask, what is saved, that nothing said by a report is ever run."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import gradio as gr
import pytest
from docx import Document
from starlette.testclient import TestClient

from drafter.actions import Office, Work
from drafter.actions.handing_over import Kind
from drafter.actions.history import Version
from drafter.actions.judging import Checked, name_of_issue
from drafter.actions.library import ReportRow
from drafter.backtest import Backtest, Kept, Numbers
from drafter.brief import Brief, Figure, WorkItem
from drafter.checks.verdicts import Judged
from drafter.draft import Draft, DraftSection, OpenMark
from drafter.errors import DrafterError
from drafter.issue import Coverage, Findings, Issue
from drafter.passages import Passage
from drafter.retrieval import Precedent, Sought
from drafter.sheet import write_sheet
from drafter.web import Settings, build_app, panels, serve
from drafter.web.environment import prepare
from drafter.web.report_answers import ReportAnswers
from drafter.web.routes import STATIC
from drafter.web.security import Wall
from tests.build import OFFICE, OFFICE_2022, SOURCE, report_of

HERE = "http://127.0.0.1:7860"
ROUTES = (
    "/",
    "/report",
    "/check",
    "/library",
    "/healthz",
    "/config",
    "/drafter/page.js",
    "/gradio_api/info",
    "/nothing",
)
PAYLOADS = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "'\" autofocus onfocus=alert(1) x=",
    "</textarea><svg onload=alert(1)>",
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("web")
    report = folder / SOURCE
    report.write_text(OFFICE_2022, "utf-8")
    Office(folder / "index", folder / "workspace").library.add([report])
    return folder / "index", folder / "workspace"


@pytest.fixture(scope="module")
def site(folders: tuple[Path, Path]) -> Iterator[TestClient]:
    with TestClient(build_app(*folders), base_url=HERE) as client:
        yield client


@pytest.fixture
def office(folders: tuple[Path, Path]) -> Office:
    return Office(*folders)


@pytest.fixture
def project(office: Office) -> str:
    return office.start(SOURCE, 2023)


# -- who may ask -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.7:7860", "", "localhost.:7860"]
)
@pytest.mark.parametrize("path", ROUTES)
def test_another_host_name_is_refused(site: TestClient, host: str, path: str):
    answer = site.get(path, headers={"host": host})
    assert answer.status_code == 400
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://127.0.0.1:9999",
        "https://127.0.0.1:7860",
        "http://127.0.0.1:7860.evil.example",
    ],
)
def test_no_other_site_may_read_or_write(site: TestClient, project: str, origin: str):
    for path in ROUTES:
        assert "access-control-allow-origin" not in site.get(path, headers={"origin": origin}).headers
    figures = site.put(f"/projects/{project}/figures", headers={"origin": origin}, json={"values": {}})
    upload = site.post("/gradio_api/upload", headers={"origin": origin}, files={"files": b"x"})
    call = site.post("/gradio_api/queue/join", headers={"origin": origin}, json={})
    assert [figures.status_code, upload.status_code, call.status_code] == [403, 403, 403]


def test_a_cross_site_write_without_an_origin_is_refused(site: TestClient, project: str):
    answer = site.put(
        f"/projects/{project}/figures", headers={"sec-fetch-site": "cross-site"}, json={"values": {}}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ROUTES)
def test_every_answer_tells_the_browser_what_it_may_not_do(site: TestClient, path: str):
    headers = site.get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "connect-src 'self'" in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=http://evil.example/x",
        "/gradio_api/file%3Dhttp%253A%252F%252Fevil.example",
        "/gradio_api/proxy=http://evil.example/",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=../../../../etc/passwd",
        "/drafter/..%2f__init__.py",
        "/drafter/%2e%2e%2fapplication.py",
        "/drafter/page.css/../../look.py",
        "/docs",
        "/openapi.json",
        "/monitoring",
        "/gradio_api/runs",
    ],
)
def test_nothing_but_the_page_can_be_fetched(site: TestClient, path: str):
    answer = site.get(path)
    assert answer.status_code in (403, 404)
    assert "root:" not in answer.text


def test_the_index_and_the_drafts_are_not_files_to_fetch(site: TestClient, folders: tuple[Path, Path]):
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                assert site.get(f"/gradio_api/file={path}").status_code in (403, 404), path


def test_a_body_over_the_limit_is_cut_off():
    async def read_all(scope, receive, send):  # type: ignore[no-untyped-def]
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"read"})

    client = TestClient(Wall(read_all, limit=1000), base_url=HERE)
    assert client.post("/", content=b"x" * 1000).status_code == 200
    assert client.post("/", content=b"x" * 1001).status_code == 413
    assert client.post("/", content=(b"x" * 100 for _ in range(11))).status_code == 413
    assert client.post("/", headers={"content-length": "ten"}, content=b"").status_code == 413


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.9", "::", "office.local"])
def test_the_page_is_for_this_machine_only_until_there_is_a_login(tmp_path: Path, host: str):
    with pytest.raises(DrafterError, match=re.escape(host)):
        serve(Settings(host=host, index=tmp_path / "index", workspace=tmp_path / "workspace"))


def test_a_setting_that_opens_gradio_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GRADIO_VIBE_MODE", "1")
    with pytest.raises(DrafterError, match="GRADIO_VIBE_MODE"):
        prepare(tmp_path)


def test_uploads_left_by_a_killed_server_are_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("GRADIO_TEMP_DIR", "GRADIO_SHARE"):
        monkeypatch.setenv(name, "")
    old, new = (tmp_path / "uploads" / name / "报告.txt" for name in ("old", "new"))
    for path in (old, new):
        path.parent.mkdir(parents=True)
        path.write_text("x", "utf-8")
    os.utime(old, (0, 0))
    prepare(tmp_path)
    assert [path.exists() for path in (old, new)] == [False, True]


# -- what takes its time -----------------------------------------------------------------------------------------------


def test_what_is_stopped_while_it_is_read_changes_nothing(office: Office, project: str, tmp_path: Path):
    answers, before = ReportAnswers(office), office.workspace.load(project)[1]
    row = next(one.id for one in before.figures if not one.formula and not one.value)
    write_sheet(before.fill(**{row: "7"}), tmp_path / "数据表.xlsx")
    for steps_taken in (1, 2):
        taking = answers.take_sheet(project, str(tmp_path / "数据表.xlsx"))
        for _ in range(steps_taken):
            told = next(taking)
        taking.close()
        assert office.workspace.load(project)[1] == before
        assert (steps_taken == 1) == isinstance(told[-1], gr.Button)
    done = list(answers.take_sheet(project, str(tmp_path / "数据表.xlsx")))
    assert [step[-1].visible for step in done if isinstance(step[-1], gr.Button)] == [True, False]
    assert office.workspace.load(project)[1] == before.fill(**{row: "7"})


def test_every_reading_of_a_file_can_be_stopped(site: TestClient):
    mounted: Any = site.app.routes[-1]  # type: ignore[attr-defined]
    pages = mounted.app.app.get_blocks()
    functions = pages.fns
    stopped = {one for function in functions.values() for one in function.cancels}
    uploads = {
        function._id: pages.blocks[id].elem_id
        for function in functions.values()
        for id, name in function.targets
        if name == "upload" and function.inputs
    }
    assert set(uploads.values()) == {
        "new-upload",
        "sheet-upload",
        "read-back",
        "check-upload",
        "library-files",
    }
    assert set(uploads) <= stopped


# -- the page ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/report", "/check", "/library"])
def test_each_page_is_chinese_ours_and_asks_nobody_else(site: TestClient, path: str):
    html = site.get(path, headers={"accept-encoding": "gzip, br"}).text
    assert '<html lang="zh-CN"' in re.sub(r"\s+", " ", html)
    assert html.index("/drafter/page.js") < html.index("assets/index")
    assert html.index("/drafter/page.css") < html.index("/drafter/work.css")
    assert re.findall(r'(?:src|href)="(https?:)?//', html) == []


@pytest.mark.parametrize("page", ["login.html", "page.html"])
def test_a_page_without_gradio_links_the_css_of_all_its_parts(page: str):
    html = (STATIC.parent / "templates" / page).read_text("utf-8")
    parts = {name for names in re.findall('class="([^"]+)"', html) for name in names.split()} - {""}
    styles = {one.name: one.read_text("utf-8") for one in STATIC.glob("*.css")}
    linked = "".join(styles[name] for name in re.findall(r"/drafter/([\w.]+css)", html))
    styled = {name for name in parts if any(re.search(rf"\.{name}\b(?!-)", css) for css in styles.values())}
    assert {name for name in styled if not re.search(rf"\.{name}\b(?!-)", linked)} == set()


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("/report", "sheet-stop"),
        ("/library", "library-stop"),
        ("/library", "backtest-stop"),
        ("/check", "check-stop"),
    ],
)
def test_what_takes_long_has_a_button_that_cancels_it(site: TestClient, path: str, button: str):
    found = re.search(r"window\.gradio_config = (\{.*?\});</script>", site.get(path).text, re.DOTALL)
    assert found
    config = json.loads(found[1])
    ids = [one["id"] for one in config["components"] if one["props"].get("elem_id") == button]
    pressed = [one for one in config["dependencies"] if [ids[0], "click"] in one["targets"]]
    assert [one for one in pressed if one["cancels"]]


def test_health_is_told_to_anyone_here(site: TestClient):
    assert site.get("/healthz").json() == {"status": "ok"}


def test_no_call_is_kept_or_sent(site: TestClient):
    config = site.get("/config").json()
    assert (config["run_history"], config["analytics_enabled"], config["show_error"]) == (False, False, False)
    assert config["enable_queue"]


def test_no_function_of_the_page_is_offered_as_an_interface(site: TestClient):
    for path in ("info", "openapi.json", "run/show", "api/show", "call/show", "call/v2/show", "mcp/schema"):
        assert site.get(f"/gradio_api/{path}").status_code == 404
        assert site.post(f"/gradio_api/{path}", json={"data": []}).status_code == 404


# -- saving ------------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_saved_and_looked_at(site: TestClient, office: Office, project: str):
    wrong = "培训经费预算数200.00万元，执行数190.00万元，预算执行率98.17%。"
    sent = {"text": wrong, "revision": office.open(project).revision}
    answer = site.put(f"/projects/{project}/sections/3", json=sent).json()
    assert office.open(project).draft.section("3").text.endswith(wrong + "\n")
    assert [mark["kind"] for mark in answer["marks"]] == ["error"]
    assert wrong[answer["marks"][0]["start"] : answer["marks"][0]["end"]].startswith("98.17")
    again = site.put(f"/projects/{project}/sections/3", json={"text": "好。", "revision": answer["revision"]})
    assert again.json()["marks"] == []


def test_a_look_while_typing_tells_the_same_and_saves_nothing(site: TestClient, office: Office, project: str):
    before = office.workspace.load(project)
    sent = {
        "text": "培训经费预算数200.00万元，执行数190.00万元，预算执行率98.17%。",
        "revision": before[2],
    }
    looked = site.post(f"/projects/{project}/sections/3/look", json=sent).json()
    assert office.workspace.load(project) == before
    saved = site.put(f"/projects/{project}/sections/3", json=sent).json()
    assert [mark["kind"] for mark in looked["marks"]] == ["error"]
    assert (looked["marks"], looked["panels"]["issues"]) == (saved["marks"], saved["panels"]["issues"])


def test_a_save_on_an_old_revision_brings_the_text_that_stands(
    site: TestClient, office: Office, project: str
):
    revision = office.open(project).revision
    site.put(f"/projects/{project}/sections/3", json={"text": "甲写的。", "revision": revision})
    answer = site.put(f"/projects/{project}/sections/3", json={"text": "乙写的。", "revision": revision})
    assert (answer.status_code, answer.json()["theirs"]) == (409, "甲写的。")
    sides = {"theirs": [["甲", True], ["写的。", False]], "mine": [["乙", True], ["写的。", False]]}
    assert answer.json()["differing"] == [sides]
    merged = {"text": "甲乙写的。", "revision": answer.json()["revision"]}
    assert site.put(f"/projects/{project}/sections/3", json=merged).status_code == 200


def test_half_an_emoji_from_the_browser_costs_nothing(site: TestClient, office: Office, project: str):
    body = f'{{"text": "甲\\ud83d乙", "revision": {office.open(project).revision}}}'
    answer = site.put(
        f"/projects/{project}/sections/3", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 200
    assert "甲\ufffd乙" in office.open(project).draft.section("3").text


def test_figures_are_saved_and_the_wrong_ones_named(site: TestClient, office: Office, project: str):
    first, second = [figure.id for figure in office.open(project).brief.figures if not figure.formula][:2]
    answer = site.put(f"/projects/{project}/figures", json={"values": {first: "12", second: "很多"}}).json()
    # The row's name stands above the sentence.
    assert answer["refused"] == {second: "“很多”不是数字。请只填数字，如 12.50；单位已在“单位”列"}
    assert sorted(answer["panels"]) == ["chart", "figures"]
    brief = office.open(project).brief
    assert [brief.figure(id).value for id in (first, second)] == ["12", ""]  # type: ignore[union-attr]


def test_the_row_behind_each_number_reaches_the_editor(site: TestClient, office: Office, project: str):
    row = next(one.id for one in office.open(project).brief.figures if one.label == "项目支出执行数")
    office.type_figures(project, {row: "2250.00"})
    office.draft_section(project, "1.3")
    work = office.open(project)
    state = panels.editor_state(work, "1.3")
    named = {mark["row"] for mark in state["marks"] if mark["kind"] == "bound"}
    assert named == set(state["rows"])
    first = work.brief.figure(min(named))
    assert first
    assert state["rows"][first.id]["name"] == f"{first.id} {first.label}"
    sent = {"text": state["text"] + "。", "revision": work.revision}
    answer = site.put(f"/projects/{project}/sections/1.3", json=sent).json()
    assert answer["rows"] == state["rows"]


def test_the_page_says_which_sections_followed_a_figure(site: TestClient, office: Office, project: str):
    office.draft_section(project, "1.3")
    row = next(one.id for one in office.open(project).brief.figures if one.label == "项目支出执行数")
    answer = site.put(f"/projects/{project}/figures", json={"values": {row: "2250.00"}}).json()
    assert "已同步更新 1 节" in answer["panels"]["figures"]


def test_a_rewrite_comes_line_by_line_and_is_taken_by_its_name(
    site: TestClient, office: Office, project: str
):
    office.draft_section(project, "4")
    place = f"/projects/{project}/sections/4"
    asked = {"task": "unify_terms", "terms": [["加强", "<b>强化"]]}
    (line,) = site.post(f"{place}/rewrite", json=asked).text.splitlines()
    html = json.loads(line)["panels"]["rewritten"]
    assert "<ins>&lt;b&gt;强化</ins>" in html
    name = re.search('data-adopt="([0-9a-f]+)"', html)
    assert name
    assert site.put(f"{place}/rewritten", json={"name": name[1]}).json()["panels"] == {"rewritten": ""}
    assert office.open(project).draft.section("4").text.splitlines()[1].startswith("<b>强化绩效业务学习")
    (refused,) = site.post(f"{place}/rewrite", json=asked | {"terms": [["没有的词", "词"]]}).text.splitlines()
    assert json.loads(refused) == {"message": "没有找到要统一的用语（数据和标记里的字不换）"}
    assert site.post(f"{place}/rewrite", json={"task": "translate"}).status_code == 422


def test_a_work_item_is_saved(site: TestClient, office: Office, project: str):
    item = {"id": "", "section": "3", "action": "新增", "text": "新办一事。", "evidence": ""}
    id = site.put(f"/projects/{project}/items", json=item).json()["id"]
    assert office.open(project).brief.items[-1] == WorkItem(id, "3", "", "新增", "新办一事。")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/projects/zzzz/sections/3", {"text": "x", "revision": 0}),
        ("/projects/../sections/3", {"text": "x", "revision": 0}),
        ("/projects/{}/sections/x", {"text": "x", "revision": 0}),
        ("/projects/{}/sections/99", {"text": "x", "revision": 0}),
        ("/projects/{}/sections/3", {"text": "x" * 400_001, "revision": 0}),
        ("/projects/{}/sections/3", {"text": "x", "revision": 0, "status": "已定稿"}),
        ("/projects/{}/sections/3", {"text": "x", "revision": 10**12}),
        ("/projects/{}/figures", {"values": {"F1": "1" * 41}}),
        ("/projects/{}/figures", {"values": {"<b>": "1"}}),
        ("/projects/{}/items", {"id": "", "section": "", "action": "毁掉", "text": "", "evidence": ""}),
        ("/projects/00000000/figures", {"values": {"F1": "1"}}),
    ],
)
def test_what_is_not_in_order_is_refused_and_changes_nothing(
    site: TestClient, office: Office, project: str, path: str, body: dict[str, object]
):
    before = office.workspace.load(project)
    answer = site.put(path.format(project), json=body)
    assert 400 <= answer.status_code < 500
    assert "Traceback" not in answer.text
    assert office.workspace.load(project) == before


def test_a_version_is_compared_and_put_back(site: TestClient, office: Office, project: str):
    for text in ("甲写12件。", "乙写13件，很好。"):
        office.write(project, "3", text, office.open(project).revision)
    place = f"/projects/{project}/sections/3"
    assert site.get(f"{place}/history").json()["panels"]["history"].count("data-compare=") >= 2
    first = next(r.number for r in office.workspace.history(project, "3") if "12件" in r.section.text)
    html = site.get(f"{place}/compare/{first}").json()["panels"]["compare"]
    assert "<del>甲写12件</del>。" in html
    assert "<ins>乙写13件，很好</ins>。" in html
    assert site.put(f"{place}/restore", json={"number": first}).status_code == 200
    assert office.open(project).draft.section("3").text.endswith("甲写12件。\n")
    assert "个别绩效目标" in site.get(f"{place}/compare/last").json()["panels"]["compare"]


@pytest.mark.parametrize("number", ["999999", "x", "-1", "9999999999"])
def test_a_version_that_is_not_there_is_refused(site: TestClient, project: str, number: str):
    assert 400 <= site.get(f"/projects/{project}/sections/3/compare/{number}").status_code < 500


def test_an_issue_judged_no_problem_goes_and_can_be_brought_back(
    site: TestClient, office: Office, project: str
):
    office.write(
        project,
        "3",
        "培训经费预算数200.00万元，执行数190.00万元，预算执行率98.17%。",
        office.open(project).revision,
    )
    work = office.open(project)
    wrong = next(issue for issue in work.findings.issues if issue.severity == "error")
    sent = {"issue": name_of_issue(work.draft.text, wrong), "dismissed": True}
    html = site.put(f"/projects/{project}/verdicts", json=sent).json()["panels"]["findings"]
    assert "已判定不是问题（1）" in html
    assert wrong not in office.open(project).findings.issues
    site.put(f"/projects/{project}/verdicts", json={**sent, "dismissed": False})
    assert wrong in office.open(project).findings.issues


def test_a_phrase_judged_no_problem_everywhere_is_passed_in_the_next_report_too(
    site: TestClient, office: Office, project: str
):
    text = "培训经费预算数200.00万元，执行数190.00万元，预算执行率98.17%。"
    other = office.copy(project)
    for one in (project, other):
        office.write(one, "3", text, office.open(one).revision)
    work = office.open(project)
    wrong = next(issue for issue in work.findings.issues if issue.severity == "error")
    sent = {"issue": name_of_issue(work.draft.text, wrong), "dismissed": True, "everywhere": True}
    site.put(f"/projects/{project}/verdicts", json=sent)
    assert wrong not in office.open(other).findings.issues
    site.put(f"/projects/{other}/verdicts", json={**sent, "dismissed": False})
    assert wrong in office.open(project).findings.issues


def test_a_figure_is_put_back_from_the_list_of_changes(site: TestClient, office: Office, project: str):
    row = next(figure for figure in office.open(project).brief.figures if not figure.formula)
    for value in ("1201.50", "1301.50"):
        site.put(f"/projects/{project}/figures", json={"values": {row.id: value}})
    html = site.get(f"/projects/{project}/figures/history").json()["panels"]["data_history"]
    back = re.search(r'data-put-back="(F\d+)" data-value="(1201.50)"', html)
    assert back
    site.put(f"/projects/{project}/figures", json={"values": {back[1]: back[2]}})
    assert [(one.old, one.new) for one in office.changes(project)] == [
        ("1301.50", "1201.50"),
        ("1201.50", "1301.50"),
        (row.value, "1201.50"),
    ]


def test_a_verdict_on_nothing_known_is_refused(site: TestClient, project: str):
    sent = {"issue": "0" * 24, "dismissed": True}
    assert site.put("/projects/0a/verdicts", json=sent).status_code == 422
    assert site.put(f"/checked/{'0' * 32}/verdicts", json=sent).status_code == 422
    assert (
        site.put(f"/projects/{project}/verdicts", json={"issue": "x", "dismissed": True}).status_code == 422
    )


# -- handing over ------------------------------------------------------------------------------------------------------


def test_the_word_file_has_its_chinese_name(site: TestClient, project: str):
    answer = site.get(f"/projects/{project}/report.docx")
    name = unquote(re.search(r"filename\*=UTF-8''(\S+)", answer.headers["content-disposition"])[1])  # type: ignore[index]
    assert name == f"{OFFICE}2023年部门整体支出绩效自评报告.docx"
    assert (
        f"{OFFICE}2023年部门整体支出绩效自评报告" in Document(io.BytesIO(answer.content)).paragraphs[0].text
    )


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_a_title_of_any_characters_makes_a_file_name(folders: tuple[Path, Path], site: TestClient, kind: str):
    title = '../../a\\b:"<x>\r\nset-cookie: y\u202e'
    office = Office(*folders)
    id = office.workspace.create(
        Draft("", 2023, title, SOURCE, (DraftSection("0", "", 0, "标题\n"),)), Brief("", 2023, title, SOURCE)
    )
    answer = site.get(f"/projects/{id}/report.{kind}")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert not set('/\\:"<>\r\n\u202e') & set(
        unquote(answer.headers["content-disposition"].rpartition("''")[2])
    )


def test_a_file_that_cannot_be_made_is_explained(site: TestClient, office: Office, project: str):
    list(office.draft_all(project))
    answer = site.get(f"/projects/{project}/report.docx?final=1")
    assert answer.status_code == 409
    assert "待" in answer.text
    assert site.get(f"/projects/{project}/report.exe").status_code == 409


# -- nothing is run ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_panel_shows_code_as_text(payload: str):
    for name, html in all_panels(payload).items():
        assert "<script" not in html, name
        assert re.findall(r"<(?:img|svg)", html) == [], name
        assert re.findall(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', html)) == [], name


def all_panels(word: str) -> dict[str, str]:
    """Return each panel with `word` in every place where a report, a sheet or a file name can put one."""
    text = f"{word}\n{word}1 2\n"
    section = DraftSection("1", word, 1, text, open=(OpenMark(len(word) + 1, len(text) - 1, "待核", word),))
    issue = Issue("placeholder-left", "error", word, len(word) + 1, len(text) - 1, word, word)
    figure = Figure(
        "F1", f"{word}预算数", "本年", f"{word}元", word, "1", "", (f"{word}【{word}】{word}",), word
    )
    spent = Figure("F2", f"{word}执行数", "本年", f"{word}元", "2", "1")
    brief = Brief(word, 2023, word, word, (figure, spent), (WorkItem("W1", word, word, "", word, word),))
    coverage = Coverage(0, 0, ((len(word) + 1, len(word) + 3),))
    work = Work(
        "0a",
        Draft(word, 2023, word, word, (section,)),
        brief,
        2,
        Findings((issue,), coverage),
        sourced=((0, 1, word),),
    )
    found = [Precedent(Passage("p", word, word, 2022, (word,), "1", 0, 3, text), 0.5, Sought(word[:2]))]
    kept = Kept(word, 10, 5, 5)
    return {
        "header": panels.header("report", work=work),
        "figures": panels.figures(work),
        "items": panels.items(work),
        "chart": panels.chart(work),
        "outline": panels.outline_list(work, "1"),
        "heading": panels.heading(work, "1", word),
        "issues": panels.issues(work, "1"),
        "section": panels.section_rows(work, "1"),
        "precedents": panels.precedents(work, "1", found, word),
        "findings": panels.findings(work),
        "dismissed": panels.findings(
            Work("0a", Draft(word, 2023, word, word, (section,)), brief, 2, Findings((), coverage), (issue,))
        ),
        "checked": panels.checked(
            Checked(
                "0a",
                report_of(text, source=word),
                word,
                Judged(Findings((issue,), coverage), (issue,), ((0, 1, word),)),
            )
        ),
        "ready": panels.ready(work),
        "downloads": panels.downloads(work, [word], [Kind("docx", word, word), Kind("pdf", word)]),
        "reports": panels.reports([ReportRow(word, word, 2022, word, 1, 1, (word,))], (word,)),
        "backtest": panels.backtest(
            Backtest(word, 2022, word, word, kept, kept, kept, Numbers(1, 0, 0, 1, 0), 0, (), (kept,))
        ),
        "added": panels.added([(False, word)]),
        "hits": panels.hits(word, found),
        "history": panels.history([Version(1, word, datetime.now(UTC), 1, "human")]),
        "compare": panels.comparison(f"{word}一", f"{word}二", left=word, right=word),
        "message": panels.message(word),
        "page": panels.page(word),
    }


def test_every_kind_of_issue_has_a_name_an_office_uses():
    codes = set()
    for path in (Path(panels.__file__).parents[2] / "checks").rglob("*.py"):
        codes |= set(re.findall(r'(?:issue\(\s*|code = )"([a-z]+(?:-[a-z]+)+)"', path.read_text("utf-8")))
    assert {"placeholder-left", "stale-year"} <= codes
    assert [code for code in sorted(codes) if panels.issue_name(code) == code] == []


def test_no_template_leaves_the_escaping():
    for path in sorted((Path(panels.__file__).parents[1] / "templates").glob("*.html")):
        assert not re.search(r"\|\s*safe|autoescape|\{%-?\s*raw", path.read_text("utf-8")), path.name
        # An attribute without quotes could be left by a space.
        assert not re.search(r"\s[\w-]+=\{\{", path.read_text("utf-8")), path.name


def test_the_script_puts_words_in_as_text_only():
    scripts = sorted((Path(panels.__file__).parents[1] / "static").glob("*.js"))
    assert "page.js" in [path.name for path in scripts]
    for path in scripts:
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function",
            path.read_text("utf-8"),
        ), path.name
