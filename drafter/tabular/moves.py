"""What there was at first, what came and what went make what there is at the end: 期初数, 本期增加, 本期减少, 期末数."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, permutations

from drafter.patterns import Regex
from drafter.tabular.across import layers_of
from drafter.tabular.addition import ENOUGH, TOTAL, Sum, confirmed, slipped
from drafter.tabular.cells import Block, Cell, Line

_CAME = Regex(r"增加|新增|增[记提]|举借|发行|购[置入]|调入|转入|收入")
_WENT = Regex(r"减少|处置|偿还|归还|核销|报废|调出|转出|使用|支出")
_FIRST = Regex(r"[期年]初|上[年期]末|上[年期]结[转余]")
_LAST = Regex(r"[期年]末|结转下[期年]")
_SO_FAR, _BEGINS = Regex("累计|截至"), Regex("1月|第?一季度|一月")
_FEWEST, _SURE = 3, 12  # rows, and the digits of those that come out where no head says 累计
_HALVES = 1.51
_WHOLE = Regex(rf"{TOTAL.pattern}|全年.*|.*累计|[月年日季]?平?均.{{0,4}}")
_NUMBERED = Regex(r"[一二三四五六七八九十]、")
_NONE_OF_THEM = Regex(r"率|比|%|％|幅|净增|合计|其中")
_YEAR = Regex(r"20\d\d")


def moves_of(block: Block) -> Iterator[Sum]:
    """Yield 期末 = 期初 + 增加 − 减少 along the rows or down the columns, where that is borne out or a slip alone parts it."""
    for layer in layers_of(block, block.columns):
        columns = _places(["".join(dict.fromkeys(block.heads.get(i, ()))) for i in layer])
        numbers = [layer[at] for at in columns]
        rows = ([line.cells.get(i) for i in numbers] for line in block.lines if numbers)
        yield from _borne_out([one for cells in rows for one in _sum(block, cells)])
    names = [line.plain for line in block.lines]
    if lines := _places(names) or _places(
        [name if _NUMBERED.match(name) else "" for name in names], whole=True
    ):
        downs = ([block.lines[at].cells.get(i) for at in lines] for i in block.columns)
        yield from _borne_out([one for cells in downs for one in _sum(block, cells)])


def running_sums(block: Block) -> dict[int, list[Sum]]:
    """累计 is that of the row above and what this row adds: what heads or months name, or the digits of many rows tell; by its column."""
    found = dict[int, list[Sum]]()
    lines = [line for line in block.lines if line.cells and not _WHOLE.fits(line.plain)]
    if len(lines) < _FEWEST or len(block.columns) < 2:
        return found
    heads = {i: "".join(dict.fromkeys(block.heads.get(i, ()))) for i in block.columns}
    for so_far, this in permutations(block.columns, 2):
        named = _SO_FAR.search(heads[so_far]) is not None
        if _runs(lines, so_far, this, named=named):
            sums = confirmed(list(_running_sums(block, lines, so_far, this)))
            weight = sum((one.weight for one in sums if one.holds), Decimal(0))
            if sums and (named or weight >= _SURE):
                found.setdefault(so_far, []).extend(sums)
    return found


def without_columns(block: Block, columns: Collection[int]) -> Block:
    """The block without columns that nobody adds up from top to bottom."""
    if not columns:
        return block
    lines = [
        replace(line, cells={i: cell for i, cell in line.cells.items() if i not in columns})
        for line in block.lines
    ]
    return replace(block, columns=tuple(i for i in block.columns if i not in columns), lines=tuple(lines))


def _runs(lines: Sequence[Line], so_far: int, this: int, *, named: bool) -> bool:
    """Whether most rows come out, told in floats: a wrong number of the one column breaks two."""
    failed = 0
    for before, line in pairwise(lines):
        first, total, added = before.floats.get(so_far), line.floats.get(so_far), line.floats.get(this)
        if first is None or total is None or added is None or abs(first + added - total) > _HALVES:
            failed += 1
            if failed > 2 or failed * 2 > len(lines):
                return False
    return len(lines) - 1 - failed >= (1 if named else 2)


def _running_sums(block: Block, lines: Sequence[Line], so_far: int, this: int) -> Iterator[Sum]:
    total, added = lines[0].cells.get(so_far), lines[0].cells.get(this)
    if total is not None and added is not None and _BEGINS.match(lines[0].plain):
        yield Sum(total, ((1, added),))
    for before, line in pairwise(lines):
        total, first, added = line.cells.get(so_far), before.cells.get(so_far), line.cells.get(this)
        if total is not None and first is not None and added is not None:
            yield Sum(total, ((1, first), (1, added)))


def _places(names: Sequence[str], *, whole: bool = False) -> list[int]:
    """Where the end, the beginning, what came and what went stand; [] unless each is there once.

    The `whole` of what came may be called 收入合计 where its parts do not stand beside it: 一、…, 二、….
    """
    kinds: dict[str, list[int]] = {"last": [], "first": [], "came": [], "went": []}
    for at, name in enumerate(names):
        if _NONE_OF_THEM.search(name.replace("合计", "") if whole else name):
            continue
        came, went = _CAME.search(name), _WENT.search(name)
        if _FIRST.search(name):
            kinds["first"].append(at)
        elif _LAST.search(name):
            kinds["last"].append(at)
        elif bool(came) != bool(went):
            kinds["came" if came else "went"].append(at)
    if not kinds["first"] and len(kinds["last"]) == 2:  # 2023年末余额 and 2024年末余额
        years = {at: found[0] for at in kinds["last"] if (found := _YEAR.search(names[at]))}
        if len(set(years.values())) == 2:
            first, last = sorted(years, key=years.__getitem__)
            kinds |= {"first": [first], "last": [last]}
    return [own[0] for own in kinds.values()] if all(len(own) == 1 for own in kinds.values()) else []


def _sum(block: Block, cells: Sequence[Cell | None]) -> Iterator[Sum]:
    last, *others = cells
    parts = [(sign, cell) for sign, cell in zip((1, 1, -1), others, strict=True) if cell is not None]
    if last is not None and len(parts) > 1:
        yield Sum(last, tuple(parts))


def _borne_out(sums: list[Sum]) -> list[Sum]:
    return confirmed(sums) or [
        one for one in sums if one.digits >= ENOUGH and (one.holds or any(slipped(one, c) for c in one.cells))
    ]
