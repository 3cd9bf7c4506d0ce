"""Tie a stated result to the numbers around it whatever the wording: every tuple its clue allows, the best evidenced first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.numbers.change_words import ACTS_OF_CHANGE, either
from drafter.numbers.list_words import BRACKETED
from drafter.patterns import Regex
from drafter.relations.evidence.chance import chance
from drafter.relations.evidence.evidence import (
    RATE_OF_CHANGE,
    SINCE,
    compared_right_before,
    right_behind_a_move,
    tells_change,
)
from drafter.relations.evidence.guesses import POINTS, Guess, echoed, mendable, telling
from drafter.relations.guessed.guessed_averages import guess_average
from drafter.relations.guessed.guessed_changes import (
    guess_complement,
    guess_difference,
    guess_excess,
    guess_growth,
)
from drafter.relations.guessed.guessed_points import goes_beyond, guess_points
from drafter.relations.guessed.guessed_rates import LEFT_OUT
from drafter.relations.guessed.guessed_shares import guess_multiple, guess_share
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene

_RATIOS = ("%", "‰", "倍", "成", ":1", "")
_OTHER_BASIS = Regex(r"生产总值|增加值|GDP|可比|同口径|不变价|年均|平均增|扣除|剔除|名义|实际增|累计增|环比")
_EXCEEDED, _AT_CONSTANT_PRICES = Regex("超出|超过|高出|多于|少于|低于"), Regex("生产总值|增加值|GDP")
_TO_ONE = Regex(
    r"(?:之比|收入比|比值|倍数)$|(?:之比|收入比|比例?|比值|倍数)(?:约|为|是|达到?|缩小到|缩小至|降至|降到)+$"
)
_ACTED = Regex(rf"(?:{either(ACTS_OF_CHANGE)})(?:了|资金|金额|额)?$")
# A verb without a thing it is said of: 压短0.7天, 精简29.3%.
_BARE = Regex(
    r"(?!完成|执行|支付|到位|占|达|合格|办结)(?:净|共|已|再|又|累计|同比)?[\u4e00-\u9fff]{1,3}(?:了|约|达|近|幅度?)?"
)
# How much likelier than meant the terms of a guess are others, by its strength; and the accidents that one may risk.
_DOUBT = {1: 1.0, 2: 0.1, 3: 0.01}
_MOST_DOUBT = 0.6
_A_MEAN = r"(?<![平年全已也都])[\u4e00-\u9fff]均(?!等|衡|为|已|有|在|达|是|由|可|未|无|不|能|实|按)"
_ONE_OF = "价件票笔车床户艘台辆亩棵头条处项场座套只株次位名箱吨包瓶桶网店线站人"
_EACH = Regex(
    rf"(?:{_A_MEAN}|平均每?|均摊|每)[^，。；\d]{{0,10}}$|平均[^，。；\d]{{2,8}}$"
    r"|单[\u4e00-\u9fff](?:成本|造价|投资|费用|产值|补助|能耗|电耗)$"
    rf"|(?:单价|均价|造价|单[{_ONE_OF}])[^，。；\d]{{0,3}}$"
)

_FROM_OR_TO = Regex(
    r"(?<![\u4e00-\u9fff]自)[从由][^，。；\d]{0,6}$|(?:调整|提高|增加|扩大|提升|上升|降低|下降|减少)[为到至](?:每[一-鿿])?$"
)
_BEYOND = Regex(r"超额?(?:完成|实现)?[^，。；\d]{0,8}$")
_CARRIED_IN = Regex("(?:上年|上一?年度?|年初|期初)[^，。；]{0,4}(?:结转|结余)[^，。；]{0,6}$")
_RANKED = Regex(
    r"([^，。；：\d]{2,20}(?:占比|比重|比例))(?:最|较|居|列)[^，。；：\d]{1,4}，[达为至到约]{1,2}$"
)
_REACHES = ("达", "达到", "为", "约", "约为", "约达")
_MAY_BE_EACH = Regex("[均每单造]")


def infer(scene: Scene, index: int, scope: Sequence[int]) -> Relation | None:
    """Return the relation whose target is `index`: one that holds before one that does not, the better evidenced first.

    One that does not hold counts only where the words leave hardly any other terms and one slip of typing explains it; and it is
    likely at most, for wording that no rule names may mean something else.
    """
    guesses = [one for one in _guesses(scene, index, scope) if _sound(scene, one.relation)]
    if not guesses:
        return None
    held = [one for one in guesses if one.relation.holds and _believed(scene, one)]
    if held:
        best = max(held, key=lambda one: one.strength)
        plain = next((one.relation for one in guesses if one.strength == 3), None)
        if (
            best.strength < 2
            and plain is not None
            and not plain.holds
            and echoed(scene, plain, best.relation)
        ):
            return replace(plain, likely=True)
        return replace(best.relation, certain=best.strength > 0)
    meant = _meant(scene, index, guesses)
    return meant and replace(meant, certain=False, likely=True)


def _meant(scene: Scene, index: int, guesses: Sequence[Guess]) -> Relation | None:
    """The calculation that one slip of typing broke: the plainest the words allow that a slip mends, less likely by accident than meant."""
    target = scene.mentions[index]
    if target.bound or target.value < 10 * target.step:  # one slip makes any digit of any other
        return None
    plainest = max((one.strength for one in guesses), default=0)
    near = [one for one in guesses if one.strength >= max(plainest - 1, 1)]
    tried = Counter(one.strength for one in near)
    doubts = [
        (chance(scene.mentions, one.relation) * _DOUBT[one.strength] * max(tried[one.strength], 1), n, one)
        for n, one in enumerate(near)
        if (one.strength == 3 or not (_tiny(scene, one.relation) or _too_much(scene, one.relation)))
        and mendable(scene, one.relation)
    ]
    doubt, _, best = min(doubts, key=lambda row: row[:2], default=(1.0, 0, None))
    return best.relation if best is not None and doubt < _MOST_DOUBT else None


def _tiny(scene: Scene, relation: Relation) -> bool:
    """Whether a term of one digit is to make a rate with decimals, and no slip in another number would: one slip makes any of any."""
    ends = [i for i in relation.terms if scene.mentions[i].step == 1 and scene.mentions[i].value < 10]
    return bool(ends) and scene.mentions[relation.target].step < 1 and not mendable(scene, relation, but=ends)


_MAY_EXCEED = Regex("完成|执行|实现|进度|超|到位|[是为]|达到")


def _too_much(scene: Scene, relation: Relation) -> bool:
    """案件1.3万件…检察建议1.4万件，采纳率86.9%: what is more than the whole and not named by the rate is no part of it."""
    target = scene.mentions[relation.target]
    words = scene.words_before(relation.target)
    if relation.kind != "ratio" or target.measure != "%" or target.value > 100 or relation.expected <= 100:
        return False
    part = scene.words_before(relation.left[0][1])
    named = any(words[i : i + 2] in part for i in range(len(words) - 1))
    return not named and not _MAY_EXCEED.search(words)


def _believed(scene: Scene, guess: Guess) -> bool:
    """Whether a calculation that comes out is meant: its words say so, or its numbers hardly fit by chance."""
    target = scene.mentions[guess.relation.target]
    if guess.strength > 1 and (not target.bound or target.rounded):
        return True
    precise = target.step < 1 or target.value >= 100
    return telling(scene, guess.relation) or (guess.strength > 0 and precise and not target.bound)


def _sound(scene: Scene, relation: Relation) -> bool:
    """The result is no term of itself, and no count is so open (约, 余) that anything fits; a goal that is gone beyond is a number still."""
    if relation.target in relation.terms:
        return False
    target = scene.mentions[relation.target]
    close = target.measure in POINTS and abs(abs(relation.expected) - target.value) <= target.step
    return not any(
        scene.mentions[i].bound and not (close and i == relation.target - 1 and goes_beyond(scene, i))
        for i in relation.terms
        if scene.mentions[i].step >= 1
    )


def _guesses(scene: Scene, index: int, scope: Sequence[int]) -> Iterator[Guess]:
    mention = scene.mentions[index]
    words = scene.words_before(index)
    each = _MAY_BE_EACH.search(words) and _EACH.search(words)
    if mention.bound and mention.measure not in ("%", "成", "倍", *POINTS):
        if each and mention.rounded:
            yield from guess_average(scene, index, scope)  # 平均每家约40.4万元
        return
    if mention.measure == "%" and mention.value < 100 and "超" in words and _BEYOND.search(words):
        yield from guess_excess(scene, index, scope)
    if mention.measure in POINTS:
        found = guess_points(scene, index, scope)
        yield from (one for one in found if one.relation.holds or not mention.bound)
    elif mention.role == "growth" or (
        mention.role == "ratio"
        and mention.measure == "%"
        and (
            RATE_OF_CHANGE.search(words)
            or (_BARE.fullmatch(words) and right_behind_a_move(scene, index))
            or _right_behind(scene, index)
        )
    ):
        other = _OTHER_BASIS.search(scene.clauses_before(index)[-24:])
        if not other and not _constant_prices(scene, index):
            yield from guess_growth(scene, index, scope)
            if not mention.direction and mention.measure != "倍":  # 分别上升78.9%和3.5倍
                yield from guess_share(scene, index, scope, words)
    elif mention.role == "ratio" and mention.measure in _RATIOS:
        # 综合满意度（满意与基本满意之和占有效问卷）为
        told = BRACKETED.sub("", words)
        if told in _REACHES and (named := _RANKED.search(scene.clauses_before(index))):
            told = named[1]  # 工资支出占比最高，达45.2%
        yield from guess_share(scene, index, scope, told)
    elif mention.role == "value" and not mention.measure and _TO_ONE.search(words):
        yield from guess_multiple(scene, index, scope)
    elif mention.role in ("value", "count", "change"):
        if mention.role == "value" and _FROM_OR_TO.search(words):
            return  # 城镇从270元调整为300元，农村从170元调整为180元: where a move began and ended is no change
        if (
            mention.role == "change"
            or tells_change(words)
            or SINCE.search(words)
            or (_ACTED.search(words) and not scene.words_after(index))
            or _right_behind(scene, index)
            or compared_right_before(scene, index)
            or (_BARE.fullmatch(words) and right_behind_a_move(scene, index))
        ):
            found = guess_difference(scene, index, scope)
            carried_in = _CARRIED_IN.search(words) is not None
            # What was left of the year before opens the reckoning: what is told behind it is reckoned with it.
            yield from (one for one in found if not carried_in or max(one.relation.terms) < index)
        elif left_out := LEFT_OUT.search(words):
            yield from guess_complement(scene, index, scope, left_out[1])
        if each:
            yield from guess_average(scene, index, scope)


def _right_behind(scene: Scene, index: int) -> bool:
    """超出计划12000份600份: the difference follows what was exceeded with no word between."""
    return (
        bool(index)
        and not scene.gap(index - 1, index).strip()
        and bool(_EXCEEDED.search(scene.words_before(index - 1)))
    )


def _constant_prices(scene: Scene, index: int) -> bool:
    at = scene.mentions[index].start
    begin = max(scene.text.rfind(mark, 0, at) for mark in "。；\n") + 1
    return bool(_AT_CONSTANT_PRICES.search(scene.text, max(begin, at - 120), at))
