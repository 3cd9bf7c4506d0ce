"""On which page of a PDF a passage stands, from reading to the hit."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from drafter.answering import hit_json
from drafter.index import index_reports, open_index
from drafter.reading import read_report
from drafter.reading.mending import Mend, apply_mends
from drafter.reading.paging import moved, offsets_of, page_starts
from drafter.reading.worker import read_with_account_safely
from drafter.report import Report
from drafter.retrieval import find_precedents
from tests.build_files import write_pdf
from tests.index_build import write_report

_FULL = "全市供水水质稳定达标群众反映问题办结及时各项指标"
_PAGES = (
    [
        (200, 760, "青禾市水务局2023年工作总结"),
        (112, 720, "一、 基本情况"),
        (112, 690, _FULL + "较好"),
        (80, 660, _FULL + "较好，其"),
        (80, 630, "中管网漏损率为 8.5%。"),
        (112, 600, "新建泵站3座，改造管网12公里，受益群众5万余人，各"),
        (290, 40, "— 1 —"),
    ],
    [],
    [
        (80, 760, "方反映良好。"),
        (112, 730, "二、存在问题"),
        (112, 700, "资金偏紧，正在争取上级支持。"),
        (290, 40, "— 3 —"),
    ],
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pdf(tmp_path_factory.mktemp("pdf") / "青禾市水务局2023年工作总结.pdf", *_PAGES)


@pytest.fixture(scope="module")
def report(file: Path) -> Report:
    return read_report(file)


def test_a_page_begins_inside_the_paragraph_that_runs_over_its_edge(report: Report):
    first, empty, last = report.pages
    assert (first, empty, report.text[last:]) == (
        0,
        last,
        "方反映良好。\n二、存在问题\n资金偏紧，正在争取上级支持。",
    )
    places = ["基本情况", "受益群众", "方反映良好", "资金偏紧"]
    assert [report.page_at(report.text.index(one)) for one in places] == [1, 1, 3, 3]


def test_pages_are_the_same_when_the_file_is_read_in_a_child_process(file: Path, report: Report):
    assert read_with_account_safely(file)[0].pages == report.pages


def test_pages_stay_where_they_are_when_paragraphs_are_joined_and_parted(report: Report):
    line = "资金偏紧，正在争取上级支持。"
    cut = next(one for one in report.text.split("\n") if one.startswith("新建泵站"))
    mends = [Mend("split", "7", cut), Mend("join", paragraph=line, before="二、存在问题")]
    mended = apply_mends(report, mends)
    assert mended.unfit == ()
    assert len(mended.report.text) == len(report.text)
    assert mended.report.text[mended.report.pages[2] :].startswith("方反映良好。")
    assert mended.report.page_at(mended.report.text.index("资金偏紧")) == 3


def test_a_report_without_pages_says_none(report: Report):
    assert replace(report, pages=()).page_at(5) is None


def test_what_prints_is_counted_whatever_the_spaces():
    starts = page_starts([(0, "甲 乙"), (2, "丙"), (2, " 丁 ")], 4)
    assert starts == (0, 2, 2, 4)
    assert offsets_of(starts, "甲乙\n丙丁") == (0, 3, 3, 5)
    assert moved((0, 3, 3, 5), "甲乙\n丙丁", "甲\n乙丙\n丁") == (0, 3, 3, 6)


def test_a_hit_tells_its_page_and_an_index_of_earlier_days_still_opens(file: Path, tmp_path: Path):
    write_report(tmp_path / "in", 2022)
    (tmp_path / "in" / file.name).write_bytes(file.read_bytes())
    index_reports([tmp_path / "in"], tmp_path / "index")

    def pages() -> list[object]:
        index = open_index(tmp_path / "index")
        hits = [find_precedents(index, query, limit=1)[0] for query in ("争取上级支持", "管网漏损", "河长制")]
        return [hit_json(one)["page"] for one in hits]

    assert pages() == [3, 1, None]
    with closing(sqlite3.connect(tmp_path / "index" / "index.sqlite3")) as db:
        db.execute("DROP TABLE report_pages")
    assert pages() == [None, None, None]
    (tmp_path / "in" / file.name).unlink()
    write_report(tmp_path / "in", 2021)
    index_reports([tmp_path / "in"], tmp_path / "index")
    assert pages() == [None, None, None]
