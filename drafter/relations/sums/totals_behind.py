"""Find totals that stand behind their parts, whatever word calls them so: 甲a万元、乙b万元，两项合计; 收入a，加上补助b，收入合计."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from drafter.numbers.list_words import ADDS
from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable, telling
from drafter.relations.evidence.side_by_side import run_to
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene
from drafter.relations.sums.balances import MINUS, PLUS
from drafter.relations.sums.list_items import of_one_kind
from drafter.relations.sums.subtotals import is_subtotal
from drafter.relations.sums.totals import VACANT, begun_by, sum_of, sum_that_holds

_ROLES = ("value", "count")
_ROUND = 2  # digits at most of numbers that add up by accident
_BEHIND = Regex(
    r"(?:合计|共计|总计|共(?![同享建产识和])|总数|总额|之和|总和|总共|累计|小计|总量|加起来|加总|相加|加在一起|合起来)[^，。；：\d]{0,8}$|总(?!值|体|书|结|部|工)[\u4e00-\u9fff]{0,4}$"
)
# 加上补助收入a，以及调入资金等b，收入合计: with what was told sentences before, where no accident makes so many digits fit.
_ADDED = Regex(rf"(?:^|收入|支出|财力|另|再){ADDS}")
_MOST_ADDED, _PRECISE, _FAR, _NEAR = 8, 3, 12, 4
_OPENS = Regex(r"[：。；\n]")
_TOGETHER = Regex(r"，(?:合计|总计|共计|总共|一共|共)[^，。；：\d]{0,8}")
_DONE, _TAIL, _FEWEST = Regex(r"(?:已|共|累计|总共)[^，。；：\d]*?([一-鿿]{3,})$"), 4, 2
_WITH, _WHAT_IS_LEFT = Regex("加上?|连同"), Regex("结余|结转|达到?$|总")


def total_behind(scene: Scene, head: int, before: Sequence[int]) -> Relation | None:
    """The parts before their total: 甲a万元、乙b万元，两项合计."""
    words = scene.words_before(head)
    if PLUS.match(words) or MINUS.match(words):
        return None  # 结余a，加总收入b，减总支出c: what is reckoned with is no total of what stands before it
    if (called_so := _of_its_kind(scene, head, before, words)) is not None:
        return called_so
    if is_subtotal(scene, head):
        return None  # 前两项合计
    if not _BEHIND.search(words):
        near = before[-_MOST_ADDED:]
        if len(near) > 1 and "加" in scene.gap(near[0], head):  # 加上补助a、结转b后，财力为c
            added = _first_that_comes_out(scene, head, _with_what_was_added(scene, head, before))
            if added is not None:
                return added
        last = before[-2:]
        if not (_WHAT_IS_LEFT.search(words) and _WITH.search(_gaps(scene, [*last, head]))):
            return None
        relation = sum_of(scene, head, last) if len(last) > 1 else None
        plain = relation is not None and all(scene.like(i, head) for i in last)
        if relation is not None and plain and (relation.holds or mendable(scene, relation)):
            return sum_of(scene, head, last, certain=True)
    run = _run_before(scene, head, before)
    held = _that_holds(scene, head, before, run)
    return held or (_slipped(scene, head, run) if run else _told_in_turn(scene, head, before))


def _run_before(scene: Scene, head: int, before: Sequence[int]) -> list[int]:
    """The like amounts that stand side by side before the total."""
    run: list[int] = []
    for i in reversed(before):
        if scene.mentions[i].role not in (*_ROLES, "change") or VACANT.search(scene.words_before(i)):
            continue
        if not scene.like(i, head) and not scene.mentions[i].token[:1].isdigit():
            continue  # 三批项目投资757.44万元: which of them it is
        if not scene.like(i, head) or "\n" in scene.gap(i, head):
            break
        if not scene.same_sentence(i, head) and (run or (len(before) > 1 and not scene.words_before(head))):
            break
        run.insert(0, i)
    # 一批总投资a（其中建筑b），二批c（其中建筑d），合计e: what a bracket tells of each is none of them.
    return [i for i in run if not scene.bracketed(i, head)] or run


def _that_holds(scene: Scene, head: int, before: Sequence[int], run: Sequence[int]) -> Relation | None:
    """The longest end of the run that comes out; else what is called alike, or stands in an earlier sentence."""
    kin = _called_alike(scene, head, before)
    for group in [*(run[n:] for n in range(len(run) - 1)), kin]:
        relation = sum_that_holds(scene, head, group, certain=True) if len(group) > 1 else None
        if relation is None:
            continue
        if group in (run, kin) or telling(scene, relation) or _OPENS.search(scene.clauses_before(group[0])):
            return relation
    if len(run) > 3 and (begun := begun_by(scene, head, run)) is not None:
        return begun
    groups = itertools.chain(_sentences(scene, head, before), _with_what_was_added(scene, head, before))
    return _first_that_comes_out(scene, head, groups)


def _called_alike(scene: Scene, head: int, before: Sequence[int]) -> list[int]:
    """The amounts whose words hold what is left of the total's when 合计, 共 and the like are taken away."""
    own = re.sub(r"全[年县区市镇]|总|合计|共计?|累计|数|为|达到?|小计", "", scene.words_before(head))
    return [
        i
        for i in before
        if scene.like(i, head)
        and scene.mentions[i].role in _ROLES
        and len(own) > 1
        and own in scene.words_before(i)
    ]


def _first_that_comes_out(scene: Scene, head: int, groups: Iterable[Sequence[int]]) -> Relation | None:
    for group in groups:
        relation = sum_that_holds(scene, head, group, certain=True)
        if relation is not None and _comes_out(scene, relation):
            return relation
    return None


def _slipped(scene: Scene, head: int, run: Sequence[int]) -> Relation | None:
    """The total that one slip keeps from coming out of the run, of what one list names, or of what is not planned."""
    words = scene.words_before(head)
    joined = run_to(scene, run)
    if len(joined) > 1 and _TOGETHER.fullmatch(scene.gap(joined[-1], head)):
        relation = sum_of(scene, head, joined, certain=True)
        if relation is not None and mendable(scene, relation):
            return relation  # 分别花费78.60万元、64.50万元和31.20万元，共支出: all that one list names
    if "累计" in words and not re.search("[季月年]", "".join(scene.words_before(i) for i in run)):
        return None  # 新建充电端口2.6万个，累计7.9万个: with those of other years
    planned = [n for n, i in enumerate(run) if scene.planned(i)]
    tail = run[planned[-1] + 1 :] if planned and not scene.planned(head) else []
    if not tail and len(run) > 2 and sum_that_holds(scene, run[0], run[1:]) is not None:
        tail = run[1:]  # the total stands before the list as well
    beside = [i for i in run if scene.same_segment(i, head)]
    for group in (run, tail, beside):  # 全年预算A，一季度B，二季度C，上半年累计: the budget may be no part
        relation = sum_of(scene, head, group) if len(group) > 1 and of_one_kind(scene, head, group) else None
        if relation is not None and mendable(scene, relation):
            certain = re.search("合计|总计|之和|总和", words) is not None
            return sum_of(scene, head, group, certain=certain, likely=True)
    return None


def _told_in_turn(scene: Scene, head: int, before: Sequence[int]) -> Relation | None:
    """春季资助a人次、发放b，秋季资助c人次、发放d，累计资助e人次: what is told in turn with another amount, a slip away."""
    kin = _called_alike(scene, head, before)
    if len(kin) < _FEWEST or not scene.same_sentence(kin[0], head) or "其中" in _gaps(scene, kin):
        return None
    if "累计" in scene.words_before(head) and not re.search("[季月年]", scene.words_before(kin[0])):
        return None  # 新建充电端口2.6万个，累计7.9万个: with those of other years
    relation = sum_of(scene, head, kin, likely=True)
    return relation if relation is not None and mendable(scene, relation) else None


def _comes_out(scene: Scene, relation: Relation) -> bool:
    return relation.holds and max(scene.mentions[i].telling for i in relation.numbers) > _ROUND


def _of_its_kind(scene: Scene, head: int, before: Sequence[int], words: str) -> Relation | None:
    """甲村道路硬化700平方米；乙村道路硬化900平方米；…。已完成道路硬化4970平方米: of all that the words next to the number call so."""
    tail = _DONE.search(words) if len(before) >= _FEWEST and any(one in words for one in "已共累") else None
    if tail is None:
        return None
    name = tail[1][-_TAIL:]
    kin = [
        i
        for i in before
        if scene.like(i, head) and scene.mentions[i].role in _ROLES and scene.words_before(i).endswith(name)
    ]
    made = sum_of(scene, head, kin, certain=True) if len(kin) > 1 else None
    if made is None or scene.planned(kin[0]) != scene.planned(kin[-1]):
        return None
    exact = made.expected == scene.mentions[head].value
    return made if exact and (telling(scene, made) or len(kin) > _FEWEST) else None


def _sentences(scene: Scene, head: int, before: Sequence[int]) -> Iterator[list[int]]:
    """All amounts of an earlier sentence: 收入a，补助b，结余c。支出d，上解e。收入合计."""
    like = [i for i in before if scene.like(i, head) and scene.mentions[i].role in _ROLES]
    for _, group in itertools.groupby(
        like, key=lambda i: scene.text.count("。", scene.mentions[before[0]].start, scene.mentions[i].start)
    ):
        if len(sentence := list(group)) > 2 and not scene.same_sentence(sentence[0], head):
            yield sentence


def _with_what_was_added(scene: Scene, head: int, before: Sequence[int]) -> Iterator[list[int]]:
    """An amount further back and what was added to it: 收入完成a，其中土地出让b。加上转移性收入c，收入合计."""
    own = [
        i
        for i in before
        if scene.like(i, head) and scene.mentions[i].role in _ROLES and not scene.bracketed(i, head)
    ]
    added = next((n for n in range(len(own) - 1, 0, -1) if _ADDED.search(scene.words_before(own[n]))), 0)
    if not added or len(own) - added > _MOST_ADDED or not scene.same_sentence(own[added], head):
        return
    run = own[added:]
    precise = max(scene.mentions[i].telling for i in (head, *run)) > _PRECISE
    yield from ([i, *run] for i in own[max(added - (_FAR if precise else _NEAR), 0) : added][::-1])


def _gaps(scene: Scene, run: Sequence[int]) -> str:
    return "".join(scene.gap(i, j) for i, j in itertools.pairwise(run))
