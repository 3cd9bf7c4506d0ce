"""Find where a text says that a figure is what it was the year before (与上年持平), or that there was none then (上年无此项支出)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.text import sentences

_WHOM = r"(?:上学?年|去年|上一学?年|(?:19|20)\d\d\s?年)(?:度)?(?:同期)?"
_LEVEL = Regex(
    rf"(?:与|同|较|比|和)\s?(?P<whom>{_WHOM})(?P<what>(?:年初|全年)?(?:预算|决算|执行|实际)?数?)(?:相比)?(?:总体|保持|大体)?(?P<about>基本)?"
    r"(?:保持)?(?:持平|相同|一致|(?:无|没有)(?:增减)?变化)"
)
_NONE = Regex(
    rf"(?P<open>[（(])?(?P<whom>{_WHOM})(?:未安排|没有|未发生|无)(?:此项|该项|本项|这项)?(?:支出|预算|收入|费用|经费)?"
    r"(?:[，、](?:本年|今年)?(?:度)?(?:系|为|属于?)?(?:本年|今年)?(?:度)?新增(?:的)?(?:支出|科目|项目|经费)?)?(?P<close>[）)])?"
)
# Without a year to compare with: 预算数98.00万元，执行数98.00万元，预算完成率100.00%，为本年新增项目.
_NEW = Regex(
    r"(?:为|系|属于?)(?:本年|当年|今年|(?P<year>20\d\d)\s?年)(?:度)?新增(?:的)?(?:支出|科目|项目|专项|经费)"
)
_YEAR = Regex(r"20\d\d")
_ALL = Regex(r"均|都|分别|其中|各项|总体")
_BRACKET = Regex(r"[（(][^（()）]*[）)]")


@dataclass(frozen=True, slots=True)
class Unchanged:
    """与上年持平 or 上年无此项支出 at `start`–`end`, of the figure `now`, an index of the mentions.

    `whom` is the year it is compared with (上年, 上年决算数). `about` is true of 基本持平, `none` of 上年无此项支出; `behind` where
    that is said in brackets behind the change: 比上年增加17.86万元（上年无此项支出）.
    """

    start: int
    end: int
    now: int
    whom: str
    about: bool = False
    none: bool = False
    behind: bool = False


def find_unchanged(
    text: str, mentions: Sequence[Mention], start: int = 0, end: int | None = None
) -> Iterator[Unchanged]:
    """Yield them sentence by sentence; those of several figures (均与上年持平), or of no figure just before, are left out."""
    for begin, stop in sentences(text, start, end):
        for pattern in (_LEVEL, _NONE):
            for said in pattern.finditer(text, begin, stop):
                found = _of(text, mentions, said, begin, none=pattern is _NONE)
                if found is not None:
                    yield found
        for said in _NEW.finditer(text, begin, stop):
            if said["year"] and not _is_own_year(text, said["year"]):
                continue
            found = _new(text, mentions, said, begin)
            if found is not None:
                yield found


def _is_own_year(text: str, year: str) -> bool:
    """Whether a report, which names its year in its first line, is on this one."""
    named = _YEAR.search(text, 0, max(text.find("\n"), 0))
    return named is not None and named[0] == year


def _of(
    text: str, mentions: Sequence[Mention], said: re.Match[str], begin: int, *, none: bool
) -> Unchanged | None:
    before = [i for i, one in enumerate(mentions) if begin <= one.start < said.start() and not one.structural]
    told = [i for i in before if not _in_bracket(text, mentions[i].start, begin, said.start())]
    behind = False
    if none and said["open"]:
        while told and mentions[told[-1]].role in ("change", "growth"):
            behind = True
            told = told[:-1]
    if not told or mentions[told[-1]].role in ("change", "growth", "ratio"):
        return None
    now = told[-1]
    words = _BRACKET.sub("", text[mentions[now].stop : said.start()])
    if _ALL.search(words) or (
        not behind
        and not re.fullmatch(
            r"[^，。；、\d]{0,8}，?(?:人数|数量|个数|金额|规模|总量|总数|编制数?)?", words.strip()
        )
    ):
        return None
    if none:
        return Unchanged(said.start(), said.end(), now, said["whom"], none=True, behind=behind)
    return Unchanged(said.start(), said.end(), now, said["whom"] + said["what"], about=bool(said["about"]))


def _new(text: str, mentions: Sequence[Mention], said: re.Match[str], begin: int) -> Unchanged | None:
    """What was new last year: the amount told last, also before its rate."""
    told = [i for i, one in enumerate(mentions) if begin <= one.start < said.start() and not one.structural]
    while told and mentions[told[-1]].role == "ratio":
        told = told[:-1]
    if (
        not told
        or mentions[told[-1]].role not in ("value", "count")
        or not text[: said.start()].endswith("，")
    ):
        return None
    if not mentions[told[-1]].measure.endswith("元") and any(
        mentions[i].measure.endswith("元") for i in told
    ):
        return None  # 150万元，新建公园3个，为本年新增项目: of the whole item, and not of the three
    if "上年" in text[mentions[told[-1]].stop : said.start()]:
        return None  # 上年无此项支出，为本年新增支出: found as a whole
    return Unchanged(said.start(), said.end(), told[-1], "上年", none=True)


def _in_bracket(text: str, at: int, begin: int, end: int) -> bool:
    """Whether a bracket that is closed before `end` holds the number: （其中，公务用车购置费18.00万元），与上年持平."""
    return any(found.start() < at < found.end() for found in _BRACKET.finditer(text, begin, end))
