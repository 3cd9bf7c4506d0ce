"""Name what a number measures, in the words of its own sentence; `labels.label_of` adds what these words leave unsaid."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from drafter.numbers.labels import growths as label_growths
from drafter.numbers.labels import nouns as label_nouns
from drafter.numbers.labels import purposes as label_purposes
from drafter.numbers.labels import shares as label_shares
from drafter.numbers.labels import told as label_told
from drafter.numbers.labels.cells import cell_label
from drafter.numbers.labels.changes import moved_label
from drafter.numbers.labels.owners import with_its_name, with_owner, with_twin
from drafter.numbers.labels.regions import with_place
from drafter.numbers.labels.spots import Spot
from drafter.numbers.labels.words import tidy
from drafter.numbers.mention import Mention
from drafter.traditional import simplified

__all__ = ["own_label"]

RULES: tuple[Callable[[Spot], str | None], ...] = (
    label_told.in_a_list,
    label_told.in_turn,
    label_told.change_of_another_measure,
    label_told.above_another,
    label_told.added,
    label_growths.base_to_grow_from,
    label_told.after_taking_off,
    label_growths.grown_from_a_base,
    label_growths.pulled,
    label_growths.change,
    label_told.same_time_before,
    label_told.converted,
    label_told.times_another,
    label_shares.pace_behind,
    label_shares.share_of_plan,
    label_shares.plan_of_a_share,
    label_shares.share_alone,
    label_shares.share_of_its_own,
    label_told.in_a_row,
    label_told.start_of_a_move,
    label_told.end_of_a_move,
    label_told.start_of_a_range,
    label_told.end_of_a_range,
    label_told.inside_a_name,
    label_told.next_of_limits,
    label_told.behind_a_bracket,
    label_told.goes_on,
    label_nouns.of_a_list,
    label_nouns.points_off,
    label_purposes.used_for,
    label_nouns.rate_of_what_was_done,
    label_purposes.done_for_them,
    label_told.beside_what_was_told,
    label_told.measure_of_the_subject,
    label_nouns.total,
    label_nouns.all_together,
    label_nouns.homes_and_people,
    label_nouns.counted_twice,
    label_told.cumulated,
    label_shares.share_of_something,
    label_nouns.beside,
)
"""How a number of prose may be named; the first that has something to say names it."""


def own_label(text: str, mentions: Sequence[Mention], index: int) -> str:
    """Return what the number `mentions[index]` measures, in at most 26 characters; "" when nothing near it says.

    In prose it is the noun phrase before the number; a bare measure (执行数, 完成率) takes the item it belongs to from the
    clauses before; a number after a bare verb takes the noun behind its unit (提出8项创新举措 → 提出创新举措). In a table it is
    the words of the row, and the head of the column where cells are parted by tabs.
    """
    text, mention = simplified(text), mentions[index]
    in_table = cell_label(text, mention.start, mention.stop)
    return tidy(_told(Spot(text, mentions, index, 0, _named)) if in_table is None else in_table)


def _told(spot: Spot) -> str:
    """The label of a number in prose."""
    label = with_owner(spot.text, spot.mentions, spot.index, moved_label(_named(spot)), spot.called)
    label = with_its_name(spot.text, spot.mention.start, label)
    label = with_twin(spot, label)
    return with_place(spot.text, spot.mention.start, label)


def _named(spot: Spot) -> str:
    """The label of a number by the rules alone: others are named after it, and it after others, by these."""
    return next((name for rule in RULES if (name := rule(spot)) is not None), "")
