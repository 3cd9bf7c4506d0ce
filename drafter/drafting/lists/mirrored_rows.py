"""Give what a list gained its row in the table that tells the same things once more: 项目一览 below the list of projects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from drafter.brief import Figure
from drafter.drafting.lists.fellows import Fellow, FellowList
from drafter.drafting.lists.growing import Newcomer


def find_mirrored(
    newcomers: Sequence[Newcomer], tables: Sequence[FellowList], figures: Mapping[str, Figure]
) -> tuple[Newcomer, ...]:
    """Return the rows of `tables` that the newcomers of lists ask for: most fellows have one there, with the same numbers.

    A table that the sheet itself adds a row to is left to the sheet.
    """
    own = {id for new in newcomers if new.list in tables for id in new.list.ids}
    return tuple(
        row
        for new in newcomers
        if new.list not in tables
        for table in tables
        if not table.ids & own and (row := _row_of(new, table, figures)) is not None
    )


def _row_of(new: Newcomer, table: FellowList, figures: Mapping[str, Figure]) -> Newcomer | None:
    pairs = list(_pairs(new.list, table))
    if len(pairs) < 2 or len(pairs) * 2 < len(new.list.fellows):
        return None
    rows = {
        there: new.rows[here]
        for here in new.rows
        for there in pairs[0][1].rows
        if all(_same(figures, fellow.rows.get(here), row.rows.get(there)) for fellow, row in pairs)
    }
    if table.main not in rows:
        return None
    above = next((row.rows[table.main] for fellow, row in pairs if fellow is new.after), "")
    return Newcomer(_named_there(new.name, pairs), rows, table, above)


def _pairs(list: FellowList, table: FellowList) -> Iterator[tuple[Fellow, Fellow]]:
    """Each fellow of the list with the row of its name."""
    for fellow in list.fellows:
        for row in table.fellows:
            if table.main in row.rows and fellow.name.startswith(row.name):
                yield fellow, row
                break


def _same(figures: Mapping[str, Figure], one: str | None, other: str | None) -> bool:
    """Whether two rows told one number last year."""
    if one is None or other is None:
        return False
    here, there = figures[one], figures[other]
    # Cells of a table often have no unit of their own.
    alike = here.unit == there.unit or not (here.unit and there.unit)
    return alike and bool(here.previous) and here.previous == there.previous


def _named_there(name: str, pairs: Sequence[tuple[Fellow, Fellow]]) -> str:
    """The name as the table has names: without the 项目 that only the list adds to each."""
    tails = {fellow.name.removeprefix(row.name) for fellow, row in pairs}
    return name.removesuffix(next(iter(tails))) if len(tails) == 1 else name
