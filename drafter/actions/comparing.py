"""Two texts side by side: which paragraphs belong together, and which words of them differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A number is one word, so that 12.5 → 13.5 reads as such; of Chinese every character is.
_WORD = re.compile(r"[0-9][0-9,，.．]*[%％‰]?|[A-Za-z]+|\s+|.", re.DOTALL)
_MOST_WORDS = 3000
_MOST_LINES = 80
_ALIKE = 40

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class PairedLine:
    """A paragraph of each text as (words, differ) in turn; () where the other text has none."""

    left: Pieces
    right: Pieces

    @property
    def same(self) -> bool:
        return not any(differ for _, differ in (*self.left, *self.right))


def compare(old: str, new: str) -> tuple[PairedLine, ...]:
    """Return the paragraphs of both texts in order, those that belong together beside each other; empty lines are passed over."""
    lines = [[line for line in text.split("\n") if line.strip()] for text in (old, new)]
    paired = []
    matcher = SequenceMatcher(None, lines[0], lines[1], autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            paired += [PairedLine(((line, False),), ((line, False),)) for line in lines[0][i1:i2]]
        else:
            paired += _changed(lines[0][i1:i2], lines[1][j1:j2])
    return tuple(paired)


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[PairedLine]:
    waiting = 0
    for line in old:
        match = _most_like(line, new[waiting : waiting + _MOST_LINES])
        if match is None:
            yield PairedLine(((line, True),), ())
            continue
        yield from (PairedLine((), ((one, True),)) for one in new[waiting : waiting + match])
        yield _words(line, new[waiting + match])
        waiting += match + 1
    yield from (PairedLine((), ((one, True),)) for one in new[waiting:])


def _most_like(line: str, others: Sequence[str]) -> int | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(line, others, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[2] if found else None


def _words(old: str, new: str) -> PairedLine:
    words = _WORD.findall(old), _WORD.findall(new)
    if max(map(len, words)) > _MOST_WORDS:
        return PairedLine(((old, True),), ((new, True),))
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    matcher = SequenceMatcher(None, *words, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        # One character in common between two changes is chance.
        inside = min(i1, j1) > 0 and i2 < len(words[0]) and j2 < len(words[1])
        differ = kind != "equal" or (inside and len("".join(words[0][i1:i2])) == 1)
        _append(left, "".join(words[0][i1:i2]), differ)
        _append(right, "".join(words[1][j1:j2]), differ)
    return PairedLine(tuple(left), tuple(right))


def _append(pieces: list[tuple[str, bool]], text: str, differ: bool) -> None:
    if text and pieces and pieces[-1][1] == differ:
        pieces[-1] = (pieces[-1][0] + text, differ)
    elif text:
        pieces.append((text, differ))
