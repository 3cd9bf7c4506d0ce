"""Last year's figure, or that of another period, told beside the figure whose change is told."""

from __future__ import annotations

import re

from drafter.patterns import Regex
from drafter.relations.scene import Scene

_LAST_BESIDE = Regex(
    r"[^，。；（(]{0,8}[，（(；]\s*(?:而)?(?:上年|去年|上一年|(?:19|20)\d\d\s*年)(?:度|同期)?(?:的)?(?:[^，。；\d]{0,6}(?:预算|决算|执行|支出|收入|完成))?数?(?:为|是|仅|只有|有)?"
)
_THEN = Regex(
    r"[）)]?[，,；]\s*(?:(?:同比|比上年(?:同期)?|比去年(?:同期)?|较上年(?:同期)?|较去年(?:同期)?|与上年相比|相比|较之|共)[，]?)?\s*(?:净)?(?P<word>[^，。；\d]{1,4}(?:幅度?)?(?:了|为|达|约)*)"
)
_TWO_YEARS = Regex(
    r"(?P<one>(?:19|20)\d\d)\s*年度?[、和与](?P<other>(?:19|20)\d\d)\s*年度?[^，。；\d]{0,24}分别(?:为|是|达|达到|完成|安排|支出)?\s*$"
)
_TIMES = {"上年": 0, "去年": 0, "同比": 0, "年初": 1, "期初": 1}
_THEN_IT_WAS = Regex(
    rf"[，（(]({'|'.join(one for one in _TIMES if one != '同比')})(?:度|同期|同期数|[末底]?数)?(?:为|是)?$"
)
_SINCE = Regex("(?:比|较|与)(?:上年|去年|年初|期初)|^同比")
_PART = r"第?[一二三四]季度|[上下]半年|1?\d月(?!\d)|十?[一二三四五六七八九十]月"
_TWO_PARTS = Regex(
    rf"(?P<one>{_PART})份?[、和与](?P<other>{_PART})份?[^。；\d]{{0,24}}分别[^，。；\d]{{0,6}}\s*$"
)
_FROM_PART = Regex(
    rf"[，。；](?:[^；\n\d]{{0,30}}[，。])?\s*(?P<now>{_PART})份?[^，。；\d]{{0,14}}(?:比|较)(?P<base>{_PART})份?[^，。；\d]{{1,8}}"
)


def find_beside(scene: Scene, index: int, scope: list[int], own: int | None) -> tuple[int, int] | None:
    """支出12万元，上年决算15万元，下降20% / 2310条，2023年为2100条，上升10%: (now, base), last year's figure standing between."""
    back = [i for i in range(index - 1, scope[0] - 1, -1) if scene.mentions[i].role != "structural"]
    change = index
    if back and scene.mentions[index].role == "growth" and own == back[0]:
        change = back.pop(0)
    after = told_after(scene, index, scope)
    amount = next((i for i in back if scene.mentions[i].role in ("value", "count")), None)
    counted = scene.mentions[index].role == "growth" or (after is not None and scene.like(index, after))
    if after is not None and amount is not None and scene.like(amount, after) and counted:
        return (amount, after) if scene.same_segment(amount, index) else None
    if len(back) < 2:
        return None
    base, now = back[0], back[1]
    amounts = all(scene.mentions[i].role in ("value", "count", "score") for i in (base, now))
    if not amounts or not scene.like(now, base) or scene.mentions[now].bound or scene.mentions[base].bound:
        return None
    if scene.mentions[change].role == "change" and not scene.like(change, base):
        return None
    named = _by_year(scene, now, base, change) or _by_part(scene, now, base, change)
    if named is not None:
        return named
    then = _THEN.fullmatch(scene.gap(base, change))
    if then is None or not _LAST_BESIDE.fullmatch(scene.gap(now, base)):
        return None
    earlier = scene.mentions[base].period
    year = re.search(r"(?:19|20)\d\d", scene.gap(now, base))
    return (now, base) if earlier == "上年" or (year and earlier == year[0]) else None


def told_after(scene: Scene, index: int, scope: list[int]) -> int | None:
    """接待来访316批，比上年多24批，上年为292批: the figure of the time before told behind the change; 比年初增加（年初为…）, too."""
    base = next((i for i in scope if i > index and scene.mentions[i].role != "structural"), None)
    if base is not None and scene.mentions[base].role in ("growth", "change"):
        base = next((i for i in scope if i > base), None)
    if base is None or scene.mentions[base].role not in ("value", "count"):
        return None
    told = _THEN_IT_WAS.search(scene.gap(base - 1, base))
    since = _SINCE.search(scene.words_before(index))
    if told is None or since is None or _TIMES[since[0][-2:]] != _TIMES[told[1]]:
        return None
    return base if scene.same_segment(index, base) else None


def _by_year(scene: Scene, first: int, second: int, change: int) -> tuple[int, int] | None:
    """2023年、2024年预算分别为1250万元和1400万元，2024年比2023年增长12%: the amounts in the order of their years."""
    start = scene.mentions[first].start
    found = _TWO_YEARS.search(scene.text, max(start - 60, 0), start)
    if found is None or not re.fullmatch(r"\s*[、和与，]\s*", scene.gap(first, second)):
        return None
    gap = re.sub(r"(?:19|20)\d\d", "", scene.gap(second, change))
    if not re.fullmatch(r"[，；](?:同比|年度?(?:比|较)年度?|后者比前者|比上年|较上年)?[^，。；\d]{0,6}", gap):
        return None
    return (second, first) if int(found["one"]) < int(found["other"]) else (first, second)


def _by_part(scene: Scene, first: int, second: int, change: int) -> tuple[int, int] | None:
    """一季度、二季度分别完成18.4亿元和19.8亿元，二季度比一季度增长7.6%: the amounts of the parts of the year that are compared."""
    start = scene.mentions[first].start
    told = _FROM_PART.fullmatch(scene.gap(second, change))
    found = _TWO_PARTS.search(scene.text, max(start - 60, 0), start) if told else None
    if told is None or found is None or not re.fullmatch(r"\s*[、和与，]\s*", scene.gap(first, second)):
        return None
    amounts = {found["one"]: first, found["other"]: second}
    now, base = amounts.get(told["now"]), amounts.get(told["base"])
    return (now, base) if now is not None and base is not None and now != base else None
