"""Read a file in a child process with limits, so that a damaged or hostile file cannot take the server along."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from drafter.errors import DrafterError, ReportError
from drafter.reading import import_readers, read_with_account
from drafter.reading.account import Account, Loss
from drafter.reading.conversion import convert_old_word
from drafter.reading.warm import WarmReader, serve
from drafter.report import Item, Report, Section, Table
from drafter.strings import tr

_SECONDS = 60
_BYTES = 2 * 2**30
_COMMAND = [sys.executable, "-m", "drafter.reading.worker"]
_KEEP = "--keep"


def read_report_safely(
    path: Path, *, org: str = "", year: int | None = None, seconds: float = _SECONDS
) -> Report:
    """Return what `read_report` would; a crash, a hang or a memory bomb in the parser becomes a
    ReportError."""
    return read_with_account_safely(path, org=org, year=year, seconds=seconds)[0]


def read_with_account_safely(
    path: Path, *, org: str = "", year: int | None = None, seconds: float = _SECONDS
) -> tuple[Report, Account]:
    """Return what `read_with_account` would, from a child process; an old Word file it cannot read is converted by
    LibreOffice, where that is installed, and read again."""
    path = Path(path)
    try:
        answer = _ask(path, path.name, org, year, seconds)
    except ReportError:
        with tempfile.TemporaryDirectory(prefix="drafter-") as folder:
            converted = convert_old_word(path, Path(folder), seconds=seconds)
            if converted is None:
                raise
            answer = _ask(converted, path.name, org, year, seconds)
    return report_from_json(answer["report"]), account_from_json(answer["account"])


def _ask(path: Path, name: str, org: str, year: int | None, seconds: float) -> dict[str, Any]:
    """Return the child's answer about a file known to the user as `name`."""
    request = json.dumps({"path": str(path.absolute()), "name": name, "org": org, "year": year}).encode()
    try:
        told = _warm().ask(request, seconds)
        if told is None:
            told = subprocess.run(
                _COMMAND, input=request, capture_output=True, timeout=seconds, env=_environment(), check=False
            ).stdout
    except subprocess.TimeoutExpired as problem:
        raise ReportError(
            tr(
                "{name}：读了 {seconds} 秒还没读完，已停止。请拆分文件，或另存为 .docx 再试",
                name=name,
                seconds=f"{seconds:g}",
            )
        ) from problem
    answer = _parse(told)
    if "error" in answer:
        raise ReportError(str(answer["error"]))
    if "report" not in answer:
        raise ReportError(tr("{name}：读取时程序出错，文件可能已损坏。请打开后另存一份再读", name=name))
    return answer


@cache
def _warm() -> WarmReader:
    return WarmReader([*_COMMAND, _KEEP], _environment())


def _environment() -> dict[str, str]:
    paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def account_from_json(data: dict[str, Any]) -> Account:
    return Account(**{**data, "losses": tuple(Loss(**one) for one in data["losses"])})


def report_from_json(data: dict[str, Any]) -> Report:
    """Return the report that `dataclasses.asdict` and JSON have taken apart."""
    sections = tuple(
        Section(**{**one, "items": tuple(Item(**item) for item in one["items"])}) for one in data["sections"]
    )
    tables = tuple(
        Table(tuple(tuple(row) for row in one["cells"]), one["start"], one["end"]) for one in data["tables"]
    )
    return Report(**{**data, "sections": sections, "tables": tables, "warnings": tuple(data["warnings"])})


def main() -> int:
    """Answer the one request on stdin with one JSON object on stdout; with --keep, one after another."""
    if sys.argv[1:] == [_KEEP]:
        import_readers()
        serve(_answer, _set_limits)
        return 0
    _set_limits()
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read()))
    sys.stdout.flush()
    return 0


def _answer(raw: bytes) -> bytes:
    request = json.loads(raw)
    try:
        report, account = read_with_account(
            Path(request["path"]), name=request["name"], org=request["org"], year=request["year"]
        )
    except DrafterError as problem:
        return json.dumps({"error": str(problem)}).encode()
    return json.dumps({"report": asdict(report), "account": asdict(account)}).encode()


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
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        amount = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(limit, (amount, hard))


if __name__ == "__main__":
    sys.exit(main())
