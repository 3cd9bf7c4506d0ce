"""Tell a proportion anew where this year's numbers of it are known: 师生比1∶15.6 with another number behind its 1."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from drafter.drafting.line import Line
from drafter.drafting.printing import write_number
from drafter.lastyear.named import is_one_of_a_proportion
from drafter.lastyear.years import YearEdit
from drafter.numbers.mention import Mention


def write_proportion(line: Line, edit: YearEdit) -> Callable[[], None] | None:
    """Return what writes the proportion at the place of `edit`, None where a number of it other than its 1 is not known."""
    m = line.material
    numbers = [one for one in m.inside(edit.start, edit.end) if not one.structural]
    told = [one for one in numbers if not is_one_of_a_proportion(m.text, one)]
    # 1∶ may be read as one mark; but for it all is known.
    told = [one for one in told if m.value_at(one) is not None]
    return partial(_write, line, edit, told) if _but_for_a_one(line, edit, told) else None


def _but_for_a_one(line: Line, edit: YearEdit, told: list[Mention]) -> bool:
    text, at, rest = line.material.text, edit.start, ""
    for one in told:
        rest, at = rest + text[at : one.start], one.stop
    return bool(told) and not any(mark.isdigit() and mark != "1" for mark in rest + text[at : edit.end])


def _write(line: Line, edit: YearEdit, told: list[Mention]) -> None:
    at, text = edit.start, line.material.text
    for one in told:
        line.add(text[at : one.start])
        write_number(line, one, one.start)
        at = one.stop
    line.add(text[at : edit.end])
