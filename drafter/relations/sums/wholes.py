"""Tell whether the parts of a list make up a whole: by arithmetic, by their names, or but for one slip."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.relations.evidence.chance import chance
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene
from drafter.relations.slips import is_digit_slip
from drafter.relations.sums.known_wholes import PARTS
from drafter.relations.sums.levels import is_past_its_list, own_level
from drafter.relations.sums.totals import one_slip, sum_of, sum_that_holds

# How easily a slip may mend a list by accident before it says nothing; the less the more ways there are to group its items.
_METRIC = Regex(r"(预算|执行|决算|目标|实际)(?:数|值|完成值)?(?:为|是)?$")
_CARRIED = Regex("结转|结余")
_NO_WONDER, _UNLIKELY, _OF_TWO, _RARE, _HARDLY_EVER = 1.0, 0.5, 0.25, 0.06, 0.005
# What may be said of one person at once: 其中35岁以下9名、大专以上学历11名 counts some of them twice.
_TRAITS = tuple(
    Regex(trait)
    for trait in (
        r"岁",
        r"学历|本科|大专|专科|研究生|硕士|博士|文化程度",
        r"男|女",
        r"党员|团员|群众$",
        r"高级|中级|初级|正高|副高|职称|技师",
        r"族",
        r"户籍|户口|外来|流动",
        r"脱贫|低收入|残疾|困难|退役|失业",
    )
)


def find_whole(scene: Scene, head: int, parts: list[int]) -> Relation | None:
    """The sum of those of the parts that come to the head; None when no grouping of them does."""
    if len(parts) < 2:
        return None
    enough = _big_enough(scene, head)
    own = _own_level(scene, parts)
    for group in itertools.chain([own] if own != parts else [], _groups(scene, parts)):
        relation = sum_that_holds(scene, head, group, certain=True) if len(group) >= 2 else None
        if relation is None or is_past_its_list(scene, relation):
            continue
        if enough or are_all_there(scene, group):
            return relation
    return None


def find_broken(
    scene: Scene, head: int, parts: list[int], *, direct: bool, among: bool = False
) -> Relation | None:
    """A sum that does not hold although the parts are the whole by their names, or one slip away from it.

    What is told `among` others, behind 其中, need not be all.
    """
    mention = scene.mentions[head]
    by_year = _year_by_year(scene, head, parts)
    if not by_year:
        parts = [i for i in parts if scene.mentions[i].period == mention.period or is_carried(scene, i)]
    parts = _own_level(scene, parts)
    if mention.bound or any(scene.mentions[i].bound for i in parts) or _overlapping(scene, head, parts):
        return None
    if parts and "重复" in scene.words_before(parts[-1]):
        return None  # 水资源a，其中地表b，地下c，两者不重复量d: told by what is counted twice
    groups = [
        group
        for group in [*_groups(scene, parts)][:10]
        if len(group) >= 2 and _same_metric(scene, head, group)
    ]
    named = None
    if whole := next((group for group in groups if are_all_there(scene, group)), None):
        named = sum_of(scene, head, whole, certain=True)
        if whole == parts:
            return named
    for group in groups:
        top = group == parts or group == _first_level(scene, parts) or group in _openings(scene, parts)
        relation = sum_of(scene, head, group)
        if relation is None or relation.holds or not mendable(scene, relation):
            continue
        accident = chance(scene.mentions, relation)
        doubt = _UNLIKELY if len(group) > 2 else _OF_TWO  # 其中 hardly ever names all of more than it names
        first = top and group != parts and group == _first_level(scene, parts)
        if accident < (_RARE if first else doubt if top else _HARDLY_EVER):
            return sum_of(scene, head, group, certain=not among and accident < _HARDLY_EVER, likely=True)
        if not top or not direct:
            continue
        closed = _closed(scene, group) or _as_many_kinds(scene, head, group)
        likely = (
            closed
            or _outgrown(scene, head, group)
            or _exceeds(scene, head, group)
            or (_parallel(scene, group) and (len(group) > 2 or accident < _NO_WONDER))
            or (by_year and group == parts)
            or mention.measure == "分"
        )
        if likely and one_slip(scene, head, group, is_digit_slip):
            sure = closed or (mention.measure == "分" and len(group) > 2)
            return sum_of(scene, head, group, certain=sure, likely=True)
    return named


def is_carried(scene: Scene, i: int) -> bool:
    """上年结转a, 结转下年支出b: told of another year, and an item of this one's income or spending."""
    return _CARRIED.search(scene.words_before(i)) is not None


def are_all_there(scene: Scene, group: Sequence[int]) -> bool:
    """Whether the parts are by their names all the parts there are: 基本支出 and 项目支出."""
    labels = [
        scene.words_before(i) + scene.words_after(i) if len(group) > 2 else scene.label(i) for i in group
    ]
    return any(
        len(names) == len(group)
        and all(any(_names(name, label) for label in labels) for name in names)
        and all(any(_names(name, label) for name in names) for label in labels)
        and _of_the_same(labels, names)
        for names in PARTS
    )


def _of_the_same(labels: Sequence[str], names: Sequence[str]) -> bool:
    """乡村人口, 城镇新增就业人员; 城镇参加医疗保险人数, 农村参加养老保险人数: two names part no whole where each is of a thing of its own."""
    if len(names) > 2:
        return True
    things = {
        label.rpartition(name)[2].strip("为是（）")
        for label in labels
        for name in names
        if _names(name, label)
    }
    shortest = min(filter(None, things), key=len, default="")
    return all(thing.endswith(shortest) for thing in things if thing)


def metric(scene: Scene, index: int) -> str:
    found = _METRIC.search(scene.words_before(index)) or _METRIC.search(scene.label(index))
    return found[1] if found else ""


def _big_enough(scene: Scene, head: int) -> bool:
    """Small whole numbers add up by chance: 22 = 14 + 8."""
    mention = scene.mentions[head]
    return mention.step < 1 or mention.value >= 100 or "其中" in scene.text[mention.stop : mention.stop + 14]


def _year_by_year(scene: Scene, head: int, parts: Sequence[int]) -> bool:
    """三年改造96公里，其中2023年30公里、2024年36公里、2025年30公里: a part, or as many parts, for each year of the whole."""
    periods = Counter(scene.mentions[i].period for i in parts)
    start = scene.mentions[head].start
    span = re.search("[两三四五六七八九十][年期]|累计|计划|共", scene.text[max(start - 24, 0) : start])
    even = len(periods) > 1 and len({*periods.values()}) == 1
    return span is not None and len(parts) > 2 and even


def _groups(scene: Scene, parts: list[int]) -> Iterator[list[int]]:
    """What may be the parts: all; the first of each clause between ；; those of one measure word (执行数); the first n."""
    yield parts
    yield _first_level(scene, parts)
    yield from _openings(scene, parts)
    yield from (
        parts[:n]
        for n in range(len(parts) - 1, 1, -1)
        if re.search(r"[，；（(]", scene.gap(parts[n - 1], parts[n]))
    )


def _openings(scene: Scene, parts: list[int]) -> list[list[int]]:
    """The run up to the first ；, and the run that only 、 and 和 join."""
    clause = next((n for n in range(1, len(parts)) if "；" in scene.gap(parts[n - 1], parts[n])), len(parts))
    listed = next(
        (
            n
            for n in range(1, len(parts))
            if not re.fullmatch(
                r"\s*(?:（[^）]*）)?[、和及与][^，。；]{1,40}", scene.gap(parts[n - 1], parts[n])
            )
        ),
        len(parts),
    )
    return [parts[:n] for n in dict.fromkeys((clause, listed)) if 2 <= n < len(parts)]


def _first_level(scene: Scene, parts: list[int]) -> list[int]:
    return [i for n, i in enumerate(parts) if n == 0 or "；" in scene.gap(parts[n - 1], i)]


def _own_level(scene: Scene, parts: list[int]) -> list[int]:
    """中央a，增长7.1%；地方b，其中，土地收入c: without what is said of a part; all where that leaves no list."""
    own = own_level(scene, parts)
    return own if len(own) > 1 else parts


def _overlapping(scene: Scene, head: int, parts: Sequence[int]) -> bool:
    """Whether the parts are told by traits of different kinds, so that one thing may be counted in two of them."""
    ends = [head, *parts]
    words = [scene.gap(before, i) for before, i in itertools.pairwise(ends)]
    kinds = {n for n, trait in enumerate(_TRAITS) for one in words if trait.search(one)}
    return len(kinds) > 1


def _same_metric(scene: Scene, head: int, group: Sequence[int]) -> bool:
    mine, its = metric(scene, head), metric(scene, group[0])
    return mine == its or (mine == "" and its not in ("预算", "目标")) or its == ""


def _names(name: str, label: str) -> bool:
    return name in label and not (len(name) == 1 and len(label) > 4)


def _parallel(scene: Scene, group: Sequence[int]) -> bool:
    """A list of one kind, item by item: 数量指标6项、质量指标3项、时效指标2项; its names end alike and nothing stands between."""
    names = [re.sub(r"^其中|^[：:，]", "", scene.words_before(i).split("、")[-1]) for i in group]
    tails = {name[-1:] for name in names}
    gaps = [scene.gap(one, other) for one, other in itertools.pairwise(group)]
    same = (len(tails) == 1 and len(names[0]) >= 2) or _closed(scene, group)
    return same and all(re.fullmatch(r"[^，。；]{0,3}[、，；][^，。；、]{1,14}", gap) for gap in gaps)


def _exceeds(scene: Scene, head: int, group: Sequence[int]) -> bool:
    """Parts that one 、 list names come to more than the whole."""
    listed = all(
        "、" in scene.gap(one, other) and not re.search("[，；]", scene.gap(one, other))
        for one, other in itertools.pairwise(group)
    )
    return listed and sum(scene.mentions[i].amount for i in group) > scene.mentions[head].amount


def _outgrown(scene: Scene, head: int, group: Sequence[int]) -> bool:
    """One part alone is more than the whole."""
    return any(scene.mentions[i].amount > scene.mentions[head].amount for i in group)


def _closed(scene: Scene, group: Sequence[int]) -> bool:
    """The last part is 其他…: whoever lists the rest lists everything."""
    return len(group) > 2 and bool(re.match("其他|其它|其余", scene.words_before(group[-1]).split("、")[-1]))


def _as_many_kinds(scene: Scene, head: int, group: Sequence[int]) -> bool:
    """四类管网1.67万公里，其中…四项: the text says how many parts there are."""
    count = scene.mentions[head - 1] if head else None
    if count is None or count.measure not in ("类", "项", "个", "种", "大类") or count.value != len(group):
        return False
    return bool(re.fullmatch(r"[^，。；：\d]{0,8}", scene.gap(head - 1, head)))
