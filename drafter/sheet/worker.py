"""Open a filled sheet in a child process with limits: on a server it comes from somebody else, like any other file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from drafter.brief import Brief
from drafter.errors import ReportError, SheetError
from drafter.reading.child import SECONDS, Child, answer_requests
from drafter.sheet.reading import read_sheet

_CHILD = Child("drafter.sheet.worker")


def read_sheet_safely(path: Path, *, seconds: float = SECONDS) -> Brief:
    """Return what `read_sheet` would; a crash, a hang or a memory bomb in the parser becomes a SheetError."""
    try:
        return Brief.from_json(_CHILD.ask({"path": str(path.absolute())}, path.name, seconds))
    except ReportError as problem:
        raise SheetError(str(problem)) from problem


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    return read_sheet(Path(asked["path"])).to_json()


if __name__ == "__main__":
    sys.exit(answer_requests(_answer))
