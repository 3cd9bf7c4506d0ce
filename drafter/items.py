"""Find the work items of a report: the paragraphs that tell what was done, one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.brief import WorkItem
from drafter.claims import SectionKind, find_claims, section_kind
from drafter.errors import SheetError
from drafter.report import Report, Section
from drafter.strings import tr
from drafter.text import sentences

_NUMBER = re.compile(r"^(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[）)]|、|[.．](?!\d))\s*|[一二三四五六七八九十]{1,3}是(?=[^，。]))")


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


def place_added(items: Sequence[WorkItem], report: Report) -> dict[str, list[WorkItem]]:
    """Return the items to add, by the key of the section each goes to.

    A section is named by its key, its heading, or words of its heading. Raises SheetError for a name that fits no section or
    several, and for a changed or dropped item that last year's report does not have: nothing typed is lost.
    """
    paragraphs = {report.text[p.start : p.end].strip() for p in find_paragraphs(report)}
    placed: dict[str, list[WorkItem]] = {}
    for item in items:
        if item.action == "新增":
            placed.setdefault(_section_of(item, report).key, []).append(item)
        elif item.action in ("改写", "删除") and item.previous.strip() not in paragraphs:
            raise SheetError(
                tr(
                    "工作要点 {id} 的“上年内容”在上年报告中找不到，无法{action}。请照上年报告原样填写，或把处理改为 新增",
                    id=item.id,
                    action=item.action,
                )
            )
    return placed


def _section_of(item: WorkItem, report: Report) -> Section:
    name = "".join(item.section.split())
    sections = [section for section in report.sections if section.heading]
    headings = {section.key: "".join(section.heading.split()) for section in sections}
    for fits in (
        [s for s in sections if name == s.key],
        [s for s in sections if name == headings[s.key]],
        [s for s in sections if name and name in headings[s.key]],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            several = "、".join(f"{s.key} {s.heading}" for s in fits)
            raise SheetError(
                tr(
                    "工作要点 {id} 的章节“{section}”对应不止一处：{several}。请改填章节编号，如 {key}",
                    id=item.id,
                    section=item.section,
                    several=several,
                    key=fits[0].key,
                )
            )
    known = "、".join(section.heading for section in sections)
    raise SheetError(
        tr("工作要点 {id} 的章节“{section}”不在上年报告中。请填其中之一：{known}", id=item.id, section=item.section, known=known)
    )


def _is_item(line: str, kind: SectionKind) -> bool:
    """Whether the paragraph tells of something done or planned that a person has to confirm for the new year."""
    if kind not in ("work", "outlook") or len(line) < 12 or line.rstrip().endswith(("：", ":")):
        return False
    if number_of(line):
        return True  # whoever numbers what was done lists it: 1. 开展巡河检查 tells of last year though no word gives it away
    return any(next(find_claims(line[a:b], kind), "") for a, b in sentences(line))
