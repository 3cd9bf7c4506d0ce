"""What a person mends in a reading stays mended: by content, through a new index, and in a file that changed."""

from __future__ import annotations

import json
import sqlite3
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from drafter.actions import Office
from drafter.cli import main
from drafter.errors import ConflictError, ReportError
from drafter.index import index_reports, open_index
from drafter.reading import read_text
from drafter.reading.laying import take_apart, with_paragraphs
from drafter.reading.mending import Mend, apply_mends, field_mend, join_mend, level_mend, split_mend
from drafter.readings import Reading, Readings, read_mended, unsure_of
from drafter.report import Report

TEXT = """云岭市水利局2023年度部门整体支出绩效自评报告
一、基本情况
云岭市水利局负责全市水资源保护、
河道管理和防汛抗旱。
内设机构：
内设办公室、规划科。下设水政监察支队。
（1）河长制办公室设在水利局。
二、预算执行
全年预算3200.50万元，执行3150.20万元。
表：
项目\t金额
收入\t3200.50
支出\t3150.20
"""


def report() -> Report:
    return read_text(TEXT.replace("水资源保护、\n", "水资源保护。\n"), "报告.txt")


def lines(report: Report) -> list[str]:
    return report.text.split("\n")


def outline(report: Report) -> list[tuple[str, str]]:
    return [(section.key, section.heading) for section in report.sections if section.heading]


def write(folder: Path, text: str, name: str = "报告.txt") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_taking_a_report_apart_and_laying_it_out_again_changes_nothing():
    assert with_paragraphs(report(), take_apart(report())) == report()


def test_two_paragraphs_are_joined_and_all_places_move_along():
    mended = apply_mends(report(), [join_mend(report(), 3)]).report
    assert lines(mended)[2] == "云岭市水利局负责全市水资源保护。河道管理和防汛抗旱。"
    assert outline(mended) == outline(report())
    assert [mended.text[one.start : one.end] for one in mended.tables] == [
        "项目\t金额\n收入\t3200.50\n支出\t3150.20"
    ]
    assert "".join(mended.text[one.start : one.end] for one in mended.sections) == mended.text


def test_a_paragraph_is_parted_and_its_first_half_made_a_heading():
    first = split_mend(report(), 5, 10)
    parted = apply_mends(report(), [first]).report
    assert lines(parted)[5:7] == ["内设办公室、规划科。", "下设水政监察支队。"]
    second = level_mend(parted, 5, 2)
    mended = apply_mends(report(), [first, second])
    assert outline(mended.report) == [
        ("1", "一、基本情况"),
        ("1.1", "内设办公室、规划科。"),
        ("2", "二、预算执行"),
    ]
    assert mended.unfit == ()


def test_a_heading_becomes_body_text_and_an_entry_of_its_section():
    mended = apply_mends(report(), [level_mend(report(), 7, 0)]).report
    assert outline(mended) == [("1", "一、基本情况")]
    assert [item.marker for item in mended.sections[1].items] == ["（1）", "二、"]


def test_lines_alike_are_told_apart_by_their_order():
    twice = read_text("一、甲\n正文一句。\n同一句。\n二、乙\n正文二句。\n同一句。", "a.txt")
    mended = apply_mends(twice, [join_mend(twice, 5)]).report
    assert lines(mended) == ["一、甲", "正文一句。", "同一句。", "二、乙", "正文二句。同一句。"]


def test_org_year_title_and_kind_are_set_and_no_longer_asked_for():
    unknown = read_text("天气很好。\n大家都很高兴。", "a.txt")
    assert unsure_of(unknown) == ("org", "year", "kind")
    mends = [
        field_mend(unknown, *pair)
        for pair in (("org", "云岭市气象局"), ("year", "2023"), ("kind", "工作总结"))
    ]
    mended = apply_mends(unknown, mends).report
    assert (mended.org, mended.year, mended.kind, unsure_of(mended)) == ("云岭市气象局", 2023, "工作总结", ())


def test_what_cannot_be_mended_says_why():
    for make, why in (
        (lambda: join_mend(report(), 0), "前面没有段落"),
        (lambda: join_mend(report(), 99), "没有第 100 段，全文共 13 段"),
        (lambda: join_mend(report(), 11), "表格里的行"),
        (lambda: join_mend(report(), 10), "表格里的行"),
        (lambda: split_mend(report(), 5, 0), "空段"),
        (lambda: level_mend(report(), 5, 9), "1 到 6"),
        (lambda: field_mend(report(), "year", "23"), "不是四位年份"),
        (lambda: field_mend(report(), "colour", "red"), "没有“colour”这一项"),
    ):
        with pytest.raises(ReportError, match=why):
            make()


def test_a_mend_that_finds_nothing_is_told_and_the_others_hold():
    gone, there = Mend("level", "2", "从来没有的一段。"), level_mend(report(), 4, 2)
    mended = apply_mends(report(), [gone, there])
    assert mended.unfit == (gone,)
    assert ("1.1", "内设机构：") in outline(mended.report)


def test_mends_hold_in_the_library_without_the_file_and_can_be_undone(tmp_path: Path):
    office = Office(tmp_path / "index", tmp_path / "workspace")
    path = write(tmp_path, TEXT)
    office.library.add([path])
    path.unlink()
    before = office.mending.view("报告.txt")
    assert before.account is not None
    assert before.account.unexplained == 0
    line = before.lines[3]
    after = office.mending.set_level("报告.txt", 3, line.text, 2)
    assert (after.lines[3].level, [row.sentence for row in after.mends]) == (2, ["“内设机构：”改为 2 级标题"])
    assert ("1.1", "内设机构：") in outline(office.library.report("报告.txt"))
    assert office.library.precedents("内设机构 规划科", limit=1)[0].passage.headings[-1] == "内设机构："
    office.mending.undo("报告.txt")
    assert outline(office.library.report("报告.txt")) == outline(before.report)


def test_the_outline_under_a_draft_in_the_making_stays_as_it_is(tmp_path: Path):
    office = Office(tmp_path / "index", tmp_path / "workspace")
    office.library.add([write(tmp_path, TEXT)])
    office.start("报告.txt", 2024)
    line = office.mending.view("报告.txt").lines[3]
    with pytest.raises(ReportError, match="已按这份报告的章节起草"):
        office.mending.set_level("报告.txt", 3, line.text, 2)
    assert office.mending.set_field("报告.txt", "kind", "工作总结").report.kind == "工作总结"
    assert office.mending.join("报告.txt", 3, line.text).lines[2].text.endswith("内设机构：")


def test_a_page_grown_old_mends_nothing(tmp_path: Path):
    office = Office(tmp_path / "index", tmp_path / "workspace")
    office.library.add([write(tmp_path, TEXT)])
    with pytest.raises(ConflictError, match="刷新页面"):
        office.mending.join("报告.txt", 3, "另一段文字")
    with pytest.raises(ConflictError, match="没有这处修正"):
        office.mending.undo("报告.txt")


def test_mends_hold_wherever_the_file_is_read_and_through_a_new_index(tmp_path: Path):
    path, index = write(tmp_path, TEXT), tmp_path / "index"
    assert main(["mend", str(path), "--index", str(index), "--heading", "4:2", "--org", "云岭市水务局"]) == 0
    assert (read_mended(path, index).org, outline(read_mended(path, index))[1]) == (
        "云岭市水务局",
        ("1.1", "内设机构："),
    )
    index_reports([path], index)
    assert open_index(index).report("报告.txt").org == "云岭市水务局"
    for name in ("index.sqlite3", "index.sqlite3-wal", "index.sqlite3-shm"):
        (index / name).unlink(missing_ok=True)
    index_reports([path], index)
    assert outline(open_index(index).report("报告.txt"))[1] == ("1.1", "内设机构：")


def test_a_mend_made_from_the_command_line_reaches_the_index_at_once(tmp_path: Path):
    path, index = write(tmp_path, TEXT), tmp_path / "index"
    index_reports([path], index)
    assert main(["mend", "报告.txt", "--index", str(index), "--year", "2022"]) == 0
    assert open_index(index).report("报告.txt").year == 2022
    assert index_reports([path], index).unchanged == ("报告.txt",)


def test_what_is_mended_is_checked_as_it_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path, index = write(tmp_path, TEXT), tmp_path / "index"
    main(["mend", str(path), "--index", str(index), "--join", "4"])
    capsys.readouterr()
    here = ["--index", str(index), "--json"]
    main(["read", str(path), *here])
    read = json.loads(capsys.readouterr().out)["text"]
    main(["check", str(path), *here, "--workspace", str(tmp_path / "workspace")])
    assert "防汛抗旱。内设机构：" in read
    assert json.loads(capsys.readouterr().out)["characters"] == len(read)


@pytest.mark.parametrize("indexed", [False, True])
def test_of_many_who_mend_at_once_none_loses_what_it_mended(tmp_path: Path, *, indexed: bool):
    path, index = write(tmp_path, TEXT), tmp_path / "index"
    if indexed:
        index_reports([path], index)
    wanted = ["--org=云岭市水务局", "--year=2022", "--kind=工作总结", "--title=云岭市水务局工作总结"]
    with ThreadPoolExecutor(len(wanted)) as people:
        codes = people.map(lambda one: main(["mend", str(path), "--index", str(index), one]), wanted)
        assert list(codes) == [0, 0, 0, 0]
    mended = read_mended(path, index)
    assert (mended.org, mended.year, mended.kind) == ("云岭市水务局", 2022, "工作总结")
    assert mended.title == "云岭市水务局工作总结"
    if indexed:
        assert open_index(index).report("报告.txt") == mended


def test_a_changed_file_keeps_the_mends_that_fit_and_names_those_that_do_not(tmp_path: Path):
    path, index = write(tmp_path, TEXT), tmp_path / "index"
    index_reports([path], index)
    main(["mend", str(path), "--index", str(index), "--heading", "4:2", "--body", "6"])
    write(tmp_path, TEXT.replace("（1）河长制办公室设在水利局。", "（1）河长制办公室设在区水利局。"))
    assert index_reports([path], index).refreshed == ("报告.txt",)
    changed = open_index(index).report("报告.txt")
    assert ("1.1", "内设机构：") in outline(changed)
    assert changed.warnings == ("有 1 处人工修正不再适用：“（1）河长制办公室设在水利局。”改为正文",)


def test_another_file_of_the_same_name_takes_no_mends_over(tmp_path: Path):
    path, index = write(tmp_path, "天气很好。\n大家都很高兴。"), tmp_path / "index"
    index_reports([path], index)
    main(["mend", str(path), "--index", str(index), "--year", "2022"])
    write(tmp_path, "今天下雨。\n大家都带了伞。")
    assert (read_mended(path, index).year, Readings(index).take(path)[1].mends) == (None, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_reading_kept_packed_by_an_older_drafter_is_still_read(tmp_path: Path, encoding: str):
    read = Reading("报告.txt", report(), None)
    readings = Readings(tmp_path)
    readings.keep([("内容", read)])
    with closing(sqlite3.connect(next(tmp_path.iterdir()))) as db, db:
        (kept,) = db.execute("SELECT report FROM readings").fetchone()
        older = zlib.compress(kept.decode("utf-16-le").encode(encoding))
        db.execute("UPDATE readings SET report = ?", (older,))
    assert readings.find("内容") == read


def test_the_reader_says_what_it_cannot_tell_and_how_to_say_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    path = write(tmp_path, "天气很好。\n大家都很高兴。", "甲.txt")
    monkeypatch.chdir(tmp_path)
    main(["read", path.name, "--index", str(tmp_path / "index")])
    asked = "甲.txt：看不出单位、年度、报告类型。请补上：drafter mend 甲.txt --org 单位 --year 年度 --kind 报告类型"
    assert asked in capsys.readouterr().out
    main(["index", str(path), "--index", str(tmp_path / "index")])
    assert asked in capsys.readouterr().err


def test_a_sheet_from_a_report_of_nobody_knows_whom_asks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path, "天气很好。\n大家都很高兴。", "甲.txt")
    sheet = ["sheet", "--from", path.name, "--year", "2024", "-o", "数据表.xlsx", "--index", "index"]
    main(sheet)
    assert "甲.txt：看不出单位、年度。请补上" in capsys.readouterr().err
    main(["mend", path.name, "--index", "index", "--org", "云岭市气象局", "--year", "2023"])
    capsys.readouterr()
    main(sheet)
    assert capsys.readouterr().err == ""


def test_the_account_of_a_file_is_printed_with_its_losses(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "a.html"
    path.write_text(
        "<body><nav>首页</nav><p>全年收入12万元。</p><p style='display:none'>暗</p></body>", "utf-8"
    )
    assert main(["read", str(path), "--account", "--index", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("a.html：0 节、1 段、0 张表，读入 9 字（原件 ")
    assert "　略去：隐藏的文字，1 字：暗" in told
