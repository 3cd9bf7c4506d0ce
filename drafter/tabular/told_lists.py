"""A total and its parts that a table adds up, told one behind the other in a sentence: one of them as no cell of that sum."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from drafter.numbers.numerals import decimals_of, write_number
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.tabular.addition import Sum
from drafter.tabular.cells import Block, Cell
from drafter.tabular.prose import Printed, Tie
from drafter.tabular.ties import bare_name

Tables = Sequence[tuple[Sequence[Block], Decimal]]  # with the factor that makes amounts of values
_Part = tuple[str, Printed]


class _Place(NamedTuple):
    """Where a cell stands, and what it is called by its line and by its head."""

    column: int
    line: int
    names: tuple[str, str]
    scale: Decimal


_AMONG, _BETWEEN = (
    Regex("其中"),
    Regex(r"(?:支出|收入|资金|决算|预算|执行|金额|安排)*(?:数|额)?(?:为|是|共|达)?"),
)
_TELLING, _SHORTEST = 3, 3  # digits of the amounts, characters of their names
_REACH = 40


def find_told_lists(
    text: str, mentions: Sequence[Mention], tables: Tables, sums: Iterable[Sum]
) -> Iterator[Tie]:
    """Yield the one number of such a list that differs from its cell, with what it should read.

    That the others are those of one sum says in which column all of them stand: 专项资金285.71 is then no amount of another.
    """
    lists = _lists(tables, sums)
    if not lists:
        return
    for index, mention in enumerate(mentions[:-1]):
        if (
            mention.structural
            or mention.bound
            or not _AMONG.search(text, mention.stop, mentions[index + 1].start)
        ):
            continue
        for total, parts in lists.get(mention.measure, ()):
            yield from _differing(text, mentions, index, total, parts)


def _lists(tables: Tables, sums: Iterable[Sum]) -> Mapping[str, list[tuple[Printed, list[_Part]]]]:
    """The sums of money that hold, each part with the name of its line, or with its head where all stand in one line."""
    places: dict[int, _Place] = {}
    for blocks, scale in tables:
        for block, line in ((one, line) for one in blocks for line in one.lines):
            name = bare_name(line)
            for column, cell in line.cells.items():
                head = (block.heads.get(column) or ("",))[-1]
                places[cell.start] = _Place(column, id(line), (name, head), scale)
    found: dict[str, list[tuple[Printed, list[_Part]]]] = defaultdict(list)
    for one in sums:
        own = [places.get(cell.start) for cell in one.cells]
        total = own[0]
        if not one.holds or len(one.parts) < 2 or any(sign < 0 for sign, _ in one.parts) or total is None:
            continue
        down, along = ({getattr(place, key, None) for place in own} for key in ("column", "line"))
        if total.scale > 1 and (len(down) == 1 or len(along) == 1):
            named = [
                (place.names[len(down) > 1], _printed(cell, total.scale))
                for place, (_, cell) in zip(own[1:], one.parts, strict=True)
                if place is not None
            ]
            found["元"].append(
                (_printed(one.total, total.scale), [one for one in named if len(one[0]) >= _SHORTEST])
            )
    return found


def _printed(cell: Cell, scale: Decimal) -> Printed:
    return Printed(cell, cell.value * scale)


def _differing(
    text: str, mentions: Sequence[Mention], index: int, total: Printed, parts: Sequence[_Part]
) -> Iterator[Tie]:
    """The list behind 其中: as many of its numbers as the names of the parts stand right before."""
    told = [(index, total)]
    end = min(
        (at for stop in "。；\n" if (at := text.find(stop, mentions[index].stop)) >= 0), default=len(text)
    )
    for i in range(index + 1, len(mentions)):
        mention = mentions[i]
        if mention.start > end:
            break
        before = text[max(mentions[i - 1].stop, mention.start - _REACH) : mention.start]
        if mention.measure != mentions[index].measure or mention.bound:
            continue
        named = [part for name, part in parts if _ends_in(before, name)]
        if len(named) == 1:
            told.append((i, named[0]))
    off = [(i, cell) for i, cell in told if not _is(mentions[i], cell)]
    sure = [i for i, cell in told if cell.cell.value and mentions[i].telling >= _TELLING]
    if len(told) > 2 and len(off) == 1 and len(sure) > 2 - (off[0][0] not in sure):
        ((i, cell),) = off
        yield Tie(i, (cell.cell,), _written(mentions[i], cell))


def _ends_in(words: str, name: str) -> bool:
    at = words.rfind(name)
    return at >= 0 and _BETWEEN.fullmatch(re.sub(r"\s", "", words[at + len(name) :])) is not None


def _is(mention: Mention, printed: Printed) -> bool:
    return _written(mention, printed) == write_number(mention.value, decimals_of(mention.token))


def _written(mention: Mention, printed: Printed) -> str:
    factor = mention.amount / mention.value if mention.value else Decimal(1)
    return write_number(printed.amount / factor, decimals_of(mention.token))
