"""Read what a person typed in 本年数: a number, 无 for what is not told this year, or one line that says what to type instead."""

from __future__ import annotations

from decimal import Decimal

from drafter.brief import Figure
from drafter.errors import SheetError
from drafter.lastyear.inexact import TypedWords, typed_words_of
from drafter.numbers.numerals import MULTIPLIERS, read_numeral
from drafter.patterns import Regex
from drafter.strings import tr
from drafter.text import fold

# What a clerk types for a figure that this year's report no longer gives.
NOT_REPORTED = frozenset({"无", "-", "—", "——", "/", "不列", "删除"})

# 一万五 is said for 15000 and reads as 10005: in words only what cannot be misread.
_NUMBER = Regex(
    r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|(?!.*[百千万亿][一二两三四五六七八九]$)[零〇一二两三四五六七八九十百千][零〇一二两三四五六七八九十百千万亿]*"
)
_TYPED = str.maketrans({"，": ",", "−": "-"})
_BELOW_ZERO = Regex(r"[(（][¥￥]?([\d,.]+)[)）]")
_BLANK = Regex(r"\s")
# Longer ones are two cells in one, and more than can be reckoned with exactly.
_MOST_DIGITS = 18
# 1 234 567 has thousands set apart; 41 19 is two numbers, and never 4119.
_TWO_NUMBERS = Regex(r"\d\s+(?!\d{3}(?!\d))\d")
_RATES = ("%", "‰")
_MULTIPLE = Regex(r"^(?:万亿|千亿|百亿|亿|千万|百万|十万|万|千(?=公顷|[人户件]))")
_WITH_UNIT = Regex(
    r"(?P<digits>-?[\d,]+(?:\.\d+)?)(?P<multiple>万亿|千亿|百亿|亿|千万|百万|十万|万)?(?P<base>\D*)"
)
_LEVEL = frozenset({"持平", "与上年持平", "同上年", "同去年", "与上年相同", "不变", "无变化"})
# 12,345 in the row of a rate may be 12.345 with another key struck.
_GROUPED = Regex(r"-?\d{1,3},\d{3}")
_DATE = Regex(r"(?:19|20)\d\d-\d\d?-\d\d?|(?:19|20)\d\d年\d\d?月(?:\d\d?日)?")
_AMID_WORDS = Regex(r"[^\d,.%‰百千万亿-]{0,4}(?P<digits>-?[\d,]+(?:\.\d+)?)[^\d,.%‰百千万亿-]{0,4}")


def not_reported(figure: Figure) -> bool:
    """Return whether 本年数 says that the figure is left out this year, so that the words around it go too."""
    return figure.value.strip() in NOT_REPORTED


def as_meant(raw: str, unit: str) -> str:
    """Return a cell without what is only its format in a spreadsheet: ¥1,234.50, (12.50) below zero, its row's own unit."""
    text = fold(raw).strip().lstrip("¥￥ ")
    if below := _BELOW_ZERO.fullmatch(text):
        text = f"-{below[1]}"
    return text.translate(_TYPED).removesuffix(unit).strip() if text[:1] in "-0123456789" else text


def typed_value(figure: Figure) -> Decimal | None:
    """Return the number typed in 本年数, None when the cell is empty; raises SheetError when it is no number."""
    text = fold(figure.value)
    raw = _BLANK.sub("", text).translate(_TYPED).removeprefix("+")
    if not raw or not_reported(figure):
        return None
    words = words_typed(figure)
    value = _read(words.digits if words else raw.removesuffix(figure.unit) if figure.unit else raw)
    apart = _TWO_NUMBERS.search(text) is not None
    if value is None or apart:
        raise SheetError(
            place_of(figure)
            + tr(
                "“{value}”不是数字。{advice}",
                value=figure.value.strip(),
                advice=_advice(_BLANK.sub(" ", text) if apart else raw, figure),
            )
        )
    return value


def entered_value(figure: Figure) -> Decimal | None:
    """The same of what comes in now: a rate that could be two numbers is asked about, which a draft may have had for long."""
    value, typed = typed_value(figure), as_meant(figure.value, figure.unit)
    if figure.unit in _RATES and _GROUPED.fullmatch(typed):
        raise SheetError(
            place_of(figure)
            + tr(
                "“{value}”看不准。若是 {point}，请用小数点；若确是 {whole}，请不写逗号",
                value=figure.value.strip(),
                point=typed.replace(",", "."),
                whole=typed.replace(",", ""),
            )
        )
    return value


def place_of(figure: Figure) -> str:
    """Return what a sentence about a cell begins with; beside the cell itself it need not be said."""
    return tr("数据页 {id}（{label}）的本年数", id=figure.id, label=figure.label)


def words_typed(figure: Figure) -> TypedWords | None:
    """Return 40余 taken apart, None for a number told exactly."""
    raw = _BLANK.sub("", fold(figure.value))
    raw = raw.replace(figure.unit, "", 1) if figure.unit else raw
    return typed_words_of(raw)


def multiplier(unit: str) -> Decimal:
    """Return what one `unit` is in its base unit: 10000 for 万元 and 万人次, 1 for 件."""
    found = _MULTIPLE.match(unit)
    return MULTIPLIERS[found.group()] if found else Decimal(1)


def base_of(unit: str) -> str:
    """Return the unit without 万, 亿 and the like in front of it."""
    return _MULTIPLE.sub("", unit)


def _read(digits: str) -> Decimal | None:
    # 12,5 may stand for 12.5 or for 125, and 1e5 for nothing a clerk would write: both are asked about.
    return read_numeral(digits) if _NUMBER.fullmatch(digits) and _digits(digits) <= _MOST_DIGITS else None


def _digits(text: str) -> int:
    return sum(one.isdigit() for one in text)


def _advice(raw: str, figure: Figure) -> str:
    """What to type instead: exactly, where what was meant can be told."""
    if _DATE.fullmatch(raw):
        return tr("这是日期。若填的是数，请先把这一格的格式改为“常规”，再填一次")
    if raw in _LEVEL and figure.previous:
        return tr("与上年持平，请填上年数 {previous}", previous=figure.previous)
    if _digits(raw) > _MOST_DIGITS:
        return tr(
            "一个数最多 {most} 位，这里有 {n} 位。请核对是否粘了几格在一起", most=_MOST_DIGITS, n=_digits(raw)
        )
    if (found := _WITH_UNIT.fullmatch(raw)) and (value := _read(found["digits"])) is not None:
        base = base_of(figure.unit)
        if base and found["base"] in ("", base):
            meant = (
                value * (MULTIPLIERS[found["multiple"]] if found["multiple"] else 1) / multiplier(figure.unit)
            )
            return tr("本行单位是{unit}，请填 {number}", unit=figure.unit, number=f"{meant.normalize():f}")
    if (found := _AMID_WORDS.fullmatch(raw)) and _read(found["digits"]) is not None:
        return tr("若就是这个数，请只填 {number}；单位等字不填", number=found["digits"])
    return tr("请只填数字，如 12.50；单位已在“单位”列")
