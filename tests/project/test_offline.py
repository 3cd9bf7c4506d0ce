"""The whole way from past reports to a Word file with the network refused, as on a machine that has none."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import network_guard
import pytest
from docx import Document

from drafter.brief import Brief
from drafter.cli import DONE, FOUND, main
from drafter.reading import find_reports
from drafter.sheet import read_sheet, write_sheet
from tests.build import OFFICE_2023, fill, unmarked, write_office
from tests.paths import CORPUS

BODY = "清澜市水利局-部门整体支出绩效自评报告-"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_corpus_body_goes_from_index_to_word_without_a_network(
    desk: Path, capsys: pytest.CaptureFixture[str]
):
    for path in sorted(CORPUS.glob(f"{BODY}*")):
        shutil.copy(path, desk)
    previous = next(desk.glob(f"{BODY}2025.*"))
    assert main(["index", "."]) == DONE
    goes_through(
        previous,
        2026,
        lambda brief: brief.fill(
            **{f.id: f.previous for f in brief.figures if not f.formula and not f.value}
        ),
    )
    assert "2025年度部门整体支出" not in unmarked(Path("draft.md").read_text("utf-8"))
    assert main(["search", "河道清淤", "--json"]) == DONE
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["hits"]


def test_a_report_in_another_form_goes_from_index_to_word_without_a_network(desk: Path):
    previous = write_office(desk)
    assert main(["index", "."]) == DONE
    goes_through(previous, 2023, lambda brief: fill(brief, OFFICE_2023))
    assert "预算执行率98.40%" in Path("draft.md").read_text("utf-8")


def goes_through(previous: Path, year: int, fill_in: object) -> None:
    """Sheet, fill in, draft, check, export; no connection was tried, and Word shows the text of the draft."""
    assert callable(fill_in)
    assert main(["sheet", "--from", str(previous), "--year", str(year), "-o", "sheet.xlsx"]) == DONE
    brief: Brief = fill_in(read_sheet(Path("sheet.xlsx")))
    write_sheet(brief, Path("sheet.xlsx"))
    assert main(["draft", "sheet.xlsx", "-o", "draft.json"]) == DONE
    assert main(["check", "draft.json", "--sheet", "sheet.xlsx", "--previous", str(previous)]) in (
        DONE,
        FOUND,
    )
    assert main(["export", "draft.json", "-o", "report.docx", "--sheet", "sheet.xlsx"]) == DONE
    assert main(["export", "draft.json", "-o", "draft.md"]) == DONE
    assert network_guard.refusals() == []
    draft = json.loads(Path("draft.json").read_text("utf-8"))
    assert (draft["year"], [mark for mark in draft["open"] if mark["kind"] == "待补"]) == (year, [])
    assert bare("".join(words(Path("report.docx")))) == bare(draft["text"])


def words(path: Path) -> list[str]:
    """The text of a Word file in reading order, tables cell by cell."""
    document = Document(str(path))
    return [
        "".join(node.text or "" for node in block.iter() if node.tag.endswith("}t"))
        for block in document.element.body
    ]


def bare(text: str) -> str:
    return "".join(text.split())


def test_the_filled_example_beside_the_reports_gives_a_full_draft(capsys: pytest.CaptureFixture[str]):
    example = next(CORPUS.glob("填报示例-*.xlsx"))
    assert main(["draft", str(example), "--json"]) == DONE
    draft = json.loads(capsys.readouterr().out)
    assert (draft["org"], draft["year"]) == ("云栖市政协办公厅", 2026)
    assert [mark for mark in draft["open"] if mark["kind"] == "待补"] == []
    assert 0 < len(draft["open"]) < 15
    assert len(draft["figures"]) > 140


def test_the_filled_example_is_no_report():
    assert [path.name for path in find_reports([CORPUS]) if path.name.startswith("填报示例")] == []
