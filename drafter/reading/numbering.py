"""Chinese numbering at the head of a line: 第一部分 一、 （一） 1、 1. （1） ①."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.patterns import Regex

# What a decimal at the head of a line counts, as in 3.5亿元; such a line is not numbered 3.5.
_UNITS = (
    r"年(?!度)|月|日|万|亿|元|公里|公顷|公斤|平方|立方|千|百|倍|吨|"
    r"米|个(?!人)|户|人次|件|度|小时|天|分(?![析类管工])|名(?!词)|台|辆|条(?!件)|%|％"
)
# A year right after the number is the heading's own: 3.2024年工作安排.
_YEAR = r"(?:19|20)\d\d\s?年"
_HAN = "一二三四五六七八九十百零〇"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}

# form → (rank, pattern). A smaller rank is a larger part; the outline follows the nesting seen, the rank
# only breaks ties.
FORMS: dict[str, tuple[float, Regex]] = {
    form: (rank, Regex(pattern))
    for form, rank, pattern in (
        ("第一部分", 0, rf"第\s?([{_HAN}]+|\d{{1,2}})\s?(?:部分|篇|编)(?:[、:：. ]+|(?=\S))"),
        ("第一章", 1, rf"第\s?([{_HAN}]+|\d{{1,2}})\s?章(?:[、:：. ]+|(?=\S))"),
        ("第一节", 2, rf"第\s?([{_HAN}]+|\d{{1,2}})\s?节(?:[、:：. ]+|(?=\S))"),
        ("一、", 3, rf"([{_HAN}]+)\s?[、．](?!\s?[{_HAN}]+\s?[、是季])\s?"),
        ("（一）", 4, rf"[（(]\s?([{_HAN}]+)\s?[）)][、.．]?\s?"),
        ("1、", 5, rf"(\d{{1,2}})\s?、(?:(?!\d)|(?={_YEAR}))\s?"),
        (
            "1.1",
            5.5,
            rf"((?:\d{{1,2}}\.){{1,3}}\d{{1,2}}?)(?:[、.．]\s?| *)(?:(?=[\u4e00-\u9fff“《（])(?!{_UNITS})|(?={_YEAR}))",
        ),
        ("1.", 5, rf"(\d{{1,2}})\s?[.．](?:(?!\d)|(?={_YEAR}))\s?"),
        # Without a mark after it only a short line of its own is numbered so: a wrapped line may begin with 8 家.
        ("1", 5, rf"(\d{{1,2}}) +(?!{_UNITS})(?=(?:[\u4e00-\u9fff“《]|{_YEAR})[^，。；：、！？]{{1,28}}$)"),
        ("（1）", 6, r"[（(]\s?(\d{1,2})\s?[）)][、.．]?\s?"),
        ("1）", 6.5, r"(\d{1,2})\s?[）)]\s?"),
        ("①", 7, r"([①-⑳])\s?"),
    )
}
_OPENS = frozenset(f"第（({_HAN}①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")


@dataclass(frozen=True, slots=True)
class Marker:
    """`text` as written, without the space after it; `size` counts that space too; 1.2.3 has `number` 3,
    `family` "1.2"."""

    form: str
    number: int
    text: str
    size: int
    family: str = ""

    @property
    def rank(self) -> float:
        return FORMS[self.form][0] + (self.family.count(".") * 0.1 if self.family else 0)


def find_marker(text: str) -> Marker | None:
    """Return the numbering `text` begins with, if any."""
    if text[:1] not in _OPENS and not text[:1].isdecimal():
        return None  # most lines: no form need be tried
    for form, (_, pattern) in FORMS.items():
        if not (found := pattern.match(text)):
            continue
        value = found.group(1)
        family, _, last = value.rpartition(".")
        number = han_number(last)
        if number:
            return Marker(form, number, found.group().strip(), found.end(), family)
    return None


def han_number(text: str) -> int:
    """Return the number a Chinese, Arabic or circled numeral below 200 stands for; 0 when it is none."""
    if text.isdecimal():
        return int(text)
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    total = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = digit * 10 + _DIGITS[char]
        elif char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            return 0
    return total + digit
