"""Does the stated rate, growth, difference or sum follow from the numbers it is of?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from drafter.checks.context import Context
from drafter.issue import Issue, Severity
from drafter.numerals import decimals_of, write_number
from drafter.quantity import Mention
from drafter.relations import Kind, Relation, holds_with
from drafter.strings import tr

_CODES: dict[Kind, str] = {"ratio": "ratio-wrong", "growth": "growth-wrong", "difference": "difference-wrong", "sum": "sum-wrong"}


def check_arithmetic(context: Context) -> Iterator[Issue]:
    """Yield an issue for every relation whose terms the wording names and that does not hold.

    The comparison allows for how precisely each term was written. A result cut instead of rounded (尾差, less than one step
    of the last written place) is a note. The issue stands at the number a single slip explains best.
    """
    for relation in context.relations:
        if relation.holds or not relation.certain:
            continue
        target = context.mentions[relation.target]
        expected = _expected(target, relation)
        if _only_direction(target, relation):
            assert target.direction is not None
            yield context.issue(
                "direction-wrong",
                "error",
                tr("方向与数值不符：{formula}，结果为{sign}", formula=_shown(context, relation), sign=_sign(relation.expected)),
                target.direction[0],
                target.stop,
                expected=_sign(relation.expected),
                related=[context.span(i) for i in relation.terms],
            )
            continue
        severity: Severity = "note" if _rounding(target, relation) else "error"
        at, correction = _suspect(context, relation) if severity == "error" else (relation.target, "")
        what = tr("尾差") if severity == "note" else tr("计算不符")
        message = tr(
            "{what}：{formula} = {expected}{unit}，文中为 {stated}",
            what=what,
            formula=_shown(context, relation),
            expected=expected,
            unit=target.unit,
            stated=context.written(relation.target),
        )
        if at != relation.target:
            message += tr("；疑为 {number} 有误", number=context.written(at))
        start, end = context.span(at)
        others = [context.span(i) for i in (relation.target, *relation.terms) if i != at]
        yield context.issue(
            _CODES[relation.kind], severity, message, start, end, expected=correction or expected, related=others
        )


def _expected(target: Mention, relation: Relation) -> str:
    decimals = decimals_of(target.token) if target.token[:1].isdigit() else 0
    value = abs(relation.expected) if target.direction else relation.expected
    return write_number(value, decimals)


def _rounding(target: Mention, relation: Relation) -> bool:
    stated = target.value * (target.sign or 1)
    return abs(relation.expected - stated) < target.step


def _only_direction(target: Mention, relation: Relation) -> bool:
    """The amount is right, the word says the opposite."""
    if relation.kind not in ("growth", "difference") or not target.direction or not target.value:
        return False
    return relation.expected * target.sign < 0 and abs(abs(relation.expected) - target.value) <= target.step / 2


def _sign(value: Decimal) -> str:
    return tr("增加") if value > 0 else tr("减少") if value < 0 else tr("持平")


def _shown(context: Context, relation: Relation) -> str:
    text = relation.formula(context.written)
    return text.replace("/", "÷")


def _suspect(context: Context, relation: Relation) -> tuple[int, str]:
    """The one number that a usual slip of typing explains, and what it would have been; else the stated result.

    Tried in the order in which clerks slip: two digits swapped in the result or in a term, then one digit wrong.
    """
    everywhere = (relation.target, *relation.terms)
    for slips in (_swapped, _one_digit):
        fitting = [(i, c) for i in everywhere for c in slips(context.mentions[i].token) if holds_with(context.mentions, relation, i, c)]
        if fitting and fitting[0][0] == relation.target:
            return relation.target, fitting[0][1]
        trusted = [(i, c) for i, c in fitting if not _backed(context, relation, i)]
        if len({i for i, _ in trusted}) == 1:
            return trusted[0]
    return relation.target, ""


def _backed(context: Context, relation: Relation, index: int) -> bool:
    """Whether another relation that holds uses this number, so that it is not the wrong one."""
    return any(other.holds and other is not relation and index in (other.target, *other.terms) for other in context.relations)


def _swapped(token: str) -> Iterator[str]:
    for i in range(len(token) - 1):
        if token[i].isdigit() and token[i + 1].isdigit() and token[i] != token[i + 1]:
            yield token[:i] + token[i + 1] + token[i] + token[i + 2 :]


def _one_digit(token: str) -> Iterator[str]:
    for i, old in enumerate(token):
        if old.isdigit():
            yield from (token[:i] + digit + token[i + 1 :] for digit in "0123456789" if digit != old and (i or digit != "0"))
