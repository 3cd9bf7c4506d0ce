"""The invented year pairs: what an office published two years running, and the sheet its clerk filled in between, written blind."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from drafter.brief import Brief, Figure, WorkItem
from drafter.draft import Draft
from drafter.drafting.composing import compose_draft
from drafter.lastyear.figures import make_brief
from drafter.lastyear.slots import bind_figures
from drafter.numbers.quantity import find_mentions
from drafter.reading import read_text
from drafter.report import Report
from tests.paths import DATA

FOLDER = DATA / "office_pairs"


@dataclass(frozen=True)
class OfficePair:
    """Last year's report, this year's as published, and this year's filled sheet."""

    name: str
    before: Report
    after: Report
    brief: Brief
    unread: tuple[str, ...]
    """The facts for which the sheet has no row."""

    def draft(self) -> Draft:
        return compose_draft(self.brief, self.before)


def load_pairs() -> list[OfficePair]:
    return [load_pair(path) for path in sorted(FOLDER.glob("*.toml"))]


def load_pair(path: Path) -> OfficePair:
    data = tomllib.loads(path.read_text("utf-8"))
    year = data["year"]
    before = read_text(data["before"].strip() + "\n", f"{data['org']}-{year - 1}.txt")
    after = read_text(data["after"].strip() + "\n", f"{data['org']}-{year}.txt")
    brief, unread = _filled(make_brief(before, year), before, data)
    return OfficePair(path.stem, before, after, brief, unread)


def _filled(brief: Brief, before: Report, data: dict[str, Any]) -> tuple[Brief, tuple[str, ...]]:
    rows = {b.mention.start: b.row for b in bind_figures(before, brief) if b.row}
    ends = {m.start: m.end for m in find_mentions(before.text, year=before.year)}

    def row_at(place: str) -> str:
        head, _, rest = place.replace("\\t", "\t").partition("【")
        number, _, tail = rest.partition("】")
        assert before.text.count(head + number + tail) >= 1, place
        start = before.text.index(head + number + tail) + len(head)
        return next((row for at, row in rows.items() if at <= start < ends[at]), "")

    unread, values = [], {}
    for line in data["facts"].strip().splitlines():
        place, value = line.split(" → ")
        row = row_at(place)
        if not row:
            unread.append(place)
        elif (figure := brief.figure(row)) is not None and not figure.formula:
            values[row] = value
    figures = list(brief.fill(**values).figures)
    for number, one in enumerate(data.get("rows", ()), 900):
        at = next(i for i, figure in enumerate(figures) if figure.id == row_at(one["below"]))
        while at + 1 < len(figures) and not figures[at + 1].evidence and figures[at + 1].id.startswith("F9"):
            at += 1
        figures.insert(at + 1, Figure(f"F{number}", one["label"], "本年", one["unit"], "", one["value"]))
    return replace(brief, figures=tuple(figures), items=_decided(brief, data)), tuple(unread)


def _decided(brief: Brief, data: dict[str, Any]) -> tuple[WorkItem, ...]:
    items = list(brief.items)
    for number, one in enumerate(data.get("items", ())):
        if one["action"] == "新增":
            below = one.get("below", "")
            at = next((i for i, item in enumerate(items) if below and below in item.previous), None)
            new = WorkItem(f"N{number}", one["section"], "", "新增", one["text"])
            items.insert(len(items) if at is None else at + 1, new)
            continue
        at = next((i for i, item in enumerate(items) if one["previous"] in item.previous), None)
        assert at is not None, one["previous"]
        items[at] = replace(items[at], action=one["action"], text=one.get("text", ""))
    return tuple(items)
