"""Tables pasted as text: cells parted by blanks, or one on a line. What is regular is read, the rest is said to be unread."""

from __future__ import annotations

import pytest

from drafter.checks import check_report
from drafter.reading import read_text
from drafter.report import Report


def read(*lines: str) -> Report:
    return read_text("\n".join(lines), "甲局-情况说明-2024.txt")


def one_a_line(cells: str) -> list[str]:
    return cells.split()


HEADS = "项目 年初数 年末数"
SCENES = {
    "blanks part the cells": (
        ["单位：万元", HEADS, "甲 120.50 60.25", "乙   88.00  12.40", "合  计 208.50 72.65"],
        [("项目", "年初数", "年末数"), ("甲", "120.50", "60.25"), ("乙", "88.00", "12.40"), ("合计", "208.50", "72.65")],
    ),
    "the total has no number of its own": (
        ["序号 项目 年初数 年末数", "1 甲 120.50 60.25", "2 乙 88.00 12.40", "合计 208.50 72.65"],
        [
            ("序号", "项目", "年初数", "年末数"),
            ("1", "甲", "120.50", "60.25"),
            ("2", "乙", "88.00", "12.40"),
            ("", "合计", "208.50", "72.65"),
        ],
    ),
    "heads in two lines stand over none of the columns": (
        ["项目 金额", "年初 年末", "甲 120.50 60.25", "乙 88.00 12.40", "合计 208.50 72.65"],
        [("甲", "120.50", "60.25"), ("乙", "88.00", "12.40"), ("合计", "208.50", "72.65")],
    ),
    "each cell is a line": (
        ["收支情况表", "单位：万元", *HEADS.split(), *one_a_line("甲 120.50 60.25 乙 88.00 12.40 合计 208.50 72.65")],
        [("项目", "年初数", "年末数"), ("甲", "120.50", "60.25"), ("乙", "88.00", "12.40"), ("合计", "208.50", "72.65")],
    ),
    "each cell is a line, and the rows are numbered": (
        ["单位：万元", "序号", *HEADS.split(), *one_a_line("1 甲 120.50 60.25 2 乙 88.00 12.40 合计 208.50 72.65")],
        [
            ("序号", "项目", "年初数", "年末数"),
            ("1", "甲", "120.50", "60.25"),
            ("2", "乙", "88.00", "12.40"),
            ("", "合计", "208.50", "72.65"),
        ],
    ),
    "an empty cell was lost": (
        [HEADS, "甲 120.50 60.25", "乙 88.00", "丙 20.00 11.00", "合计 228.50 71.25"],
        None,
    ),
    "an empty cell was lost in a table of lines": (
        ["单位：万元", *HEADS.split(), *one_a_line("甲 120.50 60.25 乙 88.00 丙 20.00 11.00 合计 228.50 71.25")],
        None,
    ),
    "a column of averages under heads that are not over it": (
        ["乡镇 补助", "人数 人均", "甲 120 60.25", "乙 88 12.40", "合计 208 40.01"],
        None,
    ),
    "a row that was cut stands behind": (
        ["科目", "甲 120.50 60.25", "乙 88.00 12.40", "社会保障和就", "丙 20.00 11.00", "业支出", "丁 30.00 10.00"],
        None,
    ),
    "prose": (["本年 收入 12 万元，支出 11 万元。", "上年 收入 10 万元，支出 9 万元。"], None),
}  # fmt: skip


@pytest.mark.parametrize("name", SCENES)
def test_a_regular_table_of_text_is_read(name: str) -> None:
    lines, cells = SCENES[name]
    assert [table.cells for table in read(*lines).tables] == ([tuple(cells)] if cells else [])


def test_its_total_is_checked() -> None:
    report = read(
        "单位：万元", HEADS, "甲 120.50 60.25", "乙 88.00 12.40", "丙 30.00 20.10", "合计 238.50 92.57"
    )
    (issue,) = check_report(report).issues
    assert (issue.code, issue.severity, issue.excerpt, issue.expected) == (
        "sum-wrong",
        "error",
        "92.57",
        "92.75",
    )


def test_a_table_that_cannot_be_read_is_said_to_be_unchecked_once() -> None:
    rows = [HEADS, "甲 120.50 60.25", "乙 88.00", "丙 20.00 11.00", "合计 228.50 71.25"]
    prose = ["以上为全年情况，具体原因见附件说明。" * 8]
    issues = check_report(read(*rows, *prose, *rows)).issues
    assert [(one.code, one.severity, one.excerpt) for one in issues] == [
        ("table-unread", "note", "甲 120.50 60.25")
    ]
