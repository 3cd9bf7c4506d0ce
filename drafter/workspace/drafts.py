"""Drafts in the making, kept with every revision in one SQLite file; nothing saved is ever overwritten."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.brief import Brief
from drafter.checks.verdicts import Verdict, Verdicts
from drafter.draft import Draft, DraftSection, Status
from drafter.errors import DraftError
from drafter.rights import acting
from drafter.store import Store
from drafter.strings import tr
from drafter.workspace import revisions
from drafter.workspace.kept import BriefRevision, Project, Revision, SaveConflict
from drafter.workspace.rows import (
    BRIEF,
    LISTED,
    STANDING,
    about_of,
    part_of,
    project_of,
    put_status,
    section_of,
    section_to_json,
    standing_brief,
    standing_section,
    with_status,
)

if TYPE_CHECKING:
    from types import TracebackType


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
            revisions.append(db, id, BRIEF, brief.to_json(), base=0, author=_signed(author))
            for place, one in enumerate(draft.sections):
                db.execute("INSERT INTO sections VALUES (?, ?, ?, ?)", (id, one.key, place, one.status))
                revisions.append(
                    db, id, part_of(one.key), section_to_json(one), base=0, author=_signed(author)
                )
        return id

    def projects(self, *, archived: bool = False) -> tuple[Project, ...]:
        """Return the projects, the one worked on last first; with those put away when `archived`."""
        with self._store.reading() as db:
            rows = db.execute(
                f"{LISTED} WHERE archived <= ? ORDER BY updated DESC, id", (archived,)
            ).fetchall()
        return tuple(project_of(*row) for row in rows)

    def load(self, id: str) -> tuple[Draft, Brief, int]:
        """Return the newest of every section, the newest brief, and the revision to base the next save on."""
        with self._store.reading() as db:
            about = about_of(db, id)
            rows = db.execute(STANDING, (id,)).fetchall()
            sections = tuple(with_status(section_of(body), status) for status, body in rows)
            draft = Draft(about["org"], about["year"], about["title"], about["previous_report"], sections)
            return draft, standing_brief(db, id)[1], revisions.next_look(db, id)

    def save_section(
        self, id: str, key: str, text: str | DraftSection, *, revision: int, author: str = ""
    ) -> int:
        """Append a revision of section `key`; return the number to base the next save on.

        Plain text is a person's edit: what it leaves untouched keeps its sources and bindings. Saving what
        stands already adds nothing. Raises SaveConflict when the section was saved since `revision` with
        another text.
        """
        with self._store.writing() as db:
            standing, current, by = standing_section(db, id, key)
            section = _revised(current, text) if isinstance(text, str) else replace(text, key=key)
            seen = revisions.has_seen(db, id, part_of(key), standing, revision)
            refused = not seen and section.text != current.text
            if seen and section == current:
                return revision
            number = revisions.append(
                db,
                id,
                part_of(key),
                section_to_json(section),
                base=revision,
                author=_signed(author),
                refused=refused,
            )
            if not refused:
                put_status(db, id, key, section.status)
        if refused:
            raise SaveConflict(
                tr("“{name}”", name=current.heading or tr("标题")), section.text, current.text, by, number
            )
        return number

    def arrange(
        self, id: str, keys: Sequence[str], *, added: Sequence[DraftSection] = (), author: str = ""
    ) -> None:
        """Let the draft have the sections `keys`, in this order; those `added` are new.

        A section left out is no longer part of the draft; its history stays, and it may be added again.
        """
        new = {section.key: section for section in added}
        with self._store.writing() as db:
            about_of(db, id)
            rows = db.execute("SELECT key, status FROM sections WHERE project = ?", (id,)).fetchall()
            status = dict(rows) | {key: one.status for key, one in new.items()}
            if len(set(keys)) < len(keys) or not set(keys) <= set(status):
                raise DraftError(tr("章节已有变化。请刷新页面后再试"))
            for key, section in new.items():
                revisions.append(
                    db, id, part_of(key), section_to_json(section), base=0, author=_signed(author)
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
            standing, current, by = standing_brief(db, id)
            seen = revisions.has_seen(db, id, BRIEF, standing, revision)
            refused = not seen and brief != current
            if seen and brief == current:
                return revision
            number = revisions.append(
                db, id, BRIEF, brief.to_json(), base=revision, author=_signed(author), refused=refused
            )
        if refused:
            raise SaveConflict(tr("数据表"), _readable(brief), _readable(current), by, number)
        return number

    def history(self, id: str, key: str) -> tuple[Revision, ...]:
        """Return every saved state of section `key`, oldest first."""
        return self._revisions(id, key, refused=False)

    def brief_history(self, id: str) -> tuple[BriefRevision, ...]:
        """Return every state of the brief that stood, oldest first."""
        with self._store.reading() as db:
            about_of(db, id)
            rows = revisions.all_of(db, id, BRIEF, refused=False)
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
            standing_section(db, id, key)
            put_status(db, id, key, status)
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
            about_of(db, id)
            db.execute("UPDATE projects SET archived = ? WHERE id = ?", (archived, id))

    def remove(self, id: str) -> None:
        """Delete the project with its whole history, for good."""
        with self._store.writing() as db:
            about_of(db, id)
            db.execute("DELETE FROM projects WHERE id = ?", (id,))
            db.execute("DELETE FROM verdicts WHERE report = ?", (id,))

    def _revisions(self, id: str, key: str, *, refused: bool) -> tuple[Revision, ...]:
        with self._store.reading() as db:
            standing_section(db, id, key)
            rows = revisions.all_of(db, id, part_of(key), refused=refused)
        return tuple(
            Revision(number, section_of(body), author, datetime.fromisoformat(saved))
            for number, body, author, saved in rows
        )


def _signed(author: str) -> str:
    """Return the author named, else the person for whom this is done."""
    person = acting()
    return author or (person.name if person else "")


def _revised(section: DraftSection, text: str) -> DraftSection:
    return Draft("", 0, "", "", (section,)).revise(section.key, text).section(section.key)


def _readable(brief: Brief) -> str:
    return json.dumps(brief.to_json(), ensure_ascii=False, indent=2)
