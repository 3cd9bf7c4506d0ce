"""Does each number of the text agree with the sheet row it prints?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from drafter.brief import Figure
from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.lastyear.derived import side_of_aim
from drafter.lastyear.row_names import signed_in_turn
from drafter.lastyear.typed_values import multiplier, not_reported
from drafter.lastyear.unit_slips import unit_slip
from drafter.numbers.numerals import read_numeral, write_number
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.strings import tr

_MARKED = Regex(r"[^。\n]*?【待核】")


def check_sheet_figures(context: Context) -> Iterator[Issue]:
    """Yield figure-differs where a number contradicts its row, stale-figure where it is last year's and the row is not filled,
    unit-slip where it is what was typed and that is a thousand times off last year's.

    A number agrees when the row's value, in the number's own unit and at its written precision, is that number.
    """
    if context.brief is None:
        return
    fallen = fallen_in_turn(context)
    for index, row in sorted(context.bound.items()):
        turn = -1 if index in fallen else 1
        mention, figure = context.mentions[index], context.brief.figure(row)
        value = context.values.get(row)
        if figure is None or mention.structural:
            continue
        start, end = context.span(index)
        if value is None:
            last = read_numeral(figure.previous)
            if last is not None and agrees(mention, turn * last, figure.unit):
                message = _still_there(figure)
                yield context.issue("stale-figure", "warning", message, start, end)
            continue
        value *= turn
        if value < 0 and not mention.sign and side_of_aim(context.report.text, mention.start):
            value = abs(value)  # 低于目标值0.02 prints -0.02
        if not agrees(mention, value, figure.unit):
            expected = expected_text(mention, value, figure.unit)
            last = read_numeral(figure.previous)
            stale = last is not None and agrees(mention, turn * last, figure.unit)
            message = tr(
                "{what}：数据表 {row}（{label}）为 {expected}{unit}，文中为 {stated}",
                what=tr("仍是上年数") if stale else tr("与数据表不符"),
                row=row,
                label=figure.label,
                expected=expected,
                unit=mention.unit,
                stated=context.written(index),
            )
            yield context.issue(
                "stale-figure" if stale else "figure-differs", "error", message, start, end, expected=expected
            )
        elif (slip := unit_slip(figure, value)) and not _is_marked(context.report.text, end):
            yield context.issue("unit-slip", "warning", slip, start, end)


def fallen_in_turn(context: Context) -> set[int]:
    """Return the numbers that the sheet has with a minus and the text without: the second of 分别下降7.4%、2.3%."""
    told = signed_in_turn(context.report.text, context.mentions)
    return {i for i, one in enumerate(context.mentions) if told[i].sign < 0 and not one.sign}


def _still_there(figure: Figure) -> str:
    if not_reported(figure):
        return tr(
            "与上年数相同，而数据表 {row}（{label}）填的是“{typed}”，本年不列，请删去",
            row=figure.id,
            label=figure.label,
            typed=figure.value.strip(),
        )
    return tr("与上年数相同，而数据表 {row}（{label}）未填本年数，请核对", row=figure.id, label=figure.label)


def _is_marked(text: str, place: int) -> bool:
    """Whether the sentence already asks to be looked at behind the number."""
    return bool(_MARKED.match(text, place))


def agrees(mention: Mention, value: Decimal, unit: str) -> bool:
    """Return whether the number as written stands for `value` of `unit`: scaled, rounded or cut, and in its direction."""
    mine = _in_unit_of(mention, value, unit)
    if mention.direction and mine and (mine < 0) != (mention.sign < 0):
        return False
    size = abs(mine) if mention.direction else mine
    return abs(size - mention.value) <= mention.step / 2 or (
        0 <= size - mention.value < mention.step and mention.bound == "以上"
    )


def expected_text(mention: Mention, value: Decimal, unit: str) -> str:
    """Return what the number should read, with the decimals it was written with."""
    mine = _in_unit_of(mention, value, unit)
    decimals = max(-int(mention.step.as_tuple().exponent), 0)
    return write_number(abs(mine) if mention.direction else mine, decimals)


def _in_unit_of(mention: Mention, value: Decimal, unit: str) -> Decimal:
    if mention.unit == unit or mention.unit in ("%", "‰") or not mention.unit:
        return value
    return value * multiplier(unit) / multiplier(mention.unit)
