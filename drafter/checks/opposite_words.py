"""Is one change told in two directions: 增加35.04万元，下降2.53%?"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.numbers.mention import Mention
from drafter.numbers.said import RATES
from drafter.patterns import Regex
from drafter.relations import Relation
from drafter.strings import tr

_AMOUNTS = ("value", "count")
# What was spent more or less, which is told as an amount: 支出下降9.66%，增支32770万元.
_SPENT, _TWO = {"增支": 1, "减支": -1}, 2
_NEAR = 4  # amounts before a change that it may be of
# Between a change and its rate, where nothing else can be meant; and where the amounts have to prove that one change is meant.
_BESIDE = Regex("[，、,]")
_RATE_BESIDE = Regex(r"[，,](?:同比|比上年(?:同期)?|较上年(?:同期)?)")
_FURTHER = Regex(r"[^。；;\n\d]{0,16}")
_ARRIVED = Regex(r"[^。；;\n\d]{0,4}(?:达到?|至|到|为)了?")


def check_opposite_words(context: Context) -> Iterator[Issue]:
    """Yield direction-wrong where the amount of a change and its rate are said to go in two directions.

    It stands at the wrong one of the two words where the amounts tell which that is, else over both.
    """
    for change, rate in sorted({*_beside_one_another(context), *_tied(context)}, key=lambda pair: pair[1]):
        if _of_another(context, change, rate):
            continue
        first, second = sorted((change, rate))
        rising = _proven(context, change, rate)
        if not rising and not _of_one_change(context, change, rate):
            continue
        rising = rising or _likelier(context, change, rate)
        wrong = next(
            (i for i in (change, rate) if rising and _sign(context, i) != rising),
            None,
        )
        start, stop = _span(context, first)[0], _span(context, second)[1]
        related: list[tuple[int, int]] = []
        if wrong is not None:
            start, stop = _span(context, wrong)
            related = [context.span(change if wrong == rate else rate)]
        message = tr(
            "同一变化的两个方向词相反：{one}、{other}",
            one=_word(context, first),
            other=_word(context, second),
        )
        yield context.issue("direction-wrong", "error", message, start, stop, related=related)


def _of_another(context: Context, change: int, rate: int) -> bool:
    """发生3起，增多1起，上升50%，死亡减少1人: whether the rate comes out of the change that was told right before it."""
    held = [one for one in context.using.get(rate, ()) if one.holds and one.target == rate]
    return change > rate and any([i for _, i in one.left] == [rate - 1] for one in held)


def _beside_one_another(context: Context) -> Iterator[tuple[int, int]]:
    for rate, mention in enumerate(context.mentions):
        change = _told_with(context, rate) if _is_rate(mention) else None
        if change is not None:
            yield change, rate


def _tied(context: Context) -> Iterator[tuple[int, int]]:
    """A change and its rate wherever they stand, that a calculation ties to one another."""
    for one in context.relations:
        if one.kind == "growth" and not one.holds and len(one.left) == 1:
            change, rate = one.left[0][1], one.target
            if _is_rate(context.mentions[rate]) and _turned(context, change, rate):
                yield change, rate


def _is_rate(mention: Mention) -> bool:
    return mention.role == "growth" and mention.measure == "%" and bool(mention.direction and mention.sign)


def _told_with(context: Context, rate: int) -> int | None:
    """The change of an amount that stands beside the rate and goes the other way: before it, also over where it arrived, or behind it."""
    if rate and _turned(context, rate - 1, rate):
        return rate - 1
    if rate > 1 and _turned(context, rate - 2, rate) and _arrives(context, rate - 2):
        return rate - 2
    behind = rate + 1
    return behind if behind < len(context.mentions) and _turned(context, behind, rate) else None


def _turned(context: Context, change: int, rate: int) -> bool:
    one = context.mentions[change]
    moved = one.role == "change" and bool(one.direction) and one.measure not in RATES
    return (moved or one.role in _AMOUNTS) and _sign(context, change) * context.mentions[rate].sign == -1


def _sign(context: Context, index: int) -> int:
    mention = context.mentions[index]
    return mention.sign if mention.role not in _AMOUNTS else _SPENT.get(_word(context, index), 0)


def _arrives(context: Context, change: int) -> bool:
    """增加520.37亿元，达到790.58亿元，增长: the amount behind the change is where it arrived."""
    one, other = context.mentions[change], context.mentions[change + 1]
    alike = other.role in _AMOUNTS and one.measure == other.measure
    return alike and _ARRIVED.fullmatch(context.report.text, one.stop, other.start) is not None


def _of_one_change(context: Context, change: int, rate: int) -> bool:
    """Whether nothing between the two leaves room for another change."""
    beside = _BESIDE if change < rate else _RATE_BESIDE
    return beside.fullmatch(_between(context, change, rate)) is not None


def _between(context: Context, change: int, rate: int) -> str:
    first, second = sorted((change, rate))
    return context.report.text[context.mentions[first].stop : _span(context, second)[0]].strip()


def _proven(context: Context, change: int, rate: int) -> int:
    """1 or -1 where an amount near makes the rate of the change in one direction only, 0 where none or either does."""
    text = _between(context, change, rate)
    if abs(change - rate) == 1 and _FURTHER.fullmatch(text) is None:
        return 0
    moved, told = context.mentions[change], context.mentions[rate]
    ends = [
        i
        for i in range(max(change, rate) - 1, -1, -1)
        if context.mentions[i].role in _AMOUNTS and context.scene.like(i, change)
    ][:_NEAR]
    ends = [i for i in ends if "\n" not in context.report.text[context.mentions[i].stop : moved.start]]
    amounts = [context.mentions[i].amount for i in ends]
    for amount in amounts:
        signs = {
            sign
            for sign in (1, -1)
            if amount > sign * moved.amount
            and abs(moved.amount / (amount - sign * moved.amount) * 100 - told.value) <= told.step / 2
        }
        if amount and abs(moved.amount / amount * 100 - told.value) <= told.step / 2:  # it went from there
            signs |= {sign for sign in (1, -1) if amount + sign * moved.amount in amounts}
        if signs:
            return sum(signs)
    return 0


def _likelier(context: Context, change: int, rate: int) -> int:
    """The direction that the amounts the two were tied to make the likelier, 0 where they were tied to none."""
    moved, told = context.mentions[change], context.mentions[rate]
    uses = [*context.using.get(change, ()), *context.using.get(rate, ())]
    own = next((one for one in uses if one.target == rate and len(one.left) == 1), None)
    if own is not None and own.kind == "growth" and len(own.right) > 1:
        now = context.mentions[own.right[0][1]].amount
        off = {
            sign: abs(moved.amount / (now - sign * moved.amount) * 100 - told.value)
            for sign in (1, -1)
            if now != sign * moved.amount
        }
        fitting = [sign for sign, by in off.items() if by <= told.step / 2] or [min(off, key=off.__getitem__)]
        if rising := sum(fitting):  # 0 where the rate is so small that either direction gives it
            return rising
    ends = next((one for one in uses if _has_ends(context, one, change, rate)), None)
    if ends is None:
        return 0
    return 1 if sum(sign * context.mentions[i].amount for sign, i in ends.left) > 0 else -1


def _has_ends(context: Context, relation: Relation, change: int, rate: int) -> bool:
    """Whether the relation tells from which amount to which the change or its rate went; a change made of changes does not."""
    return (
        relation.target in (change, rate)
        and len(relation.left) == 2
        and not any(context.mentions[i].role == "change" for _, i in relation.left)
    )


def _span(context: Context, index: int) -> tuple[int, int]:
    """From the word of direction to the end of the number."""
    mention = context.mentions[index]
    said = mention.direction[0] if mention.direction else mention.start - _TWO
    return min(said, mention.start), mention.stop


def _word(context: Context, index: int) -> str:
    mention = context.mentions[index]
    return context.report.text[slice(*mention.direction or (max(mention.start - _TWO, 0), mention.start))]
