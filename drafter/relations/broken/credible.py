"""Of the relations found in a paragraph, those to believe: read anew where a part is none, left out where the words speak against them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from drafter.patterns import Regex
from drafter.relations.broken.as_meant import as_meant
from drafter.relations.broken.at_odds import at_odds
from drafter.relations.broken.other_terms import means_others
from drafter.relations.broken.settled import Settled
from drafter.relations.evidence.guesses import may_be_meant, telling
from drafter.relations.relation import Relation, Terms, factor_of, solve
from drafter.relations.scene import Scene
from drafter.relations.slips import is_slip
from drafter.relations.sums.levels import is_past_its_list

_FEWEST = 3  # terms of a balance
_EXACT = 6  # digits that come out to the last place are no accident: 26887.0359万元, of 5500万元 and others
_CRUMBS = 5  # steps of rounding
_NAME = 2  # characters
_TELLING = 2  # digits of a total that a sum of finer amounts does not meet by accident
_COARSER = 100  # 500万元 beside 120.35万元 may be exact
_LIMIT = Regex("限额|上限|额度")


def credible(scene: Scene, relations: Sequence[Relation]) -> list[Relation]:
    """Those that hold, and of the others those that the words allow and whose terms make up no other number."""
    made_up = {
        frozenset(one.terms): one.target
        for one in relations
        if one.kind == "sum"
        and one.holds
        and not scene.mentions[one.target].bound  # 首次突破500亿元 is no total
    }
    # 收入a，上年结余b，支出c，年末结余d: of four that come out together no three need to.
    whole = [one.numbers for one in relations if one.kind == "sum" and one.holds and len(one.numbers) > 3]
    rates = {(one.left, one.right): one.target for one in relations if one.kind == "ratio" and one.holds}
    closest = _closest(scene, relations)
    lacking = [one for one in relations if _falls_short(scene, one)]
    settled = Settled(scene, relations)
    held: list[Relation] | None = None

    def vouched(broken: Relation) -> bool:
        nonlocal held
        if held is None:  # nothing needs them where nothing is broken, as in most paragraphs
            held = [one for one in relations if one.holds and (telling(scene, one) or _is_plain(scene, one))]
        return _vouched(scene, broken, held)

    return [
        one
        for one in as_meant(scene, relations)
        if not _drowned(scene, one)
        and not means_others(scene, one)
        and not (one.kind == "sum" and one.holds and is_past_its_list(scene, one))
        and (
            one.kind != "ratio"
            or not one.holds
            or closest.get((one.left, one.right), one.target) == one.target
        )
        and (
            one.holds
            or not (
                at_odds(scene, one)
                or settled.explains(one)
                or _made_up(scene, one, made_up)
                or _nested(one, relations)
                or _of_another(scene, one, rates)
                or (not one.certain and any(one.numbers < numbers for numbers in whole))
                or settled.tells_more(one)
                or (one in lacking and any(_in_parallel(one, other) for other in lacking))
                or (not one.certain and (vouched(one) or _other_whole(one, relations)))
            )
        )
    ]


def _falls_short(scene: Scene, one: Relation) -> bool:
    """Whether the parts of a sum come to less than the whole."""
    return one.kind == "sum" and not one.holds and 0 < one.expected < scene.mentions[one.target].value


def _other_whole(broken: Relation, relations: Sequence[Relation]) -> bool:
    """收入23.51亿元，比上年的23.53亿元减少。税收16.66亿元，非税6.85亿元: what is left of this year's is not what is left of last year's."""
    if broken.kind != "sum" or len(broken.left) != 2 or min(sign for sign, _ in broken.left) > 0:
        return False
    taken = next(i for sign, i in broken.left if sign < 0)
    parts = {broken.target, taken}
    return any(one.kind == "sum" and one.holds and {*one.terms} == parts for one in relations)


def _in_parallel(one: Relation, other: Relation) -> bool:
    """事故6059起，损失a。其中道路b起，损失c；火灾d起，损失e: where both fall short, the list leaves something out of each."""
    if one.numbers & other.numbers or len(one.terms) != len(other.terms):
        return False
    told = sorted([(i, 0) for i in one.numbers] + [(i, 1) for i in other.numbers])
    return all(a[1] != b[1] for a, b in zip(told[::2], told[1::2], strict=True))


def counted_once(scene: Scene, relations: Sequence[Relation]) -> list[Relation]:
    """Without sums that come out by accident: of a whole and its own parts, of what stands beside it, of a crumb told apart.

    在职32人，离退休16人，其中离休0人、退休16人 are not 32 of 16, 0 and 16.
    """
    sums = [one for one in relations if one.kind == "sum" and one.holds and len(one.terms) > 1]
    # 投入3860万元：中央1930万元，省级965万元…: what words make a list is one, though half of it comes out besides.
    sure = [{*one.terms} for one in sums if one.certain]
    guessed = [
        one for one in sums if not one.certain and any({one.target, *one.terms} <= own for own in sure)
    ]
    wholes = [
        {one.target, *one.terms} for one in sums if scene.mentions[one.target].value and one not in guessed
    ]
    return [
        one
        for one in relations
        if one not in sums
        or not (
            one in guessed
            or any(whole <= {*one.terms} for whole in wholes)
            or _beside_it(scene, one)
            or _crumb_afar(scene, one)
        )
    ]


def _beside_it(scene: Scene, one: Relation) -> bool:
    """副主任4名，其中分管日常工作的副主任1名；督查员3名: those of another name behind ； stand beside it and are none of its parts."""
    first, *rest = one.terms
    name = scene.words_before(one.target)
    if scene.mentions[first].measure.endswith("元") or len(name) < _NAME or first < one.target:
        return False
    told = scene.words_before(first)
    if not (told.startswith("其中") and told.endswith(name)):
        return False
    return "；" in scene.gap(first, rest[0]) and not any(name in scene.words_before(i) for i in rest)


def _crumb_afar(scene: Scene, one: Relation) -> bool:
    """发现2.96万条，整改2.93万条，整改率98.99%，其中重大隐患312条: a few steps of rounding, told apart from the other, come out anyhow."""
    if len(one.left) != 2 or one.right:
        return False
    large, small = sorted((scene.mentions[i] for i in one.terms), key=lambda part: -abs(part.amount))
    least = large.step * abs(factor_of(large))
    between = abs(one.left[0][1] - one.left[1][1]) > 1
    return between and large.unit != small.unit and abs(small.amount) < _CRUMBS * least


def _closest(scene: Scene, relations: Sequence[Relation]) -> dict[tuple[Terms, Terms], int]:
    """Of two rates that differ and both come near the ratio of the same two numbers, the one it is of: 开工率100.9%、101.1% of 848户 and 840户."""
    best: dict[tuple[Terms, Terms], Relation] = {}
    differ: set[tuple[Terms, Terms]] = set()
    for one in relations:
        if one.kind != "ratio" or not one.holds:
            continue
        sides = one.left, one.right
        other = best.setdefault(sides, one)
        if scene.mentions[other.target].amount != scene.mentions[one.target].amount:
            differ.add(sides)
            if _off(scene, one) < _off(scene, other):
                best[sides] = one
    return {sides: best[sides].target for sides in differ}


def _off(scene: Scene, one: Relation) -> tuple[bool, Decimal]:
    """How far the rate is from the ratio, those first that name what is counted: 按户数计."""
    counted = scene.mentions[one.left[0][1]].measure
    return counted not in scene.words_before(one.target), abs(one.expected - scene.mentions[one.target].value)


def _is_plain(scene: Scene, one: Relation) -> bool:
    """A balance that its words name and that comes out to places no accident meets, though some of its terms are round."""
    fine = max(scene.mentions[i].telling for i in one.numbers) > _TELLING
    return one.kind == "sum" and one.certain and fine and len(one.terms) >= _FEWEST


def _vouched(scene: Scene, broken: Relation, held: Sequence[Relation]) -> bool:
    """Whether no number can be the wrong one: what would mend this guess would break, for each, another calculation that holds.

    税收36552万元，增2362万元；非税31397万元，增4155万元，增长15.25%: 4155 is not a slip of the 5155 between the two. Of those that a
    slip would mend it is enough: 经费61.24亿元，包括出国15.39亿元，减少0.84亿元, a swap away from 16.24, is the total of its parts.
    """
    target = scene.mentions[broken.target]
    turned = target.direction and abs(abs(broken.expected) - target.value) <= target.step
    kept = [
        any(
            _apart(solve(scene.mentions, broken, i), solve(scene.mentions, one, i))
            for one in held
            if i in one.numbers and not (turned and one.numbers == broken.numbers)
        )
        for i in broken.numbers
    ]
    if turned or all(kept) or not any(kept):
        return all(kept)
    meant = {i for i in broken.numbers if may_be_meant(scene, broken, i)}
    return bool(meant) and all(one for i, one in zip(broken.numbers, kept, strict=True) if i in meant)


def _apart(one: tuple[Decimal, Decimal] | None, other: tuple[Decimal, Decimal] | None) -> bool:
    return one is not None and other is not None and (one[1] < other[0] or other[1] < one[0])


def _drowned(scene: Scene, relation: Relation) -> bool:
    """Whether a term is so much coarser than the total that it makes any sum come out: 13697.5亿元 of 9323.1亿元 and 千亿元.

    Where it comes out to the last place all the same, a round number is exact: 2.39亿元 of 1.39亿元 and 1亿元.
    """
    if relation.kind != "sum" or not relation.holds:
        return False
    steps = [
        scene.mentions[i].step * abs(factor_of(scene.mentions[i])) for i in (relation.target, *relation.terms)
    ]
    coarse = max(steps[1:]) / steps[0]
    target = scene.mentions[relation.target]
    less = any(sign < 0 for sign, _ in relation.left)
    if less and target.telling < _TELLING and steps[0] >= _COARSER * min(steps[1:]):
        return relation.expected != target.value  # 5亿元 of 9.74亿元 less 4.95亿元
    if coarse < _COARSER or (relation.expected == target.value and target.telling >= _EXACT):
        return False
    return coarse > _COARSER or abs(relation.expected - target.value) > target.step * len(relation.left)


def _of_another(scene: Scene, relation: Relation, rates: Mapping[tuple[Terms, Terms], int]) -> bool:
    """办结471宗，办结率98.9%；…调解成功率98.6%: two numbers have one ratio, which a rate of another name is not."""
    other = rates.get((relation.left, relation.right)) if relation.kind == "ratio" else None
    return other is not None and scene.words_before(other) != scene.words_before(relation.target)


def _made_up(scene: Scene, relation: Relation, totals: Mapping[frozenset[int], int]) -> bool:
    """Whether the parts make another total; not one that is this total printed again with a slip: 预算2921万，其中…，合计2912万."""
    other = totals.get(frozenset(relation.terms)) if relation.kind == "sum" else None
    if other is None or _LIMIT.search(scene.words_before(relation.target)):
        return other is not None  # 限额67.16亿元，余额64.16亿元。余额中，一般债务a，专项债务b
    return not is_slip(scene.mentions[other].token, scene.mentions[relation.target].token)


def _nested(broken: Relation, relations: Sequence[Relation]) -> bool:
    """Whether a sum of several counts one of its parts twice: 三公a，出国b，接待c，用车d，其中购置e；运行f is not b, c, d and f."""
    return broken.kind == "sum" and any(
        one.kind == "sum"
        and one.target in broken.terms
        and broken.target not in one.terms  # a = b + c read as c = a + b besides
        and not {*broken.terms}.isdisjoint(one.terms)
        for one in relations
    )
