"""Ask about 本地职工增速高于外来职工 where this year's rates do not bear it out, or are not known."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from drafter.drafting.line import Line
from drafter.drafting.pieces import Material
from drafter.patterns import Regex
from drafter.strings import tr

_FASTER = "高于|快于|大于|超过"
_SAID = Regex(
    rf"(?:^|(?<=[，。；：]))(?P<one>[一-鿿、]{{2,16}}?)(?:的)?(?:增[速幅]|增长率)(?:总体|继续|仍|均)*(?P<word>{_FASTER}|低于|慢于|小于)"
    r"(?P<other>[一-鿿、]{2,16}?)(?:的)?(?:增[速幅]|增长率)?(?=[，。；]|$)"
)


def doubts_of_outpacing(line: Line, told: str) -> Iterator[str]:
    """Yield why for each claim in last year's sentence that one thing grew faster than another."""
    for said in _SAID.finditer(told):
        rates = [_rate(line.material, said[name]) for name in ("one", "other")]
        if rates[0] is None or rates[1] is None:
            yield tr("“{said}”，本年是否仍如此", said=said[0])
        elif (rates[0] > rates[1]) != (said["word"] in _FASTER.split("|")) or rates[0] == rates[1]:
            yield tr("“{said}”，本年两项增速为{one}%、{other}%", said=said[0], one=rates[0], other=rates[1])


def _rate(material: Material, name: str) -> Decimal | None:
    """This year's growth of what is called so; None where none or several rows are, or the row is not filled in."""
    rows = [
        one.id
        for one in material.figures.values()
        if one.period == "本年" and one.label.rpartition("·")[2] == f"{name}增长率"
    ]
    value = material.values.get(rows[0]) if len(rows) == 1 else None
    return None if value is None else value.quantize(Decimal("0.1"))
