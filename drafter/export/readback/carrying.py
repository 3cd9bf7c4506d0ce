"""An edited file's lines as sections again: what was not touched keeps its sources and bindings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TypeVar

from drafter.draft import BoundFigure, Draft, DraftSection, OpenMark, Sentence
from drafter.export.readback.aligning import Alignment, Frame, Line, Same, align_lines
from drafter.export.readback.numbers import Fate, Printed, find_fates
from drafter.export.readback.places import Place, seen, split_added
from drafter.export.readback.word_file import Control

Span = TypeVar("Span", Sentence, BoundFigure, OpenMark)
# Shorter lines stand in many places.
_TELLING = 8


@dataclass(frozen=True, slots=True)
class Carried:
    """A section as it came home; `base` is what it was, None for a new one. `start` is its place in the new text."""

    section: DraftSection
    base: DraftSection | None
    start: int


@dataclass(frozen=True, slots=True)
class Home:
    """All sections in the order of the file, what became of the bound numbers, and where the old text went."""

    text: str
    sections: tuple[Carried, ...]
    fates: tuple[Fate, ...]
    alignment: Alignment


@dataclass
class _Part:
    """Lines on their way home: those of one section, or of one that is new."""

    base: DraftSection | None
    level: int
    lines: list[str]
    controls: list[tuple[int, Control]]
    start: int = 0

    @property
    def text(self) -> str:
        return "".join(line + "\n" for line in self.lines)


def bring_home(base: Draft, places: Sequence[Place]) -> Home:
    """Return the sections in the order of the file, and what became of each bound number of `base`."""
    offsets = _offsets(base)
    groups = [list(_parts(place)) for place in places]
    at = 0
    for part in (part for group in groups for part in group):
        part.start, at = at, at + len(part.text)
    parts = [part for group in groups for part in group]
    new = "".join(part.text for part in parts)
    alignment = _align(base, offsets, groups, new)
    bound = [
        Printed(offsets[section.key] + one.start, offsets[section.key] + one.end, one.row)
        for section in base.sections
        for one in section.figures
        if one.start < one.end
    ]
    rows = {one.row for one in bound}
    controls = [control for part in parts for control in _placed(part) if control.row in rows]
    fates = tuple(find_fates(bound, controls, base.text, new, alignment))
    figures = sorted(_figures(fates, alignment), key=lambda one: one.start)
    sentences = _moved(((offsets[s.key], one) for s in base.sections for one in s.sentences), alignment)
    marks = _moved(((offsets[s.key], one) for s in base.sections for one in s.open), alignment)
    return Home(
        new,
        tuple(Carried(_section(part, figures, sentences, marks), part.base, part.start) for part in parts),
        fates,
        alignment,
    )


def _offsets(draft: Draft) -> dict[str, int]:
    offsets, at = {}, 0
    for section in draft.sections:
        offsets[section.key] = at
        at += len(section.text)
    return offsets


def _parts(place: Place) -> Iterator[_Part]:
    """Yield the section and what was put into it, each line as the draft had it where it looks the same."""
    old = _lines(place.section.text) if place.section else []
    words = [seen(line) for line in old]
    for piece in split_added(place):
        own = [seen(line.text) for line in piece.lines]
        matcher = SequenceMatcher(None, words, own, autojunk=False)
        as_it_was = {b.b + n: old[b.a + n] for b in matcher.get_matching_blocks() for n in range(b.size)}
        part = _Part(piece.section, 0 if piece.section else piece.lines[0].level, [], [])
        for number, line in enumerate(piece.lines):
            # A blank line somebody put in is layout, not text.
            if number in as_it_was or line.text.strip():
                text = as_it_was.get(number, line.text)
                if text == line.text:
                    part.controls += [(len(part.lines), control) for control in line.controls]
                part.lines.append(text)
        if part.lines:
            yield part


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")


def _placed(part: _Part) -> Iterator[Control]:
    starts, at = [], part.start
    for line in part.lines:
        starts.append(at)
        at += len(line) + 1
    for number, one in part.controls:
        yield Control(starts[number] + one.start, starts[number] + one.end, one.row)


def _align(base: Draft, offsets: dict[str, int], groups: Sequence[Sequence[_Part]], new: str) -> Alignment:
    frames: list[Frame] = []
    stretches: list[Same] = []
    old_left: dict[str, int] = {}
    new_left: list[tuple[str, int]] = []
    gone = {section.key: section for section in base.sections}
    for group in groups:
        section = group[0].base if group else None
        lines = [line for part in group for line in _at(part.lines, part.start)]
        if section is None:
            new_left += [(line.words, line.start) for line in lines]
            continue
        del gone[section.key]
        old = list(_at(_lines(section.text), offsets[section.key]))
        end = group[-1].start + len(group[-1].text)
        start = offsets[section.key]
        frames.append(Frame(start, start + len(section.text), group[0].start, end))
        stretches += align_lines(old, lines, base.text, new)
        kept, there = {line.words for line in lines}, {line.words for line in old}
        old_left.update((line.words, line.start) for line in old if line.words not in kept)
        new_left += [(line.words, line.start) for line in lines if line.words not in there]
    for section in gone.values():
        old_left.update((line.words, line.start) for line in _at(_lines(section.text), offsets[section.key]))
    stretches = _with_moved(stretches, old_left, new_left, base.text, new)
    return Alignment(frames, stretches)


def _with_moved(
    stretches: list[Same], old: dict[str, int], new: Sequence[tuple[str, int]], old_text: str, new_text: str
) -> list[Same]:
    """Add the paragraphs that were moved from one section to another, in place of what they seemed to be."""
    for words, start in new:
        if len(words) < _TELLING or words not in old:
            continue
        at = old.pop(words)
        length = (
            len(new_text) - start if "\n" not in new_text[start:] else new_text.index("\n", start) - start
        )
        if old_text[at : at + length] != new_text[start : start + length]:
            continue
        stretches = [
            one
            for one in stretches
            if not (one.old < at + length and at < one.old + one.length)
            and not (one.new < start + length and start < one.new + one.length)
        ]
        stretches.append(Same(at, start, length))
    return stretches


def _at(lines: Sequence[str], start: int) -> Iterator[Line]:
    for line in lines:
        yield Line(start, seen(line))
        start += len(line) + 1


def _figures(fates: Sequence[Fate], alignment: Alignment) -> Iterator[BoundFigure]:
    end = 0
    for fate in sorted((one for one in fates if one.kept and one.now), key=lambda one: one.now.start):  # type: ignore[union-attr]
        moved = alignment.move(fate.bound.start, fate.bound.end)
        assert fate.now is not None
        inside = moved is not None and fate.now.start <= moved[0] < max(fate.now.stop, fate.now.start + 1)
        span = moved if moved and inside else (fate.now.start, fate.now.end)
        if span[0] >= end:
            yield BoundFigure(*span, fate.bound.row)
            end = span[1]


def _moved(spans: Iterable[tuple[int, Span]], alignment: Alignment) -> list[Span]:
    """Return the spans that were not touched, in the new text; each comes with where its section began."""
    return [
        replace(one, start=to[0], end=to[1])
        for offset, one in spans
        if (to := alignment.move(one.start + offset, one.end + offset))
    ]


def _within(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return the spans between two positions, in order, counted from the first of them."""
    inside = [one for one in spans if start <= one.start and one.end <= end]
    moved = [replace(one, start=one.start - start, end=one.end - start) for one in inside]
    return tuple(sorted(moved, key=lambda one: (one.start, one.end)))


def _section(
    part: _Part,
    figures: Sequence[BoundFigure],
    sentences: Sequence[Sentence],
    marks: Sequence[OpenMark],
) -> DraftSection:
    """Return the part as a section; one that reads as it did is what it was."""
    text, was = part.text, part.base
    if was and part.lines == _lines(was.text):
        return was
    start, end = part.start, part.start + len(text)

    section = was or DraftSection("", part.lines[0] if part.level else "", part.level, "")
    return replace(
        section,
        heading=_heading(was, part.lines[0]) if was else section.heading,
        text=text,
        sentences=tuple(_with_human(_within(sentences, start, end), text)),
        figures=_within(figures, start, end),
        open=_within(marks, start, end),
        status="待校核"
        if section.status == "已定稿"
        else "草稿"
        if section.status == "未起草"
        else section.status,
    )


def _heading(was: DraftSection, first: str) -> str:
    old = _lines(was.text)[0]
    if was.heading and old.strip() == was.heading.strip():
        return first.strip()
    # A heading in front of running text ends where its sentence does.
    if was.heading and old.startswith(was.heading) and not first.startswith(was.heading):
        stop = next((n for n, sign in enumerate(first) if sign in "。：；"), -1) + 1
        return first[:stop] or was.heading
    return was.heading


def _with_human(kept: Sequence[Sentence], text: str) -> Iterator[Sentence]:
    """Fill what lies between kept sentences with a person's; line breaks alone are nobody's."""
    at = 0
    for one in kept:
        if one.start < at:
            continue
        if text[at : one.start].strip():
            yield Sentence(at, one.start, "human")
        yield one
        at = one.end
    if text[at:].strip():
        yield Sentence(at, len(text), "human")
