"""Tables behind the text of a Word file, each under its title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt

from drafter.export.anchors import aside_anchor, bracket
from drafter.export.characters import clean
from drafter.export.official_page import LINE_PITCH, indent_first_line
from drafter.export.paper import Paper
from drafter.export.tables import add_table
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class Annex:
    """A table to add behind the text; the first row is its head, `note` is a sentence over it."""

    title: str
    note: str
    rows: Sequence[Sequence[str]]


def add_annex(paper: Paper, annex: Annex, *, first: bool) -> None:
    """Add the table, the `first` one on a new page.

    附件 stands at the left of the first line, its title in the middle of the third (GB/T 9704-2012, 7.3.7).
    """
    document = paper.document
    if first:
        label = document.add_paragraph(tr("附件"), paper.style("Heading 1"))
        label.paragraph_format.page_break_before = True
        label.paragraph_format.space_after = Pt(LINE_PITCH)
        indent_first_line(label._p.get_or_add_pPr(), 0)
        bracket(label._p, label._p, aside_anchor("annex"))
    title = document.add_paragraph(clean(annex.title), paper.style("Title"))
    if not first:
        title.paragraph_format.space_before = Pt(LINE_PITCH)
    if annex.note:
        # A sentence, where a table of the text has its unit: on the right its last words would stand alone.
        document.add_paragraph(clean(annex.note), paper.style("Table Unit")).alignment = ALIGN.LEFT
    for row, places in zip(annex.rows, add_table(paper, annex.rows), strict=True):
        for text, (paragraph, size) in zip(row, places, strict=True):
            paragraph.add_run(clean(text)).font.size = Pt(size)
