"""Name what is told of something named before: how it changed, what share it has, what was done with it, its score."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from drafter.numbers.labels.deeds import noun_of
from drafter.numbers.labels.places import out_of_aside
from drafter.numbers.labels.words import (
    CHANGE_TAIL,
    LONGEST,
    METRIC,
    METRIC_TAIL,
    STRONG_BREAK,
    WHOLE_METRIC,
    trim_links,
)
from drafter.numbers.mention import Mention
from drafter.numbers.said import RATES
from drafter.patterns import Regex
from drafter.text import fold

CHANGED = Regex("(?:增长率|增减额|占比)$")
SINCE_MONTHS = Regex(
    '[比较](?:去年|上年)?(?:同期|全年)[和与、](?:去年|上年)?(?:同期|全年)(?:分别|均)?(?:有所)?|(?<![环同对占])[比较与同][“"]十[二三四五]五[”"](?:时期|期间)?(?:末|初)?(?:相比)?|(?<![环同对占])[比较与同](?:上年|去年|(?:19|20)[0-9]{2}年)?(?:[一二三四]季度|前[一二三]季度|上(?:个?月|季度|周)|[上下]半年|[0-9]{1,2}(?:[-—–~～至][0-9]{1,2})?月份?)(?:末|底)?的?(?:同期)?(?:相比)?'
)
_SINCE_LAST_YEAR = Regex("^[与同](?:上年|去年)(?:同期|同月)?相?比[，]?")  # 与去年同期相比事故起数增加
_FROM_BUDGET = Regex(
    "由(?:(?P<at_first>(?:年初|原|调整前)(?:的?预算|安排)?数?)|调整)(?P<by>(?:调[增减])?(?:增减额|增长率)?)$"
)
_BY_PRICES = Regex("(?:[按以](?:可比价格?|不变价格?|现行?价格?|可比口径)(?:计算)?|扣除价格因素后?)[，]?")
_OF_ITSELF = Regex("^自然(?:增幅|增长|增加)[为约达]*$")
_LIKEWISE = Regex(r"[（(](?:[^（）()]{0,8}下同|以下[^（）()]{0,8}同比)[）)]")
_AVERAGED = Regex("(?:(?:[两三四五]|[2-5])年)?(?:平均|年均)(?:增长|增加|递增)?")

_WITHIN = Regex("(?:[0-9]{1,2}|[一二三四五六七八九十两]{1,2})年间?")
_THEN = Regex("(?<=..)同期$")
_SHARED = Regex("比重|占比|水平")
_PACE = Regex("(?:增速|增幅|降幅|涨幅|跌幅)$")
_THAN_THEN = Regex(
    "(?:[比较与同]?(?:上年|去年|(?:19|20)[0-9]{2}年|[一二三四]季度|上半年|上月)?(?:同期|同月|全年|[末底])的?)(?P<what>增速|增幅|降幅|比重|占比|水平)?"
)
"""比同期增速高, （同期为下降: when it was so, and of what the sentence speaks of."""


def change_label(mention: Mention, left: str, subject: Callable[[int], str]) -> str:
    """The label of a growth or a change after the words `left`; `subject(0)` is what the sentence speaks of before the number,
    `subject(1)` before the number before it."""
    kind = "增长率" if mention.role == "growth" else "增减额"
    left = SINCE_MONTHS.sub("", fold(left))
    told = _BY_PRICES.sub("", _LIKEWISE.sub("", _SINCE_LAST_YEAR.sub("", fold(left).replace(" ", ""))))
    own = trim_links(CHANGE_TAIL.sub("", told))
    if re.match(r"\s*前", left) and (before := subject(1)):
        return before + kind  # 较3年前增长44%
    own = "" if len(own) < 2 or _WITHIN.fullmatch(own) else own  # 16年间增长15.6倍, 五年增长8%
    if _AVERAGED.fullmatch(own):
        return f"{_PACE.sub('', subject(0)).removesuffix('年均')}年均{kind}"
    own = re.sub(
        r"(?:同比|比上年|较上年|环比|(?<!占)[环同]?比(?![重例率值]).{2,10}|与.{2,12}相?比)$", "", own
    )
    if own and (then := _THAN_THEN.fullmatch(own)):
        of, what = CHANGED.sub("", subject(0)), then["what"] or ("" if "同期" not in own else "同期")
        if of:
            return f"{of if of.endswith(what) or _SHARED.search(what) else of + what}{kind}"
    if own and _PACE.fullmatch(own):
        return f"{CHANGED.sub('', subject(0))}{own}{kind}"
    if (
        own
        and (not METRIC.fullmatch(own) or WHOLE_METRIC.fullmatch(own))
        and not re.fullmatch(
            r"(?:扣除|剔除)(?!.{2,}的[一-鿿A-Za-z]{2,}).*|比.*|较(?![大多好高]).*|与.*|[一-鿿]{0,3}口径", own
        )
        and not _OF_ITSELF.search(told)
    ):
        return f"{own}{kind}"
    own = own if own and not re.match(r"比|较(?![大多好高])|与", own) else ""
    if own and METRIC.fullmatch(own):
        return f"{METRIC_TAIL.sub('', subject(0))}{own}{kind}"
    of = _THEN.sub("", subject(0))
    if mention.role == "growth":
        of = _PACE.sub("", of)  # 增长6%，增速加快0.3个百分点，环比增长0.5%: not the pace grew
    return f"{of}{f'（{own}）' if own else ''}{kind}"


def amount_of(text: str, mentions: Sequence[Mention], index: int, change: Mention) -> int | None:
    """事故21起、死亡293人，同比减少5起、110人: the amount in the measure of a change, where that at `index` is in another."""
    nearest = mentions[index]
    if change.role != "change" or change.measure in RATES or nearest.measure in (change.measure, *RATES):
        return None
    for back in range(index, max(index - 6, -1), -1):
        one = mentions[back]
        if re.search(r"[。；\n]", text[one.stop : change.start]):
            return None
        if one.measure == change.measure and one.role in ("value", "count"):
            return back
    return None


def told_alike(text: str, mentions: Sequence[Mention], index: int, *, held: bool = False) -> int | None:
    """受理案件97件，去年同期为120件: what the sentence told in the same unit before.

    What is `held` in another is no larger: 办理提案87件，其中重点提案12件，办结85件 are of the 87.
    """
    nearest: int | None = None
    for back in range(index - 1, max(index - 8, -1), -1):
        one = mentions[back]
        if STRONG_BREAK.search(text, one.stop, mentions[index].start):
            break
        aside = out_of_aside(text[one.stop : mentions[index].start])
        if one.measure != mentions[index].measure or one.role not in ("value", "count") or aside:
            continue
        if nearest is None:
            nearest = back
            if not held or abs(one.amount) >= abs(mentions[index].amount):
                break
        elif abs(one.amount) >= abs(mentions[index].amount):
            return back if "其中" in text[one.stop : mentions[nearest].start] else nearest
    return nearest


def moved_label(label: str) -> str:
    """收入由年初预算a调整为b，调增c names the budget at first, afterwards, and between them."""
    if "由" in label and (found := _FROM_BUDGET.search(label)):
        of = "年初预算" if found["at_first"] else "" if found["by"] else "调整后预算"
        return label[: found.start()] + of + found["by"]
    return label


def share_label(subject: str, bare: str) -> str:
    """占全市总数 after what was counted, or 占比 where both are too long."""
    subject = re.sub(r"(增长率|增减额)$", "", subject)
    if not subject or subject in bare:
        return bare
    return subject + bare if len(subject) + len(bare) <= LONGEST else f"{subject}占比"


def share_of(subject: str) -> str:
    """新任委员257名，占60.76%: the share of what was just counted."""
    subject = CHANGED.sub("", subject)
    return f"{subject}占比" if subject else "占比"


def acted_on(subject: str, after: str) -> str:
    """其中17条被《…方案》采纳 → 意见建议被采纳."""
    verb = re.search(r"采纳|采用|吸收|转化|批示|录用|采信|表彰|列为|评为|立案", after)
    done = after if len(after) <= 10 and "《" not in after else after[0] + (verb[0] if verb else "文件采用")
    return (noun_of(subject) + done)[-LONGEST:]


def after_bracket(before: str) -> str:
    """预算编制（满分6分）5.60分: the score of what the bracket gave the full mark of, which is labelled `before`."""
    item = re.sub(r"(?:满分|分值|权重|上年|上年数)$", "", before)
    return item + "得分" if before.endswith(("满分", "分值", "权重")) else item
