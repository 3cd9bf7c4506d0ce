"""What a reader of the exported draft must not overlook: marks left open, and issues found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.draft import Draft, OpenMark
from drafter.errors import DraftError
from drafter.issue import Issue, severity_name
from drafter.strings import tr

_MARK = re.compile(r"【(待补|待核)[:：]?([^【】\n]*)】")


@dataclass(frozen=True, slots=True)
class Note:
    """A remark pinned to code points of the draft's text; `marked` ones are highlighted as well."""

    start: int
    end: int
    text: str
    marked: bool = False


def find_open_marks(draft: Draft) -> tuple[OpenMark, ...]:
    """Return every open mark in reading order, its span in the draft's text.

    Marks that stand in the text without a span count too: a person may have typed or pasted one.
    """
    known, offset = [], 0
    for section in draft.sections:
        known += [replace(one, start=one.start + offset, end=one.end + offset) for one in section.open]
        offset += len(section.text)
    loose = [
        OpenMark(found.start(), found.end(), "待补" if found[1] == "待补" else "待核", found[2].strip())
        for found in _MARK.finditer(draft.text)
        if not any(one.start < found.end() and found.start() < one.end for one in known)
    ]
    return tuple(sorted(known + loose, key=lambda one: (one.start, one.end)))


def require_closed(draft: Draft) -> None:
    """Raise DraftError while a 待补 or 待核 stands in the draft."""
    marks = find_open_marks(draft)
    if not marks:
        return
    count = Counter(mark.kind for mark in marks)
    first = marks[0]
    section = draft.as_report().section_at(first.start)
    raise DraftError(
        tr(
            "还不能定稿：有 {blank} 处待补、{doubt} 处待核，第一处在“{where}”：{words}。"
            "请逐处处理后再导出，或作为草稿导出",
            blank=count["待补"],
            doubt=count["待核"],
            where=section.heading or draft.title,
            words=draft.text[first.start : first.end] or first.reason,
        )
    )


def find_notes(draft: Draft, issues: Sequence[Issue]) -> tuple[Note, ...]:
    """Return what to pin, in reading order; spans lie within the text and are empty only when it is."""
    length = len(draft.text)
    notes = [*_notes_of_marks(draft), *_notes_of_issues(issues)]
    placed = []
    for note in notes:
        start = min(max(note.start, 0), max(length - 1, 0))
        placed.append(replace(note, start=start, end=min(max(note.end, start + 1), length)))
    return tuple(sorted(placed, key=lambda note: (note.start, note.end)))


def _notes_of_marks(draft: Draft) -> Iterator[Note]:
    for mark in find_open_marks(draft):
        kind = tr("待补") if mark.kind == "待补" else tr("待核")
        yield Note(mark.start, mark.end, f"{kind}：{mark.reason}" if mark.reason else kind, marked=True)


def _notes_of_issues(issues: Sequence[Issue]) -> Iterator[Note]:
    for issue in issues:
        if issue.code == "placeholder-left":
            continue  # the mark has a note of its own, with its reason
        words = f"【{severity_name(issue.severity)}】{issue.message}"
        if issue.expected:
            words += "\n" + tr("应为：{expected}", expected=issue.expected)
        yield Note(issue.start, issue.end, words)
