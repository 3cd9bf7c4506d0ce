"""分值, 扣分 and 得分 side by side: which of them is wrong where one is not the other two, and what the points taken off come to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from drafter.checks.assessment_table import Entry, Sheet
from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.numbers.numerals import decimals_of, write_number
from drafter.strings import tr
from drafter.tabular.cells import Cell
from drafter.tabular.places import placed

_ENOUGH = 3  # rows that come out before a column is taken for what its head says


def are_taken_off(sheet: Sheet) -> bool:
    """Whether 扣分 says what 得分 lacks of 分值, as nearly all rows show."""
    told = [one for one in sheet.entries if one.lost is not None]
    right = sum(not _off(one) for one in told)
    return right >= _ENOUGH and (len(told) - right) * 3 <= right


def due_of(entry: Entry) -> Decimal | None:
    """The score that the points taken off leave, None where none are told or the row scores the budget's rate."""
    return None if entry.lost is None else entry.full.value - entry.lost.value


def wrong_losses(sheet: Sheet) -> list[tuple[Cell, Decimal, Entry | None]]:
    """Return the points taken off that their row, or at the total their column, contradicts, with what they should be.

    In a row only where 总分 bears out the mark and the score: else it is one of these.
    """
    told = [(one, one.lost) for one in sheet.entries if one.lost is not None]
    off = [(cell, one.full.value - one.got.value, one) for one, cell in told if _off(one)]
    if off:
        right = _makes(sheet.got, [one.got for one in sheet.entries])
        return [*off] if right and _makes(sheet.full, [one.full for one in sheet.entries]) else []
    added = sum((cell.value for _, cell in told), Decimal(0))
    return [(sheet.lost, added, None)] if sheet.lost and added != sheet.lost.value else []


def loss_issue(context: Context, cell: Cell, value: Decimal, entry: Entry | None) -> Issue:
    """Say of points that `wrong_losses` found what contradicts them."""
    expected = write_number(value, max(decimals_of(cell.token), decimals_of(f"{value.normalize():f}")))
    if entry is None:
        message, others = (
            tr("各项之和为 {added}，合计为 {total}", added=expected, total=cell.token),
            tuple[Cell, ...](),
        )
    else:
        full, got = entry.full, entry.got
        others = full, got
        message = tr(
            "扣分 {lost} 与分值 {full}、得分 {got} 不符", lost=cell.token, full=full.token, got=got.token
        )
    message += placed(context.report, cell.start)
    related = [(one.start, one.end) for one in others]
    place = cell.start, cell.end
    return context.issue("score-sum", "error", message, *place, expected=expected, related=related)


def _makes(total: Cell | None, parts: Sequence[Cell]) -> bool:
    return total is not None and total.value == sum((one.value for one in parts), Decimal(0))


def _off(entry: Entry) -> Decimal:
    due = due_of(entry)
    return Decimal(0) if due is None else due - entry.got.value
