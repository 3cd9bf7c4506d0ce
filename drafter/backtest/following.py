"""Let what is told of a figure go with it: changes and rates, what its parts come to, and the name that its fellows have now."""

from __future__ import annotations

from collections import Counter

from drafter.backtest.both_years import BothYears, Found, as_typed, same_measure
from drafter.backtest.matching import Named, replaced
from drafter.brief import Figure, rows_of
from drafter.lastyear.slots import evaluate
from drafter.lastyear.typed_values import multiplier
from drafter.patterns import Regex


def settle_by_their_figures(both: BothYears, found: Found) -> None:
    """Take from `found` the changes that are now told of other figures; add those told of the figures found, sums and figures renamed."""
    _drop_changes_of_others(both, found)
    _add_renamed(both, found)
    _add_sums(both, found)
    _add_changes(both, found)


def _drop_changes_of_others(both: BothYears, found: Found) -> None:
    """本外币企事业单位贷款余额…，同比增长10.4%: no 11.1% that is told of 涉农贷款, whatever stands around it."""
    row_of = {id(mention): row for row, (_, mention) in found.items()}
    for its in both.there.all.values():
        row = both.rows.get(its.mention.start, "")
        before = both.there.subjects.get(id(its.mention))
        if row not in found or before is None:
            continue
        now = both.here.subjects.get(id(found[row][1]))
        if now is None:
            continue
        figure = both.rows.get(before.mention.start, "")
        given = row_of.get(id(now.mention), "")
        if figure in found:
            strange = figure != given and found[figure][1].amount != now.mention.amount
        else:
            strange = bool(given) or now.name != before.name
        if strange:
            del found[row]


def _add_changes(both: BothYears, found: Found) -> None:
    """The change that is told of a figure where that stands now is the change told of it last year."""
    used = {id(mention) for _, mention in found.values()}
    told: dict[int, list[Named]] = {}
    for one in both.here.all.values():
        before = both.here.subjects.get(id(one.mention))
        if before is not None and id(one.mention) not in used:
            told.setdefault(id(before.mention), []).append(one)
    for its in both.there.all.values():
        row, before = both.rows.get(its.mention.start, ""), both.there.subjects.get(id(its.mention))
        if not row or row in found or before is None:
            continue
        figure, of = both.brief.figure(row), found.get(both.rows.get(before.mention.start, ""))
        behind = told.get(id(of[1]), []) if of else []
        alike = [one for one in behind if one.tail == its.tail and one.speaks_as(its)]
        # 出口增长2.8%，增长较快的有甲、乙，增幅分别为17.8%、15.5%: its own is the first
        if len(alike) > 1 and alike[0] is behind[0]:
            alike = alike[:1]
        if figure is not None and len(alike) == 1 and same_measure(alike[0].mention, figure.unit):
            found[row] = (as_typed(alike[0].mention, figure.unit), alike[0].mention)


_SUM = Regex(r"[A-Z]\d+(?:\s*\+\s*[A-Z]\d+)+")
_FINELY = 50
"""How many times what rounding may have changed a sum has to be, for a number near it to be no other by chance."""


def _add_sums(both: BothYears, found: Found) -> None:
    """What rounded parts come to, to a step each, is printed beside them: 1321.8 where they add up to 1321.9.

    It is the one number of its unit in their paragraph that is as much, under whatever name.
    """
    values = evaluate(both.brief.fill(**{id: value for id, (value, _) in found.items()}))
    used = {id(mention) for _, mention in found.values()}
    for figure in both.brief.figures:
        terms = rows_of(figure.formula)
        value = values.get(figure.id)
        if (
            figure.id in found
            or value is None
            or not _SUM.fullmatch(figure.formula)
            or not found.keys() >= set(terms)
        ):
            continue
        parts = [found[id][1] for id in terms]
        lines = {both.published.text.rfind("\n", 0, part.start) for part in parts}
        total = value * multiplier(figure.unit)
        slack = sum((part.interval[1] - part.interval[0]) / 2 for part in parts)
        if total <= _FINELY * slack:
            continue
        near = [
            one.mention
            for one in both.here.all.values()
            if id(one.mention) not in used
            and not one.tail
            and one.mention.period == figure.period
            and same_measure(one.mention, figure.unit)
            and both.published.text.rfind("\n", 0, one.mention.start) in lines
            and abs(one.mention.amount - total)
            <= slack + (one.mention.interval[1] - one.mention.interval[0]) / 2
        ]
        if len(near) == 1:
            found[figure.id] = (as_typed(near[0], figure.unit), near[0])


def _add_renamed(both: BothYears, found: Found) -> None:
    """Where 城镇居民旅游人次 and 农村居民旅游人次 are 出游人次 now, so are those of the quarters."""
    renamed = Counter(
        change
        for its in both.there.all.values()
        if (told := found.get(both.rows.get(its.mention.start, ""))) and not its.tail
        if (mine := both.here.by_mention.get(id(told[1]))) and (change := _replaced(its.name, mine.name))
    )
    used = {id(mention) for _, mention in found.values()}
    for its in both.there.all.values():
        figure = both.figure_of(its.mention)
        if figure is None or figure.id in found:
            continue
        named = {
            id(one.mention): one
            for (old, new), times in renamed.items()
            if times > 1 and its.name.count(old) == 1
            for one in both.here.all.values()
            if one.name == its.name.replace(old, new) and one.speaks_as(its) and _is(one, its, figure)
        }
        if len(named) == 1 and not named.keys() & used:
            mention = next(iter(named.values())).mention
            used.add(id(mention))
            found[figure.id] = (as_typed(mention, figure.unit), mention)


def _is(mine: Named, its: Named, figure: Figure) -> bool:
    return mine.within == its.within and same_measure(mine.mention, figure.unit)


def _replaced(old: str, new: str) -> tuple[str, str] | None:
    """What is said in the one name in the place of what in the other: 旅游人次, 出游人次 are 旅 and 出 before 游人次."""
    _, pair = replaced(old, new)
    return pair if all(pair) and len(old) - len(pair[0]) >= 2 and max(map(len, pair)) <= 6 else None
