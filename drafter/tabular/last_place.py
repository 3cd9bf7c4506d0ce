"""Tables in which everything comes out to the last place: there one step is a slip as well, in whatever unit they are.

Amounts that were rounded each by itself come out so three times of four where two are added, and less often where more are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import log10, sqrt

from drafter.numbers.numerals import digits_of
from drafter.numbers.quantity import Mention
from drafter.relations.relation import Relation
from drafter.report import Table
from drafter.tabular.addition import Sum
from drafter.tabular.cells import Cell
from drafter.tabular.counting import is_counted

_BY_CHANCE = {2: 0.75, 3: 2 / 3, 4: 0.6, 5: 0.55}
_SURE, _SURE_ALONE = 2.0, 4.0
"""Powers of ten by which chance is ruled out, where two sums tell of one cell and where one alone does."""


def differences_of(
    relations: Sequence[Relation], mentions: Sequence[Mention], sums: Sequence[Sum]
) -> list[Sum]:
    """Return what is taken off from column to column as sums, of which the total is the difference; counts are told as such."""
    known = {cell.start: cell for one in sums for cell in one.cells}
    found = []
    for one in relations:
        terms = [mentions[i] for i in one.terms]
        target = mentions[one.target]
        units = {term.unit for term in terms}
        if len(one.left) != 2 or one.kind != "difference" or one.right or not one.holds or len(units) > 1:
            continue
        if target.unit not in ("", *units) or any(i.bound or not i.token[:1].isdigit() for i in terms):
            continue
        counted = all(map(is_counted, terms)) and target.step == 1
        cells = [_cell(mentions[i], known, counted=counted) for i in (one.target, *one.terms)]
        signs = [sign for sign, _ in one.left]
        found.append(Sum(cells[0], tuple(zip(signs, cells[1:], strict=True)), "difference"))
    return found


def _cell(mention: Mention, known: Mapping[int, Cell], *, counted: bool) -> Cell:
    value = mention.value * (mention.sign or 1)
    own = known.get(mention.start) or Cell(value, mention.token, mention.start)
    return own._replace(counted=counted)


def off_by_a_step(sums: Sequence[Sum], tables: Sequence[Table]) -> Iterator[list[Sum]]:
    """Yield for each table that comes out nearly throughout all its sums, held to the last place."""
    starts = [table.start for table in tables]
    of_table: dict[int, list[Sum]] = defaultdict(list)
    for one in sums:
        of_table[bisect_right(starts, one.total.start)].append(one)
    for own in of_table.values():
        off = [one for one in own if one.holds and one.off]
        if (
            off
            and _is_one_slip(off)
            and evidence([one for one in own if not one.counted]) >= (_SURE if len(off) > 1 else _SURE_ALONE)
        ):
            yield [replace(one, exact=True) for one in own if one.holds]


def _is_one_slip(off: Sequence[Sum]) -> bool:
    """Whether one cell explains them all, by what it should be."""
    shared = set.intersection(*({cell.start for cell in one.cells} for one in off))
    return any(
        len({one.meant(cell) for one in off for cell in one.cells if cell.start == at}) == 1 for at in shared
    )


def evidence(sums: Sequence[Sum]) -> float:
    """How many powers of ten tell that no chance brings so many of them about; each is asked once."""
    parts = {
        (one.total.token, *sorted(cell.token for _, cell in one.parts)): sum(
            digits_of(cell.token)[-1:] not in ("", "0") for _, cell in one.parts
        )
        for one in sums
        if one.holds and not one.off and one.ground != "slip"
    }
    return sum(-log10(_BY_CHANCE.get(n, 1.38 / sqrt(n))) for n in parts.values() if n > 1)
