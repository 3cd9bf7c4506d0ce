"""The sums a table is made of: which cell is the total of which others, and whether that is so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise, takewhile

from drafter.patterns import Regex
from drafter.tabular.across import sums_across, turned
from drafter.tabular.addition import ENOUGH, NAMED, TOTAL, Sum, confirmed, slipped
from drafter.tabular.cells import Block, Line
from drafter.tabular.identities import identities_of
from drafter.tabular.moves import moves_of, running_sums, without_columns
from drafter.tabular.summable import without_rates

_THINGS = Regex(r"[（(][人名辆台个套件户][）)]")
_WHOLE = Regex(r".*总[额数](?:[（(].*[）)])?[：:]?|年初财政拨款结转和结余")
_AMONG = Regex(r"^其?中[：:]")
_INSIDE = Regex(r"[其]?中[：:]|^其中|^\s*[#＃*]")
_LEVELS = (
    Regex(r"[一二三四五六七八九十]{1,3}、"),
    Regex(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    Regex(r"\d{1,2}\s?[.．、](?!\d)"),
    Regex(r"[（(]\d{1,2}[）)]"),
)
_BY_NUMBERS = 10  # digits that come out in the columns of lines that no name makes a total
_FIRST = Regex(r"[（(]?[1１一](?!\d)")


def find_sums(blocks: Sequence[Block], *, scores: bool = False) -> list[Sum]:
    """Return the sums of one table that its structure names and its other sums confirm, those that do not hold too; those of 得分 beside 分值 only with `scores`."""
    blocks = [without_rates(block, scores=scores) for block in blocks]
    found: list[Sum] = []
    for block in blocks:
        running = running_sums(block)
        down = without_columns(block, running)
        found += sums_across(block)
        found += _numbered(down)
        found += _named(down)
        found += _totals(down)
        found += moves_of(block)
        found += (one for own in running.values() for one in own)
        found += _along_lines(down)
    found += _wholes(blocks)
    coded = confirmed([one for block in blocks for one in _coded(block)])
    if coded:
        found += [one for block in blocks for one in _of_classes(block)]
    found += coded
    laid = list(identities_of(blocks))
    # What the form lays down of a total, and what holds, disproves what the other columns only suggest.
    off = {one.total.start for one in laid if not one.holds}
    sure = {one.total.start for one in laid} - off
    found = [*(one for one in found if one.holds or one.total.start not in sure), *laid]
    unique = {
        (one.total.start, tuple(sorted(cell.start for _, cell in one.parts))): one for one in reversed(found)
    }
    return list(unique.values())


def _along_lines(block: Block) -> Iterator[Sum]:
    """税收收入 of the lines below it, which nothing but the columns beside each other bears out."""
    across = turned(block)
    if across is not None:
        yield from sums_across(across, enough=_BY_NUMBERS)


# ---- along the rows ----


def _coded(block: Block) -> Iterator[Sum]:
    """政府收支分类科目: a 类 is the sum of its 款, a 款 of its 项."""
    for at, line in enumerate(block.lines):
        if line.code:
            below: list[Line] = []
            for other in block.lines[at + 1 :]:
                if other.code and not other.code.startswith(line.code):
                    break
                if (
                    other.code
                    and other.code != line.code
                    and not any(other.code.startswith(one.code) for one in below)
                ):
                    below.append(other)
            yield from _column_sums(block, line, below)


def _numbered(block: Block) -> Iterator[Sum]:
    """一、 is the sum of 1. 2. 3. below it, as far as the table does so throughout."""
    levels = [_level(line) for line in block.lines]
    sums: list[Sum] = []
    for at, level in enumerate(levels):
        below = list[int]()
        for other in range(at + 1, len(levels)):
            if level < 0 or (0 <= levels[other] <= level) or TOTAL.fits(block.lines[other].plain):
                break
            if levels[other] > level:
                below.append(other)
        nearest = min((levels[i] for i in below), default=-1)
        sums += _column_sums(block, block.lines[at], [block.lines[i] for i in below if levels[i] == nearest])
    yield from confirmed(sums) or _suggested(block, [sums])


def _named(block: Block) -> Iterator[Sum]:
    """（一）车辆数合计 is the sum of 1. 2. 3. right below it: its name says so, whatever else the table holds."""
    for at, line in enumerate(block.lines):
        own = _level(line)
        if own < 0 or not TOTAL.fits(line.plain):
            continue
        end = next((i for i, one in enumerate(block.lines) if i > at and _level(one) <= own), None)
        below = block.lines[at + 1 : end]
        nearest = [other for other in below if _level(other) == _level(below[0])]
        if len(nearest) > 1 and _FIRST.match(nearest[0].plain):
            yield from _column_sums(block, line, nearest)


def _level(line: Line) -> int:
    return _level_of(line.plain)


@lru_cache(8192)  # every total asks it of every line
def _level_of(name: str) -> int:
    name = _AMONG.sub("", name)
    return next((n for n, pattern in enumerate(_LEVELS) if pattern.match(name)), -1)


def _totals(block: Block) -> Iterator[Sum]:
    """Each 合计, 总计, 小计 by the set of lines that makes it in the other columns; in one column a slip has to tell."""
    for at, line in enumerate(block.lines):
        if not TOTAL.fits(line.plain):
            continue
        sets = {tuple(map(id, lines)): lines for lines in _candidates(block, at)}  # many are the same
        options = [list(_column_sums(block, line, lines)) for lines in sets.values()]
        proven = [sums for sums in options if _makes_up(sums)]
        if not proven:
            without = [list(_column_sums(block, line, lines)) for lines in _without_repeats(sets.values())]
            options += without
            proven = [sums for sums in without if _makes_up(sums)]
        # Lines that make it in every column disprove others that make it in some: （二）相关统计数 below 支出合计.
        whole = [sums for sums in proven if all(one.holds for one in sums)]
        for sums in whole or proven:
            yield from sums
        if not proven:
            yield from _suggested(block, options)


def _without_repeats(sets: Iterable[list[Line]]) -> Iterator[list[Line]]:
    """The same without a line that repeats the one above: 上级补助收入 is all of it 转移支付补助."""
    for lines in sets:
        apart = [line for line in lines if not _INSIDE.is_in(line.name)]
        kept = apart[:1] + [line for before, line in pairwise(apart) if line.floats != before.floats]
        if len(kept) < len(apart):
            yield kept


def _wholes(blocks: Sequence[Block]) -> Iterator[Sum]:
    """年度资金总额 is of the lines below it, from 其中：本年财政拨款 on, where another column bears that out, or a slip alone parts them.

    The other column may be that of 实施期资金总额 in the same row, which has names of its own beside it.
    """
    rows: dict[int, list[tuple[Block, list[Sum]]]] = {}
    for block in blocks:
        for at, line in enumerate(block.lines[:-1]):
            if _WHOLE.fullmatch(line.plain):
                below = list(takewhile(_is_part, block.lines[at + 1 :]))
                rows.setdefault(at, []).append((block, list(_column_sums(block, line, below))))
    for found in rows.values():
        sums = [one for _, own in found for one in own]
        held = [one for one in sums if one.holds and one.total.value]
        borne = sum((one.weight for one in held), Decimal(0)) >= ENOUGH
        if borne and len(sums) - len(held) <= len(held):
            yield from sums
        else:
            for block, own in found:
                yield from _suggested(block, [own])


def _is_part(line: Line) -> bool:
    return not _WHOLE.fullmatch(line.plain) and not TOTAL.fullmatch(line.plain)


def _of_classes(block: Block) -> Iterator[Sum]:
    """合计 at the foot or head of accounts that add up is of their 类; said where but a slip keeps it from that."""
    classes = _top([line for line in block.lines if line.code])
    totals = [line for line in block.lines if TOTAL.fits(line.plain) and not line.code]
    for one in _column_sums(block, totals[0], classes) if len(totals) == 1 and classes else ():
        if one.holds or any(slipped(one, cell) for cell in one.cells):
            yield replace(one, ground="rule" if one.holds else "slip")


def _makes_up(sums: Sequence[Sum]) -> bool:
    """Whether the lines make the total in enough columns and fail it in no more.

    Where one line alone is not nought, the total may repeat it for another reason: what fails in a column of several needs
    one of several that holds.
    """
    held = [one for one in sums if one.holds and one.total.value]
    several = any(len(one.parts) > 1 for one in held)
    if any(not one.holds for one in sums):
        several = any(sum(cell.value != 0 for _, cell in one.parts) > 1 for one in held)
    weight = sum((one.weight for one in held), Decimal(0))
    return several and weight + NAMED > ENOUGH and len(sums) - len(held) <= len(held)


def _candidates(block: Block, at: int) -> Iterator[list[Line]]:
    """Sets of lines that may make a total: those of the highest level above or below it, up to the next total or beyond."""
    lines = block.lines
    totals = [i for i, line in enumerate(lines) if TOTAL.fits(line.plain)]
    before = max((i for i in totals if i < at), default=-1)
    after = min((i for i in totals if i > at), default=len(lines))
    last = max((i for i in range(at) if _level(lines[i]) == 0), default=-1)
    own = _level(lines[at])
    beside = (i for i in range(at + 1, after) if 0 <= _level(lines[i]) <= own)
    ranges = [
        range(last + 1, at),
        range(at + 1, next(beside, after)),  # 一、支出合计, to 二、相关统计数
        range(before + 1, at),
        range(at + 1, after),
        range(at),
        range(at + 1, len(lines)),
    ]
    if before >= 0:
        ranges.insert(2, range(before, at))  # 总计: 本年合计, and what follows it
    for one in ranges:
        rows = [lines[i] for i in one if lines[i].cells]
        top = _top(rows)
        yield top
        yield [line for line in rows if not _INSIDE.is_in(line.name)]
        highest = {*map(id, top)}
        yield [line for line in rows if line.code or id(line) in highest]
    yield [lines[i] for i in totals if i < at]
    yield [lines[i] for i in totals if i > at]


def _top(rows: Sequence[Line]) -> list[Line]:
    """The lines of the highest level: the shortest codes, else the first style of numbering, without 其中."""
    codes = {line.code for line in rows if line.code}
    if codes:
        return [
            line
            for line in rows
            if line.code and not any(line.code[:size] in codes for size in range(3, len(line.code)))
        ]
    levels = [level for line in rows if (level := _level(line)) >= 0]
    least = min(levels, default=-1)
    return [
        line for line in rows if not _INSIDE.is_in(line.name) and (least < 0 or _level(line) in (least, -1))
    ]


def _suggested(block: Block, options: Sequence[Sequence[Sum]]) -> Iterator[Sum]:
    """A sum that nothing confirms and that one slip in five digits or more keeps from holding: no chance brings that about.

    Unless what is missing is a line of the table itself.
    """
    flat = [one for sums in options for one in sums]
    told = {one.total.start for one in flat if one.holds}
    for one in flat:
        if one.total.start in told or one.digits < ENOUGH:
            continue
        others = {abs(cell.value) for line in block.lines for cell in line.cells.values()}
        if abs(one.off) not in others and any(slipped(one, cell) for cell in one.cells):
            told.add(one.total.start)
            yield replace(one, ground="slip")
    yield from (
        one for one in {one.total.start: one for one in flat if one.holds and one.total.value}.values()
    )


def _column_sums(block: Block, total: Line, lines: Iterable[Line]) -> Iterator[Sum]:
    rows = list(lines)
    exact = _THINGS.is_in(total.plain) or None
    for column in block.columns:
        own = [line.cells[column] for line in rows if column in line.cells]
        if column in total.cells and own and not any(column in line.unread for line in rows):
            yield Sum(total.cells[column], tuple((1, cell) for cell in own), exact=exact)
