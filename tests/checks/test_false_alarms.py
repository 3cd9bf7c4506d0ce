"""Reports that are right raise no alarm: the sample corpus, and invented texts in wording the rules were not written on."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from drafter.backtest.filling import fill_from
from drafter.checks import check_report
from drafter.lastyear.figures import make_brief
from drafter.numbers.quantity import find_mentions
from drafter.reading import read_report
from tests.paths import CORPUS, DATA

CLEAN = DATA / "clean"
RIGHT = [
    path
    for folder in (CORPUS, CLEAN)
    for path in sorted(folder.iterdir())
    if path.suffix in (".txt", ".docx", ".pdf", ".md")
]
WITH_TABLES = sorted(CLEAN.glob("*.md"))


def alarms(path: Path, before: Path | None = None) -> list[tuple[str, str]]:
    issues = check_report(read_report(path), previous=read_report(before) if before else None).issues
    return [(one.code, one.message) for one in issues if one.severity in ("error", "warning")]


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.name)
def test_a_report_that_is_right_raises_no_alarm(path: Path) -> None:
    assert alarms(path) == []


@pytest.mark.parametrize("path", WITH_TABLES, ids=lambda path: path.name)
def test_a_word_file_with_tables_that_is_right_raises_no_alarm(path: Path, tmp_path: Path) -> None:
    assert alarms(in_word(path, tmp_path)) == []


@pytest.mark.parametrize("path", sorted(CLEAN.iterdir()), ids=lambda path: path.name)
def test_every_number_is_verified_or_structural_or_listed(path: Path) -> None:
    report = read_report(path)
    coverage = check_report(report).coverage
    numbers = find_mentions(report.text, year=report.year)
    assert coverage.structural == sum(one.structural for one in numbers)
    quantities = [(one.start, one.stop) for one in numbers if not one.structural]
    assert set(coverage.unverified) <= set(quantities)
    assert coverage.verified + len(coverage.unverified) == len(quantities)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("湘阳县农业农村局-部门整体支出绩效自评报告-2024.txt", []),
        ("瓯渡区综合行政执法局-部门决算-2024.md", []),
        # A sentence on what is done every year, and a rate that happens to be the same.
        ("南澜区石湾街道办事处-部门整体支出绩效自评报告-2024.txt", ["stale-text"]),
        ("临江州中医医院-单位整体支出绩效自评报告-2025.txt", []),
        ("云岭县人民政府-政府工作报告-2025.txt", ["stale-figure"]),
        # A population of the same size.
        ("白石塘镇人民政府-部门整体支出绩效自评报告-2024.md", ["stale-figure"]),
        # As many are to be hired next year as last year said.
        ("宁塘县消防救援大队-部门整体支出绩效自评报告-2024.txt", ["stale-figure"]),
    ],
)
def test_beside_last_years_report_it_raises_hardly_any(name: str, said: list[str]) -> None:
    path = CLEAN / name
    assert [code for code, _ in alarms(path, before_of(path))] == said


def test_beside_the_filled_sheet_no_number_is_called_wrong() -> None:
    for path in (one for one in sorted(CLEAN.iterdir()) if before_of(one).exists()):
        report, previous = read_report(path), read_report(before_of(path))
        brief = fill_from(make_brief(previous, int(path.stem[-4:])), previous, report)
        issues = check_report(report, brief=brief, previous=previous).issues
        assert [(one.code, one.message) for one in issues if one.severity == "error"] == []


def before_of(path: Path) -> Path:
    return path.with_name(f"{path.stem[:-4]}{int(path.stem[-4:]) - 1}{path.suffix}")


def in_word(path: Path, folder: Path) -> Path:
    """The Markdown report as a Word file: headings, paragraphs and real tables."""
    document = Document()
    rows: list[list[str]] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not set("".join(cells)) <= set("-: "):
                rows.append(cells)
            continue
        if rows:
            table = document.add_table(rows=len(rows), cols=len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
            rows = []
        if line.startswith("#"):
            document.add_heading(line.lstrip("# "), level=line.count("#", 0, 4))
        elif line.strip():
            document.add_paragraph(line)
    saved = folder / f"{path.stem}.docx"
    document.save(str(saved))
    return saved
