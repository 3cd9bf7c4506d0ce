"""Rates that one slip broke, where what stands beside them says what they are of: their own change, or the shares told like them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.patterns import Regex
from drafter.relations.changes.change_terms import subject_of
from drafter.relations.changes.changes import (
    by_its_change,
    other_basis,
    own_change,
    since_the_same,
    tells_its_own,
    told_behind,
)
from drafter.relations.evidence.chance import chance
from drafter.relations.evidence.evidence import base_of_change
from drafter.relations.evidence.guesses import mendable, result_slipped
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_NAMED_SHARE = Regex(r"([^，。；：]{2,12}?)占(?:比(?:重|例)?)?(?:为|达|约)?")
_BESIDE = Regex(r"，(?:同比|比上年(?:同期)?|较上年(?:同期)?)?[\u4e00-\u9fff]{2}(?:了)?")
_EXECUTED = Regex(r"(?:执行|支付|拨付|支出|使用|到位)(?:率|进度)(?:为|达到?|约|是)?$")
_SPENT, _BY_CHANCE = Regex("支出|支付|拨付|使用|执行|到位|完成|决算"), 0.3
_GIVEN = Regex("(?:下达|到位|拨入|筹集)[^，。；\\d]{0,6}$")
_IN_THE_END = Regex("全年预算|调整后|调整预算|预算调整数")
_MOVED_BY = Regex("(?:变动|增减|变化|调整)(?:率|幅度?|比例)(?:为|是|达)?")
_NEAR = 6  # amounts before a change that may have changed


def find_near_rates(scene: Scene, scope: Sequence[int], known: Sequence[Relation]) -> Iterator[Relation]:
    """Yield for each rate that nothing is known of what it should have come to, if one slip explains that it does not."""
    told = {one.target for one in known if one.holds or one.certain or one.likely}
    shares = [one for one in known if one.kind == "ratio" and one.holds and len(one.left) == 1]
    for index in scope:
        mention = scene.mentions[index]
        if index in told or mention.bound or mention.measure != "%" or not mention.value:
            continue
        if mention.role == "growth":
            made = _growth(scene, index, scope)
        else:
            made = _share_by_name(scene, index, shares) or _moved_by(scene, index, known)
            made = made or _executed(scene, index, scope)
        if made is not None and not made.holds and (mendable(scene, made) or result_slipped(scene, made)):
            yield made


def _growth(scene: Scene, index: int, scope: Sequence[int]) -> Relation | None:
    """完成5308万元，完成预算24710万元的21.5%，比上年减支27580万元，下降: of the amount told last that is neither a plan nor about."""
    asked = own_change(scene, index)
    asked = _short_change(scene, index) if asked is None else asked
    asked = told_behind(scene, index) if asked is None else asked
    if asked is None or other_basis(scene, index):
        return None
    near = scene.amounts(asked, list(scope), limit=_NEAR)
    like = [i for i in near if scene.like(i, asked) and not scene.mentions[i].bound]
    like = [i for i in like if not scene.planned(i) and not base_of_change(scene, i, index)]
    own = [i for i in like if scene.same_sentence(i, asked)]
    if len(own or like) != 1 and (not own or subject_of(scene, asked)[1]):
        return None  # 支出a。与上年相比，支出减少b，下降: of the one amount there is
    like = own or like
    return by_its_change(scene, index, asked, like[0], certain=False, likely=True)


def _short_change(scene: Scene, index: int) -> int | None:
    """减支27580万元，下降: an amount that its own clause calls a change, right before the rate."""
    before = index - 1
    plain = before >= 0 and _BESIDE.fullmatch(scene.gap(before, index)) is not None
    return before if plain and tells_its_own(scene, before) and since_the_same(scene, before, index) else None


def _share_by_name(scene: Scene, index: int, shares: Sequence[Relation]) -> Relation | None:
    """甲a，乙b，丙c。甲占p，乙占q，丙占r: of the whole of the share beside it, and of the part in the same turn that has its name."""
    named = _NAMED_SHARE.fullmatch(scene.words_before(index))
    if named is None:
        return None
    for one in shares:
        turn = index - one.target
        own = one.left[0][1] + turn
        if abs(turn) > 1 or own < 0 or not _NAMED_SHARE.fullmatch(scene.words_before(one.target)):
            continue
        if scene.mentions[own].role == scene.mentions[one.left[0][1]].role and named[1] == scene.words_before(
            own
        ):
            return relate(scene.mentions, "ratio", index, ((1, own),), one.right, certain=True)
    return None


def _moved_by(scene: Scene, index: int, known: Sequence[Relation]) -> Relation | None:
    """比年初增加18.04万元（年初为1485.29万元），变动率1.21%: the change told right before it, of what that started from."""
    if not _MOVED_BY.fullmatch(scene.words_before(index)):
        return None
    moves = [one for one in known if one.holds and one.kind == "difference" and len(one.left) == 2]
    one = next((one for one in moves if index - 2 <= one.target < index), None)
    if one is None or not scene.same_segment(one.target, index):
        return None
    return relate(scene.mentions, "ratio", index, ((1, one.target),), ((1, one.left[1][1]),), certain=True)


def _executed(scene: Scene, index: int, scope: Sequence[int]) -> Relation | None:
    """预算总额50988万元，其中甲b，乙c。截至5月底，支出22057.41万元，预算执行率: of the one budget that the paragraph tells."""
    if not _EXECUTED.search(scene.words_before(index)):
        return None
    own = [
        i for i in scope if i < index and scene.mentions[i].role == "value" and scene.same_segment(i, index)
    ]
    spent = own[-1] if own else index
    if spent == index or scene.planned(spent) or not _SPENT.search(scene.words_before(spent)):
        return None
    like = [i for i in scope if i < spent and scene.like(i, spent)]
    before = [i for i in like if scene.planned(i)]
    # 累计下达a。累计支付b，支付率p: where no budget is told, of what there was to spend
    before = before or [i for i in like if _GIVEN.search(scene.words_before(i))]
    # 年初批复a，调增b，全年预算数c: of the budget as it was in the end
    before = [i for i in before if _IN_THE_END.search(scene.words_before(i))] or before
    if len({scene.mentions[i].amount for i in before}) != 1 or before[0] in own:
        return None
    made = relate(scene.mentions, "ratio", index, ((1, spent),), ((1, before[0]),), likely=True)
    return made if made is not None and chance(scene.mentions, made) < _BY_CHANCE else None
