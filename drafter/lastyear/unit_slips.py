"""Tell whether a number was typed in another unit than its row's: 元 in the place of 万元, a fraction in the place of per cent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from drafter.brief import Figure, rows_of
from drafter.lastyear.slots import Binding, rescaled
from drafter.lastyear.typed_values import base_of, multiplier
from drafter.numbers.numerals import read_numeral
from drafter.strings import tr

_FAR = 1000
# What is meant is taken for told when, in the other unit, it comes out near last year's.
_NEAR = 5
# A rate of a whole seldom leaves a tenth of itself; a growth of ten times and more is rare enough to be looked at.
_HIGH, _BEYOND = 50, 1000


def unit_slip(figure: Figure, value: Decimal) -> str:
    """Return what is to be looked at when the typed `value`, in the row's unit, is a thousand times off last year's; "" when not.

    12005000 for last year's 1200.50万元 is most likely 元, and then the number to type is told.
    """
    was = read_numeral(figure.previous.lstrip("-")) if figure.previous and figure.value else None
    if figure.unit == "%":
        return _rate_slip(figure, value, was) if was else ""
    if not was or not value or "元" not in figure.unit or was / _FAR < abs(value) < was * _FAR:
        return ""
    for unit in ("元", "万元", "亿元"):
        meant = value * multiplier(unit) / multiplier(figure.unit)
        if unit != figure.unit and base_of(figure.unit) == "元" and was / _NEAR < abs(meant) < was * _NEAR:
            return tr(
                "{row} 填的数与上年 {was}{unit} 相差千倍以上，像是按{other}填的；若是，请改填 {meant}",
                row=figure.id,
                was=figure.previous,
                unit=figure.unit,
                other=unit,
                meant=f"{meant.normalize():f}",
            )
    return tr(
        "{row} 与上年 {was} 相差千倍以上，请核对单位（本行单位是{unit}）",
        row=figure.id,
        was=figure.previous,
        unit=figure.unit,
    )


def _rate_slip(figure: Figure, value: Decimal, was: Decimal) -> str:
    """0.955 where last year had 97.30%, as a spreadsheet keeps 95.5%; or a rate far beyond all last year's."""
    if was >= _HIGH and 0 < value <= 1 and value * 100 * 2 >= was:
        return tr(
            "{row} 上年为 {was}%，本年填的 {value} 像是小数；若是，请改填 {meant}",
            row=figure.id,
            was=figure.previous,
            value=figure.value,
            meant=f"{(value * 100).normalize():f}",
        )
    if abs(value) >= _BEYOND and abs(value) > was * 10:
        return tr("{row} 上年为 {was}%，本年填的数是它的十倍以上，请核对", row=figure.id, was=figure.previous)
    return ""


def find_slips(
    figures: Sequence[Figure], values: Mapping[str, Decimal | None], bindings: Sequence[Binding]
) -> dict[str, str]:
    """Return by row what is to be looked at: what was typed a thousand times off, and what is computed from that."""
    by_id = {figure.id: figure for figure in figures}
    slips = {}
    for one in bindings:
        figure, value = by_id.get(one.row), values.get(one.row)
        if figure is not None and value is not None:
            slip = unit_slip(figure, value * rescaled(one.mention.unit, figure.unit))
            if slip:
                slips[figure.id] = slip
    while more := {
        figure.id: tr("{row} 由公式 {formula} 算得；{why}", row=figure.id, formula=figure.formula, why=why)
        for figure in figures
        if not figure.value and figure.id not in slips
        if (why := next((slips[id] for id in rows_of(figure.formula) if id in slips), ""))
    }:
        slips |= more
    return slips
