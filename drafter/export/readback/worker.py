"""Open an edited Word file in a child process with limits: it comes from outside like any other file.

A process is started for each: a file is read back once, a person waits for it, and another one kept warm would cost memory.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from drafter.errors import DraftError, ReportError
from drafter.export.readback.word_file import Anchor, Control, WordFile, WordLine, read_word_file
from drafter.reading.child import SECONDS, Child, answer_requests

_CHILD = Child("drafter.export.readback.worker")


def read_word_file_safely(path: Path, *, seconds: float = SECONDS) -> WordFile:
    """Return what `read_word_file` would; a crash, a hang or a memory bomb in the parser becomes a DraftError."""
    try:
        return _from_json(_CHILD.ask({"path": str(path.absolute())}, path.name, seconds))
    except ReportError as problem:
        raise DraftError(str(problem)) from problem


def _from_json(data: dict[str, Any]) -> WordFile:
    lines = tuple(
        WordLine(
            **{
                **one,
                "controls": tuple(Control(**control) for control in one["controls"]),
                "sections": tuple(Anchor(**anchor) for anchor in one["sections"]),
            }
        )
        for one in data["lines"]
    )
    return WordFile(lines, data["changes"], tuple((kind, count) for kind, count in data["left_out"]))


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    return asdict(read_word_file(Path(asked["path"])))


if __name__ == "__main__":
    sys.exit(answer_requests(_answer))
