"""Is an account told with two values in its own item, or by another name than its row: 小学教育（项）257.14万元，…支出决算为245.53万元?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from drafter.checks.context import Context
from drafter.checks.two_values import two_values
from drafter.issue import Issue
from drafter.strings import tr


def check_account_items(context: Context) -> Iterator[Issue]:
    """Yield account-name where a row of the tables calls an account otherwise, same-figure-two-values where the amount behind the name of an account is not that behind 支出决算为.

    One last place apart it is a note. A table that prints the account says which is right, and says so itself; without one it is the amount that calculations use.
    """
    for item, said, printed in context.ledger.misnamed:
        message = tr("科目名称与表中不一：文中为“{said}”，表中为“{printed}”", said=said, printed=printed)
        yield context.issue("account-name", "note", message, *item.span, expected=printed)
    told = {tie.index: tie.expected for tie in context.ledger.ties}
    for item in context.ledger.items:
        if item.bare is None or item.result is None or item.bare in told or item.result in told:
            continue
        one, other = context.mentions[item.bare], context.mentions[item.result]
        if abs(one.amount - other.amount) * 2 < one.step + other.step and one.unit == other.unit:
            continue
        wrong, right = (
            (item.bare, item.result)
            if context.backing([item.bare]) <= context.backing([item.result])
            else (item.result, item.bare)
        )
        issue = two_values(context, wrong, [right], name=item.names[2])
        yield replace(issue, severity="note") if abs(one.value - other.value) <= one.step else issue
