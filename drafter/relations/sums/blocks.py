"""Tie numbers over short lines that belong together: a total and its parts set one below the other, plan, result and rate each in a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.numbers.quantity import Mention
from drafter.patterns import Regex
from drafter.relations.guessed.inferred import infer
from drafter.relations.line import Line
from drafter.relations.relation import Relation
from drafter.relations.scene import Scene
from drafter.relations.sums.lists import find_lists
from drafter.text import CHINESE

_LONGEST_LINE = 70
_LONGEST_HEADING = 24
_MOST_LINES, _MOST_NUMBERS = 12, 16
_LINE_END = Regex(r"[。；，：]?\n[ 　]*(?:[（(]?[\d一二三四五六七八九十]{1,2}[）)、.．]\s*)?")
_MARKS = Regex(r"[，。；\t]")


def find_in_blocks(scene: Scene, told: Sequence[Relation]) -> Iterator[Relation]:
    """Yield relations whose numbers stand in different lines of a block; one that does not hold is likely at most.

    A block is a run of lines of at most 70 characters with one to three measured numbers each, headings among them; the numbers of
    a table, whose unit stands above it, are left to the table checks.
    """
    blocks = list(_blocks(scene))
    if not blocks:
        return
    text, mentions = scene.text, scene.mentions
    joined = Scene(_joined(text, blocks), mentions)
    tied = {one.target for one in told if one.holds or one.certain or one.likely}
    for start, _, scope in blocks:
        lines = [text.count("\n", start, mentions[i].start) for i in scope]
        line_of = dict(zip(scope, lines, strict=True))
        found = [
            *find_lists(joined, scope),
            *(one for i in scope if (one := infer(joined, i, scope)) is not None),
        ]
        for one in found:
            if (
                one.target not in tied
                and len({line_of[i] for i in (one.target, *one.terms) if i in line_of}) > 1
            ):
                tied.add(one.target)
                yield one if one.holds else replace(one, certain=False, likely=True)


def _blocks(scene: Scene) -> Iterator[tuple[int, int, list[int]]]:
    """Where each block begins and ends, and its quantities."""
    begin, scope, filled, lines = -1, list[int](), 0, 0
    end = len(scene.mentions)
    for line in [*scene.lines, Line("", len(scene.text), end, end)]:
        own = scene.quantities(line)
        goes_on = _belongs(line.text, [scene.mentions[i] for i in own])
        if not goes_on or lines == _MOST_LINES or len(scope) + len(own) > _MOST_NUMBERS:
            if filled > 1:
                yield begin, line.start, scope
            begin, scope, filled, lines = -1, [], 0, 0
        if goes_on and (own or begin >= 0):
            begin = line.start if begin < 0 else begin
            scope, filled, lines = scope + own, filled + bool(own), lines + 1


def _belongs(line: str, numbers: Sequence[Mention]) -> bool:
    words = line.strip()
    if not numbers:
        return 0 < len(words) <= _LONGEST_HEADING and not _MARKS.search(words)
    return (
        len(numbers) <= 3
        and len(words) <= _LONGEST_LINE
        and "\t" not in line
        and all(one.measure and one.stop > one.end for one in numbers)
        and len(CHINESE.findall(words)) >= 4
    )


def _joined(text: str, blocks: Sequence[tuple[int, int, list[int]]]) -> str:
    """The text with the lines of each block run on, character for character."""
    pieces, at = [], 0
    for start, end, _ in blocks:
        pieces += [
            text[at:start],
            _LINE_END.sub(lambda m: "，" + " " * (len(m[0]) - 1), text[start : end - 1]),
        ]
        at = end - 1
    return "".join([*pieces, text[at:]])
