"""Name a number that tells which part of something else it is, and the plan that it is a part of: 占全市总数, 完成年初预算80万元的115%."""

from __future__ import annotations

from drafter.numbers.labels.changes import share_label, share_of
from drafter.numbers.labels.heads import AMOUNTS
from drafter.numbers.labels.spots import Spot
from drafter.numbers.labels.subjects import PLANNED, subject_of
from drafter.numbers.labels.words import METRIC, SHARE, trim_links
from drafter.patterns import Regex

_SHARE_ALONE = Regex("[约仅]?占(?:比|比重|比例)?(?:为|达到?|约|近|超过?)?")
_HAS_SHARE = Regex("(.{2,}?)(?:只|仅|约|已|各)?占(?:比|比重|比例)?(?:为|达到?|约|近|超过?)?")
# 水质好的河段占9%，较好的占65%: each grade is one of what the first was told of.
_GRADES = "较?好|一般|较?差|较?优|良好?|优[良秀]|合格|不合格|轻度|中度|重度"
_GRADE = Regex(f"(?:{_GRADES})的")
_GRADED = Regex(f"(?P<of>.{{2,}}?)(?:{_GRADES})的(?P<thing>.{{2,}})占比")
_ABOUT = Regex("^(?:已|约|大约|仅|只|也)+(?=占)")
_FOR_PLAN = Regex("为(?:年度?|全年|当年|年初|同期)?(?:预算|计划|目标|任务)(?:数|总额)?")
_PLAN = Regex(
    "(?:已?(?P<did>完成)|占|为|(?<!下)达到?|是|相当于)了?(?P<plan>[^，。；、0-9]{0,14}(?:任务|目标|计划|预算|概算|调整数|总数|总量)数?的?)$"
)
_PACE = Regex(r"的(?:[一-鿿]{2})?(?P<pace>增[速幅]|降幅|[涨跌]幅|增长(?!点|极)|下[滑降]|回落)")
_PACE_OF = Regex("(?:而|则|更?[是以]|仍|还)*(?:出现|保持|实现|呈现|取得|达到|遭遇|录得|有|以)?$")
_KIND = Regex("(?:增长率|增减额|占比)$")
_MEASURE = Regex("[一-鿿]{0,2}(?:数量|总数|总量|人数|件数|金额|总额|规模)")
_ITS_SHARE = Regex(f"{_MEASURE.pattern}(?P<share>占(?!用|地|领).+)")
_OF, _RATED = (
    Regex("的(?:近|约|超过?)?"),
    Regex(r"(?:及?以[上下])?的(?:近|约|超过?)?\d[\d.,]*(?:[%％]|成|倍)"),
)


def share_of_plan(spot: Spot) -> str | None:
    """支出927万元，为年初预算的104%."""
    plan = _FOR_PLAN.fullmatch(spot.left.removesuffix("的")) if spot.mention.role == "ratio" else None
    return plan and share_label(subject_of(spot), "占" + plan[0][1:])


def plan_of_a_share(spot: Spot) -> str | None:
    """支出92万元，完成年初预算80万元的115%: the plan is called so, and the rate behind it a share of the plan."""
    if spot.deepest:
        return None
    rate = spot.mention.role == "ratio" and spot.index > 0 and _OF.fullmatch(spot.left)
    at = spot.at(spot.index - 1) if rate else spot
    plan = _PLAN.search(at.left)
    if (
        plan is None
        or at.mention.role not in AMOUNTS
        or not (rate or _RATED.match(spot.text, spot.mention.stop))
    ):
        return None
    what = plan["plan"].removesuffix("数").removesuffix("的")
    who = trim_links(at.left[: plan.start()]) or subject_of(at)
    who = "" if who.endswith("比") else who  # 同口径比增长5%
    if rate:
        return share_label(PLANNED.sub("", who) or who, (plan["did"] or "占") + what)
    return who if who.endswith(what) else PLANNED.sub("", who) + what


def share_alone(spot: Spot) -> str | None:
    """新任委员20名，占40%."""
    if spot.mention.role != "ratio" or not _SHARE_ALONE.fullmatch(spot.left):
        return None
    return share_of(subject_of(spot))


def share_of_its_own(spot: Spot) -> str | None:
    """第一产业从业人员占22.9%: who has the share is told in the same clause."""
    has = _HAS_SHARE.fullmatch(spot.left) if spot.mention.role == "ratio" else None
    who = trim_links(has[1]) if has else ""
    if has and spot.index and not spot.deepest and (grade := _GRADE.fullmatch(has[1])):
        first = _GRADED.fullmatch(spot.called(spot.index - 1))
        return f"{first['of']}{grade[0].removesuffix('的')}的{first['thing']}占比" if first else None
    if len(who) < 2 or METRIC.fullmatch(who) or _MEASURE.fullmatch(who):
        return None
    counted = (
        spot.index and not spot.deepest and spot.text.startswith(who, spot.mentions[spot.index - 1].stop)
    )
    called = spot.called(spot.index - 1) if counted else ""  # 其他5个乡镇占45%
    return share_of(called if called.endswith(who) else who)


def pace_behind(spot: Spot) -> str | None:
    """甲港以8.8%的增速居首, 乙港出现20.7%的大幅下滑: whose pace it is."""
    if spot.mention.role not in ("ratio", "growth") or spot.mention.direction:
        return None
    pace = _PACE.match(spot.text, spot.mention.stop)
    if pace is None:
        return None
    whose = _PACE_OF.sub("", trim_links(spot.left)) or subject_of(spot)
    measure = pace["pace"] if pace["pace"].endswith(("速", "幅")) else "增长率"
    return (_KIND.sub("", whose) + measure) if whose else None


def share_of_something(spot: Spot) -> str | None:
    """占全市总数 after what was counted."""
    share = _ABOUT.sub("", spot.bare)
    if (of := _ITS_SHARE.fullmatch(share)) and (whose := subject_of(spot)):
        return share_label(whose, of["share"])  # 受理案件71件；受案数量占全院的36%
    return share_label(subject_of(spot), share) if SHARE.match(share) else None
