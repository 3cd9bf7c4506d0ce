"""Add up what else is told of a whole and of each of its parts: 学校a所，教师b人。其中，小学c所，教师d人；中学e所，教师f人."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from drafter.numbers.list_words import AVERAGE
from drafter.patterns import Regex
from drafter.relations.evidence.chance import chance
from drafter.relations.evidence.guesses import mendable, telling
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene
from drafter.relations.sums.totals import sum_of

_ROLES, _SHORTEST, _MANY = ("value", "count"), 2, 3
_NO_WONDER = 1.0  # how easily a slip may mend a column by accident
_TOLD = Regex(r"^(?:其中|共有?|现有|全[国省市州县区镇乡])+|[总共合累]?计?(?:[共约达为有]|达到|完成|实现)*$")


def find_columns(scene: Scene, scope: Sequence[int], known: Sequence[Relation]) -> Iterator[Relation]:
    """Yield the sums of what stands under one name beside a whole and beside all its parts, where these add up.

    That one column comes out shows that the parts are all there are, so that the others have to; one that does not is told where a
    slip explains it.
    """
    summed = {one.target for one in known if one.kind == "sum" and one.holds and len(one.terms) > 1}
    said = {one.numbers for one in known if one.holds or one.certain}
    for one in known:
        parts = one.terms
        if not (one.kind == "sum" and one.holds and len(parts) > 1 and min(sign for sign, _ in one.left) > 0):
            continue
        if not one.target < parts[0] or [*parts] != sorted(parts) or not _is_plain(scene, one):
            continue
        for whole, column, named in _beside(scene, scope, one.target, parts):
            made = sum_of(scene, whole, column, certain=named, likely=True)
            if made is None or made.numbers in said or whole in summed:
                continue
            if made.holds or (mendable(scene, made) and chance(scene.mentions, made) < _NO_WONDER):
                said.add(made.numbers)
                yield made


def _is_plain(scene: Scene, one: Relation) -> bool:
    return one.certain or telling(scene, one) or len(one.terms) >= _MANY


def _beside(
    scene: Scene, scope: Sequence[int], head: int, parts: Sequence[int]
) -> Iterator[tuple[int, list[int], bool]]:
    """What is told beside the whole, with what is told beside each part, and whether under the same name."""
    ends = [head, *parts]
    inner = [range(a + 1, b) for a, b in itertools.pairwise(ends)]
    for whole, *rows in (
        (*inner, range(parts[-1] + 1, scope[-1] + 1)),  # behind each of them
        (range(scope[0], head), *inner),  # before each of them
    ):
        left = [[i for i in row if _counts(scene, i)] for row in rows]
        heads = [i for i in whole if _counts(scene, i)]
        for i in heads:
            column = [next((j for j in row if _under(scene, i, j)), None) for row in left]
            if None not in column:
                told = [j for j in column if j is not None]
                left = [[j for j in row if j not in told] for row in left]
                yield i, told, True
        for i in heads:
            alike = [[j for j in row if scene.like(i, j)] for row in left]
            if all(len(row) == 1 for row in alike):
                told = [row[0] for row in alike]
                own = sum(_under(scene, i, j) for j in told) * 2 > len(told)
                if own or sum(scene.like(i, j) for j in heads) == 1:
                    yield i, told, False


def _counts(scene: Scene, i: int) -> bool:
    mention = scene.mentions[i]
    return (
        mention.role in _ROLES
        and not mention.bound
        and bool(mention.measure)
        and not AVERAGE.is_in(scene.words_before(i))
    )


def _under(scene: Scene, i: int, j: int) -> bool:
    """Whether the part is told under the name of the whole: 专任教师, 初中专任教师."""
    if not scene.like(i, j):
        return False
    mine, its = (_TOLD.sub("", scene.words_before(one)) for one in (i, j))
    shorter, longer = sorted((mine, its), key=len)
    return len(shorter) >= _SHORTEST and longer.endswith(shorter)
