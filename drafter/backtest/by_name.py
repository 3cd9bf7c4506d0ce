"""Take from the published report, wherever it stands, what is called as one of last year's figures, and what is told to be level."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from operator import attrgetter

from drafter.backtest.both_years import BothYears, Found, as_typed, same_measure
from drafter.backtest.matching import NOT_ALONE, ends_as, named_alike
from drafter.patterns import Regex


def add_by_name(both: BothYears, found: Found) -> None:
    """Add to `found` the figures it lacks whose names tell which published number they are."""
    _add_of_one_name(both, found)
    _add_of_like_label(both, found)
    _add_with_its_subject(both, found)
    _add_told_again(both, found)
    _add_level(both, found)
    _add_level_by_name(both, found)


def _add_of_one_name(both: BothYears, found: Found) -> None:
    """A number that is called as one of last year's and is of the same months is that one."""
    used = {id(mention) for _, mention in found.values()}
    for mine, its in named_alike(both.here, both.there, both.rows):
        figure = both.figure_of(its.mention)
        if figure is None or figure.id in found or id(mine.mention) in used:
            continue
        if same_measure(mine.mention, figure.unit):
            used.add(id(mine.mention))
            found[figure.id] = (as_typed(mine.mention, figure.unit), mine.mention)


def _add_of_like_label(both: BothYears, found: Found) -> None:
    """A figure that moved to another sentence is known by its name, where only one number has it."""
    used = {id(mention) for _, mention in found.values()}
    for same in (_same_label, _shorter_label, _same_but_for_where, _longer_measure, _same_sort, _other_side):
        for called in (attrgetter("label"), attrgetter("name")):  # one year may say of what, the other not
            names = Counter((called(figure), figure.unit, figure.period) for figure in both.brief.figures)
            for figure in both.brief.figures:
                wanted = called(figure)
                if figure.id in found or names[wanted, figure.unit, figure.period] != 1:
                    continue
                places = {
                    id(mention): mention
                    for (name, unit, period), mentions in both.by_label.items()
                    for mention in mentions
                    if (unit, period) == (figure.unit, figure.period)
                    and same(wanted, name)
                    and not _is_told_beside(wanted, name, both)
                    and both.may_be(figure, mention)
                }
                if len(places) == 1 and not places.keys() & used:
                    used |= places.keys()
                    found[figure.id] = next((as_typed(one, figure.unit), one) for one in places.values())


def _add_with_its_subject(both: BothYears, found: Found) -> None:
    """全国档案馆接待读者, and 全国档案馆加强…，接待读者: whose it is the sentence says before."""
    used = {id(mention) for _, mention in found.values()}
    for figure in both.brief.figures:
        for one in both.here.all.values() if figure.id not in found and figure.period == "本年" else ():
            head = _TOGETHER.sub("", figure.name.removesuffix(one.name)) if len(one.stem) >= 5 else ""
            start = max(both.published.text.rfind(mark, 0, one.mention.start) for mark in "。\n")
            if (
                figure.name.endswith(one.name)
                and len(head) >= 3
                and not head.endswith(NOT_ALONE)
                and head in both.published.text[start + 1 : one.mention.start]
                and id(one.mention) not in used
                and same_measure(one.mention, figure.unit)
                and both.may_be(figure, one.mention)
            ):
                used.add(id(one.mention))
                found[figure.id] = (as_typed(one.mention, figure.unit), one.mention)
                break


_TOGETHER = Regex(r"(?:共计|合计|共|累计)$")


def _add_told_again(both: BothYears, found: Found) -> None:
    """A rate that last year's report told twice under one name is the same this year in both places."""
    first = {(one.label, one.unit, one.previous): one.id for one in both.brief.figures}
    for figure in both.brief.figures:
        own = re.sub(r"（\d）$", "", figure.label)
        twin = first.get((own, figure.unit, figure.previous))
        if own != figure.label and figure.id not in found and twin in found:
            found[figure.id] = found[twin]


def _is_told_beside(label: str, name: str, both: BothYears) -> bool:
    """汽车保有量 and 新能源汽车保有量 are both told this year, so that the change of the one is not the change of the other."""
    longer, shorter = _CHANGE.sub("", label), _CHANGE.sub("", name)
    if len(shorter) >= len(longer) or longer == label:
        return False
    told = {other.endswith(longer) for other, _, _ in both.by_label if other.endswith(shorter)}
    return len(told) == 2


def _same_label(one: str, other: str) -> bool:
    return one == other


def _shorter_label(one: str, other: str) -> bool:
    """全国税收收入 and 税收收入: one name says more of where, both say the same thing."""
    shorter, longer = sorted((one, other), key=len)
    return len(_CHANGE.sub("", shorter)) >= 4 and ends_as(longer, shorter) and len(longer) - len(shorter) <= 4


_WHERE = Regex(
    r"全国|国家|我国|全[省市区县州]|的|[（(][A-Za-z]+[）)]|(?:合计|共计|总计)$|共?(?:办结|办理)|累计|(?<!公)共(?![同享建])"
)


def _same_but_for_where(one: str, other: str) -> bool:
    """全国文化事业费占国家财政总支出比重, 文化事业费占财政总支出的比重: the one says twice of which country; and 流程外包（BPO）, 出游合计."""
    return one != other and len(own := _WHERE.sub("", one)) >= 4 and own == _WHERE.sub("", other)


_CHANGE = Regex(r"(?:增长率|增减额)$")
_AMOUNT = Regex(r"(?:总[额量数值]|金额|[额量数值])(?=$|增长率$|增减额$)")


def _longer_measure(one: str, other: str) -> bool:
    """商品零售 and 商品零售额: one says besides that it is an amount."""
    return one != other and len(one) >= 4 and _AMOUNT.sub("", one) == _AMOUNT.sub("", other)


def _same_sort(one: str, other: str) -> bool:
    """强台风等极端天气过程 and 低温雨雪等极端天气过程: what is counted is the same, the examples are this year's."""
    sorts = [label.rpartition("等")[2] for label in (one, other) if "等" in label]
    return len(sorts) == 2 and sorts[0] == sorts[1] and len(sorts[0]) >= 3


_TWO_SIDED = Regex(r"(?:追加|调增|核增|调减|核减|追减|增减额)$")


def _other_side(one: str, other: str) -> bool:
    """一般公共预算年中追加 and 年中调减: one figure, above zero or below; the sign is told by the word."""
    longer, shorter = sorted((_TWO_SIDED.sub("±", one), _TWO_SIDED.sub("±", other)), key=len, reverse=True)
    return one != other and shorter.endswith("±") and len(shorter) >= 3 and longer.endswith(shorter)


_LEVEL = Regex(
    r"，(?:[与同较比和])?(?:上年|去年)?(?:同期|度)?(?:基本)?(?:持平|相同|一致|(?:无|没有)(?:增减)?变化)"
)


def _add_level(both: BothYears, found: Found) -> None:
    """与上年持平 in the place of last year's growth is a growth of 0, told in words."""
    previous, rows = both.previous, both.rows
    for before, change in pairwise(one for one in both.theirs if not one.structural):
        row, told = rows.get(change.start, ""), found.get(rows.get(before.start, ""))
        if change.role not in ("change", "growth") or not row or row in found or told is None:
            continue
        between = previous.text[before.stop : change.start]
        of_then = both.there.by_mention[id(change)].base  # 较2017年: 与上年持平 is not of that year
        if (
            not re.search(r"[。；\n]", between)
            and not of_then.isdigit()
            and _LEVEL.match(both.published.text, told[1].stop)
        ):
            found[row] = ("0", told[1])


def _add_level_by_name(both: BothYears, found: Found) -> None:
    """城市持平，农村上涨0.1%: what is level by its own name has grown by 0."""
    told = next(iter(found.values()), None)
    for figure in both.brief.figures if told else ():
        stem = figure.name.rpartition("：")[2].removesuffix("增长率")
        if figure.id in found or figure.formula or stem == figure.label or len(stem) < 2:
            continue
        level = re.findall(rf"[，；。\n]{re.escape(stem)}(?:基本)?持平(?=[，；。])", both.published.text)
        if told and len(level) == 1:
            found[figure.id] = ("0", told[1])
