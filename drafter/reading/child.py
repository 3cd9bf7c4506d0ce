"""A child process that opens files under limits, so that a damaged or hostile one cannot take the server along."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from drafter.errors import DrafterError, DraftError, ForeignSheetError, ReportError, SheetError
from drafter.reading.kinds import how_to_lighten
from drafter.reading.warm import WarmReader, serve
from drafter.strings import language, speaking, tr

SECONDS = 60
_BYTES = 2 * 2**30
_KEEP = "--keep"

Answer = Callable[[dict[str, Any]], dict[str, Any]]
# What a child refuses a file with is raised here as it was there.
_REFUSALS: dict[str, type[DrafterError]] = {
    kind.__name__: kind for kind in (ReportError, SheetError, ForeignSheetError, DraftError)
}


class Child:
    """The side that asks. `module` answers by `answer_requests` when run as a program; with `warm` it is started once
    and forks for each file, where the system can."""

    def __init__(self, module: str, *, warm: bool = False) -> None:
        self.command, self._warm = [sys.executable, "-m", module], warm

    def ask(self, request: dict[str, Any], name: str, seconds: float) -> dict[str, Any]:
        """Return the child's answer about a file known to the user as `name`.

        What it refuses is raised as it was there; a crash, a hang and a memory bomb become a ReportError.
        """
        raw = json.dumps({**request, "language": language()}).encode()
        try:
            told = self.keeper.ask(raw, seconds) if self._warm else None
            if told is None:
                told = subprocess.run(
                    self.command,
                    input=raw,
                    capture_output=True,
                    timeout=seconds,
                    env=self.environment,
                    check=False,
                ).stdout
        except subprocess.TimeoutExpired as problem:
            raise ReportError(
                tr(
                    "{name}：读了 {seconds} 秒还没读完，已停止。{advice}",
                    name=name,
                    seconds=f"{seconds:g}",
                    advice=how_to_lighten(name),
                )
            ) from problem
        answer = _parse(told)
        if "error" in answer:
            raise _REFUSALS.get(str(answer.get("kind")), ReportError)(str(answer["error"]))
        if not answer:
            raise ReportError(tr("{name}：读取时程序出错，文件可能已损坏。请打开后另存一份再读", name=name))
        return answer

    @cached_property
    def keeper(self) -> WarmReader:
        return WarmReader([*self.command, _KEEP], self.environment)

    @property
    def environment(self) -> dict[str, str]:
        paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
        return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def answer_requests(answer: Answer, *, ready: Callable[[], None] = lambda: None) -> int:
    """Answer the one request on stdin with one JSON object on stdout; with --keep get `ready`, then answer one after
    another. A DrafterError is answered with its text."""

    def told(raw: bytes) -> bytes:
        asked = json.loads(raw)
        with speaking(asked.pop("language", "")):
            try:
                return json.dumps(answer(asked)).encode()
            except DrafterError as problem:
                return json.dumps({"error": str(problem), "kind": type(problem).__name__}).encode()

    if sys.argv[1:] == [_KEEP]:
        ready()
        serve(told, _set_limits)
        return 0
    _set_limits()
    sys.stdout.buffer.write(told(sys.stdin.buffer.read()))
    sys.stdout.flush()
    return 0


def _parse(raw: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(raw)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _set_limits() -> None:
    """Limits hold on POSIX; Windows has no such call, there the time limit alone protects."""
    if sys.platform == "win32":
        return
    import resource

    for limit, amount in (
        (resource.RLIMIT_AS, _BYTES),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        amount = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(limit, (amount, hard))
