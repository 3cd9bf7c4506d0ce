"""Let the rows of a table come and go with the sheet: a new project gets the row of its fellows, a vanished one loses its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from drafter.drafting.adapting import adapt_paragraph
from drafter.drafting.lists.fellows import Fellow, FellowList, mentions_inside
from drafter.drafting.lists.growing import Newcomer
from drafter.drafting.lists.own_rates import own_rate
from drafter.drafting.pieces import Material, Piece
from drafter.lastyear.items import Paragraph
from drafter.lastyear.slots import Binding
from drafter.numbers.labels.cells import NUMBERING
from drafter.report import Report, Section
from drafter.tabular.addition import TOTAL

_SERIAL = re.compile(r"\d{1,3}(?=\t)")
_LETTER = re.compile(r"[^\W\d_]")
_CHINESE = re.compile(r"[一-鿿]")
_CODE = 100  # no table begins with so high a serial number


@dataclass(frozen=True)
class TableRow:
    """A line of cells of last year's report."""

    start: int
    end: int


def find_table_rows(material: Material, report: Report) -> tuple[FellowList, ...]:
    """Return the lists of neighbouring rows that hold the same figures of different things, without totals."""
    found = []
    for section in report.sections:
        for tabled, rows in groupby(_lines(material, section), key=lambda row: _is_row(material, row)):
            if not tabled:
                continue
            fellows = [_fellow(material, section, row) for row in rows]
            for told, run in groupby(fellows, key=lambda one: tuple(one.mentions.values()) if one else ()):
                alike = [one for one in run if one is not None]
                if told and len(alike) > 1:
                    found.append(FellowList(tuple(alike)))
    return tuple(found)


def row_goes(material: Material, row: TableRow) -> bool:
    """Whether none of the figures of a row is reported this year: the row of a project that is no more."""
    bound = [m for m in mentions_inside(material, row.start, row.end) if material.bindings.get(m.start)]
    name = _name(material.text[row.start : row.end])
    return (
        bool(bound and name)
        and not TOTAL.fullmatch("".join(name.split()))
        and all(map(material.is_left_out, bound))
    )


def write_row(material: Material, new: Newcomer) -> Piece:
    """Return the row of a new thing in the form of its fellow's, numbers without a row of the sheet left open."""
    fellow = new.after
    start, end = fellow.paragraph.start, fellow.paragraph.end
    at = material.text.index(fellow.name, start, end)
    behind = at + len(fellow.name)
    text = material.text[start:at] + new.name + material.text[behind:end]
    by = len(new.name) - len(fellow.name)
    moved = tuple(
        m.moved(-start + (by if m.start >= behind else 0))
        for m in material.inside(start, end)
        if not at <= m.start < behind
    )
    bindings, computed = {}, []
    for mention in moved:
        told = mention.start + start
        suffix = fellow.mentions.get(told - by if told >= behind + by else told)
        if suffix is None:
            continue
        row = new.rows.get(suffix, "")
        if not row and (rate := own_rate(material, new, suffix)) is not None:
            row = rate.row.id
            computed.append(rate)
        bindings[mention.start] = Binding(mention, new.name + suffix, row)
    fresh = replace(
        material,
        text=text,
        mentions=moved,
        bindings=bindings,
        figures={**material.figures, **{rate.row.id: rate.row for rate in computed}},
        values={**material.values, **{rate.row.id: rate.value for rate in computed}},
        reasons={},
        body={},
        recounted={},
        enumerated={},
        fresh=True,
    )
    return adapt_paragraph(fresh, 0, len(text), "standing")


def numbered(piece: Piece, number: int) -> Piece:
    """Return the row with another serial number in its first cell."""
    found = _SERIAL.match(piece.text)
    return piece.replaced(0, found.end(), str(number)) if found else piece


def serial_of(row: str, before: int | None) -> int | None:
    """Return the serial number in the first cell of a row behind the one numbered `before`, None when it holds something else.

    207, 207, 208 are codes of what was spent for; 10, 1, 0, 0 are a row of figures, of which none is a number of the row.
    """
    found = _SERIAL.match(row) if _LETTER.search(row) else None
    number = int(found[0]) if found else 0
    runs = number == 1 or (number < _CODE if before is None else number == before + 1)
    return number if found and runs else None


def _lines(material: Material, section: Section) -> Iterator[TableRow]:
    at = section.body_start
    for line in material.text[at : section.end].splitlines(keepends=True):
        yield TableRow(at, at + len(line.rstrip("\n")))
        at += len(line)


def _is_row(material: Material, row: TableRow) -> bool:
    return "\t" in material.text[row.start : row.end]


def _fellow(material: Material, section: Section, row: TableRow) -> Fellow | None:
    name = _name(material.text[row.start : row.end])
    if len(name) < 2 or TOTAL.fullmatch("".join(name.split())):
        return None
    rows: dict[str, str] = {}
    told: dict[int, str] = {}
    for mention in mentions_inside(material, row.start, row.end):
        binding = material.bindings.get(mention.start)
        figure = material.figures.get(binding.row) if binding else None
        if figure is None or name not in figure.label:
            return None
        suffix = figure.label.partition(name)[2]
        told[mention.start] = suffix if figure.period == "本年" else f"{suffix}（{figure.period}）"
        rows.setdefault(told[mention.start], figure.id)
    paragraph = Paragraph(section, "standing", row.start, row.end, False)
    return Fellow(paragraph, name, rows, told, name) if rows else None


def _name(row: str) -> str:
    """What the row is about: its first cell of words, without a list number."""
    words: Sequence[str] = [cell.strip() for cell in row.split("\t") if _CHINESE.search(cell)]
    return NUMBERING.sub("", words[0]) if words else ""
