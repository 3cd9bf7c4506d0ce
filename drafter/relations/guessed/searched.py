"""Tie results whose wording no rule knows: by the arithmetic itself, over all numbers near, where it hardly comes out by accident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.evidence.accidents import Held, believed
from drafter.relations.evidence.evidence import (
    BEYOND,
    LESS,
    MORE,
    compared_right_before,
    moved,
    right_behind_a_move,
)
from drafter.relations.evidence.field import AMOUNTS, OF_100, Field, Near
from drafter.relations.evidence.formulas import (
    Result,
    averages,
    balances,
    differences,
    filled,
    growths,
    parts_of,
    runs,
    shares,
    spread_over,
)
from drafter.relations.evidence.guesses import POINTS, mendable
from drafter.relations.evidence.hints import hinted
from drafter.relations.evidence.weighing import opens_list
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

# What is found here is a small part of all that is tied. Read by eye, all but one in a dozen at this limit were right, and all above 0.95.
_SURE, _SURE_OF_A_SLIP = 0.93, 0.9
_CHANGED = Regex(
    rf"(?:{LESS}|{MORE}|[多少增减超差余欠缺未剩净短盈扣][\u4e00-\u9fff]{{0,3}})[\u4e00-\u9fff]{{0,2}}$"
)
_OF_CHANGE = Regex("[增减降升涨缩节压浮]")
_TOTAL = Regex(r"(?:[共总计]|[两二三四五六]项|得分|评分)[\u4e00-\u9fff]{0,6}$")
# 吨垃圾产气71.1立方米: a measure and what one of it makes.
_ONE_OF = Regex(
    r"(?:吨|亩|公里|立方米|平方米|千瓦时|户|床|车|班|机|师|生|件)(?!位|内|外|籍|主|型|辆|间|级|长|组|数|均)[\u4e00-\u9fff]{2,8}$"
)
_EACH = Regex(
    r"均|每|单[一-鿿](?:成本|造价|投资|费用|产值|补助|能耗|电耗)|单[价产位耗件票笔车床户艘台辆亩棵头条处项场座套只株次名箱吨包瓶桶网店线站人]|亩产|[百千万亿][元人](?:[\u4e00-\u9fffA-Z]*[量数率耗]$|(?<=[百千]元)(?<![^，；。]..)[\u4e00-\u9fff]{2,})"
)
_BALANCE, _IN_ORDER = 0.3, 0.8
# What there is at one time: with what came and without what went it is what there is at another.
_STOCK = Regex(r"(?:年末|期末|年初|期初|上年[末底]|现有|实有|余额|结存|馆藏|存栏|保有)[\u4e00-\u9fff]{0,8}$")
_OF_THE_YEAR = Regex("天数[^，。；]{0,4}(?:比例|占比|率)")  # 优良天数318天，优良天数比例86.9%
_MONTHS = Regex("支付|支撑|维持|保障|使用|可用")
# What a name says and no number prints.
_FACTORS = (
    (Regex("月均|均月|月人均|每月|按月|逐月"), (Decimal(1) / 12,)),
    (Regex("季均|每季"), (Decimal(1) / 4,)),
    (Regex("日均|每日|每天|天均"), (Decimal(1) / 365, Decimal(1) / 366)),
    (Regex("每百|百[人户元张床]"), (Decimal(100),)),
    (Regex("每千|千[人户元张床]"), (Decimal(1000),)),
    (Regex("每万|(?<!十)万[元人户张床]"), (Decimal(10000),)),
    (Regex("十万"), (Decimal(100000),)),
)


def search(scene: Scene, scope: Sequence[int], known: Sequence[Relation]) -> Iterator[Relation]:
    """Yield a relation for each result of a paragraph that `known` leaves open and arithmetic leaves hardly a doubt of."""
    settled = {one.target for one in known if one.holds}
    broken = {one.target: one for one in known if not one.holds and (one.certain or one.likely)}
    told = {one.numbers for one in known if one.holds}
    field = Field(scene, scope)
    left = [at for at, i in enumerate(scope) if i not in settled and _is_open(scene.mentions[i])]
    # The amounts first: of what they add up to the rates are shares.
    left.sort(key=lambda at: scene.mentions[scope[at]].role in ("ratio", "growth"))
    company: dict[str, float] | None = None
    for at in left:
        held, none = _weighed(field, at)
        if not held:
            continue
        if company is None:
            company = _company(scene, [scope[at] for at in left], settled | broken.keys())
        usual = company.get(_rate(scene.mentions[scope[at]]), 1.0)
        held = [replace(one, prior=one.prior * usual) for one in held]
        found = believed(_once(scene, held), none, told, sure=_SURE_OF_A_SLIP if scene.mended else _SURE)
        # What the words are believed to say and the numbers deny is a slip, if it is not of both: 批准逮捕a人、不捕b人，不捕率 b ÷ (a + b).
        if found is None or (scope[at] in broken and not _overrules(scene, found, broken[scope[at]])):
            continue
        if found.numbers not in told:
            told.add(found.numbers)
            yield found


def _overrules(scene: Scene, found: Relation, broken: Relation) -> bool:
    """Whether what comes out is another reading of the same words: b ÷ (a + b) for b ÷ a, (A + D) ÷ A for D ÷ A.

    Or the change of a whole for that of the part told last: 来访162批次，其中集体访19批次，比上年减少39批次.
    """
    if not mendable(scene, broken):
        return (
            True  # 管理2864人，管理率81.5%，应管3512人: what no slip explains was read from the wrong numbers
        )
    if found.kind == broken.kind == "difference":
        same_base = len(broken.left) == 2 and found.left[1] == broken.left[1]
        return same_base and opens_list(scene, found.left[0][1], broken.left[0][1])
    if found.kind != "ratio" or broken.kind != "ratio":
        return False
    if len(found.right) > 1:
        return {*found.terms} == {*broken.terms}
    if len(found.left) > 1 and found.left[-1][1] != broken.left[0][1]:
        return False  # 应收a，收缴b，尚欠c，收缴率: what c leaves of a does not excuse b
    return broken.likely and not broken.certain and found.right == broken.right


def _once(scene: Scene, held: Sequence[Held]) -> list[Held]:
    """Each calculation once: of a number printed in two places the likelier."""
    best: dict[object, Held] = {}
    for one in sorted(held, key=lambda one: one.prior):
        sides = (one.relation.left, one.relation.right)
        best[one.relation.kind, *((sign, scene.mentions[i].amount) for side in sides for sign, i in side)] = (
            one
        )
    return list(best.values())


def _is_open(mention: Mention) -> bool:
    return (not mention.bound or mention.rounded) and bool(mention.value)


def _company(scene: Scene, left: Sequence[int], settled: set[int]) -> dict[str, float]:
    """Where no rate has its terms beside it, as in a report to a congress, the next one hardly has: the usual lot of each kind."""
    open_ = Counter(_rate(scene.mentions[i]) for i in left)
    tied = Counter(_rate(scene.mentions[i]) for i in settled)
    return {kind: (tied[kind] + 1) / (tied[kind] + open_[kind]) for kind in open_ if kind}


def _rate(mention: Mention) -> str:
    """What kind of rate it is, "" for an amount."""
    return mention.role if mention.measure in OF_100 else mention.measure if mention.role == "ratio" else ""


def _weighed(field: Field, at: int) -> tuple[list[Held], float]:
    """What comes out for one result, and how likely it is of nothing that stands near.

    The shares of what may be meant, and with them all numbers below, are rounded from paragraphs labelled by hand.
    """
    scene, mention = field.scene, field.scene.mentions[field.scope[at]]
    if mention.measure in POINTS:
        return hinted(scene, differences(Result(scene, field.scope[at]), field.rates(at), 0.5)), 0.4
    if mention.role == "ratio" or mention.measure in OF_100:
        near = field.near(at)
        return hinted(scene, _of_rate(field, at, near)), 0.7 if mention.role == "growth" else 0.35
    return _of_amount(field, at) if mention.role in AMOUNTS else ([], 1.0)


def _of_rate(field: Field, at: int, near: Near) -> Iterator[Held]:
    result = Result(field.scene, field.scope[at])
    if len(near) < 2:
        return
    if result.mention.role == "growth":
        yield from growths(result, near, 0.25)
        if not result.mention.sign:
            yield from shares(result, near, 0.05)
    elif _OF_THE_YEAR.search(field.words(at)):
        days = [(one, p) for one, p in near if one.measure == "天"]
        yield from parts_of(result, days, 0.6, [Decimal(100) / 365, Decimal(100) / 366], unit=100)
    else:
        yield from shares(result, near, 0.6)
        yield from filled(result, near, 0.2)
        if result.mention.measure in OF_100:
            yield from growths(result, near, 0.1 if _OF_CHANGE.search(field.words(at)) else 0.03)


def _of_amount(field: Field, at: int) -> tuple[list[Held], float]:
    words = field.words(at)
    result = Result(field.scene, field.scope[at])
    if _EACH.search(words) or _ONE_OF.match(field.scene.words_before(result.index)):
        return hinted(field.scene, _averages(field.near(at), result, words)), 0.4
    if result.mention.measure in ("个月", "月"):
        months = _MONTHS.search(words)
        return ([*shares(result, field.near(at), 0.5, factor=12)] if months else []), 0.3
    stock = bool(_STOCK.search(words)) or moved(field.scene, result.index - 1, result.index)
    if at not in field.adding_up and not stock:
        return [], 1.0
    like = field.like(at)
    if stock:
        held = [*_wholes(field.scene, differences(result, like, 0.3)), *runs(result, like, 0.2)]
        return [*held, *_in_order(field.scene, like, balances(result, like, _BALANCE))], 0.5
    changed = (
        result.mention.role == "change"
        or _CHANGED.search(words) is not None
        or BEYOND.search(words) is not None
        or compared_right_before(field.scene, result.index)
        or right_behind_a_move(field.scene, result.index)
    )
    if changed:
        return [*hinted(field.scene, differences(result, like, 0.6)), *runs(result, like, 0.05)], 0.35
    if _TOTAL.search(words):
        return [*runs(result, like, 0.6), *differences(result, like, 0.05)], 0.35
    return [*runs(result, like, 0.1), *_wholes(field.scene, differences(result, like, 0.03))], 0.87


def _in_order(scene: Scene, like: Near, held: Iterable[Held]) -> Iterator[Held]:
    """Balances, likelier where all is told in order: 年初结余a，到账b，支出c，年末余额d."""
    for one in held:
        before = [term.index for term, _ in like if term.index < one.relation.target][-3:]
        ordered = [*one.relation.terms] == before and _STOCK.search(scene.words_before(before[0]))
        yield replace(one, prior=_IN_ORDER) if ordered else one


def _wholes(scene: Scene, held: Iterable[Held]) -> Iterator[Held]:
    """Differences that no word calls so, as the sum that they are: of the whole, which nobody tells between its two parts."""
    for one in held:
        *parts, whole = sorted(
            (one.relation.target, *one.relation.terms), key=lambda i: scene.mentions[i].amount
        )
        if min(parts) < whole < max(parts) and not any(_STOCK.search(scene.words_before(i)) for i in parts):
            continue  # but 新建286个，累计1460个，上年末1174个
        made = relate(scene.mentions, "sum", whole, tuple((1, i) for i in sorted(parts)))
        if made is not None and made.holds:
            yield replace(one, relation=made)


def _averages(near: Near, result: Result, words: str) -> Iterator[Held]:
    factors = [one for pattern, numbers in _FACTORS if pattern.search(words) for one in numbers]
    yield from averages(result, near, 0.2 if factors else 0.5, Decimal(1))
    for one in factors:
        yield from averages(result, near, 0.4, one)
    yield from spread_over(result, near, 0.2, [one for one in factors if one < 1])
