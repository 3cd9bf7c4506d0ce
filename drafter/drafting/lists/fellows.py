"""Find lists of like items (34 支出科目, projects one by one): what each item is called and the rows of its figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from drafter.brief import Figure
from drafter.drafting.lists.inline_lists import find_inline_list
from drafter.drafting.lists.list_numbers import sign_of
from drafter.drafting.pieces import Material
from drafter.lastyear.items import Paragraph, number_of
from drafter.numbers.labels.words import METRIC, METRIC_TAIL
from drafter.numbers.quantity import Mention


@dataclass(frozen=True)
class Fellow:
    """An item of a list: 教育支出 with its rows by what their labels add to the name, such as {"": F60, "增长率": F61}."""

    paragraph: Paragraph
    name: str
    rows: Mapping[str, str]
    mentions: Mapping[int, str]
    """The suffix of each of its numbers, by where that stands."""
    called: str
    """How its labels begin: the name, or what stands of it before its 75周年."""


@dataclass(frozen=True)
class FellowList:
    """Neighbouring items of one list that are told in one way."""

    fellows: tuple[Fellow, ...]
    inside: bool = False
    """Whether they stand in one paragraph: 一是甲…；二是乙…, 其中：甲…；乙…"""
    headed: bool = False
    """Whether each stands below a heading of its own, which names it."""
    mark: str = ""
    """What sets the parts of a running list apart, 、 or ，; "" for other lists."""

    @property
    def main(self) -> str:
        """What the label of the first figure adds to the name."""
        return Counter(next(iter(one.rows)) for one in self.fellows).most_common(1)[0][0]

    @property
    def ids(self) -> set[str]:
        return {id for one in self.fellows for id in one.rows.values()}


def find_lists(material: Material, paragraphs: Sequence[Paragraph]) -> tuple[FellowList, ...]:
    """Return the lists of two or more neighbouring numbered items whose figures are named after the item."""

    def sort(entry: tuple[Paragraph, Fellow | None]) -> tuple[str, str, str, str]:
        paragraph, fellow = entry
        if fellow is None:
            return paragraph.section.key, "", "", ""
        number = number_of(material.text[paragraph.start : paragraph.end])
        first = next(iter(fellow.rows))
        return paragraph.section.key, sign_of(number), first, material.figures[fellow.rows[first]].unit

    entries = [(one, fellow_of(material, one)) for one in paragraphs]
    runs = [[fellow for _, fellow in run if fellow is not None] for _, run in groupby(entries, key=sort)]
    return tuple(FellowList(tuple(run)) for run in runs if len(run) > 1)


def find_inline_fellows(material: Material, paragraphs: Sequence[Paragraph]) -> tuple[FellowList, ...]:
    """Return the lists inside a paragraph whose parts are told of one sort of figure, each named after its part."""
    found = []
    for paragraph in paragraphs:
        inside = find_inline_list(material.text, paragraph.start, paragraph.end)
        parts = [replace(paragraph, start=start, end=end) for start, end in inside.parts] if inside else []
        fellows = [
            fellow_of(material, part, numbered=inside is not None and inside.numbered) for part in parts
        ]
        if fellows and all(fellows) and len({next(iter(one.rows)) for one in fellows if one}) == 1:
            found.append(FellowList(tuple(one for one in fellows if one), inside=True))
    return tuple(found)


def in_sheet_order(lists: Sequence[FellowList], figures: Sequence[Figure]) -> dict[int, Paragraph]:
    """Return which paragraph takes the place of another, by where that starts: lists whose rows a person has sorted anew."""
    place = {figure.id: at for at, figure in enumerate(figures)}
    moved: dict[int, Paragraph] = {}
    for one in lists:
        firsts = [next(iter(fellow.rows.values())) for fellow in one.fellows]
        if not all(re.fullmatch(r"F\d+", id) for id in firsts) or firsts != sorted(
            firsts, key=lambda id: int(id[1:])
        ):
            continue  # told first elsewhere: the order of the rows was never that of the list
        order = sorted(one.fellows, key=lambda fellow: place[next(iter(fellow.rows.values()))])
        for fellow, other in zip(one.fellows, order, strict=True):
            if fellow is not other:
                moved[fellow.paragraph.start] = other.paragraph
    return moved


def fellow_of(material: Material, paragraph: Paragraph, *, numbered: bool = True) -> Fellow | None:
    """Return the item that the paragraph, or the part of one, tells of; None where its figures are not named after it."""
    text = material.text[paragraph.start : paragraph.end]
    number = number_of(text)
    lead = re.split(r"[，。；：（]|\d(?!\d*周年)", text[len(number) :], maxsplit=1)[0].strip()
    bound = [
        (mention, material.figures[binding.row])
        for mention in mentions_inside(material, paragraph.start, paragraph.end)
        if (binding := material.bindings.get(mention.start)) and binding.row and mention.measure != "周年"
    ]
    if (numbered and not number) or len(lead) < 2 or not bound:
        return None
    if path := _SUBJECT.match(text, len(number)):
        # 机关事业单位基本养老保险缴费支出（项）: its first figure is called 机关事业单位基本养老保险缴费年初预算.
        names = (path["item"], re.sub("支出$", "", path["item"]))
        item = next((one for one in names if bound[0][1].name.startswith(one)), "")
        return rows_called(bound, paragraph, path[0], item) if item else None
    label = bound[0][1].name
    name = called = _name_of([lead, *(figure.name for _, figure in bound)])
    if lead[len(name) : len(name) + 1].isdigit():
        name = lead
    # 卫生健康支出。年初预算为…: its first figure is called 卫生健康年初预算.
    named_short = lead.removeprefix(name) in ("支出", "收入", "经费", "费用", "资金", "项目", "专项")
    if len(called) < 2 or not lead.startswith(name):
        return None
    if label not in (lead, name) and name != lead and not named_short:
        return None
    return rows_called(bound, paragraph, name, called)


# 公共安全支出（类）法院（款）行政运行（项）: figures are called after the last of the three.
_SUBJECT = re.compile(
    r"[^，。；：（）]+（类）(?:[^，。；：（）]+（款）)?(?P<item>[^，。；：（）]+)（[款项]）"
)


def rows_called(
    bound: Sequence[tuple[Mention, Figure]], paragraph: Paragraph, name: str, called: str
) -> Fellow:
    """The item `name`, whose figures have labels that begin with `called`."""
    rows: dict[str, str] = {}
    mentions: dict[int, str] = {}
    for mention, figure in bound:
        if figure.name.startswith(called):
            suffix = figure.name.removeprefix(called)
            mentions[mention.start] = suffix
            rows.setdefault(suffix, figure.id)
    return Fellow(paragraph, name, rows, mentions, called)


def _name_of(labels: Sequence[str]) -> str:
    """What the item is called: 社区建设专项 of 社区建设专项预算, 社区建设专项实际支出; 教育支出 of 教育支出, 教育支出增长率."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(*labels[:2], strict=False))
    first = "".join(one for one, _ in same)
    stem = METRIC_TAIL.sub("", first)
    apart = any(
        label.startswith(stem) and not label.startswith(first) and METRIC.fullmatch(label[len(stem) :])
        for label in labels[2:]
    )
    return stem if apart and len(stem) >= 2 else first


def mentions_inside(material: Material, start: int, end: int) -> Iterator[Mention]:
    return (m for m in material.inside(start, end) if not m.structural)
