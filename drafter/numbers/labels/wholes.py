"""Say what a number is told to be of, where its own words leave it unsaid: 新增债券20亿元，其中专项债券12亿元; 受理案件97件，审结80件."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.numbers.change_words import FALLS, RISES, either
from drafter.numbers.labels.ahead import doer_ahead, thing_ahead
from drafter.numbers.labels.apart import aimed_at, in_rank, told_apart
from drafter.numbers.labels.asked import Asked, has_topic
from drafter.numbers.labels.cells import cell_label
from drafter.numbers.labels.deeds import deed_first, for_whom, noun_of, opens_with_deed
from drafter.numbers.labels.heads import (
    AMOUNTS,
    ENDS,
    Name,
    changed_in_row,
    counted_before,
    done_to,
    fought,
    head_of_list,
    told_before,
    where_harmed,
)
from drafter.numbers.labels.measures import is_bare
from drafter.numbers.labels.says import (
    ANYTHING,
    acts,
    always_of_a_whole,
    done_with,
    harms,
    says,
    without_kind,
)
from drafter.numbers.labels.topics import clause_before, topic_of
from drafter.numbers.labels.words import METRIC, shortened, tidy
from drafter.numbers.mention import Mention
from drafter.patterns import Regex

_AMONG = Regex(
    r"(?:^|[，,。；\n])[在从]?(?:\d+[件人名户家个起项]余?)?(?P<of>(?!其)[^，。；：:,、\d\n]{2,12})中[，,](?=[^。\n]*$)"
)  # 收案中，一审案件
_VIEW_OF = Regex(
    r"[从按][^，。；：\d]{1,10}的(?P<of>[^，。；：的\d]{2,8}[量数额率])来?看[，,：:][^。\n]*$|(?:^|[，。；\n])(?P<made_of>[^，。；：\d]{2,10}(?:结构|构成|分布))[：:][^。\n]*$"
)  # 从各县的信访量看; 学历结构：
_HEADING = Regex(
    r"(?:^|\n)[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]+\s?(?P<of>[一-鿿]{0,6}(?:案|案件|受理|[办审]理|[办审]结|立案|收案|信访|举报|投诉|诉求|提案|建议|警情|审判|检察|监督))(?:基本|总体)?情况[。：:]?\s*\n$"
)
_ACCOUNT = Regex("(?:收入|支出|结转|结余|[基资]金)$")  # 返还性收入1亿元、转贷收入4亿元
_UNDERTAKEN = Regex(r"[过程期间工作活动]$")
_LONGEST_WHO = 12
_SEXES = ("男", "女")
# 在874个市辖区开展社区康复: who stands behind the number alone is known by what was done there.
_ALONE = Regex(
    r"(?:^|[，。；、：\n”]|[在对为使由向给将把从等有是和与及让]|[全各][国省市县]|共计|[共近约已逾]|[另尚]有逾?|超过?|\d[所个家][一-鿿]{2,4})$"
)
_DID = Regex(
    r"(?:、\d+[名个家位](?:集体|个人|单位|企业|学校|团队|组织|家庭))?了?(?P<did>(?!当?中)(?![的之以等级和与及、并])[一-鿿“”《》]{2,18})(?=[，。；、（—\n\d])"
)
_OVER, _AMOUNT = (
    Regex("^(?!.*(?:完成|实现|累计|发放|投资|占))..+(?:超过?|突破|不足|[低高]于)$"),
    Regex(r"[\d,.]+[一-鿿%]{1,4}(?=[，。；、）])"),
)
_AND = Regex("(?<=..)(?:和|(?<!参)与|(?<![惠普涉波危])及)$")
_WORDS = Regex("[一-鿿“”]*")
_BRACKET = Regex(r"（[^（）]*）")
_BY_DISASTER = Regex(
    r"([一-鿿]{0,4}(?:灾害|灾情|地震|洪涝|台风|暴雨|山洪|风暴|爆炸))[^。\n]{0,40}?(?:造成|影响)"
)
_ACCIDENT = Regex(r"([一-鿿]{2,8}(?:事故|火灾))(?:起数|总量|数量)[、和]")
_REPORTED = Regex("(?:全[国省市区县])?共?报告")
_HAPPENED = Regex(r"^(?:共|接报|接|报告|发生|查处|处置|各类|生产经营性)+(?=.{2})")
_TAKEN = Regex(r"^(?:新收|旧存|受理|共|各类|收到|接到|接收|审查|审结|办结|批准|决定|逮捕|查办|查处)+(?=.{2})")
_GREW = rf"(?:同比|环比|[比较][上去]年(?:同期)?)?(?:{either(RISES, FALLS)})"
_TOLD_OF_SEVERAL = Regex(r"[率数量重例]$|占(?=.{2})")


def whole_of(text: str, mentions: Sequence[Mention], index: int, own: str, name: Name) -> str:
    """Return what the number is told to be of, "" where its label `own` says it or no sentence does; `name` labels others.

    A rate or a change is of what its amount is of.
    """
    if (len(own) < 2 and not harms(own) and own not in _SEXES) or cell_label(
        text, mentions[index].start, mentions[index].stop
    ) is not None:
        return ""
    stem = without_kind(own)
    at = index if stem == own else _amount_of(text, mentions, index, stem, name)
    mention, said = mentions[at], says(stem, mentions[at])
    asked, part, apart = Asked(text, mentions, at, stem, name, own), False, ""
    if stem == own and (told := _did(text, mentions, index, own)):
        return told
    if ranked := in_rank(asked):
        whole = ranked
    elif aimed := aimed_at(asked):
        whole = aimed
    elif mention.role == "ratio" and acts(stem):
        whole = _TAKEN.sub("", noun_of(_called(counted_before(text, mentions, at, name), name)))
    elif way := changed_in_row(text, mentions, at, stem):
        return way
    elif harms(stem):
        whole = (
            _accident(text, mention)
            or _disaster(text, mention)
            or _harmed_by(mentions, where_harmed(text, mentions, at, name), name)
        )
    elif has_topic(asked):
        whole = topic_of(asked)
    elif done_with(stem) or (
        said and not always_of_a_whole(mention) and not (asked.twice and noun_of(stem) in ANYTHING)
    ):
        whole = (
            _a_head(text, mentions, at, stem, name)
            or _before_it(text, mentions, index, own, name)
            or (apart := told_apart(asked))
            or (_in_row(text, mention, stem) and done_to(text, mentions, at, stem, name))
            or ""
        )
        part = len(stem) == 2 and bool(apart) and whole == apart  # 某地进出口9亿元，其中出口5亿元
    else:
        head = head_of_list(text, mentions, at, stem, name)
        if head is None and not said:
            head = told_before(text, mentions, at, stem, name)
            if head is not None and acts(stem) and "；" in text[mentions[head].stop : mention.start]:
                head = None if clause_before(asked) else head
        if head is not None and is_bare(called := without_kind(name(head))):
            owner = topic_of(asked.of(head, called))
            whole = called if owner in called else owner + called
            if not (acts(stem) and stem in whole):
                return whole
        else:
            whole = (
                _among(text, mention)
                or _called(head, name)
                or _headed(text, mention)
                or _before_it(text, mentions, index, own, name)
            )
            # 离退休人员21人，其中退休20人: the list names the part too
            part = head is not None and not acts(stem) and not whole.endswith(stem)
        whole = whole or (done_to(text, mentions, at, stem, name) if mention.role in AMOUNTS else "")
        if acts(stem):
            whole = _TAKEN.sub("", noun_of(whole)) if whole else fought(text, mentions, at)
        whole = whole or topic_of(asked)
    idle = len(_BRACKET.sub("", whole)) < 2 or METRIC.fullmatch(whole) is not None
    idle = idle or (always_of_a_whole(mention) and _alike(whole, own))
    repeated = whole if own.startswith("含") else noun_of(whole)  # 受理案件926件（含旧存案件47件）
    return "" if idle or repeated in own or (stem in whole and not part) else whole


def _alike(whole: str, own: str) -> bool:
    """慰问困难职工 and 慰问劳动模范: two things that the same was done to are no part of each other."""
    deed = deed_first(own)
    return bool(deed) and deed == deed_first(whole)


def _in_row(text: str, mention: Mention, stem: str) -> bool:
    """推荐受助生1人、希望小学4所: whether a name stands behind an entry of a list, in words of its own."""
    listed = mention.role in AMOUNTS and text.endswith("、" + stem, 0, mention.start)
    return listed and not (mention.measure == "元" and _ACCOUNT.search(stem))


def _a_head(text: str, mentions: Sequence[Mention], at: int, stem: str, name: Name) -> str:
    """农村居民人均收入2万元，其中工资性收入9000元: who has what is told for each of them."""
    if (
        mentions[at].measure != "元"
        or "其中" not in text[max(mentions[at].start - 80, 0) : mentions[at].start]
    ):
        return ""
    head = head_of_list(text, mentions, at, stem, name)
    called = "" if head is None else name(head)
    return _called(head, name) if "人均" in called and "人均" not in stem else ""


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
        return "" if _UNDERTAKEN.search(found["of"]) else shortened(found["of"])
    seen = _VIEW_OF.search(text, begin, part.start)
    return (seen["of"] or seen["made_of"]) if seen else ""


def _headed(text: str, part: Mention) -> str:
    """刑事案件262件 below 1、收案情况: what a heading says of the cases or people that its paragraph counts."""
    begin = text.rfind("\n", 0, part.start) + 1
    found = _HEADING.search(text, max(begin - 24, 0), begin) if always_of_a_whole(part) else None
    return found["of"] if found else ""


def _did(text: str, mentions: Sequence[Mention], index: int, own: str) -> str:
    """What the few that a number counts did or had done, where only their noun behind the number names them."""
    mention = mentions[index]
    rated = mention.role == "ratio" and text.startswith("的" + own, mention.stop)
    if rated and (told := _DID.match(text, mention.stop + 1 + len(own))):
        return tidy(told["did"])  # 84.8%的犯罪嫌疑人自愿认罪认罚
    if mention.role not in AMOUNTS or len(own) > _LONGEST_WHO or not text.startswith(own, mention.stop):
        return ""
    if not _ALONE.search(text, max(mention.start - 6, 0), mention.start):
        return ""
    at = mention.stop + len(own)
    framed = for_whom(text[max(mention.start - 8, 0) : mention.start])
    for other in mentions[index + 1 : index + 4]:  # 6名厅级干部和37名处级干部提起公诉
        if text[at : other.start] not in ("、", "和", "及", "与", "以及"):
            break
        words = _WORDS.match(text, other.stop)
        at = other.stop + (len((doer_ahead if framed else thing_ahead)(words[0])) if words else 0)
    found = _DID.match(text, at)
    if found is not None and _OVER.search(found["did"]) and (over := _AMOUNT.match(text, found.end())):
        return tidy(found["did"] + over[0])  # 83个法院收案数超过1万件
    if found is None or (
        text[found.end() : found.end() + 1].isdigit()
        and (not framed or (opens_with_deed(found["did"][:2]) and len(found["did"]) < 3))
    ):
        return ""  # 12个项目完成投资9亿元: what the next number is of, but 为5户小企业放贷9万元
    return tidy(_AND.sub("", found["did"]))


def _accident(text: str, mention: Mention) -> str:
    """安全事故起数、死亡人数同比分别下降18%、22%: what happened, where the clause itself tells it."""
    begin = max(text.rfind(mark, 0, mention.start) for mark in "，。；\n") + 1
    found = _ACCIDENT.search(text, begin, mention.start)
    return found[1] if found else ""


def _harmed_by(mentions: Sequence[Mention], at: int | None, name: Name) -> str:
    """事故 of 发生事故4起, 乙类传染病发病 of 乙类传染病共报告发病90例."""
    if at is not None and mentions[at].measure == "例":
        return tidy(_REPORTED.sub("", without_kind(name(at))))
    return _HAPPENED.sub("", _called(at, name))


def _disaster(text: str, mention: Mention) -> str:
    """自然灾害造成29人死亡，直接经济损失81亿元: what the sentence says did it."""
    begin = max(text.rfind("。", 0, mention.start), text.rfind("\n", 0, mention.start), mention.start - 150)
    found = _BY_DISASTER.search(text, max(begin, 0), mention.start)
    return found[1] if found else ""


def _before_it(text: str, mentions: Sequence[Mention], index: int, own: str, name: Name) -> str:
    """受理刑事案件9件，占收案数的2%；受理民事案件8件，占收案数的1%: a rate that its paragraph tells of several."""
    mention = mentions[index]
    if mention.role not in ("ratio", "growth") or index == 0:
        return ""
    begin, end = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.stop)
    words = without_kind(own)
    if (
        len(words) < 2
        or not (_TOLD_OF_SEVERAL.search(words) if mention.role == "ratio" else 3 <= len(words) <= 5)
        or _times_told(words, mention, text[begin : end if end >= 0 else len(text)]) < 2
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
            return shortened(called)
    return ""


def _times_told(words: str, rate: Mention, line: str) -> int:
    """How often a paragraph tells of `words`, or how much they grew where `rate` is a growth."""
    if line.count(words) < 2:
        return 0
    told = _GREW if rate.role == "growth" else r"[一-鿿]{0,4}\d"
    return len(re.findall(re.escape(words) + told, line))


def _called(head: int | None, name: Name) -> str:
    return "" if head is None else shortened(without_kind(name(head)))
