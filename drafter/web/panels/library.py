"""The lists of drafts and of past reports, and what a search in them finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from drafter.actions import Work
from drafter.actions.library import Library, ReportRow
from drafter.actions.mending import ReadView
from drafter.answering import notes_on, nothing_close, worth_showing
from drafter.backtest import Backtest
from drafter.backtest.keeping import sum_of
from drafter.matching import marked
from drafter.retrieval import Precedent
from drafter.strings import tr
from drafter.web.panels.rendering import local, render
from drafter.workspace import Project

_LEAD = 90


def projects(rows: Sequence[Project], *, has_reports: bool) -> str:
    """Return the list; those put away come last and are shown when asked for."""
    shown = [
        {
            "id": row.id,
            "org": row.org,
            "year": row.year,
            "title": row.title,
            "updated": local(row.updated),
            "author": row.author,
            "archived": row.archived,
            "copied": row.copied,
            "sections": row.sections,
            "drafted": row.drafted,
            "done": row.done,
        }
        for row in sorted(rows, key=lambda row: row.archived)
    ]
    put_away = sum(row.archived for row in rows)
    return render("projects", projects=shown, put_away=put_away, has_reports=has_reports)


def reports(rows: Sequence[ReportRow], testable: Collection[str] = (), passages: int = 0) -> str:
    """Return the list; `testable` are the reports that can be drafted after the fact, `passages` how many can be found."""
    orgs = sorted(Counter(row.org for row in rows).items())
    return render("reports", reports=rows, testable=testable, passages=passages, orgs=orgs)


def reports_of(library: Library) -> str:
    """Return the list of all there is in the library."""
    return reports(library.reports(), library.testable(), library.size()[1])


def reading(view: ReadView) -> str:
    """Return how a report was read, line by line, to be mended."""
    report = view.report
    fields = (
        ("org", tr("单位"), report.org),
        ("year", tr("年度"), report.year or ""),
        ("title", tr("标题"), report.title),
    )
    return render(
        "reading",
        source=report.source,
        account=view.account.sentence() if view.account else "",
        fields=fields,
        unsure=view.unsure,
        mends=view.mends,
        lines=view.lines,
    )


def backtest(result: Backtest) -> str:
    chosen = result.formulaic or (False,) * len(result.sections)
    return render(
        "backtest",
        result=result,
        sections=zip(result.sections, chosen, strict=True),
        formulaic=sum_of(result.sections, chosen) if any(chosen) else None,
        baseline=sum_of(result.baselines, chosen) if any(chosen) and result.baselines else None,
    )


def added(lines: Sequence[tuple[bool, str]]) -> str:
    return render("added", lines=lines)


def hits(query: str, found: Sequence[Precedent]) -> str:
    near = worth_showing(found)
    return render(
        "hits",
        query=query,
        hits=[precedent(one, None) for one in near],
        close=not nothing_close(near),
        notes=notes_on(query, near),
    )


def precedent(one: Precedent, work: Work | None) -> dict[str, Any]:
    passage = one.passage
    page = tr("第{page}页", page=passage.page) if passage.page else ""
    headings = " ".join(passage.headings[-2:])
    own = work is not None and bool(passage.org) and passage.org == work.draft.org
    return {
        "own": own,
        "last": own
        and work is not None
        and work.brief.previous_report in {said.source for said in (passage, *one.also)},
        "org": passage.org,
        "years": _years(one.years),
        "percent": round(100 * max(0.0, min(one.closeness, 1.0))),
        "text": passage.text,
        "parts": _parts(one),
        "said": one.sentence if one.matched and one.sentence != (passage.start, passage.end) else None,
        "source": passage.source,
        "start": passage.start,
        "stop": passage.start + len(passage.text),
        "where": " · ".join(filter(None, (passage.source, page, headings))),
        # Beside the editor the tag says whose report it is, and the year which.
        "place": " · ".join(filter(None, ("" if own else passage.org, headings, page))),
    }


def _parts(one: Precedent) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Return the passage before, in and behind the sentence that has most of what matched, each with its class.

    A card shows a few lines: of a long lead nothing is shown until it is pointed at.
    """
    text, matched = one.passage.text, one.matched
    start, end = (at - one.passage.start for at in one.sentence) if matched else (0, 0)
    lead = "dr-lead" if start > _LEAD else ""
    said = "dr-said" if end - start < len(text) else ""
    cut = ((lead, text[:start]), (said, text[start:end]), ("", text[end:]))
    return [(kind, marked(part, matched)) for kind, part in cut if part]


def _years(years: Sequence[int]) -> str:
    """Return 2022—2025 for years without a gap, 2025、2023 for others."""
    first, last = min(years, default=0), max(years, default=0)
    if len(years) > 2 and last - first == len(years) - 1:
        return f"{first}—{last}"
    return "、".join(str(year) for year in years)
