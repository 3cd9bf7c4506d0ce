"""Tie a stated growth or difference to the amount that grew and to what it grew from."""

from __future__ import annotations

import re

from drafter.numbers.list_words import AVERAGE
from drafter.patterns import Regex
from drafter.relations.changes.change_terms import called_so, find_terms, is_base, subject_of
from drafter.relations.changes.changes_beside import find_beside, told_after
from drafter.relations.evidence.evidence import is_aim, sign_of, told_for_itself, without_year
from drafter.relations.evidence.guesses import mendable
from drafter.relations.evidence.side_by_side import run_around
from drafter.relations.evidence.weighing import opens_list
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

# Published at constant prices or on another basis: the printed amounts do not give the rate.
_OTHER_BASIS = Regex(r"生产总值|增加值|GDP")
_OTHER_WORDS = Regex(
    r"扣除|剔除|可比|同口径|年均|实际增|平均|累计增|增速|不变价|五年|[两三四2-9]年|名义|环比"
)
_FROM = Regex(r"(?:由|从)[^，。；]{0,16}$")
_TO = Regex(
    r"(?:增加|增长|提高|提升|上升|扩大|下降|降低|减少|压减|缩小|缩减|压缩|回落|减|增|降|升)?(?:至|到|为)$"
)
_BOTH = Regex("^(?:总)?收[、，]?支(?:总[计额])?(?![出付])|^收入[、和]?支出")
_SHORT = Regex(
    r"(?:(?P<less>(?:少于|欠|差|短)(?:年初|年度|全年)?(?:计划|目标|任务|预算)|节约|节省|节支|短收|欠收|少收|少支|结余|结约|短缺|减支)|(?P<more>超(?:过|出)?(?:年初|年度|全年)?(?:计划|目标|任务|预算)|超支|超出|超收|多收|多支|增支|超额))(?:了|资金|经费)?$"
)

_THAN_PLAN = Regex(
    r"[比较](?:年初|年度|全年|调整后?)?(?:预算|计划|概算|目标|指标|限额|控制)[^，。；\d]{1,8}$"
)

_PAST_PLAN = Regex(
    "(?:超|少于|欠|差|短)[^，。；]{0,4}(?:计划|目标|任务|预算)$"
)  # 计划36个，完成38个，超计划2个


def find_change(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    """Return p = (A − B) ÷ B or D = A − B, with B as printed or as A − D where only the difference is printed."""
    target = scene.mentions[index]
    if other_basis(scene, index):
        return None
    if moves := moves_in_turn(scene, index, scope):
        return _relation(scene, *moves[0], certain=True)
    asked = own_change(scene, index) if target.role == "growth" else None
    if asked is None and run_around(scene, index)[0] != index:
        return None  # 分别下降19.0%和15.2%: what is told beside the list is of the first
    moved = _from_to(scene, index, scope)
    if moved is not None:
        return _relation(scene, index, *moved, certain=True)
    beside = find_beside(scene, index, scope, own_change(scene, index))
    if beside is not None:
        return _relation(scene, index, *beside, certain=True)
    base, now, certain = find_terms(scene, index if asked is None else asked, index, scope)
    told = None if asked is None or certain or base is not None else _parted_before(scene, asked, scope)
    if asked is not None and told is not None and now in (None, told):
        return _of_the_one(scene, index, asked, told)
    if now is None:
        return None
    if base is None and asked is None:
        base = told_after(scene, index, scope)
        base = base if base is not None and scene.like(base, now) else None
    if base is not None:
        return _relation(
            scene, index, now, base, certain=certain and not told_for_itself(scene, now, base, index)
        )
    if asked is None and target.role == "growth":
        asked = told_behind(scene, index)
    return None if asked is None else by_its_change(scene, index, asked, now, certain=certain)


_ALL = 100


def by_its_change(
    scene: Scene, index: int, asked: int, now: int, *, certain: bool, likely: bool = False
) -> Relation | None:
    """p = D ÷ (A − D), where only the amount and its change are printed."""
    if not scene.like(asked, now):
        return None
    change = scene.mentions[asked]
    sign = change.sign or scene.mentions[run_around(scene, asked)[0]].sign or sign_of(scene, asked) or 1
    if change.amount == scene.mentions[now].amount and sign > 0:
        return None  # all of it is new: there is no base
    if sign < 0 and scene.mentions[index].value == _ALL and scene.mentions[now].value:
        return None  # 受伤3人；无死亡，减少1人，下降100%: nothing is left of what fell so
    return relate(
        scene.mentions,
        "growth",
        index,
        ((sign if scene.mentions[index].sign else 1, asked),),
        ((1, now), (-sign, asked)),
        certain=certain,
        likely=likely,
    )


def _of_the_one(scene: Scene, index: int, asked: int, told: int) -> Relation | None:
    """支出467.99万元：用于就业保障。较上年减少91.91万元，下降16.4%: of the one amount told before; where it is not, a slip may explain it."""
    made = by_its_change(scene, index, asked, told, certain=False)
    if made is None or made.holds or not mendable(scene, made):
        return made if made is not None and made.holds else None
    return by_its_change(scene, index, asked, told, certain=False, likely=True)


def _parted_before(scene: Scene, asked: int, scope: list[int]) -> int | None:
    """预算为3328万元。其中，接待费478万元，用车费2850万元。比上年减少830万元: the total of the list that a change without a name follows."""
    near = scene.amounts(asked, scope, limit=8)
    if not near or scene.same_segment(near[0], asked):
        return None
    name, named = subject_of(scene, asked)
    if named:
        return near[0] if _both_sides(scene, asked, near) else _called_so(scene, asked, near, name)
    like = [i for i in near if scene.like(i, asked)]
    if len(like) == 1:
        return like[0]  # 支出467.99万元，用于就业保障。较上年减少91.91万元
    heads = (i for i in near[1:] if scene.like(i, asked) and opens_list(scene, i, near[0]))
    return next(heads, None)


def _called_so(scene: Scene, asked: int, near: list[int], name: str) -> int | None:
    """查处违法案件68起，罚款748万元，案均11万元；案件数减少12起: the one amount of its kind, if its own name ends so."""
    like = [i for i in near if scene.like(i, asked) and not AVERAGE.is_in(scene.words_before(i))]
    return like[0] if len(like) == 1 and called_so(scene, asked, like[0], name) else None


def _both_sides(scene: Scene, asked: int, near: list[int]) -> bool:
    """收入总计a，支出总计a。收支较上年减少: both of what was told, which are one amount."""
    if len(near) < 2 or not _BOTH.search(scene.words_before(asked)):
        return False
    return scene.mentions[near[0]].amount == scene.mentions[near[1]].amount and scene.same_sentence(
        *near[1::-1]
    )


def _relation(scene: Scene, index: int, now: int, base: int, *, certain: bool) -> Relation | None:
    if scene.mentions[index].role == "growth":
        return relate(scene.mentions, "growth", index, ((1, now), (-1, base)), ((1, base),), certain=certain)
    return relate(scene.mentions, "difference", index, ((1, now), (-1, base)), certain=certain)


def other_basis(scene: Scene, index: int) -> bool:
    mention = scene.mentions[index]
    words = scene.words_before(index)
    if _OTHER_WORDS.search(words) or (mention.measure in ("倍", "番", "成") and mention.role != "growth"):
        return True
    if mention.measure in ("倍", "番"):
        return True
    if mention.role != "growth":
        return False
    begin = max(scene.text.rfind(mark, 0, mention.start) for mark in "。；\n") + 1
    return bool(_OTHER_BASIS.search(scene.text[max(begin, mention.start - 120) : mention.start]))


def own_change(scene: Scene, index: int) -> int | None:
    """增加D，增长p%: the amount of the change right before the rate; 分别增加D、E，增长p%、q%: the one in the same turn."""
    first, last = run_around(scene, index)
    before = first - 1
    while before >= 0 and scene.mentions[before].role == "structural":
        before -= 1
    if before < 0 or scene.mentions[before].role != "change":
        return None
    gap = scene.gap(before, first)
    if len(gap) > 18 or re.search(r"[。；\n]", gap) or not since_the_same(scene, before, first):
        return None
    opening, _ = run_around(scene, before)
    if last == first:
        return before if opening == before else None
    if opening == before and scene.words_before(first).startswith("分别"):
        opening = _told_clause_by_clause(scene, before, last - first)
    return opening + index - first if before - opening == last - first else None


def _told_clause_by_clause(scene: Scene, before: int, many: int) -> int:
    """甲减少2人，乙减少1人，分别下降40%、100%: the first of as many changes as there are rates, else the last."""
    opening = before - many
    run = range(opening, before)
    plain = opening >= 0 and all(
        scene.mentions[i].role == "change"
        and re.fullmatch(r"\s*[，、][^，。；\d]{1,14}", scene.gap(i, i + 1))
        for i in run
    )
    return opening if plain else before


# Since when something changed: a rate over a year is not that of what came since the year began, or since last month.
_SINCE = (
    Regex("年初|期初|上年[末底]|去年[末底]"),
    Regex("环比|上月|上个月|上季|上周|上旬"),
    Regex("同比|同期|同月"),
)


def since_the_same(scene: Scene, change: int, rate: int) -> bool:
    """Whether a rate that says since when it counts says so of the change as well: 较年初增加1.45万亿元，同比增长10.6% does not."""
    its = _since(scene.words_before(rate))
    own = _since(scene.words_before(change))
    return its is None or own is None or its == own


def _since(words: str) -> int | None:
    return next((n for n, pattern in enumerate(_SINCE) if pattern.search(words)), None)


_THEN_BY = Regex(
    r"[，（]\s*(?:同比|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?|较去年(?:同期)?)?(?:净|共)?[\u4e00-\u9fff]{2}(?:了|额)?(?:达到?|为|约)?"
)


_BESIDE_OTHERS = Regex(r"(?:比|较|高于|低于|快于|慢于|超出?)全[国省市县区州院][^，。；\d]{0,12}$")


def told_behind(scene: Scene, index: int) -> int | None:
    """增长10.7%，增收5939万元: the amount of the change told right behind its rate, unless a rate of its own follows it.

    How far the rate is from that of others may stand between: 增长10.7%，比全市平均高出2.1个百分点，增收5939万元.
    """
    rate, after = index, index + 1
    if after + 1 < len(scene.mentions) and _BESIDE_OTHERS.search(scene.words_before(after)):
        index, after = after, after + 1
    if after >= len(scene.mentions) or not tells_its_own(scene, after):
        return None
    if not _THEN_BY.fullmatch(scene.gap(index, after)) or not since_the_same(scene, after, index):
        return None
    if sign_of(scene, after) * scene.mentions[rate].sign < 0:
        return None
    last = after + 1
    if (
        last < len(scene.mentions)
        and scene.mentions[last].role == "growth"
        and own_change(scene, last) == after
    ):
        return None
    return after


def tells_its_own(scene: Scene, i: int) -> bool:
    """增收5939万元, 增支3277万元: an amount that its own clause calls a change."""
    return scene.mentions[i].role == "change" or (
        scene.mentions[i].role == "value" and _SHORT.search(scene.words_before(i)) is not None
    )


def _from_to(scene: Scene, index: int, scope: list[int]) -> tuple[int, int] | None:
    """由B增加到A，增加D / 从B降至A，下降p%: (A, B)."""
    rates = scene.mentions[index].measure in ("个百分点", "百分点")
    near = [i for i in scene.amounts(index, scope, limit=3, rates=rates) if scene.same_segment(i, index)]
    if len(near) < 2:
        return None
    now, base = near[0], near[1]
    if not _is_from_to(scene, base, now) or len(scene.gap(now, index)) > 16:
        return None
    if scene.mentions[index].role == "change" and not rates and not scene.like(now, index):
        return None
    return now, base


def moves_in_turn(scene: Scene, index: int, scope: list[int]) -> list[tuple[int, int, int]]:
    """甲由21家增至24家，乙由638家增至671家，分别净增3家、33家: (change, now, base) of each pair, [] where there is no such list."""
    if "分别" not in scene.words_before(index):
        return []
    many = run_around(scene, index)[1] - index + 1
    near = scene.amounts(index, scope, limit=2 * many)[::-1]
    pairs = list(zip(near[::2], near[1::2], strict=False))
    whole = many > 1 and len(near) == 2 * many and scene.same_segment(near[0], index)
    if not whole or not all(_is_from_to(scene, *pair) for pair in pairs):
        return []
    return [(index + n, now, base) for n, (base, now) in enumerate(pairs)]


def _is_from_to(scene: Scene, base: int, now: int) -> bool:
    moved = _TO.search(without_year(scene, now)) and _FROM.search(without_year(scene, base))
    return bool(moved) and scene.like(now, base)


def find_shortfall(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    """公务接待费3.26万元，比预算数5.00万元节约1.74万元 / 较上年的61370万元短收4550万元: a difference named by a word of saving."""
    found = _SHORT.search(scene.words_before(index))
    near = scene.amounts(index, scope, limit=4) if found else []
    if not found or len(near) < 2 or not scene.like(near[0], index):
        return None
    base = near[0]
    now = next((i for i in near[1:] if scene.like(i, base)), None)
    if now is not None and (scene.planned(now) or is_aim(scene, now)) and not scene.planned(base):
        return _short_of_plan(scene, index, base, now, found["less"] is not None)
    if (
        now is None
        or base != index - 1
        or not is_base(scene, base)
        or "，" in scene.gap(base, index)
        or not scene.same_segment(now, base)
    ):
        return None
    if len(re.findall("[，,]", scene.gap(now, base))) > 1:
        return None
    less = found["less"] is not None
    left = ((1, base), (-1, now)) if less else ((1, now), (-1, base))
    return relate(scene.mentions, "difference", index, left, certain=True)


def _short_of_plan(scene: Scene, index: int, done: int, plan: int, less: bool) -> Relation | None:
    """预算数为57.47万元，决算数为48.40万元，完成预算的84.22%，比预算节约9.07万元: of the plan that is told before what was done."""
    words = scene.words_before(index)
    if not (_THAN_PLAN.search(words) or _PAST_PLAN.search(words)) or not scene.same_segment(plan, index):
        return None
    left = ((1, plan), (-1, done)) if less else ((1, done), (-1, plan))
    made = relate(scene.mentions, "difference", index, left, certain=True)
    return made if made is not None and (made.holds or mendable(scene, made)) else None
