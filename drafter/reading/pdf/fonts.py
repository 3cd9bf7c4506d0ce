"""The font that stands in where a PDF brings none of its own: reading must not depend on what a machine has installed.

PDFium takes such a font from the system. Where that has no Chinese one, characters get boxes without extent, so that
lines run into one another and single characters are lost. Here all characters of Chinese, Japanese and Korean fonts
are one upright bar, as high as such fonts are and narrower than any character: how wide each is, the PDF itself says.
"""

from __future__ import annotations

import struct
from ctypes import memmove
from typing import Any

import pypdfium2

# FPDF_CHARSET: shift-JIS, Hangul, GB 2312, Big5.
_CHARSETS = {128, 129, 134, 136}
_NAME = b"Bars\0"
# As PDFium's own handles are addresses, none is this small.
_HANDLE = 1
_EM, _WIDE, _DESCENT, _ASCENT = 1000, 100, -120, 880


def stand_in() -> None:
    """Let PDFium use the font of bars in this process; to ask again changes nothing."""
    if not isinstance(pypdfium2.PdfSysfontBase.SINGLETON, _Bars):
        _Bars().setup()


class _Bars(pypdfium2.PdfSysfontBase):  # type: ignore[misc]
    """PDFium's way to the system's fonts, but for those of Chinese, Japanese and Korean."""

    def MapFont(
        self, _: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, unused: Any
    ) -> Any:
        if charset in _CHARSETS:
            return _HANDLE
        return self.default.MapFont(self.default, weight, italic, charset, pitch, face, unused)

    def GetFontData(self, _: Any, font: int, table: int, buffer: Any, size: int) -> Any:
        if font != _HANDLE:
            return self.default.GetFontData(self.default, font, table, buffer, size)
        return _given(_TABLES.get(table.to_bytes(4, "big"), b"") if table else _FILE, buffer, size)

    def GetFaceName(self, _: Any, font: int, buffer: Any, size: int) -> Any:
        if font != _HANDLE:
            return self.default.GetFaceName(self.default, font, buffer, size)
        return _given(_NAME, buffer, size)

    def GetFontCharset(self, _: Any, font: int) -> Any:
        return max(_CHARSETS) if font == _HANDLE else self.default.GetFontCharset(self.default, font)

    def DeleteFont(self, _: Any, font: int) -> None:
        if font != _HANDLE:
            self.default.DeleteFont(self.default, font)


def _given(data: bytes, buffer: Any, size: int) -> int:
    """Write the data where there is room for it, and return how much it takes."""
    if buffer and size >= len(data):
        memmove(buffer, data, len(data))
    return len(data)


def _tables() -> dict[bytes, bytes]:
    """Return the tables of a TrueType font (ISO/IEC 14496-22) that shows all of Unicode as one bar."""
    high = _ASCENT - _DESCENT
    bar = struct.pack(
        ">hhhhhHH4B4h4h",
        *(1, 0, _DESCENT, _WIDE, _ASCENT),  # one contour, and its bounds
        *(3, 0),  # its last point; no instructions
        *(1, 1, 1, 1),  # all points are corners
        *(0, 0, _WIDE, 0),  # how far each is from the one before, across
        *(_DESCENT, high, 0, -high),  # and up
    )
    to_one = struct.pack(">HHIIIIII", 13, 0, 28, 0, 1, 0x21, 0x10FFFF, 1)  # format 13: many to one
    metrics = (0, _DESCENT, _WIDE, _ASCENT)
    return {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + to_one,
        b"glyf": bar,
        b"head": struct.pack(
            ">IIIIHHQQ4hHHhhh", 0x10000, 0, 0, 0x5F0F3CF5, 0, _EM, 0, 0, *metrics, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, _ASCENT, _DESCENT, 0, _EM, *[0] * 11, 1),
        b"hmtx": struct.pack(">H3h", _EM, 0, 0, 0),
        b"loca": struct.pack(">3I", 0, 0, len(bar)),
        b"maxp": struct.pack(">I14H", 0x10000, 2, 4, 1, 0, 0, 1, *[0] * 8),
    }


def _file(tables: dict[bytes, bytes]) -> bytes:
    offset, directory, body = 12 + 16 * len(tables), b"", b""
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        words = struct.unpack(f">{len(padded) // 4}I", padded)
        directory += struct.pack(">4sIII", tag, sum(words) & 0xFFFFFFFF, offset + len(body), len(data))
        body += padded
    return struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 48) + directory + body


_TABLES = _tables()
_FILE = _file(_TABLES)
