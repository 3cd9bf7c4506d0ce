"""Is what an account came to told with two values in its own item: 小学教育（项）257.14万元，…支出决算为245.53万元?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from drafter.checks.context import Context
from drafter.checks.two_values import two_values
from drafter.issue import Issue


def check_account_items(context: Context) -> Iterator[Issue]:
    """Yield same-figure-two-values where the amount behind the name of an account is not that behind 支出决算为.

    One last place apart it is a note. A table that prints the account says which is right, and says so itself; without one it is the amount that calculations use.
    """
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
