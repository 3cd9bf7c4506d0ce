"""Read the event stream of a chat server, byte by byte and without trust: what is no event is an error, what is too long ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from drafter.drafting.models.generation import Finish, GenerationError
from drafter.strings import tr

LONGEST_LINE = 1_000_000
LONGEST_STREAM = 16_000_000


@dataclass(frozen=True, slots=True)
class Event:
    """A stretch of the answer, and how it ended when this is the end. Without either it is a sign of life."""

    text: str = ""
    finish: Finish | None = None


class EventReader:
    """Takes bytes as they come and yields events; also reads a server that answers in one piece instead of a stream."""

    def __init__(self, content_type: str) -> None:
        self._whole = "json" in content_type.lower()
        if "html" in content_type.lower():
            raise GenerationError(_garbage(content_type))
        self._buffer = b""
        self._read = 0

    def feed(self, data: bytes) -> Iterator[Event]:
        """Yield the events completed by `data`; raises GenerationError for what is no event stream."""
        self._read += len(data)
        self._buffer += data
        if self._read > LONGEST_STREAM or (
            not self._whole and len(self._buffer) - self._buffer.rfind(b"\n") > LONGEST_LINE
        ):
            raise GenerationError(tr("模型服务的回答过长，已中断"))
        if self._whole:
            return
        *lines, self._buffer = self._buffer.split(b"\n")
        for line in lines:
            yield from self._line(line.strip())

    def ending(self) -> Event | GenerationError:
        """What the end of the connection means: the answer in one piece, or a stream that was cut."""
        if self._whole:
            return self._one_piece()
        return GenerationError(tr("模型服务的回答中断"))

    def _line(self, line: bytes) -> Iterator[Event]:
        if not line or line.startswith((b":", b"event:", b"id:", b"retry:")):
            yield Event()
            return
        if not line.startswith(b"data:"):
            raise GenerationError(_garbage(line[:40].decode("utf-8", "replace")))
        payload = line[5:].strip()
        if payload == b"[DONE]":
            yield Event(finish="done")
        else:
            yield Event(*_choice(payload, "delta"))

    def _one_piece(self) -> Event:
        text, finish = _choice(self._buffer, "message")
        return Event(text, finish or "cut")


def _choice(payload: bytes, part: str) -> tuple[str, Finish | None]:
    """The text of the first choice, and its finish_reason in our words."""
    try:
        data: Any = json.loads(payload.decode("utf-8", "replace"))
        if "error" in data:
            raise GenerationError(tr("模型服务报错：{problem}", problem=str(data["error"])[:120]))
        choices = data.get("choices") or []
        if not choices:
            return "", None
        told = choices[0].get(part) or {}
        text, reason = told.get("content") or "", choices[0].get("finish_reason")
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as problem:
        raise GenerationError(_garbage(payload[:40].decode("utf-8", "replace"))) from problem
    if not isinstance(text, str):
        raise GenerationError(_garbage(repr(text)[:40]))
    if not reason:
        return text, None
    return text, "done" if reason == "stop" else "too long" if reason == "length" else "cut"


def _garbage(seen: str) -> str:
    shown = "".join(c for c in seen if c.isprintable())
    return tr("模型服务的回答不是约定的格式（{seen}）。请检查地址是否为 OpenAI 兼容接口", seen=shown)
