"""Tie what stands beside amounts that add up: how each of them changed, and the second amount told of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from drafter.numbers.list_words import AND
from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_ROLES, _RATES = ("value", "count"), ("ratio", "growth")
_THEN = Regex(
    r"[，；（](?:支出|决算数?)?(?:同比|(?:比|较)(?:上年|去年)(?:同期|末|底)?)?[，]?[^，。；：（）\d]{2,8}"
)
_TWIN = Regex(rf"\s*[{AND}][^，。；：、\d]{{0,10}}")
_ASIDE = Regex(r"（(?:其中)?[：:，]?[^，。；：（）\d]{2,14}")
_NEAR = 4


def find_told_beside(scene: Scene, known: Sequence[Relation]) -> Iterator[Relation]:
    """Yield 增加a of 增加b and 增加c from the amounts that changed so, and the other way round; 周转量a of b and c from the 货运量 before each.

    One that one slip broke is likely for changes, which may be told since another time, and certain for amounts.
    """
    told = {
        one.target for one in known if one.holds and one.kind in ("sum", "difference") and len(one.terms) > 1
    }
    for one in known:
        if not one.holds or one.right or len(one.left) < 2:
            continue
        plain = one.kind == "sum" and all(sign > 0 for sign, _ in one.left)
        if plain and (moved := _beside(scene, one, _change_of)) and moved[0] not in told:
            left = tuple((scene.mentions[i].sign or 1, i) for i in moved[1:])
            yield from _made(scene, relate(scene.mentions, "difference", moved[0], left, likely=True))
        moves = one.kind == "difference" and all(scene.mentions[i].role == "change" for i in one.terms)
        for beside in (_twin_behind, _twin_before, _within) if plain else (_amount_of,) if moves else ():
            amounts = _beside(scene, one, beside)
            if beside is _within and len({scene.gap(i - 1, i) for i in amounts}) > 1:
                continue
            if amounts and amounts[0] not in told and all(scene.like(i, amounts[0]) for i in amounts):
                left = tuple((1, i) for i in amounts[1:])
                yield from _made(scene, relate(scene.mentions, "sum", amounts[0], left, certain=True))


def _beside(scene: Scene, one: Relation, of: Callable[[Scene, int], int | None]) -> list[int]:
    """What is told beside the whole and beside each part; nothing where it is not told of all."""
    found = [of(scene, i) for i in (one.target, *one.terms)]
    return [i for i in found if i is not None] if None not in found else []


def _made(scene: Scene, made: Relation | None) -> Iterator[Relation]:
    if made is not None and (made.holds or mendable(scene, made)):
        yield made


def _change_of(scene: Scene, i: int) -> int | None:
    """The change told behind an amount, be its share or its growth told before it."""
    for after in range(i + 1, min(i + _NEAR, len(scene.mentions))):
        if scene.mentions[after].role == "change" and scene.like(i, after):
            then = _THEN.fullmatch(scene.clauses_before(after).lstrip("）"))
            return after if then and scene.same_sentence(i, after) else None
        aside = (
            "（" in scene.gap(i, after)
            and "）" in scene.words_after(after) + scene.text[scene.mentions[after].stop]
        )
        if scene.mentions[after].role not in _RATES and not aside:  # 高校2358所（含学院323所），增加53所
            return None
    return None


def _amount_of(scene: Scene, change: int) -> int | None:
    """The amount that a change is told behind."""
    i = change - 1
    while i > 0 and scene.mentions[i].role in _RATES:
        i -= 1
    if i < 0 or scene.mentions[i].role not in _ROLES or scene.mentions[i].bound:
        return None
    return i if _change_of(scene, i) == change else None


def _twin_behind(scene: Scene, i: int) -> int | None:
    """公路货运量和周转量分别完成2.08亿吨和236.32亿吨公里: the other amount of the two."""
    after = i + 1
    if after == len(scene.mentions) or scene.mentions[after].role not in _ROLES or scene.like(i, after):
        return None
    return after if _TWIN.fullmatch(scene.gap(i, after)) else None


def _within(scene: Scene, i: int) -> int | None:
    """投资3374.3万元（其中建筑工程3292万元）: what a bracket tells of an amount."""
    after = i + 1
    if after == len(scene.mentions) or scene.mentions[after].role not in _ROLES or not scene.like(i, after):
        return None
    return after if _ASIDE.fullmatch(scene.gap(i, after)) else None


def _twin_before(scene: Scene, i: int) -> int | None:
    return i - 1 if i and scene.mentions[i - 1].role in _ROLES and _twin_behind(scene, i - 1) == i else None
