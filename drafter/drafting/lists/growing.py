"""Find the items by which the sheet lets a list of like items grow, and the totals that leave them out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.brief import Figure, rows_of
from drafter.drafting.lists.fellows import Fellow, FellowList
from drafter.lastyear.typed_values import not_reported
from drafter.numbers.labels.words import METRIC_TAIL
from drafter.strings import tr

_CLASS = ("（类）", "（款）", "（项）")
_CHANGED = re.compile(r"(?:增减额|增长率)$")


@dataclass(frozen=True)
class Newcomer:
    """An item that the sheet has and last year's list has not."""

    name: str
    rows: Mapping[str, str]
    list: FellowList
    above: str = ""
    """The row it was put under."""

    @property
    def after(self) -> Fellow:
        """The fellow it comes behind: the one it was put under in the sheet, else the last."""
        fellows = self.list.fellows
        if self.list.inside:
            return fellows[-1]
        return next((one for one in fellows if self.above in one.rows.values()), fellows[-1])

    @property
    def stem(self) -> str:
        """Its name without what is measured: 兽医站改造专项 of 兽医站改造专项支出."""
        stem = METRIC_TAIL.sub("", self.name)
        return stem if len(stem) >= 4 else self.name


def find_newcomers(figures: Sequence[Figure], lists: Sequence[FellowList]) -> tuple[Newcomer, ...]:
    """Return the items that rows without 出处 add to a list: 其他支出, 其他支出增长率 beside 教育支出, 教育支出增长率.

    A row whose list cannot be told without guessing adds nothing.
    """
    named = {name for figure in figures if figure.evidence for name in (figure.label, figure.name)}
    behind = {id for figure in figures for id in rows_of(figure.formula) if figure.evidence}
    fresh = [
        (figure, above)
        for figure, above in _with_row_above(figures)
        if figure.period == "本年"
        and figure.label not in named
        and figure.id not in behind
        and not not_reported(figure)
        and not (
            figure.formula and _CHANGED.sub("", figure.label) in named
        )  # of what was new or 持平 last year
    ]
    units = {one.id: one.unit for one in figures}
    found: list[Newcomer] = []
    for figure, above in fresh:
        if any(figure.id in new.rows.values() for new in found):
            continue
        place = _list_of(figure, above, lists, units)
        if place is not None:
            others = {
                new.name.removeprefix(place[0]): new.id
                for new, _ in fresh
                if new.name.startswith(place[0])
                and not new.name.startswith(
                    _CLASS, len(place[0])
                )  # 教育支出（类）…（项）：年初预算 is of another item
                and (new is figure or not place[1].mark)
            }
            found.append(Newcomer(place[0], others, place[1], above))
    return tuple(found)


def find_unplaced(
    figures: Sequence[Figure], newcomers: Sequence[Newcomer], bound: set[str]
) -> list[tuple[Figure, str]]:
    """Return the rows a person added and filled that no sentence takes, each with the row above it.

    A row that formulas go on from, or that a number of the text is bound to, is in use.
    """
    used = bound | {id for new in newcomers for id in new.rows.values()}
    used |= {id for figure in figures for id in rows_of(figure.formula)}
    return [
        (figure, above)
        for figure, above in _with_row_above(figures)
        if figure.id not in used
        and figure.period == "本年"
        and figure.value.strip()
        and not figure.formula
        and not figure.previous
        and not not_reported(figure)
    ]


def _with_row_above(figures: Sequence[Figure]) -> Iterator[tuple[Figure, str]]:
    """Each row that a person added, with the last row above it that was there before."""
    above = ""
    for figure in figures:
        if figure.evidence:
            above = figure.id
        else:
            yield figure, above


def _list_of(
    figure: Figure, above: str, lists: Sequence[FellowList], units: Mapping[str, str]
) -> tuple[str, FellowList] | None:
    """The name and the list of an item whose first figure this is: where it was put, or where the names end like its own."""
    fits: list[tuple[int, str, FellowList]] = []
    for one in lists:
        name = figure.name.removesuffix(one.main)
        unit = {units[fellow.rows[one.main]] for fellow in one.fellows if one.main in fellow.rows}
        if not figure.name.endswith(one.main) or figure.unit not in unit or len(name) < 2:
            continue
        if any(fellow.name == name for fellow in one.fellows):
            return None
        alike = sum(fellow.name[-2:] == name[-2:] for fellow in one.fellows) * 2 >= len(one.fellows)
        rank = 3 if above in one.ids else 2 if alike else 1 if one.main else 0
        if one.mark:  # a running list is nothing but names and figures: only what was put there belongs to it
            rank = 0 if above not in one.ids else 3 if alike else 1
        if rank:
            fits.append((rank, name, one))
    best = [fit for fit in fits if fit[0] == max(rank for rank, _, _ in fits)]
    return best[0][1:] if len(best) == 1 else None


def doubtful_totals(figures: Sequence[Figure], newcomers: Sequence[Newcomer]) -> dict[str, str]:
    """Return why a total computed from the items of a list is to be looked at: the new item is not in its formula."""
    doubts = {}
    for new in newcomers:
        for metric, id in new.rows.items():
            alike = {fellow.rows[metric] for fellow in new.list.fellows if metric in fellow.rows}
            for figure in figures:
                sums = [set(rows_of(one)) for one in _sums_in(figure.formula)]
                if not figure.value and any(len(terms & alike) > 1 and id not in terms for terms in sums):
                    doubts[figure.id] = tr(
                        "{row} 的公式 {formula} 未含新增的 {id}；应计入的，请在 {row} 直接填本年数，或在数据表的公式中加上 {id}",
                        row=figure.id,
                        formula=figure.formula,
                        id=id,
                    )
    return doubts | dict(_told_again(figures, doubts))


_SURE = 3


def _told_again(figures: Sequence[Figure], doubts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The same total computed of other rows, of a list told elsewhere, lacks what is new as well."""
    was = {(one.previous, one.unit): doubts[one.id] for one in figures if one.id in doubts and one.previous}
    for one in figures:
        why = was.get((one.previous, one.unit))
        digits = len(one.previous.replace(".", "").strip("-0"))
        if why and one.formula and not one.value and one.id not in doubts and digits >= _SURE:
            yield one.id, why


def _sums_in(formula: str) -> list[str]:
    """The sums of rows in a formula: the whole of F2+F3, what F2 is divided by in F2/(F2+F3)."""
    return re.findall(r"\(([\w\s+]+)\)", formula) if re.search("[-/*]", formula) else [formula]
