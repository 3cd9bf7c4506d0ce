"""“三公”经费: the one row of its form in a text, whose empty cells left no trace, and what the prose tells of each item."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.numbers.numerals import read_numeral
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.tabular.addition import Sum
from drafter.tabular.cells import Block, Cell
from drafter.tabular.prose import Tie

WHOLE, ABROAD, CARS, BOUGHT, RUN, GUESTS, OFFICE = range(7)
"""The items in the order of the form; 公务用车 is of its purchase and its running. 机关运行经费 is none of them, and printed beside them."""
ACCOUNTS = {
    ABROAD: ("30212", "因公出国"),
    BOUGHT: ("31013", "公务用车购置"),
    RUN: ("30231", "公务用车运行"),
    GUESTS: ("30217", "公务接待"),
}
"""The accounts of 经济分类 that are of an item, by code and how their names begin: an office may number its own otherwise."""
MADE_OF = {WHOLE: (ABROAD, CARS, GUESTS), CARS: (BOUGHT, RUN)}
_FORM = Regex(r"\n(?:预算数 +决算数 *){4,6}\n((?:-?\d[\d,]*(?:\.\d+)? *){4,12})(?=\n|$)")
_BUDGET_FORM = Regex(
    r"小计 +购置费 +运行(?:维护)?费 *\n((?:-?\d[\d,]*(?:\.\d+)?(?: +|(?=\n|$))){2,7})(?=\n|$)"
)
_ORDERS = ((WHOLE, ABROAD, GUESTS, CARS, BOUGHT, RUN), (WHOLE, ABROAD, CARS, BOUGHT, RUN, GUESTS))
_HEAD, _UNIT = 200, Regex(r"单\s*位\s*[:：]\s*(\S{0,2}元)")  # characters of the heads over the row
_NUMBER, _BLANK = Regex(r"-?\d[\d,]*(?:\.\d+)?"), Regex(r"\s")
_CLAUSE = Regex(r"[。；，、\n]|其中[：:]|[：:]")
_ITEMS = (
    r"[“”\"]?三公[”\"]?经费",
    r"因公出国[（(]境[）)]费用?",
    r"公务用车购置(?:及|和)运行(?:维护)?费",
    r"公务用车购置费?",
    r"公务用车运行(?:维护)?费?",
    r"(?<!国内)公务接待费",
    r"机关运行经费",
)
_NAMES = Regex("三公|出国|公务|机关运行")
_ITEM = "(?:" + "|".join(f"(?P<i{n}>{item})" for n, item in enumerate(_ITEMS)) + ")(?:财政拨款)?(?:支出)?"
_TOLD = Regex(_ITEM + r"(?P<kind>年初预算|预算|支出决算|决算)?数?(?:总额)?为?$")
_MOVED = Regex(
    _ITEM + r"(?:支出决算|决算)?数?(?:[比较](?:20\d\d年度?|上年度?|去年)(?:决算数?)?)?(?:增加|减少)了?$"
)
_GOES_ON = Regex(r"^支出决算数?为?$")
_REACH = 60
_SPENT = Regex("支出决算|决算数")
_HEADS = (
    Regex(r"[“”\"]?三公[”\"]?经费(?:预算数?)?合计|合计|总计"),
    Regex(r"因公出国[（(]境[）)]费用?"),
    Regex(r"小计|公务用车购置(?:及|和)运行(?:维护)?费"),
    Regex(r"(?:公务用车)?购置费"),
    Regex(r"(?:公务用车)?运行(?:维护)?费"),
    Regex(r"公务接待费"),
    Regex(r"(?:20\d\d年)?机关运行经费(?:预算数?)?"),
)
_NARROWEST = (OFFICE, BOUGHT, RUN, CARS, ABROAD, GUESTS, WHOLE)  # 购置费 stands under 公务用车购置及运行费


# The cells of each item: one, or what was planned and what was spent.
_Way = Mapping[int, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """The mention `index` of the prose is what the item was to cost (`planned`), what it cost, or by how much that `moved`."""

    index: int
    item: int
    planned: bool
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The row of the form: 预算数 and 决算数 by item; an item that is in neither had none, or may stand elsewhere.

    `unit` is what is written over a row whose amounts have none, "" where they have their own.
    """

    start: int
    end: int
    planned: Mapping[int, Cell]
    spent: Mapping[int, Cell]
    sums: tuple[Sum, ...]
    unit: str = ""


def read_form(text: str) -> Form | None:
    """Return the form of a text, None where it is not there or its amounts could stand in columns that make different sums."""
    found = _FORM.search(text) if "三公" in text else None
    if found is None:
        return None
    cells = _cells(found)
    pairs = list(zip(cells[::2], cells[1::2], strict=False))
    if len(cells) % 2 or not 2 <= len(pairs) <= OFFICE:
        return None
    ways = [
        dict(zip((WHOLE, *items), pairs, strict=True))
        for items in itertools.combinations(range(1, OFFICE), len(pairs) - 1)
        if CARS in items or not {BOUGHT, RUN} & {*items}
    ]
    best, sure = _best(ways, [sum(one.holds for one in _sums(way)) for way in ways])
    if not best:
        return None
    return Form(
        found.start(1),
        found.end(1),
        {item: best[0][item][0] for item in sure},
        {item: best[0][item][1] for item in sure},
        tuple(_sums(best[0])),
    )


def _cells(found: re.Match[str]) -> list[Cell]:
    return [
        Cell(value, one[0], found.start(1) + one.start())
        for one in _NUMBER.finditer(found[1])
        if (value := read_numeral(one[0])) is not None
    ]


def read_budget_form(text: str, told: Sequence[Told], mentions: Sequence[Mention]) -> Form | None:
    """Return the form of a budget whose table a text holds as lines; None where its amounts could stand in columns that fit as well.

    A column fits by the sums of the form, and by what the prose tells of its item.
    """
    found = _BUDGET_FORM.search(text) if told and not _SPENT.search(text) else None
    heads = text[max(found.start() - _HEAD, 0) : found.end(0)] if found else ""
    if found is None or any(name not in heads for name in ("因公出国", "公务接待费", "合计")):
        return None
    cells, unit = _cells(found), _UNIT.search(heads)
    beside = (OFFICE,) if "机关运行" in heads else ()
    ways = [
        dict(zip((WHOLE, *items), ((cell,) for cell in cells), strict=True))
        for order in _ORDERS
        for items in itertools.combinations((*order[1:], *beside), len(cells) - 1)
        if CARS in items or not {BOUGHT, RUN} & {*items}
    ]
    amounts = {one.item: mentions[one.index].value for one in told if not one.moved}
    best, sure = _best(ways, [_fit(way, amounts) for way in ways])
    if not best:
        return None
    sums = tuple(_sums(best[0]))
    if len(best) > 1 and not all(one.holds for one in sums):
        sums = ()
    row = {item: best[0][item][0] for item in sure}
    return Form(found.start(1), found.end(1), row, row, sums, unit[1] if unit else "")


def _best(ways: Sequence[_Way], fits: Sequence[int]) -> tuple[list[_Way], set[int]]:
    """The ways of two fits or more that fit best, and the items whose cells they agree on."""
    best = [way for way, fit in zip(ways, fits, strict=True) if fit == max(fits) > 1]
    return best, {
        item for item in best[0] if all(way.get(item) == best[0][item] for way in best)
    } if best else set()


def _fit(way: _Way, amounts: Mapping[int, Decimal]) -> int:
    """How many sums hold and items are what the prose tells, less those that it says are nought and have an amount, or the other way round."""
    fit = sum(one.holds for one in _sums(way))
    for item, amount in amounts.items():
        printed = way[item][0].value if item in way else Decimal(0)
        fit += item in way and printed == amount
        fit -= (not printed) != (not amount)
    return fit


def form_by_heads(text: str, tables: Sequence[Sequence[Block]]) -> Form | None:
    """The one row of amounts under the items of the form, None where there are two such tables or, beside a budget's, what was spent is told."""
    if "三公" not in text:
        return None
    found = [read for blocks in tables for block in blocks if (read := _by_head(block))]
    if len(found) != 1:
        return None
    planned, spent = found[0]
    if not spent and _SPENT.search(text):
        return None
    starts = [cell.start for cell in (*planned.values(), *spent.values())]
    return Form(min(starts), max(starts), planned, spent or planned, ())


def _by_head(block: Block) -> tuple[dict[int, Cell], dict[int, Cell]] | None:
    """The cells of a row without a name, planned and spent, by the item that the heads over each call; None when they are not of the form."""
    if len(block.lines) != 1 or block.lines[0].name.strip():
        return None
    planned: dict[int, Cell] = {}
    spent: dict[int, Cell] = {}
    for column, cell in block.lines[0].cells.items():
        heads = [_BLANK.sub("", head) for head in block.heads.get(column, ())]
        found = spent if heads and heads[-1].endswith("决算数") else planned
        item = next((n for n in _NARROWEST if heads and any(_HEADS[n].fullmatch(one) for one in heads)), None)
        if item is None or item in found:
            return None
        found[item] = cell
    return (planned, spent) if {WHOLE, CARS, GUESTS} <= planned.keys() else None


def _sums(way: _Way) -> Iterator[Sum]:
    for whole, items in MADE_OF.items():
        parts = [item for item in items if item in way]
        for column in range(len(way[whole])) if whole in way and parts else ():
            yield Sum(way[whole][column], tuple((1, way[item][column]) for item in parts), "form")


def find_told(text: str, mentions: Sequence[Mention], tables: Sequence[tuple[int, int]]) -> Iterator[Told]:
    """Yield the amounts that the prose tells of the items for this year, outside the spans `tables`; 支出决算为 goes on with its item."""
    if "三公" not in text:
        return
    starts = [start for start, _ in tables]
    names = [found.end() for found in _NAMES.finditer(text)]
    last: Told | None = None
    for index, mention in enumerate(mentions):
        if mention.measure != "元" or mention.structural or mention.bound:
            continue
        goes_on = last is not None and last.planned and last.index == index - 1
        named = bisect_right(names, mention.start)
        if not goes_on and (not named or names[named - 1] <= mention.start - _REACH):
            continue
        at = bisect_right(starts, mention.start) - 1
        if at >= 0 and mention.start < tables[at][1]:
            continue
        words = _BLANK.sub("", _CLAUSE.split(text[max(mention.start - _REACH, 0) : mention.start])[-1])
        if found := _MOVED.search(words):
            yield Told(index, _item_of(found), planned=False, moved=True)
        elif mention.period != "本年":
            continue
        elif found := _TOLD.search(words):
            last = Told(index, _item_of(found), planned="预算" in (found["kind"] or ""))
            yield last
        elif last is not None and goes_on and _GOES_ON.search(words):
            last = Told(index, last.item, planned=False)
            yield last


def _item_of(found: re.Match[str]) -> int:
    return next(n for n in range(len(_ITEMS)) if found[f"i{n}"])


def find_public_ties(told: Sequence[Told], mentions: Sequence[Mention], form: Form) -> Iterator[Tie]:
    """Yield what the prose tells of an item beside its cell."""
    by_start = {mention.start: mention for mention in mentions}
    for one in told:
        if one.moved:
            continue
        cell = (form.planned if one.planned else form.spent).get(one.item)
        printed = by_start.get(cell.start) if cell else None
        mention = mentions[one.index]
        if cell is None or printed is None or (printed.unit or form.unit) != mention.unit:
            continue
        yield Tie(
            one.index, (cell,), "" if abs(cell.value - mention.value) * 2 <= mention.step else cell.token
        )


def largest(told: Sequence[Told], mentions: Sequence[Mention], item: int) -> int | None:
    """The mention that tells most of what an item cost, None when the prose does not tell it."""
    own = [one.index for one in told if one.item == item and not one.planned and not one.moved]
    return max(own, key=lambda i: (mentions[i].amount, -i), default=None)
