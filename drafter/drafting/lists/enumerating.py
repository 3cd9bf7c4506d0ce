"""Name anew the items of a list where a sentence names them all: 安排项目7个，分别为甲、乙、丙, with the list below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.lastyear.items import Paragraph, number_of

_NAMED = re.compile(
    r"(?:分别为|分别是|包括|具体为|即|为|是)：?(?P<names>[^，。；：\n、]{2,40}(?:、[^，。；：\n、]{2,40})+)(?=[，。；]|$)",
    re.M,
)


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Names at `start`–`end` and the numbered paragraph that tells of each."""

    start: int
    end: int
    items: Mapping[str, Paragraph]


def find_enumerations(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Enumeration]:
    """Yield the enumerations of which every name opens one numbered paragraph further down in the section."""
    for found in _NAMED.finditer(text):
        names = found["names"].split("、")
        below = [
            one
            for one in paragraphs
            if one.start > found.end() and one.section.start <= found.start() < one.section.end
        ]
        items = {name: one for name in names if (one := _telling(text, name, below)) is not None}
        if len(items) == len(names) and len({one.start for one in items.values()}) == len(names):
            yield Enumeration(*found.span("names"), items)


def _telling(text: str, name: str, paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    for one in paragraphs:
        number = number_of(text[one.start : one.end])
        if number and text.startswith(name, one.start + len(number)):
            return one
    return None
