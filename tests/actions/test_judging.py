"""A report is checked by itself; what a person calls no problem is remembered for that report."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.actions import Office
from drafter.actions.judging import name_of_issue
from drafter.errors import DrafterError
from tests.build import OFFICE, OFFICE_2022

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


def test_a_verdict_is_of_one_report_while_its_paragraph_stands(office: Office, tmp_path: Path):
    checked = office.check_file(written(tmp_path, WRONG))
    wrong = next(one for one in checked.judged.findings.issues if "98.71" in one.excerpt)
    office.dismiss(checked.id, name_of_issue(checked.report.text, wrong))
    assert len(office.check_file(written(tmp_path, WRONG + "又一段。\n")).judged.dismissed) == 1
    assert office.check_file(written(tmp_path, WRONG, 2021)).judged.dismissed == ()


def test_a_verdict_can_be_taken_back(office: Office, tmp_path: Path):
    checked = office.check_file(written(tmp_path, WRONG))
    wrong = next(one for one in checked.judged.findings.issues if "98.71" in one.excerpt)
    name = name_of_issue(checked.report.text, wrong)
    office.dismiss(checked.id, name, everywhere=True)
    assert wrong in office.checked(checked.id).judged.dismissed
    office.dismiss(checked.id, name, dismissed=False)
    assert office.checked(checked.id).judged == checked.judged


def test_a_number_whose_source_is_given_counts_as_verified(office: Office, tmp_path: Path):
    checked = office.check_file(written(tmp_path, WRONG))
    before = checked.judged.findings.coverage
    start, end = before.unverified[0]
    office.give_source(checked.id, start, end, "人事处台账")
    assert office.checked(checked.id).judged.findings.coverage.verified == before.verified + 1
    assert office.checked(checked.id).judged.sourced == ((start, end, "人事处台账"),)
    office.give_source(checked.id, start, end, "")
    assert office.checked(checked.id).judged == checked.judged
    with pytest.raises(DrafterError, match="请刷新页面"):
        office.give_source(checked.id, 0, 10**9, "某处")


def test_pasted_words_are_checked_as_a_file_of_them(office: Office, tmp_path: Path):
    pasted = office.check_text(WRONG)
    assert pasted.judged == office.check_file(written(tmp_path, WRONG)).judged
    assert list((tmp_path / "workspace").glob("pasted-*")) == []
    with pytest.raises(DrafterError, match="框里没有文字"):
        office.check_text("  ")


def test_what_was_checked_is_checked_again_beside_what_the_library_has_by_now(office: Office, tmp_path: Path):
    checked = office.check_file(written(tmp_path, OFFICE_2022))
    before = written(tmp_path, OFFICE_2022, 2021)
    office.library.add([before])
    assert checked.previous == ""
    assert office.check_again(checked.id).previous == before.name


def test_a_damaged_file_is_told_of(office: Office, tmp_path: Path):
    path = tmp_path / "坏-2022.docx"
    path.write_bytes(b"PK\x03\x04 damaged")
    with pytest.raises(DrafterError, match="坏-2022"):
        office.check_file(path)
