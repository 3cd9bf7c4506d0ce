"""Who is at the page where nobody logs in, by the name they gave; and the language each one reads."""

from __future__ import annotations

import os
from http.cookies import CookieError, SimpleCookie
from urllib.parse import unquote

from drafter.strings import LANGUAGES, speaking
from drafter.web.security import App, Receive, Scope, Send

NAME, LANGUAGE = "drafter-name", "drafter-lang"
LONGEST_NAME = 20


def given_name(scope: Scope) -> str:
    """Return the name that a browser keeps for whoever sits at this machine; "" when they gave none."""
    name = "".join(one for one in unquote(_cookie(scope, NAME)) if one.isprintable()).strip()
    return name[:LONGEST_NAME]


def language_of(scope: Scope) -> str:
    """Return the language chosen in the page, else DRAFTER_LANG, else Chinese."""
    chosen = _cookie(scope, LANGUAGE)
    return chosen if chosen in LANGUAGES else os.environ.get("DRAFTER_LANG", LANGUAGES[0])


class Spoken:
    """Answers each request in the language of whoever asks."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with speaking(language_of(scope)):
            await self.app(scope, receive, send)


def _cookie(scope: Scope, name: str) -> str:
    sent = b"; ".join(value for key, value in scope.get("headers", ()) if key.lower() == b"cookie")
    try:
        morsel = SimpleCookie(sent.decode("latin-1")).get(name)
    except CookieError:
        return ""
    return morsel.value if morsel else ""
