"""Sums that one slip broke, where the build of a list, its names or its shares say that it is all there is.

They come last: whatever else a paragraph says of its numbers goes before. That a slip would mend them proves nothing by itself, so
that the words must say the more the likelier a list that leaves something out looks like one that a slip broke (chance.py).
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from drafter.numbers.mention import Mention
from drafter.patterns import Regex
from drafter.relations.evidence.chance import chance_of_rest
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation
from drafter.relations.scene import COUNTED_ALIKE, Scene
from drafter.relations.sums.known_wholes import Whole, is_the_other, runs_of, wholes_called
from drafter.relations.sums.levels import ASIDE, SENTENCE_ENDS, is_added, own_level
from drafter.relations.sums.totals import sum_of

_ROLES, _COMPARED = ("value", "count"), ("difference", "growth")
_ROUND = 2  # digits at most of numbers that come near each other by accident
_OPENS = Regex(
    r"其中|分别|包括|包含|分项|具体|主要|[：（(]|中，"
    r"|(?:按|从|分|就)(?![别时期])[^，。；：\d]{1,12}(?:分|分类|划分|统计|来?看|而言|来说|情况|结构)"
)
_BEHIND = Regex(
    r"(?:(?:合计|共计|总计)[^，。；：\d]{0,12}|(?:总共|收入总[量计]|支出总[量计]|之和|总和|共)(?:为|达到?|约)?)$"
)
_BEGINS = Regex(r"[。；][^。；]*$")  # another list
_AMONG = Regex("其中|包括|包含|主要")  # which need not be all
_SHARE = Regex("占(?:比|[^，。；\\d]{0,10}的)?(?:为|达到?|约)?$|占比[^，。；\\d]{0,4}$")
_ANEW = Regex(
    r"[。；][^，。；：\d]{1,10}中[：，]|[。；](?:按|从|分)(?![别时期])[^，。；：\d]{1,12}(?:分|划分|来?看)[：，]"
)
_REST = Regex("结余|结转|盈余|相抵|差额|[余欠]额")
_ALL_OF_IT = Regex(r"（(?!其中|含|包括)[^，。；：（）\d]{2,24}")  # what opens a bracket that lists the whole
_PARTED = Regex("[^；。]{0,30}其中")
_CLOSES = Regex(r"[^，。；（）\d]{0,4}）")
# 收入a，增长p%。利息b，手续费c，其他d: what the next sentence tells to 其他 is all of it.
_SIDES = (("收入", "支出"), ("支出", "收入"))
_NEXT_SENTENCE, _OTHERS = Regex(r"(?:，[^，。；]{0,24})?。[^，。；：\d]{2,14}"), Regex("其他|其它|其余")
_MANY = 4  # parts of which some may overlap
_BRACKETED = Regex(r"（[^（）]*）")
# Income and spending of one person are parted as those of all are.
_AVERAGE = Regex("(?:人(?!均(?:生活|可支配|消费))|[户亩车次日月班件])均|平均|每|中位|单价|均价")
_THIS_YEAR = Regex("今年|本年|当年")
_NAME_BEGINS, _LONGEST = Regex(r"[，。；：、\n]|\d"), 30
_FEWEST, _SHARE_BEHIND = 2, 24
_FAR, _BASES = 12, 4  # amounts looked at before and behind a total
_ENDS = Regex("；"), Regex("。"), Regex(r"\n")
# How likely a list may leave something out and look as it does: one that words open, one with its total behind, one of two parts or
# of several sentences.
_OPENED, _TOTALLED, _HARDLY = 0.05, 0.3, 0.02
_SURE = 0.01


def find_near_sums(scene: Scene, scope: Sequence[int], known: Sequence[Relation]) -> Iterator[Relation]:
    """Yield for each number that no sum is known of the one that a slip of one number keeps from coming out, if words call it complete.

    Of a number that a sum is known of, only another way to part it, by names that everybody knows.
    """
    sums = [one for one in known if one.kind == "sum" and one.holds and not scene.mentions[one.target].bound]
    told = {one.target for one in sums}
    told |= {one.target for one in known if one.kind == "sum" and one.certain}
    ties = [{i for one in sums for i in one.terms}]
    apart = [one for one in known if one.holds and one.kind == "difference"]
    ties += [{*one.numbers} for one in apart]
    # 进出口a，出口b，进口c，顺差d: b and c, of which d is the difference, may be all there is of a.
    both = {frozenset(one.terms) for one in apart}
    numbers = {one.numbers for one in known if one.holds or one.certain}
    names = cache(lambda i: _name(scene, i))
    counted = [i for i in scope if _counts(scene.mentions[i])]
    if len(counted) <= _FEWEST:
        return
    counted = [i for i in counted if not _AVERAGE.search(names(i))]
    compared_with = [one.numbers for one in known if one.kind in _COMPARED and one.holds]
    made_of: dict[int, list[int]] = {}
    for one in sums:
        made_of.setdefault(one.target, []).extend(one.terms)
    alike: dict[str, list[int]] = {}  # by what they count, as `Scene.like` takes it
    for i in counted:
        alike.setdefault(_kind(scene.mentions[i]), []).append(i)
    for place, head in enumerate(counted):
        if not scene.mentions[head].value:
            continue
        same = alike[_kind(scene.mentions[head])]
        same = same[bisect_right(same, head) :]
        behind = (i for i in same if _is_amount(scene, i, head, with_rest=True))
        amounts = list(itertools.islice(behind, _FAR))
        compared = {i for numbers in compared_with if head in numbers for i in numbers}
        if compared:  # “三公”经费a，比预算b少c。其中: what it was compared with is no part of it
            amounts = [i for i in amounts if i not in compared]
        if sums:  # 第二产业b，其中工业c；建筑业d。第三产业e: what makes up another of them is left out
            nested = {i for own in amounts for i in made_of.get(own, ())}
            amounts = [i for i in amounts if i not in nested]
        wholes = wholes_called(names(head)) if len(amounts) > 1 or place > 1 else ()
        found = [*_named(scene, head, amounts, wholes, names)]
        if wholes:
            before = [i for i in counted[max(place - _FAR, 0) : place] if _is_amount(scene, i, head)]
            found += _named_before(scene, head, before, wholes, names)
        if head not in told:
            if not _REST.search(scene.words_before(head)):  # a balance may be made up of others
                amounts = [i for i in amounts if not _REST.search(scene.words_before(i))]
            inside = {i for one in sums for i in _inside(scene, one)}
            before = [i for i in counted[:place] if i not in inside or is_added(scene, i)]
            found += [*_below(scene, head, amounts), *_above(scene, head, before)]
        found = [
            one
            for one in found
            if one.numbers not in numbers
            and (
                (one.certain and frozenset(one.terms) in both)
                or not any(tied.issuperset(one.terms) for tied in ties)
            )
        ]
        best = min(
            found, key=lambda one: (not one.certain, chance_of_rest(scene.mentions, one)), default=None
        )
        if best is not None:
            yield best
            if best.certain:
                ties.append({*best.terms})  # what the one is made of makes no other


def _inside(scene: Scene, one: Relation) -> list[int]:
    """The parts of a whole told in one sentence or two: 收入a。其中，税收b。非税c. 加上补助d，收入总量 is of a and d."""
    whole = max(one.numbers, key=lambda i: scene.mentions[i].amount)
    return [i for i in one.numbers if i != whole] if whole == min(one.numbers) else []


def _counts(mention: Mention) -> bool:
    return mention.role in _ROLES and not mention.bound and bool(mention.measure)


def _kind(mention: Mention) -> str:
    return COUNTED_ALIKE.get(mention.measure, mention.measure)


def _named(
    scene: Scene, head: int, amounts: Sequence[int], wholes: Sequence[Whole], names: Callable[[int], str]
) -> Iterator[Relation]:
    """Parts behind their total that are all there is by their names or their shares, wherever their list begins."""
    if len(amounts) < 2:
        return
    start, stop = scene.mentions[head].stop, scene.mentions[amounts[-1]].stop + _SHARE_BEHIND
    if not wholes and scene.text.find("占", start, stop) < 0 and scene.text.find("非", start, stop) < 0:
        return
    own = own_level(scene, amounts)
    levels = [own]
    if wholes and own != amounts:
        # 运输架次a。起降架次中：国内航线b，国际航线c is told of the whole itself, though it looks as if of a part.
        # 财产险a，其中企财险b；农险c。人身险d: what is told of a is told to the end of the sentence.
        levels += [
            own_level(scene, amounts, parted=False),
            own_level(scene, amounts, ends=SENTENCE_ENDS),
        ]
    for n, level in enumerate(levels):
        if level not in levels[:n]:
            yield from _all_named(scene, head, level, wholes, names)
    shared = next((n for n, i in enumerate(own) if not _has_share(scene, i)), len(own))
    for size in range(shared, 1, -1):
        if _shares_are_told(scene, own[:size]):
            yield from _mendable(scene, head, own[:size], certain=True)


def _named_before(
    scene: Scene, head: int, before: Sequence[int], wholes: Sequence[Whole], names: Callable[[int], str]
) -> Iterator[Relation]:
    """第一产业a。第二产业b。第三产业c。生产总值d: the whole behind its parts."""
    if len(before) > 1:
        run = own_level(scene, before)
        told = [names(i) for i in run]
        groups = [run[at:] for one in wholes for at in runs_of(one, told) if at + len(one.parts) == len(run)]
        for group in groups:
            yield from _mendable(scene, head, group, certain=True)


def _all_named(
    scene: Scene, head: int, own: Sequence[int], wholes: Sequence[Whole], names: Callable[[int], str]
) -> Iterator[Relation]:
    own = list(itertools.takewhile(lambda i: not names(i).startswith("另"), own))
    told = [names(i) for i in own]
    groups = [own[at : at + len(one.parts)] for one in wholes for at in runs_of(one, told)]
    groups += [own[at : at + 2] for at, pair in enumerate(itertools.pairwise(told)) if is_the_other(*pair)]
    for group in groups:
        first = own.index(group[0])
        if first and not _BEGINS.search(scene.gap(own[first - 1], group[0])):
            continue
        if any({*group} < {*other} for other in groups):
            continue  # 东部a，中部b，西部c，东北d: the first three are all where there is no fourth
        if _REST.search(scene.words_before(group[-1])) and ASIDE.search(_sentence_before(scene, head)):
            continue  # 收入924万元，其中保险费收入885万元。支出433万元，结余491万元: of all that came in
        yield from _mendable(scene, head, list(group), certain=True)


def _sentence_before(scene: Scene, index: int) -> str:
    start = scene.mentions[index].start
    before = max(scene.text.rfind("。", 0, start), scene.text.rfind("\n", 0, start)) + 1
    return _BRACKETED.sub("", scene.text[before:start])


def _below(scene: Scene, head: int, amounts: Sequence[int]) -> Iterator[Relation]:
    """The parts behind their total, of a list that words open."""
    after = own_level(scene, amounts)
    anew = (n for n, pair in enumerate(itertools.pairwise(after), 1) if _ANEW.search(scene.gap(*pair)))
    after = after[: next(anew, _FAR)]
    if len(after) > 2 and _NEXT_SENTENCE.fullmatch(scene.gap(head, after[0])):
        yield from _mendable(scene, head, _to_the_rest(scene, head, after), _TOTALLED)
    if len(after) > 1 and _OPENS.search(scene.gap(head, after[0]).split("；")[-1]):
        whole = list(_to_each_end(scene, after))
        for group in whole:
            yield from _mendable(scene, head, group, _room(scene, head, group))
        for size in range(2, len(after)):
            if after[:size] not in whole and "；" in scene.gap(after[size - 1], after[size]):
                yield from _mendable(scene, head, after[:size], _HARDLY)


def _to_the_rest(scene: Scene, head: int, after: Sequence[int]) -> list[int]:
    """The items to the end of their sentence, none where the last is not 其他, or where they are spent of what came in."""
    end = next((n for n, pair in enumerate(itertools.pairwise(after), 1) if "。" in scene.gap(*pair)), None)
    items = list(after[:end])
    told = "".join(scene.words_before(i) for i in items)
    opposed = any(one in scene.words_before(head) and other in told for one, other in _SIDES)
    closed = _OTHERS.match(scene.words_before(items[-1])) is not None
    return items if closed and len(items) > 2 and not opposed else []


def _room(scene: Scene, head: int, group: Sequence[int]) -> float:
    """How likely a list of this build may leave something out and still be called whole."""
    if not scene.same_sentence(group[0], group[-1]):
        return _HARDLY
    apart = ["；" in scene.gap(*pair) for pair in itertools.pairwise(group)]
    if any(apart[-1:]) and not all(apart) and _PARTED.match(scene.text, scene.mentions[group[-1]].stop):
        return 0  # 货运量a，其中公路b，水路c；港口吞吐量d，其中外贸e: another thing begins
    if _ALL_OF_IT.fullmatch(scene.gap(head, group[0])) and _CLOSES.match(
        scene.text, scene.mentions[group[-1]].stop
    ):
        return _TOTALLED  # 218818人次（公路营业性199529人次、非营业性19289人次）
    more = sum(scene.mentions[i].amount for i in group) > scene.mentions[head].amount
    precise = all(scene.mentions[i].telling > _ROUND for i in (head, *group))
    if more and precise and len(group) < _MANY and "其中" in scene.gap(head, group[0]):
        return _TOTALLED  # what leaves something out does not come to more than the whole
    return _OPENED if len(group) > 2 else _HARDLY


def _above(scene: Scene, head: int, before: Sequence[int]) -> Iterator[Relation]:
    """The parts before a total that is called one: 收入a，加上补助b，收入合计; 购买变压器a；购置锅炉b；共计."""
    twin = head and not scene.gap(head - 1, head) and not scene.like(head - 1, head)  # 城乡合计7960户12079人
    called = _BEHIND.search(scene.words_before(head - 1 if twin else head)) is not None
    if not called and not any(is_added(scene, i) for i in before[-3:]):
        return
    like = [i for i in before if _is_amount(scene, i, head, with_rest=True)][-_FAR:]
    run = own_level(scene, like, ends=SENTENCE_ENDS)
    added = next((n for n, i in enumerate(run) if n and is_added(scene, i)), 0)
    if added:
        bases = like[like.index(run[added]) - 1 :: -1][:_BASES]
        groups = [[base, *run[added:]] for base in bases]
        held = (one for group in groups if (one := sum_of(scene, head, group, certain=True)) and one.holds)
        if (found := next(held, None)) is not None:
            yield found
            return
        for group in groups:
            yield from _mendable(scene, head, group, _TOTALLED if called else _HARDLY)
        return
    if not called:
        return
    run = [i for i in run if not _REST.search(scene.words_before(i))]
    opening = [n for n, i in enumerate(run) if not n or "。" in scene.gap(run[n - 1], i)]
    for n in (n for n in opening[::-1][:2] if len(run) - n > 1):
        yield from _mendable(scene, head, run[n:], _HARDLY if len(run) - n == 2 else _TOTALLED)


def _name(scene: Scene, i: int) -> str:
    """The words of its clause, back to the quantity before at most: 第一产业增加值, which holds a number itself."""
    start = scene.mentions[i].start
    return _NAME_BEGINS.split(scene.text[max(start - _LONGEST, 0) : start])[-1]


def _has_share(scene: Scene, i: int) -> bool:
    """直办b件，占52.7%: whether the share of a part is told right behind it."""
    behind = i + 1
    if behind == len(scene.mentions) or scene.mentions[behind].measure != "%":
        return False
    return _SHARE.search(scene.words_before(behind)) is not None


def _shares_are_told(scene: Scene, group: Sequence[int]) -> bool:
    """Whether the shares of all parts make 100%, so that nothing is left out."""
    shares = [scene.mentions[i + 1] for i in group]
    rest = abs(sum((one.value for one in shares), Decimal(-100)))
    return rest <= sum((one.step for one in shares), Decimal(0)) / 2


def _is_amount(scene: Scene, i: int, head: int, *, with_rest: bool = False) -> bool:
    mention, whole = scene.mentions[i], scene.mentions[head]
    if mention.measure != whole.measure and not scene.like(i, head):
        return False
    if _REST.search(scene.words_before(i)):
        return with_rest  # what is carried into the next year is of this one
    if mention.period == whole.period:
        return True
    # 截至2022年11月末，余额a，其中甲b、乙c: the parts are of the year of the whole, which they do not tell again.
    untold = mention.period == "本年" and (whole.period.isdigit() or whole.period == "上年")
    return untold and not _THIS_YEAR.search(scene.gap(min(head, i), max(head, i)))


def _to_each_end(scene: Scene, after: Sequence[int]) -> Iterator[list[int]]:
    """To the first mark of each kind that ends a list."""
    gaps = [scene.gap(one, other) for one, other in itertools.pairwise(after)]
    for mark in _ENDS:
        yield list(after[: next((n for n, gap in enumerate(gaps, 1) if mark.search(gap)), len(after))])


def _mendable(
    scene: Scene, head: int, group: Sequence[int], doubt: float = 0.0, *, certain: bool = False
) -> Iterator[Relation]:
    made = sum_of(scene, head, group) if group else None
    amounts = [scene.mentions[i].amount for i in group]
    if scene.mentions[head].amount in amounts or len({*amounts}) == 1:
        return  # the whole told again
    if not certain and len({scene.planned(i) for i in group}) > 1:
        return  # 主要用于：甲。年初预算a，支出决算b
    if made is not None and made.holds and certain:
        yield sum_of(scene, head, group, certain=True) or made
    if made is None or made.holds or not mendable(scene, made):
        return
    accident = chance_of_rest(scene.mentions, made)
    if certain or accident < doubt:
        told = _AMONG.search(scene.gap(head, group[0])) is None if head < group[0] else True
        sure = certain or (told and accident < _SURE and scene.same_sentence(group[0], group[-1]))
        yield sum_of(scene, head, group, certain=sure, likely=True) or made
