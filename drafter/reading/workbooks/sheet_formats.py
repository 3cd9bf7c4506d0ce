"""How a spreadsheet prints its numbers: 0.9812 stands in the cell, 98.12% is what the reader sees."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

from drafter.errors import ReportError
from drafter.reading.source import Source
from drafter.reading.workbooks.xls_formats import read_old_sheets
from drafter.reading.zipguard import ZIP_ERRORS
from drafter.strings import tr

_BUILT_IN = (
    {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
    | dict.fromkeys((37, 38, 41, 42), "#,##0")
    | dict.fromkeys((39, 40, 43, 44), "#,##0.00")
)
# A cell's attributes, and ">" when something stands in it.
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(/>|></(?:\w+:)?c>|><(?:\w+:)?v\s*/>|>)")
_PLACE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_STYLE = re.compile(rb"\bs=\"(\d{1,6})\"")
_HIDDEN = re.compile(rb"<(?:\w+:)?(?:col|row)\s[^>]*?\bhidden=\"(?:1|true)\"[^>]*>")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s+ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_AT = re.compile(rb"\b(min|max|r)=\"(\d{1,7})\"")
# The reader lays a sheet out as a whole, so its reach counts, not how many cells are filled.
_WIDEST_REACH = 4_000_000
_WIDEST = 16_384  # columns of a sheet
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class Hidden:
    """The rows and columns of a sheet that nobody sees, from 0; `shown` is where a merged cell that begins there is first seen."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    shown: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Formats:
    """The number format of each cell that has one worth knowing, by sheet name and place from 0; and what each sheet hides."""

    sheets: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    hidden: dict[str, Hidden] = field(default_factory=dict)

    def of_sheet(self, name: str) -> dict[tuple[int, int], str]:
        return self.sheets.get(name, {})

    def hidden_in(self, name: str) -> Hidden:
        return self.hidden.get(name, Hidden())


def printed(value: float, format: str) -> str:
    """Return the number as the format prints it: its decimals, thousands and percent; other formats print it plainly."""
    pattern = _LITERAL.sub("", format.split(";")[0])
    digits = re.search(r"[#0][#0,]*(?:\.([0#]+))?", pattern)
    if not digits or re.search(r"[yYdDhHsS/?eE@]", pattern):
        return _plain(value)
    exact = Decimal(repr(value))
    percent = "%" in pattern
    places = digits[1] or ""
    if not exact.is_finite():
        return _plain(value)
    rounded = (exact * 100 if percent else exact).quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in digits[0] else f"{rounded:f}"
    optional = len(places) - len(places.rstrip("#"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return (text.rstrip(".") if "." in text else text) + "%" * percent


def _plain(value: float) -> str:
    """Fifteen digits are what Excel keeps; the sixteenth is the noise of binary fractions."""
    return format(Decimal(format(value, ".15g")), "f") if abs(value) < 1e15 else repr(value)


def formats_of(source: Source) -> Formats:
    """Return the formats of a workbook; an .xlsx whose cells reach absurdly far is refused before it is laid out."""
    from lxml import etree

    if not source.data.startswith(b"PK"):
        old = read_old_sheets(source.data, _BUILT_IN)
        return Formats(
            {name: one.formats for name, one in old.items()},
            {name: _hidden(one.rows, one.columns, one.merged) for name, one in old.items()},
        )
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            names = set(archive.namelist())
            codes = _codes(archive, names)
            sheets, hidden = {}, {}
            for sheet, part in _parts(archive):
                if part in names:
                    data = archive.read(part)
                    sheets[sheet], hidden[sheet] = _scan(data, codes, source), _hidden_by_tags(data)
            return Formats(sheets, hidden)
    except (etree.XMLSyntaxError, *ZIP_ERRORS):
        # What is damaged the reader itself will say; without formats numbers print plainly.
        return Formats()


def _xml(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _codes(archive: zipfile.ZipFile, names: set[str]) -> list[str]:
    """Return the format code of each cell style, "" for those that change nothing."""
    if "xl/styles.xml" not in names:
        return []
    root = _xml(archive.read("xl/styles.xml"))
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iterfind(".//{*}numFmts/{*}numFmt")}
    ids = [one.get("numFmtId", "0") for one in root.iterfind(".//{*}cellXfs/{*}xf")]
    return [own.get(id) or _BUILT_IN.get(int(id) if id.isdecimal() else 0, "") for id in ids]


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    book = _xml(archive.read("xl/workbook.xml"))
    targets = {
        one.get("Id"): one.get("Target", "") for one in _xml(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for sheet in book.iterfind(".//{*}sheets/{*}sheet"):
        id = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        target = targets.get(id, "")
        yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _scan(data: bytes, codes: list[str], source: Source) -> dict[tuple[int, int], str]:
    formats = {}
    low_row = low_column = 1 << 30
    high_row = high_column = 0
    for cell in _CELL.finditer(data):
        place = _PLACE.search(cell[1])
        if cell[2] != b">" or not place:
            continue
        row, column = int(place[2]) - 1, _column(place[1])
        low_row, high_row = min(low_row, row), max(high_row, row)
        low_column, high_column = min(low_column, column), max(high_column, column)
        style = _STYLE.search(cell[1])
        code = codes[int(style[1])] if style and int(style[1]) < len(codes) else ""
        if code:
            formats[row, column] = code
    # A sheet without a cell reaches nowhere.
    if max(high_row - low_row + 1, 0) * (high_column - low_column + 1) > _WIDEST_REACH:
        raise ReportError(
            tr(
                "{name}：有单元格远在第 {row} 行，表格范围过大。请删去多余的行列，另存后再读",
                name=source.name,
                row=high_row + 1,
            )
        )
    return formats


def _hidden_by_tags(data: bytes) -> Hidden:
    rows, columns = set[int](), set[int]()
    for tag in _HIDDEN.finditer(data):
        at = {name: int(number) - 1 for name, number in _AT.findall(tag[0])}
        if b"r" in at:
            rows.add(at[b"r"])
        elif at.keys() >= {b"min", b"max"}:
            columns.update(range(at[b"min"], min(at[b"max"] + 1, _WIDEST)))
    merged = (
        (int(found[2]) - 1, _column(found[1]), int(found[4]) - 1, _column(found[3]))
        for found in _MERGED.finditer(data)
    )
    return _hidden(rows, columns, merged)


def _hidden(
    rows: Collection[int], columns: Collection[int], merged: Iterable[tuple[int, int, int, int]]
) -> Hidden:
    shown = {}
    for top, left, bottom, right in merged if rows or columns else ():
        row = next((at for at in range(top, min(bottom, top + _WIDEST) + 1) if at not in rows), top)
        column = next((at for at in range(left, min(right, _WIDEST) + 1) if at not in columns), left)
        shown[top, left] = row, column
    return Hidden(frozenset(rows), frozenset(columns), shown)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
