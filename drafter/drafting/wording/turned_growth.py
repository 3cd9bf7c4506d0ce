"""Ask about a change told of a growth that has turned: 同比下降8.0%，增速较1—7月回落0.3个百分点 is not how a decline is told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from drafter.brief import Figure
from drafter.drafting.line import Line
from drafter.numbers.numerals import read_numeral
from drafter.patterns import Regex
from drafter.strings import tr

_OF_THE_GROWTH = Regex(
    r"%?[，,]\s?(?:[增降涨跌][速幅])?(?:同比|环比|(?:比|较)(?!目标|计划|预期|全[国省市])[^，。；]{1,12}?)(?:[增降涨跌][速幅])?[一-鿿]{2}"
)


def doubts_of_turned_growth(line: Line) -> Iterator[str]:
    """Yield why, for each growth above zero last year and below it now, or the other way, with its own change behind it."""
    rows = line.material.figures
    for one, other in pairwise(sorted(line.figures, key=lambda figure: figure.start)):
        growth, change = rows.get(one.row), rows.get(other.row)
        if growth is None or change is None or growth.unit != "%" or "百分点" not in change.unit:
            continue
        if _turned(line, growth) and _OF_THE_GROWTH.fullmatch(line.out[one.end : other.start]):
            yield tr("{row} 升降与上年相反，其后增速或降幅的变化请核对", row=growth.id)


def _turned(line: Line, growth: Figure) -> bool:
    was, now = read_numeral(growth.previous), line.material.values.get(growth.id)
    return was is not None and now is not None and was * now < 0
