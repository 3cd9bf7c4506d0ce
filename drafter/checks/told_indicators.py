"""Does the prose tell of an indicator what its row in the self-assessment table says: goal, result, mark and score?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.checks.assessment_table import Entry, sheets_of
from drafter.checks.context import Context
from drafter.checks.goal_quantities import quantity_of
from drafter.checks.self_assessment import check_self_assessment, scored_rightly
from drafter.issue import Issue
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.slips import is_digit_slip, is_slip
from drafter.strings import tr
from drafter.tabular.cells import Cell

_SIGN = r"(?:为|是|了|：|:)?(?:[≥≤>＞<＜=＝]|不[低少小高大多超]于|不超过|超过)?"
_SAYS = {
    "goal": Regex(rf"(?:指标值|目标值?|计划(?:完成)?)(?:设定)?{_SIGN}$"),
    "result": Regex(rf"(?:完成|达到?|实现|实际)(?:值|情况)?{_SIGN}$"),
    "full": Regex(rf"(?:分值|满分|权重|标准分|应得){_SIGN}$|(?<=指标)[（(]$"),
    "got": Regex(rf"得分?{_SIGN}$"),
}
_SHORTEST, _REACH = 4, 90
_ENDS = Regex(r"[。\n]")


@dataclass(frozen=True, slots=True)
class Retold:
    """The number `index` of the prose tells what a cell says, the mark and score of whose row stand at `proof`; `expected` is "" when it agrees, else what it should read."""

    index: int
    cell: Cell
    proof: tuple[int, int]
    expected: str = ""


def retold(context: Context) -> tuple[Retold, ...]:
    """What the prose tells of indicators by name, for `Context.once`; of one that its clause agrees on elsewhere a slip is told too."""
    named = _named(context)
    if not named:
        return ()
    pattern = re.compile("|".join(re.escape(name) for name in sorted(named, key=len, reverse=True)))
    text, found = context.report.text, list[Retold]()
    tables = [(table.start, table.end) for table in context.report.tables]
    names = [one for one in pattern.finditer(text) if not any(a <= one.start() < b for a, b in tables)]
    for one, after in zip(names, [*names[1:], None], strict=False):
        stop = _ENDS.search(text, one.end())
        end = min(
            stop.start() if stop else len(text), after.start() if after else len(text), one.end() + _REACH
        )
        found += _in_clause(context, context.indices(one.end(), end), named[one[0]])
    return tuple(found)


def told_rightly(context: Context) -> set[int]:
    """The numbers of the prose that tell what the row of their indicator says."""
    return {one.index for one in context.once(retold) if not one.expected}


def check_told_indicators(context: Context) -> Iterator[Issue]:
    """Yield same-figure-two-values where one number is a slip away from its row and the others of its clause agree with it.

    Not where the table itself does not come out: it says so, and which of the two is wrong is not known.
    """
    slips = [one for one in context.once(retold) if one.expected]
    blamed = {issue.start for issue in check_self_assessment(context)} if slips else set()
    proven = scored_rightly(context) if slips else set()
    for one in slips:
        if proven.issuperset(one.proof) and blamed.isdisjoint(one.proof):
            message = tr(
                "与评分表不一：文中为 {here}，表中为 {there}",
                here=context.written(one.index),
                there=one.expected,
            )
            yield context.issue(
                "same-figure-two-values",
                "warning",
                message,
                *context.span(one.index),
                expected=one.expected,
                related=[(one.cell.start, one.cell.end)],
            )


def _named(context: Context) -> dict[str, dict[str, Cell]]:
    """The cells of each indicator by its name; those of a group (产出指标) are what its rows add up to. What two rows bear is no name."""
    found: dict[str, dict[str, Cell]] = {}
    twice: set[str] = set()
    groups: dict[str, list[Entry]] = defaultdict(list)
    for sheet in context.once(sheets_of):
        for entry in sheet.entries:
            name = re.sub(r"\s", "", entry.name)
            twice |= {name} & found.keys()
            found[name] = _cells(entry)
            for level in entry.levels:
                groups[level].append(entry)
    for level, entries in groups.items():
        twice |= {level} & found.keys()
        found[level] = {
            "full": _added([one.full for one in entries]),
            "got": _added([one.got for one in entries]),
        }
    return {name: cells for name, cells in found.items() if len(name) >= _SHORTEST and name not in twice}


def _cells(entry: Entry) -> dict[str, Cell]:
    cells = {"full": entry.full, "got": entry.got}
    for kind, words, at in (("goal", entry.goal, entry.aimed), ("result", entry.result, entry.reached)):
        quantity = quantity_of(words)
        if quantity is not None and at >= 0:
            cells[kind] = Cell(quantity.value, f"{quantity.value:f}", at)
    return cells


def _added(cells: Sequence[Cell]) -> Cell:
    total = sum((cell.value for cell in cells), Decimal(0))
    return Cell(total, f"{total:f}", cells[0].start)


def _in_clause(context: Context, indices: range, cells: dict[str, Cell]) -> list[Retold]:
    told: dict[str, int] = {}
    for index in indices:
        mention = context.mentions[index]
        words = context.report.text[max(mention.start - 14, 0) : mention.start]
        words = re.split(r"[，；、。]", words)[-1]
        kind = next((kind for kind, says in _SAYS.items() if says.search(words)), "")
        if kind in cells and kind not in told and not mention.structural:
            told[kind] = index
    right = [kind for kind, index in told.items() if _same(context.mentions[index], cells[kind])]
    proof = cells["full"].start, cells["got"].start
    found = [Retold(told[kind], cells[kind], proof) for kind in right]
    wrong = [kind for kind in told if kind not in right]
    if len(wrong) == 1 and right:
        mention, token = context.mentions[told[wrong[0]]], cells[wrong[0]].token
        if is_digit_slip(mention.token, token) or is_slip(mention.token, token):
            found.append(Retold(told[wrong[0]], cells[wrong[0]], proof, token))
    return found


def _same(mention: Mention, cell: Cell) -> bool:
    return mention.value == cell.value
