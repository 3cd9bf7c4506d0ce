"""Do the words speak against the terms of a relation that does not hold?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from drafter.patterns import Regex
from drafter.relations.changes.change_terms import BOTH_TOTALS, called_so
from drafter.relations.evidence.evidence import LEFT, LESS, MORE, base_of_change, earlier, told_for_itself
from drafter.relations.relation import Relation, factor_of
from drafter.relations.scene import Scene
from drafter.relations.stems import alike, stem

_TO_CHANGE, _EACH = Regex(rf"同比|环比|比|较|与|{LESS}|{MORE}"), Regex("(?:各|均|共|分别)+$")
_WAS = Regex("(?:^|（)(?:上年|去年)?同期")
_AIM, _DONE = Regex("预算|计划|目标"), Regex("^(?:实际|已|累计)")
_DONE_OF_IT = Regex(
    r"^(?:目前|截至|截止|至今|现已)|(?:实际|已经?)(?:拨付|支付|支出|使用|执行|完成|到位|兑付|发放)"
)
_OF_IT = Regex(r"[^，。；：\d]{0,10}的(?:比[重例率])?(?:为|达到?|约)?")
_SINCE_LAST_YEAR = Regex(r"(?:比|较|与)(?:上年|去年|上一年)|同比|上年同期")
_THAN = Regex(r"[比较](?:上年|去年)[^，。；\d]{0,8}的$")
_AVERAGE = Regex(r"(?:人均|户均|[亩车次日月班件]均|平均|每|中位|均价)[^，。；：\d]{0,8}$")
_BESIDE_THE_PLAN = Regex(
    r"(?:^|[，。；：、])\s*([^，。；：、\d]{4,24}?)[比较与](?:年初|全年|调整)?预算[^，。；\d]{0,10}，\s*[比较与](?:上年|去年)[^，。；\d]{0,8}$"
)


def at_odds(scene: Scene, relation: Relation) -> bool:
    """Whether the words speak against the terms: a relation that does not hold is then misread rather than wrong.

    比上年减少 starts from no budget or goal; what fell by 万元 is no average in 元; what was planned and what was done of it
    are not added up; and who has an amount of his own in the part of the sentence does not speak of another part's, unless
    he names it.
    """
    if relation.kind == "sum":
        return _no_sum(scene, relation)
    if relation.kind == "ratio":
        return _no_share(scene, relation)
    if all(scene.mentions[i].role == "change" for i in relation.terms):
        return False  # a change that is the sum of others
    return _no_change(scene, relation)


def _no_share(scene: Scene, relation: Relation) -> bool:
    """Whether another item begins between the part and its rate, as in 参保率98.4%；医保参保35127人，占应参保人数的98.0%."""
    first = min(relation.terms)
    another = first > relation.target and not scene.same_segment(relation.target, first)
    return another or _has_its_own(scene, relation) or _of_the_year_before(scene, relation)


def _of_the_year_before(scene: Scene, relation: Relation) -> bool:
    """不起诉率36.9%，去年同期29.5%: that one is of last year's amounts, which nobody tells."""
    was = _WAS.match(scene.words_before(relation.target))
    return was is not None and not any(_WAS.match(scene.words_before(i)) for i in relation.terms)


def _no_change(scene: Scene, relation: Relation) -> bool:
    target, terms = relation.target, relation.terms
    if _of_another_name(scene, relation) or _of_a_rate(scene, relation) or _of_its_own(scene, relation):
        return True
    if not relation.certain and any(i > target and not scene.same_segment(target, i) for i in terms):
        return True  # 为计划a的p，超计划b；比上年的c多d: what is told of another comparison
    if not relation.certain and any(_is_bound(scene, i, target) for i in terms):
        return True  # 产量1.37万亿斤，增产74亿斤，连年在1.3万亿斤以上
    if len(relation.left) == 2 and _SINCE_LAST_YEAR.search(scene.words_before(target)):
        (_, now), (_, base) = relation.left
        if not _of_last_year(scene, base, now, target):
            return True
        if relation.kind == "growth" and told_for_itself(scene, now, base, target):
            return True
    beside = relation.certain and all(scene.same_segment(i, target) for i in terms)
    averages = not beside and any(_AVERAGE.search(scene.words_before(i)) for i in terms)
    if averages and not _AVERAGE.search(scene.words_before(target)) and scene.mentions[target].measure != "%":
        units = {scene.mentions[i].unit for i in (target, *terms) if scene.mentions[i].measure != "%"}
        return len(units) > 1
    if any(scene.same_segment(i, target) for i in terms):
        return False
    own = scene.mentions[target - 1] if target else None
    if own is None or own.role not in ("value", "count") or not scene.same_segment(target - 1, target):
        return False
    return not any(alike(scene.stem(i), scene.stem(target)) for i in terms)


def _is_bound(scene: Scene, i: int, target: int) -> bool:
    """Whether no amount is told but that it is more or less; 低于51.60元的控制标准，节省7.24元 tells one."""
    bound = scene.mentions[i].bound
    measured = bound == "以内" and scene.same_segment(i, target) and base_of_change(scene, i, target)
    return bool(bound) and not measured


def _no_sum(scene: Scene, relation: Relation) -> bool:
    """Whether the words or the amounts say that this is no total of those."""
    target, terms = relation.target, relation.terms
    words, name = [scene.words_before(i) for i in terms], scene.words_before(target)
    amount, amounts = scene.mentions[target].amount, [scene.mentions[i].amount for i in terms]
    if not amount and max(amounts) > 0:
        return True  # no slip makes nothing of what there is
    if _AVERAGE.search(name) and amount < max(amounts) and relation.factor == 1:
        return True  # 人均收入36591元，城镇42689元、农村18982元: an average lies between its parts, a sum beyond them
    if _AIM.search(name) and all(map(_DONE.search, words)):
        return True
    if any(re.search("计划|目标", one) for one in words) and any(
        re.search("实际|完成", one) for one in words
    ):
        return True
    return not relation.certain and _unlike_parts(scene, relation, words, amounts)


def _unlike_parts(scene: Scene, relation: Relation, words: Sequence[str], amounts: Sequence[Decimal]) -> bool:
    """Whether one of the amounts, which no word makes parts of the total, stands there for something else."""
    target, terms = relation.target, relation.terms
    if not _WAS.search(scene.words_before(target)) and any(map(_WAS.search, words)):
        return True  # 甲0.1亿元（同期亏损0.47亿元）: what there was is no part of what there is
    if _THAN.search(scene.words_before(target)) and not all(map(_THAN.search, words)):
        return True  # 预算12.60万元，比上年的14.20万元减少。其中甲8.40万元，乙4.20万元，比上年的5.80万元减少
    done = [bool(_DONE_OF_IT.search(one)) for one in words]
    if target < terms[0] and any(done) and not done[0]:
        return True  # 资金107.13万元，其中管理费1.07万元，目前已拨付106.36万元: what was paid of it all is no part beside another
    if any(_is_the_whole(scene, i) for i in terms):
        return True  # 完工23个，占全部25个项目的92%，逾期2个: what it is a share of is no part of it
    added = all(sign > 0 for sign, _ in relation.left)
    if added and any(amount == scene.mentions[target].amount for amount in amounts):
        return True  # 15个指标，其中一级3个，二级7个，三级15个: the last level is all of them
    # 到省走访5人次，进京4人次，到其他场所0人次: of a part and nothing nobody tells a whole
    return len(terms) == 2 and (not min(amounts) or _rounded(scene, relation))


def _is_the_whole(scene: Scene, i: int) -> bool:
    behind = i + 1
    share = behind < len(scene.mentions) and scene.mentions[behind].measure == "%"
    return (
        share
        and scene.words_before(i).startswith("占")
        and _OF_IT.fullmatch(scene.gap(i, behind)) is not None
    )


def _has_its_own(scene: Scene, relation: Relation) -> bool:
    """①支付21万元，执行率30.88%；②项目1605万元，执行率100%: whether the part is of an item that its own rate is told of, in the same words."""
    target, part = relation.target, relation.left[0][1]
    own = part + 1
    return (
        own < target
        and not scene.same_segment(part, target)
        and scene.same_segment(part, own)
        and scene.mentions[own].role == scene.mentions[target].role
        and scene.words_before(own) == scene.words_before(target)
    )


def _of_its_own(scene: Scene, relation: Relation) -> bool:
    """机构529个，比上年增加66个，床位8.7万张，比上年增长12.7%: a rate right behind an amount of another kind is of that."""
    own = relation.target - 1
    return (
        relation.kind == "growth"
        and own > max(relation.terms)
        and scene.mentions[own].role in ("value", "count")
        and scene.same_segment(own, relation.target)
        and "分别" not in scene.words_before(relation.target)  # 去年为787件1279人，分别下降
        and not any(scene.like(own, i) for i in relation.terms)
    )


def _rounded(scene: Scene, relation: Relation) -> bool:
    """机构1.7万个，其中甲3456个，乙3106个: one digit of a rounded total is soon found for any two parts."""
    steps = [
        scene.mentions[i].step * abs(factor_of(scene.mentions[i])) for i in (relation.target, *relation.terms)
    ]
    return steps[0] > max(steps[1:])


def _of_a_rate(scene: Scene, relation: Relation) -> bool:
    """优良天数比例为61.8%，同比下降4.5%: what fell is the rate told right before, and no amount further back."""
    own = relation.target - 1
    return (
        relation.kind == "growth"
        and own >= 0
        and scene.mentions[own].role == "ratio"
        and max(relation.terms) < own
        and scene.same_segment(own, relation.target)
    )


def _of_another_name(scene: Scene, relation: Relation) -> bool:
    """公立医院13343个、民营医院12166个…民营医院增加1137个: a change that names what stands second started from no first.

    Nor is a balance what one balance leaves of another: 顺差6.2亿元，1月顺差8亿元、2月顺差7.1亿元.
    """
    words = scene.words_before(relation.target)
    if relation.kind == "difference" and len(relation.left) == 2:
        (_, now), (_, base) = relation.left
        if all(scene.words_before(i)[-2:] == words[-2:] and LEFT.search(words) for i in (now, base)):
            return True
        own = stem(_EACH.sub("", _TO_CHANGE.split(words)[0]))
        told = scene.words_before(base)
        return len(own) > 2 and told.endswith(own) and own not in scene.words_before(now)
    if relation.kind == "growth" and len(relation.left) == 1 and len(relation.right) == 2:
        moved, now = relation.left[0][1], relation.right[0][1]
        own = stem(_EACH.sub("", _TO_CHANGE.split(scene.words_before(moved))[0].lstrip("、")))
        planned = _BESIDE_THE_PLAN.search(
            scene.text, max(scene.mentions[moved].start - 60, 0), scene.mentions[moved].start
        )
        if planned and not relation.certain and not alike(stem(planned[1]), scene.stem(now)):
            return True  # 三公经费a万元；运行费比预算无增减变化，比去年增加b万元: of the 运行费, which is told elsewhere
        told_apart = any(scene.mentions[i].role == "change" for i in range(now + 1, moved))
        if BOTH_TOTALS.fullmatch(own):
            return False  # 收入总计a，支出总计a。与上年相比，收、支总计各增加b
        if len(own) > 2 and (told_apart or not scene.same_sentence(now, moved)):
            named = own[:2] == scene.words_after(now)[:2]  # 造成323人死亡…死亡人数减少131人
            its = scene.stem(now).replace("总", "")  # 总支出a。与上年相比，支出减少b
            called = alike(its, own.replace("总", "")) or called_so(scene, moved, now, own)
            return not (named or called or own in scene.words_before(now))
    return False


def _of_last_year(scene: Scene, base: int, now: int, target: int) -> bool:
    if earlier(scene.mentions[base].period, scene.mentions[now].period):
        return True
    goal = scene.planned(base) or re.match(r"的?(?:年度)?(?:目标|计划|预算|任务)", scene.words_after(base))
    return base_of_change(scene, base, target) and not goal
