"""Word files: the accepted view of the text in reading order, with automatic numbers and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from drafter.errors import ReportError
from drafter.reading.blocks import Block, Pages
from drafter.reading.docx_numbering import Numbering, number_of, read_numbering, value
from drafter.reading.numbering import find_marker
from drafter.reading.source import Source
from drafter.reading.zipguard import check_zip
from drafter.strings import tr

_BODY_PART = "word/document.xml"
# Deleted and moved-away text, comments' marks and the older twin of a drawing are not part of what the
# reader sees.
_SKIPPED = {
    qn(tag)
    for tag in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText", "w:footnoteReference")
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_WIDEST_SPAN = 200
_Inline = str | list[Any]


def read_docx(source: Source) -> Pages:
    check_zip(source, part=_BODY_PART)
    try:
        document = Document(BytesIO(source.data))
        walker = _Walker(read_numbering(document))
        blocks = tuple(walker.walk(document.element.body))
    except ReportError:
        raise
    except Exception as problem:  # lxml and python-docx raise many kinds; each means the same to the reader
        raise ReportError(
            tr("{name}：文件已损坏，读不完整。请在 Word 或 WPS 里打开并另存一份再读", name=source.name)
        ) from problem
    return Pages(_without_common_looks(blocks))


@dataclass
class _Walker:
    numbering: Numbering
    tables: int = 0

    def walk(self, parent: Any) -> Iterator[Block]:
        """Yield the blocks of a body, a cell or a text box."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag == qn("w:sdt"):
                yield from self.walk(child.iterfind(f"{qn('w:sdtContent')}/*"))
            elif child.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")):
                yield from self.walk(child)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        lines, boxes = [""], []
        for piece in _inline(element):
            if not isinstance(piece, str):
                boxes.append(piece)
            elif piece == "\n":
                lines.append("")
            else:
                lines[-1] += piece
        properties = element.find(qn("w:pPr"))
        style = value(properties, "w:pStyle") or ""
        label = self._label(properties, style) if "".join(lines).strip() else ""
        if label and not find_marker("".join(lines).strip()):
            lines[0] = (
                label + (" " if label[-1:].isascii() and label[-1:].isalnum() else "") + lines[0].lstrip()
            )
        for line in lines:
            if line.strip():
                yield Block(
                    line,
                    level=self._outline(properties, style, line),
                    look=self._look(element, properties, style),
                )
        for box in boxes:
            yield from self.walk(box)

    def _label(self, properties: Any, style: str) -> str:
        own = number_of(properties) if properties is not None else None
        own = own or self.numbering.style_of.get(style)
        return self.numbering.next_label(*own) if own and own[0] != "0" else ""

    def _outline(self, properties: Any, style: str, text: str) -> int | None:
        """An outline level counts only on a line short enough for a heading: some offices style whole
        paragraphs."""
        direct = value(properties, "w:outlineLvl")
        level = int(direct) + 1 if direct and direct.isdecimal() else self.numbering.outline_of.get(style)
        return level if level and level <= 9 and len(text.strip()) <= 60 else None

    def _look(self, element: Any, properties: Any, style: str) -> str:
        runs = [run for run in element.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
        bold = bool(runs) and all(self._is_bold(run, style) for run in runs)
        centred = value(properties, "w:jc") == "center"
        return " ".join(name for name, holds in (("bold", bold), ("centred", centred)) if holds)

    def _is_bold(self, run: Any, style: str) -> bool:
        mark = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
        return (
            style in self.numbering.bold
            if mark is None
            else mark.get(qn("w:val")) not in ("0", "false", "off")
        )

    def _table(self, table: Any) -> Iterator[Block]:
        number, self.tables = self.tables, self.tables + 1
        for row in _rows(table):
            cells = tuple(self._cells(row))
            yield Block("\t".join(cells), row=True, cells=cells, table=number)

    def _cells(self, row: Any) -> Iterator[str]:
        """Yield a row's cells; a merged cell gives its text once, in its first place, and "" in the
        others."""
        properties = row.find(qn("w:trPr"))
        yield from [""] * _span(value(properties, "w:gridBefore"), least=0)
        for cell in _children(row, qn("w:tc")):
            properties = cell.find(qn("w:tcPr"))
            merge = properties.find(qn("w:vMerge")) if properties is not None else None
            follows = merge is not None and merge.get(qn("w:val")) != "restart"
            yield "" if follows else _one_line([block.text for block in self.walk(cell)])
            yield from [""] * (_span(value(properties, "w:gridSpan"), least=1) - 1)


def _rows(table: Any) -> Iterator[Any]:
    return _children(table, qn("w:tr"))


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Yield children of one kind, also those wrapped in a content control or a tracked insertion."""
    for child in parent:
        if child.tag == tag:
            if child.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
                yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _children(child, tag)


def _span(text: str | None, *, least: int) -> int:
    return min(max(int(text), least), _WIDEST_SPAN) if text and text.isdecimal() else least


def _one_line(parts: list[str]) -> str:
    return re.sub(r"\s+", " ", " ".join(part.strip() for part in parts if part.strip()))


def _inline(element: Any) -> Iterator[Any]:
    """Yield the text of a paragraph piece by piece, and each text box's content element when met."""
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == qn("w:t"):
            yield child.text or ""
        elif tag in (qn("w:br"), qn("w:cr")):
            yield "\n" if child.get(qn("w:type")) in (None, "textWrapping") else ""
        elif tag in (qn("w:tab"), qn("w:ptab")):
            yield "\t"
        elif tag == qn("w:noBreakHyphen"):
            yield "-"
        elif tag == qn("w:sym"):
            yield _symbol(child)
        elif tag == qn("w:txbxContent"):
            yield child
        else:
            yield from _inline(child)


def _symbol(element: Any) -> str:
    code = element.get(qn("w:char")) or ""
    return (
        chr(int(code, 16))
        if re.fullmatch(r"[0-9A-Fa-f]{4}", code) and not code.upper().startswith("F")
        else "□"
    )


def _without_common_looks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A look sets a line apart only where most of the text does not have it."""
    total = sum(len(block.text) for block in blocks if not block.row) or 1
    looks = {block.look for block in blocks}
    common = {
        look
        for look in looks
        if sum(len(b.text) for b in blocks if b.look == look and not b.row) > 0.5 * total
    }
    return tuple(replace(block, look="") if block.look in common else block for block in blocks)
