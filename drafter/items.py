"""Find the work items of a report: the paragraphs that tell what was done, one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafter.claims import SectionKind, find_claims, section_kind
from drafter.report import Report, Section
from drafter.text import sentences

_NUMBER = re.compile(r"^[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[）)]|[、.．])\s*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a section's body and the sort of section it stands in."""

    section: Section
    kind: SectionKind
    start: int
    end: int
    is_item: bool


def find_paragraphs(report: Report) -> tuple[Paragraph, ...]:
    """Return every body paragraph in order; headings, the title part and the rows of tables are not among them."""
    found = []
    for section in report.sections:
        if section.key == "0":
            continue
        kind = section_kind(report.headings_of(section))
        start = section.body_start
        while start < section.end:
            end = report.text.find("\n", start, section.end)
            end = section.end if end < 0 else end
            line = report.text[start:end]
            if line.strip() and "\t" not in line:
                found.append(Paragraph(section, kind, start, end, _is_item(line, kind)))
            start = end + 1
    return tuple(found)


def number_of(paragraph: str) -> str:
    """Return the list number a paragraph opens with, such as "3." or "（一）", "" when it has none."""
    found = _NUMBER.match(paragraph)
    return found.group() if found else ""


def _is_item(line: str, kind: SectionKind) -> bool:
    """Whether the paragraph tells of something done or planned that a person has to confirm for the new year."""
    if kind not in ("work", "outlook") or len(line) < 12 or line.rstrip().endswith(("：", ":")):
        return False
    return any(next(find_claims(line[a:b], kind), "") for a, b in sentences(line))
