"""Does a change that is told since last year follow from this year's number and the one last year's report published?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.numbers.numerals import decimals_of, write_number
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.changes.changes import other_basis
from drafter.relations.relation import factor_of
from drafter.relations.slips import is_digit_slip, is_slip
from drafter.relations.stems import alike, stem
from drafter.strings import tr

POINT = Decimal(1)
"""Per cent by which last year's value may be restated; measured on 152 pairs of official statements, 2 % differ by more."""
_RESTATED = Decimal("0.5")
_WORD = r"(?:净|再|又)?(?:增|减|升|降|提|下|上|压|缩|回|扩|多|少|高|低)[^，。；：\d]{0,6}"
_SINCE = Regex(
    rf"[）)]?[，,；]?\s*(?:同比|(?:比|较|与)(?:上年|去年|上一年|(?:19|20)\d\d年)(?:末|底|同期|度)?(?:相比)?)[，]?(?P<name>[^，。；：\d]*?){_WORD}"
)
_BARE = Regex(rf"[，,]\s*{_WORD}")


@dataclass(frozen=True, slots=True)
class _Judged:
    """How a change fits this year's and last year's number: `off` per cent or points; `told` is the base it implies."""

    its: int
    fits: bool
    off: Decimal
    slipped: bool
    told: str


def check_change(context: Context, index: int, there: Mapping[int, int]) -> Iterator[Issue]:
    """Yield cross-year-base for 出栏57.18万头，同比下降2.5%: `there` are the numbers of last year's report in the same places.

    Where other clauses stand between, or no year is named, only a wrong word or a slip of typing is told, and only when no
    number of the sentence fits.
    """
    scene, mention = context.scene, context.mentions[index]
    before = [i for i in range(index - 1, max(index - 12, -1), -1) if not context.mentions[i].structural]
    before = [i for i in before if scene.same_sentence(i, index)]
    if not before or not mention.direction or other_basis(scene, index):
        return
    gap = scene.gap(before[0], index)
    since = _SINCE.fullmatch(gap) or _SINCE.fullmatch(re.split("[，；]", gap)[-1])
    if since is None and not (mention.role == "growth" and _BARE.fullmatch(gap)):
        return
    name = stem(since["name"]) if since else ""
    named = [i for i in before if name and alike(scene.stem(i), name)][:1]
    sure = bool(named) or (since is not None and not since["name"] and since[0] == gap)
    tried = named or (before[:1] if sure or since is None else before)
    judged = [one for now in tried if (one := _judge(context, index, now, there)) is not None]
    if not judged or any(one.fits for one in judged):
        return
    if sure:
        yield base_issue(
            context, index, judged[0].its, judged[0].told, warned=judged[0].off > POINT or judged[0].slipped
        )
    else:
        slipped = [one for one in judged if one.slipped]
        for one in slipped if len(slipped) == 1 else ():
            yield base_issue(context, index, one.its, one.told, warned=True)


def _judge(context: Context, index: int, now: int, there: Mapping[int, int]) -> _Judged | None:
    """None where the change is no change of that number."""
    mention, mine = context.mentions[index], context.mentions[now]
    its = published_there(context, there, now)
    if its is None or mine.period != "本年" or mine.bound or not context.theirs[its].amount:
        return None
    published = context.theirs[its]
    if mention.measure in ("个百分点", "百分点"):
        if mine.measure != "%":
            return None
        actual, rounding = mine.value - published.value, published.step
        base, off = f"{mine.value - mention.sign * mention.value}%", Decimal(1)
    elif mention.role == "change":
        if not context.scene.like(now, index):
            return None
        factor = factor_of(mention)
        actual, rounding = (
            (mine.amount - published.amount) / factor,
            published.step * factor_of(published) / factor,
        )
        base = f"{(mine.amount - mention.sign * mention.amount) / factor:f}{mention.unit}"
        off = factor * 100 / abs(published.amount)
    elif mention.measure == "%" and mine.measure != "%" and mention.value != 100 and published.amount > 0:
        actual = (mine.amount - published.amount) / published.amount * 100
        rounding = (mine.step + published.step) * factor_of(mine) / published.amount * 100
        start = mine.amount / (1 + mention.sign * mention.value / 100) / factor_of(mine)
        base, off = write_number(start, decimals_of(mine.token)) + mine.unit, Decimal(1)
    else:
        return None
    error = abs(actual - mention.sign * mention.value)
    turned = abs(actual + mention.sign * mention.value) <= mention.step + rounding
    same_side = actual * mention.sign > 0
    mistyped = (
        same_side and is_slipped(mention, abs(actual)) and (error > _RESTATED or mention.role == "change")
    )
    slipped = turned or mistyped
    return _Judged(its, error <= mention.step + rounding, error * off, slipped, base)


def published_there(context: Context, there: Mapping[int, int], now: int) -> int | None:
    """The number of last year's report in the place of this year's `now`, when both count the same."""
    its = there.get(now)
    if its is None or context.theirs[its].structural or context.theirs[its].period != "本年":
        return None
    return its if context.theirs[its].measure == context.mentions[now].measure else None


def base_issue(context: Context, at: int, its: int, base: str, *, warned: bool) -> Issue:
    assert context.previous is not None
    published = context.theirs[its]
    message = tr(
        "上年数与上年报告不一致：由此处推得 {base}，上年报告为 {published}",
        base=base,
        published=context.previous.text[published.start : published.stop],
    )
    start, end = context.span(at)
    if (direction := context.mentions[at].direction) is not None:
        start = direction[0]
    return context.issue("cross-year-base", "warning" if warned else "note", message, start, end)


def is_slipped(mention: Mention, value: Decimal) -> bool:
    meant = write_number(value, decimals_of(mention.token))
    if len(re.sub(r"\D", "", mention.token)) < 2:
        return False  # of one digit any other is a slip
    return is_digit_slip(mention.token, meant) or is_slip(mention.token, meant)
