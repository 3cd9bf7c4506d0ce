"""A draft as a Word document laid out by GB/T 9704-2012, doubts pinned to their words as comments."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document

from drafter.export.anchors import aside_anchor, body_anchor, bracket, section_anchor
from drafter.export.annexes import Annex, add_annex
from drafter.export.blocks import Grid, Line, Role, find_blocks, has_title
from drafter.export.characters import clean, report_cleaning, width
from drafter.export.controls import find_bound
from drafter.export.notes import find_notes, require_closed
from drafter.export.official_page import indent_first_line, indent_sides
from drafter.export.paper import Paper, take_paper
from drafter.export.pen import Pen, Written
from drafter.export.sources import source_table
from drafter.export.tables import add_table
from drafter.export.title import set_title
from drafter.saving import save_bytes

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

    from drafter.brief import Brief
    from drafter.draft import Draft
    from drafter.issue import Issue

_STYLE_OF: dict[Role, str] = {
    "title": "Title",
    "subtitle": "Subtitle",
    "paragraph": "Body Text",
    "caption": "Caption",
    "unit": "Table Unit",
    "signature": "Signature",
    "date": "Signature",
}
_STYLE_OF_LEVEL = {1: "Heading 1", 2: "Heading 2", 3: "Heading 3"}


def write_docx(
    draft: Draft,
    path: Path,
    *,
    issues: Sequence[Issue] = (),
    sources: bool = False,
    annexes: Sequence[Annex] = (),
    final: bool = False,
    controls: bool = True,
    comments: bool = True,
    brief: Brief | None = None,
    template: Path | None = None,
    author: str = "Drafter",
) -> None:
    """Write the draft to `path`: one paragraph a line, a table where lines hold tabs.

    Open marks are highlighted; they and `issues` (spans in `draft.text`) become Word comments by `author`,
    unless `comments` is false.
    `sources` appends a table of where each figure comes from, `annexes` other tables behind the text. With `controls` each bound number is a content
    control that names its row. Both know labels and units when `brief` is given.
    With `template`, a .docx or .dotx, its styles, page, headers and footers are used in place of the standard's.
    `final` raises DraftError while a 待补 or 待核 stands. The file appears whole or not at all.
    """
    if final:
        require_closed(draft)
    paper = take_paper(draft.title, author, template)
    document = paper.document
    notes = find_notes(draft, issues)
    pen = Pen(document, draft.text, notes, find_bound(draft, brief) if controls else ())
    blocks = find_blocks(draft)
    if draft.title.strip() and not has_title(blocks):
        title = document.add_paragraph(clean(draft.title), paper.style("Title"))
        set_title(title, draft.title, paper)
        bracket(title._p, title._p, aside_anchor("title"))
    page = _Page(paper, pen)
    for number, block in enumerate(blocks):
        page.draw(block, blocks[number + 1] if number + 1 < len(blocks) else None)
    _anchor_sections(draft, pen.lines)
    if comments:
        pen.pin(notes, author)
    for number, annex in enumerate([*([source_table(draft, brief)] if sources else []), *annexes]):
        add_annex(paper, annex, first=number == 0)
    paper.close()
    report_cleaning(draft.text)
    save_bytes(path, _packed(document))


class _Page:
    """Lays the blocks out as paragraphs and tables in the styles of the standard."""

    def __init__(self, paper: Paper, pen: Pen) -> None:
        self.paper = paper
        self.document = paper.document
        self.text = pen.text
        self.pen = pen

    def draw(self, block: Line | Grid, following: Line | Grid | None) -> None:
        if isinstance(block, Grid):
            self._draw_table(block)
        else:
            self._draw_line(block, following)

    def _draw_line(self, line: Line, following: Line | Grid | None) -> None:
        role = line.role
        style = _STYLE_OF_LEVEL.get(line.level, "Heading 4") if role == "heading" else _STYLE_OF[role]
        paragraph = self.document.add_paragraph(style=self.paper.style(style))
        self.pen.lines.append(Written(line.start, paragraph._p))
        words = self.text[line.start : line.end]
        lead = line.start + line.lead
        font = self.paper.style(_STYLE_OF_LEVEL[line.level]) if line.level in _STYLE_OF_LEVEL else None
        self.pen.write(paragraph, line.start, lead, font_of=font)
        self.pen.write(paragraph, lead, line.end)
        if role == "title" or role == "subtitle":
            ends = not (isinstance(following, Line) and following.role in ("title", "subtitle"))
            set_title(paragraph, words if role == "title" else "", self.paper, gap=ends)
        elif role in ("signature", "date") and "Signature" not in self.paper.own:
            self._draw_signature(paragraph, line, following)
        elif role in ("paragraph", "heading") and words[:1] in (" ", "\u3000"):
            # The writer has indented by hand.
            indent_first_line(paragraph._p.get_or_add_pPr(), 0)

    def _draw_signature(self, paragraph: Paragraph, line: Line, following: Line | Grid | None) -> None:
        """The date four characters from the right, the name centred over it (GB/T 9704-2012, 7.3.5)."""
        right = 4.0
        if line.role == "signature" and isinstance(following, Line):
            over = width(self.text[following.start : following.end].strip()) - width(
                self.text[line.start : line.end].strip()
            )
            right = max(right + over / 2, 2.0)
        indent_sides(paragraph, right=right)

    def _draw_table(self, grid: Grid) -> None:
        rows = [[self.text[start:end] for start, end in row] for row in grid.rows]
        for spans, places in zip(grid.rows, add_table(self.paper, rows), strict=True):
            self.pen.lines.append(Written(spans[0][0], places[0][0]._p))
            for (start, end), (paragraph, size) in zip(spans, places, strict=True):
                self.pen.write(paragraph, start, end, size=size)


def _anchor_sections(draft: Draft, lines: Sequence[Written]) -> None:
    """Mark where each section begins, and its next line in case the first is rewritten.

    Each mark stays within a paragraph: of longer ones LibreOffice writes the beginning twice, or loses the end in a table.
    """
    starts = [line.start for line in lines]
    offset = 0
    for section in draft.sections:
        first, offset = bisect_left(starts, offset), offset + len(section.text)
        own = lines[first : bisect_left(starts, offset)]
        if own:
            bracket(own[0].first, own[0].first, section_anchor(section))
        following = next((line for line in own[1:] if line.first.xpath("string(.)").strip()), None)
        if following:
            bracket(following.first, following.first, body_anchor(section))


def _packed(document: WordDocument) -> bytes:
    """Return the file's bytes, read back once: what cannot be opened must not replace what can."""
    buffer = BytesIO()
    document.save(buffer)
    Document(BytesIO(buffer.getvalue()))
    return buffer.getvalue()
