"""Tell what a change is compared with: the year before (同比), the month before (环比), another year."""

from __future__ import annotations

import re

from drafter.numbers.mention import Mention
from drafter.patterns import Regex

_BASE = Regex(
    r"(?P<year>同比|[比较](?:上学?年|去年|上一学?年)(?:同[期月]|末|度)?)"
    r"|(?P<month>环比|[比较]上(?:个?月|季度?|期)末?|[比较与](?:1[-—－至到])?\d{1,2}月份?)"
    r"|[比较](?:[^，。；\d]{2,8}的)?(?P<other>(?:19|20)\d{2})年(?:同[期月]|末|度)?"
    r"|(?P<start>[比较](?:年初|月初))"
)
_HEADING = Regex(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*[^。；\n]{2,40}")
# 占比较1—7月提升0.1个百分点，拉动收入增长1.1个百分点: how much of the growth is owed to it is compared with nothing.
_OWED = Regex(r"拉动[^，。；：\n]*$")
_STOP = Regex(r"[。；\n]")


class ComparedWith:
    """What each change of a text is compared with, as its sentence says; where that does not, its paragraph or heading."""

    def __init__(self, text: str, *, year: int | None = None) -> None:
        self._text, self._year = text, year
        self._headings: list[tuple[int, str]] = []
        at = 0
        for line in text.splitlines(keepends=True):
            if _HEADING.fullmatch(line.strip()):
                self._headings.append((at, self._only(line)))
            at += len(line)

    def of(self, mention: Mention) -> str:
        """Return "同比", "环比", "年初" or a year, "" where nothing is said or two things are, and for what is no change."""
        if mention.direction is None and mention.role not in ("growth", "change"):
            return ""
        text, at = self._text, mention.start
        if _OWED.search(text, max(at - 24, 0), at):
            return ""
        line = text.rfind("\n", 0, at) + 1
        stops = [found.end() for found in _STOP.finditer(text, line, at)]
        own = [self._name(found) for found in _BASE.finditer(text, stops[-1] if stops else line, at)]
        if own:
            return own[-1]
        return self._only(text[line:at]) or next(
            (base for start, base in reversed(self._headings) if start < at), ""
        )

    def _only(self, text: str) -> str:
        bases = {self._name(found) for found in _BASE.finditer(text)}
        return bases.pop() if len(bases) == 1 else ""

    def _name(self, found: re.Match[str]) -> str:
        if found["other"]:
            # 比2023年增长 in a report on 2024 is 同比 under the year's own name.
            ago = None if self._year is None else self._year - int(found["other"])
            return "同比" if ago in (0, 1) else found["other"]
        return "同比" if found["year"] else "环比" if found["month"] else "年初"
