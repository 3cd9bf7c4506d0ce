"""Drafts written on an office's own Word template: its styles, page and surroundings, ours where it has none."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from drafter.draft import BoundFigure, Draft, DraftSection
from drafter.errors import DraftError
from drafter.export import template_styles, write_docx
from drafter.export.readback import ReadBack, read_back
from drafter.export.template_worker import prepare_safely
from tests import word_edits as word

TITLE = "青石县园林局2024年度自评报告"
TEXT = "一、收支\n收入12.5万元。\n项目\t金额\n养护\t8.0\n"
DRAFT = Draft(
    "青石县园林局",
    2024,
    TITLE,
    "",
    (
        DraftSection("0", "", 0, TITLE + "\n"),
        DraftSection("1", "一、收支", 1, TEXT, figures=(BoundFigure(7, 11, "F1"),)),
    ),
)


def test_the_styles_the_page_and_the_header_are_the_templates(tmp_path: Path):
    document, path = office_template(tmp_path), tmp_path / "office.docx"
    document.add_paragraph("样例文字")
    document.save(str(path))
    made = written(tmp_path, path)
    assert [(p.text, p.style.name) for p in made.paragraphs if p.text] == [
        (TITLE, "公文标题"),
        ("一、收支", "Heading 1"),
        ("收入万元。", "公文正文"),
    ]
    assert made.styles["公文正文"].font.size == Pt(14)
    assert (round(made.sections[0].left_margin.mm), made.sections[0].header.paragraphs[0].text) == (
        20,
        "青石县园林局文件",
    )
    assert made.tables[0].cell(0, 0).paragraphs[0].style.name == "Table Text"
    assert round(sum(cell.width for cell in made.tables[0].rows[0].cells) / Mm(1)) == 210 - 40
    ours = made.styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia"))
    assert (ours, dict(template_styles(path))["Heading 1"]) == ("黑体", "")


def test_the_text_takes_the_place_a_template_gives_it(tmp_path: Path):
    document, path = office_template(tmp_path), tmp_path / "office.docx"
    document.add_paragraph("青石县园林局文件")
    document.add_paragraph("【正文】")
    document.add_table(1, 1).cell(0, 0).text = "抄送：县财政局。"
    document.save(str(path))
    made = written(tmp_path, path, sources=True)
    lines = ["".join(t.text or "" for t in one.iter(qn("w:t"))) for one in made.element.body]
    assert (lines[0], lines[1]) == ("青石县园林局文件", TITLE)
    assert [line for line in lines if line][-1] == "抄送：县财政局。"
    assert "【正文】" not in "".join(lines)
    assert read_back(tmp_path / "out.docx", DRAFT) == ReadBack(DRAFT)
    word.edit(tmp_path / "out.docx", word.write("抄送：", "报送："), word.write("12.5", "12.6"))
    back = read_back(tmp_path / "out.docx", DRAFT)
    assert [(one.kind, one.key) for one in back.sections] == [("edited", "1")]
    assert [(one.row, one.new) for one in back.figures] == [("F1", "12.6万元")]


def test_a_word_template_file_serves_too(tmp_path: Path):
    office_template(tmp_path).save(str(tmp_path / "office.docx"))
    repacked(tmp_path / "office.docx", tmp_path / "office.dotx", b"document.main+xml", b"template.main+xml")
    assert written(tmp_path, tmp_path / "office.dotx").paragraphs[0].text == TITLE


def test_templates_with_macros_broken_or_absent_are_refused_in_one_line(tmp_path: Path):
    office_template(tmp_path).save(str(tmp_path / "office.docx"))
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    repacked(tmp_path / "office.docx", tmp_path / "macros.docm", plain, macros)
    (tmp_path / "broken.docx").write_bytes((tmp_path / "office.docx").read_bytes()[:2000])
    (tmp_path / "text.docx").write_text("不是 Word 文件", "utf-8")
    for name, says in (
        ("macros.docm", "模板 macros.docm 带有宏，没有使用。请在 Word 中另存为不带宏的 .docx"),
        ("broken.docx", "模板不能用：broken.docx：文件已损坏"),
        ("text.docx", "模板不能用：text.docx：文件已损坏"),
        ("absent.docx", "模板不能用："),
    ):
        with pytest.raises(DraftError) as refused:
            write_docx(DRAFT, tmp_path / "out.docx", template=tmp_path / name)
        assert str(refused.value).startswith(says)
        assert "\n" not in str(refused.value)
    assert not (tmp_path / "out.docx").exists()


def test_a_template_may_not_make_word_look_for_another_file(tmp_path: Path):
    document = office_template(tmp_path)
    part = document.part._settings_part
    link = part.rels.get_or_add_ext_rel("urn:attachedTemplate", "http://198.51.100.7/a.dotm")
    part.element.append(part.element.makeelement(qn("w:attachedTemplate"), {qn("r:id"): link}))
    document.save(str(tmp_path / "office.docx"))
    written(tmp_path, tmp_path / "office.docx")
    with zipfile.ZipFile(tmp_path / "out.docx") as package:
        assert not [name for name in package.namelist() if b"198.51.100.7" in package.read(name)]


def test_a_template_is_opened_by_a_child_first_and_for_no_longer_than_it_may(tmp_path: Path):
    office_template(tmp_path).save(str(tmp_path / "office.docx"))
    assert Document(BytesIO(prepare_safely(tmp_path / "office.docx"))).styles["公文标题"].font.size == Pt(20)
    with pytest.raises(DraftError, match=r"^模板不能用：office.docx：读了 0.001 秒还没读完，已停止"):
        prepare_safely(tmp_path / "office.docx", seconds=0.001)


def office_template(folder: Path) -> Any:
    """A template as an office has it: two styles of its own, narrow margins, a header."""
    document = Document()
    for style in list(document.styles):
        if style.name in ("Title", "Heading 1", "Body Text", "Table Grid"):
            style.delete()
    document.styles.add_style("公文标题", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(20)
    document.styles.add_style("公文正文", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(14)
    page = document.sections[0]
    page.page_width, page.left_margin, page.right_margin = Mm(210), Mm(20), Mm(20)
    page.header.paragraphs[0].text = "青石县园林局文件"
    return document


def written(folder: Path, template: Path, **how: Any) -> Any:
    write_docx(DRAFT, folder / "out.docx", template=template, **how)
    return Document(str(folder / "out.docx"))


def repacked(source: Path, target: Path, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, archive.read(name).replace(old, new))
