"""Open an office's Word template in a child process with limits: what is written on afterwards has been opened once."""

from __future__ import annotations

import base64
import sys
from pathlib import Path
from typing import Any

from drafter.errors import DraftError, ReportError
from drafter.export.template import prepare
from drafter.reading.child import SECONDS, Child, answer_requests
from drafter.strings import tr

_CHILD = Child("drafter.export.template_worker")


def prepare_safely(path: Path, *, seconds: float = SECONDS) -> bytes:
    """Return what `prepare` would; a crash, a hang or a memory bomb in the parser becomes a DraftError."""
    try:
        answer = _CHILD.ask({"path": str(path.absolute())}, path.name, seconds)
    except ReportError as problem:
        raise DraftError(tr("模板不能用：{problem}", problem=problem)) from problem
    return base64.b64decode(answer["document"])


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    return {"document": base64.b64encode(prepare(Path(asked["path"]))).decode()}


if __name__ == "__main__":
    sys.exit(answer_requests(_answer))
