"""Tell a slip of typing: two digits swapped, one digit wrong, dropped or doubled, a point or 万 misplaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from drafter.numbers.numerals import read_numeral, step_of


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


def slips(token: str) -> Iterator[str]:
    """Yield what may have been meant, in the order in which clerks slip: digits swapped, one digit wrong, point or 万 misplaced."""
    for i in range(len(token) - 1):
        for j in (i + 1, i + 2):
            if (
                j < len(token)
                and token[i].isdigit()
                and token[j].isdigit()
                and token[i] != token[j]
                and ("." not in token[i:j] or j == i + 2)
            ):
                yield token[:i] + token[j] + token[i + 1 : j] + token[i] + token[j + 1 :]
    bare = len(token) == 1 or token[1:2] == "."  # a leading zero stands alone or before the point
    for i, old in enumerate(token):
        if old.isdigit():
            yield from (
                token[:i] + digit + token[i + 1 :]
                for digit in "0123456789"
                if digit != old and (i or digit != "0" or bare)
            )


def slips_inside(token: str, low: Decimal, high: Decimal) -> list[str]:
    """Return the slips of `token` whose value, as precisely as it is written, lies between `low` and `high`."""
    half = step_of(token) / 2
    low, high = low - half, high + half
    return [other for other, value in _slips_read(token) if low <= value <= high]


@lru_cache(4096)
def _slips_read(token: str) -> tuple[tuple[str, Decimal], ...]:
    return tuple((other, value) for other in slips(token) if (value := read_numeral(other)) is not None)


def scaled_inside(
    value: Decimal, low: Decimal, high: Decimal, *, powers: Sequence[int] = (4, -4, 8, -8, 2, -2, 1, -1)
) -> Decimal | None:
    """Return by what power of ten a value misses the interval when a unit slipped (元/万元, a point moved), else None."""
    for power in powers:
        scaled = value.scaleb(power)
        if low <= scaled <= high:
            return Decimal(1).scaleb(power)
    return None


def _plain(token: str) -> str:
    return token.replace(",", "").replace("，", "").replace(" ", "")
