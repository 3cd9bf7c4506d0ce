"""What every check may look at: the text's numbers, their relations, and how the text lines up with the sheet and last year."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from drafter.brief import Brief
from drafter.checks.aligning import Aligned, Line, align_evidence, align_reports, lines_of, numbers_of
from drafter.issue import Issue, Severity
from drafter.lastyear.row_names import name_of
from drafter.lastyear.slots import evaluate
from drafter.lastyear.unchanged import find_unchanged
from drafter.numbers.labels import named, whole_told
from drafter.numbers.quantity import Lines, Mention, find_mentions
from drafter.numbers.recent import Recent
from drafter.relations import Relation, merge, relations_of
from drafter.relations.memory import Memory
from drafter.relations.scene import Scene
from drafter.report import Report
from drafter.tabular.columns import find_columns
from drafter.tabular.ledger import Ledger, read_ledger, sum_relations
from drafter.tabular.public_relations import find_public

T = TypeVar("T")

_PARAGRAPHS = Memory()
_LINES: Lines = Recent(8000)
"""Shared by all checks of the process: whoever checks a revised text pays for the lines and paragraphs that changed."""


# A sheet and last year's report stay while the text beside them is checked after every pause of its writer.
@lru_cache(16)
def _values(brief: Brief) -> dict[str, Decimal | None]:
    return evaluate(brief)


@lru_cache(16)
def _names_of(previous: Report) -> dict[tuple[str, str], tuple[int, ...]]:
    mentions = numbers_of(previous)
    scene = Scene(previous.text, mentions)
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for i, one in enumerate(mentions):
        if one.role in ("value", "count", "score") and one.period == "本年" and not scene.planned(i):
            key = scene.stem(i), one.measure
            found[key] = (*found.get(key, ()), i)
    return found


@dataclass
class Context:
    """One text under check; everything derived from it is worked out once, when first asked for.

    `printed` tells for a draft which row each number prints, by where the number starts; `reasons` why each of its marks
    stands, by where that stands; `retold` which place of last year's text a model put in other words, by where they stand.
    """

    report: Report
    brief: Brief | None = None
    previous: Report | None = None
    printed: Mapping[int, str] = field(default_factory=dict)
    reasons: Mapping[tuple[int, int], str] = field(default_factory=dict)
    retold: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    _made: dict[object, Any] = field(default_factory=dict)

    def once(self, work: Callable[[Context], T]) -> T:
        """Return what `work` makes of this text; several checks may ask for it."""
        if work not in self._made:
            self._made[work] = work(self)
        made: T = self._made[work]
        return made

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return find_mentions(self.report.text, year=self.report.year, lines=_LINES)

    @cached_property
    def columns(self) -> tuple[Relation, ...]:
        """What the columns of the tables say of each other."""
        return tuple(find_columns(self.report, self.mentions))

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        public = list(find_public(self.report.text, self.ledger.told, self.mentions, self.ledger.public))
        told = {one.target for one in public}
        found = (one for one in relations_of(self.scene) if one.target not in told)
        return merge(found, (*self.columns, *public))

    @cached_property
    def sums(self) -> tuple[Relation, ...]:
        """What the sums of the tables say of each other, those too that do not hold."""
        return tuple(sum_relations(self.ledger.sums, self.mentions))

    @cached_property
    def using(self) -> dict[int, list[Relation]]:
        """Index of a mention → the relations it takes part in."""
        found: dict[int, list[Relation]] = {}
        for relation in (*self.relations, *(one for one in self.sums if one.holds)):
            for index in {relation.target, *relation.terms}:
                found.setdefault(index, []).append(relation)
        return found

    def backing(self, group: Iterable[int]) -> int:
        """How many calculations that hold use one of these numbers, less those that do not hold."""
        return sum(1 if one.holds else -1 for i in group for one in self.using.get(i, ()))

    @cached_property
    def ledger(self) -> Ledger:
        """What the tables say."""
        return read_ledger(self.report, self.mentions)

    @cached_property
    def scene(self) -> Scene:
        """The text and its numbers with the names worked out so far."""
        return Scene(self.report.text, self.mentions, _PARAGRAPHS)

    @cached_property
    def values(self) -> dict[str, Decimal | None]:
        return _values(self.brief) if self.brief else {}

    @cached_property
    def bound(self) -> dict[int, str]:
        """Index of a mention → the sheet row it should print: as the draft says, else by the sentence it stands in.

        上年培训1080人次, in a sentence of its own, prints no row of this year.
        """
        if self.brief is None:
            return {}
        rows = {figure.id: figure.period for figure in self.brief.figures}
        known = {i: self.printed[m.start] for i, m in enumerate(self.mentions) if m.start in self.printed}
        told = set(known.values())
        found = {
            i: self._named.get((name_of(self.report.text, self.mentions, i), self.mentions[i].unit), row)
            for i, row in align_evidence(self.lines, self.brief).items()
        }
        return known | {
            i: row
            for i, row in found.items()
            if i not in known
            and row not in told
            and not (self.mentions[i].period == "上年" and rows.get(row) == "本年")
        }

    @cached_property
    def _named(self) -> dict[tuple[str, str], str]:
        """The rows by name and unit, where one row has it: where an item of a list went, its fellows stand in other places."""
        rows = [figure for figure in self.brief.figures if figure.period == "本年"] if self.brief else []
        times = Counter((figure.name, figure.unit) for figure in rows)
        return {
            (figure.name, figure.unit): figure.id for figure in rows if times[figure.name, figure.unit] == 1
        }

    @cached_property
    def aligned(self) -> tuple[Aligned, ...]:
        """This text's sentences beside those of last year's report they come from."""
        return align_reports(self.lines, self.previous) if self.previous else ()

    @cached_property
    def lines(self) -> list[Line]:
        """The text's sentences with their numbers masked."""
        return lines_of(self.report.text, self.mentions)

    @cached_property
    def unchanged(self) -> frozenset[int]:
        """The mentions of which the text says that they are as they were: 与上年持平."""
        return frozenset(one.now for one in find_unchanged(self.report.text, self.mentions))

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def indices(self, start: int, end: int) -> range:
        """The mentions that begin between two offsets."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def near(self, at: int, reach: int) -> list[Mention]:
        """The mentions within `reach` characters of an offset, in order."""
        return [self.mentions[i] for i in self.indices(at - reach, at + reach)]

    @cached_property
    def theirs(self) -> tuple[Mention, ...]:
        """The numbers of last year's report."""
        return numbers_of(self.previous) if self.previous else ()

    @cached_property
    def their_names(self) -> dict[tuple[str, str], tuple[int, ...]]:
        """The amounts of last year's report for its own year, by name without measure word, and by what they count."""
        return _names_of(self.previous) if self.previous else {}

    def label(self, index: int) -> str:
        """What the number measures in the words of its own sentence, by which numbers are compared."""
        return self.scene.label(index)

    def told_label(self, index: int) -> str:
        """The same for a reader: behind what the number is told to be of."""
        own = self.scene.label(index)
        return named(whole_told(self.scene.text, self.mentions, index, own, self.scene.label), own)

    def issue(
        self,
        code: str,
        severity: Severity,
        message: str,
        start: int,
        end: int,
        *,
        expected: str = "",
        related: Iterable[tuple[int, int]] = (),
    ) -> Issue:
        section = self.report.section_at(start).key
        excerpt = self.report.text[start:end]
        return Issue(code, severity, message, start, end, excerpt, expected, section, tuple(related))

    def span(self, index: int) -> tuple[int, int]:
        """The numeral and its unit."""
        mention = self.mentions[index]
        return mention.start, mention.stop

    def written(self, index: int) -> str:
        start, end = self.span(index)
        return self.report.text[start:end].replace(" ", "")
