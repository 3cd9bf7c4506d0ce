"""The login page: a plain form, so that it works before any script does."""

from __future__ import annotations

import re
from typing import Annotated

import anyio
from fastapi import APIRouter, Form
from fastapi.requests import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from drafter.accounts import Accounts
from drafter.accounts.accounts import SESSION
from drafter.accounts.brake import WINDOW
from drafter.errors import LoginError, TooManyAttemptsError
from drafter.web import panels
from drafter.web.asking import LOGIN
from drafter.web.doors import COOKIE, Door, address_of, session_key

# A path of ours, and nothing a browser reads as another site: //host, /\host.
_OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]{0,1000}")


def login_routes(door: Door, accounts: Accounts | None) -> APIRouter:
    """Return the routes of the login page; without a login they lead to the first page."""
    router = APIRouter()

    @router.get(LOGIN)
    async def ask(request: Request, next: str = "/") -> Response:
        # Cheap enough for the loop: one look into SQLite.
        if not door.login or door.who(request.scope) is not None:
            return RedirectResponse(_own(next), 303)
        return _form(next)

    @router.post(LOGIN)
    async def log_in(
        request: Request,
        name: Annotated[str, Form(max_length=200)] = "",
        password: Annotated[str, Form(max_length=1000)] = "",
        next: Annotated[str, Form(max_length=2000)] = "/",
    ) -> Response:
        if accounts is None or not door.login:
            return RedirectResponse("/", 303)
        try:
            key = await anyio.to_thread.run_sync(
                lambda: accounts.log_in(name, password, address=address_of(request.scope))
            )
        except TooManyAttemptsError as problem:
            stopped = _form(next, name=name, problem=str(problem), status=429)
            stopped.headers["retry-after"] = str(int(WINDOW))
            return stopped
        except LoginError as problem:
            return _form(next, name=name, problem=str(problem), status=401)
        if old := session_key(request.scope):
            accounts.log_out(old)
        answer = RedirectResponse(_own(next), 303)
        secure = request.scope.get("scheme") == "https"
        answer.set_cookie(
            COOKIE, key, max_age=int(SESSION), httponly=True, samesite="lax", secure=secure, path="/"
        )
        return answer

    @router.post("/logout")
    async def log_out(request: Request) -> Response:
        if accounts is not None and (key := session_key(request.scope)):
            await anyio.to_thread.run_sync(lambda: accounts.log_out(key))
        answer = RedirectResponse(LOGIN, 303)
        answer.delete_cookie(COOKIE, path="/")
        # Nothing a colleague may not see stays behind on a shared machine.
        answer.headers["clear-site-data"] = '"cache"'
        return answer

    return router


def _form(next: str, *, name: str = "", problem: str = "", status: int = 200) -> HTMLResponse:
    html = panels.login(_own(next), user=name, problem=problem)
    return HTMLResponse(html, status, headers={"cache-control": "no-store"})


def _own(path: str) -> str:
    return path if _OWN_PATH.fullmatch(path) else "/"
