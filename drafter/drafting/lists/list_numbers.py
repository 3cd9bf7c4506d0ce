"""Keep the numbers of a list of paragraphs running when items go or come: 1. 2. 3., （一）（二）, 一是 below 一是."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafter.numbers.numerals import read_numeral, write_chinese

_VALUE = re.compile(r"\d+|[一二三四五六七八九十]+")


def sign_of(number: str) -> str:
    """What all numbers of one list share: "（#）", "#.", "#是"."""
    kind = "#" if re.search(r"\d", number) else "一"
    return _VALUE.sub(kind, number, count=1).strip().translate(str.maketrans("(）．", "（)."))


@dataclass
class _List:
    was: int = 0
    now: int = 0


class ListNumbers:
    """Numbers the paragraphs of one section in turn; lists of different signs run beside each other."""

    def __init__(self) -> None:
        self._lists: dict[str, _List] = {}
        self._last = ""

    def keep(self, number: str) -> str:
        """Return what the paragraph that had `number` is numbered now."""
        return _with_value(number, self._step(number))

    def drop(self, number: str) -> None:
        self._step(number)
        self._lists[sign_of(number)].now -= 1

    def next(self) -> str:
        """Return the number of an item added here, "" when no list came before."""
        if not self._last:
            return ""
        self._lists[sign_of(self._last)].now += 1
        return _with_value(self._last, self._lists[sign_of(self._last)].now)

    def before(self, number: str) -> str:
        """Return the number of an item added before the list's first one, which had `number` and moves down; "" for none."""
        if not number:
            return ""
        was = _value(number)
        run = self._lists.setdefault(sign_of(number), _List(was - 1, was - 1))
        run.now += 1
        return _with_value(number, run.now)

    def _step(self, number: str) -> int:
        was = _value(number)
        run = self._lists.get(sign_of(number))
        if run is None or (was == 1 and run.was):
            # The first of a list, or the first one met of a list that begins elsewhere.
            run = self._lists[sign_of(number)] = _List(was - 1, was - 1)
        run.now += was - run.was  # a number that last year's list left out or gave twice stays so
        run.was, self._last = was, number
        return run.now


def _value(number: str) -> int:
    found = _VALUE.search(number)
    return int(read_numeral(found.group()) or 0) if found else 0


def _with_value(number: str, value: int) -> str:
    def write(found: re.Match[str]) -> str:
        return str(value) if found.group().isdigit() else write_chinese(value)

    return _VALUE.sub(write, number, count=1)
