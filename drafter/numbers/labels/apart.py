"""Tell two amounts of one paragraph apart that their own words call the same: 发放低保金 of the city's poor and of the villages'."""

from __future__ import annotations

from drafter.numbers.labels.asked import Asked
from drafter.numbers.labels.heads import head_of_list, is_part
from drafter.numbers.labels.items import item_head
from drafter.numbers.labels.says import acts, without_kind
from drafter.numbers.labels.topics import topic_of
from drafter.numbers.labels.words import METRIC, shortened, trim_links
from drafter.patterns import Regex

# 其次为县城集镇，共发生火灾5起; 城市火灾相对较少，发生火灾3起; 按常住人口计算，人均产值9元
_IN_RANK = Regex(
    r"(?:其次|再次|最后|最[多少高低]的)(?:依次)?(?:为|是)(?P<next>[^，。；：\d]{2,14})，[^，。；\d]*$"
    r"|(?<![^，。；\n\s])(?P<rank>[^，。；：\d\s]{2,10}?)(?:相对|比较|明显|占比)?(?:较|最|居)[多少高低大小首前][，][^，。；\d]*$"
    r"|(?<![^，。；\n])(?P<view>按[^，。；：\d]{2,8})(?:计算|口径|统计)，[^，。；\d]*$"
)
_AIMED = Regex(
    r"(?<![^，。；：\n])(?:[针]?对于?|围绕|聚焦)(?P<of>[^，。；：\d\n]{3,26}?)(?:坚持“[^”\n]*”)?(?:，[^。；\n]*$|(?=(?:提起公诉|起诉|批准逮捕)\d[^。；\n]*，[^，。；\n]*$))"
)
_GENERAL = Regex("(?<=..)(?:团伙|窝点|嫌疑人|案件数?|人数|件数)$")
_BEYOND = Regex("已?超|[比较]")
_FLOW = Regex("出口|进口")  # of a place, of goods, of firms


def told_apart(asked: Asked) -> str:
    """What the amount is told of that another of its name in the paragraph is not told of."""
    if not (asked.twice or _FLOW.fullmatch(asked.stem)):
        return ""
    head = head_of_list(asked.text, asked.mentions, asked.at, asked.stem, asked.name)
    if head is not None:
        return "" if _BEYOND.match(called := asked.name(head)) else shortened(without_kind(called))
    if is_part(asked.text, asked.mentions, asked.at):
        return ""
    if not asked.twice:
        return ""
    return topic_of(asked) or shortened(item_head(asked.text, asked.mention.start))


def in_rank(asked: Asked) -> str:
    """What the clause before speaks of, by rank or by view."""
    found = (
        _IN_RANK.search(asked.text, max(asked.begin("。；\n") - 1, 0), asked.mention.start)
        if asked.twice
        else None
    )
    return shortened(trim_links(next(one for one in found.groups() if one))) if found else ""


def aimed_at(asked: Asked) -> str:
    """对轻微犯罪的未成年人，不批捕9人，不起诉3人: at whom or what its part of the sentence says all of it was done."""
    if asked.stem[:1] in "对针" or not (acts(asked.stem) or asked.deed or _GENERAL.search(asked.stem)):
        return ""
    found = _AIMED.search(asked.text, asked.begin("。；\n"), asked.mention.start)
    of = trim_links(found["of"]) if found else ""
    return "" if len(of) < 3 or of in asked.stem or METRIC.fullmatch(of) else shortened(of)
