"""How projects, sections and briefs stand in the rows of the file, and what stands of each now."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from drafter.brief import Brief
from drafter.draft import Draft, DraftSection, Status
from drafter.errors import DraftError
from drafter.strings import tr
from drafter.workspace import revisions
from drafter.workspace.kept import Project

BRIEF = "brief"
LISTED = """SELECT id, about, updated, archived,
    (SELECT author FROM revisions WHERE project = projects.id ORDER BY number DESC LIMIT 1),
    (SELECT count(*) FROM sections WHERE project = projects.id),
    (SELECT count(*) FROM sections WHERE project = projects.id AND status <> '未起草'),
    (SELECT count(*) FROM sections WHERE project = projects.id AND status = '已定稿') FROM projects"""

STANDING = """SELECT status, body FROM sections JOIN revisions USING (project)
    WHERE project = ? AND part = '§' || key AND number = (SELECT number FROM revisions AS newer
        WHERE newer.project = sections.project AND newer.part = '§' || sections.key AND NOT newer.refused
        ORDER BY newer.number DESC LIMIT 1) ORDER BY place"""


def about_of(db: sqlite3.Connection, id: str) -> dict[str, Any]:
    row = db.execute("SELECT about FROM projects WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise DraftError(tr("没有编号为 {id} 的稿件，可能已被删除。请回到稿件列表重新选择", id=id))
    return revisions.unpack(row[0])


def _keys(db: sqlite3.Connection, id: str) -> list[str]:
    return [key for (key,) in db.execute("SELECT key FROM sections WHERE project = ? ORDER BY place", (id,))]


def standing_section(db: sqlite3.Connection, id: str, key: str) -> tuple[int, DraftSection, str]:
    """Return number, content and author of what stands of section `key`."""
    about_of(db, id)
    found = revisions.newest(db, id, part_of(key))
    status = db.execute("SELECT status FROM sections WHERE project = ? AND key = ?", (id, key)).fetchone()
    if found is None or status is None:
        known = "、".join(_keys(db, id))
        raise DraftError(tr("稿件中没有编号为 {key} 的章节。现有章节：{known}", key=key, known=known))
    return found[0], with_status(section_of(found[1]), status[0]), found[2]


def standing_brief(db: sqlite3.Connection, id: str) -> tuple[int, Brief, str]:
    about_of(db, id)
    found = revisions.newest(db, id, BRIEF)
    assert found is not None, "a project is created with its brief"
    return found[0], brief_of(found[1]), found[2]


def put_status(db: sqlite3.Connection, id: str, key: str, status: Status) -> None:
    db.execute("UPDATE sections SET status = ? WHERE project = ? AND key = ?", (status, id, key))


def part_of(key: str) -> str:
    return f"§{key}"


def section_to_json(section: DraftSection) -> dict[str, object]:
    return Draft("", 0, "", "", (section,)).to_json()


# A click loads the whole project, and most of it is as it was at the click before.
@lru_cache(2048)
def section_of(body: bytes) -> DraftSection:
    return Draft.from_json(revisions.unpack(body)).sections[0]


@lru_cache(64)
def brief_of(body: bytes) -> Brief:
    return Brief.from_json(revisions.unpack(body))


def with_status(section: DraftSection, status: Status) -> DraftSection:
    return section if section.status == status else replace(section, status=status)


def project_of(
    id: str,
    about: bytes,
    updated: str,
    archived: int,
    author: str | None,
    sections: int,
    drafted: int,
    done: int,
) -> Project:
    known = revisions.unpack(about)
    return Project(
        id,
        known["org"],
        known["year"],
        known["title"],
        datetime.fromisoformat(updated),
        bool(archived),
        author or "",
        sections,
        drafted,
        done,
        bool(known.get("copy_of")),
    )
