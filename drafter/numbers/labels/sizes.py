"""Name money, sizes and shares by what stands behind them: 投资1500万元的油脂厂, 全长19公里的公路, 近80%的研究项目.

Each rule is given the words before the number that still name it and the noun behind its unit; None where it has nothing to say.
"""

from __future__ import annotations

from drafter.numbers.labels.behind import right_of
from drafter.numbers.labels.deeds import deed_at_end, deed_first, has_deed, only_deed, opens_with_deed
from drafter.numbers.labels.spots import Spot
from drafter.numbers.labels.words import AFTER, LONGEST, MEASURE_OF, PREDICATE, SHARE
from drafter.patterns import Regex

_PEOPLE = ("人", "名", "位", "人次", "辆次")
_OF = Regex(r"(?:以上|左右)?的([一-鿿]{2,14}?)(?=[，。；、]|[和与]\d|$)")
_WHEN = Regex("(?<=..)(?:年度|全年|当年|上年度?)$")
_EACH = Regex("每[人户名家亩]$")
_NUMBERED = Regex("[一两二三四五六七八九十]+[个座条处家所]$")
LAND = Regex("公里|延?米|平方米|平方公里|立方米|万?方|亩|公顷")
_SIZE = Regex("(?:[面体容]积|[长宽高深]度?|里程|规模|[总数重产]量|[数率额])$")
_AND_ITS = Regex("[，、](?:估算|概算|计划)?([一-鿿]{1,5}?)(?:为|达到?|约|近|超过?)*")
_NO_THING = Regex(f"{PREDICATE.pattern}|[每/]|台阶|大关|以[上下]|左右")
_TOTAL = Regex("(?:合计|共计?|总计|累计|约)$")


def of_a_class(spot: Spot, bare: str, after: str) -> str | None:
    """研制1000千瓦级动力机车."""
    return bare + after[1:] if after.startswith("级") and spot.measured else None


def had_by_what_follows(spot: Spot, bare: str, after: str) -> str | None:
    """投资1500万元的油脂厂, 全长19公里的公路: the measure is that of the thing behind 的; 车流93万辆次的压力 is of the words before."""
    sized = spot.measured or spot.mention.measure in _PEOPLE
    of = after.startswith("的") or spot.text.startswith("的", spot.mention.stop)
    if sized and not of and (measure := MEASURE_OF.fullmatch(bare)) and (thing := _had_by_the_next(spot)):
        return thing + measure[0]
    if not sized or spot.mention.role == "ratio" or not of:
        return None
    thing = _NUMBERED.sub("", after.removeprefix("的")) or _counted_next(spot)
    if not thing:
        return None
    if (measure := MEASURE_OF.search(bare)) and len(thing) + len(measure[0]) <= LONGEST:
        return thing + measure[0]
    bare = _WHEN.sub("", bare.removesuffix("了"))
    if LAND.fullmatch(spot.mention.measure) and has_deed(thing) and (deed := deed_first(bare)):
        return (deed + thing)[-LONGEST:]  # 完成两条路合计2300平方米的坑槽修补
    verb = len(bare) < 2 or only_deed(bare) or deed_at_end(bare) or _EACH.search(bare)
    return (bare * (len(bare) > 1) + thing)[-LONGEST:] if verb else bare


def _had_by_the_next(spot: Spot) -> str:
    """全长58公里，投资1860万元的滨河路: what has the measure behind this one too."""
    if spot.index + 1 == len(spot.mentions):
        return ""
    after = spot.mentions[spot.index + 1]
    both = _AND_ITS.fullmatch(spot.text, spot.mention.stop, after.start)
    if both is None or not MEASURE_OF.search(both[1]) or not spot.text.startswith("的", after.stop):
        return ""
    return right_of(spot.text, after).removeprefix("的")


def _counted_next(spot: Spot) -> str:
    """投资90万元的3个项目: the noun of the number right behind 的."""
    if spot.index + 1 == len(spot.mentions):
        return ""
    after = spot.mentions[spot.index + 1]
    return right_of(spot.text, after, shared=True) if after.start == spot.mention.stop + 1 else ""


def worked_on(spot: Spot, bare: str, after: str) -> str | None:
    """完成联圩17公里堤身土方加固, 完成乡道9公里水泥路面: what was done to the length or land, or is so long, behind it."""
    if not LAND.fullmatch(spot.mention.measure) or len(after) < 2 or _NO_THING.match(after):
        return None
    if _SIZE.search(bare) or opens_with_deed(after) or not (has_deed(after) or _ends_clause(spot, after)):
        return None
    whole = _TOTAL.sub("", bare) + after
    return whole if len(whole) <= LONGEST else None


def _ends_clause(spot: Spot, after: str) -> bool:
    """Whether nothing but the words behind the number ends its clause."""
    return spot.text[spot.mention.stop :][: len(after)] == after and spot.text[
        spot.mention.stop + len(after) : spot.mention.stop + len(after) + 1
    ] in ("，", "。", "；", "\n", "")


def part_of_a_whole(spot: Spot, bare: str, after: str) -> str | None:
    """承担了全省近80%的基础研究项目."""
    of = _OF.match(spot.text, spot.mention.stop) if spot.mention.role == "ratio" else None
    return bare + of[1] if of and len(bare) + len(of[1]) <= LONGEST else None


def done_wholly(spot: Spot, bare: str, after: str) -> str | None:
    """与商铺100%签订责任状: what was done to all of them."""
    if spot.mention.role != "ratio" or SHARE.match(bare):
        return None
    found = AFTER.match(spot.text[spot.mention.stop : spot.mention.stop + 24])
    done = found and opens_with_deed(found[1])
    return bare + found[1] if found and done and len(bare) + len(found[1]) <= LONGEST else None
