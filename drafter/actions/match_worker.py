"""Match a foreign table in a child process with limits: a long or hostile one takes as long as it likes, but not for ever."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from drafter.actions.matching import Matches, match_tables, match_text, tables_in, text_of_csv
from drafter.brief import Brief
from drafter.errors import ReportError, SheetError
from drafter.reading.child import SECONDS, Child, answer_requests
from drafter.reading.worker import read_report_safely

_CHILD = Child("drafter.actions.match_worker")


def match_file_safely(path: Path, brief: Brief, *, seconds: float = SECONDS) -> Matches:
    """Return what the tables of a file (.xlsx .xls .et .csv .docx .pdf …) offer; raises SheetError when it has none."""
    if path.suffix.lower() == ".csv":
        return _ask({"csv": str(path.absolute())}, brief, path.name, seconds)
    report = read_report_safely(path, seconds=seconds)
    return _ask({"tables": tables_in(report)}, brief, path.name, seconds)


def match_text_safely(text: str, brief: Brief, *, name: str, seconds: float = SECONDS) -> Matches:
    """Return what a block copied from Excel or WPS offers."""
    return _ask({"text": text}, brief, name, seconds)


def _ask(table: dict[str, Any], brief: Brief, name: str, seconds: float) -> Matches:
    try:
        asked = {**table, "brief": brief.to_json(), "name": name}
        return Matches.from_json(_CHILD.ask(asked, name, seconds))
    except ReportError as problem:
        raise SheetError(str(problem)) from problem


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    brief, name = Brief.from_json(asked["brief"]), asked["name"]
    if "tables" in asked:
        tables = [(tuple(tuple(row) for row in cells), around) for cells, around in asked["tables"]]
        return match_tables(tables, brief, name).to_json()
    text = text_of_csv(Path(asked["csv"])) if "csv" in asked else asked["text"]
    return match_text(text, brief, name=name).to_json()


if __name__ == "__main__":
    sys.exit(answer_requests(_answer))
