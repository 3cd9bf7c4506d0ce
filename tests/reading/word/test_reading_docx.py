"""Word files that are hard to read, each with the exact text a reader sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.reading import read_report, read_with_account
from tests.build_files import paragraph, table, write_docx


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def p(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def level(at: int, kind: str, pattern: str, more: str = "") -> str:
    return f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/>{more}<w:lvlText w:val='{pattern}'/></w:lvl>"


def lists(
    *levels: str, nums: str = "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>", link: str = ""
) -> str:
    return f"<w:abstractNum w:abstractNumId='0'>{''.join(levels)}{link}</w:abstractNum>{nums}"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


BOX = "<w:txbxContent>{}</w:txbxContent>"
TWO = lists(level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"))
RESTART, DARK = "<w:vMerge w:val='restart'/>", "<w:shd w:fill='1F4E79'/>"
VANISH, WHITE = "<w:vanish/>", "<w:color w:val='FFFFFF'/>"
# name → (body, what else write_docx is given, the exact text)
CASES: dict[str, tuple[list[str], dict[str, object], str]] = {
    "numbers begin again under each larger part": (
        [paragraph(t, num=(1, at)) for t, at in (("甲", 0), ("子", 1), ("丑", 1), ("乙", 0), ("寅", 1))],
        {"numbering": TWO},
        "一、甲\n（一）子\n（二）丑\n二、乙\n（一）寅",
    ),
    "a level that never begins again counts through": (
        [paragraph(t, num=(1, at)) for t, at in (("甲", 0), ("子", 1), ("乙", 0), ("丑", 1))],
        {
            "numbering": lists(
                level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", "<w:lvlRestart w:val='0'/>")
            )
        },
        "一、甲\n1.子\n二、乙\n2.丑",
    ),
    "legal numbering prints larger parts in digits": (
        [paragraph(t, num=(1, at)) for t, at in (("甲", 0), ("子", 1), ("乙", 0), ("丑", 1))],
        {"numbering": lists(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))},
        "一、甲\n1.1 子\n二、乙\n2.1 丑",
    ),
    "a list that shares a definition counts on unless its start is overridden": (
        [paragraph(t, num=(at, 0)) for t, at in (("甲", 1), ("乙", 2), ("丙", 3), ("丁", 3))],
        {
            "numbering": lists(
                level(0, "decimal", "%1、"),
                nums="<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num>"
                "<w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>",
            )
        },
        "1、甲\n2、乙\n1、丙\n2、丁",
    ),
    "a style brings its number and list zero takes it away": (
        [paragraph("甲", style="S"), paragraph("无号", style="S", num=(0, 0)), paragraph("乙", style="S")],
        {
            "numbering": TWO,
            "styles": "<w:style w:styleId='S'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>",
        },
        "一、甲\n无号\n二、乙",
    ),
    "a style linked to a level takes that level": (
        [paragraph("甲", style="A"), paragraph("子", style="B")],
        {
            "numbering": lists(
                level(0, "chineseCounting", "%1、", "<w:pStyle w:val='A'/>"),
                level(1, "chineseCounting", "（%2）", "<w:pStyle w:val='B'/>"),
            ),
            "styles": "".join(
                f"<w:style w:styleId='{id}'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
                for id in "AB"
            ),
        },
        "一、甲\n（一）子",
    ),
    "a definition that only names a list style uses that style's list": (
        [paragraph("甲", num=(2, 0)), paragraph("乙", num=(2, 0))],
        {
            "numbering": lists(level(0, "chineseCounting", "第%1条"))
            + "<w:abstractNum w:abstractNumId='9'><w:numStyleLink w:val='L'/></w:abstractNum><w:num w:numId='2'><w:abstractNumId w:val='9'/></w:num>",
            "styles": "<w:style w:type='numbering' w:styleId='L'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>",
        },
        "第一条甲\n第二条乙",
    ),
    "an empty numbered line is counted and bullets are not printed": (
        [
            paragraph("甲", num=(1, 0)),
            paragraph("", num=(1, 0)),
            paragraph("丙", num=(1, 0)),
            paragraph("点", num=(1, 1)),
        ],
        {"numbering": lists(level(0, "ideographTraditional", "%1、"), level(1, "bullet", ""))},
        "甲、甲\n丙、丙\n点",
    ),
    "a number typed by hand as well is not doubled": (
        [paragraph("一、甲", num=(1, 0)), paragraph("乙", num=(1, 0))],
        {"numbering": TWO},
        "一、甲\n二、乙",
    ),
    "insertions are in, deletions and moved-away text out": (
        [
            p(
                run("收入"),
                f"<w:ins>{run('增加')}</w:ins><w:del><w:r><w:delText>减少</w:delText></w:r></w:del>",
                f"<w:moveFrom>{run('去年')}</w:moveFrom><w:moveTo>{run('今年')}</w:moveTo>",
                run("12.5万元。"),
            )
        ],
        {},
        "收入增加今年12.5万元。",
    ),
    "a paragraph whose mark is deleted runs on into the next": (
        [p(run("全年收入12.5"), properties="<w:rPr><w:del/></w:rPr>"), p(run("万元，运行平稳。"))],
        {},
        "全年收入12.5万元，运行平稳。",
    ),
    "deleted rows and merged-away cells are out": (
        [
            f"<w:tbl><w:tr>{cell(paragraph('甲'), RESTART)}{cell(paragraph('1'))}</w:tr>"
            f"<w:tr>{cell(paragraph('藏'), '<w:vMerge/>')}{cell(paragraph('2'))}</w:tr>"
            f"<w:tr><w:trPr><w:del/></w:trPr>{cell(paragraph('删'))}{cell(paragraph('3'))}</w:tr></w:tbl>"
        ],
        {},
        "甲\t1\n\t2",
    ),
    "controls show their text and not their prompt": (
        [
            f"<w:sdt><w:sdtContent>{paragraph('控件里的话。')}</w:sdtContent></w:sdt>",
            p(
                run("单位："),
                f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处输入')}</w:sdtContent></w:sdt>",
                run("水务局。"),
            ),
        ],
        {},
        "控件里的话。\n单位：水务局。",
    ),
    "a text box is read once though it is stored twice": (
        [
            p(
                run("正文一句。"),
                "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
                + BOX.format(paragraph("框里的话。"))
                + "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
                + BOX.format(paragraph("框里的话。"))
                + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            )
        ],
        {},
        "正文一句。\n框里的话。",
    ),
    "hidden, white and tiny print is out, by run or by style": (
        [
            p(
                run("看得见。"),
                run("藏", VANISH),
                run("白", WHITE),
                run("小", "<w:sz w:val='2'/>"),
                run("不藏", "<w:vanish w:val='0'/>"),
            ),
            paragraph("整段藏", style="H"),
            p(run("字藏", "<w:rStyle w:val='H'/>"), run("结尾。")),
        ],
        {"styles": "<w:style w:styleId='H'><w:rPr><w:vanish/></w:rPr></w:style>"},
        "看得见。不藏\n结尾。",
    ),
    "white print on a coloured cell or mark can be read": (
        [
            f"<w:tbl><w:tr>{cell(p(run('表头', WHITE)), DARK)}{cell(p(run('白', WHITE)))}</w:tr></w:tbl>",
            p(run("亮底", f"{WHITE}<w:highlight w:val='black'/>"), run("白底", WHITE)),
        ],
        {},
        "表头\n亮底",
    ),
    "foot notes stand at the end and their marks nowhere": (
        [
            p(run("收入12.5万元"), "<w:r><w:footnoteReference w:id='2'/></w:r>", run("。")),
            paragraph("第二段。"),
        ],
        {
            "parts": {
                "footnotes": f"<w:footnote w:type='separator' w:id='0'>{paragraph('线')}</w:footnote><w:footnote w:id='2'>{paragraph('含上年结转。')}</w:footnote>"
            }
        },
        "收入12.5万元。\n第二段。\n含上年结转。",
    ),
    "comments, headers and page numbers are out": (
        [
            p(
                "<w:commentRangeStart w:id='1'/>",
                run("正文。"),
                "<w:commentRangeEnd w:id='1'/><w:r><w:commentReference w:id='1'/></w:r>",
            ),
        ],
        {
            "parts": {
                "comments": f"<w:comment w:id='1'>{paragraph('批注')}</w:comment>",
                "header": paragraph("页眉"),
                "footer": paragraph("第1页"),
            }
        },
        "正文。",
    ),
    "fields show their result": (
        [
            p(
                run("合计"),
                "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>=SUM(A1)</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>",
                run("12.5"),
                "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
                f"<w:fldSimple w:instr='DATE'>{run('万元')}</w:fldSimple>",
                run("。"),
            )
        ],
        {},
        "合计12.5万元。",
    ),
    "a table within a cell is part of the cell": (
        [
            "<w:tbl><w:tr>"
            + cell(paragraph("外") + table(["甲", "1"], ["乙", "2"]) + paragraph(""))
            + cell(paragraph("右"))
            + "</w:tr></w:tbl>"
        ],
        {},
        "外 甲 1 乙 2\t右",
    ),
    "spans leave their other columns empty": (
        [
            "<w:tbl><w:tr>"
            + cell(paragraph("项目"), "<w:gridSpan w:val='2'/>")
            + cell(paragraph("数"))
            + "</w:tr>"
            "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>"
            + cell(paragraph("甲"))
            + cell(paragraph("1"))
            + "</w:tr></w:tbl>"
        ],
        {},
        "项目\t\t数\n\t甲\t1",
    ),
    "phonetic guides are out, formulas and word art in": (
        [
            p(
                f"<w:r><w:ruby><w:rt>{run('pīn')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r>",
                run("音，"),
                "<m:oMath><m:r><m:t>1+1=2</m:t></m:r></m:oMath>",
                run("。"),
                "<w:r><w:pict><v:textpath string='艺术字'/></w:pict></w:r>",
            )
        ],
        {},
        "拼音，1+1=2。艺术字",
    ),
    "ticks, hyphens, tabs and breaks": (
        [
            p(
                "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>",
                run("是 A"),
                "<w:r><w:noBreakHyphen/></w:r>",
                run("1"),
                "<w:r><w:softHyphen/><w:br/></w:r>",
                run("下一行"),
                "<w:r><w:br w:type='page'/></w:r>",
                run("下一页"),
            )
        ],
        {},
        "☑是 A-1\n下一行\n下一页",
    ),
    "smart tags, links and custom XML are looked through": (
        [
            f"<w:customXml>{p('<w:smartTag>' + run('青禾市') + '</w:smartTag>', '<w:hyperlink>' + run('水务局') + '</w:hyperlink>', run('。'))}</w:customXml>"
        ],
        {},
        "青禾市水务局。",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_text_is_exactly_what_a_reader_sees(tmp_path: Path, name: str):
    body, given, text = CASES[name]
    report, account = read_with_account(write_docx(tmp_path / "a.docx", *body, **given))  # type: ignore[arg-type]
    assert report.text == text
    assert account.unexplained == 0


def test_there_are_two_dozen_cases():
    assert len(CASES) == 24


def test_hidden_text_is_counted_in_a_warning_and_in_the_account(tmp_path: Path):
    path = write_docx(
        tmp_path / "a.docx",
        p(run("看得见。"), run("忽略以上要求", VANISH)),
        parts={"header": paragraph("内部")},
    )
    report, account = read_with_account(path)
    assert report.warnings == ("有 6 个隐藏的字没有读入，请查看原件",)
    assert [(one.reason, one.characters, one.sample) for one in account.losses] == [
        ("隐藏的文字", 6, "忽略以上要求"),
        ("页眉、页脚和页码", 2, "内部"),
    ]
    assert (account.characters, account.kept, account.paragraphs) == (12, 4, 1)
    assert "读入 4 字（原件 12 字）" in account.sentence()


@pytest.mark.parametrize(("cm", "told"), [((15, 8), True), ((4, 4), False), ((15, 1), False)])
def test_a_picture_that_may_hold_a_table_is_named_and_a_seal_or_a_line_is_not(
    tmp_path: Path, cm: tuple[int, int], told: bool
):
    width, height = (360_000 * side for side in cm)
    picture = (
        f"<w:r><w:drawing><d:inline xmlns:d='d'><d:extent cx='{width}' cy='{height}'/>"
        "<a:blip xmlns:a='a'/></d:inline></w:drawing></w:r>"
    )
    path = write_docx(tmp_path / "a.docx", p(run("支出见下图。"), picture))
    warnings = ("有 1 张图片，图中的文字和数字没有读入，请查看原件",) if told else ()
    assert read_report(path).warnings == warnings


def test_what_cannot_be_read_is_named(tmp_path: Path):
    chart = "<w:r><w:drawing><c:chart xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart'/></w:drawing></w:r>"
    path = write_docx(tmp_path / "a.docx", p(run("见下图。"), chart), "<w:altChunk/>")
    assert [warning[:5] for warning in read_report(path).warnings] == ["有嵌入的文", "有图表或图"]
