"""Find what a stated change is of and what it starts from: the amount it names, and the one it is compared with."""

from __future__ import annotations

import re

from drafter.numbers.change_words import FALLS, RISES, either
from drafter.patterns import Regex
from drafter.relations.evidence.evidence import CLAUSE_ENDS
from drafter.relations.scene import Scene
from drafter.relations.stems import alike, stem, uncounted

_COMPARED = Regex(
    rf"(?:比|较|与|相比)([^，。；]{{2,24}}?)(?:相比)?(?:{either(RISES, FALLS)}|多|少|高|低)?(?:了)?$"
)
_LAST_YEAR = Regex(r"上年|去年|同期|同比|上一年|(?:19|20)\d\d\s*年")
_PLAN = Regex("年初|(?:年初|年度|全年|当年|本年)?(?:预算|计划|目标|概算|批复)(?:数|值|额|指标|安排)?")
_NAME = Regex(r"(增长率|增减额)$")
_YEARS = Regex(r"(?:19|20)\d\d\s*年度?")
_BASIS = Regex(r"^(?:按)?(?:同|可比|同一)口径|^总体")  # 同口径比上年减少 names nothing that fell
# 收、支总计各, 收支总计均: of income and spending, which come to the same.
BOTH_TOTALS = Regex(
    r"收(?:入)?(?:总计)?[、和及与]?支(?:出)?(?:总计|合计|总额)?(?:决算)?(?:数)?(?:各|均|分别)?"
)
_TOTAL = Regex(r"(?P<side>[收支])(?:入|出)?(?:决算)?(?:总计|合计|总额|总数)(?:数)?(?:各|均)?(?:为|是)?$")
_STARTS_FROM = Regex(
    r"\s*[^，]{0,8}(?:(?<![评可对占])比|(?<![比计])较|(?<![自理缘事案经交])由|(?<![服听顺])从)(?!例|重|为|好|高|大|宽|严|轻|武|赛)"
)
# 规模21070.5亿元，首次突破2万亿元，比上年增加: what was passed is no amount of its own.
_MILESTONE = Regex("(?:首次|成功|一举|再次|已|历史性地?)*(?:突破|超过|跨[越过]?|迈[上入过]|站上|冲破)了?")
_OF_IT = Regex(r"\s*的\s*(?:约|近)?")
TO_CHANGE = Regex(f"同比|环比|比|较|与|{either(RISES, FALLS)}")


def find_terms(scene: Scene, asked: int, index: int, scope: list[int]) -> tuple[int | None, int | None, bool]:
    """(base, now, certain): the base only where it is printed."""
    rates = scene.mentions[asked].measure in ("个百分点", "百分点")
    near = [i for i in scene.amounts(asked, scope, limit=24, rates=rates) if rates or _fits(scene, i, asked)]
    near = [i for i in near if not (scene.mentions[i].bound and _MILESTONE.fullmatch(scene.words_before(i)))]
    if rates:
        near = [i for i in near if scene.mentions[i].measure == "%" and scene.mentions[i].role == "ratio"]
    base = _compared_with(scene, asked, near)
    own, named = subject_of(scene, asked)
    candidates = [i for i in _current(scene, near) if i != base and not is_base(scene, i)]
    candidates = [i for i in candidates if not _is_whole_of_a_rate(scene, i)] or candidates
    if base is not None:
        candidates = [
            i for i in candidates if scene.like(i, base) and (i < base or scene.same_sentence(i, index))
        ]
    if named and base is None and (told := _inside(scene, asked, scope, own)):
        candidates = candidates if any(scene.stem(i) == own for i in candidates) else [*told, *candidates]
    if base is not None and not named and _is_plan_anew(scene, candidates, near, base):
        return base, near[0], True
    now, certain = _now(scene, asked, candidates, own, named)
    if rates and base is None:
        return None, None, False
    if now is not None and base is not None and not scene.like(now, base):
        base = None
    return base, now, certain


def _is_whole_of_a_rate(scene: Scene, i: int) -> bool:
    """支出a，完成年初预算b的96.95%，比上年增加: what grew is a, and b is told for its rate."""
    rate = i + 1
    of_it = rate < len(scene.mentions) and scene.mentions[rate].measure == "%"
    return of_it and _OF_IT.fullmatch(scene.gap(i, rate)) is not None


def _inside(scene: Scene, asked: int, scope: list[int], own: str) -> list[int]:
    """用车费a（其中：购置费b，运行费c）。购置费同比增加: the one amount of a closed bracket that the change calls by its name."""
    before = (i for i in scope if i < asked and scene.mentions[i].role == "value" and scene.like(i, asked))
    like = [i for i in before if not is_base(scene, i)]
    inside = [i for i in like if scene.bracketed(i, asked) and scene.stem(i) == own]
    return inside if len(inside) == 1 and [i for i in like if scene.stem(i) == own] == inside else []


def _is_plan_anew(scene: Scene, candidates: list[int], near: list[int], base: int) -> bool:
    """年初批复数a，调增b，全年预算数c，比年初增加: of the plan told right before, though nothing is said of what was done."""
    return candidates[:1] == near[:1] and all(scene.planned(i) for i in (base, near[0])) and base < near[0]


def _fits(scene: Scene, i: int, asked: int) -> bool:
    return scene.mentions[asked].role == "growth" or scene.like(i, asked)


def is_base(scene: Scene, index: int) -> bool:
    """比预算数138.50万元, 较“十三五”末的9323.1亿元: what something is compared with."""
    mention = scene.mentions[index]
    clause = CLAUSE_ENDS.split(scene.text[max(mention.start - 30, 0) : mention.start])[-1]
    return bool(_STARTS_FROM.match(clause)) and not mention.direction


def _current(scene: Scene, near: list[int]) -> list[int]:
    """Those numbers that speak of the later year; a report without a known year names its years outright."""
    periods = {i: scene.mentions[i].period for i in near}
    ahead = [i for i in near if periods[i] == "下年"]
    years = {period for period in periods.values() if period.isdigit()}
    outright = max(years) if len(years) > 1 and "本年" not in periods.values() else ""
    return [
        i
        for i in near
        if periods[i] in ("下年", outright or "本年")
        and (periods[i] == "下年") == any(scene.same_sentence(one, i) for one in ahead)
    ]


def _compared_with(scene: Scene, asked: int, near: list[int]) -> int | None:
    """What the change starts from: the amount in its own clause, or last year's that the wording names."""
    if near and is_base(scene, near[0]) and not re.search(r"[，。；]", scene.gap(near[0], asked)):
        return near[0]
    clause = CLAUSE_ENDS.split(
        scene.text[max(scene.mentions[asked].start - 40, 0) : scene.mentions[asked].start]
    )[-1]
    compared = _COMPARED.search(clause)
    if compared is None and "同比" not in clause:
        return None
    current = _current(scene, near)
    for i in near[:6]:
        if not scene.same_sentence(i, asked) or i in current:
            continue
        if "；" in scene.gap(i, asked) and not alike(scene.stem(i), subject_of(scene, asked)[0]):
            continue  # 购置费0万元，上年为18万元；运行费58万元，比上年减少: the other item's last year
        if scene.mentions[i].period in ("上年", "本年") or scene.mentions[i].period[:4] in clause:
            return i
    name = stem(re.sub(r"(?:19|20)\d\d\s*年度?|上年度?|去年", "", compared[1])) if compared else ""
    if compared is None or _LAST_YEAR.search(clause):
        return None
    here = [i for i in near[:6] if scene.same_sentence(i, asked)]
    called = next((i for i in here if name and scene.label(i).endswith(compared[1])), None)
    return _the_plan(scene, asked, here, compared[1]) if called is None else called


def _the_plan(scene: Scene, asked: int, here: list[int], told: str) -> int | None:
    """年初预算a，实际支出b，比预算数减少: the one plan that was told, where no other is."""
    if not _PLAN.fullmatch(told):
        return None
    plans = [i for i in here if scene.planned(i) and scene.same_segment(i, asked)]
    if "年初" in told:  # 年初批复数a，调增b，全年预算数c，比年初增加
        plans = [i for i in plans if "年初" in scene.words_before(i)]
    return plans[0] if len({scene.mentions[i].amount for i in plans}) == 1 else None


def subject_of(scene: Scene, asked: int) -> tuple[str, bool]:
    """What grew, and whether the clause of the change names it itself (基本支出比上年增加)."""
    words = CLAUSE_ENDS.split(
        scene.text[max(scene.mentions[asked].start - 60, 0) : scene.mentions[asked].start]
    )
    clause = words[-1].strip() if words else ""
    last = scene.words_before(asked)
    # 案件数减少16起、罚款减少46.8万元; no name stands in 城镇化率56.83%、提高1.34个百分点
    own = TO_CHANGE.split(last[1:])[0] if last.startswith("、") else ""
    own = own or TO_CHANGE.split(clause)[0]
    own = stem(_BASIS.sub("", _YEARS.sub("", own.removeprefix("分别"))))
    if len(own) >= 2:
        return own, True
    return stem(_NAME.sub("", scene.label(asked))), False


def _now(scene: Scene, asked: int, candidates: list[int], own: str, named: bool) -> tuple[int | None, bool]:
    """The amount that grew, and whether the wording leaves no other."""
    if named and BOTH_TOTALS.fullmatch(own):
        return _both_totals(scene, candidates)
    spent = [i for i in candidates if not scene.planned(i)] or candidates
    exact = next((i for i in spent if scene.stem(i) == own), None) if own else None
    matched = (
        exact
        if exact is not None
        else next((i for i in spent if len(own) > 3 and alike(scene.stem(i), own)), None)
    )
    first = spent[0] if spent else None
    if named:
        if matched is None and len(spent) == 1 and called_so(scene, asked, spent[0], own):
            return spent[0], scene.mentions[spent[0]].bound == ""
        if matched is None:
            return (first, False) if first is not None and scene.same_segment(first, asked) else (None, False)
        clear = (
            scene.mentions[matched].bound == ""
            and len({scene.mentions[i].amount for i in spent if scene.stem(i) == scene.stem(matched)}) == 1
        )
        return matched, clear
    if first is None or not scene.same_segment(first, asked):
        return (matched, False) if matched is not None else (None, False)
    between = scene.gap(first, asked)
    follows = len(between) <= 46 and scene.mentions[first].bound == ""
    return first, follows and (first == candidates[0] or scene.planned(candidates[0]))


def called_so(scene: Scene, asked: int, i: int, name: str) -> bool:
    """Whether the amount bears the name of what changed, with or without what it counts: 死亡15人 for 死亡人数."""
    bare = uncounted(name, scene.mentions[asked].measure)
    return any(alike(scene.stem(i), one) for one in (name, bare))


def _both_totals(scene: Scene, candidates: list[int]) -> tuple[int | None, bool]:
    """收入总计a，支出总计a。与上年相比，收、支总计各增加: the one amount that both come to."""
    told = [(i, found["side"]) for i in candidates if (found := _TOTAL.search(scene.words_before(i)))]
    for one, side in told:  # nearer by there may be others: 支出总计a，其中本年支出合计b
        if any(s != side and scene.mentions[i].amount == scene.mentions[one].amount for i, s in told):
            return one, True
    return (told[0][0], True) if len(told) == 1 else (None, False)
