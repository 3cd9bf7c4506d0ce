"""Which characters of an old text stand where in an edited one: whole lines first, then words and numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A number is one thing: 1459 and 1469 have nothing in common.
_TOKEN = re.compile(r"\d+(?:[.,．，]\d+)*|[^\d]")
# Beyond this the comparison would need more memory than it is worth: what is so changed is written anew.
_MOST_CELLS = 4 * 10**8


@dataclass(frozen=True, slots=True)
class Same:
    """A stretch that is the same in both texts."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: where it begins, and the words by which it is known again."""

    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the old text, and the part of the new one that stands for it."""

    old: int
    old_end: int
    new: int
    new_end: int


class Alignment:
    """Moves positions of the old text to the new one, part by part; parts may have changed places."""

    def __init__(self, frames: Sequence[Frame], stretches: Sequence[Same]) -> None:
        self.frames = tuple(frames)
        self.stretches = tuple(_merged(sorted(stretches, key=lambda one: (one.old, one.new))))
        self._starts = [one.old for one in self.stretches]

    def move(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the span stands when nothing within it was touched, else None."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or end > self.stretches[at].old + self.stretches[at].length or start >= end:
            return None
        by = self.stretches[at].new - self.stretches[at].old
        return start + by, end + by

    def around(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the stretch of new text that stands for the span, between what is the same before and behind;
        None when its part is gone."""
        frame = next((one for one in self.frames if one.old <= start and end <= one.old_end), None)
        if frame is None:
            return None
        left, right = frame.new, frame.new_end
        for one in self.stretches:
            first, last = max(one.old, frame.old), min(one.old + one.length, frame.old_end)
            by = one.new - one.old
            if first >= last or not frame.new <= first + by <= last + by <= frame.new_end:
                continue
            if first < start:
                left = min(last, start) + by
            if last > end:
                right = max(first, end) + by
                break
        return left, max(left, right)


def align_lines(old: Sequence[Line], new: Sequence[Line], old_text: str, new_text: str) -> Iterator[Same]:
    """Yield what two runs of lines have in common."""
    matcher = SequenceMatcher(
        None, [line.words for line in old], [line.words for line in new], autojunk=False
    )
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            for one, other in zip(old[i1:i2], new[j1:j2], strict=True):
                # The words may differ in signs that do not show; then only what is the same is the same.
                yield from _align_words(_span(old_text, one), _span(new_text, other), one.start, other.start)
        elif kind == "replace":
            a, b = old[i1].start, new[j1].start
            stop, halt = _end(old_text, old[i2 - 1]), _end(new_text, new[j2 - 1])
            yield from _align_words(old_text[a:stop], new_text[b:halt], a, b)


def _align_words(old: str, new: str, at: int, there: int) -> Iterator[Same]:
    if old == new:
        yield Same(at, there, len(old))
        return
    from rapidfuzz.distance import Indel

    words, others = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(words) * len(others) > _MOST_CELLS:
        return
    starts, places = _places(words), _places(others)
    for one in Indel.opcodes(words, others):
        if one.tag == "equal":
            length = starts[one.src_end] - starts[one.src_start]
            yield Same(at + starts[one.src_start], there + places[one.dest_start], length)


def _places(words: Sequence[str]) -> list[int]:
    places = [0]
    for word in words:
        places.append(places[-1] + len(word))
    return places


def _span(text: str, line: Line) -> str:
    return text[line.start : _end(text, line)]


def _end(text: str, line: Line) -> int:
    """Return where the line ends, its line break included."""
    stop = text.find("\n", line.start)
    return len(text) if stop < 0 else stop + 1


def _merged(stretches: Sequence[Same]) -> Iterator[Same]:
    held: Same | None = None
    for one in stretches:
        if held and held.old + held.length == one.old and held.new + held.length == one.new:
            held = Same(held.old, held.new, held.length + one.length)
        else:
            if held:
                yield held
            held = one
    if held:
        yield held
