"""Add to the sheet the items that a list has gained: their names and numbers, as a clerk adds rows behind their fellows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.brief import Brief, Figure
from drafter.drafting.lists.fellows import Fellow, FellowList
from drafter.drafting.lists.table_rows import find_table_rows
from drafter.drafting.planning import Plan
from drafter.lastyear.figures import make_brief
from drafter.report import Report


def add_newcomers(brief: Brief, previous: Report, published: Report) -> Brief:
    """Return the brief with rows for the items of the published lists that last year's did not have, each below its neighbour."""
    assert published.year is not None
    theirs = make_brief(published, published.year + 1)
    before, after = Plan(brief, previous), Plan(theirs, published)
    added = _Added(list(brief.figures))
    tables = find_table_rows(before.material, previous), find_table_rows(after.material, published)
    for lists, others in (
        (before.lists, after.lists),
        (before.inline_lists, after.inline_lists),
        (before.running_lists, after.running_lists),
        (before.headed_lists, after.headed_lists),
        tables,
    ):
        for one in lists:
            known = _names_beside(one, lists)
            gained = [(fellow, near) for fellow, near in _gained(one, others) if fellow.name not in known]
            added.leave_out(_taken_over(one, others, theirs, [fellow for fellow, _ in gained], brief))
            if others is tables[1]:
                added.leave_out(_no_longer_named(one, published, brief))
            for fellow, neighbour in gained:
                rows = [
                    (fellow.name + ending, row)
                    for ending, id in fellow.rows.items()
                    if (row := theirs.figure(id)) is not None and ending in _told(one)
                ]
                added.put(fellow.name, rows, _rows_of(one, neighbour))
    return replace(brief, figures=tuple(added.figures))


class _Added:
    """The rows of a sheet, and where each new item was put."""

    def __init__(self, figures: list[Figure]) -> None:
        self.figures = figures
        self._fresh: set[str] = set()
        # 予以公开 below a heading the one year is （三）处理情况：予以公开 the other.
        self._known = {
            name
            for figure in figures
            for name in (figure.label, figure.name, figure.name.rpartition("：")[2])
        }
        self._number = 1 + max((int(one.id[1:]) for one in figures if one.id[1:].isdigit()), default=0)

    def leave_out(self, rows: set[str]) -> None:
        self.figures = [replace(one, value="无") if one.id in rows else one for one in self.figures]

    def put(self, name: str, rows: Sequence[tuple[str, Figure]], above: set[str]) -> None:
        """Put the rows of an item below those of `above`, and below what was put there before.

        None is put of 规范性文件 where 市政府规范性文件 is no more: it may be that one, told of more.
        """
        if any(one.value == "无" and one.name != name and one.name.endswith(name) for one in self.figures):
            return
        place = 1 + max(at for at, figure in enumerate(self.figures) if figure.id in above)
        while place < len(self.figures) and self.figures[place].id in self._fresh:
            place += 1
        for label, row in rows:
            if label not in self._known:
                self._known.add(label)
                new = Figure(f"F{self._number}", label, "本年", row.unit, "", row.previous)
                self.figures.insert(place, new)
                self._fresh.add(new.id)
                self._number, place = self._number + 1, place + 1


def _taken_over(
    one: FellowList, after: Sequence[FellowList], theirs: Brief, gained: Sequence[Fellow], brief: Brief
) -> set[str]:
    """The rows of items that are no more and were given the numbers of the ones that came in their place."""
    there = {fellow.name for other in after for fellow in other.fellows}
    new = {
        (row.unit, row.previous)
        for fellow in gained
        for id in fellow.rows.values()
        if (row := theirs.figure(id))
    }
    rows: set[str] = set()
    for fellow in one.fellows:
        first = brief.figure(next(iter(fellow.rows.values())))
        if fellow.name not in there and first is not None and (first.unit, first.value) in new:
            rows |= set(fellow.rows.values())
    return rows


def _no_longer_named(one: FellowList, published: Report, brief: Brief) -> set[str]:
    """The rows of a table's lines whose names the published report has nowhere any more, nothing of them being filled in."""
    gone = [fellow for fellow in one.fellows if fellow.name not in published.text]
    return {
        id
        for fellow in gone
        if not any((row := brief.figure(id)) and row.value for id in fellow.rows.values())
        for id in fellow.rows.values()
    }


def _names_beside(one: FellowList, lists: Sequence[FellowList]) -> set[str]:
    """What the items are called of lists that run into this one: 决策、过程 and 过程、产出 are one list, read in two."""
    return {fellow.name for other in lists if one.ids & other.ids for fellow in other.fellows}


def _told(one: FellowList) -> set[str]:
    return {ending for fellow in one.fellows for ending in fellow.rows}


def _rows_of(one: FellowList, name: str) -> set[str]:
    """The rows of the fellow of this name; of the last one where there is none."""
    return set(next((each for each in one.fellows if each.name == name), one.fellows[-1]).rows.values())


def _gained(one: FellowList, after: Sequence[FellowList]) -> Iterator[tuple[Fellow, str]]:
    """Each item that is new in the same list, with the last one before it that last year's list had ("" for none)."""
    names = {fellow.name for fellow in one.fellows}
    for other in after:
        same = names & {fellow.name for fellow in other.fellows}
        if same and (not one.mark or 2 * len(same) >= min(len(names), len(other.fellows))):
            neighbour = ""
            for fellow in other.fellows:
                if fellow.name in names:
                    neighbour = fellow.name
                else:
                    yield fellow, neighbour
