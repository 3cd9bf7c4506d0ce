"""What a draft is written on: the page of the standard, or an office's own template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from drafter.export.anchors import aside_anchor, bracket
from drafter.export.official_page import (
    LOOKS,
    TEXT_WIDTH,
    TITLE_SIZE,
    add_look,
    new_document,
    set_properties,
)
from drafter.export.template import open_template
from drafter.export.template_worker import prepare_safely

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordDocument

# Under which names an office's template may keep a look, the office's own names first; the last is Word's.
_NAMES: dict[str, tuple[str, ...]] = {
    "Title": ("公文标题", "报告标题", "大标题", "标题", "Title"),
    "Subtitle": ("公文副标题", "副标题", "Subtitle"),
    "Heading 1": ("公文一级标题", "一级标题", "标题 1", "Heading 1"),
    "Heading 2": ("公文二级标题", "二级标题", "标题 2", "Heading 2"),
    "Heading 3": ("公文三级标题", "三级标题", "标题 3", "Heading 3"),
    "Heading 4": ("公文四级标题", "四级标题", "标题 4", "Heading 4"),
    "Body Text": ("公文正文", "报告正文", "正文文本", "Body Text"),
    "Caption": ("表题", "表标题", "题注", "Caption"),
    "Table Unit": ("表格单位", "Table Unit"),
    "Table Text": ("表格文字", "表格正文", "表格内容", "Table Text"),
    "Signature": ("公文落款", "落款", "署名", "Signature"),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to write in: which of its styles serves for which look, and how wide the text is.

    `own` are the looks the template has itself; we set nothing by hand where they are used.
    """

    document: WordDocument
    styles: Mapping[str, str]
    room: int
    own: frozenset[str] = frozenset()
    behind: tuple[Any, ...] = field(default=())

    def style(self, look: str) -> str:
        return self.styles.get(look, look)

    @property
    def title_size(self) -> float:
        """Return the size of the title's type in points."""
        style: Any = self.document.styles[self.style("Title")]
        while style is not None and style.font.size is None:
            style = style.base_style
        return float(style.font.size.pt) if style is not None else TITLE_SIZE

    def close(self) -> None:
        """Put behind the text what the template has there."""
        body = self.document.element.body
        for element in self.behind:
            body.insert(len(body) - (body[-1].tag == qn("w:sectPr")), element)


def take_paper(title: str, author: str, template: Path | None) -> Paper:
    """Return the paper to write on; raises DraftError when the template cannot be used."""
    if template is None:
        return Paper(new_document(title, author), {}, TEXT_WIDTH)
    opened = open_template(prepare_safely(template))
    document = opened.document
    styles, own = {}, set()
    for look in LOOKS:
        known = next((name for name in _NAMES.get(look, (look,)) if _has(document, name)), None)
        if known is None:
            add_look(document, look)
        else:
            own.add(look)
            styles[look] = known
    for number, paragraph in enumerate(_frames((*opened.before, *opened.behind)), 1):
        bracket(paragraph, paragraph, aside_anchor("frame", number))
    for element in opened.behind:
        element.getparent().remove(element)
    set_properties(document, title, author)
    return Paper(document, styles, _room(document), frozenset(own), opened.behind)


def template_styles(template: Path) -> tuple[tuple[str, str], ...]:
    """Return each look with the template's style that serves for it, "" where ours is added."""
    paper = take_paper("", "", template)
    return tuple((look, paper.styles.get(look, "")) for look in _NAMES)


def _has(document: WordDocument, name: str) -> bool:
    # A look-up of python-docx takes latent styles for present ones; those have no element.
    return any(style.name == name and style.type == WD_STYLE_TYPE.PARAGRAPH for style in document.styles)


def _room(document: WordDocument) -> int:
    page = document.sections[-1]
    sides = (page.page_width, page.left_margin, page.right_margin)
    if any(side is None for side in sides):
        return TEXT_WIDTH
    return max(int(sides[0]) - int(sides[1]) - int(sides[2]), Pt(100))  # type: ignore[arg-type]


def _frames(elements: tuple[Any, ...]) -> Iterator[Any]:
    """Yield a paragraph for each line the template brings along: for rows of tables, the first."""
    for element in elements:
        if element.tag == qn("w:tbl"):
            yield from (row.find(f".//{qn('w:p')}") for row in element.iter(qn("w:tr")))
        else:
            yield from element.iter(qn("w:p"))
