"""Tell which numbers name no figure by their own words, and what kind of topic each lacks: whom, whose, of what, on what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.kept import kept
from drafter.numbers.labels.deeds import noun_of, only_deed
from drafter.numbers.labels.heads import AMOUNTS, Name
from drafter.numbers.labels.measures import is_bare
from drafter.numbers.labels.says import ANYTHING, reaches, takes_part
from drafter.numbers.labels.words import SHARE, shortened
from drafter.numbers.mention import Mention
from drafter.patterns import Regex

_SPENT = Regex(
    "(?:累计|共|先后|计划|完成)*(?:投资|投入|筹资|出资|耗资|筹集|筹措|投入资金|筹集资金|安排资金|拨付资金|争取资金)$|(?:支出|投入|筹资|出资|拨付|安排|列支)(?:资金)?$"
)
_OF_GOAL = Regex(
    r"超(?:(?:目标|任务|序时)(?:任务)?进度$|年度|计划)|(?:已|只)?(?:完成|占|达到?)(?:年度|全年|当年|年初|年|既定)?(?:开发(?!区)|目标|计划|任务|预算)"
)
_WHOSE_GOAL = Regex("完成(?!.*投资)[^，。；]{2,10}(?:任务|目标|计划)")

_PAID_FOR, _COUNT = (
    Regex(r"(?P<on>(?:为|用于|资助|支持|对|给)[^，。；、]{4,30})(?=[，。；、])"),
    Regex(r"\d[\d,.]*万?[余多]?(?:[名个户人家座条处台套所盏项]|公里|平方米|米|亩)的?"),
)
_SPENT_ON = Regex(
    r"(?:余|多)?(?P<comma>，?)(?P<on>(?!其中|占|比|较|同比|的|以[上下])(?:[一-鿿“”]{2,12}(?:\d[\d.,]*万?[余多]?(?:[个座条处台套所盏项]|公里|平方米|米|亩)的?[一-鿿“”]{2,16})+|[一-鿿“”]{4,24}))(?=[，。；、\d])"
)
_COUNTED_WORK = Regex(r"^完成(?=[一-鿿]{0,8}\d|.*(?:工程|项目|改造|建设|治理|整治|修复)$)")
_NOT_SPENT = Regex(
    "增长|下降|减少|同比|占|完成|达到|位居|排名|资金|计划|预算|目标|创|累计|其中|(?:面积|人口|产值|收入)$"
)


@dataclass(frozen=True)  # no slots: what stands around it is kept in it
class Asked:
    """The number `mentions[at]`, called `stem`, whose topic is asked for; `name` tells what others are called.

    It is the amount of which one called `own` tells a rate or a change, or that number itself.
    """

    text: str
    mentions: Sequence[Mention]
    at: int
    stem: str
    name: Name
    own: str

    @kept
    def mention(self) -> Mention:
        return self.mentions[self.at]

    @kept
    def spent_on(self) -> str:
        """投资104万元，在两个社区铺设道路; 县本级支出92万元为65名患者实施了救助: what the money went to."""
        if self.mention.measure != "元" or not _SPENT.search(self.stem):
            return ""
        found = (_SPENT_ON if _SPENT.fullmatch(self.stem) else _PAID_FOR).match(self.text, self.mention.stop)
        # 投资90万元，完成9公里路面硬化, but not 完成年度计划
        if found is None or _NOT_SPENT.search(_COUNTED_WORK.sub("", found["on"])):
            return ""
        return shortened(_COUNT.sub("", found["on"]).removesuffix("了"))

    @kept
    def reached(self) -> bool:
        """Whether it tells whom something did good or who came: 惠及群众, 参训."""
        return self.mention.role in AMOUNTS and (reaches(self.stem) or takes_part(self.stem))

    @kept
    def of_goal(self) -> bool:
        """Whether it tells how much of a plan: 完成年度目标."""
        return bool(_OF_GOAL.match(self.stem))

    @kept
    def measures(self) -> bool:
        """Whether it measures what is told elsewhere: 授权量, 占全市总数."""
        return self.bare or is_share_of(self.own, self.mention)

    @kept
    def bare(self) -> bool:
        """Whether it is a measure that every thing has: 授权量, 完成投资."""
        return is_bare(self.stem)

    @kept
    def twice(self) -> bool:
        """Whether its paragraph tells two amounts by its name: 整治保健市场，出动执法人员9人次；整治农资市场，出动执法人员8人次."""
        if self.mention.role not in AMOUNTS or len(self.stem) < 4:
            return False
        begin, end = self.text.rfind("\n", 0, self.mention.start) + 1, self.text.find("\n", self.mention.stop)
        end = end if end >= 0 else len(self.text)
        if self.text.count(self.stem, begin, end) < 2:
            return False
        told = re.findall(rf"{re.escape(self.stem)}[为达共计有约近超过到至]{{0,3}}\d", self.text[begin:end])
        return len(told) > 1

    @kept
    def deed(self) -> bool:
        """Whether it tells what was done and not to what, or what is anything: 出动, 项目."""
        known = only_deed(self.stem) or noun_of(self.stem) in ANYTHING or self.twice
        return self.mention.role in AMOUNTS and known

    def of(self, at: int, called: str) -> Asked:
        """Another number of the text."""
        return Asked(self.text, self.mentions, at, called, self.name, called)

    def begin(self, marks: str) -> int:
        """Where the stretch that one of `marks` ended last before the number begins."""
        start = self.mention.start
        return max(self.text.rfind(mark, max(start - 400, 0), start) for mark in marks) + 1


def has_topic(asked: Asked) -> bool:
    """Whether what a number is called names no figure: money, who was reached, a bare measure, how much of a plan."""
    return bool(asked.spent_on) or asked.reached or asked.measures


def is_share_of(label: str, mention: Mention) -> bool:
    """占全市总数, 完成年度目标: how much of something else it is, and not what."""
    goal = mention.role == "ratio" and _WHOSE_GOAL.fullmatch(label)
    return bool(SHARE.match(label) or goal or _OF_GOAL.match(label))
