"""Tie totals to their parts: the lists that 其中 and its like open, 合计 after a list, and the budget and carry-over balances."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.numbers.list_words import TOTALLED
from drafter.patterns import Regex
from drafter.relations.evidence.chance import chance
from drafter.relations.evidence.evidence import CLAUSE_ENDS
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene
from drafter.relations.sums.balances import balance, reckoned, saving
from drafter.relations.sums.list_items import is_listed
from drafter.relations.sums.subtotals import is_subtotal
from drafter.relations.sums.totals import ROLES, sum_of, total_after
from drafter.relations.sums.wholes import find_broken, find_whole, metric
from drafter.text import open_brackets

# Every branch opens with a plain character, which `re` looks for fast.
_OPENER = Regex(
    r"其中|分中央和地方看|分[两二三四五六七八九](?:批|期|类|块|部分|级|次|档|笔)[一-鿿]{0,4}(?=[：，])|由[两二三四五六七八九][一-鿿]{1,4}(?:构成|组成)|包括|分别(?:为|是|有)|依次(?:为|是)|由(?=[^。；\n]{6,120}?(?:构成|组成))|构成|结果(?:分别)?为(?=“)|等级(?:分别)?为(?=“)|等次(?:分别)?为(?=“)"
    r"|评价为?(?=“优)|自评为?(?=“优)|结果(?=“优)|等级(?=“优)|等次(?=“优)"
)
_AMONG, _MADE_UP = ("其中", "包括"), Regex("[组构]成")
# What follows a list and is none of its parts: 专项债务余额226.85亿元，低于限额7.98亿元.
_COMPARES = Regex(
    r"低于|高于|超过|超出|少于|多于|不足|[较与比](?!例|重)|同比|环比|人均|户均|平均|均价|最[高低多少]"
)
_MAY_TOTAL = Regex(r"[计共余转算减约支]|实际[下安]|有效|总得?分")
_ABOUT = Decimal("0.07")
_ROUND = 2  # digits at most of numbers that come near each other by accident
_MOST_COLUMNS, _NAME, _TWO = 4, 2, 2
_OF_WHAT = Regex(r"(?:[总金]额|总量|[人总]?数量?|合计)?(?:共计)?[为达约]?$")
_SENTENCE_ENDS, _PART_ENDS, _BRACKET = Regex(r"[。\n]"), Regex(r"[。；\n]"), Regex(r"[（(）)]")
_LAST_ASIDE = Regex(r"[（(][^（()）]*[）)]\s*$")


def find_sums(scene: Scene, scope: list[int]) -> Iterator[Relation]:
    """Yield the sums of one paragraph; one that does not hold only where the words or a single slip show that it should."""
    yield from _lists(scene, scope)
    for index in scope:
        mention = scene.mentions[index]
        told = mention.role in ROLES
        if (told or mention.role == "change") and _MAY_TOTAL.search(
            scene.text, max(mention.start - 9, 0), mention.start
        ):
            words = _words_but_brackets(scene, index)
            relation = saving(scene, index, scope, words) or (
                total_after(scene, index, scope, words)
                or reckoned(scene, index, scope, words)
                or balance(scene, index, scope, words)
                if told
                else None
            )
            if relation is not None:
                yield relation


def _words_but_brackets(scene: Scene, index: int) -> str:
    """The words before the number; 全年预算（调整后预算，下同）13698.73万元 is 全年预算 still."""
    lead = _LAST_ASIDE.sub("", scene.clauses_before(index))
    return CLAUSE_ENDS.split(lead)[-1].strip() or scene.words_before(index)


def _lists(scene: Scene, scope: list[int]) -> Iterator[Relation]:
    mentions = scene.mentions
    start = scene.text.rfind("\n", 0, mentions[scope[0]].start) + 1
    end = scene.text.find("\n", start)
    for found in _OPENER.finditer(scene.text, start, end if end >= 0 else len(scene.text)):
        at = found.start()
        stop = (_PART_ENDS if found[0] == "包括" else _SENTENCE_ENDS).search(scene.text, at)
        limit = _bracket_end(scene.text, at, stop.start() if stop else len(scene.text))
        if found[0] == "由" and (closed := _MADE_UP.search(scene.text, at, limit)):
            limit = closed.start()  # 收入a，由拨款b、学费c和其他d组成；支出e
        heads = [i for i in scope if mentions[i].stop <= at and _counts(scene, i)][-8:]
        inside = [i for i in scope if at < mentions[i].start < limit and _counts(scene, i)]
        parts = [i for i in inside if open_brackets(scene.text[at : mentions[i].start]) <= 0][:30]
        again = next((n for n, i in enumerate(parts) if _told_again(scene, heads, parts[:n], i)), len(parts))
        parts = parts[:again] if again > 1 else parts
        parts = [i for i in parts if not _COMPARES.match(scene.words_before(i))]
        heads = [head for head in heads if sum(scene.like(i, head) for i in parts) > 1]
        # 控制数a，实际b，低于控制数c，由甲d和乙e构成: how far it is from another is no whole
        heads = [i for i in heads if not _COMPARES.match(scene.words_before(i))] or heads
        if not heads or len(parts) < 2:
            continue
        onward = [i for i in scope if i > parts[-1] and _counts(scene, i)]
        tried = [_columns(scene, heads, run) for run in ([*parts, *onward], parts)]
        if columns := next((run for run in tried if run and all(one.holds for one in run)), None) or (
            tried[0] or tried[1]
        ):
            yield from columns
            continue
        for group in _by_metric(scene, parts) or _by_measure(scene, heads, parts) or [parts]:
            relation = _list(scene, heads, group, at)
            if relation is not None:
                yield relation


def _told_again(scene: Scene, heads: list[int], before: list[int], i: int) -> bool:
    """总投资61.8万元，其中中央30.9万元，县级30.9万元，共下达61.8万元: behind two parts or more, the total once more is none of them."""
    if TOTALLED.search(scene.words_before(i)) or is_subtotal(scene, i):
        return True
    total = scene.mentions[i].amount
    if len(before) < _TWO or not heads or total != scene.mentions[heads[-1]].amount:
        return False
    so_far = sum(scene.mentions[part].amount for part in before if scene.like(part, i))
    return scene.like(i, heads[-1]) and total / 2 < so_far < total * 2


def _counts(scene: Scene, i: int) -> bool:
    """Whether the number may be a total or a part; 稳增长30万元 is an amount whose name ends in a word of change."""
    role = scene.mentions[i].role
    words = scene.words_before(i) if role in ("score", "change") else ""
    if role == "change":
        return bool(re.fullmatch(r"(?:(?!比|较|上年|同期|净).){3,}(?:提升|增长|提高|扩大)", words))
    return role in ROLES and not (role == "score" and re.search("满分|分值|扣$", words))


def _bracket_end(text: str, start: int, end: int) -> int:
    """Where the bracket that 其中 stands in closes, else `end`."""
    depth = 0
    for found in _BRACKET.finditer(text, start, end):
        depth += 1 if found[0] in "（(" else -1
        if depth < 0:
            return found.start()
    return end


def _by_metric(scene: Scene, parts: list[int]) -> list[list[int]]:
    """预算数a，执行数b；预算数c，执行数d: two lists in one; none when all parts are of one measure."""
    groups: dict[str, list[int]] = {}
    for i in parts:
        groups.setdefault(metric(scene, i), []).append(i)
    return (
        list(groups.values()) if len(groups) > 1 and all(len(group) > 1 for group in groups.values()) else []
    )


def _columns(scene: Scene, heads: list[int], parts: list[int]) -> list[Relation]:
    """资产a、负债b。其中，甲资产c、负债d；乙资产e、负债f: as many totals as each part tells, under the same names in the same order."""
    names, told = ([_OF_WHAT.sub("", scene.words_before(i))[-_NAME:] for i in run] for run in (heads, parts))
    for many in range(min(len(heads), len(parts) // 2, _MOST_COLUMNS), 1, -1):
        wholes, own = heads[-many:], names[-many:]
        if len({*own}) < many or any(len(name) < _NAME for name in own):
            continue
        times = next(
            (n for n in range(len(parts) // many) if told[n * many : (n + 1) * many] != own),
            len(parts) // many,
        )
        run = parts[: times * many]
        if times < 2 or not all(scene.like(i, wholes[n % many]) for n, i in enumerate(run)):
            continue
        sums = [sum_of(scene, whole, run[n::many], certain=True) for n, whole in enumerate(wholes)]
        if len(run) == len(parts) or any(one is not None and one.holds for one in sums):
            return [one for one in sums if one is not None and (one.holds or mendable(scene, one))]
    return []


def _by_measure(scene: Scene, heads: list[int], parts: list[int]) -> list[list[int]]:
    """对象82户82人，其中农村68户68人，城镇14户14人: two lists in one, told of two measures."""
    groups: dict[str, list[int]] = {}
    for i in parts:
        groups.setdefault(scene.mentions[i].measure, []).append(i)
    told = {scene.mentions[head].measure for head in heads}
    split = [group for measure, group in groups.items() if measure in told and len(group) > 1]
    return split if len(split) > 1 else []


def _list(scene: Scene, heads: list[int], parts: list[int], at: int) -> Relation | None:
    heads = _same_side(scene, heads, parts)
    clause = next((n for n in range(1, len(parts)) if "；" in scene.gap(parts[n - 1], parts[n])), len(parts))
    if not any(scene.planned(i) for i in parts[:clause]):
        heads = [i for i in heads if not scene.planned(i)] or heads
    tried = [(head, [i for i in parts if scene.like(i, head)]) for head in reversed(heads)]
    tried = [row for row in tried if len(row[1]) > 1]
    if not tried:
        return None
    rounded: Relation | None = None
    # 支出431万元，比上年433万元减少，其中甲251、乙56、丙124: what comes out to the last place goes before.
    for head, alike in tried:
        small = scene.mentions[head].value < 1000 and scene.mentions[head].step == 1
        if small and head != tried[0][0] and rounded is None:
            continue  # small numbers further back add up by chance
        if (held := find_whole(scene, head, alike)) is not None:
            if held.expected == scene.mentions[head].value:
                return held
            if _near_enough(scene, held):
                rounded = rounded or held
    if rounded is not None:
        return rounded
    near = not re.search(r"[。；]", scene.text[scene.mentions[tried[0][0]].stop : at])
    opened = [one for one in tried if metric(scene, one[0]) == metric(scene, parts[0])] or tried
    rows = opened[:1] if near else opened[:1] + opened[1:][-1:]
    among = scene.text.startswith(_AMONG, at)
    broken = [
        one
        for head, alike in rows
        if not is_listed(scene, head)  # 收入分别为：甲a、乙b、丙c；支出分别为：甲d、乙e、丙f
        and (one := find_broken(scene, head, alike, direct=near, among=among)) is not None
    ]
    # 分中央和地方看 opens the list of a total told before: the one that a slip explains, the least by accident.
    return min(broken, key=lambda one: (not mendable(scene, one), chance(scene.mentions, one)), default=None)


def _near_enough(scene: Scene, held: Relation) -> bool:
    """Whether the parts come near the total by more than an accident: 14亿元 is no sum of 8, 1 and 4; 2300余件 may be one of 600余 and 1600余."""
    total = scene.mentions[held.target]
    if total.bound:
        return abs(held.expected - total.value) < _ABOUT * abs(total.value)
    return max(scene.mentions[i].telling for i in held.numbers) > _ROUND


def _same_side(scene: Scene, heads: list[int], parts: list[int]) -> list[int]:
    """收入A，支出B。其中基本支出…、项目支出…: what was received is no total of what was spent."""
    if not all("支出" in scene.label(i) for i in parts):
        return heads
    return [i for i in heads if "收入" not in scene.label(i) or "支出" in scene.label(i)]
