"""The ways in: what a stranger gets, what each role may do, and what a proxy may say."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from drafter.accounts import Accounts
from drafter.actions import Office
from drafter.errors import DrafterError
from drafter.rights import RIGHTS, ROLES, Role
from drafter.web import Settings, build_app, serve
from drafter.web.access import read_access
from drafter.web.asking import OPEN, action_of
from drafter.web.doors import COOKIE
from tests.build import OFFICE_2022, SOURCE

HERE = "http://127.0.0.1:7860"
PASSWORD = "春风十里 2023x"
NAMES: dict[Role, str] = {"起草": "王芳", "审核": "李四", "管理": "赵六"}


class House:
    """An office with one account of each role."""

    def __init__(self, folder: Path) -> None:
        self.index, self.workspace = folder / "index", folder / "workspace"
        report = folder / SOURCE
        report.write_text(OFFICE_2022, "utf-8")
        self.office = Office(self.index, self.workspace)
        self.office.library.add([report])
        self.accounts = Accounts(self.workspace)
        for role, name in NAMES.items():
            self.accounts.add(name, role, PASSWORD)
        self.app = self.opened()
        self.keys = {
            role: self.accounts.log_in(name, PASSWORD, address="10.0.0.1") for role, name in NAMES.items()
        }

    def opened(self, **options: Any) -> FastAPI:
        return build_app(self.index, self.workspace, read_access("127.0.0.1", self.workspace, **options))

    def visitor(self, role: Role | None, *, base: str = HERE, app: FastAPI | None = None) -> TestClient:
        cookies = {COOKIE: self.keys[role]} if role else {}
        return TestClient(
            app or self.app,
            base_url=base,
            cookies=cookies,
            follow_redirects=False,
            raise_server_exceptions=False,
        )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def project(house: House) -> str:
    return house.office.start(SOURCE, 2023)


# -- strangers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/report?p=abc&s=1.2", "/check", "/library"])
def test_a_stranger_is_led_to_the_login_and_then_where_he_was_going(house: House, path: str):
    with house.visitor(None) as client:
        turned = client.get(path, headers={"accept": "text/html"})
        assert turned.status_code == 303
        form = client.get(turned.headers["location"])
        next = re.search(r'name="next" value="([^"]*)"', form.text)
        assert next
        sent = {"name": "王芳", "password": PASSWORD, "next": next[1].replace("&amp;", "&")}
        answer = client.post("/login", data=sent)
        assert (answer.status_code, answer.headers["location"]) == (303, path)
        assert client.get(path).status_code == 200


def test_a_program_without_a_right_is_told_so_in_json(house: House):
    with house.visitor(None) as client:
        answer = client.get("/config")
    assert (answer.status_code, answer.json()["error"]) == (401, "login-required")
    assert answer.json()["message"] == "请先登录"


def test_the_login_page_needs_no_script_and_asks_nobody_else(house: House):
    with house.visitor(None) as client:
        page = client.get("/login")
        assert "<script" not in page.text
        assert '<html lang="zh-CN">' in page.text
        for link in re.findall(r'(?:href|src|action)="([^"]+)"', page.text):
            assert link.startswith("/")
            assert link == "/login" or client.get(link).status_code == 200


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(house: House):
    with house.visitor(None) as client:
        answer = client.post("/login", data={"name": "王芳", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith(COOKIE)
    assert ("httponly" in cookie, "samesite=lax" in cookie, "secure" in cookie) == (True, True, False)


def test_a_session_outlives_a_restart_and_ends_with_the_logout(house: House):
    with house.visitor("起草", app=house.opened()) as client:
        key = house.accounts.log_in("王芳", PASSWORD, address="10.0.0.1")
        client.cookies = {COOKIE: key}  # type: ignore[assignment]
        assert client.get("/config").status_code == 200
        assert client.post("/logout").headers["location"] == "/login"
        client.cookies = {COOKIE: key}  # type: ignore[assignment]
        assert client.get("/config").status_code == 401


@pytest.mark.parametrize(
    "next",
    [
        "//evil.example",
        "/\\evil.example",
        "http://evil.example",
        "evil",
        "/\t/evil.example",
        "javascript:alert(1)",
        "",
    ],
)
def test_the_login_leads_nowhere_else(house: House, next: str):
    with house.visitor(None) as client:
        answer = client.post("/login", data={"name": "王芳", "password": PASSWORD, "next": next})
        assert answer.headers["location"] == "/"
        asked = client.get("/login", params={"next": next})
        assert asked.headers["location"] == "/"


def test_the_wrong_password_and_the_wrong_name_get_the_same_page(house: House):
    with house.visitor(None) as client:
        pages = [
            client.post("/login", data={"name": name, "password": "wrong one"}) for name in ("李四", "no one")
        ]
    assert [page.status_code for page in pages] == [401, 401]
    assert pages[0].text.replace("李四", "*") == pages[1].text.replace("no one", "*")
    assert "用户名或密码不对" in pages[0].text


def test_guessing_is_braked_and_written_down(house: House):
    with house.visitor(None) as client:
        codes = [
            client.post("/login", data={"name": "guess", "password": f"{n} wrong"}).status_code
            for n in range(8)
        ]
        stopped = client.post("/login", data={"name": "guess", "password": "x"})
    assert codes == [401] * 5 + [429] * 3
    assert int(stopped.headers["retry-after"]) == 300
    assert any(one.action == "login-stopped" for one in house.accounts.entries())


def test_a_login_sent_by_another_site_is_refused(house: House):
    with house.visitor(None) as client:
        sent = {"name": "王芳", "password": PASSWORD}
        answer = client.post("/login", data=sent, headers={"origin": "http://evil.example"})
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


# -- every route and every event, for nobody and each role -------------------------------------------------------------


def routes(app: FastAPI) -> list[tuple[str, str, Any]]:
    """Method, path with the project put in, and the right asked for."""
    return [
        (method, one.path, action_of(one))
        for one in app.routes
        if isinstance(one, APIRoute) and one.path not in OPEN
        for method in sorted(one.methods)
    ]


def filled(path: str, project: str) -> str:
    known = {"id": project, "key": "1.3", "number": "1", "name": "0" * 32, "kind": "md"}
    return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], "1"), path)


@pytest.mark.parametrize("role", [None, *ROLES])
def test_a_route_answers_those_whose_right_it_is(house: House, project: str, role: Role | None):
    asked = routes(house.app)
    assert len(asked) >= 10
    wrong = []
    with house.visitor(role) as client:
        for method, path, action in asked:
            status = client.request(method, filled(path, project)).status_code
            refused = {None: 401}.get(role, 403) if role is None or role not in RIGHTS[action] else None
            if (status in (401, 403)) != (refused is not None) or (refused and status != refused):
                wrong.append((method, path, action, status))
    assert wrong == []


@pytest.mark.parametrize("role", [None, *ROLES])
def test_an_event_runs_for_those_whose_right_it_is(house: House, role: Role | None):
    """Called as anyone can who reads the page's source, whether a button shows it or not."""
    mounted: Any = house.app.routes[-1]
    events = [one for one in mounted.app.app.get_blocks().fns.values() if one.fn is not None]
    assert len(events) > 20
    wrong = []
    with house.visitor(role) as client:
        for one in events:
            called = call(client, one)
            allowed = role is not None and role in RIGHTS[one.fn.drafter_action]
            if called.get("status") == 401 if role else called.get("status") != 401:
                wrong.append((one.fn.__qualname__, called))
            elif role and ("不能" in called["said"]) == allowed:
                wrong.append((one.fn.__qualname__, one.fn.drafter_action, called))
    assert wrong == []


# Of Gradio's own addresses those the page uses; every other one, also of a later Gradio, is not there.
GRADIO = {
    "/", "/report", "/check", "/library", "/config", "/favicon.ico", "/theme.css", "/manifest.json",
    "/svelte/{path:path}", "/static/{path:path}", "/assets/{path:path}",
    "/gradio_api/upload", "/gradio_api/upload_progress", "/gradio_api/cancel", "/gradio_api/reset",
    "/gradio_api/theme.css", "/gradio_api/startup-events", "/gradio_api/heartbeat/{session_hash}",
    "/gradio_api/queue/join", "/gradio_api/queue/data",
}  # fmt: skip


@pytest.mark.parametrize("role", [None, *ROLES])
def test_of_gradios_addresses_only_those_the_page_uses_are_there(house: House, role: Role | None):
    mounted: Any = house.app.routes[-1]
    asked = sorted({(method, path) for method, path in gradio_routes(mounted.app.app.routes) if method})
    assert len(asked) > 60
    wrong = []
    with house.visitor(role) as client:
        for method, path in asked:
            if path.rstrip("/") in (*GRADIO, "") or path.rstrip("/") in ("/login", "/logout"):
                continue
            status = client.request(method, re.sub(r"\{[^}]*\}", "x", path)).status_code
            # The wall before the gate answers for what would fetch from elsewhere.
            if status != (403 if "proxy=" in path else 404 if role else 401):
                wrong.append((method, path, status))
        for path in sorted(GRADIO) if role is None else ():
            if client.get(re.sub(r"\{[^}]*\}", "x", path)).status_code != 401:
                wrong.append(("GET", path, "open"))
    assert wrong == []


def gradio_routes(routes: Any) -> Iterator[tuple[str, str]]:
    for one in routes:
        if hasattr(one, "original_router"):
            yield from gradio_routes(one.original_router.routes)
        else:
            yield from ((method, one.path) for method in getattr(one, "methods", None) or [""])


def call(client: TestClient, event: Any) -> dict[str, Any]:
    """Call an event the way the page does; returns the status of the asking and what came of it."""
    asked = {
        "data": [None] * len(event.inputs),
        "fn_index": event._id,
        "session_hash": secrets.token_hex(6),
        "event_data": {"section": "1.3", "act": "look"},
        "trigger_id": event.targets[0][0] if event.targets else None,
    }
    joined = client.post("/gradio_api/queue/join", json=asked)
    if joined.status_code != 200:
        return {"status": joined.status_code, "said": joined.text}
    return {"status": 200, "said": said_in(client, asked["session_hash"])}


def said_in(client: TestClient, session: str) -> str:
    """Return the error an event ended with, "" when it ended well."""
    output = outcome(client, session)
    return str(output.get("error") or "")


def outcome(client: TestClient, session: str) -> dict[str, Any]:
    stream = client.get("/gradio_api/queue/data", params={"session_hash": session}).text
    messages = [json.loads(line[5:]) for line in stream.splitlines() if line.startswith("data:")]
    return next(one for one in messages if one["msg"] == "process_completed")["output"] or {}


def test_whoever_reviews_cannot_remove_a_report_by_an_event_meant_for_looking(house: House):
    mounted: Any = house.app.routes[-1]
    fns = mounted.app.app.get_blocks().fns.values()
    act = next(one for one in fns if getattr(one.fn, "__qualname__", "").endswith("LibraryPage.act"))
    for role in ("审核", "起草"):
        with house.visitor(role) as client:
            asked = {
                "data": [],
                "fn_index": act._id,
                "session_hash": "remove",
                "event_data": {"section": SOURCE, "act": "remove"},
                "trigger_id": act.targets[0][0],
            }
            assert client.post("/gradio_api/queue/join", json=asked).status_code == 200
            assert "不能删除报告或稿件" in said_in(client, "remove")
    assert house.office.library.find(SOURCE) is not None


# -- in whose name -----------------------------------------------------------------------------------------------------


def test_what_is_saved_carries_the_name_of_whoever_saved_it(house: House, project: str):
    for role, text in (("起草", "王芳写的。"), ("管理", "赵六改的。")):
        with house.visitor(role) as client:  # type: ignore[arg-type]
            sent = {"text": text, "revision": house.office.open(project).revision}
            assert client.put(f"/projects/{project}/sections/3", json=sent).status_code == 200
    assert [one.author for one in house.office.workspace.history(project, "3")][-2:] == ["王芳", "赵六"]


def test_an_export_is_written_down_before_it_is_given_out(house: House, project: str):
    with house.visitor("审核") as client:
        assert client.get(f"/projects/{project}/report.md").status_code == 200
    entry = house.accounts.entries()[-1]
    assert (entry.action, entry.who, entry.subject) == ("export", "李四", f"/projects/{project}/report.md")


def test_the_page_says_who_is_logged_in(house: House):
    with house.visitor("审核") as client:
        mounted: Any = house.app.routes[-1]
        show = next(
            one
            for one in mounted.app.app.get_blocks().fns.values()
            if getattr(one.fn, "__qualname__", "").endswith("build_check.<locals>.show")
        )
        asked = {"data": [], "fn_index": show._id, "session_hash": "who"}
        client.post("/gradio_api/queue/join", json=asked)
        assert "李四 · 审核" in outcome(client, "who")["data"][0]


# -- a proxy that has asked already ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def behind(house: House) -> FastAPI:
    return house.opened(trust_header="X-Remote-User", trusted_proxies=["10.1.0.5"], sites=["drafter.example"])


def status(
    app: FastAPI, peer: str, headers: list[tuple[str, str]], *, base: str = "http://drafter.example"
) -> int:
    client = TestClient(app, base_url=base, client=(peer, 1234), follow_redirects=False)
    return client.get("/config", headers=headers).status_code


def test_the_name_from_the_trusted_proxy_is_who_is_asking(behind: FastAPI):
    assert status(behind, "10.1.0.5", [(b"X-Remote-User", "王芳".encode())]) == 200


@pytest.mark.parametrize(
    ("peer", "names"),
    [
        ("10.1.0.6", ["zhao"]),
        ("127.0.0.1", ["赵六"]),
        ("10.1.0.5", []),
        ("10.1.0.5", [""]),
        ("10.1.0.5", ["nobody"]),
        ("10.1.0.5", ["王芳", "赵六"]),
    ],
)
def test_a_name_from_anyone_else_or_unknown_or_double_is_nobody(behind: FastAPI, peer: str, names: list[str]):
    headers = [(b"X-Remote-User", name.encode()) for name in names]
    assert status(behind, peer, headers) == 401


def test_only_a_trusted_proxy_can_say_that_it_was_https_and_for_whom(house: House):
    app = house.opened(trusted_proxies=["10.1.0.0/24"], sites=["drafter.example"])
    said = {"x-forwarded-proto": "https", "x-forwarded-for": "6.6.6.6, 10.2.0.9, 10.1.0.7"}
    form = {"name": "王芳", "password": PASSWORD}
    cookies, addresses = [], []
    for peer in ("10.1.0.5", "10.9.9.9"):
        client = TestClient(app, base_url="http://drafter.example", client=(peer, 1), follow_redirects=False)
        cookies.append(
            "secure" in client.post("/login", data=form, headers=said).headers["set-cookie"].lower()
        )
        addresses.append(house.accounts.entries()[-1].address)
    assert cookies == [True, False]
    assert addresses == ["10.2.0.9", "10.9.9.9"]


# -- how it may be started ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "options", "said"),
    [
        ("0.0.0.0", {}, "drafter user add"),
        ("192.168.1.9", {}, "drafter user add"),
        ("::", {}, "drafter user add"),
        ("127.0.0.1", {"sites": ["drafter.example"]}, "drafter user add"),
        ("127.0.0.1", {"trusted_proxies": ["10.1.0.5"]}, "drafter user add"),
        ("0.0.0.0", {"trust_header": "X-Remote-User"}, "--trusted-proxy"),
        ("0.0.0.0", {"trust_header": "X Remote", "trusted_proxies": ["10.1.0.5"]}, "X-Remote-User"),
        ("0.0.0.0", {"trust_header": "X-Remote-User", "trusted_proxies": ["everyone"]}, "everyone"),
    ],
)
def test_what_would_open_the_page_to_everyone_is_refused_in_a_line(
    tmp_path: Path, host: str, options: dict[str, Any], said: str
):
    with pytest.raises(DrafterError, match=re.escape(said)) as told:
        serve(Settings(host=host, index=tmp_path / "index", workspace=tmp_path / "workspace", **options))
    assert "\n" not in str(told.value)


def test_without_accounts_this_machine_needs_no_login_and_with_accounts_it_does(tmp_path: Path):
    assert not read_access("127.0.0.1", tmp_path).door.login
    Accounts(tmp_path).add("王芳", "管理", PASSWORD)
    assert read_access("127.0.0.1", tmp_path).door.login
    opened = read_access("0.0.0.0", tmp_path, sites=["Drafter.example"])
    assert (opened.door.login, opened.addresses, "drafter.example" in opened.sites) == (True, True, True)
