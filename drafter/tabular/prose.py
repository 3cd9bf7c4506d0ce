"""A figure of the prose that a table of the same file prints too: under one name, in its own unit and precision."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from drafter.numbers.numerals import decimals_of, read_numeral, step_of, write_number
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.slips import is_digit_slip, is_slip
from drafter.tabular.cells import Block, Cell, Line
from drafter.tabular.ties import bare_name

_SHORTEST = 4
_REACH, _BESIDE, _OF_ITEM = 60, 12, 20
_ITEM = Regex(r"[（(]项[）)]")
# 年初预算为 and 2023年度预算 are none of the amounts a table of this year prints; 支出决算为 is.
_EARLIER, _OUTTURN = Regex("年初|调整|上年|执行"), Regex(r"决算数?为$")
_ACCOUNT = Regex(r"[”’\"'\s]{0,2}(?:科目|[（(]类[）)])[^，。；、：\d]{0,4}$")  # “卫生健康支出”科目a万元
_COLUMNS = 4  # amounts of one line; a name with more is that of several lines
_TELLING = 4  # digits
_GRAND = "总计"
_OF_BOTH = ("收入支出总计", "收、支总计", "收支总计")
_BUDGETS = {
    "收入总计": "收入预算",
    "支出总计": "支出预算",
}  # 本单位收入预算a万元: what the tables call 收入总计
_BUDGET_OF_PART = Regex(r"(?:一般公共|基金|资本|基本|项目|其他|事业|经营|上年|结转)[^，。；：\d]{0,12}预算$")
_WHOLE, _BRACKETS = Regex(r"(?:.*[合总]计|.*总[额数])[：:]?"), Regex(r"[（(][^（）()]*[）)]")
_KINDS = ("基本支出", "项目支出")  # in one table of what is spent, in the next of what was granted
_FILLERS = "数额共计为达了约："
_SUBJECT, _TITLE_END = Regex("收入|支出"), Regex("[表。]")


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell with the amount it stands for, and what stands over it."""

    cell: Cell
    amount: Decimal
    head: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """The number `index` of the prose is one of these cells; `expected` is "" when it agrees with one, else what it should read.

    `loose` where no name says so: what comes out otherwise speaks against it.
    """

    index: int
    cells: tuple[Cell, ...]
    expected: str = ""
    loose: bool = False


@dataclass(slots=True)
class Named:
    """The amounts of all rows of one name, and what each row comes to in all."""

    printed: list[Printed] = field(default_factory=list)
    totals: list[Printed] = field(default_factory=list)


def names_of(tables: Sequence[tuple[Sequence[Block], Decimal, str]]) -> dict[str, Named]:
    """Return the amounts of all tables by the name of their line, and those of a total by what stands over them: 全年预算数.

    `tables` come with the factor that makes amounts of values and with what they are of, by which a bare 合计 goes: 支出合计.
    """
    found: dict[str, Named] = defaultdict(Named)
    for blocks, scale, subject in tables:
        for block in blocks:
            heads = {i: _BRACKETS.sub("", (block.heads.get(i) or ("",))[-1]) for i in block.columns}
            for line in block.lines:
                amounts = [
                    Printed(cell, cell.value * scale, heads[i])
                    for i, cell in line.cells.items()
                    if cell.value
                ]
                for name in _names_of(line, subject) if amounts else ():
                    found[name].printed += amounts
                    found[name].totals.append(max(amounts, key=lambda one: one.amount))
                for one in amounts if _WHOLE.fullmatch(line.plain) else ():
                    if len(one.head) >= _SHORTEST and one.head not in _KINDS:
                        found[one.head].printed.append(one)
                        found[one.head].totals.append(one)
    return found


def _names_of(line: Line, subject: str) -> list[str]:
    name = bare_name(line)
    if name != _GRAND:
        return [name] if len(name) >= _SHORTEST else []
    # 本年收入合计 and 收入总计 are two things: what is carried over parts them.
    own = line.plain if len(line.plain) >= _SHORTEST else subject + line.plain if subject else ""
    both = _OF_BOTH if line.plain.endswith(_GRAND) else ()
    return [*(one for one in (own, _BUDGETS.get(own)) if one), *both]


def subject_of_table(text: str, start: int) -> str:
    """Return 收入 or 支出 where the title above a table says that it is of the one and not of the other, else ""."""
    for line in reversed(text[max(start - 80, 0) : start].split("\n")):
        told = set(_SUBJECT.findall(line))
        if told or _TITLE_END.search(line):
            return told.pop() if len(told) == 1 else ""
    return ""


def find_prose_ties(
    text: str,
    mentions: Sequence[Mention],
    named: Mapping[str, Named],
    inside: Sequence[tuple[int, int]],
) -> Iterator[Tie]:
    """Yield each telling amount of the prose that stands right behind a name of a table, when they agree or a slip parts them."""
    if not named:
        return
    pattern = re.compile("|".join(re.escape(name) for name in sorted(named, key=len, reverse=True)))
    spans = iter(sorted(inside))
    table = next(spans, None)
    for index, mention in enumerate(mentions):
        while table is not None and mention.start >= table[1]:
            table = next(spans, None)
        if mention.role != "value" or not _is_ours(mention) or (table and mention.start >= table[0]):
            continue
        name, behind = _name_before(text, mentions, index, pattern)
        if name and (_ACCOUNT.match(behind) or mention.telling >= _TELLING):
            yield from _tie(mention, index, named[name], behind)


def _name_before(
    text: str, mentions: Sequence[Mention], index: int, pattern: re.Pattern[str]
) -> tuple[str, str]:
    """The name of a table that stands right before the number, or as the 项 whose 支出决算 its paragraph tells; "" for none.

    With it the words between the two.
    """
    start = mentions[index].start
    before = next((m for m in reversed(mentions[:index][-3:]) if not m.structural), None)
    begin = max(before.stop if before else 0, start - _REACH)
    words = re.split(r"[。；\n]", text[begin:start])[-1]
    found = list(pattern.finditer(words))
    if found:
        behind = words[found[-1].end() :]
        near = len(behind) <= (_OF_ITEM if _ITEM.match(behind) else _BESIDE)
        of_part = _BUDGET_OF_PART.search(words, 0, found[-1].end())
        name = found[-1][0] if near and not of_part and not _EARLIER.search(behind) else ""
        return name, behind
    if not _OUTTURN.search(words):
        return "", ""
    line = text.rfind("\n", 0, start) + 1
    item = next(reversed([m.start() for m in _ITEM.finditer(text, line, start)]), -1)
    if item < 0:
        return "", ""
    names = [m for m in pattern.finditer(text, line, item) if m.end() == item]
    return (names[-1][0] if names else ""), ""


def _tie(mention: Mention, index: int, named: Named, behind: str) -> Iterator[Tie]:
    """`behind` the name: that it is an account, whose amount is then told and no part of it, or under which head the amount stands."""
    as_account = _ACCOUNT.match(behind) is not None
    factor = mention.amount / mention.value if mention.value else Decimal(1)
    decimals = decimals_of(mention.token)

    def written(one: Printed) -> str:
        return write_number(abs(one.amount / factor), decimals)

    own = write_number(mention.value, decimals)
    same = tuple(one.cell for one in named.printed if written(one) == own)
    if same:
        yield Tie(index, same)
        return
    in_all = {written(one): one.cell for one in named.totals}
    kind = behind.strip(_FILLERS)
    meant = [one for one in named.printed if kind and kind in one.head] or named.printed
    values = in_all if as_account else {written(one): one.cell for one in meant}
    near = [value for value in values if is_slip(own, value) or is_digit_slip(own, value)]
    if as_account and len(in_all) == 1:
        near = [*in_all]
    off = [abs(value_of(value) - mention.value) for value in near]
    if len(near) == 1 and off[0] > step_of(mention.token) and len(values) <= _COLUMNS:
        yield Tie(index, (values[near[0]],), near[0])


def value_of(token: str) -> Decimal:
    return read_numeral(token) or Decimal(0)


def _is_ours(mention: Mention) -> bool:
    return mention.measure == "元" and not mention.bound and mention.period == "本年"
