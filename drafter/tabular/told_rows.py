"""A sentence that tells the numbers of one row of a table, or of one column name by name: one of them as no cell there.

That the others stand in that row says of what the sentence speaks, whatever the heads and the words call it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from drafter.numbers.numerals import decimals_of, write_number
from drafter.numbers.quantity import Mention
from drafter.numbers.tables.heads import TableHeads, heads_of
from drafter.patterns import Regex
from drafter.relations.slips import is_digit_slip, is_slip
from drafter.report import Table
from drafter.tabular.addition import TOTAL
from drafter.tabular.cells import Cell
from drafter.tabular.prose import Tie
from drafter.tabular.ties import bare_words
from drafter.text import CHINESE

_STOPS, _PIECES = Regex("[。\n]"), Regex("[；;]")
_LEAST = 2  # digits of a number that may be a slip
_TELLING = 3  # digits by which a number is known again
_MOST = 4  # what one number known again, or the name of the row, is worth at most
_NAME = 3
_SCALED, _SEVERAL, _OF_WHOLE, _REACH = 2, 3, 16, 40
_BRACKETS = Regex(r"[（(][^（）()]*[）)]")
_ENOUGH = {2: 9, 3: 6}  # the evidence that a number of so few digits needs; one of more _MOST
_SHORTEST, _LONGEST = 2, 20
_UNITLESS = ("元", "%", "‰", "分")  # what a cell without a unit is never told to be


class _Place(NamedTuple):
    """The number `at` in a cell of a table, the `row` by where its line begins."""

    at: int
    table: int
    row: int
    column: int


@dataclass
class _Printed:
    """The numbers of all tables, by what they measure and how much."""

    text: str
    mentions: Sequence[Mention]
    tables: Sequence[Table]
    rows: dict[int, list[_Place]] = field(default_factory=lambda: defaultdict(list))
    _by_amount: dict[str, list[tuple[float, _Place]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        starts = [mention.start for mention in self.mentions]
        for number, table in enumerate(self.tables):
            for i in range(bisect_left(starts, table.start), bisect_left(starts, table.end)):
                mention = self.mentions[i]
                if mention.structural:
                    continue
                row = self.text.rfind("\n", 0, mention.start) + 1
                place = _Place(i, number, row, self.text.count("\t", row, mention.start))
                self.rows[row].append(place)
                self._by_amount[mention.measure].append((abs(float(mention.amount)), place))
        for known in self._by_amount.values():
            known.sort()

    @cached_property
    def names(self) -> dict[int, dict[str, int]]:
        """The rows of each table by what they are called; a name that two rows bear tells neither."""
        found: dict[int, dict[str, int]] = defaultdict(dict)
        twice = set[tuple[int, str]]()
        for row, places in self.rows.items():
            table = places[0].table
            words = self.text[row : self.mentions[places[0].at].start].split("\t")
            name = next((bare_words(one) for one in reversed(words) if CHINESE.is_in(one)), "")
            if _SHORTEST <= len(name) <= _LONGEST and not TOTAL.fits(name):
                if name in found[table]:
                    twice.add((table, name))
                found[table][name] = row
        for table, name in twice:
            del found[table][name]
        return found

    @cached_property
    def heads(self) -> TableHeads:
        return heads_of(self.text)

    def words_for(self, i: int, place: _Place, *, named: bool) -> int:
        """What the words before a number are worth as a sign that it is that of the cell: the name of the row, the head."""
        start = self.mentions[i].start
        before = self.text[max(self.mentions[i - 1].stop if i else 0, start - _REACH) : start]
        head = "".join(_BRACKETS.sub("", self.heads.over(self.mentions[place.at].start) or "").split())
        under = len(head) >= _SHORTEST and head in before
        total = under and place.row not in self.names.get(place.table, {}).values()
        return _NAME * (named + under) + total

    def same(self, mention: Mention) -> list[_Place]:
        """The cells of that amount, as precisely as the sentence tells it."""
        amount, half = abs(float(mention.amount)), float(mention.step * abs(mention.factor)) / 2 * 1.0001
        if mention.step == 1 and mention.factor == 1:
            half = 0.0001  # 12 is no 11.6
        found = []
        for measure in {mention.measure, ""} if mention.measure not in _UNITLESS else {mention.measure}:
            known = self._by_amount.get(measure, ())
            begin = bisect_left(known, amount - half, key=lambda one: one[0])
            end = bisect_right(known, amount + half, key=lambda one: one[0])
            found += [place for _, place in known[begin:end]]
        return found


def find_told_rows(text: str, mentions: Sequence[Mention], tables: Sequence[Table]) -> Iterator[Tie]:
    """Yield the numbers of such sentences: what agrees with its cell, and what one slip parts from the one cell that is left."""
    if not tables:
        return
    printed = _Printed(text, mentions, tables)
    told = set[int]()
    for scope in _scopes(text, mentions, tables):
        for tie in _in_scope(printed, scope):
            if tie.index not in told:
                told.add(tie.index)
                yield tie


def _scopes(text: str, mentions: Sequence[Mention], tables: Sequence[Table]) -> Iterator[list[int]]:
    """The numbers of each sentence of the prose, then of each of its pieces between ；."""
    starts = [table.start for table in tables]
    sentence: list[int] = []
    for i, mention in enumerate(mentions):
        at = bisect_right(starts, mention.start) - 1
        if at >= 0 and mention.start < tables[at].end:
            continue
        if sentence and _STOPS.search(text, mentions[sentence[-1]].stop, mention.start):
            yield from _pieces(text, mentions, sentence)
            sentence = []
        if not mention.structural:
            sentence.append(i)
    yield from _pieces(text, mentions, sentence)


def _pieces(text: str, mentions: Sequence[Mention], sentence: list[int]) -> Iterator[list[int]]:
    yield sentence
    piece: list[int] = []
    for i in sentence:
        if piece and _PIECES.search(text, mentions[piece[-1]].stop, mentions[i].start):
            if len(piece) < len(sentence):
                yield piece
            piece = []
        piece.append(i)
    if 0 < len(piece) < len(sentence):
        yield piece


def _in_scope(printed: _Printed, scope: Sequence[int]) -> Iterator[Tie]:
    mentions = printed.mentions
    same = {i: printed.same(mentions[i]) for i in scope if not mentions[i].bound}
    known = {i: places for i, places in same.items() if places and mentions[i].telling >= _LEAST}
    if not known:
        return
    in_row: dict[int, dict[int, int]] = defaultdict(dict)  # row → number known again → what it is worth
    in_column: dict[tuple[int, int], set[int]] = defaultdict(set)
    for i, places in known.items():
        for place in places:
            in_row[place.row][i] = min(mentions[i].telling, _MOST) if mentions[i].telling >= _TELLING else 1
    tables = {places[0].table for places in (printed.rows[row] for row in in_row)}
    named = {(i, table): _named(printed, i, table) for i in same for table in tables}
    for i, places in known.items():
        for place in places:
            if named[i, place.table] == place.row:
                in_column[place.table, place.column].add(i)
    for i, places in same.items():
        if places:
            yield from _agreeing(printed, i, places, in_row, named)
        if mentions[i].telling >= _LEAST and not _told_rightly(i, places, mentions, in_row, named):
            yield from _differing(printed, i, same, in_row, in_column, named)


def _told_rightly(
    i: int,
    places: Sequence[_Place],
    mentions: Sequence[Mention],
    in_row: dict[int, dict[int, int]],
    named: dict[tuple[int, int], int],
) -> bool:
    """Whether the cell of that amount may well be meant: 73 stands in some row by chance."""
    return any(
        mentions[i].telling > _TELLING or named[i, place.table] == place.row or len(in_row[place.row]) > 1
        for place in places
        if place.row in in_row
    )


def _agreeing(
    printed: _Printed,
    i: int,
    places: Sequence[_Place],
    in_row: dict[int, dict[int, int]],
    named: dict[tuple[int, int], int],
) -> Iterator[Tie]:
    mentions = printed.mentions
    if mentions[i].telling < _TELLING:
        return
    found = [
        place
        for place in places
        if named.get((i, place.table)) == place.row
        or sum(worth for other, worth in in_row[place.row].items() if other != i) >= _MOST
    ]
    if found:
        yield Tie(i, tuple(_cell(mentions[place.at]) for place in found))


def _differing(
    printed: _Printed,
    i: int,
    same: dict[int, list[_Place]],
    in_row: dict[int, dict[int, int]],
    in_column: dict[tuple[int, int], set[int]],
    named: dict[tuple[int, int], int],
) -> Iterator[Tie]:
    mentions = printed.mentions
    taken = {place.at for other, places in same.items() if other != i for place in places}
    columns = {key for key, known in in_column.items() if len(known) >= _SEVERAL}
    rows = {*in_row, *(row for (one, _), row in named.items() if one == i and row >= 0)}
    rows |= {
        row for row, places in printed.rows.items() if any((p.table, p.column) in columns for p in places)
    }
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        evidence = sum(worth for other, worth in in_row.get(row, {}).items() if other != i)
        for place in printed.rows[row]:
            told = named.get((i, place.table), -1)
            meant = _meant(mentions[i], mentions[place.at]) if told in (-1, row) else ""
            if not meant or place.at in taken:
                continue
            worth = evidence + printed.words_for(i, place, named=told == row)
            fellows = len(in_column.get((place.table, place.column), ()))
            if told == row:
                worth += _NAME * fellows
            elif fellows >= _SEVERAL:
                worth = max(worth, _MOST)
            if _same_digits(meant, mentions[i].token):
                worth += _SCALED
            digits = max(_digits(meant), _digits(mentions[i].token))
            if worth >= _ENOUGH.get(digits, _MOST) and worth > found.get(meant, (0, 0))[0]:
                found[meant] = worth, place.at
    most = max((worth for worth, _ in found.values()), default=0)
    best = [(meant, index) for meant, (worth, index) in found.items() if worth == most]
    if len(best) == 1:
        ((meant, index),) = best
        yield Tie(i, (_cell(mentions[index]),), meant, loose=True)


def _meant(told: Mention, cell: Mention) -> str:
    """What the number should read to be that of the cell, where one slip parts them and both measure the same; else ""."""
    # 车均费用4.36万元 is a cell of 万元/辆.
    if told.measure != cell.measure.partition("/")[0] and (cell.measure or told.measure in _UNITLESS):
        return ""
    if told.period != cell.period and (told.period == "上年" or told.telling <= _MOST):
        return ""
    own, meant = told.token, write_number(abs(cell.amount / told.factor), decimals_of(told.token))
    slip = is_slip(own, meant) or is_digit_slip(own, meant) or (own != meant and _same_digits(own, meant))
    return meant if slip else ""


def _digits(token: str) -> int:
    """How many digits tell something; the noughts that close a whole number tell as much as one."""
    plain = token.replace(",", "")
    return len(plain.replace(".", "").strip("0")) + plain.partition(".")[0].endswith("0")


def _same_digits(one: str, other: str) -> bool:
    """Whether a power of ten is all that parts them."""
    return len(_bare(one)) >= _LEAST and _bare(one) == _bare(other)


def _bare(token: str) -> str:
    return token.replace(",", "").replace(".", "").strip("0")


def _named(printed: _Printed, i: int, table: int) -> int:
    """The row of the table whose name stands last before the number, in its piece of the sentence; -1 for none.

    What it has a share of (占一般公共预算收入的) is not what it is of.
    """
    text = printed.text
    begin = max(text.rfind(stop, 0, printed.mentions[i].start) for stop in "。\n；") + 1
    words = text[begin : printed.mentions[i].start]
    words = words[: words.rfind("占")] if "占" in words[-_OF_WHOLE:] else words
    names = printed.names.get(table, {})
    found = [
        (at + len(name), len(name), row) for name, row in names.items() if (at := words.rfind(name)) >= 0
    ]
    return max(found)[2] if found else -1


def _cell(mention: Mention) -> Cell:
    return Cell(mention.value, mention.token, mention.start)
