"""What numbers should read by the tables alone: calculations that come out with that need no word of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from drafter.checks.context import Context
from drafter.relations import Relation, holds_with
from drafter.tabular.blame import blame_cells


def corrections(context: Context) -> dict[int, str]:
    """Return what the sums of a table ask of the one cell they blame, and a row of the number of a sentence that tells it; for `Context.once`."""
    by_start = {mention.start: i for i, mention in enumerate(context.mentions) if not mention.structural}
    printed = Counter(mention.token for mention in context.mentions)
    found = dict[int, str]()
    sums = context.ledger.sums
    for wrong in blame_cells(sums, printed) if any(not one.holds for one in sums) else ():
        index = by_start.get(wrong.cells[0].start)
        sure = len(wrong.cells) == 1 and any(one.ground != "slip" for one in wrong.sums)
        if sure and index is not None and wrong.meant:
            found[index] = wrong.meant
    for tie in context.ledger.ties:
        if tie.loose and tie.expected and context.backing([tie.index]) < 1:
            found[tie.index] = tie.expected
    return found


def corrected(context: Context, relation: Relation, *, but: Sequence[int] = ()) -> bool:
    """Whether a correction makes the relation hold, of another number than the only one of `but`."""
    known = context.once(corrections)
    return any(
        index in known and [index] != [*but] and holds_with(context.mentions, relation, index, known[index])
        for index in relation.numbers
    )
