"""What old Excel files say of cells: which format each cell's style names ([MS-XLS] 2.4.353 XF, 2.4.126 Format), and what is hidden."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

_SHEET, _FORMAT, _STYLE, _NUMBER, _SMALL, _SMALLS, _FORMULA = 0x85, 0x41E, 0xE0, 0x203, 0x27E, 0xBD, 0x06
_END, _ROW, _COLUMNS, _MERGED = 0x0A, 0x208, 0x7D, 0xE5
_HIDDEN_ROW, _WIDEST = 0x20, 256
_MOST_RECORDS = 2_000_000


@dataclass(slots=True)
class OldSheet:
    """The format code of each number by its place from 0, the rows and columns that are hidden, and the merged cells.

    These are (top, left, bottom, right).
    """

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def read_old_sheets(data: bytes, built_in: dict[int, str]) -> dict[str, OldSheet]:
    """Return what is known of each sheet by its name; of a damaged file nothing."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            name = next(one for one in ("Workbook", "Book") if ole.exists(one))
            stream = ole.openstream(name).read()
        sheets, codes = _globals(stream, built_in)
        return {name: _sheet(stream, place, codes) for name, place in sheets}
    # olefile and damaged records raise many kinds; numbers then print plainly.
    except Exception:
        return {}


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(stream):
            return
        kind, size = struct.unpack_from("<2H", stream, at)
        if kind == _END:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _globals(stream: bytes, built_in: dict[int, str]) -> tuple[list[tuple[str, int]], list[str]]:
    """Return the sheets with their places in the stream, and the format code of each style."""
    own: dict[int, str] = {}
    sheets, styles = [], []
    for kind, body in _records(stream, 0):
        if kind == _SHEET:
            sheets.append((_text(body[6], body[7:]), struct.unpack_from("<I", body)[0]))
        elif kind == _FORMAT:
            id, size = struct.unpack_from("<2H", body)
            own[id] = _text(size, body[4:])
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", body, 2)[0])
    return sheets, [own.get(id) or built_in.get(id, "") for id in styles]


def _text(size: int, raw: bytes) -> str:
    """A flag says whether characters take one byte or two."""
    return raw[1 : 1 + 2 * size].decode("utf-16-le") if raw[0] & 1 else raw[1 : 1 + size].decode("latin-1")


def _sheet(stream: bytes, place: int, codes: list[str]) -> OldSheet:
    sheet = OldSheet()
    for kind, body in _records(stream, place):
        if kind in (_NUMBER, _SMALL, _FORMULA):
            row, column, style = struct.unpack_from("<3H", body)
            found = [(column, style)]
        elif kind == _SMALLS:
            row, first = struct.unpack_from("<2H", body)
            found = [
                (first + at, struct.unpack_from("<H", body, 4 + 6 * at)[0])
                for at in range((len(body) - 6) // 6)
            ]
        else:
            _layout(sheet, kind, body)
            continue
        for column, style in found:
            if style < len(codes) and codes[style]:
                sheet.formats[row, column] = codes[style]
    return sheet


def _layout(sheet: OldSheet, kind: int, body: bytes) -> None:
    """What a record says of whole rows, whole columns or merged cells (2.4.221 Row, 2.4.53 ColInfo, 2.4.168 MergeCells)."""
    if kind == _ROW and body[12] & _HIDDEN_ROW:
        sheet.rows.add(struct.unpack_from("<H", body)[0])
    elif kind == _COLUMNS and body[8] & 1:
        first, last = struct.unpack_from("<2H", body)
        sheet.columns.update(range(first, min(last + 1, _WIDEST)))
    elif kind == _MERGED:
        for at in range(struct.unpack_from("<H", body)[0]):
            top, bottom, left, right = struct.unpack_from("<4H", body, 2 + 8 * at)
            sheet.merged.append((top, left, bottom, right))
