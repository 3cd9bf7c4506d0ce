"""A column that is of those on its left and of those on its right, and two kinds of columns in turn: a slip is told at its cell."""

from __future__ import annotations

from drafter.checks import check_report
from drafter.report import Report, Section, Table

Rows = tuple[tuple[str, ...], ...]


def said(rows: Rows) -> list[tuple[str, str]]:
    text = "\n".join("\t".join(row) for row in rows)
    section = Section("0", 0, "", 0, len(text))
    report = Report("", "", 2024, "t", text, (section,), (Table(rows, 0, len(text)),))
    return [(one.excerpt, one.expected) for one in check_report(report).issues if one.severity != "note"]


def changed(rows: Rows, line: str, old: str, new: str) -> Rows:
    return tuple(
        tuple(
            new if line in row and cell == old and old not in row[:i] else cell for i, cell in enumerate(row)
        )
        for row in rows
    )


POSTS: Rows = (
    ("单位", "编制", "", "", "实有", "缺编"),
    ("", "行政", "事业", "合计", "", ""),
    ("支队", "59", "72", "131", "123", "8"),
    ("中心", "51", "69", "120", "113", "7"),
    ("站", "51", "6", "57", "50", "7"),
    ("机关", "24", "78", "102", "94", "8"),
    ("合计", "185", "225", "410", "380", "30"),
)
ASSETS: Rows = (
    ("类别", "期初数", "", "本期增加", "", "本期减少", "", "期末数", ""),
    ("", "数量", "原值", "数量", "原值", "数量", "原值", "数量", "原值"),
    ("房屋", "12", "908.37", "0", "0.00", "0", "0.00", "12", "908.37"),
    ("设备", "195", "563.65", "15", "80.93", "8", "3.63", "202", "640.95"),
    ("图书", "173", "89.30", "33", "83.70", "3", "3.79", "203", "169.21"),
    ("合计", "380", "1561.32", "48", "164.63", "11", "7.42", "417", "1718.53"),
)


def test_a_total_of_those_on_its_left_may_be_of_those_on_its_right_too() -> None:
    assert said(POSTS) == []
    for line, old, new in (("站", "51", "53"), ("机关", "8", "9"), ("中心", "120", "210")):
        assert said(changed(POSTS, line, old, new)) == [(new, old)]


def test_numbers_and_amounts_side_by_side_move_each_by_themselves() -> None:
    assert said(ASSETS) == []
    for line, old, new in (("图书", "89.30", "87.30"), ("设备", "3.63", "3.36"), ("图书", "203", "283")):
        assert said(changed(ASSETS, line, old, new)) == [(new, old)]
