"""The annex that tells where each figure of the draft comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.shared import Pt

from drafter.brief import Brief, Figure
from drafter.draft import BoundFigure, Draft, DraftSection, PrecedentSpan
from drafter.export.anchors import aside_anchor, bracket
from drafter.export.characters import clean
from drafter.export.official_page import LINE_PITCH, indent_first_line
from drafter.export.paper import Paper
from drafter.export.tables import add_table
from drafter.strings import tr

_LONGEST = 30


def add_source_table(paper: Paper, draft: Draft, brief: Brief | None) -> None:
    """Add the annex on a new page: one row for each bound number, in reading order.

    附件 stands at the left of the first line, its title in the middle of the third (GB/T 9704-2012, 7.3.7).
    """
    document = paper.document
    label = document.add_paragraph(tr("附件"), paper.style("Heading 1"))
    label.paragraph_format.page_break_before = True
    label.paragraph_format.space_after = Pt(LINE_PITCH)
    indent_first_line(label._p.get_or_add_pPr(), 0)
    document.add_paragraph(tr("数据来源表"), paper.style("Title"))
    names = _names(draft)
    if len(names) == 1:
        document.add_paragraph(
            tr("句式据《{name}》，注第几字", name=clean(names[0])), paper.style("Table Unit")
        )
    rows = [_header(brief), *_rows(draft, brief, single=len(names) == 1), *_items(draft, brief)]
    for row, places in zip(rows, add_table(paper, rows), strict=True):
        for text, (paragraph, size) in zip(row, places, strict=True):
            paragraph.add_run(clean(text)).font.size = Pt(size)
    bracket(label._p, label._p, aside_anchor("annex"))


def _header(brief: Brief | None) -> list[str]:
    if brief is None:
        return [tr("编号"), tr("稿中写作"), tr("所在章节"), tr("出处")]
    return [tr("编号"), tr("指标"), tr("稿中写作"), tr("单位"), tr("所在章节"), tr("出处")]


def _names(draft: Draft) -> list[str]:
    """Return the past reports whose wording the draft follows."""
    spans = (one.precedent for section in draft.sections for one in section.sentences if one.precedent)
    return list(dict.fromkeys(_name(span) for span in spans))


def _name(span: PrecedentSpan) -> str:
    # Only the name: a path would tell about the machine the draft was made on.
    return re.split(r"[\\/]", span.source)[-1]


def _rows(draft: Draft, brief: Brief | None, *, single: bool) -> Iterator[list[str]]:
    for section in draft.sections:
        for figure in sorted(section.figures, key=lambda one: one.start):
            row = brief.figure(figure.row) if brief else None
            printed = section.text[figure.start : figure.end]
            place = section.heading or tr("标题与导语")
            source = _source(section, figure, row, single=single)
            if brief is None:
                yield [figure.row, printed, place, source]
            else:
                yield [figure.row, row.label if row else "", printed, row.unit if row else "", place, source]


def _items(draft: Draft, brief: Brief | None) -> Iterator[list[str]]:
    """The work items told in the draft that have a 佐证, in reading order."""
    proofs = (
        {item.id: item.evidence.strip() for item in brief.items if item.evidence.strip()} if brief else {}
    )
    for section in draft.sections:
        for id in dict.fromkeys(one.item for one in section.sentences if one.item in proofs):
            told = "".join(section.text[one.start : one.end] for one in section.sentences if one.item == id)
            told = told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…"
            yield [
                id,
                tr("工作要点"),
                told,
                "",
                section.heading or tr("标题与导语"),
                tr("佐证：{proof}", proof=proofs[id]),
            ]


def _source(section: DraftSection, figure: BoundFigure, row: Figure | None, *, single: bool) -> str:
    formula = row.formula if row and not row.value else figure.formula
    found = [tr("按 {formula} 算得", formula=formula) if formula else tr("数据表")]
    sentence = next(
        (one for one in section.sentences if one.start <= figure.start and figure.end <= one.end), None
    )
    if sentence and sentence.precedent:
        span = sentence.precedent
        where = f"{span.start + 1}—{span.end}"
        # With one past report its name and the unit stand above the table, once.
        found.append(where if single else tr("句式据《{name}》第{where}字", name=_name(span), where=where))
    return "；".join(found)
