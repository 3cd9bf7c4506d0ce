"""Find the lists that a number counts (用好数据库、刊物、平台三个抓手, 五个方面：一是…), and how long they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.issue import Severity
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex

_FARTHEST = 120  # lines after the number in which its list is looked for
_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}
_COUNTED = frozenset(
    ("个", "项", "条", "类", "种", "大", "篇", "场", "家", "所", "支", "名", "位", "期", "方面", "件")
)
_QUOTED_RUN = Regex(
    r"((?:“[^”\n]{1,40}”|《[^》\n]{1,40}》)(?:[、和及与以]*(?:“[^”\n]{1,40}”|《[^》\n]{1,40}》)){1,})\s*(等|这)?\s*$"
)
_RUN_ENDS = ("”", "》", "等", "这")
# “争资金、促改革、强队伍”三条主线: what is listed between one pair of quotation marks.
_QUOTED_LIST = Regex(r"“([^”\n、，。]{1,12}(?:、[^”\n、，。]{1,12})+)”\s*$")
# 考勤、请销假、公务用车、采购等四项制度: some of what is counted, so that no more are named than there are.
_SUCH, _LISTED = (
    Regex(r"(?:^|[，。；：\n])([^，。；：\n“”《》（）()]{4,80})等$"),
    ("个", "项", "类", "大", "种", "方面", "条"),
)
_PLAIN_RUN = Regex(r"(?:^|[，。；：\n])([^，。；：\n“”《》（）()等]{4,80})$")
# 下设甲中心、乙中心、丙中心3个二级机构: offices and bodies, which a count of them follows.
_BODY = r"(?:中心|[局处室科股办院所站馆校园队委部会厅库场]|公司|大队|支队|街道|银行|医院|学校|组|社|[乡镇村区县市])"
_BODIES = Regex(rf"(?P<first>[一-鿿]{{2,18}}?{_BODY})(?P<rest>(?:、[^，。；：、\n]{{1,18}}?{_BODY})+)$")
_CLAUSE_END = Regex(r"[，。；：\n]")
_KIND_OF_BODY = Regex(
    r"(?:内设|职能|直属|下属|所属|二级|派出|事业|行政|预算|公益|业务|一类|二类)*(?:机构|单位|[处科股]室|办公室|部门|中心|[局处科股所站校队]|街道|乡镇|社区|[乡镇村区县市]|公司)"
)
_AFTER = Regex(
    r"^[^，。；：\n、]{0,12}(?:，|,)?\s*(?:分别(?:是|为)|即)(?:：|:)?([^。；：\n（）()“”《》等]{4,160})[。；\n]"
)
# 三项举措，即“甲”“乙”“丙”
_QUOTED_AFTER = Regex(
    r"^[^，。；：\n、]{0,12}(?:，|,)?\s*(?:分别(?:是|为)|即)(?:：|:)?((?:[“《][^”》\n]{1,40}[”》][、和及与以]*){2,})[。；\n，]"
)
_AFTER_COLON = Regex(r"^[^，。；：\n、]{0,12}(?:：|:)([^，。；：\n（）()“”《》等\d]{4,160})(?:[。\n]|$)")
_OPENS = Regex(r"^[^，。；\n]{0,16}[：:]\s*$")
_BEGINS = Regex(
    r"^[^，。；：\n]{0,12}(?:实事|大事|方面|工作|任务|措施|举措|问题|重点|原因|特点|行动|工程)?(?:：|:|(?<=[事面作务施措题点因动程])[，。])\s*(?:一(?:是|要)|[（(][一1][）)]|①|1[.．、](?!\d))"
)
_ORDINALS = (
    Regex(r"([一二三四五六七八九十])(?:是|要)"),
    Regex(r"[（(]([一二三四五六七八九十])[）)]"),
    Regex(r"[（(](\d{1,2})[）)]"),
    Regex(r"([①-⑳])"),
    Regex(r"(?<![\d.])(\d{1,2})[.．、](?!\d)"),
)
_ITEM = Regex(
    r"^[ \t　]*(?:[（(]([一二三四五六七八九十]{1,2}|\d{1,2})[）)]|(\d{1,2})[.．、](?!\d)|([一二三四五六七八九十]{1,2})(?:、|是))"
)
_THESE = Regex("以下|如下|下列|这|主要")


def count_lists(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int, Severity]]:
    """Yield (mention, length of its list, how sure) for the first list of each that can be delimited."""
    for index, mention in enumerate(mentions):
        if mention.measure not in _COUNTED or mention.structural or mention.bound:
            continue
        exact = mention.step == 1 or mention.token.endswith("十")  # 十 is written to the tens, and exact
        if not exact:
            continue
        if 2 <= mention.value <= 30:
            found = next(lists_beside(text, mention), None)
            if found is not None:
                yield index, *found


def lists_beside(text: str, mention: Mention) -> Iterator[tuple[int, Severity]]:
    """Yield the length of each list that the number may count, and how surely it is delimited."""
    before = text[max(mention.start - 300, 0) : mention.start]
    line_end = text.find("\n", mention.stop)
    after = text[mention.stop : line_end if line_end >= 0 else len(text)]
    if before.rstrip().endswith(_RUN_ENDS) and (quoted := _QUOTED_RUN.search(before)):
        counted = len(re.findall(r"“[^”]*”|《[^》]*》", quoted[1]))
        if not quoted[2] or counted > mention.value:
            yield counted, "error"
        return
    if mention.measure in _LISTED and (such := _SUCH.search(before)) and not re.search(r"\d", such[1]):
        if (counted := such[1].count("、") + 1) > mention.value:
            yield counted, "warning"
        return
    if mention.token in _DIGITS and (listed := _QUOTED_LIST.search(before)):
        yield listed[1].count("、") + 1, "warning"
        return
    if (
        mention.token in _DIGITS
        and mention.measure in ("个", "项", "大")
        and (counted := _plain(before, after))
    ):
        yield counted, "warning"
    if counted := _bodies(before, after):
        yield counted, "warning"
        return
    if quoted := _QUOTED_AFTER.match(after):
        yield len(re.findall("[“《]", quoted[1])), "error"
        return
    if listed := _AFTER.match(after):
        if counted := _names(listed[1], mention.value):
            yield counted, "error"
        return
    opens = _OPENS.match(after)
    if opens or _BEGINS.match(after) or _THESE.search(before[-8:]):
        counted = _ordinals(after) or (_numbered(text, line_end) if opens else 0)
        if counted:
            yield counted, "error"
            return
    if (listed := _AFTER_COLON.match(after)) and (counted := _names(listed[1], mention.value)):
        yield counted, "warning"


def _names(listed: str, told: Decimal) -> int:
    """How many names a 、 list holds, 0 where it is no such list; of two right ways to count the one that was told.

    车管所及指挥中心 are two, 财务和资产科 is one: who names either number is right.
    """
    names = listed.split("、")
    ends = re.split(r"(?<=[^、]{2})(?:以及|[和及与])(?=[^、]{2,}$)", names[-1])
    if len(names) < 2 or not all(
        1 < len(name) < 26 and not re.search(r"[\d，]", name) for name in [*names[:-1], *ends]
    ):
        return 0
    least, most = len(names), len(names) - 1 + len(ends)
    return (least if told == least else most) if most > 2 else 0


def _plain(before: str, after: str) -> int:
    """用好数据库、刊物、综合平台三个抓手: the items of a clause that holds nothing but the list."""
    run = _PLAIN_RUN.search(re.sub(r"“[^”\n]*”", "其", before))
    noun = re.match(r"(抓手|渠道|通道|机制|环节|维度|层面|平台|方面|领域|阶段|步骤|关口|重点)", after)
    if run is None or noun is None or run[1].count("、") < 1 or re.search(r"\d|[和及与]", run[1]):
        return 0
    return run[1].count("、") + 1


def _bodies(before: str, after: str) -> int:
    """How many offices a 、 list just before the number names, 0 when it is no such list or one of them may be two."""
    if not _KIND_OF_BODY.match(after):
        return 0
    clause = _CLAUSE_END.split(re.sub(r"[（(][^（()）\n]*[）)]", "", before))[-1]
    found = _BODIES.search(clause) if clause.count("、") > 1 else None
    if found is None:
        return 0
    names = [found["first"], *found["rest"].split("、")[1:]]
    if len(names) < 3 or any(re.search(r"[和及与等]|其他", name) for name in names):
        return 0
    return len(names)


def _ordinals(after: str) -> int:
    """How far 一是…二是…, （一）…（二）… or ①…②… counts without a gap, by whichever opens first; 0 when it does not start at one."""
    begun = [(found.start(), pattern) for pattern in _ORDINALS if (found := pattern.search(after))]
    if not begun:
        return 0
    count = 0
    for found in min(begun, key=lambda one: one[0])[1].finditer(after):
        number = _place_in_order(found[1])
        if number == count + 1:
            count += 1
        elif number == 1:
            break
    return count if count > 1 else 0


def _place_in_order(mark: str) -> int:
    return _DIGITS.get(mark) or (int(mark) if mark.isdecimal() else ord(mark) - ord("①") + 1)


def _numbered(text: str, line_end: int) -> int:
    """How many paragraphs numbered in one style follow the line, counting up from one; other lines stand in between."""
    count, style = 0, ""
    at, lines = line_end + 1, 0
    while 0 < at < len(text) and lines < _FARTHEST:
        lines += 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        found = _ITEM.match(text[at : min(end, at + 12)])
        if found:
            number = found[1] or found[2] or found[3]
            value = int(number) if number.isdigit() else _chinese(number)
            kind = re.sub(r"[一二三四五六七八九十\d\s　]+", "#", found[0])
            if not style:
                if value != 1:
                    return 0
                style = kind
            if kind == style:
                if value != count + 1:
                    break
                count += 1
            elif count and _outer(kind, style):
                break
        elif not count:
            return 0
        at = end + 1
    return count if count > 1 else 0


def _chinese(number: str) -> int:
    if number.startswith("十"):
        return 10 + (_DIGITS[number[1]] if len(number) > 1 else 0)
    return (
        _DIGITS[number[0]] * 10 + (_DIGITS.get(number[2], 0) if len(number) > 2 else 0)
        if "十" in number
        else _DIGITS[number]
    )


def _outer(kind: str, style: str) -> bool:
    """Whether another style is a level above: 一、 above （一） above 1. above （1）."""
    order = {"#、": 0, "（#）": 1, "(#)": 1, "#.": 2, "#．": 2}
    return order.get(kind, 9) < order.get(style, 9)
