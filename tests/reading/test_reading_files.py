"""Word and PDF files, whole and damaged."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdfium2
import pytest

from drafter.errors import ReportError
from drafter.reading import read_report
from drafter.reading.worker import read_report_safely
from tests.build_files import paragraph, ruled, table, write_docx, write_drawn_pdf, write_pdf

BODY = "全年工作平稳推进，各项任务按期完成。"


def headings(path: Path) -> list[tuple[str, str]]:
    return [(one.key, one.heading) for one in read_report(path).sections if one.heading]


def test_automatic_numbers_are_part_of_the_text(tmp_path: Path):
    path = write_docx(
        tmp_path / "a.docx",
        paragraph("青禾市水务局2023年工作总结"),
        paragraph("基本情况", num=(1, 0)),
        paragraph("机构设置", num=(1, 1)),
        paragraph(BODY),
        paragraph("人员编制", num=(1, 1)),
        paragraph(BODY),
        paragraph("存在问题", num=(1, 0)),
        paragraph(BODY),
        levels=[("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）")],
    )
    assert headings(path) == [
        ("1", "一、基本情况"),
        ("1.1", "（一）机构设置"),
        ("1.2", "（二）人员编制"),
        ("2", "二、存在问题"),
    ]


def test_insertions_controls_and_text_boxes_are_read_and_deletions_are_not(tmp_path: Path):
    body = (
        "<w:p><w:r><w:t>收入</w:t></w:r><w:ins><w:r><w:t>增加</w:t></w:r></w:ins><w:del><w:r><w:delText>减少</w:delText></w:r></w:del>"
        "<w:r><w:t>，运行平稳。</w:t></w:r></w:p>",
        f"<w:sdt><w:sdtContent>{paragraph('控件里的话，也要读。')}</w:sdtContent></w:sdt>",
        f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('文本框里的话，也要读。')}</w:txbxContent></w:pict></w:r></w:p>",
    )
    assert (
        read_report(write_docx(tmp_path / "a.docx", *body)).text
        == "收入增加，运行平稳。\n控件里的话，也要读。\n文本框里的话，也要读。"
    )


def test_tables_stand_in_the_text_and_merged_cells_count_once(tmp_path: Path):
    merged = (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + paragraph("支出") + "</w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
        + paragraph("基本")
        + "</w:tc><w:tc>"
        + paragraph("12.5")
        + "</w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>"
        + paragraph("")
        + "</w:tc><w:tc>"
        + paragraph("13.0")
        + "</w:tc></w:tr></w:tbl>"
    )
    report = read_report(
        write_docx(tmp_path / "a.docx", paragraph("一、支出"), merged, paragraph(BODY), table(["甲", "1"]))
    )
    assert [one.cells for one in report.tables] == [
        (("支出", ""), ("基本", "12.5"), ("", "13.0")),
        (("甲", "1"),),
    ]
    assert [report.text[one.start : one.end] for one in report.tables] == [
        "支出\n基本\t12.5\n\t13.0",
        "甲\t1",
    ]


def test_heading_styles_make_headings_of_unnumbered_lines(tmp_path: Path):
    styles = '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    path = write_docx(
        tmp_path / "a.docx",
        paragraph("工作回顾", style="H1"),
        paragraph(BODY),
        paragraph("工作安排", style="H1"),
        paragraph(BODY),
        styles=styles,
    )
    assert headings(path) == [("1", "工作回顾"), ("2", "工作安排")]


def test_pdf_lines_become_paragraphs_by_their_indent(tmp_path: Path):
    full = "全市供水水质稳定达标群众反映问题办结及时各项指标"
    page = [
        (200, 760, "青禾市水务局2023年工作总结"),
        (112, 720, "一、基本情况"),
        (112, 690, full + "较好"),
        (80, 660, full + "较好，其"),
        (80, 630, "中管网漏损率为8.5%。"),
        (112, 600, "新建泵站3座，改造管网12公里，受益群众5万余人，各"),
        (290, 40, "— 1 —"),
    ]
    after = [
        (80, 760, "方反映良好。"),
        (112, 730, "二、存在问题"),
        (112, 700, "资金偏紧，正在争取。"),
        (290, 40, "— 2 —"),
    ]
    report = read_report(write_pdf(tmp_path / "a.pdf", page, after))
    assert report.text.split("\n") == [
        "青禾市水务局2023年工作总结",
        "一、基本情况",
        full + "较好" + full + "较好，其中管网漏损率为8.5%。",
        "新建泵站3座，改造管网12公里，受益群众5万余人，各方反映良好。",
        "二、存在问题",
        "资金偏紧，正在争取。",
    ]
    assert [(one.key, one.heading) for one in report.sections[1:]] == [
        ("1", "一、基本情况"),
        ("2", "二、存在问题"),
    ]
    assert (report.title, report.org, report.year) == ("青禾市水务局2023年工作总结", "青禾市水务局", 2023)


def test_a_pdf_without_text_is_taken_for_a_scan(tmp_path: Path):
    with pytest.raises(ReportError, match="疑似扫描件"):
        read_report(write_pdf(tmp_path / "a.pdf", []))


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", b"%PDF-1.7 broken", b"\xd0\xcf\x11\xe0" + b"\0" * 600]
)
def test_damaged_files_are_answered_in_one_line(tmp_path: Path, name: str, content: bytes):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReportError) as problem:
        read_report(path)
    assert str(problem.value).startswith(f"{name}：")
    assert "\n" not in str(problem.value)


def test_a_cut_off_word_file_is_reported_as_damaged(tmp_path: Path):
    path = write_docx(tmp_path / "a.docx", paragraph(BODY))
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(ReportError, match="已损坏"):
        read_report(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path):
    path = write_docx(tmp_path / "a.docx", paragraph(BODY))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zero.bin", b"\0" * 8_000_000)
    with pytest.raises(ReportError, match="压缩内容异常"):
        read_report(path)


def test_the_worker_reads_the_same_and_passes_errors_on(tmp_path: Path):
    path = write_docx(
        tmp_path / "青禾市水务局-2023.docx", paragraph("一、支出"), table(["甲", "1"]), paragraph(BODY)
    )
    assert read_report_safely(path) == read_report(path)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(ReportError, match=r"^b\.pdf：文件已损坏"):
        read_report_safely(tmp_path / "b.pdf")


@pytest.mark.parametrize(
    ("kind", "advice"), [("txt", "请拆成几份再读，每份一篇报告"), ("wps", "另存为 .docx"), ("zip", "解压")]
)
def test_the_worker_is_stopped_when_time_is_up_and_says_what_helps_with_such_a_file(
    tmp_path: Path, kind: str, advice: str
):
    path = tmp_path / f"a.{kind}"
    path.write_text(BODY, "utf-8")
    with pytest.raises(ReportError, match=rf"还没读完，已停止。.*{advice}"):
        read_report_safely(path, seconds=0.001)


def test_paragraphs_pasted_into_word_with_their_page_ends_are_joined(tmp_path: Path):
    first = "全年围绕市委部署深入开展调研，推动各项任务落地见效，群众满意度稳步提高，全面落实省、"
    body = [paragraph(text) for text in ("一、工作", first, "市会议精神，继续前进。", "二、问题", BODY)]
    assert (
        read_report(write_docx(tmp_path / "a.docx", *body)).text.split("\n")[1]
        == first + "市会议精神，继续前进。"
    )


def test_a_pdf_cut_off_in_the_middle_says_that_text_may_be_missing(tmp_path: Path):
    path = write_pdf(tmp_path / "a.pdf", [(112, 700, "一、情况"), (112, 670, BODY)])
    assert read_report(path).warnings == ()
    path.write_bytes(path.read_bytes().replace(b"startxref", b"startxxxx"))
    assert [warning for warning in read_report(path).warnings if "不全" in warning]


def test_a_page_in_two_columns_is_read_down_the_left_and_then_down_the_right(tmp_path: Path):
    left = [
        "全市供水水质稳定达标群众反映",
        "问题办结及时。",
        "新建泵站三座改造管网十二公里",
        "受益群众五万余人各方面反映良",
        "好。",
    ]
    right = [
        "资金偏紧正在多方争取上级补助",
        "和社会投入。",
        "下一步加强预算绩效管理把好项",
        "目入口关并按季通报执行进度情",
        "况。",
    ]
    page = [(150.0, 760.0, "青禾市水务局2023年工作总结及2024年工作计划")]
    for x, column in ((60.0, left), (320.0, right)):
        page += [(x, 700.0 - 28 * at, line) for at, line in enumerate(column)]
    page.append((290.0, 40.0, "- 1 -"))
    assert read_report(write_pdf(tmp_path / "a.pdf", page)).text.split("\n")[1:] == [
        "全市供水水质稳定达标群众反映问题办结及时。",
        "新建泵站三座改造管网十二公里受益群众五万余人各方面反映良好。",
        "资金偏紧正在多方争取上级补助和社会投入。",
        "下一步加强预算绩效管理把好项目入口关并按季通报执行进度情况。",
    ]


def test_a_hyphen_at_the_end_of_a_line_is_kept(tmp_path: Path):
    page = [(112, 720, "全年与第三方签订合同一份编号为HT-"), (80, 690, "2024-928，金额12.50万元。")]
    report = read_report(write_pdf(tmp_path / "a.pdf", page))
    assert report.text == "全年与第三方签订合同一份编号为HT-2024-928，金额12.50万元。"


def test_flush_paragraphs_are_parted_by_the_space_between_them(tmp_path: Path):
    full = "全市供水水质稳定达标群众反映问题办结及时各项。"
    lines = ["各项工作取得新的进展和明显成效群众满意度稳步提高", full, full, full, "资金按时拨付。", full]
    heights = [700, 672, 634, 606, 578, 540]
    page = [(80, y, line) for y, line in zip(heights, lines, strict=True)]
    report = read_report(write_pdf(tmp_path / "a.pdf", page))
    assert report.text.split("\n") == [lines[0] + full, full + full + lines[4], full]


def test_where_characters_stand_does_not_depend_on_the_fonts_of_the_machine(tmp_path: Path):
    page = [(80, 700, "各项工作"), (80, 672, "项")]
    read_report(write_pdf(tmp_path / "a.pdf", page))
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        text = document[0].get_textpage()
        at = [
            text.get_charbox(n)[::2] for n in range(text.count_chars()) if text.get_text_range(n, 1) in "各项"
        ]
    assert at == [pytest.approx((left, left + 1.6)) for left in (80, 96, 80)]


def test_radicals_that_print_alike_are_read_as_the_characters_meant(tmp_path: Path):
    text = "⼯作⻓效机制，⼀是加强⾦融⻛险防控，二是⻅行动。"
    report = read_report(write_pdf(tmp_path / "a.pdf", [(80, 700, text)]))
    assert report.text == "工作长效机制，一是加强金融风险防控，二是见行动。"


def test_vertical_text_is_read_column_by_column_and_said_so(tmp_path: Path):
    columns = ["全年安排资金十二万元用于农村供水", "保障工程建设进度达到预期目标。"]
    page = [
        (400.0 - 30 * at, 760.0 - 16 * row, char)
        for at, column in enumerate(columns)
        for row, char in enumerate(column)
    ]
    report = read_report(write_pdf(tmp_path / "a.pdf", page))
    assert report.text == "全年安排资金十二万元用于农村供水保障工程建设进度达到预期目标。"
    assert report.warnings == ("第 1 页的文字是竖排或横转的，已按其方向读；请核对",)


def test_a_space_typed_after_a_bare_number_is_kept_though_it_is_narrow(tmp_path: Path):
    lines = ["1 基本情况", "全年安排资金12万元。", "2 存在问题", "资金偏紧。"]
    report = read_report(
        write_pdf(tmp_path / "a.pdf", [(80, 700 - 28 * at, line) for at, line in enumerate(lines)], size=26)
    )
    assert [section.heading for section in report.sections] == ["1 基本情况", "2 存在问题"]


def test_heads_of_two_pages_and_heads_that_change_are_left_out(tmp_path: Path):
    full = "全市供水水质稳定达标群众反映问题办结及时各项指标"
    body = [(80.0, 700.0 - 28 * at, full + "好") for at in range(5)]
    two = [[(200.0, 800.0, "内部资料 注意保存"), *body] for _ in range(2)]
    assert "内部资料" not in read_report(write_pdf(tmp_path / "two.pdf", *two)).text
    heads = ["一、基本情况", "二、资金使用", "三、存在问题"]
    pages = [[(250.0, 800.0, head, 9), *body] for head in heads]
    assert "存在问题" not in read_report(write_pdf(tmp_path / "three.pdf", *pages)).text


def test_a_row_that_a_page_end_breaks_is_one_row(tmp_path: Path):
    xs = (80, 180, 300)
    first = [(84, 705, "项目"), (184, 705, "金额"), (84, 675, "农村供水保障"), (184, 675, "12.50")]
    after = [(84, 765, "工程"), (84, 735, "合计"), (184, 735, "12.50")]
    strokes = [ruled(xs, (720, 695, 660)), ruled(xs, (780, 755, 725))]
    report = read_report(write_pdf(tmp_path / "a.pdf", first, after, strokes=strokes))
    assert report.tables[0].cells == (
        ("项目", "金额"),
        ("农村供水保障工程", "12.50"),
        ("合计", "12.50"),
    )


def test_characters_that_are_drawings_stand_in_their_line_whatever_their_ink(tmp_path: Path):
    assert read_report(write_drawn_pdf(tmp_path / "a.pdf", "一国一国国一")).text == "一国一国国一"
