"""Find totals and their parts by how a list is built: a head, items of one kind to the end of the clause, or a total behind them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from drafter.numbers.list_words import PARTED
from drafter.patterns import Regex
from drafter.relations.evidence.chance import chance
from drafter.relations.evidence.evidence import BEYOND
from drafter.relations.evidence.guesses import POINTS, mendable, telling
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene
from drafter.relations.sums.levels import is_past_its_list, opposed, own_level
from drafter.relations.sums.list_ends import BRACKETED, is_complete, may_be_parts, runs_to_an_end
from drafter.relations.sums.list_items import (
    are_items,
    are_totals,
    built_alike,
    counted_off,
    is_mean,
    is_of_each,
    name_the_whole,
    of_one_kind,
    parts_what_is_named,
    stands_beside,
    told_with,
)
from drafter.relations.sums.totals import sum_of, sum_that_holds
from drafter.relations.sums.totals_behind import total_behind

_ROLES = ("value", "count")
# What stands between a total and its first part: 22辆：机要用车, 16件，维持, 446.3亿元。其中，出口, 79人（公务员.
_OPENS = Regex(
    rf"(?:[^，。；：（(、\d]{{0,10}}|，[^，。；：（(、\d]{{2,20}}(?=：))(?P<mark>：|[（(]|，|。|；)\s*(?P<words>(?:其中|分别(?:为|是)|包括|包含|含(?!量|有)|主要(?:包括|用于|为)|{PARTED})?[：:，]?[^，。；：\d]{{0,18}})"
)
_PARTED_AGAIN = Regex(rf"[；，。]\s*{PARTED}[：:，]?[^，。；：\d]{{0,24}}$")
_AMONG, _FAR = Regex(r"。\s*[\u4e00-\u9fff]{1,6}中(?![央国心小学型医级期等])[，：]?[^，。；：\d]{0,18}$"), 4
_MARKED = Regex("中[，：]")
_AMONG_THEM = Regex(r"[^，,。；：\d]{1,12}中[，,]")  # 6起重大险情中，城区4起
_BY = rf"(?:{PARTED}|按(?!规定|要求|计划|程序|原则|[时期])[一-鿿]{{2,5}}(?=，))"  # 按学段，学前a
_CALLED_PARTS = Regex(
    rf"{_BY}|(?:分别)?用于|含|分[为成]|依次[为是]|(?:(?:资金|经费)?来源|(?:资金|经费|费用)?构成|由)"
)
_CALLED = Regex(rf"其中|分别|包括|包含|含|分[为成]|依次|主要|其余|具体|{_BY}")
_TWICE = Regex(r"重复(?:计算|统计)?(?:量|数|部分)?[^，。；\d]{0,4}$")
_ROUND = 2  # digits at most of numbers that add up by accident
_WHOLE = Regex(
    r"(?:总(?:[计数额量]|收入|支出|预算)|合计|共计?|全部|累计|小计)(?![同享建产识和值])[^，。；：\d]{0,8}$"
)
# 利用36.1万吨，综合利用率94.0%；还田a、饲料化b、其他c: a rate of the whole stands before its parts.
_RATE = Regex(r"[，,（(][^，。；：\d]{0,14}\d+(?:\.\d+)?(?:%|‰)[）)]?")
_THE_REST = Regex("其他|其它|其余")
_BEYOND, _NEAR = Regex(r"(?:[高低快慢]于|[高低]出|超过)[^，。；]*$"), 24
_ADDED = Regex("加(?!班|装|固|油|工|氢|快|强|大)|减去|扣除|另有")  # beside the amount, not of it
_AIM = Regex("目标|任务|计划")
_LONGEST, _REACH, _BRACKETS = 16, 4, ("（", "(")
_BY_CHANCE = 0.2  # where nothing but its build says that it is a list
_NO_WONDER = 1.0  # where its names alone say so of two parts
_UNLIKELY = 0.5  # how easily a slip may mend the list by accident
_LATER, _DIGITS = Regex(rf"[。；，]{_BY}[，：]"), Regex(r"\d[\d,.]*")
_OPENS_LATER = Regex(
    rf"(?:[^。；：\n]{{0,30}})[。；，](?P<mark>)(?P<words>其中[：:，]?[^，。；：\d]{{0,18}}|{_BY}[，：][^，。；：\d]{{0,18}})"
)


def find_lists(scene: Scene, scope: Sequence[int]) -> Iterator[Relation]:
    """Yield the sums of a paragraph that hold, and those that one slip broke where the list says that it is complete.

    A list counts as complete when it goes on to the end of its clause, sentence or bracket: 共有车辆22辆：甲3辆，乙5辆，丙14辆.
    """
    found: list[Relation] = []
    for place, head in enumerate(scope):
        if scene.mentions[head].role not in _ROLES or scene.mentions[head].bound:
            continue
        if scene.mentions[head].measure in POINTS and _BEYOND.search(
            scene.text, max(scene.mentions[head].start - _NEAR, 0), scene.mentions[head].start
        ):
            continue  # 高于全省平均增幅（11%）8.9个百分点，高于全市5.4个百分点: each is beyond another thing
        below = list(_below(scene, head, scope, place))
        below += _among(scene, head, scope, place)
        below += _of_sentences(scene, head, scope, place)
        found += below
        if not below and (relation := total_behind(scene, head, scope[:place])) is not None:
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
    last = max(relation.terms)
    parts = list(itertools.islice((i for i in _like_behind(scene, head, scope, place) if i > last), _LONGEST))
    if parts and _PARTED_AGAIN.search(scene.clauses_before(parts[0])):
        yield from (
            one
            for group in runs_to_an_end(scene, last, parts)
            if (one := sum_that_holds(scene, head, group, certain=True))
        )


def _like_behind(scene: Scene, head: int, scope: Sequence[int], place: int) -> Iterator[int]:
    behind = (scope[n] for n in range(place + 1, len(scope)))
    return (i for i in behind if scene.mentions[i].role in _ROLES and scene.like(i, head))


def _among(scene: Scene, head: int, scope: Sequence[int], place: int) -> Iterator[Relation]:
    """新收24064件，审结24083件。收案中，一审a件；二审b件: what a later sentence parts by its name, where it comes out to the last."""
    after = itertools.islice(_like_behind(scene, head, scope, place), _FAR)
    for n, first in enumerate(after):
        if (
            "中" in (words := scene.clauses_before(first))
            and _AMONG.search(words)
            and not scene.same_sentence(head, first)
        ):
            behind = itertools.islice(_like_behind(scene, head, scope, place), n, _LONGEST)
            parts = [i for i in behind if scene.same_sentence(first, i)]
            made = sum_that_holds(scene, head, parts, certain=True) if len(parts) > 1 else None
            if not (scene.mentions[head].value or _MARKED.search(words)):
                continue  # 不合格的0个。自评中共发现问题0个，已整改0个: nought is no sum that any word tells
            if made is not None and made.expected == scene.mentions[head].value and telling(scene, made):
                yield made
            elif made is None and len(parts) > 1:
                broken = sum_of(scene, head, parts, likely=True)
                if broken is not None and parts_what_is_named(scene, broken) and mendable(scene, broken):
                    yield broken


def _of_sentences(scene: Scene, head: int, scope: Sequence[int], place: int) -> Iterator[Relation]:
    """共完成投资a，增长p%。渠道完成b，其中…。泵站完成c: what each later sentence opens with, where it comes out to the last."""
    words = scene.words_before(head)
    if "共" not in words and not _WHOLE.search(words):
        return
    after = list(_like_behind(scene, head, scope, place))
    firsts = [
        i for i, before in zip(after, [head, *after], strict=False) if not scene.same_sentence(before, i)
    ]
    for many in range(min(len(firsts), _LONGEST), 1, -1):
        made = sum_that_holds(scene, head, firsts[:many], certain=True)
        exact = made is not None and made.expected == scene.mentions[head].value
        if made is not None and exact and (telling(scene, made) or (many > 2 and _precise(scene, made))):
            yield made
            return


def _precise(scene: Scene, relation: Relation) -> bool:
    """Whether total and parts have so many digits that they hardly come out to the last place by accident."""
    return sum(scene.mentions[i].telling > _ROUND for i in relation.numbers) > _ROUND


def _follows(scene: Scene, head: int, before: Sequence[int], beside: Callable[[int, int], bool]) -> bool:
    """Whether a like amount stands before it in its clause, so that it may be an item of a list itself."""
    return any(
        beside(i, head) and scene.like(i, head) and scene.mentions[i].role in _ROLES for i in before[-3:]
    )


def _opened(scene: Scene, head: int, scope: Sequence[int], place: int) -> Relation | None:
    near = (i for i in scope[place + 1 : place + 1 + _REACH] if scene.mentions[i].role in _ROLES)
    if not any(scene.kin(i, head) for i in near):
        return None  # most numbers: nothing of their kind stands close behind
    behind = (scope[n] for n in range(place + 1, len(scope)))
    after = (i for i in behind if scene.mentions[i].role in _ROLES and not is_mean(scene, head, i))
    after = (i for i in after if not _aside(scene, i))
    opening = first = next(after, None)
    if (
        first is not None
        and not scene.kin(first, head)
        and scene.text[scene.mentions[first].stop : scene.mentions[first].stop + 1].isdigit()
    ):
        first = next(after, None)  # 购置1辆28.60万元: how many were bought, and for how much
    if first is not None and not scene.kin(first, head):
        first = next((i for i in after if scene.kin(i, head)), None)
        opening = first  # 资助8777人次，发放997.06万元；按学段分，学前3378人次
        if first is None or not _LATER.search(scene.clauses_before(first)):
            return None
    if opening is None or first is None or first > head + _REACH:
        return None
    opened = _what_opens(scene, head, opening)
    if opened is None or not _may_open(scene, head, first, opened, scope[:place]):
        return None
    kin = (i for i in after if scene.kin(i, head) and not BEYOND.search(scene.words_before(i)))
    parts = may_be_parts(scene, head, [first, *itertools.islice(kin, _LONGEST - 1)])
    if (less := _less_the_overlap(scene, head, parts)) is not None:
        return less
    groups = list(runs_to_an_end(scene, head, parts))
    if (own := own_level(scene, parts)) != parts and len(own) > 1:  # a，其中：b，其中：c，d。e；f
        groups += [group for group in runs_to_an_end(scene, head, own) if group not in groups]
    held = next((group for group in groups if _holds(scene, head, group, opened)), None)
    if held is not None:
        return sum_of(scene, head, held, certain=True)
    if not groups or is_of_each(scene, head, opened["words"]):
        return None  # 每年20.2万元（中央补助17.2万元，县级配套3万元） may leave something out
    return _slipped(scene, head, groups[0], opened)


def _what_opens(scene: Scene, head: int, opening: int) -> re.Match[str] | None:
    """The `mark` and the `words` between a total and its list, whatever brackets and rates of the total stand there too."""
    gap = BRACKETED.sub("", scene.gap(head, opening))
    if (bare := _RATE.sub("", gap)).startswith(("；", "，依次", "，分")):
        gap = bare
    return (
        _OPENS.fullmatch(gap) or _OPENS_LATER.fullmatch(gap) or _OPENS_LATER.fullmatch(_DIGITS.sub("", gap))
    )


def _may_open(scene: Scene, head: int, first: int, opened: re.Match[str], before: Sequence[int]) -> bool:
    """Whether the words let what follows be parts of the amount."""
    mark, words = opened["mark"], opened["words"]
    if _ADDED.match(words):
        return False
    if mark not in _BRACKETS and is_of_each(scene, head, words):
        return False  # 人均用水量432立方米，万元产值用水量66.8立方米
    if _AIM.search(scene.words_before(first)) and not _AIM.search(scene.words_before(head)):
        return False  # 转移就业7.67万人，占目标任务6.9万人: what was aimed at is no part of what was done
    if mark == "。" and opposed(scene, head, first):
        return False  # 收入总计a。支出b，加上上解c，支出总计d: what was spent is told of its own total
    plain = bool(mark) and mark in "，；" and not words.startswith("其中")
    listed = mark == "；" and not _CALLED.match(words)  # 部分公开a件；不予公开b件；无法提供c件
    beside = scene.same_sentence if listed else scene.same_segment
    return not (plain and _follows(scene, head, before, beside))


def _holds(scene: Scene, head: int, group: Sequence[int], opened: re.Match[str]) -> bool:
    """Whether the total comes out, and its words or its digits say that this is no accident."""
    relation = sum_that_holds(scene, head, group)
    if relation is None:
        return False
    if is_past_its_list(scene, relation):
        return False
    told = opened["mark"] in ("：", "（", "(") or _CALLED.match(opened["words"]) is not None
    if not (told and scene.like(group[0], head)) and not _tells(
        scene, relation, among=opened["mark"] == "；"
    ):
        return False
    return is_complete(scene, group) or telling(scene, relation)


def _slipped(scene: Scene, head: int, group: Sequence[int], opened: re.Match[str]) -> Relation | None:
    """The sum that one slip keeps from coming out, where the list's build, its names or its words say that it is complete."""
    mark, words = opened["mark"], opened["words"]
    relation = sum_of(scene, head, group)
    # 申请预算90万元。其中：30万元用于甲；60万元用于乙: what each amount goes to, be it planned or spent
    spent = all(scene.words_after(i).startswith("用于") for i in group)
    if relation is None or not mendable(scene, relation) or not (spent or of_one_kind(scene, head, group)):
        return None
    if not is_complete(scene, group) or told_with(scene, group):
        return None
    listed = mark in ("：", "（", "(") and not words.startswith(("其中", "包括", "主要"))
    called = listed or spent or _CALLED_PARTS.match(words) is not None or counted_off(scene, group)
    named = name_the_whole(scene, head, group)
    if not (called or named) and stands_beside(scene, head, group[0]):
        return None
    whole = _WHOLE.search(scene.words_before(head)) is not None and not are_totals(scene, group)
    rest = _THE_REST.match(re.split("、|和|及", scene.words_before(group[-1]))[-1]) is not None
    alike = built_alike(scene, group) or (rest and len(group) > 2)
    accident = chance(scene.mentions, relation)
    # 收入6.05亿元，其中保险费收入5.74亿元；补贴收入0.11亿元: of two parts a digit is soon found that mends them.
    telling_one = sum(scene.mentions[i].value > 0 for i in group) > 2 or accident < _NO_WONDER
    if called or named or (telling_one and (alike or (whole and mark != "。"))):
        return sum_of(scene, head, group, certain=whole and listed, likely=True)
    plain = mark == "，" and max(scene.mentions[i].telling for i in group) > _ROUND
    if plain and accident < _BY_CHANCE and are_items(scene, group):
        return sum_of(scene, head, group, likely=True)
    if words.startswith(("其中", "分别")) and accident < _UNLIKELY:
        return sum_of(scene, head, group, likely=True)
    return None


def _tells(scene: Scene, relation: Relation, *, among: bool) -> bool:
    """Whether numbers that no word makes a list hardly add up by accident: 机构150家，中心100家。…助餐点50家 may, 受理10件，建议2件；受理5件，建议3件 too, and nothing is told by 0 of 0 and 0.

    What stands `among` its fellows, each behind a ；, is one of them rather: 东街46件；西街24件；南街22件.
    """
    if not scene.mentions[relation.target].value:
        return False
    if _AMONG_THEM.match(scene.gap(relation.target, min(relation.terms))):
        return True
    digits = max(scene.mentions[i].telling for i in relation.numbers)
    beside = scene.same_sentence(relation.target, max(relation.terms)) and not among
    return digits > (1 if beside else _ROUND)


# 其中客运793.5万架次，比上年增长8.8%）: with its change, if that is told.
_CLOSES = Regex(r"[^（()，,、；。\d]{0,8}(?:[，,](?:比|较|同比|占|增|下降|减)[^（()）、；。]{0,16})?[）)]")
_ASIDE = Regex(r"[（(](?:其中|不?含|包[含括]|另|比|较|上年|去年)[^（()）\d]{0,12}$")


def _aside(scene: Scene, i: int) -> bool:
    """收到213件（含上年结转8件），其中…: the one number of a bracket that tells something of the number before it."""
    start, stop = scene.mentions[i].start, scene.mentions[i].stop
    opens = _ASIDE.search(scene.text, max(start - 16, 0), start)
    return opens is not None and _CLOSES.match(scene.text, stop) is not None


def _less_the_overlap(scene: Scene, head: int, parts: Sequence[int]) -> Relation | None:
    """地下水a，其中平原b，山丘c，平原与山丘重复计算量d: b + c − d; 水资源a，其中地表水b，地下水c，两者不重复量d: b + d."""
    last = next((n for n, i in enumerate(parts) if _TWICE.search(scene.words_before(i))), 0)
    if last < 2:
        return None
    apart = "不重复" in scene.words_before(parts[last])
    terms = (
        ((1, parts[0]), (1, parts[last])) if apart else (*((1, i) for i in parts[:last]), (-1, parts[last]))
    )
    made = relate(scene.mentions, "sum", head, terms, certain=True)
    return made if made is not None and (made.holds or mendable(scene, made)) else None
