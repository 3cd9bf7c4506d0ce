"""An exported file edited in Word or WPS comes home: text into its sections, edited numbers with their rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.brief import Brief, Figure
from drafter.draft import BoundFigure, Draft, DraftSection, OpenMark, PrecedentSpan, Sentence
from drafter.errors import DraftError
from drafter.export import write_docx
from drafter.export.readback import ReadBack, choose, read_back, settle
from drafter.export.readback.worker import read_back_safely
from drafter.issue import Issue
from tests import word_edits as word

TITLE = "青石县园林局2024年度部门整体支出绩效自评报告"
PRECEDENT = PrecedentSpan("2023.docx", 0, 9)
BRIEF = Brief(
    "青石县园林局",
    2024,
    TITLE,
    "2023.docx",
    (
        Figure("F1", "预算数", "本年", "万元", "1200.50", "1310.25"),
        Figure("F2", "执行数", "本年", "万元", "1180.00", "1290.40"),
        Figure("F3", "执行率", "本年", "%", "98.3", formula="F2/F1"),
        Figure("F4", "新建公园", "本年", "座", "3", "5"),
    ),
)


def section(key: str, level: int, text: str, **rows: str) -> DraftSection:
    """A section headed by its first line whose sentences are last year's; `rows` binds a number to its row."""
    heading, _, body = text.partition("\n")
    start = len(heading) + 1
    sentences = []
    for part in body.split("。")[:-1]:
        end = start + len(part) + 1
        sentences.append(Sentence(start + (text[start] == "\n"), end, "precedent", PRECEDENT))
        start = end
    figures = tuple(
        BoundFigure(text.index(number), text.index(number) + len(number), row) for row, number in rows.items()
    )
    return DraftSection(key, heading, level, text, tuple(sentences), figures, status="草稿")


DRAFT = Draft(
    "青石县园林局",
    2024,
    TITLE,
    "2023.docx",
    (
        DraftSection("0", "", 0, TITLE + "\n"),
        section(
            "1",
            1,
            "一、基本情况\n我局负责全县公园建设与养护。\n全年新建公园5座，养护绿地平稳有序。\n",
            F4="5",
        ),
        section(
            "2",
            1,
            "二、收支情况\n2024年预算数1310.25万元，执行数1290.40万元，执行率98.5%。资金拨付及时。\n",
            F1="1310.25",
            F2="1290.40",
            F3="98.5",
        ),
        section("2.1", 2, "（一）支出明细\n项目\t金额\n养护\t800.00\n支出结构合理。\n"),
        section("3", 1, "三、存在问题\n个别项目进度偏慢。\n【待补：整改措施】。\n"),
    ),
)


def test_a_file_nobody_edited_brings_the_same_draft_home(tmp_path: Path):
    assert home(tmp_path) == ReadBack(DRAFT)


def test_what_word_does_to_runs_and_wps_to_controls_changes_nothing(tmp_path: Path):
    assert home(tmp_path, word.like_word) == ReadBack(DRAFT)
    assert home(tmp_path, word.without_controls, word.like_word) == ReadBack(DRAFT)
    assert home(tmp_path, word.without_controls, word.without_bookmarks, sources=True) == ReadBack(DRAFT)


def test_an_edited_sentence_is_a_persons_and_the_others_keep_their_source(tmp_path: Path):
    back = home(tmp_path, word.write("平稳有序", "明显加强"))
    one = back.draft.section("1")
    assert one.text == "一、基本情况\n我局负责全县公园建设与养护。\n全年新建公园5座，养护绿地明显加强。\n"
    assert [(one.text[s.start : s.end].strip(), s.origin) for s in one.sentences][-2:] == [
        ("我局负责全县公园建设与养护。", "precedent"),
        ("全年新建公园5座，养护绿地明显加强。", "human"),
    ]
    assert bound(back, "1") == {"F4": "5"}
    assert [(c.kind, c.key) for c in back.sections] == [("edited", "1")]
    assert [s for s in back.draft.sections if s.key != "1"] == [s for s in DRAFT.sections if s.key != "1"]


@pytest.mark.parametrize("before", [[], [word.without_controls], [word.like_word]])
def test_an_edited_number_is_reported_with_its_row_and_is_bound_no_more(tmp_path: Path, before: list[Any]):
    back = home(tmp_path, word.write("1290.40", "1295.40"), *before)
    (figure,) = back.figures
    assert (figure.row, figure.label, figure.old, figure.new, figure.number) == (
        "F2", "执行数", "1290.40万元", "1295.40万元", "1295.40",
    )  # fmt: skip
    assert back.draft.section("2").text[figure.start : figure.end] == "1295.40万元"
    assert bound(back, "2") == {"F1": "1310.25", "F3": "98.5"}
    assert figure.advice == (
        "以新数为准：把数据表 F2 行的本年数改为 1295.40；以数据表为准：把文中改回 1290.40万元"
    )


def test_words_typed_over_a_number_and_what_stands_around_it_leave_its_row_known(tmp_path: Path):
    back = home(tmp_path, word.write("公园5座", "公园6座"))
    assert [(f.row, f.old, f.new) for f in back.figures] == [("F4", "5座", "6座")]
    assert bound(home(tmp_path, word.write("新建公园5座", "共建公园5座")), "1") == {"F4": "5"}


def test_digits_typed_beside_a_control_change_its_number(tmp_path: Path):
    back = home(tmp_path, word.write("新建公园", "新建公园1"))
    assert [(f.row, f.old, f.new) for f in back.figures] == [("F4", "5座", "15座")]


def test_another_unit_makes_another_number(tmp_path: Path):
    back = home(tmp_path, word.write("万元，执行率", "亿元，执行率"))
    assert [(f.row, f.old, f.new, f.same_unit) for f in back.figures] == [
        ("F2", "1290.40万元", "1290.40亿元", False)
    ]
    assert back.figures[0].advice == "单位也改了：请核对数据表 F2 行的单位，或把文中改回 1290.40万元"


def test_a_number_written_otherwise_is_the_same_number(tmp_path: Path):
    back = home(tmp_path, word.write("1310.25", "1,310.25"))
    assert (back.figures, bound(back, "2")["F1"]) == ((), "1,310.25")


def test_a_derived_number_points_at_its_formula(tmp_path: Path):
    (figure,) = home(tmp_path, word.write("98.5", "98.6")).figures
    assert figure.advice == "此数由公式 F2/F1 算得：请改数据表中的原始数，或把文中的数改回 98.5%"


def test_a_number_whose_sentence_went_is_gone(tmp_path: Path):
    back = home(tmp_path, word.write("执行数1290.40万元，", ""))
    assert [(f.row, f.old, f.new) for f in back.figures] == [("F2", "1290.40万元", "")]
    assert back.figures[0].advice == (
        "文中已不再写这个数。如仍要写，请恢复原句；如不再报告，可在数据表 F2 行填“无”"
    )


def test_a_sentence_moved_with_its_controls_keeps_its_bindings(tmp_path: Path):
    def swap(body: Any) -> None:
        word.write("资金拨付及时。", "")(body)
        word.paragraph(body, "2024年预算数").insert(2, word.run("资金拨付及时。"))

    back = home(tmp_path, swap)
    assert (back.figures, bound(back, "2")) == ((), {"F1": "1310.25", "F2": "1290.40", "F3": "98.5"})


def test_paragraphs_added_and_deleted_come_home_and_blank_ones_do_not(tmp_path: Path):
    back = home(tmp_path, word.add_after("我局负责", "我局另有两个下属单位。", ""), word.drop("个别项目"))
    assert back.draft.section("1").text.split("\n")[1:3] == [
        "我局负责全县公园建设与养护。",
        "我局另有两个下属单位。",
    ]
    assert back.draft.section("3").text == "三、存在问题\n【待补：整改措施】。\n"
    assert back.figures == ()


def test_sections_moved_removed_added_and_renamed_are_told(tmp_path: Path):
    back = home(
        tmp_path,
        word.move("三、存在问题", "【待补", "二、收支情况"),
        word.drop("一、基本情况", "我局负责", "全年新建"),
        word.add_after("支出结构", "三、下一步打算", style="Heading1"),
        word.add_after("三、下一步打算", "继续努力。", style="BodyText"),
        word.write("二、收支情况", "二、预算执行情况"),
    )
    assert [(one.key, one.heading) for one in back.draft.sections] == [
        ("0", ""),
        ("3", "三、存在问题"),
        ("2", "二、预算执行情况"),
        ("2.1", "（一）支出明细"),
        ("2.2", "三、下一步打算"),
    ]
    assert sorted((one.kind, one.key) for one in back.sections) == [
        ("added", "2.2"), ("edited", "2"), ("moved", "3"), ("removed", "1"),
    ]  # fmt: skip
    assert back.draft.section("2.2").text == "三、下一步打算\n继续努力。\n"
    assert (back.figures, back.to_decide) == ((), True)


def test_a_heading_deleted_and_typed_anew_is_the_heading_of_its_section(tmp_path: Path):
    back = home(
        tmp_path,
        word.add_after("一、基本情况", "一、单位简介与年度任务"),
        lambda body: body.remove(word.paragraph(body, "一、基本情况")),
    )
    assert [(one.kind, one.key, one.heading) for one in back.sections] == [
        ("edited", "1", "一、单位简介与年度任务")
    ]
    assert (bound(back, "1"), back.figures) == ({"F4": "5"}, ())


def test_tracked_changes_count_as_accepted_and_are_counted(tmp_path: Path):
    back = home(tmp_path, word.tracked("5", "6"), word.tracked_away("支出结构"))
    assert [(f.row, f.old, f.new) for f in back.figures] == [("F4", "5座", "6座")]
    assert back.draft.section("2.1").text == "（一）支出明细\n项目\t金额\n养护\t800.00\n"
    assert back.notes == ("文件中有 4 处修订尚未接受或拒绝，已按接受处理",)


def test_a_paragraph_parted_in_two_keeps_what_it_is_bound_to(tmp_path: Path):
    back = home(tmp_path, word.part("，执行率"))
    assert back.draft.section("2").text.count("\n") == 3
    assert (back.figures, bound(back, "2")) == ((), {"F1": "1310.25", "F2": "1290.40", "F3": "98.5"})


def test_cells_of_tables_come_home(tmp_path: Path):
    assert "养护\t820.00\n" in home(tmp_path, word.write("800.00", "820.00")).draft.section("2.1").text


def test_the_annex_the_comments_and_the_title_above_the_text_are_no_text(tmp_path: Path):
    draft = Draft(DRAFT.org, 2024, "另有标题", "", DRAFT.sections[1:])
    issues = [Issue("x", "error", "数不对", 3, 9, "")]
    for edits in ([], [word.without_bookmarks]):
        back = home(tmp_path, *edits, draft=draft, sources=True, issues=issues)
        assert back == ReadBack(draft)
    assert home(tmp_path, word.write("另有标题", "新的标题"), draft=draft).draft.title == "新的标题"


def test_a_title_edited_in_the_text_is_the_drafts_title(tmp_path: Path):
    back = home(tmp_path, word.write("自评报告", "评价报告"))
    assert back.draft.title == "青石县园林局2024年度部门整体支出绩效评价报告"


def test_what_changed_in_the_draft_meanwhile_is_kept_or_told(tmp_path: Path):
    write_docx(DRAFT, tmp_path / "out.docx", brief=BRIEF)
    later = DRAFT.revise("1", DRAFT.section("1").text.replace("负责", "承担"))
    back = read_back(tmp_path / "out.docx", later, earlier=lambda key: [DRAFT.section(key)])
    assert back == ReadBack(later)
    word.edit(tmp_path / "out.docx", word.write("全县", "全市"))
    both = read_back(tmp_path / "out.docx", later, earlier=lambda key: [DRAFT.section(key)])
    assert [(one.kind, one.key, one.conflict) for one in both.sections] == [("edited", "1", True)]
    assert "我局负责全市" in both.draft.section("1").text
    alone = read_back(tmp_path / "out.docx", later)
    assert [(one.key, one.conflict) for one in alone.sections] == [("1", True)]


def test_pictures_and_footnotes_put_in_are_said_to_be_missing(tmp_path: Path):
    def draw(body: Any) -> None:
        one = word.run("")
        one.append(one.makeelement(qn("w:drawing"), {}))
        word.paragraph(body, "我局负责").append(one)

    assert home(tmp_path, draw).notes == ("1 处图片或图形没有读入",)


def test_a_file_of_another_report_or_none_at_all_is_refused(tmp_path: Path):
    document = Document()
    document.add_paragraph("会议通知")
    document.save(str(tmp_path / "other.docx"))
    with pytest.raises(DraftError, match=r"other.docx 不像是由这份稿件导出的"):
        read_back(tmp_path / "other.docx", DRAFT)
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(DraftError, match=r"broken.docx：文件已损坏"):
        read_back(tmp_path / "broken.docx", DRAFT)


def test_last_years_report_is_not_taken_for_the_edited_file(tmp_path: Path):
    def handed_in(title: str) -> ReadBack:
        document = Document()
        for line in DRAFT.text.replace(TITLE, title).split("\n"):
            document.add_paragraph(line)
        document.save(str(tmp_path / "去年.docx"))
        return read_back(tmp_path / "去年.docx", DRAFT)

    last_year = TITLE.replace("2024", "2023")
    for title in (last_year, f"{last_year[:6]}\n{last_year[6:]}"):
        with pytest.raises(DraftError, match=r"去年\.docx 的标题是 2023 年的，本稿是 2024 年的"):
            handed_in(title)
    assert handed_in(TITLE).sections == ()


def test_the_child_process_reads_what_we_would_and_outlives_no_hostile_file(tmp_path: Path):
    write_docx(DRAFT, tmp_path / "out.docx", brief=BRIEF, sources=True)
    word.edit(tmp_path / "out.docx", word.write("1290.40", "1295.4"))
    past = lambda key: [DRAFT.section(key)]  # noqa: E731
    told = {"brief": BRIEF, "earlier": past}
    back = read_back_safely(tmp_path / "out.docx", DRAFT, **told)
    assert back == read_back(tmp_path / "out.docx", DRAFT, **told)
    assert [one.new for one in back.figures] == ["1295.4万元"]
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(DraftError, match=r"broken.docx：文件已损坏"):
        read_back_safely(tmp_path / "broken.docx", DRAFT)
    with pytest.raises(DraftError, match=r"out.docx：读了 0.001 秒还没读完，已停止"):
        read_back_safely(tmp_path / "out.docx", DRAFT, seconds=0.001)


@pytest.mark.parametrize("code", ["D800", "0000", "F0A8", "zz"])
def test_a_symbol_no_text_can_hold_becomes_a_box(tmp_path: Path, code: str):
    def draw(body: Any) -> None:
        one = word.run("")
        one.append(one.makeelement(qn("w:sym"), {qn("w:char"): code}))
        word.paragraph(body, "我局负责").append(one)

    text = "\n".join(section.text for section in home(tmp_path, draw).draft.sections)
    assert "□" in text
    assert text.encode()


def test_a_new_number_goes_into_the_sheet_or_the_old_one_back_into_the_text(tmp_path: Path):
    back = home(tmp_path, word.write("1290.40", "1295.4"), word.write("1310.25", "1311.25"))
    one, other = back.figures
    draft, typed = settle(back, into_sheet=[one], put_back=[other])
    assert typed == {"F1": "1311.25"}
    assert "预算数1311.25万元，执行数1290.40万元，" in draft.section("2").text
    assert bound(ReadBack(draft), "2") == {"F1": "1311.25", "F2": "1290.40", "F3": "98.5"}
    assert settle(back, put_back=back.figures)[0].text == DRAFT.text
    unit = home(tmp_path, word.write("万元，执行率", "亿元，执行率"))
    with pytest.raises(DraftError, match=r"F2 行不能直接改成“1290.40亿元”"):
        settle(unit, into_sheet=unit.figures)


def test_a_number_computed_without_a_row_of_its_own_is_typed_nowhere(tmp_path: Path):
    section = DRAFT.section("2")
    figures = tuple(replace(one, row="F2/F1") if one.row == "F3" else one for one in section.figures)
    back = home(tmp_path, word.write("98.5", "98.7"), draft=DRAFT.put(replace(section, figures=figures)))
    assert [one.formula for one in back.figures] == ["F2/F1"]
    with pytest.raises(DraftError, match=r"“98.7%”由公式 F2/F1 算得，数据表中没有这一行"):
        settle(back, into_sheet=back.figures)


def test_only_the_chosen_sections_are_taken(tmp_path: Path):
    back = home(
        tmp_path,
        word.move("三、存在问题", "【待补", "二、收支情况"),
        word.drop("一、基本情况", "我局负责", "全年新建"),
        word.add_after("支出结构", "四、下一步打算", style="Heading1"),
        word.write("个别", "少数"),
    )
    assert choose(DRAFT, back, ["3"]).text == back.draft.text.replace("四、下一步打算\n", "").replace(
        TITLE + "\n", TITLE + "\n" + DRAFT.section("1").text
    )
    assert choose(DRAFT, back, []) == DRAFT
    assert [one.key for one in choose(DRAFT, back, ["1", "2.2"]).sections] == ["0", "2", "2.1", "2.2", "3"]


LINES = st.lists(
    st.text(st.sampled_from("一二（）1.5％万元，。\t 　年【待补】\x00\u200b\u00adAéx"), max_size=14),
    max_size=5,
)


@st.composite
def drafts(draw: Any) -> Draft:
    sections = []
    for number, lines in enumerate(draw(st.lists(LINES, min_size=1, max_size=4))):
        text = "".join(line + "\n" for line in lines)
        spans = st.tuples(st.integers(0, max(len(text), 1)), st.integers(0, 6)).map(
            lambda s: (s[0], s[0] + s[1])
        )
        figures, at = [], 0
        for start, end in sorted(draw(st.lists(spans, max_size=3))):
            if at <= start < end <= len(text):
                figures.append(BoundFigure(start, end, draw(st.sampled_from(["F1", "F2", "行\x01三"]))))
                at = end
        sentences = tuple(
            Sentence(a, b, "precedent", PRECEDENT)
            for a, b in draw(st.lists(spans, max_size=2))
            if a < b <= len(text)
        )
        marks = tuple(
            OpenMark(a, b, "待补", "缘由") for a, b in draw(st.lists(spans, max_size=1)) if a < b <= len(text)
        )
        heading = lines[0] if lines and draw(st.booleans()) else ""
        sections.append(DraftSection(str(number), heading, 1, text, sentences, tuple(figures), marks))
    return Draft("局", 2024, draw(st.sampled_from(["", "报告", TITLE])), "", tuple(sections))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draft=drafts(), sources=st.booleans(), split=st.booleans())
def test_export_and_read_back_return_the_identical_draft(
    tmp_path: Path, draft: Draft, sources: bool, split: bool
):
    if not draft.text:
        return
    assert home(tmp_path, *([word.like_word] if split else []), draft=draft, sources=sources) == ReadBack(
        draft
    )


def home(folder: Path, *edits: Callable[[Any], object], draft: Draft = DRAFT, **how: Any) -> ReadBack:
    write_docx(draft, folder / "out.docx", brief=BRIEF, **how)
    return read_back(word.edit(folder / "out.docx", *edits), draft, brief=BRIEF)


def bound(back: ReadBack, key: str) -> dict[str, str]:
    one = back.draft.section(key)
    return {figure.row: one.text[figure.start : figure.end] for figure in one.figures}
