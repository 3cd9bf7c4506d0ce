"""Does the stated rate, growth, difference or sum follow from the numbers it is of?"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checks.context import Context
from drafter.checks.suspects import TOGETHER, Blame, blame
from drafter.issue import Issue, Severity
from drafter.numbers.numerals import decimals_of, write_number
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations import Kind, Relation, solve
from drafter.relations.scene import alike
from drafter.relations.slips import scaled_inside, slips_inside
from drafter.strings import tr

_TELLING = 2  # digits of an amount that fit a rate by chance too seldom to matter
_RATE_OF = Regex(r"(?P<whose>[一-鿿]{2,8})[一-鿿]{2}(?:率|度)(?:分别|约|为|达到?|是)*$")
_FAR = 3
"""How many times too much or too little a share or a total is that was read from the wrong numbers."""
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
    broken = [
        one
        for one in context.relations
        if not one.holds
        and (one.certain or one.likely or _unit_slipped(context, one))
        and not _far_fetched(context, one)
        and not (_of_another(context, one) or _from_another(context, one) or _up_to_a_limit(context, one))
    ]
    serious = []
    for relation in broken:
        target = context.mentions[relation.target]
        if _two_directions(context, relation):
            continue  # said by the directions check
        if _only_direction(target, relation):
            yield _direction(context, relation)
        elif (rounding := _rounding(target, relation)) is not None:
            yield _issue(context, Blame((relation,), (relation.target,), ""), rounding)
        else:
            serious.append(relation)
    for one in blame(context.mentions, context.using, serious):
        yield _issue(
            context, one, "error" if any(relation.certain for relation in one.relations) else "warning"
        )


def _far_fetched(context: Context, relation: Relation) -> bool:
    """死亡人口2.58万人 beside 出生人口1.62万人，死亡率8.28‰: a share of something that is not printed.

    Nobody writes a share or a total that is several times off, unless a slip of typing made it.
    """
    if relation.kind not in ("ratio", "sum"):
        return False
    stated, expected = context.mentions[relation.target].value, abs(relation.expected)
    far = max(stated, expected) > _FAR * min(stated, expected)
    return far and not any(_slipped(context, relation, i) for i in (relation.target, *relation.terms))


def _of_another(context: Context, relation: Relation) -> bool:
    """游客满意396人次、不满意7人次；周边村民满意率90.8%: a likely rate of somebody whom its numbers do not tell of."""
    target = relation.target
    if relation.kind != "ratio" or relation.certain:
        return False
    if any(context.scene.same_segment(min(i, target), max(i, target)) for i in relation.terms):
        return False
    rate = _RATE_OF.match(context.scene.words_before(target))
    told = context.scene.text[
        max(context.mentions[min(relation.terms)].start - 30, 0) : context.mentions[target].start
    ]
    return rate is not None and told.count(rate["whose"]) < 2


def _from_another(context: Context, relation: Relation) -> bool:
    """甲比上年的23.1微克下降7.4%；乙36.2微克，同比下降4.7%: what one item of a list fell from is no base of the next."""
    if relation.kind not in ("growth", "difference") or len(relation.left) != 2:
        return False
    (_, now), (_, base) = relation.left
    scene, target = context.scene, relation.target
    if base > now or scene.same_segment(base, now) or not scene.same_segment(now, target):
        return False
    used = any(one.holds and one.kind == relation.kind for one in context.using.get(base, ()))
    return used or not alike(scene.stem(base), scene.stem(now))


def _up_to_a_limit(context: Context, relation: Relation) -> bool:
    """债务余额158.36亿元，控制在限额163.50亿元以内，剩余限额5.14亿元: a limit is no part of what is likely a sum."""
    within = (context.mentions[i].bound == "以内" for i in relation.terms)
    return relation.kind == "sum" and not relation.certain and any(within)


def _slipped(context: Context, relation: Relation, index: int) -> bool:
    """Whether a slip in the number explains all; in a short term one fits by chance too often."""
    mention = context.mentions[index]
    interval = solve(context.mentions, relation, index)
    short = index != relation.target and _digits(mention) <= _TELLING
    if interval is None or short or not all(end.is_finite() for end in interval):
        return False
    return bool(slips_inside(mention.token, *interval)) or scaled_inside(mention.value, *interval) is not None


def _unit_slipped(context: Context, relation: Relation) -> bool:
    """Whether 元 for 万元, or 万元 for 亿元, in one of its amounts of money explains all: hardly so by chance, whatever the wording."""
    for index in relation.terms:
        mention = context.mentions[index]
        interval = solve(context.mentions, relation, index) if mention.measure == "元" else None
        if interval is None or not all(end.is_finite() for end in interval) or mention.bound:
            continue
        power = scaled_inside(mention.value, *interval, powers=(4, -4))
        if power is not None and _digits(mention) >= _TELLING:
            return True
    return False


def _digits(mention: Mention) -> int:
    return len(mention.token.replace(".", "").strip("0"))


def _issue(context: Context, found: Blame, severity: Severity) -> Issue:
    at = found.suspects[0]
    relation = next((one for one in found.relations if one.target == at), found.relations[0])
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
    decimals = decimals_of(target.token) if target.token[:1].isdigit() else 0
    value = abs(relation.expected) if target.direction else relation.expected
    return write_number(value, decimals)


def _rounding(target: Mention, relation: Relation) -> Severity | None:
    """尾差: a note where the result was cut, a warning where it is off by less than a step in another way."""
    stated = target.value * (target.sign or 1)
    over = abs(relation.expected) - abs(stated)
    if target.step >= 1 or abs(over) >= target.step or relation.expected * stated < 0:
        return None
    return "note" if over >= 0 else "warning"


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
