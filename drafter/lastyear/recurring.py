"""Which calculations of last year's text hold of this year's figures too, and of which of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from drafter.lastyear.derived import shares
from drafter.lastyear.told_apart import named_wholes
from drafter.numbers.labels.own import own_label
from drafter.numbers.mention import Mention
from drafter.patterns import Regex
from drafter.relations.relation import Relation, Terms

_NO_PART = Regex(
    r"(?:^|(?<=[，。；、：]))[^，。；、：\d]{2,14}(?:费|支出|经费|收入|补助|拨款)(?:均|也)?(?:未|没有|无)(?:安排|发生|列支|开支|编列|支出|预算)?(?:支出|预算)?(?=[，。；、])"
)
# …。未发生因公出国（境）费和公务用车购置费。 behind the list
_NOTHING_ELSE = Regex(
    r"[^。\n]{0,40}[。，；]\s?(?:本年|全年|当年)?(?:未发生|没有发生|未安排|没有安排|未列支|无)[^，。；\d]{2,24}(?:费用?|支出|经费)[。，；]"
)
# 主要支出项目为：⏎1.…: the main ones are not all, however they add up.
_MAIN_ONES = Regex(r"主要[^，。；\n]{0,10}[：:]\s*\n")
_NEXT_OF_A_LIST = Regex(r"\s?[、和][^，。；：、\d]{2,16}")
_TEN = 10
_COUNTED = tuple("件个项次起宗份人名户家处")
_PLANNED = Regex(r"预算(?!执行|支出|完成)|目标|计划|任务|应[一-鿿]{1,3}$|到位|下达")


def recurs(text: str, mentions: Sequence[Mention], relation: Relation) -> bool:
    """Whether this year's number may be computed as last year's came out."""
    if relation.years > 1:
        return False  # 年均增长: a sheet computes by the four operations
    return (
        _is_of_what_it_names(text, mentions, relation)
        and _gives_it_back(mentions, relation)
        and not _only_came_out(text, mentions, relation)
        and not _lacks_a_part(text, mentions, relation)
        and not _of_two_digits(text, mentions, relation)
    )


def _gives_it_back(mentions: Sequence[Mention], relation: Relation) -> bool:
    """Whether a ratio gives last year's number back as it was printed, or cut off: what merely may be, as its terms are told in round, is of others."""
    stated = mentions[relation.target]
    return relation.kind != "ratio" or abs(relation.expected - stated.value) < stated.step


_ALTOGETHER = Regex(r"[，、]?(?:总?共计?|合计|总计|累计)(?:为|有)?\s*$")


def adds_up_before(text: str, mentions: Sequence[Mention], relation: Relation) -> bool:
    """Whether the number is the sum of those right before it: 收到31件，上年结转2件，共33件, whatever list of outcomes goes on from there."""
    if relation.kind != "sum" or max(relation.terms) != relation.target - 1:
        return False
    between = text[mentions[relation.target - 1].stop : mentions[relation.target].start]
    return _ALTOGETHER.fullmatch(between) is not None


def as_meant(text: str, mentions: Sequence[Mention], relation: Relation) -> Relation:
    """Return the ratio of what was done to what was planned where last year's two were equal, and either way round gave its 100%."""
    if relation.kind != "ratio" or len(relation.left) != 1 or len(relation.right) != 1:
        return relation
    part, whole = relation.left[0][1], relation.right[0][1]
    planned = [_PLANNED.search(own_label(text, mentions, index)) for index in (part, whole)]
    if mentions[part].amount != mentions[whole].amount or not planned[0] or planned[1]:
        return relation
    return replace(relation, left=relation.right, right=relation.left)


def over_signed_rows(mentions: Sequence[Mention], relation: Relation) -> Relation:
    """Return the relation over rows, where 减少3万元 is -3, instead of over the amounts as the text prints them."""
    if relation.kind == "growth":
        return relation
    # What a difference comes to has its direction already.
    whole = 1 if relation.kind == "difference" else mentions[relation.target].sign or 1

    def signed(terms: Terms, by: int) -> Terms:
        turned = [(sign * by * (mentions[index].sign or 1), index) for sign, index in terms]
        return tuple(sorted(turned, key=lambda term: -term[0]))

    return replace(relation, left=signed(relation.left, whole), right=signed(relation.right, 1))


def _is_of_what_it_names(text: str, mentions: Sequence[Mention], relation: Relation) -> bool:
    """占可支配收入的比重 is of no figure of another name where the report has one of that name, however well it comes out.

    Nor is 接待费3.56万元，占12.78%。比上年减少0.45万元 the share of the change that is told behind it.
    """
    if relation.kind != "ratio" or len(relation.right) != 1:
        return True
    share = text.endswith("占", 0, mentions[relation.target].start)
    if share and any(i > relation.target and mentions[i].role == "change" for _, i in relation.left):
        return False
    named = named_wholes(text, mentions, relation.target)
    return not named or relation.right[0][1] in named


def _only_came_out(text: str, mentions: Sequence[Mention], relation: Relation) -> bool:
    """A total that no word says the sentences after it make up: this year one more may be told, or one less.

    Nor is a shortfall what one part of a list has more than the next (省级资金1382.4万元、市级资金921.6万元).
    """
    if _adds_nothing(text, mentions, relation):
        return True
    if relation.kind == "sum" and relation.target < min(relation.terms):
        first = mentions[min(relation.terms)].start
        if _MAIN_ONES.search(text, mentions[relation.target].stop, first):
            return True
    if relation.certain or relation.likely:
        return False
    if relation.kind == "difference" and len(relation.terms) == 2:
        one, other = sorted(relation.terms)
        return _NEXT_OF_A_LIST.fullmatch(text, mentions[one].stop, mentions[other].start) is not None
    if relation.kind != "sum":
        return False
    mixed = len({mentions[index].measure for index in relation.numbers}) > 1  # 1559人 of 609人 and 950人次
    places = [mentions[index].start for index in relation.numbers]
    between = text[min(places) : max(places)]
    return "\t" not in between and (mixed or re.search(r"[。\n]", between) is not None)


def _of_two_digits(text: str, mentions: Sequence[Mention], relation: Relation) -> bool:
    """其他处理1件，结转下年度1件。按时答复率100%: of two numbers of one digit any rate may come out; what it is of bears its name."""
    if relation.kind != "ratio" or len(relation.left) != 1 or len(relation.right) != 1:
        return False
    terms = [index for _, index in (*relation.left, *relation.right)]
    if any(mentions[index].amount >= _TEN or mentions[index].measure not in _COUNTED for index in terms):
        return False
    name = own_label(text, mentions, relation.target)
    return name.endswith("率") and not any(shares(name, own_label(text, mentions, i)) for i in terms)


def _adds_nothing(text: str, mentions: Sequence[Mention], relation: Relation) -> bool:
    """预算241.94万元，决算241.94万元。…（next item）预算0万元: with nothing added to it any number is the sum of its equal and of what stands below."""
    if relation.kind != "sum" or sum(bool(mentions[index].value) for index in relation.terms) > 1:
        return False
    places = [mentions[index].start for index in relation.numbers]
    between = text[min(places) : max(places)]
    if "\t" not in between and not re.search("其中|包括|：", between) and not mentions[relation.target].value:
        return True  # “良”的0个；“合格”的0个；“不合格”的0个: one nought of a list is no sum of the next
    return "\t" not in between and re.search(r"。(?!其中)|(?<!。)\n(?!其中)", between) is not None


def _lacks_a_part(text: str, mentions: Sequence[Mention], relation: Relation) -> bool:
    """“三公”经费42.36万元。因公出国（境）费未安排…: this year there may be one, so that the others do not make up the whole."""
    places = [mentions[index] for index in (relation.target, *relation.terms)]
    last = max(one.stop for one in places)
    told = text[min(one.start for one in places) : last]
    if relation.kind == "difference" and "持平" in told + text[last : text.find("。", last)]:
        return True  # what of it did not change may change this year
    if relation.kind != "sum" or "\n" in told:
        return False
    return _NO_PART.search(told) is not None or _NOTHING_ELSE.match(text, last) is not None
