"""What a person can look back at: the versions of a section, one for each sitting, and each change of this year's data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from drafter.actions.sections import body
from drafter.brief import Brief, WorkItem
from drafter.strings import tr
from drafter.workspace import BriefRevision, Revision

_SITTING = timedelta(minutes=5)
# So much of a work item tells which one it is.
_LABEL = 30


@dataclass(frozen=True, slots=True)
class Version:
    """`refused` is one that came too late: it never stood, and is kept so that nothing is lost."""

    number: int
    author: str
    saved: datetime
    characters: int
    origin: str
    stands: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One row of this year's data before and after one save; `item` is a work item as it was, to be put back.

    `can_restore` is False for what was not there before, or is not there any more.
    """

    author: str
    saved: datetime
    row: str
    label: str
    old: str
    new: str
    item: WorkItem | None = None
    can_restore: bool = True


def changes(kept: Sequence[BriefRevision]) -> tuple[Change, ...]:
    """Return what each save changed, the newest first; `kept` is in the order it was saved in."""
    return tuple(
        change
        for before, after in reversed(list(pairwise(kept)))
        for change in (
            *_figures_changed(before.brief, after),
            *_items_changed(before.brief, after, kept[-1].brief),
        )
    )


def _figures_changed(before: Brief, after: BriefRevision) -> Iterator[Change]:
    was = {figure.id: figure.value for figure in before.figures}
    for figure in after.brief.figures:
        old = was.get(figure.id, "")
        if old != figure.value:
            yield Change(after.author, after.saved, figure.id, figure.label, old, figure.value)


def _items_changed(before: Brief, after: BriefRevision, now: Brief) -> Iterator[Change]:
    was, became = ({item.id: item for item in brief.items} for brief in (before, after.brief))
    standing = {item.id for item in now.items}
    for id in dict.fromkeys([*was, *became]):
        old, new = was.get(id), became.get(id)
        if old != new and (one := new or old):
            moved = old is not None and new is not None and old.section != new.section
            label = one.previous[:_LABEL] or one.text[:_LABEL] or one.section
            words = (_decided(old, moved=moved), _decided(new, moved=moved))
            yield Change(
                after.author, after.saved, id, label, *words, old, old is not None and id in standing
            )


def _decided(item: WorkItem | None, *, moved: bool) -> str:
    if item is None:
        return ""
    told = (item.action or tr("待定"), item.section if moved else "", item.text, item.evidence)
    return "　".join(filter(None, told))


def versions(kept: Iterable[Revision], refused: Iterable[Revision]) -> tuple[Version, ...]:
    """Return the versions worth looking at, the newest first."""
    standing = list(kept)
    found = [_version(one, stands=one is standing[-1]) for one in sittings(standing)]
    found += [_version(one, refused=True) for one in refused]
    return tuple(sorted(found, key=lambda one: one.number, reverse=True))


def sittings(kept: Sequence[Revision], *, every_draft: bool = False) -> list[Revision]:
    """Return what stood at the end of each sitting, the oldest first: of saves one after another the last.

    What gave way to a text that had stood before was put back by somebody, and stays to be looked at. With
    `every_draft` so does each text that nobody typed.
    """
    stood: set[str] = set()
    shown = []
    for one, later in zip(kept, [*kept[1:], None], strict=True):
        stood.add(one.section.text)
        if (
            later is None
            or later.author != one.author
            or later.saved - one.saved > _SITTING
            or _origin(later) != _origin(one)
            or (later.section.text in stood and later.section.text != one.section.text)
            or (every_draft and _origin(one) != "human")
        ):
            shown.append(one)
    return shown


def _version(one: Revision, *, stands: bool = False, refused: bool = False) -> Version:
    text = body(one.section)
    characters = sum(not character.isspace() for character in text)
    return Version(one.number, one.author, one.saved, characters, _origin(one), stands, refused)


def _origin(one: Revision) -> str:
    """Return blank, human when a person wrote in it, else drafted."""
    if not body(one.section).strip():
        return "blank"
    return "human" if any(s.origin == "human" for s in one.section.sentences) else "drafted"
