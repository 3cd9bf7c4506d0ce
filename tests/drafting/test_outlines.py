"""Another outline over a draft: what is renamed, added, dropped, and what a person wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafter.cli import main
from drafter.draft import Draft
from drafter.drafting.composing import compose_draft
from drafter.drafting.foreign import write_foreign
from drafter.drafting.outlines import (
    OUTLINES,
    Outline,
    OutlineSection,
    arrange_draft,
    load_outline,
    plain,
)
from drafter.errors import DraftError
from drafter.lastyear.figures import make_brief
from drafter.sheet import write_sheet
from tests.build import report_of

TEXT = """泽南市水务局2022年部门整体支出绩效自评报告
一、部门概况
（一）主要职能
负责全市水务工作。
（二）人员情况
年末在职人员86人。
二、收支情况
培训费12.50万元。
三、存在的问题
个别项目进度偏慢。
"""
OTHER = """云溪市档案局2021年部门整体支出绩效自评报告
一、绩效管理情况
2021年，云溪市档案局设置绩效指标24个，所有项目均编报绩效目标。
"""


def draft() -> Draft:
    report = report_of(TEXT, source="泽南市水务局-2022.txt")
    return compose_draft(make_brief(report, 2023).fill(F1="88", F2="14.00"), report)


def outline(*sections: tuple[str, int, tuple[str, ...]]) -> Outline:
    return Outline("提纲", tuple(OutlineSection(*one) for one in sections))


def shape(one: Draft) -> list[tuple[str, str]]:
    return [(section.key, section.heading) for section in one.sections[1:]]


def test_a_section_is_renamed_and_keeps_its_figures_in_place():
    arranged = arrange_draft(draft(), outline(("一、部门收支", 1, ("收支情况",)))).draft
    section = arranged.section("1")
    assert section.text == "一、部门收支\n培训费14.00万元。\n"
    assert [section.text[f.start : f.end] for f in section.figures] == ["14.00"]
    assert [section.text[s.start : s.end] for s in section.sentences] == ["培训费14.00万元。"]


def test_what_stands_below_a_heading_goes_along_where_the_outline_is_silent():
    arranged = arrange_draft(draft(), outline(("一、收支情况", 1, ()), ("二、部门概况", 1, ())))
    assert shape(arranged.draft) == [
        ("1", "一、收支情况"),
        ("2", "二、部门概况"),
        ("2.1", "（一）主要职能"),
        ("2.2", "（二）人员情况"),
    ]
    assert (arranged.added, arranged.dropped) == ((), ("三、存在的问题",))


def test_a_new_section_without_precedent_is_one_open_mark():
    section = arrange_draft(draft(), outline(("一、绩效管理情况", 1, ()))).draft.section("1")
    assert section.text == "一、绩效管理情况\n【待补：本节内容】\n"
    assert [(section.text[o.start : o.end], o.kind, o.reason) for o in section.open] == [
        ("【待补：本节内容】", "待补", "上年报告中没有“一、绩效管理情况”一节")
    ]


def test_a_new_section_takes_another_bodys_words_and_none_of_its_numbers():
    other = report_of(OTHER, source="云溪市档案局-2021.txt")
    found = (other, next(one for one in other.sections if "绩效管理" in one.heading))
    arranged = arrange_draft(draft(), outline(("一、绩效管理情况", 1, ())), fill=lambda wanted: found)
    section = arranged.draft.section("1")
    assert section.text == (
        "一、绩效管理情况\n2023年，泽南市水务局设置绩效指标【待补：设置绩效指标】，所有项目均编报绩效目标【待核】。\n"
    )
    assert section.open[-1].reason == "取自云溪市档案局-2021.txt，不是本单位的内容，请逐句核改"
    told = [s.precedent and s.precedent.source for s in section.sentences]
    assert told == ["云溪市档案局-2021.txt"]


def test_a_report_of_unknown_year_is_no_precedent():
    other = report_of(OTHER.replace("2021年", ""), source="报告.txt")
    assert write_foreign(other, other.sections[-1], org="泽南市水务局", year=2023).text == ""


def test_an_edited_section_keeps_its_words_under_its_new_heading():
    edited = draft().revise("2", "二、收支情况\n培训费14.00万元，全部用于轮训。\n")
    section = arrange_draft(edited, outline(("一、部门收支", 1, ("收支情况",)))).draft.section("1")
    assert section.text == "一、部门收支\n培训费14.00万元，全部用于轮训。\n"
    assert "human" in {one.origin for one in section.sentences}


def test_an_edited_section_the_outline_lacks_stays_at_the_end_and_is_asked_about():
    edited = draft().revise("3", "三、存在的问题\n管网老化。\n")
    arranged = arrange_draft(edited, outline(("一、收支情况", 1, ())))
    assert arranged.kept == ("三、存在的问题",)
    assert arranged.draft.sections[-1].text == "三、存在的问题\n管网老化。【待核】\n"
    assert arranged.draft.sections[-1].open[-1].reason == "提纲中没有“三、存在的问题”一节，请并入他处或删去"


def test_a_section_may_take_several_the_first_as_its_text():
    wanted = outline(("一、基本情况", 1, ()), ("（一）职能和人员", 2, ("主要职能", "人员情况")))
    assert shape(arrange_draft(draft(), wanted).draft)[1:3] == [
        ("1.1", "（一）职能和人员"),
        ("1.1.1", "人员情况"),
    ]


def test_chapters_run_on_where_an_optional_one_is_left_out():
    sections = (
        OutlineSection("一、部门概况"),
        OutlineSection("二、工作成效", optional=True),
        OutlineSection("三、存在的问题"),
    )
    headings = [one.heading for one in arrange_draft(draft(), Outline("", sections)).draft.sections]
    assert (headings[1], headings[-1]) == ("一、部门概况", "二、存在的问题")


def test_under_its_own_outline_a_draft_stays_as_it_is():
    report = report_of(TEXT, source="泽南市水务局-2022.txt")
    own = tuple(OutlineSection(one.heading, one.level) for one in report.sections if one.heading)
    assert arrange_draft(draft(), Outline(report.title, own)).draft == draft()


@pytest.mark.parametrize("path", sorted(OUTLINES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_prescribed_outlines_can_be_read_and_name_nothing_twice(path: Path):
    read = load_outline(path)
    headings = [plain(one.heading) for one in read.sections]
    assert len(headings) == len(set(headings)) > 8
    assert read == load_outline(Path(path.stem))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = '甲'", "不是提纲"),
        ("[[section]]\nlevel = 1", "不是提纲"),
        ("[[section]]\nheading = '一、甲'\nlevel = 9", "level = 9"),
        ("[[section]]\nheading = '一、甲'\ntakes = '乙'", "takes = '乙'"),
        ("heading =", "不是提纲"),
    ],
)
def test_what_is_no_outline_is_told(tmp_path: Path, text: str, told: str):
    path = tmp_path / "提纲.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DraftError, match=told):
        load_outline(path)


def test_an_outline_that_is_not_there_is_answered_with_those_there_are(tmp_path: Path):
    with pytest.raises(DraftError, match="可用自带的提纲：部门整体支出绩效自评、项目支出绩效自评"):
        load_outline(tmp_path / "没有.toml")


def test_the_command_drafts_under_an_outline(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    source = tmp_path / "泽南市水务局-2022.txt"
    source.write_text(TEXT, "utf-8")
    report = report_of(TEXT, source=source.name)
    write_sheet(make_brief(report, 2023).fill(F1="88", F2="14.00"), tmp_path / "数据表.xlsx")
    path = tmp_path / "提纲.toml"
    path.write_text(
        "[[section]]\nheading = '一、收支情况'\n[[section]]\nheading = '二、绩效管理情况'\n", "utf-8"
    )
    where = ["--outline", str(path), "--index", str(tmp_path / "index"), "--json"]
    assert main(["draft", str(tmp_path / "数据表.xlsx"), *where]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [section["heading"] for section in told["sections"][1:]] == ["一、收支情况", "二、绩效管理情况"]
    assert told["outline"] == {
        "added": ["二、绩效管理情况"],
        "dropped": ["一、部门概况", "（一）主要职能", "（二）人员情况", "三、存在的问题"],
        "kept": [],
    }
