"""Is 公务接待费 of 基本支出 more than all of it that “三公”经费 tells of?"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.strings import tr
from drafter.tabular.three_public import ACCOUNTS, largest


def check_public_expenses(context: Context) -> Iterator[Issue]:
    """Yield sum-wrong at an account of 基本支出 (30212, 30217, 30231, 31013) that comes to more than the item of “三公”经费 it is part of.

    Both are of 财政拨款 and of one year; what was spent beyond 基本支出 is in the second alone (部门决算公开表 六 and 七).
    """
    ledger = context.ledger
    for item, (code, _) in ACCOUNTS.items():
        part, told = ledger.expenses.get(code), largest(ledger.told, context.mentions, item)
        if part is None or told is None:
            continue
        whole = context.mentions[told]
        if part.amount > whole.interval[1] and whole.period == "本年":
            message = tr(
                "基本支出中此项 {part} 大于“三公”经费该项的 {whole}：部分大于全部",
                part=part.cell.token,
                whole=context.written(told),
            )
            yield context.issue(
                "sum-wrong",
                "warning",
                message,
                part.cell.start,
                part.cell.end,
                related=[context.span(told)],
            )
