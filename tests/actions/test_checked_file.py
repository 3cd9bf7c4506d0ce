"""A report that was checked goes back as a Word file: its text with comments, what was found listed behind it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from drafter.actions import Office

REPORT = """泽南市体育局2022年部门整体支出绩效自评报告
一、收支
项目\t预算数\t执行数
合计\t20.00\t19.00
训练基地预算数20.00万元，执行数19.00万元，预算执行率90.00%。
全年组织赛事16场。
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "index", tmp_path / "workspace")


def checked(office: Office, folder: Path) -> str:
    path = folder / "泽南市体育局-自评报告-2022.txt"
    path.write_text(REPORT, "utf-8")
    return office.check_file(path).id


def opened(office: Office, name: str) -> tuple[str, Any]:
    file, content = office.checked_file(name)
    return file, Document(io.BytesIO(content))


def rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_what_was_found_is_a_comment_on_its_words_and_a_row_of_the_list(office: Office, tmp_path: Path):
    file, document = opened(office, checked(office, tmp_path))
    assert file == "泽南市体育局2022年部门整体支出绩效自评报告-校核意见.docx"
    (comment,) = document.comments
    assert comment.text.startswith("【错误】")
    assert "95.00" in comment.text
    text = [one.text for one in document.paragraphs]
    assert set(REPORT.splitlines()) - {"项目\t预算数\t执行数", "合计\t20.00\t19.00"} <= set(text)
    own, issues, unverified = document.tables
    assert rows(own)[1] == ["合计", "20.00", "19.00"]
    assert rows(issues)[0] == ["级别", "章节", "原文", "说明"]
    assert [row[:2] for row in rows(issues)[1:]] == [["错误", "一、收支"]]
    assert ["一、收支", "16场", "全年组织赛事16场。"] in rows(unverified)


def test_what_was_judged_no_problem_is_left_out(office: Office, tmp_path: Path):
    from drafter.actions.judging import name_of_issue

    name = checked(office, tmp_path)
    report = office.checked(name).report
    (issue,) = office.checked(name).judged.findings.issues
    office.dismiss(name, name_of_issue(report.text, issue))
    _, document = opened(office, name)
    assert list(document.comments) == []
    assert [row[3] for row in rows(document.tables[1])] == ["说明", "没有发现问题。"]
