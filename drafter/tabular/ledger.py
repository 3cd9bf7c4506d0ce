"""All that the tables of one report say about their own numbers and those of its prose."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from drafter.numbers.quantity import Mention
from drafter.relations.relation import Relation, relate
from drafter.report import Report, Table
from drafter.tabular.accounts import Item, accounts_of, find_account_ties, find_items, find_misnamed
from drafter.tabular.addition import Sum
from drafter.tabular.cells import Block, amounts, blocks_of, place_cells, tables_in
from drafter.tabular.counting import is_counted
from drafter.tabular.last_place import evidence
from drafter.tabular.pairs import block_of_pairs, pairs_of
from drafter.tabular.prose import Printed, Tie, find_prose_ties, names_of, subject_of_table
from drafter.tabular.shifted import Shifted, find_shifted
from drafter.tabular.sums import find_sums
from drafter.tabular.text_columns import place_columns
from drafter.tabular.text_lists import find_listed_tables
from drafter.tabular.text_rows import find_text_tables
from drafter.tabular.three_public import (
    ACCOUNTS,
    Form,
    Told,
    find_public_ties,
    find_told,
    form_by_heads,
    read_budget_form,
    read_form,
)
from drafter.tabular.ties import columns_of, find_ties, scale_of
from drafter.tabular.told_lists import find_told_lists
from drafter.tabular.told_rows import find_told_rows

_SMALL = 100  # nobody rounds to one or two digits
_LIKELY = 1.5
"""Powers of ten by which chance is ruled out, from which whole numbers in no unit are counts for all that one is off."""
_EXACT = 6
"""Sums of several parts that hold to the last place, from which a table in 元 is known not to be rounded."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The sums inside the tables, the amounts two tables share, and those the prose repeats.

    `forms` are the spans of the forms read line by line, of which the report itself says nothing.
    `public` is that of “三公”经费, `told` what the prose tells of its items, `expenses` the accounts of 经济分类 that are of them; `items` are the accounts the prose names in full,
    `misnamed` those that their rows call otherwise; `shifted` are forms whose amounts stand against other names than their own.
    `exact` are once more the sums of tables in 元 that leave nothing off nearly throughout: such a table was not rounded.
    """

    sums: tuple[Sum, ...]
    exact: tuple[Sum, ...]
    shared: tuple[Sum, ...]
    ties: tuple[Tie, ...]
    forms: tuple[tuple[int, int], ...] = ()
    public: Form | None = None
    told: tuple[Told, ...] = ()
    expenses: Mapping[str, Printed] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    misnamed: tuple[tuple[Item, str, str], ...] = ()
    shifted: tuple[Shifted, ...] = ()

    @property
    def confirmed(self) -> set[int]:
        """Where the cells stand that a sum which holds confirms, or another table."""
        return self.added_up | {cell.start for one in self.shared if one.holds for cell in one.cells}

    @property
    def added_up(self) -> set[int]:
        """Where the cells stand that a sum of their own table confirms."""
        return {cell.start for one in self.sums if one.holds and one.ground != "slip" for cell in one.cells}


def read_ledger(report: Report, mentions: Sequence[Mention]) -> Ledger:
    """Return what the tables of `report` say; `mentions` are its numbers."""
    inside = [(table.start, table.end) for table in report.tables]
    forms = [
        *map(place_columns, find_text_tables(report.text, inside)),
        *find_listed_tables(report.text, inside),
    ]
    public = read_form(report.text)
    spans = [(form.start, form.end) for form in (*forms, *([public] if public else ()))]
    items = tuple(find_items(report.text, mentions))
    told = tuple(find_told(report.text, mentions, sorted([*inside, *spans])))
    if public is None and (public := read_budget_form(report.text, told, mentions)) is not None:
        spans.append((public.start, public.end))
    if not report.tables and not spans:
        return Ledger((), (), (), (), told=told, items=items)
    by_start = {mention.start: mention for mention in mentions}
    found = [(table.start, blocks) for table, blocks in _tables(report, mentions)]
    found = sorted([*found, *((form.start, form.blocks) for form in forms)], key=lambda one: one[0])
    tables = [blocks for _, blocks in found]
    scaled = [(blocks, _scale(blocks, by_start)) for blocks in tables]
    named = names_of(
        [
            (blocks, scale, subject_of_table(report.text, start))
            for (start, _), (blocks, scale) in zip(found, scaled, strict=True)
        ]
    )
    accounts = accounts_of(scaled) if items else {}
    named_in_full = list(find_account_ties(items, mentions, accounts))
    form = public or form_by_heads(report.text, tables)
    if form is not None:
        named_in_full += find_public_ties(told, mentions, form)
    sums = [_as_counted(find_sums(blocks), by_start) for blocks in tables]
    in_lists = find_told_lists(report.text, mentions, scaled, (one for own in sums for one in own))
    sure = {tie.index for tie in named_in_full}
    named_in_full += [tie for tie in in_lists if tie.index not in sure]
    sure = {tie.index for tie in named_in_full}
    by_name = [
        tie
        for tie in find_prose_ties(report.text, mentions, named, sorted([*inside, *spans]))
        if tie.index not in sure
    ]
    sure |= {tie.index for tie in by_name}
    in_rows = [tie for tie in find_told_rows(report.text, mentions, report.tables) if tie.index not in sure]
    paired = (one for block in _pairs(report) for one in find_sums([block]))
    columns = columns_of(tables)
    return Ledger(
        tuple(
            one
            for own in (*sums, paired, *(form.sums for form in forms), public.sums if public else ())
            for one in own
        ),
        tuple(one for blocks, own in zip(tables, sums, strict=True) for one in _exact(blocks, own, by_start)),
        tuple(find_ties(columns)),
        (*named_in_full, *by_name, *in_rows),
        tuple(spans),
        public,
        told,
        _expenses(scaled),
        items,
        tuple(find_misnamed(items, mentions, accounts)),
        tuple(find_shifted(tables, columns)),
    )


def _expenses(tables: Sequence[tuple[Sequence[Block], Decimal]]) -> dict[str, Printed]:
    wanted, found = dict(ACCOUNTS.values()), dict[str, Printed]()
    for blocks, scale in tables:
        for line in (line for block in blocks for line in block.lines if line.code in wanted):
            if not line.cells or not line.plain.startswith(wanted[line.code]):
                continue
            cell = line.cells[min(line.cells)]
            found.setdefault(line.code, Printed(cell, cell.value * scale))
    return found


def read_sums(report: Report, mentions: Sequence[Mention]) -> tuple[Sum, ...]:
    """Return the sums of each table alone, those of scores too, as the sheet computes them."""
    return tuple(one for _, blocks in _tables(report, mentions) for one in find_sums(blocks, scores=True))


def _tables(report: Report, mentions: Sequence[Mention]) -> list[tuple[Table, Sequence[Block]]]:
    money = [mention.start for mention in mentions if mention.measure == "元"]
    measured = {
        mention.start
        for mention in mentions
        if (mention.measure or mention.factor != 1) and not is_counted(mention)
    }
    found = (
        (part, blocks_of(part, grid, measured=measured, money=_any_in(money, part)))
        for table in report.tables
        for part, grid in tables_in(report.text, table)
    )
    return [(table, blocks) for table, blocks in found if blocks]


def _pairs(report: Report) -> Iterator[Block]:
    for table in report.tables:
        for labels, values in pairs_of(place_cells(report.text, table)):
            yield block_of_pairs(labels, values)


def sum_relations(sums: Sequence[Sum], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield the sums that their table bears out, of two parts or more, as relations between `mentions`."""
    if not sums:
        return
    by_start = {mention.start: i for i, mention in enumerate(mentions) if not mention.structural}
    for one in sums:
        places = [by_start.get(cell.start) for cell in one.cells]
        target, *parts = places
        if one.ground == "slip" or len(parts) < 2 or target is None or None in parts:
            continue
        terms = tuple((sign, at) for (sign, _), at in zip(one.parts, parts, strict=True) if at is not None)
        found = relate(mentions, "sum", target, terms, certain=not one.holds)
        if found is not None and found.holds == one.holds:
            yield found


def _any_in(starts: Sequence[int], table: Table) -> bool:
    return bisect_left(starts, table.start) < bisect_left(starts, table.end)


def _as_counted(sums: list[Sum], by_start: Mapping[int, Mention]) -> list[Sum]:
    """The sums of one table; those of whole numbers in no unit are rounded after all where too few come out for the few that nearly do.

    地区生产总值 1235, 12, 556, 666 beside 增长6.1: whether these are 件 or 亿元 the table does not say.
    """
    bare = [one for one in sums if one.counted and one.exact is None and not _has_unit(one, by_start)]
    near = [one for one in bare if not one.holds and abs(one.off) < replace(one, exact=False).slack]
    if not near:
        return sums
    cells = [{cell.start for cell in one.cells} for one in near]
    slips = 1 if set.intersection(*cells) else len(near)
    numbers = {cell.start: abs(cell.value) for one in bare for cell in one.cells if cell.value}.values()
    small = sum(value < _SMALL for value in numbers) * 2 > len(numbers)
    if small or evidence(bare) >= slips * _LIKELY:
        return sums
    rounded = {id(one) for one in bare}
    return [replace(one, exact=False) if id(one) in rounded else one for one in sums]


def _has_unit(one: Sum, by_start: Mapping[int, Mention]) -> bool:
    return any(cell.start in by_start and by_start[cell.start].unit for cell in one.cells)


def _exact(blocks: Sequence[Block], sums: Sequence[Sum], by_start: Mapping[int, Mention]) -> list[Sum]:
    if {by_start[cell.start].unit for cell in amounts(blocks) if cell.start in by_start} - {""} != {"元"}:
        return []
    several = [one for one in sums if one.holds and sum(cell.value != 0 for _, cell in one.parts) > 1]
    off = [one for one in several if one.off]
    if len(several) - len(off) < _EXACT or len(off) * 4 > len(several):
        return []
    return [replace(one, exact=True) for one in sums]


def _scale(blocks: Sequence[Block], by_start: Mapping[int, Mention]) -> Decimal:
    read = [by_start[cell.start] for cell in amounts(blocks) if cell.start in by_start]
    return scale_of([(one.value, one.amount) for one in read if not one.structural])
