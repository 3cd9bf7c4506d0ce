"""Write a section after another body's report: its wording, none of its numbers, and a mark on every paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from drafter.draft import OpenMark
from drafter.drafting.adapting import adapt_paragraph
from drafter.drafting.pieces import Material, Piece, join
from drafter.lastyear.slots import Binding
from drafter.numbers.labels.own import own_label
from drafter.numbers.quantity import find_mentions
from drafter.report import Report, Section
from drafter.strings import tr

if TYPE_CHECKING:
    from drafter.index.passage_index import PassageIndex
    from drafter.reranking import Reranker


def write_foreign(report: Report, section: Section, *, org: str, year: int) -> Piece:
    """Return the body of another body's section for `org` and `year`: each number 【待补】, each paragraph 【待核】; tables are left out."""
    if report.year is None:
        return Piece("")
    text = report.text
    mentions = find_mentions(text, year=report.year)
    bindings = {
        mention.start: Binding(mention, own_label(text, mentions, index).removeprefix(report.org), "")
        for index, mention in enumerate(mentions)
        if not mention.structural and section.body_start <= mention.start < section.end
    }
    material = Material(
        text,
        report.source,
        mentions,
        bindings,
        {},
        {},
        report.year,
        year,
        {},
        stands=lambda sentence: True,
        fresh=True,
    )
    reason = tr("取自{source}，不是本单位的内容，请逐句核改", source=report.source)
    pieces, start = [], section.body_start
    for line in text[section.body_start : section.end].splitlines(keepends=True):
        end = start + len(line.rstrip("\n"))
        if line.strip() and "\t" not in line:
            piece = renamed(adapt_paragraph(material, start, end, "standing"), report.org, org)
            pieces += [doubted(piece, reason), Piece("\n")]
        start += len(line)
    return join(pieces)


def find_foreign(
    index: PassageIndex, *, org: str, before: int, reranker: Reranker | None = None
) -> Callable[[str, tuple[str, ...]], tuple[Report, Section] | None]:
    """Return what finds the section of another body nearest to a heading: one whose heading says the same."""
    from drafter.index.filtering import Filters
    from drafter.retrieval import find_precedents

    def nearest(heading: str, names: tuple[str, ...]) -> tuple[Report, Section] | None:
        filters = Filters(before=before)
        found = find_precedents(
            index, heading, limit=30, filters=filters, heading=heading, group=False, reranker=reranker
        )
        for passage in (hit.passage for hit in found):
            own = passage.headings[-1] if passage.headings else ""
            if passage.org != org and any(name in own for name in (heading, *names)):
                report = index.report(passage.source)
                section = next((one for one in report.sections if one.key == passage.section), None)
                if section is not None:
                    return report, section
        return None

    return nearest


def renamed(piece: Piece, theirs: str, ours: str) -> Piece:
    """The piece with the other body's name replaced; done before anything stands behind it that counts characters."""
    while theirs and ours and theirs not in ours and (at := piece.text.find(theirs)) >= 0:
        by = len(ours) - len(theirs)

        def moved(place: int, at: int = at, by: int = by) -> int:
            return place + by if place >= at + len(theirs) else place

        piece = Piece(
            piece.text[:at] + ours + piece.text[at + len(theirs) :],
            tuple(replace(s, start=moved(s.start), end=moved(s.end)) for s in piece.sentences),
            tuple(replace(f, start=moved(f.start), end=moved(f.end)) for f in piece.figures),
            tuple(replace(o, start=moved(o.start), end=moved(o.end)) for o in piece.open),
        )
    return piece


def doubted(piece: Piece, reason: str) -> Piece:
    """The paragraph with a mark before its closing mark."""
    tail = re.search(r"[。！？；：]?$", piece.text)
    at = tail.start() if tail else len(piece.text)
    mark = tr("【待核】")
    if piece.text[:at].endswith(mark):
        return piece
    return Piece(
        piece.text[:at] + mark + piece.text[at:],
        tuple(replace(s, end=s.end + len(mark)) if s.end >= at else s for s in piece.sentences),
        piece.figures,
        (*piece.open, OpenMark(at, at + len(mark), "待核", reason)),
    )
