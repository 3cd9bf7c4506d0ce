"""What the prose tells of an account, 教育支出（类）普通教育（款）小学教育（项）: its amounts, and the row of the tables that prints it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from drafter.numbers.numerals import MULTIPLIERS, decimals_of, write_number
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.tabular.cells import Block
from drafter.tabular.prose import Printed, Tie

_PATH = Regex(
    r"[（(]\s*类\s*[）)][-—\s]*(?P<middle>[^，。；：“”]{2,40}?)[（(]\s*款\s*[）)][-—\s]*"
    r"(?P<own>[^，。；：“”]{2,40}?)[（(]\s*项\s*[）)]"
)
_BLANK, _OWN, _RESULT = Regex(r"\s"), Regex(r"[”\"'’\s]{0,3}"), Regex(r"支\s*出\s*决\s*算\s*数?\s*为?\s*")
_TOP = Regex(r"[一-鿿\s]{2,30}$")  # the class, before （类）
_MARKS = Regex(r"[（()）、，\s]")
_TELLING = 4  # digits of an amount that no other account has by accident
_SPAN = 700  # characters that an item takes at most
_CLASS = 3


@dataclass(frozen=True, slots=True)
class Item:
    """An account of the prose by its three names, and the mentions of its amount: behind the name, and behind 支出决算为."""

    names: tuple[str, str, str]
    bare: int | None
    result: int | None
    span: tuple[int, int] = (0, 0)

    @property
    def told(self) -> tuple[int, ...]:
        return tuple(i for i in (self.bare, self.result) if i is not None)


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the tables: its names from the class down, its amounts, and what each of its rows comes to.

    `sure` are the names that two rows agree on: one that is broken over lines may have been put together wrongly.
    """

    names: tuple[str, str, str]
    printed: tuple[Printed, ...]
    totals: tuple[Printed, ...]
    sure: tuple[bool, ...] = ()


def find_items(text: str, mentions: Sequence[Mention]) -> Iterator[Item]:
    """Yield the accounts that the prose names by 类, 款 and 项, with the amounts it tells of them."""
    if "（项" not in text and "(项" not in text:
        return
    starts = {mention.start: i for i, mention in enumerate(mentions) if _is_amount(mention)}
    paths = [*_PATH.finditer(text), None]
    for path, after in pairwise(paths):
        if path is None:
            return
        end = min(path.end() + _SPAN, after.start() if after else len(text))
        own, result = _OWN.match(text, path.end()), _RESULT.search(text, path.end(), end)
        top = _TOP.search(text[max(path.start() - 30, 0) : path.start()])
        yield Item(
            (_name(top[0]) if top else "", _name(path["middle"]), _name(path["own"])),
            starts.get(own.end()) if own else None,
            starts.get(result.end()) if result else None,
            (path.start() - (len(top[0].lstrip()) if top else 0), path.end()),
        )


def _is_amount(mention: Mention) -> bool:
    return (
        mention.measure == "元" and mention.period == "本年" and not mention.bound and not mention.structural
    )


def _name(words: str) -> str:
    return _BLANK.sub("", words)


def accounts_of(tables: Sequence[tuple[Sequence[Block], Decimal]]) -> dict[str, Account]:
    """Return the accounts of 功能分类 (2…) by code, from the blocks of each table and the factor that makes amounts of its values."""
    called: dict[str, Counter[str]] = defaultdict(Counter)
    printed: dict[str, list[Printed]] = defaultdict(list)
    totals: dict[str, list[Printed]] = defaultdict(list)
    for blocks, scale in tables:
        for line in (line for block in blocks for line in block.lines if line.code.startswith("2")):
            called[line.code][line.plain] += 1
            own = [Printed(cell, cell.value * scale) for cell in line.cells.values()]
            if own:
                printed[line.code] += own
                totals[line.code].append(max(own, key=lambda one: one.amount))
    names = {code: own.most_common(1)[0][0] for code, own in called.items()}
    often = {name for own in called.values() for name, times in own.items() if times > 1}
    return {
        code: Account(
            (names.get(code[:_CLASS], ""), names.get(code[:5], ""), name),
            tuple(printed[code]),
            tuple(totals[code]),
            tuple(names.get(code[:size], "") in often for size in (_CLASS, 5, 7)),
        )
        for code, name in names.items()
        if len(code) == 7
    }


def find_account_ties(
    items: Iterable[Item], mentions: Sequence[Mention], accounts: Mapping[str, Account]
) -> Iterator[Tie]:
    """Yield each amount of an account beside the cells that print it; where none does, beside what its rows agree on.

    An account goes by its name and that above it; where several rows are called so, it is none of them.
    """
    named: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for one in accounts.values():
        named[one.names[1:]].append(one)
    for item in items:
        found = named.get(item.names[1:], [])
        for index in item.told if len(found) == 1 else ():
            yield from _tie(mentions[index], index, found[0].printed, found[0].totals)


def find_misnamed(
    items: Iterable[Item], mentions: Sequence[Mention], accounts: Mapping[str, Account]
) -> Iterator[tuple[Item, str, str]]:
    """Yield each account of the prose that its row calls otherwise, with what either says: 文化体育 for 文化旅游体育.

    The row is the only one of its name and the name above it, else the only one of its amount; what one of two names leaves
    off (教育 for 教育支出) is no other name.
    """
    named: dict[tuple[str, ...], list[Account]] = defaultdict(list)
    worth: dict[Decimal, list[Account]] = defaultdict(list)
    for one in accounts.values():
        named[one.names[1:]].append(one)
        for amount in {each.amount for each in one.totals}:
            worth[amount].append(one)
    for item in items:
        found = named.get(item.names[1:], [])
        for i in () if found else item.told:
            if mentions[i].telling >= _TELLING:
                found = worth.get(mentions[i].amount, [])
        for said, printed, sure in (
            zip(item.names, found[0].names, found[0].sure, strict=True) if len(found) == 1 else ()
        ):
            short, long = sorted((_stem(said), _stem(printed)), key=len)
            if sure and short and short not in long:
                yield item, said, printed


def _stem(name: str) -> str:
    return _MARKS.sub("", name).removesuffix("支出")


def _tie(
    mention: Mention, index: int, printed: Sequence[Printed], totals: Sequence[Printed]
) -> Iterator[Tie]:
    factor = (
        mention.amount / mention.value if mention.value else MULTIPLIERS.get(mention.unit[:-1], Decimal(1))
    )
    decimals = decimals_of(mention.token)
    own = write_number(mention.value, decimals)
    same = [one.cell for one in printed if _written(one, factor, decimals) == own]
    if same:
        yield Tie(index, tuple(same))
        return
    values = {_written(one, factor, decimals): one.cell for one in totals}
    if len(values) == 1:
        ((value, cell),) = values.items()
        yield Tie(index, (cell,), value)


def _written(one: Printed, factor: Decimal, decimals: int) -> str:
    return write_number(abs(one.amount / factor), decimals)
