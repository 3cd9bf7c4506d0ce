"""Say what a number is told to be of, where its own words leave it unsaid: 新增债券20亿元，其中专项债券12亿元; 受理案件97件，审结80件."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.numbers.label_heads import (
    AMOUNTS,
    ENDS,
    Name,
    counted_before,
    head_of_list,
    told_before,
    where_harmed,
)
from drafter.numbers.label_says import acts, always_of_a_whole, done_with, harms, says, without_kind
from drafter.numbers.label_words import METRIC, noun_of, tidy
from drafter.numbers.mention import Mention
from drafter.numbers.table_labels import cell_label
from drafter.patterns import Regex

_AMONG = Regex(
    r"(?:^|[，,。；\n])[在从]?(?P<of>(?!其)[^，。；：:,、\d\n]{2,12})中[，,](?=[^。\n]*$)"
)  # 收案中，一审案件
_VIEW_OF = Regex(
    r"[从按][^，。；：\d]{1,10}的(?P<of>[^，。；：的\d]{2,8}[量数额率])来?看[，,：:][^。\n]*$"
)  # 从各县的信访量看
_HEADING = Regex(
    r"(?:^|\n)[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]+\s?(?P<of>[一-鿿]{0,6}(?:案|案件|受理|[办审]理|[办审]结|立案|收案|信访|举报|投诉|诉求|提案|建议|警情|审判|检察|监督))(?:基本|总体)?情况[。：:]?\s*\n$"
)
_UNDERTAKEN = Regex(r"[过程期间工作活动]$")
_LONGEST = 20
_ALL = Regex(
    r"^(?:其中|的|在?全[国省市区县州院系镇乡]|我[国省市区县州院]|本[省市区县院]|全年|(?<!中)[共有](?![同性色享产])|累计|合计|总共|(?:截至|截止)[^，]{0,8}|20\d\d年)+(?=.{2})"
)
# 12345热线共受理群众诉求: who counted need not be told.
_WHO = Regex(r"^.{2,}?(?:(?<![公中])共(?![同享产青])|(?:法院|检察院|机关|公安局|队伍|热线)(?=[一-鿿“]{4}))")
_HAVING = Regex(r"(?<=..)(?:中有|[中有])$")
_BRACKET = Regex(r"（[^（）]*）")
_HAPPENED = Regex(r"^(?:共|接报|接|报告|发生|查处|处置|各类|生产经营性)+(?=.{2})")
_TAKEN = Regex(r"^(?:新收|旧存|受理|共|各类|收到|接到|接收|审查)+(?=.{2})")
_TOLD_OF_SEVERAL = Regex(r"[率数量重例]$|占(?=.{2})")


def whole_of(text: str, mentions: Sequence[Mention], index: int, own: str, name: Name) -> str:
    """Return what the number is told to be of, "" where its label `own` says it or no sentence does; `name` labels others.

    A rate or a change is of what its amount is of.
    """
    if len(own) < 2 or cell_label(text, mentions[index].start, mentions[index].stop) is not None:
        return ""
    stem = without_kind(own)
    at = index if stem == own else _amount_of(text, mentions, index, stem, name)
    mention, said = mentions[at], says(stem, mentions[at])
    if mention.role == "ratio" and acts(stem):
        whole = _TAKEN.sub("", noun_of(_called(counted_before(text, mentions, at, name), name)))
    elif done_with(stem) or (said and not always_of_a_whole(mention)):
        whole = _before_it(text, mentions, index, own, name)
    elif harms(stem):
        whole = _HAPPENED.sub("", _called(where_harmed(text, mentions, at), name))
    else:
        head = head_of_list(text, mentions, at, stem, name)
        if head is None and not said:
            head = told_before(text, mentions, at, stem, name)
        whole = (
            _among(text, mention)
            or _called(head, name)
            or _headed(text, mention)
            or _before_it(text, mentions, index, own, name)
        )
        if acts(stem):
            whole = _TAKEN.sub("", noun_of(whole)) if whole else ""
    idle = len(_BRACKET.sub("", whole)) < 2 or METRIC.fullmatch(whole)
    return "" if idle or whole in own or stem in whole else whole


def _amount_of(text: str, mentions: Sequence[Mention], index: int, stem: str, name: Name) -> int:
    """The amount that a rate or a change is told of, by its name; the number itself where only the rate is told."""
    for back in range(index - 1, max(index - 8, -1), -1):
        one = mentions[back]
        if ENDS.search(text, one.stop, mentions[index].start):
            break
        rated = one.role == "ratio" and mentions[index].measure.endswith("百分点")
        if (one.role in AMOUNTS or rated) and name(back) == stem:
            return back
    return index


def _among(text: str, part: Mention) -> str:
    """收案中，一审案件500件，二审案件60件: what the words before 中 name."""
    begin = max(part.start - 120, 0)
    if found := _AMONG.search(text, begin, part.start):
        return "" if _UNDERTAKEN.search(found["of"]) else _shortened(found["of"])
    seen = _VIEW_OF.search(text, begin, part.start)
    return seen["of"] if seen else ""


def _headed(text: str, part: Mention) -> str:
    """刑事案件262件 below 1、收案情况: what a heading says of the cases or people that its paragraph counts."""
    begin = text.rfind("\n", 0, part.start) + 1
    found = _HEADING.search(text, max(begin - 24, 0), begin) if always_of_a_whole(part) else None
    return found["of"] if found else ""


def _before_it(text: str, mentions: Sequence[Mention], index: int, own: str, name: Name) -> str:
    """受理刑事案件9件，占收案数的2%；受理民事案件8件，占收案数的1%: a rate that its paragraph tells of several."""
    mention = mentions[index]
    if mention.role != "ratio" or index == 0:
        return ""
    begin, end = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.stop)
    words = own.removesuffix("占比")
    if (
        len(words) < 2
        or not _TOLD_OF_SEVERAL.search(words)
        or text.count(words, begin, end if end >= 0 else len(text)) < 2
    ):
        return ""
    opens = max(begin, *(text.rfind(mark, begin, mention.start) + 1 for mark in "。；"))
    opens = (
        opens
        if any(opens <= one.start < mention.start for one in mentions[max(index - 8, 0) : index])
        else begin
    )
    for back in range(index - 1, max(index - 8, -1), -1):
        one = mentions[back]
        if one.start < opens:
            break
        if one.role in AMOUNTS and words not in (called := name(back)):
            return _shortened(called)
    return ""


def _called(head: int | None, name: Name) -> str:
    return "" if head is None else _shortened(without_kind(name(head)))


def _shortened(label: str) -> str:
    label = _ALL.sub("", _WHO.sub("", _ALL.sub("", label)))
    if len(label) > _LONGEST and "的" in label[:-2]:
        label = label.rpartition("的")[2]
    label = _HAVING.sub("", label)
    return tidy(label if len(label) <= _LONGEST else label[-_LONGEST:])
