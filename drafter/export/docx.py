"""A draft as a Word document laid out by GB/T 9704-2012, doubts pinned to their words as comments."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt

from drafter.export.blocks import Grid, Line, Role, find_blocks, has_title
from drafter.export.characters import clean, has_shared_signs, report_cleaning, width
from drafter.export.notes import Note, find_notes, require_closed
from drafter.export.official_page import indent_first_line, indent_sides, new_document
from drafter.export.sources import add_source_table
from drafter.export.tables import add_table
from drafter.export.title import set_title
from drafter.saving import save_bytes

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

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
    final: bool = False,
    brief: Brief | None = None,
    author: str = "Drafter",
) -> None:
    """Write the draft to `path`: one paragraph a line, a table where lines hold tabs.

    Open marks are highlighted; they and `issues` (spans in `draft.text`) become Word comments by `author`.
    `sources` appends a table of where each figure comes from, with labels and units when `brief` is given.
    `final` raises DraftError while a 待补 or 待核 stands. The file appears whole or not at all.
    """
    if final:
        require_closed(draft)
    document = new_document(draft.title, author)
    notes = find_notes(draft, issues)
    pen = _Pen(document, draft.text, notes)
    blocks = find_blocks(draft)
    if draft.title.strip() and not has_title(blocks):
        set_title(document.add_paragraph(clean(draft.title), "Title"), draft.title)
    for number, block in enumerate(blocks):
        pen.draw(block, blocks[number + 1] if number + 1 < len(blocks) else None)
    pen.pin(notes, author)
    if sources:
        add_source_table(document, draft, brief)
    report_cleaning(draft.text)
    save_bytes(path, _packed(document))


class _Pen:
    """Writes spans of the text as runs, cut where notes begin or end; remembers where each run stands."""

    def __init__(self, document: WordDocument, text: str, notes: Sequence[Note]) -> None:
        self.document = document
        self.text = text
        self.cuts = sorted({edge for note in notes for edge in (note.start, note.end)})
        self.marked = [note for note in notes if note.marked]
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.runs: list[Run] = []

    def draw(self, block: Line | Grid, following: Line | Grid | None) -> None:
        if isinstance(block, Grid):
            self._draw_table(block)
        else:
            self._draw_line(block, following)

    def pin(self, notes: Sequence[Note], author: str) -> None:
        """Hang each note on the runs it covers; one over a line break only, on the words before it."""
        for note in notes:
            if not self.runs:
                self._add(self.document.add_paragraph(), 0, 0)
            last = max(bisect_left(self.starts, note.end) - 1, 0)
            first = min(bisect_right(self.ends, note.start), last)
            self.document.add_comment(
                self.runs[first : last + 1], clean(note.text), clean(author), clean(author)[:1]
            )

    def _draw_line(self, line: Line, following: Line | Grid | None) -> None:
        role = line.role
        style = _STYLE_OF_LEVEL.get(line.level, "Heading 4") if role == "heading" else _STYLE_OF[role]
        paragraph = self.document.add_paragraph(style=style)
        words = self.text[line.start : line.end]
        self._write(paragraph, line.start, line.start + line.lead, font_of=_STYLE_OF_LEVEL.get(line.level))
        self._write(paragraph, line.start + line.lead, line.end)
        if role == "title" or role == "subtitle":
            ends = not (isinstance(following, Line) and following.role in ("title", "subtitle"))
            set_title(paragraph, words if role == "title" else "", gap=ends)
        elif role in ("signature", "date"):
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
        for spans, places in zip(grid.rows, add_table(self.document, rows), strict=True):
            for (start, end), (paragraph, size) in zip(spans, places, strict=True):
                self._write(paragraph, start, end, size=size)

    def _write(
        self, paragraph: Paragraph, start: int, end: int, *, size: float = 0, font_of: str | None = None
    ) -> None:
        inner = self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]
        edges = [start, *inner, end]
        for left, right in pairwise(edges):
            if left == right:
                continue
            run = self._add(paragraph, left, right)
            if size:
                run.font.size = Pt(size)
            if font_of:
                _take_font(run, self.document, font_of)
            if any(note.start <= left and right <= note.end for note in self.marked):
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def _add(self, paragraph: Paragraph, start: int, end: int) -> Run:
        run = paragraph.add_run(clean(self.text[start:end]))
        if has_shared_signs(run.text):
            # Word would set “ ” — … ① in the Latin font, half as wide.
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
        self.starts.append(start)
        self.ends.append(end)
        self.runs.append(run)
        return run


def _take_font(run: Run, document: WordDocument, style: str) -> None:
    """Set a heading that runs on into its paragraph in the heading's own type."""
    source = document.styles[style].element.rPr.rFonts
    run.font.name = source.get(qn("w:ascii"))
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), source.get(qn("w:eastAsia")))
    run.font.bold = style == "Heading 3"


def _packed(document: WordDocument) -> bytes:
    """Return the file's bytes, read back once: what cannot be opened must not replace what can."""
    buffer = BytesIO()
    document.save(buffer)
    Document(BytesIO(buffer.getvalue()))
    return buffer.getvalue()
