"""Drafts in the making, kept with every revision in one SQLite file; nothing saved is ever overwritten."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter import revisions
from drafter.brief import Brief
from drafter.checks.verdicts import Verdict, Verdicts
from drafter.draft import Draft, DraftSection, Status
from drafter.errors import ConflictError, DraftError
from drafter.rights import acting
from drafter.store import Store
from drafter.strings import tr

if TYPE_CHECKING:
    import sqlite3
    from types import TracebackType

_BRIEF = "brief"
_LISTED = """SELECT id, about, updated, archived,
    (SELECT author FROM revisions WHERE project = projects.id ORDER BY number DESC LIMIT 1),
    (SELECT count(*) FROM sections WHERE project = projects.id),
    (SELECT count(*) FROM sections WHERE project = projects.id AND status <> '未起草'),
    (SELECT count(*) FROM sections WHERE project = projects.id AND status = '已定稿') FROM projects"""

_STANDING = """SELECT status, body FROM sections JOIN revisions USING (project)
    WHERE project = ? AND part = '§' || key AND number = (SELECT number FROM revisions AS newer
        WHERE newer.project = sections.project AND newer.part = '§' || sections.key AND NOT newer.refused
        ORDER BY newer.number DESC LIMIT 1) ORDER BY place"""


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


class Workspace:
    """The drafts in `folder`; many threads and processes may use it at the same time.

    A revision number tells what its holder has seen, of every section and of the brief: `load` gives one out,
    and each save renews it. One number is all a page has to keep. What is saved without an author is signed by
    the person acting.
    """

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder / "drafts.db", revisions.MIGRATIONS)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._store.close()

    def create(self, draft: Draft, brief: Brief, *, author: str = "", copy_of: str = "") -> str:
        """Keep a new draft with its brief and return the project's id; `copy_of` is the project it was made from."""
        id, now = secrets.token_hex(6), revisions.now()
        about = revisions.pack(
            {
                "org": draft.org,
                "year": draft.year,
                "title": draft.title,
                "previous_report": draft.previous_report,
                "copy_of": copy_of,
            }
        )
        with self._store.writing() as db:
            by = revisions.speakable(_signed(author))
            db.execute("INSERT INTO projects VALUES (?, ?, ?, ?, ?, 0)", (id, about, by, now, now))
            revisions.append(db, id, _BRIEF, brief.to_json(), base=0, author=_signed(author))
            for place, one in enumerate(draft.sections):
                db.execute("INSERT INTO sections VALUES (?, ?, ?, ?)", (id, one.key, place, one.status))
                revisions.append(
                    db, id, _part(one.key), _section_to_json(one), base=0, author=_signed(author)
                )
        return id

    def projects(self, *, archived: bool = False) -> tuple[Project, ...]:
        """Return the projects, the one worked on last first; with those put away when `archived`."""
        with self._store.reading() as db:
            rows = db.execute(
                f"{_LISTED} WHERE archived <= ? ORDER BY updated DESC, id", (archived,)
            ).fetchall()
        return tuple(_project(*row) for row in rows)

    def load(self, id: str) -> tuple[Draft, Brief, int]:
        """Return the newest of every section, the newest brief, and the revision to base the next save on."""
        with self._store.reading() as db:
            about = _about(db, id)
            rows = db.execute(_STANDING, (id,)).fetchall()
            sections = tuple(_with_status(_section(body), status) for status, body in rows)
            draft = Draft(about["org"], about["year"], about["title"], about["previous_report"], sections)
            return draft, _standing_brief(db, id)[1], revisions.next_look(db, id)

    def save_section(
        self, id: str, key: str, text: str | DraftSection, *, revision: int, author: str = ""
    ) -> int:
        """Append a revision of section `key`; return the number to base the next save on.

        Plain text is a person's edit: what it leaves untouched keeps its sources and bindings. Saving what
        stands already adds nothing. Raises SaveConflict when the section was saved since `revision` with
        another text.
        """
        with self._store.writing() as db:
            standing, current, by = _standing(db, id, key)
            section = _revised(current, text) if isinstance(text, str) else replace(text, key=key)
            seen = revisions.has_seen(db, id, _part(key), standing, revision)
            refused = not seen and section.text != current.text
            if seen and section == current:
                return revision
            number = revisions.append(
                db,
                id,
                _part(key),
                _section_to_json(section),
                base=revision,
                author=_signed(author),
                refused=refused,
            )
            if not refused:
                _put_status(db, id, key, section.status)
        if refused:
            raise SaveConflict(tr("章节 {key} ", key=key), section.text, current.text, by, number)
        return number

    def arrange(
        self, id: str, keys: Sequence[str], *, added: Sequence[DraftSection] = (), author: str = ""
    ) -> None:
        """Let the draft have the sections `keys`, in this order; those `added` are new.

        A section left out is no longer part of the draft; its history stays, and it may be added again.
        """
        new = {section.key: section for section in added}
        with self._store.writing() as db:
            _about(db, id)
            rows = db.execute("SELECT key, status FROM sections WHERE project = ?", (id,)).fetchall()
            status = dict(rows) | {key: one.status for key, one in new.items()}
            if len(set(keys)) < len(keys) or not set(keys) <= set(status):
                raise DraftError(tr("章节已有变化。请刷新页面后再试"))
            for key, section in new.items():
                revisions.append(
                    db, id, _part(key), _section_to_json(section), base=0, author=_signed(author)
                )
            db.execute("DELETE FROM sections WHERE project = ?", (id,))
            db.executemany(
                "INSERT INTO sections VALUES (?, ?, ?, ?)",
                [(id, key, place, status[key]) for place, key in enumerate(keys)],
            )
            db.execute("UPDATE projects SET updated = ? WHERE id = ?", (revisions.now(), id))

    def save_brief(self, id: str, brief: Brief, *, revision: int, author: str = "") -> int:
        """Append a revision of the brief, on the terms of `save_section`."""
        with self._store.writing() as db:
            standing, current, by = _standing_brief(db, id)
            seen = revisions.has_seen(db, id, _BRIEF, standing, revision)
            refused = not seen and brief != current
            if seen and brief == current:
                return revision
            number = revisions.append(
                db, id, _BRIEF, brief.to_json(), base=revision, author=_signed(author), refused=refused
            )
        if refused:
            raise SaveConflict(tr("填报数据"), _readable(brief), _readable(current), by, number)
        return number

    def history(self, id: str, key: str) -> tuple[Revision, ...]:
        """Return every saved state of section `key`, oldest first."""
        return self._revisions(id, key, refused=False)

    def brief_history(self, id: str) -> tuple[BriefRevision, ...]:
        """Return every state of the brief that stood, oldest first."""
        with self._store.reading() as db:
            _about(db, id)
            rows = revisions.all_of(db, id, _BRIEF, refused=False)
        return tuple(
            BriefRevision(
                number, Brief.from_json(revisions.unpack(body)), author, datetime.fromisoformat(saved)
            )
            for number, body, author, saved in rows
        )

    def refused(self, id: str, key: str) -> tuple[Revision, ...]:
        """Return the states of section `key` that came too late and do not stand, oldest first."""
        return self._revisions(id, key, refused=True)

    def set_status(self, id: str, key: str, status: Status) -> None:
        """Set where section `key` stands on its way; this is no revision and never a conflict."""
        with self._store.writing() as db:
            _standing(db, id, key)
            _put_status(db, id, key, status)
            db.execute("UPDATE projects SET updated = ? WHERE id = ?", (revisions.now(), id))

    def remember(self, verdict: Verdict, *, author: str = "") -> None:
        """Keep what was said of an issue or a number of a report; `verdict.report` is a project's id or a file's name."""
        with self._store.writing() as db:
            row = (verdict.report, verdict.to_json(), revisions.speakable(_signed(author)), revisions.now())
            db.execute("INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?)", row)

    def forget(self, verdict: Verdict) -> None:
        with self._store.writing() as db:
            row = (verdict.report, verdict.to_json())
            db.execute("DELETE FROM verdicts WHERE report = ? AND verdict = ?", row)

    def verdicts(self, report: str) -> Verdicts:
        """Return what was said of a report and of any."""
        with self._store.reading() as db:
            rows = db.execute(
                "SELECT verdict FROM verdicts WHERE report IN (?, '') ORDER BY saved", (report,)
            ).fetchall()
        return Verdicts(tuple(Verdict.from_json(line) for (line,) in rows))

    def archive(self, id: str, *, archived: bool = True) -> None:
        """Put the project away, or take it out again; nothing of it changes."""
        with self._store.writing() as db:
            _about(db, id)
            db.execute("UPDATE projects SET archived = ? WHERE id = ?", (archived, id))

    def remove(self, id: str) -> None:
        """Delete the project with its whole history, for good."""
        with self._store.writing() as db:
            _about(db, id)
            db.execute("DELETE FROM projects WHERE id = ?", (id,))
            db.execute("DELETE FROM verdicts WHERE report = ?", (id,))

    def _revisions(self, id: str, key: str, *, refused: bool) -> tuple[Revision, ...]:
        with self._store.reading() as db:
            _standing(db, id, key)
            rows = revisions.all_of(db, id, _part(key), refused=refused)
        return tuple(
            Revision(number, _section(body), author, datetime.fromisoformat(saved))
            for number, body, author, saved in rows
        )


def _signed(author: str) -> str:
    """Return the author named, else the person for whom this is done."""
    person = acting()
    return author or (person.name if person else "")


def _about(db: sqlite3.Connection, id: str) -> dict[str, Any]:
    row = db.execute("SELECT about FROM projects WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise DraftError(tr("没有编号为 {id} 的稿件，可能已被删除。请回到稿件列表重新选择", id=id))
    return revisions.unpack(row[0])


def _keys(db: sqlite3.Connection, id: str) -> list[str]:
    return [key for (key,) in db.execute("SELECT key FROM sections WHERE project = ? ORDER BY place", (id,))]


def _standing(db: sqlite3.Connection, id: str, key: str) -> tuple[int, DraftSection, str]:
    """Return number, content and author of what stands of section `key`."""
    _about(db, id)
    found = revisions.newest(db, id, _part(key))
    status = db.execute("SELECT status FROM sections WHERE project = ? AND key = ?", (id, key)).fetchone()
    if found is None or status is None:
        known = "、".join(_keys(db, id))
        raise DraftError(tr("稿件中没有编号为 {key} 的章节。现有章节：{known}", key=key, known=known))
    return found[0], _with_status(_section(found[1]), status[0]), found[2]


def _standing_brief(db: sqlite3.Connection, id: str) -> tuple[int, Brief, str]:
    _about(db, id)
    found = revisions.newest(db, id, _BRIEF)
    assert found is not None, "a project is created with its brief"
    return found[0], _brief(found[1]), found[2]


def _put_status(db: sqlite3.Connection, id: str, key: str, status: Status) -> None:
    db.execute("UPDATE sections SET status = ? WHERE project = ? AND key = ?", (status, id, key))


def _part(key: str) -> str:
    return f"§{key}"


def _revised(section: DraftSection, text: str) -> DraftSection:
    return Draft("", 0, "", "", (section,)).revise(section.key, text).section(section.key)


def _section_to_json(section: DraftSection) -> dict[str, object]:
    return Draft("", 0, "", "", (section,)).to_json()


# A click loads the whole project, and most of it is as it was at the click before.
@lru_cache(2048)
def _section(body: bytes) -> DraftSection:
    return Draft.from_json(revisions.unpack(body)).sections[0]


@lru_cache(64)
def _brief(body: bytes) -> Brief:
    return Brief.from_json(revisions.unpack(body))


def _with_status(section: DraftSection, status: Status) -> DraftSection:
    return section if section.status == status else replace(section, status=status)


def _readable(brief: Brief) -> str:
    return json.dumps(brief.to_json(), ensure_ascii=False, indent=2)


def _project(
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
