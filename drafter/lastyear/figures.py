"""Turn last year's report into the rows of a fill-in sheet: each figure once, derived ones as formulas."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import partial

from drafter.brief import Brief, Figure
from drafter.lastyear.derived import (
    Change,
    Gap,
    find_changes,
    find_gaps,
    find_paces,
    is_told_again,
    since_the_end,
)
from drafter.lastyear.growths import find_growths, tells_of_others
from drafter.lastyear.inexact import note_on, words_of
from drafter.lastyear.items import find_work_items
from drafter.lastyear.own_month import closing_month, ends_within_a_year
from drafter.lastyear.recurring import adds_up_before, as_meant, over_signed_rows, recurs
from drafter.lastyear.row_names import signed_in_turn
from drafter.lastyear.rows import Row, Rows, signed
from drafter.lastyear.standing import stays, told_as_of
from drafter.lastyear.told_apart import Quotient, find_quotients
from drafter.lastyear.unchanged import Unchanged, find_unchanged
from drafter.lastyear.years import find_spans_in_words, shift_title
from drafter.numbers.labels.own import own_label
from drafter.numbers.quantity import Mention, find_mentions
from drafter.relations import Relation, find_relations, merge
from drafter.relations.relation import factor_of, tells_its_base
from drafter.report import Report
from drafter.strings import tr
from drafter.tabular.columns import find_columns
from drafter.tabular.ledger import read_sums, sum_relations


def make_brief(report: Report, year: int) -> Brief:
    """Return the unfilled brief for `year`: a row for every figure of `report`, and its work items.

    Figures that last year's text derived arrive with a formula. What stays as it is unless somebody changes it arrives with
    its value: the counts of lists that stand in the text, figures of older years, and last year's values as bases.
    """
    return _Builder(report, year).brief()


_COARSER = 10


class _Builder:
    def __init__(self, report: Report, year: int) -> None:
        self.report, self.year, self.text = report, year, report.text
        self.mentions = find_mentions(report.text, year=report.year)
        told = merge(find_relations(report.text, self.mentions), find_columns(report, self.mentions))
        sums = sum_relations(read_sums(report, self.mentions), self.mentions)
        self.relations = [r for r in (*told, *sums) if r.holds and tells_its_base(self.mentions, r)]
        self.mentions = signed_in_turn(self.text, self.mentions)
        self._rows = Rows(report, self.mentions, self.relations)
        self.rows, self.row_of = self._rows.all, self._rows.of
        self._starts = [one.start for one in self.mentions]
        self._bases: dict[str, Row] = {}
        # What a report of two years ago gives for its own year is not 上年 of the one to write.
        self._follows = report.year is None or year == report.year + 1
        self._within_a_year = ends_within_a_year(report)

    def brief(self) -> Brief:
        before = [one for one in self.relations if adds_up_before(self.text, self.mentions, one)]
        for relation in (*before, *self.relations):
            self._derive(relation)
        label = partial(own_label, self.text, self.mentions)
        for change in find_changes(self.text, self.mentions, label, within_a_year=self._within_a_year):
            self._derive_change(change)
        for gap in find_gaps(self.text, self.mentions, label):
            self._derive_gap(gap)
        for pace, rate, share in find_paces(self.mentions, self.text, closing_month(self.report)):
            self._derive_pace(self.row_of.get(pace), self.row_of.get(rate), share)
        for found in find_quotients(self.text, self.mentions, label):
            self._derive_quotient(found)
        if self._follows and not tells_of_others(self.report.title):
            for rate, told in find_growths(self.text, self.mentions, label):
                self._derive_growth(rate, told)
        self._tie()
        for said in find_unchanged(self.text, self.mentions):
            self._derive_unchanged(said)
        self._prefill()
        title = shift_title(self.report, self.year)
        figures = tuple(self._figure(row) for row in self.rows)
        return Brief(
            self.report.org, self.year, title, self.report.source, figures, find_work_items(self.report)
        )

    def _figure(self, row: Row) -> Figure:
        return Figure(
            id=row.id,
            label=row.told,
            period="上年" if row.period == "上年" else "本年",
            unit=row.unit if row.unit is not None else row.first.unit,
            previous=signed(row.first) if row.evidence else "",
            value=row.value,
            formula=row.formula,
            evidence=tuple(dict.fromkeys(row.evidence)),
            note=row.note or self._inexact(row),
        )

    def _inexact(self, row: Row) -> str:
        """What to type where last year's number was told in round: 30余件."""
        words = "" if row.formula or not row.evidence else words_of(self.text, row.first)
        return words and note_on(words)

    def _derive(self, relation: Relation) -> None:
        """Give the row of the relation's target its formula, once, and never one that comes back to itself."""
        if not recurs(self.text, self.mentions, relation):
            return
        relation = as_meant(self.text, self.mentions, relation)
        target = self.row_of.get(relation.target)
        terms = [self.row_of[index] for index in relation.terms if index in self.row_of]
        if target is None or target.formula or len(terms) < len(relation.terms):
            return
        if any(target.id in self._behind(term) for term in terms):
            return
        if relation.kind == "growth" and len(relation.left) == 1:
            self._derive_from_last_year(
                target, self.row_of[relation.left[0][1]], self.row_of[relation.right[0][1]]
            )
        else:
            rows = self._of_the_plan(target, relation)
            target.formula = over_signed_rows(self.mentions, relation).formula(lambda index: rows[index].id)
            target.uses = {rows[index].id for index in relation.terms}

    def _of_the_plan(self, rate: Row, relation: Relation) -> dict[int, Row]:
        """The rows of the terms; 预算执行率 is of the budget also where the money that came in was just as much last year."""
        rows = {index: self.row_of[index] for index in relation.terms}
        if (
            relation.kind != "ratio"
            or len(relation.right) != 1
            or not re.search("预算(?:执行|完成)率", rate.label)
        ):
            return rows
        whole = relation.right[0][1]
        line = self.text.rfind("\n", 0, self.mentions[whole].start)
        starts = self._starts
        told = range(bisect_right(starts, line), bisect_left(starts, rate.first.start))
        near = {self.row_of[i].id: self.row_of[i] for i in told if i in self.row_of}
        budgets = [
            row
            for row in near.values()
            if "预算" in row.label
            and row.first.start > line
            and (row.first.unit, row.first.value) == (self.mentions[whole].unit, self.mentions[whole].value)
            and rate.id not in self._behind(row)
        ]
        if "预算" not in rows[whole].label and len(budgets) == 1:
            rate.note = tr(
                "上年 {was} 与 {row} 相等，按名称取 {row}；不是时请改公式",
                was=rows[whole].id,
                row=budgets[0].id,
            )
            rows[whole] = budgets[0]
        return rows

    def _derive_from_last_year(self, rate: Row, change: Row, now: Row) -> None:
        """比上年增加D万元，增长p%: this year both follow from the figure now and the figure last year's report printed."""
        if not re.search(
            r"上学?年|去年|同期|同比|上一学?年|(?:19|20)\d\d年", change.evidence[0] + rate.evidence[0]
        ):
            return
        if self._within_a_year and since_the_end(self.text, change.first.start):
            return
        self._follow(now, change, rate)

    def _derive_change(self, found: Change) -> None:
        now, change = self.row_of.get(found.now), self.row_of.get(found.change)
        rate = None if found.rate is None else self.row_of.get(found.rate)
        open_rows = [row for row in (change, rate) if row is not None and not row.formula]
        if now is not None and change is not None and open_rows:
            self._follow(now, change, rate)

    def _derive_growth(self, at: int, told: int) -> None:
        rate, now = self.row_of.get(at), self.row_of.get(told)
        if rate is None or now is None or rate.formula or rate.id in self._behind(now):
            return
        base = self._base_of(now)
        rate.formula, rate.uses = f"({now.id}-{base.id})/{base.id}", {now.id, base.id}
        rate.note = tr("按 {now} 与其上年数 {base} 算；口径不同时请直接填", now=now.id, base=base.id)

    def _derive_gap(self, found: Gap) -> None:
        gap, more, less = (self.row_of.get(index) for index in (found.gap, found.more, found.less))
        if gap is None or more is None or less is None or gap.formula or gap in (more, less):
            return
        if gap.id not in self._behind(more) | self._behind(less):
            gap.formula, gap.uses = f"{more.id}-{less.id}", {more.id, less.id}

    def _derive_pace(self, pace: Row | None, rate: Row | None, share: str) -> None:
        if pace is not None and rate is not None and not pace.formula and pace.id not in self._behind(rate):
            pace.formula, pace.uses = f"{rate.id}-{share}", {rate.id}

    def _derive_quotient(self, found: Quotient) -> None:
        rate, part = self.row_of.get(found.target), self.row_of.get(found.part)
        whole = [self.row_of[index] for index in found.whole if index in self.row_of]
        if rate is None or part is None or rate.formula or len(whole) < len(found.whole) or part is rate:
            return
        if not any(rate.id in self._behind(row) for row in (part, *whole)):
            below = "+".join(row.id for row in whole)
            rate.formula = f"{part.id}/({below})" if len(whole) > 1 else f"{part.id}/{below}"
            rate.uses = {part.id, *(row.id for row in whole)}

    def _follow(self, now: Row, change: Row, rate: Row | None) -> None:
        """Compute the change and the rate from `now` and a row for what it was in last year's report."""
        if now.id in (change.id, rate and rate.id) or self._behind(now) & {change.id, rate and rate.id}:
            return
        if _told_coarsely(now.first, change.first):
            return
        base = self._base_of(now)
        for row, formula in ((change, f"{now.id}-{base.id}"), (rate, f"({now.id}-{base.id})/{base.id}")):
            if row is not None and not row.formula:
                row.formula, row.uses = formula, {now.id, base.id}

    def _derive_unchanged(self, said: Unchanged) -> None:
        """What was 与上年持平, or new last year, may have changed by this: rows that no sentence uses yet."""
        now = self.row_of.get(said.now)
        if now is None or now.period != "本年" or now.id in self._bases:
            return
        base = self._base_of(now)
        for ending, unit, formula in (
            ("增减额", now.first.unit, f"{now.id}-{base.id}"),
            ("增长率", "%", f"({now.id}-{base.id})/{base.id}"),
        ):
            row = self._rows.add(now.label + ending, now.first)
            row.whole = now.whole
            row.unit, row.formula, row.uses = unit, formula, {now.id, base.id}
            row.note = tr("上年写作“{words}”；本年有增减时由此算出", words=self.text[said.start : said.end])

    def _base_of(self, now: Row) -> Row:
        if now.id not in self._bases:
            base = self._bases[now.id] = self._rows.add(now.label, now.first)
            base.whole = now.whole
            base.is_base = True
            base.note = tr("{id} 的上年数，取自上年报告；口径有调整时请改", id=now.id)
            if self._follows:
                base.value = signed(now.first)
            else:
                base.note = tr("{id} 的上年数；所依据的报告不是上一年的，请填写", id=now.id)
        return self._bases[now.id]

    def _tie(self) -> None:
        """A figure told again in other words is the figure of its first place; one that a table adds up below it, the table's."""
        firsts: dict[tuple[object, ...], list[Row]] = {}
        for row in self.rows:
            if row.is_base:
                continue
            alike = firsts.setdefault((row.first.value, row.first.unit), [])
            for first in alike:
                if not is_told_again(row.first, row.label, first.first, first.label):
                    continue
                if not row.formula and row.id not in self._behind(first):
                    _take(row, first)
                elif not first.formula and "+" in row.formula and first.id not in self._behind(row):
                    _take(first, row)
            alike.append(row)

    def _behind(self, row: Row) -> set[str]:
        """The ids of the row and of all rows it is computed from."""
        found = {row.id}
        for id in row.uses:
            found |= self._behind(self.rows[int(id[1:]) - 1])
        return found

    def _prefill(self) -> None:
        """Fill what stays: counts that agree with the list before them, older years, and last year's values."""
        current = {(row.label, row.first.unit): row for row in self.rows if row.period == "本年"}
        # 近五年，由2018年的65万册增至…: this year's five begin a year later, with another number.
        moving = [one for one in find_spans_in_words(self.text, self.report.year or 0) if one.moves]
        for index, row in self.row_of.items():
            mention = self.mentions[index]
            if row.formula or row.value or any(one.start < mention.start < one.end for one in moving):
                continue
            if row.period == "上年":
                now = current.get((row.label, row.first.unit))
                of_june = self._within_a_year and since_the_end(self.text, mention.start)
                if now and not (
                    now.first.planned or of_june or told_as_of(self.text, mention)
                ):  # an aim is no result
                    row.value, row.note = (
                        signed(now.first),
                        tr("取自上年报告的本年数（{id}）；口径有调整时请改", id=now.id),
                    )
            elif row.first.period not in ("本年", "上年") and self._past(row.first.period):
                row.value, row.note = signed(row.first), tr("往年数，照上年报告")
            elif why := stays(self.report, mention, row.label):
                row.value, row.note = signed(row.first), why

    def _past(self, period: str) -> bool:
        return period.isdigit() and self.report.year is not None and int(period) < self.report.year


def _told_coarsely(now: Mention, change: Mention) -> bool:
    """Whether the change was told far more finely than the figure: of 3.95亿册 no 2350万册 nor 6.32% can be computed."""
    same = now.measure == change.measure
    return same and now.step * factor_of(now) >= _COARSER * change.step * factor_of(change)


def _take(row: Row, other: Row) -> None:
    row.formula, row.uses = other.id, {other.id}
    row.note = tr("与 {id} 是同一个数；若不是，请直接填本年数", id=other.id)
