"""Does the stated rate, growth, difference or sum follow from the numbers it is of?"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checks.context import Context
from drafter.checks.suspects import blame
from drafter.issue import Issue, Severity
from drafter.numerals import decimals_of, write_number
from drafter.quantity import Mention
from drafter.relations import Kind, Relation
from drafter.strings import tr

_CODES: dict[Kind, str] = {"ratio": "ratio-wrong", "growth": "growth-wrong", "difference": "difference-wrong", "sum": "sum-wrong"}


def check_arithmetic(context: Context) -> Iterator[Issue]:
    """Yield an issue for every relation whose terms the wording names and that does not hold.

    The comparison allows for how precisely each term was written. A result cut instead of rounded (尾差, less than one step
    of the last written place) is a note. The issue stands at the number that explains best all that does not hold; what one
    wrong number breaks is reported once. A direction word that alone is wrong is direction-wrong.
    """
    broken = [one for one in context.relations if not one.holds and (one.certain or one.likely)]
    serious = []
    for relation in broken:
        target = context.mentions[relation.target]
        if _only_direction(target, relation):
            yield _direction(context, relation)
        elif _rounding(target, relation):
            yield _issue(context, [relation], relation.target, "", "note")
        else:
            serious.append(relation)
    for relations, at, correction in blame(context.mentions, context.relations, serious):
        severity: Severity = "error" if any(one.certain for one in relations) else "warning"
        yield _issue(context, relations, at, correction, severity)


def _issue(context: Context, relations: list[Relation], at: int, correction: str, severity: Severity) -> Issue:
    relation = next((one for one in relations if one.target == at), relations[0])
    target = context.mentions[relation.target]
    expected = _expected(target, relation)
    message = tr(
        "{what}：{formula} = {expected}{unit}，文中为 {stated}",
        what=tr("尾差") if severity == "note" else tr("计算不符"),
        formula=relation.formula(context.written).replace("/", "÷"),
        expected=expected,
        unit=target.unit,
        stated=context.written(relation.target),
    )
    if at != relation.target:
        message += tr("；疑为 {number} 有误", number=context.written(at))
        expected = correction
    start, end = context.span(at)
    others = dict.fromkeys(i for one in relations for i in (one.target, *one.terms) if i != at)
    code = "score-sum" if relation.kind == "sum" and target.measure == "分" else _CODES[relation.kind]
    return context.issue(code, severity, message, start, end, expected=expected, related=[context.span(i) for i in others])


def _direction(context: Context, relation: Relation) -> Issue:
    target = context.mentions[relation.target]
    assert target.direction is not None
    sign = tr("增加") if relation.expected > 0 else tr("减少")
    message = tr("方向与数值不符：{formula}，结果为{sign}", formula=relation.formula(context.written).replace("/", "÷"), sign=sign)
    related = [context.span(i) for i in relation.terms]
    return context.issue("direction-wrong", "error", message, target.direction[0], target.stop, expected=sign, related=related)


def _expected(target: Mention, relation: Relation) -> str:
    decimals = decimals_of(target.token) if target.token[:1].isdigit() else 0
    value = abs(relation.expected) if target.direction else relation.expected
    return write_number(value, decimals)


def _rounding(target: Mention, relation: Relation) -> bool:
    stated = target.value * (target.sign or 1)
    return target.step < 1 and abs(relation.expected - stated) < target.step


def _only_direction(target: Mention, relation: Relation) -> bool:
    """The amount is right, the word says the opposite."""
    if relation.kind not in ("growth", "difference") or not target.direction or not target.value:
        return False
    return relation.expected * target.sign < 0 and abs(abs(relation.expected) - target.value) <= target.step / 2
