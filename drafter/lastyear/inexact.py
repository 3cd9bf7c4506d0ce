"""The words that make a number inexact (近、约、余、超过、以上): where they stand, and whether they are still true of this year's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from drafter.numbers.numerals import decimals_of
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.strings import tr
from drafter.text import fold

Side = Literal["near", "more", "about"]

_BEFORE = Regex(
    r"(?<!不)(?P<more>超过了?|突破了?|超|逾)\s?$|(?<!不)(?P<near>将近|接近|近)\s?$|(?P<about>大约|(?<![节签合预契条制])约)为?\s?$"
)
_INSIDE = Regex(r"\s?(?:万亿|千亿|百亿|亿|千万|百万|十万|万|千|百)?\s?(?P<more>[余多])")
# 60岁以上老人, 副高以上职称: who is counted, and not how many.
_BEHIND = Regex(r"\s?(?:(?P<more>以上)|(?P<about>左右|上下))(?=[，。；、）)]|$)", re.MULTILINE)
# 未超过12万元的控制标准, 满意度95%以上的目标: what the number is measured by.
_MEASURED_BY = Regex(
    r"(?:以[上下内])?的?[^，。；\d]{0,6}(?:目标|标准|限额|指标|计划|要求|任务|水平|平均|上限)"
)


_WAITS = Regex(r"(?:已经?|均|也|都|再|又|首次|仍|总[量额数])$")


@dataclass(frozen=True, slots=True)
class Inexact:
    """The words that say so: behind the number in front, before its unit, and how far those behind its unit reach."""

    side: Side
    before: str
    inside: str
    stop: int

    @property
    def leaves_out_itself(self) -> bool:
        """Whether the words are false of just the number: 40余, 近40 and 超过40 of 40; 以上 takes it in (民法典 1259, 2020)."""
        return bool(self.inside) or (bool(self.before) and self.side != "about")

    def lacks_verb(self, told: str) -> bool:
        """Whether what is `told` lacks its verb without the word in front: 税收突破10亿元, 已超过100件."""
        return self.before.startswith("突破") or (
            self.before.startswith("超过") and bool(_WAITS.search(told))
        )


def find_inexact(text: str, mention: Mention) -> Inexact | None:
    """Return what makes the number of `text` inexact, None for one told exactly and for one that something is measured by."""
    if not mention.bound or mention.planned or _MEASURED_BY.match(text, mention.stop):
        return None
    before = _BEFORE.search(text, max(mention.start - 4, 0), mention.start)
    inside = _INSIDE.match(text, mention.end, mention.stop)
    behind = _BEHIND.match(text, mention.stop)
    said = before or inside or behind
    if said is None:
        return None
    side: Side = next(name for name in ("near", "more", "about") if said.groupdict().get(name))
    return Inexact(
        side,
        before[0] if before else "",
        inside["more"] if inside else "",
        behind.end() if behind else mention.stop,
    )


def still_inexact(mention: Mention, said: Inexact, printed: str, value: Decimal, *, computed: bool) -> bool:
    """Whether the words may be true of the number printed this year.

    Last year's 30余件 was told to the ten: 41 is told to the last one, so that there is no 余 about it, and 40 is as round as last
    year's was. 约 is left of what is told with no more decimals, unless it is counted one by one. Of a computed number the exact `value` is known.
    """
    number = Decimal(re.sub(r"[^\d.]", "", fold(printed)) or "0") if printed[:1].isdigit() else value
    if not number:
        return False  # 0余件, 约0万元
    exact = number % _grain(mention) != 0
    if said.side == "about":
        counted = mention.amount == mention.value and printed.isdigit() and mention.value % 10 == 0
        finer = decimals_of(printed) > decimals_of(fold(mention.token))
        return not (exact and (counted or finer))
    if exact:
        return False
    if not computed:
        return True
    return abs(value) < number if said.side == "near" else abs(value) > number


@dataclass(frozen=True, slots=True)
class TypedWords:
    """What a person typed with the number: 近 in front, 余 or 以上 behind, "" where it is 40整, told exactly."""

    before: str
    digits: str
    behind: str

    @property
    def inside(self) -> str:
        """What stands between the number and its unit: 40余件."""
        return self.behind if self.behind in ("余", "多") else ""

    @property
    def after(self) -> str:
        """What stands behind the unit: 100件以上."""
        return "" if self.inside else self.behind


_TYPED = Regex(
    r"(?P<before>将近|接近|近|大约|约|超过|突破|超|逾|整)?(?P<digits>-?[\d,]+(?:\.\d+)?)(?P<behind>余|多|以上|左右|上下|整)?"
)


def typed_words_of(raw: str) -> TypedWords | None:
    """Return a cell such as 40余, 近200 or 40整 taken apart, None for one that says nothing of the kind."""
    found = _TYPED.fullmatch(fold(raw).strip())
    if found is None or not (found["before"] or found["behind"]):
        return None
    before, behind = ((found[side] or "").replace("整", "") for side in ("before", "behind"))
    return TypedWords(before, found["digits"], behind)


def note_on(words: str) -> str:
    """What the sheet says beside a row that last year told in round."""
    return tr(
        "上年写作“{words}”；仍是约数的请连字填（如 40余、近200），准确数请填到个位或写 40整", words=words
    )


def words_of(text: str, mention: Mention) -> str:
    """Return last year's number as it was told where that was inexact (近100名, 30余件), else ""."""
    said = find_inexact(text, mention)
    return text[mention.start - len(said.before) : said.stop] if said else ""


def _grain(mention: Mention) -> Decimal:
    """To what place last year's number was told: 30 to the ten, 1200 to the hundred, 3.5 to the tenth."""
    decimals = decimals_of(mention.token) if mention.token[:1].isdigit() else 0
    digits = str(int(mention.value)) if not decimals and mention.value == int(mention.value) else "1"
    return Decimal(1).scaleb(len(digits) - len(digits.rstrip("0")) if int(digits) else 0).scaleb(-decimals)
