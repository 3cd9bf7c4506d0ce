"""Compute what a new item of a list needs no row for: its rates, shares and growth follow from its own figures as its fellows' do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from drafter.brief import ROW_ID, Brief, Figure, rows_of
from drafter.drafting.lists.growing import Newcomer
from drafter.drafting.pieces import Material
from drafter.lastyear.slots import evaluate
from drafter.patterns import Regex

_GROWTH = Regex(r"\((\w+)-(\w+)\)/\2")


@dataclass(frozen=True)
class OwnRate:
    """A figure that no row of the sheet holds, with the formula over rows that does; the formula is its id."""

    row: Figure
    value: Decimal | None


def own_rate(material: Material, new: Newcomer, suffix: str) -> OwnRate | None:
    """Return what the fellows call `suffix`, computed of the new item's rows; None where those do not suffice."""
    ways = Counter(
        _of_the_new_one(material, new, fellow.rows, _plain(formula))
        for fellow in new.list.fellows
        if suffix in fellow.rows and (formula := material.figures[fellow.rows[suffix]].formula)
    )
    formula = next((way for way, _ in ways.most_common() if way), "")
    like = next((one.rows[suffix] for one in new.list.fellows if suffix in one.rows), "")
    if not formula or not like:
        return None
    told = material.figures[like]
    row = Figure(formula, new.name + suffix, told.period, told.unit, told.previous, formula=formula)
    return OwnRate(row, _value(material, row))


def _of_the_new_one(material: Material, new: Newcomer, rows: Mapping[str, str], formula: str) -> str:
    """The formula with the new item's rows in the place of its fellow's; "" where one is missing or is of another item.

    A share of the sum of the items is left to a person: the sum has to take the new one in first.
    """
    own = {id: suffix for suffix, id in rows.items()}
    growth = _GROWTH.fullmatch(formula)
    if growth:  # what it was the year before has no row: it is this year's figure less its change
        change = next(
            (
                s
                for s, id in rows.items()
                if _plain(material.figures[id].formula) == f"{growth[1]}-{growth[2]}"
            ),
            None,
        )
        now, by = new.rows.get(own.get(growth[1], "?")), new.rows.get(change or "?")
        return f"{by}/({now}-{by})" if now and by else ""
    named = rows_of(formula)
    own_terms = [id for id in named if id in own]
    if (
        not own_terms
        or (new.list.ids - own.keys()) & set(named)
        or not all(own[id] in new.rows for id in own_terms)
    ):
        return ""
    if any(id not in own and material.figures[id].period == "上年" for id in named if id in material.figures):
        return ""  # what its fellow was the year before, and not what it was itself
    if material.doubts.keys() & set(named):
        return ""  # a total that leaves the new item out
    return ROW_ID.sub(lambda found: new.rows[own[found[0]]] if found[0] in own else found[0], formula)


def _plain(formula: str) -> str:
    return "".join(formula.split()).lstrip("=")


def _value(material: Material, row: Figure) -> Decimal | None:
    terms = [material.figures[id] for id in rows_of(row.formula) if id in material.figures]
    known = [
        replace(one, formula="", value="" if (value := material.values.get(one.id)) is None else f"{value:f}")
        for one in terms
    ]
    return evaluate(Brief("", material.new, "", "", (*known, row)))[row.id]
