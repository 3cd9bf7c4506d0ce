"""Guess what a stated average is of: the amount, and the count that it is told for each of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.relations.evidence.evidence import base_of_change
from drafter.relations.evidence.guesses import RESULTS, Guess, around, ratio
from drafter.relations.evidence.side_by_side import run_around
from drafter.relations.scene import COUNTED_ALIKE, Scene

# What 车均, 案均 and the like divide by, in the words that count it.
_PER_ONE = Regex(
    r"([\u4e00-\u9fff])均[\u4e00-\u9fff]{0,10}$|(?:(?:平均)?每|单)([\u4e00-\u9fff])[\u4e00-\u9fff]{0,8}$"
)
_OWNER = Regex(r"每[个户家]?([\u4e00-\u9fff]{2,6})的")
_ONES = {
    "车": "辆台",
    "案": "件宗起",
    "生": "人名",
    "师": "人名",
    "次": "次场批",
    "场": "场次",
    "会": "次场个",
    "户": "户家",
    "企": "户家",
    "校": "所",
    "村": "个",
}
_STANDARD = Regex("的?(?:标准|测算|计算|核定|核算)")
_PRICE, _A_MEAN = Regex("单价|均价|每"), Regex("平均|每|[人户次件]均")
_CAME_TO = Regex("(?:[总合小]?计|共|总价|金额|投入|投资|支出|支付|发放|拨付|需|应)")
_LENGTHS = ("毫米", "厘米", "米")


def guess_average(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Guess]:
    """人均, 平均每辆, 每平方米: an amount by a count of something else."""
    before, after = around(scene, index, scope)
    after = after or [i for i in scope[scope.index(index) + 1 :][:3] if scene.mentions[i].role in RESULTS]
    words = re.sub("人次", "人", scene.words_before(index)[-12:])
    owner = _OWNER.search(words)
    close = before[: 5 if owner else 3] + after
    near = [i for i in before[:5] + after if i in close or scene.same_sentence(min(i, index), max(i, index))]
    if _STANDARD.match(scene.text, scene.mentions[index].stop):
        near = [i for i in near if i > index or not scene.like(i, index)]  # 按人均89元测算，需a万元
    # 与去年同期的a起、b人和c万元相比: all that stands side by side there
    near = [i for i in near if not base_of_change(scene, run_around(scene, i)[0], index)] or near
    near += [i for i in _head_of_list(scene, before) if i not in near]
    amounts = _whole_first(scene, [i for i in near if _averaged(scene, i, index)])
    counts = [i for i in near if scene.mentions[i].measure and not _averaged(scene, i, index)]
    counts = _with_heads(scene, counts, before)
    counts = [i for i in counts if not _A_MEAN.search(scene.words_before(i))]  # 每批次平均9.0人，人均
    if "人口" in words and not owner:  # 每千人口床位 is by no pupils, nor by visitors
        counts = [i for i in counts if "人口" in scene.words_before(i)]
    if scene.mentions[index].measure in _LENGTHS:  # 平均降雨214.6毫米 is of no 水位1.32米
        counts = [i for i in counts if scene.mentions[i].measure not in _LENGTHS]
    if "元" not in words:  # 万元产值能耗 is by money, 平均退水时间 by no 人均收入11123元
        counts = [i for i in counts if scene.mentions[i].measure != "元"]
    each = _PER_ONE.search(words)
    ones = _ONES.get((each[1] or each[2]) if each else "", "")
    named = [
        i
        for i in counts
        if re.sub("人次|名|位", "人", scene.mentions[i].measure) in words
        or scene.mentions[i].measure[0] in ones
    ]
    if each and each[1] == "人" and not any(_is_person(scene, i) for i in counts):
        counts = []  # 人均事业费 is by no 册
    if each and each[1] == "生":  # 教师233人，馆藏6162册，生均: pupils are called so
        named = counts = [i for i in counts if "生" in scene.words_before(i)]
    named = _whole_first(scene, named)
    if owner:  # 集体户12户，家庭户人口70人，集体户人口18人，平均每个家庭户的人口
        amounts, named = (
            sorted(them, key=lambda i: owner[1] not in scene.words_before(i)) for them in (amounts, named)
        )
    bought = [i for i in counts if _PRICE.search(words) and i == index + 1 and scene.same_segment(index, i)]
    if not named and len(counts) == len(amounts) == 1 and scene.same_segment(min(*counts, *amounts), index):
        named = counts  # 项目12个，涉及资金876.10万元，项目平均资金规模: there is nothing else to share out
    total = _comes_to(scene, index, words)
    if total in amounts:
        amounts.sort(key=lambda i: i != total)
        bought = bought or [i for i in counts[:1] if i == index - 1 and "单价" in words]
    for amount in amounts:
        for count in counts:
            first = amount == amounts[0] and count == (bought or named or counts)[0]
            told = count in bought or (count in named and (amount == total or max(amount, count) < index))
            yield from ratio(scene, index, [amount], count, 2 if first and told else 1)


def _comes_to(scene: Scene, index: int, words: str) -> int | None:
    """安装护栏65.2公里，每公里造价12.5万元，投入815.0万元: what is told right behind a price to have come of it."""
    behind = index + 1
    if "均" in words or not _PRICE.search(words) or behind >= len(scene.mentions):
        return None
    told = scene.same_segment(index, behind) and _CAME_TO.match(scene.words_before(behind))
    return behind if told else None


def _with_heads(scene: Scene, counts: Sequence[int], before: Sequence[int]) -> list[int]:
    """警情a起，其中火灾b起、抢险c起、救助d起，平均每起: with what the last counts make up, in the place of its parts."""
    found = [*counts]
    for last in counts:
        like = [i for i in before if i <= last and scene.like(i, last)]
        head = next((h for n, h in enumerate(like) if n > 1 and _makes_up(scene, like[:n], h)), None)
        if head is not None and head not in found:
            found = [head, *(i for i in found if i not in like)]
    return found


def _makes_up(scene: Scene, parts: Sequence[int], whole: int) -> bool:
    return sum(scene.mentions[i].amount for i in parts) == scene.mentions[whole].amount


def _is_person(scene: Scene, i: int) -> bool:
    return COUNTED_ALIKE.get(scene.mentions[i].measure, scene.mentions[i].measure) in ("人", "人次")


def _head_of_list(scene: Scene, before: list[int]) -> list[int]:
    """生产总值a，其中一产b，二产c，三产d。人均: what the list right before it parts, where that comes out."""
    like = [i for i in before if scene.like(i, before[0])]
    return [head for head in _whole_first(scene, like)[:1] if head != like[0]]


def _averaged(scene: Scene, i: int, index: int) -> bool:
    """放映8652场，观影43.8万人次，每场平均51人: visits are counted by heads."""
    return scene.like(i, index) or (
        scene.mentions[index].measure in ("人", "次") and scene.mentions[i].measure == "人次"
    )


def _whole_first(scene: Scene, counts: list[int]) -> list[int]:
    """案件2186件，刑事1247件，民事862件，其他77件，件均: of the items of a list that comes out and their whole, the whole."""
    for n, head in enumerate(counts):
        items = [i for i in counts[:n] if scene.like(i, head)]
        if len(items) > 1 and sum(scene.mentions[i].amount for i in items) == scene.mentions[head].amount:
            return [head, *(i for i in counts if i != head)]
    return counts
