"""Tell whether numbers are the items of one list: by what stands between them, by their names, by what was done to them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from drafter.numbers.list_words import AVERAGE
from drafter.numbers.numerals import read_numeral
from drafter.patterns import Regex
from drafter.relations.evidence.chance import chance
from drafter.relations.evidence.evidence import is_told_change
from drafter.relations.evidence.side_by_side import run_around
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene

_PLAIN_GAP = Regex(r"[^，。；：\d]{0,6}[，、；和及与][^，。；：（(\d]{1,24}")
_LISTED = Regex(r"\s*[、和及与][^，。；：（(\d]{1,24}")
# What is done to an amount step by step, or set beside it: 安排a，支付b，结余c are no items of one list.
_STEP = Regex(
    r"实际|已|支付|支出|使用|完成|结余|剩余|到位|下达|拨付|可用|执行|预算|计划|目标|合格|整改|办结|应|率|均|上年|去年|同期|比|较|最|第|参|到|达"
)
_WORDS_OF_PARTS = ("其中", "分别", "包括", "包含")
_NAME, _REACH, _ROUND, _BY_CHANCE = 2, 7, 2, 0.2
_ITS_OWN_TOTAL = Regex(r"总[额量数值]$")  # 资产总额a，负债总额b，权益总额c
_ORDINAL = Regex(
    r"第([一二三四五六七八九十]|\d{1,2})(?:期|批次?|次|阶段|轮|组|场|标段|季度)[^，。；、\d]{0,6}$"
)


def of_one_kind(scene: Scene, head: int, group: Sequence[int]) -> bool:
    mentions = scene.mentions
    if "。" in scene.gap(head, group[0]) and _ends_a_list(scene, head):
        return False  # 网络申请34件、当面申请44件。从申请主体看: the last item of another list
    same = all(mentions[i].period == mentions[head].period and not mentions[i].bound for i in group)
    return same and all(
        _PLAIN_GAP.fullmatch(re.sub(r"[（(][^（()）]*[）)]", "", scene.gap(_with_twin(scene, one), other)))
        for one, other in itertools.pairwise(group)
    )


def _ends_a_list(scene: Scene, head: int) -> bool:
    return (
        head > 0 and scene.like(head - 1, head) and _LISTED.fullmatch(scene.gap(head - 1, head)) is not None
    )


def is_listed(scene: Scene, head: int) -> bool:
    """Whether a number is one of three or more that 、 joins with their names: 网络申请34件、信函申请36件、当面申请44件."""
    first, last = run_around(scene, head, _LISTED)
    return last - first > 1 and all(scene.like(i, head) for i in range(first, last + 1))


def are_items(scene: Scene, group: Sequence[int]) -> bool:
    """Whether nothing in the words of a run speaks against its being a list: 国内371.9万人次，国际14.5万人次."""
    if are_totals(scene, group):
        return False
    return not any(is_told_change(scene, i) or _STEP.search(scene.words_before(i)) for i in group)


def are_totals(scene: Scene, group: Sequence[int]) -> bool:
    """Whether one of them is called a total itself: 资产总额76.2亿元，负债总额51.9亿元，权益总额16.2亿元."""
    return any(_ITS_OWN_TOTAL.search(scene.words_before(i)) for i in group)


def name_the_whole(scene: Scene, head: int, group: Sequence[int]) -> bool:
    """Whether the names of the parts make the name of the whole: 还本付息: 还本、付息."""
    whole = scene.words_before(head)
    return all(len(name) > 1 and name[:2] in whole for name in _names(scene, group))


def built_alike(scene: Scene, group: Sequence[int]) -> bool:
    """Whether the names of the parts are all of one build: 咨询类、求助类、投诉类."""
    names = _names(scene, group)
    if any(not 2 <= len(name) <= 10 for name in names) or len(set(names)) < len(names):
        return False
    names = [_ITS_OWN_TOTAL.sub("", name) or name for name in names]
    return len({name[-1] for name in names}) == 1 or len({name[:2] for name in names}) == 1


def counted_off(scene: Scene, group: Sequence[int]) -> bool:
    """第一期420人次，第二期385人次，第三期465人次: whether the names count from the first on, so that none is left out before the last."""
    for n, i in enumerate(group, 1):
        start = scene.mentions[i].start
        found = _ORDINAL.search(scene.text, max(start - 14, 0), start)
        if found is None or read_numeral(found[1]) != n:
            return False
    return len(group) > 1


def stands_beside(scene: Scene, head: int, first: int) -> bool:
    """投诉举报类12件，行政处罚类17件: whether a number is told like the one behind it, as an item of its list and no total."""
    one, other = _names(scene, [head])[0], _names(scene, [first])[0]
    if len(one) < 2 or one.endswith(other) or other.endswith(one):
        return False  # 支出a，教育支出b
    return one[-1] == other[-1] and _PLAIN_GAP.fullmatch(scene.gap(head, first)) is not None


def parts_what_is_named(scene: Scene, relation: Relation) -> bool:
    """支付1186.44万元。支付资金中：前端a、线路b、平台c: the name before 中 is that of the amount told last, and hardly an accident mends it."""
    head, parts = relation.target, sorted(relation.terms)
    name = scene.clauses_before(parts[0]).rpartition("。")[2].split("中")[0].strip()
    if len(name) < _NAME or not _named_by(name[:_NAME], scene.words_before(head)):
        return False
    if parts[0] - head > _REACH:
        return False
    plain = max(scene.mentions[i].telling for i in parts) > _ROUND and not any(map(scene.planned, parts))
    return plain and chance(scene.mentions, relation) < _BY_CHANCE


def _named_by(name: str, words: str) -> bool:
    """Whether the words hold a name, or its two characters in turn: 收案 for 新收各类案件."""
    return name in words or 0 <= words.find(name[0]) < words.rfind(name[1])


def is_of_each(scene: Scene, head: int, words: str) -> bool:
    """Whether the amount is an average or a standard, and no word calls what follows its parts."""
    return AVERAGE.is_in(scene.words_before(head)) and not words.startswith(_WORDS_OF_PARTS)


def told_with(scene: Scene, group: Sequence[int]) -> bool:
    """甲1.14万人，乙4474人，丙2006人，分别完成计划的a、b和c: the first is one of three, no total of two."""
    after = group[-1] + 1
    if after >= len(scene.mentions) or not scene.words_before(after).startswith("分别"):
        return False
    return run_around(scene, after)[1] - after == len(group)


def _names(scene: Scene, group: Sequence[int]) -> list[str]:
    return [re.split("、|和|及|其中[：:，]?", scene.words_before(i))[-1] for i in group]


def _with_twin(scene: Scene, i: int) -> int:
    """The amount that stands right behind a count, of the same item: 8个600万元."""
    twin = i + 1
    if twin == len(scene.mentions) or scene.gap(i, twin) or scene.like(i, twin):
        return i
    return twin


def is_mean(scene: Scene, head: int, i: int) -> bool:
    """学生2304人，班均48人，其中七年级762人: a mean of the whole is none of its parts."""
    return AVERAGE.is_in(scene.words_before(i)) and not AVERAGE.is_in(scene.words_before(head))
