"""Reports that are right raise no alarm: the sample corpus, and invented texts in wording the rules were not written on."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.checks import check_report
from drafter.reading import read_report

ROOT = Path(__file__).resolve().parents[1]
RIGHT = [
    path
    for folder in (ROOT / "corpus", ROOT / "tests/data/clean")
    for path in sorted(folder.iterdir())
    if path.suffix in (".txt", ".docx", ".pdf")
]


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.name)
def test_a_report_that_is_right_raises_no_alarm(path: Path):
    issues = check_report(read_report(path)).issues
    assert [(one.code, one.message) for one in issues if one.severity in ("error", "warning")] == []
