"""The gate behind the wall: nothing is answered to nobody, and what is done is done in somebody's name."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from drafter.accounts import Accounts
from drafter.rights import Person, acting_as
from drafter.strings import tr
from drafter.web.asking import LOGIN, OPEN, PERSON, RECORD
from drafter.web.doors import Door
from drafter.web.security import App, Receive, Scope, Send, refuse


class Gate:
    """Lets pass whom the door knows, with the person in the scope; sends others to the login page, programs with 401.

    Recorded actions are written down in the log of `accounts`, before they are carried out.
    """

    def __init__(
        self,
        app: App,
        *,
        door: Door,
        accounts: Accounts | None,
    ) -> None:
        self.app = app
        self.door = door
        self.accounts = accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        person = self.door.who(scope)
        if person is None and not _is_open(scope["path"]):
            await self._turn_away(scope, send)
            return
        told: dict[str, Any] = {PERSON: person}
        if person is not None:
            told[RECORD] = partial(self._record, person)
        with acting_as(person):
            await self.app({**scope, **told}, receive, send)

    def _record(self, person: Person, action: str, subject: str) -> None:
        if self.accounts is not None:
            self.accounts.record(action, who=person.name, address=person.address, subject=subject)

    async def _turn_away(self, scope: Scope, send: Send) -> None:
        headers = {name.lower(): value for name, value in scope["headers"]}
        wants_page = scope["method"] in ("GET", "HEAD") and b"text/html" in headers.get(b"accept", b"")
        if self.door.login and wants_page:
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
