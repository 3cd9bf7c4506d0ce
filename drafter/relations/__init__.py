"""Find the arithmetic between numbers of a text: rates, growth, differences and sums, found by wording and by calculation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from drafter.numbers.quantity import Mention
from drafter.relations.blocks import find_in_blocks
from drafter.relations.changes import find_change, find_shortfall
from drafter.relations.evidence import at_odds
from drafter.relations.following import follow
from drafter.relations.guesses import echoed, mendable
from drafter.relations.inferred import infer
from drafter.relations.items import find_over_items
from drafter.relations.lists import find_lists
from drafter.relations.named_lists import find_named_lists
from drafter.relations.rates import find_rate
from drafter.relations.relation import Kind, Relation, Terms, factor_of, holds_with, relate, solve
from drafter.relations.remainders import find_remainders
from drafter.relations.scene import Scene
from drafter.relations.scores import find_scores
from drafter.relations.searched import search
from drafter.relations.shares_afar import find_shares_afar
from drafter.relations.slips import is_slip
from drafter.relations.sums import find_sums

__all__ = ["Kind", "Relation", "Terms", "find_relations", "holds_with", "merge", "relations_of", "solve"]


_FEWEST = 3  # parts, of which one may be a crumb
_COARSER = 100  # 500万元 beside 120.35万元 may be exact


def find_relations(text: str, mentions: Sequence[Mention]) -> tuple[Relation, ...]:
    """Return the relations inside the paragraphs of `text`, in the order of their targets; of one target those that hold first.

    Beyond its paragraph reach only a share of a whole named in words (占本年支出合计的) and the points of a self-assessment.
    """
    return relations_of(Scene(text, mentions))


def relations_of(scene: Scene) -> tuple[Relation, ...]:
    """Return what `find_relations` does, for a text whose names are already being worked out."""
    found: dict[tuple[int, tuple[int, ...]], Relation] = {}
    for scope in scene.paragraphs():
        for relation in _inside(scene, scope):
            found.setdefault((relation.target, relation.terms), relation)
    for relation in _credible(scene, [*find_in_blocks(scene.text, scene.mentions, list(found.values()))]):
        found.setdefault((relation.target, relation.terms), relation)
    _add(found, find_over_items(scene))
    settled = {one.target for one in found.values() if one.holds}
    _add(found, find_shares_afar(scene, settled))
    for relation in find_scores(scene):
        found.setdefault((relation.target, relation.terms), relation)
    return _in_order(found.values())


def merge(relations: Iterable[Relation], surer: Iterable[Relation]) -> tuple[Relation, ...]:
    """Return both in the order of their targets; what `surer` says of a number drives out what else does not hold for it."""
    found = {(one.target, one.terms): one for one in surer}
    settled = {target for target, _ in found}
    for one in relations:
        if one.holds or one.target not in settled:
            found.setdefault((one.target, one.terms), one)
    return _in_order(found.values())


def _in_order(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    return tuple(sorted(relations, key=lambda one: (one.target, not one.holds)))


def _add(found: dict[tuple[int, tuple[int, ...]], Relation], more: Iterable[Relation]) -> None:
    """Add relations that say something new; one that holds drives out what was misread for the same target."""
    added = list(more)
    targets = {one.target for one in added}
    broken: dict[tuple[int, str], list[tuple[int, tuple[int, ...]]]] = {}
    for key, one in found.items():
        if one.target in targets and not one.holds:
            broken.setdefault((one.target, one.kind), []).append(key)
    for relation in added:
        worse = broken.get((relation.target, relation.kind), [])
        if relation.holds:
            for key in worse:
                found.pop(key, None)
        if relation.holds or not worse:
            found.setdefault((relation.target, relation.terms), relation)


def _inside(scene: Scene, scope: list[int]) -> Iterator[Relation]:
    """The relations of one paragraph, remembered for as long as the amounts that it looks up by name stay what they are."""
    known, first = scene.known(scope[0])
    if known.relations is not None and (
        not known.asked or scene.answers(known.asked, first) == known.answers
    ):
        yield from (one.moved(first) for one in known.relations)
        return
    scene.looked_afar, scene.asked_afar = False, []
    fresh = [*find_sums(scene, scope)]
    # The same numbers added up are the same calculation, whichever of them is called the result.
    told = {frozenset((one.target, *one.terms)) for one in fresh}
    for index in scope:
        relation = _of(scene, index, scope)
        if relation is not None and frozenset((relation.target, *relation.terms)) not in told:
            fresh.append(relation)
    told |= {frozenset((one.target, *one.terms)) for one in fresh}
    summed = {one.target for one in fresh if one.kind == "sum" and (one.holds or one.certain or one.likely)}
    fresh += [
        one
        for one in (*find_named_lists(scene, scope), *find_lists(scene, scope))
        if one.target not in summed and frozenset((one.target, *one.terms)) not in told
    ]
    settled = {one.target for one in fresh if one.holds}
    told |= {frozenset((one.target, *one.terms)) for one in fresh}
    fresh += [
        one
        for one in find_remainders(scene, scope, settled)
        if frozenset((one.target, *one.terms)) not in told
    ]
    fresh = _credible(scene, _followed(scene, scope, fresh))
    searched = [*search(scene, scope, fresh)]
    if searched:
        overruled = {(one.target, frozenset(one.terms)) for one in searched}
        fresh = [one for one in fresh if (one.target, frozenset(one.terms)) not in overruled]
        fresh = _credible(scene, _followed(scene, scope, fresh + searched))
    if not scene.looked_afar and scene.remembers(scope[0]):
        known.asked = tuple(dict.fromkeys(scene.asked_afar))
        known.answers = scene.answers(known.asked, first)
        known.relations = tuple(one.moved(-first) for one in fresh)
    yield from fresh


def _followed(scene: Scene, scope: list[int], known: list[Relation]) -> list[Relation]:
    """`known` with what it implies, which drives out what was misread."""
    implied = [one for one in follow(scene, scope, known) if one not in known]
    better = {(one.target, one.kind) for one in implied if one.kind != "sum"}
    return [one for one in known if one.holds or (one.target, one.kind) not in better] + implied


def _credible(scene: Scene, relations: Sequence[Relation]) -> list[Relation]:
    """Those that hold, and of the others those that the words allow and whose terms make up no other number."""
    made_up = {frozenset(one.terms): one.target for one in relations if one.kind == "sum" and one.holds}
    rates = {(one.left, one.right): one.target for one in relations if one.kind == "ratio" and one.holds}
    return [
        one
        for one in (_without_crumbs(scene, each) for each in relations)
        if not _drowned(scene, one)
        and (
            one.holds
            or not (at_odds(scene, one) or _made_up(scene, one, made_up) or _of_another(scene, one, rates))
        )
    ]


def _without_crumbs(scene: Scene, relation: Relation) -> Relation:
    """A sum without the parts that the rounding of the others hides: 10223.9万元 of 1986.4万元, 8237.5万元 and 578元 a month."""
    if relation.kind != "sum" or not relation.holds or len(relation.left) < _FEWEST:
        return relation
    target = scene.mentions[relation.target]
    least = target.step * abs(factor_of(target))
    kept = tuple(
        (sign, i)
        for sign, i in relation.left
        if abs(scene.mentions[i].amount) >= least or scene.mentions[i].unit == target.unit
    )
    if len(kept) == len(relation.left) or len(kept) < _FEWEST - 1:
        return relation
    made = relate(scene.mentions, "sum", relation.target, kept, certain=relation.certain)
    return made if made is not None and made.holds else relation


def _drowned(scene: Scene, relation: Relation) -> bool:
    """Whether a term is so much coarser than the total that it makes any sum come out: 13697.5亿元 of 9323.1亿元 and 千亿元."""
    if relation.kind != "sum" or not relation.holds:
        return False
    steps = [
        scene.mentions[i].step * abs(factor_of(scene.mentions[i])) for i in (relation.target, *relation.terms)
    ]
    return max(steps[1:]) > _COARSER * steps[0]


def _of_another(scene: Scene, relation: Relation, rates: Mapping[tuple[Terms, Terms], int]) -> bool:
    """办结471宗，办结率98.9%；…调解成功率98.6%: two numbers have one ratio, which a rate of another name is not."""
    other = rates.get((relation.left, relation.right)) if relation.kind == "ratio" else None
    return other is not None and scene.words_before(other) != scene.words_before(relation.target)


def _made_up(scene: Scene, relation: Relation, totals: Mapping[frozenset[int], int]) -> bool:
    """Whether the parts make another total; not one that is this total printed again with a slip: 预算2921万，其中…，合计2912万."""
    other = totals.get(frozenset(relation.terms)) if relation.kind == "sum" else None
    return other is not None and not is_slip(
        scene.mentions[other].token, scene.mentions[relation.target].token
    )


def _of(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    found = _worded(scene, index, scope)
    if found is not None and found.holds and found.certain:
        return found
    inferred = infer(scene, index, scope)
    if inferred is None:
        return found
    if found is not None and found.holds:
        better = inferred.certain if inferred.holds else echoed(scene, inferred, found)
        return inferred if better else found
    # A known wording may be misread: one that a slip of typing explains is the likelier of two that do not hold.
    kept = found is not None and found.certain and not inferred.holds and mendable(scene, found)
    return found if kept else inferred


def _worded(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    """The relation that a known wording names."""
    mention = scene.mentions[index]
    if mention.role in ("growth", "change"):
        return find_change(scene, index, scope)
    if mention.role == "value":
        return find_shortfall(scene, index, scope)
    if mention.role == "ratio" and mention.measure in ("%", "‰"):
        return find_rate(scene, index, scope)
    return None
