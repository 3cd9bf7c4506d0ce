"""Tie a balance that opens a paragraph to the income and spending of those before it: 收入合计a ⏎ 支出合计b ⏎ 上述收支相抵，年终结余c."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from drafter.patterns import Regex
from drafter.relations.evidence.guesses import carelessly_made, mendable
from drafter.relations.line import Line
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_OPENS = Regex(
    r"\s*(?:上述|以上|全年|当年)?(?:收支|收入与支出)(?:总额)?(?:相抵|品迭|轧抵)后?[，]?[^，。；\d]{0,16}$"
)
_ALL_THAT_CAME = Regex(r"(?:收入|财力)(?:总量|总计|合计)(?:为|达|共计)?$")
_CARRIED_ON = Regex(r"[，；]\s*(?:年终|年末|当年)?(?:结转|结余(?!分配)|滚存结余)[^，。；\d]{0,8}$")
_FEWEST = 2  # of what else came in
_IN = Regex(r"(?:收入|财力)(?:总量|总计|合计|总额)?(?:为|达|共计)?$")
_OUT = Regex(r"支出(?:总量|总计|合计|总额)?(?:为|达|共计)?$")
_IN_ITSELF = Regex(r"收入(?:累计|全年)?(?:完成|实现|为|达到?)*(?:了)?$")
_TOTAL = Regex(r"(?:总量|总计|合计|总额|财力)(?:为|达到?|共计)?$")
_ADDED, _TAKEN = Regex(r"收入|补助|上年|结余|结转|调入|转贷"), Regex(r"支出|上解|还本|调出|安排")
_LINES = 2  # paragraphs before it


def find_balances_afar(scene: Scene, settled: Collection[int]) -> Iterator[Relation]:
    """Yield total income less total spending, or all that came in less all that was spent; the latter only where it comes out."""
    prose = [line for line in scene.lines if line.is_prose and not line.text.isspace()]
    for n, line in enumerate(prose):
        if line.first == line.last:
            continue
        above = prose[max(n - _LINES, 0) : n]
        if "相抵" in line.text:
            for index in _unsettled(scene, line, settled):
                start = scene.mentions[index].start
                opens = (
                    max(scene.text.rfind("。", line.start, start), scene.text.rfind("；", line.start, start))
                    + 1
                )
                if _OPENS.fullmatch(scene.text[max(opens, line.start) : start]):
                    yield from _balance(scene, index, [*above, line])
        elif "支出总" in line.text:
            for index in _unsettled(scene, line, settled):
                # 收入总计a ⏎ 支出总计b，结转下年c: where it comes out
                if _CARRIED_ON.match(scene.clauses_before(index)) and _OUT.search(
                    scene.words_before(index - 1)
                ):
                    told = [i for i in scene.quantities(line) if i < index and scene.like(i, index)]
                    for one in _balance(scene, index, [*above, line], told):
                        if one.holds or one.expected:  # 支出总计 may hold what is carried on
                            yield one if one.holds else replace(one, certain=False, likely=True)
        if "收入总" in line.text or "财力总" in line.text or "收入合" in line.text:
            for index in _unsettled(scene, line, settled):
                if _ALL_THAT_CAME.search(scene.words_before(index)):
                    yield from _all_that_came(scene, index, above, line)


def _unsettled(scene: Scene, line: Line, settled: Collection[int]) -> Iterator[int]:
    return (i for i in scene.quantities(line) if i not in settled and scene.mentions[i].role == "value")


def _all_that_came(scene: Scene, index: int, above: Sequence[Line], line: Line) -> Iterator[Relation]:
    """一般公共预算收入a，比上年增长p%。其中… ⏎ 上级补助b，上年结余c，收入总计d: what was raised, told a paragraph before, and what else came."""
    beside = [
        i
        for i in scene.quantities(line)
        if i < index and scene.same_sentence(i, index) and _counts(scene, i, index)
    ]
    if len(beside) < _FEWEST:
        return
    own = [
        i
        for one in above
        for i in scene.quantities(one)
        if _counts(scene, i, index) and _IN_ITSELF.search(scene.words_before(i))
    ]
    for raised in own:
        made = relate(scene.mentions, "sum", index, tuple((1, i) for i in (raised, *beside)), certain=True)
        if made is not None and made.expected == scene.mentions[index].value:
            yield made
            return


def _balance(
    scene: Scene, index: int, lines: Sequence[Line], told_near: Sequence[int] = ()
) -> Iterator[Relation]:
    before = [i for line in lines for i in scene.quantities(line) if i < index and _counts(scene, i, index)]
    totals = [i for i in before if _TOTAL.search(scene.words_before(i))]
    came = [i for i in totals if _IN.search(scene.words_before(i))][-1:]
    went = [i for i in totals if _OUT.search(scene.words_before(i))][-1:]
    if came and went:
        made = relate(scene.mentions, "sum", index, ((1, came[0]), (-1, went[0])), certain=True)
        if made is not None and (
            made.holds or mendable(scene, made) or carelessly_made(scene, made, told_near)
        ):
            yield made
        return
    told = [line for line in lines if any(i in before for i in scene.quantities(line))]
    last = [i for i in scene.quantities(told[-1]) if i in before] if told else []
    signs = [
        -1 if _TAKEN.search(words) else 1 if _ADDED.search(words) else 0
        for words in map(scene.words_before, last)
    ]
    if 0 not in signs and len({*signs}) == 2:
        made = relate(scene.mentions, "sum", index, tuple(zip(signs, last, strict=True)), certain=True)
        if made is not None and made.holds:
            yield made


def _counts(scene: Scene, i: int, index: int) -> bool:
    return scene.mentions[i].role == "value" and scene.like(i, index) and not scene.mentions[i].bound
