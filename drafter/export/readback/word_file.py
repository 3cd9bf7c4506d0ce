"""An edited Word file as lines of text: changes accepted, each with its section's bookmark and its controls."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drafter.errors import DraftError, ReportError
from drafter.export.anchors import parse_aside_anchor, parse_section_anchor
from drafter.export.controls import row_of
from drafter.reading.numbering import find_marker
from drafter.reading.source import load_source
from drafter.reading.word.docx_numbering import Numbering, read_numbering, value
from drafter.reading.word.docx_package import Package, mark_is_deleted, qn
from drafter.reading.zipguard import check_zip
from drafter.strings import tr

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {
    qn(f"w:{tag}") for tag in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "instrText")
} | {_FALLBACK}
_WRAPPERS = {qn(f"w:{tag}") for tag in ("ins", "moveTo", "customXml", "smartTag")}
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_TEXT_OF = {qn(f"w:{tag}"): sign for tag, sign in _SIGNS.items()}
# What a person may have put in and no draft can hold; it is counted and said.
_LEFT_OUT = {
    qn("w:footnoteReference"): "note",
    qn("w:endnoteReference"): "note",
    qn("w:drawing"): "picture",
    qn("w:pict"): "picture",
    qn("w:txbxContent"): "box",
}
_CHANGES = {qn(f"w:{tag}") for tag in ("ins", "del", "moveFrom", "moveTo")}


@dataclass(frozen=True, slots=True)
class Control:
    """A content control within a line: the row it carries, and where its text stands."""

    start: int
    end: int
    row: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A section's bookmark: fingerprints of its key and of the text it left with (BODY: at the second line); is it empty?"""

    key: str
    text: str
    empty: bool = False


@dataclass(frozen=True, slots=True)
class WordLine:
    """A paragraph, or a row of a table with tabs between its cells.

    `level` is that of a heading's style, 0 for running text. `sections` are the bookmarks that begin here. `aside` tells
    that the line is no part of the draft: "title", "annex" or "frame".
    """

    text: str
    level: int = 0
    controls: tuple[Control, ...] = ()
    sections: tuple[Anchor, ...] = ()
    aside: str = ""


@dataclass(frozen=True, slots=True)
class WordFile:
    """`changes` counts tracked changes nobody decided on; `left_out` what could not be read, by kind."""

    lines: tuple[WordLine, ...]
    changes: int = 0
    left_out: tuple[tuple[str, int], ...] = ()


def read_word_file(path: Path) -> WordFile:
    """Raises DraftError when the file is not a whole Word file."""
    try:
        source = load_source(path)
        check_zip(source, part="word/document.xml")
        package = Package(source.data)
        styles = next(iter(package.related("styles")), None)
        numbering = read_numbering(next(iter(package.related("numbering")), None), styles)
        walker = _Walker(numbering, _contents_styles(styles))
        lines = tuple(walker.walk(package.body))
    except ReportError as problem:
        raise DraftError(str(problem)) from problem
    except Exception as problem:  # zipfile and lxml raise many kinds; each means the same to the reader
        raise DraftError(
            tr("{name}：文件已损坏，读不完整。请在 Word 或 WPS 里打开并另存一份再读", name=path.name)
        ) from problem
    changes = sum(1 for one in package.body.iter(*_CHANGES))
    return WordFile(walker.with_ranges(lines), changes, tuple(sorted((+walker.left_out).items())))


def _contents_styles(styles: Any) -> set[str]:
    """Return the styles of a table of contents, whose lines repeat the headings."""
    if styles is None:
        return set()
    names = {style.get(qn("w:styleId"), ""): value(style, "w:name") or "" for style in styles}
    return {id for id, name in names.items() if re.match(r"(?i)(toc|目录)\s*\d", name)}


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where a content control begins, with the row it carries ("" for none), or, with None, where the last one ends."""

    row: str | None


@dataclass
class _Range:
    """A bookmark on its way: the line it begins in, how many characters were read by then, and at its end."""

    name: str
    line: int
    begin: int
    end: int | None = None
    last: int = 0


@dataclass
class _Walker:
    numbering: Numbering
    contents: set[str]
    left_out: Counter[str] = field(default_factory=Counter)
    ranges: dict[str, _Range] = field(default_factory=dict)
    _line: int = 0
    _read: int = 0
    _begun: int = 0
    _carried: str = ""
    _carried_controls: tuple[Control, ...] = ()

    def walk(self, parent: Any) -> Iterator[WordLine]:
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag == qn("w:sdt"):
                if child.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}") is None:
                    yield from self.walk(child.iterfind(f"{qn('w:sdtContent')}/*"))
            elif child.tag in _WRAPPERS:
                yield from self.walk(child)
            else:
                self._mark(child)

    def with_ranges(self, lines: tuple[WordLine, ...]) -> tuple[WordLine, ...]:
        """Return the lines with what the bookmarks say; an annex goes on to where a section begins."""
        sections: dict[int, list[Anchor]] = {}
        aside: dict[int, str] = {}
        begins = {one.line for one in self.ranges.values() if parse_section_anchor(one.name)}
        for one in self.ranges.values():
            last = one.last if one.end is not None else one.line
            if kind := parse_aside_anchor(one.name):
                stop = next((n for n in range(one.line + 1, len(lines)) if n in begins), len(lines))
                aside.update(dict.fromkeys(range(one.line, stop if kind == "annex" else last + 1), kind))
            elif known := parse_section_anchor(one.name):
                empty = one.end == one.begin and last == one.line
                sections.setdefault(one.line, []).append(Anchor(*known, empty))
        return tuple(
            WordLine(line.text, line.level, line.controls, tuple(sections.get(n, ())), aside.get(n, ""))
            for n, line in enumerate(lines)
        )

    def _paragraph(self, element: Any) -> Iterator[WordLine]:
        properties = element.find(qn("w:pPr"))
        style = value(properties, "w:pStyle") or ""
        text, controls = self._words(element)
        if mark_is_deleted(properties):
            # With its mark deleted, the paragraph runs on into the next one.
            self._carried_controls = self._joined(controls)
            self._carried += text
            return
        controls, self._carried_controls = self._joined(controls), ()
        text, self._carried = self._carried + text, ""
        if style in self.contents:
            return
        label = self.numbering.label_of(properties, style) if text.strip() else ""
        text, controls = _shifted(text, controls, label)
        yield from self._cut(text, controls, self.numbering.outline(properties, style, text))

    def _joined(self, controls: tuple[Control, ...]) -> tuple[Control, ...]:
        before = len(self._carried)
        return self._carried_controls + tuple(
            Control(one.start + before, one.end + before, one.row) for one in controls
        )

    def _cut(self, text: str, controls: tuple[Control, ...], level: int) -> Iterator[WordLine]:
        """Yield a line for each line break within the paragraph."""
        at = 0
        for line in text.split("\n"):
            end = at + len(line)
            inside = tuple(
                Control(one.start - at, one.end - at, one.row)
                for one in controls
                if at <= one.start and one.end <= end
            )
            self._line, self._begun = self._line + 1, self._read
            yield WordLine(line, level, inside)
            at = end + 1

    def _words(self, element: Any) -> tuple[str, tuple[Control, ...]]:
        """Return the text of a paragraph, and the controls in it that carry a row."""
        text, controls = "", list[Control]()
        open_ones = list[tuple[int, str]]()
        for one in self._pieces(element):
            if isinstance(one, str):
                self._read += len(one)
                text += one
            elif one.row is None:
                start, row = open_ones.pop()
                controls += [Control(start, len(text), row)] if row else []
            else:
                open_ones.append((len(text), one.row))
        return text, tuple(controls)

    def _pieces(self, parent: Any) -> Iterator[str | _Edge]:
        """Yield the words of a paragraph in order, and where its controls begin and end."""
        for child in parent:
            tag = child.tag
            if tag in _GONE or not isinstance(tag, str):
                continue
            if tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[tag]] += not self._is_aside()
            elif (sign := _sign(child)) is not None:
                yield sign
            elif tag == qn("w:sdt"):
                yield from self._control(child)
            elif not self._mark(child) and not _is_hidden(child):
                yield from self._pieces(child)

    def _control(self, element: Any) -> Iterator[str | _Edge]:
        properties = element.find(qn("w:sdtPr"))
        yield _Edge(row_of(value(properties, "w:tag") or "", value(properties, "w:alias") or ""))
        if properties is None or properties.find(qn("w:showingPlcHdr")) is None:
            yield from self._pieces(element.iterfind(f"{qn('w:sdtContent')}/*"))
        yield _Edge(None)

    def _mark(self, element: Any) -> bool:
        """Take note when the element begins or ends a bookmark of ours."""
        id = element.get(qn("w:id"), "")
        if element.tag == qn("w:bookmarkStart"):
            name = element.get(qn("w:name"), "")
            if parse_section_anchor(name) or parse_aside_anchor(name):
                self.ranges[id] = _Range(name, self._line, self._read)
            return True
        if element.tag == qn("w:bookmarkEnd"):
            if id in self.ranges and self.ranges[id].end is None:
                one = self.ranges[id]
                # Word likes to end a bookmark at the beginning of what follows.
                before = self._read == self._begun and self._line > one.line
                one.end, one.last = self._read, self._line - before
            return True
        return False

    def _is_aside(self) -> bool:
        return any(one.end is None and parse_aside_anchor(one.name) for one in self.ranges.values())

    def _table(self, table: Any) -> Iterator[WordLine]:
        for row in _children(table, qn("w:tr")):
            cells: list[str] = []
            controls: list[Control] = []
            own, self._begun = self._line, self._read
            for cell in _children(row, qn("w:tc")):
                at = sum(map(len, cells)) + len(cells)
                text, inside = self._cell(cell, own)
                cells.append(text)
                controls += [Control(one.start + at, one.end + at, one.row) for one in inside]
            self._line, self._begun = own + 1, self._read
            yield WordLine("\t".join(cells), 0, tuple(controls))

    def _cell(self, cell: Any, own: int) -> tuple[str, list[Control]]:
        """Return a cell's text on one line; a cell merged into the one above is empty."""
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        follows = merge is not None and merge.get(qn("w:val")) != "restart"
        text, controls, begun = "", [], self._begun
        for line in self.walk(cell):
            # All paragraphs of a row count as its one line.
            self._line, self._begun = own, begun
            gap = " " if text and line.text else ""
            controls += [
                Control(one.start + len(text + gap), one.end + len(text + gap), one.row)
                for one in line.controls
            ]
            text += gap + line.text
        return ("", []) if follows else (text, controls)


def _shifted(text: str, controls: tuple[Control, ...], label: str) -> tuple[str, tuple[Control, ...]]:
    """Return the text with its automatic number in front, unless it has been typed as well."""
    if not label or find_marker(text.strip()):
        return text, controls
    by = len(label)
    return label + text, tuple(Control(one.start + by, one.end + by, one.row) for one in controls)


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") if run.tag == qn("w:r") else None
    return vanish is not None and vanish.get(qn("w:val")) not in ("0", "false", "off")


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Yield rows or cells, also those in a control or a tracked insertion; deleted ones are gone."""
    for child in parent:
        if child.tag == tag:
            gone = (f"{qn('w:trPr')}/{qn('w:del')}", f"{qn('w:tcPr')}/{qn('w:cellDel')}")
            if all(child.find(path) is None for path in gone):
                yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), *_WRAPPERS):
            yield from _children(child, tag)


def _sign(element: Any) -> str | None:
    """Return what an element of a run prints; None where it is no such element."""
    if element.tag in (qn("w:t"), _MATH_TEXT):
        return element.text or ""
    if element.tag == qn("w:br"):
        return "\n" if element.get(qn("w:type")) in (None, "textWrapping") else ""
    if element.tag == qn("w:sym"):
        return _symbol(element)
    return _TEXT_OF.get(element.tag)


def _symbol(element: Any) -> str:
    code = element.get(qn("w:char"), "")
    sign = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) else ""
    # Neither a private sign of a symbol font nor half of a surrogate pair can be kept as text.
    return sign if sign.isprintable() and sign else "□"
