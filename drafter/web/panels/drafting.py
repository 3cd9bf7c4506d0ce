"""Step ②: the outline, the editor and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from drafter.actions import Work
from drafter.actions.comparing import compare
from drafter.actions.figures import figure_rows
from drafter.actions.history import Version
from drafter.actions.sections import body, name_of, outline, section_figures, section_marks
from drafter.answering import notes_on, worth_showing
from drafter.retrieval import Precedent
from drafter.rights import acting, may
from drafter.strings import tr
from drafter.web.panels.library import precedent
from drafter.web.panels.rendering import local, render

_TURNS = count()


def outline_list(work: Work, current: str) -> str:
    rows = outline(work.draft, work.findings)
    done = sum(row.status == "已定稿" for row in rows)
    return render("outline", rows=rows, done=done, current=current)


def heading(work: Work, key: str, saved: str = "") -> str:
    section = work.draft.section(key)
    return render("heading", heading=name_of(section), status=section.status, saved=saved)


def editor_state(work: Work, key: str, focus: tuple[int, int] | None = None) -> dict[str, Any]:
    """Return what the editor needs as plain data; the page puts it in as text."""
    section, person = work.draft.section(key), acting()
    return {
        "project": work.id,
        "section": key,
        "revision": work.revision,
        "text": body(section),
        "marks": marks(work, key),
        "rows": rows_behind(work, key),
        "readonly": section.status == "已定稿" or not (person is None or may(person, "write")),
        "focus": focus,
        # The browser tells the editor nothing of a value it has had before, even of one that came too late to be shown.
        "turn": next(_TURNS),
    }


def marks(work: Work, key: str) -> list[dict[str, Any]]:
    found = section_marks(work.draft, work.findings, key)
    return [{"start": mark.start, "end": mark.end, "kind": mark.kind, "row": mark.row} for mark in found]


def rows_behind(work: Work, key: str) -> dict[str, dict[str, Any]]:
    """Return what the editor says of each number bound to the sheet, by the row's number."""
    used = {figure.row for figure in work.draft.section(key).figures}
    return {
        row.figure.id: {
            "name": f"{row.figure.id} {row.figure.label}",
            "value": f"{row.shown or tr('待填')} {row.figure.unit}".strip(),
            "previous": tr("上年 {value}", value=f"{row.figure.previous} {row.figure.unit}".strip()),
            "formula": row.figure.formula and f"= {row.figure.formula}",
            "evidence": list(row.evidence[0]) if row.evidence else [],
        }
        for row in figure_rows(work.brief)
        if row.figure.id in used
    }


def section_rows(work: Work, key: str) -> str:
    section = work.draft.section(key)
    used = {figure.id for figure in section_figures(work.brief, section)}
    rows = [row for row in figure_rows(work.brief) if row.figure.id in used]
    return render("section_figures", rows=rows, drafted=bool(body(section).strip()))


def history(found: Sequence[Version]) -> str:
    return render("history", versions=found, when=local)


def comparison(
    old: str, new: str, *, left: str, right: str, project: str = "", section: str = "", number: int = 0
) -> str:
    """Return two texts side by side; with `number` the left one can be put back."""
    lines = compare(old, new)
    return render(
        "compare",
        title=tr("{left} 与 {right}", left=left, right=right),
        left=left,
        right=right,
        lines=lines,
        changed=sum(not line.same for line in lines),
        project=project,
        section=section,
        number=number,
    )


def precedents(work: Work, key: str, found: Sequence[Precedent], words: str = "") -> str:
    """Return the passages found for section `key`, or for the `words` somebody sought."""
    found = worth_showing(found) if words else found
    shown = [precedent(one, work) for one in found]
    notes = notes_on(words, found) if words else ()
    return render("precedents", project=work.id, section=key, words=words, notes=notes, precedents=shown)


def editor_template() -> str:
    """Return the editor's constant markup; its text and marks arrive as data."""
    return render("editor")
