"""Content controls: a number printed from the sheet carries its row, so that an edit of it is noticed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from drafter.brief import Brief, Figure
from drafter.draft import Draft
from drafter.export.characters import clean

# Word refuses longer titles and tags.
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Bound:
    """A number to set in a control; the span is in the draft's text, `label` is what the control shows."""

    start: int
    end: int
    row: str
    label: str


def find_bound(draft: Draft, brief: Brief | None) -> tuple[Bound, ...]:
    """Return the bound numbers that a control can hold, in reading order and apart from each other."""
    found, offset = [], 0
    for section in draft.sections:
        for one in section.figures:
            words = section.text[one.start : one.end]
            row = clean(one.row)
            if (
                0 <= one.start < one.end <= len(section.text)
                and _fits(words)
                and 0 < len(row) <= _LONGEST - 2
            ):
                figure = brief.figure(one.row) if brief else None
                found.append(Bound(offset + one.start, offset + one.end, row, _title(figure, row)))
        offset += len(section.text)
    found.sort(key=lambda one: (one.start, one.end))
    return tuple(_apart(found))


def controls_within(bound: tuple[Bound, ...], start: int, end: int) -> Mapping[int, Bound]:
    """Return the numbers that lie wholly between `start` and `end`, by where they begin."""
    at = bisect_left(bound, start, key=lambda one: one.start)
    inside: dict[int, Bound] = {}
    while at < len(bound) and bound[at].start < end:
        if bound[at].end <= end:
            inside[bound[at].start] = bound[at]
        at += 1
    return inside


def new_control(bound: Bound, number: int) -> Any:
    """Return an empty control for the number; `number` tells it apart within the file."""
    control, properties = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
    for tag, value in (("w:alias", bound.label), ("w:tag", bound.row), ("w:id", str(number))):
        mark = OxmlElement(tag)
        mark.set(qn("w:val"), value)
        properties.append(mark)
    # Rich text: of a control for plain text LibreOffice 7.4 writes Chinese characters several times.
    control.append(properties)
    control.append(OxmlElement("w:sdtContent"))
    return control


def row_of(tag: str, title: str) -> str:
    """Return the row a control carries: in its tag, or in its title where a program has dropped the tag."""
    named = re.search(r"（([^（）]+)）$", title)
    return tag or (named[1] if named else title)


def _title(figure: Figure | None, row: str) -> str:
    label = clean(figure.label) if figure else ""
    return f"{label[: _LONGEST - len(row) - 2]}（{row}）" if label else row


def _fits(words: str) -> bool:
    return bool(clean(words).strip()) and "\n" not in words and "\t" not in words


def _apart(found: list[Bound]) -> Iterator[Bound]:
    end = 0
    for one in found:
        if one.start >= end:
            yield one
            end = one.end
