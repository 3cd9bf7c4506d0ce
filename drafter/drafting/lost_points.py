"""Plan 存在的问题 and 改进措施 from the points a self-assessment lost, for a person or a model to write out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.draft import BoundFigure, DraftSection, OpenMark, Sentence
from drafter.drafting.models.rewriting import section_piece, with_piece
from drafter.drafting.pieces import Piece, join
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class LostPoint:
    """One indicator that lost points; `points` as printed, `row` the sheet row that supplies it."""

    indicator: str
    points: str
    reason: str = ""
    measure: str = ""
    row: str = ""


_LOST = re.compile(
    r"(?:(?P<reason>[^；。：，\n]{4,80}(?:，[^；。：，\n]{4,60})?)，)?(?P<indicator>[^；。：，、\n（）]{2,20}?)(?:指标)?扣(?:减|了)?(?P<points>\d+(?:\.\d+)?)分"
)


def find_lost_points(section: DraftSection) -> tuple[LostPoint, ...]:
    """Return what a 自评结论 says was lost: 预算编制有偏差，预算编制扣0.20分."""
    rows = {figure.start: figure.row for figure in section.figures}
    return tuple(
        LostPoint(
            found["indicator"],
            found["points"],
            re.sub(r"【待[补核][^】]*】", "", found["reason"] or "").strip(),
            row=rows.get(found.start("points"), ""),
        )
        for found in _LOST.finditer(section.text)
    )


def plan_problems(lost: Sequence[LostPoint]) -> Piece:
    """Return one paragraph for each lost point: what was lost and why; an unknown reason is marked 【待补】."""
    return join([_problem(number, one) for number, one in enumerate(lost, 1)])


def plan_measures(lost: Sequence[LostPoint]) -> Piece:
    """Return one paragraph for each lost point: what is done about it; an unknown measure is marked 【待补】."""
    return join([_measure(number, one) for number, one in enumerate(lost, 1)])


def with_lost_points(section: DraftSection, lost: Sequence[LostPoint]) -> tuple[DraftSection, int, int]:
    """Return the section with what was lost told at its end, and where that stands; what is done about it where its heading says so."""
    measures = re.search("措施|建议|打算", section.heading) is not None
    problems = not measures or re.search("问题|不足", section.heading) is not None
    told = join([*([plan_problems(lost)] if problems else ()), *([plan_measures(lost)] if measures else ())])
    body = section_piece(section)
    gap = "" if body.text.endswith("\n") else "\n"
    start = len(body.text) + len(gap)
    whole = join([body, Piece(gap), told])
    return with_piece(section, whole), start, len(whole.text) - 1


def _problem(number: int, one: LostPoint) -> Piece:
    head = f"{number}.{one.indicator}扣"
    figures = (BoundFigure(len(head), len(head) + len(one.points), one.row),) if one.row else ()
    text = f"{head}{one.points}分，原因是"
    return _line(text, one.reason, tr("【待补：扣分原因】"), figures)


def _measure(number: int, one: LostPoint) -> Piece:
    return _line(f"{number}.针对{one.indicator}存在的不足，", one.measure, tr("【待补：改进措施】"), ())


def _line(lead: str, words: str, missing: str, figures: tuple[BoundFigure, ...]) -> Piece:
    words = words.rstrip("。；")
    marks = () if words else (OpenMark(len(lead), len(lead) + len(missing), "待补", tr("评分表中没有说明")),)
    text = f"{lead}{words or missing}。"
    return Piece(text + "\n", (Sentence(0, len(text), "item"),), figures, marks)
