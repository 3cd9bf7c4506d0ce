"""Append-only revisions of the parts of a project, numbered so that a save knows what its author had seen.

Within a project every save gets the next odd number and remembers the number it was based on; an even number
stands for a look at everything saved before. What the holder of a number has seen follows from this chain.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import Any

from drafter.errors import DraftError
from drafter.strings import tr

# A refused save is a row too: its author has been shown what stood at that moment.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE projects (id TEXT PRIMARY KEY, about BLOB NOT NULL, author TEXT NOT NULL,
           created TEXT NOT NULL, updated TEXT NOT NULL, archived INTEGER NOT NULL)""",
        """CREATE TABLE sections (project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE,
           key TEXT NOT NULL, place INTEGER NOT NULL, status TEXT NOT NULL, PRIMARY KEY (project, key))""",
        """CREATE TABLE revisions (project TEXT NOT NULL REFERENCES projects ON DELETE CASCADE,
           part TEXT NOT NULL, number INTEGER NOT NULL, base INTEGER NOT NULL, refused INTEGER NOT NULL,
           body BLOB NOT NULL, author TEXT NOT NULL, saved TEXT NOT NULL, UNIQUE (project, part, number))""",
        "CREATE INDEX revisions_by_number ON revisions (project, number)",
    ),
    # `subject` is a project, or the text of a report that was only checked.
    (
        """CREATE TABLE dismissals (subject TEXT NOT NULL, issue TEXT NOT NULL, author TEXT NOT NULL,
           saved TEXT NOT NULL, PRIMARY KEY (subject, issue))""",
    ),
    # One store for what is said on the page and at the command line; `report` is a project's id, a file's name, or "" for any.
    (
        "DROP TABLE dismissals",
        """CREATE TABLE verdicts (report TEXT NOT NULL, verdict TEXT NOT NULL, author TEXT NOT NULL,
           saved TEXT NOT NULL, PRIMARY KEY (report, verdict))""",
    ),
)


def next_look(db: sqlite3.Connection, project: str) -> int:
    """Return the number for someone who is now shown everything."""
    return _top(db, project) + 1


def append(
    db: sqlite3.Connection,
    project: str,
    part: str,
    body: dict[str, object],
    *,
    base: int,
    author: str,
    refused: bool = False,
) -> int:
    """Add a revision of `part`, based on `base`, and return its number; base 0 has seen nothing."""
    number = _top(db, project) + 2
    stamp = now()
    db.execute(
        "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (project, part, number, base, refused, pack(body), speakable(author), stamp),
    )
    db.execute("UPDATE projects SET updated = ? WHERE id = ?", (stamp, project))
    return number


def newest(db: sqlite3.Connection, project: str, part: str) -> tuple[int, bytes, str] | None:
    """Return number, packed body and author of what stands of `part`."""
    row: tuple[int, bytes, str] | None = db.execute(
        "SELECT number, body, author FROM revisions WHERE project = ? AND part = ? AND NOT refused"
        " ORDER BY number DESC LIMIT 1",
        (project, part),
    ).fetchone()
    return row


def all_of(
    db: sqlite3.Connection, project: str, part: str, *, refused: bool
) -> list[tuple[int, bytes, str, str]]:
    """Return number, packed body, author and time of each revision of `part`, oldest first."""
    rows = db.execute(
        "SELECT number, body, author, saved FROM revisions WHERE project = ? AND part = ? AND refused = ?"
        " ORDER BY number",
        (project, part, refused),
    )
    return rows.fetchall()


def has_seen(db: sqlite3.Connection, project: str, part: str, standing: int, number: int) -> bool:
    """Tell whether the holder of `number` has seen revision `standing`, the newest, of `part`."""
    top = _top(db, project)
    while number >= standing:
        if number % 2 == 0 and number <= top + 1:
            return True
        rows = db.execute(
            "SELECT part, base FROM revisions WHERE project = ? AND number = ?", (project, number)
        ).fetchall()
        if not rows:
            raise DraftError(tr("稿件没有版本 {number}。请重新打开稿件再修改", number=number))
        if any(one == part for one, _ in rows):
            return True
        # That save was of another part; of this one its author had seen what the base of the save had seen.
        number = rows[0][1]
    return False


def pack(data: dict[str, object]) -> bytes:
    # surrogatepass: half an emoji from a browser must not cost the save.
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpack(body: bytes) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(body.decode("utf-8", "surrogatepass"))
    return data


def speakable(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _top(db: sqlite3.Connection, project: str) -> int:
    rows = db.execute("SELECT coalesce(max(number), -1) FROM revisions WHERE project = ?", (project,))
    top: int = rows.fetchone()[0]
    return top
