"""Tell whether two numbers in like places of two years' reports are of one thing: by their names and the months they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from drafter.lastyear.row_names import is_told_in_turn, name_of, subject_of
from drafter.numbers.compared_with import ComparedWith
from drafter.numbers.periods.month_spans import MonthSpans, may_be_one
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex

_MEASURE = Regex(r"(?:增减额（降幅）|增长率|增减额|同比多增额|占比|比重|占.{2,16}(?:比重|比例))$")
_BASIS = Regex(r"(?:环比|名义|实际)$")
_WORN = Regex(r"累计|其中")
_DOING = Regex(r"^(?:开展|促进|推动|推进|组织|举办|召开|完成|实施|进行|落实|提供|发放)+")
_MEASURED = Regex(r"(?:年度)?(?:目标|指标|计划)值?$|(?:实际)?完成(?:值|率|数)$|(?:得分|扣分)$")
_NUMBER = Regex(r"\d[\d.,]*")
NOT_ALONE = ("非", "、", "和", "与", "及")
_DECLINE = Regex(r"[降跌]幅[^，。；]*$")
_OF_A_DECLINE = "（降幅）"
_COMPARES = Regex(r"同比|环比|[比较与]")
_CLAUSE = Regex(r"[，。；：\n](?=[^，。；：\n]*$)")
_STOP = Regex(r"[。；\n]")
_OPENS = Regex(r"[。：\n]")
_PART_OPENS = Regex(r"[。；：\n]")
# 一是新建综合楼一期, 绕城公路于5月28日建成通车: the name, and neither its number nor what became of it
_PART_OPENED = Regex(
    r"^(?:[一二三四五六七八九十]{1,3}是|[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．])|(?:于|已|完成|建成|通车|竣工|投入|(?<![A-Za-z\d])\d).*$"
)
# Any of several works has such figures.
_OF_ANY = Regex(r"(?:累计|总|已?完成|投资|概算|占地|建筑|占|面积|全长|长度|里程|规模|造价|工期)+")
# 在“一带一路”沿线60个国家新签合同额…；完成营业额…: of whom the whole sentence tells; 在浙江，…. of where.
_WITHIN = Regex(
    r"^在([^，。；\d“”]{2,10}?)(?:方面)?(?<![下上中时前后内里外间度])，|"
    r"[在对与向]“([^”\n]{2,16})”(?:沿线|相关|共建)*(?:的?\d+个)?(?:国家|地区|区域|沿线|城市|经济[区带]|企业|群体|单位|人员)"
)
_WHERE = Regex(r"^(?:[全我本][国省市区县州镇乡])+")
_PART_OF_YEAR = Regex(r"^(?:第?[一二三四]季度|[上下]半年|前[一二三]季度|\d{1,2}月份?)")


@dataclass(frozen=True, slots=True)
class Named:
    """A number with what it is called, the months it is of and what it is compared with ("" where these are not told).

    `in_turn` numbers have their names from a list told before them: 甲、乙、丙分别增长…. `within` is the “name” that its sentence
    is told to be about (对“一带一路”沿线国家), in whose name the number itself does not have it.
    """

    mention: Mention
    name: str
    months: str
    base: str
    in_turn: bool
    within: str = ""

    @property
    def stem(self) -> str:
        """What the name says beside the measure: 零售额 of 零售额增长率."""
        return _BASIS.sub("", _MEASURE.sub("", self.name))

    @property
    def bare(self) -> str:
        """The name without the part of the year that it is of."""
        return _PART_OF_YEAR.sub("", self.stem)

    @property
    def tail(self) -> str:
        return self.name[len(self.stem) :]

    def speaks_as(self, other: Named) -> bool:
        """Whether the two are of one kind and year, and may be of one time."""
        return (
            self.mention.measure == other.mention.measure
            and self.mention.period == other.mention.period
            and self.is_of_time_of(other)
        )

    def is_of_time_of(self, other: Named) -> bool:
        """Whether the two may be of the same months and compared with the same time, as far as that is told."""
        if self.months != other.months and _part_of_year(self) != _part_of_year(other):
            return False  # 二季度出游人次 is not 出游人次 of the year, which names no months
        return may_be_one(self.months, other.months) and (
            not self.base or not other.base or self.base == other.base
        )


class NamedNumbers:
    """The numbers of a text by name, and those that have one name, in reading order."""

    def __init__(self, text: str, mentions: Sequence[Mention], *, year: int | None) -> None:
        self.text = text
        months, bases = MonthSpans(text), ComparedWith(text, year=year)
        title = text.lstrip().split("\n", 1)[0]
        of_title = MonthSpans(title).at(len(title))  # what is told of no months is of those of the title
        self.all = {
            index: Named(
                mention,
                _name(text, mentions, index),
                months.at(mention.start) or of_title,
                bases.of(mention),
                is_told_in_turn(text, mentions, index),
                _within(text, mention.start),
            )
            for index, mention in enumerate(mentions)
            if not mention.structural
        }
        self._by_name: dict[str, list[Named]] = {}
        for one in self.all.values():
            self._by_name.setdefault(one.name, []).append(one)
        self.stems = {one.stem for one in self.all.values()}

    def called(self, one: Named) -> list[Named]:
        """The numbers of this report that are called as `one` is and speak of the same months."""
        return [other for other in self._by_name.get(one.name, ()) if other.speaks_as(one)]

    @cached_property
    def by_mention(self) -> Mapping[int, Named]:
        return {id(one.mention): one for one in self.all.values()}

    @cached_property
    def subjects(self) -> Mapping[int, Named]:
        """By the id of its mention, the figure that each change, rate and share is told of: the last one before it in its sentence."""
        found: dict[int, Named] = {}
        before: Named | None = None
        for one in self.all.values():
            if before is not None and _STOP.search(self.text, before.mention.stop, one.mention.start):
                before = None
            if not one.tail:
                before = one
            elif before is not None and not one.in_turn and (before.name == one.stem or not self.tells(one)):
                found[id(one.mention)] = before
        return found

    def with_more_said(self, one: Named) -> set[str]:
        """The names here that say more than that of `one` does: 全国床位, 医院床位 for 床位."""
        return {
            other.name
            for other in self.all.values()
            if other.tail == one.tail
            and other.stem != one.stem
            and other.stem.endswith(one.stem)
            and other.speaks_as(one)
        }

    def opens_clause(self, one: Named) -> bool:
        """Whether the clause of the number begins with its name."""
        clause = self._clause(one)
        return clause.startswith((one.stem, one.bare)) or _WHERE.sub("", clause).startswith(one.bare)

    def tells(self, one: Named) -> bool:
        """Whether the number has its name from its own clause, or in turn from a list, and not from a number told before."""
        clause = self._clause(one)
        points = one.mention.measure.endswith("百分点")
        return one.in_turn or not (points or one.stem not in clause or _COMPARES.match(clause))

    def part_about(self, one: Named) -> str:
        """What the part of the sentence that the number stands in opens with, where its own clause is a later one: 绕城公路 of 绕城公路于5月通车，全长14公里."""
        line = self.text[max(one.mention.start - 120, 0) : one.mention.start]
        first, comma, _ = _PART_OPENS.split(line)[-1].partition("，")
        return _PART_OPENED.sub("", first) if comma else ""

    def _clause(self, one: Named) -> str:
        line = self.text[max(one.mention.start - 60, 0) : one.mention.start]
        start = _CLAUSE.search(line)
        return _WORN.sub("", line[start.end() if start else 0 :])


def _name(text: str, mentions: Sequence[Mention], index: int) -> str:
    """The name as the sheet gives it; 增速提高1.3个百分点 has that of the growth it is told of before it."""
    name = name_of(text, mentions, index)
    if mentions[index].measure.endswith("百分点"):
        subject = subject_of(text, mentions, index)
        name = name if subject in name else f"{subject}：{name}"
        if _DECLINE.search(text, max(mentions[index].start - 16, 0), mentions[index].start):
            name += _OF_A_DECLINE
    return _WORN.sub("", _NUMBER.sub("#", name))


def _within(text: str, at: int) -> str:
    said = text[max(at - 200, 0) : at]
    stops = [found.end() for found in _OPENS.finditer(said)]
    found = _WITHIN.search(said[stops[-1] if stops else 0 :])
    return (found[1] or found[2]) if found else ""


def _part_of_year(one: Named) -> str:
    found = _PART_OF_YEAR.search(one.stem)
    return found[0] if found else ""


# 国家一级保护动物, 二等奖, 省级, 银牌
_GRADE = Regex(r"[一二三四五六甲乙丙特][级等类](?!分)|[国省市区县乡镇村]级|[金银铜][奖牌]")


def _are_of_two_grades(mine: Named, its: Named) -> bool:
    """国家二级保护动物 stands in the place of 国家一级保护动物 where none of that grade is told this year."""
    grades = [_GRADE.findall(one.name) for one in (mine, its)]
    return all(grades) and grades[0][-1:] != grades[1][-1:]


def may_be_of_one_thing(mine: Named, its: Named, here: NamedNumbers, there: NamedNumbers) -> bool:
    """Whether the number `mine` of `here` may stand for last year's `its` of `there`, in whose place it was found.

    It may not when its sentence is about another body or place (对“一带一路”沿线国家), when it is of other months (累计 for the month's) or compared with another time (环比 for 同比), when one tells of a decline that slowed (降幅收窄) and the other of a growth,
    when either name is known to belong to another number, or when
    the two names begin with words that have nothing in common: 高技术制造业增加值, 装备制造业增加值.
    """
    if (
        mine.within != its.within
        or not mine.is_of_time_of(its)
        or (_OF_A_DECLINE in mine.name) != (_OF_A_DECLINE in its.name)
        or _are_of_two_grades(mine, its)
    ):
        return False
    if mine.name == its.name:
        return not _is_told_twice(its, here, there) and not is_of_another_part(mine, its, here, there)
    if min(len(mine.stem), len(its.stem)) < 2:
        return True
    if (mine.tail != its.tail and mine.stem == its.stem) or (there.called(mine) and here.called(its)):
        return False
    if ends_as(mine.stem, its.stem):
        # 汽车 beside 新能源汽车: the longer name is told as well, and the shorter one is of another thing.
        longer = len(its.stem) > len(mine.stem) and mine.stem not in there.stems
        return not (longer and any(stem.endswith(its.stem) for stem in here.stems))
    if there.called(mine) or here.called(its):
        return False
    if mine.in_turn or its.in_turn:
        return mine.stem.startswith(its.stem) or its.stem.startswith(mine.stem)
    told = here.opens_clause(mine) and there.opens_clause(its)
    return not (told and _strangers(_DOING.sub("", mine.stem), _DOING.sub("", its.stem)))


def _is_told_twice(its: Named, here: NamedNumbers, there: NamedNumbers) -> bool:
    """Whether a paragraph now has two numbers of a name that stood once: 全市…其他文件34980件。…本级…其他文件77件."""
    if len(its.stem) < 4 or len(there.called(its)) > 1:
        return False
    found = here.called(its)
    values = {one.mention.amount for one in found}
    return len(values) > 1 and "\n" not in here.text[found[0].mention.start : found[-1].mention.start]


def is_of_another_part(mine: Named, its: Named, here: NamedNumbers, there: NamedNumbers) -> bool:
    """Whether a name that says nothing of whose it is stands behind another name now: 绕城公路…，全长14公里, 跨河大桥…，全长2公里."""
    from rapidfuzz.distance import LCSseq

    if its.tail or not _OF_ANY.fullmatch(its.stem):
        return False
    heads = here.part_about(mine), there.part_about(its)
    return min(map(len, heads)) >= 4 and LCSseq.normalized_similarity(*heads) < 0.4


def ends_as(one: str, other: str) -> bool:
    """Whether one name is the other with more said before it: 全国税收收入, 税收收入; not 非食品价格 or 甲、乙价格."""
    shorter, longer = sorted((one, other), key=len)
    return longer.endswith(shorter) and not longer.removesuffix(shorter).endswith(NOT_ALONE)


def took_its_place(mine: Named, its: Named, here: NamedNumbers, there: NamedNumbers) -> bool:
    """Whether `mine` is told in the place of last year's `its`, of which the published report says nothing any more."""
    return (
        len(its.stem) >= 4
        and its.stem not in here.text
        and not (mine.in_turn or its.in_turn)
        and here.opens_clause(mine)
        and there.opens_clause(its)
        and _strangers(mine.stem, its.stem)
    )


def _strangers(one: str, other: str) -> bool:
    """Whether what is left of two names without their common beginning and end has nothing in common: 成人, 少儿 of 本馆成人图书.

    Long names may say one thing in two ways: 在网站主动公开信息, 在网站主动发布各类信息.
    """
    from rapidfuzz.distance import LCSseq

    if _MEASURED.search(one) or _MEASURED.search(other):
        return False
    start, heads = replaced(_PART_OF_YEAR.sub("", one), _PART_OF_YEAR.sub("", other))
    if start:
        common = len(_PART_OF_YEAR.sub("", one)) - len(heads[0])
        apart = min(map(len, heads)) >= 2 and not set(heads[0]) & set(heads[1])
        return apart and common < 2 * max(map(len, heads))
    return all(heads) and LCSseq.normalized_similarity(*heads) < 0.3


def replaced(one: str, other: str) -> tuple[int, tuple[str, str]]:
    """Return where two names begin to differ and what stands in the one in the place of what in the other, "" for nothing."""
    start = _in_common(one, other)
    end = _in_common(one[start:][::-1], other[start:][::-1])
    return start, (one[start : len(one) - end], other[start : len(other) - end])


def _in_common(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


_BARE = 3
"""How long a name is that says nothing of whose it is: 床位, 用电量."""


def is_told_of_several(its: Named, here: NamedNumbers, there: NamedNumbers) -> bool:
    """Whether a bare name told with a change (床位增加30万张) may be any of several now (全国床位, 乡镇卫生院床位…) of which last year's report told but one."""
    return (
        bool(its.tail)
        and len(its.stem) <= _BARE
        and bool(here.with_more_said(its) - there.with_more_said(its))
    )


def named_alike(
    here: NamedNumbers, there: NamedNumbers, rows: Mapping[int, str]
) -> Iterator[tuple[Named, Named]]:
    """Yield the numbers here and there of one name, kind, year and months, where only one value here and one row there have these."""
    for its in there.all.values():
        found = here.called(its)
        if len(its.stem) < 2 or len({(one.mention.value, one.mention.sign) for one in found}) != 1:
            continue
        if any(one.within != its.within for one in found) or is_told_of_several(its, here, there):
            continue
        if is_of_another_part(found[0], its, here, there):
            continue
        if len({rows.get(one.mention.start, "") for one in there.called(found[0])}) == 1:
            yield found[0], its
