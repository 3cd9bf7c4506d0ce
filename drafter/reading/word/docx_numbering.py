"""Automatic numbering of Word: the 一、 and （一） a reader sees and the text does not hold."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from drafter.reading.word.docx_package import qn

_HAN = "零一二三四五六七八九"
_HAN_FORMATS = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
# Formats that count through a row of signs and go on in Arabic digits after the last.
_SIGNS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "chineseLegalSimplified": "壹贰叁肆伍陆柒捌玖拾",
    "ideographLegalTraditional": "壹貳參肆伍陸柒捌玖拾",
}
_DIGIT_BY_DIGIT = {"ideographDigital", "taiwaneseDigital", "koreanDigital2", "japaneseDigitalTenThousand"}


@dataclass(frozen=True, slots=True)
class Level:
    format: str
    pattern: str
    start: int
    # Legal numbering prints the numbers of larger parts in Arabic digits: 1.2 under 一、.
    legal: bool = False


@dataclass
class Numbering:
    """Counts the numbered paragraphs of one document in reading order."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    style_of: dict[str, tuple[str, int]] = field(default_factory=dict)
    outline_of: dict[str, int] = field(default_factory=dict)
    bold: set[str] = field(default_factory=set)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    restart_of: dict[tuple[str, int], int] = field(default_factory=dict)
    level_of_style: dict[tuple[str, str], int] = field(default_factory=dict)
    _overridden: set[tuple[str, int]] = field(default_factory=set)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def number_for(self, properties: Any, style: str) -> tuple[str, int] | None:
        """Return the list and level of a paragraph, from its own properties or its style; list "0" is none."""
        own = properties.find(qn("w:numPr")) if properties is not None else None
        named = self.style_of.get(style)
        num = value(own, "w:numId") or (named[0] if named else None)
        if num is None or num == "0":
            return None
        level = value(own, "w:ilvl")
        if level is not None:
            return num, _int(level)
        linked = self.level_of_style.get((num, style))
        return num, linked if linked is not None else named[1] if named and value(
            own, "w:numId"
        ) is None else 0

    def label_of(self, properties: Any, style: str) -> str:
        """Return what stands before a paragraph, "" where it is in no list, and count it."""
        own = self.number_for(properties, style)
        return self.next_label(*own) if own else ""

    def outline(self, properties: Any, style: str, text: str) -> int:
        """Return the outline level of a paragraph, 0 for none.

        It counts only on a line short enough for a heading: some offices style whole paragraphs.
        """
        direct = value(properties, "w:outlineLvl")
        level = int(direct) + 1 if direct and direct.isdecimal() else self.outline_of.get(style, 0)
        return level if 0 < level <= 9 and len(text.strip()) <= 60 else 0

    def next_label(self, num: str, level: int) -> str:
        """Return what stands before the paragraph, such as "（二）", and count it."""
        own = self.levels.get((num, level))
        if own is None or own.format in ("none", "bullet"):
            return ""
        # Lists that share one definition count on; an override of the start begins anew, once.
        counts = self.counts[self.abstract_of.get(num, num)]
        if (num, level) in self._overridden and (num, level) not in self._begun:
            counts.pop(level, None)
        self._begun.add((num, level))
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            # Level 0 of w:lvlRestart never begins again; another number names the level that makes it do so.
            restart = self.restart_of.get((num, deeper), deeper)
            if restart and level < restart:
                del counts[deeper]
        return re.sub(
            r"%(\d)",
            lambda found: self._print(num, int(found[1]) - 1, counts, plain=own.legal),
            own.pattern,
        ).strip()

    def _print(self, num: str, level: int, counts: dict[int, int], *, plain: bool) -> str:
        one = self.levels.get((num, level))
        number = counts.get(level, one.start if one else 1)
        return format_number(number, one.format if one and not plain else "decimal")


def read_numbering(root: Any, styles: Any) -> Numbering:
    """Collect the numbering definitions and what the styles say about numbering and outline level; either part may be
    missing."""
    numbering = Numbering()
    if root is not None:
        _read_definitions(root, styles, numbering)
    if styles is not None:
        _read_styles(styles, numbering)
    return numbering


def _read_definitions(root: Any, styles: Any, numbering: Numbering) -> None:
    nums = {num.get(qn("w:numId")): num for num in root.findall(qn("w:num"))}
    abstracts = {one.get(qn("w:abstractNumId")): one for one in root.findall(qn("w:abstractNum"))}
    for num in nums.values():
        id, link = num.get(qn("w:numId")), num.find(qn("w:abstractNumId"))
        abstract = abstracts.get(link.get(qn("w:val"))) if link is not None else None
        if abstract is None:
            continue
        numbering.abstract_of[id] = link.get(qn("w:val"))
        abstract = _real_definition(abstract, abstracts, nums, styles)
        for level in abstract.findall(qn("w:lvl")):
            _read_level(id, level, numbering)
        for override in num.findall(qn("w:lvlOverride")):
            at = _int(override.get(qn("w:ilvl")))
            if (level := override.find(qn("w:lvl"))) is not None:
                _read_level(id, level, numbering)
            start = value(override, "w:startOverride")
            if start is not None and (id, at) in numbering.levels:
                old = numbering.levels[id, at]
                numbering.levels[id, at] = replace(old, start=_int(start, 1))
                numbering._overridden.add((id, at))


def _read_level(id: str, level: Any, numbering: Numbering) -> None:
    at = _int(level.get(qn("w:ilvl")))
    legal = level.find(qn("w:isLgl"))
    numbering.levels[id, at] = Level(
        value(level, "w:numFmt") or "decimal",
        value(level, "w:lvlText") or "",
        _int(value(level, "w:start"), 1),
        legal is not None and legal.get(qn("w:val")) not in ("0", "false"),
    )
    if (restart := value(level, "w:lvlRestart")) is not None:
        numbering.restart_of[id, at] = _int(restart)
    if style := value(level, "w:pStyle"):
        numbering.level_of_style[id, style] = at


def _real_definition(abstract: Any, abstracts: dict[str, Any], nums: dict[str, Any], styles: Any) -> Any:
    """A definition may only name a list style, whose own list holds the levels."""
    link = value(abstract, "w:numStyleLink")
    for style in styles.findall(qn("w:style")) if link and styles is not None else ():
        if style.get(qn("w:styleId")) == link:
            num = nums.get(value(style.find(f"{qn('w:pPr')}/{qn('w:numPr')}"), "w:numId") or "")
            return abstracts.get(value(num, "w:abstractNumId") or "", abstract)
    return abstract


def _read_styles(root: Any, numbering: Numbering) -> None:
    styles = {style.get(qn("w:styleId")): style for style in root.findall(qn("w:style"))}
    for id in styles:
        chain: list[Any] = []
        at = id
        while at in styles and styles[at] not in chain and len(chain) < 12:
            chain.append(styles[at])
            at = value(styles[at], "w:basedOn") or ""
        for style in chain:
            _read_style(id, style, numbering)


def _read_style(id: str, style: Any, numbering: Numbering) -> None:
    """The nearest style in the chain wins, so what is known already stays."""
    properties = style.find(qn("w:pPr"))
    name = re.fullmatch(r"(?:heading|标题)\s*([1-9])", (value(style, "w:name") or "").lower())
    outline = value(properties, "w:outlineLvl") if properties is not None else None
    if outline is not None and id not in numbering.outline_of:
        numbering.outline_of[id] = _int(outline, 9) + 1
    elif name and id not in numbering.outline_of:
        numbering.outline_of[id] = int(name[1])
    if properties is not None and id not in numbering.style_of and (own := number_of(properties)):
        numbering.style_of[id] = own
    if style.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None:
        numbering.bold.add(id)


def number_of(properties: Any) -> tuple[str, int] | None:
    """Return list and level named in a style's paragraph properties; ("0", …) switches numbering off."""
    own = properties.find(qn("w:numPr"))
    if own is None or (num := value(own, "w:numId")) is None:
        return None
    return num, _int(value(own, "w:ilvl"))


def value(element: Any, tag: str) -> str | None:
    child = element.find(qn(tag)) if element is not None else None
    return None if child is None else child.get(qn("w:val"))


def format_number(number: int, format: str) -> str:
    """Return the number in one of Word's formats; unknown formats print as decimal, as Word does."""
    if format in _HAN_FORMATS:
        return _han(number)
    if format in _DIGIT_BY_DIGIT:
        return (
            "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
            if number >= 0
            else str(number)
        )
    if format in _SIGNS and 1 <= number <= len(_SIGNS[format]):
        return _SIGNS[format][number - 1]
    if format == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if format in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr(ord("a" if format == "lowerLetter" else "A") + number - 1)
    if format in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.lower() if format == "lowerRoman" else roman
    return f"{number:02d}" if format == "decimalZero" else str(number)


def _han(number: int) -> str:
    if not 0 < number < 1000:
        return str(number)
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = (_HAN[hundreds] + "百") if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _HAN[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_HAN[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for size, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        text += sign * (number // size)
        number %= size
    return text


def _int(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() else default
