"""A reader kept warm: one process has everything imported and forks a child for each file.

The child meets the file, not the process that waits: what a hostile file does to its reader ends with it.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

# Waiting longer than this for the next file is not worth the memory; the next one starts a new process.
_IDLE_SECONDS = 600.0
_CHUNK = 1 << 16


class WarmReader:
    """The waiting process, started when first asked. Any thread may ask; while one file is read there is no other turn."""

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        self._command, self._env = command, env
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, request: bytes, seconds: float) -> bytes | None:
        """Return the answer, b"{}" when the child died; None when the process is busy or cannot be had.

        Raises subprocess.TimeoutExpired, and the process is gone with its child.
        """
        if not hasattr(os, "fork") or not self._turn.acquire(blocking=False):
            return None
        try:
            process = self._running()
            try:
                return _exchange(process, request, seconds)
            except subprocess.TimeoutExpired:
                self._end()
                raise
            except OSError:
                # It had gone to rest in this very moment.
                self._end()
                return None
        finally:
            self._turn.release()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._env,
                start_new_session=True,
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        process.wait()


def serve(answer: Callable[[bytes], bytes], limit: Callable[[], None]) -> None:
    """Answer one request a line until stdin ends or nobody asks any more; each in a child of its own, under `limit`."""
    while select.select([0], [], [], _IDLE_SECONDS)[0]:
        request = _line(0)
        if not request:
            return
        taken, given = os.pipe()
        child = os.fork()
        if not child:
            _in_child(answer, limit, request, given)
        os.close(given)
        with os.fdopen(taken, "rb") as pipe:
            told = pipe.read()
        _, status = os.waitpid(child, 0)
        sys.stdout.buffer.write((told if status == 0 and told else b"{}") + b"\n")
        sys.stdout.buffer.flush()


def _in_child(
    answer: Callable[[bytes], bytes], limit: Callable[[], None], request: bytes, given: int
) -> None:
    status = 1
    try:
        limit()
        with os.fdopen(given, "wb") as pipe:
            pipe.write(answer(request))
        status = 0
    finally:
        # No cleaning up: what was registered to run at exit belongs to the process that waits.
        os._exit(status)


def _exchange(process: subprocess.Popen[bytes], request: bytes, seconds: float) -> bytes:
    assert process.stdin
    assert process.stdout
    process.stdin.write(request + b"\n")
    process.stdin.flush()
    until, told, pipe = time.monotonic() + seconds, bytearray(), process.stdout.fileno()
    while not told.endswith(b"\n"):
        if not select.select([pipe], [], [], max(until - time.monotonic(), 0))[0]:
            raise subprocess.TimeoutExpired(process.args, seconds)
        more = os.read(pipe, _CHUNK)
        if not more:
            raise BrokenPipeError
        told += more
    return bytes(told)


def _line(pipe: int) -> bytes:
    """Return the next line; requests come one at a time, so nothing is read past it."""
    line = bytearray()
    while not line.endswith(b"\n"):
        more = os.read(pipe, _CHUNK)
        if not more:
            return b""
        line += more
    return bytes(line)
