"""Turn 多 and 少 before a deed by the figure of that deed: 立案2起，比上年少立案1起."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from drafter.drafting.line import Line, Step
from drafter.lastyear.slots import Binding
from drafter.numbers.numerals import read_numeral
from drafter.numbers.quantity import Mention
from drafter.strings import tr

_SAID = re.compile(
    r"(?:同比|[比较](?:上学?年|去年|上一学?年|(?:19|20)\d\d\s?年)(?:度|同期)?)(?P<word>[多少])(?P<deed>[一-鿿]{2,4}?)了?\s?$"
)
_NEAR = 12


def find_more_or_fewer(line: Line, inside: tuple[Mention, ...], start: int) -> Iterator[Step]:
    """Yield the word before a deed and its number where the sentence tells how often that was done."""
    m = line.material
    for one in inside:
        said = None if one.structural or one.direction else _SAID.search(m.text, start, one.start)
        told = said and next(
            (
                other
                for other in reversed(inside)
                if other.start < said.start()
                and other.measure == one.measure
                and m.text.find(said["deed"], max(other.start - _NEAR, start), other.start) >= 0
            ),
            None,
        )
        if said and told:
            yield *said.span("word"), partial(_write, line, said["word"], one, told)


def _write(line: Line, word: str, one: Mention, told: Mention) -> None:
    m = line.material
    binding = m.bindings.get(told.start, Binding(told, "", ""))
    now, by = m.value_at(told), m.value_at(one)
    was = read_numeral(m.figures[binding.row].previous) if binding.row in m.figures else None
    if now is None or was is None or by is None or m.new != m.old + 1:
        line.add(word)
        line.doubts.append(tr("“{word}”还是相反，待两年的数齐后再定", word=word))
        return
    line.add("多" if now > was else "少" if now < was else word)
    line.turned |= now != was and (now > was) != (word == "多")
    if abs(now - was) != abs(by):
        line.doubts.append(
            tr("{row} 上年 {was}、本年 {value}，与所说的增减不符", row=binding.row, was=was, value=now)
        )
