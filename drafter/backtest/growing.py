"""Add to the sheet the items that a list has gained: their names and numbers, as a clerk adds rows behind their fellows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from drafter.brief import Brief, Figure
from drafter.drafting.fellows import FellowList
from drafter.drafting.planning import Plan
from drafter.lastyear.figures import make_brief
from drafter.report import Report


def add_newcomers(brief: Brief, previous: Report, published: Report) -> Brief:
    """Return the brief with rows for the items of the published lists that last year's did not have."""
    assert published.year is not None
    theirs = make_brief(published, published.year + 1)
    figures = list(brief.figures)
    known = {figure.label for figure in figures}
    number = 1 + max((int(figure.id[1:]) for figure in figures if figure.id[1:].isdigit()), default=0)
    after = Plan(theirs, published).lists
    for one in Plan(brief, previous).lists:
        place = 1 + max(at for at, figure in enumerate(figures) if figure.id in one.ids)
        for label, row in _gained(one, after, theirs):
            if label not in known:
                known.add(label)
                new = Figure(f"F{number}", label, "本年", row.unit, "", row.previous)
                figures.insert(place, new)
                number, place = number + 1, place + 1
    return replace(brief, figures=tuple(figures))


def _gained(one: FellowList, after: tuple[FellowList, ...], theirs: Brief) -> Iterator[tuple[str, Figure]]:
    """The label and the published row of each figure of an item that is new in the same list."""
    names = {fellow.name for fellow in one.fellows}
    same = [other for other in after if names & {fellow.name for fellow in other.fellows}]
    told = {ending for fellow in one.fellows for ending in fellow.rows}
    for other in same:
        for fellow in other.fellows:
            if fellow.name in names:
                continue
            for ending, id in fellow.rows.items():
                row = theirs.figure(id)
                if row is not None and ending in told:
                    yield fellow.name + ending, row
