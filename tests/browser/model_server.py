"""A language model's server as the page meets it: it answers with the plan it was sent, in words of the test's."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_PLAN = re.compile(r"(?:初稿|原文|事项|各条事项|扣分情况)：\n<资料 \w+>\n(.*?)\n</资料 \w+>", re.DOTALL)


class ModelServer:
    """`answer` turns the locked text of a question into the answer; `wait` seconds pass between two words of it."""

    def __init__(self, answer: Callable[[str], str], *, wait: float = 0.0) -> None:
        self.answer, self.wait = answer, wait
        self.asked: list[str] = []
        self._over = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                outer.tell(self, json.loads(self.rfile.read(length))["messages"])

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.spec = f"openai:http://127.0.0.1:{self._server.server_port}/v1#示例模型"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def tell(self, handler: BaseHTTPRequestHandler, messages: list[dict[str, str]]) -> None:
        plan = plan_in(messages[1]["content"])
        self.asked.append(plan)
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.end_headers()
        try:
            for piece in re.findall(r"⟦\w+⟧|.", self.answer(plan), re.DOTALL):
                handler.wfile.write(event({"choices": [{"delta": {"content": piece}}]}))
                handler.wfile.flush()
                if self.wait and self._over.wait(self.wait):
                    return
            handler.wfile.write(event({"choices": [{"delta": {}, "finish_reason": "stop"}]}))
            handler.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            pass  # whoever asked has gone

    def close(self) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()


def plan_in(question: str) -> str:
    """The text that is to be put in other words."""
    found = _PLAN.search(question)
    assert found, question
    return "\n".join(line.removeprefix("▏") for line in found[1].split("\n"))


def event(data: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


@contextmanager
def modelling(answer: Callable[[str], str], *, wait: float = 0.0) -> Iterator[ModelServer]:
    server = ModelServer(answer, wait=wait)
    try:
        yield server
    finally:
        server.close()
