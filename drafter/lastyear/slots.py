"""Bind the numbers of last year's report to the rows of a fill-in sheet, and give each row its value this year."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation

from drafter.brief import Brief, Figure, rows_of
from drafter.errors import SheetError
from drafter.lastyear.row_names import name_of
from drafter.lastyear.typed_values import base_of, multiplier, not_reported, typed_value
from drafter.numbers.numerals import decimals_of
from drafter.numbers.quantity import Mention, find_mentions
from drafter.patterns import Regex
from drafter.report import Report
from drafter.strings import tr
from drafter.text import sentences

_SUM = r"[A-Za-z]\w*|\([\w\s+-]+\)"
_QUOTIENT = Regex(rf"\s*=?\s*(?:{_SUM})\s*/\s*(?:{_SUM})\s*")
_RATE = Regex(r"\s*=?\s*\((?P<now>\w+)\s*-\s*(?P<base>\w+)\)\s*/\s*(?P<below>\w+)\s*")
# What one of these is as a plain ratio, so that 98.05% less 97.83% is 0.22个百分点.
_RATIOS = {
    "%": Decimal("0.01"),
    "个百分点": Decimal("0.01"),
    "百分点": Decimal("0.01"),
    "‰": Decimal("0.001"),
    "个千分点": Decimal("0.001"),
    "千分点": Decimal("0.001"),
    "成": Decimal("0.1"),
}


@dataclass(frozen=True, slots=True)
class Binding:
    """A number of last year's report, what it measures, and the row that supplies it this year ("" when no row does)."""

    mention: Mention
    label: str
    row: str


def bind_figures(report: Report, brief: Brief) -> tuple[Binding, ...]:
    """Return every quantity of `report` with its row, in reading order.

    A row is found by its 出处: the sentence with the number between 【 】. A number whose sentence is not there any more falls
    back on the one row of the same name and unit, of several on the one of its year.
    """
    mentions = find_mentions(report.text, year=report.year)
    rows = _rows_by_place(report.text, brief)
    by_name: dict[tuple[str, str], list[Figure]] = {}
    for figure in brief.figures:
        by_name.setdefault((figure.name, figure.unit), []).append(figure)
    bound = []
    for index, mention in enumerate(mentions):
        if mention.structural:
            continue
        label = name_of(report.text, mentions, index)
        row = rows.get(mention.start, "")
        if not row:
            named = by_name.get((label, mention.unit), [])
            # A figure that is told with its change has a row for the year before as well.
            named = named if len(named) == 1 else [one for one in named if one.period == mention.period]
            row = named[0].id if len(named) == 1 else ""
        bound.append(Binding(mention, label, row))
    return tuple(bound)


def mark_evidence(text: str, start: int, end: int, number: tuple[int, int]) -> str:
    """Return the sentence `start`–`end` with the number between 【 】, as page 数据 shows it in 出处."""
    return f"{text[start : number[0]]}【{text[number[0] : number[1]]}】{text[number[1] : end]}".strip()


def _rows_by_place(text: str, brief: Brief) -> dict[int, str]:
    """Where in `text` each row's sentences stand; of sentences that stand there several times, all."""
    starts: dict[str, list[int]] = {}
    for start, end in sentences(text):
        piece = text[start:end]
        starts.setdefault(piece.strip(), []).append(start + len(piece) - len(piece.lstrip()))
    places: dict[int, str] = {}
    for figure in brief.figures:
        for line in figure.evidence:
            head, opened, rest = line.partition("【")
            number, closed, tail = rest.partition("】")
            if opened and closed:
                for start in starts.get((head + number + tail).strip(), ()):
                    places.setdefault(start + len(head), figure.id)
    return places


def evaluate(brief: Brief) -> dict[str, Decimal | None]:
    """Return each row's value this year in the row's own unit: typed, or computed from its formula; None while one is missing.

    Rates are in per cent where the unit is %, so F3/F2 of 万元 rows gives 98.12. Raises SheetError for a formula that cannot
    be read, names a row that is not there, or goes in a circle.
    """
    return _Evaluation(brief).all()


_GONE = "无"
_PLAIN_SUM = Regex(r"[\w\s+]+")
_SUM_OF = Regex(r"\((\w+(?:\s*\+\s*\w+)+)\)")


def spread_not_reported(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures with those derived ones marked 无 that are of nothing reported this year.

    A rate, share or change goes with any figure of this year it is of, a sum when all its terms go; so does a share of a sum of
    parts, F2/(F2+F3), of which some have gone.
    """
    gone = {figure.id for figure in figures if not_reported(figure)}
    this_year = {figure.id for figure in figures if figure.period == "本年"}
    settled = False
    while not settled and gone:
        settled = True
        for figure in figures:
            if figure.id in gone or figure.value or not gone.intersection(rows_of(figure.formula)):
                continue
            terms = set(rows_of(without_terms(figure.formula, gone)))
            if terms & gone or not terms & this_year:
                gone.add(figure.id)
                settled = False
    return tuple(replace(one, value=_GONE) if one.id in gone and not one.value else one for one in figures)


def without_terms(formula: str, gone: Set[str]) -> str:
    """Return the formula whose sums leave out the rows in `gone`, but for one that would be left empty."""

    def left(terms: str) -> str:
        return "+".join(term for term in map(str.strip, terms.split("+")) if term not in gone)

    if _PLAIN_SUM.fullmatch(formula):
        return left(formula) or formula
    return _SUM_OF.sub(lambda group: f"({left(group[1])})" if left(group[1]) else group[0], formula)


class _Evaluation:
    def __init__(self, brief: Brief) -> None:
        self._figures = {figure.id: figure for figure in spread_not_reported(brief.figures)}
        self._units = {id: one.unit for id, one in self._figures.items()}
        self._gone = {id for id, figure in self._figures.items() if not_reported(figure)}
        self._done: dict[str, Decimal | None] = {}
        self._open: set[str] = set()

    def all(self) -> dict[str, Decimal | None]:
        return {id: self._value(id) for id in self._figures}

    def _value(self, id: str) -> Decimal | None:
        if id in self._done:
            return self._done[id]
        if id not in self._figures:
            raise SheetError(tr("公式中的 {id} 不在数据页中。请改正公式或补上该行", id=id))
        if id in self._open:
            raise SheetError(tr("数据页 {id} 的公式引用了自己。请改正公式", id=id))
        figure = self._figures[id]
        self._open.add(id)
        value = typed_value(figure)
        if value is None and figure.formula and not not_reported(figure):
            value = self._compute(figure)
        self._open.discard(id)
        self._done[id] = value
        return value

    def _compute(self, figure: Figure) -> Decimal | None:
        # A 科目 or project that is no more adds nothing to the total of those that are.
        figure = replace(figure, formula=without_terms(figure.formula, self._gone))
        if (rate := self._on_restated_base(figure)) is not None:
            return rate
        scales, factor = scales_of(figure, self._units)
        try:
            tree = ast.parse(figure.formula.lstrip("="), mode="eval").body
            amount = self._amount(tree, scales, points=figure.unit.endswith(("百分点", "千分点")))
        except (SyntaxError, _UnreadableFormulaError):
            raise SheetError(
                tr(
                    "数据页 {id} 的公式“{formula}”无法识别。只能用编号、数字和 + - * / ( )",
                    id=figure.id,
                    formula=figure.formula,
                )
            ) from None
        except (DivisionByZero, InvalidOperation):
            return None  # a base of zero: there is no rate to print
        return None if amount is None else amount * factor

    def _on_restated_base(self, figure: Figure) -> Decimal | None:
        """The rate of a change that was typed and is not the one since last year's figure: 增加42.5万人 of 1441.1 is on 1398.6, whatever was printed then."""
        found = _RATE.fullmatch(figure.formula)
        if found is None or found["base"] != found["below"]:
            return None
        told = next(
            (
                one
                for one in self._figures.values()
                if one.formula.replace(" ", "") == f"{found['now']}-{found['base']}"
                and one.unit == self._units.get(found["now"])
            ),
            None,
        )
        change = typed_value(told) if told is not None else None
        now, base = self._value(found["now"]), self._value(found["base"])
        if told is None or change is None or now is None or base is None or now <= change:
            return None
        if abs(now - base - change) <= Decimal(1).scaleb(-decimals_of(told.value)):
            return None
        return change / (now - change) / scale_of(figure.unit)

    def _amount(self, node: ast.expr, scales: Mapping[str, Decimal], *, points: bool) -> Decimal | None:
        match node:
            case ast.Name(id=id):
                value = self._value(id)
                if value is not None and points:
                    value = self._as_printed(id, value)
                return None if value is None else value * scales.get(id, Decimal(1))
            case ast.Constant(value=int() | float() as number):
                return Decimal(str(number))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner = self._amount(operand, scales, points=points)
                return None if inner is None else -inner
            case ast.BinOp(left=left, op=op, right=right):
                sides = [self._amount(side, scales, points=points) for side in (left, right)]
                return _apply(op, *sides)
        raise _UnreadableFormulaError

    def _as_printed(self, id: str, value: Decimal) -> Decimal:
        """A rate as the text prints it: what it rose by is read off the two printed rates."""
        figure = self._figures[id]
        return (
            value
            if figure.value
            else value.quantize(Decimal(1).scaleb(-decimals_of(figure.previous)), rounding=ROUND_HALF_UP)
        )


class _UnreadableFormulaError(Exception):
    pass


def _apply(op: ast.operator, left: Decimal | None, right: Decimal | None) -> Decimal | None:
    if left is None or right is None:
        return None
    match op:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right
    raise _UnreadableFormulaError


def rescaled(unit: str, own: str) -> Decimal:
    """Return what one `own` is in `unit`, where both count one thing (亿元 and 万元); 1 where they do not."""
    base, own_base = base_of(unit), base_of(own)
    return multiplier(own) / multiplier(unit) if base and base == own_base else Decimal(1)


def scale_of(unit: str) -> Decimal:
    """Return what one `unit` stands for in a formula: 10000 for 万元, 0.01 for % and 个百分点."""
    return _RATIOS.get(unit) or multiplier(unit)


def scales_of(figure: Figure, units: Mapping[str, str]) -> tuple[dict[str, Decimal], Decimal]:
    """Return what each term of `figure`'s formula is multiplied by, and then the whole, to come out in its unit.

    Where all terms have one unit they stay in it, so that F2+5 of 万元 means five 万元; 亿元 and 万元 meet in base units.
    """
    names = rows_of(figure.formula)
    scales = {name: scale_of(units.get(name, "")) for name in names}
    factor = 1 / scale_of(figure.unit)
    alike = len(set(scales.values())) == 1
    if alike and _QUOTIENT.fullmatch(figure.formula):
        return dict.fromkeys(names, Decimal(1)), factor
    if alike and "/" not in figure.formula:
        return dict.fromkeys(names, Decimal(1)), factor * next(iter(scales.values()))
    return scales, factor
