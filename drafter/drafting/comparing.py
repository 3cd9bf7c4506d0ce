"""Find where a text says which of two figures is larger (决算数小于预算数), and say it of this year's figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from drafter.drafting.pieces import Material
from drafter.numbers.quantity import Mention

_PAIRS = (("大于", "小于"), ("高于", "低于"), ("多于", "少于"), ("超过", "低于"), ("超出", "低于"))
_LARGER = {larger: (larger, smaller) for larger, smaller in _PAIRS}
_SMALLER = {smaller: (larger, smaller) for larger, smaller in reversed(_PAIRS)}
_SPENT, _PLANNED = r"决算|执行|实际|完成", r"预算(?!执行)|目标|计划"
_SAID = re.compile(
    rf"(?P<left>(?:支出|收入)?(?:{_SPENT})(?:支出|收入)?(?:数|值|额)?)"
    rf"(?P<word>{'|'.join([*_LARGER, *_SMALLER, '等于'])})"
    r"(?P<right>(?:年初|全年|调整后?|批复的?)?(?:预算|目标|计划)(?:数|值|额)?)(?!\s?\d)"
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The word between `start` and `end`, what it becomes this year, and whether both figures are known ("" when not)."""

    start: int
    end: int
    was: str
    now: str

    @property
    def turned(self) -> bool:
        return bool(self.now) and self.now != self.was


def find_comparisons(material: Material, start: int, end: int) -> Iterator[Comparison]:
    """Yield the comparisons of the sentence `start`–`end` whose two figures stand before them in the paragraph.

    Only those that were true of last year's figures: else they speak of other figures than the two that were found.
    """
    for said in _SAID.finditer(material.text, start, end):
        word = said["word"]
        pair = _told_before(material, said.start())
        if pair is None or _sign(word) != _compare(pair[0].amount, pair[1].amount):
            continue
        values = [_value(material, mention) for mention in pair]
        now = ""
        if values[0] is not None and values[1] is not None:
            now = _word(word, _compare(values[0], values[1]))
        yield Comparison(said.start("word"), said.end("word"), word, now)


def _told_before(material: Material, at: int) -> tuple[Mention, Mention] | None:
    """The figures spent and planned last told before `at` in its line, in one measure."""
    line = material.text.rfind("\n", 0, at) + 1
    spent = planned = None
    for mention in reversed(material.mentions):
        if (
            mention.structural
            or not line <= mention.start < at
            or mention.role in ("change", "growth", "ratio")
        ):
            continue
        words = re.split(r"[，。；：、（\d]", material.text[line : mention.start].rstrip())[-1]
        if spent is None and re.search(_SPENT, words):
            spent = mention
        elif planned is None and re.search(_PLANNED, words):
            planned = mention
        if spent is not None and planned is not None:
            return (spent, planned) if spent.measure == planned.measure else None
    return None


def _value(material: Material, mention: Mention) -> Decimal | None:
    """This year's amount in the measure of the mention."""
    binding = material.bindings.get(mention.start)
    value = material.values.get(binding.row) if binding else None
    return (
        None if value is None else value * (mention.amount / mention.value if mention.value else Decimal(1))
    )


def _compare(one: Decimal, other: Decimal) -> int:
    return (one > other) - (one < other)


def _sign(word: str) -> int:
    return 1 if word in _LARGER else -1 if word in _SMALLER else 0


def _word(was: str, sign: int) -> str:
    if sign == _sign(was):
        return was
    larger, smaller = _LARGER.get(was) or _SMALLER.get(was) or ("大于", "小于")
    return larger if sign > 0 else smaller if sign < 0 else "等于"
