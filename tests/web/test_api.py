"""/api/v1 says what the commands say, to those who may ask."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from starlette.testclient import TestClient

from drafter import cli
from drafter.accounts import Accounts
from drafter.actions import Office
from drafter.sheet import read_sheet, write_sheet
from drafter.web import build_app
from drafter.web.access import read_access
from drafter.web.uploads import _own_name
from tests.build import OFFICE, OFFICE_2022, OFFICE_2023, SOURCE, brief_of, fill, office_report

HERE = "http://127.0.0.1:7860"
API = "/api/v1"
PASSWORD = "春风十里 2023x"


class Bench:
    """Files as a person has them, and the interface over a library that holds last year's report."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.report = folder / SOURCE
        self.report.write_text(OFFICE_2022, "utf-8")
        self.sheet, self.draft = folder / "filled.xlsx", folder / "draft.json"
        write_sheet(fill(brief_of(office_report()), OFFICE_2023), self.sheet)
        Office(folder / "index", folder / "workspace").library.add([self.report])
        self.site = TestClient(build_app(folder / "index", folder / "workspace"), base_url=HERE)

    def post(self, path: str, files: dict[str, Path] | None = None, **values: Any) -> Any:
        sent = {name: (path.name, path.read_bytes()) for name, path in (files or {}).items()}
        return self.site.post(API + path, files=sent, data=values)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("api"))


def printed(capsys: pytest.CaptureFixture[str], *argv: object) -> Any:
    cli.main([str(one) for one in argv])
    return json.loads(capsys.readouterr().out)


def test_a_report_is_read_as_the_command_reads_it(bench: Bench, capsys: pytest.CaptureFixture[str]):
    answer = bench.post("/read", {"file": bench.report}).json()
    told = printed(capsys, "read", bench.report, "--json")
    assert answer == {name: told[name] for name in answer}
    assert answer["year"] == 2022


def test_a_search_finds_what_the_command_finds(bench: Bench, capsys: pytest.CaptureFixture[str]):
    asked = {"query": "预算执行率", "limit": 3, "before": 2023}
    answer = bench.site.post(f"{API}/search", json=asked).json()
    told = printed(
        capsys,
        "search",
        "预算执行率",
        "--limit",
        3,
        "--before",
        2023,
        "--index",
        bench.folder / "index",
        "--json",
    )
    assert answer == told
    assert len(answer["hits"]) == 3


def test_a_report_is_checked_as_the_command_checks_it(bench: Bench, capsys: pytest.CaptureFixture[str]):
    wrong = bench.folder / f"{OFFICE}-部门整体支出绩效自评报告-2023.txt"
    wrong.write_text("一、情况\n培训经费预算数200.00万元，执行数190.00万元，预算执行率98.17%。\n", "utf-8")
    answer = bench.post("/check", {"file": wrong, "previous": bench.report}).json()
    assert answer == printed(capsys, "check", wrong, "--previous", bench.report, "--json")
    assert "ratio-wrong" in [issue["code"] for issue in answer["issues"]]
    assert bench.post("/check", {"file": wrong}, source=SOURCE).json() == answer


def test_from_the_report_in_the_library_to_the_word_file(bench: Bench, capsys: pytest.CaptureFixture[str]):
    sheet = bench.post("/sheet", source=SOURCE, year=2023)
    assert sheet.headers["content-disposition"].endswith(
        "2023%E5%B9%B4%E5%BA%A6%E6%95%B0%E6%8D%AE%E8%A1%A8.xlsx"
    )
    empty = bench.folder / "empty.xlsx"
    empty.write_bytes(sheet.content)
    assert read_sheet(empty).previous_report == SOURCE

    draft = bench.post("/draft", {"sheet": bench.sheet, "file": bench.report})
    told = printed(
        capsys, "draft", bench.sheet, "--from", bench.report, "--index", bench.folder / "index", "--json"
    )
    assert draft.json() == told
    bench.draft.write_bytes(draft.content)

    word = bench.post("/export", {"draft": bench.draft, "sheet": bench.sheet}, kind="docx")
    # python-docx leaves out what stands in content controls, as the numbers do.
    written = "".join(Document(io.BytesIO(word.content)).element.body.xpath(".//w:t/text()"))
    assert "预算执行率98.71%" in written
    markdown = bench.post("/export", {"draft": bench.draft}, kind="md")
    assert markdown.text.startswith("# ")
    checked = bench.post("/check", {"file": bench.draft, "sheet": bench.sheet}).json()
    assert checked["characters"] == len(told["text"])


def test_health_counts_what_is_in_the_library(bench: Bench):
    answer = bench.site.get(f"{API}/health").json()
    assert (answer["status"], answer["reports"]) == ("ok", 1)
    assert answer["passages"] > 5


def test_nothing_sent_stays_on_the_disk(bench: Bench):
    bench.post("/read", {"file": bench.report})
    left = [
        path.name
        for path in (bench.folder / "workspace").iterdir()
        if path.name.startswith(("sent-", "export-"))
    ]
    assert left == []


@pytest.mark.parametrize(
    ("path", "files", "values", "status", "error"),
    [
        ("/read", {"file": ("a.exe", b"MZ")}, {}, 422, "report"),
        ("/read", {"file": ("a.docx", b"PK\x03\x04 broken")}, {}, 422, "report"),
        ("/read", {"file": ("a.pdf", b"%PDF-1.7 broken")}, {}, 422, "report"),
        ("/read", {}, {}, 422, "invalid-request"),
        ("/sheet", {}, {"year": "2023"}, 422, "report"),
        ("/sheet", {}, {"year": "2023", "source": "../../etc/passwd"}, 422, "index-folder"),
        ("/sheet", {}, {"year": "MMXX", "source": SOURCE}, 422, "invalid-request"),
        ("/draft", {"sheet": ("a.xlsx", b"not a zip")}, {}, 422, None),
        ("/draft", {"sheet": ("a.csv", b"a,b\n1,2\n")}, {"source": SOURCE}, 422, None),
        ("/export", {"draft": ("d.json", b"{}")}, {}, 422, "draft"),
        ("/export", {"draft": ("d.json", b"\xff\xfe")}, {}, 422, None),
        ("/export", {"draft": ("d.json", b"[" * 100_000)}, {}, 422, None),
        ("/export", {"draft": ("d.json", b"{}")}, {"kind": "exe"}, 422, "invalid-request"),
        ("/search", {}, {"query": "x"}, 422, "invalid-request"),
        ("/nothing", {}, {}, 404, "not-found"),
    ],
)
def test_what_cannot_be_done_is_told_in_chinese_with_the_way_out(
    bench: Bench, path: str, files: dict[str, Any], values: dict[str, str], status: int, error: str | None
):
    answer = bench.site.post(API + path, files=files, data=values)
    told = answer.json()
    assert (answer.status_code, sorted(told)) == (status, ["error", "hint", "message"])
    assert error in (None, told["error"])
    assert any("\u4e00" <= character <= "\u9fff" for character in told["message"])
    assert [
        word for word in ("Traceback", "/tmp", "site-packages", str(bench.folder)) if word in answer.text
    ] == []


@pytest.mark.parametrize(
    ("sent", "own"),
    [
        ("../../x/市局-2022.txt", "市局-2022.txt"),
        ("..\\..\\a.pdf", "a.pdf"),
        ("/etc/passwd", "passwd"),
        ("a\x00\n\u202eb.txt", "ab.txt"),
        ("..", "file"),
        ("", "file"),
        ("a." + "x" * 300, "a"),
    ],
)
def test_a_name_sent_is_a_name_and_no_path(sent: str, own: str):
    assert _own_name(sent) == own


def test_a_long_name_keeps_its_ending_and_fits(tmp_path: Path):
    name = _own_name("报" * 400 + "-2022.docx")
    assert name.endswith(".docx")
    (tmp_path / name).write_bytes(b"")


# -- who may ask -------------------------------------------------------------------------------------------------------


def test_a_token_has_the_rights_of_its_account_and_only_here(tmp_path: Path):
    accounts = Accounts(tmp_path / "workspace")
    for name, role in (("王芳", "起草"), ("李四", "审核"), ("赵六", "管理")):
        accounts.add(name, role, PASSWORD)  # type: ignore[arg-type]
    app = build_app(
        tmp_path / "index", tmp_path / "workspace", read_access("127.0.0.1", tmp_path / "workspace")
    )
    site = TestClient(app, base_url=HERE, follow_redirects=False)

    def status(token: str, method: str, path: str) -> int:
        return site.request(method, path, headers={"authorization": f"Bearer {token}"}).status_code

    drafter, reviewer, admin = (accounts.new_token(name, days=1) for name in ("王芳", "李四", "赵六"))
    assert [status(one, "GET", f"{API}/health") for one in (drafter, reviewer, admin, "wrong", "")] == [
        200,
        200,
        200,
        401,
        401,
    ]
    assert [status(one, "POST", f"{API}/draft") for one in (drafter, reviewer, admin)] == [422, 403, 422]
    assert [status(one, "GET", f"{API}/openapi.json") for one in (drafter, reviewer, admin)] == [
        403,
        403,
        200,
    ]
    assert status(admin, "GET", "/config") == 401
    accounts.revoke_tokens("赵六")
    assert status(admin, "GET", f"{API}/health") == 401


def test_the_description_names_every_route_of_the_interface_and_no_other(bench: Bench):
    told = bench.site.get(f"{API}/openapi.json").json()
    assert sorted(told["paths"]) == [
        f"{API}/{name}" for name in ("check", "draft", "export", "health", "read", "search", "sheet")
    ]
    assert "SearchAnswer" in told["components"]["schemas"]
