"""Tables on the official page: ruled, as wide as the text, header row repeated on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from drafter.export.characters import width
from drafter.export.official_page import TEXT_WIDTH

_NUMBER = re.compile(r"\s*[-+−－]?[\d,，.．]+\s*[%％]?\s*")
_SIZES = (12.0, 10.5, 9.0)


def add_table(document: WordDocument, rows: Sequence[Sequence[str]]) -> list[list[tuple[Paragraph, float]]]:
    """Add an empty table fit for the texts in `rows`; return each cell's paragraph and its point size.

    A row shorter than the longest is closed by widening its last cell.
    """
    columns = max(len(row) for row in rows)
    widths, size = _measure(rows, columns)
    table = document.add_table(len(rows), columns, "Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, share in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Emu(share)
    places = []
    for number, (row, line) in enumerate(zip(rows, table._tbl.tr_lst, strict=True)):
        _keep_row(line, header=number == 0 and len(rows) > 1)
        cells = _fit_cells(line, len(row), widths)
        places.append(
            [
                (_prepare(_Cell(tc, table), text, number == 0), size)
                for tc, text in zip(cells, row, strict=True)
            ]
        )
    return places


def _measure(rows: Sequence[Sequence[str]], columns: int) -> tuple[list[int], float]:
    """Return the columns' widths and the largest size at which few cells need a second line."""
    needs = [max((width(row[n]) for row in rows if n < len(row)), default=0.0) for n in range(columns)]
    needs = [min(max(need, 2.0), 16.0) + 1.5 for need in needs]
    size = next((one for one in _SIZES if sum(needs) * Pt(one) <= TEXT_WIDTH), _SIZES[-1])
    scale = TEXT_WIDTH / sum(needs)
    return [int(need * scale) for need in needs], size


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


def _prepare(cell: _Cell, text: str, header: bool) -> Paragraph:
    anchor = OxmlElement("w:vAlign")
    anchor.set(qn("w:val"), "center")
    cell._tc.get_or_add_tcPr().append(anchor)
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.style = "Table Text"
    if not header and _NUMBER.fullmatch(text):
        paragraph.alignment = ALIGN.RIGHT
    elif not header and width(text) > 8:
        paragraph.alignment = ALIGN.LEFT
    return paragraph
