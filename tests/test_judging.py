"""A report is checked by itself; what a person calls no problem is remembered for that report."""

from __future__ import annotations

from pathlib import Path

import pytest
from build import OFFICE, OFFICE_2022

from drafter.actions import Office
from drafter.actions.judging import judge, name_of_issue
from drafter.errors import DrafterError
from drafter.issue import Coverage, Findings, Issue

WRONG = OFFICE_2022.replace("98.17%", "98.71%")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "index", tmp_path / "workspace")


def written(folder: Path, text: str, year: int = 2022) -> Path:
    path = folder / f"{OFFICE}-部门整体支出绩效自评报告-{year}.txt"
    path.write_text(text.replace("2022", str(year)), "utf-8")
    return path


def test_a_report_is_checked_without_a_project(office: Office, tmp_path: Path):
    checked = office.check_file(written(tmp_path, WRONG))
    errors = [one for one in checked.judged.findings.issues if one.severity == "error"]
    assert [one.excerpt for one in errors if "98.71" in one.excerpt]
    assert checked.previous == ""
    assert office.projects() == ()
    assert office.library.reports() == ()


def test_last_years_report_of_the_library_is_compared_with(office: Office, tmp_path: Path):
    before = written(tmp_path, OFFICE_2022, 2021)
    office.library.add([before])
    assert office.check_file(written(tmp_path, OFFICE_2022)).previous == before.name


def test_a_verdict_is_remembered_for_the_report_also_after_a_restart(office: Office, tmp_path: Path):
    checked = office.check_file(written(tmp_path, WRONG))
    wrong = next(one for one in checked.judged.findings.issues if "98.71" in one.excerpt)
    office.dismiss(checked.id, name_of_issue(checked.report.text, wrong))
    again = Office(tmp_path / "index", tmp_path / "workspace").check_file(written(tmp_path, WRONG))
    assert wrong in again.judged.dismissed
    assert wrong not in again.judged.findings.issues
    assert again.judged.findings.coverage == checked.judged.findings.coverage


def test_a_verdict_is_of_one_report_only(office: Office, tmp_path: Path):
    checked = office.check_file(written(tmp_path, WRONG))
    wrong = next(one for one in checked.judged.findings.issues if "98.71" in one.excerpt)
    office.dismiss(checked.id, name_of_issue(checked.report.text, wrong))
    assert office.check_file(written(tmp_path, WRONG + "又一段。\n")).judged.dismissed == ()


def test_what_was_judged_comes_back_when_its_paragraph_changes():
    def found(text: str) -> tuple[str, Issue]:
        at = text.index("98%")
        return text, Issue("ratio-wrong", "error", "不符", at, at + 3, "98%")

    text, issue = found("一段。\n执行率98%。\n")
    dismissed = {name_of_issue(text, issue)}
    for other, gone in (("前面又添一段。\n一段。\n执行率98%。\n", 1), ("一段。\n预算执行率98%。\n", 0)):
        text, issue = found(other)
        judged = judge(text, Findings((issue,), Coverage(0, 0, ())), dismissed)
        assert len(judged.dismissed) == gone


def test_a_damaged_file_is_told_of(office: Office, tmp_path: Path):
    path = tmp_path / "坏-2022.docx"
    path.write_bytes(b"PK\x03\x04 damaged")
    with pytest.raises(DrafterError, match="坏-2022"):
        office.check_file(path)
