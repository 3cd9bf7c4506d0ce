"""Word files: the accepted view of the text in reading order, with automatic numbers and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from drafter.errors import ReportError
from drafter.reading.blocks import Block, Pages, visible
from drafter.reading.numbering import find_marker
from drafter.reading.source import Source
from drafter.reading.word.docx_numbering import Numbering, read_numbering, value
from drafter.reading.word.docx_package import Package, mark_is_deleted, qn
from drafter.reading.word.docx_runs import (
    Piece,
    Styles,
    is_shaded,
    pieces,
    read_character_styles,
    shown_characters,
)
from drafter.reading.zipguard import check_zip
from drafter.strings import tr

_BODY_PART = "word/document.xml"
_WIDEST_SPAN = 200
# Seven by three centimetres, in EMU.
_WIDE, _HIGH = 7 * 360_000, 3 * 360_000
_NOTES = ("footnotes", "endnotes")
_PAPER = ("header", "footer")


def read_docx(source: Source) -> Pages:
    check_zip(source, part=_BODY_PART)
    try:
        package = Package(source.data)
        styles = next(iter(package.related("styles")), None)
        numbering = next(iter(package.related("numbering")), None)
        walker = _Walker(read_numbering(numbering, styles), read_character_styles(styles))
        body = package.body
        notes = [note for kind in _NOTES for part in package.related(kind) for note in part]
        # The first two entries are the lines drawn above the notes.
        notes = [note for note in notes if note.get(qn("w:type")) in (None, "normal")]
        blocks = [block for part in (body, *notes) for block in walker.walk(part)]
        paper = [shown_characters(part) for kind in _PAPER for part in package.related(kind)]
        shown = [*map(shown_characters, (body, *notes)), *paper, *walker.labels]
    except ReportError:
        raise
    except Exception as problem:  # zipfile and lxml raise many kinds; each means the same to the reader
        raise ReportError(
            tr("{name}：文件已损坏，读不完整。请在 Word 或 WPS 里打开并另存一份再读", name=source.name)
        ) from problem
    dropped = (*walker.dropped, *((tr("页眉、页脚和页码"), text) for text in paper))
    return Pages(
        _without_common_looks(tuple(blocks)),
        tuple(_warnings(walker, body)),
        dropped,
        sum(map(visible, shown)),
    )


def _warnings(walker: _Walker, body: Any) -> Iterator[str]:
    hidden = sum(visible(text) for reason, text in walker.dropped if reason == tr("隐藏的文字"))
    if hidden:
        yield tr("有 {count} 个隐藏的字没有读入，请查看原件", count=hidden)
    if body.find(f".//{qn('w:altChunk')}") is not None:
        yield tr("有嵌入的文档没有读入，内容可能不全；请在 Word 里另存一份再读")
    drawn = {tag.rpartition("}")[2] for tag in (one.tag for one in body.iter()) if isinstance(tag, str)}
    if drawn & {"chart", "relIds"}:
        yield tr("有图表或图示没有读入，其中的文字和数字请查看原件")
    if pictures := sum(map(_may_show_text, body.iter(qn("w:drawing")))):
        yield tr("有 {count} 张图片，图中的文字和数字没有读入，请查看原件", count=pictures)


def _may_show_text(drawing: Any) -> bool:
    """Whether a picture is large enough for a table or a page; seals, badges and lines are not."""
    named = {one.tag.rpartition("}")[2]: one for one in drawing.iter() if isinstance(one.tag, str)}
    if "blip" not in named or "extent" not in named:
        return False
    width, height = (int(named["extent"].get(side, 0)) for side in ("cx", "cy"))
    return width >= _WIDE and height >= _HIGH


@dataclass
class _Walker:
    numbering: Numbering
    styles: Styles
    tables: int = 0
    dropped: list[tuple[str, str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    _carried: str = ""
    _shaded: bool = False

    def walk(self, parent: Any) -> Iterator[Block]:
        """Yield the blocks of a body, a cell or a text box."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag == qn("w:sdt"):
                if child.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
                    self.dropped.append((tr("控件的占位提示"), shown_characters(child)))
                else:
                    yield from self.walk(child.iterfind(f"{qn('w:sdtContent')}/*"))
            elif child.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")):
                yield from self.walk(child)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        properties = element.find(qn("w:pPr"))
        style = value(properties, "w:pStyle") or ""
        hidden, shaded = style in self.styles.hidden, self._shaded or is_shaded(properties)
        found = list(pieces(element, self.styles, hidden=hidden, shaded=shaded))
        self._drop(element, found)
        text = "".join(piece.text for piece in found if not piece.hidden)
        if mark_is_deleted(properties):
            # With its mark deleted, the paragraph runs on into the next one.
            self._carried += text
            text = ""
        else:
            text, self._carried = self._carried + text, ""
            text = self._numbered(text, properties, style)
        for line in text.split("\n"):
            if line.strip():
                yield Block(
                    line,
                    level=self.numbering.outline(properties, style, line) or None,
                    look=self._look(element, properties, style),
                )
        for piece in found:
            if piece.box is not None and not piece.hidden:
                yield from self.walk(piece.box)

    def _drop(self, element: Any, found: Sequence[Piece]) -> None:
        gone = [
            shown_characters(piece.box) if piece.box is not None else piece.text
            for piece in found
            if piece.hidden
        ]
        if gone:
            self.dropped.append((tr("隐藏的文字"), "".join(gone)))
        for control in element.iter(qn("w:sdt")):
            if control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
                self.dropped.append((tr("控件的占位提示"), shown_characters(control)))

    def _numbered(self, text: str, properties: Any, style: str) -> str:
        """Return the text with its automatic number; an empty line is counted, as Word does, but shows nothing."""
        label = self.numbering.label_of(properties, style)
        if not label or not text.strip() or find_marker(text.strip()):
            return text
        self.labels.append(label)
        return label + (" " if label[-1:].isascii() and label[-1:].isalnum() else "") + text.lstrip()

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

    def _cell(self, cell: Any, properties: Any) -> str:
        outer, self._shaded = self._shaded, self._shaded or is_shaded(properties)
        text = _one_line([block.text for block in self.walk(cell)])
        self._shaded = outer
        return text

    def _cells(self, row: Any) -> Iterator[str]:
        """Yield a row's cells; a merged cell gives its text once, in its first place, and "" in the
        others."""
        properties = row.find(qn("w:trPr"))
        yield from [""] * _span(value(properties, "w:gridBefore"), least=0)
        for cell in _children(row, qn("w:tc")):
            properties = cell.find(qn("w:tcPr"))
            merge = properties.find(qn("w:vMerge")) if properties is not None else None
            follows = merge is not None and merge.get(qn("w:val")) != "restart"
            deleted = properties is not None and properties.find(qn("w:cellDel")) is not None
            if follows or deleted:
                self.dropped.append((tr("合并或删去的单元格"), shown_characters(cell)))
                yield ""
            else:
                yield self._cell(cell, properties)
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
