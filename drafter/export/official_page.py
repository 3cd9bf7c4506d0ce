"""An empty Word document as GB/T 9704-2012 asks: A4, 22 lines of 28 characters, fonts, page numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.rel import Relationships
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from drafter.export.characters import clean

FANGSONG, KAITI, HEITI, SONGTI, TITLE_SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
BODY_SIZE, TITLE_SIZE = 16.0, 22.0
LINE_PITCH = 28.95
TEXT_WIDTH = Mm(156)
ROMAN = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Look:
    """How a style prints: sizes in points, `indent` of the first line in characters, `outline` the level counted from 0.

    `keep`: on the page of what follows. `exact`: lines of the page's pitch; with `snap` on its grid as well.
    """

    font: str = FANGSONG
    roman: str = ROMAN
    size: float = BODY_SIZE
    bold: bool = False
    align: ALIGN = ALIGN.JUSTIFY
    indent: int = 0
    keep: bool = False
    exact: bool = True
    snap: bool = True
    outline: int | None = None


# GB/T 9704-2012 7.3.3: 黑体, 楷体, 仿宋 for the levels; bold third-level headings are the offices' habit.
LOOKS = {
    "Normal": Look(),
    "Body Text": Look(indent=2),
    "Title": Look(TITLE_SONG, size=TITLE_SIZE, align=ALIGN.CENTER, keep=True, snap=False),
    "Subtitle": Look(KAITI, align=ALIGN.CENTER, keep=True),
    "Heading 1": Look(HEITI, indent=2, keep=True, outline=0),
    "Heading 2": Look(KAITI, indent=2, keep=True, outline=1),
    "Heading 3": Look(bold=True, indent=2, keep=True, outline=2),
    "Heading 4": Look(indent=2, keep=True, outline=3),
    "Caption": Look(HEITI, size=14, align=ALIGN.CENTER, keep=True, snap=False),
    "Table Unit": Look(size=12, align=ALIGN.RIGHT, keep=True),
    "Table Text": Look(size=12, align=ALIGN.CENTER, exact=False),
    "Signature": Look(align=ALIGN.RIGHT),
    "Footer": Look(SONGTI, SONGTI, size=14, exact=False),
    "annotation text": Look(SONGTI, size=10.5, align=ALIGN.LEFT, exact=False),
}
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_KEPT = {*LOOKS, "Default Paragraph Font", "Normal Table", "No List", "Table Grid"}


def new_document(title: str, author: str) -> WordDocument:
    """Return an empty document; its properties name the title and `author`, and nothing of this machine."""
    document = Document()
    _drop_leftovers(document)
    for name in LOOKS:
        add_look(document, name)
    _set_page(document.sections[0])
    document.settings.odd_and_even_pages_header_footer = True
    _name_substitutes(document)
    set_properties(document, title, author)
    return document


def add_look(document: WordDocument, name: str) -> None:
    """Give the document one of `LOOKS` as a style, in place of one of that name."""
    look, styles = LOOKS[name], document.styles
    style: Any = (
        styles[name]
        if name in styles
        else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, name != "Table Text")
    )
    for leftover in style.element.xpath("w:pPr | w:rPr | w:link | w:unhideWhenUsed | w:semiHidden"):
        style.element.remove(leftover)
    style.quick_style = True
    style.font.name, style.font.size, style.font.bold = look.roman, Pt(look.size), look.bold
    style.element.rPr.rFonts.set(qn("w:eastAsia"), look.font)
    space = style.paragraph_format
    space.alignment, space.keep_with_next, space.widow_control = look.align, look.keep, False
    space.space_before = space.space_after = Pt(0)
    if look.exact:
        space.line_spacing_rule, space.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE_PITCH)
    else:
        space.line_spacing = 1.0
    # 28 characters of 16 pt are 448 pt and the line is 442 pt: each gives up a quarter of a point.
    _insert_run_property(style.element.rPr, "w:spacing", -5 if look.exact and look.size == BODY_SIZE else 0)
    properties = style.element.pPr
    # A line may only leave the grid of the page when its type is too large or too small for it.
    _switch_off(
        properties, "w:autoSpaceDE", "w:autoSpaceDN", *(() if look.exact and look.snap else ("w:snapToGrid",))
    )
    indent_first_line(properties, look.indent)
    if look.outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(look.outline))
        properties.append(level)
    if name == "annotation text":
        style.element.set(qn("w:styleId"), "CommentText")


def indent_first_line(properties: Any, characters: float) -> None:
    """Indent by so many characters, and by the same in twips for programs that know no characters."""
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(round(characters * 100)))
    indent.set(qn("w:firstLine"), str(round(characters * BODY_SIZE * 20)))


def indent_sides(paragraph: Paragraph, *, left: float = 0, right: float = 0, size: float = BODY_SIZE) -> None:
    """Keep the text away from the sides of the page by so many characters of `size` points."""
    # In twips: Word measures its character unit by the Normal style, whatever the paragraph's own size is.
    paragraph.paragraph_format.left_indent = Pt(left * size)
    paragraph.paragraph_format.right_indent = Pt(right * size)


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    for old in section._sectPr.xpath("w:docGrid"):
        section._sectPr.remove(old)
    # A character grid would be the standard's way, but LibreOffice sets 15 characters a line with it.
    section._sectPr.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="579"/>'))
    _number_pages(section.footer.paragraphs[0], ALIGN.RIGHT)
    _number_pages(section.even_page_footer.paragraphs[0], ALIGN.LEFT)


def _number_pages(paragraph: Paragraph, side: ALIGN) -> None:
    """Print — 1 — one character away from the outer side (GB/T 9704-2012, 7.5)."""
    paragraph.style = "Footer"
    paragraph.alignment = side
    indent_sides(paragraph, left=side == ALIGN.LEFT, right=side == ALIGN.RIGHT, size=14)
    paragraph.add_run("— ")
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    paragraph._p.append(field)
    paragraph.add_run(" —")


def _switch_off(properties: Any, *names: str) -> None:
    order = ("w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    for name in names:
        mark = OxmlElement(name)
        mark.set(qn("w:val"), "0")
        properties.insert_element_before(mark, *(order if name.startswith("w:auto") else order[1:]))


def _insert_run_property(properties: Any, name: str, value: int) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), str(value))
    properties.insert_element_before(mark, "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")


def _drop_leftovers(document: WordDocument) -> None:
    """Take out what the library's template carries along: a thumbnail, 150 styles, a bibliography."""
    for holder, words in (
        (document.part.package, ("thumbnail",)),
        (document.part, ("stylesWithEffects", "customXml")),
    ):
        for key in [key for key, one in holder.rels.items() if one.reltype.endswith(words)]:
            del holder.rels[key]
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()
    for linked in document.styles.element.xpath("//w:next | //w:link"):
        linked.getparent().remove(linked)
    for language in document.styles.element.xpath("//w:docDefaults//w:lang"):
        language.set(qn("w:eastAsia"), "zh-CN")
    settings = document.settings.element
    for mark in [*settings.xpath("w:rsids"), *document.styles.element.xpath("w:style/w:rsid")]:
        mark.getparent().remove(mark)
    for element in document.element.xpath("//*[@w:rsidR]"):
        for name in [name for name in element.attrib if "rsid" in name]:
            del element.attrib[name]
    for language in settings.xpath("w:themeFontLang"):
        language.set(qn("w:eastAsia"), "zh-CN")
    # Word 2013 and later; anything lower opens in "compatibility mode".
    for mode in settings.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']"):
        mode.set(qn("w:val"), "15")


def _name_substitutes(document: WordDocument) -> None:
    """Name the fonts that today's Windows and WPS carry in place of the standard's."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in ((FANGSONG, "仿宋"), (KAITI, "楷体"), (TITLE_SONG, "宋体"), (HEITI, "SimHei"))
    )
    _replace_part(document.part.rels, "/fontTable", f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>")


def set_properties(document: WordDocument, title: str, author: str) -> None:
    properties = document.core_properties
    # The format holds 255 characters in a property.
    properties.title, properties.author = clean(title)[:255], clean(author)[:255]
    properties.last_modified_by, properties.comments = properties.author, ""
    properties.language, properties.revision = "zh-CN", 1
    properties.created = properties.modified = datetime.now(UTC).replace(microsecond=0)
    application = f'<Properties xmlns="{_EXTENDED}"><Application>Drafter</Application></Properties>'
    _replace_part(document.part.package.rels, "/extended-properties", application)


def _replace_part(relations: Relationships, kind: str, xml: str) -> None:
    for relation in relations.values():
        if relation.reltype.endswith(kind):
            old = relation.target_part
            blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}'.encode()
            relation._target = Part(PackURI(old.partname), old.content_type, blob, old.package)
