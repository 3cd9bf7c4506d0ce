"""Tables of contents: lines that announce headings and are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from drafter.patterns import Regex
from drafter.reading.blocks import Block, is_prose
from drafter.reading.numbering import Marker, find_marker

_LEADER = Regex(r"[\s….·・．_\-—]*(?:…{2,}|[.·・．]{4,}|_{4,})[\s….·・．_]*[（(]?\d{0,4}[）)]?\s*$")
_GLUED = Regex(r"[一二三四五六七八九十]{1,3}、[^，。；：、\s\d]{2,20}(?=20\d\d\s?年度?[，,])")
_TITLE = Regex(r"目\s*(?:录|錄|次)[:：]?")


def find_contents(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the positions of the blocks that belong to a table of contents."""
    found = {at for at, block in enumerate(blocks) if is_entry(block.text)}
    for at, block in enumerate(blocks):
        if _TITLE.fullmatch(block.text):
            found |= {at, *_under_title(blocks, at + 1)}
    return frozenset(found | _announced_twice(blocks, found))


def split_announced(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with headings parted from a body that a PDF's text export glued to them.

    A heading is known from the table of contents, or as a short 一、 line that runs straight into "2024年，".
    """
    contents = find_contents(blocks)
    entries = {_entry(blocks[at].text) for at in contents if find_marker(blocks[at].text)}
    parted: list[Block] = []
    for at, block in enumerate(blocks):
        cut = 0 if block.row or at in contents or not find_marker(block.text) else _cut(block.text, entries)
        parted += (
            [replace(block, text=block.text[:cut].strip()), replace(block, text=block.text[cut:].strip())]
            if cut
            else [block]
        )
    return tuple(parted)


def _cut(text: str, entries: set[str]) -> int:
    """Return how much of the line is its heading, or 0 when all of it belongs together."""
    glued = _GLUED.match(text)
    if glued:
        return glued.end()
    for entry in entries:
        lead = re.match(r"\s*".join(map(re.escape, entry)), text) if len(entry) >= 6 else None
        if (
            lead
            and len(text) - lead.end() >= 12
            and re.match(r"[^的等和、，。；：:（(…]", text[lead.end() :])
            and is_prose(text)
        ):
            return lead.end()
    return 0


def announced_parts(blocks: Sequence[Block], contents: frozenset[int]) -> dict[int, Marker]:
    """Return the lines that print, in nearly its words, a part the table of contents numbers 第二部分, but leave the
    number out; each with that number."""
    markers = {at: find_marker(blocks[at].text) for at in contents}
    parts = {
        blocks[at].text[marker.size :].strip(): marker
        for at, marker in markers.items()
        if marker and marker.rank <= 2
    }
    found: dict[int, Marker] = {}
    for at, block in enumerate(blocks) if parts else ():
        text = block.text
        if at in contents or not block.look or block.row or not 4 <= len(text) <= 50 or find_marker(text):
            continue
        for name, marker in parts.items():
            near = abs(len(name) - len(text)) <= 8
            if near and marker not in found.values() and SequenceMatcher(None, name, text).ratio() >= 0.85:
                found[at] = replace(marker, size=0)
    return found


def is_entry(text: str) -> bool:
    """Tell whether the line has dotted leaders, as only a table of contents has."""
    return _LEADER.search(text) is not None


def _under_title(blocks: Sequence[Block], start: int) -> range:
    """From 目录 on, up to where its first entry comes again, or to the first line that is no entry."""
    first = _entry(blocks[start].text) if start < len(blocks) else ""
    at = start
    while at < len(blocks) and _could_be_entry(blocks[at]):
        if at > start and _entry(blocks[at].text) == first:
            return range(start, at)
        at += 1
    # Ran into prose without seeing the first entry again: the last lines before it are that chapter's own
    # headings.
    entries = [_entry(block.text) for block in blocks[start:at]]
    later = {_entry(block.text) for block in blocks[at:]}
    while entries and at - start > 1 and entries[-1] not in later and not _LEADER.search(blocks[at - 1].text):
        if _numbers_run_on(blocks[start : at - 1], blocks[at - 1]):
            break
        entries.pop()
        at -= 1
    return range(start, at)


def _numbers_run_on(before: Sequence[Block], block: Block) -> bool:
    own = find_marker(block.text)
    others = [find_marker(one.text) for one in before]
    return own is not None and any(
        one is not None and one.form == own.form and one.number == own.number - 1 for one in others
    )


def _could_be_entry(block: Block) -> bool:
    return not block.cells and len(block.text) <= 80 and not re.search(r"[。；！？]", block.text)


def _announced_twice(blocks: Sequence[Block], known: set[int]) -> set[int]:
    """Runs of three or more numbered lines without bodies that nearly all come again further down."""
    found: set[int] = set()
    run: list[int] = []
    said: set[str] = set()
    last: dict[str, int] = {}
    for at, block in enumerate([*blocks, Block("")]):
        numbered = at not in known and find_marker(block.text) and _could_be_entry(block)
        goes_on = numbered and not is_prose(block.text)
        entry = _entry(block.text) if goes_on else ""
        if goes_on and entry not in said:
            run.append(at)
            said.add(entry)
            continue
        if len(run) >= 3:
            # Where each line stands last, found once: a long report has hundreds of such runs.
            last = last or {_entry(one.text): n for n, one in enumerate(blocks)}
            again = sum(last[_entry(blocks[one].text)] >= at for one in run)
            found |= set(run) if again >= 0.8 * len(run) else set()
        run, said = ([at], {entry}) if goes_on else ([], set())
    return found


def _entry(text: str) -> str:
    text = _LEADER.sub("", text)
    return re.sub(r"\s|(?<=[^\d年])\d{1,3}$", "", text)
