"""The versions of a section a person can look back at: one for each sitting, not one for each save."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from drafter.actions.sections import body
from drafter.workspace import Revision

_SITTING = timedelta(minutes=5)


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


def versions(kept: Iterable[Revision], refused: Iterable[Revision]) -> tuple[Version, ...]:
    """Return the versions worth looking at, the newest first: of saves one after another only the last."""
    standing = list(kept)
    shown = [
        one
        for one, later in zip(standing, [*standing[1:], None], strict=True)
        if later is None
        or later.author != one.author
        or later.saved - one.saved > _SITTING
        or _origin(later) != _origin(one)
    ]
    found = [_version(one, stands=one is standing[-1]) for one in shown]
    found += [_version(one, refused=True) for one in refused]
    return tuple(sorted(found, key=lambda one: one.number, reverse=True))


def _version(one: Revision, *, stands: bool = False, refused: bool = False) -> Version:
    text = body(one.section)
    characters = sum(not character.isspace() for character in text)
    return Version(one.number, one.author, one.saved, characters, _origin(one), stands, refused)


def _origin(one: Revision) -> str:
    """Return blank, human when a person wrote in it, else drafted."""
    if not body(one.section).strip():
        return "blank"
    return "human" if any(s.origin == "human" for s in one.section.sentences) else "drafted"
