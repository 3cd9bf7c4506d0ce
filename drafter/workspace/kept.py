"""What the workspace keeps: projects, the saved states of their parts, and a save that came too late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drafter.brief import Brief
from drafter.draft import DraftSection
from drafter.errors import ConflictError
from drafter.strings import tr


@dataclass(frozen=True, slots=True)
class Project:
    """One report in the making, as a list shows it: who saved last, how many sections have text and how many are done."""

    id: str
    org: str
    year: int
    title: str
    updated: datetime
    archived: bool = False
    author: str = ""
    sections: int = 0
    drafted: int = 0
    done: int = 0
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """One saved state of a section; `number` orders the saves of a project."""

    number: int
    section: DraftSection
    author: str
    saved: datetime


@dataclass(frozen=True, slots=True)
class BriefRevision:
    """One saved state of this year's data; `number` orders the saves of a project."""

    number: int
    brief: Brief
    author: str
    saved: datetime


class SaveConflict(ConflictError):
    """Someone saved the same part in between: `mine` was refused (and kept), `theirs` stands.

    Both are the texts of a section, or briefs as JSON. Pass `revision` when saving the merged text: its
    holder has seen `theirs`.
    """

    def __init__(self, what: str, mine: str, theirs: str, author: str, revision: int) -> None:
        super().__init__(
            tr(
                "{what}刚由{author}保存过，您的修改没有覆盖它，也没有丢失。请对照两份文字，合并后再保存",
                what=what,
                author=author or tr("他人"),
            )
        )
        self.mine = mine
        self.theirs = theirs
        self.author = author
        self.revision = revision
