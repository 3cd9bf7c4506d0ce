"""Read a file in a child process with limits; that process is kept warm where the system can fork."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from drafter.errors import ReportError
from drafter.reading import import_readers, read_with_account
from drafter.reading.account import Account
from drafter.reading.child import SECONDS, Child, answer_requests
from drafter.reading.word.conversion import convert_old_word
from drafter.rebuilding import rebuild
from drafter.report import Report

CHILD = Child("drafter.reading.worker", warm=True)


def read_report_safely(path: Path, *, seconds: float = SECONDS) -> Report:
    """Return what `read_report` would; a crash, a hang or a memory bomb in the parser becomes a
    ReportError."""
    return read_with_account_safely(path, seconds=seconds)[0]


def read_with_account_safely(path: Path, *, seconds: float = SECONDS) -> tuple[Report, Account]:
    """Return what `read_with_account` would, from a child process; an old Word file it cannot read is converted by
    LibreOffice, where that is installed, and read again."""
    path = Path(path)
    try:
        answer = CHILD.ask(request(path, path.name), path.name, seconds)
    except ReportError:
        with tempfile.TemporaryDirectory(prefix="drafter-") as folder:
            converted = convert_old_word(path, Path(folder), seconds=seconds)
            if converted is None:
                raise
            answer = CHILD.ask(request(converted, path.name), path.name, seconds)
    return rebuild(Report, answer["report"]), rebuild(Account, answer["account"])


def request(path: Path, name: str) -> dict[str, Any]:
    return {"path": str(path.absolute()), "name": name}


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    report, account = read_with_account(Path(asked["path"]), name=asked["name"])
    return {"report": asdict(report), "account": asdict(account)}


if __name__ == "__main__":
    sys.exit(answer_requests(_answer, ready=import_readers))
