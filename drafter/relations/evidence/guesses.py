"""Relations that may be meant: how plainly the words tie their terms, and whether numbers that fit could do so by chance."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.numbers.numerals import digits_of
from drafter.numbers.quantity import Mention
from drafter.numbers.units import MEASURED
from drafter.relations.evidence.evidence import sign_of
from drafter.relations.relation import Kind, Relation, Terms, factor_of, recomputed, relate, solve
from drafter.relations.scene import Scene
from drafter.relations.slips import is_slip, scaled_inside, slips_inside

RESULTS = ("value", "count", "score")
POINTS = ("个百分点", "百分点")
_BEFORE, _AFTER = 8, 3
_COPIED = 2  # digits of a number that is hardly the same in two places by accident


@dataclass(frozen=True, slots=True)
class Guess:
    """A relation and how plainly the words tie its terms: 0 not at all, 1 enough where it holds, 2 enough to ask, 3 they leave no other."""

    relation: Relation
    strength: int


def around(
    scene: Scene, index: int, scope: Sequence[int], *, roles: Sequence[str] = RESULTS
) -> tuple[list[int], list[int]]:
    """The amounts before it, nearest first, and those behind it in its sentence."""
    at = scope.index(index)
    before = [
        i
        for i in reversed(scope[:at])
        if scene.mentions[i].role in roles and not _aside(scene, i, index, scope)
    ]
    after = [i for i in scope[at + 1 :] if scene.mentions[i].role in roles and scene.same_sentence(index, i)]
    return before[:_BEFORE], after[:_AFTER]


def _aside(scene: Scene, i: int, index: int, scope: Sequence[int]) -> bool:
    """In a bracket that closes before the result and lists more than one number: 在职79人（公务员58人、事业人员21人），空编."""
    text, start, stop = scene.text, scene.mentions[i].start, scene.mentions[index].start
    opened = text.rfind("（", max(start - 60, 0), start)
    closed = text.find("）", opened, stop) if opened >= 0 else -1
    return closed > start and sum(opened < scene.mentions[j].start < closed for j in scope) > 1


def ratio(
    scene: Scene, index: int, parts: Sequence[int], whole: int | Sequence[int], strength: int
) -> Iterator[Guess]:
    """The share that `parts` together have of `whole`."""
    wholes = [whole] if isinstance(whole, int) else whole
    made = relate(scene.mentions, "ratio", index, tuple((1, i) for i in parts), tuple((1, i) for i in wholes))
    if made is not None:
        yield Guess(made, strength)


def change(scene: Scene, kind: Kind, index: int, left: Terms, right: Terms, strength: int) -> Iterator[Guess]:
    """A growth or difference; where the result has no direction word, with the signs that its words or its value suggest."""
    if not scene.mentions[index].direction:
        told = sign_of(scene, index) if strength > 1 and len(left) == 2 else 0
        below = scene.mentions[index].amount < 0  # 收入4.22亿元，支出6.22亿元，结余-2.00亿元
        made_below = sum(sign * scene.mentions[i].amount for sign, i in left) < 0
        if (told < 0 and not below) or (not told and made_below != below):
            left = tuple((-sign, i) for sign, i in reversed(left))
    made = relate(scene.mentions, kind, index, left, right)
    if made is not None:
        yield Guess(made, strength)


def mendable(scene: Scene, relation: Relation, *, but: Collection[int] = ()) -> bool:
    """Whether one slip of typing in one of its numbers, or the wrong direction word, explains why `relation` does not hold.

    In numbers of `but` no slip is looked for.
    """
    target = scene.mentions[relation.target]
    if target.direction and abs(abs(relation.expected) - target.value) <= target.step:
        return True
    first = scene.mentions[relation.left[0][1]]
    if relation.kind == "growth" and len(relation.left) == 1 and first.sign * target.sign == -1:
        return True  # 增加1062.85万元，下降12.08%: one of the two words is wrong
    return any(
        index not in but and may_be_meant(scene, relation, index)
        for index in (relation.target, *relation.terms)
    )


def may_be_meant(scene: Scene, relation: Relation, index: int) -> bool:
    """Whether a slip of typing in this one of its numbers explains why `relation` does not hold."""
    interval = solve(scene.mentions, relation, index)
    token = scene.mentions[index].token
    if interval is None or not token[:1].isdigit() or not all(end.is_finite() for end in interval):
        return False
    if relation.kind == "sum":  # the parts are rounded, each by itself
        slack = rounding(scene.mentions, relation, index)
        interval = interval[0] - slack, interval[1] + slack
    return (
        bool(slips_inside(token, *interval))
        or scaled_inside(scene.mentions[index].value, *interval) is not None
    )


def carelessly_made(scene: Scene, made: Relation, near: Sequence[int]) -> bool:
    """Whether a sum does not hold because its result was copied from a number `near` by, or made with one of its terms left out.

    年初a，新增b，报废c，年末a, or 年末a + b: a clerk's slips that no digit explains.
    """
    target = scene.mentions[made.target]
    if made.kind != "sum" or target.telling < _COPIED or not made.expected:
        return False
    copied = any(
        i != made.target and scene.like(i, made.target) and scene.mentions[i].amount == target.amount
        for i in near
    )
    return copied or leaves_out_a_term(scene.mentions, made)


def leaves_out_a_term(mentions: Sequence[Mention], made: Relation) -> bool:
    """Whether the stated result is what comes out with one of the terms forgotten, or is one of them.

    Of what came and what went only: a total that is short of one of its parts may have a part too much.
    """
    target = mentions[made.target]
    if made.kind != "sum" or made.holds or target.telling < _COPIED or all(sign > 0 for sign, _ in made.left):
        return False
    if target.amount == sum(mentions[i].amount for sign, i in made.left if sign > 0):
        return True
    off = target.amount - made.expected * factor_of(target)
    return any(
        off == -sign * mentions[i].amount or mentions[i].amount == target.amount for sign, i in made.left
    )


def result_slipped(scene: Scene, made: Relation) -> bool:
    """Whether a slip of the result alone explains it, what it is of being rounded to what is printed."""
    target = scene.mentions[made.target]
    low, high = sorted(abs(end) for end in recomputed(scene.mentions, made))
    return high.is_finite() and bool(slips_inside(target.token, low, high))


def rounding(mentions: Sequence[Mention], relation: Relation, index: int) -> Decimal:
    """How far the other numbers, each rounded to its last place, may move the one at `index`, in its own unit."""
    if relation.right and index == relation.target:
        low, high = recomputed(mentions, relation)
        return (high - low) / 2 if low.is_finite() and high.is_finite() else Decimal(0)
    others = [mentions[i] for i in (relation.target, *relation.terms) if i != index]
    halves = [((one.interval[1] - one.interval[0]) / 2, one) for one in others if one.value]
    if relation.right:
        # Its own rounding is that of what is stated, which `solve` has heard already.
        shares = [half / abs(one.amount) for half, one in halves if one is not mentions[relation.target]]
        ends = solve(mentions, relation, index) or (Decimal(0),)
        return max(abs(end) for end in ends) * sum(shares, Decimal(0))
    return sum((half for half, _ in halves), Decimal(0)) / abs(factor_of(mentions[index]))


def echoed(scene: Scene, broken: Relation, held: Relation) -> bool:
    """Whether `broken` would hold with a number that `held` has in its place, one slip away: a figure printed twice, wrong once."""
    others = [i for i in held.terms if i not in broken.terms]
    for index in (i for i in broken.terms if i not in held.terms):
        mention = scene.mentions[index]
        if any(
            scene.like(i, index)
            and scene.mentions[i].unit == mention.unit
            and is_slip(scene.mentions[i].token, mention.token)
            for i in others
        ):
            return len(broken.terms) == len(held.terms)
    return False


def is_counted(mention: Mention) -> bool:
    """Whether things are counted one by one: 人次, 户, 件, but not 公里."""
    return mention.step == 1 and mention.unit == mention.measure and not MEASURED.is_in(mention.measure)


def telling(scene: Scene, relation: Relation) -> bool:
    """Whether numbers that fit so well hardly do so by chance: three digits in the result and in every term."""
    terms = [i for i in (relation.target, *relation.terms) if scene.mentions[i].value]
    return all(len(digits(scene, i)) >= 3 for i in terms)


def digits(scene: Scene, index: int) -> str:
    return digits_of(scene.mentions[index].token).strip("0")
