"""Find the arithmetic between numbers of a text: rates, growth, differences and sums, found by wording and by calculation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafter.numbers.quantity import Mention
from drafter.relations.afar.balances_afar import find_balances_afar
from drafter.relations.afar.following import shared_out_afar, shares_of_one_another
from drafter.relations.afar.shares_afar import find_shares_afar
from drafter.relations.afar.spans_afar import find_spans_afar
from drafter.relations.afar.told_afar import find_told_afar
from drafter.relations.afar.turns_afar import find_turns_afar
from drafter.relations.broken.credible import credible
from drafter.relations.broken.left_out import without_lists_that_leave_out
from drafter.relations.changes.funds import find_fund_flows
from drafter.relations.memory import Found
from drafter.relations.paragraph import relations_in
from drafter.relations.points.scores import find_scores
from drafter.relations.rates.by_name import find_by_name
from drafter.relations.relation import Kind, Relation, Terms, holds_with, of_nothing, solve
from drafter.relations.scene import Scene
from drafter.relations.shares.proportions import find_proportions_afar
from drafter.relations.shares.shares_of_parts import (
    find_shares_in_brackets,
    find_shares_of_fellows,
    find_shares_of_parts,
    find_shares_of_subtotals,
)
from drafter.relations.sums.blocks import find_in_blocks
from drafter.relations.sums.items import find_over_items

__all__ = ["Kind", "Relation", "Terms", "find_relations", "holds_with", "merge", "relations_of", "solve"]


def find_relations(text: str, mentions: Sequence[Mention]) -> tuple[Relation, ...]:
    """Return the relations between `mentions` (indices into it, in order of position), by target; of one target those that hold first.

    Most lie inside one paragraph; those of `afar/`, of the points and of names that all know reach over several. None in a text without numbers.
    """
    return relations_of(Scene(text, mentions))


def relations_of(scene: Scene) -> tuple[Relation, ...]:
    """Return what `find_relations` does, for a text whose names are already being worked out."""
    found: dict[tuple[int, tuple[int, ...]], Relation] = {}
    for scope in scene.paragraphs:
        for relation in _inside(scene, scope):
            found.setdefault((relation.target, relation.terms), relation)
    for relation in credible(scene, [*find_in_blocks(scene, list(found.values()))]):
        found.setdefault((relation.target, relation.terms), relation)
    _add(found, find_over_items(scene))
    settled = {one.target for one in found.values() if one.holds}
    _add(found, find_shares_afar(scene, settled))
    _add(found, find_turns_afar(scene, settled))
    _add(found, find_balances_afar(scene, settled))
    _add(found, find_proportions_afar(scene, settled))
    _add(found, find_by_name(scene, settled))
    _add(found, find_fund_flows(scene, settled))
    for relation in find_scores(scene):
        found.setdefault((relation.target, relation.terms), relation)
    _add(found, find_told_afar(scene, list(found.values())))
    tied = {one.target for one in found.values()}
    _add(found, (one for scope in scene.paragraphs for one in shares_of_one_another(scene, scope, tied)))
    _add(found, shared_out_afar(scene, list(found.values())))
    _add(found, find_spans_afar(scene, list(found.values())))
    settled = {one.target for one in found.values() if one.holds or one.certain}
    _add(found, find_shares_of_parts(scene, list(found.values()), settled))
    settled = {one.target for one in found.values() if one.holds or one.certain}
    _add(found, find_shares_of_fellows(scene, list(found.values()), settled))
    _add(found, find_shares_of_subtotals(scene, list(found.values()), settled))
    _add(found, find_shares_in_brackets(scene, settled))
    told = [one for one in found.values() if not of_nothing(scene.mentions, one)]
    return _in_order(without_lists_that_leave_out(scene, told))


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
    if not added:
        return
    targets = {one.target for one in added}
    broken: dict[tuple[int, str], list[tuple[int, tuple[int, ...]]]] = {}
    for key, one in found.items():
        if one.target in targets and not one.holds:
            broken.setdefault((one.target, one.kind), []).append(key)
    for relation in added:
        worse = broken.get((relation.target, relation.kind), [])
        # 出口a、进口b; 民营企业c、外资d、国企e: that the one way comes out says nothing for the other.
        worse = [key for key in worse if key not in found or not _parts_anew(found[key], relation)]
        if relation.holds:
            for key in worse:
                found.pop(key, None)
        if relation.holds or not worse:
            key = (relation.target, relation.terms)
            told = found.setdefault(key, relation)
            if relation.holds and relation.certain and told.holds and not told.certain:
                found[key] = relation


def _parts_anew(broken: Relation, one: Relation) -> bool:
    """Whether a sum is of other numbers than one that the words tell of."""
    return (broken.certain or broken.likely) and one.kind == "sum" and not {*broken.terms} & {*one.terms}


def _inside(scene: Scene, scope: list[int]) -> Sequence[Relation]:
    """The relations of one paragraph, remembered for as long as the amounts that it looks up by name stay what they are."""
    known, first = scene.known(scope[0])
    found = known.found
    if found is not None:
        afar = scene.afar(found.asked)
        if found.answers == scene.answers(found.asked, first, found.reach, scope[-1] + 1):
            if (found.first, found.afar) != (first, afar):
                known.found = found = found.moved_to(first, afar)
            return found.relations
    scene.looked_to, scene.asked_afar = 0, []
    fresh = relations_in(scene, scope)
    if scene.remembers(scope[0]):
        asked, reach = tuple(dict.fromkeys(scene.asked_afar)), max(scene.looked_to - first, 0)
        answers = scene.answers(asked, first, reach, scope[-1] + 1)
        known.found = Found(first, tuple(fresh), asked, reach, answers, scene.afar(asked))
    return fresh
