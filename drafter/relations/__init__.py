"""Find the arithmetic between numbers of a text: rates, growth, differences and sums, found by wording and by calculation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from drafter.numbers.quantity import Mention
from drafter.relations.afar.balances_afar import find_balances_afar
from drafter.relations.afar.following import follow, shared_out_afar, shares_of_one_another
from drafter.relations.afar.shares_afar import find_shares_afar
from drafter.relations.afar.spans import find_spans
from drafter.relations.afar.spans_afar import find_spans_afar
from drafter.relations.afar.told_afar import find_told_afar
from drafter.relations.broken.credible import counted_once, credible
from drafter.relations.broken.left_out import without_lists_that_leave_out
from drafter.relations.broken.near_moves import find_near_moves
from drafter.relations.broken.near_rates import find_near_rates
from drafter.relations.broken.near_sums import find_near_sums
from drafter.relations.changes.changes import find_change, find_shortfall, own_change
from drafter.relations.changes.outpaced import find_outpaced
from drafter.relations.changes.stocks import find_stocks
from drafter.relations.changes.told_in_turn import find_changes_in_turn, find_told_in_turn
from drafter.relations.changes.yearly import find_yearly
from drafter.relations.evidence.guesses import echoed, mendable
from drafter.relations.guessed.inferred import infer
from drafter.relations.guessed.searched import search
from drafter.relations.memory import Found
from drafter.relations.points.scores import find_scores
from drafter.relations.rates.by_name import find_by_name
from drafter.relations.rates.caseloads import find_caseloads
from drafter.relations.rates.named_results import find_named_results
from drafter.relations.rates.rates import find_rate
from drafter.relations.rates.rates_in_turn import find_rates_in_turn
from drafter.relations.relation import Kind, Relation, Terms, holds_with, of_nothing, relate, solve
from drafter.relations.scene import Scene
from drafter.relations.shares.added_shares import find_added_shares
from drafter.relations.shares.proportions import (
    find_moved_proportions,
    find_proportions,
    find_proportions_afar,
)
from drafter.relations.shares.shares_of_parts import find_shares_of_parts
from drafter.relations.sums.blocks import find_in_blocks
from drafter.relations.sums.converted import find_converted
from drafter.relations.sums.items import find_over_items
from drafter.relations.sums.list_changes import find_list_changes
from drafter.relations.sums.lists import find_lists
from drafter.relations.sums.named_lists import find_named_lists
from drafter.relations.sums.remainders import find_remainders
from drafter.relations.sums.sums import find_sums
from drafter.relations.sums.told_beside import find_told_beside

__all__ = ["Kind", "Relation", "Terms", "find_relations", "holds_with", "merge", "relations_of", "solve"]


def find_relations(text: str, mentions: Sequence[Mention]) -> tuple[Relation, ...]:
    """Return the relations inside the paragraphs of `text`, in the order of their targets; of one target those that hold first.

    Beyond its paragraph reach only a share of a whole named in words (占本年支出合计的) and the points of a self-assessment.
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
    _add(found, find_balances_afar(scene, settled))
    _add(found, find_proportions_afar(scene, settled))
    _add(found, find_by_name(scene, settled))
    for relation in find_scores(scene):
        found.setdefault((relation.target, relation.terms), relation)
    _add(found, find_told_afar(scene, list(found.values())))
    tied = {one.target for one in found.values()}
    _add(found, (one for scope in scene.paragraphs for one in shares_of_one_another(scene, scope, tied)))
    _add(found, shared_out_afar(scene, list(found.values())))
    _add(found, find_spans_afar(scene, list(found.values())))
    settled = {one.target for one in found.values() if one.holds or one.certain}
    _add(found, find_shares_of_parts(scene, list(found.values()), settled))
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
            found.setdefault((relation.target, relation.terms), relation)


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
    fresh = _look(scene, scope)
    if scene.remembers(scope[0]):
        asked, reach = tuple(dict.fromkeys(scene.asked_afar)), max(scene.looked_to - first, 0)
        answers = scene.answers(asked, first, reach, scope[-1] + 1)
        known.found = Found(first, tuple(fresh), asked, reach, answers, scene.afar(asked))
    return fresh


def _look(scene: Scene, scope: list[int]) -> list[Relation]:
    """The relations of one paragraph: those its words name, what follows from them, and what arithmetic alone tells."""
    fresh = [*find_sums(scene, scope)]
    # The same numbers added up are the same calculation, whichever of them is called the result.
    told = {one.numbers for one in fresh}
    for index in scope:
        relation = _of(scene, index, scope)
        if relation is not None and relation.numbers not in told:
            fresh.append(relation)
    told |= {one.numbers for one in fresh if one.holds or one.certain}
    summed = {one.target for one in fresh if one.kind == "sum" and (one.holds or one.certain or one.likely)}
    made_up = {frozenset(one.terms): one.target for one in fresh if one.kind == "sum" and one.holds}
    lists = [
        one
        for one in (*find_named_lists(scene, scope), *find_lists(scene, scope))
        if (one.target not in summed or _parts_it_again(one, fresh))
        and one.numbers not in told
        and not _rounds_to(scene, one, made_up)
    ]
    listed = {one.numbers for one in lists}
    fresh = [one for one in fresh if one.holds or one.certain or one.numbers not in listed] + lists
    fresh += [one for one in find_list_changes(scene, fresh) if one.numbers not in told]
    fresh += [one for one in find_stocks(scene, scope) if one.numbers not in told]
    told |= {one.numbers for one in fresh}
    fresh += [one for one in find_caseloads(scene, scope) if one.numbers not in told]
    settled = {one.target for one in fresh if one.holds}
    fresh += [one for one in find_proportions(scene, scope) if one.target not in settled]
    told |= {one.numbers for one in fresh}
    fresh += [one for one in find_outpaced(scene, scope) if one.numbers not in told]
    fresh += find_moved_proportions(scene, scope)
    fresh += find_converted(scene, scope)
    fresh += find_yearly(scene, scope)
    settled = {one.target for one in fresh if one.holds}
    # What two lists say in turn is surer than what comes out for one rate of several: 分别增长32.0%和32.0%.
    in_turn = [one for one in find_told_in_turn(scene, scope) if one.holds or one.target not in settled]
    in_turn += find_rates_in_turn(scene, scope)
    for changes, rates in find_changes_in_turn(scene, scope):
        in_turn += rates
        fresh = [one for one in fresh if one.holds or one.target not in changes]
    fresh = [one for one in fresh if one.target not in {told.target for told in in_turn}] + in_turn
    settled = {one.target for one in fresh if one.holds}
    told |= {one.numbers for one in fresh}
    fresh += [one for one in find_remainders(scene, scope, settled) if one.numbers not in told]
    sure = {one.numbers for one in fresh if one.holds or one.certain}
    told |= {one.numbers for one in fresh}
    named = [
        one
        for one in find_named_results(scene, scope, fresh)
        if one.numbers not in (sure if one.holds else told)
    ]
    said = {one.numbers for one in named}
    fresh = [one for one in fresh if one.holds or one.certain or one.numbers not in said] + named
    fresh = credible(scene, _followed(scene, scope, fresh))
    searched = [*search(scene, scope, fresh)]
    if searched:
        overruled = {one.target for one in searched if one.kind in ("ratio", "difference")}
        fresh = [one for one in fresh if one.holds or one.target not in overruled]
        fresh = credible(scene, _followed(scene, scope, fresh + searched))
    settled = {one.target for one in fresh if one.holds}
    fresh += find_added_shares(scene, scope, settled)
    for one in find_spans(scene, scope, fresh):
        # What comes out of the same parts is the reading that was meant: to the end of the sentence, not of the paragraph.
        fresh = [
            other
            for other in fresh
            if other.holds or other.target != one.target or not {*other.terms} & {*one.terms}
        ]
        fresh.append(one)
    beside = [*find_told_beside(scene, fresh)]
    surer_of = {one.numbers for one in beside if one.certain}
    fresh = [one for one in fresh if one.holds or one.numbers not in surer_of] + beside
    near = [
        one
        for find in (find_near_sums, find_near_rates, find_near_moves)
        for one in find(scene, scope, fresh)
    ]
    if not near:
        return counted_once(scene, fresh)
    # What names or shares call the whole is surer than what else a slip would mend.
    surer = {(one.target, one.kind) for one in near if one.certain}
    said = {one.numbers for one in near}
    kept = [
        one
        for one in fresh
        if one.holds or ((one.target, one.kind) not in surer and (one.certain or one.numbers not in said))
    ]
    return counted_once(scene, credible(scene, kept + near))


def _parts_it_again(one: Relation, known: Sequence[Relation]) -> bool:
    """Whether other numbers make up the same total: 其中，税收a、非税b；分部门看，税务c、财政d."""
    return one.holds and not any(
        one.target == other.target and {*one.terms} & {*other.terms} for other in known if other.kind == "sum"
    )


def _rounds_to(scene: Scene, one: Relation, made_up: Mapping[frozenset[int], int]) -> bool:
    """Whether the parts come near this total and have made up another one."""
    other = made_up.get(frozenset(one.terms)) if one.holds else None
    return other is not None and scene.mentions[other].amount != scene.mentions[one.target].amount


def _followed(scene: Scene, scope: list[int], known: list[Relation]) -> list[Relation]:
    """`known` with what it implies, which drives out what was misread."""
    implied = [one for one in follow(scene, scope, known) if one not in known]
    better = {(one.target, one.kind) for one in implied if one.kind != "sum"}
    surer = {one.numbers for one in implied if one.kind == "sum"}
    return [
        one
        for one in known
        if one.holds or ((one.target, one.kind) not in better and one.numbers not in surer)
    ] + implied


def _of(scene: Scene, index: int, scope: list[int]) -> Relation | None:
    found = _worded(scene, index, scope)
    if found is not None and found.holds and found.certain:
        return found
    inferred = infer(scene, index, scope)
    if inferred is None or (found is not None and _of_its_own_change(scene, found, inferred)):
        return found
    if (
        found is not None
        and found.certain
        and _is_cut(scene, found)
        and min(found.terms) > min(inferred.terms)
    ):
        return found
    if found is not None and found.holds:
        better = inferred.certain if inferred.holds else echoed(scene, inferred, found)
        return inferred if better else found
    # A known wording may be misread: one that a slip of typing explains is the likelier of two that do not hold.
    kept = found is not None and found.certain and not inferred.holds and mendable(scene, found)
    return found if kept else inferred


def _is_cut(scene: Scene, found: Relation) -> bool:
    """计划30005.94万元，节约5625.51万元，节约率18%: of these 18.7%, cut, rather than of what else makes 18%."""
    target = scene.mentions[found.target]
    return not found.holds and 0 <= abs(found.expected) - target.value < target.step


def _of_its_own_change(scene: Scene, found: Relation, inferred: Relation) -> bool:
    """比预算少21.16万元，比上年减少24.29万元，下降16.52%: the rate is of the change told right before it, whatever else comes out."""
    moved = own_change(scene, found.target)
    if found.holds or not found.certain or not inferred.holds or moved is None or moved not in found.terms:
        return False
    if moved - 1 in found.terms and not scene.same_sentence(min(inferred.terms), moved):
        # 收入14.48亿元。支出13.64亿元，增加0.11亿元，增长0.74%: of what stands right before it
        return scene.same_segment(moved - 1, moved) and mendable(scene, found)
    fits = relate(scene.mentions, "difference", moved, inferred.left)
    return moved not in inferred.terms and not (fits and fits.holds) and mendable(scene, found)


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
