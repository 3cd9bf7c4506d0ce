"""The old binary Word format (.doc, and .wps of WPS): its characters with their places, and what is said of them.

Structures are those of [MS-DOC]: FIB (2.5), Clx (2.9.38), PlcBte and FKP (2.8.5-2.8.6), Prl (2.2.5).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_MAGIC = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_MOST_PIECES = 200_000
_MOST_CHARACTERS = 5_000_000

# sprm → how long its operand is; by the three high bits, 6 says its own length.
_OPERAND = (1, 1, 2, 4, 2, 2, -1, 3)
_LONG_TABLE = 0xD608
_HUGE = (0x6646, 0x6645)
# Numbers in the FIB's list of parts.
_CHARACTERS, _PARAGRAPHS, _CLX = 12, 13, 33


class NotWord(Exception):
    """The streams are no Word document of the years 1997 to 2003, or are damaged."""


class Encrypted(Exception):
    """The document asks for a password."""


@dataclass(frozen=True, slots=True)
class Run:
    """Properties that hold for file positions from `start` on; `values` are sprm → operand."""

    start: int
    values: dict[int, bytes]
    style: int = 0


@dataclass(frozen=True, slots=True)
class WordText:
    """All characters, `places[i]` the file position of the i-th, and how many of them are the main text, then the
    foot notes, and so on in the order of the format."""

    text: str
    places: list[int]
    counts: tuple[int, ...]
    paragraphs: list[Run]
    characters: list[Run]
    table: bytes
    fib: bytes

    def paragraph_at(self, place: int) -> Run:
        return _at(self.paragraphs, place)

    def character_at(self, place: int) -> Run:
        return _at(self.characters, place)


def read_word(stream: bytes, tables: dict[bool, bytes], data: bytes = b"") -> WordText:
    """Return what the WordDocument stream and its table stream hold; `tables` are 0Table and 1Table, `data` the
    stream that takes properties too long for their page."""
    try:
        magic, _, _, _, _, flags = struct.unpack_from("<6H", stream)
        if magic != _MAGIC:
            raise NotWord(f"magic {magic:#x}")
        if flags & _ENCRYPTED:
            raise Encrypted
        table = tables[bool(flags & _SECOND_TABLE)]
        counts = struct.unpack_from("<8i", stream, 0x4C)
        text, places = _characters(stream, _slice(table, stream, _CLX))
        return WordText(
            text,
            places,
            counts,
            [_unfolded(run, data) for run in _runs(stream, _slice(table, stream, _PARAGRAPHS), styled=True)],
            _runs(stream, _slice(table, stream, _CHARACTERS), styled=False),
            table,
            stream[:2048],
        )
    except (struct.error, IndexError, KeyError, ValueError, UnicodeDecodeError) as problem:
        raise NotWord(str(problem)) from problem


def _slice(table: bytes, fib: bytes, entry: int) -> bytes:
    """Return a part of the table stream by its number in the FIB's list of (place, size)."""
    place, size = struct.unpack_from("<2I", fib, 0x9A + 8 * entry)
    return table[place : place + size]


def part_of(word: WordText, entry: int) -> tuple[bytes, bytes]:
    """Return a part of the table stream and all that stands after it."""
    try:
        place, size = struct.unpack_from("<2I", word.fib, 0x9A + 8 * entry)
    except struct.error:
        return b"", b""
    return word.table[place : place + size], word.table[place + size :]


def _characters(stream: bytes, clx: bytes) -> tuple[str, list[int]]:
    """Put the pieces together: text is stored out of order, some of it one byte a character, some two."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if at >= len(clx) or clx[at] != 2:
        raise NotWord("no piece table")
    size = int.from_bytes(clx[at + 1 : at + 5], "little")
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    if not 0 < count <= _MOST_PIECES:
        raise NotWord(f"{count} pieces")
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    if ends[-1] > _MOST_CHARACTERS:
        raise NotWord(f"{ends[-1]} characters")
    text: list[str] = []
    places: list[int] = []
    for number in range(count):
        length = ends[number + 1] - ends[number]
        where = int.from_bytes(plc[4 * (count + 1) + 8 * number + 2 :][:4], "little")
        narrow, where = bool(where & 0x40000000), where & 0x3FFFFFFF
        if length < 0:
            raise NotWord("pieces out of order")
        if narrow:
            raw = stream[where // 2 : where // 2 + length]
            piece, step = raw.decode("cp1252", "replace"), 1
            where //= 2
        else:
            raw = stream[where : where + 2 * length]
            # One unit a character here; pairs that make one character are joined when all is read.
            piece, step = "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2]))), 2
        if len(piece) < length:
            raise NotWord("text cut off")
        text.append(piece)
        places.extend(range(where, where + step * length, step))
    return "".join(text), places


def _runs(stream: bytes, plc: bytes, *, styled: bool) -> list[Run]:
    """Return the property runs of all formatted pages; one that cannot be read says nothing about its text."""
    count = (len(plc) - 4) // 8
    runs: list[Run] = []
    for number in range(max(count, 0)):
        page = int.from_bytes(plc[4 * (count + 1) + 4 * number :][:4], "little") & 0x3FFFFF
        fkp = stream[512 * page : 512 * page + 512]
        if len(fkp) == 512:
            runs.extend(_page_runs(fkp, styled=styled))
    return sorted(runs, key=lambda run: run.start)


def _page_runs(fkp: bytes, *, styled: bool) -> Iterator[Run]:
    count = fkp[511]
    step = 13 if styled else 1
    if 4 * (count + 1) + step * count > 511:
        return
    starts = struct.unpack_from(f"<{count}I", fkp)
    for number, start in enumerate(starts):
        offset = 2 * fkp[4 * (count + 1) + step * number]
        if not offset or offset >= 511:
            yield Run(start, {})
        elif not styled:
            yield Run(start, _values(fkp[offset + 1 : offset + 1 + fkp[offset]]))
        else:
            size = 2 * fkp[offset] - 1 if fkp[offset] else 2 * fkp[offset + 1]
            begin = offset + 1 if fkp[offset] else offset + 2
            body = fkp[begin : begin + size]
            yield Run(start, _values(body[2:]), int.from_bytes(body[:2], "little"))


def _unfolded(run: Run, data: bytes) -> Run:
    """Fetch the properties that only a reference stands for, as for the ends of wide table rows."""
    for sprm in _HUGE:
        if len(place := run.values.get(sprm, b"")) == 4:
            at = int.from_bytes(place, "little")
            size = int.from_bytes(data[at : at + 2], "little")
            return Run(run.start, run.values | _values(data[at + 2 : at + 2 + size]), run.style)
    return run


def _values(grpprl: bytes) -> dict[int, bytes]:
    values = {}
    at = 0
    while at + 2 <= len(grpprl):
        sprm = int.from_bytes(grpprl[at : at + 2], "little")
        at += 2
        size = _OPERAND[sprm >> 13]
        if size < 0:
            if sprm == _LONG_TABLE:
                size = int.from_bytes(grpprl[at : at + 2], "little") + 1
            else:
                size = grpprl[at] + 1 if at < len(grpprl) else 1
        values[sprm] = grpprl[at : at + size]
        at += size
    return values


def _at(runs: list[Run], place: int) -> Run:
    at = bisect_right(runs, place, key=lambda run: run.start) - 1
    return runs[at] if at >= 0 else Run(0, {})
