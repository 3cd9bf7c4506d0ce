"""Which lines of an edited file belong to which section: by bookmark, by heading, by wording."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from drafter.draft import Draft, DraftSection
from drafter.export.anchors import BODY, fingerprint
from drafter.export.characters import clean
from drafter.export.readback.word_file import WordLine
from drafter.strings import tr

_LIKE = 85
# Shorter lines stand in many sections.
_TELLING = 12
# A long title is broken into three lines at most.
_TITLE_LINES = 3
# What programs write now this way and now that way, and nobody sees: spaces that do not break, hyphens.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Place:
    """A run of lines, and the section of the draft they are; None for lines before any section."""

    section: DraftSection | None
    lines: tuple[WordLine, ...]


def find_places(draft: Draft, lines: Sequence[WordLine]) -> tuple[Place, ...]:
    """Return the lines by section in the order of the file; sections that are not in it are not returned."""
    sections = [section for section in draft.sections if section.text]
    starts = _by_bookmark(sections, lines)
    for find in (_by_heading, _by_likeness, _by_wording, _by_beginning):
        for section in sections:
            if section.key not in starts.values() and (at := find(section, lines, starts)) is not None:
                starts[at] = section.key
    edges = [*sorted(starts), len(lines)]
    places = [Place(None, tuple(lines[: edges[0]]))] if edges[0] else []
    for start, end in pairwise(edges):
        places.append(Place(draft.section(starts[start]), tuple(lines[start:end])))
    return tuple(places)


def is_of(draft: Draft, lines: Sequence[WordLine]) -> bool:
    """Tell whether any line of the file has to do with the draft: by its bookmark or word for word."""
    known = {fingerprint(section.key) for section in draft.sections}
    words = {seen(line) for line in draft.text.split("\n")} - {""}
    return any(seen(line.text) in words or any(one.key in known for one in line.sections) for line in lines)


def year_of_another(draft: Draft, lines: Sequence[WordLine]) -> int | None:
    """Return the year of a file that has the draft's title with another one, as last year's report has it.

    None where a bookmark says that the file left as an export: its title may have been edited.
    """
    if not draft.title or any(line.sections for line in lines):
        return None
    title = re.escape(_unbroken(draft.title)).replace(str(draft.year), r"(\d{4})")
    found = re.match(title, _unbroken("".join(line.text for line in lines[:_TITLE_LINES])))
    years = {int(year) for year in found.groups()} if found else set()
    return next(iter(years - {draft.year}), None)


def _unbroken(text: str) -> str:
    return "".join(seen(text).split())


def drop_asides(draft: Draft, lines: Sequence[WordLine]) -> tuple[WordLine, ...]:
    """Return the lines that may be the draft's: neither annex nor frame, nor the title put above the text."""
    kept = [line for line in lines if not line.aside]
    # Where bookmarks were lost, the annex is known by its first lines, the title by its words.
    heads = [n for n, line in enumerate(kept) if line.text.strip() in ("数据来源表", tr("数据来源表"))]
    if heads and heads[-1] > 0 and kept[heads[-1] - 1].text.strip() in ("附件", tr("附件")):
        kept = kept[: heads[-1] - 1]
    if kept and not kept[0].sections and not _opens_with_title(draft):
        kept = kept[seen(kept[0].text) == seen(draft.title) != "" :]
    return tuple(kept)


def seen(text: str) -> str:
    """Return what of a line can be seen, so that a file saved by another program still compares equal."""
    folded = unicodedata.normalize("NFC", clean(text)).translate(_UNSEEN).replace("\u2011", "-")
    return re.sub(r"[\u00a0\u2000-\u200a\u202f]", " ", folded).rstrip(" ")


def _opens_with_title(draft: Draft) -> bool:
    first = next((section.text for section in draft.sections if section.text.strip()), "")
    return seen(first.lstrip("\n").split("\n")[0]) == seen(draft.title)


def _by_bookmark(sections: Sequence[DraftSection], lines: Sequence[WordLine]) -> dict[int, str]:
    keys = {fingerprint(section.key): section for section in sections}
    heads: dict[str, list[int]] = {}
    bodies: dict[str, int] = {}
    for number, line in enumerate(lines):
        for one in line.sections:
            if one.key not in keys or (one.empty and (one.text == BODY or _begins_with_words(keys[one.key]))):
                # A bookmark with nothing left in it marks no place, unless nothing was in it.
                continue
            if one.text == BODY:
                bodies.setdefault(one.key, number)
            else:
                heads.setdefault(one.key, []).append(number)
    starts: dict[int, str] = {}
    # Of two sections said to begin on one line, the one whose heading it is; so with one said to begin twice.
    claims = [(_likeness(keys[key], lines[n]), -n, key) for key, several in heads.items() for n in several]
    for _, number, key in sorted(claims, reverse=True):
        if -number not in starts and keys[key].key not in starts.values():
            starts[-number] = keys[key].key
    for key, number in bodies.items():
        if keys[key].key not in starts.values():
            above = number - 1
            new_heading = above >= 0 and lines[above].level and above not in starts
            starts.setdefault(above if new_heading else number, keys[key].key)
    return starts


def _begins_with_words(section: DraftSection) -> bool:
    return bool(clean(re.split(r"[\n\t]", section.text)[0]))


def _by_heading(section: DraftSection, lines: Sequence[WordLine], starts: dict[int, str]) -> int | None:
    heading = seen(section.heading).strip()
    free = (n for n, line in enumerate(lines) if n not in starts)
    if not heading:
        return None
    lead = seen(section.text.split("\n")[0]).strip() != heading
    return next(
        (
            n
            for n in free
            if (words := seen(lines[n].text).strip()) == heading or (lead and words.startswith(heading))
        ),
        None,
    )


def _by_likeness(section: DraftSection, lines: Sequence[WordLine], starts: dict[int, str]) -> int | None:
    """A reworded heading is still set as one, and followed or preceded by the wording of its section."""
    best = max(
        ((_likeness(section, line), -n) for n, line in enumerate(lines) if n not in starts and line.level),
        default=(0.0, 0),
    )
    return -best[1] if section.heading and best[0] >= _LIKE else None


def _by_wording(section: DraftSection, lines: Sequence[WordLine], starts: dict[int, str]) -> int | None:
    own = {words for words in map(seen, section.text.split("\n")) if len(words) >= _TELLING}
    there = {seen(line.text): n for n, line in reversed(list(enumerate(lines))) if seen(line.text) in own}
    found = min(there.values(), default=None)
    # A single paragraph may have been moved into another section; half of them are the section itself.
    if found is None or found in starts or 2 * len(there) < len(own):
        return None
    # Its heading may have been rewritten, but not that of a section that was found by other means.
    above = found - 1
    return above if above >= 0 and above not in starts and lines[above].level else found


def _by_beginning(section: DraftSection, lines: Sequence[WordLine], starts: dict[int, str]) -> int | None:
    """What stands above all found sections is the one without a heading, with the title."""
    free = bool(lines) and 0 not in starts and not section.heading
    return 0 if free and lines[0].text.strip() else None


def _likeness(section: DraftSection, line: WordLine) -> float:
    return fuzz.ratio(seen(section.heading), seen(line.text)[: len(section.heading) + 20])


def split_added(place: Place) -> Iterator[Place]:
    """Yield the place without the sections somebody put into it, then these: each begins with a new heading."""
    own = {seen(line) for line in place.section.text.split("\n")} if place.section else set()
    cuts = [
        n
        for n, line in enumerate(place.lines)
        if line.level and line.text.strip() and (n or place.section is None) and seen(line.text) not in own
    ]
    edges = [0, *cuts, len(place.lines)]
    for start, end in pairwise(edges):
        if start < end:
            yield Place(place.section if start == 0 and place.section else None, place.lines[start:end])
