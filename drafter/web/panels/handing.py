"""Step ④: what stands between the draft and handing it over, its files, and what a file brought back."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.actions import Work
from drafter.actions.comparing import compare
from drafter.actions.handing_over import Kind, Returned
from drafter.actions.ready import ready_rows
from drafter.web.panels.rendering import render


def ready(work: Work) -> str:
    return render("ready", rows=ready_rows(work.draft, work.brief, work.findings))


def downloads(work: Work, options: Sequence[str], kinds: Sequence[Kind]) -> str:
    """Return the links of step ④; `options` are among comments, sources and final."""
    query = "&".join(f"{name}={int(name in options)}" for name in ("comments", "sources", "final"))
    left = sum(len(section.open) for section in work.draft.sections)
    blank = sum(section.status == "未起草" for section in work.draft.sections)
    refused = bool(left) and "final" in options
    return render(
        "downloads", project=work.id, query=query, open=left, blank=blank, refused=refused, kinds=kinds
    )


def returned(one: Returned) -> str:
    """Return what an edited file brings, to be decided section by section and number by number."""
    sections = [
        {
            "key": change.key,
            "heading": change.heading,
            "kind": change.kind,
            "conflict": change.conflict,
            "lines": compare(change.before, change.after),
        }
        for change in one.back.sections
    ]
    return render(
        "returned",
        project=one.project,
        file=one.name,
        sections=sections,
        figures=one.back.figures,
        notes=one.back.notes,
    )
