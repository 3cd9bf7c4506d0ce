"""Tie the shares told of the parts of a whole that another paragraph prints, where arithmetic has told the parts: ⏎ 货物a，占采购总量的p."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from drafter.numbers.list_words import A_SHARE
from drafter.patterns import Regex
from drafter.relations.evidence.guesses import mendable
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene

_SHARE = Regex(rf"(?:[，（]|，[^，。；：\d]{{0,6}}){A_SHARE}[^，。；\d]{{0,16}}|（")
_BEFORE, _THEN = Regex("占比?(?:为|达)?$"), Regex(r"\s*[，（](?:为|计|即|达)?")
_BY_NAME = Regex("(?:其中)?[“]?([^，。；：、“”]{2,14}?)[”]?(?:所)?占比?(?:为|达)?$")
_ROLES, _FAR = ("value", "count"), 5
_FELLOWS = 3
_NEAR = 3  # numbers behind a part: how it grew may stand before its share


def find_shares_of_parts(
    scene: Scene, known: Collection[Relation], settled: Collection[int]
) -> Iterator[Relation]:
    """Yield for each sum the share told beside each part, or behind the list under the part's name.

    One that does not hold is likely, where a slip explains it and its fellows hold.
    """
    for one in known:
        if one.kind != "sum" or not one.holds or any(sign < 0 for sign, _ in one.left):
            continue
        named = _by_name(scene, one.terms)
        shares = {i: named.get(i, _share_of(scene, i)) for i in one.terms}
        shares = {i: share for i, share in shares.items() if i in named or share not in named.values()}
        taken = [share for share in shares.values() if share is not None]
        made = [
            relate(scene.mentions, "ratio", share, ((1, i),), ((1, one.target),), certain=True)
            for i, share in shares.items()
            if share is not None and taken.count(share) == 1
        ]
        found = [each for each in made if each is not None]
        broken = [each for each in found if not each.holds]
        if "\n" not in scene.gap(*sorted((one.target, one.terms[0]))) and not _agree(found, broken, one):
            found, broken = ([each for each in some if each.left[0][1] in named] for some in (found, broken))
        yield from (each for each in found if each.holds and each.target not in settled)
        for each in broken:
            said = len(broken) < len(found) or each.left[0][1] in named
            if said and each.target not in settled and mendable(scene, each):
                yield replace(each, certain=False, likely=True)


def find_shares_of_fellows(
    scene: Scene, known: Collection[Relation], settled: Collection[int]
) -> Iterator[Relation]:
    """⏎ 电气火灾a起，占总数的p；用火不慎b起，占总数的q; …: where three of a paragraph are shares of a whole further up, the others are too.

    One that does not hold is likely, where a slip explains it.
    """
    fellows: dict[tuple[int, int], list[Relation]] = {}
    for one in known:
        if one.kind == "ratio" and one.holds and len(one.left) == len(one.right) == 1:
            whole = one.right[0][1]
            line = scene.text.rfind("\n", 0, scene.mentions[one.target].start) + 1
            if scene.mentions[whole].stop <= line:
                fellows.setdefault((line, whole), []).append(one)
    for (line, whole), held in fellows.items():
        if len(held) < _FELLOWS:
            continue
        called = {scene.words_before(one.target).removeprefix("占") for one in held}
        first = min(one.left[0][1] for one in held)
        last = max(one.target for one in held)
        for i in range(max(first - _NEAR, whole + 1), last + _NEAR):
            if i >= len(scene.mentions) or scene.mentions[i].start < line or not scene.like(i, first):
                continue
            share = _share_of(scene, i)
            if share is None or share in settled:
                continue
            if not scene.words_before(share).endswith(tuple(called)):
                continue
            made = relate(scene.mentions, "ratio", share, ((1, i),), ((1, whole),), likely=True)
            if made is not None and (made.holds or mendable(scene, made)):
                yield made


def find_shares_of_subtotals(
    scene: Scene, known: Collection[Relation], settled: Collection[int]
) -> Iterator[Relation]:
    """问卷733份，非常满意439份、满意237份、一般57份，前两项合计676份，满意度92.2%: the rate right behind what some of a list come to, of the list's whole."""
    sums = [one for one in known if one.kind == "sum" and one.holds and min(sign for sign, _ in one.left) > 0]
    for one in sums:
        rate = one.target + 1
        if rate in settled or rate >= len(scene.mentions) or not _is_share(scene, rate):
            continue
        if not scene.same_segment(one.target, rate) or one.target < max(one.terms):
            continue
        whole = next((other.target for other in sums if {*one.terms} < {*other.terms}), None)
        if whole is None or whole > one.target:
            continue
        made = relate(scene.mentions, "ratio", rate, ((1, one.target),), ((1, whole),))
        if made is not None and (made.holds or mendable(scene, made)):
            yield replace(made, certain=made.holds, likely=True)


def find_shares_in_brackets(scene: Scene, settled: Collection[int]) -> Iterator[Relation]:
    """外借a册次，成人b（p%），少儿c（q%），地方文献d（r%）: the share or the part that one slip broke, where its fellows are of one whole."""
    pairs = [(i - 1, i) for i, _ in scene.each(_in_bracket) if i and scene.mentions[i - 1].role in _ROLES]
    at = 0
    while at < len(pairs):
        end = at + 1
        while end < len(pairs) and _goes_on(scene, pairs[end - 1], pairs[end]):
            end += 1
        run, at = pairs[at:end], end
        if len(run) > _SEVERAL:
            yield from (one for one in _of_one_whole(scene, run) if one.target not in settled)


def _in_bracket(scene: Scene, i: int) -> bool | None:
    start, stop = scene.mentions[i].start, scene.mentions[i].stop
    return (
        scene.text[start - 1 : start] == "（" and scene.text[stop : stop + 1] == "）" and _is_share(scene, i)
    ) or None


def _goes_on(scene: Scene, one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] == one[1] + 1 and scene.like(one[0], other[0]) and scene.same_sentence(one[0], other[0])


def _of_one_whole(scene: Scene, run: Sequence[tuple[int, int]]) -> Iterator[Relation]:
    first = run[0][0]
    wholes = (i for i in range(first - 1, max(first - _FAR, -1), -1) if scene.mentions[i].role in _ROLES)
    for whole in wholes:
        if not scene.like(whole, first) or "\n" in scene.gap(whole, first):
            continue
        made = [relate(scene.mentions, "ratio", share, ((1, i),), ((1, whole),)) for i, share in run]
        broken = [one for one in made if one is not None and not one.holds]
        if None not in made and len(broken) <= 1:
            yield from (replace(one, likely=True) for one in broken if mendable(scene, one))
            return


def _agree(found: Sequence[Relation], broken: Sequence[Relation], one: Relation) -> bool:
    """Of its own paragraph only where it is told of each part, and comes out for all, or for all of several but one."""
    return len(found) == len(one.terms) and len(broken) <= (len(found) > _SEVERAL)


_SEVERAL = 2


def _by_name(scene: Scene, parts: Sequence[int]) -> dict[int, int]:
    """甲收入a，乙收入b，其中甲收入占p%、乙收入占q%: the shares behind a list that call a part what the list calls it."""
    called = {scene.words_before(i).removeprefix("其中"): i for i in parts}
    found: dict[int, int] = {}
    last = max(parts)
    for share in range(last + 1, min(last + 1 + 2 * len(parts), len(scene.mentions))):
        if not scene.same_sentence(last, share):
            break
        if scene.mentions[share].role != "ratio" or scene.mentions[share].measure != "%":
            continue
        name = _BY_NAME.fullmatch(scene.words_before(share).rpartition("、")[2])
        own = [i for words, i in called.items() if name is not None and words.startswith(name[1])]
        if len(own) == 1:  # 税收占比 of 税收收入a，非税收入b
            found.setdefault(own[0], share)
    return found


def _share_of(scene: Scene, part: int) -> int | None:
    if part and _is_share(scene, part - 1) and _BEFORE.search(scene.words_before(part - 1)):
        return part - 1 if _THEN.fullmatch(scene.gap(part - 1, part)) else None  # 满意的占74.4%（370人）
    for i in range(part + 1, min(part + _NEAR, len(scene.mentions))):
        if _is_share(scene, i) and _SHARE.fullmatch(scene.clauses_before(i)):
            return i if scene.same_segment(part, i) else None
        if scene.mentions[i].role != "growth":
            return None
    return None


def _is_share(scene: Scene, i: int) -> bool:
    return scene.mentions[i].role == "ratio" and scene.mentions[i].measure == "%"
