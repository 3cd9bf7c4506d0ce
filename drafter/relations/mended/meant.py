"""What a number may have been before one slip: every digit another, two of them swapped, its point or its unit moved."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import fields
from decimal import Decimal

from drafter.numbers.numerals import read_numeral
from drafter.numbers.quantity import Mention
from drafter.relations.evidence.field import OF_100
from drafter.relations.slips import slips_of

_WAYS_BY_DIGIT = 11  # nine others, and the swaps with those beside it
# 亿元 for 万元, a point moved.
_UNITS, _POINTS = (4, -4), (1, -1)
_EXACTLY = 1e-6


class _Read(Mention):
    """A number without the slip that may be in it."""

    @property
    def ways(self) -> int:
        return _WAYS_BY_DIGIT * self.digits


class Meant:
    """What a number may have been before one slip."""

    def __init__(self, mention: Mention) -> None:
        self.mention = mention
        self._step = abs(float(mention.step * mention.factor))
        self._amount = abs(float(mention.amount))
        # A rate is reckoned from its terms as they are printed, and is off by no more than one that is cut instead of rounded.
        self._exact = mention.measure in OF_100
        self._large = mention.unit != mention.measure or mention.measure == "元"
        factor = abs(mention.factor)
        self._tokens = {
            round(float(value * factor) / self._step): (token, value)
            for token in slips_of(mention.token)
            if (value := read_numeral(token)) is not None
        }
        self._places = sorted(self._tokens)

    def is_by_chance(self, value: float, loose: float) -> float:
        """How likely some number of its size comes to `value` as it is printed; 1 where it does not."""
        wide = loose + self._step / 2
        return 2 * wide / self._amount if abs(value - self._amount) <= wide else 1.0

    def read_as(self, value: float, loose: float) -> tuple[Mention, float] | None:
        """What it was if it came to `value`, and how likely a slip makes it that by chance."""
        times = value / self._amount
        if not (0.9e-4 < times < 1.1e4):
            return None
        steps, wide = value / self._step, 1.0 if self._exact else loose / self._step + 0.5
        chance = min(len(self._tokens) * 2 * wide * self._step / max(value, self._amount), 1.0)
        if 0.09 < times < 11:
            at = bisect_left(self._places, steps - wide + _EXACTLY)
            if at < len(self._places) and self._places[at] < steps + wide - _EXACTLY:
                return _read(self.mention, *self._tokens[self._places[at]]), chance
        if 0.11 < times < 9:
            return None
        for power in (*_UNITS, *_POINTS) if self._large and not self._exact else _POINTS:
            if abs(self._amount * 10.0**power - value) <= loose + self._step * 10.0**power / 2:
                return _read(
                    self.mention, self.mention.token, self.mention.value.scaleb(power), power
                ), chance
        return None


def _read(mention: Mention, token: str, value: Decimal, power: int = 0) -> Mention:
    told = {one.name: getattr(mention, one.name) for one in fields(Mention)}
    told.update(token=token, value=value, amount=value * mention.factor, step=mention.step.scaleb(power))
    return _Read(**told)
