"""What the prose computes of the items of “三公”经费: rates of their budgets, shares of the whole, and how they moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.relation import Kind, Relation, Terms, relate
from drafter.tabular.three_public import ABROAD, CARS, GUESTS, WHOLE, Form, Told

_BLANK = Regex(r"\s")
_RATE = Regex(r"[，,]?完成(?:年初|全年)?预算数?的?(?:比例为)?")
_SHARE, _GROWN = (
    Regex(r"[，,]占(?:比)?"),
    Regex(
        r"[，,](?:同比)?(?:增长|下降|上升|增加|减少|增幅|降幅)(?:[（(](?:增长|下降|上升|增加|减少)[）)])?(?:为|了)?"
    ),
)
_PARTS = (ABROAD, CARS, GUESTS)


def find_public(
    text: str, told: Sequence[Told], mentions: Sequence[Mention], form: Form | None
) -> Iterator[Relation]:
    """Yield these relations, those that do not hold too; what an item was last year is what it is less what it moved by."""
    spent: dict[int, int] = {}
    for one in told:
        if not one.planned and not one.moved:
            spent.setdefault(one.item, one.index)
    by_start = {mention.start: i for i, mention in enumerate(mentions)} if form else {}
    moved = {one.item: one.index for one in reversed(told) if one.moved}
    for one in told:
        behind = one.index + 1
        if one.planned or behind == len(mentions) or mentions[behind].unit != "%":
            continue
        words = _BLANK.sub("", text[mentions[one.index].stop : mentions[behind].start])
        now = spent.get(one.item)
        if one.moved:
            sign = mentions[one.index].sign
            if now is not None and sign and _GROWN.fullmatch(words):
                terms = ((sign, one.index),), ((1, now), (-sign, one.index))
                yield from _related(mentions, "growth", behind, *terms)
        elif _SHARE.fullmatch(words) and one.item in _PARTS and WHOLE in spent:
            yield from _related(mentions, "ratio", behind, ((1, one.index),), ((1, spent[WHOLE]),))
        elif form is not None and _RATE.fullmatch(words):
            budget = _budget_of(one, mentions, form, by_start)
            if budget is not None:
                yield from _related(mentions, "ratio", behind, ((1, one.index),), ((1, budget),))
    yield from _together(mentions, moved)


def _related(
    mentions: Sequence[Mention], kind: Kind, target: int, left: Terms, right: Terms
) -> Iterator[Relation]:
    found = relate(mentions, kind, target, left, right, certain=True)
    if found is not None:
        yield found


def _budget_of(one: Told, mentions: Sequence[Mention], form: Form, by_start: Mapping[int, int]) -> int | None:
    """The budget of an item in the form, where the form and the prose agree on what it cost."""
    cell, spent = form.planned.get(one.item), form.spent.get(one.item)
    if cell is None or spent is None or not cell.value or spent.value != mentions[one.index].value:
        return None
    return by_start.get(cell.start)


def _together(mentions: Sequence[Mention], moved: Mapping[int, int]) -> Iterator[Relation]:
    """The whole moved by what its items moved by; of an item that is not told to have moved that may be wrong."""
    parts = [moved[item] for item in _PARTS if item in moved]
    whole = moved.get(WHOLE)
    if whole is None or len(parts) < 2 or not all(mentions[i].sign for i in (whole, *parts)):
        return
    up = mentions[whole].sign
    terms = tuple((up * mentions[i].sign, i) for i in parts)
    found = relate(mentions, "sum", whole, terms, likely=True)
    if found is not None:
        yield found
