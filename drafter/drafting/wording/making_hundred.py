"""Ask about the parts of a structure that do not make a hundred as they are printed: 22.0:37.8:40.1."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from drafter.drafting.line import Line
from drafter.patterns import Regex
from drafter.strings import tr

_STRUCTURE = Regex(r"(?<![\d.:：∶])\d{1,2}(?:\.\d+)?(?:\s?[:：∶]\s?\d{1,2}(?:\.\d+)?){1,3}(?![\d.:：∶])")
_SIGN = Regex(r"\s?[:：∶]\s?")


def doubts_of_structure(line: Line, original: str) -> Iterator[str]:
    """Yield the sum of each structure that came to 100 in last year's sentence and does not now; rounding each part is not enough."""
    if not any(_sum(found[0]) == 100 for found in _STRUCTURE.finditer(original)):
        return
    for found in _STRUCTURE.finditer(line.out):
        total = _sum(found[0])
        if total != 100 and abs(total - 100) < 1:
            yield tr("{parts} 各项之和为 {total}，请调整末位", parts=found[0], total=total)


def _sum(structure: str) -> Decimal:
    return sum(map(Decimal, _SIGN.split(structure)), Decimal(0))
