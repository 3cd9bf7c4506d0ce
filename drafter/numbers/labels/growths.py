"""Name how much something grew, the pace of what grew, and what it grew from or pulled along.

Each rule returns the name, or None where it has nothing to say.
"""

from __future__ import annotations

from drafter.numbers.labels.changes import SINCE_MONTHS, change_label
from drafter.numbers.labels.places import out_of_aside
from drafter.numbers.labels.says import grows
from drafter.numbers.labels.spots import Spot
from drafter.numbers.labels.subjects import TOLD_OF_IT, subject_of
from drafter.numbers.labels.words import STRONG_BREAK, trim_links
from drafter.patterns import Regex

KINDS = {"growth": "增长率", "change": "增减额"}
_GROWS_FROM = Regex("的?基础上[，]?")
_GROWN_ON = Regex("(?P<what>.*?)在(?:去年|上年|(?:19|20)[0-9]{2}年|原有?|目前|现有)?(?:的)?")
_QUARTER = Regex("([一二三四]季度|上半年|下半年)(?:同比|环比|为)?")
_AMOUNT = Regex("(?:贸易|营收|指数|规模|[数额量度])$")
_NEXT = Regex(r"[，、；][^，。；、\n]*")
_MEASURE = Regex(
    "((?:总?产量|总?产值|增加值|销售[额量]|零售总?额|交易[额量]|投资额?|收入|支出|进出口额?|出口额?|进口额?|存栏量?|出栏量?|价格|利润总额|利润|[客货]运量|周转量|用电量|面积|人次|余额))增长率$"
)
_PULLED = Regex(
    "(?P<pull>(?:[正负]向|直接|共同)?(?:拉动|下?拉低|拉高)(?!力)[^，。；0-9]{2,14}?)(?:同比|实际)?(?:增长|增加|上升|提高|提升|下降|回落|减少)*(?:了|约|近|达)?$"
)
_SHARE_OR_PACE = Regex("(?<=..)(?:比重|占比|增速|增幅|降幅)+$")


def base_to_grow_from(spot: Spot) -> str | None:
    """经费在去年76亿元的基础上增长5%: the base is called as what grew."""
    if not _GROWS_FROM.match(spot.text, spot.mention.stop):
        return None
    found = _GROWN_ON.fullmatch(spot.left)
    return found and (trim_links(found["what"]) or subject_of(spot))


def grown_from_a_base(spot: Spot) -> str | None:
    """The growth behind it."""
    if spot.mention.role not in KINDS or not spot.index or spot.deepest:
        return None
    base = spot.mentions[spot.index - 1]
    grows = _GROWS_FROM.match(spot.text, base.stop)
    if grows is None or "，" in spot.text[grows.end() : spot.mention.start] or base.structural:
        return None
    return spot.called(spot.index - 1) + KINDS[spot.mention.role]


def pulled(spot: Spot) -> str | None:
    """第一产业增加值增长4%，拉动生产总值增长0.1个百分点: what did so is what the sentence speaks of."""
    points = spot.mention.measure.endswith("百分点") and not spot.deepest
    found = _PULLED.search(spot.left) if points else None
    if found is None:
        return None
    who = trim_links(SINCE_MONTHS.sub("", spot.left[: found.start()])) or _nearest(spot)
    kind = KINDS.get(spot.mention.role, "")
    return _SHARE_OR_PACE.sub("", who) + found["pull"] + kind


def _nearest(spot: Spot) -> str:
    """What the number before it in the sentence is of."""
    for back in range(spot.index - 1, max(spot.index - 8, -1), -1):
        if STRONG_BREAK.search(spot.text, spot.mentions[back].stop, spot.mention.start):
            break
        if not (
            spot.mentions[back].structural
            or out_of_aside(spot.text[spot.mentions[back].stop : spot.mention.start])
        ):
            return TOLD_OF_IT.sub("", spot.called(back))
    return subject_of(spot)


def change(spot: Spot) -> str | None:
    if not spot.mention.direction or spot.mention.role not in KINDS:
        return None
    label = change_label(
        spot.mention,
        spot.left,
        lambda back: subject_of(spot.at(spot.index - back)) if spot.index >= back else "",
    )
    if quarter := _QUARTER.fullmatch(_before_direction(spot)):
        return quarter[1] + _QUARTER.sub("", label)  # 分季度看，一季度增长6.8%，二季度增长3.2%
    return _with_pace(spot, label) or _with_measure(spot, label)


def _before_direction(spot: Spot) -> str:
    """The words of the clause before the word that tells which way it went."""
    assert spot.mention.direction
    start = spot.mention.direction[0]
    begin = max(spot.text.rfind(mark, max(start - 20, 0), start) for mark in "，。；、：\n") + 1
    return spot.text[begin:start]


def _with_pace(spot: Spot, label: str) -> str:
    """投资增长11%，比上年加快4个百分点: a change in points of what grew is one of its pace."""
    if not spot.mention.measure.endswith("百分点") or not spot.index or spot.deepest:
        return ""
    back = spot.index - 1
    while back > 0 and spot.mentions[back].structural:
        back -= 1
    before, stem = spot.mentions[back], label.removesuffix("增减额")
    if before.role != "growth" or STRONG_BREAK.search(spot.text, before.stop, spot.mention.start):
        return ""
    return f"{stem}增速增减额" if spot.called(back) == f"{stem}增长率" else ""


def _with_measure(spot: Spot, label: str) -> str:
    """汽车产量增长82%，集成电路增长14%: what grew in the clause before grew here too."""
    stem = label.removesuffix("增长率")
    if (
        stem == label
        or grows(stem)
        or _AMOUNT.search(stem)
        or spot.deepest
        or not spot.index
        or not _before_direction(spot).startswith(stem)
    ):
        return label
    before = spot.mentions[spot.index - 1]
    if before.role != "growth" or not _NEXT.fullmatch(spot.text, before.stop, spot.mention.start):
        return label
    measure = _MEASURE.search(spot.called(spot.index - 1))
    new = measure and len(stem) > 1 and not stem.endswith(measure[1])
    return f"{stem}{measure[1]}增长率" if measure and new else label
