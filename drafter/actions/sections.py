"""A section as the editor shows it: its body without the heading line, and what is marked in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from drafter.brief import Brief, Figure
from drafter.draft import Draft, DraftSection, OpenMark
from drafter.issue import Findings, Issue
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One line of the outline with what is left to do in it."""

    key: str
    level: int
    heading: str
    status: str
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to see in the editor; offsets count UTF-16 units of the body, as browsers do. `row` is a bound number's."""

    start: int
    end: int
    kind: str
    row: str = ""


def lead(section: DraftSection) -> str:
    """Return what stands before the body: the heading and, unless the text runs on, its line break."""
    if not section.heading or not section.text.startswith(section.heading):
        return ""
    return section.heading + ("\n" if section.text[len(section.heading) :].startswith("\n") else "")


def body(section: DraftSection) -> str:
    """Return the text below the heading, without the last line break."""
    return section.text.removeprefix(lead(section)).removesuffix("\n")


def with_body(section: DraftSection, text: str) -> str:
    """Return the section's whole text with a new body, as `Draft.revise` takes it."""
    whole = lead(section) + clean(text)
    return whole if whole.endswith("\n") else whole + "\n"


def clean(text: str) -> str:
    """Return typed text without carriage returns, NULs and half surrogate pairs, which no file can hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def name_of(section: DraftSection) -> str:
    """Return what to call the section: its heading, or 标题 for the lines before the first one."""
    return section.heading or tr("标题")


def path_of(draft: Draft, key: str) -> str:
    """Return the section's name after its chapter's number: 二（一）基本支出情况."""
    name, chapter = name_of(draft.section(key)), key.split(".")[0]
    above = next((section.heading for section in draft.sections if section.key == chapter), "")
    number, comma, _ = above.partition("、")
    return f"{number}{name}" if chapter != key and comma and len(number) <= 4 else name


def first_to_do(draft: Draft) -> str:
    """Return the key of the first section to write: not the title, no chapter heading over subsections."""
    parents = {section.key.rpartition(".")[0] for section in draft.sections}
    leaves = [section for section in draft.sections if section.heading and section.key not in parents]
    waiting = [section for section in leaves if section.status == "未起草"]
    return (waiting or leaves or draft.sections)[0].key


def outline(draft: Draft, findings: Findings) -> tuple[OutlineRow, ...]:
    """Return the outline of the draft with the number of errors and warnings in each section."""
    counts: dict[tuple[str, str], int] = {}
    for key, issue in located(draft, findings):
        counts[key, issue.severity] = counts.get((key, issue.severity), 0) + 1
    return tuple(
        OutlineRow(
            one.key,
            one.level,
            name_of(one),
            one.status,
            counts.get((one.key, "error"), 0),
            counts.get((one.key, "warning"), 0),
        )
        for one in draft.sections
    )


def located(draft: Draft, findings: Findings) -> Iterator[tuple[str, Issue]]:
    """Yield each issue with the key of the section it stands in, in reading order."""
    report, keys = draft.as_report(), _keys(draft)
    for issue in findings.issues:
        yield (issue.section if issue.section in keys else report.section_at(issue.start).key), issue


def place_in_body(draft: Draft, key: str, start: int, end: int) -> tuple[int, int]:
    """Return a span of the draft's text as UTF-16 offsets in the body of section `key`."""
    section = draft.section(key)
    offset = start_of(draft, key) + len(lead(section))
    place = _in_utf16(body(section))
    return place(start - offset), place(end - offset)


def section_marks(draft: Draft, findings: Findings, key: str) -> tuple[Mark, ...]:
    """Return what to highlight in the body of section `key`: issues, open marks and numbers bound to the sheet."""
    section = draft.section(key)
    before, place = len(lead(section)), _in_utf16(body(section))
    offset = start_of(draft, key) + before
    marks = [
        Mark(place(issue.start - offset), place(issue.end - offset), issue.severity)
        for at, issue in located(draft, findings)
        if at == key
    ]
    marks += [Mark(place(o.start - before), place(o.end - before), "open") for o in section.open]
    marks += [Mark(place(f.start - before), place(f.end - before), "bound", f.row) for f in section.figures]
    return tuple(mark for mark in marks if mark.start < mark.end)


def open_mark(draft: Draft, key: str, issue: Issue) -> OpenMark | None:
    """Return the 【待补】 or 【待核】 an issue points at, which knows its reason; None for any other issue."""
    offset = start_of(draft, key)
    if issue.code != "placeholder-left":
        return None
    return next(
        (m for m in draft.section(key).open if m.start + offset < issue.end and issue.start < m.end + offset),
        None,
    )


def section_figures(brief: Brief, section: DraftSection) -> tuple[Figure, ...]:
    """Return the rows of the sheet that the section prints, in reading order."""
    rows = dict.fromkeys(bound.row for bound in section.figures)
    return tuple(figure for id in rows if (figure := brief.figure(id)))


def snippet(text: str, start: int, end: int, *, around: int = 14) -> tuple[str, str, str]:
    """Return the words before a span, the span, and the words after, within its line; … where the line goes on."""
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    left, right = max(begin, start - around), min(stop, end + around)
    before = ("…" if left > begin else "") + text[left:start]
    return before, text[start:end], text[end:right] + ("…" if right < stop else "")


def _keys(draft: Draft) -> set[str]:
    return {section.key for section in draft.sections}


def start_of(draft: Draft, key: str) -> int:
    offset = 0
    for section in draft.sections:
        if section.key == key:
            return offset
        offset += len(section.text)
    raise KeyError(key)


def _in_utf16(text: str) -> Callable[[int], int]:
    """Return what tells an offset in code points in UTF-16 units; offsets outside are brought to the edge."""
    rare = [at for at, character in enumerate(text) if character > "\uffff"]

    def place(offset: int) -> int:
        inside = min(max(offset, 0), len(text))
        return inside + bisect_left(rare, inside)

    return place
