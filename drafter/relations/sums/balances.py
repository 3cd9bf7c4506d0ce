"""Tie what came in, went out and is left: what words add and take away, carry-over and budget balances, what was saved."""

from __future__ import annotations

import re

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, Terms, relate
from drafter.relations.scene import Scene
from drafter.relations.sums.totals import ROLES

_CARRIED_OVER = Regex(r"(?:年末|期末|累计|滚存)[^，。；]{0,4}(?:结转|结余)")
_OFFSET = Regex(
    r"收支相抵|相抵后?|年终(?:净|滚存)?结余|收支(?:差额|结余)|^(?:净)?(?:结余|结转)|结转(?:下年|至?\d{4}年)"
)
_REVISED = Regex(
    r"(?:全年|调整后?|变更后)[^，。；]{0,6}预算|(?:实际)?可(?:用|支配|使用)(?:资金|财力|数|额)?$|调[整剂]后|(?:全年|最终)实际(?:下达|安排)[^，。；]{0,4}$"
)
# What a budget starts from; 追加预算30万元 is added to it.
_HELD = Regex(
    r"^[（(](?:其中)?[，：]?(?:含|包括|包含)[^，。；：\d]{0,6}(?:追加|调增|增加|新增|(?P<cut>[调核压]减))[^，。；：\d]{0,14}$"
)
_BUDGET = r"年初|批复|安排|下达|^(?!.*(?:追加|[调核压]减|调增|增加|新增|收回|调[入出])).*预算(?:数|总额|规模)?(?:为|是)?$"
_PARTS_OPEN = Regex("其中|包括")
_SAVED = Regex(r"(?:审减|核减|节约|节支|节省)(?:财政|预算|采购)?(?:资金|经费|金额|额)?(?:为)?$")
_OPENING = "年初|上年|期初|^初"  # the year before 初 is a number of its own
_ALL_POINTS = Regex("总|合计|共|最终|综合")  # 三类指标得a分，加上执行率得分b分，总得分c分
PLUS = Regex("再?加(?:上|：)?(?!班|装|固|油|工|氢|快|强|大)")
MINUS = Regex("再?(?:减(?:去|：)?(?!少|税|免|排|负|产|收|支|持|值|幅|亏)|扣除|扣减|剔除)")


def reckoned(scene: Scene, index: int, scope: list[int], words: str) -> Relation | None:
    """上年结余a，加收入b，减支出c，结余d: what the words themselves add up and take away."""
    if words.startswith("其中") or PLUS.match(words) or MINUS.match(words):
        return None
    terms: list[tuple[int, int]] = []
    for i in reversed(scope[: scope.index(index)]):
        if scene.mentions[i].measure == "%" and scene.same_sentence(i, index):
            continue  # 收回582份，回收率97.00%，剔除无效14份后，有效568份
        if not scene.like(i, index) or not scene.same_sentence(i, index):
            break
        if scene.mentions[i].role not in ROLES:
            return None
        said = scene.words_before(i)
        sign = -1 if MINUS.match(said) else 1
        terms.append((sign, i))
        if sign > 0 and not PLUS.match(said):
            break
    points = scene.mentions[index].measure == "分" and _ALL_POINTS.search(words)
    if len(terms) < 2 or (all(sign > 0 for sign, _ in terms) and not points):
        return None
    made = relate(scene.mentions, "sum", index, tuple(reversed(terms)), certain=True)
    return made if made is not None and (made.holds or mendable(scene, made)) else None


def balance(scene: Scene, index: int, scope: list[int], words: str) -> Relation | None:
    """年初结转A，加收入B，减支出C，年末结转D; 年初预算A，年中追加B，全年预算C."""
    signs = _signs_of_balance(scene, index, words)
    if not signs:
        return None
    of_budget = signs is _OF_BUDGET
    needed = {_BUDGET} if of_budget else {pattern for pattern, _ in signs}
    terms, seen = [], set()
    # 收入总计A …，支出总计B。收支相抵，结转下年C: the two totals may stand sentences before.
    told = re.search("相抵", scene.clauses_before(index)) is not None
    offset = len(signs) == 2 and (
        told or re.search("。[^，。；]{0,12}$", scene.clauses_before(index)) is not None
    )
    for i in reversed([i for i in scope if offset or index - 6 <= i < index]):
        if i >= index or (offset and not scene.like(i, index)):
            continue
        if not scene.like(i, index) or not (offset or scene.same_sentence(i, index)):
            break
        before = scene.words_before(i)
        if not offset and "总计" in before:
            continue  # 收入总计 and 支出总计 hold what was carried over
        row = next(((pattern, sign) for pattern, sign in signs if re.search(pattern, before)), None)
        if row is None and (offset or _is_told_of_parts(scene, i)):
            continue  # 下达111万元，其中低保100万元，孤儿11万元，调减40万元，全年实际下达71万元
        if row is None:
            break
        if row[0] in seen and offset:
            continue
        terms.append((row[1], i))
        seen.add(row[0])
        if row[0] == signs[0][0]:
            break
    if of_budget and (held := _held_in(scene, index, scope)):
        terms.insert(0, held)
    if terms and of_budget and _BUDGET not in seen:
        return _of_a_budget_afar(scene, index, scope, tuple(reversed(terms)))
    if len(terms) < 2 or not needed <= seen:
        return None
    made = relate(scene.mentions, "sum", index, tuple(reversed(terms)), certain=True)
    sure = told or not offset or (made is not None and (made.holds or mendable(scene, made)))
    return made if sure else None


_Signs = tuple[tuple[str, int], ...]
_OF_STOCK: _Signs = ((_OPENING, 1), ("^加|收入", 1), ("^减|支出", -1))
_OF_TOTALS: _Signs = (
    ("总收入|收入(?:总计|合计|总量)|收入总", 1),
    ("总支出|支出(?:总计|合计|总量)|支出总", -1),
)
# 政府信息公开工作年度报告: 新收 + 上年结转 = 办理结果总计 + 结转下年度继续办理.
_OF_CASES: _Signs = (("新收|收到|受理", 1), ("结转|上年", 1), ("(?<!需)(?<!应)(?:总计|办结|办理|办复)", -1))
_OF_BUDGET: _Signs = (
    (_BUDGET, 1),
    ("(?:上年|年初|以前年度)[^，。；]{0,4}(?:结转|结余)|^加", 1),
    ("追加|调增|增加|新增|调入|调剂入", 1),
    ("调减|核减|减少|收回|压减|调出|调剂出|划出|上缴|扣除", -1),
)


def _signs_of_balance(scene: Scene, index: int, words: str) -> _Signs:
    """What a balance of this kind adds and takes away, by the words before each amount: the one it begins with first."""
    if _CARRIED_OVER.search(words):
        return _OF_STOCK
    clauses = scene.clauses_before(index)
    if _OFFSET.search(clauses):
        if "其中" in clauses:
            return ()  # 年终结余A，其中结转下年B: a part of the balance
        cases = re.search("下年", words) and scene.mentions[index].measure in ("件", "宗", "份")
        return _OF_CASES if cases else _OF_TOTALS
    return _OF_BUDGET if _REVISED.search(words) else ()


def _held_in(scene: Scene, index: int, scope: list[int]) -> tuple[int, int] | None:
    """全年预算c万元（含年中追加b万元）: what behind a budget is said to be in it, with its sign."""
    after = index + 1
    if after not in scope or not scene.like(after, index):
        return None
    said = _HELD.search(scene.gap(index, after))
    return (-1 if said["cut"] else 1, after) if said else None


def _of_a_budget_afar(scene: Scene, index: int, scope: list[int], changes: Terms) -> Relation | None:
    """年度预算1320万元，…。年中压减预算85万元，调整后预算1235万元: from the budget of a sentence before, where it comes out, or is the one there is."""
    before = [i for i in scope if i < changes[0][1] and scene.like(i, index)]
    made = [
        one
        for i in reversed(before)
        if re.search(_BUDGET, scene.words_before(i))
        and (one := relate(scene.mentions, "sum", index, ((1, i), *changes), certain=True)) is not None
    ]
    held = next((one for one in made if one.holds), None)
    return held or (made[0] if len(made) == 1 and len(changes) > 1 and mendable(scene, made[0]) else None)


def _is_told_of_parts(scene: Scene, i: int) -> bool:
    start = scene.mentions[i].start
    segment = max(scene.text.rfind(mark, 0, start) for mark in "。；\n") + 1
    return _PARTS_OPEN.search(scene.text, segment, start) is not None


def saving(scene: Scene, index: int, scope: list[int], words: str) -> Relation | None:
    """送审金额A，审定B，审减C; 采购预算A，实际采购B，节约资金C."""
    if not _SAVED.search(words):
        return None
    near = [
        i
        for i in scene.amounts(index, scope, limit=2)
        if scene.same_segment(i, index) and scene.like(i, index)
    ]
    if len(near) < 2:
        return _saving_of_totals(scene, index, scope)
    after, before = near
    named = re.search(r"审定|审核|中标|成交|实际|采购|支付|支出", scene.words_before(after))
    if not named or not re.search(r"送|报审|评审|预算|控制价|概算|限价|计划", scene.words_before(before)):
        return None
    return relate(scene.mentions, "sum", index, ((1, before), (-1, after)), certain=True)


_AFTER = Regex(r"(?:实际|中标|成交|审定)(?:采购|支付|合同)?(?:规模|总额|金额|资金)(?:共?计?)为?$")
_BEFORE = Regex(r"(?:预算|控制价|送审|计划)(?:采购)?(?:的?规模|总额|金额|资金)(?:共?计?)为?$")


def _saving_of_totals(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    """预算规模A，其中…。实际采购规模B，其中…。节约资金C: of the totals of two lists."""
    like = [i for i in scope if i < index and scene.like(i, index) and "类" not in scene.words_before(i)]
    after = next((i for i in reversed(like) if _AFTER.search(scene.words_before(i))), None)
    before = next((i for i in reversed(like) if _BEFORE.search(scene.words_before(i))), None)
    if after is None or before is None:
        return None
    made = relate(scene.mentions, "sum", index, ((1, before), (-1, after)), likely=True)
    return made if made is not None and (made.holds or mendable(scene, made)) else None
