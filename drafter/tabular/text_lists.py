"""Budget forms of a text whose rows are numbered 一、 二、 三、, income and spending side by side: 收支总表.

一、一般公共预算财政拨款收入 20218.21 一、一般公共服务支出 207.40 207.40
八、其他收入 八、社会保障和就业支出 2452.66 2452.66
九、卫生健康支出 265.57 265.57
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.tabular.addition import Sum
from drafter.tabular.cells import Block, Cell, Line, cells_of
from drafter.tabular.text_columns import Placed

_ANY = Regex(r"\n[^\n。；]{0,40}[一二三四五六七八九十]、[^\n。；]{2,30} \d[\d,]*(?:\.\d+)?\n")
_NAME = r"(?:(?:[一二三四五六七八九十]{1,3}|\d)[、.．]\s?|(?:本年)?[收支][入出][总合]计|总计|年[初末]|结余|使用)[^\s\d，。；：]{0,30}"
_AMOUNTS = r"(?:\s*-?\d[\d,]*(?:\.\d+)?(?=\s|$|[一二三四五六七八九十]{1,3}、|[^\d,.]))*"
_LINE, _PART = Regex(rf"(?:{_NAME}{_AMOUNTS}\s*)+"), Regex(rf"({_NAME})({_AMOUNTS})")
_BARE, _PIECE = Regex(r"\s*-?\d[\d,]*(?:\.\d+)?(?:\s+-?\d[\d,]*(?:\.\d+)?)*\s*"), Regex(r"[一-鿿]{1,6}")
_NUMBER = Regex(r"-?\d[\d,]*(?:\.\d+)?")
_SPENT = Regex(r"支出?$|支出[总合]计|年末|结余分配|补助下级")
_FEWEST = 4  # rows with amounts


def find_listed_tables(text: str, inside: Sequence[tuple[int, int]]) -> list[Placed]:
    """Return these forms outside the spans `inside`: of income and of spending the first amounts, and how rows of several add up."""
    if not _ANY.search(text):
        return []
    starts = [start for start, _ in inside]
    found: list[Placed] = []
    run: list[tuple[str, list[Cell]]] = []
    start = begin = end = 0
    for line in text.split("\n"):
        at = bisect_right(starts, start) - 1
        taken = not (at >= 0 and start < inside[at][1]) and _take(line, start, run)
        if taken:
            begin, end = (start if not end else begin), start + len(line)
        elif run:
            found += _placed(run, begin, end)
            run, end = [], 0
        start += len(line) + 1
    return [*found, *_placed(run, begin, end)]


def _take(line: str, start: int, run: list[tuple[str, list[Cell]]]) -> bool:
    """Add the rows of a line to `run`; amounts alone, or the end of a name, go with the row before them."""
    if _LINE.fullmatch(line):
        for part in _PART.finditer(line):
            run.append((part[1], list(cells_of(_NUMBER.finditer(part[2]), start + part.start(2)))))
        return True
    if run and _BARE.fullmatch(line) and not run[-1][1]:
        run[-1][1].extend(cells_of(_NUMBER.finditer(line), start))
        return True
    return bool(run) and _PIECE.fullmatch(line) is not None


def _placed(run: Sequence[tuple[str, list[Cell]]], start: int, end: int) -> Iterator[Placed]:
    run = _without_line_numbers(run)
    told = [cells for _, cells in run if cells]
    if len(told) < _FEWEST or not any(
        "." in cell.token or "," in cell.token for cells in told for cell in cells
    ):
        return
    halves: tuple[list[Line], list[Line]] = ([], [])
    sums: list[Sum] = []
    second = False
    for name, cells in run:
        spent = bool(_SPENT.search(name)) or (name == "总计" and second)
        second = name == "总计" and not second
        if cells:
            halves[spent].append(Line("", name, {0: cells[0]}))
        if len(cells) > 1:
            sums.append(Sum(cells[0], tuple((1, cell) for cell in cells[1:])))
    held = sum(one.holds for one in sums)
    heads: dict[int, tuple[str, ...]] = {0: ("",)}
    blocks = tuple(Block((0,), heads, tuple(lines)) for lines in halves if lines)
    yield Placed(start, end, blocks, tuple(sums) if held * 4 >= len(sums) * 3 else ())


def _without_line_numbers(run: Sequence[tuple[str, list[Cell]]]) -> Sequence[tuple[str, list[Cell]]]:
    """Without 行次, which count up by one to either side: 一、 1 … 一、 31 …, 二、 2 … 二、 32 …."""
    firsts = [cells[0] for _, cells in run if cells]
    told = {int(cell.value) for cell in firsts if cell.token.isdecimal()}
    following = sum(n + 1 in told for n in told)
    if len(told) < len(firsts) or following < len(told) - 2:
        return run
    return [(name, cells[1:]) for name, cells in run]
