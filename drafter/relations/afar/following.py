"""What follows from relations already found: a rate beside its change is of the same two amounts, and shares of 100 % leave nothing out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from drafter.patterns import Regex
from drafter.relations.changes.changes import other_basis, own_change
from drafter.relations.evidence.side_by_side import JOINED_LOOSELY
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_FEWEST_SHARES, _ALL = 2, 100
_IN_NAMES = Regex(r"(?:岁|周岁|度|mm|毫米|年|级|类|层|万元|公里)(?:[-—~至以及]|\d|[\u4e00-\u9fff]{2})")
_SHARED = Regex(r"[，（(]?\s*(?:占|占比|比重)(?:为|约|达)?")
_SHARED_OF_ALL = Regex(r"[，（(]?\s*(?:占|占比|比重|占[^，。；\d]{0,8}总[数量额]的)(?:为|约|达)?")


def follow(scene: Scene, scope: Sequence[int], known: Sequence[Relation]) -> Iterator[Relation]:
    """Yield the relations of a paragraph that `known` ones imply and do not state."""
    yield from _rates_beside_changes(scene, scope, known)
    shares = [*_shares_side_by_side(scene, scope, known), *_shares_in_turn(scene, known)]
    yield from shares
    yield from _all_shared_out(scene, [*known, *shares])


def shares_of_one_another(scene: Scene, scope: Sequence[int], tied: Collection[int]) -> Iterator[Relation]:
    """甲a人，占75.63%；乙b人，占24.37%，其中丙c人: a run of shares of 100 % in all, of the whole that its parts are and nobody printed."""
    items = [i for i in scope if _is_shared(scene, i, _SHARED_OF_ALL)]
    first = 0
    while first < len(items):
        run = [items[first]]
        while _sum_of(scene, run) < _ALL - 1 and first + len(run) < len(items):
            if not _side_by_side(scene, run[-1], items[first + len(run)]):
                break
            run.append(items[first + len(run)])
        made = _of_all(scene, run) if not any(i in tied for i in run) else []
        yield from made
        first += len(run) if made else 1
        if made and first < len(items) and items[first] not in tied:
            yield from _of_one_of_them(scene, items[first], made[-1])


def _of_one_of_them(scene: Scene, share: int, last: Relation) -> Iterator[Relation]:
    """60岁以上丙c人，占13.53%，其中65岁以上丁d人，占9.22%: what is told of the last part is a share of the same whole."""
    if "其中" in scene.gap(last.target, share - 1) and scene.same_segment(last.target, share):
        made = relate(scene.mentions, "ratio", share, ((1, share - 1),), last.right, certain=True)
        if made is not None and made.holds:
            yield made


def shared_out_afar(scene: Scene, known: Collection[Relation]) -> Iterator[Relation]:
    """The same over paragraphs: parts in one line whose shares of a whole further up come to 100 %, where they add up to it."""
    lines = [line.first for line in scene.lines]
    shares: dict[int, list[Relation]] = {}
    for one in known:
        if one.kind == "ratio" and one.holds and len(one.left) == len(one.right) == 1:
            shares.setdefault(bisect_right(lines, one.target), []).append(one)
    sums = [one for one in known if one.kind == "sum" and one.holds]
    for group in shares.values():
        if len(group) >= _FEWEST_SHARES:
            made = _all_shared_out(scene, [*group, *sums])
            yield from (replace(one, certain=False) for one in made if one.holds)


def _rates_beside_changes(
    scene: Scene, scope: Sequence[int], known: Sequence[Relation]
) -> Iterator[Relation]:
    """与上年A相比，增加D，增长p%: who knows the two amounts of D knows those of p, and the other way round."""
    # A growth of the change alone, a ÷ (b − a), is told better by the two amounts when both are printed.
    settled = {one.target for one in known if one.holds and not (one.kind == "growth" and len(one.left) == 1)}
    ends = {
        one.target: one.left
        for one in known
        if one.holds
        and len(one.left) == 2
        and one.kind != "sum"
        and not any(
            scene.mentions[i].role == "change" for _, i in one.left
        )  # a change made up of changes has no ends
    }
    for index in scope:
        moved = own_change(scene, index) if scene.mentions[index].role == "growth" else None
        if moved is None or other_basis(scene, index):
            continue
        if index not in settled and moved in ends:
            left = ends[moved]
            made = relate(scene.mentions, "growth", index, left, ((1, left[1][1]),), certain=True)
        elif moved not in settled and index in ends:
            made = relate(scene.mentions, "difference", moved, ends[index], certain=True)
        else:
            continue
        if made is not None:
            yield made


def _shares_side_by_side(scene: Scene, scope: Sequence[int], known: Sequence[Relation]) -> Iterator[Relation]:
    """甲a万元，占25%；乙b万元，占40%: what one item of such a run is a share of, its neighbour is a share of too."""
    whole_of = {
        one.target: one.right[0][1]
        for one in known
        if one.kind == "ratio" and one.holds and len(one.right) == 1
    }
    items = [i for i in scope if _is_shared(scene, i)]
    for before, index, after in zip([None, *items], items, [*items[1:], None], strict=False):
        if index in whole_of:
            continue
        neighbours = [
            i for i in (before, after) if i is not None and i in whole_of and _side_by_side(scene, i, index)
        ]
        wholes = {whole_of[i] for i in neighbours} - {index - 1}
        if len(wholes) == 1:
            made = relate(
                scene.mentions,
                "ratio",
                index,
                ((1, index - 1),),
                ((1, wholes.pop()),),
                certain=len(neighbours) > 1,
                likely=True,
            )
            if made is not None:
                yield made


def _shares_in_turn(scene: Scene, known: Sequence[Relation]) -> Iterator[Relation]:
    """三类问题分别是a、b、c，占问题总数的31.7%、23.7%、17.3%: the others of the list are of the same whole, each in its place."""
    settled = {one.target for one in known if one.holds}
    for one in known:
        if (
            one.kind != "ratio"
            or not one.holds
            or len(one.left) != 1
            or one.target + 1 >= len(scene.mentions)
        ):
            continue
        part, share = one.left[0][1] + 1, one.target + 1
        while (
            part < one.target
            and share < len(scene.mentions)
            and share not in settled
            and scene.mentions[share].measure == "%"
            and scene.like(part, one.left[0][1])
            and JOINED_LOOSELY.fullmatch(scene.gap(share - 1, share))
            and JOINED_LOOSELY.fullmatch(scene.gap(part - 1, part))
        ):
            made = relate(scene.mentions, "ratio", share, ((1, part),), one.right, certain=True)
            if made is None or not made.holds:
                break
            yield made
            part, share = part + 1, share + 1


def _of_all(scene: Scene, run: Sequence[int]) -> list[Relation]:
    rounding = sum((scene.mentions[i].step for i in run), Decimal(0)) / 2
    if len(run) < _FEWEST_SHARES or abs(_sum_of(scene, run) - _ALL) > rounding:
        return []
    parts = tuple((1, i - 1) for i in run)
    made = [relate(scene.mentions, "ratio", i, ((1, i - 1),), parts, certain=True) for i in run]
    held = [one for one in made if one is not None and one.holds and scene.mentions[one.target].step < 1]
    return held if len(held) == len(run) else []


def _sum_of(scene: Scene, shares: Sequence[int]) -> Decimal:
    return sum((scene.mentions[i].value for i in shares), Decimal(0))


def _is_shared(scene: Scene, index: int, told: Regex = _SHARED) -> bool:
    """Whether it is the 占…% right behind an amount."""
    share = scene.mentions[index]
    if (
        share.measure != "%"
        or share.role != "ratio"
        or not index
        or scene.mentions[index - 1].role not in ("value", "count")
    ):
        return False
    return bool(told.fullmatch(scene.gap(index - 1, index)))


def _side_by_side(scene: Scene, one: int, other: int) -> bool:
    """Whether nothing but what measures nothing (15-59岁) is told between a share and the part of the next."""
    first, second = sorted((one, other))
    return (
        second - first > 1
        and all(scene.mentions[i].structural or _tells_which(scene, i) for i in range(first + 1, second - 1))
        and scene.same_sentence(first, second)
        and scene.like(first - 1, second - 1)
    )


def _tells_which(scene: Scene, i: int) -> bool:
    """15-59岁人口, 25度以上坡地: a number in the name of what is counted."""
    return bool(_IN_NAMES.match(scene.mentions[i].unit + scene.words_after(i)))


def _all_shared_out(scene: Scene, known: Sequence[Relation]) -> Iterator[Relation]:
    """甲a万元，占25%；乙b万元，占40%；丙c万元，占35%: parts whose shares come to 100 % add up to their whole."""
    by_whole: dict[int, list[Relation]] = {}
    for one in known:
        if (
            one.kind == "ratio"
            and len(one.left) == len(one.right) == 1
            and scene.mentions[one.target].measure == "%"
        ):
            by_whole.setdefault(one.right[0][1], []).append(one)
    for whole, shares in by_whole.items():
        shares.sort(key=lambda one: one.target)
        parts = list(dict.fromkeys(one.left[0][1] for one in shares))
        if len(parts) < _FEWEST_SHARES or len(parts) < len(shares):
            continue
        rounding = sum((scene.mentions[one.target].step for one in shares), Decimal(0)) / 2
        if abs(sum((scene.mentions[one.target].value for one in shares), Decimal(0)) - 100) > rounding:
            continue
        made = relate(scene.mentions, "sum", whole, tuple((1, i) for i in parts), certain=True)
        sums = (one for one in known if one.kind == "sum" and (one.holds or one.certain))
        if made is not None and all(one.numbers != made.numbers for one in sums):
            yield made
