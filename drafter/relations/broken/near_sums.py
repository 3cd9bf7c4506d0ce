"""Sums that one slip broke, where the build of a list, its names or its shares say that it is all there is.

They come last: whatever else a paragraph says of its numbers goes before. That a slip would mend them proves nothing by itself, so
that the words must say the more the likelier a list that leaves something out looks like one that a slip broke (chance.py).
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from functools import cache

from drafter.numbers.list_words import AVERAGE, BRACKETED, PARTED
from drafter.numbers.mention import Mention
from drafter.numbers.numerals import read_numeral
from drafter.patterns import Regex
from drafter.relations.broken.near_behind import (
    BARE,
    FAR,
    HARDLY,
    OPENED,
    REST,
    TOTALLED,
    above,
    is_amount,
    is_left,
    is_total,
    slipped,
)
from drafter.relations.broken.told_sums import ToldSums
from drafter.relations.evidence.chance import chance_of_rest
from drafter.relations.relation import Relation
from drafter.relations.scene import COUNTED_ALIKE, Scene
from drafter.relations.sums.known_wholes import Whole, is_the_other, runs_of, wholes_called
from drafter.relations.sums.levels import ASIDE, SENTENCE_ENDS, SIDES, is_added, own_level
from drafter.text import open_brackets

_ROLES = ("value", "count")
_PRECISE = 4  # digits of numbers that hardly ever come near each other by accident
_ROUND = 2  # digits at most of numbers that come near each other by accident
_OPENS = Regex(
    r"其中|分别|包括|包含|分项|具体|主要|[：（(]|中，"
    rf"|{PARTED}"
)
_BEGINS = Regex(r"[。；][^。；]*$")  # another list
_AMONG_THEM = Regex("^其中")
# 分两批下达：第一批a，第二批b: as many parts as the text says.
_IN_SO_MANY = Regex(
    r"分([两二三四五六七八九十])\s?(?:批次?|次|期|类|块|[大个]?部分|个[^，。；：\d]{0,4}|档|项|笔|年|级)[^，。；：\d]{0,8}[：，]"
)
_SHARE = Regex("占(?:比|[^，。；\\d]{0,10}的)?(?:为|达到?|约)?$|占比[^，。；\\d]{0,4}$")
_ANEW = Regex(rf"[。；](?:[^，。；：\d]{{1,10}}中|{PARTED}|同期|此外|另外|与此同时)[：，]")
_ALL_OF_IT = Regex(r"（(?!其中|含|包括)[^，。；：（）\d]{2,24}")  # what opens a bracket that lists the whole
_PARTED = Regex("[^；。]{0,30}其中")
_CLOSES = Regex(r"[^，。；（）\d]{0,4}）")
# 收入a，增长p%。利息b，手续费c，其他d: what the next sentence tells to 其他 is all of it.
_NEXT_SENTENCE, _OTHERS = (
    Regex(r"(?:，[^，。；]{0,24})?。[^，。；：\d]{2,14}"),
    Regex("[、和及与]?(?:其他|其它|其余)"),
)
_UNSPENT = Regex("未(?:支出|使用|执行|支付|拨付)|剩余|余下")
_MANY = 4  # parts of which some may overlap
_FULL = 0.12  # how likely a list of as many may leave something out
_NAME_BEGINS, _LONGEST = Regex(r"[，。；：、\n]|\d"), 30
_FEWEST, _SHARE_BEHIND, _NEAR = 2, 24, 4
_TOLD_IN_FULL, _AND_LAST, _IN_FULL = Regex("包括|包含|含|分[为成]|由"), Regex("和|及|以及"), 0.2
_ENDS = Regex("；"), Regex("。"), Regex(r"\n")


def find_near_sums(scene: Scene, scope: Sequence[int], known: Sequence[Relation]) -> Iterator[Relation]:
    """Yield for each number that no sum is known of the one that a slip of one number keeps from coming out, if words call it complete.

    Of a number that a sum is known of, only another way to part it, by names that everybody knows.
    """
    names = cache(lambda i: _name(scene, i))
    counted = [i for i in scope if _counts(scene.mentions[i])]
    if len(counted) <= _FEWEST:
        return
    counted = [i for i in counted if not AVERAGE.is_in(names(i))]
    told = ToldSums(scene, known)
    complete = {
        _parts_called(scene, one.terms)
        for one in known
        if one.kind == "sum" and one.holds and len(one.terms) > 1
    }
    moves = {one.target for one in known if one.kind == "difference" and one.holds and one.certain}
    added = {i for i in counted if is_added(scene, i)}
    alike: dict[str, list[int]] = {}  # by what they count, as `Scene.like` takes it
    for i in counted:
        alike.setdefault(_kind(scene.mentions[i]), []).append(i)
    for place, head in enumerate(counted):
        if not scene.mentions[head].value:
            continue
        same = alike[_kind(scene.mentions[head])]
        same = same[bisect_right(same, head) :]
        behind = (i for i in same if is_amount(scene, i, head, with_rest=True))
        amounts = told.without_other_levels(head, list(itertools.islice(behind, FAR)))
        before = counted[:place]
        found = [*_called_whole(scene, head, before, amounts, names)]
        if parted := told.parts_of(head):
            found += _parted_anew(scene, head, amounts, parted)
        elif not told.is_whole(head):
            words = scene.words_before(head)
            if not (REST.is_in(words) or _UNSPENT.is_in(words)):  # a balance may be made up of others
                amounts = [i for i in amounts if not is_left(scene, i)]
            before = [i for i in before if not told.is_inside(i) or i in added]
            # 安排a，使用b，少支c。具体为：甲安排d，使用e: what was not spent has no parts among what was
            found += [
                *(() if head in moves else _below(scene, head, amounts, complete)),
                *above(scene, head, before, added),
            ]
        found = [one for one in found if not told.says(one)]
        best = min(
            found, key=lambda one: (not one.certain, chance_of_rest(scene.mentions, one)), default=None
        )
        if best is not None:
            yield best
            if best.certain:
                told.tie(best)


def _called_whole(
    scene: Scene, head: int, before: Sequence[int], amounts: Sequence[int], names: Callable[[int], str]
) -> Iterator[Relation]:
    """What is all there is by its names or its shares, behind the whole or before it."""
    wholes = wholes_called(names(head)) if len(amounts) > 1 or len(before) > 1 else ()
    yield from _named(scene, head, amounts, wholes, names)
    if wholes:
        near = [
            i for i in before[-FAR:] if is_amount(scene, i, head) and open_brackets(scene.gap(i, head)) >= 0
        ]
        yield from _named_before(scene, head, near, wholes, names)


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
            yield from slipped(scene, head, own[:size], certain=True)


def _named_before(
    scene: Scene, head: int, before: Sequence[int], wholes: Sequence[Whole], names: Callable[[int], str]
) -> Iterator[Relation]:
    """第一产业a。第二产业b。第三产业c。生产总值d: the whole behind its parts."""
    if len(before) > 1:
        run = own_level(scene, before)
        told = [names(i) for i in run]
        groups = [run[at:] for one in wholes for at in runs_of(one, told) if at + len(one.parts) == len(run)]
        for group in groups:
            yield from slipped(scene, head, group, certain=True)


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
        if REST.search(scene.words_before(group[-1])) and ASIDE.search(_sentence_before(scene, head)):
            continue  # 收入924万元，其中保险费收入885万元。支出433万元，结余491万元: of all that came in
        yield from slipped(scene, head, list(group), certain=True)


def _sentence_before(scene: Scene, index: int) -> str:
    start = scene.mentions[index].start
    before = max(scene.text.rfind("。", 0, start), scene.text.rfind("\n", 0, start)) + 1
    return BRACKETED.sub("", scene.text[before:start])


def _below(
    scene: Scene, head: int, amounts: Sequence[int], complete: Collection[tuple[str, ...]] = ()
) -> Iterator[Relation]:
    """The parts behind their total, of a list that words open, or of numbers so precise that none are needed.

    入院a，其中医院b，卫生院c。出院d，其中医院e，卫生院f: parts called like those of a list that is `complete` are all there are.
    """
    if len(amounts) < 2:
        return
    gap = scene.gap(head, amounts[0])
    next_sentence, opened = _NEXT_SENTENCE.fullmatch(gap), _OPENS.search(gap.split("；")[-1])
    if not (next_sentence or opened):
        yield from _of_an_earlier_whole(scene, head, amounts)
    if not (next_sentence or opened or scene.mentions[head].telling > _PRECISE):
        return
    if open_brackets(gap) > 0:  # a（b；c；d），e: the list ends with its bracket
        inside = itertools.takewhile(lambda i: open_brackets(scene.gap(head, i)) > 0, amounts)
        amounts = list(inside)
    after = own_level(scene, amounts)
    anew = (n for n, pair in enumerate(itertools.pairwise(after), 1) if _ANEW.search(scene.gap(*pair)))
    after = after[: next(anew, FAR)]
    # 偿还本金a。支付利息b，还本付息合计c: a total told behind is of what stands before it, and no part
    after = list(itertools.takewhile(lambda i: i == after[0] or not is_total(scene, i), after))
    if len(after) > 2 and next_sentence:
        yield from slipped(scene, head, _to_the_rest(scene, head, after), TOTALLED)
    if len(after) > 1 and opened:
        whole = list(_to_each_end(scene, after))
        for group in whole:
            again = _parts_called(scene, group) in complete
            yield from slipped(scene, head, group, 1.0 if again else _room(scene, head, group))
        for size in range(2, len(after)):
            if after[:size] not in whole and "；" in scene.gap(after[size - 1], after[size]):
                yield from slipped(scene, head, after[:size], HARDLY)
    elif len(after) > 1 and scene.same_sentence(head, after[1]):
        for group in _to_each_end(scene, after):
            if all(scene.mentions[i].telling > _PRECISE for i in (head, *group)):
                yield from slipped(scene, head, group, BARE)


def _of_an_earlier_whole(scene: Scene, head: int, amounts: Sequence[int]) -> Iterator[Relation]:
    """调解a件，成功b件，成功率p，其中甲c、乙d、其他e: of what was there rather than of what came of it."""
    for n, (last, first) in enumerate(itertools.pairwise(amounts[:_NEAR]), 1):
        if not scene.same_sentence(head, first):
            return
        if "其中" in scene.gap(last, first):
            group = own_level(scene, amounts[n:])
            if len(group) > 2 and _OTHERS.match(scene.words_before(group[-1])):
                yield from slipped(scene, head, group, HARDLY)
            return


def _parts_called(scene: Scene, parts: Sequence[int]) -> tuple[str, ...]:
    return tuple(_AMONG_THEM.sub("", scene.words_before(i)) for i in parts)


def _parted_anew(scene: Scene, head: int, amounts: Sequence[int], known: Sequence[int]) -> Iterator[Relation]:
    """接受a，其中省b，县c。按来源，境内d；境外e: that d and e come out tells nothing of b and c, nor b and c of d and e."""
    before = [i for i in amounts if i < min(known)]
    if len(before) > 1:
        yield from _below(scene, head, before)
    told = [max(known), *(i for i in amounts if i > max(known))]
    begins = (
        n for n, (last, i) in enumerate(itertools.pairwise(told), 1) if _ANEW.search(scene.gap(last, i))
    )
    behind = told[next(begins, len(told)) :]
    if len(behind) > 1:
        for group in _to_each_end(scene, own_level(scene, behind)):
            yield from slipped(scene, head, group, HARDLY)


def _to_the_rest(scene: Scene, head: int, after: Sequence[int]) -> list[int]:
    """The items to the end of their sentence, none where the last is not 其他, or where they are spent of what came in."""
    end = next((n for n, pair in enumerate(itertools.pairwise(after), 1) if "。" in scene.gap(*pair)), None)
    items = list(after[:end])
    told = "".join(scene.words_before(i) for i in items)
    opposed = any(one in scene.words_before(head) and other in told for one, other in SIDES)
    closed = _OTHERS.match(scene.words_before(items[-1])) is not None
    return items if closed and len(items) > 2 and not opposed else []


def _room(scene: Scene, head: int, group: Sequence[int]) -> float:
    """How likely a list of this build may leave something out and still be called whole."""
    if not scene.same_sentence(group[0], group[-1]):
        return HARDLY
    told = _IN_SO_MANY.search(scene.gap(head, group[0]))
    if told is not None and read_numeral(told[1].replace("两", "二")) == len(group):
        return 1.0
    if len(group) > 2 and _OTHERS.match(scene.words_before(group[-1])):
        return TOTALLED  # whoever tells the others tells all
    if (
        len(group) > 2
        and _TOLD_IN_FULL.search(scene.gap(head, group[0]))
        and _AND_LAST.match(scene.words_before(group[-1]))
    ):
        return _IN_FULL  # 包括小学a所、初中b所和幼儿园c所
    apart = ["；" in scene.gap(*pair) for pair in itertools.pairwise(group)]
    if any(apart[-1:]) and not all(apart) and _PARTED.match(scene.text, scene.mentions[group[-1]].stop):
        return 0  # 货运量a，其中公路b，水路c；港口吞吐量d，其中外贸e: another thing begins
    if _ALL_OF_IT.fullmatch(scene.gap(head, group[0])) and _CLOSES.match(
        scene.text, scene.mentions[group[-1]].stop
    ):
        return TOTALLED  # 218818人次（公路营业性199529人次、非营业性19289人次）
    more = sum(scene.mentions[i].amount for i in group) > scene.mentions[head].amount
    precise = all(scene.mentions[i].telling > _ROUND for i in (head, *group))
    if more and precise and len(group) < _MANY and "其中" in scene.gap(head, group[0]):
        return TOTALLED  # what leaves something out does not come to more than the whole
    return _FULL if len(group) >= _MANY else OPENED if len(group) > 2 else HARDLY


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


def _to_each_end(scene: Scene, after: Sequence[int]) -> Iterator[list[int]]:
    """To the first mark of each kind that ends a list."""
    gaps = [scene.gap(one, other) for one, other in itertools.pairwise(after)]
    for mark in _ENDS:
        yield list(after[: next((n for n, gap in enumerate(gaps, 1) if mark.search(gap)), len(after))])
