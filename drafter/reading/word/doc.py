"""Old Word files (.doc, and .wps of WPS) → paragraphs and tables, from the file's own piece table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO

from drafter.errors import ReportError
from drafter.reading.blocks import Block, Pages, visible
from drafter.reading.numbering import find_marker
from drafter.reading.source import Source
from drafter.reading.word.doc_binary import Encrypted, NotWord, Run, WordText, part_of, read_word
from drafter.reading.word.doc_lists import read_lists
from drafter.reading.word.doc_tables import DocRow, aligned, edges_of
from drafter.reading.word.docx_numbering import Numbering
from drafter.strings import tr

# What the sprms of [MS-DOC] 2.6 that matter here say.
_DELETED, _VANISH = 0x0800, 0x083C
_IN_TABLE, _ROW_END, _OUTLINE, _LIST, _LIST_LEVEL = 0x2416, 0x2417, 0x2640, 0x460B, 0x260A
_TABLE_ROW = 0xD608
_PARAGRAPH, _CELL, _LINE, _PAGE, _FIELD, _RESULT, _FIELD_END = (
    "\r",
    "\x07",
    "\x0b",
    "\x0c",
    "\x13",
    "\x14",
    "\x15",
)
_LISTS, _OVERRIDES = 73, 74


def read_doc(source: Source) -> Pages:
    word = _word(source)
    lists, levels = part_of(word, _LISTS)
    walker = _Walker(word, read_lists(lists, part_of(word, _OVERRIDES)[0], levels))
    walker.walk(0, max(word.counts[0], 0))
    main, notes = walker.blocks, []
    # Foot notes, then end notes and text boxes follow the main text; headers and comments are no part of it.
    sizes = [max(count, 0) for count in word.counts]
    place = sizes[0]
    for number, size in enumerate(sizes[1:], 1):
        if number in (1, 5, 6):
            walker.blocks = []
            walker.walk(place, place + size)
            notes += walker.blocks
        else:
            walker.dropped.append((tr("页眉、页脚和批注"), _plain(word.text[place : place + size])))
        place += size
    blocks = (*main, *notes)
    hidden = sum(visible(text) for reason, text in walker.dropped if reason == tr("隐藏的文字"))
    warnings = (tr("有 {count} 个隐藏的字没有读入，请查看原件", count=hidden),) if hidden else ()
    lost = sum(visible(text) for _, text in walker.dropped)
    return Pages(blocks, warnings, tuple(walker.dropped), walker.shown + lost)


def _word(source: Source) -> WordText:
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(source.data)) as ole:
            streams = {"/".join(name) for name in ole.listdir()}
            if "EncryptedPackage" in streams:
                raise Encrypted
            if "WordDocument" not in streams:
                raise NotWord("no WordDocument")
            tables = {
                second: ole.openstream(name).read()
                for second, name in ((False, "0Table"), (True, "1Table"))
                if name in streams
            }
            data = ole.openstream("Data").read() if "Data" in streams else b""
            return read_word(ole.openstream("WordDocument").read(), tables, data)
    except Encrypted as problem:
        raise ReportError(tr("{name}：文件已加密。请去掉密码后再读", name=source.name)) from problem
    # olefile and the structures of a damaged file raise many kinds; each means the same to the reader.
    except Exception as problem:
        raise ReportError(
            tr(
                "{name}：读不出这份旧版 Word 文件。请在 Word 或 WPS 里打开，另存为 .docx 再读",
                name=source.name,
            )
        ) from problem


@dataclass
class _Walker:
    word: WordText
    numbering: Numbering
    blocks: list[Block] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    tables: int = 0
    shown: int = 0
    _rows: list[DocRow] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _cell: list[str] = field(default_factory=list)

    def walk(self, start: int, end: int) -> None:
        """Take up the paragraphs between two character positions."""
        end = min(end, len(self.word.text))
        begin = start
        for at in range(start, end):
            if self.word.text[at] in (_PARAGRAPH, _CELL, _PAGE):
                self._paragraph(begin, at)
                begin = at + 1
        if begin < end:
            self._paragraph(begin, end - 1, closed=False)
        self._close_table()

    def _paragraph(self, begin: int, at: int, *, closed: bool = True) -> None:
        run = self.word.paragraph_at(self.word.places[at])
        mark = self.word.text[at] if closed else ""
        text = self._shown(begin, at if closed else at + 1)
        if mark == _CELL and _is_on(run, _ROW_END):
            self._end_row(edges_of(run.values.get(_TABLE_ROW, b"")))
            return
        inside = mark == _CELL or _is_on(run, _IN_TABLE)
        label = self._label(run, text) if text.strip() else ""
        self.shown += visible(label)
        text = label + text
        if inside:
            self._cell += [text] if text.strip() else []
            if mark == _CELL:
                self._cells.append(re.sub(r"\s+", " ", " ".join(self._cell)).strip())
                self._cell = []
            return
        self._close_table()
        level = _level(run)
        lines = [line for line in text.split("\n") if line.strip()]
        self.blocks += [Block(line, level=level if len(line) <= 60 else None) for line in lines]

    def _end_row(self, edges: tuple[int, ...] = ()) -> None:
        self._rows.append(DocRow(tuple(self._cells), edges))
        self._cells = []

    def _close_table(self) -> None:
        if self._cell:
            self._cells.append(" ".join(self._cell))
            self._cell = []
        if self._cells:
            self._end_row()
        for cells in aligned(self._rows):
            if any(cells):
                self.blocks.append(Block("\t".join(cells), row=True, cells=cells, table=self.tables))
        self.tables += bool(self._rows)
        self._rows = []

    def _label(self, run: Run, text: str) -> str:
        list_id = int.from_bytes(run.values.get(_LIST, b"")[:2], "little")
        if not list_id or list_id > 0x7FFF or find_marker(text.strip()):
            return ""
        level = int.from_bytes(run.values.get(_LIST_LEVEL, b"")[:1], "little")
        label = self.numbering.next_label(str(list_id), level)
        return label + (" " if label[-1:].isascii() and label[-1:].isalnum() else "")

    def _shown(self, begin: int, end: int) -> str:
        """Return the text as printed: fields by their results, without deleted and hidden characters."""
        kept: list[str] = []
        hidden: list[str] = []
        # True while inside a field's instruction; its result is text. A result may end paragraphs later.
        fields: list[bool] = []
        for at in range(begin, end):
            char = self.word.text[at]
            if char == _FIELD:
                fields.append(True)
            elif char == _RESULT:
                fields[-1:] = [False]
            elif char == _FIELD_END:
                del fields[-1:]
            elif not any(fields):
                values = self.word.character_at(self.word.places[at]).values
                if _DELETED in values and values[_DELETED] != b"\0":
                    continue
                (hidden if values.get(_VANISH, b"\0") == b"\1" else kept).append(char)
        if hidden:
            self.dropped.append((tr("隐藏的文字"), _plain("".join(hidden))))
        text = _plain("".join(kept))
        self.shown += visible(text)
        return text


def _plain(text: str) -> str:
    text = text.replace(_LINE, "\n").replace("\x1e", "-").replace("\xa0", " ")
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return re.sub(r"[\x00-\x08\x0c-\x1f]", "", text.replace("\r", "\n")) if text else ""


def _is_on(run: Run, sprm: int) -> bool:
    return run.values.get(sprm, b"\0")[:1] == b"\1"


def _level(run: Run) -> int | None:
    """Built-in heading styles have the numbers 1 to 9."""
    direct = run.values.get(_OUTLINE)
    if direct and direct[0] < 9:
        return direct[0] + 1
    return run.style if 1 <= run.style <= 9 else None
