"""Keep what was worked out about a paragraph for the next text that holds it: an edit changes few paragraphs of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from drafter.numbers.quantity import Mention
from drafter.numbers.recent import Recent
from drafter.relations.line import Line
from drafter.relations.relation import Relation

_AROUND = 60
"""Characters before and after a paragraph that may have a say in the name of its first and last number."""


@dataclass(frozen=True, slots=True)
class Found:
    """The relations of a paragraph when its first number was the `first`.

    They follow from the paragraph and, where names were `asked` for in all the text, or the numbers of the next paragraphs
    looked at (`reach`, from the first on), from the `answers`; the amounts under those names were the numbers `afar`.
    """

    first: int
    relations: tuple[Relation, ...]
    asked: tuple[tuple[bool, str], ...]
    reach: int
    answers: object
    afar: tuple[int, ...] = ()

    def moved_to(self, first: int, afar: tuple[int, ...]) -> Found:
        """Return the same of a paragraph whose first number is another, as are the amounts it looked up by name."""
        places, by = dict(zip(self.afar, afar, strict=True)), first - self.first
        moved = [one.renumbered(lambda i: places.get(i, i + by)) for one in self.relations]
        return replace(self, first=first, relations=tuple(moved), afar=afar)


@dataclass(slots=True)
class Paragraph:
    """What is known of a paragraph's numbers, by their place in it; `found` is None until relations were looked for.

    `said` is what each function says of them that goes by the paragraph alone, `made` what each makes of them together.
    """

    labels: dict[int, str] = field(default_factory=dict)
    stems: dict[int, str] = field(default_factory=dict)
    planned: dict[int, bool] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    found: Found | None = None
    said: dict[object, list[tuple[int, Any]]] = field(default_factory=dict)
    made: dict[object, Any] = field(default_factory=dict)


class Memory:
    """Paragraphs by their text and how their numbers were read."""

    def __init__(self, most: int = 4000) -> None:
        self._recent = Recent[object, Paragraph](most)

    def paragraph(self, text: str, mentions: Sequence[Mention], line: Line) -> Paragraph:
        """Return what is known of a line of `text`."""
        start, end = line.start, line.start + len(line.text)
        read = tuple(
            [
                (m.start - start, m.stop - start, m.unit, m.role, m.period, m.planned)
                for m in mentions[line.first : line.last]
            ]
        )
        key = text[max(start - _AROUND, 0) : start], line.text, text[end : end + _AROUND], read
        known = self._recent.get(key)
        if known is None:
            known = Paragraph()
            self._recent.put(key, known)
        return known
