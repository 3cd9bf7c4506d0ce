"""Find what the item of a list is headed with that a number stands in: 县教育园区 of 1.县教育园区，总投资6亿元."""

from __future__ import annotations

from drafter.numbers.labels.deeds import has_deed
from drafter.numbers.labels.words import METRIC, trim_links
from drafter.patterns import Regex

_NUMBER = r"(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．](?!\d)|[一二三四五六七八九十]是)\s?"
_WORDS = r"(?P<of>[一-鿿“”、]{3,20})"
# （二）道路养护。全年…; 一是落实改厕工作。今年…
_HEAD = Regex(rf"(?:(?:^|(?<=[\n。；]))\s*{_NUMBER}|(?<=\n)|^){_WORDS}(?:[。：]|(?P<comma>，))(?=[^\n])")
_TELLS = Regex(r"的?(?:具体|基本|完成|总体)?(?:工作)?情况$|工作$")
_FAR = 220


def item_head(text: str, offset: int) -> str:
    """The words that head the item of the number at `offset`, "" where none do."""
    begin = text.rfind("\n", 0, offset) + 1
    for found in reversed([*_HEAD.finditer(text, max(begin, offset - _FAR), offset)]):
        head = trim_links(_TELLS.sub("", found["of"]))
        if found["comma"] and (has_deed(head) or len(head) > 12 or found[0].lstrip()[0] not in _OPENS):
            continue
        if len(head) > 1 and not METRIC.fullmatch(head):
            return head
    return ""


_OPENS = frozenset("（(0123456789")
