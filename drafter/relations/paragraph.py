"""Tell what the numbers of one paragraph have to do with each other, finder after finder, the surer before the less sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from drafter.relations.afar.following import follow
from drafter.relations.afar.spans import find_spans
from drafter.relations.broken.credible import counted_once, credible
from drafter.relations.broken.near_moves import find_near_moves
from drafter.relations.broken.near_rates import find_near_rates
from drafter.relations.broken.near_sums import find_near_sums
from drafter.relations.broken.other_terms import means_others
from drafter.relations.changes.changes import find_change, find_shortfall, own_change
from drafter.relations.changes.changes_together import find_changes_together
from drafter.relations.changes.outpaced import find_outpaced
from drafter.relations.changes.stocks import find_stocks
from drafter.relations.changes.told_in_turn import (
    find_changes_in_turn,
    find_moves_in_turn,
    find_told_in_turn,
)
from drafter.relations.changes.yearly import find_yearly
from drafter.relations.evidence.guesses import echoed, leaves_out_a_term, mendable
from drafter.relations.guessed.inferred import infer
from drafter.relations.guessed.searched import search
from drafter.relations.known import Known
from drafter.relations.mended.again import find_mended
from drafter.relations.rates.caseloads import find_caseloads
from drafter.relations.rates.means import find_means
from drafter.relations.rates.named_results import find_named_results
from drafter.relations.rates.rates import find_rate
from drafter.relations.rates.rates_in_turn import find_rates_in_turn
from drafter.relations.rates.to_one import find_to_one
from drafter.relations.relation import Relation, relate
from drafter.relations.scene import Scene
from drafter.relations.shares.added_shares import find_added_shares
from drafter.relations.shares.proportions import find_moved_proportions, find_proportions
from drafter.relations.shares.shares import names_its_whole
from drafter.relations.sums.columns import find_columns
from drafter.relations.sums.converted import find_converted
from drafter.relations.sums.list_changes import find_list_changes
from drafter.relations.sums.lists import find_lists
from drafter.relations.sums.named_lists import find_named_lists
from drafter.relations.sums.remainders import find_remainders
from drafter.relations.sums.subtotals import find_subtotals
from drafter.relations.sums.sums import find_sums
from drafter.relations.sums.told_beside import find_told_beside


def relations_in(scene: Scene, scope: list[int]) -> list[Relation]:
    """Return the relations of the numbers `scope`: those their words name, what follows from them, what arithmetic alone tells, and what
    comes out but for one slip."""
    known = _as_printed(scene, scope)
    for near in (_near, _mended):
        if slipped := near(scene, scope, known.relations):
            known.add_slips(slipped)
            known = Known(credible(scene, known.relations))
    return counted_once(scene, known.relations)


def _as_printed(scene: Scene, scope: list[int]) -> Known:
    """What is told of the numbers, none of them taken for a slip because of what comes out."""
    known = Known(find_sums(scene, scope))
    known.add_new(_of_each(scene, scope))
    known.add_for_unsure(_lists(scene, scope, known.relations))
    known.add_new(find_list_changes(scene, known.relations))
    known.add_for_unsure(find_stocks(scene, scope))
    known.add_new(find_caseloads(scene, scope))
    known.add_unsettled(find_proportions(scene, scope))
    known.add_new(find_outpaced(scene, scope))
    known.add_unsettled(find_means(scene, scope))
    for find in (find_moved_proportions, find_converted, find_yearly):
        known.add(find(scene, scope))
    _add_told_in_turn(scene, scope, known)
    known.add_for_unsure(find_subtotals(scene, scope))
    known.add_new(find_remainders(scene, scope, known.settled))
    told = known.told
    named = find_named_results(scene, scope, known.relations)
    known.add_for_unsure([one for one in named if one.holds or one.numbers not in told])
    known.add_for_unsure(find_to_one(scene, scope))
    known = Known(credible(scene, _followed(scene, scope, known.relations)))
    if searched := [*_searched(scene, scope, known.relations)]:
        known.leave_out_broken({one.target for one in searched if one.kind in ("ratio", "difference")})
        known = Known(credible(scene, _followed(scene, scope, known.relations + searched)))
    known.add(find_added_shares(scene, scope, known.settled))
    for one in find_spans(scene, scope, known.relations):
        known.add_over_its_parts(one)
    known.add_surer(find_columns(scene, scope, known.relations))
    known.add_surer(find_told_beside(scene, known.relations))
    return known


def _of_each(scene: Scene, scope: list[int]) -> Iterator[Relation]:
    return (one for index in scope if (one := _of(scene, index, scope)) is not None)


def _lists(scene: Scene, scope: list[int], known: Sequence[Relation]) -> Iterator[Relation]:
    """Lists of what no sum is told of yet, and those that part the same total in another way."""
    summed = {one.target for one in known if one.kind == "sum" and (one.holds or one.certain or one.likely)}
    made_up = {frozenset(one.terms): one.target for one in known if one.kind == "sum" and one.holds}
    for one in (*find_named_lists(scene, scope), *find_lists(scene, scope)):
        if one.target in summed and not _parts_it_again(one, known):
            continue
        if not _rounds_to(scene, one, made_up):
            yield one


def _add_told_in_turn(scene: Scene, scope: list[int], known: Known) -> None:
    """What two lists say in turn, or one of all together, is surer than what comes out for one rate of several: 分别增长32.0%和32.0%."""
    settled = known.settled
    in_turn = [one for one in find_told_in_turn(scene, scope) if one.holds or one.target not in settled]
    in_turn += find_rates_in_turn(scene, scope)
    in_turn += find_moves_in_turn(scene, scope)
    in_turn += (one for one in find_changes_together(scene, scope) if one.holds or one.target not in settled)
    for changes, rates in find_changes_in_turn(scene, scope):
        in_turn += rates
        known.leave_out_broken(changes)
    known.leave_out({one.target for one in in_turn})
    known.add(in_turn)


def _near(scene: Scene, scope: list[int], known: Sequence[Relation]) -> list[Relation]:
    """What comes out but for one slip."""
    finders = (find_near_sums, find_near_rates, find_near_moves)
    return [one for find in finders for one in find(scene, scope, known)]


def _mended(scene: Scene, scope: list[int], known: Sequence[Relation]) -> list[Relation]:
    """What would be told, had one number been another."""

    def find(scene: Scene, scope: list[int]) -> list[Relation]:
        return counted_once(scene, _as_printed(scene, scope).relations)

    return [*find_mended(scene, scope, known, find)]


def _parts_it_again(one: Relation, known: Sequence[Relation]) -> bool:
    """Whether other numbers make up the same total: 其中，税收a、非税b；分部门看，税务c、财政d."""
    return one.holds and not any(
        one.target == other.target and {*one.terms} & {*other.terms} for other in known if other.kind == "sum"
    )


def _rounds_to(scene: Scene, one: Relation, made_up: Mapping[frozenset[int], int]) -> bool:
    """Whether the parts come near this total and have made up another one."""
    other = made_up.get(frozenset(one.terms)) if one.holds else None
    return other is not None and scene.mentions[other].amount != scene.mentions[one.target].amount


def _searched(scene: Scene, scope: list[int], known: Sequence[Relation]) -> Iterator[Relation]:
    """What arithmetic alone tells, but of a share whose words name another whole, or where the words speak against it."""
    # 旧存842件，新收a件；审结b件，未结842件: what comes out for the number it was copied from comes out for the copy.
    broken = {one.target: one for one in known if not one.holds and one.certain}
    careless = [one.numbers for one in broken.values() if leaves_out_a_term(scene.mentions, one)]
    for one in search(scene, scope, known):
        worded = broken.get(one.target)
        if worded is not None and (
            names_its_whole(scene, worded)
            or _turned_round(worded, one)
            or leaves_out_a_term(scene.mentions, worded)
        ):
            continue
        if not (any(one.numbers < numbers for numbers in careless) or means_others(scene, one)):
            yield one


def _turned_round(one: Relation, other: Relation) -> bool:
    """Whether the one is the whole by the part where the other is the part by the whole, or what b exceeds a by where a exceeds b."""
    if one.kind == other.kind == "difference":
        return one.numbers == other.numbers and one.left != other.left and not one.right
    return one.kind == other.kind == "ratio" and (one.left, one.right) == (other.right, other.left)


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
    if inferred is not None and inferred.kind == "ratio" and means_others(scene, inferred):
        inferred = None
    if inferred is None or (found is not None and _of_its_own_change(scene, found, inferred)):
        return found
    if found is not None and found.certain and _turned_round(found, inferred):
        return found  # 追缴2186万元，发还1749万元，发还率125.0%; 预算a，支出b，比预算增加a − b
    if found is not None and names_its_whole(scene, found) and not names_its_whole(scene, inferred):
        return found  # 在职183人，教师152人；骨干98人，占教师的53.6%: of the 152, though it comes out for the 183
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
    if mention.role in ("value", "count"):
        return find_shortfall(scene, index, scope)
    if mention.role == "ratio" and mention.measure in ("%", "‰"):
        return find_rate(scene, index, scope)
    return None
