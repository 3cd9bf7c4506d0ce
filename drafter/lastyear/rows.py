"""Gather the figures of last year's report into rows: each once, with all sentences that use it, under a name of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from drafter.lastyear.cell_names import cell_names
from drafter.lastyear.named import is_one_of_a_proportion
from drafter.lastyear.row_names import name_of, subject_of, when_of
from drafter.lastyear.slots import mark_evidence
from drafter.lastyear.told_apart import is_aim
from drafter.numbers.compared_with import ComparedWith
from drafter.numbers.labels import whole_told
from drafter.numbers.labels.items import item_head
from drafter.numbers.labels.words import METRIC, OF
from drafter.numbers.numerals import decimals_of
from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations import Relation
from drafter.report import Report
from drafter.strings import tr
from drafter.text import sentences

_CHANGE = Regex(r"(?:增长率|增减额)$")


@dataclass
class Row:
    """A row in the making: the first mention that prints the figure, and all sentences that use it."""

    id: str
    label: str
    first: Mention
    evidence: list[str] = field(default_factory=list)
    formula: str = ""
    uses: set[str] = field(default_factory=set)
    value: str = ""
    note: str = ""
    is_base: bool = False
    when: str = ""
    """The months or the quarter it is of, where its sentence names them."""
    base: str = ""
    """What a change in points is compared with (同比, 环比), where its sentence says."""
    whole: str = ""
    """What the figure is told to be of, where its label does not say it: 新增债券 of 专项债券."""
    unit: str | None = None
    """Its unit where that is not the one of `first`: the rate of a figure."""

    @property
    def told(self) -> str:
        """The label as the sheet shows it."""
        place, parted, own = self.label.rpartition("：")
        said = not self.whole or OF in self.label or self.whole in self.label
        return self.label if said else f"{place}{parted}{self.whole}{OF}{own}"

    @property
    def period(self) -> str:
        return "上年" if self.is_base or self.first.period == "上年" else "本年"


_IN_TURN = ("、", "和", "与", "及", "以及")


class Rows:
    """The rows in reading order, and which of them each number of the text is."""

    def __init__(self, report: Report, mentions: Sequence[Mention], relations: Sequence[Relation]) -> None:
        self.report, self.text, self.mentions = report, report.text, mentions
        self._relation_to = {relation.target: relation for relation in relations}
        self._places = {id(mention): index for index, mention in enumerate(mentions)}
        self._bases = ComparedWith(report.text, year=report.year)
        self.all: list[Row] = []
        self.of: dict[int, Row] = {}
        self._gather()
        self._name_apart()

    def add(self, label: str, mention: Mention) -> Row:
        row = Row(f"F{len(self.all) + 1}", label, mention)
        self.all.append(row)
        return row

    def _gather(self) -> None:
        body = _after_title(self.report, self.mentions)
        spans = list(sentences(self.text, body))
        known: dict[tuple[object, ...], dict[str, Row]] = {}
        cells = cell_names(self.report)
        at = 0
        for index, mention in enumerate(self.mentions):
            if mention.structural or mention.start < body or not spans:
                continue
            if is_one_of_a_proportion(self.text, mention):
                continue
            while at < len(spans) - 1 and spans[at][1] <= mention.start:
                at += 1
            label = cells.get(mention.start) or name_of(self.text, self.mentions, index) or tr("未命名数据")
            points = mention.measure.endswith(("百分点", "千分点"))
            base = self._bases.of(mention) if points else ""
            key = (
                label,
                mention.unit,
                mention.period,
                mention.value * (mention.sign or 1),
                mention.step,
                mention.bound,
                is_aim(self.text, mention, spans[at][0]),
                *self._apart(label, index, at),
                self._about(label, index),
                base,
            )
            row = _of_that_time(known.setdefault(key, {}), when_of(self.text, mention))
            if row is None or self._told_in_turn(index, row):
                row = self.add(label, mention)
                row.when, row.base = when_of(self.text, mention), base
                if mention.start not in cells:
                    row.whole = whole_told(self.text, self.mentions, index, label)
                known[key][row.when] = row
            self.of[index] = row
            row.evidence.append(mark_evidence(self.text, *spans[at], (mention.start, mention.end)))

    def _apart(self, label: str, index: int, sentence: int) -> tuple[object, ...]:
        """What keeps two places of one label and value from being one figure: a bare measure, or another calculation."""
        relation = self._relation_to.get(index)
        if self._in_table(index):
            return (index,)
        if relation is not None:
            return tuple(self.mentions[i].value for i in relation.terms)
        return (sentence,) if METRIC.fullmatch(label) or len(label) < 3 else ()

    def _told_in_turn(self, index: int, row: Row) -> bool:
        """甲、乙、丙分别占77.6%、1.0%和1.0%: equal numbers told in turn are of different things, whatever they are called."""
        while (
            index
            and self.text[self.mentions[index - 1].stop : self.mentions[index].start].strip() in _IN_TURN
        ):
            index -= 1
            if self.of.get(index) is row:
                return True
        return False

    def _about(self, label: str, index: int) -> str:
        """粮食价格上涨3.6%，影响指数0.06个百分点；水产品…，影响指数0.06个百分点: of what it is, where its own name does not say."""
        mention = self.mentions[index]
        if not (mention.direction and mention.measure.endswith(("百分点", "千分点"))):
            return ""
        subject = subject_of(self.text, self.mentions, index)
        return "" if subject in label else subject

    def _in_table(self, index: int) -> bool:
        """A line of cells: zeros side by side are different figures."""
        start = self.text.rfind("\n", 0, self.mentions[index].start) + 1
        end = self.text.find("\n", start)
        line = self.text[start : end if end >= 0 else len(self.text)]
        return "\t" in line or (
            not re.search(r"[，。；]", line) and len(re.findall(r"(?<=\s)[\d.,%-]+(?=\s|$)", line)) > 1
        )

    def _name_apart(self) -> None:
        """Let rows of one label and different values take along what tells them apart, the nearest to the number first."""
        for tell in (self._by_whole, self._by_subject, self._by_base, self._by_time):
            for alike in self._alike():
                tell(alike)
        self._by_place()

    def _by_whole(self, alike: Sequence[Row]) -> None:
        wholes = {row.whole for row in alike}
        if "" not in wholes and len(wholes) == len(alike):
            for row in alike:
                row.label = row.told

    def _by_subject(self, alike: Sequence[Row]) -> None:
        """What their clauses are about, where each is about something else."""
        about = [subject_of(self.text, self.mentions, self._places[id(row.first)]) for row in alike]
        if all(about) and len(set(about)) == len(alike) and not any(map(self._is_cell, alike)):
            for row, subject in zip(alike, about, strict=True):
                row.label = row.label if subject in row.label else f"{subject}：{row.label}"

    def _by_base(self, alike: Sequence[Row]) -> None:
        """同比增减额 and 环比增减额."""
        if len({row.base for row in alike}) == len(alike):
            for row in alike:
                if row.base == "环比" and row.label.endswith("增减额") and "环比" not in row.label:
                    row.label = f"{row.label.removesuffix('增减额')}环比增减额"

    def _by_time(self, alike: Sequence[Row]) -> None:
        if len({row.when for row in alike}) > 1:
            for row in alike:
                row.label = row.label if row.when in row.label else row.when + row.label

    def _by_place(self) -> None:
        """The list item or heading they stand under, and a number where that is the same as well."""
        told_by_place = set()
        for alike in self._alike():
            places = [_place(self.report, row.first) for row in alike]
            if len(set(places)) > 1:
                told_by_place.add(alike[0].label)
            for row, place in zip(alike, places, strict=True):
                row.label = _placed(row.label, place)
            _number_apart(alike)
        # 浓度45微克，同比持平 in one chapter, 浓度60微克，同比上升11.1% in the next: whose growth it is, the one row must say too.
        for row in self.all:
            stem = _CHANGE.sub("", row.label)
            if stem != row.label and stem in told_by_place:
                row.label = _placed(row.label, _place(self.report, row.first))

    def _alike(self) -> list[list[Row]]:
        by_label: dict[tuple[str, str, str], list[Row]] = {}
        for row in self.all:
            by_label.setdefault((row.label, row.first.unit, row.period), []).append(row)
        return [alike for alike in by_label.values() if len(alike) > 1]

    def _is_cell(self, row: Row) -> bool:
        return "\t" in self.text[self.text.rfind("\n", 0, row.first.start) + 1 : row.first.start]


def _of_that_time(known: dict[str, Row], when: str) -> Row | None:
    """The row of one figure that is of the same months, or told once without saying of which."""
    if when in known:
        return known[when]
    return next(iter(known.values())) if len(known) == 1 and (not when or "" in known) else None


def _after_title(report: Report, mentions: Sequence[Mention]) -> int:
    """Where the title ends; what stands between it and the first heading is text like any other, and so is a title that tells a change."""
    at = 0
    for line in report.text.splitlines(keepends=True):
        if line.strip() and line.strip() not in report.title:
            break
        if any(at <= one.start < at + len(line) and _is_told(one) for one in mentions):
            break
        at += len(line)
    return at


def _is_told(mention: Mention) -> bool:
    """Whether a number in a title tells what came of the year (受理举报1473.7万件); 10件实事 and 5个方面 are part of a name."""
    amount = "." in mention.token or mention.unit[:1] in ("万", "亿") or mention.measure in ("元", "%")
    return not mention.structural and (bool(mention.direction) or amount)


def _placed(label: str, place: str) -> str:
    return f"{place}：{label}" if place and place not in label else label


def _place(report: Report, mention: Mention) -> str:
    line = report.text.rfind("\n", 0, mention.start) + 1
    lead = re.match(
        r"[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]\s*([^，。；：\t\n]{2,16})",
        report.text[line : mention.start],
    )
    # The first cell of a table's row names the number already; the table's title tells it from another table's.
    if lead and "\t" not in report.text[line : mention.start]:
        return re.sub(r"(?:\s+[\d.,%-]*)+$", "", lead[1])  # 九、卫生健康支出 236.63 230.10
    # 道路运输业方面。全市发生事故15起: what a paragraph without a number is headed with.
    return item_head(report.text, mention.start) or re.sub(
        r"^[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]\s*", "", report.section_at(mention.start).heading
    )


def _number_apart(rows: Sequence[Row]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        seen[row.label] = seen.get(row.label, 0) + 1
        if seen[row.label] > 1:
            row.label = f"{row.label}（{seen[row.label]}）"


def signed(mention: Mention) -> str:
    """The number as the sheet shows it: Arabic digits, a minus for a decline."""
    value: Decimal = mention.value * (mention.sign or 1)
    decimals = decimals_of(mention.token) if mention.token[:1].isdigit() else 0
    return f"{value:.{decimals}f}" if value == value.quantize(Decimal(1).scaleb(-decimals)) else str(value)
