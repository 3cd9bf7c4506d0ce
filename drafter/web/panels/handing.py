"""Step ④: what stands between the draft and handing it over, and its files."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.actions import Work
from drafter.actions.ready import ready_rows
from drafter.web.panels.rendering import render


def ready(work: Work) -> str:
    return render("ready", rows=ready_rows(work.draft, work.brief, work.findings))


def downloads(work: Work, options: Sequence[str]) -> str:
    """Return the links of step ④; `options` are among comments, sources and final."""
    query = "&".join(f"{name}={int(name in options)}" for name in ("comments", "sources", "final"))
    left = sum(len(section.open) for section in work.draft.sections)
    refused = bool(left) and "final" in options
    return render("downloads", project=work.id, query=query, open=left, refused=refused)
