"""Our own <head> in Gradio's pages: there from the first byte, so nothing flashes and no script comes too late."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

from drafter.strings import in_english, language, tr
from drafter.web.security import App, Receive, Scope, Send

_LANGUAGE = re.compile(rb'<html\s+lang="[^"]*"')
# Gradio's advertisement for link previews names hosts of its own.
_PREVIEWS = re.compile(rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>')
_HEAD = re.compile(rb"<head>")
_BODY = re.compile(rb"<body[^>]*>")
_CONFIG = re.compile(rb"(?<=window\.gradio_config = )\{.*?\}(?=;</script>)", re.DOTALL)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_BETWEEN_TAGS = re.compile(r"(?<=>)[^<>]*[\u4e00-\u9fff][^<>]*(?=<)")


class OwnHead:
    """Puts `head` and `styles` into the HTML of `paths` and states the page's language.

    Gradio builds its components once, in Chinese: for English their words are exchanged in what the page is told of them.

    `styles` stand in the body: Gradio adds its own to the head as it goes, and the last rule wins.
    """

    def __init__(
        self, app: App, *, head: Callable[[], str], styles: Callable[[], str], paths: Iterable[str]
    ) -> None:
        self.app = app
        self.head, self.styles = head, styles
        self.paths = frozenset(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].rstrip("/") not in self.paths:
            await self.app(scope, receive, send)
            return
        # What is compressed cannot be edited.
        headers = [pair for pair in scope["headers"] if pair[0].lower() != b"accept-encoding"]
        await self.app({**scope, "headers": headers}, receive, _Editing(send, self._edit).send)

    def _edit(self, page: bytes) -> bytes:
        page = _LANGUAGE.sub(b'<html lang="' + tr("zh-CN").encode() + b'"', page, count=1)
        page = _PREVIEWS.sub(b"", page)
        if language() == "en":
            page = _CONFIG.sub(_in_english, page, count=1)
        page = _HEAD.sub(lambda found: found[0] + self.head().encode(), page, count=1)
        return _BODY.sub(lambda found: found[0] + self.styles().encode(), page, count=1)


def _in_english(found: re.Match[bytes]) -> bytes:
    return json.dumps(_translated(json.loads(found[0])), ensure_ascii=True).replace("<", "\\u003c").encode()


def _translated(value: Any) -> Any:
    """The value with every sentence of our table in English, also between tags."""
    if isinstance(value, dict):
        return {key: _translated(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_translated(one) for one in value]
    if not isinstance(value, str) or not _CHINESE.search(value):
        return value
    return _BETWEEN_TAGS.sub(lambda words: in_english(words[0]), value) if "<" in value else in_english(value)


class _Editing:
    """Holds an HTML answer back until it is whole, then sends it edited; anything else passes."""

    def __init__(self, send: Send, edit: Any) -> None:
        self._send = send
        self._edit = edit
        self._start: MutableMapping[str, Any] | None = None
        self._body = b""

    async def send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                body = self._edit(self._body)
                kept = [pair for pair in self._start["headers"] if pair[0].lower() != b"content-length"]
                headers = [*kept, (b"content-length", b"%d" % len(body))]
                await self._send({**self._start, "headers": headers})
                await self._send({"type": "http.response.body", "body": body})
        else:
            await self._send(message)


def _is_html(message: MutableMapping[str, Any]) -> bool:
    headers = {name.lower(): value for name, value in message.get("headers", [])}
    return headers.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in headers
