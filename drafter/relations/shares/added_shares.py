"""Tie a share to the shares it adds up: 甲占31.2%，乙占28.6%，丙占25.5%，三项占比合计85.3%."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from drafter.numbers.numerals import read_numeral
from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.evidence.side_by_side import run_to
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_TOGETHER = Regex(
    r"(?:合计|共计?|累计|一共|总共|加起来)(?:占(?:比|[^，。；：]{0,16}的)?|为|达)?(?:约|为|达)?$"
    r"|前[两二三四五](?:项|类|档|者|级)(?:合计|共计?|相加)[^，。；：\d]{0,8}(?:率|度|占比|比例)(?:为|达)?$"
    r"|(?:占比?|比重|比例)(?:合计|共计?|累计|之和|总和)(?:约|为|达到?)?$"
    r"|(?:两|二|三|四|五|六|七|八|九|十)(?:项|者|类|块|大?[^，。；：\d]{1,6})占(?:比|[^，。；：]{0,16}的)?(?:约|为|达)?$"
)
_COUNTED = Regex(r"(?:^|[，。；：上述以这前])(?P<many>[两二三四五六七八九十])(?:项|者|类|块|个|大|档|级)")
_FIRST = Regex("前[两二三四五](?:项|类|档|者|级)")
_FEWEST, _MOST, _REACH = 2, 12, 24


def find_added_shares(scene: Scene, scope: Sequence[int], settled: Collection[int]) -> Iterator[Relation]:
    """Yield the sums of shares that come out; as likely one that a slip broke, where the words count what is added."""
    shares = [i for i in scope if _is_share(scene, i)]
    for place, index in enumerate(shares):
        if place < _FEWEST or index in settled or not _TOGETHER.search(scene.words_before(index)):
            continue
        before = [i for i in shares[max(place - _MOST, 0) : place] if index - i <= _REACH]
        many = _many(scene, index, before)
        told = _listed(scene, before) if many and _FIRST.search(scene.words_before(index)) else before[-many:]
        tried = [told[:many]] if many else [*_runs(scene, index, before)]
        made = [one for run in tried if len(run) >= _FEWEST and (one := _sum(scene, index, run))]
        held = next((one for one in made if one.holds), None)
        if held is not None and (many or scene.mentions[index].step < 1):
            yield held
        elif many and made and mendable(scene, made[0]) and not _of_amounts(scene, index, before):
            yield relate(scene.mentions, "sum", index, made[0].left, likely=True) or made[0]


def _listed(scene: Scene, before: Sequence[int]) -> Sequence[int]:
    """The list that ends with the last of them: 前两档合计 is of those it opens with."""
    listed = run_to(scene, before)
    return listed if len(listed) > 1 else [i for i in before if scene.same_sentence(i, before[-1])]


def _is_share(scene: Scene, i: int) -> bool:
    mention = scene.mentions[i]
    return mention.measure == "%" and mention.role == "ratio" and not mention.bound


def _many(scene: Scene, index: int, before: Sequence[int]) -> int:
    """How many the words say there are: 三项合计, 上述两个行业; 0 where they do not or the text has not so many."""
    start = scene.mentions[before[-1]].stop if before else 0
    found = _COUNTED.search(scene.text, start, scene.mentions[index].start)
    many = int(read_numeral(found["many"].replace("两", "二")) or 0) if found else 0
    return many if _FEWEST <= many <= len(before) else 0


def _runs(scene: Scene, index: int, before: Sequence[int]) -> Iterator[Sequence[int]]:
    """Those of its sentence; those of its sentence and of the one before."""
    own = [i for i in before if scene.same_sentence(i, index)]
    yield own
    if len(own) < len(before):
        rest = before[: len(before) - len(own)]
        yield [*(i for i in rest if scene.same_sentence(i, rest[-1])), *own]


def _of_amounts(scene: Scene, index: int, before: Sequence[int]) -> bool:
    """Whether amounts stand between, of which it may be a share instead."""
    between = range(before[0] + 1, index)
    return any(scene.mentions[i].role in ("value", "count") and scene.mentions[i].step < 1 for i in between)


def _sum(scene: Scene, index: int, run: Sequence[int]) -> Relation | None:
    total = sum((scene.mentions[i].value for i in run), Decimal(0))
    if total > 100 + len(run) * scene.mentions[index].step:
        return None
    return relate(scene.mentions, "sum", index, tuple((1, i) for i in run), certain=True)
