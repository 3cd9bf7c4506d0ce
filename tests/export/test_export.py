"""Exported drafts: every word in its place, an official layout, doubts pinned to their words."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.brief import Brief, Figure
from drafter.draft import BoundFigure, Draft, DraftSection, OpenMark, PrecedentSpan, Sentence
from drafter.errors import DraftError
from drafter.export import write_docx, write_markdown, write_plain
from drafter.export.characters import clean
from drafter.issue import Issue

TITLE = "云州市水务局2024年度部门整体支出绩效自评报告"


def test_the_text_of_the_word_file_is_the_text_of_the_draft(tmp_path: Path):
    draft = draft_of(
        "一、基本情况\n我局为正科级单位。\n（1）负责水利。\n", "（一）收支\n收入12.5万元。\n　　支出\t结余\n"
    )
    assert paragraphs(exported(draft, tmp_path)) == draft.text.splitlines()


def test_title_and_headings_take_the_fonts_of_the_standard(tmp_path: Path):
    draft = draft_of(
        "一、基本情况\n正文。\n",
        "（一）职能\n正文。\n",
        "1.概述\n正文。\n",
        "（1）要点\n正文。\n",
        levels=(1, 2, 3, 4),
    )
    document = exported(draft, tmp_path)
    shown = [(p.style.name, p.style.element.rPr.rFonts.get(qn("w:eastAsia"))) for p in document.paragraphs]
    body = ("Body Text", "仿宋_GB2312")
    assert shown == [
        ("Title", "方正小标宋简体"),
        ("Heading 1", "黑体"),
        body,
        ("Heading 2", "楷体_GB2312"),
        body,
        ("Heading 3", "仿宋_GB2312"),
        body,
        ("Heading 4", "仿宋_GB2312"),
        body,
    ]
    assert [document.styles[name].font.bold for name in ("Heading 1", "Heading 3")] == [False, True]


def test_the_page_is_that_of_the_standard(tmp_path: Path):
    document = exported(draft_of("一、情况\n正文。\n"), tmp_path)
    page, body = document.sections[0], document.styles["Body Text"]
    sides = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    )
    assert [round(side.mm) for side in sides] == [210, 297, 37, 35, 28, 26]
    assert (body.font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 28.95)
    assert body.element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert page._sectPr.xpath("string(w:docGrid/@w:linePitch)") == "579"
    odd, even = page.footer.paragraphs[0], page.even_page_footer.paragraphs[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert (odd.alignment, even.alignment) == (2, 0)
    assert (odd.text, odd._p.xpath("string(.//w:fldSimple/@w:instr)")) == ("—  —", " PAGE ")


def test_a_title_of_two_lines_a_subtitle_and_a_signature_are_known_by_their_looks(tmp_path: Path):
    first = DraftSection("0", "", 0, "云州市水务局\n2024年度自评报告\n（征求意见稿）\n现报告如下。\n")
    last = DraftSection("1", "一、打算", 1, "一、打算\n继续努力。\n云州市水务局\n2025年3月1日\n")
    document = exported(Draft("", 2024, "云州市水务局2024年度自评报告", "", (first, last)), tmp_path)
    assert [paragraph.style.name for paragraph in document.paragraphs] == [
        *("Title", "Title", "Subtitle", "Body Text", "Heading 1", "Body Text", "Signature", "Signature")
    ]


def test_a_title_the_text_lacks_is_put_above_it_and_a_reworded_one_is_not_doubled(tmp_path: Path):
    body = DraftSection("1", "一、情况", 1, "一、情况\n正文。\n")
    assert paragraphs(exported(Draft("", 2024, "年度总结", "", (body,)), tmp_path)) == [
        "年度总结",
        "一、情况",
        "正文。",
    ]
    reworded = DraftSection("0", "", 0, "水务局2024年工作总结\n现报告如下。\n")
    document = exported(Draft("", 2024, "年度总结", "", (reworded, body)), tmp_path)
    assert paragraphs(document) == ["水务局2024年工作总结", "现报告如下。", "一、情况", "正文。"]
    assert document.paragraphs[0].style.name == "Title"


def test_lines_with_tabs_become_a_table_with_its_header_repeated(tmp_path: Path):
    draft = draft_of(
        "一、收支\n表1 收支情况\n单位：万元\n项目\t预算\t执行\n基本支出\t8.0\t7.5\n合计\t8.0\n见上表。\n"
    )
    document = exported(draft, tmp_path)
    assert body_lines(document) == draft.text.splitlines()
    table = document.tables[0]
    assert table._tbl.xpath("count(w:tr/w:trPr/w:tblHeader)") == 1
    assert table._tbl.tr_lst[2].tc_lst[1].grid_span == 2
    assert [p.style.name for p in document.paragraphs[2:4]] == ["Caption", "Table Unit"]


def test_no_number_is_broken_however_long_the_other_cells(tmp_path: Path):
    long = "用于全县公园绿地日常养护和园林设施更新改造的支出" * 3
    draft = draft_of(
        f"一、收支\n编号\t项目\t金额\t说明\nF101\t养护\t12289.07\t{long}\nF102\t{long}\t8.5\t无\n"
    )
    table = exported(draft, tmp_path).tables[0]
    sides = [cell.paragraphs[0].alignment for cell in table.rows[1].cells]
    assert sides == [None, ALIGN.LEFT, ALIGN.RIGHT, ALIGN.LEFT]
    size = table.rows[1].cells[0].paragraphs[0].runs[0].font.size
    widths = [cell.width / size for cell in table.rows[1].cells]
    assert widths[0] > 2 + 1
    assert widths[2] > 4 + 1
    assert round(sum(widths) * size / 36000) == 156


def test_one_long_cell_in_a_column_of_numbers_leaves_the_room_to_the_column_of_words(tmp_path: Path):
    words = "用于全县公园绿地日常养护和园林设施更新改造"
    rows = "".join(f"F{n}\t8.{n}\t{words}\n" for n in range(1, 20))
    draft = draft_of(f"一、收支\n编号\t写作\t说明\n{rows}W1\t{words}\t{words}\n")
    widths = [cell.width for cell in exported(draft, tmp_path).tables[0].rows[1].cells]
    assert widths[1] * 3 < widths[2]


def test_a_list_whose_numbers_are_set_off_by_tabs_is_no_table(tmp_path: Path):
    draft = draft_of("一、任务\n1.\t抓好防汛。\n2.\t抓好供水。\n")
    document = exported(draft, tmp_path)
    assert (paragraphs(document), len(document.tables)) == (draft.text.splitlines(), 0)


def test_open_marks_are_highlighted_and_carry_their_reason(tmp_path: Path):
    text = "一、培训\n培训【待补：期数】，获奖【待核】。\n"
    draft = draft_of(text, open=(OpenMark(7, 14, "待补", "上年18期，本年未填"),))
    document = exported(draft, tmp_path)
    marked = [run.text for p in document.paragraphs for run in p.runs if run.font.highlight_color]
    assert marked == ["【待补：期数】", "【待核】"]
    assert commented(document) == [("【待补：期数】", "待补：上年18期，本年未填"), ("【待核】", "待核")]


def test_issues_are_comments_on_their_very_words_also_in_tables_and_across_paragraphs(tmp_path: Path):
    draft = draft_of("一、收支\n执行率为98.21%。\n应为98.12%。\n项目\t执行率\n合计\t96.4%\n")
    text = draft.text
    issues = [
        issue_at(text, "98.21%", expected="98.12%"),
        issue_at(text, "21%。\n应为98"),
        issue_at(text, "\n应为98"),
        issue_at(text, "96.4%", severity="warning"),
        Issue("far-off", "note", "在文末", 10_000, 10_001, ""),
    ]
    assert commented(exported(draft, tmp_path, issues=issues)) == [
        ("98.21%", "【错误】数不对\n应为：98.12%"),
        ("21%。应为98", "【错误】数不对"),
        ("应为98", "【错误】数不对"),
        ("96.4%", "【提示】数不对"),
        ("96.4%", "【建议】在文末"),
    ]


def test_a_final_export_is_refused_while_marks_stand(tmp_path: Path):
    draft = draft_of(
        "一、培训\n培训【待补：期数】，获奖【待核】。\n", open=(OpenMark(7, 14, "待补", "期数"),)
    )
    with pytest.raises(DraftError, match="1 处待补、1 处待核，第一处在“一、培训”：【待补：期数】"):
        write_docx(draft, tmp_path / "a.docx", final=True)
    assert list(tmp_path.iterdir()) == []
    write_docx(draft_of("一、培训\n培训18期。\n"), tmp_path / "a.docx", final=True)


def test_the_source_table_tells_where_each_figure_comes_from(tmp_path: Path):
    draft = draft_of(
        "一、收入\n收入12.5万元。\n",
        figures=(BoundFigure(7, 11, "F1"),),
        sentences=(Sentence(5, 14, "precedent", PrecedentSpan("/srv/old/2023.docx", 3, 12)),),
    )
    document = exported(draft, tmp_path, sources=True)
    assert cells(document.tables[0]) == [
        ["编号", "稿中写作", "所在章节", "出处"],
        ["F1", "12.5", "一、收入", "数据表"],
    ]
    assert "句式据上年报告《2023.docx》" in [one.text for one in document.paragraphs]
    told = ("2023年，全县各项收入【11】万元，其中经营收入3.5万元。",)
    brief = Brief(
        "", 2024, "", "", (Figure("F1", "收入合计", "本年", "万元", "11", formula="F2+F3", evidence=told),)
    )
    long = exported(draft, tmp_path, sources=True, brief=brief).tables[0]
    assert cells(long)[1][:4] == ["F1", "收入合计", "12.5", "万元"]
    assert cells(long)[1][5] == "按 F2+F3 算得；“…全县各项收入11万元，其中经营收入…”"
    computed = draft_of("一、收入\n收入12.5万元。\n", figures=(BoundFigure(7, 11, "F2/F3"),))
    assert cells(exported(computed, tmp_path, sources=True, brief=brief).tables[0])[1] == [
        "F2/F3",
        "",
        "12.5",
        "",
        "一、收入",
        "按 F2/F3 算得",
    ]


def test_nothing_of_the_machine_or_the_library_is_in_the_file(tmp_path: Path):
    exported(draft_of("一、收入\n正文。\n"), tmp_path)
    with zipfile.ZipFile(tmp_path / "out.docx") as package:
        everything = b"".join(package.read(name) for name in package.namelist()).decode("utf-8")
        assert not [name for name in package.namelist() if "thumbnail" in name or "customXml" in name]
    assert not [word for word in ("python-docx", "Macintosh", "rsidR", str(tmp_path)) if word in everything]
    document = Document(str(tmp_path / "out.docx"))
    assert (document.core_properties.author, document.core_properties.title) == ("Drafter", TITLE)


def test_an_export_that_cannot_be_written_leaves_the_old_file(tmp_path: Path):
    with pytest.raises(DraftError, match=r"写不了文件 a.docx"):
        write_docx(draft_of("一、情况\n"), tmp_path / "absent" / "a.docx")
    (tmp_path / "taken.docx").mkdir()
    with pytest.raises(DraftError, match=r"写不了文件 taken.docx"):
        write_docx(draft_of("一、情况\n"), tmp_path / "taken.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.docx"]


def test_an_export_cut_short_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("drafter.saving.os.fsync", full)
    with pytest.raises(DraftError, match=r"写不了文件 a\.docx：磁盘已满"):
        write_docx(draft_of("一、情况\n"), target)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.docx", b"old")]


def test_quotation_marks_are_set_in_the_chinese_font(tmp_path: Path):
    runs = exported(draft_of("一、情况\n“三公”经费12.5万元。\n预算12万元。\n"), tmp_path).paragraphs
    hints = [paragraph._p.xpath("string(.//w:rFonts/@w:hint)") for paragraph in runs[2:]]
    assert hints == ["eastAsia", ""]


def test_a_draft_without_a_word_is_still_a_file(tmp_path: Path):
    issue = Issue("empty", "error", "没有内容", 0, 0, "")
    document = exported(Draft("", 2024, "", "", ()), tmp_path, issues=[issue], sources=True)
    assert [comment.text for comment in document.comments] == ["【错误】没有内容"]
    write_markdown(Draft("", 2024, "", "", ()), tmp_path / "out.md")


ANYTHING = st.text(
    st.characters(codec=None) | st.sampled_from("\t\n\r\x00\x0b\x1f\x85\u2028\u202e\ud800\ufffe【】"),
    max_size=60,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=ANYTHING,
    texts=st.lists(ANYTHING, max_size=3),
    spans=st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90)), max_size=4),
)
def test_any_text_with_any_issues_is_exported_whole(
    tmp_path: Path, title: str, texts: list[str], spans: list[tuple[int, int]]
):
    sections = [DraftSection(str(n), text[:4], 1, f"{text}\n") for n, text in enumerate(texts)]
    draft = Draft("", 2024, title, "", tuple(sections))
    issues = [Issue("any", "note", title, start, end, "") for start, end in spans]
    document = exported(draft, tmp_path, issues=issues, sources=True, author=title)
    lines = [clean(line) for line in draft.text.split("\n")[:-1]]
    shown = body_lines(document)[: -2 - len(document.tables[-1].rows)]
    # A title the text lacks stands above it; comments on no text at all stand in an empty paragraph.
    assert shown in (lines, [clean(title), *lines], [clean(title), *lines, ""], [""])
    assert len(document.comments) >= len(issues)
    write_markdown(draft, tmp_path / "out.md")


def test_every_control_character_and_500_random_strings_are_exported(tmp_path: Path):
    controls = [
        chr(n) for n in (*range(32), *range(127, 160), 0xFFFE, 0xFFFF, 0xD800, 0xDFFF, 0x202E, 0x2028)
    ]
    chance = random.Random(9704)
    strings = ["".join(chance.choices("水局1.5万元。\t“”【】" + "".join(controls), k=30)) for _ in range(500)]
    lines = [f"甲{one}乙" for one in controls if one != "\n"] + [one.replace("\n", "") for one in strings]
    draft = draft_of("一、情况\n" + "\n".join(lines) + "\n")
    shown = body_lines(exported(draft, tmp_path))
    assert shown == [TITLE, "一、情况", *(clean(line) for line in lines)]
    for name, write in (("out.md", write_markdown), ("out.txt", write_plain)):
        write(draft, tmp_path / name)
    assert (tmp_path / "out.txt").read_bytes().decode("utf-8-sig").split("\r\n") == [*shown, ""]


def test_markdown_has_the_outline_and_tables_and_shows_every_sign(tmp_path: Path):
    draft = draft_of(
        "一、收支\n# 不是标题\n5~10万元与3~4万元，<b>*星*</b>\n项目\t数|额\n合计\t1.5\n",
        "（一）收入\n收入【待补：数】万元，5~6成。\n",
        levels=(1, 2),
    )
    write_markdown(draft, tmp_path / "out.md")
    assert (tmp_path / "out.md").read_text("utf-8").split("\n\n") == [
        f"# {TITLE}",
        "## 一、收支",
        r"\# 不是标题",
        r"5\~10万元与3\~4万元，\<b>\*星\*\</b>",
        "| 项目 | 数\\|额 |\n| --- | --- |\n| 合计 | 1.5 |",
        "### （一）收入",
        "收入【待补：数】万元，5~6成。\n",
    ]


def draft_of(*texts: str, levels: tuple[int, ...] = (), **spans: Any) -> Draft:
    """A draft under TITLE with a section for each text, headed by its first line; `spans` are the first's."""
    sections = [
        DraftSection(str(n), text.split("\n")[0], (levels or (1, 2, 3))[n - 1], text)
        for n, text in enumerate(texts, 1)
    ]
    sections[0] = replace(sections[0], **spans)
    return Draft(
        "云州市水务局", 2024, TITLE, "2023.docx", (DraftSection("0", "", 0, f"{TITLE}\n"), *sections)
    )


def issue_at(text: str, words: str, *, severity: Any = "error", expected: str = "") -> Issue:
    start = text.index(words)
    return Issue("ratio-wrong", severity, "数不对", start, start + len(words), words, expected)


def exported(draft: Draft, folder: Path, **how: Any) -> Any:
    write_docx(draft, folder / "out.docx", **how)
    return Document(str(folder / "out.docx"))


def paragraphs(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def body_lines(document: Any) -> list[str]:
    """The paragraphs and, each as one line, the table rows of the body."""
    return list(_body_lines(document))


def _body_lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for row in block._tbl.tr_lst:
                yield "\t".join(
                    "\n".join(Paragraph(p, block).text for p in cell.p_lst) for cell in row.tc_lst
                )


def commented(document: Any) -> list[tuple[str, str]]:
    """The words each comment is hung on, and the comment."""
    found = []
    for comment in document.comments:
        inside, words = False, ""
        for node in document.element.body.iter():
            number = node.get(qn("w:id"))
            if node.tag == qn("w:commentRangeStart") and number == str(comment.comment_id):
                inside = True
            elif node.tag == qn("w:commentRangeEnd") and number == str(comment.comment_id):
                break
            elif inside and node.tag == qn("w:t"):
                words += node.text
        found.append((words, comment.text))
    return found
