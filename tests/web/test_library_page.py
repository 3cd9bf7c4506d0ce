"""The library: a report leaves it for good, and last year's can be drafted after the fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.actions import Office
from drafter.backtest.keeping import sum_of
from drafter.errors import IndexFolderError
from drafter.web import panels
from tests.build import OFFICE, OFFICE_2022

NAMES = {year: f"{OFFICE}-部门整体支出绩效自评报告-{year}.txt" for year in (2021, 2022)}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path / "index", tmp_path / "workspace")
    for year, name in NAMES.items():
        text = OFFICE_2022 if year == 2022 else OFFICE_2022.replace("2022", "2021").replace("512件", "498件")
        (tmp_path / name).write_text(text, "utf-8")
    office.library.add([tmp_path / name for name in NAMES.values()])
    return office


def test_a_removed_report_is_found_no_more_and_its_file_stays(office: Office, tmp_path: Path):
    office.library.remove(NAMES[2021])
    assert [row.source for row in office.library.reports()] == [NAMES[2022]]
    assert {one.passage.source for one in office.library.precedents("征集提案", limit=5)} == {NAMES[2022]}
    assert (tmp_path / NAMES[2021]).exists()
    with pytest.raises(IndexFolderError, match="2021"):
        office.library.remove(NAMES[2021])


def test_only_a_report_whose_year_before_is_there_can_be_tried(office: Office):
    assert office.library.testable() == {NAMES[2022]}
    html = panels.reports(office.library.reports(), office.library.testable())
    assert html.count('data-act="backtest"') == 1
    assert html.count('data-act="remove"') == 2
    with pytest.raises(IndexFolderError, match="2021"):
        office.library.backtest(NAMES[2021])


def test_last_year_is_drafted_after_the_fact_and_told_in_numbers(office: Office):
    result = office.library.backtest(NAMES[2022])
    assert (result.org, result.year, result.previous) == (OFFICE, 2022, NAMES[2021])
    assert result.numbers.wrong == 0
    html = panels.backtest(result)
    assert f"{result.draft.covered * 100:.0f}%" in html
    assert f"<b>{result.numbers.right}</b>" in html
    share = sum_of(result.sections, result.formulaic).covered
    assert f"<b>{share * 100:.0f}%</b><span>其中格式化章节" in html
    assert html.count('<i class="dr-formulaic" title=') == sum(result.formulaic) > 0


def test_a_trial_tells_each_step_and_may_be_left_at_any(office: Office):
    steps = office.library.backtest_steps(NAMES[2022])
    told = [next(steps), next(steps)]
    steps.close()
    assert told == ["摘取当年的数据", "起草全文"]
    assert list(steps) == []
