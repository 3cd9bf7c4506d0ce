"""Tables of plain text whose cells are parted by |, and lines that hold a | without being one."""

from __future__ import annotations

from pathlib import Path

from drafter.reading import read_report, read_text, read_with_account


def rows(*lines: str) -> tuple[tuple[str, ...], ...]:
    report = read_text("\n".join(lines) + "\n", "2024.txt")
    return report.tables[0].cells if report.tables else ()


def test_rows_with_and_without_outer_bars_are_read() -> None:
    told = (("项目", "预算", "执行"), ("甲项目", "12.50", "12.00"), ("乙项目", "3.40", "3.40"))
    assert rows("项目 | 预算 | 执行 |", "甲项目 | 12.50 | 12.00 |", "乙项目 | 3.40 | 3.40 |") == told
    assert (
        rows("| 项目 | 预算 | 执行 |", "|---|---:|---|", *("| " + " | ".join(row) + " |" for row in told[1:]))
        == told
    )


def test_cells_that_stand_one_on_a_line_behind_bars_are_read() -> None:
    cells = ["项目", "预算 (万元)", "执行 (万元)", "甲项目", "12.50", "12.00", "乙项目", "3.40", "3.40"]
    told = (("项目", "预算 (万元)", "执行 (万元)"), ("甲项目", "12.50", "12.00"), ("乙项目", "3.40", "3.40"))
    assert rows("资金情况", *(f"{cell} |" for cell in cells)) == told
    assert rows("资金情况", *(line for cell in cells for line in (cell, "|"))) == told


def test_heads_under_one_that_reaches_down_beside_them_stand_over_their_columns() -> None:
    told = rows(
        "部门 | 结案率 | ||",
        "本期 | 去年同期 | 同比 | |",
        "甲庭 | 22.22% | 20.00% | 2.22 |",
        "乙庭 | 16.67% | 0.00% | 1.10 |",
    )
    assert told[1] == ("", "本期", "去年同期", "同比")


def test_links_at_the_head_of_a_page_are_no_table() -> None:
    report = read_text("首页 | 新闻 | 公开\n全年收入35.00万元。\n", "2024.txt")
    assert (report.tables, report.text.startswith("首页 | 新闻")) == ((), True)


def test_the_bars_left_out_are_accounted_for(tmp_path: Path) -> None:
    path = tmp_path / "2024.txt"
    path.write_text("项目 | 预算 |\n甲项目 | 12.50 |\n乙项目 | 3.40 |\n完。\n", encoding="utf-8")
    _, account = read_with_account(path)
    assert ([(loss.reason, loss.characters) for loss in account.losses], account.unexplained) == (
        [("表格竖线", 6)],
        0,
    )
    assert read_report(path).tables[0].cells[1] == ("甲项目", "12.50")


def test_a_total_over_code_and_name_stands_over_its_columns() -> None:
    read = rows(
        "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |",
        "合计 | 812.40 | 512.40 | 300.00 |",
        "201 | 一般公共服务支出 | 612.40 | 312.40 | 300.00 |",
        "208 | 社会保障和就业支出 | 200.00 | 200.00 | |",
    )
    assert read[1] == ("合计", "", "812.40", "512.40", "300.00")


def test_totals_of_two_sides_lose_a_place_each() -> None:
    read = rows(
        "科目编码 | 科目名称 | 预算数 | 科目编码 | 科目名称 | 预算数 |",
        "301 | 工资福利支出 | 312.46 | 302 | 商品和服务支出 | 58.70 |",
        "人员经费合计 | 312.46 | 公用经费合计 | 58.70 |",
    )
    assert read[2] == ("人员经费合计", "", "312.46", "公用经费合计", "", "58.70")


def test_the_same_holds_where_tabs_part_the_cells() -> None:
    text = "科目编码\t科目名称\t合计\t基本支出\n合计\t812.40\t812.40\n201\t一般公共服务支出\t812.40\t812.40\n"
    assert read_text(text, "a.txt").tables[0].cells[1] == ("合计", "", "812.40", "812.40")
