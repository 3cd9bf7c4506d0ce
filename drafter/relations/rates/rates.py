"""Tie a stated rate to its numerator and denominator: execution, completion, shares, pass rates, savings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from drafter.patterns import Regex
from drafter.relations.evidence.evidence import CLAUSE_ENDS, is_told_change, lead
from drafter.relations.evidence.guesses import mendable
from drafter.relations.evidence.weighing import in_list
from drafter.relations.guessed.guessed_rates import left_out_of
from drafter.relations.rates.by_number import by_number
from drafter.relations.rates.named_terms import of_the_indicator, of_the_posts
from drafter.relations.rates.plans_afar import of_a_plan_afar
from drafter.relations.relation import Relation, Terms, relate
from drafter.relations.scene import Scene
from drafter.relations.shares.shares import (
    OF_WHOLE,
    SHARE,
    named_share,
    of_the_whole,
    ratio,
)
from drafter.relations.shares.shares_in_turn import respective_share, share_in_turn
from drafter.relations.stems import alike

_DONE = Regex(
    r"执行率|控制率|支付率|拨付率|支出率|(?:支出|支付|拨付|执行|资金)进度|完成率|到位率|使用率|完成(?:了)?[^，。；]{0,12}(?:预算|计划|目标|任务)(?:数|值)?的$|(?:预算数?|计划|目标值?|任务)的$"
)
_PLAN_OF = Regex(r"(?:完成|^为|占)[^，。；]{0,12}(?:计划|目标|任务)(?:数)?$")
_ADJUSTED, _AT_LAST = (
    Regex("(?:调整率|(?:[上下]调|[调压]减|调增)(?:幅度?|比例|率))(?:为|是|达)?$"),
    Regex("调整后|调整预算|调整为"),
)
_AT_FIRST, _BY_WHICH = Regex("年初|批复|下达"), Regex("调整数|调整额|(?:净调[增减])")
_SAVED = Regex(r"(?:节约|节支|结余|压减|节省|降低|下浮)率")
_RATE = Regex(r"([\u4e00-\u9fff]{2,8})(?:率|度)(?:分别)?(?:为|达|达到|约|超过|是)*$")
_BEYOND = Regex(r"[超欠短差](?:额|过|出)?[^，。；\d]{0,8}$")  # 投资58.7亿元，超计划4.7亿元，完成计划54亿元的
_OVER = Regex("(?:超额|超过|超出|超|欠|短|差)(?:额|完成|计划|任务|目标)*")
_BARE = Regex(
    r"(?:支出|收入)?(?:执行数?|决算数?|(?:实际|累计|已)(?:支出|完成|执行|支付|拨付|使用|到位)(?:数|值|资金|金额)?|支出数?|完成(?:数|值)?|完工|竣工|建成)(?:为|是)?"
)
_PUT_IN = Regex(r"(?:总投入|总投资|资金总额|总资金|到位资金|资金到位|实际到位|下达资金|资金)(?:为|共)?$")
_NEWLY = Regex(r"新(?:收|立|受理|接|登记)[^，。；\d]{0,8}$")
_MORE, _LESS = (
    Regex(r"(?:调增|追加|增加|增补|新增)[^，。；\d]{0,6}$"),
    Regex(r"(?:调减|压减|核减|收回|减少)[^，。；\d]{0,6}$"),
)
_CHANGED = Regex("[调核压]减|减少|下调|收回|追加|上调|调增|增加|增补")
_CUT, _ADDED = Regex("(?:[调核压]减|下调|收回)"), Regex("(?:追加|上调|调增|增加)")
_LEFT_OVER = Regex(r"结余|结转|剩余|其余|余下|尚有|尚未")
_OF_WHICH = Regex(r"[比率重]（占([^（）占]{2,12})）(?:为|达)?$")  # 药占比（占医疗收入）
_TAKEN_OF = Regex(r"[一-鿿]{2}了([^，。；：\d]{2,8})的$")  # 补贴b，弥补了缺口的70.2%
_ASIDE = Regex(r"（[^（）]*）$")  # 综合满意率（非常满意与满意之和）
_GOES_ON = Regex(r"\s*。\s*完成[^，。；]{0,14}")  # 支出决算为9.80万元。完成年初预算的98.00%


def find_rate(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    """Return the rate's relation by its wording; where that does not hold, one that calculation finds for the same wording."""
    words = _ASIDE.sub("", scene.words_before(index))
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
    if not words and (indicator := of_the_indicator(scene, index, scope)) is not None:
        return indicator
    if _SAVED.search(words):
        return _saved(scene, index, scope, words)
    if _ADJUSTED.search(words):
        return _adjusted(scene, index, scope)
    if OF_WHOLE.fullmatch(words) and (both := of_the_whole(scene, index, scope)) is not None:
        return ratio(scene, index, *both, certain=True)
    if words in ("", "的") and (planned_here := _of_the_plan(scene, index, scope)) is not None:
        return ratio(scene, index, *planned_here, certain=True)
    if made := of_a_plan_afar(scene, index, scope, words):
        return made
    if _DONE.search(words) and (pair := _spent_and_planned(scene, index, scope, words)):
        made = ratio(scene, index, pair[0], pair[1], certain=pair[2])
        if (made is None or not made.holds) and "年初" not in words:
            return _of_the_changed_plan(scene, index, *pair[:2]) or made
        return made
    share = _OF_WHICH.search(scene.words_before(index)) or SHARE.search(words)
    if respective := respective_share(scene, index, scope) or share_in_turn(scene, index, scope):
        return respective
    if share:
        return named_share(scene, index, scope, share[1] or "")
    if (taken := _TAKEN_OF.search(words)) and (both := _taken_of(scene, index, scope, taken[1])):
        return ratio(scene, index, *both, certain=True)
    rate = _RATE.search(words)
    if rate and (found := _passed(scene, index, scope, rate[1])):
        return ratio(scene, index, found[0], found[1], certain=found[2])
    return None


def _taken_of(scene: Scene, index: int, scope: list[int], name: str) -> tuple[int, int] | None:
    """营运缺口a，财政补贴b，弥补了缺口的70.2%: (b, a), the amount told last and the one of its kind that has the name."""
    near = [i for i in scene.amounts(index, scope, limit=6) if scene.same_sentence(i, index)]
    whole = next((i for i in near[1:] if scene.words_before(i).endswith(name)), None)
    return None if whole is None or not scene.like(near[0], whole) else (near[0], whole)


def _of_the_plan(scene: Scene, index: int, scope: list[int]) -> tuple[int, int] | None:
    """建成床位75张，完成年度计划70张的107.14%: (75, 70); 为年度预算60张的125%，为三季度目标70张的107.14%, too."""
    plan = index - 1
    if plan not in scope or not _names_plan(scene, plan):
        return None
    like = (i for i in scene.amounts(plan, scope, limit=6) if scene.like(i, plan))
    like = (i for i in like if not (_names_plan(scene, i) or scene.planned(i)))
    done = next((i for i in like if not _BEYOND.search(scene.words_before(i))), None)
    return (done, plan) if done is not None and scene.same_segment(done, plan) else None


def _of_the_changed_plan(scene: Scene, index: int, spent: int, planned: int) -> Relation | None:
    """年初预算3680万元，调增220万元，到位3900万元，到位率100%: of the plan as changed, where only the change is printed."""
    between = [i for i in range(planned + 1, min(spent, index)) if scene.like(i, planned)]
    signs = [
        1 if _MORE.search(words) else -1 if _LESS.search(words) else 0
        for words in (scene.words_before(i) for i in between)
    ]
    if not signs or not all(signs) or not scene.same_sentence(planned, between[-1]):
        return None  # 调增220万元，调整后3900万元: the plan is told again
    changed = ((1, planned), *zip(signs, between, strict=True))
    return relate(scene.mentions, "ratio", index, ((1, spent),), changed, certain=True)


def _names_plan(scene: Scene, i: int) -> bool:
    return _PLAN_OF.search(CLAUSE_ENDS.split(lead(scene, i))[-1]) is not None


def _saved(scene: Scene, index: int, scope: list[int], words: str) -> Relation | None:
    """预算A，支出B，节约率 (A − B) ÷ A; or with the saving itself printed: 节约资金C，节约率 C ÷ A."""
    pair = _spent_and_planned(scene, index, scope, words)
    if pair is None:
        return None
    spent, planned, _ = pair
    if re.search(r"节约|节支|结余|压减|节省", scene.words_before(spent)):
        return ratio(scene, index, spent, planned, certain=True)
    return relate(scene.mentions, "ratio", index, ((1, planned), (-1, spent)), ((1, planned),), certain=True)


def _adjusted(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    """年初预算A，调整后预算B，预算调整率 |B − A| ÷ A; or with the change itself printed: 调整数C，年初预算数A.

    财预〔2013〕53号 counts what was added, taken away and moved as one sum, so a rate that does not come out may be of that.
    """
    near = [i for i in scene.amounts(index, scope, limit=8) if scene.same_sentence(i, index)]
    first = next((i for i in near if _AT_FIRST.search(scene.words_before(i))), None)
    if first is None:
        return _by_the_change(scene, index, near)
    like = [i for i in near if i != first and scene.like(i, first)]
    changed = range(first + 1, index)
    if not like and len(changed) == 1 and scene.mentions[first + 1].role == "change":
        like = [*changed]
    if not like:
        return None
    by_which = next((i for i in like if _BY_WHICH.search(scene.words_before(i))), None)
    if by_which is None and like == [*changed] and _CHANGED.search(scene.words_before(like[0])):
        by_which = like[0]  # 年初预算425.00万元，年中调减6.25万元，预算调整率1.47%
    last = next((i for i in like if _AT_LAST.search(scene.words_before(i))), None)
    if by_which is not None:
        made = ratio(scene, index, by_which, first)
    elif last is not None:
        up = 1 if scene.mentions[last].amount >= scene.mentions[first].amount else -1
        made = relate(scene.mentions, "ratio", index, ((up, last), (-up, first)), ((1, first),))
    else:
        return None
    return replace(made, likely=True) if made is not None and mendable(scene, made) else made


def _by_the_change(scene: Scene, index: int, near: list[int]) -> Relation | None:
    """压减预算85万元，调整后预算1235万元，下调幅度6.44%: of what the budget was before, which is not printed."""
    if len(near) < 2 or not _AT_LAST.search(scene.words_before(near[0])) or not scene.like(*near[:2]):
        return None
    last, moved = near[:2]
    words = scene.words_before(moved)
    sign = 1 if _CUT.search(words) else -1 if _ADDED.search(words) else 0
    made = sign and relate(
        scene.mentions, "ratio", index, ((1, moved),), ((1, last), (sign, moved)), certain=True
    )
    return made if made and (made.holds or mendable(scene, made)) else None


# -- execution and completion ----------------------------------------------------------------------------------------


def _spent_and_planned(
    scene: Scene, index: int, scope: list[int], words: str
) -> tuple[int, int, bool] | None:
    """The amount done, the amount planned, and whether the wording ties them to this rate."""
    near = [i for i in scene.amounts(index, scope, limit=12, rates=True) if _may_be_term(scene, i)]
    near = [i for i in near if not _OVER.fullmatch(scene.words_before(i))]  # 完工41.2公里，超额2.7公里
    spent = next((i for i in near if not scene.planned(i)), None)
    if spent is None or not (
        scene.same_sentence(spent, index) or _GOES_ON.fullmatch(scene.gap(spent, index))
    ):
        return None
    before = [i for i in near if scene.planned(i) and scene.like(i, spent)]
    if not before:  # 项目总投入3860万元，支出3744.2万元，执行率97%
        like = [i for i in near if i != spent and scene.like(i, spent)]
        before = [i for i in like if _PUT_IN.search(scene.words_before(i))]
        parted = next((i for i in before if _is_parted(scene, i, like)), None)
        before = before if parted is None else [parted]
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
    tied = tied or (_is_parted(scene, planned, between) and "。" not in scene.gap(planned, between[-1]))
    return spent, planned, tied and _nothing_else(scene, spent, index)


def _is_parted(scene: Scene, whole: int, amounts: Sequence[int]) -> bool:
    """总投资3260万元，其中：中央1540万元，省级420万元，县级1300万元。到位2910万元: whether what stands behind it are its parts."""
    parts = [i for i in amounts if i > whole]
    return len(parts) > 1 and sum(scene.mentions[i].amount for i in parts) == scene.mentions[whole].amount


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
        scene.mentions[i].role in ("value", "count")
        and scene.like(i, spent)
        and not (scene.planned(i) or _OVER.fullmatch(scene.words_before(i)))
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


# -- rates of passing ------------------------------------------------------------------------------------------------


def _passed(scene: Scene, index: int, scope: list[int], rate: str) -> tuple[int, int, bool] | None:
    """抽检540份，合格494份，合格率91.48%: what passed by the verb of the rate, what was put in, and whether nothing else may be meant."""
    near = [i for i in scene.amounts(index, scope, limit=6) if scene.same_sentence(i, index)]
    verb = rate[-2:]
    if (verb == "控制" or "编" in rate) and (posts := of_the_posts(scene, index, scope, rate)) is not None:
        return posts
    if len(near) < 2:
        return None
    part = near[0]
    own = scene.words_before(part) + scene.words_after(part)
    if not re.search(r"[，、；（(]", scene.gap(part, index)):
        return None  # 有6项完成率超过102%: the rate is theirs, not of them
    if (verb not in own and verb[::-1] not in own) or re.search(rf"[未不没][^，。；]{{0,6}}{verb}", own):
        return None
    wholes = [i for i in near[1:4] if scene.like(i, part) and not _LEFT_OVER.search(scene.words_before(i))]
    wholes = [i for i in wholes if scene.mentions[i].period == scene.mentions[part].period] or wholes
    wholes = [i for i in wholes if not (is_told_change(scene, i) or in_list(scene, i, part))] or wholes
    fits = (i for i in wholes if (one := ratio(scene, index, part, i)) is not None and one.holds)
    whole = next(fits, next(iter(wholes), None))
    if whole is None or left_out_of(scene, part, whole, verb):
        return None
    # 要求立改的52个；要求分阶段整改的40个，已整改35个，整改率: of what its part of the sentence tells
    beside = whole == part - 1 and [i for i in wholes if scene.same_segment(i, index)] == [whole]
    if verb in scene.words_before(whole) and not (beside and f"已{verb}" in own):
        return None
    found = ratio(scene, index, part, whole)
    if _NEWLY.search(scene.words_before(whole)) and found and not found.holds and not mendable(scene, found):
        return None  # with those of the year before, which are not told
    return part, whole, len(wholes) == 1 or beside


# -- by calculation --------------------------------------------------------------------------------------------------


def _by_number(scene: Scene, index: int, scope: list[int], words: str) -> Relation | None:
    told = _DONE.search(words) or SHARE.search(words) or _RATE.search(words)
    return by_number(scene, index, scope) if told else None
