"""Write the words that tell a number in round (近, 余, 以上) where they are true of this year's number or were typed with it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from drafter.brief import Figure
from drafter.drafting.line import Line
from drafter.lastyear.inexact import (
    Inexact,
    TypedWords,
    find_inexact,
    note_on,
    still_inexact,
    words_of,
)
from drafter.lastyear.typed_values import words_typed
from drafter.numbers.quantity import Mention
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class RoundWords:
    """Last year's words around a number, those typed this year, and whether last year's stay."""

    was: Inexact | None
    now: TypedWords | None
    stay: bool

    def write_before(self, line: Line, mention: Mention) -> None:
        """Take last year's word back where it does not stay, and write this year's."""
        if self.was is not None and not self.stay:
            line.out = line.out.removesuffix(self.was.before)
            if self.now is None and self.was.lacks_verb(line.out) and not mention.direction:
                line.add(tr("达到"))
            line.taken_to = self.was.stop
        line.add(self.now.before if self.now else "")

    def around(self, unit: str) -> str:
        """Return the unit with 余 before or within it, and what follows it: 余件, 万余人次, 件以上."""
        inside = self.was.inside if self.was else ""
        if self.now is None:
            return unit if self.stay or not inside else unit.replace(inside, "", 1)
        told = unit.replace(inside, self.now.inside, 1) if inside else self.now.inside + unit
        return told + self.now.after


def round_words(line: Line, figure: Figure, mention: Mention, printed: str, value: Decimal) -> RoundWords:
    """Return the words for the number that is `printed`; one typed as round as last year's, without a word, is asked about."""
    was, now = find_inexact(line.material.text, mention), words_typed(figure)
    if now is not None or was is None:
        return RoundWords(was, now, stay=False)
    computed = bool(figure.formula and not figure.value)
    stay = still_inexact(mention, was, printed, value, computed=computed)
    told = words_of(line.material.text, mention)
    filled_in = bool(figure.note) and figure.note != note_on(told) and figure.value == figure.previous
    limit = line.material.text.startswith("的", mention.stop)  # 使用年限超过8年的设备
    if stay and was.leaves_out_itself and not (computed or filled_in or limit):
        line.doubts.append(
            tr(
                "{row} 填 {value}，上年写作“{words}”：仍是约数的请连字填，准确数请写 {value}整",
                row=figure.id,
                value=printed,
                words=told,
            )
        )
    return RoundWords(was, None, stay)
