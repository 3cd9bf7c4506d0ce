"""Write with a model server that speaks OpenAI's chat protocol, and treat whatever it answers as hostile."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import queue
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from drafter.drafting.models.figure_lock import Slot
from drafter.drafting.models.generation import Answer, GenerationError, OnText, Stop, Watch
from drafter.drafting.models.prompting import Prompt
from drafter.drafting.models.server_events import Event, EventReader
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server may take, in seconds; after a failure it is left alone for `rest`."""

    connect: float = 3.0
    first: float = 30.0
    between: float = 20.0
    total: float = 180.0
    rest: float = 30.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server is: `path` is the base path, such as /v1."""

    secure: bool
    host: str
    port: int
    path: str
    model: str


def open_served(place: str, *, patience: Patience | None = None) -> ServedGenerator:
    """Return the generator for URL#MODEL. The key comes from DRAFTER_API_KEY and is shown nowhere; DRAFTER_MODEL_HOSTS, when
    set, lists the only hosts that may be asked."""
    return ServedGenerator(
        read_address(place), patience=patience or Patience(), key=os.environ.get("DRAFTER_API_KEY", "")
    )


def read_address(place: str) -> Server:
    """Return the server that `place` (http://host:8000/v1#model) names; raises GenerationError for any other kind of address."""
    try:
        url = urlsplit(place.strip())
        port = url.port or (443 if url.scheme == "https" else 80)
    except ValueError as problem:
        raise GenerationError(
            tr("模型服务地址无法识别。应如 openai:http://127.0.0.1:8000/v1#模型名")
        ) from problem
    if url.scheme not in ("http", "https") or not url.hostname or not url.fragment or url.query:
        raise GenerationError(tr("模型服务地址无法识别。应如 openai:http://127.0.0.1:8000/v1#模型名"))
    if url.username is not None or url.password is not None:
        raise GenerationError(tr("模型服务地址中不能写用户名和密码。密钥请放在环境变量 DRAFTER_API_KEY 中"))
    hosts = [
        one.strip().lower() for one in os.environ.get("DRAFTER_MODEL_HOSTS", "").split(",") if one.strip()
    ]
    if hosts and url.hostname.lower() not in hosts:
        raise GenerationError(
            tr(
                "不允许连接 {host}。允许的主机：{hosts}（环境变量 DRAFTER_MODEL_HOSTS）",
                host=url.hostname,
                hosts="、".join(hosts),
            )
        )
    if any(ord(c) <= 32 or ord(c) > 126 for c in url.path + url.hostname):
        raise GenerationError(tr("模型服务地址含有空格或特殊字符。请检查"))
    return Server(url.scheme == "https", url.hostname, port, url.path.rstrip("/"), url.fragment)


class ServedGenerator:
    """Asks a server and reads its stream. No redirect is followed, no proxy used, nothing retried.

    After a failure the server rests: for `patience.rest` seconds every question fails at once, so that a report of sixty
    sections does not wait sixty times.
    """

    exact = False

    def __init__(self, server: Server, *, patience: Patience | None = None, key: str = "") -> None:
        self.name = f"openai:{server.host}:{server.port}#{server.model}"
        self._server, self._patience, self._key = server, patience or Patience(), key
        self._resting_until, self._why = 0.0, ""

    def generate(self, prompt: Prompt, *, slots: Sequence[Slot], on_text: OnText, stop: Stop) -> Answer:
        if (seconds := self._resting_until - time.monotonic()) > 0:
            raise GenerationError(
                tr(
                    "模型服务暂停使用，{seconds} 秒后再试。上次的原因：{why}",
                    seconds=int(seconds) + 1,
                    why=self._why,
                )
            )
        watch = Watch(on_text, stop, total=self._patience.total)
        call = _Call(self._server, self._request(prompt), self._key, self._patience)
        try:
            return call.answer(watch)
        except GenerationError as problem:
            self._resting_until, self._why = time.monotonic() + self._patience.rest, str(problem)
            raise
        finally:
            call.hang_up()

    def _request(self, prompt: Prompt) -> bytes:
        asked = {
            "model": self._server.model,
            "messages": prompt.messages(),
            "stream": True,
            "temperature": 0,
            "max_tokens": min(2 * len(prompt.plan) + 256, 8192),
        }
        return json.dumps(asked, ensure_ascii=False).encode("utf-8", "replace")


class _Call:
    """One question. A thread of its own reads, so that a stalled server cannot hold up the person who waits."""

    def __init__(self, server: Server, body: bytes, key: str, patience: Patience) -> None:
        self._server, self._body, self._key, self._patience = server, body, key, patience
        self._events: queue.Queue[Event | Exception] = queue.Queue(maxsize=1000)
        self._connection: http.client.HTTPConnection | None = None
        self._socket: socket.socket | None = None
        self._response: http.client.HTTPResponse | None = None
        self._over = threading.Event()
        self._connected = threading.Event()
        threading.Thread(target=self._read, name="drafter-model-call", daemon=True).start()

    def answer(self, watch: Watch) -> Answer:
        asked = heard = time.monotonic()
        while True:
            limit = self._patience.between if watch.text else self._patience.first
            event = self._next(watch, asked, heard + limit)
            if isinstance(event, Event):
                finish = (watch.add(event.text) if event.text else None) or event.finish
                heard = time.monotonic() if event.text else heard
                if finish is not None:
                    return Answer(watch.text, finish)
            elif watch.text:
                return Answer(watch.text, "cut")  # what has come is kept as a candidate
            else:
                raise _failed(event)

    def _next(self, watch: Watch, asked: float, until: float) -> Event | Exception:
        """The next event, TimeoutError at `until`. The person's wish to stop is looked at ten times a second."""
        while True:
            watch.check()
            now = time.monotonic()
            if not self._connected.is_set() and now - asked > self._patience.connect + 0.5:
                return TimeoutError()  # resolving a name has no time limit of its own
            left = min(until - now, watch.seconds_left())
            if left <= 0:
                return TimeoutError()
            with contextlib.suppress(queue.Empty):
                return self._events.get(timeout=min(0.1, left))

    def hang_up(self) -> None:
        """End the reading thread, wherever it waits."""
        self._over.set()
        if self._socket is not None:
            with contextlib.suppress(OSError):  # already gone, which is what we want
                self._socket.shutdown(socket.SHUT_RDWR)

    # -- in the reading thread ---------------------------------------------------------------------------------------

    def _read(self) -> None:
        try:
            response = self._ask()
            reader = EventReader(response.getheader("Content-Type", ""))
            while not self._over.is_set():
                data = response.read1(65536)
                for event in reader.feed(data):
                    self._put(event)
                    if event.finish:
                        return
                if not data:
                    self._put(reader.ending())
                    return
        except (OSError, http.client.HTTPException, GenerationError, ValueError) as problem:
            self._put(problem)
        finally:
            # The response holds the socket open until it is closed itself.
            for one in (self._response, self._connection):
                if one is not None:
                    one.close()

    def _ask(self) -> http.client.HTTPResponse:
        server, patience = self._server, self._patience
        kind = http.client.HTTPSConnection if server.secure else http.client.HTTPConnection
        self._connection = kind(server.host, server.port, timeout=patience.connect)
        self._connection.connect()
        self._socket = self._connection.sock
        self._connected.set()
        if self._over.is_set():
            raise GenerationError(tr("已停止"))
        self._socket.settimeout(max(patience.first, patience.between))
        headers = {"Content-Type": "application/json; charset=utf-8", "Accept": "text/event-stream"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        self._connection.request("POST", f"{server.path}/chat/completions", self._body, headers)
        response = self._response = self._connection.getresponse()
        if response.status != 200:
            raise GenerationError(_refusal(response.status, server))
        return response

    def _put(self, event: Event | Exception) -> None:
        while not self._over.is_set():
            try:
                self._events.put(event, timeout=0.1)
                return
            except queue.Full:
                continue


def _failed(problem: Exception) -> GenerationError:
    if isinstance(problem, GenerationError):
        return problem
    if isinstance(problem, TimeoutError):
        return GenerationError(tr("模型服务超时，没有回答"))
    what: Any = getattr(problem, "strerror", None) or type(problem).__name__
    if isinstance(problem, ConnectionRefusedError):
        what = tr("这个地址没有服务在运行")
    elif isinstance(problem, http.client.HTTPException | ConnectionResetError | BrokenPipeError):
        what = tr("没有回答就断开了")
    return GenerationError(tr("连接模型服务失败：{problem}", problem=what))


def _refusal(status: int, server: Server) -> str:
    match status:
        case 401 | 403:
            return tr("模型服务拒绝访问（{status}）。请检查环境变量 DRAFTER_API_KEY", status=status)
        case 404:
            return tr("模型服务上没有 {model}，或地址不对（404）。请检查地址和模型名", model=server.model)
        case 429:
            return tr("模型服务繁忙（429）。请稍后再试")
        case _ if 300 <= status < 400:
            return tr("模型服务要求转到别的地址（{status}），不跟随。请填写最终地址", status=status)
        case _:
            return tr("模型服务出错（{status}）", status=status)
