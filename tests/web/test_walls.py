"""The walls, probed in bulk: other sites, paths, addresses to fetch, floods, and what answers give away."""

from __future__ import annotations

import itertools
import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from drafter.accounts import Accounts
from drafter.actions import Office
from drafter.rights import Person
from drafter.room import Brought
from drafter.web import build_app
from drafter.web.access import read_access
from drafter.web.asking import PERSON
from drafter.web.doors import COOKIE
from drafter.web.security import Wall
from drafter.web.storage import Storage
from tests.build import OFFICE_2022, SOURCE

HERE = "http://127.0.0.1:7860"
PASSWORD = "春风十里 2023x"
ROUTES = (
    "/",
    "/report",
    "/check",
    "/library",
    "/login",
    "/config",
    "/healthz",
    "/api/v1/health",
    "/api/v1/openapi.json",
    "/gradio_api/info",
    "/drafter/page.js",
    "/theme.css",
)
INSIDE = ("Traceback", "site-packages", '.py"', "/home/", "/root/", "sqlite")


class Site:
    """The page with a login on a real folder; `member` is logged in, `stranger` is not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        report = folder / SOURCE
        report.write_text(OFFICE_2022, "utf-8")
        self.office = Office(folder / "index", folder / "workspace")
        self.office.library.add([report])
        self.project = self.office.start(SOURCE, 2023)
        accounts = Accounts(folder / "workspace")
        accounts.add("赵六", "管理", PASSWORD)
        self.key = accounts.log_in("赵六", PASSWORD, address="10.0.0.1")
        self.app = build_app(
            folder / "index", folder / "workspace", read_access("127.0.0.1", folder / "workspace")
        )
        self.stranger = self.client({})
        self.member = self.client({COOKIE: self.key})

    def client(self, cookies: dict[str, str]) -> TestClient:
        return TestClient(
            self.app, base_url=HERE, cookies=cookies, follow_redirects=False, raise_server_exceptions=False
        )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("walls"))


# -- other sites -------------------------------------------------------------------------------------------------------

HOSTS = ("127.0.0.1:7860", "evil.example", "10.1.2.3:7860", "127.0.0.1.evil.example:7860")
ORIGINS = ("http://evil.example", "null", "http://127.0.0.1:9999", "http://drafter.127.0.0.1:7860", None)


@pytest.mark.parametrize("host", HOSTS)
def test_no_route_is_told_to_another_site(site: Site, host: str):
    leaks = []
    for path, origin in itertools.product(ROUTES, ORIGINS):
        headers = {"host": host} | ({"origin": origin} if origin else {})
        for method in ("GET", "OPTIONS"):
            answer = site.member.request(method, path, headers=headers)
            allowed = [name for name in answer.headers if name.startswith("access-control-allow")]
            if allowed or (host != HOSTS[0] and answer.status_code != 400):
                leaks.append((method, path, origin, answer.status_code, allowed))
    assert leaks == []


def test_the_probe_would_see_the_leak(site: Site):
    """Gradio by itself answers any origin: what the wall is for."""
    import gradio as gr

    with gr.Blocks(analytics_enabled=False) as bare:
        gr.Textbox()
    from fastapi import FastAPI

    app = gr.mount_gradio_app(FastAPI(), bare, path="/", ssr_mode=False)
    answer = TestClient(app, base_url="http://10.1.2.3:7860").get(
        "/config", headers={"origin": "http://evil.example"}
    )
    assert answer.headers.get("access-control-allow-origin") == "http://evil.example"


# -- paths -------------------------------------------------------------------------------------------------------------


def paths(site: Site) -> Iterator[str]:
    """Three hundred and more ways to ask for a file that is not the page's."""
    workspace, index = site.folder / "workspace", site.folder / "index"
    targets = [
        "/etc/passwd",
        "/etc/shadow",
        "/proc/self/environ",
        "/proc/self/cmdline",
        str(workspace / "drafts.db"),
        str(workspace / "accounts.db"),
        str(index / "index.db"),
        str(site.folder / SOURCE),
        str(Path(__file__).resolve()),
        str(Path(logging.__file__)),
        "C:\\Windows\\win.ini",
        "\\\\evil.example\\share\\x",
    ]
    shapes = (
        lambda path: path,
        lambda path: quote(path, safe=""),
        lambda path: quote(quote(path, safe=""), safe=""),
        lambda path: "../" * 12 + path.lstrip("/"),
        lambda path: "..%2f" * 12 + quote(path.lstrip("/"), safe=""),
        lambda path: "%2e%2e/" * 12 + path.lstrip("/"),
        lambda path: "....//" * 12 + path.lstrip("/"),
        lambda path: path.upper(),
        lambda path: path + "%00.png",
        lambda path: "/" + path,
    )
    for prefix in ("/gradio_api/file=", "/file=", "/gradio_api/file/"):
        yield from (prefix + shape(target) for shape in shapes for target in targets)
    for prefix in (
        "/static/",
        "/assets/",
        "/drafter/",
        "/svelte/",
        "/gradio_api/custom_component/x/server/y/",
    ):
        yield from (prefix + shape(target) for shape in shapes[3:6] for target in targets[:8])


@pytest.mark.parametrize("who", ["stranger", "member"])
def test_no_path_leads_out_of_the_page(site: Site, who: str):
    client: TestClient = getattr(site, who)
    asked = list(paths(site))
    assert len(asked) >= 300
    secret = [b"root:", b"PATH=", b"SQLite format 3", "部门整体支出".encode(), b"[extensions]", b"import "]
    leaks = []
    for path in asked:
        answer = client.get(path)
        if answer.status_code == 200 or any(one in answer.content for one in secret):
            leaks.append((path, answer.status_code))
    assert leaks == []


def test_a_link_laid_into_the_upload_folder_is_not_followed(site: Site):
    link = site.folder / "workspace" / "uploads" / "link.txt"
    link.symlink_to("/etc/passwd")
    assert site.member.get(f"/gradio_api/file={link}").status_code in (403, 404)


# -- addresses to fetch ------------------------------------------------------------------------------------------------


def urls() -> list[str]:
    hosts = (
        "evil.example",
        "127.0.0.1:22",
        "169.254.169.254",
        "[::1]",
        "0.0.0.0",
        "2130706433",
        "a@evil.example",
        "10.0.0.1",
    )
    return [f"{scheme}://{host}/x" for scheme in ("http", "https", "ftp", "file", "gopher") for host in hosts]


def test_the_server_fetches_nothing_it_is_told_to(site: Site, monkeypatch: pytest.MonkeyPatch):
    sought: list[Any] = []

    def refuse(*place: Any, **_: Any) -> Any:
        sought.append(place)
        raise OSError("no connection in this test")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    mounted: Any = site.app.routes[-1]
    takes_a_file = [
        one
        for one in mounted.app.app.get_blocks().fns.values()
        if one.fn is not None
        and any(type(block).__name__ in ("File", "UploadButton") for block in one.inputs)
    ]
    assert takes_a_file
    with site.member as client:
        for number, url in enumerate(urls()):
            for path in (
                f"/gradio_api/file={url}",
                f"/gradio_api/proxy={url}",
                f"/file={quote(url, safe='')}",
            ):
                assert client.get(path).status_code in (403, 404)
            event = takes_a_file[number % len(takes_a_file)]
            data = {"path": url, "url": url, "orig_name": "a.txt", "meta": {"_type": "gradio.FileData"}}
            asked = {
                "fn_index": event._id,
                "data": [data for _ in event.inputs],
                "session_hash": f"fetch{number}",
            }
            if client.post("/gradio_api/queue/join", json=asked).status_code == 200:
                told = client.get("/gradio_api/queue/data", params={"session_hash": f"fetch{number}"}).text
                assert [word for word in INSIDE if word in told] == []
    assert [place for place in sought if "127.0.0.1" not in str(place)] == []


# -- floods ------------------------------------------------------------------------------------------------------------


def test_many_small_files_in_one_request_are_one_large_one(site: Site):
    before = sum(path.stat().st_size for path in (site.folder / "workspace").rglob("*") if path.is_file())
    files = [("files", (f"{n}.txt", b"x" * 900_000)) for n in range(80)]
    assert site.member.post("/gradio_api/upload", files=files).status_code == 413
    after = sum(path.stat().st_size for path in (site.folder / "workspace").rglob("*") if path.is_file())
    assert after - before < 70 * 2**20


@pytest.mark.parametrize("path", ["/gradio_api/upload", "/api/v1/read", "/login", "/gradio_api/queue/join"])
def test_an_endless_body_is_cut_off(site: Site, path: str):
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        for _ in range(200):
            read += 2**20
            yield b"x" * 2**20

    answer = site.member.post(path, content=endless(), headers={"content-type": "application/octet-stream"})
    assert answer.status_code in (400, 401, 413, 422)


def test_a_gigabyte_announced_is_refused_before_it_is_sent(site: Site):
    answer = site.member.post("/api/v1/read", headers={"content-length": str(2**30)}, content=b"")
    assert (answer.status_code, answer.json()["error"]) == (413, "refused")


# -- what answers give away --------------------------------------------------------------------------------------------


def test_every_answer_has_the_headers(site: Site):
    asked = [
        *[
            ("GET", path)
            for path in (*ROUTES, "/nothing", "/gradio_api/file=/etc/passwd", "/projects/zz/report.docx")
        ],
        *[("POST", path) for path in ("/login", "/api/v1/draft", "/gradio_api/upload", "/config")],
        *[("PUT", "/projects/zz/figures"), ("DELETE", "/"), ("OPTIONS", "/"), ("HEAD", "/")],
    ]
    for client in (site.stranger, site.member):
        for method, path in asked:
            headers = client.request(method, path).headers
            assert "frame-ancestors 'none'" in headers["content-security-policy"], (method, path)
            assert headers["x-content-type-options"] == "nosniff"


def test_a_bug_is_told_without_a_word_about_the_inside(site: Site, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError(f"secret of {Path.home()}")

    monkeypatch.setattr(Office, "look", broken)
    monkeypatch.setattr(Office, "export", broken)
    for method, path in (
        ("POST", f"/projects/{site.project}/sections/3/look"),
        ("GET", f"/projects/{site.project}/report.docx"),
    ):
        answer = site.member.request(
            method, path, json={"text": "", "revision": 0} if method == "POST" else None
        )
        assert (answer.status_code, answer.json()["error"]) == (500, "internal")
        assert "secret" not in answer.text
        assert "frame-ancestors" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/openapi.json",
        "/docs",
        "/redoc",
        "/monitoring",
        "/monitoring/summary",
        "/gradio_api/info",
        "/gradio_api/openapi.json",
        "/gradio_api/runs",
        "/gradio_api/app_id",
        "/gradio_api/token",
        "/gradio_api/user",
        "/gradio_api/mcp/",
        "/gradio_api/mcp/schema",
        "/gradio_api/dev/reload",
        "/gradio_api/vibe-code",
        "/gradio_api/profiling/traces",
        "/gradio_api/deep_link",
        "/gradio_api/run/predict",
        "/gradio_api/component_server",
        "/robots.txt",
        "/pwa_icon",
    ],
)
def test_what_the_page_does_not_need_is_not_there(site: Site, path: str):
    assert site.member.get(path).status_code == 404
    assert site.member.post(path, json={}).status_code == 404
    assert site.stranger.get(path).status_code == 401


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("range", "bytes=" + ",".join(f"{n}-{n + 1}" for n in range(1000))),
        ("cookie", f"{COOKIE}=" + "x" * 8000),
        ("cookie", "a=b; " * 2000),
        ("authorization", "Bearer " + "x" * 8000),
        ("content-type", "multipart/form-data; boundary=" + "b" * 10_000),
        ("accept-language", "zh;q=0.1," * 2000),
    ],
)
def test_a_strange_header_does_no_harm(site: Site, name: str, value: str):
    for path in ("/drafter/page.css", "/api/v1/health", "/login"):
        assert site.stranger.get(path, headers={name: value}).status_code < 500
    assert site.stranger.post("/login", headers={name: value}, content=b"--b").status_code < 500


def test_a_wall_alone_tells_an_error_of_what_is_behind():
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise ValueError("inside")

    answer = TestClient(Wall(broken), base_url=HERE).get("/")
    assert (answer.status_code, sorted(answer.json())) == (500, ["error", "hint", "message"])


# -- room on the disk --------------------------------------------------------------------------------------------------


def post(app: Any, path: str, headers: dict[str, str] | None = None, who: str = "王芳") -> Any:
    """What the storage answers before anything behind it is asked."""

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})

    async def named(scope: Any, receive: Any, send: Any) -> None:
        await app(behind)({**scope, PERSON: Person(who, "起草")}, receive, send)

    return TestClient(named, base_url=HERE).post(path, headers=headers)


def test_nothing_is_taken_in_where_the_disk_is_nearly_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("drafter.room.shutil.disk_usage", lambda _: SimpleNamespace(free=2**30 + 4000))

    def app(behind: Any) -> Storage:
        return Storage(behind, folder=tmp_path)

    for path in ("/gradio_api/upload", "/api/v1/check"):
        answer = post(app, path, {"content-length": "5000"})
        assert (answer.status_code, answer.json()["error"]) == (507, "no-room")
        assert answer.json()["message"].startswith("磁盘只剩 1 GB，要留 1 GB 给保存稿件")
        assert post(app, path, {"content-length": "3000"}).status_code == 200
    assert post(app, "/login", {"content-length": "5000"}).status_code == 200


def test_one_person_brings_in_no_more_than_a_share_and_nobody_else_is_hindered(tmp_path: Path):
    now = [0.0]
    brought = Brought(each=10_000, clock=lambda: now[0])

    def app(behind: Any) -> Storage:
        return Storage(behind, folder=tmp_path, brought=brought)

    upload = ("/gradio_api/upload", {"content-length": "6000"})
    told = [post(app, *upload, who=who).status_code for who in ("王芳", "王芳", "李四")]
    now[0] = 26 * 3600
    told.append(post(app, *upload).status_code)
    assert told == [200, 507, 200, 200]
    # One that does not say how much is coming counts as the longest body let in.
    assert post(app, "/gradio_api/upload", {"content-length": ""}, who="赵六").status_code == 507
