"""Ask about a total that was typed beside parts which no longer come to it: a new part is not told, or one of the numbers is a slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal

from drafter.brief import Figure, rows_of
from drafter.lastyear.typed_values import not_reported
from drafter.numbers.numerals import decimals_of
from drafter.patterns import Regex
from drafter.strings import tr

_SUM = Regex(r"\w+(?:\s*\+\s*\w+)+")


def doubts_of_parts(
    figures: Sequence[Figure], values: Mapping[str, Decimal | None], grown: Set[str]
) -> dict[str, str]:
    """Return by its row why such a total is to be looked at; it was their sum last year, as its formula says.

    `grown` are the rows of the lists that the sheet adds to: what these come to includes what is new.
    """
    return dict(_doubts(figures, values, grown))


def _doubts(
    figures: Sequence[Figure], values: Mapping[str, Decimal | None], grown: Set[str]
) -> Iterator[tuple[str, str]]:
    by_id = {figure.id: figure for figure in figures}
    for total in figures:
        value = values.get(total.id)
        if not total.value or value is None or not _SUM.fullmatch(total.formula):
            continue
        if grown & {*rows_of(total.formula)}:
            continue
        parts = [by_id[id] for id in rows_of(total.formula) if not not_reported(by_id[id])]
        amounts = [values.get(part.id) for part in parts]
        told = [one for one in amounts if one is not None]
        if not told or len(told) < len(parts) or any(part.unit != total.unit for part in parts):
            continue
        # Each is rounded to its own last place.
        steps = [Decimal(1).scaleb(-decimals_of(f"{one:f}")) for one in (value, *told)]
        if abs(sum(told) - value) > max(steps) * (len(steps) - 1) / 2 and sum(told) != value:
            yield (
                total.id,
                tr(
                    "{row} 填 {value}，其各项 {formula} 相加为 {sum}，请核对或补列",
                    row=total.id,
                    value=f"{value:f}",
                    formula="+".join(part.id for part in parts),
                    sum=f"{sum(told):f}",
                ),
            )
