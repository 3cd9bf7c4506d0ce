"""Errors a careless clerk would make, planted by hand into reports of many kinds: each is pointed to where it stands."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from drafter.checks import check_report
from drafter.issue import Issue
from drafter.reading import read_report
from drafter.report import Report
from tests.paths import DATA

SLIPS = tomllib.loads((DATA / "slips_by_hand.toml").read_text("utf-8"))["slip"]
FILES = sorted({slip["file"] for slip in SLIPS})


@cache
def clean(name: str) -> tuple[Report, Report | None, frozenset[tuple[str, str, str]]]:
    """The report as it should be, last year's where there is one, and what is said of it all the same."""
    path = DATA / "clean" / name
    year = int(path.stem[-4:])
    before = path.with_name(f"{path.stem[:-4]}{year - 1}{path.suffix}")
    report, previous = read_report(path), read_report(before) if before.exists() else None
    issues = check_report(report, previous=previous).issues
    return report, previous, frozenset((one.code, one.excerpt, one.message) for one in issues)


def is_located(slip: dict[str, str], folder: Path) -> bool:
    """Whether an error or a warning that the report as it should be does not have touches the slip."""
    report, previous, known = clean(slip["file"])
    text = (DATA / "clean" / slip["file"]).read_text("utf-8")
    assert text.count(slip["was"]) == 1, slip["was"]
    path = folder / slip["file"]
    path.write_text(text.replace(slip["was"], re.sub("[【】]", "", slip["now"])), "utf-8")
    damaged = read_report(path)
    start, end = place_of(report.text, damaged.text, slip["now"].split("【")[1].split("】")[0])
    return any(
        one.start < end and start < one.end
        for one in check_report(damaged, previous=previous).issues
        if one.severity != "note" and key_of(one) not in known
    )


def key_of(issue: Issue) -> tuple[str, str, str]:
    return issue.code, issue.excerpt, issue.message


def place_of(right: str, wrong: str, word: str) -> tuple[int, int]:
    """Where `word` stands in `wrong`: at the first character that differs, or a few before it."""
    first = next(i for i in range(len(right)) if right[i] != wrong[i])
    start = next(i for i in range(first, first - len(word), -1) if wrong.startswith(word, i))
    return start, start + len(word)


@pytest.mark.parametrize("name", FILES)
def test_a_slip_is_pointed_to_where_it_stands(name: str, tmp_path: Path) -> None:
    missed = [
        slip["now"]
        for slip in SLIPS
        if slip["file"] == name and not slip.get("missed") and not is_located(slip, tmp_path)
    ]
    assert missed == []
