"""Tie a stated rate to its numerator and denominator: execution, completion, shares, pass rates, savings."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal

from drafter.relations.relation import Relation, Terms, relate
from drafter.relations.scene import Scene, alike, stem

_DONE = re.compile(
    r"执行率|支付率|支出率|支出进度|执行进度|完成率|到位率|使用率|完成(?:了)?[^，。；]{0,12}(?:预算|计划|目标|任务)(?:数|值)?的$|(?:预算数?|计划|目标值?|任务)的$"
)
_SAVED = re.compile(r"(?:节约|节支|结余|压减|节省|降低|下浮)率")
_SHARE = re.compile(
    r"占(?!用|地|领|有|据|道)([^，。；]{0,22}?)(?:的)?(?:比重|比例|比)?(?:约|近|为|达|达到|超过|超)*$|占比(?:为|达|约|近|超)*$|所占比[重例]为?$"
)
_RATE = re.compile(r"([\u4e00-\u9fff]{2,8})(?:率|度)(?:分别)?(?:为|达|达到|约|超过|是)*$")
_BARE = re.compile(
    r"(?:支出|收入)?(?:执行数?|决算数?|实际(?:支出|完成|执行)(?:数|值)?|支出数?|完成(?:数|值)?)(?:为|是)?"
)
_GOES_ON = re.compile(r"\s*。\s*完成[^，。；]{0,14}")  # 支出决算为9.80万元。完成年初预算的98.00%
_WHOLE_AFTER = re.compile(r"^[^，。；]{0,14}中[，,]")


def find_rate(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    """Return the rate's relation by its wording; where that does not hold, one that calculation finds for the same wording."""
    words = scene.words_before(index)
    if scene.mentions[index].bound:
        return _by_number(scene, index, scope, words)
    if "比" in words and re.search(r"(?:比|较)(?:上年|去年|同期|全国|全省)", words):
        return None
    named = _by_wording(scene, index, scope, words)
    if named is not None and named.holds:
        return named
    overall = _overall(scene, index, scope, words)
    if overall is not None and (overall.holds or named is None):
        return overall
    return named if named is not None and named.certain else _by_number(scene, index, scope, words) or named


def _by_wording(scene: Scene, index: int, scope: list[int], words: str) -> Relation | None:
    if _SAVED.search(words):
        return _saved(scene, index, scope, words)
    if words == "的" and (planned_here := _of_the_plan(scene, index, scope)) is not None:
        return _ratio(scene, index, *planned_here, certain=True)
    if _DONE.search(words) and (pair := _spent_and_planned(scene, index, scope, words)):
        return _ratio(scene, index, pair[0], pair[1], certain=pair[2])
    share = _SHARE.search(words)
    if respective := _respectively(scene, index, scope):
        return respective
    if share:
        return _share(scene, index, scope, share[1] or "")
    rate = _RATE.search(words)
    if rate and (found := _passed(scene, index, scope, rate[1])):
        return _ratio(scene, index, found[0], found[1], certain=True)
    return None


def _of_the_plan(scene: Scene, index: int, scope: list[int]) -> tuple[int, int] | None:
    """建成床位75张，完成年度计划70张的107.14%: (75, 70)."""
    plan = index - 1
    if plan not in scope or not re.search(
        r"完成[^，。；]{0,10}(?:计划|目标|任务)(?:数)?$", scene.words_before(plan)
    ):
        return None
    done = next((i for i in scene.amounts(plan, scope, limit=2) if scene.like(i, plan)), None)
    return (done, plan) if done is not None and scene.same_segment(done, plan) else None


def _saved(scene: Scene, index: int, scope: list[int], words: str) -> Relation | None:
    """预算A，支出B，节约率 (A − B) ÷ A; or with the saving itself printed: 节约资金C，节约率 C ÷ A."""
    pair = _spent_and_planned(scene, index, scope, words)
    if pair is None:
        return None
    spent, planned, _ = pair
    if re.search(r"节约|节支|结余|压减|节省", scene.words_before(spent)):
        return _ratio(scene, index, spent, planned, certain=True)
    return relate(scene.mentions, "ratio", index, ((1, planned), (-1, spent)), ((1, planned),), certain=True)


def _ratio(
    scene: Scene, index: int, part: int, whole: int, *, certain: bool = False, likely: bool = False
) -> Relation | None:
    return relate(scene.mentions, "ratio", index, ((1, part),), ((1, whole),), certain=certain, likely=likely)


# -- execution and completion ----------------------------------------------------------------------------------------


def _spent_and_planned(
    scene: Scene, index: int, scope: list[int], words: str
) -> tuple[int, int, bool] | None:
    """The amount done, the amount planned, and whether the wording ties them to this rate."""
    near = [i for i in scene.amounts(index, scope, limit=8, rates=True) if _may_be_term(scene, i)]
    spent = next((i for i in near if not scene.planned(i)), None)
    if spent is None or not (
        scene.same_sentence(spent, index) or _GOES_ON.fullmatch(scene.gap(spent, index))
    ):
        return None
    before = [i for i in near if scene.planned(i) and scene.like(i, spent)]
    planned = _of_caliber(scene, before, words)
    if planned is None:
        return None
    between = [i for i in near if min(spent, planned) < i < max(spent, planned) and scene.like(i, spent)]
    own = scene.stem(spent)
    bare = (
        _BARE.fullmatch(scene.words_before(spent))
        and not between
        and planned < spent
        and scene.same_segment(planned, spent)
    )
    same = bare or not own or alike(own, scene.stem(planned)) or not scene.stem(planned)
    tied = (
        same
        and scene.same_sentence(planned, spent)
        and (not between or all(scene.planned(i) for i in between))
    )
    return spent, planned, tied and _nothing_else(scene, spent, index)


def _may_be_term(scene: Scene, i: int) -> bool:
    """An amount, or a rate that is itself a goal or a result (合格率目标值90%，实际完成值91.48%)."""
    if scene.mentions[i].role not in ("ratio", "growth"):
        return True
    return bool(re.search(r"目标值?(?:为|不低于|不少于)?|实际(?:完成)?值?为?|指标值", scene.words_before(i)))


def _of_caliber(scene: Scene, planned: list[int], words: str) -> int | None:
    """The budget the rate names (年初, 调整, 全年), else the nearest."""
    for name in ("年初", "调整", "全年"):
        if name in words:
            of_name = [i for i in planned if name in scene.label(i) or name in scene.words_before(i)]
            return next(iter(of_name + planned), None)
    return next(iter(planned), None)


def _nothing_else(scene: Scene, spent: int, index: int) -> bool:
    return not any(
        scene.mentions[i].role in ("value", "count") and scene.like(i, spent) and not scene.planned(i)
        for i in range(spent + 1, index)
    )


def _overall(scene: Scene, index: int, scope: list[int], words: str) -> Relation | None:
    """A total's rate whose planned total is printed only as the parts of 其中: 支出A，执行率p。其中，基本支出预算数…项目支出预算数…"""
    if not _DONE.search(words):
        return None
    near = [i for i in scene.amounts(index, scope) if scene.same_sentence(i, index)]
    if not near:
        return None
    after = [i for i in scope if i > index and scene.like(i, near[0]) and scene.mentions[i].role == "value"]
    if not after or "其中" not in scene.gap(index, after[0]):
        return None
    planned = [i for i in after if scene.planned(i)]
    spent = [i for i in after if not scene.planned(i) and re.search(r"执行|决算|支出", scene.label(i))]
    if len(planned) < 2 or len(planned) != len(spent):
        return None
    total = tuple((1, i) for i in spent)
    whole = next((i for i in near if (one := relate(scene.mentions, "sum", i, total)) and one.holds), None)
    right: Terms = tuple((1, i) for i in planned)
    if whole is not None:
        return relate(scene.mentions, "ratio", index, ((1, whole),), right, certain=True)
    if len(near) > 1 and any(scene.planned(i) for i in near):
        return None
    return relate(scene.mentions, "ratio", index, total, right, certain=True)


# -- shares ----------------------------------------------------------------------------------------------------------


def _share(scene: Scene, index: int, scope: list[int], name: str) -> Relation | None:
    near = scene.amounts(index, scope, limit=40)
    if not near or not (
        scene.same_segment(near[0], index) if len(name) < 2 else scene.same_sentence(near[0], index)
    ):
        return None
    part = near[0]
    subject = re.split(r"占", scene.words_before(index))[0]
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
        return None
    return _ratio(scene, index, part, whole, certain=certain)


def _whole(scene: Scene, index: int, part: int, before: list[int], name: str) -> tuple[int | None, bool]:
    """What it is a share of: named by 占…的, opened by …中 or 其中, or agreed upon by the other shares of the list."""
    like = [i for i in before if scene.like(i, part)]
    name = re.sub(r"(?:的|比重|比例|总量)$", "", name)
    if "预算" in name:
        budgets = [
            i
            for i in scene.by_label.get(re.sub(r"^(?:我[局办厅]|本单位|部门)", "", name), ())
            if i != part and scene.like(i, part)
        ]
        return (
            (budgets[0], len({scene.mentions[i].amount for i in budgets}) == 1) if budgets else (None, False)
        )
    if stem(name):
        return _named_whole(scene, part, like, stem(name), name)
    if like and _WHOLE_AFTER.match(scene.text[scene.mentions[like[0]].stop : scene.mentions[part].start]):
        return like[0], True
    heads = [
        i
        for i in like
        if scene.same_sentence(i, index)
        and re.match(r"[^，。；]{0,6}[，,：:。]?\s*其中", scene.text[scene.mentions[i].stop :][:14])
    ]
    if heads:
        return heads[0], scene.mentions[heads[0]].amount >= scene.mentions[part].amount
    agreed = _agreed(scene, index, like)
    return agreed, True


def _last(indices: list[int], before: int, *, most: int = 24) -> list[int]:
    """The last few of sorted `indices` that stand before a number."""
    end = bisect_left(indices, before)
    return indices[max(end - most, 0) : end]


def _named_whole(
    scene: Scene, part: int, like: list[int], name: str, words: str = ""
) -> tuple[int | None, bool]:
    """The amount of that name before it in its paragraph, else the one value the report gives it; written so in full, if any is."""
    local = [i for i in like if alike(scene.stem(i), name)]
    far = local or [i for i in _last(scene.by_stem.get(name, []), part) if scene.like(i, part)]
    exact = [i for i in far if words and scene.words_before(i).removesuffix("为").endswith(words)]
    named = exact or [i for i in far if not scene.planned(i)] or far
    if not named:
        return None, False
    whole = named[0] if local else named[-1]
    return whole, len({scene.mentions[i].amount for i in named}) == 1 and (
        scene.stem(whole) == name or bool(exact)
    )


def _respectively(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    """甲和乙分别占总额的p和q: the share in the place of its name."""
    first = index
    while (
        first > scope[0]
        and scene.mentions[first - 1].role == "ratio"
        and re.fullmatch(r"\s*[、和与，]\s*", scene.gap(first - 1, first))
    ):
        first -= 1
    begin = max(scene.mentions[first].start - 50, 0)
    found = re.search(
        r"([^，。；：\n]{2,36})分别占([^，。；：\n]{1,20}?)的?(?:比重为|比例为)?$",
        scene.text[begin : scene.mentions[first].start],
    )
    if not found:
        return None
    names = re.split(r"[、和与]", re.sub(r"(?:执行数|决算数|支出数|预算数)$", "", found[1].strip()))
    if index - first >= len(names):
        return None
    near = scene.amounts(index, scope, limit=40)
    part = next(
        (
            i
            for i in near
            if not scene.planned(i)
            and stem(names[index - first])
            and scene.stem(i).endswith(stem(names[index - first]))
        ),
        None,
    )
    if part is None:
        return None
    like = [i for i in near if i != part and scene.like(i, part)]
    mention = scene.mentions[index]
    wholes = [i for i in like if _is_whole(scene, i, part, found[2])]
    other = scene.mentions[first if index != first else min(first + 1, scope[-1])]
    for whole in sorted(wholes, key=lambda i: -scene.mentions[i].amount):
        relation = _ratio(scene, index, part, whole, certain=True)
        if relation is not None and (relation.holds or abs(mention.value + other.value - 100) > mention.step):
            return relation  # two shares that do not make 100 together: one of them is wrong
    return None


def _is_whole(scene: Scene, whole: int, part: int, name: str) -> bool:
    return (
        scene.mentions[whole].amount > scene.mentions[part].amount
        and scene.stem(whole).endswith(stem(name))
        and not scene.planned(whole)
    )


def _agreed(scene: Scene, index: int, wholes: list[int]) -> int | None:
    """The head of a list of shares, when it gives two other shares of the list."""
    scene.looked_afar = True  # the list may go on in the next paragraphs
    for whole in wholes[::-1]:
        agreeing = 0
        for i in range(whole + 2, min(index + 40, len(scene.mentions))):
            part = i - 1
            if (
                i == index
                or scene.mentions[i].role != "ratio"
                or scene.mentions[part].role != "value"
                or not scene.like(part, whole)
            ):
                continue
            if not _SHARE.search(scene.words_before(i)) or not scene.mentions[part].amount:
                continue
            relation = _ratio(scene, i, part, whole)
            if relation is not None and relation.holds:
                agreeing += 2 if scene.mentions[i].step < Decimal("0.1") else 1
        if agreeing >= 2:
            return whole
    return None


# -- rates of passing ------------------------------------------------------------------------------------------------


def _passed(scene: Scene, index: int, scope: list[int], rate: str) -> tuple[int, int] | None:
    """抽检540份，合格494份，合格率91.48%: what passed by the verb of the rate, and what was put in before it."""
    near = [i for i in scene.amounts(index, scope, limit=6) if scene.same_sentence(i, index)]
    if len(near) < 2:
        return None
    verb = rate[-2:]
    part = near[0]
    own = scene.words_before(part) + scene.words_after(part)
    if verb == "控制" and "编制" in rate + scene.label(near[-1]):
        whole = next(
            (
                i
                for i in near[1:]
                if "编制" in scene.words_before(i) and not re.search("行政|事业", scene.words_before(i))
            ),
            None,
        )
        heads = [i for i in near if "在职人员" in scene.words_before(i)]
        return (heads[0], whole) if whole is not None and heads else None
    if not re.search(r"[，、；（(]", scene.gap(part, index)):
        return None  # 有6项完成率超过102%: the rate is theirs, not of them
    if verb not in own or re.search(rf"[未不没][^，。；]{{0,6}}{verb}", own):
        return None
    wholes = [i for i in near[1:4] if scene.like(i, part)]
    fits = (i for i in wholes if (one := _ratio(scene, index, part, i)) is not None and one.holds)
    whole = next(fits, next(iter(wholes), None))
    if whole is None or verb in scene.words_before(whole):
        return None
    return part, whole


# -- by calculation --------------------------------------------------------------------------------------------------


def _by_number(scene: Scene, index: int, scope: list[int], words: str) -> Relation | None:
    target = scene.mentions[index]
    if (
        target.step >= 1
        or target.value in (0, 100)
        or not (_DONE.search(words) or _SHARE.search(words) or _RATE.search(words))
    ):
        return None
    near = scene.amounts(index, scope)
    for gap in range(1, len(near)):
        for i in range(len(near) - gap):
            for part, whole in ((near[i], near[i + gap]), (near[i + gap], near[i])):
                bottom = scene.mentions[whole].amount
                if not bottom or not scene.like(part, whole):
                    continue
                rough = scene.mentions[part].amount / bottom * 100
                if abs(rough - target.value) > 5 * target.step or _coarse(scene, whole, target.step):
                    continue  # far off, or too coarse a pair to tell anything
                relation = _ratio(scene, index, part, whole)
                if relation is not None and relation.holds:
                    return relation
    return None


def _coarse(scene: Scene, whole: int, step: Decimal) -> bool:
    low, high = scene.mentions[whole].interval
    return (high - low) / abs(scene.mentions[whole].amount) * 100 > 4 * step
