"""What numbers told side by side share, the unit after the last or the word of direction before the first, and what they show a word to be."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from drafter.numbers.mention import Mention, Role
from drafter.numbers.numerals import MULTIPLIERS
from drafter.numbers.said import RATES
from drafter.patterns import Regex

# A tab parts cells. 收、支总计各是4125.49，4143.91万元: a comma joins only what is told in turn.
_SLASHES = {"/", "／"}
_COMMAS, _EACH = {",", "，"}, Regex(r"(?:分别|各)[是为达增减少加降长约]{0,4}$")
_POINTS = ("个百分点", "个千分点")
_SHARED = {"、", "—", "–", "-", "~", "～", "至", "到", "——", "和", "与", "/"}
_IN_TURN = Regex(r"分别|[、和与及] ?$|幅度?(?:为|达)?$")


def share_units(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give the unit of the last number in 3—5%, 12、13、15件, 4至6天 or 0.6个和1.3个百分点 to those before it."""
    for i in range(len(mentions) - 2, -1, -1):
        one, after = mentions[i], mentions[i + 1]
        if (
            (one.unit and not (one.unit == "个" and after.unit in _POINTS))
            or not after.unit
            or after.start - one.stop > 3
            or after.structural
        ):
            continue
        # 分别为2332、33953和46268亿元: a long number is no code where the last of them has a unit
        if one.structural and not (one.reason == "编码" and one.token.isdigit() and _in_turn(text, one)):
            continue
        between = text[one.stop : after.start].strip(" \u3000")
        if between in _SHARED or (
            between in _COMMAS and _EACH.search(text, max(one.start - 8, 0), one.start)
        ):
            factor = MULTIPLIERS.get(after.unit.removesuffix(after.measure), Decimal(1))
            value = Decimal(one.token) if one.structural else one.value
            amount, sign = value * factor, one.sign or after.sign
            role: Role = "growth" if after.measure in RATES[:5] else "change"
            mentions[i] = replace(
                one,
                value=value,
                step=one.step or Decimal(1),
                unit=after.unit,
                measure=after.measure,
                amount=amount,
                role=role if one.direction else after.role,
                reason="",
                sign=sign,
            )
    return mentions


def share_directions(text: str, mentions: list[Mention]) -> list[Mention]:
    """Make growths of all of 分别下降1.7%和2.9%, and changes of all of 分别增加178万吨、4.5万标箱.

    So is what stands beside a change in another measure (减少5起、110人) or in points (下降0.4和2.8个百分点), and beside a growth (同比增长3%、5%). Only the first has the word of direction, as has one that turns in the middle: 分别增长8.3%、8.5%、下降17.0%、19.2%. The sign of
    the others stays open, as that of any number without one.
    """
    for i in range(1, len(mentions)):
        one, before = mentions[i], mentions[i - 1]
        if (
            before.role in ("growth", "change")
            and one.role in ("ratio", "value", "count")
            and (one.measure in RATES) == (before.measure in RATES)
            and one.start - before.stop <= 2
            and text[before.stop : one.start].strip() in ("、", "和", "与", "及")
            and (
                _in_turn(text, before)
                or (before.role == "change" and (one.measure != before.measure or one.unit in _POINTS))
                or (before.role == "growth" and before.direction and one.measure == before.measure)
            )
        ):
            mentions[i] = replace(one, role=before.role)
    return mentions


_PER = Regex(r"\s?[/／]\s?10{0,2}\s?万(?![\d元人件户])(?:人)?")


def read_rates_per(text: str, mentions: list[Mention]) -> list[Mention]:
    """Make one number of 256.3/10万: what it is counted per is its unit, and none of the 万 is its own."""
    found: list[Mention] = []
    for one in mentions:
        before = found[-1] if found else None
        if before is not None and before.end < one.start < before.stop:
            continue
        if text[one.end : one.end + 2].strip()[:1] in _SLASHES and (per := _PER.match(text, one.end)):
            unit = "".join(per[0].split())
            one = replace(one, stop=per.end(), unit=unit, measure=unit, amount=one.value)
        found.append(one)
    return found


# 养护600万元、水毁抢修120万元、安全提升80万元: among what money was spent on it ends the name of a work.
_NEXT_WORK = Regex(
    r"\s?[，,、；](?:和|及|以及)?\s?(?![^，、；]*(?:比|较|上年|去年|同期))[一-鿿（）()“”]{3,20}"
)
_FELLOWS = 2


def read_names_of_works(text: str, mentions: list[Mention]) -> list[Mention]:
    """Take back the direction of an amount of money whose 提升 ends a name: two fellows of a list stand beside it, and none is compared."""
    for i, one in enumerate(mentions):
        if one.direction and one.measure == "元" and text[slice(*one.direction)] == "提升":
            fellows = _run_on(text, [one, *mentions[i + 1 : i + 3]])
            fellows += _run_on(text, [one, *reversed(mentions[max(i - 2, 0) : i])])
            if fellows >= _FELLOWS:
                mentions[i] = replace(one, role="value", sign=0, direction=None)
    return mentions


def _run_on(text: str, row: list[Mention]) -> int:
    """How many of the numbers behind the first, or before it, go on the list it is of."""
    for count, (one, other) in enumerate(pairwise(row)):
        first, second = sorted((one, other), key=lambda number: number.start)
        alike = other.role == "value" and other.unit == one.unit and not other.direction
        if not alike or not _NEXT_WORK.fullmatch(text, first.stop, second.start):
            return count
    return len(row) - 1


def _in_turn(text: str, one: Mention) -> bool:
    start = one.direction[0] if one.direction else one.start
    return bool(
        _IN_TURN.search(text, max(one.start - 12, 0), one.start)
        or (start < one.start and text.endswith(("、", "和", "与", "及"), 0, start))
    )
