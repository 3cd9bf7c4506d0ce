"""Two adjacent years' reports of one body beside each other: their numbers by name, and the rows of the sheet made from the earlier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from drafter.backtest.matching import Named, NamedNumbers, is_of_another_part, is_told_of_several
from drafter.brief import Brief, Figure, rows_of
from drafter.lastyear.named import is_one_of_a_proportion
from drafter.lastyear.row_names import name_of, signed_in_turn
from drafter.lastyear.rows import Rows
from drafter.lastyear.slots import bind_figures
from drafter.lastyear.typed_values import multiplier
from drafter.numbers.quantity import Mention, find_mentions
from drafter.report import Report

Found = dict[str, tuple[str, Mention]]
"""By row of the sheet, what is to be typed and the published number it comes from."""
ByLabel = Mapping[tuple[str, str, str], Sequence[Mention]]


class BothYears:
    """Last year's report and the published one, and which row each of last year's numbers is (`rows`, by where it starts)."""

    def __init__(self, brief: Brief, previous: Report, published: Report) -> None:
        self.brief, self.previous, self.published = brief, previous, published
        self.mentions = signed_in_turn(published.text, _numbers_of(published))
        self.theirs = _numbers_of(previous)
        self.rows = {binding.mention.start: binding.row for binding in bind_figures(previous, brief)}
        self.here, self.there = (
            NamedNumbers(published.text, self.mentions, year=published.year),
            NamedNumbers(previous.text, self.theirs, year=previous.year),
        )

    def figure_of(self, its: Mention) -> Figure | None:
        """The row that one of last year's numbers is."""
        return self.brief.figure(self.rows.get(its.start, ""))

    @cached_property
    def by_label(self) -> ByLabel:
        """The published numbers by name, unit and which year they speak of; also by the name the sheet would give them."""
        named: dict[tuple[str, str, str], list[Mention]] = {}
        rows = Rows(self.published, self.mentions, ()).of
        for index, mention in enumerate(self.mentions):
            if mention.structural:
                continue
            names = [name_of(self.published.text, self.mentions, index)]
            if index in rows and not rows[index].label.endswith("）"):
                names = [rows[index].told, rows[index].label, *names]  # told apart as the sheet does it
            for name in dict.fromkeys(names):
                named.setdefault((name, mention.unit, mention.period), []).append(mention)
        return named

    def may_be(self, figure: Figure, mention: Mention) -> bool:
        """Whether the published number may be the row's, whose label it has: of another time, or of another growth, it is not."""
        mine, its = self.here.by_mention.get(id(mention)), self._named_rows.get(figure.id)
        if mine is None or its is None:
            return True
        if its.mention.planned and not mention.planned:
            return False  # 2025年力争通过率达到99%以上 is no place for what was reached
        if mine.within != its.within or is_told_of_several(its, self.here, self.there):
            return False
        if is_of_another_part(mine, its, self.here, self.there):
            return False
        if mine.name != its.name and self.there.with_more_said(its):
            return False  # 总诊疗人次 beside 全国总诊疗人次: of what was told before, and not of whatever it is told of now
        points = mention.measure.endswith("百分点")
        return mine.is_of_time_of(its) and (
            not points or mine.name == its.name or (self._is_since_last_year(figure) and _ends_as(mine, its))
        )

    def _is_since_last_year(self, figure: Figure) -> bool:
        terms = (self.brief.figure(id) for id in rows_of(figure.formula))
        return any(term is not None and term.period == "上年" for term in terms)

    @cached_property
    def _named_rows(self) -> dict[str, Named]:
        return {self.rows.get(one.mention.start, ""): one for one in self.there.all.values()}


def _numbers_of(report: Report) -> tuple[Mention, ...]:
    """The numbers of a report, but the 1 of 1:36, for which the sheet has no row."""
    told = find_mentions(report.text, year=report.year)
    return tuple(one for one in told if one.structural or not is_one_of_a_proportion(report.text, one))


def _ends_as(one: Named, other: Named) -> bool:
    """资产负债率：地方企业增减额, 地方企业增减额: where a sentence was parted in two, the second names by itself what it is of."""
    shorter, longer = sorted((one.name, other.name), key=len)
    return longer.endswith(f"：{shorter}")


def formula_of(brief: Brief, id: str) -> str:
    figure = brief.figure(id)
    return figure.formula if figure else ""


def same_measure(mention: Mention, unit: str) -> bool:
    return (
        mention.measure == unit
        or mention.unit == unit
        or (unit.endswith(mention.measure) and bool(mention.measure))
    )


def as_typed(mention: Mention, unit: str) -> str:
    """The number as a clerk types it into a row of this unit."""
    value = mention.value * (mention.sign or 1)
    if mention.unit == unit:
        token = mention.token.replace(",", "").replace("，", "")
        sign = "-" if mention.sign < 0 and value else ""
        return sign + token if token[:1].isdigit() else f"{value:f}"
    return f"{(mention.amount * (mention.sign or 1) / multiplier(unit)).normalize():f}"
