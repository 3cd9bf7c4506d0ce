"""Write this year's number in the form last year's had: decimals, separators, words, as the report writes its unit elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from drafter.numbers.numerals import decimals_of, write_chinese
from drafter.numbers.quantity import Mention
from drafter.text import fold


@dataclass(frozen=True, slots=True)
class UnitForm:
    """How a report writes the numbers of one unit."""

    decimals: int = 0
    """The usual number of decimals; where it is written short, the most."""
    short: bool = False
    """Whether trailing zeros are left out: 22% beside 23.3%."""
    each: bool = False
    """Whether each number has decimals of its own: among 85.96% and 61.76% there are too many of 4.6% to have lost a zero."""
    uneven: bool = False
    """Whether what is typed says how many decimals: they are now one, now two (5.12万亩 beside 0.5万亩), or there is but one number."""
    grouped: bool = False
    """Whether thousands are set apart wherever there are any: 1,234.56."""
    zero: str = ""
    """How nothing at all is written, 0 or 0.00, where it is written in one way."""
    bare: bool = False
    """Whether 100% is written without decimals wherever it stands."""
    padded: bool = False
    """Whether zeros behind the point are written, 97.30% and 92.00%: then 完成率 that comes to 100.00% may have them too."""


_HABIT = 3
"""So many thousands set apart, and none that is not: so this report writes them, of whatever unit."""


def unit_forms(mentions: Sequence[Mention]) -> dict[str, UnitForm]:
    """Return how each unit of a report is written; wholes of 100 and nothing at all tell nothing of its decimals."""
    tokens: dict[str, list[Mention]] = {}
    for mention in mentions:
        if not mention.structural and mention.token[:1].isdigit():
            tokens.setdefault(mention.unit, []).append(mention)
    every = [one for told in tokens.values() for one in told]
    habit = _grouped(every) and sum(abs(one.value) >= 1000 for one in every) >= _HABIT
    return {
        unit: replace(
            _form(unit, told),
            grouped=_grouped(told) or (habit and all(abs(one.value) < 1000 for one in told)),
            bare=_bare(told),
            each=_each(told),
            padded=_padded(told),
        )
        for unit, told in tokens.items()
    }


def _bare(told: Sequence[Mention]) -> bool:
    return {one.token for one in told if one.unit == "%" and one.value == 100} == {"100"}


def _padded(told: Sequence[Mention]) -> bool:
    return sum("." in one.token and one.token.endswith("0") for one in told) > 1


def _each(told: Sequence[Mention]) -> bool:
    decimals = [decimals_of(one.token) for one in told if "." in one.token]
    return 3 * sum(one < max(decimals) for one in decimals) > len(decimals)


def _grouped(told: Sequence[Mention]) -> bool:
    thousands = [one.token for one in told if abs(one.value) >= 1000]
    return bool(thousands) and all("," in token or "，" in token for token in thousands)


def _form(unit: str, told: Sequence[Mention]) -> UnitForm:
    zeros = {one.token for one in told if one.value == 0}
    zero = zeros.pop() if len(zeros) == 1 else ""
    written = [one for one in told if one.value not in (0, 100)]
    parts = [one.token for one in written if "." in one.token]
    # 不低于95%, 40%以内 are aims, round by nature; 200万元 beside 171.6万元 is how money is written.
    wholes = [one for one in written if "." not in one.token and (unit != "%" or one.value % 5)]
    rates = [one for one in written if unit == "%" and "." not in one.token and not one.value % 5]
    met = [one for one in rates if not (one.bound or one.planned)]
    wholes += met if len(met) > 1 and len(met) == len(rates) else []  # 完成率80%, 115%: what came out
    if not unit:  # a rate of 68.45 beside a count of 10: of one kind are only numbers of one unit
        return UnitForm(Counter(map(decimals_of, parts)).most_common(1)[0][0] if parts else 0, zero=zero)
    # A zero may be missed by chance: of money and rates more than one number has to bear it out, and no one whole among many.
    exact = unit.endswith("元") or unit == "%"
    enough = len(parts) > exact and len(wholes) * 6 >= len(parts)
    # 285.40亩 beside 3.5亩: where a zero was written the place is filled up, whatever the others have.
    padded = any(token.endswith("0") for token in parts)
    # 7730.28 alone does not tell that 7545 would have been 7545.00; points are given to one place throughout a form.
    alone = len(told) == 1 and unit != "分"
    uneven = not padded and (alone or (not exact and len(set(map(decimals_of, parts))) > 1))
    if enough and wholes and not padded:
        return UnitForm(max(map(decimals_of, parts)), short=True, zero=zero)
    usual = Counter(map(decimals_of, parts)).most_common(1)
    return UnitForm(usual[0][0] if usual else 0, uneven=uneven, zero=zero)


def short_cells(text: str, mentions: Sequence[Mention]) -> frozenset[int]:
    """Return where the numbers start of those columns of tables that leave trailing zeros out: 9.2, 10 and 8.9 points."""
    columns: dict[tuple[int, int], list[Mention]] = {}
    table, last = 0, 0
    for one in mentions:
        line = text.rfind("\n", 0, one.start) + 1
        end = text.find("\n", one.stop)
        if "\t" not in text[line : end if end >= 0 else len(text)]:
            continue
        if any("\t" not in between for between in text[last:line].split("\n")[1:-1]):
            table += 1
        last = line
        if text[line : one.start].endswith(("\t", "≥", "≤")) and text[one.stop : one.stop + 1] in (
            "\t",
            "\n",
            "",
        ):
            columns.setdefault((table, text.count("\t", line, one.start)), []).append(one)
    short = []
    for cells in columns.values():
        parts = [one.token for one in cells if "." in one.token]
        wholes = [one for one in cells if "." not in one.token and one.value not in (0, 100)]
        short += cells if parts and wholes and not any(token.endswith("0") for token in parts) else []
    return frozenset(one.start for one in short)


def as_written(mention: Mention, value: Decimal, *, typed: str = "", form: UnitForm | None = None) -> str:
    """Return `value` in the form last year's number had: its decimals and thousands separators.

    A typed number keeps decimals it has beyond last year's; a computed one is rounded half up. `form` is how the report writes
    the unit. Signs are left to the direction word.
    """
    form = form or UnitForm()
    arabic = mention.token[:1].isdigit()
    if not arabic and value == mention.value:
        return mention.token  # 公益二类 is not 公益两类
    if not arabic and mention.value < 11 and 0 < value < 100 and value == value.to_integral_value():
        return "两" if value == 2 else write_chinese(int(value))  # 三个通道 stays in words
    if arabic and value == 0 and form.zero and decimals_of(typed) <= decimals_of(form.zero):
        return form.zero
    decimals = _decimals(mention, value, typed, form)
    size = abs(value) if mention.direction else value
    rounded = size.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    grouped = "," in mention.token or "，" in mention.token or form.grouped
    text = f"{rounded:,f}" if grouped else f"{rounded:f}"
    if form.short and not (form.each and "." in mention.token) and "." in text and not typed:
        text = text.rstrip("0").rstrip(".")
    return text


def _decimals(mention: Mention, value: Decimal, typed: str, form: UnitForm) -> int:
    arabic = mention.token[:1].isdigit()
    decimals = decimals_of(mention.token) if arabic else 0
    if typed:
        own = decimals_of(re.sub(r"[^\d.]+$", "", fold(typed).strip()))
        if form.bare and value == 100:
            return own
        if mention.value == 0 and arabic and own:  # 0 told nothing of decimals: 4.6 among 18.96 is 4.60
            return own if form.short or form.uneven else max(decimals, own, form.decimals)
        return own if form.short or form.uneven else max(decimals, own)
    if not arabic or (form.bare and value == 100 and mention.unit == "%" and not form.padded):
        return 0 if value == value.to_integral_value() else 2
    if form.short:
        return decimals if decimals and form.each else max(decimals, form.decimals)
    if (
        not decimals
        and mention.unit
        and form.decimals
        and not mention.bound
        and mention.value not in (0, 100)
    ):
        # 4091亿元 of 15073.2 less 10982.2 dropped its zero, and 5828.4 has none to drop
        rounded = value.quantize(Decimal(1).scaleb(-form.decimals), rounding=ROUND_HALF_UP)
        return 0 if rounded == rounded.to_integral_value() else form.decimals
    whole = mention.value == 0 or (mention.unit == "%" and mention.value == 100)
    if whole and not decimals and value != mention.value:
        # 0 and 100% say nothing of decimals, and 99.91% is not 100%
        return form.decimals or (0 if value == value.to_integral_value() else 2)
    return decimals
