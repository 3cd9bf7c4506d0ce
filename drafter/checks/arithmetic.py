"""Does the stated rate, growth, difference or sum follow from the numbers it is of?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.checks.context import Context
from drafter.checks.corrections import corrected
from drafter.checks.misread import is_misread
from drafter.checks.suspects import TOGETHER, Blame, blame
from drafter.issue import Issue, Severity
from drafter.numbers.numerals import decimals_of, write_number
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations import Kind, Relation, solve
from drafter.relations.relation import holds_rounded
from drafter.relations.slips import is_slip, scaled_inside
from drafter.strings import tr
from drafter.tabular.places import placed, table_at

_ALL = 100
_NEAR = 8  # numbers
_PAIR, _IN_FULL = 2, Regex("到位率(?:为|达到?|是)?$")
_FEW = 9  # per cent, below which one more is much
_TELLING = 2  # digits of an amount that fit a rate by chance too seldom to matter
_CODES: dict[Kind, str] = {
    "ratio": "ratio-wrong",
    "growth": "growth-wrong",
    "difference": "difference-wrong",
    "sum": "sum-wrong",
}


def check_arithmetic(context: Context) -> Iterator[Issue]:
    """Yield an issue for every relation whose terms the wording names and that does not hold.

    The comparison allows for how precisely each term was written. A result cut instead of rounded (尾差, less than one step
    of the last written place) is a note. The issue stands at the number that explains best all that does not hold; what one
    wrong number breaks is reported once. A direction word that alone is wrong is direction-wrong.
    """
    yield from context.once(arithmetic_issues)


def arithmetic_issues(context: Context) -> tuple[Issue, ...]:
    """Return what `check_arithmetic` yields, for `Context.once`."""
    return tuple(_issues(context))


def _issues(context: Context) -> Iterator[Issue]:
    broken = [
        one
        for one in context.relations
        if not one.holds
        and (one.certain or one.likely or _unit_slipped(context, one))
        and not is_misread(context, one)
        and not (one.kind == "sum" and _has_gap(context, one))
    ]
    serious = []
    sums = [one for one in context.sums if not one.holds]
    added = {i for one in sums for i in one.numbers}
    for relation in broken:
        target = context.mentions[relation.target]
        if _two_directions(context, relation):
            continue  # said by the directions check
        if _only_direction(target, relation):
            yield _direction(context, relation)
        elif (rounding := _rounding(target, relation)) is not None:
            if not added.isdisjoint(relation.numbers):
                serious.append(relation)  # what is wrong in a sum may be off by less in a rate
                continue
            if rounding == "warning" and _evened_out(context, relation):
                rounding = "note"
            yield _issue(context, Blame((relation,), (relation.target,), ""), rounding)
        else:
            serious.append(relation)
    yield from _all_there(context)
    for one in blame(context.mentions, context.using, serious, sums):
        alone = not any(relation is of_table for of_table in sums for relation in one.relations)
        if alone and all(corrected(context, relation, but=one.suspects) for relation in one.relations):
            continue  # said of the number that the tables blame
        proven = any(
            relation.certain and not holds_rounded(context.mentions, relation) for relation in one.relations
        )
        slight = alone and {_rounding(context.mentions[it.target], it) for it in one.relations}
        yield _issue(context, one, "note" if slight == {"note"} else "error" if proven else "warning")


def _all_there(context: Context) -> Iterator[Issue]:
    """资金计划2827.96万元，资金到位2828.96万元，到位率100%: the same amount, but for a slip that the rate is too coarse to show."""
    for one in context.relations:
        target = context.mentions[one.target]
        if one.kind != "ratio" or not one.holds or target.value != _ALL or len(one.terms) != _PAIR:
            continue
        part, whole = (context.mentions[i] for i in one.terms)
        same = part.amount == whole.amount or part.unit != whole.unit
        if (
            not same
            and _IN_FULL.search(context.scene.words_before(one.target))
            and is_slip(part.token, whole.token)
        ):
            message = tr(
                "到位率为{rate}，而 {one} 与 {other} 不同",
                rate=target.token + target.unit,
                one=part.token + part.unit,
                other=whole.token + whole.unit,
            )
            place = _place(context, _told_once(context, one.terms) or one.terms)
            related = [span for i in one.numbers if (span := context.span(i)) != place]
            yield context.issue("ratio-wrong", "warning", message, *place, related=related)


def _told_once(context: Context, indices: Sequence[int]) -> tuple[int, ...]:
    """Those of the numbers that no other number near repeats: of two that should be one it is the likelier to be wrong."""
    mentions = context.mentions
    return tuple(
        i
        for i in indices
        if all(
            mentions[other].amount != mentions[i].amount
            for other in range(max(i - _NEAR, 0), min(i + _NEAR, len(mentions)))
            if other != i
        )
    )


def _unit_slipped(context: Context, relation: Relation) -> bool:
    """Whether 元 for 万元, or 万元 for 亿元, in one of its amounts of money explains all: hardly so by chance, whatever the wording."""
    for index in relation.terms:
        mention = context.mentions[index]
        interval = solve(context.mentions, relation, index) if mention.measure == "元" else None
        if interval is None or not all(end.is_finite() for end in interval) or mention.bound:
            continue
        power = scaled_inside(mention.value, *interval, powers=(4, -4))
        if power is not None and mention.telling >= _TELLING:
            return True
    return False


def _has_gap(context: Context, relation: Relation) -> bool:
    """Whether a part of the list is still 【待补】, so that the others need not add up."""
    text, (start, _) = context.report.text, context.span(min(relation.numbers))
    end = context.span(max(relation.numbers))[1]
    stops = (text.find(stop, end) for stop in "。\n")
    return "【待补" in text[start : min((at for at in stops if at >= 0), default=len(text))]


def _issue(context: Context, found: Blame, severity: Severity) -> Issue:
    at = found.suspects[0]
    own = [one for one in found.relations if one not in context.sums] or found.relations
    surest = next((one for one in own if one.certain), own[0])
    relation = next((one for one in own if one.target == at), surest)
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
    start, end = _place(context, found.suspects)
    if (start, end) != context.span(at):
        message += tr("；其中有一数有误")
    elif at != relation.target:
        message += tr("；疑为 {number} 有误", number=context.written(at))
        expected = found.correction
    if table_at(context.report, start):
        message += placed(context.report, start)
    others = dict.fromkeys(i for one in found.relations for i in (one.target, *one.terms) if i != at)
    code = "score-sum" if relation.kind == "sum" and target.measure == "分" else _CODES[relation.kind]
    return context.issue(
        code, severity, message, start, end, expected=expected, related=[context.span(i) for i in others]
    )


def _place(context: Context, suspects: tuple[int, ...]) -> tuple[int, int]:
    """The number to blame; where several are equally likely and stand together, the words from the first to the last of them."""
    start, end = context.span(min(suspects))[0], context.span(max(suspects))[1]
    together = end - start <= TOGETHER and "\n" not in context.report.text[start:end]
    return (start, end) if together else context.span(suspects[0])


def _direction(context: Context, relation: Relation) -> Issue:
    target = context.mentions[relation.target]
    assert target.direction is not None
    sign = tr("增加") if relation.expected > 0 else tr("减少")
    message = tr(
        "方向与数值不符：{formula}，结果为{sign}",
        formula=relation.formula(context.written).replace("/", "÷"),
        sign=sign,
    )
    related = [context.span(i) for i in relation.terms]
    return context.issue(
        "direction-wrong", "error", message, target.direction[0], target.stop, expected=sign, related=related
    )


def _expected(target: Mention, relation: Relation) -> str:
    decimals = decimals_of(target.token) if target.token.lstrip("-+－−")[:1].isdigit() else 0
    value = abs(relation.expected) if target.direction else relation.expected
    return write_number(value, decimals)


def _rounding(target: Mention, relation: Relation) -> Severity | None:
    """尾差: a note where the result was cut, a warning where it is off by less than a step in another way.

    A whole per cent is no small thing, but where 18.7% was cut to 18% none of its terms is wrong.
    """
    stated = target.value * (target.sign or 1)
    over = abs(relation.expected) - abs(stated)
    if target.measure == "%" and target.step == 1 and relation.right and 0 <= over < 1 and stated > _FEW:
        return "warning"
    if target.step >= 1 or abs(over) >= target.step or relation.expected * stated < 0:
        return None
    return "note" if over >= 0 else "warning"


def _evened_out(context: Context, relation: Relation) -> bool:
    """Whether the shares of one list come to just 100, so that one of them was rounded the other way to make them: 45.46、54.19、0.35."""
    if relation.kind != "ratio" or len(relation.left) > 1 or context.mentions[relation.target].step >= 1:
        return False  # 抽检1850批次，不合格38批次，合格率98.0%: no share of a list
    fellows = [
        one.target
        for one in context.relations
        if one.kind == "ratio" and one.right == relation.right and len(one.left) == 1
    ]
    at = fellows.index(relation.target)
    for first in range(at + 1):
        total = Decimal(0)
        for last in range(first, len(fellows)):
            total += context.mentions[fellows[last]].value
            if last >= at and total == _ALL:
                return True
    return False


def _only_direction(target: Mention, relation: Relation) -> bool:
    """The amount is right, the word says the opposite."""
    if relation.kind not in ("growth", "difference") or not target.direction or not target.value:
        return False
    return (
        relation.expected * target.sign < 0 and abs(abs(relation.expected) - target.value) <= target.step / 2
    )


def _two_directions(context: Context, relation: Relation) -> bool:
    """增加35.04万元，下降2.53%: the amount and its rate speak of two directions."""
    if relation.kind != "growth" or len(relation.left) != 1:
        return False
    return context.mentions[relation.left[0][1]].sign * context.mentions[relation.target].sign == -1
