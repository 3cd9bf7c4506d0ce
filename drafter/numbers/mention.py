"""One number as it stands in a text: its value, unit and precision, or the reason why it is no quantity."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from drafter.kept import kept
from drafter.numbers.numerals import MULTIPLIERS, digits_of
from drafter.numbers.units import MEASURED

Role = Literal["value", "ratio", "growth", "change", "score", "count", "structural"]


@dataclass(frozen=True, init=False)  # no slots: its interval is kept in it
class Mention:
    """One number as it stands in a text.

    `start`/`end` cover the numeral alone, `stop` ends its unit. `value` and `unit` are as written ("12.8", "万人次"); `amount`
    is the value in `measure`, the unit without its multiplier. `step` is the last written place, in the unit as written.
    `bound` tells what an inexact number claims: "约" about, "以上" at least, "以内" at most. `period` is 本年, 上年, 下年, another year
    ("2021") or several ("2021—2025"). A table cell takes its unit from the 单位：万元 line above the table.
    `sign` is -1 where the direction word says less (下降), +1 where it says more, 0 without such a word; that word stands at
    `direction`. `planned` numbers stand in an outlook: aims, not results. A number that is no quantity has role "structural" and says why in `reason`.
    """

    start: int
    end: int
    stop: int
    token: str
    value: Decimal
    unit: str
    amount: Decimal
    measure: str
    step: Decimal
    role: Role
    reason: str = ""
    bound: str = ""
    period: str = "本年"
    sign: int = 0
    direction: tuple[int, int] | None = None
    planned: bool = False

    def __init__(
        self,
        start: int,
        end: int,
        stop: int,
        token: str,
        value: Decimal,
        unit: str,
        amount: Decimal,
        measure: str,
        step: Decimal,
        role: Role,
        reason: str = "",
        bound: str = "",
        period: str = "本年",
        sign: int = 0,
        direction: tuple[int, int] | None = None,
        planned: bool = False,
    ) -> None:
        # All at once: one by one past the guard of a frozen class, as `dataclass` writes it, took an eighth of the reading.
        self.__dict__.update(
            start=start,
            end=end,
            stop=stop,
            token=token,
            value=value,
            unit=unit,
            amount=amount,
            measure=measure,
            step=step,
            role=role,
            reason=reason,
            bound=bound,
            period=period,
            sign=sign,
            direction=direction,
            planned=planned,
        )

    @kept
    def structural(self) -> bool:
        return self.role == "structural"

    @kept
    def digits(self) -> int:
        """How many Arabic digits it is written with."""
        return len(digits_of(self.token))

    @kept
    def telling(self) -> int:
        """How many of its digits tell something: those between the zeros at both ends."""
        return len(self.token.replace(".", "").replace(",", "").replace("，", "").strip("0"))

    @property
    def ways(self) -> int:
        """In how many ways it might have been read: a number is what it is, one read without its slip may be any that a slip makes."""
        return 1

    def moved(self, by: int) -> Mention:
        """The same number `by` characters further on."""
        seen = self.direction and (self.direction[0] + by, self.direction[1] + by)
        one = Mention.__new__(Mention)  # and what was worked out of it: a look at a report moves hundreds
        one.__dict__.update(
            self.__dict__, start=self.start + by, end=self.end + by, stop=self.stop + by, direction=seen
        )
        return one

    @property
    def rounded(self) -> bool:
        """Whether 约 says no more than that it is rounded: 约508.96亿元, 约528吨; 约1.2万元, 约300人 and 约125人 are near some number."""
        if self.bound != "约":
            return False
        digits = str(int(abs(self.value) / self.step)).rstrip("0")
        return len(digits) > 2 and (len(digits) > 3 or digits[-1] != "5")

    @property
    def _last_place(self) -> Decimal:
        """What one of its last digit that is no nought counts for: 10 in 约1270元."""
        digits = str(int(abs(self.value) / self.step))
        return self.step.scaleb(len(digits) - len(digits.rstrip("0")))

    @kept
    def factor(self) -> Decimal:
        """What turns the value as written into the amount: 10000 for 万元."""
        if self.value:
            return self.amount / self.value
        return MULTIPLIERS.get(self.unit.removesuffix(self.measure), Decimal(1))

    @kept
    def rough(self) -> tuple[float, float]:
        """The amount and its step, near enough to see what does not add up."""
        return float(self.amount), float(self.step * abs(self.factor))

    @kept
    def interval(self) -> tuple[Decimal, Decimal]:
        """The amounts the written number may stand for, half a step either way; open sides reach one third further.

        Things that are counted one by one (693件, 3人) are exact; what is `rounded` is near what is printed.
        """
        factor = self.factor
        counted = self.step == 1 and factor == 1 and bool(self.measure) and not MEASURED.is_in(self.measure)
        half = Decimal(0) if counted else self.step * abs(factor) / 2
        low, high = self.amount - half, self.amount + half
        slack = self._last_place * abs(factor) if self.rounded else abs(self.amount) / 3
        if self.bound in ("以上", "约"):
            high += slack
        if self.bound in ("以内", "约"):
            low -= slack
        return low, high
