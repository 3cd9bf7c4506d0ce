"""How much of a published text already stood in another one, in characters, section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.numbers.quantity import find_mentions
from drafter.report import Report
from drafter.text import sentences


@dataclass(frozen=True, slots=True)
class Kept:
    """How much of a published stretch stood in the text compared, marks of the draft taken out.

    Of `characters` published, `present` stood there already: for each published sentence, the longest common subsequence with
    the sentence of the text most like it, wherever that stands (moving a sentence is not typing it). `edits` insertions,
    deletions and replacements turn aligned paragraphs into the published ones (Levenshtein).
    """

    heading: str
    characters: int
    present: int
    edits: int

    @property
    def covered(self) -> float:
        """The share of the published characters that nobody had to type, from 0 to 1."""
        return self.present / self.characters if self.characters else 1.0

    @property
    def share(self) -> float:
        """1 − edits ÷ characters, from 0 to 1."""
        return max(0.0, 1 - self.edits / self.characters) if self.characters else 1.0


def kept(text: str, published: str) -> Kept:
    pairs = list(_paired(text.splitlines(), published.splitlines()))
    return _compare("", pairs, _pieces(text))


def _compare(heading: str, pairs: Sequence[tuple[str, str]], pieces: Sequence[str]) -> Kept:
    characters = sum(len(line) for _, line in pairs)
    return Kept(
        heading,
        characters,
        sum(_present(line, pieces) for _, line in pairs),
        sum(_distance(*pair) for pair in pairs),
    )


def _pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def _present(line: str, pieces: Sequence[str]) -> int:
    """How many characters of a published line stand in the sentences of the text; a half-alike sentence is none."""
    from rapidfuzz import process
    from rapidfuzz.distance import LCSseq

    found = 0
    for sentence in _pieces(line):
        best = process.extractOne(sentence, pieces, scorer=LCSseq.normalized_similarity)
        if best is not None and best[1] >= 0.5:
            found += int(LCSseq.similarity(sentence, best[0]))
    return found


def by_section(text: str, published: Report) -> Iterator[Kept]:
    lines = published.text.splitlines()
    pairs, pieces = list(_paired(text.splitlines(), lines)), _pieces(text)
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    for section in published.sections:
        inside = [
            pair for start, pair in zip(starts, pairs, strict=True) if section.start <= start < section.end
        ]
        if any(line for _, line in inside):
            yield _compare(section.heading or published.title, inside, pieces)


def _distance(one: str, other: str) -> int:
    from rapidfuzz.distance import Levenshtein

    # A paragraph with no counterpart has to be typed whole, no more: deleting a wrong one is one stroke.
    return min(int(Levenshtein.distance(one, other)), len(other))


def _paired(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each published line with the line of the text it came from ("" when none), each of mine used once, in order."""
    from rapidfuzz import fuzz

    scores = [[fuzz.ratio(one, other) if one and other else 0.0 for other in theirs] for one in mine]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(mine) + 1)]
    for i in range(len(mine) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            score = scores[i][j]
            pair = best[i + 1][j + 1] + score * len(theirs[j]) if score >= 35 else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    i = j = 0
    while j < len(theirs):
        if i == len(mine):
            yield "", theirs[j]
            j += 1
        elif scores[i][j] >= 35 and best[i][j] == best[i + 1][j + 1] + scores[i][j] * len(theirs[j]):
            yield mine[i], theirs[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            yield "", theirs[j]
            j += 1


def sum_of(sections: Sequence[Kept], chosen: Sequence[bool]) -> Kept:
    """Return the chosen sections as one."""
    some = [one for one, is_chosen in zip(sections, chosen, strict=True) if is_chosen]
    return Kept(
        "",
        sum(one.characters for one in some),
        sum(one.present for one in some),
        sum(one.edits for one in some),
    )


# -- which sections are written by formula -----------------------------------------------------------------------------

FORMULAIC = 2 / 3
"""Share of a section's characters from which it is called formulaic."""
_DIRECTIONS = re.compile(
    r"增长|增加|上升|提高|提升|上涨|扩大|减少|下降|降低|回落|缩减|压减|核减|压缩|净增|净减|下滑|收窄|大于|小于|高于|低于|超过"
)


def formulaic_sections(previous: Report, published: Report) -> tuple[bool, ...]:
    """Return for each section `by_section` measures whether it is written by formula, told from the two published years alone.

    At least two thirds of its characters stand in clauses that stood in last year's report too, numbers, years and directions
    masked: such a section says of other figures what last year's said.
    """
    before = {clause for _, clause in _clauses(previous)}
    found = []
    now = list(_clauses(published))
    for section in published.sections:
        if not published.text[section.start : section.end].strip():
            continue
        inside = [clause for at, clause in now if section.start <= at < section.end]
        again = sum(len(clause) for clause in inside if clause in before)
        found.append(again >= FORMULAIC * sum(map(len, inside)))
    return tuple(found)


def _clauses(report: Report) -> Iterator[tuple[int, str]]:
    """Each clause with its numbers as #, its directions as ±, by where it starts."""
    text, at, masked = report.text, 0, []
    for mention in find_mentions(text, year=report.year):
        masked.append((at, text[at : mention.start]))
        masked.append((mention.start, "#"))
        at = mention.end
    masked.append((at, text[at:]))
    clause, start = "", 0
    for begin, piece in masked:
        for part in re.finditer(r"[^，。；：、！？\n\t]+|[，。；：、！？\n\t]", piece):
            if re.fullmatch(r"[，。；：、！？\n\t]", part[0]) and piece != "#":
                if clause.strip():
                    yield start, _DIRECTIONS.sub("±", clause.strip())
                clause = ""
                continue
            if not clause:
                start = begin + part.start()
            clause += part[0]
    if clause.strip():
        yield start, _DIRECTIONS.sub("±", clause.strip())
