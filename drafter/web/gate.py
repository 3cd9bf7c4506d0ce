"""The gate behind the wall: nothing is answered to nobody, and what is done is done in somebody's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from drafter.rights import Person, acting_as
from drafter.strings import tr
from drafter.web.asking import LOGIN, OPEN, PERSON, RECORD
from drafter.web.security import App, Receive, Scope, Send, refuse


class Gate:
    """Lets pass who `who` knows, with the person in the scope; sends others to the login page, programs with 401.

    `record` writes down a recorded action; it is called before the action is carried out.
    """

    def __init__(
        self,
        app: App,
        *,
        who: Callable[[Scope], Person | None],
        record: Callable[[Person, str, str], None],
        login: bool,
    ) -> None:
        self.app = app
        self.who = who
        self.record = record
        self.login = login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        person = self.who(scope)
        if person is None and not _is_open(scope["path"]):
            await self._turn_away(scope, send)
            return
        told: dict[str, Any] = {PERSON: person}
        if person is not None:
            told[RECORD] = lambda action, subject: self.record(person, action, subject)
        with acting_as(person):
            await self.app({**scope, **told}, receive, send)

    async def _turn_away(self, scope: Scope, send: Send) -> None:
        headers = {name.lower(): value for name, value in scope["headers"]}
        wants_page = scope["method"] in ("GET", "HEAD") and b"text/html" in headers.get(b"accept", b"")
        if self.login and wants_page:
            asked = quote(scope["path"]) + ("?" + scope["query_string"].decode("latin-1")).rstrip("?")
            place = f"{LOGIN}?next={quote(asked, safe='')}"
            await send(
                {"type": "http.response.start", "status": 303, "headers": [(b"location", place.encode())]}
            )
            await send({"type": "http.response.body", "body": b""})
            return
        hint = tr("打开 {path} 登录后再试；程序请带上令牌", path=LOGIN)
        await refuse(401, tr("请先登录"), send, error="login-required", hint=hint)


def _is_open(path: str) -> bool:
    return path in OPEN or (path.startswith("/drafter/") and ".." not in path)
