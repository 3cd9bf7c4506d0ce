"""Tie what was done and what is left to the whole: 发现735条，已整改728条，余下7条; 支出A，执行率p，结余B."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from drafter.numbers.list_words import TOTALLED_OR_BARE
from drafter.patterns import Regex
from drafter.relations.evidence.chance import chance
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_ROLES = ("value", "count")
_REST = Regex(
    r"其余(?!额)|余下(?!额)|剩[余下](?!额)|还剩(?!额)|^[仍还]?[余剩]$|尚[有余](?!额)|仍(?!然|旧|[为是占处居达高低保])|(?<![拖亏])欠[费款税收征缴付拨]|逾期(?!贷款|借款|欠款|账款|债)|超(?:时|期)(?!工作|加班|服役|服务)|(?:未(?<![从并].)(?:能|按期|及时)?|(?<![一-鿿])待)(?P<verb>(?!遇)[一-鿿]{2})"
)
# What is on its way, or empty, and what the others of the whole are called then: 完工10个，在建2个; 实有90人，空编2名.
_STATES = (
    (Regex("在建|正在(?:建设|施工)|续建"), Regex("完工|竣工|建成|完成")),
    (Regex("在办|正在办理|办理中|未(?:审|办|执)?结"), Regex("办结|审结|执结|结案|了结|答复|办理完毕")),
    (
        Regex("正在整改|整改中|限期整改|(?<!要求)(?<!需)持续整改"),
        Regex("(?<!阶段)整改"),
    ),  # 分阶段整改 is no more done than 持续整改
    (Regex("[空缺]编|空缺|缺额"), Regex("实有|在[编岗职]|现有|在册")),
    (Regex("不合格|不达标|未通过"), Regex("(?<!不)合格|(?<!不)达标|(?<!未)通过")),
)
_BARE = Regex("(?:另|还|仍|尚)有")  # what there is of it stands behind the number
# What may be all the rest, where the rate before it tells of which whole.
_MAY_BE_REST, _ROUND = Regex(r"^(?:年末|年终)?(?:结转|结余)|其[他它]"), 2
_RATE = Regex(r"(?:执行|支付|拨付|支出|使用|完成|到位)(?:率|进度)(?:为|达到?|约|是)?$")
_OF_IT = Regex(r"(?:率|进度)(?:为|达到?|约|是)?$|^占(?:比|[^，。；\d]{0,10}的)?(?:为|达)?$")
_LEFT = Regex(
    r"^(?:年末|年终|期末|尚有|尚)?(?:结余结转|结转结余|结转|结余|剩余|未(?:支付|执行|使用|拨付|支出|支$))"
)
_BY_CHANCE, _AT_HAND = 0.05, Regex("(?:到位|下达|可用)(?:资金|预算)?(?:共|共计|总额)?$")
_MOST, _LONGEST = 4, 10  # amounts that may be the whole, and items of a list and its total
_SPENT = Regex("支出|支付|执行|拨付|使用|完成|决算")


def find_remainders(scene: Scene, scope: Sequence[int], settled: set[int]) -> Iterator[Relation]:
    """Yield whole = done + rest, and rates of done ÷ (done + rest) whose whole the paragraph does not print.

    One that does not hold is likely at most, and only where one slip of typing explains it.
    """
    for place, index in enumerate(scope):
        if scene.mentions[index].role in _ROLES:
            yield from _whole(scene, index, scope[:place])
        elif index not in settled and _RATE.search(scene.words_before(index)):
            yield from _rate(scene, index, scope, place)


def _whole(scene: Scene, rest: int, before: Sequence[int]) -> Iterator[Relation]:
    told = scene.words_before(rest) if len(before) > 1 else ""
    if not told and len(before) > 1 and before[-1] == rest - 1 and not scene.gap(rest - 1, rest).strip():
        told = scene.words_before(rest - 1)  # 仍有20人1.58万元
    if _BARE.fullmatch(told):
        told += scene.words_after(rest)  # 另有2户验收不合格
    said = _REST.search(told)
    states = [others for state, others in _STATES if state.is_in(told)] if said is None else []
    if said is None and not states and not _MAY_BE_REST.search(told):
        return
    like = [i for i in reversed(before) if scene.like(i, rest) and scene.mentions[i].role in _ROLES]
    if said is None and not states:
        yield from _told_by_its_rate(scene, like, rest)
        return
    listed = _items_of(scene, like)
    if listed:  # of what opens the paragraph rather than of what it is compared with
        like = [like[0], *like[:listed:-1]]
    if len(like) < 2:
        return
    done, wholes = like[0], like[1:_LONGEST]
    # 编制44名，其中行政24名、事业20名；实有40人: of what is no less than what was done, where there is any
    wholes = [i for i in wholes if scene.mentions[i].amount >= scene.mentions[done].amount] or wholes
    wholes = wholes[: _MOST - 1]
    # 受理496件，加上结转10件，应办406件，审结483件，未结23件: what stands right before it, though a slip made it less
    beside = like[1] if like[1] not in wholes and scene.same_segment(like[1], done) else None
    wholes = wholes if beside is None else [beside, *wholes]
    verb = said["verb"] if said else None
    words = scene.words_before(done) + scene.words_after(done)
    if not scene.same_sentence(done, rest) or (verb and not _was_done(words, verb)):
        yield from _told_by_its_rate(scene, like, rest)
        return
    if states and not states[0].search(words):
        return
    also = _done_alike(scene, like, verb) if verb else []
    made = [_sum(scene, whole, done, rest, also) for whole in wholes if whole not in also]
    held = next((one for one in made if one is not None and one.holds), None)
    if held is not None:
        yield relate(scene.mentions, "sum", held.target, held.left, certain=True) or held
        yield from _its_rate(scene, held.target, done, rest)
        return
    mended = [one for one in made if one is not None and _may_be_slip(scene, one, made[0])]
    rated = [one for one in mended if _rate_tells(scene, one.target, done, rest)]
    mended = rated or [one for one in mended if one.target == beside] or mended
    if len({scene.mentions[one.target].amount for one in mended}) == 1 and (
        rated
        or listed
        or _is_of_it(scene, mended[0].target, done)
        or _is_its_share(scene, mended[0].target, done)
    ):
        yield relate(scene.mentions, "sum", mended[0].target, mended[0].left, likely=True) or mended[0]


def _was_done(words: str, verb: str) -> bool:
    """Whether the words tell what a verb was done to: 合格 of 合格, and 实训 of 未参训."""
    told = verb in words or any(done + verb[-1] in words for done in "实已")
    return told and f"未{verb}" not in words


def _told_by_its_rate(scene: Scene, like: Sequence[int], rest: int) -> Iterator[Relation]:
    """支出b，占可用财力的p%，结转下年c; 中小企业b，占p%，其他企业c: of the whole that the rate told behind b is of."""
    done = like[0] if like else rest
    rate = done + 1
    if rate >= rest or scene.mentions[rate].measure != "%" or scene.mentions[rate].telling <= _ROUND:
        return
    if not scene.same_segment(done, rate) or re.search(r"。[^。]*。|\n", scene.gap(done, rest)):
        return
    for whole in like[1:_LONGEST]:
        made = relate(scene.mentions, "ratio", rate, ((1, done),), ((1, whole),))
        of_it = made is not None and (made.holds or _rate_tells(scene, whole, done, rest))
        if not of_it or scene.mentions[whole].amount == scene.mentions[done].amount:
            continue
        left = _sum(scene, whole, done, rest)
        if left is not None and (left.holds or _may_be_slip(scene, left, None)):
            yield replace(left, certain=left.holds, likely=True)
        return


def _rate_tells(scene: Scene, whole: int, done: int, rest: int) -> bool:
    """共115个。已整改106个，整改率94.8%，尚有6个: whether the rate between is of what the rest leaves of the whole, so that `done` is the slip."""
    rate = done + 1
    if rate == rest or scene.mentions[rate].role != "ratio" or not _OF_IT.search(scene.words_before(rate)):
        return False
    made = relate(scene.mentions, "ratio", rate, ((1, whole), (-1, rest)), ((1, whole),))
    return made is not None and made.holds


def _its_rate(scene: Scene, whole: int, done: int, rest: int) -> Iterator[Relation]:
    """共2237件，按来源分：…。已办结2164件，办结率96.74%；正在办理73件: the rate between is of the whole that the rest is left of."""
    rate = done + 1
    if rate < rest and scene.mentions[rate].measure == "%" and _OF_IT.search(scene.words_before(rate)):
        made = relate(scene.mentions, "ratio", rate, ((1, done),), ((1, whole),), likely=True)
        # 追回27.65万元、362人，资金追回率p，仍有20人: of one of two amounts told together
        alone = scene.gap(done - 1, done).strip("、 ") if done else "alone"
        if made is not None and (made.holds or (alone and mendable(scene, made))):
            yield made


def _is_its_share(scene: Scene, whole: int, done: int) -> bool:
    """结余176.87万元。其中捐赠61.27万元，占34.64%，其余: whether the share told behind the one part is of the whole."""
    rate = done + 1
    if scene.mentions[rate].role != "ratio" or not _OF_IT.search(scene.words_before(rate)):
        return False
    made = relate(scene.mentions, "ratio", rate, ((1, done),), ((1, whole),))
    return made is not None and made.holds


def _is_of_it(scene: Scene, whole: int, done: int) -> bool:
    """Whether the amount stands in the sentence, or is what there was to spend: 到位资金a，…。已支付b，尚余c."""
    return scene.same_sentence(whole, done) or _AT_HAND.search(scene.words_before(whole)) is not None


def _may_be_slip(scene: Scene, one: Relation, nearest: Relation | None) -> bool:
    """Whether one slip explains it; of a whole that others stand before, if it hardly does so by chance."""
    return mendable(scene, one) and (one is nearest or chance(scene.mentions, one) < _BY_CHANCE)


def _items_of(scene: Scene, like: Sequence[int]) -> int:
    """支出a。教育b，农业c，两项合计d；其余e: how many amounts before the last make it up, none where it is no total."""
    if not like or not TOTALLED_OR_BARE.search(scene.words_before(like[0])):
        return 0
    total = Decimal(0)
    for n, i in enumerate(like[1:_LONGEST], 1):
        total += scene.mentions[i].amount
        if total == scene.mentions[like[0]].amount:
            return n
    return 0


def _sum(scene: Scene, whole: int, done: int, rest: int, also: Sequence[int] = ()) -> Relation | None:
    if scene.mentions[whole].bound:
        return None
    return relate(scene.mentions, "sum", whole, (*((1, i) for i in also), (1, done), (1, rest)))


def _done_alike(scene: Scene, like: Sequence[int], verb: str) -> list[int]:
    """应认证a人，线上认证b人，线下认证c人，未认证d人: what else the verb was done to, behind what it was to be done to."""
    names = [scene.words_before(i) for i in like]
    own = [n for n, name in enumerate(names) if name.endswith(verb)]
    whole = next((n for n in own if f"应{verb}" in names[n]), 0)
    return [*like[1:whole]][::-1] if own[: whole + 1] == [*range(whole + 1)] else []


def _rate(scene: Scene, index: int, scope: Sequence[int], place: int) -> Iterator[Relation]:
    """累计支出11389.74万元，支出进度97.35%，结余结转310.26万元; 支付18501万元，未支703万元，支付率."""
    pair = next((pair for pair in _pairs(scene, scope, place) if _are_all(scene, *pair)), None)
    if pair is None:
        return
    done, rest = pair
    terms = ((1, done),), ((1, done), (1, rest))
    made = relate(scene.mentions, "ratio", index, *terms, certain=True)
    if made is None:
        return
    if made.holds:
        yield made
    elif mendable(scene, made):
        yield relate(scene.mentions, "ratio", index, *terms, likely=True) or made


def _pairs(scene: Scene, scope: Sequence[int], place: int) -> Iterator[tuple[int, int]]:
    """What was done before a rate and what is left behind it; or both before it, where they are the first of their sentence."""
    if place and place + 1 < len(scope):
        yield scope[place - 1], scope[place + 1]
    if place > 1:
        done, rest = scope[place - 2 : place]
        before = [i for i in scope[: place - 2] if scene.like(i, done) and scene.same_sentence(i, done)]
        all_there_was = sum((scene.mentions[i].amount for i in before), Decimal(0))
        # 结转a，拨入b，支出c，年末结转d，执行率: c ÷ (c + d), where that is all there was
        if not before or all_there_was == scene.mentions[done].amount + scene.mentions[rest].amount:
            yield done, rest


def _are_all(scene: Scene, done: int, rest: int) -> bool:
    if not (scene.like(done, rest) and scene.same_sentence(done, rest)) or scene.planned(done):
        return False
    return bool(_LEFT.match(scene.words_before(rest)) and _SPENT.search(scene.words_before(done)))
