"""Number formats of old Excel files: which format each cell's style names ([MS-XLS] 2.4.353 XF, 2.4.126 Format)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO

_SHEET, _FORMAT, _STYLE, _NUMBER, _SMALL, _SMALLS, _FORMULA = 0x85, 0x41E, 0xE0, 0x203, 0x27E, 0xBD, 0x06
_END = 0x0A
_MOST_RECORDS = 2_000_000


def xls_formats(data: bytes, built_in: dict[int, str]) -> dict[str, dict[tuple[int, int], str]]:
    """Return the format code of each number, by sheet name and place from 0; a damaged file has none."""
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


def _sheet(stream: bytes, place: int, codes: list[str]) -> dict[tuple[int, int], str]:
    formats = {}
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
            continue
        for column, style in found:
            if style < len(codes) and codes[style]:
                formats[row, column] = codes[style]
    return formats
