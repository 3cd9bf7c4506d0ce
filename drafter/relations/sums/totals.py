"""Tie totals that stand behind their parts: 合计 after a list, 以上五项共计, what each of the sentences before opens with."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from drafter.numbers.list_words import TOTAL, TOTALLED, TOTALLED_OR_BARE
from drafter.numbers.numerals import write_number
from drafter.patterns import Regex
from drafter.relations.evidence.evidence import base_of_change
from drafter.relations.evidence.guesses import mendable, telling
from drafter.relations.relation import Relation, factor_of, may_add_up, relate
from drafter.relations.scene import Scene
from drafter.relations.slips import is_digit_slip
from drafter.relations.sums.subtotals import KINDS, calls_others, is_subtotal

_MOST_SENTENCES = 4
ROLES = ("value", "count", "score")
VACANT = Regex("[空缺][编缺岗额员职]")  # 在职118人，空编8名: persons there are not


def total_after(scene: Scene, index: int, scope: list[int], words: str) -> Relation | None:
    """全体会议1次、常委会会议4次，共5次: the run of like amounts just before 合计 or 共."""
    named = _number_of_terms(scene, index, scope)
    if not (named > 1 or TOTALLED_OR_BARE.search(words)) or is_subtotal(scene, index):
        return None
    run: list[int] = []
    for i in reversed([i for i in scope if i < index - (named > 0)]):
        if VACANT.search(scene.words_before(i)) or _was_in_bracket(scene, i, index):
            continue
        if scene.mentions[i].role in ("growth", "ratio") and run:
            continue  # 新收1654件，同比上升12.90%；加上旧存189件，共
        last = run[-1] if run else index
        gap = scene.gap(i, last)
        if (
            scene.mentions[i].role not in (*ROLES, "change")
            or not scene.like(i, index)
            or len(gap) > 34
            or re.search(r"[。\n]|其中", gap)
        ):
            break
        run.append(i)
    run.reverse()
    if named > 1 and (counted := _counted(scene, index, scope, named)) is not None:
        return counted
    others = calls_others(scene, index, run[-named:], run[:-named])
    if 1 < named <= len(run) and not others and _done_alike(scene, index, run[-named:]):
        return sum_of(scene, index, run[-named:], certain=True)
    small = scene.mentions[index].step == 1 and scene.mentions[index].value < 1000  # adds up by chance
    for group in (run[n:] for n in range(1 if small else max(len(run) - 1, 0))):
        if (relation := sum_that_holds(scene, index, group, certain=True)) is not None:
            return relation
    for group in _heads(scene, index, scope):
        relation = sum_that_holds(scene, index, group, certain=True)
        if relation is not None and telling(scene, relation):
            return relation
    kin = _kin(scene, index, scope)
    relation = sum_that_holds(scene, index, kin, certain=True) if len(run) < len(kin) else None
    if relation is not None:
        return relation
    if len(run) < 2 or not re.fullmatch(
        rf"[^。；]{{0,6}}[，,、；]?\s*(?:{TOTAL}|共)(?:为)?", scene.gap(run[-1], index).strip()
    ):
        return None
    if len(run) > 3 and (begun := begun_by(scene, index, run)) is not None:
        return begun
    relation = sum_of(scene, index, run, certain=TOTALLED.is_in(words), likely=True)
    return relation if relation and (one_slip(scene, index, run, is_digit_slip)) else None


def begun_by(scene: Scene, head: int, run: Sequence[int]) -> Relation | None:
    """职工791人，医师104人、护士574人、医技53人、后勤60人，卫生技术人员合计731人: all but the last of a list, whose whole may stand before it."""
    for listed in (run, run[1:]):
        for many in range(len(listed) - 1, 1, -1):
            relation = sum_of(scene, head, listed[:many], certain=True)
            if relation is not None and relation.expected == scene.mentions[head].value:
                return relation if max(scene.mentions[i].telling for i in listed[:many]) > _ROUND else None
    return None


def _was_in_bracket(scene: Scene, i: int, index: int) -> bool:
    """新收1654件（上年1465件）；加上旧存189件，共: what a bracket tells of last year is added to nothing."""
    return scene.mentions[i].period == "上年" != scene.mentions[index].period and scene.bracketed(i, index)


_ROUND = 2  # digits at most of numbers that add up by accident
_FAMILIES = (
    frozenset(["件", "封", "批", "批次", "次", "条", "宗", "起", "份", "例", "人次"]),
    frozenset(["家", "户", "个"]),
)


def _kin(scene: Scene, index: int, scope: list[int]) -> list[int]:
    """来信186封、来访94批次、网上信访312件，合计592件: all that its sentence counts before it, each by a word of its own."""
    family = next((words for words in _FAMILIES if scene.mentions[index].measure in words), frozenset())
    own = [
        i for i in scope if i < index and scene.same_sentence(i, index) and scene.mentions[i].role in ROLES
    ]
    if len(own) < 2 or any(scene.mentions[i].measure not in family for i in own):
        return []
    plain = all("其中" not in scene.gap(i, j) for i, j in itertools.pairwise([*own, index]))
    return own if plain and len({scene.mentions[i].measure for i in own}) > 1 else []


def _heads(scene: Scene, index: int, scope: list[int]) -> Iterator[list[int]]:
    """发行新增债券a，其中…。发行再融资债券b，其中…。合计发行c: what each of the sentences before opens with, the last two first."""
    like = [i for i in scope if i < index and scene.mentions[i].role in ROLES and scene.like(i, index)]
    firsts = [i for n, i in enumerate(like) if n == 0 or not scene.same_sentence(like[n - 1], i)]
    if firsts and not scene.same_sentence(firsts[-1], index):
        yield from (firsts[-n:] for n in range(2, min(len(firsts), _MOST_SENTENCES) + 1))


def _counted(scene: Scene, index: int, scope: list[int], named: int) -> Relation | None:
    """以上五项合计: the last five like amounts of the paragraph, growth and reasons told between them; another number of them if only that adds up."""
    like = [i for i in scope if i < index - 1 and scene.mentions[i].role in ROLES and scene.like(i, index)]
    now = [i for i in like if not base_of_change(scene, i, index)]
    like = now if len(now) >= named else like  # last year's amounts between them are none of the items
    got = [i for i in like if _GOT.search(scene.words_before(i))]
    like = got if len(got) >= named else like  # 决策20分，得18.1分；过程20分，得17.1分。两类总计
    called = re.sub(rf"(?:{TOTAL}|共)[^，。；\d]{{0,4}}$", "", scene.words_before(index))[-_NOUN:]
    kin = [i for i in like if scene.words_before(i).endswith(called)] if len(called) == _NOUN else []
    if len(kin) == named < len(like):  # 在管高血压患者a，规范管理b；糖尿病患者c，规范管理d。两类患者合计
        return sum_of(scene, index, kin, certain=True)
    total = scene.mentions[index]
    for length in (named, *range(2, len(like) + 1)):
        made = sum_of(scene, index, like[-length:], certain=True) if length <= len(like) else None
        if made is not None and made.holds and (length == named or total.step < 1 or total.value >= 100):
            return made
    if len(like) < named or calls_others(scene, index, like[-named:], like[:-named]):
        return None
    made = sum_of(scene, index, like[-named:], certain=True)
    alike = _done_alike(scene, index, like[-named:])
    return made if made is not None and alike and mendable(scene, made) else None


def _done_alike(scene: Scene, index: int, items: Sequence[int]) -> bool:
    """整治a处；清理完成b处，整治完成c处，三类合计完成: not of what was to be done beside what was."""
    deed = _DEED.search(scene.words_before(index))
    return deed is None or len({deed[1] in scene.words_before(i) for i in items}) == 1


_DEED = Regex(rf"(?:{TOTAL}|共)([\u4e00-\u9fff]{{2}})$")
_GOT = Regex("得分?(?:为)?$")
_NOUN = 2  # characters by which items are called alike


def _number_of_terms(scene: Scene, index: int, scope: list[int]) -> int:
    """三项合计, 以上两类共计: how many terms the text says there are, 0 when it does not."""
    count = index - 1
    if count not in scope or scene.mentions[count].measure not in KINDS:
        return 0
    said = re.fullmatch(rf"[^，。；\d]{{0,4}}(?:{TOTAL}|共)[^，。；\d]{{0,4}}", scene.gap(count, index))
    value = scene.mentions[count].value
    return int(value) if said and value == int(value) else 0


def sum_of(
    scene: Scene, head: int, group: Sequence[int], *, certain: bool = False, likely: bool = False
) -> Relation | None:
    if not group:
        return None  # of nothing comes 合计0件
    return relate(scene.mentions, "sum", head, tuple((1, i) for i in group), certain=certain, likely=likely)


def sum_that_holds(
    scene: Scene, head: int, group: Sequence[int], *, certain: bool = False
) -> Relation | None:
    """Return the same only where it comes out."""
    terms = tuple([(1, i) for i in group])
    if not terms or not may_add_up(scene.mentions, head, terms):
        return None
    made = relate(scene.mentions, "sum", head, terms, certain=certain)
    return made if made is not None and made.holds else None


def one_slip(scene: Scene, head: int, group: Sequence[int], slip: object) -> bool:
    """Whether one wrong number, put right, would make the sum hold."""
    assert callable(slip)
    total = scene.mentions[head]
    missing = total.amount - sum(scene.mentions[i].amount for i in group)
    for i, change in [(head, -missing), *((i, missing) for i in group)]:
        mention = scene.mentions[i]
        factor = factor_of(mention)
        value = mention.value + change / factor
        decimals = max(-int(mention.step.as_tuple().exponent), 0)
        if value >= 0 and slip(mention.token, write_number(value, decimals)):
            return True
    return False
