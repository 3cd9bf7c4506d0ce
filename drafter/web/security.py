"""The wall around every route: who may ask, how much may come in, what a browser may do with the answer."""

from __future__ import annotations

import ipaddress
import json
import logging
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import unquote

from drafter.strings import tr

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MEBIBYTE = 2**20
# The longest body let in.
LIMIT = 64 * MEBIBYTE
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

# Gradio's page needs inline scripts and `new Function`; the rest stops beacons, frames and plug-ins.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "object-src 'none'",
        "base-uri 'self'",
    )
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Not no-referrer: with it browsers send "Origin: null" with our own login form.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class Wall:
    """Refuses other hosts (400), writes from other sites (403), proxying (403) and bodies over `limit` bytes (413).

    `hosts` are names beside the loopback ones. With `addresses` any IP address will do: a foreign page can make its
    own name lead here, but not an address.
    """

    def __init__(
        self,
        app: App,
        *,
        hosts: Iterable[str] = (),
        addresses: bool = False,
        limit: int = LIMIT,
    ) -> None:
        self.app = app
        self.hosts = frozenset((*LOOPBACK_HOSTS, *hosts))
        self.addresses = addresses
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with_headers = _adding_headers(send)
        if refusal := self._refusal(scope):
            await refuse(*refusal, with_headers)
            return
        body = _Counted(receive, self.limit)
        try:
            await self.app(scope, body.receive, body.watch(with_headers))
        except _TooLargeError:
            if not body.answered:
                await refuse(
                    413,
                    tr("文件太大，超过 {limit} MB。请拆分后再上传", limit=self.limit // MEBIBYTE),
                    with_headers,
                )
        except Exception:
            # Told here and not by the server around us: with the headers, and without a word about the inside.
            logging.getLogger(__name__).exception("%s %s", scope["method"], scope["path"])
            if body.answered:
                raise
            hint = tr("请再试一次；仍不行请把时间告诉管理员")
            await refuse(500, tr("出了差错，没有完成"), with_headers, error="internal", hint=hint)

    def _knows(self, host: str) -> bool:
        if host in self.hosts:
            return True
        try:
            return self.addresses and bool(ipaddress.ip_address(host))
        except ValueError:
            return False

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "")
        if not self._knows(_name_of(host)):
            return 400, tr("不接受这个主机名的访问。请用启动时显示的地址打开")
        if scope["method"] not in _SAFE_METHODS and not _same_site(
            headers, host, scope.get("scheme", "http")
        ):
            return 403, tr("不接受其他网站发来的请求")
        path = unquote(unquote(scope["path"]))
        if "/gradio_api/proxy" in path or ("/gradio_api/file" in path and ("://" in path or ":/" in path)):
            return 403, tr("不接受这个请求")
        length = headers.get(b"content-length", "0")
        if not length.isdigit() or int(length) > self.limit:
            return 413, tr("文件太大，超过 {limit} MB。请拆分后再上传", limit=self.limit // MEBIBYTE)
        return None


class _TooLargeError(Exception):
    pass


class _Counted:
    """Counts a body as it comes, for one without Content-Length."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit
        self.answered = False

    async def receive(self) -> MutableMapping[str, Any]:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise _TooLargeError
        return message

    def watch(self, send: Send) -> Send:
        async def watched(message: MutableMapping[str, Any]) -> None:
            self.answered = True
            await send(message)

        return watched


def _name_of(host: str) -> str:
    """Return the host without its port: "::1" of "[::1]:7860"."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def _same_site(headers: dict[bytes, str], host: str, scheme: str) -> bool:
    """Programs send no Origin; browsers do with every write, and must name this very address."""
    origin = headers.get(b"origin")
    if origin is not None and origin.lower() != f"{scheme}://{host}".lower():
        return False
    return headers.get(b"sec-fetch-site", "same-origin") in ("same-origin", "none")


def _adding_headers(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            ours = {name for name, _ in _HEADERS}
            kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in ours]
            message = {**message, "headers": [*kept, *_HEADERS]}
        await send(message)

    return sending


async def refuse(status: int, sentence: str, send: Send, *, error: str = "refused", hint: str = "") -> None:
    """Answer with a sentence, in the form every error of ours has."""
    told = {"error": error, "message": sentence, "hint": hint}
    body = json.dumps(told, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
