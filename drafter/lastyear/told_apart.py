"""Find what a share or a rate of completion is of where the text tells it elsewhere: in another paragraph, or only as parts."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.lastyear.derived import shares
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.text import sentences

_ITS_SHARE = Regex(r"，?(?:约|分别)?占比?(?:为|约)?")
_RATE_OF_DONE = Regex(r"(?:完成|达成|达标|及时|到位|实现|兑现|执行|支出|支付|使用)率(?:为|达到?|约)?\s*$")
# 项目资金38.50万元 in one chapter, 实际支出36.92万元，执行率95.90% in the next.
_RATE_SPENT = Regex(r"(?:执行|支出|支付|使用)率(?:为|达到?|约)?\s*$")
_FUNDS = Regex(r"(?:预算|资金|经费|安排|下达|到位|拨付)(?:总?[数额]|资金|预算|指标)?$")
_AIM = Regex(r"计划|目标|力争|预期|(?:年度|绩效|产出|数量)指标(?=：)|应(?=完成|到位|办|缴)|任务数?")
_RESULT = Regex(r"实际|已(?!经)|全年(?!计划|目标)|完成(?!率|年度|全年|目标|任务)")


@dataclass(frozen=True, slots=True)
class Quotient:
    """A rate or share: the mention that prints it, the one it is of, and those that together are the whole."""

    target: int
    part: int
    whole: tuple[int, ...]


def is_aim(text: str, mention: Mention, start: int) -> bool:
    """Whether the number is aimed at rather than reached, told by the words before it in its sentence, which begins at `start`."""
    words = text[start : mention.start]
    aims = [found.end() for found in _AIM.finditer(words)]
    results = [found.end() for found in _RESULT.finditer(words)]
    return mention.planned or (bool(aims) and aims[-1] > max(results, default=-1))


def find_quotients(text: str, mentions: Sequence[Mention], label: Callable[[int], str]) -> Iterator[Quotient]:
    """Yield the shares of a sentence whose parts make up the whole between them, and the rates of completion of an aim told before.

    Only where the printed numbers agree: 基本支出1986.40万元，占44.18%；项目支出2510.15万元，占55.82%.
    """
    spans = list(sentences(text))
    starts = [start for start, _ in spans]
    # 甲…，占44%；乙…，占56%: two sentences to a clerk's eye are one enumeration.
    whole = [found.span() for found in re.finditer(r"[^。\n]+", text)]
    for group in _within(mentions, whole):
        yield from _shares(text, mentions, group)
    for span, group in zip(spans, _within(mentions, spans), strict=True):
        for index in group:
            if mentions[index].role == "ratio":
                yield from _of_named(text, mentions, index, group)
            if mentions[index].role == "ratio" and _RATE_OF_DONE.search(
                text[span[0] : mentions[index].start]
            ):
                yield from _done(text, mentions, index, group, starts, label)


_NAMED_WHOLE = Regex(r"占([一-鿿]{4,20}?)(?:的?(?:比重|比例|份额)|的)(?:约|近|为|达到?)*\s*$")


def named_wholes(text: str, mentions: Sequence[Mention], share: int) -> list[int]:
    """Return the amounts called as 占…的比重 calls the whole of the share `share`; empty where it names none, or none is told."""
    named = _NAMED_WHOLE.search(text, max(mentions[share].start - 40, 0), mentions[share].start)
    if named is None:
        return []
    called = re.compile(rf"{re.escape(named[1])}(?:为|达到?|共|合计|总额|总量)?\s*$")
    return [
        index
        for index, one in enumerate(mentions)
        if one.role in ("value", "count")
        and not one.structural
        and called.search(text, max(one.start - 40, 0), one.start)
    ]


def _of_named(text: str, mentions: Sequence[Mention], share: int, group: Sequence[int]) -> Iterator[Quotient]:
    """人均经营净收入4352元，增长5.2%，占可支配收入的15.7%, the whole told in another paragraph."""
    part = next((i for i in reversed(group) if i < share and mentions[i].role in ("value", "count")), None)
    if part is None or "；" in text[mentions[part].stop : mentions[share].start]:
        return
    fits = [
        i
        for i in named_wholes(text, mentions, share)
        if i != part
        and mentions[i].unit == mentions[part].unit
        and _agrees(mentions[part].amount, mentions[i].amount, mentions[share])
    ]
    if fits and len({mentions[i].amount for i in fits}) == 1 and mentions[share].step < 1:
        yield Quotient(share, part, (fits[0],))


def _within(mentions: Sequence[Mention], spans: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    at = 0
    for start, end in spans:
        while at < len(mentions) and mentions[at].start < start:
            at += 1
        found = []
        while at < len(mentions) and mentions[at].start < end:
            if not mentions[at].structural:
                found.append(at)
            at += 1
        yield found


def _shares(text: str, mentions: Sequence[Mention], group: Sequence[int]) -> Iterator[Quotient]:
    pairs = [
        (one, other)
        for one, other in itertools.pairwise(group)
        if mentions[other].role == "ratio"
        and mentions[one].role == "value"
        and _ITS_SHARE.fullmatch(text[mentions[one].stop : mentions[other].start].strip())
    ]
    parts = tuple(one for one, _ in pairs)
    if len(pairs) < 2 or len({mentions[one].unit for one in parts}) > 1:
        return
    whole = sum((mentions[one].amount for one in parts), Decimal(0))
    if all(_agrees(mentions[one].amount, whole, mentions[other]) for one, other in pairs):
        yield from (Quotient(other, one, parts) for one, other in pairs)


def _done(
    text: str,
    mentions: Sequence[Mention],
    index: int,
    group: Sequence[int],
    starts: Sequence[int],
    label: Callable[[int], str],
) -> Iterator[Quotient]:
    part = next((i for i in reversed(group) if i < index), None)
    if part is None or mentions[part].role not in ("value", "count"):
        return
    rate, done = mentions[index], mentions[part]
    words = text[max(rate.start - 12, 0) : rate.start]
    fits = [
        i
        for i, one in enumerate(mentions)
        if i != part
        and (one.unit, one.role, one.structural) == (done.unit, done.role, False)
        and one.period in ("本年", done.period)
        and _agrees(done.amount, one.amount, rate)
        and (shares(label(i), label(part)) or (_RATE_SPENT.search(words) and _FUNDS.search(label(i))))
    ]
    aims = [i for i in fits if is_aim(text, mentions[i], starts[bisect_right(starts, mentions[i].start) - 1])]
    # A hundred per cent is no evidence: only an aim of the same thing is what it is of.
    told = aims or (fits if rate.value != 100 and rate.step < 1 else [])
    if told and len({mentions[i].value for i in told}) == 1:
        yield Quotient(index, part, (told[0],))


def _agrees(part: Decimal, whole: Decimal, rate: Mention) -> bool:
    return whole > 0 and abs(100 * part / whole - rate.value) <= rate.step / 2
