"""The numbers of a foreign table with all that names them: words beside and above, unit, year, last year's number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.actions.figures import BUDGET, RATE, SPENT, number_of
from drafter.tables import NUMBER, Cells, column_heads, head_rows

_UNITS = r"[百千十]?[万亿]?元|[%％]|[万亿]?(?:人次|人|件|个|次|期|篇|条|户|项|份|场|名)"
_BARE_UNIT = re.compile(_UNITS)
_UNIT = re.compile(rf"单位[：:]\s*([^\s，。；)）]{{1,6}})|[（(]({_UNITS})[)）]")
_YEAR = re.compile(r"(20\d\d)\s*年")
_BEFORE, _NOW = re.compile(r"上年|去年|上一年"), re.compile(r"本年|今年|当年")
# What was to be done is no value of what was done: 年度目标值 beside 实际完成值.
_TARGET = re.compile(r"目标值|目标数|计划(?:数|值|完成|推送|数量)?|应完成")
_NO_VALUE = re.compile(r"行次|序号|编码")
_NUMBERING = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:[.．](?!\d)|、)|其中[：:]|[一二三四五六七八九十]是|#)\s*"
)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A number that may be this year's.

    `names` are what it may be called, from its row alone to row and column; `before` is last year's number of its row, where a
    column holds it. `unit` is "" when the table does not say.
    """

    names: tuple[str, ...]
    where: str
    written: str
    value: Decimal
    unit: str
    before: Decimal | None

    @property
    def kind(self) -> str:
        """What its row and column say it is, the column first."""
        return kind_of(self.names[0]) or kind_of(self.names[1 % len(self.names)])


def cells_of(cells: Cells, around: str, year: int) -> Iterator[TableCell]:
    """Yield the numbers of a table that are not said to be of another year; `around` is what stands over it."""
    heads = column_heads(cells)
    years = [year_of(path, year) for path in heads]
    whole = year_of(around.split("\n"), year)
    for line in cells[head_rows(cells) :]:
        for at, written in enumerate(line):
            path = [text for text in (heads[at] if at < len(heads) else ()) if text]
            value = _value(written)
            own = _words_before(line, at)
            of = years[at] if at < len(years) and years[at] is not None else whole
            if value is None or not own or of == -1 or _NO_VALUE.search("".join(path)):
                continue
            unit = _unit_of(line, at, path, own, around)
            where = " · ".join(filter(None, (" / ".join(own), " ".join(path))))
            yield TableCell(_names(own, path), where, written, value, unit, _before(line, path, heads, years))


def year_of(words: Sequence[str], year: int) -> int | None:
    """Return 0 for this year, -1 for another one, None when nothing is said; the last of the words says it first."""
    for text in reversed(words):
        if named := _YEAR.search(text):
            return 0 if int(named[1]) == year else -1
        if _BEFORE.search(text):
            return -1
        if _NOW.search(text):
            return 0
    return None


def kind_of(words: str) -> str:
    """Return whether the words name a target, a rate, money spent or a budget, "" for anything else."""
    kinds = (("target", _TARGET), ("rate", RATE), ("spent", SPENT), ("budget", BUDGET))
    return next((kind for kind, pattern in kinds if pattern.search(words)), "")


def without_year(words: str) -> str:
    return _YEAR.sub("", words)


def _value(written: str) -> Decimal | None:
    return number_of(written.rstrip("%％")) if NUMBER.fullmatch(written) else None


def _words_before(line: Sequence[str], at: int) -> list[str]:
    """The last two cells with words to the left of a number, without their list numbers."""
    words = [
        _NUMBERING.sub("", text)
        for text in line[:at]
        if text and not NUMBER.fullmatch(text) and not _BARE_UNIT.fullmatch(text)
    ]
    return words[-2:]


def _names(own: Sequence[str], path: Sequence[str]) -> tuple[str, ...]:
    heads = [_NUMBERING.sub("", text) for text in path]
    last = "".join(heads[-1:])
    return tuple(dict.fromkeys([own[-1] + last, own[-1] + "".join(heads), "".join(own) + last, own[-1]]))


def _unit_of(line: Sequence[str], at: int, path: Sequence[str], own: Sequence[str], around: str) -> str:
    """The unit said nearest to the number: in its cell, over its column, in its row's words, beside it, over the table."""
    for text in (line[at], *reversed(path), *own):
        if unit := _unit(text):
            return unit
    if line[at][-1:] in ("%", "％"):
        return "%"
    return next((text for text in line[:at] if _BARE_UNIT.fullmatch(text)), "") or _unit(around)


def _unit(words: str) -> str:
    found = [one[1] or one[2] for one in _UNIT.finditer(words)]
    return found[-1].replace("％", "%") if found else ""


def _before(
    line: Sequence[str], path: Sequence[str], heads: Sequence[Sequence[str]], years: Sequence[int | None]
) -> Decimal | None:
    """The number of the same kind in a column of last year's."""
    kind = kind_of("".join(path))
    for at, of in enumerate(years):
        if of == -1 and at < len(line) and kind_of("".join(heads[at])) == kind:
            return _value(line[at])
    return None
