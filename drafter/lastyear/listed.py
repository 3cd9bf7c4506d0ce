"""Find the numbers that count a list: the names beside them, or the numbered paragraphs below."""

from __future__ import annotations

import re

from drafter.lastyear.items import find_paragraphs, number_of
from drafter.numbers.numerals import read_numeral
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.report import Report

_COUNTED = tuple("个项类条种大家所处座部期步支")
_NAMED_AFTER = Regex(
    r"[^，。；：]{0,14}?(?:，?(?:分别|具体)(?:为|是|包括)：?|，(?:为|是|包括|即)：?|：)(?P<names>[^，。；\n：]+)"
)


def counts_its_list(text: str, mention: Mention) -> bool:
    """Whether the number counts the names beside it: 数据库、刊物、骨干队伍三个抓手, “甲”“乙”等2个方面, 共3家，具体为：甲、乙、丙."""
    if mention.measure not in _COUNTED or mention.value < 2:
        return False
    before = re.split(r"[，。；：\n]", text[max(mention.start - 300, 0) : mention.start])[-1]
    near = text[max(mention.start - 400, 0) : mention.start]
    quoted = re.search(r"((?:“[^”]*”[、和及]?)*“[^”]*”|(?:‘[^’]*’[、和及]?)*‘[^’]*’)等?\s*$", near)
    if quoted:
        return quoted[1].count("“") + quoted[1].count("‘") == mention.value
    before = re.sub(r"(?:等|共|共计)+$", "", before.rstrip())
    after = _NAMED_AFTER.match(text, mention.stop)
    return any(mention.value in _names(words) for words in (before, after["names"] if after else ""))


# 重点专科2个（针灸科、骨伤科）, 示范村1个（石塔村）
_IN_BRACKETS = Regex(r"[（(](?P<names>(?![含即其不以按截共均])[^（）()，。；：\d]{3,}?)等?[）)]")


def names_in_brackets(text: str, mention: Mention) -> bool:
    """Whether the brackets behind the number name what it counts: 示范村3个（甲村、乙村、丙村）; these are last year's, number and names."""
    listed = _IN_BRACKETS.match(text, mention.stop) if mention.measure in _COUNTED else None
    return listed is not None and mention.value in (_names(listed["names"]) or {1})


def _names(words: str) -> set[int]:
    """How many names may be listed; 调研9项、视察7次、监督3项 are three figures, not a list of three.

    和 parts the last name from the one before it, and stands inside of names: 县文化和旅游局内设办公室、市场股 are two.
    """
    if re.search(r"\d", words):
        return set()
    listed = [part for part in words.split("、") if part]
    joined = bool(re.search(r".[和及].", listed[-1])) if listed else False
    return {count for count in (len(listed), len(listed) + joined) if count > 1}


def heads_a_list(report: Report, mention: Mention) -> bool:
    """Whether the number counts the numbered paragraphs below it: 重点推进六项工作： and then 1. to 6."""
    if mention.reason == "虚指":  # 六项工作, where the six are told below
        return len(listed_below(report, mention)) == read_numeral(mention.token)
    return (
        bool(mention.value)
        and mention.measure in _COUNTED
        and len(listed_below(report, mention)) == mention.value
    )


def listed_below(report: Report, mention: Mention) -> tuple[tuple[int, int], ...]:
    """Return the numbered paragraphs right below the line that ends in a colon and holds the number, as spans."""
    text = report.text
    end = text.find("\n", mention.stop)
    if end < 0 or not re.fullmatch(r"[^，。；：\d]{0,12}[：:]\s*", text[mention.stop : end]):
        return ()
    found, sign = [], ""
    for paragraph in find_paragraphs(report):
        if paragraph.start <= end:
            continue
        number = number_of(text[paragraph.start : paragraph.end])
        sign = sign or _sign_of(number)
        if not number or _sign_of(number) != sign:
            break
        found.append((paragraph.start, paragraph.end))
    return tuple(found)


def _sign_of(number: str) -> str:
    return re.sub(r"[\d一二三四五六七八九十]+", "#", number, count=1).strip()
