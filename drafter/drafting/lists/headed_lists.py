"""Lists whose items have a line of their own each, and the figures below it: 1、教育支出（类）…（项）⏎ 年初预算为…, and what they are numbered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from drafter.drafting.lists.fellows import Fellow, FellowList, rows_called
from drafter.drafting.lists.list_numbers import ListNumbers, sign_of
from drafter.drafting.pieces import Material
from drafter.lastyear.items import Paragraph, number_of
from drafter.report import Report, Section


def find_headed_lists(
    material: Material, report: Report, paragraphs: Mapping[str, Sequence[Paragraph]]
) -> tuple[FellowList, ...]:
    """Return the lists of two or more neighbouring sections of one paragraph each, whose figures are named after the heading."""

    def sort(entry: tuple[Section, Fellow | None]) -> tuple[object, ...]:
        section, fellow = entry
        if fellow is None:
            return (section.key,)
        first = next(iter(fellow.rows))
        return *_run_of(section), first, material.figures[fellow.rows[first]].unit

    entries = [(one, _fellow_below(material, one, paragraphs.get(one.key, ()))) for one in report.sections]
    runs = [[fellow for _, fellow in run if fellow is not None] for _, run in groupby(entries, key=sort)]
    return tuple(FellowList(tuple(run), headed=True) for run in runs if len(run) > 1)


def numbers_with(
    report: Report, gained: Mapping[str, int]
) -> tuple[Mapping[str, str], Mapping[str, Sequence[str]]]:
    """Return the numbers of the headings behind new items, by their keys, and those of the new items themselves, where each section of
    `gained` has so many of them behind it."""
    headings: dict[str, str] = {}
    fresh: dict[str, Sequence[str]] = {}
    for _, run in groupby(report.sections, key=_run_of):
        sections = list(run)
        if not any(one.key in gained for one in sections):
            continue
        numbers = ListNumbers()
        for one in sections:
            headings[one.key] = numbers.keep(number_of(one.heading))
            fresh[one.key] = [numbers.next() for _ in range(gained.get(one.key, 0))]
    return headings, fresh


def _run_of(section: Section) -> tuple[str, str]:
    """What neighbouring headings of one list share: what stands above them and the form of their number."""
    return section.key.rpartition(".")[0], sign_of(number_of(section.heading))


def _fellow_below(material: Material, section: Section, paragraphs: Sequence[Paragraph]) -> Fellow | None:
    number = number_of(section.heading)
    name = section.heading[len(number) :].strip()
    if not number or len(paragraphs) != 1 or len(name) < 2:
        return None
    paragraph = paragraphs[0]
    bound = [
        (mention, material.figures[binding.row])
        for mention in material.inside(paragraph.start, paragraph.end)
        if not mention.structural and (binding := material.bindings.get(mention.start)) and binding.row
    ]
    if not bound or not all(figure.name.startswith(name) for _, figure in bound[:1]):
        return None
    return rows_called(bound, paragraph, name, name)
