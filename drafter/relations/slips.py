"""Tell a slip of typing: two digits swapped, one digit wrong, dropped or doubled, a point or 万 misplaced."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from drafter.numbers.numerals import read_numeral, step_of

_HALF = Decimal("0.5")


def is_slip(one: str, other: str) -> bool:
    """Return whether two numerals of three digits or more are one slip of typing apart."""
    a, b = _plain(one), _plain(other)
    digits = [token.replace(".", "") for token in (a, b)]
    if max(len(token.strip("0")) for token in digits) < 3 or not all(token.isdigit() for token in digits):
        return False
    if digits[0].strip("0") == digits[1].strip("0"):
        return True
    if len(a) == len(b):
        return _same_length(a, b)
    longer, shorter = sorted((a, b), key=len, reverse=True)
    if min(len(token.strip("0")) for token in digits) < 3 or len(longer) != len(shorter) + 1:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def is_digit_slip(one: str, other: str) -> bool:
    """Return whether two numerals of one length differ in one digit or in the order of two neighbours, however short."""
    a, b = _plain(one), _plain(other)
    return len(a) == len(b) and a != b and _same_length(a, b)


def _same_length(a: str, b: str) -> bool:
    differing = [i for i in range(len(a)) if a[i] != b[i]]
    if len(differing) == 1:
        return a[differing[0]].isdigit() and b[differing[0]].isdigit()
    if len(differing) != 2 or differing[1] - differing[0] > 2:
        return False
    i, j = differing
    return a[i] == b[j] and a[j] == b[i]


def slips_inside(token: str, low: Decimal, high: Decimal) -> list[str]:
    """Return what may have been meant by `token` and, as precisely as it is written, lies between `low` and `high`.

    In the order in which clerks slip: two digits swapped, then one digit wrong.
    """
    value, step = read_numeral(token), step_of(token)
    if value is None:
        return []
    if token.startswith("-"):
        value, low, high = -value, -high, -low
    # By how much it must be off, in units of its last place; half of one more is lost in rounding.
    written = int(value / step)
    least = math.ceil(low / step - _HALF) - written
    most = math.floor(high / step + _HALF) - written
    places = _places(token)
    return [*_swapped(token, places, least, most), *_mistyped(token, places, least, most)]


def slips_of(token: str) -> list[str]:
    """Return what one slip of typing makes of a numeral: two digits swapped, or one digit wrong."""
    places = _places(token)
    most = 10 ** (len(places) + 1)
    return [*_swapped(token, places, -most, most), *_mistyped(token, places, -most, most)]


@lru_cache(8192)  # asked of the same few tokens for each calculation that they may be in
def _places(token: str) -> tuple[tuple[int, int, int], ...]:
    """Where each digit stands, the digit, and what one more of it adds, in units of the last place."""
    found = [(at, int(char)) for at, char in enumerate(token) if char.isdigit()]
    return tuple([(at, digit, 10 ** (len(found) - n)) for n, (at, digit) in enumerate(found, 1)])


def _swapped(token: str, places: Sequence[tuple[int, int, int]], least: int, most: int) -> Iterator[str]:
    """Two digits that stand next to each other, or with one character between them."""
    for n, (i, one, high) in enumerate(places):
        for j, other, low in places[n + 1 : n + 3]:
            if j <= i + 2 and one != other and least <= (other - one) * (high - low) <= most:
                yield token[:i] + token[j] + token[i + 1 : j] + token[i] + token[j + 1 :]


def _mistyped(token: str, places: Sequence[tuple[int, int, int]], least: int, most: int) -> Iterator[str]:
    bare = len(token) == 1 or token[1:2] == "."  # a leading zero stands alone or before the point
    for i, old, unit in places:
        for digit in range(max(old - (-least // unit), 0), min(old + most // unit, 9) + 1):
            if digit != old and (i or digit or bare):
                yield f"{token[:i]}{digit}{token[i + 1 :]}"


def scaled_inside(
    value: Decimal,
    low: Decimal,
    high: Decimal,
    *,
    powers: Sequence[int] = (4, -4, 8, -8, 2, -2, 1, -1),
    half: Decimal = Decimal(0),
) -> Decimal | None:
    """Return by what power of ten a value misses the interval when a unit slipped (元/万元, a point moved), else None.

    `half` is half a step of its last place, by which it is rounded itself.
    """
    if not _is_near(value, low, high, powers, half):
        return None
    for power in powers:
        if low <= (value + half).scaleb(power) and (value - half).scaleb(power) <= high:
            return Decimal(1).scaleb(power)
    return None


def _is_near(value: Decimal, low: Decimal, high: Decimal, powers: Sequence[int], half: Decimal) -> bool:
    """Whether a power may do, told in floats: mostly none does."""
    one, least, most = float(value), float(low), float(high)
    room = float(half) + 1e-9 * abs(one)
    return any(least <= (one + room) * 10.0**power and (one - room) * 10.0**power <= most for power in powers)


def _plain(token: str) -> str:
    return token.replace(",", "").replace("，", "").replace(" ", "")
