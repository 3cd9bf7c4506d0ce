"""Writes spans of a draft as runs of a Word file: cut where notes begin or end, numbers in their controls."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from drafter.export.characters import clean, has_shared_signs
from drafter.export.controls import Bound, controls_within, new_control
from drafter.export.notes import Note

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run


@dataclass(frozen=True, slots=True)
class Written:
    """A line of the text, or a row of a table, as it stands in the file: its first paragraph."""

    start: int
    first: Any


class Pen:
    """Remembers where each run stands, so that notes can be pinned when everything is written."""

    def __init__(
        self, document: WordDocument, text: str, notes: Sequence[Note], bound: Sequence[Bound]
    ) -> None:
        self.document = document
        self.text = text
        self.bound = tuple(bound)
        spans = [(note.start, note.end) for note in notes] + [(one.start, one.end) for one in bound]
        self.cuts = sorted({edge for span in spans for edge in span})
        self.marked = [note for note in notes if note.marked]
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.runs: list[Run] = []
        self.lines: list[Written] = []
        self._controls = 0

    def write(
        self, paragraph: Paragraph, start: int, end: int, *, size: float = 0, font_of: str | None = None
    ) -> None:
        """Write a span at the end of the paragraph, in another size or in the type of another style if need be."""
        inner = self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]
        bound = controls_within(self.bound, start, end)
        holder, until = None, start
        for left, right in pairwise([start, *inner, end]):
            if left in bound:
                self._controls += 1
                control = new_control(bound[left], self._controls)
                paragraph._p.append(control)
                holder, until = control[-1], bound[left].end
            if left == right:
                continue
            run = self.add(paragraph, left, right)
            if size:
                run.font.size = Pt(size)
            if font_of:
                _take_font(run, self.document, font_of)
            if any(note.start <= left and right <= note.end for note in self.marked):
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            if holder is not None and left < until:
                holder.append(run._r)

    def add(self, paragraph: Paragraph, start: int, end: int) -> Run:
        run = paragraph.add_run(clean(self.text[start:end]))
        if has_shared_signs(run.text):
            # Word would set “ ” — … ① in the Latin font, half as wide.
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
        self.starts.append(start)
        self.ends.append(end)
        self.runs.append(run)
        return run

    def pin(self, notes: Sequence[Note], author: str) -> None:
        """Hang each note on the runs it covers; one over a line break only, on the words before it."""
        if notes and not self.runs:
            self.add(self.document.add_paragraph(), 0, 0)
        for note in notes:
            last = max(bisect_left(self.starts, note.end) - 1, 0)
            first = min(bisect_right(self.ends, note.start), last)
            comment = self.document.comments.add_comment(
                text=clean(note.text), author=clean(author), initials=clean(author)[:1]
            )
            _hang(self.runs[first]._r, self.runs[last]._r, comment.comment_id)


def _hang(first: Any, last: Any, number: int) -> None:
    """Mark the words a comment is about, around a control where they begin or end with one: inside it Word
    takes only text."""
    first = _outside(first, first=True)
    last = _outside(last, first=False)
    begin, end = OxmlElement("w:commentRangeStart"), OxmlElement("w:commentRangeEnd")
    run, reference = OxmlElement("w:r"), OxmlElement("w:commentReference")
    for mark in (begin, end, reference):
        mark.set(qn("w:id"), str(number))
    run.append(reference)
    first.addprevious(begin)
    last.addnext(end)
    holder = end.getparent()
    (holder.getparent() if holder.tag == qn("w:sdtContent") else end).addnext(run)


def _outside(element: Any, *, first: bool) -> Any:
    """Return the control instead of the first or last element in it."""
    holder = element.getparent()
    if holder.tag == qn("w:sdtContent") and holder[0 if first else -1] is element:
        return holder.getparent()
    return element


def _take_font(run: Run, document: WordDocument, style: str) -> None:
    """Set a heading that runs on into its paragraph in the heading's own type."""
    source = document.styles[style].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    if source is None:
        return
    run.font.name = source.get(qn("w:ascii"))
    if chinese := source.get(qn("w:eastAsia")):
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), chinese)
    run.font.bold = document.styles[style].font.bold
