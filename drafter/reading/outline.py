"""Numbered and set-apart lines → headings with levels, and the numbered entries that are none.

A numbered line belongs to a run: （一）（二）（三） under one parent. Runs, not single lines, are judged,
because one list does
not change its nature half-way: where most members stand alone on their line and have text under them, they
are headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from drafter.reading.blocks import Block
from drafter.reading.contents import announced_parts, find_contents
from drafter.reading.numbering import Marker, find_marker
from drafter.reading.titles import LONGEST_TITLE, find_titles, stands_alone

# No report nests deeper. Where numbering starts anew a thousand times without a title, each 一、 is looked for among these.
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Place:
    """What a block is in the outline: a heading (level ≥ 1) or a numbered entry (level 0)."""

    block: int
    level: int
    marker: Marker | None


@dataclass(eq=False)
class _Member:
    block: int
    marker: Marker | None
    parent: _Member | None
    run: _Run
    heading: bool = False


@dataclass(eq=False)
class _Run:
    form: str
    rank: float
    forced: bool = False
    embedded: bool = False
    members: list[_Member] = field(default_factory=list)


def find_outline(blocks: Sequence[Block]) -> tuple[Place, ...]:
    """Return headings and numbered entries in reading order."""
    contents = find_contents(blocks)
    titles = find_titles(blocks, contents)
    announced = announced_parts(blocks, contents)
    members = _place(blocks, contents, titles, announced)
    placed = {member.block: member for member in members}
    for run in {id(member.run): member.run for member in members}.values():
        _judge(run, blocks, placed)
    for member in members:
        member.heading = member.heading or member.block in announced
    levels = _levels(members)
    return tuple(
        Place(member.block, level if member.heading else 0, member.marker)
        for member, level in zip(members, levels, strict=True)
        if member.heading or member.marker
    )


# ---- placing: which line continues which run ----


def _place(
    blocks: Sequence[Block],
    contents: frozenset[int],
    titles: dict[int, float],
    announced: dict[int, Marker],
) -> list[_Member]:
    members: list[_Member] = []
    stack: list[_Member] = []
    for at, block in enumerate(blocks):
        if at in contents or block.row:
            continue
        marker = announced.get(at) or find_marker(block.text)
        if at in titles and at not in announced and not (marker and block.level is None):
            member: _Member | None = _push_title(stack, at, titles[at], marker)
        elif marker and not (block.beside_rows and _is_listed(blocks, at, marker)):
            member = _push_number(stack, at, marker, block)
        else:
            continue
        if member:
            members.append(member)
        del stack[:-_DEEPEST]
    return members


def _push_title(stack: list[_Member], at: int, rank: float, marker: Marker | None) -> _Member:
    while stack and stack[-1].run.rank >= rank:
        stack.pop()
    run = _Run("title", rank, forced=True)
    member = _Member(at, marker, stack[-1] if stack else None, run)
    run.members.append(member)
    stack.append(member)
    return member


def _push_number(stack: list[_Member], at: int, marker: Marker, block: Block) -> _Member | None:
    alone = stands_alone(block.text)
    depth = _continued(stack, marker)
    if depth is None and marker.number > 1 and not (alone and marker.rank <= 3 and not stack):
        return None if alone and marker.rank > 3 else _loose(stack, at, marker)
    if depth is not None:
        before = stack[depth]
        del stack[depth:]
        member = _Member(at, marker, before.parent, before.run)
    else:
        member = _start_run(stack, at, marker)
    member.run.members.append(member)
    stack.append(member)
    return member


def _start_run(stack: list[_Member], at: int, marker: Marker) -> _Member:
    same = next((one for one in reversed(stack) if _kin(one, marker)), None)
    while stack and stack[-1].run.rank > marker.rank:
        stack.pop()
    if marker.rank > 4:
        while stack and _kin(stack[-1], marker):
            stack.pop()
    embedded = same is not None and same in stack
    return _Member(
        at, marker, stack[-1] if stack else None, _Run(marker.form, marker.rank, embedded=embedded)
    )


def _loose(stack: list[_Member], at: int, marker: Marker) -> _Member:
    """A numbered paragraph that continues nothing, such as an excerpt's （三）: an entry on its own."""
    run = _Run(marker.form, marker.rank, embedded=True)
    member = _Member(at, marker, stack[-1] if stack else None, run)
    run.members.append(member)
    return member


def _kin(member: _Member, marker: Marker) -> bool:
    own = member.marker
    return own is not None and own.form == marker.form and own.family == marker.family


def _continued(stack: list[_Member], marker: Marker) -> int | None:
    """Return how deep in the stack the line before this one in its run is: the next number, else a slip in
    the numbering."""
    for depth in range(len(stack) - 1, -1, -1):
        own = stack[depth].marker
        if (
            own
            and own.number == marker.number - 1
            and (_kin(stack[depth], marker) or {own.form, marker.form} == {"1.", "1、"})
        ):
            return depth
    for depth in range(len(stack) - 1, -1, -1):
        own = stack[depth].marker
        if own and marker.number > 1 and _kin(stack[depth], marker) and 0 <= marker.number - own.number <= 3:
            return depth
    return None


def _is_listed(blocks: Sequence[Block], at: int, marker: Marker) -> bool:
    """Among table rows, tell a list of entries from a heading: entries have the number before them above
    and the one after them below, close by."""
    for near in range(max(at - 3, 0), min(at + 4, len(blocks))):
        other = find_marker(blocks[near].text)
        if other and other.form == marker.form and other.number - marker.number == (1 if near > at else -1):
            return True
    return marker.rank > 4


# ---- judging: headings or entries ----


def _judge(run: _Run, blocks: Sequence[Block], placed: dict[int, _Member]) -> None:
    if run.forced:
        run.members[0].heading = True
        return
    parent = run.members[0].parent
    if run.embedded or (parent and not parent.heading):
        return
    if run.form == "1" and len(run.members) < 2:
        # A bare digit alone is a cell or a slip of the page far more often than a chapter.
        return
    able = [member for member in run.members if _able(member, blocks, placed)]
    styled = [member for member in run.members if blocks[member.block].level is not None]
    if able and run.rank > 4 and all(blocks[member.block].text.endswith("。") for member in able):
        # （1）负责……工作。 is a duty, not a heading; only a whole list of short lines with bodies is taken
        # for headings.
        whole = len(able) == len(run.members) >= 2
        able = [member for member in able if whole and len(blocks[member.block].text) <= LONGEST_TITLE]
    if styled or (able and 2 * len(able) >= len(run.members)):
        for member in able + styled:
            member.heading = True


def _able(member: _Member, blocks: Sequence[Block], placed: dict[int, _Member]) -> bool:
    text = blocks[member.block].text
    if not stands_alone(text) or len(text) == (member.marker.size if member.marker else 0):
        return False
    if text.endswith("。") and ("：" in text or re.search(r"，.*\d", text)):
        return False  # a sentence with a figure in it is an entry
    if text.endswith("。") or (member.marker and member.marker.rank > 3):
        return _has_body(member, blocks, placed)
    return True


def _has_body(member: _Member, blocks: Sequence[Block], placed: dict[int, _Member]) -> bool:
    """Tell whether something stands under the line before the next line of its own run or of a larger
    part."""
    following = member.block + 1
    if following >= len(blocks):
        return False
    other = placed.get(following)
    # The list of annexes at the end of the report is no text of its last sentence.
    return not blocks[following].text.startswith("附件") and (other is None or other.parent is member)


def _levels(members: Sequence[_Member]) -> list[int]:
    """Return how many headings each stands under, and 1; a parent comes before its children."""
    under: dict[_Member | None, int] = {None: 0}
    levels = []
    for member in members:
        levels.append(under[member.parent] + 1)
        under[member] = under[member.parent] + member.heading
    return levels
