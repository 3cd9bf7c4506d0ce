"""Are chapters, sections and numbered paragraphs counted without a gap or a repetition?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from drafter.checks.context import Context
from drafter.issue import Issue
from drafter.patterns import Regex
from drafter.report import Section
from drafter.strings import tr

_HEAD = Regex(
    r"^\s*(?P<open>[（(]?)\s*(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})\s*(?P<close>[）)]|[、.．])"
)
# A cell of a table copied line by line: 收入 and 支出 side by side each count their own lines.
_CELL = Regex(r"[^\n，。；：]*\n(?:[-—–/]{1,2}|[-−(（▲△]?\d[\d,]*(?:\.\d+)?[%％)）]?)(?:\n|$)")
_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九", 1)}


def check_numbering(context: Context) -> Iterator[Issue]:
    """Yield numbering where a number does not follow the one before it under the same heading and in the same style.

    Only a run that starts at one is judged: a report may number on from another document.
    """
    sections = [one for one in context.report.sections if one.heading and "\t" not in one.heading]
    by_parent: dict[str, list[Section]] = {}
    for section in sections:
        by_parent.setdefault(section.key.rpartition(".")[0], []).append(section)
    for siblings in by_parent.values():
        marks = [(one.start, one.heading) for one in siblings]
        yield from _judge(context, marks)
    for section in context.report.sections:
        yield from _judge(
            context,
            [
                (item.start, item.marker + " " if item.marker[-1:].isdigit() else item.marker)
                for item in section.items
            ],
        )


def _judge(context: Context, marks: list[tuple[int, str]]) -> Iterator[Issue]:
    text = context.report.text
    read = [
        (start, found)
        for start, heading in marks
        if (found := _HEAD.match(heading)) and not _CELL.match(text, start)
    ]
    for _, group in groupby(sorted(read, key=lambda one: _style(one[1])), key=lambda one: _style(one[1])):
        expected, at = 0, 0
        for start, found in sorted(group, key=lambda one: one[0]):
            number, before = _value(found["number"]), at
            at = start
            if number == 1 or expected == 0:
                expected = number + 1 if number == 1 else 0
                continue
            if number != expected and not _stands_between(context.report.text, before, start, expected):
                what = tr("序号重复") if number < expected else tr("序号跳号")
                message = tr(
                    "{what}：“{mark}”，按次序应为第 {expected}",
                    what=what,
                    mark=found[0].strip(),
                    expected=expected,
                )
                yield context.issue(
                    "numbering",
                    "warning",
                    message,
                    start,
                    start + len(found[0].rstrip()),
                    expected=str(expected),
                )
            expected = number + 1


def _style(found: re.Match[str]) -> str:
    return (
        ("（" if found["open"] else "")
        + ("1" if found["number"].isdigit() else "一")
        + ("）" if found["close"] in "）)" else "、")
    )


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.partition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones if ten else tens, 0)


def _stands_between(text: str, start: int, end: int, number: int) -> bool:
    """Whether a line or sentence between opens with the number after all, though it was not read as an item (3．10种有色金属; …。5.盗窃…)."""
    mark = rf"[（(]?{number}\s?[.．、）)]"
    return bool(re.search(rf"\n\s*{mark}|。\s*{mark}(?!\d)", text[start:end]))
