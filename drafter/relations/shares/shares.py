"""Tie a stated share to its part and its whole: named by 占…的, opened by 其中 or …中, or told by the other shares of a list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from drafter.numbers.list_words import A_SHARE, TOTALLED
from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.evidence.side_by_side import JOINED
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import ACCOUNTS, Scene
from drafter.relations.shares.shares_of_several import (
    share_of_all,
    share_of_list,
    share_of_several,
    share_of_stretch,
    share_of_year,
    together,
)
from drafter.relations.stems import alike, stem, uncounted

SHARE = Regex(
    rf"{A_SHARE}([^，。；]{{0,22}}?)(?:的)?(?:比[重例率]|比)?(?:约|近|为|达|达到|超过|超)*$|占比(?:为|达|约|近|超)*$|所占比[重例]为?$"
)
OF_WHOLE = Regex(r"[^，。；：\d]{0,8}?的(?:比[重例率]|份额)?(?:约|近|为|达|达到|超过)*")
_WHOLE_AFTER = Regex(r"^[^，。；]{0,14}中[，,]")
_WHOLE_WORD = Regex(r"(?:总量|总数|总额|总和)$")
# 占总人次的70%: whatever was counted, all of it.
_ALL_OF_IT = Regex(r"总(?:人次|人数|件数|户数|起数|家数|面积|体)(?:的)?$")
_OF_ANOTHER = Regex(rf"[^，]{{0,6}}，\s*{A_SHARE}[^，]*")
_ALL_CALLED = Regex(r"总[\u4e00-\u9fff]{1,3}[量数]")  # 受理诉求4.04万件，占总来电量的45%
_WAS_DONE = Regex("实际|成交|执行|支付|完成|决算")
_MEASURED = Regex("(?<=[\u4e00-\u9fff]{2})(?:总?金?额|总?数?量|[人总]?数)$")
# Characters of 金额中, 总数中; of a name that any whole may bear: 资金, 支出, 收入.
_MEASURE, _VAGUE = 3, 2
_KINDS, _UNBROKEN = ("大", "类", "项", "个", "者", "级", "部分"), Regex(r"[^，。；：\d]*")
_LAST = 24  # amounts before a share among which its whole is looked for


def ratio(
    scene: Scene, index: int, part: int, whole: int, *, certain: bool = False, likely: bool = False
) -> Relation | None:
    return relate(scene.mentions, "ratio", index, ((1, part),), ((1, whole),), certain=certain, likely=likely)


def of_the_whole(scene: Scene, index: int, scope: list[int]) -> tuple[int, int] | None:
    """民生支出38.6亿元，占支出48.25亿元的比重达到80%; 支出38.6亿元，占2023年支出48.25亿元的80%: (38.6, 48.25)."""
    whole = index - 1
    if whole not in scope:
        return None
    part = next(iter(scene.amounts(whole, scope, limit=1)), None)
    if part is None or not scene.like(part, whole) or not scene.same_segment(part, whole):
        return None
    return (part, whole) if _OF_ANOTHER.fullmatch(scene.gap(part, whole)) else None


def named_share(scene: Scene, index: int, scope: list[int], name: str) -> Relation | None:
    near = scene.amounts(index, scope, limit=40)
    if near and len(name) < 2 and scene.words_before(index).startswith("其中"):
        told = _of_a_list(scene, index, near)
        if told is not None:
            return told
    if not near or not (
        scene.same_segment(near[0], index) if len(name) < 2 else scene.same_sentence(near[0], index)
    ):
        return None
    of_year = share_of_stretch(scene, index) or share_of_year(scene, index, near[0], name)
    if of_year is not None:
        return of_year
    part = near[0]
    subject = re.split(r"占", scene.words_before(index))[0]
    counted = _over_a_count(scene, index)
    parts = together(scene, index, near[1:] if counted else near, counted or subject)
    if parts:
        return share_of_several(scene, index, near, parts, name)
    if len(subject) >= 2 and not scene.words_before(part).endswith(subject):
        own = [i for i in near if stem(subject) and alike(scene.stem(i), stem(subject))]
        if not own:
            return None
        part = own[0]
    if len(scene.gap(part, index)) > (40 if len(name) < 2 else 90):
        return None
    whole, certain = _whole(
        scene, index, part, [i for i in near if i < part] + [i for i in near if i > part], name
    )
    if whole is None:
        return share_of_all(scene, index, part, scope, name)
    made = ratio(scene, index, part, whole, certain=certain)
    if made is not None and not made.holds:
        listed = share_of_list(scene, index, part, whole) or share_of_all(
            scene, index, part, scope, name, no_whole=whole
        )
        if listed:
            return listed
    if made is not None and not made.holds and scene.mentions[part].amount > scene.mentions[whole].amount:
        # 第三季度出口249.9亿元。前三季度机电产品出口430亿元，占出口的76%: no part is more than its whole, but for a slip.
        return made if mendable(scene, made) else None
    return made


def _over_a_count(scene: Scene, index: int) -> str:
    """装备制造和电子信息两大产业合计占比: the names before how many there are, "" where no such count stands in the clause."""
    count = scene.mentions[index - 1] if index else None
    if count is None or count.measure not in _KINDS or not _UNBROKEN.fullmatch(scene.gap(index - 1, index)):
        return ""
    return scene.words_before(index - 1)


def _of_a_list(scene: Scene, index: int, near: list[int]) -> Relation | None:
    """支出a，包括：甲b、乙c、丙d。其中甲占p%: of what its sentence begins with, if the items of the sentence are that."""
    subject = scene.words_before(index).removeprefix("其中").split("占")[0]
    told = [i for i in near if scene.same_sentence(i, near[0]) and scene.like(i, near[0])][::-1]
    part = next((i for i in told[1:] if len(subject) > 1 and scene.words_before(i).endswith(subject)), None)
    items = tuple((1, i) for i in told[1:])
    all_of_it = relate(scene.mentions, "sum", told[0], items) if part is not None and len(items) > 1 else None
    if part is None or all_of_it is None or not all_of_it.holds:
        return None
    made = ratio(scene, index, part, told[0], certain=True)
    return made if made is not None and (made.holds or mendable(scene, made)) else None


def names_its_whole(scene: Scene, share: Relation) -> bool:
    """占专任教师的: whether the words of a share call its one whole just what it is called where it is told."""
    told = SHARE.search(scene.words_before(share.target)) if share.kind == "ratio" else None
    name = re.sub(r"的$", "", told[1] or "") if told else ""
    if len(name) <= _VAGUE or len(share.right) != 1 or not share.certain:
        return False
    after = share.target + 1
    if after < len(scene.mentions) and JOINED.fullmatch(scene.gap(share.target, after)):
        return False  # 甲a、乙b和丙c，占总额的p、q和r: each is of its own part
    whole = share.right[0][1]
    words = scene.words_before(whole).removesuffix("为")
    told_alone = scene.mentions[whole].amount != scene.mentions[share.left[0][1]].amount
    called = words.endswith((name, _MEASURED.sub("", name)))
    return told_alone and called and whole < share.target


def _whole(scene: Scene, index: int, part: int, before: list[int], name: str) -> tuple[int | None, bool]:
    """What it is a share of: named by 占…的, opened by …中 or 其中, or agreed upon by the other shares of the list."""
    like = [i for i in before if scene.like(i, part)]
    if plain := _WHOLE_WORD.search(re.sub(r"的$", "", name)):
        told = [i for i in like if scene.words_before(i).removesuffix("为").endswith(plain[0])]
        if told and len({scene.mentions[i].amount for i in told}) == 1:
            return told[0], True
        done = re.sub(r"的$", "", name)[: -len(plain[0])]
        told = [i for i in like if scene.same_sentence(i, index) and done in scene.words_before(i)]
        if len(done) > 1 and len(told) == 1 and told[0] < part:
            return told[0], True  # 授权专利888件，发明专利185件，占授权总量的
    name = re.sub(r"(?:的|比[重例率]|总量)$", "", name)
    if told_all := _ALL_OF_IT.fullmatch(name):
        name = ""
    if "预算" in ACCOUNTS.sub("", name):
        budgets = [
            i
            for i in scene.planned_afar(re.sub(r"^(?:我[局办厅]|本单位|部门)", "", name))
            if i != part and scene.like(i, part)
        ]
        return (
            (budgets[0], len({scene.mentions[i].amount for i in budgets}) == 1) if budgets else (None, False)
        )
    if stem(name):
        named = _named_whole(scene, part, like, stem(name), name)
        if named[0] is not None:
            return named
        in_short = _whole_in_short(scene, part, like, stem(name))
        larger = _all_told(scene, part, index, like) if _ALL_CALLED.fullmatch(name) else None
        return in_short if in_short[0] is not None or larger is None else (larger, False)
    if like and _WHOLE_AFTER.match(scene.text[scene.mentions[like[0]].stop : scene.mentions[part].start]):
        return like[0], True
    heads = [i for i in like if _opens_list(scene, i, index)]
    if heads and scene.planned(heads[0]) and not scene.planned(part):
        # 支出决算A，完成预算的p，预算为B。其中：甲c，占: what was spent divides what was spent.
        spent = (
            i for i in like if i < heads[0] and scene.same_sentence(i, heads[0]) and not scene.planned(i)
        )
        heads = [*spent, *heads][:1]
    if heads:
        return heads[0], scene.mentions[heads[0]].amount >= scene.mentions[part].amount
    agreed = _agreed(scene, index, like)
    if agreed is None:
        agreed = _divided(scene, part, like)
    if agreed is None and told_all:
        agreed = _all_told(scene, part, index, like)
    return agreed, True


def _all_told(scene: Scene, part: int, index: int, like: list[int]) -> int | None:
    """The one amount told before the part in its sentence, if it is larger."""
    before = [i for i in like if i < part and scene.same_sentence(i, index)]
    return before[0] if len(before) == 1 and _larger(scene, before[0], part) else None


def _larger(scene: Scene, one: int, other: int) -> bool:
    return scene.mentions[one].amount >= scene.mentions[other].amount


def _last(indices: list[int], before: int) -> list[int]:
    """The last few of sorted `indices` that stand before a number."""
    end = bisect_left(indices, before)
    return indices[max(end - _LAST, 0) : end]


def _named_whole(
    scene: Scene, part: int, like: list[int], name: str, words: str = ""
) -> tuple[int | None, bool]:
    """The amount of that name before it in its paragraph, else the one value the report gives it; written so in full, if any is."""
    local = [i for i in like if alike(scene.stem(i), name)]
    if local and all(len(scene.stem(i)) < len(name) for i in local):
        # 占中央资金的: 资金 alone may be of all levels, where the report prints 中央资金 itself elsewhere.
        elsewhere = any(scene.like(i, part) for i in _last(scene.named_afar(name), part))
        local = [] if elsewhere else [i for i in local if len(scene.stem(i)) > _VAGUE]
    far = local or [i for i in _last(scene.named_afar(name), part) if scene.like(i, part)]
    exact = [i for i in far if words and scene.words_before(i).removesuffix("为").endswith(words)]
    # A form that prints it under a head's unit may be of some of the funds: 本年支出合计 of 财政拨款.
    exact = [i for i in exact if scene.mentions[i].stop > scene.mentions[i].end] or exact
    named = exact or [i for i in far if not scene.planned(i)] or far
    if not named:
        return None, False
    whole = named[0] if local else named[-1]
    gap = scene.gap(whole, part) if whole in local and whole < part else ""
    if scene.planned(whole):
        return _done(scene, whole, like) or whole, False
    alone = len({scene.mentions[i].amount for i in named}) == 1
    told = scene.stem(whole) == name or bool(exact) or "其中" in gap
    return whole, (alone and told) or _of_it(gap, name)


def _done(scene: Scene, plan: int, like: Sequence[int]) -> int | None:
    """采购预算a，实际成交b，占采购总额的: what was planned alone bears the name, and what was done is meant."""
    beside = (i for i in like if i > plan and scene.same_sentence(plan, i) and not scene.planned(i))
    return next((i for i in beside if _WAS_DONE.search(scene.words_before(i))), None)


def _of_it(gap: str, name: str) -> bool:
    """采购金额a，节约c，采购金额中公开招标b: whether what stands between says that b is of a."""
    at = gap.find(name)
    return at >= 0 and "中" in gap[at + len(name) : at + len(name) + _MEASURE]


def _whole_in_short(scene: Scene, part: int, like: list[int], name: str) -> tuple[int | None, bool]:
    """收到依法申请公开125件…占收到申请的60%: the amount before 其中 whose name holds the given one, letter by letter."""
    heads = [i for i in like if i < part and "其中" in scene.gap(i, part)]
    name = uncounted(name, scene.mentions[part].measure)  # 占受益人数的, of 受益群众1286人
    for words in (scene.words_before, scene.label):
        for i in heads:
            letters = iter(words(i))
            if all(letter in letters for letter in name):
                return i, scene.same_sentence(i, part)
    return None, False


def _agreed(scene: Scene, index: int, wholes: list[int]) -> int | None:
    """The head of a list of shares, when it gives two other shares of the list."""
    end = min(index + 40, len(scene.mentions))
    scene.look_to(end)  # the list may go on in the next paragraphs
    for whole in wholes[::-1]:
        agreeing = 0
        for i in range(whole + 2, end):
            part = i - 1
            if (
                i == index
                or scene.mentions[i].role != "ratio"
                or scene.mentions[part].role != "value"
                or not scene.like(part, whole)
            ):
                continue
            if not SHARE.search(scene.words_before(i)) or not scene.mentions[part].amount:
                continue
            relation = ratio(scene, i, part, whole)
            if relation is not None and relation.holds:
                agreeing += 2 if scene.mentions[i].step < Decimal("0.1") else 1
        if agreeing >= 2:
            return whole
    return None


def _opens_list(scene: Scene, head: int, index: int) -> bool:
    """总额12500万元。其中：A，占比40%；B，占比60%: the amount before 其中, in the sentence of the share or right before it."""
    between = scene.gap(head, index)
    opened = re.match(r"[^，。；]{0,6}[，,：:。]?\s*其中", between)
    return opened is not None and not re.search(r"[。\n]", between[opened.end() :])


def _divided(scene: Scene, part: int, wholes: list[int]) -> int | None:
    """支出3560万元，基本支出2136万元，占比60%；项目支出1424万元，占比40%: the head, where amounts add up to it or shares to 100."""
    after = range(part + 1, min(part + 40, len(scene.mentions)))
    total = next((i for i in after if scene.like(i, part) and TOTALLED.search(scene.words_before(i))), None)
    if total is not None and scene.same_sentence(part, total):
        run = [i for i in range(max(total - 40, 0), total) if scene.same_sentence(i, total)]
        if _divides(scene, part, total, run):
            return total
    return next((i for i in wholes if _divides(scene, part, i, _sentence_after(scene, i))), None)


def _sentence_after(scene: Scene, whole: int) -> list[int]:
    """The numbers behind `whole`, to the end of its sentence or of the one that 其中 opens."""
    found: list[int] = []
    for i in range(whole + 1, min(whole + 40, len(scene.mentions))):
        if not scene.same_sentence(whole, i) and not _opens_list(scene, whole, i):
            break
        found.append(i)
    return found


def _divides(scene: Scene, part: int, whole: int, run: Sequence[int]) -> bool:
    """Whether the amounts of `run` that a share follows make the whole, or their shares 100."""
    pairs = [
        (i, i + 1)
        for i in run
        if i + 1 in run
        and scene.like(i, whole)
        and scene.mentions[i + 1].role == "ratio"
        and SHARE.search(scene.words_before(i + 1))
    ]
    if len(pairs) < 2 or part not in [i for i, _ in pairs]:
        return False
    amounts = relate(scene.mentions, "sum", whole, tuple((1, i) for i, _ in pairs))
    shares = sum((scene.mentions[share].value for _, share in pairs), Decimal(0))
    slack = sum((scene.mentions[share].step for _, share in pairs), Decimal(0)) / 2
    return (amounts is not None and amounts.holds) or abs(shares - 100) <= slack
