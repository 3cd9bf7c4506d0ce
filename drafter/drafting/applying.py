"""Put this year's figures into any past passage: what its labels name is filled in, everything else is marked."""

from __future__ import annotations

from drafter.brief import Brief
from drafter.drafting.adapting import adapt_paragraph
from drafter.drafting.foreign import doubted, renamed
from drafter.drafting.pieces import Material, Piece, join
from drafter.errors import DraftError
from drafter.lastyear.forms import unit_forms
from drafter.lastyear.slots import bind_figures, evaluate
from drafter.numbers.quantity import find_mentions
from drafter.report import Report
from drafter.strings import tr


def apply_passage(report: Report, start: int, end: int, brief: Brief) -> Piece:
    """Return `report`'s passage told for the brief's year and body.

    A number takes the value of the row that its sentence or its label and unit name; one that no row supplies becomes
    【待补】. The wording of another body is another body's: each of its paragraphs is marked 【待核】.
    """
    if report.year is None or report.year >= brief.year:
        raise DraftError(tr("“{source}”的年度不早于本稿，不能套用。可以直接插入原文", source=report.source))
    mentions = find_mentions(report.text, year=report.year)
    foreign = bool(brief.org) and report.org != brief.org
    material = Material(
        report.text,
        report.source,
        mentions,
        {one.mention.start: one for one in bind_figures(report, brief)},
        {figure.id: figure for figure in brief.figures},
        evaluate(brief),
        report.year,
        brief.year,
        unit_forms(mentions),
        stands=lambda sentence: foreign,
        fresh=report.source != brief.previous_report,
    )
    pieces, at = [], start
    for line in report.text[start:end].splitlines(keepends=True):
        stop = at + len(line.rstrip("\n"))
        if line.strip():
            piece = adapt_paragraph(material, at, stop, "other")
            if foreign:
                reason = tr("取自{source}，不是本单位的内容，请逐句核改", source=report.source)
                piece = doubted(renamed(piece, report.org, brief.org), reason)
            pieces += [piece, Piece(line[len(line.rstrip("\n")) :])]
        at += len(line)
    return join(pieces)
