"""Totals that stand behind what they are of, one slip away; and how likely a list of any build may leave something out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from drafter.numbers.list_words import TOTAL
from drafter.patterns import Regex
from drafter.relations.evidence.chance import chance_of_rest
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene
from drafter.relations.sums.levels import SENTENCE_ENDS, opposed, own_level
from drafter.relations.sums.subtotals import calls_others
from drafter.relations.sums.totals import sum_of, sum_that_holds

_BEHIND = Regex(
    rf"(?:(?:{TOTAL})[^，。；：\d]{{0,12}}|(?:总共|收入总[量计]|支出总[量计]|之和|总和|共)(?:为|达到?|约)?)$"
)
_ALTOGETHER = Regex(TOTAL)
_CLOSED = Regex(r"\s*(?:以?后|之后)，")  # 加上补助a、结转b后，全口径收入为c
_AMONG = Regex("其中|包括|包含|主要")  # which need not be all
REST = Regex("结余|结转|盈余|相抵|差额|[余欠]额")
_ACCOUNTED = Regex(r"(?:结转|结余)[^，。；\d]{0,4}(?:支出|收入)$")  # 上年结转收入, 结转下年支出
_CARRIED_IN = Regex(
    "上年|上一?年度|年初|期初|历年|以前年度|(?:使用|动用|调入|盘活|消化)[^，。；、]{0,6}(?:结转|结余)"
)
_THIS_YEAR = Regex("今年|本年|当年")
FAR, _BASES = 12, 4  # amounts looked at before and behind a total
# How likely a list may leave something out and look as it does: one that words open, one with its total behind, one of two parts or
# of several sentences, one that no word opens.
OPENED, TOTALLED, HARDLY, BARE = 0.05, 0.3, 0.02, 0.001
_SURE = 0.01


def above(scene: Scene, head: int, before: Sequence[int], added_to: Collection[int]) -> Iterator[Relation]:
    """The parts before a total that is called one: 收入a，加上补助b，收入合计; 购买变压器a；购置锅炉b；共计.

    `added_to` are those that words add to another: 加上补助b.
    """
    twin = head and not scene.gap(head - 1, head) and not scene.like(head - 1, head)  # 城乡合计7960户12079人
    called = _BEHIND.search(scene.words_before(head - 1 if twin else head)) is not None
    if not called and not any(i in added_to and scene.same_sentence(i, head) for i in before[-FAR:]):
        return
    called = called or _CLOSED.match(scene.clauses_before(head)) is not None
    like = [i for i in before if is_amount(scene, i, head, with_rest=True)][-FAR:]
    run = own_level(scene, like, ends=SENTENCE_ENDS)
    # 加上a，收入总量b；加上c，支出总量d: what was added since the last total
    totals = [n for n, i in enumerate(run) if _BEHIND.search(scene.words_before(i))]
    since = totals[-1] if totals else 0
    added = next((n for n, i in enumerate(run) if n > since and i in added_to), 0)
    if added:
        near = like[like.index(run[added]) - 1 :: -1][:_BASES]
        bases = dict.fromkeys([*near, *run[added - 1 :: -1][:_BASES]])
        yield from _with_a_base(scene, head, bases, run[added:], TOTALLED if called else HARDLY, level=run)
        return
    if not called:
        return
    run = [i for i in run if not is_left(scene, i)]
    opening = [n for n, i in enumerate(run) if not n or "。" in scene.gap(run[n - 1], i)]
    if opening and 0 < opening[-1] < len(run) - 1 and scene.same_sentence(run[opening[-1]], head):
        # 一般公共预算支出a，其中…。上解b，还本c，支出总量d: what opens an earlier sentence, and all of this one
        heads = [run[n] for n in opening[-2::-1][:_BASES]]
        found = [*_with_a_base(scene, head, heads, run[opening[-1] :], HARDLY)]
        yield from found
        if any(one.holds for one in found):
            return
    for n in (n for n in opening[::-1][:2] if len(run) - n > 1):
        # 开展助医，支出a；开展助学，支出b，共计支出c: all amounts of the sentence
        if calls_others(scene, head, run[n:], [i for i in like if i not in run[n:]]):
            continue
        whole = _ALTOGETHER.search(scene.words_before(head)) and scene.same_sentence(run[n], head)
        yield from slipped(scene, head, run[n:], TOTALLED if whole or len(run) - n > 2 else HARDLY)


def _with_a_base(
    scene: Scene,
    head: int,
    bases: Iterable[int],
    rest: Sequence[int],
    doubt: float,
    *,
    level: Sequence[int] = (),
) -> Iterator[Relation]:
    """One of the amounts before and all of the rest: as it comes out, else as a slip keeps it from coming out.

    Where one of the `level` of the rest stands before it, a slip is looked for in no other: 收入a，其中土地出让b。加上补助c，收入合计.
    """
    groups = [[base, *rest] for base in bases if not opposed(scene, head, base)]
    held = (sum_that_holds(scene, head, group, certain=True) for group in groups)
    if (found := next(filter(None, held), None)) is not None:
        yield found
        return
    for some in (
        [group for group in groups if group[0] in level],
        [group for group in groups if group[0] not in level],
    ):
        if likely := [one for group in some for one in slipped(scene, head, group, doubt)]:
            yield from likely
            return


def is_total(scene: Scene, i: int) -> bool:
    return _ALTOGETHER.search(scene.words_before(i)) is not None


def is_left(scene: Scene, i: int) -> bool:
    """Whether it is what was left of something; what was left of the year before came in as all else did, what is carried on went out."""
    words = scene.words_before(i)
    return REST.is_in(words) and not (_CARRIED_IN.search(words) or _ACCOUNTED.search(words))


def is_amount(scene: Scene, i: int, head: int, *, with_rest: bool = False) -> bool:
    mention, whole = scene.mentions[i], scene.mentions[head]
    if mention.measure != whole.measure and not scene.like(i, head):
        return False
    if REST.is_in(scene.words_before(i)):
        # what is carried into the next year is of this one
        return with_rest or _ACCOUNTED.search(scene.words_before(i)) is not None
    if mention.period == whole.period:
        return True
    # 截至2022年11月末，余额a，其中甲b、乙c: the parts are of the year of the whole, which they do not tell again.
    untold = mention.period == "本年" and (whole.period.isdigit() or whole.period == "上年")
    return untold and not _THIS_YEAR.search(scene.gap(min(head, i), max(head, i)))


def slipped(
    scene: Scene, head: int, group: Sequence[int], doubt: float = 0.0, *, certain: bool = False
) -> Iterator[Relation]:
    made = sum_of(scene, head, group) if group else None
    amounts = [scene.mentions[i].amount for i in group]
    if scene.mentions[head].amount in amounts or len({*amounts}) == 1:
        return  # the whole told again
    if made is not None and made.holds and certain:
        yield sum_of(scene, head, group, certain=True) or made
    if made is None or made.holds or not mendable(scene, made):
        return
    accident = chance_of_rest(scene.mentions, made)
    if not certain and (accident >= doubt or len({scene.planned(i) for i in group}) > 1):
        return  # of several kinds: 主要用于：甲。年初预算a，支出决算b
    if not certain and head < group[0] and opposed(scene, head, group[0]):
        return  # 收入a，占p。支出包括：教育支出b、医疗支出c
    told = _AMONG.search(scene.gap(head, group[0])) is None if head < group[0] else True
    sure = certain or (told and accident < _SURE and scene.same_sentence(group[0], group[-1]))
    yield sum_of(scene, head, group, certain=sure, likely=True) or made
