"""Read an exported file that was edited in Word or WPS back into its draft."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from drafter.brief import Brief
from drafter.draft import Draft, DraftSection
from drafter.errors import DraftError
from drafter.export.anchors import BODY, fingerprint
from drafter.export.blocks import Line, find_blocks
from drafter.export.readback.carrying import Carried, Home, bring_home
from drafter.export.readback.changes import FigureChange, ReadBack, SectionChange
from drafter.export.readback.figure_changes import figure_changes
from drafter.export.readback.places import drop_asides, find_places, is_of, seen, year_of_another
from drafter.export.readback.settling import choose, settle
from drafter.export.readback.word_file import WordFile, read_word_file
from drafter.strings import tr

__all__ = [
    "FigureChange",
    "ReadBack",
    "SectionChange",
    "as_exported",
    "choose",
    "compare",
    "read_back",
    "settle",
]

Earlier = Callable[[str], Iterable[DraftSection]]


def read_back(
    path: Path, draft: Draft, *, brief: Brief | None = None, earlier: Earlier | None = None
) -> ReadBack:
    """Return the draft with the file's edits in it; untouched text keeps its sources and bindings.

    Tracked changes count as accepted, comments are passed over. `earlier` gives the past states of a section by its
    key: with it, what was edited in the file is told from what was changed in the draft since the export. Whatever a
    person hands in is read by `read_back_safely`.
    """
    word = read_word_file(path)
    return compare(word, draft, *as_exported(draft, word, earlier), brief=brief, name=path.name)


def compare(
    word: WordFile, draft: Draft, base: Draft, stale: set[str], *, brief: Brief | None, name: str
) -> ReadBack:
    """Return what came home in the file called `name`; `base` and `stale` are those of `as_exported`."""
    lines = drop_asides(base, word.lines)
    if not is_of(base, lines):
        raise DraftError(
            tr("{name} 不像是由这份稿件导出的：没有一节对得上。请确认选对了文件和稿件", name=name)
        )
    if year := year_of_another(base, word.lines):
        raise DraftError(
            tr(
                "{name} 的标题是 {year} 年的，本稿是 {ours} 年的，里面也没有导出时留下的记号。请确认选对了文件",
                name=name,
                year=year,
                ours=base.year,
            )
        )
    home = bring_home(base, find_places(base, lines))
    keys = _keys(home, base)
    sections, changes = _settled(draft, base, home, keys, stale)
    new = replace(draft, sections=tuple(sections))
    new = replace(new, title=_title(draft, new, word))
    figures = tuple(figure_changes(base, home, keys, brief))
    return ReadBack(new, tuple(changes), figures, tuple(_notes(word, changes)))


def as_exported(draft: Draft, word: WordFile, earlier: Earlier | None) -> tuple[Draft, set[str]]:
    """Return the draft as it left, as far as that is known, and the keys of sections whose text then is not."""
    left_with = {one.key: one.text for line in word.lines for one in line.sections if one.text != BODY}
    sections, stale = [], set()
    for section in draft.sections:
        text = left_with.get(fingerprint(section.key))
        if text is not None and text != fingerprint(section.text):
            past = earlier(section.key) if earlier else ()
            found = next((one for one in past if fingerprint(one.text) == text), None)
            if found is None:
                stale.add(section.key)
            section = replace(found or section, key=section.key)
        sections.append(section)
    return replace(draft, sections=tuple(sections)), stale


def _settled(
    draft: Draft, base: Draft, home: Home, keys: Sequence[str], stale: set[str]
) -> tuple[list[DraftSection], list[SectionChange]]:
    """Return the sections of the new draft, and what a person should know of them."""
    order = {section.key: n for n, section in enumerate(base.sections)}
    there = {one.base.key for one in home.sections if one.base}
    moved = _out_of_order([order[one.base.key] for one in home.sections if one.base])
    sections: list[DraftSection] = []
    changes: list[SectionChange] = []
    for one, key in zip(home.sections, keys, strict=True):
        if one.base is None:
            section = replace(one.section, key=key)
            sections.append(section)
            changes.append(SectionChange("added", section.key, section.heading, "", section.text))
            continue
        now = draft.section(one.base.key)
        section, conflict = _of_two(now, one, now.key in stale)
        sections.append(section)
        if section.text != now.text:
            changes.append(
                SectionChange("edited", now.key, section.heading, now.text, section.text, conflict)
            )
        if order[now.key] in moved:
            changes.append(SectionChange("moved", now.key, section.heading, now.text, section.text))
    for section in base.sections:
        now = draft.section(section.key)
        if section.key in there:
            continue
        if section.text:
            conflict = now.text != section.text or now.key in stale
            changes.append(SectionChange("removed", now.key, now.heading, now.text, "", conflict))
        else:
            _put_behind(sections, now, order)
    return sections, changes


def _of_two(now: DraftSection, one: Carried, stale: bool) -> tuple[DraftSection, bool]:
    """Return the section to keep, and whether both the file and the draft have changed it."""
    assert one.base is not None
    if one.section.text in (one.base.text, now.text):
        return now, False
    conflict = stale or now.text != one.base.text
    return replace(one.section, key=now.key, level=now.level), conflict


def _out_of_order(places: Sequence[int]) -> set[int]:
    """Return what stands elsewhere: all but the longest run that still rises."""
    tails: list[int] = []
    chains: list[list[int]] = []
    for place in places:
        at = bisect_left(tails, place)
        chain = [*(chains[at - 1] if at else []), place]
        tails[at : at + 1], chains[at : at + 1] = [place], [chain]
    return set(places) - set(chains[-1] if chains else [])


def _keys(home: Home, base: Draft) -> list[str]:
    """Return the sections' keys; a new one's is next to that of the section above it, and not in use."""
    used = {section.key for section in base.sections}
    keys: list[str] = []
    for one in home.sections:
        key = one.base.key if one.base else _free_key(keys[-1] if keys else "0", used)
        used.add(key)
        keys.append(key)
    return keys


def _free_key(above: str, used: set[str]) -> str:
    parent, _, last = above.rpartition(".")
    number = int(last) if last.isdecimal() else 0
    while (key := f"{parent}.{number}" if parent else str(number)) in used:
        number += 1
    return key


def _put_behind(sections: list[DraftSection], section: DraftSection, order: dict[str, int]) -> None:
    """Put a section that prints nothing where it stood: behind the one before it."""
    before = [n for n, one in enumerate(sections) if order.get(one.key, -1) < order[section.key]]
    sections.insert(before[-1] + 1 if before else 0, section)


def _title(draft: Draft, new: Draft, word: WordFile) -> str:
    """Return the title as it now reads: in the line put above the text, or in the text itself."""
    above = "".join(line.text.strip() for line in word.lines if line.aside == "title")
    if above:
        return draft.title if seen(above) == seen(draft.title).strip() else above
    old, now = _title_lines(draft), _title_lines(new)
    same = "".join(old.split()) == "".join(draft.title.split())
    return now if old and now and same and old != now else draft.title


def _title_lines(draft: Draft) -> str:
    blocks = (one for one in find_blocks(draft) if isinstance(one, Line) and one.role == "title")
    return "".join(draft.text[one.start : one.end].strip() for one in blocks)


def _notes(word: WordFile, changes: Sequence[SectionChange]) -> Iterator[str]:
    if word.changes:
        yield tr("文件中有 {n} 处修订尚未接受或拒绝，已按接受处理", n=word.changes)
    said = {
        "note": tr("{n} 处脚注或尾注没有读入"),
        "picture": tr("{n} 处图片或图形没有读入"),
        "box": tr("{n} 个文本框没有读入"),
    }
    yield from (said[kind].format(n=count) for kind, count in word.left_out)
    both = [one.heading or tr("标题") for one in changes if one.conflict]
    if both:
        yield tr("导出以后稿件中也改过、须对照的节：{names}", names="、".join(both))
