"""Does what the 佐证 of a work item says agree with the item, and has every item told anew one?"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.brief import WorkItem
from drafter.checks.context import Context
from drafter.checks.work_items import find_telling, words_to_tell
from drafter.issue import Issue
from drafter.numbers.quantity import Mention, find_mentions
from drafter.patterns import Regex
from drafter.strings import tr

_FACTS = Regex(r"\d|《[^》]+》|“[^”]+”")


def check_item_evidence(context: Context) -> Iterator[Issue]:
    """Yield evidence-differs where the 佐证 gives another number of a unit that both give once, evidence-missing where an item has none.

    Only items told anew (改写, 新增) need a 佐证, and only in a sheet that gives any.
    """
    if context.brief is None or not any(item.evidence.strip() for item in context.brief.items):
        return
    for item in context.brief.items:
        place = find_telling(context, words_to_tell(item))
        if place is None:
            continue
        if item.evidence.strip():
            yield from _differing(context, item, place)
        elif item.action in ("改写", "新增") and _FACTS.search(item.text):
            message = tr("工作要点 {id} 没有填佐证", id=item.id)
            yield context.issue("evidence-missing", "note", message, *place)


def _differing(context: Context, item: WorkItem, place: tuple[int, int]) -> Iterator[Issue]:
    told = _by_unit([context.mentions[i] for i in context.indices(*place)])
    for unit, proofs in _by_unit(find_mentions(item.evidence, year=context.report.year)).items():
        here = told.get(unit, [])
        # Of several numbers in one unit nobody can say which is which.
        if len(proofs) == len(here) == 1 and proofs[0].amount != here[0].amount:
            message = tr(
                "工作要点 {id} 的佐证写的是 {proof}，稿中是 {here}",
                id=item.id,
                proof=proofs[0].token + proofs[0].unit,
                here=here[0].token + here[0].unit,
            )
            yield context.issue("evidence-differs", "warning", message, here[0].start, here[0].end)


def _by_unit(mentions: list[Mention] | tuple[Mention, ...]) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        if not mention.structural and mention.measure:
            found.setdefault(mention.measure, []).append(mention)
    return found
