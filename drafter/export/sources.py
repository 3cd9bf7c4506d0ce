"""The annex that tells where each figure of the draft comes from, as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.brief import Brief, Figure
from drafter.draft import BoundFigure, Draft, DraftSection, PrecedentSpan
from drafter.export.annexes import Annex
from drafter.strings import tr

_LONGEST = 30
_AROUND = 10
_LOOSE = "0123456789.,，、；。年"


def source_table(draft: Draft, brief: Brief | None) -> Annex:
    """Return one row for each bound number, in reading order, with what last year's report said in its place."""
    names = _names(draft)
    rows = [_header(brief), *_rows(draft, brief, single=len(names) == 1), *_items(draft, brief)]
    note = ""
    if len(names) == 1:
        told = tr("引号内为上年报告《{name}》中的写法") if brief else tr("句式据上年报告《{name}》")
        note = told.replace("{name}", names[0])
    return Annex(tr("数据来源表"), note, rows)


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
    if told := _told(row):
        found.append(told)
    sentence = next(
        (one for one in section.sentences if one.start <= figure.start and figure.end <= one.end), None
    )
    if sentence and sentence.precedent and not single:
        found.append(tr("句式据《{name}》", name=_name(sentence.precedent)))
    return "；".join(found)


def _told(row: Figure | None) -> str:
    """Return last year's words around the number of the row, "" where it told none."""
    # Of a table's row the tabs would tear the words apart.
    before, _, rest = (row.evidence[0] if row and row.evidence else "").replace("\t", " ").partition("【")
    number, closed, after = rest.partition("】")
    if not closed:
        return ""
    # Cut, it ends between words and numbers.
    head = before if len(before) <= _AROUND else "…" + before[-_AROUND:].lstrip(_LOOSE)
    tail = after if len(after) <= _AROUND else after[:_AROUND].rstrip(_LOOSE) + "…"
    return f"“{head}{number}{tail}”"
