"""Guess what a stated share, rate or multiple is of: the part and the whole that its words name, hold or stand beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.numbers.numerals import read_numeral
from drafter.patterns import Regex
from drafter.relations.evidence.evidence import (
    PLAN,
    TOTAL,
    base_of_change,
    compared_right_before,
    is_told_change,
    named,
)
from drafter.relations.evidence.guesses import POINTS, RESULTS, Guess, around, digits, ratio
from drafter.relations.evidence.side_by_side import JOINED_LOOSELY, run_around
from drafter.relations.evidence.weighing import of_whole, opens_list, strength_of
from drafter.relations.guessed.guessed_rates import guess_rate
from drafter.relations.scene import ACCOUNTS, Scene

# 占财政支出214.90亿元比例为, 为上年17.02万元的, 占预算支出（163.22亿元）的: the whole stands inside the words of the share.
_WITHIN = Regex(r"\s*）?\s*(?:的|之)?(?:比例|比重|份额|占比|百分比)?(?:约|近|为|达到?|超过?)*\s*")
_OPENS = Regex(
    r"(?:占|为|是|相当于|完成了?|达到?|实现|等于|超过|仅为|[\u4e00-\u9fff]到|[\u4e00-\u9fff]至)[^，。；：]*$"
)
_OF_NAMED = Regex(
    r"(?:占|为|是|完成了?|达到?|相当于|仅为)(?P<name>[^，。；：\d]{2,20}?)的?(?:比[重例率]|份额|百分比)?(?:约|近|为|达到?|超过?)*$"
)
_DUE = Regex("应(?:当)?([一-鿿]{1,2}?)(?:总|资)?(?:金?额|金|数|款|人数|户数)")
_BARE_SHARE = Regex(r"(?:占|占比|比重|比例|份额|占总数|占总量)(?:各|分别)?(?:约|近|为|达到?|超过?|的)*$")
_RATED = Regex(
    r"(?P<name>[\u4e00-\u9fff]{2,9}?)(?:率|度|比例|比重|进度|占比|比|覆盖面)(?:分别|约|为|达到?|超过?|是|近)*$"
)
# 整改到位83.6%, 亏损面17.5%, 恩格尔系数30.7%: a rate by any other name.
_CALLED = Regex(
    r"(?![由从比较与])(?P<name>[\u4e00-\u9fff]{2,9}?)(?<!至)(?<!到)(?:分别|约|为|达|超过?|是|近|有|占|的)*"
)
# Rates by which points are given, or that are of points themselves.
_OF_POINTS = Regex("(?:执行|支付|支出|使用|到位|完成|实现|拨付)(?:率|进度)|分|占")
# Shares of what no report of one place prints.
_ELSEWHERE = Regex(r"(?:全国|全球|世界|全省|全市|全区|全县|全州)(?:总量|总数)?|同类[\u4e00-\u9fff]*")
_TOGETHER = Regex(r"合计|共|总计|之和|总和|累计|三者|两者|上述|以上")
_ALL_TOGETHER = Regex("(?:合计|共计?|一共|总共|累计)占")
_SHARES_OF = Regex("占[^，。；]{2,16}(?:的|比例|比重)(?:为|是|分别为)?$")  # 规模分别为a和b，占全部规模的p和q
_SO_MANY = Regex("[，；。]\\s*(?:以上|上述|这)?([两二三四五六])(?:项|类|者|块)[^，。；\\d]{0,6}(?:占|相当于)")
_IN_TURN = Regex(
    r"(?:占比|比重|比例|份额|占)(?:分别|各|依次)(?:约|为|是|占|达到?)*$|^占比(?:为)?$|(?:分别|各|依次)占(?:比)?(?:为)?$"
    r"|(?:[两二三四五六](?:者|项|类|块)|二者)(?:的)?(?:占比|比重|比例)(?:约|为|是)*$"
)


def guess_share(scene: Scene, index: int, scope: Sequence[int], words: str) -> Iterator[Guess]:
    """part ÷ whole."""
    # 扣1分，系参与率未达标，实际为91.27%
    apart = POINTS if _OF_POINTS.search(words) else (*POINTS, "分")
    before, after = (
        [i for i in near if scene.mentions[i].measure not in apart]
        for near in around(scene, index, scope, roles=(*RESULTS, "change"))
    )
    if before and scene.same_segment(before[0], index) and scene.mentions[before[0]].measure != "分":
        # 支出a，执行率p%，按10分折算，得b分: the rate by which points are given behind it is of what stands before it
        after = [i for i in after if scene.mentions[i].measure != "分"]
    within = _WITHIN.fullmatch(scene.gap(before[0], index)) if before else None
    told = within and (within[0].strip(" ）") or scene.words_before(before[0]).startswith("占"))
    if told and _OPENS.search(scene.words_before(before[0])):
        yield from _of(scene, index, before[0], before[1:], 3)
        return
    if scene.mentions[index].measure in ("倍", ":1", ""):
        yield from guess_multiple(scene, index, scope)
        return
    name = _OF_NAMED.search(words)
    if name and not _ELSEWHERE.fullmatch(name["name"]):
        far = _farther(scene, index, scope, before)
        yield from _of_named(scene, index, before, after, name["name"], far)
    if _BARE_SHARE.search(words) or name:
        yield from _told_next(scene, index, before, after)
        yield from _of_subject(scene, index, before, words)
        now = [i for i in before if not (_of_last_year(scene, i) and scene.bracketed(i, index))]
        for part in now[:2] if not _ALL_TOGETHER.match(words) else ():
            wholes = [i for i in before + after if i != part and scene.like(i, part)]
            if name and PLAN.search(ACCOUNTS.sub("", name["name"])):
                wholes = [i for i in wholes if scene.planned(i)]  # 完成年度预算的96.0%, which is not printed
            wholes = [i for i in wholes if scene.mentions[i].amount >= scene.mentions[part].amount]
            total = next(
                (
                    i
                    for i in wholes
                    if TOTAL.search(scene.words_before(i))
                    and scene.same_sentence(min(i, index), max(i, index))
                ),
                None,
            )
            for whole in wholes:
                near = part == before[0] and scene.same_segment(part, index)
                points = of_whole(scene, index, part, whole) if near and not name else -1
                strength = 2 if near and whole == total and not name else int(near)
                yield from ratio(scene, index, [part], whole, max(strength, min(strength_of(points), 2)))
    if due := _DUE.fullmatch(name["name"] if name else ""):
        yield from guess_rate(scene, index, before, after, due[1])  # 列支a，已退回b，占应退金额的
    yield from _in_turn(scene, index, scope)
    if rated := _RATED.search(words):
        yield from guess_rate(scene, index, before, after, rated["name"])
    elif (
        not name
        and not _BARE_SHARE.search(words)
        and before
        and scene.same_segment(before[0], index)
        and (called := _CALLED.fullmatch(words))
    ):
        inside = [i for i in before if scene.same_sentence(i, index)]
        yield from guess_rate(scene, index, inside, after, called["name"])


_NEXT = Regex(r"\s*[，（]\s*(?:为|计|即|达|共|约|有|合计|金额)*")
_OF_ALL = Regex("占[^，。；\\d]{0,4}(?:总[数量额]|全部)(?:的)?(?:比[重例])?(?:约|近|为|达到?)*$")
_HAVING = Regex("^(?:具有|拥有|持有|有|已|正在)")
_SUBJECT = Regex(
    r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?:类|项|的|者|部分|数|量|额|金额|支出|收入)?(?:所占|占比?|的?(?:比重|比例|份额))(?:各|分别)?(?:约|近|为|达到?|超过?|的)*$"
)


def _told_next(scene: Scene, index: int, before: list[int], after: list[int]) -> Iterator[Guess]:
    """急诊占13.1%，为11.36万人次: the part told right behind its share, of the amount told before it."""
    if not after or not before or not _NEXT.fullmatch(scene.gap(index, after[0])):
        return
    wholes = [i for i in before if scene.like(i, after[0]) and scene.same_segment(i, index)]
    for n, whole in enumerate(wholes):
        told = n == 0 and scene.words_before(after[0]) in ("", "为", "计", "即", "达", "有", "共", "约")
        yield from ratio(scene, index, after[:1], whole, 2 if told else 1)


def _of_subject(scene: Scene, index: int, before: list[int], words: str) -> Iterator[Guess]:
    """共217个，立行立改164个，分阶段整改38个，立行立改类占75.6%: the item that the share names, of the whole of its list."""
    subject = _SUBJECT.search(_OF_ALL.sub("占", words))  # 竣工项目占项目总数的
    if subject is None:
        return
    near = [i for i in before if scene.same_sentence(i, index)]
    own = [i for i in near if _is_called(scene, i, subject["name"])]
    own = [i for i in own if _item(scene, i) == subject["name"]] or own  # 失能老人 of 失能、半失能老人
    if len(own) != 1:
        return
    part = scene.mentions[own[0]]
    wholes = [i for i in near if i < own[0] and scene.like(i, own[0])]
    wholes = [i for i in wholes if scene.mentions[i].amount >= part.amount]
    items = [i for i in near[::-1] if scene.like(i, own[0])]
    if not wholes and len(items) > 1 and items == list(range(items[0], index)):
        yield from ratio(scene, index, own, items, 2)  # 寄宿生2084人，走读生2524人，寄宿生比例
    for whole in wholes:
        first = TOTAL.search(scene.words_before(whole)) or opens_list(scene, whole, own[0])
        yield from ratio(scene, index, own, whole, 3 if first else 2)
        if first:
            return


def _of_last_year(scene: Scene, i: int) -> bool:
    return scene.mentions[i].period == "上年"


def _is_called(scene: Scene, i: int, subject: str) -> bool:
    """Whether an item is what a share names: 立行立改 of 立行立改类占; 其中城镇245.84万人 of 城镇人口占."""
    item = _item(scene, i)
    return subject in scene.words_before(i) or (len(item) > 1 and subject.startswith(item))


def _item(scene: Scene, i: int) -> str:
    """What the words before a number of a list call it: 高级职称 of 其中，具有高级职称的."""
    return _HAVING.sub("", scene.words_before(i).rpartition("其中")[2].strip("：，、")).removesuffix("的")


def _farther(scene: Scene, index: int, scope: Sequence[int], before: list[int]) -> list[int]:
    """The amounts of the paragraph before those that stand near, the nearest first."""
    last = min(before, default=index)
    return [i for i in reversed(scope) if i < last and scene.mentions[i].role in RESULTS][:_FAR]


def _of_named(
    scene: Scene, index: int, before: list[int], after: list[int], name: str, far: list[int]
) -> Iterator[Guess]:
    subject = re.split("占|为|是|完成|达|相当", scene.words_before(index))[0]
    own = [
        i
        for i in before
        if len(subject) > 1
        and len(scene.stem(i)) > 1
        and (scene.stem(i) in subject or subject in scene.words_before(i))
    ]
    before = list(dict.fromkeys([*own[:1], *before]))
    called = [i for i in before if not own and name in scene.words_before(i) and scene.same_segment(i, index)]
    if called and called[0] == before[0]:
        before = [*before[1:], before[0]]  # 中标a，控制价b，中标价为控制价的92.8%
    part = before[0] if before and (own or scene.same_segment(before[0], index)) else None
    wholes = [i for i in before if i != part and named(scene, i, name)]
    wholes = (
        wholes
        or [i for i in after if scene.same_segment(i, index) and named(scene, i, name)]
        or [i for i in before[:1] if scene.same_segment(i, index) and named(scene, i, name)]
        or [i for i in after if named(scene, i, name)]
        or [i for i in before[:1] if named(scene, i, name)]
        or ([i for i in far if named(scene, i, name)] if len(name) > _SHORT else [])
    )
    wholes = [i for i in wholes if part is None or scene.like(i, part)] or [
        i for i in before if i != part and _of_all(scene, i, name)
    ]
    wholes = [i for i in wholes if not base_of_change(scene, i, index)] or wholes
    wholes = [i for i in wholes if name in scene.words_before(i)] or wholes
    wholes = [i for i in wholes if name in (scene.stem(i), scene.label(i), scene.words_before(i))] or wholes
    values = {scene.mentions[i].amount for i in wholes}
    for whole in wholes:
        rest = [i for i in before if i != whole]
        yield from _of(scene, index, whole, rest, max(4 - len(values), 1))


_FAR, _SHORT = 24, 3
_ALL = Regex("全[\u4e00-\u9fff]{1,3}")


def _of_all(scene: Scene, i: int, name: str) -> bool:
    """全镇14个村收入合计1826.5万元, …占全镇的21.1%: a total that is told of the whole place."""
    at = scene.mentions[i].start
    begin = max(scene.text.rfind(mark, 0, at) for mark in "。；\n") + 1
    return bool(_ALL.fullmatch(name) and TOTAL.search(scene.words_before(i))) and name in scene.text[begin:at]


def _of(scene: Scene, index: int, whole: int, before: list[int], strength: int) -> Iterator[Guess]:
    """What is a share of `whole`: the amount just before, or all of a list that 合计 sums up."""
    parts = [i for i in before if scene.like(i, whole)]
    parts = [i for i in parts if not compared_right_before(scene, i)] or parts
    if not parts:
        return
    words = scene.text[scene.mentions[parts[0]].stop : scene.mentions[index].start]
    if counted := _SO_MANY.search(words):
        many = int(read_numeral(counted[1]) or 0)
        own = [i for i in parts if not is_told_change(scene, i) and not base_of_change(scene, i, index)]
        if len(own) >= many:
            yield from ratio(scene, index, sorted(own[:many]), whole, min(strength, 2))
            return
    run = _run(scene, parts)
    if _TOGETHER.search(words) and len(run) > 1:
        yield from ratio(scene, index, run, whole, strength)
        strength = 1
    elif _TOGETHER.search(words):
        yield from ratio(scene, index, parts[:2], whole, 1)
    for n, part in enumerate(parts[:4]):
        near = n == 0 and (
            scene.same_segment(part, index) or (len(parts) == 1 and scene.same_sentence(part, index))
        )
        yield from ratio(
            scene, index, [part], whole, strength if near else 1 if scene.same_sentence(part, index) else 0
        )


def _run(scene: Scene, parts: list[int]) -> list[int]:
    """The list that ends with the first of `parts` (nearest first): items that only 、 and 和 part."""
    run = parts[:1]
    for i in parts[1:]:
        if not re.fullmatch(r"[^，。；：\d]{0,4}[、，和及与][^，。；：\d]{0,14}", scene.gap(i, run[-1])):
            break
        run.append(i)
    return run[::-1]


def _in_turn(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Guess]:
    """货物类86万元、服务类214万元，占比分别为28.7%和71.3%: as many shares as parts, of all the parts together."""
    first, last = (scope.index(end) for end in run_around(scene, index, JOINED_LOOSELY))
    count = last - first + 1
    parts = scope[max(first - count, 0) : first]
    words = scene.words_before(scope[first]) if len(parts) == count > 1 else ""
    each = _SHARES_OF.match(words) and "分别" in scene.words_before(parts[0])
    if not (each or _IN_TURN.search(words)):
        return
    head = scope[max(first - count - 1, 0)]
    if head < parts[0] and scene.like(head, parts[0]) and scene.same_sentence(head, parts[0]):
        return  # the whole itself is printed
    if all(scene.like(i, parts[0]) and scene.mentions[i].role in RESULTS for i in parts):
        shares = sum((scene.mentions[i].value for i in scope[first : last + 1]), Decimal(0))
        whole = 3 if abs(shares - 100) <= count * scene.mentions[index].step else 2
        yield from ratio(scene, index, [parts[scope.index(index) - first]], parts, whole)


def guess_multiple(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Guess]:
    """One amount by another of its kind: 放大4.5倍, 收入比为1.95, 前者是后者的2倍."""
    before, after = around(scene, index, scope)
    after = [i for i in after if re.search(r"[：，（]", scene.gap(index, after[0]))][:2]
    if len([i for i in before if scene.same_segment(i, index)]) > 1:
        after = [i for i in after if "（" in scene.gap(index, i)]
    amounts = [i for i in before if scene.mentions[i].role != "count"] or before
    near = [i for i in amounts[:3] + after if scene.same_sentence(i, index)]
    for part in near:
        for whole in near:
            if whole != part and scene.like(part, whole):
                plain = len([i for i in near if scene.like(i, part)]) == 2
                larger = scene.mentions[part].amount > scene.mentions[whole].amount
                long = min(len(digits(scene, i)) for i in (part, whole)) > 1
                yield from ratio(
                    scene,
                    index,
                    [part],
                    whole,
                    2 if plain and larger and long else 1 if plain or larger else 0,
                )
