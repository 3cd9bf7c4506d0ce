"""Bound numbers that came home otherwise, as a person is told of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.brief import Brief
from drafter.draft import Draft, formula_of
from drafter.export.readback.carrying import Home
from drafter.export.readback.changes import FigureChange
from drafter.export.readback.numbers import Fate


def figure_changes(
    base: Draft, home: Home, keys: Sequence[str], brief: Brief | None
) -> Iterator[FigureChange]:
    """Yield a change for each bound number that no longer prints its row; `keys` are those of the home's sections.

    Numbers of a section that is gone altogether are told with it, not one by one.
    """
    for fate in home.fates:
        if fate.kept or (place := _place(fate, home)) is None:
            continue
        number, start, end = place
        figure = brief.figure(fate.bound.row) if brief else None
        now = fate.now
        yield FigureChange(
            fate.bound.row,
            figure.label if figure else "",
            base.text[fate.was.start : fate.was.stop],
            home.text[now.start : now.stop] if now else "",
            home.text[now.start : now.end] if now else "",
            base.text[fate.was.start : fate.was.end],
            keys[number],
            start,
            end,
            now is None or now.unit == fate.was.unit,
            figure.formula if figure else formula_of(fate.bound.row),
        )


def _place(fate: Fate, home: Home) -> tuple[int, int, int] | None:
    """Return which section the number stands in, and where; for one that is gone, where it stood."""
    if fate.now:
        span = fate.now.start, fate.now.stop
    elif gap := home.alignment.around(fate.bound.start, fate.bound.end):
        span = gap[0], gap[0]
    else:
        return None
    for number, one in reversed(list(enumerate(home.sections))):
        if one.start <= span[0]:
            return number, span[0] - one.start, span[1] - one.start
    return None
