"""Find the words of a text that say when: 2024年, 上年, “十四五”时期, 今年."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drafter.patterns import Regex

YEAR = r"(?:19|20)\d\d"
_SPAN = rf"{YEAR}\s?年?\s?[—–\-~～至到]{{1,2}}\s?{YEAR}\s?年"
_FIVE = r"“?十[二三四五六]五”?(?:时期|期间|以来|这?五年|末)|过去(?:的)?五年|五年来|[这近]五年来?|今后五年|未来五年"
_MARK = Regex(
    rf"(?P<span>{_SPAN})|(?P<year>{YEAR})(?:\s?年|(?=年?度?(?:预算|决算)))|(?P<last>上年|去年|上一年|上年度|上一年度)(?!结转|结余|度?末?结转)|(?P<then>(?<=[（(])同期(?=为|是|\d|下降|增长))|"
    r"(?<!结转)(?<!结转[至到])(?<!转入)(?P<next>明年|下年|下一年|次年|来年|下一步)(?!初)(?!度?(?:继续|结转))|"
    rf"(?P<five>{_FIVE})|(?P<past>过去(?:的)?一年|一年来|这一年)|(?P<now>今年|(?<!\d年)(?<!\d年度)本年度?)|(?P<by_now>截[至止]目前)"
)
# Where a mark may begin; every branch opens with a plain character, which the search can look for fast.
_BEGIN = Regex(
    "1(?=9)|2(?=0)|上(?=年|一年)|去(?=年)|明(?=年)|下(?=年|一年|一步)|次(?=年)|来(?=年)|今(?=年|后五)|本(?=年)|过(?=去)|这(?=[五一]年)|近(?=五年)|"
    "截(?=[至止]目前)|一(?=年来)|五(?=年来)|未(?=来五)|同(?=期)|“(?=十[二三四五六]五)|十(?=[二三四五六]五)"
)
# 比2024年, 与上年相比: what is compared with does not say when the number is.
_COMPARE = Regex(r"(?:比|较|与|同|和|相比|相较|对比|高于|低于|好于|大于|小于)(?:于|之)? ?$")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that say when, the kind of them that matched, and the word of comparison before them."""

    start: int
    end: int
    kind: str
    words: str
    compare: str = ""

    @property
    def year(self) -> str:
        return self.words[:4] if self.kind == "year" else ""

    @property
    def span(self) -> str:
        return self.words if self.kind == "span" else ""

    @property
    def five(self) -> str:
        return self.words if self.kind == "five" else ""


def marks_in(text: str) -> Iterator[Mark]:
    at = 0
    while begin := _BEGIN.search(text, at):
        found = _MARK.match(text, begin.start())
        at = found.end() if found else begin.end()
        if found:
            compare = _COMPARE.search(text[max(begin.start() - 4, 0) : begin.start()])
            words = compare[0].strip() if compare else ""
            yield Mark(found.start(), at, found.lastgroup or "", found[0], words)


class MarkQueue:
    """Marks taken in order, those before an offset at a time."""

    def __init__(self, marks: Iterator[Mark]) -> None:
        self._marks = marks
        self._next = next(marks, None)

    def until(self, end: int) -> list[Mark]:
        taken = []
        while self._next is not None and self._next.start < end:
            taken.append(self._next)
            self._next = next(self._marks, None)
        return taken
