"""Decide before a draft is written what stays, what goes and what comes: items, newcomers of lists, counts and names of lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.brief import Brief, Figure, WorkItem
from drafter.drafting.lists.enumerating import find_enumerations
from drafter.drafting.lists.fellows import find_inline_fellows, find_lists, in_sheet_order
from drafter.drafting.lists.growing import Newcomer, doubtful_totals, find_newcomers, find_unplaced
from drafter.drafting.lists.headed_lists import find_headed_lists, numbers_with
from drafter.drafting.lists.inline_lists import find_inline_list, takes_another
from drafter.drafting.lists.mirrored_rows import find_mirrored
from drafter.drafting.lists.parts_of_totals import doubts_of_parts
from drafter.drafting.lists.running_lists import find_running_lists
from drafter.drafting.lists.table_rows import TableRow, find_table_rows
from drafter.drafting.noted import reason_noted_for
from drafter.drafting.pieces import Material
from drafter.errors import DraftError
from drafter.lastyear.forms import unit_forms
from drafter.lastyear.items import (
    BodySentence,
    Paragraph,
    Reason,
    find_body_sentences,
    find_paragraphs,
    find_reasons,
    number_of,
    place_added,
)
from drafter.lastyear.listed import heads_a_list, listed_below
from drafter.lastyear.own_month import closing_month, own_month
from drafter.lastyear.slots import bind_figures, evaluate, spread_not_reported
from drafter.lastyear.typed_values import not_reported
from drafter.lastyear.unit_slips import find_slips
from drafter.lastyear.years import FARTHEST
from drafter.numbers.labels.words import METRIC_TAIL
from drafter.numbers.quantity import find_mentions
from drafter.report import Report, year_of
from drafter.strings import tr
from drafter.text import sentences, widen


class Plan:
    """What becomes of each paragraph of last year's report; raises DraftError for a sheet of no later year, SheetError for a misplaced item."""

    def __init__(self, brief: Brief, report: Report, *, earlier: Sequence[Report] = ()) -> None:
        last = year_of(report)
        if brief.year <= last:
            raise DraftError(
                tr(
                    "数据表的年度 {year} 不晚于上年报告“{source}”的年度 {previous}。请改正“基本信息”页的年度，或用 --from 指定更早的报告",
                    year=brief.year,
                    source=report.source,
                    previous=last,
                )
            )
        if brief.year > last + FARTHEST:
            raise DraftError(
                tr(
                    "数据表的年度 {year} 比上年报告“{source}”的年度 {previous} 晚 {gap} 年，其中的数都不是上年数。请改正“基本信息”页的年度，或用 --from 指定 {before} 年的报告",
                    year=brief.year,
                    source=report.source,
                    previous=last,
                    gap=brief.year - last,
                    before=brief.year - 1,
                )
            )
        brief = replace(brief, figures=spread_not_reported(brief.figures))
        self.report = report
        self._standing = {_skeleton(one.text[a:b]) for one in earlier for a, b in sentences(one.text)}
        self._decisions = {item.previous.strip(): item for item in brief.items if item.previous.strip()}
        bindings = bind_figures(report, brief)
        values = evaluate(brief)
        mentions = find_mentions(report.text, year=report.year)
        self.material = Material(
            text=widen(report.text),
            source=report.source,
            mentions=mentions,
            bindings={binding.mention.start: binding for binding in bindings},
            figures={figure.id: figure for figure in brief.figures},
            values=values,
            slips=find_slips(brief.figures, values, bindings),
            old=last,
            new=brief.year,
            forms=unit_forms(mentions),
            stands=lambda sentence: _skeleton(sentence) in self._standing,
            own_month=own_month(report),
            ends_in=closing_month(report),
        )
        self.material = replace(
            self.material, reasons=dict(self._decided_reasons()), body=dict(self._body_sentences())
        )
        self._paragraphs: dict[str, list[Paragraph]] = {}
        for paragraph in find_paragraphs(report):
            self._paragraphs.setdefault(paragraph.section.key, []).append(paragraph)
        self._added_items = place_added(brief.items, report)
        paragraphs = [one for some in self._paragraphs.values() for one in some]
        self.lists = find_lists(self.material, paragraphs)
        self.moved = in_sheet_order(self.lists, brief.figures)
        self.inline_lists = find_inline_fellows(self.material, paragraphs)
        told_in_order = {id for one in (*self.lists, *self.inline_lists) for id in one.ids}
        self.running_lists = tuple(
            one for one in find_running_lists(self.material, paragraphs) if not one.ids & told_in_order
        )
        self.headed_lists = find_headed_lists(self.material, report, self._paragraphs)
        self._headed = {fellow.paragraph.start: fellow for one in self.headed_lists for fellow in one.fellows}
        newcomers = find_newcomers(
            brief.figures, (*self.lists, *self.inline_lists, *self.running_lists, *self.headed_lists)
        )
        self._newcomers: dict[int, list[Newcomer]] = {}
        for new in newcomers:
            self._newcomers.setdefault(new.after.paragraph.start, []).append(new)
        gained = Counter(new.after.paragraph.section.key for new in newcomers if new.list.headed)
        self.heading_numbers, self.new_headings = numbers_with(report, gained)
        self._words_of = self._take_words_of(newcomers)
        names = dict(self._names_of_items())
        self.material = replace(
            self.material, items=tuple(names), gone=tuple(name for name, gone in names.items() if gone)
        )
        tables = find_table_rows(self.material, report)
        rows = find_newcomers(brief.figures, tables)
        rows += find_mirrored((*newcomers, *rows), tables, self.material.figures)
        self._new_rows: dict[int, list[Newcomer]] = {}
        for new in rows:
            self._new_rows.setdefault(new.after.paragraph.start, []).append(new)
        newcomers = (*newcomers, *rows)
        self._unplaced = self._find_unplaced(brief.figures, newcomers, paragraphs)
        grown = {id for new in newcomers for id in new.list.ids}
        lacking = doubts_of_parts(brief.figures, values, grown)
        lacking |= doubtful_totals(brief.figures, newcomers)
        self.material = replace(self.material, doubts=lacking)
        self.material = self._counted()
        self.material = replace(self.material, enumerated=self._enumerated(paragraphs))

    def _decided_reasons(self) -> Iterator[tuple[int, tuple[Reason, WorkItem]]]:
        """The reasons that a row of 工作要点 decides, or that a person noted beside the figure before them."""
        m, at = self.material, 0
        for reason in find_reasons(self.report):
            item = self._decisions.get(reason.text)
            if item is None or not item.action:
                line = max(m.text.rfind("\n", 0, reason.start), m.text.rfind("。", 0, reason.start))
                told = m.inside(max(at, line), reason.start)
                item = reason_noted_for(m.figures, m.bindings, told)
            if item is not None and item.action in ("沿用", "改写", "删除"):
                yield reason.start, (reason, item)
            at = reason.end

    def _body_sentences(self) -> Iterator[tuple[int, tuple[BodySentence, WorkItem | None]]]:
        """The sentences about the body itself, each with the row of 工作要点 that decides it."""
        for one in find_body_sentences(self.report):
            item = self._decisions.get(one.text)
            yield one.start, (one, item if item is not None and item.action else None)

    def _names_of_items(self) -> Iterator[tuple[str, bool]]:
        """What items of lists are called, and whether one is gone: none of its figures is reported, or a person dropped it."""
        for fellow in (fellow for one in (*self.lists, *self.inline_lists) for fellow in one.fellows):
            rows = [self.material.figures[id] for id in fellow.rows.values()]
            name = METRIC_TAIL.sub("", fellow.name)
            if len(name) >= 5:
                yield name, all(map(not_reported, rows)) or self.goes(fellow.paragraph)

    def decision(self, paragraph: Paragraph) -> WorkItem | None:
        """The row of 工作要点 that is about the whole paragraph."""
        return self._decisions.get(self.report.text[paragraph.start : paragraph.end].strip())

    def goes(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph is dropped, by a person or with its figures; what a person wrote in its place never is."""
        item = self.decision(paragraph)
        action = item.action if item is not None else ""
        return action == "删除" or (action != "改写" and self._left_out(paragraph))

    def takes(self, paragraph: Paragraph, new: WorkItem) -> bool:
        """Whether the new item goes on with the 一是, 二是 of the paragraph, as last year had it or as it was typed."""
        text = self.report.text[paragraph.start : paragraph.end].strip()
        item = self.decision(paragraph)
        return takes_another(item.text if item is not None and item.action == "改写" else text, new.text)

    def last_item(self, key: str) -> Paragraph | None:
        """The paragraph behind which new items of the section are put."""
        paragraphs = self._paragraphs.get(key, [])
        items = [one for one in paragraphs if one.is_item]
        items = items or [one for one in paragraphs if not one.is_annex] or list(paragraphs)
        return items[-1] if items else None

    def newcomers_inside(self, paragraph: Paragraph) -> list[Newcomer]:
        return [
            new
            for news in self._newcomers.values()
            for new in news
            if new.list.inside
            and paragraph.start <= new.list.fellows[-1].paragraph.start
            and new.list.fellows[-1].paragraph.end <= paragraph.end
        ]

    def newcomers_behind(self, paragraph: Paragraph) -> list[Newcomer]:
        """The items that the sheet adds to the list of paragraphs of which this is the last."""
        return [new for new in self._newcomers.get(paragraph.start, ()) if not new.list.inside]

    def rows_behind(self, row: TableRow) -> Sequence[Newcomer]:
        """What the sheet adds to a table behind this row."""
        return self._new_rows.get(row.start, ())

    def unplaced_behind(self, paragraph: Paragraph) -> Sequence[Figure]:
        """The rows a person added below those of the paragraph, or of none, for which there is no sentence."""
        return self._unplaced.get(paragraph.start, ())

    def _find_unplaced(
        self, figures: Sequence[Figure], newcomers: Sequence[Newcomer], paragraphs: Sequence[Paragraph]
    ) -> dict[int, list[Figure]]:
        rows: dict[str, int] = {}
        for start, binding in self.material.bindings.items():
            rows.setdefault(binding.row, start)
        found: dict[int, list[Figure]] = {}
        for figure, above in find_unplaced(figures, newcomers, set(rows)):
            # What stands below rows of a table is told behind the last paragraph before it.
            before = [one for one in paragraphs if one.start <= rows.get(above, 0)] or list(paragraphs[:1])
            if before:
                found.setdefault(before[-1].start, []).append(figure)
        return found

    def paragraphs_of(self, key: str) -> Sequence[Paragraph]:
        return self._paragraphs.get(key, ())

    def added_to(self, key: str) -> Sequence[WorkItem]:
        """The new items of a section, but those told with a new item of a list."""
        return self._added_items.get(key, ())

    def words_of(self, new: Newcomer) -> Sequence[WorkItem]:
        """What a person says of a new item of a list."""
        return self._words_of.get(new.name, ())

    def _left_out(self, paragraph: Paragraph) -> bool:
        """Whether a list item goes because none of its figures is reported this year: a 科目 or project that is no more.

        Of 一是甲，50万元。二是乙。三是丙。 what has no figure is not gone with what had one.
        """
        if headed := self._headed.get(paragraph.start):
            return all(not_reported(self.material.figures[id]) for id in headed.rows.values())
        text = self.report.text
        found = find_inline_list(text, paragraph.start, paragraph.end)
        parts = found.parts if found and found.numbered else ((paragraph.start, paragraph.end),)
        inside = [
            [
                self.material.figures[binding.row]
                for one in self.material.inside(*part)
                if (binding := self.material.bindings.get(one.start)) and binding.row
            ]
            for part in parts
        ]
        numbered = number_of(text[paragraph.start : paragraph.end])
        return bool(numbered) and all(inside) and all(not_reported(row) for rows in inside for row in rows)

    def _take_words_of(self, newcomers: Sequence[Newcomer]) -> dict[str, list[WorkItem]]:
        """The new items that go on about a new item of a list (乙专项主要用于…): they are told in its paragraph."""
        found: dict[str, list[WorkItem]] = {}
        for key, items in self._added_items.items():
            for new in newcomers:
                if new.list.fellows[-1].paragraph.section.key == key:
                    about = [item for item in items if item.text.startswith(new.stem)]
                    found.setdefault(new.name, []).extend(about)
                    items = [item for item in items if item not in about]
            self._added_items[key] = items
        return found

    def _enumerated(self, paragraphs: Sequence[Paragraph]) -> dict[int, tuple[int, str]]:
        """The items of a list where a sentence names them all: without those that go, with those that came."""
        named = {}
        for found in find_enumerations(self.report.text, paragraphs):
            names = []
            for name, paragraph in found.items.items():
                names += [] if self.goes(paragraph) else [name]
                names += [new.stem for new in self._newcomers.get(paragraph.start, ()) if not new.list.inside]
            if names and names != list(found.items):
                named[found.start] = found.end, "、".join(names)
        return named

    def _counted(self) -> Material:
        """The material with what counts the paragraphs below it counted anew: words are, a row of the sheet is asked about."""
        m = self.material
        doubts, recounted = dict(m.doubts), {}
        for mention in m.mentions:
            if not heads_a_list(self.report, mention):
                continue
            count = self._listed(listed_below(self.report, mention))
            binding = m.bindings.get(mention.start)
            if binding is None or not binding.row:
                recounted[mention.start] = count
            elif (typed := m.values[binding.row]) is not None and typed != count:
                doubts[binding.row] = tr(
                    "{row} 填 {value}，下面列出 {count} 项，请核对", row=binding.row, value=typed, count=count
                )
        return replace(m, doubts=doubts, recounted=recounted)

    def _listed(self, spans: Sequence[tuple[int, int]]) -> int:
        """How many of last year's listed paragraphs stay, and those the sheet adds behind them."""
        count = 0
        inside = [
            one
            for paragraphs in self._paragraphs.values()
            for one in paragraphs
            if (one.start, one.end) in spans
        ]
        for one in inside:
            count += (not self.goes(one)) + len(self._newcomers.get(one.start, ()))
        last = self.last_item(inside[-1].section.key) if inside else None
        if last is not None and (last.start, last.end) in spans:
            count += len(self._added_items.get(last.section.key, []))
        return count


def _skeleton(sentence: str) -> str:
    """A sentence without its digits, so that wording can be compared across years."""
    return re.sub(r"[\d.,，\s%]+", "", sentence)
