"""Tables on the official page: ruled, as wide as the text, header row repeated on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from drafter.export.characters import width
from drafter.export.paper import Paper

_NUMBER = re.compile(r"\s*[-+−－]?[\d,，.．]+\s*[%％]?\s*")
# What a line may not break within.
_PIECE = re.compile(r"[-+−－]?[0-9A-Za-z.,，．%％/]+")
_SIZES = (12.0, 10.5, 9.0)
# What a cell keeps free of text on both sides, in characters.
_MARGINS = 1.5


def add_table(paper: Paper, rows: Sequence[Sequence[str]]) -> list[list[tuple[Paragraph, float]]]:
    """Add an empty table fit for the texts in `rows`; return each cell's paragraph and its point size.

    A row shorter than the longest is closed by widening its last cell.
    """
    columns = max(len(row) for row in rows)
    widths, size = _measure(rows, columns, paper.room)
    table = _ruled(paper.document, len(rows), columns)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, share in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Emu(share)
    places, sides = [], _sides(rows, columns)
    for number, (row, line) in enumerate(zip(rows, table._tbl.tr_lst, strict=True)):
        _keep_row(line, header=number == 0 and len(rows) > 1)
        cells = _fit_cells(line, len(row), widths)
        places.append(
            [
                (
                    _prepare(_Cell(tc, table), paper.style("Table Text"), side if number else ALIGN.CENTER),
                    size,
                )
                for tc, side in zip(cells, sides, strict=False)
            ]
        )
    return places


def _ruled(document: WordDocument, rows: int, columns: int) -> Any:
    """Return a table with all its lines drawn, also where a template has no style for that."""
    table = document.add_table(rows, columns)
    if any(style.name == "Table Grid" for style in document.styles):
        table.style = "Table Grid"
        return table
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"))
    return table


def _measure(rows: Sequence[Sequence[str]], columns: int, room: int) -> tuple[list[int], float]:
    """Return the columns' widths, and the largest size at which few cells need a second line.

    A number or a short cell is never broken; what is left of the room goes to the columns with long cells. One long
    cell in ten makes no column wide.
    """
    cells = [[row[n] for row in rows if n < len(row)] for n in range(columns)]
    wanted = [_usual(sorted(map(width, column))) for column in cells]
    least = [max(map(_widest_piece, column), default=0.0) + _MARGINS for column in cells]
    needs = [max(min(want, 16.0) + _MARGINS, floor) for want, floor in zip(wanted, least, strict=True)]
    size = next((one for one in _SIZES if sum(needs) * Pt(one) <= room), _SIZES[-1])
    spare = room / Pt(size) - sum(least)
    asked = [min(want, 32.0) + _MARGINS - floor for want, floor in zip(wanted, least, strict=True)]
    asked = [max(one, 0.0) for one in asked]
    if spare > 0 and sum(asked) > spare:
        needs = [floor + spare * one / sum(asked) for floor, one in zip(least, asked, strict=True)]
    scale = room / sum(needs)
    return [int(need * scale) for need in needs], size


def _usual(widths: Sequence[float]) -> float:
    """Return the width that nine in ten of a column's cells keep to."""
    return widths[-(-len(widths) * 9 // 10) - 1] if widths else 0.0


def _widest_piece(text: str) -> float:
    """Return the width of what of a cell must stay on one line."""
    whole = width(text)
    return whole if whole <= 4 else max(map(width, _PIECE.findall(text)), default=2.0)


def _sides(rows: Sequence[Sequence[str]], columns: int) -> list[ALIGN]:
    """Return where each column's cells stand: numbers on the right, long words on the left, short ones amid."""
    sides = []
    for n in range(columns):
        cells = [row[n] for row in rows[1:] if n < len(row) and row[n].strip()]
        numbers = sum(bool(_NUMBER.fullmatch(cell)) for cell in cells)
        if cells and 2 * numbers >= len(cells):
            sides.append(ALIGN.RIGHT)
        else:
            sides.append(ALIGN.LEFT if any(width(cell) > 8 for cell in cells) else ALIGN.CENTER)
    return sides


def _keep_row(row: Any, *, header: bool) -> None:
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _fit_cells(row: Any, count: int, widths: Sequence[int]) -> list[Any]:
    cells = list(row.tc_lst)
    for surplus in cells[count:]:
        row.remove(surplus)
    for number, cell in enumerate(cells[:count]):
        cell.width = Emu(widths[number])
    if count < len(cells):
        cells[count - 1].grid_span = len(cells) - count + 1
        cells[count - 1].width = Emu(sum(widths[count - 1 :]))
    return cells[:count]


def _prepare(cell: _Cell, style: str, side: ALIGN) -> Paragraph:
    anchor = OxmlElement("w:vAlign")
    anchor.set(qn("w:val"), "center")
    cell._tc.get_or_add_tcPr().append(anchor)
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.style = style
    if side != ALIGN.CENTER:
        paragraph.alignment = side
    return paragraph
