"""Compose a whole draft from the filled sheet and last year's report, section by section."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from drafter.brief import Brief, WorkItem
from drafter.draft import Draft, DraftSection, OpenMark, Sentence
from drafter.drafting.adapting import adapt_heading, adapt_paragraph
from drafter.drafting.lists.fellow_words import write_newcomer
from drafter.drafting.lists.growing import Newcomer
from drafter.drafting.lists.inline_lists import (
    counts_its_parts,
    with_another,
    with_count_asked,
    with_one_behind,
    with_one_more,
    without_lone_number,
)
from drafter.drafting.lists.list_marks import with_list_marks
from drafter.drafting.lists.list_numbers import ListNumbers
from drafter.drafting.lists.ordering import order_items
from drafter.drafting.lists.running_lists import with_part
from drafter.drafting.lists.table_rows import TableRow, numbered, row_goes, serial_of, write_row
from drafter.drafting.one_sentence import Decision
from drafter.drafting.pieces import Piece, join, renumbered
from drafter.drafting.planning import Plan
from drafter.drafting.punctuation import as_printed, marks_of
from drafter.drafting.renaming import find_renaming, renamed_body
from drafter.drafting.typed import write_typed
from drafter.errors import DraftError
from drafter.lastyear.claims import section_kind
from drafter.lastyear.courses import tells_course
from drafter.lastyear.items import Paragraph, number_of, with_label
from drafter.lastyear.years import shift_years
from drafter.reading.blocks import close_gaps
from drafter.reading.lines import is_finished
from drafter.report import Report, Section
from drafter.strings import tr

Progress = Callable[[int, int], None]


def compose_draft(
    brief: Brief, report: Report, *, earlier: Sequence[Report] = (), progress: Progress | None = None
) -> Draft:
    """Return this year's whole draft after last year's `report`.

    Every number is bound to a row, computed, or marked 【待补】; years are moved on; claims the sheet does not confirm are
    marked 【待核】. `earlier` are reports of the same body before last year's: wording that already stood there is standing
    wording and is not marked. `progress` is told (sections done, sections in all).
    """
    composer = Composer(brief, report, earlier=earlier)
    done = []
    for number, section in enumerate(report.sections, 1):
        done.append(composer.section(section))
        if progress is not None:
            progress(number, len(report.sections))
    return composer.draft(done)


def compose_section(
    brief: Brief, report: Report, key: str, *, earlier: Sequence[Report] = ()
) -> DraftSection:
    """Return this year's section `key`; raises DraftError when last year's report has no such section."""
    composer = Composer(brief, report, earlier=earlier)
    return composer.section(composer.named(key))


class Composer:
    """Writes sections; reads and binds last year's report once for all of them."""

    def __init__(self, brief: Brief, report: Report, *, earlier: Sequence[Report] = ()) -> None:
        self.brief, self.report = brief, report
        self.plan = Plan(brief, report, earlier=earlier)
        self.material = self.plan.material
        self._renaming = find_renaming(report, brief)
        self._marks = marks_of(report.text, self.material.text)

    def named(self, key: str) -> Section:
        """Return section `key` of last year's report; raises DraftError when it has none."""
        for section in self.report.sections:
            if section.key == key:
                return section
        known = "、".join(section.key for section in self.report.sections)
        raise DraftError(tr("上年报告中没有编号为 {key} 的章节。现有章节：{known}", key=key, known=known))

    def draft(self, done: Sequence[DraftSection]) -> Draft:
        """Return the draft that these sections make, all there are."""
        brief, report = self.brief, self.report
        title = self._title_with_figures(done) or brief.title or self._title()
        return Draft(
            brief.org or report.org, brief.year, title, brief.previous_report or report.source, tuple(done)
        )

    def section(self, section: Section) -> DraftSection:
        """Return the section with its heading, its paragraphs adapted, its items kept, rewritten, dropped and added."""
        if section.key == "0":
            piece = as_printed(self._named(self._front(section)), self._marks)
            return DraftSection("0", "", 0, piece.text, piece.sentences, piece.figures, piece.open)
        headed = self._named(self._heading(section))
        pieces = [
            headed,
            Piece(self.report.text[section.start + len(section.heading) : section.body_start]),
        ]
        pieces += map(self._named, self._body(section))
        if self._is_empty(section, pieces[1:]):
            mark = tr("【待核：本节上年所列各项本年均不列示，请补写或删去本节】")
            pieces.append(Piece(mark, open=(OpenMark(0, len(mark), "待核", tr("章节只剩标题")),)))
        piece = as_printed(with_list_marks(join(pieces)), self._marks)
        if not piece.text.endswith("\n"):
            piece = join([piece, Piece("\n")])
        heading = piece.text[: len(headed.text)]
        return DraftSection(
            section.key, heading, section.level, piece.text, piece.sentences, piece.figures, piece.open
        )

    def _named(self, piece: Piece) -> Piece:
        return renamed_body(piece, self._renaming)

    def _title(self) -> str:
        return shift_years(self.report.title, self.material.old, self.material.new)

    def _title_with_figures(self, done: Sequence[DraftSection]) -> str:
        """The title as drafted where it tells a figure (居民消费价格同比上涨1.5%): last year's would be another; else ""."""
        start = self.report.sections[0].start if self.report.sections else 0
        line = self.report.text[start:].split("\n", 1)[0]
        if (
            not self.report.title
            or not self._is_title(line)
            or not self._tells_figures(start, start + len(line))
        ):
            return ""
        return done[0].text.split("\n", 1)[0]

    def _is_empty(self, section: Section, told: Sequence[Piece]) -> bool:
        """Whether all that stood in the section has gone, no other sections standing below it."""
        was = self.report.text[section.body_start : section.end].strip()
        return bool(was) and not "".join(piece.text for piece in told).strip()

    def _is_title(self, line: str) -> bool:
        """Whether the line is the title or a part of it; a report without one (an excerpt, a table set in a page) opens with its text."""
        said, title = close_gaps(line.strip(), words=True), self.report.title
        # 4月19日，某局发布2022年借阅情况。 speaks of the report and is no title
        return not said or said in title or (bool(title) and title in said and "。" not in said)

    def _tells_figures(self, start: int, end: int) -> bool:
        bindings = self.material.bindings
        numbers = self.material.inside(start, end)
        return any(one.start in bindings and bindings[one.start].row for one in numbers)

    def _heading(self, section: Section) -> Piece:
        """Years move on; a heading that tells a figure (（二）缺口较大，需投入2800万元。) or how things went is a sentence like any other."""
        end = section.start + len(section.heading)
        if self._tells_figures(section.start, end) or tells_course(section.heading):
            kind = section_kind(self.report.headings_of(section))
            return adapt_paragraph(self.material, section.start, end, kind)
        number = number_of(section.heading)
        said = self.plan.heading_numbers.get(section.key, number) + section.heading[len(number) :]
        return Piece(shift_years(said, self.material.old, self.material.new))

    def _front(self, section: Section) -> Piece:
        """The title and what stands before the first heading: years move on, dates of issue are left open."""
        lines, at = [], section.start
        for line in self.report.text[section.start : section.end].splitlines(keepends=True):
            end = at + len(line.rstrip("\n"))
            if self._is_title(line) and not self._tells_figures(at, end) and not tells_course(line):
                lines.append(Piece(adapt_heading(self.material, at, end)))
            else:
                lines.append(adapt_paragraph(self.material, at, end, "other"))
            lines.append(Piece(line[len(line.rstrip("\n")) :]))
            at += len(line)
        return join(lines)

    def _body(self, section: Section) -> Iterator[Piece]:
        """The paragraphs in the table's order with the new items where it has them, renumbered when the list has changed."""
        text, at = self.report.text, section.body_start
        numbers = ListNumbers()
        paragraphs = self.plan.paragraphs_of(section.key)
        order = order_items(text, paragraphs, self.brief.items, self.plan.added_to(section.key))
        moved = {**self.plan.moved, **order.moved}
        first = next((i for i, paragraph in enumerate(paragraphs) if paragraph.is_item), -1)
        last = self.plan.last_item(section.key)
        for place in paragraphs:
            if place.start > at:
                yield self._table(at, place.start)
            if first < len(paragraphs) and place is paragraphs[first]:
                yield from self._ahead(order.first, place, numbers)
            one = moved.get(place.start, place)
            behind = [*order.behind.get(one.start, ()), *(order.last if place is last else ())]
            inside = [item for item in behind if self.plan.takes(one, item)]
            told = [*self._item(one, number_of(text[place.start : place.end]), numbers, inside)]
            yield from told
            yield from self._grown(place, numbers)
            yield from self._unplaced(place)
            yield from self._added(
                [item for item in behind if not told or item not in inside], numbers, like=one
            )
            at = min(place.end + 1, section.end)
        if not paragraphs:
            yield from self._added(order.last, numbers)
        if at < section.end:
            yield self._table(at, section.end)

    def _item(
        self, paragraph: Paragraph, number: str, numbers: ListNumbers, more: Sequence[WorkItem]
    ) -> Iterator[Piece]:
        """A paragraph in the place that had `number`, unless it goes, with what the list inside it has gained."""
        item = self.plan.decision(paragraph)
        piece = Piece("") if self.plan.goes(paragraph) else self._paragraph(paragraph, item)
        for new in more if piece.text else ():
            typed = self._typed("", new)
            piece = with_another(piece, typed) or join([piece, typed])
        for newcomer in self.plan.newcomers_inside(paragraph) if piece.text else ():
            piece = self._with_newcomer(piece, newcomer)
        before = self.report.text[paragraph.start : paragraph.end]
        if item is None or item.action != "改写":
            piece = without_lone_number(piece, before)
        if more or counts_its_parts(before):
            piece = with_count_asked(piece)
        if piece.text and paragraph.is_annex:
            yield from (piece, Piece("\n"))
        elif piece.text:
            own = number_of(piece.text)
            yield renumbered(piece, own, numbers.keep(number or own) if own else "")
            yield Piece("\n")
        elif number:
            numbers.drop(number)

    def _with_newcomer(self, piece: Piece, new: Newcomer) -> Piece:
        """The paragraph with one more part in the list inside it."""
        told = self._newcomer(new, "")
        if not told.text:
            placed = None
        elif new.list.mark:
            placed = with_part(piece, new.list, new.above, told)
        else:
            above = [one.name for one in new.list.fellows if new.above in one.rows.values()]
            placed = with_one_behind(piece, above[0], told) if above else None
        return placed or with_one_more(piece, told)

    def _newcomer(self, new: Newcomer, number: str) -> Piece:
        """The new item in its fellows' words, and what a person says of it; its name is not said twice."""
        told, words = write_newcomer(self.material, new, number), self.plan.words_of(new)
        if not told.text:
            return join([self._typed(number, item) for item in words])
        pieces = [told]
        for item in words:
            said = re.sub(
                rf"^{re.escape(new.stem)}(?:支出|项目|经费|资金)?(?:[，：]|(?=主要|用于|系|由|因|为|已|未|其中))",
                "",
                item.text.strip(),
            )
            said = said if said.endswith(("。", "；")) else said + "。"
            if said.startswith(("主要用于", "用于")) and self._tells_purpose_on(new):
                pieces[-1] = pieces[-1].cut(0, len(pieces[-1].text.rstrip("。")))
                said = "，" + said
            pieces.append(self._typed("", replace(item, text=said)))
        return join(pieces)

    def _tells_purpose_on(self, new: Newcomer) -> bool:
        """Whether the fellows say what the money was for behind a comma, not in a sentence of its own."""
        fellow = new.list.fellows[-1].paragraph
        return bool(re.search(r"，(?:主要)?用于", self.report.text[fellow.start : fellow.end]))

    def _grown(self, paragraph: Paragraph, numbers: ListNumbers) -> Iterator[Piece]:
        """The items that the sheet adds to the list of which `paragraph` is the last."""
        headings = iter(self.plan.new_headings.get(paragraph.section.key, ()))
        for new in self.plan.newcomers_behind(paragraph):
            piece = self._newcomer(new, "" if new.list.headed else numbers.next())
            if piece.text:
                if new.list.headed:
                    heading = next(headings) + new.name
                    yield Piece(f"{heading}\n", (Sentence(0, len(heading), "item"),))
                yield piece
                yield Piece("\n")

    def _unplaced(self, paragraph: Paragraph) -> Iterator[Piece]:
        """A line for each figure a person added that no sentence takes: what was filled in is never lost."""
        for figure in self.plan.unplaced_behind(paragraph):
            told = f"{figure.label}{figure.value}{figure.unit}"
            mark = tr("【待核：新增的 {row} {told} 未写入正文】", row=figure.id, told=told)
            why = tr("上年报告中没有同类句式可套用，请在此补写，或改“指标”使其与同类各行一致")
            yield Piece(mark, open=(OpenMark(0, len(mark), "待核", why),))
            yield Piece("\n")

    def _paragraph(self, paragraph: Paragraph, item: WorkItem | None) -> Piece:
        if item is not None and item.action == "改写":
            was = self.report.text[paragraph.start : paragraph.end]
            told = replace(item, text=with_label(was, item.text))
            return self._typed(number_of(was), told, like=paragraph)
        decision: Decision = (
            "confirmed"
            if item is not None and item.action == "沿用"
            else "undecided"
            if paragraph.is_item
            else ""
        )
        return adapt_paragraph(
            self.material,
            paragraph.start,
            paragraph.end,
            paragraph.kind,
            decision=decision,
            item=item.id if item is not None and item.action else "",
        )

    def _added(
        self, items: Sequence[WorkItem], numbers: ListNumbers, *, like: Paragraph | None = None
    ) -> Iterator[Piece]:
        for item in items:
            yield self._typed(numbers.next(), item, like=like)
            yield Piece("\n")

    def _ahead(self, items: Sequence[WorkItem], first: Paragraph, numbers: ListNumbers) -> Iterator[Piece]:
        number = number_of(self.report.text[first.start : first.end])
        for item in items:
            yield self._typed(numbers.before(number), item, like=first)
            yield Piece("\n")

    def _typed(self, number: str, item: WorkItem, *, like: Paragraph | None = None) -> Piece:
        """An item in the person's own words, under last year's number when it brings none; it ends as last year's did, with 。"""
        text = item.text
        text = " ".join(text.split()) if "\n" not in text.strip() else text.strip()
        if like and self.report.text[like.start : like.end].endswith("。") and not is_finished(text):
            text += "。"
        return write_typed(("" if number_of(text) else number) + text, self.material, item=item.id)

    def _table(self, start: int, end: int) -> Piece:
        """Rows of a table, those that came and without those that went: each number is a slot as in prose."""
        pieces = []
        before = serial = None
        for line in self.report.text[start:end].splitlines(keepends=True):
            row = TableRow(start, start + len(line.rstrip("\n")))
            start += len(line)
            serial = serial_of(line, serial)
            told = [] if row_goes(self.material, row) else [self._row(row)]
            told += [write_row(self.material, new) for new in self.plan.rows_behind(row)]
            for piece in told:
                before = None if serial is None else serial if serial == 1 or before is None else before + 1
                pieces.append(piece if before is None else numbered(piece, before))
                pieces.append(Piece(line[len(line.rstrip("\n")) :] or "\n"))
        return join(pieces)

    def _row(self, row: TableRow) -> Piece:
        if not self.report.text[row.start : row.end].strip():
            return Piece("")
        return adapt_paragraph(self.material, row.start, row.end, "standing")
