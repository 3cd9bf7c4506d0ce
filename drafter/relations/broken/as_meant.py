"""Read relations anew in which a number is none of those meant: crumbs, noughts, losses, a part in the place of its whole."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.patterns import Regex
from drafter.relations.relation import Relation, Terms, factor_of, relate
from drafter.relations.scene import Scene

_LOST = Regex("亏损(?:额|总额)?(?:为|达)?$")
_OF_WHAT = Regex(r"占[^，。；]{2,}$")
_GOES_ON = Regex(r"\s*[、，；;,][^。；;，,：（(]{1,20}")  # to the next item of a list
_FEWEST = 3  # parts, of which one may be a crumb


def as_meant(scene: Scene, relations: Sequence[Relation]) -> list[Relation]:
    """Return each with the parts that are meant: no crumbs, all noughts, losses taken away, and of the whole rather than of a part."""
    return _of_one_whole(scene, _counted(scene, [_each_as_meant(scene, one) for one in relations]))


def _counted(scene: Scene, relations: Sequence[Relation]) -> list[Relation]:
    """职工参保18.64万人，其中在职a、退休b；居民参保c，两项合计: of the two that are counted, not of the parts of one of them.

    Nor of what a bracket says of one of them: 幼儿园412所（公办236所、民办176所），小学318所，合计730所.
    """
    sums = [one for one in relations if one.kind == "sum" and one.holds]
    wholes = {one.left: one.target for one in sums if all(sign > 0 for sign, _ in one.left)}
    kept = []
    for one in relations:
        count = scene.mentions[one.target - 1] if one.target else None
        counted = count.value if count is not None and count.unit == "项" else 0
        if one in sums and len(one.left) > _FEWEST - 1:
            for left, whole in wholes.items():
                others = [term for term in one.left if term not in left]
                aside = scene.text.startswith("（", scene.mentions[whole].stop)
                if (
                    whole != one.target
                    and others
                    and whole not in one.terms
                    and len(others) + len(left) == len(one.left)
                    and (aside or len(others) + 1 == counted)
                ):
                    terms = tuple(sorted([*others, (1, whole)], key=lambda term: term[1]))
                    one = relate(scene.mentions, "sum", one.target, terms, certain=one.certain) or one
                    break
        kept.append(one)
    return kept


def _of_one_whole(scene: Scene, relations: Sequence[Relation]) -> list[Relation]:
    """咨询2157件，业务类2125件，占咨询总量的98.5%；其他32件，占咨询总量的1.5%: both of the 2157, of which the 2125 are a part."""
    shares: dict[Terms, Relation] = {
        one.left: one
        for one in relations
        if one.kind == "ratio" and one.holds and len(one.left) == len(one.right) == 1
    }
    return [
        _of_its_whole(scene, one, shares.get(one.right)) if one.kind == "ratio" else one for one in relations
    ]


def _each_as_meant(scene: Scene, one: Relation) -> Relation:
    return _of_what_went(scene, _less_its_losses(scene, _with_noughts(scene, without_crumbs(scene, one))))


def _of_what_went(scene: Scene, one: Relation) -> Relation:
    """职工2860人精简至2574人，精简10%: the share is of what went, not of what stayed."""
    if one.kind != "ratio" or one.holds or one.certain or not len(one.left) == len(one.right) == 1:
        return one
    went = ((1, one.right[0][1]), (-1, one.left[0][1]))
    made = relate(scene.mentions, "ratio", one.target, went, one.right)
    return made if made is not None and made.holds else one


def _less_its_losses(scene: Scene, one: Relation) -> Relation:
    """利润0.42亿元，其中甲0.10亿元；乙亏损0.01亿元；丙0.33亿元: what was lost is taken away."""
    if one.kind != "sum" or _LOST.search(scene.words_before(one.target)):
        return one
    lost = {i for i in one.terms if _LOST.search(scene.words_before(i))}
    if not lost or len(lost) == len(one.left):
        return one
    left = tuple((-1 if i in lost else sign, i) for sign, i in one.left)
    less = relate(scene.mentions, "sum", one.target, left, certain=one.certain, likely=one.likely)
    return less if less and less.holds else one


def _of_its_whole(scene: Scene, one: Relation, other: Relation | None) -> Relation:
    if (
        other is None
        or one.left == other.right
        or not (told := _OF_WHAT.search(scene.words_before(one.target)))
    ):
        return one
    same = scene.words_before(other.target).endswith(told[0])
    made = (
        relate(scene.mentions, "ratio", one.target, one.left, other.right, certain=one.certain)
        if same
        else None
    )
    return made if made is not None and made.holds else one


def without_crumbs(scene: Scene, relation: Relation) -> Relation:
    """A sum without the parts that the rounding of the others hides: 10223.9万元 of 1986.4万元, 8237.5万元 and 578元 a month."""
    if relation.kind != "sum" or not relation.holds or len(relation.left) < _FEWEST:
        return relation
    target = scene.mentions[relation.target]
    least = target.step * abs(factor_of(target)) * max(len(relation.left), 2) / 2
    told = {scene.mentions[i].unit for _, i in relation.left if abs(scene.mentions[i].amount) >= least}
    kept = tuple(
        (sign, i)
        for sign, i in relation.left
        if abs(scene.mentions[i].amount) >= least or scene.mentions[i].unit in (target.unit, *told)
    )
    if len(kept) == len(relation.left) or len(kept) < _FEWEST - 1:
        return relation
    made = relate(scene.mentions, "sum", relation.target, kept, certain=relation.certain)
    return made if made is not None and made.holds else relation


def _with_noughts(scene: Scene, relation: Relation) -> Relation:
    """A sum with all the noughts that its list ends in: 自评项目28个，其中优28个；良0个；中0个；差0个 comes out after 良 already."""
    if relation.kind != "sum" or not relation.holds:
        return relation
    last = relation.left[-1][1]
    if scene.mentions[last].value or last < relation.target:
        return relation
    more = list(relation.left)
    for i in range(last + 1, len(scene.mentions)):
        mention = scene.mentions[i]
        part = mention.role in ("value", "count") and not mention.value and scene.like(i, last)
        if not part or not _GOES_ON.fullmatch(scene.gap(i - 1, i)):
            break
        more.append((1, i))
    made = relate(scene.mentions, "sum", relation.target, tuple(more), certain=relation.certain)
    return made if made is not None and made.holds else relation
