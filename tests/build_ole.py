"""Makes old Word and Excel files for tests, down to the sectors and records."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def write_ole(path: Path, streams: Mapping[str, bytes]) -> Path:
    """Write a compound file; every stream is padded to 4,096 bytes so that no small-sector table is needed."""
    padded = {
        name: data.ljust(max(4096, -(-len(data) // _SECTOR) * _SECTOR), b"\0")
        for name, data in streams.items()
    }
    names = sorted(padded, key=lambda name: (len(name), name.upper()))
    directory_sectors = -(-(len(names) + 1) // 4)
    fat = [_FAT, *range(2, directory_sectors + 1), _END]
    starts = {}
    for name in names:
        starts[name], size = len(fat), len(padded[name]) // _SECTOR
        fat += [*range(len(fat) + 1, len(fat) + size), _END]
    assert len(fat) <= 128, "one sector of FAT holds 64 KiB"
    entries = [_entry("Root Entry", 5, _END, 0, child=1 + len(names) // 2)]
    entries += [
        _entry(name, 2, starts[name], len(padded[name]), *_siblings(at, len(names)))
        for at, name in enumerate(names)
    ]
    entries += [bytes(128)] * (directory_sectors * 4 - len(entries))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x3I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1)
    header += struct.pack("<6I", 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    body = struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat))) + b"".join(entries)
    path.write_bytes(header + body + b"".join(padded[name] for name in names))
    return path


def _siblings(at: int, count: int) -> tuple[int, int, int]:
    """The root of the directory's tree is the middle entry; the others hang on it in two chains."""
    middle = count // 2
    left = at if 0 < at <= middle else _FREE
    right = at + 2 if middle <= at < count - 1 else _FREE
    return _FREE, left, right


def _entry(
    name: str, kind: int, start: int, size: int, child: int = _FREE, left: int = _FREE, right: int = _FREE
) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return raw.ljust(64, b"\0") + struct.pack(
        "<HBB3I36xIQ", len(raw), kind, 1, left, right, child, start, size
    )


@dataclass(frozen=True)
class Para:
    """A paragraph with its mark; `sprms` are its properties, `hidden` and `deleted` mark all its characters."""

    text: str
    sprms: bytes = b""
    style: int = 0
    hidden: bool = False
    deleted: bool = False


CELL = bytes.fromhex("162401")
ROW_END = CELL + bytes.fromhex("172401")


def row(*cells: str, edges: Sequence[int] = ()) -> list[Para]:
    """Return a table row; `edges` are the cells' edges in twentieths of a point."""
    definition = b""
    if edges:
        raw = struct.pack(f"<B{len(edges)}h", len(cells), *edges) + bytes(20 * len(cells))
        definition = struct.pack("<HH", 0xD608, len(raw) + 1) + raw
    return [*(Para(cell + "\x07", CELL) for cell in cells), Para("\x07", ROW_END + definition)]


def write_doc(path: Path, *paragraphs: Para, notes: str = "", headers: str = "", flags: int = 0) -> Path:
    """Write a Word file of the 1997 format, its text as one piece of two-byte characters."""
    text = "".join(one.text for one in paragraphs)
    main = len(text.encode("utf-16-le")) // 2
    raw = (text + notes + headers + "\r").encode("utf-16-le")
    first = 1024
    place, bounds, paragraph_runs, character_runs = first, [first], [], []
    for one in paragraphs:
        place += len(one.text.encode("utf-16-le"))
        bounds.append(place)
        paragraph_runs.append(struct.pack("<H", one.style) + one.sprms)
        character_runs.append(b"\x3c\x08\x01" * one.hidden + b"\x00\x08\x01" * one.deleted)
    text_end = first + -(-len(raw) // 512) * 512
    pages = [_fkp(bounds, paragraph_runs, styled=True), _fkp(bounds, character_runs, styled=False)]
    number = text_end // 512
    bte = [struct.pack("<3I", bounds[0], bounds[-1], number + at) for at in range(2)]
    clx = struct.pack("<BIIIHIH", 2, 16, 0, len(raw) // 2, 0, first, 0)
    table = clx + bte[0] + bte[1]
    fib = bytearray(first)
    struct.pack_into("<6H", fib, 0, 0xA5EC, 0xC1, 0, 0x804, 0, 0x0200 | flags)
    struct.pack_into("<8i", fib, 0x4C, main, len(notes), len(headers), 0, 0, 0, 0, 0)
    for entry, at, size in ((33, 0, len(clx)), (13, len(clx), 12), (12, len(clx) + 12, 12)):
        struct.pack_into("<2I", fib, 0x9A + 8 * entry, at, size)
    stream = bytes(fib) + raw.ljust(text_end - first, b"\0") + b"".join(pages)
    return write_ole(path, {"WordDocument": stream, "1Table": table})


def _fkp(bounds: Sequence[int], runs: Sequence[bytes], *, styled: bool) -> bytes:
    """Return a page of properties; what it says stands at its end, from the bottom up."""
    page = bytearray(512)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    at = 510
    for number, body in enumerate(runs):
        if not body:
            continue
        if styled:
            body += bytes(len(body) % 2 == 0)
            piece = bytes([(len(body) + 1) // 2]) + body
        else:
            piece = bytes([len(body)]) + body
        at = (at - len(piece)) // 2 * 2
        page[at : at + len(piece)] = piece
        page[4 * len(bounds) + (13 if styled else 1) * number] = at // 2
    page[511] = len(runs)
    return bytes(page)


def write_xls(
    path: Path,
    name: str,
    cells: Mapping[tuple[int, int], str | float],
    *,
    format: str = "General",
    hidden_row: int | None = None,
    hidden_column: int | None = None,
) -> Path:
    """Write an Excel file of the 1997 format with one sheet whose numbers are printed in one format."""
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    if hidden_column is not None:
        sheet += _record(0x7D, struct.pack("<6H", hidden_column, hidden_column, 2304, 0, 1, 0))
    if hidden_row is not None:
        sheet += _record(0x208, struct.pack("<8H", hidden_row, 0, 9, 300, 0, 0, 0x120, 0))
    for (at, column), value in sorted(cells.items()):
        head = struct.pack("<3H", at, column, 0)
        if isinstance(value, str):
            sheet += _record(0x204, head + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
        else:
            sheet += _record(0x203, head + struct.pack("<d", value))
    sheet += _record(0x0A, b"")
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    start += _record(0x41E, struct.pack("<HHB", 164, len(format), 0) + format.encode("ascii"))
    start += _record(0xE0, struct.pack("<2H16x", 0, 164))
    bound = struct.pack("<IHBB", 0, 0, len(name), 1) + name.encode("utf-16-le")
    offset = len(start) + len(_record(0x85, bound)) + 4
    bound = struct.pack("<I", offset) + bound[4:]
    return write_ole(path, {"Workbook": start + _record(0x85, bound) + _record(0x0A, b"") + sheet})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body
