"""Do two sentences that open with one name give it two values, however far apart?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from drafter.checks.context import Context
from drafter.checks.two_values import two_values
from drafter.issue import Issue
from drafter.numbers.labels.words import METRIC
from drafter.patterns import Regex
from drafter.relations.scene import ACCOUNTS, Scene

_NAMED, _TELLING = 4, 3  # characters of a name, digits of a number
_OPENS = Regex(
    r"(?:^|[。\n])[ \u3000]*(?:[（(]?[\d一二三四五六七八九十]{1,2}[）)、.．]\s*)?"
    r"(?:(?:全年|一年来|(?:19|20)\d\d年度?|本年度?|年内|当年|截至[^，。]{0,14}|总的看)[，,]?)?(?![-–—•·●*▪])[^，。；：、\d\n]{4,26}$"
)
_PROSE = Regex(r"[^\n\d\t]{0,50}[，。；]")
# What tells of a part of the year, of a part of the body or of an amount of another kind.
_OTHERWISE = Regex(
    r"其中|[上下]半年|季度|月|每|均|累计|截至|计划|目标|预计|力争|预算|安排|新增|追加|调[增减整]|批复|下达"
)
# 11月份，收入…。税收收入a ⏎ 1-11月累计，收入…。税收收入b; 2、接待过夜游客…； ⏎ 外汇收入a: each of its own span, each of its own item.
_SPAN = Regex(r"\d\s*月|季度|[上下]半年|累计")
_ITEM = Regex(r"[ \u3000]*[（(]?[\d一二三四五六七八九十]{1,2}[）)、.．][^\n]*\d")
_HEADING = Regex(
    r"(?m)^[ \u3000]*[（(]?[\d一二三四五六七八九十]{1,2}[）)、.．]([^，。；：\d\n]{2,30})[。：]?"
)
_OWN_THING = Regex(
    "项目|工程|基金|资金|保险|中心|公司|[县区]局|学校|[院站所队馆校]$|[镇乡村]$|街道|[一二三]是"
)


def check_told_differently(context: Context) -> Iterator[Issue]:
    """Yield same-figure-two-values where the first clauses of two sentences name one thing of one year in full and differ beyond rounding.

    What one slip parts is left to check_same_figure. Left out are names under the headings of single projects, funds or units, where
    each has its own; and three values, which are a list.
    """
    places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, key in context.scene.each(_told):
        if not _is_item(context.scene, index):
            places[key].append(index)
    for indices in places.values():
        groups = _by_value(context, indices)
        if len(groups) == 2 and not any(_of_one_thing(context, i) for i in indices):
            first, second = (group[0] for group in groups)
            if "\n" in context.report.text[context.mentions[first].start : context.mentions[second].start]:
                yield _issue(context, groups)


def _told(scene: Scene, index: int) -> tuple[str, str, str] | None:
    """The name, measure and period of a number that the first clause of a sentence tells in full, else None."""
    mention = scene.mentions[index]
    if mention.role not in ("value", "count") or mention.bound or mention.period != "本年":
        return None
    if mention.telling < _TELLING:
        return None
    if not _PROSE.match(scene.text, mention.stop, mention.stop + 60):
        return None
    begin = max(mention.start - 60, 0)
    if not _opens(("，" if begin else "") + scene.text[begin : mention.start]):
        return None
    if _SPAN.search(scene.text, scene.text.rfind("\n", 0, mention.start) + 1, mention.start):
        return None
    name = scene.stem(index)
    told = len(name) >= _NAMED and not METRIC.fullmatch(name)
    return (name, mention.measure, mention.period) if told else None


def _is_item(scene: Scene, index: int) -> bool:
    """Whether the number may be of the item of a list that the line above tells, or its own line is one of several parts."""
    line = scene.text.rfind("\n", 0, scene.mentions[index].start) + 1
    end = max(line - 1, 0)
    above = scene.text[scene.text.rfind("\n", 0, end) + 1 : end]
    # 总收入a，其中： ⏎ 1.补助收入b: a part of one of several wholes
    part = _ITEM.match(scene.text, line) and above.rstrip().endswith("：")
    return bool(_ITEM.match(above) or part)


@lru_cache(8192)
def _opens(before: str) -> bool:
    """Whether these words open a sentence with a name."""
    opening = _OPENS.search(before, max(before.rfind("\n"), 0))
    return opening is not None and not _OTHERWISE.search(ACCOUNTS.sub("", opening[0]))


def _by_value(context: Context, indices: list[int]) -> list[list[int]]:
    """The places of one name, those together that rounding alone parts."""
    groups: list[list[int]] = []
    for index in indices:
        low, high = context.mentions[index].interval
        for group in groups:
            below, above = context.mentions[group[0]].interval
            if low <= above + (high - low) and below <= high + (above - below):
                group.append(index)
                break
        else:
            groups.append([index])
    return groups


def _of_one_thing(context: Context, index: int) -> bool:
    """Whether the heading over a number is that of one project, fund or unit."""
    start = context.mentions[index].start
    found = list(_HEADING.finditer(context.scene.text, max(start - 600, 0), start))
    return bool(found) and _OWN_THING.search(found[-1][1]) is not None


def _issue(context: Context, groups: list[list[int]]) -> Issue:
    """At the value that calculations back less, else the rarer one, else the later one."""
    wrong, right = sorted(groups, key=lambda group: (context.backing(group), len(group), -group[0]))
    return two_values(context, wrong[0], right, again=wrong[1:])
