"""Find totals and their parts by how a list is built: a head, items of one kind to the end of the clause, or a total behind them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.relations.accidents import telling_digits
from drafter.relations.chance import chance
from drafter.relations.evidence import is_told_change
from drafter.relations.guesses import mendable, telling
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_ROLES = ("value", "count")
# What stands between a total and its first part: 22辆：机要用车, 16件，维持, 446.3亿元。其中，出口, 79人（公务员.
# 按消费形态看, 分运输方式看, 从结构上看, 就业务类型而言: by what a whole is parted.
_PARTED = (
    r"(?:按|从|分|就|依)(?![别时期]|不)[^，。；：\d]{1,12}(?:分|分类|划分|统计|计算?|来?看|而言|来说|区分)"
)
_OPENS = Regex(
    rf"(?:[^，。；：（(、\d]{{0,10}}|，[^，。；：（(、\d]{{4,20}}(?=：))(?P<mark>：|[（(]|，|。|；)\s*(?P<words>(?:其中|分别(?:为|是)|包括|包含|含(?!量|有)|主要(?:包括|用于|为)|{_PARTED})?[：:，]?[^，。；：\d]{{0,18}})"
)
_CALLED = Regex(rf"其中|分别|包括|包含|含|主要|其余|具体|{_PARTED}")
_ROUND = 2  # digits at most of numbers that add up by accident
_WHOLE = Regex(
    r"(?:总(?:[计数额量]|收入|支出|预算)|合计|共计?|全部|累计|小计)(?![同享建产识和值])[^，。；：\d]{0,8}$"
)
_BEHIND = Regex(
    r"(?:合计|共计|总计|共(?![同享建产识和])|总数|总额|之和|总和|总共|累计|小计|总量|加起来|加总|相加|加在一起|合起来)[^，。；：\d]{0,8}$|总(?!值|体|书|结|部|工)[\u4e00-\u9fff]{0,4}$"
)
_PLAIN_GAP = Regex(r"[^，。；：\d]{0,6}[，、；和及与][^，。；：（(\d]{1,24}")
# 利用36.1万吨，综合利用率94.0%；还田a、饲料化b、其他c: a rate of the whole stands before its parts.
_RATE = Regex(r"[，,（(][^，。；：\d]{0,14}\d+(?:\.\d+)?(?:%|‰)[）)]?")
_THE_REST = Regex("其他|其它|其余")
_ADDED = Regex("加(?!班|装|固|油|工|氢|快|强|大)|减去|扣除|另有")  # beside the amount, not of it
_AGAIN = Regex("合计|共计|总计")
_AIM = Regex("目标|任务|计划")
_LONGEST = 16
_BY_CHANCE = 0.2  # where nothing but its build says that it is a list
_UNLIKELY = 0.5  # how easily a slip may mend the list by accident
_ENDS = Regex(r"[）)]"), Regex(r"[；。\n]"), Regex(r"[。\n]"), Regex(r"\n")
_BRACKETED = Regex(r"[（(][^（()）]*[）)]")
_OPENS_LATER = Regex(
    rf"(?:[^。；：\n]{{0,30}})[。；，](?P<mark>)(?P<words>其中[：:，]?[^，。；：\d]{{0,18}}|{_PARTED}[，：][^，。；：\d]{{0,18}})"
)
_WITH, _WHAT_IS_LEFT = Regex("加上?|连同"), Regex("结余|结转|达到?$|总")


def find_lists(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield the sums of a paragraph that hold, and those that one slip broke where the list says that it is complete.

    A list counts as complete when it goes on to the end of its clause, sentence or bracket: 共有车辆22辆：甲3辆，乙5辆，丙14辆.
    """
    found: list[Relation] = []
    for place, head in enumerate(scope):
        if scene.mentions[head].role not in _ROLES or scene.mentions[head].bound:
            continue
        below = list(_below(scene, head, scope, place))
        found += below
        if not below and (relation := _above(scene, head, scope[:place])) is not None:
            found.append(relation)
    # The first part of a list that comes out is no total of the others.
    lists = [set(one.terms) for one in found if one.holds]
    yield from (
        one for one in found if one.holds or not any({one.target, *one.terms} <= parts for parts in lists)
    )


def _below(scene: Scene, head: int, scope: Sequence[int], place: int) -> Iterator[Relation]:
    """The parts behind their total; once more where the text parts it in another way: 按经营地分…；按消费类型分…"""
    relation = _opened(scene, head, scope, place)
    if relation is None:
        return
    yield relation
    rest = [i for i in scope[place + 1 :] if i > max(relation.terms)]
    if rest and re.match(
        rf"[^，。；：\d]{{0,6}}[；，。]\s*{_PARTED}",
        scene.gap(max(relation.terms), rest[0]),
    ):
        parts = [i for i in rest if scene.mentions[i].role in _ROLES and scene.like(i, head)][:_LONGEST]
        yield from (
            one
            for group in _ends(scene, max(relation.terms), parts)
            if (one := _sum(scene, head, group, certain=True)) and one.holds
        )


def _follows(scene: Scene, head: int, before: Sequence[int]) -> bool:
    """Whether a like amount stands before it in its clause, so that it may be an item of a list itself."""
    return any(
        scene.same_segment(i, head) and scene.like(i, head) and scene.mentions[i].role in _ROLES
        for i in before[-3:]
    )


def _opened(scene: Scene, head: int, scope: Sequence[int], place: int) -> Relation | None:
    behind = (scope[n] for n in range(place + 1, len(scope)))
    after = (i for i in behind if scene.mentions[i].role in _ROLES and not _aside(scene, i))
    opening = first = next(after, None)
    if (
        first is not None
        and not scene.like(first, head)
        and scene.text[scene.mentions[first].stop : scene.mentions[first].stop + 1].isdigit()
    ):
        first = next(after, None)  # 购置1辆28.60万元: how many were bought, and for how much
    if opening is None or first is None or not scene.like(first, head) or first > head + 4:
        return None
    gap = _BRACKETED.sub("", scene.gap(head, opening))
    if (bare := _RATE.sub("", gap)).startswith("；"):
        gap = bare
    opened = _OPENS.fullmatch(gap) or _OPENS_LATER.fullmatch(gap)
    if opened is None or _ADDED.match(opened["words"]):
        return None
    if _AIM.search(scene.words_before(first)) and not _AIM.search(scene.words_before(head)):
        return None  # 转移就业7.67万人，占目标任务6.9万人: what was aimed at is no part of what was done
    if (
        opened["mark"] in "，；"
        and opened["mark"]
        and not opened["words"].startswith("其中")
        and _follows(scene, head, scope[:place])
    ):
        return None
    parts = [first, *itertools.islice((i for i in after if scene.like(i, head)), _LONGEST - 1)]
    total = next((n for n, i in enumerate(parts) if _AGAIN.search(scene.words_before(i))), len(parts))
    parts = parts[:total]  # the total told again behind the list is none of its parts
    groups = list(_ends(scene, head, parts))
    told = opened["mark"] in ("：", "（", "(") or _CALLED.match(opened["words"]) is not None
    for group in groups:
        relation = _sum(scene, head, group)
        if (
            relation is not None
            and relation.holds
            and (told or _tells(scene, relation))
            and (_complete(scene, head, group) or telling(scene, relation))
        ):
            return _sum(scene, head, group, certain=True)
    for group in groups[:1]:
        relation = _sum(scene, head, group)
        if relation is None or not mendable(scene, relation) or not _of_one_kind(scene, head, group):
            continue
        whole = _WHOLE.search(scene.words_before(head)) is not None
        listed = opened["mark"] in ("：", "（", "(") and not opened["words"].startswith(
            ("其中", "包括", "主要")
        )
        rest = _THE_REST.match(re.split("、|和|及", scene.words_before(group[-1]))[-1]) is not None
        named = _named_alike(scene, head, group) or (rest and len(group) > 2)
        if not _complete(scene, head, group) or _told_with(scene, head, group):
            continue
        parted = re.match(rf"{_PARTED}|含", opened["words"]) is not None
        if listed or (whole and opened["mark"] != "。") or named or parted:
            return _sum(scene, head, group, certain=whole and listed, likely=True)
        plain = opened["mark"] == "，" and max(telling_digits(scene.mentions[i]) for i in group) > _ROUND
        if plain and _are_items(scene, group) and chance(scene.mentions, relation) < _BY_CHANCE:
            return _sum(scene, head, group, likely=True)
        if opened["words"].startswith(("其中", "分别")) and chance(scene.mentions, relation) < _UNLIKELY:
            return _sum(scene, head, group, likely=True)
    return None


def _tells(scene: Scene, relation: Relation) -> bool:
    """Whether numbers that no word makes a list hardly add up by accident: 机构150家，中心100家。…助餐点50家 may, and nothing is told by 0 of 0 and 0."""
    if not scene.mentions[relation.target].value:
        return False
    if scene.same_sentence(relation.target, max(relation.terms)):
        return True
    return max(telling_digits(scene.mentions[i]) for i in (relation.target, *relation.terms)) > _ROUND


_ASIDE = Regex(r"[（(](?:其中|不?含|包[含括]|另|比|较|上年|去年)[^（()）\d]{0,12}$")


def _aside(scene: Scene, i: int) -> bool:
    """收到213件（含上年结转8件），其中…: the one number of a bracket that tells something of the number before it."""
    start, stop = scene.mentions[i].start, scene.mentions[i].stop
    opens = _ASIDE.search(scene.text, max(start - 16, 0), start)
    return (
        opens is not None
        and re.match(r"[^（()，、；。\d]{0,8}[）)]", scene.text[stop : stop + 12]) is not None
    )


def _ends(scene: Scene, head: int, parts: Sequence[int]) -> Iterator[list[int]]:
    """The runs that may be the whole list: to a closing bracket, a ；, the end of the sentence, the longest first that one mark ends."""
    if not parts:
        return
    seen: set[int] = set()
    opening = scene.gap(head, parts[0])
    inside = opening.count("（") + opening.count("(") - opening.count("）") - opening.count(")") > 0
    gaps = [scene.gap(one, other) for one, other in itertools.pairwise(parts)]
    gaps = gaps if inside else [_BRACKETED.sub("", gap) for gap in gaps]
    for mark in _ENDS if inside else _ENDS[1:]:
        size = next(
            (n for n, gap in enumerate(gaps, 1) if mark.search(gap)),
            len(parts),
        )
        if size > 1 and size not in seen:
            seen.add(size)
            yield list(parts[:size])
    yield from (list(parts[:n]) for n in range(len(parts), 1, -1) if n not in seen)


def _complete(scene: Scene, head: int, group: Sequence[int]) -> bool:
    """Whether the list goes on to a mark that ends it and its items stand side by side."""
    after = group[-1] + 1
    while after < len(scene.mentions) and scene.mentions[after].structural:
        after += 1
    goes_on = (
        after < len(scene.mentions) and scene.same_segment(group[-1], after) and scene.like(group[-1], after)
    )
    if goes_on and _AGAIN.search(scene.words_before(after)):
        return True  # …，合计2921.00万: the total is told again
    return not goes_on or scene.mentions[after].role not in _ROLES or scene._bracketed(group[-1], after)


def _told_with(scene: Scene, head: int, group: Sequence[int]) -> bool:
    """甲1.14万人，乙4474人，丙2006人，分别完成计划的a、b和c: the first is one of three, no total of two."""
    after = group[-1] + 1
    if after >= len(scene.mentions) or not scene.words_before(after).startswith("分别"):
        return False
    many = 1
    while after + many < len(scene.mentions) and re.fullmatch(
        r"\s*[、和与及]\s*", scene.gap(after + many - 1, after + many)
    ):
        many += 1
    return many == len(group) + 1


def _of_one_kind(scene: Scene, head: int, group: Sequence[int]) -> bool:
    mentions = scene.mentions
    same = all(mentions[i].period == mentions[head].period and not mentions[i].bound for i in group)
    return same and all(
        _PLAIN_GAP.fullmatch(re.sub(r"[（(][^（()）]*[）)]", "", scene.gap(_with_twin(scene, one), other)))
        for one, other in itertools.pairwise(group)
    )


def _with_twin(scene: Scene, i: int) -> int:
    """The amount that stands right behind a count, of the same item: 8个600万元."""
    twin = i + 1
    if twin == len(scene.mentions) or scene.gap(i, twin) or scene.like(i, twin):
        return i
    return twin


# What is done to an amount step by step, or set beside it: 安排a，支付b，结余c are no items of one list.
_STEP = Regex(
    r"实际|已|支付|支出|使用|完成|结余|剩余|到位|下达|拨付|可用|执行|预算|计划|目标|合格|整改|办结|应|率|均|上年|去年|同期|比|较|最|第|参|到|达"
)


def _are_items(scene: Scene, group: Sequence[int]) -> bool:
    """Whether nothing in the words of a run speaks against its being a list: 国内371.9万人次，国际14.5万人次."""
    return not any(is_told_change(scene, i) or _STEP.search(scene.words_before(i)) for i in group)


def _named_alike(scene: Scene, head: int, group: Sequence[int]) -> bool:
    """Whether the names of the parts make the name of the whole (还本付息: 还本、付息) or are all of one build (咨询类、求助类、投诉类)."""
    names = [re.split("、|和|及|其中[：:，]?", scene.words_before(i))[-1] for i in group]
    whole = scene.words_before(head)
    if all(len(name) > 1 and name[:2] in whole for name in names):
        return True
    if any(not 2 <= len(name) <= 10 for name in names) or len(set(names)) < len(names):
        return False
    return len({name[-1] for name in names}) == 1 or len({name[:2] for name in names}) == 1


def _above(scene: Scene, head: int, before: Sequence[int]) -> Relation | None:
    """The parts before their total: 甲a万元、乙b万元，两项合计."""
    words = scene.words_before(head)
    if not _BEHIND.search(words):
        last = before[-2:]
        if not (_WHAT_IS_LEFT.search(words) and _WITH.search(_gaps(scene, [*last, head]))):
            return None
        relation = _sum(scene, head, last) if len(last) > 1 else None
        plain = relation is not None and all(scene.like(i, head) for i in last)
        if relation is not None and plain and (relation.holds or mendable(scene, relation)):
            return _sum(scene, head, last, certain=True)
    run: list[int] = []
    for i in reversed(before):
        if scene.mentions[i].role not in (*_ROLES, "change"):
            continue
        if not scene.like(i, head) or "\n" in scene.gap(i, head):
            break
        if not scene.same_sentence(i, head) and (run or (len(before) > 1 and not words)):
            break
        run.insert(0, i)
    own = re.sub(r"总|合计|共计?|累计|数|为|达到?|小计", "", words)
    kin = [
        i
        for i in before
        if scene.like(i, head)
        and scene.mentions[i].role in _ROLES
        and len(own) > 1
        and own in scene.words_before(i)
    ]
    for group in [*(run[n:] for n in range(len(run) - 1)), kin]:
        relation = _sum(scene, head, group) if len(group) > 1 else None
        opens = group in (run, kin) or (group and re.search(r"[：。；\n]", scene.clauses_before(group[0])))
        if relation is not None and relation.holds and (telling(scene, relation) or opens):
            return _sum(scene, head, group, certain=True)
    for group in _sides(scene, head, before):
        relation = _sum(scene, head, group)
        if (
            relation is not None
            and relation.holds
            and max(telling_digits(scene.mentions[i]) for i in (head, *group)) > _ROUND
        ):
            return _sum(scene, head, group, certain=True)
    planned = [n for n, i in enumerate(run) if scene.planned(i)]
    tail = run[planned[-1] + 1 :] if planned and not scene.planned(head) else []
    if not tail and len(run) > 2 and (again := _sum(scene, run[0], run[1:])) is not None and again.holds:
        tail = run[1:]  # the total stands before the list as well
    if "累计" in words and not re.search("[季月年]", "".join(scene.words_before(i) for i in run)):
        return None  # 新建充电端口2.6万个，累计7.9万个: with those of other years
    beside = [i for i in run if scene.same_segment(i, head)]
    for group in (run, tail, beside):  # 全年预算A，一季度B，二季度C，上半年累计: the budget may be no part
        relation = _sum(scene, head, group) if len(group) > 1 and _of_one_kind(scene, head, group) else None
        if relation is not None and mendable(scene, relation):
            return _sum(
                scene, head, group, certain=bool(re.search("合计|总计|之和|总和", words)), likely=True
            )
    return None


def _sides(scene: Scene, head: int, before: Sequence[int]) -> Iterator[list[int]]:
    """What 收入合计 and 支出合计 may be of: all amounts of an earlier sentence; or an amount further back and what was added to it.

    收入a，补助b，结余c。支出d，上解e。收入合计; 收入完成a，其中土地出让b。加上转移性收入c，收入合计.
    """
    like = [i for i in before if scene.like(i, head) and scene.mentions[i].role in _ROLES]
    for _, group in itertools.groupby(
        like, key=lambda i: scene.text.count("。", scene.mentions[before[0]].start, scene.mentions[i].start)
    ):
        if len(sentence := list(group)) > 2 and not scene.same_sentence(sentence[0], head):
            yield sentence
    if like and scene.words_before(like[-1]).startswith("加"):
        yield from ([i, like[-1]] for i in like[-2:-6:-1])


def _gaps(scene: Scene, run: Sequence[int]) -> str:
    return "".join(scene.gap(i, j) for i, j in itertools.pairwise(run))


def _sum(
    scene: Scene, head: int, group: Sequence[int], *, certain: bool = False, likely: bool = False
) -> Relation | None:
    return relate(scene.mentions, "sum", head, tuple((1, i) for i in group), certain=certain, likely=likely)
