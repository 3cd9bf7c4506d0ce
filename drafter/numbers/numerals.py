"""Read one numeral as written, in Arabic or Chinese digits, and write one back at a given precision."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "廿": 20}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_PLACES = tuple(Decimal(1).scaleb(-places) for places in range(12))

MULTIPLIERS: dict[str, Decimal] = {
    "": Decimal(1),
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "百亿": Decimal(10**10),
    "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
}


@lru_cache(8192)  # a token is read, and then weighed with each calculation that it may be in
def read_numeral(token: str) -> Decimal | None:
    """Return the value of `token` ("1,234.50", "三百二十", "二〇二三", "八点零一"), None when it is no numeral."""
    plain = token.replace(",", "").replace(" ", "")
    if plain[:1].isdigit() or plain[:1] == "-":
        try:
            return Decimal(plain)
        except ArithmeticError:
            return None
    return _read_chinese(plain)


@lru_cache(8192)  # the sums of a table ask for the same few again and again
def step_of(token: str) -> Decimal:
    """Return the last place `token` was written to: 0.01 for "12.50", 1 for "1,200", 10 for "三十"."""
    plain = token.replace(",", "").replace(" ", "").replace("点", ".")
    if plain[:1].isdigit() or plain[:1] == "-" or "." in plain:
        places = len(plain.partition(".")[2])
        return _PLACES[places] if places < len(_PLACES) else Decimal(1).scaleb(-places)
    return Decimal(_SCALES.get(plain[-1:], 1))


@lru_cache(8192)  # asked of the same few tokens by whoever weighs whether they agree by chance
def digits_of(token: str) -> str:
    """Return the Arabic digits of `token`: "123450" for "1,234.50", "" for "三十"."""
    return "".join(c for c in token if c.isdecimal())


def write_number(value: Decimal, decimals: int, *, grouped: bool = False) -> str:
    """Return `value` rounded half up to `decimals` places, with thousands separators when `grouped`."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{rounded:,f}" if grouped else f"{rounded:f}"


def decimals_of(token: str) -> int:
    """Return how many decimal places `token` shows."""
    return len(token.partition(".")[2])


def _read_chinese(token: str) -> Decimal | None:
    whole, point, decimals = token.partition("点")
    if point:
        value = _read_chinese(whole)
        if value is None or not decimals or any(c not in _DIGITS for c in decimals):
            return None
        return value + Decimal("0." + "".join(str(_DIGITS[c]) for c in decimals))
    if not token or any(c not in _DIGITS and c not in _SCALES and c not in _MYRIADS for c in token):
        return None
    if all(c in _DIGITS for c in token):  # 二〇二三: digits side by side
        return Decimal(int("".join(str(_DIGITS[c]) for c in token)))
    total = section = digit = 0
    for c in token:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _SCALES:
            section += (digit or 1) * _SCALES[c]
            digit = 0
        else:
            total += ((section + digit) or 1) * _MYRIADS[c]
            section = digit = 0
    return Decimal(total + section + digit)


_CHINESE = "零一二三四五六七八九"


def write_chinese(number: int) -> str:
    """Return a whole number from 0 to 99 in Chinese digits, as outline numbers are written."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _CHINESE[ones]
    return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")
