"""Find the number of which another is told: the one that 其中 takes apart, the one that a bare 审结 goes on from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from drafter.numbers.labels.deeds import deed_first, has_deed, opens_with_deed, words_of
from drafter.numbers.labels.places import is_base, out_of_aside
from drafter.numbers.labels.says import (
    acts,
    always_of_a_whole,
    harms,
    of_a_sort,
    of_an_owner,
    says,
    without_kind,
)
from drafter.numbers.labels.words import SHARE
from drafter.numbers.mention import Mention
from drafter.patterns import Regex

Name = Callable[[int], str]
AMOUNTS, RATES = ("value", "count"), ("growth", "change", "ratio")
# What opens a list of the parts of the amount told before it.
_OPENS = Regex(
    r"其中[，,：:]?|[（(]含|(?:主要)?(?:包括|包含)|[，,]分别[为是](?=[^\d，。；、]{2,}(?<!的)$)|[：:](?=[^\d：:]*$)"
)
# 从环比看 takes nothing apart.
_VIEW = Regex(
    r"[从按分](?![^，。；：:,]{0,4}(?:[环同]比|总[体量]|趋势|全年|[月季]度?来?看))[^，。；：:,\d]{1,14}(?:来?看|划分|来?分)(?=[，,：:])"
)
AGED = Regex("岁(?:及?以[上下])?$")
_MEAN = Regex("平均|[人户亩]均")  # 债券平均期限12年，其中一般债券8年，专项债券13年
_PLAN = Regex(r"(?:[预概]算数?|计划数?|任务数?|目标值?|序时进度)$|^(?:完成)?(?:全年|年度|年初)$")
_BEYOND = Regex(r"(?:突破|超过?|达到|首次)[^，。；\d]{0,2}$")
_WHERE = Regex(r"(?:院|机构|中心|站|景区|街区)$")
# What is got of an amount, and not done to what is counted: 完成投资5亿元.
_REACHED_IT = Regex("(?:累计|共|全年)*(?:完成|实现|达到|拥有|现有|争取|收到)$")
_FOUGHT = Regex(r"([^，。；、：\n\d的]{2,14}(?:犯罪|案件|腐败|违法|违法行为))[，,][^，。；\d]{2,6}$")
ENDS = Regex(r"[。\n]")
_REPLIES = Regex("反馈|意见|效果")  # 办结率100%。从反馈的意见看，满意率99%
_ASIDE_ENDS = Regex("[）)。；\n]")
_ITEM_ENDS = Regex("[，。；\n]")
_WAY = Regex("(?:新增|增加|增种|扩种|扩大|调增|追加|减少|调减|压减|核减|减种|压缩)(?=[一-鿿]{2})")
_FAR, _LINES = 30, 2  # numbers and lines back within which a whole is looked for
_WITHIN = 6  # numbers that may lie between a whole and what another paragraph sees it from


def head_of_list(text: str, mentions: Sequence[Mention], at: int, stem: str, name: Name) -> int | None:
    """The amount that 其中 and the like take apart, in the sentence of a part or right before it."""
    part, end, opened, ends = mentions[at], mentions[at].start, "", 0
    if (beside := _beside(text, mentions, at)) is not None:
        return beside
    largest = abs(part.amount)  # of the parts told up to this one
    for back in range(at - 1, max(at - _FAR, -1), -1):
        one = mentions[back]
        if one.structural:
            continue
        gap = text[one.stop : end]
        if not opened:
            opener = _last(_OPENS, gap) or _last(_VIEW, gap)
            if ENDS.search(gap, opener.end() if opener else 0):
                return None
            if opener is not None and not _closed(text, mentions, back, one.stop + opener.end(), at):
                if part.role in RATES and _REPLIES.search(opener[0]):
                    return None
                if says(stem, part) and not _firstalike(
                    text, mentions[back + 1 : at + 1], one.stop + opener.end()
                ):
                    return None
                opened, ends = opener[0], len(ENDS.findall(gap))
            elif alike(one, part) and not is_base(text, one):
                largest = max(largest, abs(one.amount))
        else:
            ends += len(ENDS.findall(gap))
        end = one.start
        if ends > _reach(opened):
            return None
        if (
            opened
            and _may_head(text, mentions, back, at, name)
            and not (
                opened[:1] in "从按分"
                and "；" in text[one.stop : part.start]
                and is_part(text, mentions, back)
            )
            and not (ends and is_part(text, mentions, back))
        ):
            if part.role in AMOUNTS and abs(one.amount) < largest and not _MEAN.search(name(back)):
                return None
            if "；" in text[one.stop : part.start] and name(back)[-3:] == stem[-3:]:
                return None  # 国内航线运输量，其中港澳航线…；国际航线运输量 is no part of the first
            if opened[:1] in "从按分" and at - back > _WITHIN and "\n" in text[one.stop : part.start]:
                return None
            back = _same_named(mentions, back, at, stem, name)
            return back if name(back) != stem else None
    return None


def _same_named(mentions: Sequence[Mention], back: int, at: int, stem: str, name: Name) -> int:
    """退回补充侦查36件，重报35件。其中一次退回补充侦查30件: of the 36, whose name the part ends with."""
    for other in range(back, max(back - 5, -1), -1):
        if mentions[other].structural:
            break
        called = name(other) if alike(mentions[other], mentions[at]) else ""
        if len(called) > 1 and stem != called and stem.endswith(called):
            return other
    return back


def _beside(text: str, mentions: Sequence[Mention], at: int) -> int | None:
    """幼儿园17所（8所民办）: the number whose bracket a part stands in."""
    for back in range(at - 1, max(at - 4, -1), -1):
        one = mentions[back]
        if _ASIDE_ENDS.search(text, one.stop, mentions[at].start):
            return None
        if text.startswith(("（", "("), one.stop):
            return back if alike(one, mentions[at]) and abs(one.amount) >= abs(mentions[at].amount) else None
    return None


def _firstalike(text: str, listed: Sequence[Mention], opened: int) -> bool:
    """Whether the first item of a list is counted as the last that is `listed`: 其中市馆开馆266天，接待读者65万人次 tells of the hall, and takes
    no readers apart."""
    mark = _ITEM_ENDS.search(text, opened + 1)
    ends = mark.start() if mark else len(text)
    return any(one.start < ends and alike(one, listed[-1]) for one in listed)


def _reach(opener: str) -> int:
    """How many ends of sentences may lie between a list and its whole."""
    return 4 if opener[:1] in "从按分" else 0 if opener in "：:" else 1


def _may_head(
    text: str, mentions: Sequence[Mention], back: int, at: int, name: Name, *, held: bool = True
) -> bool:
    """Whether the number at `back` may be what that at `at` is told of: no plan, no mark passed, nothing said aside.

    What is `held` in another is no larger: of 3945 cases approved more may be charged.
    """
    one, part = mentions[back], mentions[at]
    return (
        alike(one, part)
        and (
            not held
            or part.role in RATES
            or _MEAN.search(name(back)) is not None
            or abs(one.amount) >= abs(part.amount)
        )
        and not out_of_aside(text[one.stop : part.start])
        and not is_base(text, one)
        and not _BEYOND.search(text, max(one.start - 8, 0), one.start)
        and not _PLAN.search(name(back))
        and not (part.role == "ratio" and SHARE.match(name(back)))  # 占支出的9%。从方式看，甲占80%
    )


def _closed(text: str, mentions: Sequence[Mention], back: int, opened: int, at: int) -> bool:
    """Whether the list that `opened` behind the number `back` has ended before the part `at`.

    It ends with its bracket (行政案件11件（包括非审案件），其他案件2件), with a semicolon where commas part its items (编制60名，其中行政50名、
    事业10名；在职58人), and where a list has another around it (其中甲80亿元，其中子项30亿元；乙20亿元).
    """
    part = mentions[at]
    if out_of_aside(text[opened : part.start]):
        return True
    if (mark := text.find("；", opened, part.start)) < 0:
        return False
    if opens_with_deed(text[mark + 1 : mark + 13]) and not opens_with_deed(text[opened : opened + 12]):
        return True  # 慰问职工500名，其中农民工275名；帮助320名下岗职工
    within = _OPENS.search(text, opened, mark)
    until = within.start() if within else mark
    inside = [one for one in mentions[back + 1 : at] if one.start < until and alike(one, part)]
    if not inside and within is None:
        return True  # 投资57亿元；外资4万美元，其中制造业2万美元；零售额36亿元
    before = re.split(r"[。；\n]", text[max(opened - 120, 0) : opened])[-1]
    return len(inside) > 1 or len(_OPENS.findall(before)) > 1


def told_before(text: str, mentions: Sequence[Mention], at: int, stem: str, name: Name) -> int | None:
    """What was counted last in the same unit under a name that says it, parts and asides passed over."""
    part, end, lines = mentions[at], mentions[at].start, 0
    if AGED.search(stem) and always_of_a_whole(part):
        return _all_of_them(text, mentions, at, name)
    if part.role not in AMOUNTS and part.role != "ratio":
        return None
    for back in range(at - 1, max(at - _FAR, -1), -1):
        one = mentions[back]
        lines += text.count("\n", one.stop, end)
        if lines > (_LINES if part.measure not in ("人", "名", "位") else 0):
            return None
        end = one.start
        may = _may_head(text, mentions, back, at, name, held=not acts(stem))
        if not may or not says(without_kind(name(back)), one):
            continue
        if is_part(text, mentions, back) and re.search("[。；\n]", text[one.stop : part.start]):
            continue
        return back if acts(stem) or _of_its_kind(stem, part) else None
    return None


def _all_of_them(text: str, mentions: Sequence[Mention], at: int, name: Name) -> int | None:
    """干警584人，其中法官403人。35岁以下的143人: the most people that the paragraph counted are told by age."""
    part, most = mentions[at], None
    for back in range(at - 1, max(at - _FAR, -1), -1):
        one = mentions[back]
        if "\n" in text[one.stop : part.start]:
            break
        if alike(one, part) and one.amount > part.amount and not AGED.search(name(back)):
            most = back if most is None or one.amount > mentions[most].amount else most
    return most


def counted_before(text: str, mentions: Sequence[Mention], at: int, name: Name) -> int | None:
    """受理诉求4万件。办结率100%: the cases or the people that were counted last."""
    for back in range(at - 1, max(at - 8, -1), -1):
        one = mentions[back]
        if "\n" in text[one.stop : mentions[at].start]:
            return None
        between = text[one.stop : mentions[at].start]
        if not always_of_a_whole(one) or out_of_aside(between) or not says(name(back), one):
            continue
        if not (is_part(text, mentions, back) and ENDS.search(between)):
            return back
    return None


def _of_its_kind(stem: str, part: Mention) -> bool:
    """Whether a name without its measure is one of whose there is more to tell: 其他, 地方国有企业 in 亿元, 医院 in 人次."""
    if part.measure in ("元", "%"):
        return of_a_sort(stem) or of_an_owner(stem)
    if part.measure == "人次":
        return len(stem) <= 12 and bool(_WHERE.search(stem))
    return of_a_sort(stem) and always_of_a_whole(part)


def is_part(text: str, mentions: Sequence[Mention], index: int) -> bool:
    """Whether the number stands in a list that 其中 opened in its sentence."""
    start = mentions[index].start
    begin = max(text.rfind(mark, 0, start) for mark in "。\n")
    return (_OPENS.search(text, begin + 1, start) or _VIEW.search(text, begin + 1, start)) is not None


def done_to(text: str, mentions: Sequence[Mention], at: int, stem: str, name: Name) -> str:
    """接待国内游客9人次、入境游客3人次: the deed that the first of a row has for all; so has a row parted by commas whose names end
    alike: 处分处级干部5人，一般干部11人."""
    end = mentions[at].start
    if not text.endswith(stem, 0, end) or opens_with_deed(stem):
        return ""
    for back in range(at - 1, max(at - _FAR, -1), -1):
        mark = text[end - len(stem) - 1 : end - len(stem)]
        one = mentions[back]
        if ENDS.search(text, one.stop, end):
            return ""
        beside = (
            mark == "、" and one.stop == end - len(stem) - 1 and not words_of(stem)[0].deed
        )  # 加固水库10座、水闸7处
        if one.role not in AMOUNTS or not (beside or alike(one, mentions[at])):
            continue
        called = name(back)
        if mark != "、" and (mark not in "，；" or called[-2:] != stem[-2:] or has_deed(stem, known=True)):
            return ""
        end, stem = one.start, called
        follows = text.endswith(stem, 0, end)
        if follows and text[end - len(stem) - 1 : end - len(stem)] == "、":
            continue
        if deed := deed_first(called):
            return "" if _REACHED_IT.match(deed) else deed
        if not follows:
            return ""
    return ""


def changed_in_row(text: str, mentions: Sequence[Mention], at: int, stem: str) -> str:
    """增加水稻面积26万亩、经济作物12万亩: which way the first of a row, counted alike, says that all went."""
    end = mentions[at].start - len(stem)
    listed = mentions[at].role in AMOUNTS and text.endswith("、" + stem, 0, mentions[at].start)
    if not listed or words_of(stem)[0].deed:
        return ""
    for back in range(at - 1, max(at - _FAR, -1), -1):
        one, mark = mentions[back], text[end - 1 : end]
        if one.measure != mentions[at].measure or one.stop != end - 1 or mark != "、":
            return ""
        begin = max(text.rfind(mark, 0, one.start) for mark in "，。；：、\n") + 1
        if found := _WAY.match(text, begin, one.start):
            return found[0]
        if text[begin - 1 : begin] != "、":
            return ""
        end = begin
    return ""


def fought(text: str, mentions: Sequence[Mention], at: int) -> str:
    """严惩盗窃犯罪，起诉35人: the crimes or cases that the clause before tells of."""
    start = mentions[at].start
    found = _FOUGHT.search(text, max(start - 60, 0), start)
    return found[1] if found else ""


def where_harmed(text: str, mentions: Sequence[Mention], at: int, name: Name) -> int | None:
    """发生事故45起、死亡51人; 报告病例80例，死亡3例: what happened."""
    for back in range(at - 1, max(at - 12, -1), -1):
        if "\n" in text[mentions[back].stop : mentions[at].start]:
            return None
        if mentions[back].role not in AMOUNTS:
            continue
        if mentions[back].measure in ("起", "次", "宗"):
            return back
        aside = out_of_aside(
            text[mentions[back].stop : mentions[at].start]
        )  # 死亡9例（甲病8例、乙病1例），上年
        if mentions[back].measure == "例" and not aside and not harms(without_kind(name(back))):
            return back
    return None


def alike(one: Mention, part: Mention) -> bool:
    if part.role in RATES:
        return one.role == part.role and one.measure == part.measure
    people = ("人", "名", "位")
    return one.role in AMOUNTS and (
        one.measure == part.measure or (one.measure in people and part.measure in people)
    )


def _last(pattern: Regex, text: str) -> re.Match[str] | None:
    return next(reversed([*pattern.finditer(text)]), None)
