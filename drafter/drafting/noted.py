"""Reasons a person wrote beside the figure they explain: 原因：… in 备注 of page 数据."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from drafter.brief import Figure, WorkItem
from drafter.lastyear.slots import Binding
from drafter.numbers.quantity import Mention

_NOTED = re.compile(
    r"(?:^|[；;。\n])\s*(?:增减|变动|差异)?(?:的)?(?:主要)?原因(?:是|为)?[：:]\s*(?P<reason>\S[^\n]*)"
)
# What changed is the first term of a change or of its rate.
_CHANGE = re.compile(r"\(?(?P<now>\w+)-\w+\)?(?:/\w+)?")


def noted_reason(figures: Mapping[str, Figure], row: str) -> tuple[str, str]:
    """Return the reason noted at the row, or at the row whose change it is, and that row's id; two "" for none."""
    figure = figures.get(row)
    if figure is None:
        return "", ""
    if found := _NOTED.search(figure.note):
        return found["reason"].strip().rstrip("。；"), row
    change = _CHANGE.fullmatch("".join(figure.formula.split()))
    return noted_reason(figures, change["now"]) if change else ("", "")


def reason_noted_for(
    figures: Mapping[str, Figure], bindings: Mapping[int, Binding], told: Iterable[Mention]
) -> WorkItem | None:
    """Return the reason noted for the last of the figures `told`, as the row of 工作要点 that would carry it."""
    for mention in reversed(tuple(told)):
        binding = bindings.get(mention.start)
        reason, row = noted_reason(figures, binding.row) if binding else ("", "")
        if reason:
            return WorkItem(row, "", "", "改写", reason)
    return None
