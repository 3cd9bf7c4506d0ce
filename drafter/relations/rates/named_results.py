"""Tie results whose name says what they are of (自然增长率, 城乡居民收入比, 车均费用, 结余 behind a rate), and calculations written out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.patterns import Regex
from drafter.relations.changes.changes import moves_in_turn
from drafter.relations.evidence.evidence import LEFT, base_of_change
from drafter.relations.evidence.guesses import carelessly_made, mendable, result_slipped
from drafter.relations.relation import Kind, Relation, Terms, relate
from drafter.relations.scene import Scene

_NATURAL = Regex(r"自然(?:增长|变动)率(?:为|是|[：:])?[-−－–—负]?$")
_EQUALS, _SIGNS = Regex(r"\s?[=＝]\s?"), frozenset("=＝")
_TIMES = Regex(r"\s?[)）]?\s?[×xX*＊]\s?")
_OVER, _LESS = Regex(r"\s?[)）]?\s?[÷/／]\s?"), Regex(r"\s?[-－−–—]\s?")
_IN_TURN = Regex(r"分别(?:净)?(?:增|减|增加|减少|新增|增长|下降)(?:了)?$")
_YIELD, _KILOS = Regex(r"(?:单产(?:量)?|亩产(?:量)?|亩均产量)(?:为|是|达到?|约|[：:])*$"), Decimal(1000)
_CROP, _NAMED_BEFORE = Regex("产量|总产"), 24
_YEARLY = Regex(r"年均[^，。；：\d]{0,8}$")
_SPAN = Regex(r"([两三四五六七八九十2-9])年(?:来)?(?:累计|共|合计)[^，。；：\d]{0,8}$")
_COUNTS = {han: n for n, han in enumerate("两三四五六七八九十", 2)}
_MINUS = Regex(r"[-−－–—负]$")
_GAP = Regex(r"城乡(?:居民)?(?:人均)?(?:可支配)?收入(?:之)?(?:比|倍差)值?(?:为|是|[：:])?$")
_BEYOND = Regex("超(?:额|出|过)?(?:收|支|完成)?(?:计划|目标|任务|预算)?")
_TRADE = Regex(r"(?:贸易)?[顺逆]差(?:为|达到?)?$")
_GOOD_AIR = Regex("优良(?:天数)?(?:率|比例|比率|占比)(?:为|是|达到?)?$")
_DAYS, _MEASURED, _NEAR_DAYS = Decimal(366), Decimal(340), 6
_SEXES = Regex("(?<!出生人口)(?<!出生)性别比(?:为|[：:])?$")
_OF_MEN = Regex(r"(?<!出生人口)(?<!出生)性别比（[^（）。]{0,22}）[为：]?$")
_EACH = (
    (Regex(r"(?:车均|辆均|每辆|每车)[^，。；：\d]{0,8}$"), "辆"),
    (Regex(r"(?:户均|每户)[^，。；：\d]{0,8}$"), "户"),
    (Regex(r"(?:批均|每批次?)[^，。；：\d]{0,8}$"), "批次"),
    (Regex(r"(?:场均|每场次?)[^，。；：\d]{0,8}$"), "场"),
)
_PERSONS = {"人", "人次"}
_WHAT = Regex(r"^.*(?:[车辆户批场]均|每[辆车户批场]次?)|(?:约|为|达|是)+$")
_LEFT = Regex(
    r"^(?:年末|年终|期末|尚有|尚)?(?:资金)?(?:结余结转|结转结余|结转|结余|剩余|未(?:支付|执行|使用|拨付|支出))(?:至?下年度?|次年)?(?:资金|金额)?(?:为)?$"
)
# One of these is in each name above: most words before a number have none.
_NAMING = Regex("[率均比差超每余转未益收缺亏利）]|分别|[单亩]产")
_MARGIN = Regex(
    r"(?:增值收益|净收益|(?:本|当)[年期](?:盈余|收支结余|结余)|收支(?:差额?|结余|盈余)|净收入|毛利润?|(?P<short>缺口|亏损额?))(?:为|达到?)?$"
)
_COST = Regex("支出|成本|费用")
_EXECUTED = Regex(
    r"(?:执行|支付|拨付|支出|使用)(?:率|进度)(?:为|达到?|约|是)?$|完成[^，。；\d]{0,12}预算(?:数)?的$"
)


def find_named_results(scene: Scene, scope: list[int], known: Sequence[Relation]) -> Iterator[Relation]:
    """Yield what such names say; one that does not hold only where one slip of typing explains it."""
    rates = {one.target: one for one in known if one.kind == "ratio" and one.holds}
    written_out = not _SIGNS.isdisjoint(
        scene.text[scene.mentions[scope[0]].stop : scene.mentions[scope[-1]].start]
    )
    for place, index in enumerate(scope):
        words = scene.words_before(index)
        before = scope[:place]
        if written_out and _EQUALS.fullmatch(scene.gap(before[-1], index) if before else ""):
            yield from _printed(scene, index, before)
        elif not _NAMING.search(words):
            continue
        elif _NATURAL.search(words):
            yield from _natural(scene, index, before, negative=bool(_MINUS.search(words)))
        elif _IN_TURN.search(words):
            yield from _changes_in_turn(scene, index, scope)
        elif _YIELD.search(words):
            yield from _of_a_field(scene, index, before)
        elif _YEARLY.search(words) and before:
            yield from _a_year(scene, index, before[-1])
        elif _SEXES.search(words) or _OF_MEN.search(
            scene.text, max(scene.mentions[index].start - 30, 0), scene.mentions[index].start
        ):
            yield from _of_a_hundred_women(scene, index, before)
        elif _BEYOND.fullmatch(words) and before:
            yield from _beyond(scene, index, rates.get(before[-1]))
        elif _TRADE.search(words):
            yield from _of_trade(scene, index, before, short=words.endswith("逆差"))
        elif _GOOD_AIR.search(words):
            yield from _of_the_days(scene, index, before)
        elif _GAP.search(words):
            yield from _between(scene, index, before)
        elif _MARGIN.search(words):
            yield from _of_both_sides(scene, index, before)
        elif _LEFT.search(words) and before:
            behind = scope[place + 1] if place + 1 < len(scope) else index
            yield from _left(scene, index, rates.get(before[-1]) or rates.get(behind), before)
        else:
            measure = next((measure for pattern, measure in _EACH if pattern.search(words)), "")
            if measure:
                yield from _each(scene, index, before, measure)


def _printed(scene: Scene, index: int, before: Sequence[int]) -> Iterator[Relation]:
    """控制率=22.10/24.60×100%=89.84%, 变动率=（27.6-24）÷24=15%: a calculation written out."""
    terms = list(before[-4:])
    if len(terms) > 2 and _TIMES.fullmatch(scene.gap(*terms[-2:])) and scene.mentions[terms[-1]].value == 100:
        terms.pop()
    if len(terms) < 2 or not _OVER.fullmatch(scene.gap(*terms[-2:])) or not scene.like(*terms[-2:]):
        return
    left: Terms = ((1, terms[-2]),)
    if len(terms) > 2 and _LESS.fullmatch(scene.gap(*terms[-3:-1])):
        left = ((1, terms[-3]), (-1, terms[-2]))
    yield from _told(scene, "ratio", index, left, ((1, terms[-1]),))


def _changes_in_turn(scene: Scene, first: int, scope: list[int]) -> Iterator[Relation]:
    """甲由21家增至24家，乙由638家增至671家，分别净增3家、33家: each change of its own pair."""
    for index, now, base in moves_in_turn(scene, first, scope):
        if scene.like(now, index):
            less = scene.mentions[first].sign < 0 and not scene.mentions[index].sign
            high, low = (base, now) if less else (now, base)
            yield from _told(scene, "difference", index, ((1, high), (-1, low)))


def _of_a_field(scene: Scene, index: int, before: Sequence[int]) -> Iterator[Relation]:
    """播种面积59.52万亩，总产15.01万吨，单产252.2公斤/亩: kilograms of the crop for each 亩 of the field."""
    near = [i for i in before[-_NAMED_BEFORE:] if scene.mentions[i].role == "value"]
    crops = [i for i in near if scene.mentions[i].measure == "吨" and _CROP.search(scene.words_before(i))]
    told = scene.mentions[index].measure.rpartition("/")
    area = told[2] if told[1] else "亩" if "亩" in scene.words_before(index) else ""
    fields = [i for i in near if scene.mentions[i].measure == area and "面积" in scene.words_before(i)]
    if crops and fields and scene.mentions[index].measure.startswith("公斤"):
        yield from _told(scene, "ratio", index, ((1, crops[-1]),), ((1, fields[-1]),), factor=_KILOS)


def _a_year(scene: Scene, index: int, total: int) -> Iterator[Relation]:
    """三年累计支出3619.57万元，年均支出1206.52万元."""
    span = _SPAN.search(scene.text[max(scene.mentions[total].start - 20, 0) : scene.mentions[total].start])
    if span and scene.like(total, index) and scene.same_sentence(total, index):
        years = Decimal(_COUNTS.get(span[1]) or span[1])
        yield from _told(scene, "sum", index, ((1, total),), factor=1 / years)


def _natural(scene: Scene, index: int, before: Sequence[int], *, negative: bool) -> Iterator[Relation]:
    """自然增长率 = 出生率 − 死亡率."""
    born, died = (_named(scene, name, before) for name in ("出生率", "死亡率"))
    if born is not None and died is not None:
        sign = -1 if negative else 1
        yield from _told(scene, "difference", index, ((sign, born), (-sign, died)))


def _of_both_sides(scene: Scene, index: int, before: Sequence[int]) -> Iterator[Relation]:
    """业务收入a，业务支出b，增值收益c; 营业收入a，占p%。营业成本b，毛利c: what came by the name of what went."""
    went = before[-1] if before else index
    cost = scene.words_before(went)
    if went == index or not (
        _COST.search(cost) and scene.like(went, index) and scene.same_sentence(went, index)
    ):
        return
    came = before[-2] if len(before) > 1 and "收入" in scene.words_before(before[-2]) else None
    if came is None or not (scene.like(came, index) and scene.same_sentence(came, index)):
        name = _COST.sub("收入", cost)
        like = [i for i in before if scene.like(i, went)]
        came = next((i for i in reversed(like) if scene.words_before(i).endswith(name)), None)
    if came is not None:
        found = _MARGIN.search(scene.words_before(index))
        high, low = (went, came) if found and found["short"] else (came, went)
        yield from _told(scene, "sum", index, ((1, high), (-1, low)))


def _between(scene: Scene, index: int, before: Sequence[int]) -> Iterator[Relation]:
    """城乡居民收入比 = 城镇居民 ÷ 农村居民人均可支配收入."""
    town, country = (_income(scene, name, before) for name in ("城镇", "农村"))
    if town is not None and country is not None:
        yield from _told(scene, "ratio", index, ((1, town),), ((1, country),))


def _beyond(scene: Scene, index: int, rate: Relation | None) -> Iterator[Relation]:
    """收入a，为预算b的p，超收a − b."""
    if rate is None or len(rate.left) != 1 or len(rate.right) != 1 or not scene.planned(rate.right[0][1]):
        return
    (_, done), (_, planned) = rate.left[0], rate.right[0]
    if scene.like(done, index) and scene.same_segment(rate.target, index):
        made = relate(scene.mentions, "difference", index, ((1, done), (-1, planned)), certain=True)
        if made is not None and (made.holds or mendable(scene, made)) and made.expected > 0:
            yield made


def _of_trade(scene: Scene, index: int, before: Sequence[int], *, short: bool) -> Iterator[Relation]:
    """出口a，进口b，顺差a − b."""
    near = [i for i in before if scene.same_sentence(i, index) and scene.like(i, index)]
    sold, bought = (
        [i for i in near if scene.words_before(i).endswith(name)][-1:] for name in ("出口", "进口")
    )
    if sold and bought and scene.mentions[index].amount >= 0:
        more, less = (bought[0], sold[0]) if short else (sold[0], bought[0])
        made = relate(scene.mentions, "sum", index, ((1, more), (-1, less)), certain=True)
        if made is not None and (made.holds or mendable(scene, made) or carelessly_made(scene, made, near)):
            yield made


def _of_the_days(scene: Scene, index: int, before: Sequence[int]) -> Iterator[Relation]:
    """优良天数345天，优良率94.3%: of the days of the year, unless it may be of those alone that were measured."""
    good = [i for i in before[-_NEAR_DAYS:] if scene.mentions[i].measure == "天"]
    good = [i for i in good if "优良" in scene.words_before(i) and not scene.mentions[i].direction]
    if not good or scene.mentions[good[-1]].value > _DAYS:
        return
    rate, days = scene.mentions[index], scene.mentions[good[-1]].value * 100
    if days / _DAYS - rate.step < rate.value < days / _MEASURED + rate.step:
        return  # 有效监测358天
    made = relate(scene.mentions, "sum", index, ((1, good[-1]),), likely=True, factor=100 / _DAYS)
    if made is not None and mendable(scene, made):
        yield made


def _of_a_hundred_women(scene: Scene, index: int, before: Sequence[int]) -> Iterator[Relation]:
    """男性a人，女性b人，性别比（以女性为100）为a ÷ b × 100."""
    counted = [i for i in before if scene.mentions[i].measure == "人"]
    men, women = ([i for i in counted if name in scene.words_before(i)][-1:] for name in "男女")
    if men and women:
        yield from _told(scene, "ratio", index, ((1, men[0]),), ((1, women[0]),), factor=Decimal(100))


def _left(scene: Scene, index: int, rate: Relation | None, before: Sequence[int]) -> Iterator[Relation]:
    """全年预算A，支出B，执行率B÷A，年末结余A−B; the rate may stand behind: 资金结转A−B，资金使用率B÷A."""
    if rate is None or len(rate.left) != 1 or len(rate.right) != 1:
        return
    if not _EXECUTED.search(scene.words_before(rate.target)) or not scene.same_sentence(rate.target, index):
        return
    (_, spent), (_, planned) = rate.left[0], rate.right[0]
    if scene.like(spent, index) and scene.like(planned, index):
        made = relate(scene.mentions, "sum", index, ((1, planned), (-1, spent)), certain=True)
        if made is not None and carelessly_made(scene, made, before):
            yield made
        else:
            yield from _told(scene, "sum", index, ((1, planned), (-1, spent)))


def _each(scene: Scene, index: int, before: Sequence[int], measure: str) -> Iterator[Relation]:
    """运行维护费44.18万元，保有量19辆，车均2.33万元: the amount told last by the things counted last."""
    # 支出a，预算b，完成预算p%，节约c，10辆车平均每辆: of what was spent, neither of what was planned nor of what was saved
    near = [i for i in before[-6:] if scene.same_segment(i, index) and scene.mentions[i].role != "change"]
    near = [i for i in near if not (scene.planned(i) or LEFT.search(scene.words_before(i)))]
    near = [i for i in near if not base_of_change(scene, i, index)]  # 运行费a，比上年（上年b）增加
    amount = next((i for i in reversed(near) if _shared_out(scene, i, index)), None)
    counted = [i for i in near if scene.mentions[i].measure == measure and not scene.mentions[i].bound]
    what = _WHAT.sub("", scene.words_before(index))[:2]
    if amount is None or what not in scene.label(amount):
        return  # 实际支出A；公务用车23辆，车均运行维护费: of what was spent on that alone
    if len(counted) == 1 and (scene.mentions[index].step < 1 or scene.mentions[index].measure in _PERSONS):
        yield from _told(scene, "ratio", index, ((1, amount),), ((1, counted[0]),))


def _shared_out(scene: Scene, amount: int, each: int) -> bool:
    """Whether the amount counts what each has some of: 664人次 of 每批8人."""
    return scene.like(amount, each) or {scene.mentions[i].measure for i in (amount, each)} == _PERSONS


def _named(scene: Scene, name: str, before: Sequence[int]) -> int | None:
    found = [i for i in before if name in scene.words_before(i) and scene.mentions[i].role == "ratio"]
    return found[-1] if found else None


def _income(scene: Scene, who: str, before: Sequence[int]) -> int | None:
    found = [
        i for i in before if who in (label := scene.label(i)) and "收入" in label and _is_income(scene, i)
    ]
    return found[-1] if len(found) == 1 else None


def _is_income(scene: Scene, i: int) -> bool:
    mention = scene.mentions[i]
    return mention.role == "value" and mention.measure == "元" and mention.period == "本年"


def _told(
    scene: Scene,
    kind: Kind,
    index: int,
    left: Terms,
    right: Terms = (),
    *,
    factor: Decimal = Decimal(1),
) -> Iterator[Relation]:
    if any(scene.mentions[i].bound for _, i in (*left, *right)) or scene.mentions[index].bound:
        return
    made = relate(scene.mentions, kind, index, left, right, certain=True, factor=factor)
    if made is not None and (made.holds or mendable(scene, made) or result_slipped(scene, made)):
        yield made
