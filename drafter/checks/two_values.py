"""The one thing that three checks say: a figure is told here with one value and elsewhere with another."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.strings import tr


def two_values(
    context: Context, wrong: int, right: Sequence[int], *, again: Sequence[int] = (), name: str = ""
) -> Issue:
    """Return same-figure-two-values at the number `wrong`; the first of `right` is what it should read.

    `again` are other places of the wrong value. `name` is what the figure is called, else the label of the number.
    """
    message = tr(
        "同一数据前后不一：此处“{label}”为 {here}，别处为 {there}",
        label=name or context.told_label(wrong),
        here=context.written(wrong),
        there=context.written(right[0]),
    )
    return context.issue(
        "same-figure-two-values",
        "warning",
        message,
        *context.span(wrong),
        expected=context.mentions[right[0]].token,
        related=[context.span(i) for i in (*again, *right)],
    )
