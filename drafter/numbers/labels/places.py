"""Find the words before a number that may name it: in its clause, and earlier in the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.numbers.labels.behind import right_of
from drafter.numbers.labels.deeds import only_deed
from drafter.numbers.labels.words import (
    ASIDE,
    CLAUSE_BREAK,
    INSIDE_WORDS,
    LONGEST,
    METRIC,
    trim_links,
)
from drafter.numbers.mention import Mention
from drafter.patterns import Regex
from drafter.text import CHINESE

_RANGE = ("-", "—", "–", "~", "～", "至")
"""What stands between the two ends of a range."""
VIEW = Regex(r"[从分按].{1,16}(?:来?看|来?分|划分)")  # 分季度看, 按消费类型分
_COUNTED = ("个", "项", "家", "所", "座", "处", "条", "类", "户")
_WHERE = Regex(
    "[一-鿿]{0,4}(?:乡镇?|[省市县区镇村]|省份|地市|街道|社区|小组|部门|单位|企业|高校|学校|院校|警种|领域|行业|方面|产业|大类|系列|环节|板块)的?"
)
_HOTLINE = Regex("[一-鿿](?:1[02]|9[56])[0-9]{3}[一-鿿]")  # 兴化12345受理
_AGES = Regex(r"(?:\d{1,2}(?:周?岁)?\s?[-—–~～至到]{1,2}\s?)?\d{1,3}周?岁$")
_WHICH = Regex("(?:的(?!有|为|是|目标|标准|要求)|项目|企业|乡?镇|村|县|园区|产品|品牌)[一-鿿]{1,10}")
_MARKED_OFF = Regex("(?:超过?|不足|满|达到?|[高低大小]于)$")
_AGED = ("岁", "周岁", "个月")
_TAUGHT = Regex("学前[一二三]年毛?入[园学]率")
_ABOUT = Regex("(?:围绕|聚焦|针对)[^，。；]*提出$")  # 围绕增长、结构、效率提出3项指标
_GREW_WITHIN = Regex("间?(?:累计)?(?:增长|翻)")  # 总产量十年增长1.3倍
_PAID = Regex(r"(?:补[贴助]|津贴|资金|经费|收入|费用|政策资金)[一-鿿]{0,3}\d")
_LIMITS, _RANGED = (
    Regex(r"(及?以[上下内])?的(?=[\d.,]+万?[余多]?[个家户项件处座所人名村镇])"),
    Regex(r"[\d.]+[万亿]?元?[-—–~～至]$"),
)
_NAMED_ON = Regex(r"\s?(?:[（(]含[）)])?及?以[上下内]?[\u4e00-\u9fff]")


def left_of(text: str, mentions: Sequence[Mention], index: int) -> str:
    """The words of the clause before the number, back to a break or to the number before."""
    mention = mentions[index]
    floor = max(mention.start - 60, 0)
    back = index - 1
    while back >= 0 and inside_words(text, mentions[back]):
        back -= 1
    if ends_a_range(text, mentions, back, mention):
        return left_of(text, mentions, back)
    if back >= 0:
        floor = max(floor, end_of(text, mentions[back], mention.start))
    breaks = [found.end() for found in CLAUSE_BREAK.finditer(text, floor, mention.start)]
    begin = breaks[-1] if breaks else floor
    if begin == floor and back >= 0 and names_the_first(text, mentions[back], mention):
        left = left_of(text, mentions, back)  # 涉及12个乡镇87个村
        return "" if "、" in left or left.endswith(("等", "前")) else left
    left = text[begin : mention.start].strip()
    mark = text[begin - 1] if begin > floor else ""
    if (
        mark == "、"
        and _counts_the_list(text, mention, left)
        and not _ABOUT.search(text, floor, mention.start)
    ):
        # 数据库、刊物、骨干队伍四个抓手: the list is counted, its last entry and the noun behind name it.
        left = left.removesuffix("等")
        alike = left if "等" in left else f"{left}等"
        return alike if 2 <= len(left) <= 10 and not left.endswith("的") else ""
    if (
        mark == "、"
        and left
        and (
            not text.endswith(mentions[index - 1].unit or "\0", 0, floor)
            or any(text[b - 1] in "，。；！？\n" for b in breaks)
        )
    ):
        # 调研、视察、评估活动77次: a list of nouns before the number is one label when it is short.
        whole = next((b for b in reversed(breaks) if text[b - 1] != "、"), floor)
        if mention.start - whole <= LONGEST:
            left = text[whole : mention.start].strip()
    if not left and mark in ("（", "(", "“"):
        # A bracket after the words that name the number.
        left = CLAUSE_BREAK.split(text[floor : begin - 1])[-1].strip()
    if mark in ("）", ")"):
        left = _before_aside(text, floor, begin) + left
    left = left.lstrip("）) ")  # 预算执行（10分）得9.7分
    if left.startswith("”") or mark == "”":
        left = quoted_left(text, floor, mention.start)
    return left


def _counts_the_list(text: str, mention: Mention, left: str) -> bool:
    """Whether the number behind a list says how many it has: a measure word for anything, and a noun behind."""
    return (
        mention.measure in ("个", "项", "大", "类")
        and not METRIC.search(left)
        and not left.endswith(("了", "有"))
        and bool(right_of(text, mention))
    )


def ends_a_range(text: str, mentions: Sequence[Mention], back: int, mention: Mention) -> bool:
    """5%—5.5%, 0-6岁: whether the number goes on from that at `back`; 提升1.5个百分点至56.6% tells of two."""
    return (
        back >= 0
        and mentions[back].measure in ("", mention.measure)
        and text[mentions[back].stop : mention.start].strip() in _RANGE
    )


def _before_aside(text: str, floor: int, end: int) -> str:
    """The words before the bracket that ends at `end`: 政府采购金额 of 政府采购金额（以合同签订为准）为231万元, "" where they end with a number."""
    opened = max(text.rfind("（", floor, end), text.rfind("(", floor, end))
    head = CLAUSE_BREAK.split(text[floor:opened])[-1].strip() if opened > floor else ""
    return head if len(head) < LONGEST and not head[-1:].isdigit() else ""


def names_the_first(text: str, one: Mention, after: Mention) -> bool:
    """12个乡镇87个村: the words between two counts say where the first are; the second has a noun of its own."""
    if (
        one.measure not in _COUNTED
        or after.measure not in (*_COUNTED, "人", "起", "件")
        or not _WHERE.fullmatch(text, one.stop, after.start)
    ):
        return False
    return after.measure in ("户", "人") or bool(right_of(text, after))  # 全村4个小组120户


def inside_words(text: str, before: Mention) -> bool:
    """第一产业增加值, 5A级景区, 决算数比2023年度减少: such numbers do not end the words of the next one."""
    compared = before.reason in ("年份", "日期") and text[max(before.start - 1, 0) : before.start] in (
        "比",
        "较",
        "与",
        "同",
        "由",
        "从",
    )
    noted = before.reason == "序号" and text[max(before.start - 1, 0) : before.start] in ("[", "［")
    called = before.reason == "编码" and _HOTLINE.fullmatch(text, max(before.start - 1, 0), before.stop + 1)
    told = before.measure in ("项", "大") and not before.token[0].isdigit() and _PAID.match(text, before.stop)
    since = before.measure == "年" and text.endswith(("与前", "比前", "较前"), 0, before.start)
    taught = before.reason == "时段" and _TAUGHT.match(text, max(before.start - 2, 0))
    within = before.reason == "时段" and before.token.endswith("年") and _GREW_WITHIN.match(text, before.stop)
    return (
        bool(compared or noted or called or told or since or taught or within)
        or before.reason in INSIDE_WORDS
    )


def end_of(text: str, before: Mention, start: int) -> int:
    """Where the words of the next number may begin: not inside 百亿以上农业特色产业, whose number is part of the name."""
    if not before.structural and _NAMED_ON.match(text[before.stop : before.stop + 8]):
        lead = text[max(before.start - 2, 0) : before.start]
        if (
            not lead
            or lead[-1] in "，。；：、\n”"
            or lead in ("其中", "单价", "价值", "金额", "投资", "面积")
        ):
            return before.start - (len(lead) if lead in ("单价", "价值", "金额", "投资", "面积") else 0)
    if _WHICH.fullmatch(text, before.stop, start) and _MARKED_OFF.search(text, 0, before.start):
        lead = text[max(before.start - 16, 0) : before.start]
        return before.start - len(CLAUSE_BREAK.split(lead)[-1])  # 产值超5000万元的镇4个
    if before.measure in ("岁", "周岁") and (
        ages := _AGES.search(text, max(before.start - 12, 0), before.stop)
    ):
        return ages.start()  # 0—14岁人口
    if before.measure == "元":
        # 建设10亿元以上重大产业项目26个, 村级收入15万元以上的9个, 5~10万元的3个
        opened = _RANGED.search(text, max(before.start - 16, 0), before.start)
        limit = _LIMITS.match(text, before.stop)
        if text.startswith("以上", before.stop) or (limit and limit.end() == start and (opened or limit[1])):
            first = opened.start() if opened else before.start
            return first - len(CLAUSE_BREAK.split(text[max(first - 16, 0) : first])[-1])
    return before.stop


def names_the_next(text: str, mentions: Sequence[Mention], index: int) -> bool:
    """500万元以上的4家, 60岁以上老年人7万人: whether the number is part of what the next one is called."""
    if index + 1 >= len(mentions) or (one := mentions[index]).structural:
        return False
    after = mentions[index + 1]
    if CLAUSE_BREAK.search(text, one.stop, after.start):
        return False
    counted = after.role in ("value", "count") and after.measure not in ("元", "个百分点")
    return (counted or one.measure in _AGED) and end_of(text, one, after.start) < one.stop


def quoted_left(text: str, floor: int, end: int) -> str:
    """Take a quoted name along: “三公”经费 → “三公”经费, 建成“长者饭堂” → 建成“长者饭堂”."""
    piece = text[floor:end]
    close = piece.rfind("”")
    opened = piece.rfind("“", 0, close)
    tail = piece[close + 1 :].strip()
    if opened < 0:
        return re.split(r"[（(][类款][）)]", piece[:close])[-1] if not tail else tail.removeprefix("等")
    head = CLAUSE_BREAK.split(piece[:opened])[-1] if opened else ""
    quoted = piece[opened : close + 1]
    if "（款）" in quoted or "(款)" in quoted:
        return re.sub(r"[（(]项[）)]”?$", "", re.split(r"[（(][类款][）)]", quoted)[-1]) + tail
    return (head + quoted + tail).strip()


def is_base(text: str, mention: Mention) -> bool:
    """比预算数98.00万元少: what is compared with is not what the sentence is about."""
    clause = re.split(r"[，。；：\n]", text[max(mention.start - 20, 0) : mention.start])[-1]
    told = mention.direction or mention.role in ("growth", "change")  # 同比上升6.8%和4.2%
    return re.match(r"\s*(?:比|较|与|同)", clause) is not None and not told


def is_span(text: str, mention: Mention) -> bool:
    """前4天累计接待, 近3个月办结: how long, not what."""
    return mention.measure in ("天", "个月", "年", "小时", "周") and text.endswith(
        ("前", "近", "连续"), 0, mention.start
    )


def out_of_aside(between: str) -> bool:
    """Whether a bracket closes between two numbers that opened before the first."""
    marks = [char for char in between if char in "（）()"]
    return bool(marks) and marks[0] in "）)"


def paragraph_head(text: str, offset: int) -> str:
    """The words a paragraph opens with: 3、…（款）职业年金缴费支出（项）。主要用于…。年初预算为 speaks of 职业年金缴费支出."""
    begin = text.rfind("\n", 0, offset) + 1
    head = re.split(r"[。；：，;:]|,(?!\d{3})", text[begin : min(begin + 90, offset)], maxsplit=1)[0]
    head = re.sub(r"^[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]\s*", "", head)
    words = trim_links(re.sub(r"[（(][类款项][）)]$", "", head.strip()))
    words = re.split(r"\d", re.split(r"[（(][类款][）)]", words)[-1])[0]
    if not words and begin:
        # 5、…（款）购房补贴（项）。 on a line of its own, 主要用于：… below it.
        above = re.search(
            r"(?:[（(][类款][）)])([^（()）\n]{2,20})[（(]项[）)]。?[ 　]*\n$",
            text[max(begin - 120, 0) : begin],
        )
        return above[1] if above else ""
    if (measure := _METRIC_HEAD.match(text, begin, offset)) and METRIC.fullmatch(measure[1]):
        return "" if measure[1] == "其中" else measure[1]  # 1、收入：792万元。比上年增加
    return (
        ""
        if len(words) < 2 or METRIC.fullmatch(words) or VIEW.fullmatch(words) or begin + len(head) >= offset
        else words
    )


# 主要原因是公务用车购置费增加；完成预算的95%: what a reason speaks of is not what the number is of. A reason ends with its semicolon,
# or before the clause of the number.
_REASON = Regex(
    r"(?:^|[，,；;])\s*(?:其?主要原因|原因|主要[是系因]|主要由于|由于|因为)[^；;。\n]*(?:(?=[；;])|(?=[，,][^，,；;。\n]*$))"
)


def _clauses_before(text: str, start: int, end: int) -> list[str]:
    """The clauses that may name something before the one that the number at `end` stands in: no asides, no reasons."""
    clauses: list[str] = CLAUSE_BREAK.split(_REASON.sub("", ASIDE.sub("", text[start:end])))
    told = [one for one in clauses[:-1] if one.strip()]
    if told and not clauses[-1].strip():
        if any(char.isdigit() for char in told[-1]):
            return told[:-1]  # 比上年的38起、24人
        if clauses[0].strip() and text[start - 1 : start] not in ("", "，", "。", "；", "年", "\n"):
            return told[1:]  # 20项达到预期，2项: the rest of what the number before is in
    return told


def headed(text: str, offset: int) -> str:
    """1、收入：792万元。 is headed by 收入."""
    found = _HEADED.search(text, max(offset - 24, 0), offset)
    return found[1] if found and found[1] != "其中" else ""


def named_between(text: str, start: int, end: int) -> str:
    """A new item named after the last number: “；项目支出，预算数” names 项目支出."""
    clauses = _clauses_before(text, start, end)
    for clause in reversed([one for one in clauses if not VIEW.fullmatch(one.strip())]):
        words = re.sub(r"^(?:以[上下内]|左右)", "", trim_links(clause.strip()))
        words = re.sub(r"(?:[比较与同].{2,6})?(?:无增减变化|持平|无变化|基本一致)$", "", words)
        if (
            2 <= len(words) <= LONGEST
            and CHINESE.is_in(words)
            and not METRIC.fullmatch(words)
            and not only_deed(words)
            and not re.search(
                r"[增减超短][收支]\d|序时进度|^(?:未|不|无|均)|^“?(?:十[一二三四五]|[七八九])五”?(?:时期|期间)?[末初]?$|新[高低]$|(?:首位|前列|大关|台阶|关口)$|^(?:位|跃|稳|高)?[居列排][^，]{0,6}第?.{0,3}[位名]$|持平|主要|原因|因为|由于|扣除|剔除|比|较|考虑",
                words,
            )
        ):
            return words
    return ""


_PASSED = Regex("亿?(?:元|斤)?(?:台阶|大关|关口)")  # 连跨4个千亿台阶，达到
_METRIC_HEAD = Regex(r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．])?\s*([一-鿿]{2,8})[：:]\s*\d")
_HEADED = Regex(r"(?:^|[，。；、.．）)\s])([一-鿿]{2,12})[：:]\s*$")


def words_between(text: str, start: int, end: int) -> str:
    for clause in reversed(_clauses_before(text, start, end)):
        if VIEW.fullmatch(clause.strip()):
            continue
        words = re.sub(r"^.*\d[\d,.]*[万亿]?元|\d[\d,.]*\D{0,3}$", "", trim_links(clause.strip()))
        numbered = any(char.isdigit() for char in words)  # 增产74亿斤
        if (
            len(words) >= 2
            and not numbered
            and not _PASSED.fullmatch(words)
            and not METRIC.fullmatch(words)
            and not only_deed(words)
        ):
            return words[-LONGEST:]
    return ""
