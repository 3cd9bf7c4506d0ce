"""Step ①: the fill-in table, the work items, the chart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from drafter.actions import Work
from drafter.actions.figures import execution_bars, figure_rows
from drafter.actions.history import Change
from drafter.actions.matching import Matches
from drafter.errors import SheetError
from drafter.numbers.numerals import write_number
from drafter.sheet import ACTIONS
from drafter.web.panels.rendering import local, render

# As many changes as a person would scroll through.
_CHANGES = 300


def data_head(work: Work) -> str:
    return render("data_head", project=work.id)


def figures(work: Work, told: str = "") -> str:
    """Return the fill-in table; `told` says what the last change brought about."""
    rows = figure_rows(work.brief)
    to_fill = [row for row in rows if not row.figure.formula]
    return render(
        "figures",
        project=work.id,
        year=work.brief.year,
        rows=rows,
        told=told,
        total=len(to_fill),
        done=sum(row.state == "typed" for row in to_fill),
        missing=sum(row.state == "missing" for row in rows),
        outliers=sum(row.outlier for row in rows),
        computed=sum(row.state in ("computed", "waiting") for row in rows),
    )


def data_history(found: Sequence[Change]) -> str:
    return render("data_history", changes=found[:_CHANGES], more=len(found) > _CHANGES, when=local)


def matches(work: Work, found: Matches) -> str:
    """Return what a foreign table offers, to be looked through before anything is filled in."""
    offered = {offer.figure.id for offer in found.offers}
    empty = [
        row for row in figure_rows(work.brief) if row.state == "missing" and row.figure.id not in offered
    ]
    return render(
        "matches",
        project=work.id,
        source=found.source,
        offers=found.offers,
        sure=sum(offer.sure for offer in found.offers),
        unused=found.unused,
        waiting=len(empty),
    )


def refused(problem: SheetError, source: str) -> str:
    """Return what is to be mended in a sheet, a line each, to be read beside the sheet for as long as it takes."""
    lead, *wrong = str(problem).split("\n")
    return render("refused", lead=lead, wrong=wrong, source=source)


def items(work: Work) -> str:
    done = sum(bool(item.action and item.section) for item in work.brief.items)
    return render(
        "items",
        project=work.id,
        items=work.brief.items,
        done=done,
        actions=("", *ACTIONS),
        places=[
            (_place(section.key, section.heading), section.heading)
            for section in work.draft.sections
            if section.heading
        ],
    )


def chart(work: Work) -> str:
    bars = execution_bars(work.brief)
    widest = {
        unit: max(bar.budget for bar in bars if bar.unit == unit) for unit in {bar.unit for bar in bars}
    }
    shown = [
        {
            "label": bar.label,
            "unit": bar.unit,
            "budget": _amount(bar.budget),
            "spent": _amount(bar.spent),
            "rate": write_number(bar.rate, 2),
            "low": bar.low,
            "budget_width": write_number(bar.budget / widest[bar.unit] * 100, 1),
            "spent_width": write_number(min(bar.spent / widest[bar.unit] * 100, type(bar.spent)(100)), 1),
        }
        for bar in bars
    ]
    return render("chart", bars=shown)


def _amount(value: Decimal) -> str:
    """Return money with its cents; what a formula gives to more places is rounded."""
    exponent = value.as_tuple().exponent
    return write_number(
        value, min(-exponent if isinstance(exponent, int) and exponent < 0 else 0, 2), grouped=True
    )


def _place(key: str, heading: str) -> str:
    """Return what to write into 章节: the heading, or the key of one whose heading moves on with the year."""
    return key if re.search(r"\d{4}", heading) else heading
