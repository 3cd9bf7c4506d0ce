"""Say the grade of a self-assessment anew of this year's score: 得分88.60分，等级为“良”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from drafter.drafting.line import Line, Step
from drafter.drafting.pieces import Material
from drafter.numbers.quantity import Mention
from drafter.strings import tr

# 《项目支出绩效评价管理办法》（财预〔2020〕10号）第十六条: 90（含）—100分为优、80（含）—90分为良、60（含）—80分为中、60分以下为差.
_GRADES = ((Decimal(90), "优"), (Decimal(80), "良"), (Decimal(60), "中"), (Decimal(0), "差"))
_GRADE = re.compile(
    r"(?:等级|等次|评级|评定结果|评价结果|评价结论)(?:评定|定)?(?:均)?[为是：:]?[“\"「]?(?P<grade>优秀|良好|中等|较差|[优良中差])(?![化于制])[”\"」]?"
)
_LONG = {"优": "优秀", "良": "良好", "中": "中等", "差": "较差"}


def find_grades(line: Line, start: int, end: int) -> Iterator[Step]:
    """Yield the grades of the sentence that last year's score, told before them in their line, had by the national scale."""
    m = line.material
    for said in _GRADE.finditer(m.text, start, end):
        score = _score_before(m, said.start())
        value = m.value_at(score) if score else None
        if score is None or value is None or grade_of(score.value) != said["grade"][0]:
            continue
        yield *said.span(), partial(_write, line, said, value)


def grade_of(score: Decimal) -> str:
    """Return 优, 良, 中 or 差 for a score out of a hundred."""
    return next(grade for least, grade in _GRADES if score >= least) if 0 <= score <= 100 else ""


def _write(line: Line, said: re.Match[str], value: Decimal) -> None:
    line.settled.append(said.span())
    now, was = grade_of(value), said["grade"]
    if now == was[0] or not now:
        line.add(said[0])
        return
    word = now if len(was) == 1 else _LONG[now]
    line.add(said[0].replace(was, word))
    line.computed = True
    line.doubts.append(
        tr(
            "得分 {value}，按90、80、60分划档（财预〔2020〕10号）由“{was}”改为“{word}”，请核对",
            value=value,
            was=was,
            word=word,
        )
    )


def _of_the_whole(told: str) -> bool:
    """Whether what is told before a score makes it a part of another: 得分92分，其中投入10分; 其中“甲”项目得分96分 is whole."""
    before, among, _ = told.rpartition("。")[2].partition("其中")
    return bool(among) and re.search(r"\d分", before) is not None


def _score_before(material: Material, at: int) -> Mention | None:
    line = material.text.rfind("\n", 0, at) + 1
    scores = [
        one
        for one in material.inside(line, at)
        if one.measure == "分"
        and not one.structural
        and one.role in ("score", "value")
        and not _of_the_whole(material.text[line : one.start])
    ]
    return scores[-1] if scores else None
