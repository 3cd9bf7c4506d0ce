"""Fill the sheet from the published report as a clerk would: its numbers and what they are called, never its wording."""

from __future__ import annotations

from decimal import Decimal

from drafter.backtest.absent import find_absent
from drafter.backtest.both_years import BothYears, Found, formula_of
from drafter.backtest.by_name import add_by_name
from drafter.backtest.following import settle_by_their_figures
from drafter.backtest.growing import add_newcomers
from drafter.backtest.placing import find_in_place
from drafter.brief import Brief, rows_of
from drafter.lastyear.inexact import find_inexact, typed_words_of
from drafter.lastyear.slots import evaluate, rescaled
from drafter.lastyear.typed_values import not_reported
from drafter.numbers.mention import Mention
from drafter.report import Report


def fill_from(brief: Brief, previous: Report, published: Report) -> Brief:
    """Type into the sheet what the published report prints in the place, or under the name, of each of last year's figures.

    What stands in a figure's place under another's name, or is of other months (累计 for the month's), is not taken: the row
    stays empty. A figure of a sentence whose other figures were published again without it is 无: not reported this year. A
    derived row is left to its formula where that gives the published number; where the office printed another (a restated
    base, a rounding of its own), that one is typed, as a clerk would. Items that a list has gained are rows added behind it.
    """
    both = BothYears(brief, previous, published)
    found, replaced = find_in_place(both)
    add_by_name(both, found)
    settle_by_their_figures(both, found)
    absent = find_absent(both, found, replaced)
    typed = brief.fill(
        **{id: _in_round(both, *one) for id, one in found.items() if not formula_of(brief, id)}
    )
    base = typed.fill(**dict.fromkeys(absent - set(found), "无"))
    computed = evaluate(base.fill(**{id: "" for id in absent if formula_of(brief, id)}))
    # What can be computed is: a clerk leaves formulas alone.
    rounded = {id for id, (_, mention) in found.items() if _is_rounded(brief, id, mention)}
    base = base.fill(
        **{
            id: ""
            for id in absent
            if (formula := formula_of(brief, id))
            and computed[id] is not None
            and rounded.isdisjoint(rows_of(formula))
        }
    )
    return _type_over(add_newcomers(base, previous, published), found)


def _in_round(both: BothYears, value: str, mention: Mention) -> str:
    """40余 where this year's report tells it in round."""
    said = find_inexact(both.published.text, mention)
    if said is None:
        return value
    behind = said.inside or both.published.text[mention.stop : said.stop].strip()
    worded = f"{said.before.strip()}{value}{behind}"
    return worded if typed_words_of(worded) else value


def _is_rounded(brief: Brief, id: str, mention: Mention) -> bool:
    """1.4万件 in the place of 7436件, or 7500余件: no rate is computed from these that the office does not tell."""
    figure = brief.figure(id)
    return bool(mention.bound) or (figure is not None and mention.unit != figure.unit)


def _type_over(brief: Brief, found: Found) -> Brief:
    """Type the published number over each formula that does not give it."""
    computed, overrides = evaluate(brief), {}
    gone = {figure.id for figure in brief.figures if not_reported(figure)}
    for id, (value, mention) in found.items():
        result = computed.get(id)
        # 1.09亿元 is published of 10903.48万元 too
        step = (
            mention.step * rescaled(figure.unit, mention.unit)
            if (figure := brief.figure(id))
            else mention.step
        )
        if (
            formula_of(brief, id)
            and id not in gone
            and (result is None or abs(result - Decimal(value)) > step / 2)
        ):
            overrides[id] = value
    return brief.fill(**overrides)
