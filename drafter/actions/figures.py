"""The fill-in table as a person sees it: computed rows, change on last year, budget beside execution."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from drafter.brief import Brief, Figure, rows_of
from drafter.lastyear.slots import evaluate
from drafter.numbers.numerals import decimals_of, read_numeral, write_number
from drafter.strings import language, tr
from drafter.text import fold

LOW_RATE = Decimal(90)
BUDGET = re.compile(r"(?:全年|年初|调整后?|年度|部门)*预算(?:安排|总额|金额|资金|数|额)?")
SPENT = re.compile(
    r"(?:全年|实际|年度|预算)*(?:执行|支出决算|决算)(?:总额|金额|资金|数|额)?|实际支出(?:数|额)?"
)
RATE = re.compile(r"预算执行率|支出执行率|资金执行率|执行率|预算完成率|完成率|支出进度")
_ORDINAL = re.compile(r"^[一二三四五六七八九十]+是")
ROW = re.compile(r"F\d+")
_QUOTIENT = re.compile(r"=?\s*(F\d+)\s*/\s*(F\d+)\s*")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of the table. `shown` is what this year prints ("" = still missing); `change` is "" when it cannot be told.

    `state` is typed, computed, missing, or waiting (a formula one of whose rows is missing).
    """

    figure: Figure
    shown: str
    change: str
    state: str
    outlier: bool

    @property
    def evidence(self) -> tuple[tuple[str, str, str], ...]:
        """Each sentence of last year's text cut in three: before the number, the number, after it."""
        return tuple(_cut(sentence) for sentence in self.figure.evidence)


@dataclass(frozen=True, slots=True)
class Bar:
    """A budget and what was spent of it, in one unit; `rate` in per cent."""

    label: str
    unit: str
    budget: Decimal
    spent: Decimal
    rate: Decimal

    @property
    def low(self) -> bool:
        return self.rate < LOW_RATE


def figure_rows(brief: Brief) -> tuple[FigureRow, ...]:
    """Return every figure of the brief as a line of the table, in the sheet's order."""
    return _rows(brief, language())


@lru_cache(16)
def _rows(brief: Brief, language: str) -> tuple[FigureRow, ...]:
    """The same, kept for each language: 持平 is a word."""
    values = evaluate(brief)
    return tuple(_row(figure, values[figure.id]) for figure in brief.figures)


def execution_bars(brief: Brief) -> tuple[Bar, ...]:
    """Return each budget whose execution is known this year: pairs a rate row divides, then pairs named alike."""
    values = evaluate(brief)
    pairs = dict.fromkeys([*_divided_pairs(brief), *_named_pairs(brief)])
    bars = []
    for budget_id, spent_id in pairs:
        budget, spent = brief.figure(budget_id), brief.figure(spent_id)
        low, high = values.get(spent_id), values.get(budget_id)
        if budget is None or spent is None or low is None or not high or budget.unit != spent.unit:
            continue
        bars.append(Bar(_subject(budget.label), budget.unit, high, low, low / high * 100))
    # What prose and a table both tell stands once, also where one of them says 项目 behind the name.
    return tuple(bar for at, bar in enumerate(bars) if not any(_same_bar(bar, other) for other in bars[:at]))


def _same_bar(one: Bar, other: Bar) -> bool:
    return replace(one, label=other.label) == other and (one.label in other.label or other.label in one.label)


def shown(figure: Figure, value: Decimal | None) -> str:
    """Return what the row prints this year: as typed, or computed to last year's decimals and thousands separators."""
    if figure.value.strip():
        return figure.value
    if value is None:
        return ""
    previous = fold(figure.previous).replace("，", ",")
    try:
        return write_number(value, decimals_of(previous), grouped="," in previous)
    except ArithmeticError:  # more digits than a report can hold
        return f"{value:f}"


def row_to_fill(brief: Brief, reason: str) -> str:
    """Return the row to fill in for a 【待补】 with this reason, "" when there is none: of a computed row, the first it lacks."""
    rows = {row.figure.id: row for row in figure_rows(brief)}
    to_try, seen = ROW.findall(reason), set[str]()
    while to_try:
        row = rows.get(to_try.pop(0))
        if row is None or row.figure.id in seen:
            continue
        if row.state == "missing":
            return row.figure.id
        seen.add(row.figure.id)
        if row.state == "waiting":
            to_try = [*rows_of(row.figure.formula), *to_try]
    return ""


def row_filled(brief: Brief, reason: str) -> FigureRow | None:
    """Return the row a 【待补】 with this reason waits for where it has its value by now: the sentence was rewritten meanwhile."""
    named = ROW.search(reason)
    rows = {row.figure.id: row for row in figure_rows(brief)}
    row = rows.get(named.group()) if named else None
    return row if row and row.shown else None


def number_of(text: str) -> Decimal | None:
    """Return the number a cell holds, or None."""
    return read_numeral(fold(text).strip().replace("，", ",")) if text.strip() else None


def _row(figure: Figure, value: Decimal | None) -> FigureRow:
    before = number_of(figure.previous)
    change, outlier = _change(figure, before, value)
    if figure.value.strip():
        state = "typed"
    elif figure.formula:
        state = "computed" if value is not None else "waiting"
    else:
        state = "missing"
    return FigureRow(figure, shown(figure, value), change, state, outlier)


def _change(figure: Figure, before: Decimal | None, now: Decimal | None) -> tuple[str, bool]:
    """Return the change on last year and whether it is unusual: more than half either way, or ten points of a rate."""
    if before is None or now is None or (figure.period == "上年" and before == now):
        return "", False
    if figure.unit in ("%", "‰"):
        points = now - before
        return (f"{points:+.2f}" + tr("点") if abs(points) >= Decimal("0.005") else tr("持平")), abs(
            points
        ) > 10
    if not before:
        return "", False
    change = (now - before) / before * 100
    return (f"{change:+.1f}%" if abs(change) >= Decimal("0.05") else tr("持平")), abs(change) > 50


def _cut(sentence: str) -> tuple[str, str, str]:
    head, _, rest = sentence.partition("【")
    number, closed, tail = rest.partition("】")
    return (head, number, tail) if closed else (sentence, "", "")


def _divided_pairs(brief: Brief) -> list[tuple[str, str]]:
    """Budget and execution of each rate row, from formulas such as F3/F2."""
    return [
        (match[2], match[1])
        for figure in brief.figures
        if figure.formula
        and RATE.search(figure.name)
        and (match := _QUOTIENT.fullmatch(figure.formula))
        and (budget := brief.figure(match[2]))
        and budget.unit.endswith("元")
    ]


def _named_pairs(brief: Brief) -> list[tuple[str, str]]:
    """Money rows that differ in nothing but 预算数 and 执行数."""
    money = [figure for figure in brief.figures if figure.unit.endswith("元")]
    budgets = {
        (BUDGET.sub("", figure.label), figure.period, figure.unit): figure.id
        for figure in money
        if BUDGET.search(figure.name) and not SPENT.search(figure.name)
    }
    pairs = []
    for figure in money:
        key = (SPENT.sub("", figure.label), figure.period, figure.unit)
        if SPENT.search(figure.name) and key in budgets:
            pairs.append((budgets[key], figure.id))
    return pairs


def _subject(label: str) -> str:
    """Return what a budget is for: 公用经费 from 公用经费年初预算数."""
    return _ORDINAL.sub("", BUDGET.sub("", label)).strip("（）()，、 的") or label
